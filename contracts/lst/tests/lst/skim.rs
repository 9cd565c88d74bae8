//! What nobody counted goes to the treasury.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst::{self, ILstEvents};
use ballast_test_support::{ask_error, lst::EtherRefuser, Ask, IToken, TokenMock, TokenMode};
use motsu::prelude::*;

fn skim(token: Address) -> ILst::skimCall {
    ILst::skimCall { token }
}

/// Bob is the treasury, because he can be paid.
fn world() -> World {
    let w = World::odd();
    w.ask(w.owner, fee(1_000, 500, w.bob));
    w
}

/// All that counts.
fn books(w: &World) -> Vec<U256> {
    let columns = w.columns();
    let shares = [w.alice, w.bob, w.treasury, w.operators, DEAD].map(|holder| w.shares(holder));
    let sums = [w.pooled(), w.total_shares(), w.set_aside(), w.deficit()];
    [&sums[..], &shares, &[columns.buffer, columns.inFlight, columns.validators], &w.vesting()].concat()
}

mod of_ether {
    use super::*;

    #[test]
    fn sends_what_came_here_uncounted() {
        let w = world();
        w.redeem(w.alice, ether(1)); // sets something aside
        let (before, held, seen) = (books(&w), w.lst.balance(), w.seen());
        let bobs = w.ether_of(w.bob);
        w.lst.fund(n(12_345)); // as a self-destruct does, or a block's fees
        assert_eq!(w.ask(w.alice, skim(Address::ZERO)).amount, n(12_345));
        assert_eq!((w.ether_of(w.bob) - bobs, w.lst.balance()), (n(12_345), held));
        assert_eq!(books(&w), before);
        let expected =
            [ILstEvents::Skimmed(ILst::Skimmed { token: Address::ZERO, treasury: w.bob, amount: n(12_345) })];
        assert_eq!(w.logs_since(seen), expected);
        assert!(w.set_aside() > n(0));
    }

    #[test]
    fn sends_the_last_wei_and_no_more() {
        let w = world();
        w.refuses(w.alice, skim(Address::ZERO), ILst::ZeroAmount {});
        w.lst.fund(n(1));
        assert_eq!(w.ask(w.alice, skim(Address::ZERO)).amount, n(1));
        w.refuses(w.alice, skim(Address::ZERO), ILst::ZeroAmount {});
    }

    #[test]
    fn never_sends_what_is_counted() {
        let w = world();
        let nothing = || w.refuses(w.owner, skim(Address::ZERO), ILst::ZeroAmount {});
        w.stake(w.alice, ether(3));
        nothing();
        w.redeem(w.alice, ether(2));
        nothing();
        w.deploy(ether(1));
        nothing();
        w.give_back(milli(2_500));
        nothing();
        w.gain(milli(300));
        nothing();
        w.age(HOUR);
        w.redeem(w.alice, w.ask(w.alice, ILst::maxRedeemCall { owner: w.alice }).amount);
        nothing();
        w.lose(milli(100));
        nothing();
        w.bound(0, 0);
        w.ask(w.oracle, w.report_of(ether(9))); // clipped
        assert!(w.parked_gain() > n(0));
        nothing();
        w.ask(w.oracle, w.report_of(n(0)));
        assert!(w.parked().parked);
        nothing();
        w.lst.fund(n(7));
        assert_eq!(w.ask(w.alice, skim(Address::ZERO)).amount, n(7), "parked or not");
        let rest = w.deployed();
        w.ask(w.guardian, ILst::settleReportCall { loss: rest });
        nothing();
    }

    #[test]
    fn sends_to_the_treasury_of_now() {
        let w = world();
        w.ask(w.owner, fee(0, 0, w.alice));
        w.lst.fund(n(5));
        let before = w.ether_of(w.alice);
        w.ask(w.operators, skim(Address::ZERO));
        assert_eq!(w.ether_of(w.alice), before + n(5));
        assert_eq!(w.last::<ILst::Skimmed>().treasury, w.alice);
    }

    #[test]
    fn stays_if_the_treasury_refuses_it() {
        let w = world();
        let refuser = Contract::<EtherRefuser>::new();
        let receiver = refuser.address();
        w.ask(w.owner, fee(0, 0, receiver));
        w.lst.fund(n(5));
        let held = w.lst.balance();
        w.refuses(w.alice, skim(Address::ZERO), ILst::EtherTransferFailed { receiver, amount: n(5) });
        assert_eq!(w.lst.balance(), held);
        w.ask(w.owner, fee(0, 0, w.bob));
        assert_eq!(w.ask(w.alice, skim(Address::ZERO)).amount, n(5));
    }
}

mod of_a_token {
    use super::*;

    /// The contract holds so much of a token.
    fn holding(w: &World, amount: u128) -> Contract<TokenMock> {
        let token = Contract::<TokenMock>::new();
        token.sender(w.alice).mint(w.lst.address(), n(amount));
        token
    }

    fn balance(token: &Contract<TokenMock>, account: Address) -> U256 {
        token.sender(account).ask(IToken::balanceOfCall { account }).motsu_unwrap()._0
    }

    #[test]
    fn sends_all_of_it() {
        let w = world();
        let token = holding(&w, 99);
        let (before, held, seen) = (books(&w), w.lst.balance(), w.seen());
        assert_eq!(w.ask(w.alice, skim(token.address())).amount, n(99));
        assert_eq!((balance(&token, w.bob), balance(&token, w.lst.address())), (n(99), n(0)));
        assert_eq!((books(&w), w.lst.balance()), (before, held));
        let told = ILst::Skimmed { token: token.address(), treasury: w.bob, amount: n(99) };
        assert_eq!(w.logs_since(seen), [ILstEvents::Skimmed(told)]);
        w.refuses(w.alice, skim(token.address()), ILst::ZeroAmount {});
    }

    #[test]
    fn sends_amounts_of_any_width() {
        let w = world();
        let token = holding(&w, 0);
        token.sender(w.alice).mint(w.lst.address(), U256::ONE << 128);
        assert_eq!(w.ask(w.alice, skim(token.address())).amount, U256::ONE << 128);
        token.sender(w.alice).mint(w.lst.address(), U256::MAX - (U256::ONE << 128));
        assert_eq!(w.ask(w.alice, skim(token.address())).amount, U256::MAX - (U256::ONE << 128));
        assert_eq!(balance(&token, w.bob), U256::MAX);
    }

    #[test]
    fn takes_tokens_as_they_are() {
        let w = world();
        for (mode, arrives) in [(TokenMode::NoReturn, 500), (TokenMode::TakesFee, 495)] {
            let token = holding(&w, 500);
            token.sender(w.alice).set_mode(mode);
            assert_eq!(w.ask(w.alice, skim(token.address())).amount, n(500));
            assert_eq!(balance(&token, w.bob), n(arrives), "{mode:?}");
        }
    }

    #[test]
    fn fails_where_the_token_does() {
        let w = world();
        for mode in [TokenMode::SaysFalse, TokenMode::Mute] {
            let token = holding(&w, 500);
            token.sender(w.alice).set_mode(mode);
            let failed = w.lst.sender(w.alice).ask(skim(token.address())).map(drop);
            assert_eq!(ask_error::<ILst::TokenCallFailed, _>(failed).token, token.address(), "{mode:?}");
        }
    }

    #[test]
    fn is_none_of_its_own() {
        let w = world();
        w.refuses(
            w.alice,
            ILst::transferCall { to: w.lst.address(), value: n(1) },
            ILst::ERC20InvalidReceiver { receiver: w.lst.address() },
        );
        let before = books(&w);
        // The mocked host lets it ask itself; the real one does not, and the call to the token fails.
        w.refuses(w.alice, skim(w.lst.address()), ILst::ZeroAmount {});
        assert_eq!(books(&w), before);
    }
}
