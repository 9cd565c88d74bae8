//! Every typed error of the interface, with its numbers, and which of them nobody can bring about.

use crate::world::*;
use alloy_primitives::{Address, U256};
use alloy_sol_types::{SolCall, SolError};
use ballast_lst::{
    interface::ILst::{self, ILstErrors},
    Lst,
};
use ballast_test_support::{
    ask_error,
    lst::{construct_lst, EtherRefuser},
    TokenMock, TokenMode,
};
use core::fmt::Debug;
use motsu::prelude::*;
use std::collections::BTreeSet;

/// Errors that guard against what cannot happen.
///
/// `LossExceedsPool`: a report can take away what is deployed, at most, and that is part of the counted ether.
/// `RateFell`: everything is rounded against the caller.
const UNREACHABLE: [[u8; 4]; 2] = [ILst::LossExceedsPool::SELECTOR, ILst::RateFell::SELECTOR];

/// A world and the errors that it was seen to give.
struct Errors {
    w: World,
    seen: BTreeSet<[u8; 4]>,
}

impl Errors {
    #[track_caller]
    fn see<C: SolCall, E: SolError + Debug + PartialEq>(&mut self, from: Address, call: C, expected: E) {
        self.w.refuses(from, call, expected);
        self.seen.insert(E::SELECTOR);
    }

    #[track_caller]
    fn see_paid<C: SolCall, E: SolError + Debug + PartialEq>(&mut self, value: U256, call: C, expected: E) {
        self.w.refuses_paid(self.w.alice, value, call, expected);
        self.seen.insert(E::SELECTOR);
    }

    /// Of a token.
    fn of_transfers(&mut self) {
        let (alice, bob) = (self.w.alice, self.w.bob);
        let balance = self.w.balance(alice);
        let needed = balance + n(1);
        let error = ILst::ERC20InsufficientBalance { sender: alice, balance, needed };
        self.see(alice, ILst::transferCall { to: bob, value: needed }, error);
        let error = ILst::ERC20InsufficientAllowance { spender: bob, allowance: n(0), needed: n(1) };
        self.see(bob, ILst::transferFromCall { from: alice, to: bob, value: n(1) }, error);
        let zero = Address::ZERO;
        let error = ILst::ERC20InvalidReceiver { receiver: zero };
        self.see(alice, ILst::transferCall { to: zero, value: n(1) }, error);
        let error = ILst::ERC20InvalidSpender { spender: zero };
        self.see(alice, ILst::approveCall { spender: zero, value: n(1) }, error);
        let error = ILst::InsufficientShares { owner: bob, shares: n(0), needed: n(1) };
        self.see(bob, ILst::transferSharesCall { to: alice, sharesAmount: n(1) }, error);
    }

    fn of_staking(&mut self) {
        let submit = || ILst::submitCall { referral: Address::ZERO };
        self.see_paid(n(0), submit(), ILst::ZeroAmount {});
        let (amount, most) = (most_ether() + n(1), most_ether());
        self.see_paid(amount, submit(), ILst::AmountTooLarge { amount, most });
        let stake = |deadline| ILst::stakeCall { receiver: self.w.bob, minShares: U256::MAX, deadline };
        let (late, in_time) = (stake(n(1)), stake(U256::MAX));
        self.see_paid(n(1), late, ILst::Expired { deadline: n(1), timestamp: n(NOW.into()) });
        let received = self.w.ask(self.w.alice, ILst::previewStakeCall { amount: n(1) }).shares;
        self.see_paid(n(1), in_time, ILst::SlippageExceeded { received, least: U256::MAX });
        self.w.ask(self.w.guardian, ILst::pauseStakingCall {});
        self.see_paid(n(1), submit(), ILst::StakingPaused {});
        self.w.ask(self.w.owner, ILst::resumeStakingCall {});
    }

    fn of_permits(&mut self) {
        let permit = |deadline| ILst::permit_1Call {
            owner: someone("a signer"),
            spender: self.w.bob,
            value: n(1),
            deadline,
            signature: vec![].into(),
        };
        let (late, in_time, deadline) = (permit(n(1)), permit(U256::MAX), n(1));
        self.see(self.w.bob, late, ILst::ERC2612ExpiredSignature { deadline });
        let (signer, owner) = (Address::ZERO, someone("a signer"));
        self.see(self.w.bob, in_time, ILst::ERC2612InvalidSigner { signer, owner });
    }

    fn of_the_limit(&mut self) {
        let set = |capacity| ILst::setStakeLimitCall { capacity, refillSeconds: n(1) };
        self.w.ask(self.w.owner, set(n(9)));
        let submit = ILst::submitCall { referral: Address::ZERO };
        self.see_paid(n(10), submit, ILst::StakeLimitExceeded { amount: n(10), available: n(9) });
        self.w.ask(self.w.owner, set(n(0)));
    }

    fn of_parked_reports(&mut self) {
        let (guardian, alice) = (self.w.guardian, self.w.alice);
        let settle = |loss| ILst::settleReportCall { loss };
        self.see(guardian, settle(n(1)), ILst::NothingParked {});
        self.w.bound(1_000, 0);
        self.w.ask(self.w.oracle, self.w.report_of(self.w.deployed() - n(7)));
        self.see(guardian, settle(n(6)), ILst::ParkedDiffers { parked: n(7), given: n(6) });
        self.see(alice, redeem(n(9_000), alice), ILst::LossParked { loss: n(7) });
        self.w.ask(self.w.owner, ILst::rejectReportCall {});
    }

    fn of_a_token(&mut self) {
        let mute = Contract::<TokenMock>::new();
        mute.sender(self.w.bob).set_mode(TokenMode::Mute);
        let token = mute.address();
        self.see(self.w.bob, ILst::skimCall { token }, ILst::TokenCallFailed { token });
    }

    fn of_redemption(&mut self) {
        let (alice, available) = (self.w.alice, self.w.buffer());
        let requested = available + n(1);
        self.see(alice, redeem(requested, alice), ILst::BufferTooLow { requested, available });
        let refuser = Contract::<EtherRefuser>::new();
        let (receiver, amount) = (refuser.address(), n(8_999));
        self.see(alice, redeem(n(9_000), receiver), ILst::EtherTransferFailed { receiver, amount });
        self.w.ask(self.w.guardian, ILst::pauseRedemptionCall {});
        self.see(alice, redeem(n(9_000), alice), ILst::RedemptionPaused {});
    }

    fn of_governance(&mut self) {
        let (owner, bob) = (self.w.owner, self.w.bob);
        self.see(bob, ILst::setGuardianCall { newGuardian: bob }, ILst::Unauthorized { caller: bob });
        self.see(owner, ILst::wireCall { oracle: Address::ZERO, operators: bob }, ILst::ZeroAddress {});
        self.see(owner, ILst::wireCall { oracle: bob, operators: bob }, ILst::AlreadyWired {});
        let too_high = fee(2_001, 0, bob);
        self.see(owner, too_high, ILst::FeeTooHigh { fee: n(2_001), most: n(2_000) });
        let error = ILst::OutOfBounds { given: n(1), least: n(3_600), most: n(2_592_000) };
        self.see(owner, ILst::setVestingPeriodCall { period: n(1) }, error);
    }

    fn of_reports(&mut self) {
        let oracle = self.w.oracle;
        let ahead = ILst::ReportAhead { reported: ether(6), counted: ether(5) };
        self.see(oracle, report(ether(5), n(0), ether(6), n(0)), ahead);
        self.w.give_back(ether(2));
        let error = ILst::ReportInconsistent { returned: ether(2), available: ether(1) };
        self.see(oracle, report(ether(1), n(0), ether(5), n(0)), error);
    }

    /// Last, because it makes a wei worth less than a share.
    fn of_a_share_worth_more_than_a_wei(&mut self) {
        self.w.take_no_fee();
        self.w.gain_hugely(n(10).pow(n(30)));
        self.w.age(DAY);
        let submit = ILst::submitCall { referral: Address::ZERO };
        self.see_paid(n(1), submit, ILst::ZeroShares { amount: n(1) });
    }
}

#[test]
fn are_all_reached_but_those_that_cannot_be() {
    let mut errors = Errors { w: World::odd(), seen: BTreeSet::new() };
    errors.of_transfers();
    errors.of_staking();
    errors.of_permits();
    errors.of_the_limit();
    errors.of_parked_reports();
    errors.of_a_token();
    errors.of_redemption();
    errors.of_governance();
    errors.of_reports();
    errors.of_a_share_worth_more_than_a_wei();
    let (unseeded, nobody) = (Contract::<Lst>::new(), errors.w.bob);
    let error: ILst::SeedTooSmall = ask_error(construct_lst(&mut *unseeded.sender(nobody), nobody, nobody, nobody));
    assert_eq!(error, ILst::SeedTooSmall { value: n(0), least: ether(1) });
    errors.seen.insert(ILst::SeedTooSmall::SELECTOR);

    let all: BTreeSet<_> = ILstErrors::SELECTORS.iter().copied().collect();
    let unseen: BTreeSet<_> = all.difference(&errors.seen).copied().collect();
    assert_eq!(unseen, UNREACHABLE.into_iter().collect());
}

#[test]
fn of_a_loss_of_all_that_is_deployed_is_none_however_the_flows_are_reported() {
    // The greatest loss that a report can tell of is what is out now, whatever reference time it claims.
    for (sent, returned) in [(9, 3), (8, 2), (7, 1), (6, 0)] {
        let w = World::working();
        w.deploy(ether(4));
        w.give_back(ether(3));
        w.report(n(0), n(0), ether(sent), ether(returned));
        assert_eq!(w.last::<ILst::ReportApplied>().loss, ether(6));
        assert_eq!((w.pooled(), w.deployed()), (ether(4), n(0)));
    }
}
