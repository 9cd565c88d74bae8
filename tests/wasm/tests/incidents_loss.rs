//! I15: slashings of several sizes, with open margin positions and rewards that have not vested, and everybody's way out.

use ballast_chain::{Address, U256};
use ballast_client::{
    Parameters,
    interfaces::{ILst, IMarket, IRisk},
};
use ballast_wasm_tests::{ALL, DAY, Lending, ether};

const NONE: U256 = U256::ZERO;
const BPS: U256 = U256::from_limbs([10_000, 0, 0, 0]);

/// Carol owes 40 against 50 blETH; 390 of 401 ether are with the validators, and half of a gain of 4 has yet to vest.
fn margined() -> Lending {
    let wide = Parameters { max_gain_bps: 10_000, max_loss_bps: 1_000, ..Parameters::default() };
    let mut l = Lending::open_with(&wide);
    let (at, accounts) = (l.protocol.at, l.protocol.accounts);
    l.borrow(l.carol, ether(40));
    let no_cap = IRisk::setRateCapCall { index: NONE, snapshot: ether(2), growthBps: NONE };
    l.send(accounts.owner, at.risk, no_cap);
    l.send(accounts.operators, at.lst, ILst::deployEtherCall { amount: ether(390) });
    l.protocol.client.chain.advance(5 * DAY);
    report(&mut l, ether(394));
    l.protocol.client.chain.advance(DAY / 2 + 1);
    l.feed(1.0);
    l
}

fn report(l: &mut Lending, validators: U256) {
    let flows = l.view(l.protocol.at.lst, ILst::flowsCall {});
    let call = ILst::applyReportCall {
        validatorsEther: validators,
        inFlightEther: NONE,
        sentEther: flows.sent,
        returnedEther: flows.returned,
    };
    l.send(l.protocol.accounts.oracle, l.protocol.at.lst, call);
}

/// Ether that backs shares, and what has not vested.
fn pool(l: &mut Lending) -> (U256, U256) {
    let lst = l.protocol.at.lst;
    let (pooled, columns) = (l.view(lst, ILst::getTotalPooledEtherCall {}), l.view(lst, ILst::columnsCall {}));
    (pooled, columns.buffer + columns.inFlight + columns.validators - pooled)
}

/// Health is what it must be at this rate, to a billionth.
#[track_caller]
fn check_health(l: &mut Lending) {
    let (carol, lst) = (l.carol, l.protocol.at.lst);
    let (units, health) = (l.units(carol, lst), l.health(carol));
    let value = l.view(lst, ILst::getPooledEthBySharesCall { sharesAmount: units });
    let expected = value * U256::from(9_300) / BPS * ether(1) / health.debt;
    let off = health.healthWad.abs_diff(expected);
    assert!(off < U256::from(1_000_000_000), "health {} for {expected}", health.healthWad);
}

/// Everybody leaves without a fee, carol and the protocol last; each is paid what his shares were worth.
fn leave(l: &mut Lending) {
    let (at, accounts, carol) = (l.protocol.at, l.protocol.accounts, l.carol);
    let terms = ILst::setRedemptionCall { target: NONE, feeMinPpm: NONE, feeMaxPpm: NONE };
    l.send(accounts.owner, at.lst, terms);
    let columns = l.view(at.lst, ILst::columnsCall {});
    let out = columns.inFlight + columns.validators;
    if !out.is_zero() {
        l.pay(accounts.operators, at.lst, out, ILst::returnEtherCall {});
    }
    if !l.units(carol, at.lst).is_zero() {
        l.send(carol, at.market, IMarket::repayCall { assets: ALL, onBehalf: carol });
        let call = IMarket::withdrawCollateralCall { asset: at.lst, units: ALL, onBehalf: carol, receiver: carol };
        l.send(carol, at.market, call);
    }
    let rate = l.view(at.lst, ILst::rateDataCall {});
    let all = [l.erin, accounts.treasury, accounts.operators, carol];
    let mut paid_to = |receiver: Address| {
        let shares = l.view(at.lst, ILst::sharesOfCall { account: receiver });
        let part = shares * rate.pooledEther / rate.totalShares;
        let call = ILst::redeemSharesCall { sharesAmount: shares, receiver, minEther: NONE, deadline: ALL };
        let paid = l.send(receiver, at.lst, call);
        assert!(paid >= part && paid <= part + U256::from(4), "{receiver} got {paid} of {part}");
    };
    all.into_iter().for_each(&mut paid_to);
    let left = l.view(at.lst, ILst::rateDataCall {});
    assert!(left.pooledEther >= left.totalShares * rate.pooledEther / rate.totalShares, "the seed keeps its part");
    assert_eq!(left.totalShares, ether(1) * U256::from(1_000_000_000), "nobody else is left");
    l.check_all();
}

#[test]
fn i15_a_slashing_of_any_size_acts_at_once_and_everybody_leaves_with_his_part() {
    let mut l = margined();
    let start = l.protocol.client.chain.snapshot();
    for bps in [10_u64, 100, 500, 5_000] {
        l.protocol.client.chain.restore(start).unwrap();
        let (lst, carol, now) = (l.protocol.at.lst, l.carol, l.protocol.client.chain.now());
        let (before, unvested) = pool(&mut l);
        assert!(unvested > ether(1), "something has yet to vest: {unvested}");
        let (health, shares) = (l.health(carol).healthWad, l.view(lst, ILst::getTotalSharesCall {}));
        check_health(&mut l);
        let lost = before * U256::from(bps) / BPS;
        report(&mut l, ether(394) - lost);
        let parked = l.view(lst, ILst::parkedReportCall {}).parked;
        assert_eq!(parked, bps == 5_000, "{bps} bps");
        if parked {
            assert_eq!(l.health(carol).healthWad, health, "nothing is booked yet");
            assert_eq!(l.settle(), lost);
        }
        let absorbed = lost.min(unvested);
        assert_eq!(pool(&mut l), (before - (lost - absorbed), unvested - absorbed), "{bps} bps");
        assert_eq!(l.view(lst, ILst::deficitCall {}), lost, "{bps} bps");
        assert_eq!(l.view(lst, ILst::getTotalSharesCall {}), shares, "a loss mints nothing");
        assert_eq!(l.protocol.client.chain.now(), now, "in the same second");
        check_health(&mut l);
        assert_eq!(l.health(carol).healthWad < health, lost > unvested, "{bps} bps: health follows the rate");
        assert_eq!(l.health(carol).healthWad < ether(1), bps == 5_000, "{bps} bps");
        l.check_all();
        leave(&mut l);
    }
}

/// Each loss comes on top of the last, until nothing but the buffer is left.
#[test]
fn i15_slashing_upon_slashing_down_to_nothing_underflows_nowhere() {
    let mut l = margined();
    let (carol, lst) = (l.carol, l.protocol.at.lst);
    let mut out = ether(394);
    for part in [2_u64, 3, 7, 1_000_000, 1] {
        let (before, unvested) = pool(&mut l);
        let left = if part == 1 { NONE } else { out / U256::from(part) };
        report(&mut l, left);
        assert_eq!(l.settle(), out - left);
        assert_eq!(pool(&mut l), (before + unvested - (out - left), NONE), "to {left}");
        out = left;
        check_health(&mut l);
        l.check_all();
    }
    assert_eq!(l.view(lst, ILst::getTotalPooledEtherCall {}), ether(11), "the buffer alone");
    let answer = l.liquidation(carol, ALL);
    let answer = l.send(l.erin, l.protocol.at.market, answer);
    assert!(answer.seized > NONE && l.health(carol).debt.is_zero(), "what is left is seized, the rest written off");
    leave(&mut l);
}
