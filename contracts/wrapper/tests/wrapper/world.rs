//! wblETH over the real blETH, their people, and short words for what tests do with them.

pub(crate) use crate::numbers::*;
use alloy_primitives::{keccak256, Address, U256};
use alloy_sol_types::{SolCall, SolError, SolEvent, SolEventInterface};
use ballast_common::Revert;
use ballast_lst::{interface::ILst, testing, Lst};
use ballast_test_support::{
    alone, ask_error,
    lst::{construct, construct_lst, EtherReceiver},
    Ask,
};
use ballast_wrapper::{
    interface::IWrapper::{self, IWrapperEvents},
    Wrapper,
};
use core::{any::Any, fmt::Debug};
use motsu::prelude::*;
use std::sync::MutexGuard;

/// blETH with a seed of one ether, wired, and wblETH over it.
pub(crate) struct World {
    pub(crate) wrapper: Contract<Wrapper>,
    pub(crate) lst: Contract<Lst>,
    /// Users, with the keys of [`key`].
    pub(crate) alice: Address,
    pub(crate) bob: Address,
    /// Of blETH.
    pub(crate) owner: Address,
    pub(crate) treasury: Contract<EtherReceiver>,
    operators: Contract<EtherReceiver>,
    _precompiles: Box<dyn Any>,
    _alone: MutexGuard<'static, ()>, // dropped last: until then the host belongs to this test
}

impl World {
    pub(crate) fn new() -> Self {
        let alone = alone();
        let world = Self {
            wrapper: Contract::new_at(someone("wrapper")),
            lst: Contract::new_at(someone("lst")),
            alice: key("alice").address(),
            bob: key("bob").address(),
            owner: someone("owner"),
            treasury: Contract::new_at(someone("treasury")),
            operators: Contract::new_at(someone("operators")),
            _precompiles: Box::new(deploy_precompiles()),
            _alone: alone,
        };
        let deployer = someone("deployer");
        deployer.fund(ether(1));
        let people = (world.owner, someone("guardian"), world.treasury.address());
        construct_lst(&mut *world.lst.sender_and_value(deployer, ether(1)), people.0, people.1, people.2)
            .motsu_unwrap();
        world.lst(world.owner, ILst::wireCall { oracle: someone("oracle"), operators: world.operators.address() });
        construct(&mut *world.wrapper.sender(deployer), &[word(world.lst.address())]).motsu_unwrap();
        world
    }

    /// Ten ether in all: six of alice and three of bob, who let the wrapper take what it likes; five at validators.
    pub(crate) fn working() -> Self {
        let world = Self::new();
        for (user, amount) in [(world.alice, ether(6)), (world.bob, ether(3))] {
            world.buy(user, amount);
            world.allow(user, U256::MAX);
        }
        world.deploy(ether(5));
        world
    }

    /// As [`Self::working`], with a rate of many digits: an eighth of the pool gained, and two thirds of that vested.
    pub(crate) fn odd() -> Self {
        let world = Self::working();
        world.gain(n(1_234_567_890_123_456_789));
        world.age(57_601);
        world
    }

    /// As [`Self::odd`], and both have wrapped: two ether of alice, one of bob.
    pub(crate) fn wrapped() -> Self {
        let world = Self::odd();
        world.wrap(world.alice, ether(2));
        world.wrap(world.bob, ether(1));
        world
    }

    // ------------------------------------------------------------ calls

    /// What a call of wblETH that goes well answers.
    #[track_caller]
    pub(crate) fn ask<C: SolCall>(&self, from: Address, call: C) -> C::Return {
        self.wrapper.sender(from).ask(call).motsu_unwrap()
    }

    /// What a call of blETH that goes well answers.
    #[track_caller]
    pub(crate) fn lst<C: SolCall>(&self, from: Address, call: C) -> C::Return {
        self.lst.sender(from).ask(call).motsu_unwrap()
    }

    /// As [`Self::ask`], with ether that the caller is given for it; what comes of it is the caller's to judge.
    pub(crate) fn pay<C: SolCall>(&self, from: Address, value: U256, call: C) -> Result<C::Return, Revert> {
        from.fund(value);
        self.wrapper.sender_and_value(from, value).ask(call)
    }

    /// Asserts that a call reverts with exactly this error.
    #[track_caller]
    pub(crate) fn refuses<C, E>(&self, from: Address, call: C, expected: E)
    where
        C: SolCall,
        E: SolError + Debug + PartialEq,
    {
        assert_eq!(ask_error::<E, _>(self.wrapper.sender(from).ask(call).map(drop)), expected);
    }

    #[track_caller]
    pub(crate) fn wrap(&self, from: Address, amount: U256) -> U256 {
        self.ask(from, IWrapper::wrapCall { blEthAmount: amount }).wblEthAmount
    }

    #[track_caller]
    pub(crate) fn unwrap(&self, from: Address, amount: U256) -> U256 {
        self.ask(from, IWrapper::unwrapCall { wblEthAmount: amount }).blEthAmount
    }

    // ------------------------------------------------------------ what is

    /// wblETH of an account.
    pub(crate) fn balance(&self, account: Address) -> U256 {
        self.ask(account, IWrapper::balanceOfCall { account })._0
    }

    pub(crate) fn supply(&self) -> U256 {
        self.ask(self.alice, IWrapper::totalSupplyCall {})._0
    }

    pub(crate) fn allowance(&self, owner: Address, spender: Address) -> U256 {
        self.ask(owner, IWrapper::allowanceCall { owner, spender })._0
    }

    /// blETH's shares of an account.
    pub(crate) fn shares(&self, account: Address) -> U256 {
        self.lst(account, ILst::sharesOfCall { account })._0
    }

    /// blETH's shares of the wrapper.
    pub(crate) fn held(&self) -> U256 {
        self.shares(self.wrapper.address())
    }

    pub(crate) fn rate(&self) -> Rate {
        let rate = self.lst(self.alice, ILst::rateDataCall {});
        Rate { pooled: rate.pooledEther, shares: rate.totalShares }
    }

    // ------------------------------------------------------------ blETH

    /// Stakes for blETH, and tells the shares.
    #[track_caller]
    pub(crate) fn buy(&self, from: Address, amount: U256) -> U256 {
        from.fund(amount);
        let call = ILst::submitCall { referral: Address::ZERO };
        self.lst.sender_and_value(from, amount).ask(call).motsu_unwrap().shares
    }

    /// Allows the wrapper to take so much blETH.
    pub(crate) fn allow(&self, from: Address, value: U256) {
        self.lst(from, ILst::approveCall { spender: self.wrapper.address(), value });
    }

    pub(crate) fn allowed(&self, owner: Address) -> U256 {
        self.lst(owner, ILst::allowanceCall { owner, spender: self.wrapper.address() })._0
    }

    pub(crate) fn deploy(&self, amount: U256) {
        self.lst(self.operators.address(), ILst::deployEtherCall { amount });
    }

    /// Ether outside blETH's buffer.
    fn deployed(&self) -> U256 {
        let columns = self.lst(self.alice, ILst::columnsCall {});
        columns.inFlight + columns.validators
    }

    /// Sets the protocol fee to nothing.
    pub(crate) fn take_no_fee(&self, treasury: Address) {
        self.lst(self.owner, ILst::setProtocolFeeCall { feeBps: n(0), operatorsBps: n(0), treasury });
    }

    /// Reports a gain, whatever the bounds.
    #[track_caller]
    pub(crate) fn gain(&self, gain: U256) {
        testing::unbound(&mut self.lst.sender(self.owner));
        self.report(self.deployed() + gain);
        let gain = self.lst(self.alice, ILst::parkedGainCall {})._0;
        if gain > n(0) {
            self.lst(self.owner, ILst::settleGainCall { gain });
        }
    }

    /// Reports a loss, whatever the bounds.
    #[track_caller]
    pub(crate) fn lose(&self, loss: U256) {
        testing::unbound(&mut self.lst.sender(self.owner));
        self.report(self.deployed() - loss);
    }

    /// Reports a loss beyond the bounds.
    #[track_caller]
    pub(crate) fn park(&self, loss: U256) {
        self.lst(self.owner, ILst::setReportBoundsCall { maxGainBps: n(1_000), maxLossBps: n(500) });
        self.report(self.deployed() - loss);
        assert!(self.lst(self.alice, ILst::parkedReportCall {}).parked);
    }

    fn report(&self, validators: U256) {
        let flows = self.lst(self.alice, ILst::flowsCall {});
        let call = ILst::applyReportCall {
            validatorsEther: validators,
            inFlightEther: U256::ZERO,
            sentEther: flows.sent,
            returnedEther: flows.returned,
        };
        self.lst(someone("oracle"), call);
    }

    /// Loses every ether there is: all of it was deployed.
    pub(crate) fn ruin(&self) {
        self.deploy(self.lst(self.alice, ILst::getBufferedEtherCall {})._0);
        self.lose(self.deployed());
        assert_eq!(self.rate().pooled, n(0));
    }

    /// Lets time pass.
    pub(crate) fn age(&self, seconds: u64) {
        testing::age(&mut self.lst.sender(self.owner), seconds);
    }

    // ------------------------------------------------------------ logs

    /// How many logs of wblETH there are.
    pub(crate) fn seen(&self) -> usize {
        self.wrapper.all_events().len()
    }

    /// All logs since there were `seen` of them: one that no event of the interface explains fails the test.
    #[track_caller]
    pub(crate) fn logs_since(&self, seen: usize) -> Vec<IWrapperEvents> {
        let logs = self.wrapper.all_events().split_off(seen);
        let decode = |log: &alloy_primitives::LogData| IWrapperEvents::decode_raw_log(log.topics(), &log.data, true);
        logs.iter().map(|log| decode(log).expect("an event of the interface")).collect()
    }

    /// The last log of this event.
    #[track_caller]
    pub(crate) fn last<E: SolEvent>(&self) -> E {
        last(&self.wrapper.all_events())
    }

    /// The last log of this event of blETH.
    #[track_caller]
    pub(crate) fn last_of_lst<E: SolEvent>(&self) -> E {
        last(&self.lst.all_events())
    }
}

#[track_caller]
fn last<E: SolEvent>(logs: &[alloy_primitives::LogData]) -> E {
    let log = logs.iter().rev().find(|log| log.topics().first() == Some(&E::SIGNATURE_HASH));
    let log = log.unwrap_or_else(|| panic!("{} was not emitted", E::SIGNATURE));
    E::decode_log_data(log, true).expect(E::SIGNATURE)
}

/// An address of its own for every name.
pub(crate) fn someone(name: &str) -> Address {
    Address::from_word(keccak256(name))
}

/// A key of its own for every name.
pub(crate) fn key(name: &str) -> Account {
    Account::from_seed(name)
}

/// An address as a word.
pub(crate) fn word(address: Address) -> U256 {
    U256::from_be_bytes(address.into_word().0)
}
