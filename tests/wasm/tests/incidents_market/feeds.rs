//! I05: a feed thousands of times off, as one is that lacks its ETH/USD leg.

use crate::{
    NONE, WAD, WEI, borrow,
    views::{self, Answer, Ask, Subjects},
};
use alloy_sol_types::SolCall;
use ballast_chain::{Address, U256};
use ballast_client::interfaces::{IMarket, IRisk};
use ballast_wasm_tests::{ALL, DAY, Lending, PLAIN_BORROW_BPS, PLAIN_LIQUIDATION_BPS, Plain, artifacts, ether};

/// What feeds that are wired by mistake are off by: without the leg, the wrong way round, a little over a tenth.
const WRONG: [f64; 4] = [0.0005, 2_000.0, 0.000_25, 1.11];

/// A price of an ether, and an answer of one, where they are scaled by 10^36.
fn one36() -> U256 {
    U256::from(10).pow(U256::from(36))
}

/// Carol has 50 blETH and 50 of a plain token, and owes 80. A third collateral has a feed in dollars, of 2,000, and a
/// further one of ether per dollar.
pub(crate) struct World {
    pub(crate) l: Lending,
    pub(crate) plain: Plain,
    pub(crate) asks: Vec<Ask>,
}

impl World {
    pub(crate) fn open() -> Self {
        let mut l = Lending::open();
        let (carol, owner, at) = (l.carol, l.protocol.accounts.owner, l.protocol.at);
        let plain = l.list_second_weth();
        l.post_plain(carol, plain.token, ether(50));
        l.borrow(carol, ether(80));
        let asset = l.protocol.client.create(owner, artifacts().weth).unwrap();
        let (feed, quoted) = (l.new_feed(2_000.0), l.new_feed(0.0005));
        let listing = IRisk::listQuotedCall {
            asset,
            isShares: false,
            borrowFactorBps: U256::from(PLAIN_BORROW_BPS),
            liquidationFactorBps: U256::from(PLAIN_LIQUIDATION_BPS),
            maxBonusBps: U256::from(500),
            feed,
            feedMaxAge: U256::from(DAY),
            rateMaxAge: NONE,
            quoteFeed: quoted,
            quoteMaxAge: U256::from(DAY),
            quoteMaxDeviationBps: U256::from(1_000),
        };
        l.send(owner, at.risk, listing);
        let prices = l.view(at.risk, IRisk::pricesCall { index: U256::from(2) });
        assert_eq!((prices.borrowPrice36, prices.liquidationPrice36), (one36(), one36()));
        let holdings = vec![ether(50), WEI << 248 | ether(50)];
        let subjects =
            Subjects { accounts: vec![carol], assets: vec![at.lst, plain.token], holdings, ..Subjects::default() };
        let asks = views::of_market_and_judge(&l, &subjects);
        Self { l, plain, asks }
    }

    fn answers(&mut self) -> Vec<Answer> {
        views::answers(&mut self.l, &self.asks)
    }

    /// What is answered otherwise now.
    fn changed(&mut self, before: &[Answer]) -> Option<String> {
        let now = self.answers();
        views::difference(&self.asks, before, &now)
    }

    /// The call with each wrong feed is refused, naming what the feed says and what counts, and changes nothing; with a
    /// feed that says nearly the same it is done.
    #[track_caller]
    fn assert_refused<C: SolCall>(&mut self, call: impl Fn(Address) -> C, right: f64, counts: U256) {
        let (owner, risk) = (self.l.protocol.accounts.owner, self.l.protocol.at.risk);
        let before = self.answers();
        for factor in WRONG {
            let wrong = self.l.new_feed(right * factor);
            let error: IRisk::Deviates = self.l.fail(owner, risk, call(wrong));
            let said = counts * U256::from((factor * 1e9).round() as u64) / U256::from(1_000_000_000);
            assert_eq!((error.given, error.last, error.mostBps), (said, counts, U256::from(1_000)), "{factor}");
        }
        assert_eq!(self.changed(&before), None);
        let here = self.l.protocol.client.chain.snapshot();
        let fine = self.l.new_feed(right * 1.05);
        self.l.send(owner, risk, call(fine));
        assert!(self.changed(&before).is_some(), "a right one is taken");
        self.l.protocol.client.chain.restore(here).unwrap();
    }
}

fn set_feed(index: u64, share: bool) -> impl Fn(Address) -> IRisk::setFeedCall {
    let rate_age = if share { U256::from(3 * DAY) } else { NONE };
    move |feed| IRisk::setFeedCall { index: U256::from(index), feed, feedMaxAge: U256::from(DAY), rateMaxAge: rate_age }
}

#[test]
fn i05_a_feed_without_its_leg_is_refused_wherever_it_is_wired() {
    let mut w = World::open();
    let ratio = U256::from(10_000_000_000_000_u64);
    w.assert_refused(set_feed(0, true), 1.0, ratio);
    w.assert_refused(set_feed(1, false), 1.0, one36());
    w.assert_refused(set_feed(2, false), 2_000.0, U256::from(2_000) * one36()); // its own leg
    let (age, bound) = (U256::from(DAY), U256::from(1_000));
    let quote = |feed| IRisk::setQuoteFeedCall { index: U256::from(2), feed, maxAge: age, maxDeviationBps: bound };
    w.assert_refused(quote, 0.0005, one36() / U256::from(2_000));
    let loan = |feed| IRisk::setLoanFeedCall { feed, maxAge: age, maxDeviationBps: bound };
    w.assert_refused(loan, 1.0, one36()); // the first one
    let first = w.l.new_feed(1.0);
    w.l.send(w.l.protocol.accounts.owner, w.l.protocol.at.risk, loan(first));
    w.assert_refused(loan, 1.0, one36()); // one in its place
}

/// Every liquidation of carol's answers `Frozen`; she repays and adds margin meanwhile.
#[track_caller]
fn assert_frozen(w: &mut World, until: u64) {
    let (l, plain) = (&mut w.l, w.plain);
    let (carol, erin, at) = (l.carol, l.erin, l.protocol.at);
    for asset in [at.lst, plain.token] {
        for liquidator in [erin, carol, l.protocol.accounts.guardian, l.protocol.accounts.owner] {
            let call = IMarket::liquidateCall { asset, ..l.liquidation(carol, ALL) };
            let error: IRisk::Frozen = l.fail(liquidator, at.market, call);
            assert_eq!(error.until, U256::from(until));
        }
    }
    let here = l.protocol.client.chain.snapshot();
    l.send(carol, at.market, IMarket::repayCall { assets: ether(1), onBehalf: carol });
    l.post_plain(carol, plain.token, ether(1));
    l.protocol.client.chain.restore(here).unwrap();
}

/// It goes wrong where it is: the plain token's, whose price no average holds up, reads a 2,000th. In the same block
/// the guardian stops it, and nobody is liquidated for a day, in which the feed is mended.
#[test]
fn i05_the_guardian_freezes_liquidation_at_once_and_once() {
    let mut w = World::open();
    let (carol, erin, at, accounts) = (w.l.carol, w.l.erin, w.l.protocol.at, w.l.protocol.accounts);
    let (freeze, thaw) = (IRisk::freezeLiquidationCall {}, IRisk::thawLiquidationCall {});
    w.l.set_price(w.plain.feed, 0.0005);
    let order = IMarket::liquidateCall { asset: w.plain.token, ..w.l.liquidation(carol, ALL) };
    // So far off what was kept it is no price, until somebody has seen it and keeps it an hour later.
    let _: IRisk::Healthy = w.l.fail(erin, at.market, order.clone());
    let here = w.l.protocol.client.chain.snapshot();
    w.l.protocol.client.chain.advance(DAY / 2);
    w.l.send(erin, at.risk, IRisk::keepPriceCall { index: U256::ONE });
    let _: IRisk::Healthy = w.l.fail(erin, at.market, order.clone());
    keep_twice(&mut w.l);
    let done = w.l.send(erin, at.market, order.clone());
    assert!(done.seized == ether(50) && done.repaid < WAD / U256::from(40), "what would come of it: {done:?}");
    w.l.protocol.client.chain.restore(here).unwrap();

    for nobody in [carol, erin, accounts.oracle, accounts.operators] {
        let _: IRisk::Unauthorized = w.l.fail(nobody, at.risk, freeze.clone());
    }
    w.l.send(accounts.guardian, at.risk, freeze.clone());
    let until = w.l.protocol.client.chain.now() + DAY;
    assert_frozen(&mut w, until);
    let _: IMarket::InsufficientMargin = w.l.fail(carol, at.market, borrow(carol, WEI));
    let _: IRisk::FreezeSpent = w.l.fail(accounts.guardian, at.risk, freeze.clone());
    let _: IRisk::Unauthorized = w.l.fail(accounts.guardian, at.risk, thaw.clone());

    w.l.protocol.client.chain.set_time(until - 1);
    let _: IRisk::FreezeSpent = w.l.fail(accounts.guardian, at.risk, freeze.clone());
    assert_frozen(&mut w, until);
    let here = w.l.protocol.client.chain.snapshot();
    w.l.set_price(w.plain.feed, 1.0);
    w.l.feed(1.0);
    w.l.protocol.client.chain.set_time(until);
    let _: IRisk::Healthy = w.l.fail(erin, at.market, order.clone());
    w.l.protocol.client.chain.restore(here).unwrap();
    w.l.protocol.client.chain.set_time(until);
    keep_twice(&mut w.l);
    assert!(w.l.send(erin, at.market, order).repaid > NONE, "a day and no more");
}

/// The plain token's price is seen, and kept an hour later.
pub(crate) fn keep_twice(l: &mut Lending) {
    for _ in 0..2 {
        l.send(l.erin, l.protocol.at.risk, IRisk::keepPriceCall { index: U256::ONE });
        l.protocol.client.chain.advance(3_601);
    }
}

/// After its day the guardian's freeze stays spent until the owner thaws; the owner's own is not counted.
#[test]
fn i05_another_freeze_needs_the_owner() {
    let mut w = World::open();
    let (at, accounts) = (w.l.protocol.at, w.l.protocol.accounts);
    let (freeze, thaw) = (IRisk::freezeLiquidationCall {}, IRisk::thawLiquidationCall {});
    w.l.set_price(w.plain.feed, 0.0005);
    w.l.send(accounts.guardian, at.risk, freeze.clone());
    for _ in 0..3 {
        w.l.protocol.client.chain.advance(DAY);
        let _: IRisk::FreezeSpent = w.l.fail(accounts.guardian, at.risk, freeze.clone());
        w.l.send(accounts.owner, at.risk, freeze.clone());
        let until = w.l.protocol.client.chain.now() + DAY;
        assert_frozen(&mut w, until);
    }
    w.l.send(accounts.owner, at.risk, thaw);
    keep_twice(&mut w.l);
    let call = IMarket::liquidateCall { asset: w.plain.token, ..w.l.liquidation(w.l.carol, WEI) };
    assert_eq!(w.l.send(w.l.erin, at.market, call).repaid, WEI, "thawed");
    w.l.send(accounts.guardian, at.risk, freeze.clone());
    let until = w.l.protocol.client.chain.now() + DAY;
    assert_frozen(&mut w, until);
    let _: IRisk::FreezeSpent = w.l.fail(accounts.guardian, at.risk, freeze);
}
