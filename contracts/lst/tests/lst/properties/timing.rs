//! Reports speak of the past: whatever moves between their reference time and their application, they find exactly the
//! gains and losses of the validators.

use crate::world::*;
use alloy_primitives::U256;
use ballast_lst::interface::ILst;
use motsu::prelude::*;
use proptest::prelude::*;

/// Where the ether outside really is.
struct Truth {
    w: World,
    validators: U256,
    in_flight: U256,
    sent: U256,
    returned: U256,
    /// A look at the truth that no report has told yet.
    look: Option<[U256; 4]>,
    /// Result of the validators, gains positive, at the look and now.
    looked: i128,
    result: i128,
    told: i128,
}

#[derive(Clone, Debug)]
enum Step {
    Deploy(u64),
    ToValidators(u64),
    Exit(u64),
    GiveBack(u64),
    Earn(u64),
    Slash(u64),
    Look,
    Report,
    Age(u64),
}

fn steps(with_results: bool) -> impl Strategy<Value = Vec<Step>> {
    let weight = u32::from(with_results);
    let step = prop_oneof![
        3 => any::<u64>().prop_map(Step::Deploy),
        3 => any::<u64>().prop_map(Step::ToValidators),
        2 => any::<u64>().prop_map(Step::Exit),
        3 => any::<u64>().prop_map(Step::GiveBack),
        2 * weight => any::<u64>().prop_map(Step::Earn),
        weight => any::<u64>().prop_map(Step::Slash),
        3 => Just(Step::Look),
        3 => Just(Step::Report),
        1 => (0..2 * DAY).prop_map(Step::Age),
    ];
    prop::collection::vec(step, 1..40)
}

/// A part of `whole`, all of it as often as not.
fn part(whole: U256, random: u64) -> U256 {
    if random.is_multiple_of(2) {
        whole
    } else {
        (whole * U256::from(random)) >> 64
    }
}

impl Truth {
    fn new() -> Self {
        let w = World::new();
        w.stake(w.alice, ether(9));
        w.take_no_fee();
        let zero = U256::ZERO;
        Self {
            w,
            validators: zero,
            in_flight: zero,
            sent: zero,
            returned: zero,
            look: None,
            looked: 0,
            result: 0,
            told: 0,
        }
    }

    fn take(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match *step {
            Step::Deploy(random) => {
                let amount = part(self.w.buffer(), random);
                if amount > n(0) {
                    self.w.deploy(amount);
                    self.sent += amount;
                    self.in_flight += amount;
                }
            }
            Step::ToValidators(random) => {
                let amount = part(self.in_flight, random);
                self.in_flight -= amount;
                self.validators += amount;
            }
            Step::Exit(random) => {
                let amount = part(self.validators, random);
                self.validators -= amount;
                self.in_flight += amount;
            }
            Step::GiveBack(random) => self.give_back(random),
            Step::Earn(random) => {
                let gain: U256 = U256::from(random) >> 6;
                if self.validators > n(0) {
                    self.validators += gain;
                    self.result += gain.to::<i128>();
                }
            }
            Step::Slash(random) => {
                let loss = part(self.validators, random) / n(8);
                self.validators -= loss;
                self.result -= loss.to::<i128>();
            }
            Step::Look => {
                self.look = Some([self.validators, self.in_flight, self.sent, self.returned]);
                self.looked = self.result;
            }
            Step::Report => self.report()?,
            Step::Age(seconds) => self.w.age(seconds),
        }
        Ok(())
    }

    /// No more than the contract knows to be out: rewards come home after the report that tells of them.
    fn give_back(&mut self, random: u64) {
        let amount = part(self.in_flight.min(self.w.deployed()), random);
        if amount > n(0) {
            self.w.operators.fund(amount);
            self.w.give_back(amount);
            self.returned += amount;
            self.in_flight -= amount;
        }
    }

    fn report(&mut self) -> Result<(), TestCaseError> {
        let Some([validators, in_flight, sent, returned]) = self.look.take() else {
            return Ok(());
        };
        let (sent_since, returned_since) = (self.sent - sent, self.returned - returned);
        let held = validators + in_flight + sent_since;
        if returned_since > held {
            // Earned after the look, and home before the report: the next look tells of it.
            let error = ILst::ReportInconsistent { returned: returned_since, available: held };
            self.w.refuses(self.w.oracle, report(validators, in_flight, sent, returned), error);
            return Ok(());
        }
        let (pooled, buffer) = (self.w.pooled(), self.w.buffer());
        self.w.unbound();
        self.w.ask(self.w.oracle, report(validators, in_flight, sent, returned));
        prop_assert!(!self.w.parked().parked);
        let told: ILst::ReportApplied = self.w.last();
        let clipped = self.w.parked_gain();
        prop_assert_eq!((told.gain + clipped).to::<i128>() - told.loss.to::<i128>(), self.looked - self.told);
        if clipped > n(0) {
            // Earned by what has come home since, so that little or nothing is known to be out.
            self.w.ask(self.w.owner, ILst::settleGainCall { gain: clipped });
        }
        prop_assert!(told.gain.is_zero() || told.loss.is_zero());
        prop_assert_eq!(self.w.deployed(), held - returned_since);
        prop_assert_eq!(self.w.buffer(), buffer);
        prop_assert!(self.w.pooled() == pooled || !told.loss.is_zero(), "only a loss moves the rate at once");
        self.told = self.looked;
        Ok(())
    }
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn of_movements_alone_makes_neither_gain_nor_loss() {
    proptest!(config(), |(steps in steps(false))| {
        let mut truth = Truth::new();
        for step in &steps {
            truth.take(step)?;
            prop_assert_eq!(truth.w.pooled(), ether(10));
        }
        prop_assert_eq!(truth.told, 0);
    });
}

#[test]
fn of_reports_tells_every_gain_and_loss_once() {
    proptest!(config(), |(steps in steps(true))| {
        let mut truth = Truth::new();
        for step in &steps {
            truth.take(step)?;
        }
        truth.take(&Step::Look)?;
        truth.report()?;
        prop_assert_eq!(truth.told, truth.result);
        truth.w.age(DAY);
        prop_assert_eq!(truth.w.pooled().to::<i128>(), ether(10).to::<i128>() + truth.result);
        prop_assert_eq!(truth.w.deployed(), truth.validators + truth.in_flight);
    });
}
