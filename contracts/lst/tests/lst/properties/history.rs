//! Random histories of users, operators, oracle and clock.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst::{self, ILstEvents};
use ballast_test_support::Ask;
use motsu::prelude::*;
use proptest::prelude::*;
use std::collections::HashMap;

/// Something that somebody tries; whether it goes well or not is all the same.
#[derive(Clone, Debug)]
enum Step {
    Stake(usize, u128),
    Transfer(usize, usize, u128),
    TransferShares(usize, usize, u128),
    Redeem(usize, u128),
    RedeemShares(usize, u128),
    Deploy(u128),
    GiveBack(u128),
    Gain(u128, bool),
    Loss(u128, bool),
    Settle,
    SettleGain,
    Reject,
    Bounds(u128, u128),
    Limit(u128, u64),
    Age(u64),
    Redemption(u128, u128, u128),
    Fee(u128, u128),
}

/// From a wei to some ether, as often small as large.
fn amounts() -> impl Strategy<Value = u128> {
    (0..63_u32, any::<u64>()).prop_map(|(bits, random)| 1 + u128::from(random >> bits))
}

fn amount_of_an_ether() -> u128 {
    ether(1).to()
}

fn peaceful() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..3_usize, amounts()).prop_map(|(who, amount)| Step::Stake(who, amount)),
        2 => (0..3_usize, 0..3_usize, amounts()).prop_map(|(from, to, amount)| Step::Transfer(from, to, amount)),
        1 => (0..3_usize, 0..3_usize, amounts()).prop_map(|(from, to, amount)| Step::TransferShares(from, to, amount)),
        2 => (0..3_usize, amounts()).prop_map(|(who, amount)| Step::Redeem(who, amount)),
        2 => (0..3_usize, amounts()).prop_map(|(who, amount)| Step::RedeemShares(who, amount)),
        2 => amounts().prop_map(Step::Deploy),
        1 => amounts().prop_map(Step::GiveBack),
        2 => (amounts(), any::<bool>()).prop_map(|(amount, wide)| Step::Gain(amount / 16, wide)),
        1 => Just(Step::SettleGain),
        1 => (0..=10_000_u128, 0..=1_000_u128).prop_map(|(gain, loss)| Step::Bounds(gain, loss)),
        1 => (0..8 * amount_of_an_ether(), 1..=2 * DAY).prop_map(|(capacity, refill)| Step::Limit(capacity, refill)),
        3 => (0..2 * DAY).prop_map(Step::Age),
        1 => (amounts(), 0..=5_000_u128, 5_000..=10_000_u128).prop_map(|(t, min, max)| Step::Redemption(t, min, max)),
        1 => (0..=2_000_u128, 0..=100_u128).prop_map(|(bps, part)| Step::Fee(bps, part)),
    ]
}

fn lossy() -> impl Strategy<Value = Step> {
    prop_oneof![
        18 => peaceful(),
        3 => (amounts(), any::<bool>()).prop_map(|(amount, wide)| Step::Loss(amount / 16, wide)),
        2 => Just(Step::Settle),
        1 => Just(Step::Reject),
    ]
}

impl Step {
    /// Tries it. What fails is rolled back.
    fn take(self, w: &World) {
        let who = |index: usize| [w.alice, w.bob, w.treasury][index];
        match self {
            Self::Stake(from, amount) => {
                let _ = w.try_pay(who(from), n(amount), ILst::submitCall { referral: Address::ZERO }).motsu_res();
            }
            Self::Transfer(from, to, amount) => {
                attempt(w, who(from), ILst::transferCall { to: who(to), value: n(amount) })
            }
            Self::TransferShares(from, to, amount) => {
                attempt(w, who(from), ILst::transferSharesCall { to: who(to), sharesAmount: at_genesis(n(amount)) });
            }
            Self::Redeem(from, amount) => attempt(w, who(from), redeem(n(amount), w.bob)),
            Self::RedeemShares(from, amount) => attempt(w, who(from), redeem_shares(at_genesis(n(amount)), w.bob)),
            Self::Deploy(amount) => attempt(w, w.operators, ILst::deployEtherCall { amount: n(amount) }),
            Self::GiveBack(amount) => {
                let _ = w.try_pay(w.operators, n(amount), ILst::returnEtherCall {}).motsu_res();
            }
            Self::Gain(gain, wide) => {
                if wide && !w.parked().parked {
                    w.unbound();
                }
                w.ask(w.oracle, w.report_of(w.deployed() + n(gain)));
            }
            Self::Loss(loss, wide) => {
                let loss = n(loss).min(w.deployed());
                if wide && !w.parked().parked && loss < w.pooled() {
                    w.unbound();
                }
                w.ask(w.oracle, w.report_of(w.deployed() - loss));
            }
            Self::Settle => attempt(w, w.guardian, ILst::settleReportCall { loss: w.parked().loss }),
            Self::SettleGain => attempt(w, w.owner, ILst::settleGainCall { gain: w.parked_gain() }),
            Self::Reject => attempt(w, w.owner, ILst::rejectReportCall {}),
            Self::Bounds(gain, loss) => w.bound(gain, loss),
            Self::Limit(capacity, refill) => {
                let call = ILst::setStakeLimitCall { capacity: n(capacity), refillSeconds: U256::from(refill) };
                w.ask(w.owner, call);
            }
            Self::Age(seconds) => w.age(seconds),
            Self::Redemption(target, min, max) => {
                let call = ILst::setRedemptionCall { target: n(target), feeMinPpm: n(min), feeMaxPpm: n(max) };
                w.ask(w.owner, call);
            }
            Self::Fee(bps, part) => {
                w.ask(w.owner, fee(bps, bps * part / 100, w.treasury));
            }
        }
    }
}

fn attempt<C: alloy_sol_types::SolCall>(w: &World, from: Address, call: C) {
    let _ = w.lst.sender(from).ask(call).map(drop).motsu_res();
}

/// Everybody who can hold shares.
fn holders(w: &World) -> [Address; 5] {
    [w.alice, w.bob, w.treasury, w.operators, DEAD]
}

/// `P` and `S`.
fn rate(w: &World) -> (U256, U256) {
    (w.pooled(), w.total_shares())
}

/// What the logs alone say, with the clock.
#[derive(Default)]
struct Replay {
    shares: HashMap<Address, U256>,
    counted: U256,
    unvested: U256,
    period: u64,
    since_report: u64,
    buffer: U256,
    set_aside: U256,
    /// Gain and loss of the report that is parked.
    parked: Option<(U256, U256)>,
    /// By what the last report's gain was clipped; the log comes before that of the report.
    clipped: U256,
    parked_gain: U256,
}

impl Replay {
    /// The clock went on after all logs so far.
    fn age(&mut self, seconds: u64) {
        self.since_report += seconds;
    }

    fn read(&mut self, log: &ILstEvents) {
        match log {
            ILstEvents::TransferShares(moved) => {
                let source = self.shares.entry(moved.from).or_default();
                *source = source.wrapping_sub(moved.sharesValue); // of zero: minus the supply
                let target = self.shares.entry(moved.to).or_default();
                *target = target.wrapping_add(moved.sharesValue);
            }
            ILstEvents::Submitted(staked) => {
                self.counted += staked.amount;
                self.buffer += staked.amount;
            }
            ILstEvents::Redeemed(redeemed) => {
                self.counted -= redeemed.gross;
                self.buffer -= redeemed.gross;
                self.set_aside += redeemed.fee;
            }
            ILstEvents::EtherDeployed(deployed) => self.buffer -= deployed.amount,
            ILstEvents::EtherReturned(returned) => self.buffer += returned.amount,
            ILstEvents::ReportApplied(report) => {
                assert_eq!(report.setAside, self.set_aside);
                assert_eq!(report.counted, self.counted + report.gain + report.setAside - report.loss);
                self.buffer += report.setAside;
                self.set_aside = U256::ZERO;
                (self.counted, self.unvested) = (report.counted, report.unvested);
                self.period = (report.endsAt - report.startsAt).to();
                self.since_report = 0;
                self.parked = None;
                self.parked_gain = core::mem::take(&mut self.clipped);
            }
            ILstEvents::GainClipped(clipped) => self.clipped = clipped.parked,
            ILstEvents::ReportParked(parked) => self.parked = Some((parked.gain, parked.loss)),
            ILstEvents::ParkedReportRejected(rejected) => {
                assert_eq!(self.parked.take(), Some((rejected.gain, rejected.loss)));
            }
            _ => {}
        }
    }

    fn pooled(&self) -> U256 {
        let elapsed = self.since_report.min(self.period);
        let vested = if self.period == 0 {
            U256::ZERO
        } else {
            mul_div_down(self.unvested, U256::from(elapsed), U256::from(self.period))
        };
        self.counted - self.unvested + vested
    }
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() }
}

/// Asserts what the totals promise of the parts.
fn check_sums(w: &World) -> Result<(), TestCaseError> {
    let shares: U256 = holders(w).iter().map(|holder| w.shares(*holder)).sum();
    prop_assert_eq!(shares, w.total_shares());
    let balances: U256 = holders(w).iter().map(|holder| w.balance(*holder)).sum();
    prop_assert!(balances <= w.pooled());
    let columns = w.columns();
    prop_assert!(w.pooled() <= columns.buffer + columns.inFlight + columns.validators);
    prop_assert_eq!(w.lst.balance(), columns.buffer + w.set_aside());
    Ok(())
}

#[test]
fn shares_sum_to_the_total_and_the_ether_is_there() {
    proptest!(config(), |(steps in prop::collection::vec(lossy(), 1..24))| {
        let w = World::working();
        for step in steps {
            step.take(&w);
            check_sums(&w)?;
        }
    });
}

#[test]
fn the_rate_never_falls_without_a_loss() {
    proptest!(config(), |(steps in prop::collection::vec(peaceful(), 1..32))| {
        let w = World::working();
        let mut before = rate(&w);
        for step in steps {
            step.clone().take(&w);
            let after = rate(&w);
            let fell = after.0 * before.1 < before.0 * after.1;
            prop_assert!(!fell, "{:?} took it from {:?} to {:?}", step, before, after);
            before = after;
        }
    });
}

#[test]
fn logs_and_the_clock_rebuild_every_balance() {
    proptest!(config(), |(steps in prop::collection::vec(lossy(), 1..24))| {
        let w = World::working();
        let mut replay = Replay::default();
        let mut seen = 0;
        for step in steps {
            if let Step::Age(seconds) = step {
                replay.age(seconds);
            }
            step.take(&w);
            w.logs_since(seen).iter().for_each(|log| replay.read(log));
            seen = w.seen();
            prop_assert_eq!(replay.pooled(), w.pooled());
            prop_assert_eq!(replay.buffer, w.buffer());
            let parked = w.parked();
            prop_assert_eq!(replay.parked, parked.parked.then_some((parked.gain, parked.loss)));
            prop_assert_eq!(replay.parked_gain, w.parked_gain());
            for holder in holders(&w) {
                prop_assert_eq!(replay.shares.get(&holder).copied().unwrap_or_default(), w.shares(holder));
            }
            prop_assert_eq!(replay.shares[&Address::ZERO].wrapping_neg(), w.total_shares());
        }
    });
}
