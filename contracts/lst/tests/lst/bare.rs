//! The contract and whoever runs it, numbers, and the ways to call it.

use alloy_primitives::{Address, U256};
use alloy_sol_types::{SolCall, SolError, SolEvent, SolEventInterface};
use ballast_common::Revert;
use ballast_lst::{
    interface::ILst::{self, ILstEvents},
    testing, Lst,
};
use ballast_test_support::{alone, ask_error, lst::construct_lst, Ask};
use core::fmt::Debug;
use motsu::prelude::*;
use std::sync::MutexGuard;

/// The mocked host's only second.
pub(crate) const NOW: u64 = 1_735_689_600;
pub(crate) const HOUR: u64 = 3_600;
pub(crate) const DAY: u64 = 86_400;
pub(crate) const YEAR: u64 = 365 * DAY;
/// Holder of the seed.
pub(crate) const DEAD: Address = alloy_primitives::address!("000000000000000000000000000000000000dEaD");

/// A number as a word.
pub(crate) fn n(number: u128) -> U256 {
    U256::from(number)
}

/// That many ether, in wei.
pub(crate) fn ether(amount: u128) -> U256 {
    n(amount) * n(10).pow(n(18))
}

/// That many thousandths of an ether, in wei.
pub(crate) fn milli(amount: u128) -> U256 {
    n(amount) * n(10).pow(n(15))
}

/// The greatest amount of ether.
pub(crate) fn most_ether() -> U256 {
    (U256::ONE << 112) - U256::ONE
}

/// The shares of so much wei at genesis.
pub(crate) fn at_genesis(wei: U256) -> U256 {
    wei * n(10).pow(n(9))
}

pub(crate) fn mul_div_down(a: U256, b: U256, d: U256) -> U256 {
    a * b / d
}

pub(crate) fn mul_div_up(a: U256, b: U256, d: U256) -> U256 {
    (a * b).div_ceil(d)
}

/// blETH before its construction.
pub(crate) struct Bare {
    pub(crate) lst: Contract<Lst>,
    pub(crate) owner: Address,
    pub(crate) guardian: Address,
    pub(crate) treasury: Address,
    pub(crate) oracle: Address,
    _alone: MutexGuard<'static, ()>,
}

impl Bare {
    pub(crate) fn new() -> Self {
        let alone = alone();
        let [owner, guardian, treasury, oracle] = ["owner", "guardian", "treasury", "oracle"].map(someone);
        // After `alone`, by which the host belongs to this test, and before it when they are dropped.
        Self { lst: Contract::new_at(someone("lst")), owner, guardian, treasury, oracle, _alone: alone }
    }

    /// A deployer, who is nobody afterwards, constructs it with so much ether for a seed.
    pub(crate) fn seed(&self, seed: U256, [owner, guardian, treasury]: [Address; 3]) -> Result<(), Revert> {
        let deployer = someone("deployer");
        deployer.fund(seed);
        construct_lst(&mut *self.lst.sender_and_value(deployer, seed), owner, guardian, treasury)
    }

    /// Constructs it with one ether and its own people.
    #[track_caller]
    pub(crate) fn seeded(self) -> Self {
        self.seed(ether(1), [self.owner, self.guardian, self.treasury]).motsu_unwrap();
        self
    }

    /// What a call that goes well answers.
    #[track_caller]
    pub(crate) fn ask<C: SolCall>(&self, from: Address, call: C) -> C::Return {
        self.lst.sender(from).ask(call).motsu_unwrap()
    }

    /// As [`Self::ask`], with ether that the caller is given for it.
    #[track_caller]
    pub(crate) fn pay<C: SolCall>(&self, from: Address, value: U256, call: C) -> C::Return {
        self.try_pay(from, value, call).motsu_unwrap()
    }

    /// As [`Self::pay`]; what comes of it is the caller's to judge.
    pub(crate) fn try_pay<C: SolCall>(&self, from: Address, value: U256, call: C) -> Result<C::Return, Revert> {
        from.fund(value);
        self.lst.sender_and_value(from, value).ask(call)
    }

    /// Asserts that a call reverts with exactly this error.
    #[track_caller]
    pub(crate) fn refuses<C, E>(&self, from: Address, call: C, expected: E)
    where
        C: SolCall,
        E: SolError + Debug + PartialEq,
    {
        assert_eq!(ask_error::<E, _>(self.lst.sender(from).ask(call).map(drop)), expected);
    }

    /// As [`Self::refuses`], of a call that carries ether.
    #[track_caller]
    pub(crate) fn refuses_paid<C, E>(&self, from: Address, value: U256, call: C, expected: E)
    where
        C: SolCall,
        E: SolError + Debug + PartialEq,
    {
        assert_eq!(ask_error::<E, _>(self.try_pay(from, value, call).map(drop)), expected);
    }

    /// Lets time pass.
    pub(crate) fn age(&self, seconds: u64) {
        testing::age(&mut self.lst.sender(self.owner), seconds);
    }

    /// Lets the next report gain or lose as much as a test likes.
    pub(crate) fn unbound(&self) {
        testing::unbound(&mut self.lst.sender(self.owner));
    }

    /// Lets the next report lose as much as a test likes, and no time pass for it.
    pub(crate) fn unbound_losses(&self) {
        testing::unbound_losses(&mut self.lst.sender(self.owner));
    }

    /// Bounds reports again, by basis points a year and a day.
    #[track_caller]
    pub(crate) fn bound(&self, max_gain_bps: u128, max_loss_bps: u128) {
        let call = ILst::setReportBoundsCall { maxGainBps: n(max_gain_bps), maxLossBps: n(max_loss_bps) };
        self.ask(self.owner, call);
    }

    /// All logs since there were `seen` of them, decoded.
    #[track_caller]
    pub(crate) fn logs_since(&self, seen: usize) -> Vec<ILstEvents> {
        logs(&self.lst).split_off(seen)
    }

    /// How many logs there are.
    pub(crate) fn seen(&self) -> usize {
        self.lst.all_events().len()
    }

    /// The last log of this event.
    #[track_caller]
    pub(crate) fn last<E: SolEvent>(&self) -> E {
        let logs = self.lst.all_events();
        let log = logs.iter().rev().find(|log| log.topics().first() == Some(&E::SIGNATURE_HASH));
        let log = log.unwrap_or_else(|| panic!("{} was not emitted", E::SIGNATURE));
        E::decode_log_data(log, true).expect(E::SIGNATURE)
    }
}

/// An address of its own for every name.
pub(crate) fn someone(name: &str) -> Address {
    Address::from_word(alloy_primitives::keccak256(name))
}

/// All logs, each decoded by its type: a log that no event of the interface explains fails the test.
#[track_caller]
pub(crate) fn logs(lst: &Contract<Lst>) -> Vec<ILstEvents> {
    let decode = |log: &alloy_primitives::LogData| ILstEvents::decode_raw_log(log.topics(), &log.data, true);
    lst.all_events().iter().map(|log| decode(log).expect("an event of the interface")).collect()
}
