//! The contract among its people, and short words for what tests do with it.

pub(crate) use crate::bare::*;
use alloy_primitives::{Address, U256};
use alloy_sol_types::SolCall;
use ballast_lst::interface::ILst;
use ballast_test_support::{lst::EtherReceiver, Ask};
use core::ops::Deref;
use motsu::prelude::*;

/// blETH with a seed of one ether, and wired.
pub(crate) struct World {
    /// Users, who can be paid.
    pub(crate) alice: Address,
    pub(crate) bob: Address,
    /// Takes ether to validators.
    pub(crate) operators: Address,
    payable: [Contract<EtherReceiver>; 3],
    bare: Bare,
}

impl Deref for World {
    type Target = Bare;

    fn deref(&self) -> &Bare {
        &self.bare
    }
}

impl World {
    pub(crate) fn new() -> Self {
        let bare = Bare::new().seeded();
        let payable = ["alice", "bob", "operators"].map(|name| Contract::new_at(someone(name)));
        let [alice, bob, operators] = [payable[0].address(), payable[1].address(), payable[2].address()];
        let world = Self { alice, bob, operators, payable, bare };
        world.ask(world.owner, ILst::wireCall { oracle: world.oracle, operators });
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

    /// Reports beyond all bounds.
    #[track_caller]
    pub(crate) fn report(&self, validators: U256, in_flight: U256, sent: U256, returned: U256) {
        self.book(report(validators, in_flight, sent, returned));
    }

    /// A report that is booked whole, whatever it says.
    #[track_caller]
    fn book(&self, report: ILst::applyReportCall) {
        self.unbound();
        self.ask(self.oracle, report);
        assert_eq!((self.parked().parked, self.parked_gain()), (false, n(0)), "booked whole");
    }

    /// Sets the protocol fee to nothing.
    #[track_caller]
    pub(crate) fn take_no_fee(&self) {
        self.ask(self.owner, fee(0, 0, self.treasury));
    }

    /// Reports that all that is deployed is at validators, and more than was thought.
    #[track_caller]
    pub(crate) fn gain(&self, gain: U256) {
        self.book(self.report_of(self.deployed() + gain));
    }

    /// As [`Self::gain`], as many times the pool as a test likes: what is over every bound the owner settles.
    #[track_caller]
    pub(crate) fn gain_hugely(&self, gain: U256) {
        self.unbound();
        self.ask(self.oracle, self.report_of(self.deployed() + gain));
        self.ask(self.owner, ILst::settleGainCall { gain: self.parked_gain() });
    }

    /// Reports that all that is deployed is at validators, and less than was thought.
    #[track_caller]
    pub(crate) fn lose(&self, loss: U256) {
        self.book(self.report_of(self.deployed() - loss));
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

    /// Unvested, its start, its period.
    pub(crate) fn vesting(&self) -> [U256; 3] {
        let vesting = self.ask(self.alice, ILst::vestingCall {});
        [vesting.unvested, vesting.startsAt, vesting.period]
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

    /// Shares of the protocol fee, the treasury's and the operators'.
    pub(crate) fn fee_shares(&self) -> U256 {
        self.shares(self.treasury) + self.shares(self.operators)
    }

    pub(crate) fn parked(&self) -> ILst::parkedReportReturn {
        self.ask(self.alice, ILst::parkedReportCall {})
    }

    pub(crate) fn parked_gain(&self) -> U256 {
        self.ask(self.alice, ILst::parkedGainCall {})._0
    }

    pub(crate) fn set_aside(&self) -> U256 {
        self.ask(self.alice, ILst::setAsideCall {})._0
    }
}

/// Asserts that nobody but the owner may make this call.
#[track_caller]
pub(crate) fn is_the_owners<C: SolCall + Clone>(w: &World, call: &C) {
    for caller in [w.alice, w.guardian, w.oracle, w.operators, w.treasury] {
        w.refuses(caller, call.clone(), ILst::Unauthorized { caller });
    }
    w.ask(w.owner, call.clone());
}

/// To `receiver`, at any price, at any time.
pub(crate) fn redeem(amount: U256, receiver: Address) -> ILst::redeemCall {
    ILst::redeemCall { amount, receiver, minEther: U256::ZERO, deadline: U256::MAX }
}

/// To `receiver`, at any price, at any time.
pub(crate) fn redeem_shares(amount: U256, receiver: Address) -> ILst::redeemSharesCall {
    ILst::redeemSharesCall { sharesAmount: amount, receiver, minEther: U256::ZERO, deadline: U256::MAX }
}

/// Of gains, all of it and the operators' part.
pub(crate) fn fee(fee_bps: u128, operators_bps: u128, treasury: Address) -> ILst::setProtocolFeeCall {
    ILst::setProtocolFeeCall { feeBps: n(fee_bps), operatorsBps: n(operators_bps), treasury }
}

pub(crate) fn report(validators: U256, in_flight: U256, sent: U256, returned: U256) -> ILst::applyReportCall {
    ILst::applyReportCall {
        validatorsEther: validators,
        inFlightEther: in_flight,
        sentEther: sent,
        returnedEther: returned,
    }
}
