//! What prices come from: a cap, a feed gone mad, a sequencer that was down, a silent oracle, one dead feed of eight.

use crate::{HOUR, NONE, WAD, average, borrow, borrower, liquidate, sample, step};
use ballast_chain::{Address, U256};
use ballast_client::interfaces::{IMarket, IRisk};
use ballast_wasm_tests::{ALL, DAY, Lending, Plain, ether};

/// A cap below the live rate would under-price what nobody lost.
#[test]
fn i04_refuses_a_cap_below_the_live_rate() {
    let mut l = Lending::open();
    let (carol, risk, owner) = (l.carol, l.protocol.at.risk, l.protocol.accounts.owner);
    l.borrow(carol, ether(45));
    let (before, rate) = (l.health(carol), U256::from(ballast_wasm_tests::ETHER));
    let set = |snapshot| IRisk::setRateCapCall { index: NONE, snapshot, growthBps: U256::from(1_000) };
    for cap in [rate - U256::ONE, rate * U256::from(9_715) / U256::from(10_000), U256::ONE, NONE] {
        let error: IRisk::CapBelowRate = l.fail(owner, risk, set(cap));
        assert_eq!((error.cap, error.rate), (cap, rate), "both are named");
        assert_eq!(l.health(carol), before);
        assert_eq!(liquidate(&mut l, carol, 1.0), None);
    }
    let _: IRisk::Unauthorized = l.fail(carol, risk, set(rate));
    l.send(owner, risk, set(rate));
    assert_eq!(l.health(carol), before);
    l.check_all();
}

/// A feed that reads 1.65 million ether stops borrowing; one a little above the rate is worth the rate.
#[test]
fn i06_a_market_far_above_the_rate_lends_nothing_on_the_excess() {
    let mut l = Lending::open();
    let (carol, market, risk) = (l.carol, l.protocol.at.market, l.protocol.at.risk);
    let rich = borrower(&mut l, "hana", 10, 0);
    l.borrow(carol, ether(40));
    let healthy = l.health(carol).healthWad;
    step(&mut l, HOUR, 1_650_000.0);
    let error: IMarket::InsufficientMargin = l.fail(rich, market, borrow(rich, ether(1)));
    assert_eq!((error.limit, error.unpriced), (NONE, U256::ONE));
    assert_eq!(l.view(risk, IRisk::statusCall { index: NONE }).status, IRisk::PriceStatus::FeedDeviates);
    assert!(l.health(carol).healthWad <= healthy, "nor is an account the safer for it");
    for _ in 0..48 {
        step(&mut l, HOUR, 1.09);
    }
    assert_eq!((average(&mut l), l.health(rich).limit), (100_000_000, ether(9)));
    let _: IMarket::InsufficientMargin = l.fail(rich, market, borrow(rich, ether(9) + U256::ONE));
    l.unbreak();
    step(&mut l, HOUR, 4.0);
    assert_eq!(l.health(rich).limit, ether(9), "with the widest bound too");
    l.borrow(rich, ether(8));
    l.check_all();
}

/// Until then neither account is liquidated and nobody borrows; repaying, topping up and leaving go on.
#[track_caller]
fn assert_waits(l: &mut Lending, other: Address, until: U256) {
    let (carol, erin, at, units) = (l.carol, l.erin, l.protocol.at, U256::ONE);
    for account in [carol, other] {
        let call = l.liquidation(account, ALL);
        let error: IRisk::SequencerDown = l.fail(erin, at.market, call);
        assert_eq!(error.until, until);
        let error: IMarket::InsufficientMargin = l.fail(account, at.market, borrow(account, ether(1)));
        assert_eq!((error.limit, error.unpriced), (NONE, U256::ONE));
    }
    let call = IMarket::withdrawCollateralCall { asset: at.lst, units, onBehalf: carol, receiver: carol };
    let _: IMarket::InsufficientMargin = l.fail(carol, at.market, call);
    l.post(carol, 1);
    l.send(carol, at.market, IMarket::repayCall { assets: ether(1), onBehalf: carol });
    l.send(erin, at.market, IMarket::depositCall { assets: ether(1), receiver: erin });
    l.send(erin, at.market, IMarket::withdrawCall { assets: ether(1) - units, receiver: erin, owner: erin });
}

/// The sequencer is down for two hours, in which a fifth is lost. Who can act after it has an hour, and uses it.
#[test]
fn i13_all_liquidation_waits_out_the_grace() {
    let mut l = Lending::open();
    let (carol, erin, at, owner) = (l.carol, l.erin, l.protocol.at, l.protocol.accounts.owner);
    let slow = borrower(&mut l, "gwen", 50, 44);
    let uptime = l.new_feed(0.0);
    l.protocol.client.chain.advance(DAY);
    l.send(owner, at.risk, IRisk::setSequencerCall { feed: uptime, graceSecs: U256::from(HOUR) });
    l.feed(1.0);
    l.borrow(carol, ether(44));

    l.set_price(uptime, 1.0); // down
    l.protocol.client.chain.advance(2 * HOUR);
    l.slash(ether(60));
    l.feed(1.0);
    assert_waits(&mut l, slow, ALL);

    let up = l.protocol.client.chain.now() + 60;
    l.protocol.client.chain.set_time(up);
    l.set_price(uptime, 0.0);
    assert_waits(&mut l, slow, U256::from(up + HOUR));
    l.send(carol, at.market, IMarket::repayCall { assets: ether(10), onBehalf: carol });
    l.protocol.client.chain.set_time(up + HOUR - 1);
    assert_waits(&mut l, slow, U256::from(up + HOUR));
    l.protocol.client.chain.set_time(up + HOUR);
    let call = l.liquidation(carol, ALL);
    let _: IRisk::Healthy = l.fail(erin, at.market, call);
    let call = l.liquidation(slow, ALL);
    assert!(l.send(erin, at.market, call).repaid > NONE, "who did nothing");
    l.check_all();
}

/// The oracle is silent for three days: borrowing stops, all else goes on, and a report starts it again.
#[test]
fn i14_a_rate_too_old_lends_nothing_and_everyone_can_leave() {
    let mut l = Lending::open();
    let (carol, erin, at) = (l.carol, l.erin, l.protocol.at);
    l.borrow(carol, ether(20));
    l.slash(NONE);
    l.protocol.client.chain.advance(3 * DAY);
    l.feed(1.0);
    l.borrow(carol, ether(1));
    l.protocol.client.chain.advance(1);
    let error: IMarket::InsufficientMargin = l.fail(carol, at.market, borrow(carol, ether(1)));
    assert_eq!((error.limit, error.unpriced), (NONE, U256::ONE));
    assert_eq!(l.view(at.risk, IRisk::statusCall { index: NONE }).status, IRisk::PriceStatus::RateStale);
    let healthy = l.health(carol).healthWad;
    assert!(healthy > WAD + WAD, "it counts however old");
    assert_eq!(liquidate(&mut l, carol, 1.0), None);
    let here = l.protocol.client.chain.snapshot();
    l.send(carol, at.market, IMarket::repayCall { assets: ALL, onBehalf: carol });
    let call = IMarket::withdrawCollateralCall { asset: at.lst, units: ALL, onBehalf: carol, receiver: erin };
    l.send(carol, at.market, call);
    l.check_all();
    l.protocol.client.chain.restore(here).unwrap();
    l.slash(NONE);
    l.borrow(carol, ether(1));
    l.check_all();
}

/// Carol has 50 blETH and 10 of each of seven plain tokens as margin.
fn eight() -> (Lending, Vec<Plain>) {
    let mut l = Lending::open();
    let plains: Vec<_> = (0..7).map(|_| l.list_second_weth()).collect();
    for plain in &plains {
        l.post_plain(l.carol, plain.token, ether(10));
    }
    (l, plains)
}

/// Eight collaterals; one feed dies. An account at 1.01 stays, one at 0.95 goes, the dead feed's collateral too.
#[test]
fn i23_one_dead_feed_among_eight_neither_freezes_nor_kills() {
    let (mut l, plains) = eight();
    let (carol, erin, at) = (l.carol, l.erin, l.protocol.at);
    assert_eq!(l.health(carol).limit, ether(101), "50 at 90 %, 70 at 80 %");
    l.borrow(carol, ether(100));
    l.protocol.client.chain.advance(DAY + 1);
    l.feed(1.0);
    for plain in &plains[..6] {
        l.set_price(plain.feed, 1.0);
    }
    let (dead, other) = (plains[6], plains[5]);
    let healthy = l.health(carol);
    assert!(healthy.healthWad > WAD && healthy.limit == ether(93), "the dead feed's counts for health alone");
    l.set_price(other.feed, 0.4); // 101 of 106 are left
    let near = l.health(carol).healthWad;
    assert!(near > WAD && near < WAD * U256::from(102) / U256::from(100), "{near}");
    let order = l.liquidation(carol, ether(1));
    for asset in [at.lst, dead.token, other.token] {
        let call = IMarket::liquidateCall { asset, ..order.clone() };
        let _: IRisk::Healthy = l.fail(erin, at.market, call);
    }
    for plain in &plains[..5] {
        l.set_price(plain.feed, 0.85);
    }
    let ill = l.health(carol).healthWad;
    assert!(ill < WAD * U256::from(96) / U256::from(100) && ill > WAD * U256::from(94) / U256::from(100), "{ill}");
    for asset in plains.iter().map(|plain| plain.token).chain([at.lst]) {
        let here = l.protocol.client.chain.snapshot();
        let call = IMarket::liquidateCall { asset, ..order.clone() };
        let done = l.send(erin, at.market, call);
        assert!(done.repaid > NONE && done.seized > NONE);
        l.check_all();
        l.protocol.client.chain.restore(here).unwrap();
    }
    l.send(carol, at.market, IMarket::repayCall { assets: ether(20), onBehalf: carol });
    assert!(l.health(carol).healthWad > WAD);
    l.check_all();
}

/// A stranger opens no slot with a wei of what has no price, and one added to an open slot changes nothing.
#[test]
fn i23_a_wei_of_a_dead_collateral_planted_by_a_stranger_is_refused_or_harmless() {
    let mut l = Lending::open();
    let (carol, erin, at) = (l.carol, l.erin, l.protocol.at);
    let plain = l.list_second_weth();
    l.borrow(carol, ether(44));
    l.set_price(plain.feed, 0.0);
    let plant = IMarket::supplyCollateralCall { asset: plain.token, units: U256::ONE, onBehalf: carol };
    let error: IMarket::SlotNotOpen = l.fail(erin, at.market, plant.clone());
    assert_eq!((error.account, error.asset), (carol, plain.token));
    l.post_plain(carol, plain.token, U256::ONE);
    l.send(erin, at.market, plant);
    l.borrow(carol, ether(1));
    let health = l.health(carol);
    assert_eq!((health.limit, l.units(carol, plain.token)), (ether(45), U256::from(2)));
    l.slash(ether(30));
    sample(&mut l);
    assert!(liquidate(&mut l, carol, 1.0).is_some(), "nor does it save her");
    l.check_all();
}
