//! The backstop on real WASM: who bears bad debt in which order, leaving after fourteen days, flags by the real lens,
//! and the lock.

use alloy_sol_types::{SolCall, SolError, SolInterface};
use ballast_chain::{Address, Bytes, Tx, U256};
use ballast_client::{
    Client,
    interfaces::{IBackstop, ILens, IMarket},
};
use ballast_wasm_tests::{ALL, DAY, Lending, ether, rich};

/// Supply shares of so many ether, at first.
fn shares(ether_amount: u64) -> U256 {
    ether(ether_amount) * U256::from(1_000_000)
}

/// Dave has funded supply shares of so many ether.
fn funded(amount: u64) -> (Lending, Address) {
    let mut l = Lending::open();
    let (dave, at) = (l.dave, l.protocol.at);
    l.others.push(at.backstop);
    l.send(dave, at.market, IMarket::approveCall { spender: at.backstop, value: ALL });
    let call = IBackstop::fundCall { assets: shares(amount), receiver: dave, minShares: shares(amount) };
    assert_eq!(l.send(dave, at.backstop, call), shares(amount));
    (l, dave)
}

/// Carol owes 44 ether against 50 blETH, a month has passed, and half of all was slashed.
fn slashed(amount: u64) -> (Lending, Address) {
    let (mut l, dave) = funded(amount);
    l.borrow(l.carol, ether(44));
    l.protocol.client.chain.advance(30 * DAY);
    l.slash(ether(200));
    (l, dave)
}

/// Seizes all of carol's, and tells who bore what of her bad debt.
fn liquidate(l: &mut Lending) -> Vec<IMarket::BadDebtBorne> {
    let (call, market) = (l.liquidation(l.carol, ALL), l.protocol.at.market);
    let receipt = l.protocol.client.send(l.erin, market, call).unwrap().receipt;
    let logs = receipt.logs.iter().filter(|log| log.address == market);
    let borne = logs.filter_map(|log| Client::event(std::slice::from_ref(log), market)).collect();
    assert_eq!(l.view(market, IMarket::debtOfCall { account: l.carol }), U256::ZERO);
    l.check_all();
    borne
}

fn totals(l: &mut Lending) -> (U256, U256, U256) {
    let totals = l.view(l.protocol.at.backstop, IBackstop::totalsCall {});
    (totals.assets, totals.shares, totals.epoch)
}

fn leave(shares: U256, receiver: Address) -> IBackstop::leaveCall {
    IBackstop::leaveCall { shares, receiver }
}

#[test]
fn is_wired_as_deployed() {
    let mut l = Lending::open();
    let at = l.protocol.at;
    assert_eq!(l.view(at.market, IMarket::backstopCall {}), at.backstop);
    assert_eq!(l.view(at.backstop, IBackstop::marketCall {}), at.market);
    assert_eq!(l.view(at.backstop, IBackstop::lensCall {}), at.lens);
}

#[test]
fn a_fifth_of_the_reserves_is_its_funders_income() {
    let (mut l, dave) = funded(100);
    let at = l.protocol.at;
    l.borrow(l.carol, ether(44));
    l.protocol.client.chain.advance(30 * DAY);
    l.send(l.erin, at.market, IMarket::accrueCall {});
    let reserves = l.view(at.market, IMarket::reserveSharesCall {});
    let receipt = l.protocol.client.send(l.erin, at.backstop, IBackstop::syncCall {}).unwrap().receipt;
    let income = Client::event::<IBackstop::Income>(&receipt.logs, at.backstop).unwrap().assets;
    // A call is a second after the one before.
    let collected = l.view(at.market, IMarket::balanceOfCall { account: at.backstop }) - shares(100);
    assert!(reserves > U256::ZERO && collected >= reserves);
    assert_eq!(income, collected / U256::from(5));
    assert_eq!(totals(&mut l), (shares(100) + income, shares(100), U256::ZERO));
    let worth = l.view(at.backstop, IBackstop::assetsOfCall { account: dave });
    assert!(worth > shares(100) && worth <= shares(100) + income);
    l.check_all();
}

#[test]
fn suppliers_are_spared_while_reserves_and_backstop_cover_bad_debt() {
    let (mut l, _) = slashed(100);
    let at = l.protocol.at;
    let rate = l.view(at.market, IMarket::convertToAssetsCall { shares: shares(1) });
    let borne = liquidate(&mut l);
    let bearers: Vec<_> = borne.iter().map(|event| event.bearer).collect();
    assert_eq!(bearers, [at.market, at.backstop]);
    assert!(l.view(at.market, IMarket::convertToAssetsCall { shares: shares(1) }) >= rate);
    let (assets, of_funders, epoch) = totals(&mut l);
    assert!(assets >= shares(100) - borne[1].shares && assets < shares(100) - borne[1].shares + shares(1));
    assert_eq!((of_funders, epoch), (shares(100), U256::ZERO));
    let receipt = l.protocol.client.send(l.erin, at.backstop, IBackstop::syncCall {}).unwrap().receipt;
    let lost = Client::event::<IBackstop::Lost>(&receipt.logs, at.backstop).unwrap();
    assert_eq!(lost.assets, borne[1].shares);
}

#[test]
fn bad_debt_goes_to_reserves_then_backstop_then_suppliers() {
    let (mut l, dave) = slashed(5);
    let at = l.protocol.at;
    let rate = l.view(at.market, IMarket::convertToAssetsCall { shares: shares(1) });
    let borne = liquidate(&mut l);
    let bearers: Vec<_> = borne.iter().map(|event| event.bearer).collect();
    assert_eq!(bearers, [at.market, at.backstop, Address::ZERO]);
    assert!(l.view(at.market, IMarket::convertToAssetsCall { shares: shares(1) }) < rate);
    let receipt = l.protocol.client.send(l.erin, at.backstop, IBackstop::syncCall {}).unwrap().receipt;
    let began = Client::event::<IBackstop::EpochBegan>(&receipt.logs, at.backstop).unwrap();
    assert_eq!((began.epoch, began.voidShares), (U256::ONE, shares(5)));
    assert_eq!(totals(&mut l), (U256::ZERO, U256::ZERO, U256::ONE));
    assert_eq!(l.view(at.backstop, IBackstop::sharesOfCall { account: dave }), U256::ZERO);
    let call = IBackstop::fundCall { assets: shares(7), receiver: dave, minShares: shares(7) };
    assert_eq!(l.send(dave, at.backstop, call), shares(7), "one to one again");
}

#[test]
fn leaving_takes_fourteen_days_and_has_to_follow_within_three() {
    let (mut l, dave) = funded(100);
    let at = l.protocol.at;
    let from = l.send(dave, at.backstop, IBackstop::giveNoticeCall { shares: shares(80) });
    l.protocol.client.chain.advance(14 * DAY - 60);
    let error: IBackstop::NotNow = l.fail(dave, at.backstop, leave(shares(1), dave));
    assert_eq!((error.from, error.until), (from, from + U256::from(3 * DAY)));
    l.protocol.client.chain.advance(60);
    let before = l.view(at.market, IMarket::balanceOfCall { account: dave });
    let paid = l.send(dave, at.backstop, leave(shares(30), dave));
    assert!(paid >= shares(30));
    assert_eq!(l.view(at.market, IMarket::balanceOfCall { account: dave }), before + paid);
    l.protocol.client.chain.advance(3 * DAY + 1);
    let error: IBackstop::NotNow = l.fail(dave, at.backstop, leave(shares(1), dave));
    assert!(error.timestamp > error.until);
    assert_eq!(l.view(at.backstop, IBackstop::noticeOfCall { account: dave }).shares, shares(50));
    l.check_all();
}

#[test]
fn what_the_lens_finds_short_stops_leaving_until_it_is_realised() {
    let (mut l, dave) = funded(100);
    let (at, carol, erin) = (l.protocol.at, l.carol, l.erin);
    l.borrow(carol, ether(44));
    l.send(dave, at.backstop, IBackstop::giveNoticeCall { shares: shares(100) });
    l.protocol.client.chain.advance(14 * DAY);
    l.slash(U256::ONE); // a report, so that there is a price
    let _: IBackstop::NoShortfall = l.fail(erin, at.backstop, IBackstop::flagCall { account: carol });
    l.slash(ether(200));
    let short = l.view(at.lens, ILens::shortfallCall { market: at.market, account: carol });
    assert!(short > ether(15));
    l.send(erin, at.backstop, IBackstop::flagCall { account: carol });
    let error: IBackstop::BadDebtPending = l.fail(dave, at.backstop, leave(shares(1), dave));
    assert_eq!(error.accounts, U256::ONE);
    let _: IBackstop::StillShort = l.fail(dave, at.backstop, IBackstop::unflagCall { account: carol });
    let borne = liquidate(&mut l);
    l.send(dave, at.backstop, IBackstop::unflagCall { account: carol });
    let paid = l.send(dave, at.backstop, leave(shares(100), dave));
    let left = shares(100) - borne.last().unwrap().shares;
    assert!(paid >= left && paid < left + shares(1), "what is left, and income");
    l.check_all();
}

/// Whoever pays what is owed opens the door again, whatever the price.
#[test]
fn a_flag_is_cleared_by_repaying() {
    let (mut l, dave) = slashed(100);
    let (at, carol, erin) = (l.protocol.at, l.carol, l.erin);
    l.send(dave, at.backstop, IBackstop::giveNoticeCall { shares: shares(100) });
    l.send(erin, at.backstop, IBackstop::flagCall { account: carol });
    let _: IBackstop::AlreadyFlagged = l.fail(dave, at.backstop, IBackstop::flagCall { account: carol });
    l.protocol.client.chain.advance(14 * DAY);
    let _: IBackstop::StillShort = l.fail(dave, at.backstop, IBackstop::unflagCall { account: carol });
    let _: IBackstop::BadDebtPending = l.fail(dave, at.backstop, leave(shares(100), dave));
    l.send(erin, at.market, IMarket::repayCall { assets: ALL, onBehalf: carol });
    l.send(dave, at.backstop, IBackstop::unflagCall { account: carol });
    assert!(l.send(dave, at.backstop, leave(shares(100), dave)) > shares(100), "with income");
    l.check_all();
}

/// EVM code that answers zero. Told by calldata of one word, its highest bytes a selector and its lowest a length, it
/// calls its caller by that selector when it is called with calldata of that length, and reverts with what it was
/// answered.
const ECHO: &str = "0x603c80600b6000396000f3\
    366020146034576000548060ff16361460185760206000f3\
    5b60005260006000608460006000335af1503d600060003e3d6000fd\
    5b60003560005500";

fn echo(client: &mut Client) -> Address {
    let code: Bytes = ECHO.parse().unwrap();
    let hand = rich(client, "hand", ether(10));
    client.create(hand, code).unwrap()
}

/// Market and lens that call back find every function locked, in views of theirs and in calls.
#[test]
fn nothing_is_open_to_market_and_lens() {
    let mut l = Lending::open();
    let (erin, wasm) = (l.erin, ballast_wasm_tests::artifacts().backstop);
    let hostile = echo(&mut l.protocol.client);
    let mut init = [0; 96];
    for at in [12, 44] {
        init[at..at + 20].copy_from_slice(hostile.as_slice());
    }
    let (client, deployer) = (&mut l.protocol.client, l.protocol.at.deployer);
    let vault = client.deploy_program(erin, deployer, &wasm, &init, U256::ZERO).unwrap();
    let fund = IBackstop::fundCall { assets: U256::ONE, receiver: erin, minShares: U256::ZERO }.abi_encode();
    // Asked for its balance, for collecting, for a transfer; the lens for a shortfall.
    let flag = IBackstop::flagCall { account: erin }.abi_encode();
    for (length, call) in [(36, &fund), (4, &fund), (100, &fund), (68, &flag)] {
        for selector in (0..IBackstop::IBackstopCalls::COUNT).filter_map(IBackstop::IBackstopCalls::selector_at) {
            let mut told = [0; 32];
            told[..4].copy_from_slice(&selector);
            told[31] = length;
            assert!(client.chain.transact(Tx::call(erin, hostile, told.to_vec())).unwrap().is_success());
            let receipt = client.chain.transact(Tx::call(erin, vault, call.clone())).unwrap();
            assert!(!receipt.is_success());
            assert_eq!(receipt.output, Bytes::from(IBackstop::Locked {}.abi_encode()), "{length} {selector:02x?}");
        }
    }
}
