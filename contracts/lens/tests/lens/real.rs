//! The lens before the real market, the real judge and real blETH: what it tells is what then happens.

use crate::world::{n, Random};
use alloy_primitives::{Address, U256};
use alloy_sol_types::SolCall;
use ballast_lens::{
    interface::ILens::{self, *},
    Lens,
};
use ballast_market::interface::IMarket;
use ballast_scenarios::{borrow, ether, liquidate, supply, take, Lending, DAY, WAD};
use ballast_test_support::Ask;
use motsu::prelude::*;

/// A market with its people, and a lens.
struct Real {
    lens: Contract<Lens>,
    l: Lending,
}

impl Real {
    /// Bob has posted 20 blETH and 10 gold, worth 40 ether and 28 for borrowing.
    fn new() -> Self {
        let l = Lending::new();
        l.own(IMarket::setBorrowCapCall { cap: ether(1_000) });
        let units = ether(20) * n(1_000_000_000);
        l.ask(l.bob, supply(l.lst.address(), units, l.bob));
        l.ask(l.bob, supply(l.gold.address(), ether(10), l.bob));
        Self { lens: Contract::new(), l }
    }

    #[track_caller]
    fn ask<C: SolCall>(&self, call: C) -> C::Return {
        self.lens.sender(self.l.carol).ask(call).motsu_unwrap()
    }

    fn market(&self) -> Address {
        self.l.market.address()
    }

    fn assets(&self) -> [Address; 2] {
        [self.l.lst.address(), self.l.gold.address()]
    }

    /// Whether a call of bob's reverts; what it wrote is rolled back.
    fn refused(&self, call: impl SolCall) -> bool {
        self.l.market.sender(self.l.bob).ask(call).motsu_res().is_err()
    }

    fn gold_at(&self, answer: u128) {
        self.l.gold_feed.sender(self.l.owner).answer_now(n(answer), 8);
    }

    /// Borrows all that bob can, after it was found that he cannot borrow more.
    fn borrow_all(&self) -> (U256, Binding) {
        let told = self.ask(maxBorrowCall { market: self.market(), account: self.l.bob });
        assert!(self.refused(borrow(told.assets + n(1), self.l.bob)), "one more than {}", told.assets);
        if !told.assets.is_zero() {
            self.l.ask(self.l.bob, borrow(told.assets, self.l.bob));
        }
        (told.assets, told.binding)
    }

    /// Withdraws all that bob can, after it was found that he cannot withdraw more.
    fn take_all(&self, asset: Address) -> U256 {
        let told = self.ask(maxWithdrawCollateralCall { market: self.market(), account: self.l.bob, asset });
        assert!(self.refused(take(asset, told.units + n(1), self.l.bob)), "one more than {}", told.units);
        if !told.units.is_zero() {
            self.l.ask(self.l.bob, take(asset, told.units, self.l.bob));
        }
        told.units
    }

    /// Liquidates bob for an asset as the lens foretold, and tells the bad debt.
    fn liquidate(&self, asset: Address) -> U256 {
        let (market, borrower) = (self.market(), self.l.bob);
        let told = self.ask(previewLiquidationCall { market, borrower, asset, maxRepay: U256::MAX });
        let seen = self.l.events::<IMarket::BadDebt>().len();
        let done = self.l.ask(self.l.carol, liquidate(borrower, asset, self.l.carol));
        assert_eq!((told.repaid, told.seized), (done.repaid, done.seized));
        let event = self.l.events::<IMarket::Liquidate>().pop().expect("logged");
        assert_eq!((told.repaid, told.seized, told.healthWad), (event.repaid, event.seized, event.healthWad));
        let bad = self.l.events::<IMarket::BadDebt>().split_off(seen);
        assert_eq!(told.badDebt, bad.iter().map(|bad| bad.assets).sum::<U256>());
        told.badDebt
    }
}

#[test]
fn borrowing_and_withdrawing_all_as_chance_has_it() {
    let (mut random, mut borrowed, mut taken) = (Random(6), 0, 0);
    for _ in 0..25 {
        let r = Real::new();
        r.gold_at(150_000_000 + u128::from(random.below(100_000_000)));
        r.l.ask(r.l.bob, borrow(ether(1) + n(random.bits(64)), r.l.bob));
        r.l.age(random.below(u64::from(DAY)) as u32);
        let asset = r.assets()[random.below(2) as usize];
        if random.below(2) == 0 {
            taken += u32::from(!r.take_all(asset).is_zero());
        }
        borrowed += u32::from(!r.borrow_all().0.is_zero());
        r.l.age(60);
        assert_eq!(r.borrow_all(), (n(0), Binding::Health), "owes more by now");
        assert_eq!(r.take_all(asset), n(0));
        r.l.check();
    }
    assert!(borrowed > 10 && taken > 5, "{borrowed} {taken}");
}

#[test]
fn each_that_binds() {
    let r = Real::new();
    let told = |r: &Real| r.ask(maxBorrowCall { market: r.market(), account: r.l.bob });
    r.l.own(IMarket::setPauseCall { flags: n(2) });
    assert_eq!(told(&r).binding, Binding::Paused);
    assert!(r.refused(borrow(ether(1), r.l.bob)));
    r.l.own(IMarket::setPauseCall { flags: n(0) });
    r.l.own(IMarket::setLeastDebtCall { least: ether(33) });
    assert_eq!((told(&r).assets, told(&r).binding), (n(0), Binding::LeastDebt));
    r.l.own(IMarket::setLeastDebtCall { least: ether(1) });
    r.l.own(IMarket::setBorrowCapCall { cap: ether(7) + n(1) });
    let cap = r.l.see(IMarket::configCall {}).borrowCap;
    assert_eq!(cap, ether(7), "a multiple of 65,536");
    assert_eq!(r.borrow_all(), (cap, Binding::BorrowCap));
    r.l.own(IMarket::setBorrowCapCall { cap: ether(100) });
    r.l.own(IMarket::setCollateralCapCall { asset: r.l.gold.address(), cap: n(1) });
    r.l.ask(r.l.bob, supply(r.l.gold.address(), n(1), r.l.bob));
    assert_eq!(r.borrow_all(), (n(0), Binding::CollateralCap));
    assert_eq!(r.take_all(r.l.lst.address()), n(0), "while gold is over its cap");
    assert!(!r.take_all(r.l.gold.address()).is_zero());
    r.l.own(IMarket::setCollateralCapCall { asset: r.l.gold.address(), cap: ether(100) });
    let idle = ether(3);
    let assets = r.l.see(IMarket::totalsCall {}).idle - idle;
    r.l.ask(r.l.alice, IMarket::withdrawCall { assets, receiver: r.l.alice, owner: r.l.alice });
    assert_eq!(r.borrow_all(), (idle, Binding::Idle));
}

#[test]
fn liquidation_prices_of_gold() {
    let r = Real::new();
    r.l.ask(r.l.bob, borrow(ether(30), r.l.bob));
    r.l.age(DAY / 3);
    let (market, account, asset) = (r.market(), r.l.bob, r.l.gold.address());
    let told = r.ask(liquidationPriceCall { market, account, asset });
    assert!(told.exists);
    // The feed has 8 decimals: the answer at or below that price, and the one above.
    let scale = n(10_u128.pow(28));
    let last = (told.price36 / scale).to::<u128>();
    r.gold_at(last + 1);
    assert!(r.l.account(account).healthWad >= n(WAD));
    let bps = r.ask(marginToLiquidationCall { market, account, asset }).bps;
    assert_eq!(bps, (n(last + 1) * scale - told.price36) * n(10_000) / (n(last + 1) * scale));
    r.gold_at(last);
    assert!(r.l.account(account).healthWad < n(WAD));
    assert_eq!(r.ask(marginToLiquidationCall { market, account, asset }).bps, n(0));
    r.liquidate(asset);
}

#[test]
fn liquidations_to_the_end() {
    let r = Real::new();
    r.borrow_all();
    r.l.age(10 * DAY);
    r.l.report(ether(5)); // of 50 at validators: blETH is worth 0.55
    r.gold_at(100_000_000);
    let short = r.ask(shortfallCall { market: r.market(), account: r.l.bob }).assets;
    assert!(short > ether(8), "{short}");
    let [lst, gold] = r.assets();
    assert_eq!(r.liquidate(gold), n(0));
    let bad = r.liquidate(lst);
    // Bonuses are at their greatest, and each repayment rounds for the pool.
    assert!(bad <= short + n(2) && bad + n(2) >= short, "{bad} {short}");
    r.l.check();
}

#[test]
fn rates_are_the_markets() {
    let r = Real::new();
    r.borrow_all();
    r.l.age(DAY);
    let told: ILens::ratesReturn = r.ask(ratesCall { market: r.market() });
    let rate = r.l.see(IMarket::borrowRateCall {});
    assert_eq!(told.borrowApr, rate.perSecond * n(31_536_000));
    assert_eq!(told.aprAtTarget, rate.atTarget * n(31_536_000));
    assert_eq!(told.utilization, r.l.see(IMarket::utilizationCall {})._0);
    assert!(told.supplyApr < told.borrowApr && !told.supplyApr.is_zero() && told.borrowApy > told.borrowApr);
}
