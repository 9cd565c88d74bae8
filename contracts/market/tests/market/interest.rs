//! Interest over a year in however many touches, and the sums of two actors who touch it all the time.

use crate::world::*;
use alloy_primitives::{U256, U512};
use alloy_sol_types::SolEvent;
use ballast_market::interface::IMarket;
use ballast_math::{
    rate::{RATE_AT_TARGET_INITIAL, RATE_AT_TARGET_MAX},
    vault::{vault_to_assets_down, vault_to_assets_up, VIRTUAL_SHARES},
};
use ballast_test_support::IToken;
use proptest::prelude::*;

/// Fractional bits of [`exp`].
const BITS: usize = 200;

/// `2^200 * e^x` for `x` in wad below ten, at most 2^20 too low: the plain series, term by term.
fn exp(exponent_wad: U256) -> U512 {
    let (exponent, wad) = (U512::from(exponent_wad), U512::from(ETHER));
    let mut term = U512::from(1) << BITS;
    let (mut sum, mut divisor) = (term, U512::ZERO);
    while !term.is_zero() {
        divisor += wad;
        term = term * exponent / divisor;
        sum += term;
    }
    sum
}

/// What `interest_up` proves of a debt over a year of this rate in so many touches: at least
/// `D * e^r * (1 - n * 2^-89)` and at most `(D + n) * e^r`.
#[track_caller]
fn assert_a_year(before: U256, after: U256, rate: U256, touches: u32) {
    let factor = exp(rate * n(YEAR.into()));
    let (before, after, touches) = (U512::from(before), U512::from(after) << BITS, U512::from(touches));
    assert!(after <= (before + touches) * (factor + (U512::from(1) << 20)), "in {touches}: too much");
    let exact = before * factor;
    assert!(after >= exact - ((exact * touches) >> 89), "in {touches}: too little");
}

/// The events of interest that were booked.
fn accrued(w: &World) -> Vec<IMarket::Accrued> {
    let logs = w.market.all_events();
    logs.iter().filter_map(|log| IMarket::Accrued::decode_log_data(log, true).ok()).collect()
}

/// At full utilisation the rate at target has risen to its bound after a year, and four times that is the rate: it is
/// the same for any gap, as utilisation stays where it is.
#[test]
fn a_year_at_the_highest_rate_is_a_year_in_however_many_touches() {
    let rate = RATE_AT_TARGET_MAX * n(4);
    for touches in [1, 12, 365] {
        let w = World::lent();
        w.borrow(w.bob, 60);
        w.age(YEAR);
        w.see(IMarket::accrueCall {});
        let before = w.totals().debtAssets;
        for _ in 0..touches {
            w.age(YEAR / touches);
            w.see(IMarket::accrueCall {});
        }
        assert!(accrued(&w)[1..].iter().all(|event| event.rateAtTarget == RATE_AT_TARGET_MAX));
        assert_a_year(before, w.totals().debtAssets, rate, touches);
        w.check();
    }
}

/// Nine tenths are lent at every touch, as Alice adds what interest asks for: within a wad below, by which neither the
/// rate at target nor the curve moves. The rate is the initial one all the time.
#[test]
fn a_year_at_target_is_a_year_in_however_many_touches() {
    for touches in [1, 12, 365] {
        let w = World::new();
        w.deposit(w.alice, 1_000);
        w.supply_gold(w.bob, 50);
        w.borrow(w.bob, 900);
        for _ in 0..touches {
            w.age(YEAR / touches);
            w.see(IMarket::accrueCall {});
            let totals = w.totals();
            let added = totals.debtAssets.div_ceil(n(9)) - totals.idle;
            w.ask(w.alice, deposit(added, w.alice));
        }
        assert!(accrued(&w).iter().all(|event| event.rateAtTarget == RATE_AT_TARGET_INITIAL));
        assert_a_year(ether(900), w.totals().debtAssets, RATE_AT_TARGET_INITIAL, touches);
        w.check();
    }
}

/// What somebody does, how much of it, and after how many seconds.
#[derive(Clone, Debug)]
struct Touch {
    kind: u8,
    by_alice: bool,
    amount: U256,
    gap: u32,
}

prop_compose! {
    /// Half of them after months and of some ether, the others within minutes and of any size.
    fn touch()(
        (kind, by_alice, long) in (0_u8..9, any::<bool>(), any::<bool>()),
        (amount, cut, gap) in (1..=100 * ETHER, 0_usize..60, 0_u32..10_000_000),
    ) -> Touch {
        let (cut, gap) = if long { (0, gap) } else { (cut, gap % 100) };
        Touch { kind, by_alice, amount: n(amount) >> cut, gap }
    }
}

/// What the market must have booked, from its events and the token's.
struct Ledger {
    fee_shares: U256,
    debt: U256,
}

impl Ledger {
    /// Time passes, somebody does something, and every figure moved by what events say.
    fn step(&mut self, w: &World, touch: &Touch) {
        let (before, events) = (w.totals(), w.market.all_events().len());
        w.age(touch.gap);
        let grown = w.totals();
        if refused(w, touch) {
            w.see(IMarket::accrueCall {});
        }
        let logs = w.market.all_events();
        let mut accruals = 0;
        for log in &logs[events..] {
            if let Ok(event) = IMarket::Accrued::decode_log_data(log, true) {
                assert_eq!(event.interest, grown.debtAssets - before.debtAssets, "interest is the growth of debt");
                assert_eq!(event.feeShares, grown.supplyShares - before.supplyShares, "fees are the growth of shares");
                self.fee_shares += event.feeShares;
                self.debt += event.interest;
                accruals += 1;
            } else if let Ok(event) = IMarket::Borrow::decode_log_data(log, true) {
                self.debt += event.assets;
            } else if let Ok(event) = IMarket::Repay::decode_log_data(log, true) {
                let worth = vault_to_assets_down(event.shares, grown.debtShares, grown.debtAssets).unwrap();
                self.debt = if event.shares == grown.debtShares { U256::ZERO } else { self.debt - worth };
            }
        }
        assert_eq!(accruals, u32::from(touch.gap != 0), "each touch books once");
    }

    fn check(&self, w: &World) {
        w.check();
        let totals = w.totals();
        assert_eq!(totals.debtAssets, self.debt, "what is owed is lent, not repaid, or interest");
        assert_eq!(w.see(IMarket::reserveSharesCall {})._0, self.fee_shares, "reserves are the fees");
        assert_eq!(totals.idle, paid_in(w), "what is idle is what the token says came and did not go");
        let (shares, all) = (totals.debtShares, totals.debtAssets);
        let [one, other] = [w.alice, w.bob].map(|account| w.debt(account));
        let (sum, debtors) = (one + other, u8::from(!one.is_zero()) + u8::from(!other.is_zero()));
        assert!(sum <= all + U256::from(debtors), "accounts owe a wei of rounding each beyond what is owed");
        if !shares.is_zero() {
            // The virtual shares owe their part too: a wei at first, which is not booked, and what it has grown by.
            let virtual_part = vault_to_assets_up(VIRTUAL_SHARES, shares, all).unwrap();
            assert!(sum + virtual_part > all, "what accounts do not owe is the virtual shares' part");
        }
    }
}

/// Whether what somebody does is refused.
fn refused(w: &World, touch: &Touch) -> bool {
    let (who, amount) = (if touch.by_alice { w.alice } else { w.bob }, touch.amount);
    match touch.kind {
        0 | 1 => w.refused(who, deposit(amount, who)),
        2 => w.refused(who, mint(amount * n(SHARES), who)),
        3 => w.refused(who, withdraw(amount, who)),
        4 => w.refused(who, redeem(w.balance(who), who)),
        5 | 6 => w.refused(who, borrow(amount, who)),
        7 => w.refused(who, repay(amount, who)),
        _ => w.refused(who, repay(U256::MAX, who)),
    }
}

/// Of the loan asset: what came to the market less what went.
fn paid_in(w: &World) -> U256 {
    let (market, logs) = (w.market.address(), w.weth.all_events());
    let moves = logs.iter().filter_map(|log| IToken::Transfer::decode_log_data(log, true).ok());
    moves.fold(U256::ZERO, |sum, event| match (event.from == market, event.to == market) {
        (false, true) => sum + event.value,
        (true, false) => sum - event.value,
        _ => sum,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Two actors supply, withdraw, borrow and repay at any time, and nothing is lost by a wei.
    #[test]
    fn sums_are_exact_whoever_touches(touches in proptest::collection::vec(touch(), 1..=40), fee in 0_u128..=2_500) {
        let w = World::new();
        w.own(IMarket::setFeeCall { feeBps: n(fee) });
        w.own(IMarket::setLeastDebtCall { least: U256::ZERO });
        let mut ledger = Ledger { fee_shares: U256::ZERO, debt: U256::ZERO };
        for touch in &touches {
            ledger.step(&w, touch);
            ledger.check(&w);
        }
    }
}
