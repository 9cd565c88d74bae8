//! ERC-20: Trail of Bits' properties, by the names they have in `crytic/properties`. A token whose holdings are
//! counted in something finer than its unit may move a unit more than the value (see [`Subject::slack`]), never less.

use super::{Case, Property, Subject, case::assert_reaches, standard::IErc20};
use ballast_chain::{Address, U256};
use ballast_client::interfaces::ILst;

/// Of every token.
pub fn properties<S: Subject>() -> Vec<Property<S>> {
    vec![
        ("test_ERC20external_constantSupply", constant_supply),
        ("test_ERC20external_userBalanceNotHigherThanSupply", user_balance_not_higher_than_supply),
        ("test_ERC20external_userBalancesLessThanTotalSupply", user_balances_less_than_total_supply),
        ("test_ERC20external_zeroAddressBalance", zero_address_balance),
        ("test_ERC20external_transferToZeroAddress", transfer_to_zero_address),
        ("test_ERC20external_transferFromToZeroAddress", transfer_from_to_zero_address),
        ("test_ERC20external_selfTransferFrom", self_transfer_from),
        ("test_ERC20external_selfTransfer", self_transfer),
        ("test_ERC20external_transferFromMoreThanBalance", transfer_from_more_than_balance),
        ("test_ERC20external_transferMoreThanBalance", transfer_more_than_balance),
        ("test_ERC20external_transferZeroAmount", transfer_zero_amount),
        ("test_ERC20external_transferFromZeroAmount", transfer_from_zero_amount),
        ("test_ERC20external_transfer", transfer),
        ("test_ERC20external_transferFrom", transfer_from),
        ("test_ERC20external_setAllowance", set_allowance),
        ("test_ERC20external_setAllowanceTwice", set_allowance_twice),
        ("test_ERC20external_spendAllowanceAfterTransfer", spend_allowance_after_transfer),
        ("test_ERC20external_transferFromMoreThanAllowance", transfer_from_more_than_allowance),
    ]
}

fn constant_supply<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([this, owner, ..], target) = (case.users, case.target());
    let supply = case.supply();
    let (mine, theirs) = (case.balance(this), case.balance(owner));
    let (value, more) = (case.up_to(mine)?, case.up_to(theirs)?);
    case.done(this, IErc20::transferCall { to: target, value });
    case.approve(owner, this, more);
    case.done(this, IErc20::transferFromCall { from: owner, to: target, value: more });
    assert_eq!(case.supply(), supply);
    Some(())
}

fn user_balance_not_higher_than_supply<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let user = case.users[case.random.below(4) as usize];
    assert!(case.balance(user) <= case.supply());
    Some(())
}

fn user_balances_less_than_total_supply<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    transfer(case)?;
    let sum: U256 = case.users.map(|user| case.balance(user)).into_iter().sum();
    assert!(sum <= case.supply());
    Some(())
}

fn zero_address_balance<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    assert_eq!(case.balance(Address::ZERO), U256::ZERO);
    Some(())
}

/// The token itself is refused like the zero address: what either receives is lost.
fn transfer_to_zero_address<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let [this, ..] = case.users;
    let balance = case.balance(this);
    let value = case.up_to(balance)?;
    for to in [Address::ZERO, case.subject.token()] {
        let error: ILst::ERC20InvalidReceiver = case.fail(this, IErc20::transferCall { to, value });
        assert_eq!(error.receiver, to);
    }
    assert_eq!(case.balance(this), balance);
    Some(())
}

fn transfer_from_to_zero_address<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let [this, from, ..] = case.users;
    let balance = case.balance(from);
    let value = case.up_to(balance)?;
    case.approve(from, this, value);
    for to in [Address::ZERO, case.subject.token()] {
        let error: ILst::ERC20InvalidReceiver = case.fail(this, IErc20::transferFromCall { from, to, value });
        assert_eq!(error.receiver, to);
    }
    assert_eq!((case.balance(from), case.allowance(from, this)), (balance, value));
    Some(())
}

fn self_transfer_from<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let [this, from, ..] = case.users;
    let balance = case.balance(from);
    let value = case.up_to(balance)?;
    case.approve(from, this, value);
    assert!(case.done(this, IErc20::transferFromCall { from, to: from, value }));
    assert_eq!(case.balance(from), balance);
    Some(())
}

fn self_transfer<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let [this, ..] = case.users;
    let balance = case.balance(this);
    let value = case.up_to(balance)?;
    assert!(case.done(this, IErc20::transferCall { to: this, value }));
    assert_eq!(case.balance(this), balance);
    Some(())
}

fn transfer_from_more_than_balance<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([this, from, ..], to) = (case.users, case.target());
    let (balance, before) = (case.balance(from), case.balance(to));
    let value = balance + case.up_to(U256::MAX - balance)?;
    case.approve(from, this, U256::MAX);
    let error: ILst::ERC20InsufficientBalance = case.fail(this, IErc20::transferFromCall { from, to, value });
    assert_eq!((error.sender, error.balance, error.needed), (from, balance, value));
    assert_eq!((case.balance(from), case.balance(to)), (balance, before));
    Some(())
}

fn transfer_more_than_balance<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([this, ..], to) = (case.users, case.target());
    let (balance, before) = (case.balance(this), case.balance(to));
    let value = balance + case.up_to(U256::MAX - balance)?;
    let error: ILst::ERC20InsufficientBalance = case.fail(this, IErc20::transferCall { to, value });
    assert_eq!((error.sender, error.balance, error.needed), (this, balance, value));
    assert_eq!((case.balance(this), case.balance(to)), (balance, before));
    Some(())
}

fn transfer_zero_amount<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([this, ..], to) = (case.users, case.target());
    let before = (case.balance(this), case.balance(to));
    assert!(case.done(this, IErc20::transferCall { to, value: U256::ZERO }));
    assert_eq!((case.balance(this), case.balance(to)), before);
    Some(())
}

fn transfer_from_zero_amount<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([this, from, ..], to) = (case.users, case.target());
    let before = (case.balance(from), case.balance(to));
    assert!(case.done(this, IErc20::transferFromCall { from, to, value: U256::ZERO }));
    assert_eq!((case.balance(from), case.balance(to)), before);
    Some(())
}

/// What `from` and `to` have after a transfer of `value` that `act` makes.
fn moves<S: Subject>(case: &mut Case<'_, S>, from: Address, to: Address, value: U256, act: impl Fn(&mut Case<'_, S>)) {
    let (sent, received) = (case.balance(from), case.balance(to));
    act(case);
    let slack = case.subject.slack();
    assert_reaches(sent - case.balance(from), value, slack, "what the sender has less");
    assert_reaches(case.balance(to) - received, value, slack, "what the receiver has more");
}

pub(super) fn transfer<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([this, ..], to) = (case.users, case.target());
    let balance = case.balance(this);
    let value = case.up_to(balance)?;
    moves(case, this, to, value, |case| assert!(case.done(this, IErc20::transferCall { to, value })));
    Some(())
}

pub(super) fn transfer_from<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([this, from, ..], to) = (case.users, case.target());
    let balance = case.balance(from);
    let value = case.up_to(balance)?;
    let allowance = value + case.up_to(U256::MAX - value)?;
    case.approve(from, this, allowance);
    moves(case, from, to, value, |case| assert!(case.done(this, IErc20::transferFromCall { from, to, value })));
    Some(())
}

fn set_allowance<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([this, ..], target, value) = (case.users, case.target(), case.any());
    case.approve(this, target, value);
    assert_eq!(case.allowance(this, target), value);
    Some(())
}

fn set_allowance_twice<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    set_allowance(case)?;
    set_allowance(case)
}

/// By the value, to the wei, whatever moves.
fn spend_allowance_after_transfer<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([this, from, ..], to) = (case.users, case.target());
    let balance = case.balance(from);
    let value = case.up_to(balance)?;
    let allowance = value + case.up_to(U256::MAX - value)?;
    case.approve(from, this, allowance);
    case.done(this, IErc20::transferFromCall { from, to, value });
    let left = if allowance == U256::MAX { allowance } else { allowance - value };
    assert_eq!(case.allowance(from, this), left);
    Some(())
}

fn transfer_from_more_than_allowance<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([this, from, ..], to) = (case.users, case.target());
    let (balance, before) = (case.balance(from), case.balance(to));
    let value = case.up_to(balance)?;
    let allowance = value - case.up_to(value)?;
    case.approve(from, this, allowance);
    let error: ILst::ERC20InsufficientAllowance = case.fail(this, IErc20::transferFromCall { from, to, value });
    assert_eq!((error.spender, error.allowance, error.needed), (this, allowance, value));
    assert_eq!((case.balance(from), case.balance(to), case.allowance(from, this)), (balance, before, allowance));
    Some(())
}
