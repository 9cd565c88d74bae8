//! The contract among its people, and short words for what tests do with it.

use alloy_primitives::{Address, U256};
use alloy_sol_types::{SolCall, SolError, SolEvent};
use ballast_common::Revert;
use ballast_lst::{
    interface::ILst::{self, ILstEvents},
    testing, Lst,
};
use ballast_test_support::{
    ask_error,
    lst::{construct_lst, EtherReceiver},
    Ask,
};
use core::fmt::Debug;
use motsu::prelude::*;

/// The mocked host's only second.
pub(crate) const NOW: u64 = 1_735_689_600;
pub(crate) const HOUR: u64 = 3_600;
pub(crate) const DAY: u64 = 86_400;
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

/// blETH with a seed of one ether, and wired.
pub(crate) struct World {
    pub(crate) lst: Contract<Lst>,
    /// Users, who can be paid.
    pub(crate) alice: Address,
    pub(crate) bob: Address,
    /// Takes ether to validators.
    pub(crate) operators: Address,
    pub(crate) owner: Address,
    pub(crate) guardian: Address,
    pub(crate) treasury: Address,
    pub(crate) oracle: Address,
    payable: [Contract<EtherReceiver>; 3],
}

impl World {
    pub(crate) fn new() -> Self {
        let payable = ["alice", "bob", "operators"].map(Contract::<EtherReceiver>::from_tag);
        let [alice, bob, operators] = [payable[0].address(), payable[1].address(), payable[2].address()];
        let [owner, guardian, treasury, oracle] =
            ["owner", "guardian", "treasury", "oracle"].map(<Address as FromTag>::from_tag);
        let lst = Contract::from_tag("lst");
        let world = Self { lst, alice, bob, operators, owner, guardian, treasury, oracle, payable };
        owner.fund(ether(1));
        construct_lst(&mut *world.lst.sender_and_value(owner, ether(1)), owner, guardian, treasury).motsu_unwrap();
        world.ask(owner, ILst::wireCall { oracle, operators });
        world
    }

    /// Ten ether in all, nine of them of alice, five of them at validators.
    pub(crate) fn working() -> Self {
        let world = Self::new();
        world.stake(world.alice, ether(9));
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

    /// Stakes, and tells the shares.
    #[track_caller]
    pub(crate) fn stake(&self, from: Address, amount: U256) -> U256 {
        self.pay(from, amount, ILst::submitCall { referral: Address::ZERO }).shares
    }

    /// Redeems to oneself, and tells what was paid.
    #[track_caller]
    pub(crate) fn redeem(&self, from: Address, amount: U256) -> U256 {
        self.ask(from, redeem(amount, from)).paid
    }

    #[track_caller]
    pub(crate) fn deploy(&self, amount: U256) {
        self.ask(self.operators, ILst::deployEtherCall { amount });
    }

    /// The operators give back ether that they hold.
    #[track_caller]
    pub(crate) fn give_back(&self, amount: U256) {
        self.lst.sender_and_value(self.operators, amount).ask(ILst::returnEtherCall {}).motsu_unwrap();
    }

    #[track_caller]
    pub(crate) fn report(&self, validators: U256, in_flight: U256, sent: U256, returned: U256) {
        self.ask(self.oracle, report(validators, in_flight, sent, returned));
    }

    /// Sets the protocol fee to nothing.
    #[track_caller]
    pub(crate) fn take_no_fee(&self) {
        self.ask(self.owner, ILst::setProtocolFeeCall { feeBps: U256::ZERO, treasury: self.treasury });
    }

    /// Reports that all that is deployed is at validators, and more than was thought.
    #[track_caller]
    pub(crate) fn gain(&self, gain: U256) {
        self.ask(self.oracle, self.report_of(self.deployed() + gain));
    }

    /// Reports that all that is deployed is at validators, and less than was thought.
    #[track_caller]
    pub(crate) fn lose(&self, loss: U256) {
        self.ask(self.oracle, self.report_of(self.deployed() - loss));
    }

    /// A report as of now, of so much at validators and nothing in flight.
    pub(crate) fn report_of(&self, validators: U256) -> ILst::applyReportCall {
        let flows = self.ask(self.alice, ILst::flowsCall {});
        report(validators, U256::ZERO, flows.sent, flows.returned)
    }

    /// Ether outside the buffer, as far as it is known.
    pub(crate) fn deployed(&self) -> U256 {
        let columns = self.columns();
        columns.inFlight + columns.validators
    }

    pub(crate) fn columns(&self) -> ILst::columnsReturn {
        self.ask(self.alice, ILst::columnsCall {})
    }

    pub(crate) fn buffer(&self) -> U256 {
        self.columns().buffer
    }

    pub(crate) fn balance(&self, account: Address) -> U256 {
        self.ask(account, ILst::balanceOfCall { account })._0
    }

    pub(crate) fn shares(&self, account: Address) -> U256 {
        self.ask(account, ILst::sharesOfCall { account })._0
    }

    /// Ether, not blETH, of one who can be paid.
    pub(crate) fn ether_of(&self, account: Address) -> U256 {
        self.payable.iter().find(|contract| contract.address() == account).expect("can be paid").balance()
    }

    pub(crate) fn allowance(&self, owner: Address, spender: Address) -> U256 {
        self.ask(owner, ILst::allowanceCall { owner, spender })._0
    }

    /// `P`
    pub(crate) fn pooled(&self) -> U256 {
        self.ask(self.alice, ILst::totalSupplyCall {})._0
    }

    /// `S`
    pub(crate) fn total_shares(&self) -> U256 {
        self.ask(self.alice, ILst::getTotalSharesCall {})._0
    }

    pub(crate) fn deficit(&self) -> U256 {
        self.ask(self.alice, ILst::deficitCall {})._0
    }

    pub(crate) fn set_aside(&self) -> U256 {
        self.ask(self.alice, ILst::setAsideCall {})._0
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

/// All logs, each decoded by its type: a log that no event of the interface explains fails the test.
#[track_caller]
pub(crate) fn logs(lst: &Contract<Lst>) -> Vec<ILstEvents> {
    use alloy_sol_types::SolEventInterface;
    let decode = |log: &alloy_primitives::LogData| ILstEvents::decode_raw_log(log.topics(), &log.data, true);
    lst.all_events().iter().map(|log| decode(log).expect("an event of the interface")).collect()
}

/// To `receiver`, at any price, at any time.
pub(crate) fn redeem(amount: U256, receiver: Address) -> ILst::redeemCall {
    ILst::redeemCall { amount, receiver, minEther: U256::ZERO, deadline: U256::MAX }
}

/// To `receiver`, at any price, at any time.
pub(crate) fn redeem_shares(amount: U256, receiver: Address) -> ILst::redeemSharesCall {
    ILst::redeemSharesCall { sharesAmount: amount, receiver, minEther: U256::ZERO, deadline: U256::MAX }
}

pub(crate) fn report(validators: U256, in_flight: U256, sent: U256, returned: U256) -> ILst::applyReportCall {
    ILst::applyReportCall {
        validatorsEther: validators,
        inFlightEther: in_flight,
        sentEther: sent,
        returnedEther: returned,
    }
}
