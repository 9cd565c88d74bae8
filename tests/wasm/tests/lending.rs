//! Whole flows of the money market on real WASM.

use ballast_chain::U256;
use ballast_client::{
    account,
    interfaces::{ILst, IMarket, IRisk, IWeth},
};
use ballast_wasm_tests::{ALL, ETHER, Lending, ether};

const YEAR: u64 = 31_536_000;

fn wad(thousandths: u64) -> U256 {
    U256::from(thousandths) * U256::from(ETHER / 1_000)
}

#[test]
fn borrows_against_bleth_up_to_the_limit_and_not_a_wei_more() {
    let mut l = Lending::open();
    let (carol, market) = (l.carol, l.protocol.at.market);
    assert_eq!(l.health(carol).limit, ether(45), "50 blETH at 90 %");
    let call = IMarket::borrowCall {
        assets: ether(45) + U256::ONE,
        onBehalf: carol,
        receiver: carol,
        data: Default::default(),
    };
    let error: IMarket::InsufficientMargin = l.fail(carol, market, call);
    assert_eq!((error.debt, error.limit, error.unpriced), (ether(45) + U256::ONE, ether(45), U256::ZERO));
    l.borrow(carol, ether(45));
    assert_eq!(l.view(l.protocol.at.weth, IWeth::balanceOfCall { account: carol }), ether(545));
    let health = l.health(carol);
    assert_eq!(health.healthWad, wad(930) * U256::from(50) / U256::from(45));
    l.check_books();
}

#[test]
fn the_lesser_of_rate_and_market_counts_for_borrowing_alone() {
    let mut l = Lending::open();
    let carol = l.carol;
    l.borrow(carol, ether(40));
    let before = l.health(carol).healthWad;
    l.unbreak();
    l.feed(0.5);
    let after = l.health(carol);
    assert_eq!(after.limit, wad(22_500), "half the rate");
    assert_eq!(after.healthWad, before, "a wick liquidates nobody");
    l.feed(1.5);
    assert_eq!(l.health(carol).limit, ether(45), "a premium is worth nothing");
}

#[test]
fn a_stale_feed_stops_borrowing_and_nothing_else() {
    let mut l = Lending::open();
    let (carol, market, lst) = (l.carol, l.protocol.at.market, l.protocol.at.lst);
    l.borrow(carol, ether(10));
    l.protocol.client.chain.advance(86_401);
    let call = IMarket::borrowCall { assets: ether(1), onBehalf: carol, receiver: carol, data: Default::default() };
    let error: IMarket::InsufficientMargin = l.fail(carol, market, call);
    assert_eq!((error.limit, error.unpriced), (U256::ZERO, U256::ONE), "index 0 has no price");
    let status = l.view(l.protocol.at.risk, IRisk::pricesCall { index: U256::ZERO }).status;
    assert_eq!(status, IRisk::PriceStatus::FeedStale);
    let call = IMarket::withdrawCollateralCall { asset: lst, units: U256::ONE, onBehalf: carol, receiver: carol };
    let _: IMarket::InsufficientMargin = l.fail(carol, market, call);
    l.post(carol, 1);
    l.send(carol, market, IMarket::repayCall { assets: ALL, onBehalf: carol });
    let call = IMarket::withdrawCollateralCall { asset: lst, units: ALL, onBehalf: carol, receiver: carol };
    l.send(carol, market, call);
    l.check_books();
}

#[test]
fn a_slashing_acts_at_once_and_liquidation_restores_the_target() {
    let mut l = Lending::open();
    let (carol, erin, at) = (l.carol, l.erin, l.protocol.at);
    l.borrow(carol, ether(44));
    let call = l.liquidation(carol, ALL);
    let error: IRisk::Healthy = l.fail(erin, at.market, call);
    assert!(error.healthWad >= wad(1_000));
    l.slash(ether(30)); // of 401
    let before = l.health(carol);
    assert!(before.healthWad < wad(1_000), "{}", before.healthWad);
    let call = l.liquidation(carol, ALL);
    let answer = l.send(erin, at.market, call);
    let after = l.health(carol);
    assert!(after.healthWad >= wad(1_030) - U256::from(1_000_000), "target health: {}", after.healthWad);
    assert_eq!(after.debt, before.debt - answer.repaid);
    let seized = l.view(at.lst, ILst::getPooledEthBySharesCall { sharesAmount: answer.seized });
    assert!(seized > answer.repaid, "the liquidator earns");
    assert!(seized <= answer.repaid * U256::from(102) / U256::from(100), "at most the greatest bonus");
    let call = l.liquidation(carol, ALL);
    let _: IRisk::Healthy = l.fail(erin, at.market, call);
    l.check_books();
}

#[test]
fn bad_debt_goes_to_reserves_and_suppliers() {
    let mut l = Lending::open();
    let (carol, dave, erin, at) = (l.carol, l.dave, l.erin, l.protocol.at);
    l.borrow(carol, ether(44));
    l.protocol.client.chain.advance(30 * 86_400);
    let before = l.view(at.market, IMarket::totalsCall {});
    assert!(before.reserves > U256::ZERO);
    l.slash(ether(200)); // half of all: worth 25, owed 44
    let call = l.liquidation(carol, ALL);
    let answer = l.send(erin, at.market, call);
    assert_eq!(l.view(at.market, IMarket::debtOfCall { account: carol }), U256::ZERO);
    let reserves = l.view(at.market, IMarket::totalsCall {}).reserves;
    assert_eq!(reserves, U256::ZERO, "reserves go first");
    let after = l.view(at.market, IMarket::totalsCall {});
    let lost = before.debtAssets - answer.repaid;
    assert!(before.suppliedAssets - after.suppliedAssets <= lost + U256::ONE, "suppliers lose the rest");
    assert_eq!(after.debtAssets, U256::ZERO);
    l.check_books();
    let shares = l.view(at.market, IMarket::maxRedeemCall { owner: dave });
    let assets = l.send(dave, at.market, IMarket::redeemCall { shares, receiver: dave, owner: dave });
    assert!(assets + U256::from(2) >= after.suppliedAssets, "everyone left can leave");
    l.check_books();
}

#[test]
fn everyone_can_leave_after_a_year() {
    let mut l = Lending::open();
    let (carol, dave, at) = (l.carol, l.dave, l.protocol.at);
    l.borrow(carol, ether(40));
    l.protocol.client.chain.advance(YEAR - 86_400);
    let owed = l.view(at.market, IMarket::debtOfCall { account: carol });
    assert!(owed > ether(40));
    let repaid = l.send(carol, at.market, IMarket::repayCall { assets: ALL, onBehalf: carol });
    assert_eq!(repaid, owed, "the view tells what is owed");
    let call = IMarket::withdrawCollateralCall { asset: at.lst, units: ALL, onBehalf: carol, receiver: carol };
    l.send(carol, at.market, call);
    let shares = l.view(at.market, IMarket::maxRedeemCall { owner: dave });
    let quote = l.view(at.market, IMarket::previewRedeemCall { shares });
    let assets = l.send(dave, at.market, IMarket::redeemCall { shares, receiver: dave, owner: dave });
    assert_eq!(assets, quote, "the preview is what is paid");
    assert!(assets > ether(500), "with interest");
    assert_eq!(l.view(at.market, IMarket::balanceOfCall { account: dave }), U256::ZERO);
    l.check_books();
}

#[test]
fn donations_change_nothing() {
    let mut l = Lending::open();
    let (carol, erin, at) = (l.carol, l.erin, l.protocol.at);
    l.borrow(carol, ether(20));
    let books = l.view(at.market, IMarket::totalsCall {});
    let (health, rate) = (l.health(carol), l.view(at.lst, ILst::rateDataCall {}));
    let price = l.view(at.risk, IRisk::pricesCall { index: U256::ZERO });
    l.send(erin, at.weth, IWeth::transferCall { to: at.market, value: ether(7) });
    l.send(erin, at.lst, ILst::transferCall { to: at.market, value: ether(7) });
    assert_eq!(l.view(at.market, IMarket::totalsCall {}), books);
    assert_eq!(l.health(carol), health);
    assert_eq!(l.view(at.lst, ILst::rateDataCall {}), rate);
    assert_eq!(l.view(at.risk, IRisk::pricesCall { index: U256::ZERO }), price);
    l.check_books();
}

#[test]
fn bad_input_gets_its_typed_error() {
    let mut l = Lending::open();
    let (carol, dave, erin, at) = (l.carol, l.dave, l.erin, l.protocol.at);
    let stranger = account("stranger");
    let borrow = |assets| IMarket::borrowCall { assets, onBehalf: carol, receiver: carol, data: Default::default() };
    let _: IMarket::ZeroAmount = l.fail(carol, at.market, borrow(U256::ZERO));
    let _: IMarket::AmountTooLarge = l.fail(carol, at.market, borrow(ALL));
    let _: IMarket::DebtTooSmall = l.fail(carol, at.market, borrow(U256::from(1_000)));
    let error: IMarket::InsufficientLiquidity = l.fail(carol, at.market, borrow(ether(501)));
    assert_eq!((error.assets, error.idle), (ether(501), ether(500)));
    let error: IMarket::Unauthorized = l.fail(erin, at.market, borrow(ether(1)));
    assert_eq!(error.caller, erin);
    let foreign = IMarket::supplyCollateralCall { asset: at.weth, units: ether(1), onBehalf: carol };
    let error: IMarket::UnknownCollateral = l.fail(carol, at.market, foreign);
    assert_eq!(error.asset, at.weth);
    let others = IMarket::supplyCollateralCall { asset: at.lst, units: U256::ONE, onBehalf: erin };
    let error: IMarket::SlotNotOpen = l.fail(carol, at.market, others);
    assert_eq!(error.account, erin);
    let cap = IMarket::setCollateralCapCall { asset: at.lst, cap: U256::ONE };
    let error: IMarket::Unauthorized = l.fail(stranger, at.market, cap.clone());
    assert_eq!(error.caller, stranger);
    l.send(l.protocol.accounts.owner, at.market, cap);
    let more = IMarket::supplyCollateralCall { asset: at.lst, units: U256::ONE, onBehalf: carol };
    let _: IMarket::CollateralCapExceeded = l.fail(carol, at.market, more);
    l.borrow(carol, ether(45));
    let call = IMarket::withdrawCollateralCall { asset: at.lst, units: U256::ONE, onBehalf: carol, receiver: carol };
    let _: IMarket::InsufficientMargin = l.fail(carol, at.market, call);
    let call = IMarket::withdrawCall { assets: ether(456), receiver: dave, owner: dave };
    let error: IMarket::InsufficientLiquidity = l.fail(dave, at.market, call);
    assert_eq!((error.assets, error.idle), (ether(456), ether(455)));
    let call = IMarket::withdrawCall { assets: ether(1), receiver: erin, owner: dave };
    let error: IMarket::ERC20InsufficientAllowance = l.fail(erin, at.market, call);
    assert_eq!(error.allowance, U256::ZERO);
    let call = IMarket::depositCall { assets: ether(100_001), receiver: dave };
    let _: IMarket::ERC4626ExceededMaxDeposit = l.fail(dave, at.market, call);
    l.check_books();
}

#[test]
fn a_missing_allowance_is_told_by_the_token() {
    let mut l = Lending::open();
    let (erin, at) = (l.erin, l.protocol.at);
    l.send(erin, at.lst, ILst::approveCall { spender: at.market, value: U256::ONE });
    let call = IMarket::supplyCollateralCall { asset: at.lst, units: ether(1), onBehalf: erin };
    let error: ILst::ERC20InsufficientAllowance = l.fail(erin, at.market, call);
    assert_eq!((error.spender, error.allowance), (at.market, U256::ONE));
}
