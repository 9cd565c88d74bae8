//! I07: tokens that nothing stands behind, at an unchanged price, posted without bound.

use crate::feeds::keep_twice;
use crate::{NONE, WEI, borrow};
use ballast_chain::{Address, U256};
use ballast_client::{
    account,
    interfaces::{IFeed, IMarket},
};
use ballast_wasm_tests::{ALL, DAY, Lending, PLAIN_BORROW_BPS, Plain, ether, hostile::IHookToken};

/// Three accounts of one attacker, who mints what he likes of a token of this cap and price.
struct World {
    l: Lending,
    plain: Plain,
    mallory: [Address; 3],
    cap: U256,
}

impl World {
    fn open(cap: U256, price: f64) -> Self {
        let mut l = Lending::open();
        let plain = l.list_hook_token();
        let (owner, at) = (l.protocol.accounts.owner, l.protocol.at);
        l.unbreak();
        l.set_price(plain.feed, price);
        l.send(owner, at.market, IMarket::setCollateralCapCall { asset: plain.token, cap });
        let mallory = ["mallory", "mallory's", "mallory's other"].map(account);
        for account in mallory {
            l.send(account, plain.token, IHookToken::mintCall { to: account, value: ether(1 << 40) });
            l.send(account, plain.token, IHookToken::approveCall { spender: at.market, value: ALL });
        }
        l.others.extend(mallory);
        Self { l, plain, mallory, cap }
    }

    fn post(&self, units: U256, account: Address) -> IMarket::supplyCollateralCall {
        IMarket::supplyCollateralCall { asset: self.plain.token, units, onBehalf: account }
    }

    /// Nobody gets another unit in, by whatever way.
    #[track_caller]
    fn assert_full(&mut self) {
        let market = self.l.protocol.at.market;
        for (from, to) in [(0, 0), (1, 0), (1, 2)] {
            let call = self.post(WEI, self.mallory[to]);
            let error: IMarket::CollateralCapExceeded = self.l.fail(self.mallory[from], market, call);
            assert_eq!((error.asset, error.total, error.cap), (self.plain.token, self.cap + WEI, self.cap));
        }
        let call = self.post(ALL, self.mallory[0]);
        let _: IMarket::CollateralCapExceeded = self.l.fail(self.mallory[0], market, call);
    }

    /// Who owes may add over the cap by himself, without bound, and borrows nothing on it; nobody adds it for him.
    fn assert_held_back(&mut self) {
        let market = self.l.protocol.at.market;
        let here = self.l.protocol.client.chain.snapshot();
        for account in self.mallory {
            let (units, stranger) = (self.cap * U256::from(3), self.mallory[usize::from(account == self.mallory[0])]);
            let call = self.post(units, account);
            let _: IMarket::CollateralCapExceeded = self.l.fail(stranger, market, call.clone());
            self.l.send(account, market, call);
            let _: IMarket::CollateralCapExceeded = self.l.fail(account, market, borrow(account, WEI));
        }
        self.l.protocol.client.chain.restore(here).unwrap();
    }

    /// Posts to the cap, a wei less to begin with, and borrows all that the accounts may; returns that.
    fn borrow_all(&mut self) -> U256 {
        let market = self.l.protocol.at.market;
        let quarter = self.cap / U256::from(4);
        let parts = [quarter, quarter - WEI, self.cap - quarter - quarter];
        for (account, units) in self.mallory.into_iter().zip(parts) {
            let call = self.post(units, account);
            self.l.send(account, market, call);
        }
        let over = self.post(U256::from(2), self.mallory[1]);
        let _: IMarket::CollateralCapExceeded = self.l.fail(self.mallory[1], market, over);
        let last = self.post(WEI, self.mallory[1]);
        self.l.send(self.mallory[1], market, last);
        self.assert_full();
        // Tokens that come by another way are nobody's margin.
        let gift = IHookToken::transferCall { to: market, value: ether(1 << 30) };
        self.l.send(self.mallory[0], self.plain.token, gift);
        let mut borrowed = NONE;
        for account in self.mallory {
            let limit = self.l.health(account).limit;
            let _: IMarket::InsufficientMargin = self.l.fail(account, market, borrow(account, limit + WEI));
            self.l.borrow(account, limit);
            borrowed += limit;
            let _: IMarket::InsufficientMargin = self.l.fail(account, market, borrow(account, WEI));
        }
        self.assert_held_back();
        borrowed
    }

    /// It is known to be worth nothing: a 10^18th of what it was. Everything is liquidated and written off.
    fn collapse(&mut self, accounts: &[Address]) {
        let (owner, erin, market) = (self.l.protocol.accounts.owner, self.l.erin, self.l.protocol.at.market);
        let answer = 1_i128.try_into().unwrap();
        self.l.send(owner, self.plain.feed, IFeed::updateCall { answer });
        keep_twice(&mut self.l); // so far off what was kept it is no price for an hour
        for &account in accounts {
            let call = IMarket::liquidateCall { asset: self.plain.token, ..self.l.liquidation(account, ALL) };
            let done = self.l.send(erin, market, call);
            assert!(done.repaid < U256::from(2_000), "{}", done.repaid);
            assert_eq!(self.l.view(market, IMarket::debtOfCall { account }), NONE, "written off");
        }
    }
}

/// The loss is bounded by cap * borrow factor * borrow price, to the wei, and it is all of that.
#[test]
fn i07_unbacked_collateral_costs_suppliers_the_cap_at_the_borrow_price_and_no_more() {
    for (cap, thousandths, days) in [(400_u64, 1_000_u64, 0_u64), (300, 1_337, 0), (777, 750, 0), (400, 1_000, 30)] {
        let price = thousandths as f64 / 1_000.0;
        let mut w = World::open(ether(cap), price);
        let (dave, market) = (w.l.dave, w.l.protocol.at.market);
        let shares = w.l.view(market, IMarket::balanceOfCall { account: dave });
        let worth = IMarket::convertToAssetsCall { shares };
        let before = w.l.view(market, worth.clone());
        let most = ether(cap) * U256::from(PLAIN_BORROW_BPS * thousandths) / U256::from(10_000_000);
        let borrowed = w.borrow_all();
        assert!(borrowed <= most && borrowed + U256::from(3) >= most, "{borrowed} of {most}");
        w.l.protocol.client.chain.advance(days * DAY);
        if days > 0 {
            assert!(w.l.view(market, worth.clone()) > before, "they think that they earned");
        }
        let mallory = w.mallory;
        w.collapse(&mallory);
        let lost = before - w.l.view(market, worth);
        assert!(lost <= most, "{lost} of {most}");
        assert!(lost + U256::from(3_000) >= most, "and it is attained: {lost} of {most}");
        w.l.check_books();
    }
}

/// The guardian lowers the cap to nothing before it is full: what is in stays, nothing comes in, not even over a full
/// withdrawal.
#[test]
fn i07_a_cap_that_the_guardian_lowered_bounds_the_loss_by_what_was_in() {
    let mut w = World::open(ether(400), 1.0);
    let (dave, market, guardian) = (w.l.dave, w.l.protocol.at.market, w.l.protocol.accounts.guardian);
    let [first, second, _] = w.mallory;
    let call = w.post(ether(100), first);
    w.l.send(first, market, call);
    w.l.borrow(first, ether(80));
    let cap = |cap| IMarket::setCollateralCapCall { asset: w.plain.token, cap };
    w.l.send(guardian, market, cap(NONE));
    let _: IMarket::Unauthorized = w.l.fail(guardian, market, cap(ether(400)));
    let _: IMarket::InsufficientMargin = w.l.fail(first, market, borrow(first, WEI));
    for (from, account) in [(second, second), (second, first)] {
        let call = w.post(WEI, account);
        let error: IMarket::CollateralCapExceeded = w.l.fail(from, market, call);
        assert_eq!(error.cap, NONE);
    }
    let call = w.post(ether(1_000), first);
    w.l.send(first, market, call);
    let _: IMarket::CollateralCapExceeded = w.l.fail(first, market, borrow(first, WEI));
    let supplied = w.l.view(market, IMarket::totalAssetsCall {});
    w.collapse(&[first]);
    let lost = supplied - w.l.view(market, IMarket::totalAssetsCall {});
    assert!(lost <= ether(80) && lost + U256::from(2_000) >= ether(80), "{lost}");
    assert!(w.l.view(market, IMarket::maxWithdrawCall { owner: dave }) >= ether(420) - U256::from(2));
    w.l.check_books();
}
