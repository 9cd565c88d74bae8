//! blETH's market: a discount for weeks, a wick, a depeg that lasts.

use crate::{HOUR, NONE, WAD, average, borrow, borrower, liquidate, sample, step};
use ballast_chain::U256;
use ballast_client::interfaces::{ILst, IMarket, IRisk};
use ballast_wasm_tests::{ALL, DAY, Lending, ether};

/// Carol owes 45 of 45; the market falls by 6 % within a day and stays there. Nobody borrows above the market, she is
/// liquidated once, when the average has followed, and who had a margin of the fall's size never.
#[test]
fn i08_a_discount_for_weeks_neither_overlends_nor_cascades() {
    let mut l = Lending::open();
    let (carol, market) = (l.carol, l.protocol.at.market);
    let (careful, fresh) = (borrower(&mut l, "gwen", 50, 40), borrower(&mut l, "hana", 10, 0));
    l.borrow(carol, ether(45));
    let supplied = l.view(market, IMarket::totalAssetsCall {});
    let (mut fell_at, mut liquidated_at) = (None, Vec::new());
    for hour in 1..=48 + 58 {
        let (price, secs) = (1.0 - 0.0025 * f64::from(hour.min(24)), if hour > 48 { DAY } else { HOUR });
        if hour >= 24 && hour % 24 == 0 || hour > 48 {
            l.slash(NONE); // a report without a change
        }
        step(&mut l, secs, price);
        if price < 45.0 / 46.5 {
            fell_at = fell_at.or(Some(hour));
        }
        let (lst, shares) = (l.protocol.at.lst, l.units(fresh, l.protocol.at.lst));
        let worth = l.view(lst, ILst::getPooledEthBySharesCall { sharesAmount: shares });
        let value = worth * U256::from((price * 90_000.0).round() as u64) / U256::from(100_000);
        let limit = l.health(fresh).limit;
        assert!(limit <= value + U256::ONE && limit + U256::from(1_000) >= value, "{limit} of {value}");
        let _: IMarket::InsufficientMargin = l.fail(fresh, market, borrow(fresh, limit + U256::ONE));
        let counted = average(&mut l);
        if liquidate(&mut l, carol, price).is_some() {
            assert!(counted < 96_774_193, "{counted}");
            assert!(l.health(carol).healthWad >= WAD * U256::from(102) / U256::from(100));
            liquidated_at.push(hour);
        }
        assert_eq!(liquidate(&mut l, careful, price), None, "hour {hour}");
    }
    let lag = liquidated_at[0] - fell_at.unwrap();
    assert!((3..=12).contains(&lag), "after {lag} hours");
    assert_eq!(liquidated_at.len(), 1, "{liquidated_at:?}");
    let counted = average(&mut l);
    assert!(l.health(careful).healthWad > WAD && (94_000_000..94_000_100).contains(&counted), "{counted}");
    assert!(l.view(market, IMarket::totalAssetsCall {}) > supplied);
    l.check_all();
}

/// Everyone may see the wick: it is sampled in its block, before and after it, by liquidators who wish it lasted.
#[test]
fn i09_a_wick_of_three_quarters_for_a_block_liquidates_nobody() {
    for samples in [0, 1, 5] {
        let mut l = Lending::open();
        let (carol, market) = (l.carol, l.protocol.at.market);
        l.borrow(carol, ether(45));
        step(&mut l, HOUR / 2, 1.0);
        let before = l.health(carol);
        l.protocol.client.chain.advance(HOUR);
        l.feed(0.25);
        for _ in 0..samples {
            assert_eq!(liquidate(&mut l, carol, 0.25), None);
            sample(&mut l);
        }
        assert_eq!(liquidate(&mut l, carol, 0.25), None);
        let wick = l.health(carol);
        assert!(wick.healthWad > WAD && wick.limit == NONE, "nor does anyone borrow");
        let error: IMarket::InsufficientMargin = l.fail(carol, market, borrow(carol, ether(1)));
        assert_eq!(error.unpriced, U256::ONE);
        step(&mut l, 1, 1.0);
        assert_eq!(liquidate(&mut l, carol, 1.0), None);
        for _ in 0..24 {
            step(&mut l, HOUR, 1.0);
            assert_eq!(liquidate(&mut l, carol, 1.0), None);
        }
        assert_eq!((average(&mut l), l.health(carol).limit), (100_000_000, before.limit));
        l.check_all();
    }
}

/// Whoever could make two wicks, six hours apart, and found nobody to sample in between, has one hour of them at most.
#[test]
fn i09_two_wicks_count_for_no_longer_than_the_longest_step() {
    let mut l = Lending::open();
    let careful = borrower(&mut l, "gwen", 50, 40);
    step(&mut l, HOUR, 0.25);
    assert_eq!(average(&mut l), 100_000_000);
    l.protocol.client.chain.advance(6 * HOUR);
    l.feed(0.25);
    assert_eq!(liquidate(&mut l, careful, 0.25), None);
    sample(&mut l);
    let counted = average(&mut l);
    assert!((88_486_100..88_486_200).contains(&counted), "0.25 + 0.75 * e^(-1/6): {counted}");
    assert_eq!(liquidate(&mut l, careful, 0.25), None);
    l.check_all();
}

/// Carol owes 45 of 45 when the market loses 30 % for good; this much ether is in the buffer.
fn depeg(buffer: u64) -> Lending {
    let mut l = Lending::open();
    let (carol, at, operators) = (l.carol, l.protocol.at, l.protocol.accounts.operators);
    l.borrow(carol, ether(45));
    let amount = l.view(at.lst, ILst::columnsCall {}).buffer - ether(buffer);
    l.send(operators, at.lst, ILst::deployEtherCall { amount });
    step(&mut l, HOUR, 1.0);
    l
}

/// With ether to redeem, liquidators follow the average down in small steps, and suppliers lose nothing.
#[test]
fn i10_a_lasting_depeg_liquidates_step_by_step_as_the_average_follows() {
    let mut l = depeg(60);
    let (carol, market) = (l.carol, l.protocol.at.market);
    let (mut debts, mut averages) = (vec![l.health(carol).debt], Vec::new());
    let mut supplied = l.view(market, IMarket::totalAssetsCall {});
    for hour in 0..7 * 24 {
        step(&mut l, HOUR, 0.7);
        averages.push(average(&mut l));
        if let Some(done) = liquidate(&mut l, carol, 0.7) {
            assert!(hour > 0, "a single sample liquidates nobody");
            let after = l.health(carol);
            let target = WAD * U256::from(103) / U256::from(100);
            assert!(after.healthWad >= target - U256::from(1_000_000_000), "hour {hour}: {}", after.healthWad);
            assert!(after.debt == NONE || after.healthWad <= target + WAD / U256::from(1_000));
            assert!(after.debt < *debts.last().unwrap() && done.repaid > NONE);
            debts.push(after.debt);
        }
        let now = l.view(market, IMarket::totalAssetsCall {});
        assert!(now >= supplied, "hour {hour}: suppliers lost {}", supplied - now);
        supplied = now;
    }
    assert!(debts.len() > 5, "{debts:?}");
    assert!(averages.is_sorted_by(|a, b| a >= b) && averages[0] == 100_000_000, "{averages:?}");
    assert!(averages[167] == 70_000_000 && averages[7] > 75_000_000, "{averages:?}");
    assert!(l.health(carol).healthWad > WAD);
    l.check_all();
}

/// Without ether to redeem they wait until it pays at the market's price. Then the market's price is what is lost: no
/// more than the debt less what the margin is worth there, less the bonus.
#[test]
fn i10_with_an_empty_buffer_suppliers_lose_no_more_than_the_market_did() {
    let mut l = depeg(1);
    let (carol, at) = (l.carol, l.protocol.at);
    let supplied = l.view(at.market, IMarket::totalAssetsCall {});
    let mut first = None;
    for hour in 0..7 * 24 {
        step(&mut l, HOUR, 0.7);
        if l.units(carol, at.lst) > NONE && liquidate(&mut l, carol, 0.7).is_some() {
            first = first.or(Some((hour, average(&mut l))));
        }
    }
    let (hour, counted) = first.unwrap();
    assert!(hour > 12 && counted < 71_400_000, "hour {hour}: {counted}");
    assert_eq!((l.units(carol, at.lst), l.health(carol).debt), (NONE, NONE));
    let lost = supplied - l.view(at.market, IMarket::totalAssetsCall {});
    let most = ether(45) - ether(35) * U256::from(100) / U256::from(102) + ether(1) / U256::from(100);
    assert!(lost > ether(9) && lost <= most, "{lost} of {most}");
    let _: IMarket::NoDebt = l.fail(l.erin, at.market, l.liquidation(carol, ALL));
    l.check_all();
}

/// Between the fall and the average's following nobody can borrow on the difference, nor take margin out.
#[test]
fn i10_what_fell_lends_nothing_while_it_falls() {
    let mut l = depeg(60);
    let (market, fresh) = (l.protocol.at.market, borrower(&mut l, "hana", 10, 0));
    for hour in 0..48 {
        step(&mut l, HOUR, 0.7);
        let jumps = average(&mut l) > 77_777_777; // 10 % of the average
        let error: IMarket::InsufficientMargin =
            l.fail(fresh, market, borrow(fresh, ether(63) / U256::from(10) + U256::ONE));
        assert_eq!(error.unpriced, U256::from(jumps), "hour {hour}");
        assert_eq!(error.limit == NONE, jumps);
        let status = l.view(l.protocol.at.risk, IRisk::statusCall { index: NONE }).status;
        assert_eq!(status == IRisk::PriceStatus::FeedDeviates, jumps);
    }
    l.borrow(fresh, ether(62) / U256::from(10));
    l.check_all();
}
