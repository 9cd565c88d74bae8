//! Every typed error of the interface, with its numbers.

use crate::{signed::*, world::*};
use alloy_primitives::{Address, U256};
use alloy_sol_types::{SolCall, SolError};
use ballast_market::{
    interface::IMarket::{self, IMarketErrors},
    route, Market,
};
use ballast_test_support::{ask_error, lst::construct, CalleeMode, JudgeMode, TokenMode};
use core::fmt::Debug;
use motsu::prelude::*;
use std::collections::BTreeSet;

/// A world and the errors that it was seen to give.
struct Errors {
    s: Signed,
    seen: BTreeSet<[u8; 4]>,
}

impl Errors {
    #[track_caller]
    fn see<C: SolCall, E: SolError + Debug + PartialEq>(&mut self, from: Address, call: C, expected: E) {
        assert_eq!(self.s.w.fails::<E>(from, call), expected);
        self.seen.insert(E::SELECTOR);
    }

    fn of_shares(&mut self) {
        let (owner, bob, zero) = (self.s.owner, self.s.w.bob, Address::ZERO);
        let balance = self.s.w.balance(owner);
        let needed = balance + n(1);
        let error = IMarket::ERC20InsufficientBalance { sender: owner, balance, needed };
        self.see(owner, IMarket::transferCall { to: bob, value: needed }, error);
        let error = IMarket::ERC20InsufficientAllowance { spender: bob, allowance: n(0), needed: n(1) };
        self.see(bob, IMarket::transferFromCall { from: owner, to: bob, value: n(1) }, error);
        let call = IMarket::transferCall { to: zero, value: n(1) };
        self.see(owner, call, IMarket::ERC20InvalidReceiver { receiver: zero });
        let call = IMarket::approveCall { spender: zero, value: n(1) };
        self.see(owner, call, IMarket::ERC20InvalidSpender { spender: zero });
        let permit = |deadline| IMarket::permit_1Call {
            owner,
            spender: bob,
            value: n(1),
            deadline,
            signature: Default::default(),
        };
        self.see(bob, permit(n(1)), IMarket::ERC2612ExpiredSignature { deadline: n(1) });
        self.see(bob, permit(U256::MAX), IMarket::ERC2612InvalidSigner { signer: zero, owner });
    }

    fn of_the_vault(&mut self) {
        let (alice, max) = (self.s.w.alice, ether(1_000_000 - 150));
        let error = IMarket::ERC4626ExceededMaxDeposit { receiver: alice, assets: max + n(1), max };
        self.see(alice, deposit(max + n(1), alice), error);
        self.see(alice, deposit(n(0), alice), IMarket::ZeroAmount {});
        let (amount, most) = (U256::MAX, n((1 << 96) - 1));
        self.see(alice, deposit(amount, alice), IMarket::AmountTooLarge { amount, most });
        let error = IMarket::InsufficientLiquidity { assets: ether(151), idle: ether(150) };
        self.see(alice, withdraw(ether(151), alice), error);
        self.see(alice, mint(n(0), alice), IMarket::ZeroAmount {});
    }

    fn of_collateral(&mut self) {
        let (bob, carol, gold) = (self.s.w.bob, self.s.w.carol, self.s.w.gold.address());
        self.see(bob, supply(bob, n(1), bob), IMarket::UnknownCollateral { asset: bob });
        self.see(carol, supply(gold, n(1), bob), IMarket::SlotNotOpen { account: bob, asset: gold });
        let cap = n(1 << 119);
        let error = IMarket::CollateralCapExceeded { asset: gold, total: cap + ether(50), cap };
        self.see(bob, supply(gold, cap, bob), error);
        self.s.w.supply_gold(bob, 5);
        let error = IMarket::InsufficientCollateral { asset: gold, units: ether(5), needed: ether(6) };
        self.see(bob, take(gold, ether(6), bob), error);
    }

    fn of_debt(&mut self) {
        let (bob, carol) = (self.s.w.bob, self.s.w.carol);
        self.see(bob, borrow(n(1), bob), IMarket::DebtTooSmall { debt: n(1), least: n(LEAST_DEBT) });
        self.see(carol, borrow(n(1), bob), IMarket::Unauthorized { caller: carol });
        self.s.w.judge.sender(bob).set_limit(n(7), n(2));
        let error = IMarket::InsufficientMargin { debt: ether(1), limit: n(7), unpriced: n(2) };
        self.see(bob, borrow(ether(1), bob), error);
        self.s.w.allow(U256::MAX);
        self.see(bob, repay(n(1), bob), IMarket::NoDebt { account: bob });
        self.s.w.borrow(bob, 10);
        self.s.w.sentence(ether(1), ether(2), false);
        self.s.w.own(IMarket::setBorrowCapCall { cap: n(1 << 16) });
        let error = IMarket::BorrowCapExceeded { debt: ether(11), cap: n(1 << 16) };
        self.see(bob, borrow(ether(1), bob), error);
        self.s.w.own(IMarket::setBorrowCapCall { cap: n(NO_CAP) });
        let call = IMarket::liquidateCall { minSeize: ether(3), ..liquidate(bob, self.s.w.gold.address(), carol) };
        self.see(carol, call, IMarket::SeizedTooLittle { seized: ether(2), least: ether(3) });
        self.s.w.judge.sender(bob).set_mode(JudgeMode::AnswersShort);
        let risk = self.s.w.judge.address();
        self.see(bob, borrow(ether(1), bob), IMarket::RiskCallFailed { risk });
        self.s.w.judge.sender(bob).set_mode(JudgeMode::Answers);
    }

    fn of_flash_loans(&mut self) {
        let (carol, receiver, token) = (self.s.w.carol, self.s.w.callee(), self.s.w.weth.address());
        let call = |token| IMarket::flashLoanCall { receiver, token, amount: n(1), data: Default::default() };
        self.see(carol, call(carol), IMarket::UnsupportedToken { token: carol });
        self.s.w.callee.sender(carol).set_mode(CalleeMode::Mute);
        self.see(carol, call(token), IMarket::CallbackFailed { callee: receiver });
    }

    fn of_tokens(&mut self) {
        let (alice, token) = (self.s.w.alice, self.s.w.weth.address());
        self.s.w.weth.sender(alice).set_mode(TokenMode::SaysFalse);
        self.see(alice, deposit(n(1), alice), IMarket::TokenCallFailed { token });
        self.s.w.weth.sender(alice).set_mode(TokenMode::TakesFee);
        let idle = self.s.w.totals().idle;
        let error = IMarket::TransferShort { token, received: idle + n(99), asked: idle + n(100) };
        self.see(alice, deposit(n(100), alice), error);
        self.s.w.weth.sender(alice).set_mode(TokenMode::Standard);
    }

    fn of_governance(&mut self) {
        let (owner, alice, gold) = (self.s.w.owner, self.s.w.alice, self.s.w.gold.address());
        let list = |asset| IMarket::listCollateralCall { asset, cap: n(1) };
        self.see(owner, list(gold), IMarket::NotListable { asset: gold });
        let error = IMarket::CollateralMismatch { index: n(2), asset: alice, judged: Address::ZERO };
        self.see(owner, list(alice), error);
        let error = IMarket::OutOfBounds { given: n(2_501), least: n(0), most: n(2_500) };
        self.see(owner, IMarket::setFeeCall { feeBps: n(2_501) }, error);
        self.s.w.wire();
        let backstop = self.s.w.vault;
        self.see(owner, IMarket::setBackstopCall { vault: alice }, IMarket::BackstopWired { backstop });
        self.s.w.own(IMarket::setPauseCall { flags: n(1) });
        self.see(alice, deposit(n(1), alice), IMarket::Paused { flag: n(1) });
    }

    /// Nine collaterals, of which eight may be open.
    fn of_too_many_collaterals(&mut self) {
        let w = &self.s.w;
        let tokens: Vec<Contract<ballast_test_support::TokenMock>> = (2..9).map(|_| Contract::new()).collect();
        for (token, index) in tokens.iter().zip(2..) {
            w.list(index, token.address(), false);
            token.sender(w.bob).mint(w.bob, n(1));
            let approve = ballast_test_support::IToken::approveCall { spender: w.market.address(), value: n(1) };
            ballast_test_support::Ask::ask(&mut *token.sender(w.bob), approve).motsu_unwrap();
        }
        w.ask(w.bob, supply(w.silver.address(), n(1), w.bob));
        let (bob, ninth) = (w.bob, tokens[6].address());
        for token in &tokens[..6] {
            w.ask(bob, supply(token.address(), n(1), bob));
        }
        self.see(bob, supply(ninth, n(1), bob), IMarket::TooManyOpen { most: n(8) });
    }

    /// Last: interest beyond any sense.
    fn of_shares_worth_more_than_a_wei(&mut self) {
        let alice = self.s.w.alice;
        self.s.w.own(IMarket::setPauseCall { flags: n(0) });
        self.s.w.own(IMarket::setSupplyCapCall { cap: n((1 << 96) - 1) });
        self.s.w.borrow(self.s.w.bob, 140);
        for _ in 0..10 {
            self.s.w.age(10 * YEAR);
            self.s.w.see(IMarket::accrueCall {});
        }
        self.see(alice, deposit(n(1), alice), IMarket::ZeroShares { assets: n(1) });
    }
}

#[test]
fn are_all_reached() {
    let mut errors = Errors { s: Signed::new(), seen: BTreeSet::new() };
    errors.of_shares();
    errors.of_the_vault();
    errors.of_collateral();
    errors.of_debt();
    errors.of_flash_loans();
    errors.of_tokens();
    errors.of_governance();
    errors.of_too_many_collaterals();
    errors.of_shares_worth_more_than_a_wei();
    let back = route(&mut errors.s.w.market.sender(errors.s.owner), &[], true).motsu_res();
    assert_eq!(back.expect_err("locked").data(), IMarket::Locked {}.abi_encode());
    let (unwired, nobody) = (Contract::<Market>::new(), errors.s.w.bob);
    let _: IMarket::ZeroAddress = ask_error(construct(&mut *unwired.sender(nobody), &[U256::ZERO; 5]));
    errors.seen.extend([IMarket::Locked::SELECTOR, IMarket::ZeroAddress::SELECTOR]);

    let all: BTreeSet<_> = IMarketErrors::SELECTORS.iter().copied().collect();
    let unseen: BTreeSet<_> = all.difference(&errors.seen).copied().collect();
    assert!(unseen.is_empty(), "{unseen:02x?}");
}
