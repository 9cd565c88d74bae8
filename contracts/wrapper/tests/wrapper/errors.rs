//! Every typed error of the interface, with its numbers.

use crate::{
    construct::ShortAnswers,
    signing::{digest, domain, sign, Permit, Signature},
    world::*,
};
use alloy_primitives::{Address, U256};
use alloy_sol_types::{SolCall, SolError};
use ballast_test_support::{
    ask_error,
    lst::{construct, EtherRefuser},
};
use ballast_wrapper::{
    interface::IWrapper::{self, IWrapperErrors},
    Wrapper,
};
use core::fmt::Debug;
use motsu::prelude::*;
use std::collections::BTreeSet;

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

    fn of_transfers(&mut self) {
        let (alice, bob, zero) = (self.w.alice, self.w.bob, Address::ZERO);
        let balance = self.w.balance(alice);
        let needed = balance + n(1);
        let error = IWrapper::ERC20InsufficientBalance { sender: alice, balance, needed };
        self.see(alice, IWrapper::transferCall { to: bob, value: needed }, error);
        let error = IWrapper::ERC20InsufficientAllowance { spender: bob, allowance: n(0), needed: n(1) };
        self.see(bob, IWrapper::transferFromCall { from: alice, to: bob, value: n(1) }, error);
        let error = IWrapper::ERC20InvalidReceiver { receiver: zero };
        self.see(alice, IWrapper::transferCall { to: zero, value: n(1) }, error);
        let error = IWrapper::ERC20InvalidSpender { spender: zero };
        self.see(alice, IWrapper::approveCall { spender: zero, value: n(1) }, error);
    }

    fn of_permits(&mut self) {
        let (owner, spender, deadline) = (self.w.alice, self.w.bob, U256::MAX);
        let permit = Permit { owner, spender, value: n(1), nonce: n(0), deadline };
        let domain = domain("Wrapped Ballast Ether", self.w.wrapper.address());
        let Signature { v, r, s } = sign("bob", digest(domain, &permit));
        let call = |deadline| IWrapper::permit_0Call { owner, spender, value: n(1), deadline, v, r, s };
        self.see(spender, call(n(9)), IWrapper::ERC2612ExpiredSignature { deadline: n(9) });
        self.see(spender, call(deadline), IWrapper::ERC2612InvalidSigner { signer: self.w.bob, owner });
    }

    fn of_wrapping(&mut self) {
        let alice = self.w.alice;
        let wrap = |amount| IWrapper::wrapCall { blEthAmount: amount };
        self.see(alice, wrap(n(0)), IWrapper::ZeroAmount {});
        self.see(alice, wrap(n(1)), IWrapper::ZeroShares { amount: n(1) });
        let amount = most(112) + n(1);
        self.see(alice, wrap(amount), IWrapper::AmountTooLarge { amount, most: most(112) });
        let received = self.w.rate().minted_for(n(50));
        let call = IWrapper::stakeCall { receiver: alice, minAmount: U256::MAX, deadline: U256::MAX };
        let error: IWrapper::SlippageExceeded = ask_error(self.w.pay(alice, n(50), call).map(drop));
        assert_eq!(error, IWrapper::SlippageExceeded { received, least: U256::MAX });
        self.seen.insert(IWrapper::SlippageExceeded::SELECTOR);
    }

    fn of_the_rest(&mut self) {
        let alice = self.w.alice;
        let round = alloy_primitives::Uint::from(7);
        self.see(alice, IWrapper::getRoundDataCall { roundId: round }, IWrapper::RoundNotKept { roundId: round });
        let (refuser, mute) = (Contract::<EtherRefuser>::new(), Contract::<ShortAnswers>::new());
        let (receiver, token) = (refuser.address(), mute.address());
        self.w.take_no_fee(receiver);
        self.w.wrapper.fund(n(5));
        let error = IWrapper::EtherTransferFailed { receiver, amount: n(5) };
        self.see(alice, IWrapper::skimCall { token: Address::ZERO }, error);
        self.see(alice, IWrapper::skimCall { token }, IWrapper::TokenCallFailed { token });
        let bare = Contract::<Wrapper>::new();
        let error: IWrapper::ZeroAddress = ask_error(construct(&mut *bare.sender(alice), &[U256::ZERO]));
        assert_eq!(error, IWrapper::ZeroAddress {});
        self.seen.insert(IWrapper::ZeroAddress::SELECTOR);
    }
}

#[test]
fn are_all_reached() {
    let mut errors = Errors { w: World::wrapped(), seen: BTreeSet::new() };
    errors.of_transfers();
    errors.of_permits();
    errors.of_wrapping();
    errors.of_the_rest();
    assert_eq!(errors.seen, IWrapperErrors::SELECTORS.iter().copied().collect());
}
