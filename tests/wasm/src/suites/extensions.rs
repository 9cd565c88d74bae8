//! Minting, burning, pauses and changes of allowances: Trail of Bits' properties of ERC-20's extensions, by the names
//! they have in `crytic/properties`. Minting and burning are what staking, wrapping and supplying do, and their
//! opposites.

use super::{
    Case, MOST, Property, Subject,
    case::assert_reaches,
    erc20::{transfer, transfer_from},
    standard::IErc20,
};
use crate::typed;
use ballast_chain::{Address, U256};
use ballast_client::interfaces::ILst;

/// Of every token. No pause stops a transfer: there the opposite of what is published is asserted.
pub fn properties<S: Subject>() -> Vec<Property<S>> {
    vec![
        ("test_ERC20external_mintTokens", mint_tokens),
        ("test_ERC20external_burn", burn),
        ("test_ERC20external_pausedTransfer", paused_transfer),
        ("test_ERC20external_pausedTransferFrom", paused_transfer_from),
    ]
}

/// Of tokens that know them.
pub fn increase_allowance<S: Subject>() -> Vec<Property<S>> {
    vec![
        ("test_ERC20external_setAndIncreaseAllowance", set_and_increase_allowance),
        ("test_ERC20external_setAndDecreaseAllowance", set_and_decrease_allowance),
    ]
}

/// Of tokens that others burn by an allowance.
pub fn burn_from<S: Subject>() -> Vec<Property<S>> {
    vec![
        ("test_ERC20external_burnFrom", burn_from_others),
        ("test_ERC20external_burnFromUpdateAllowance", burn_from_update_allowance),
    ]
}

fn mint_tokens<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let target = case.target();
    let amount = case.up_to(U256::from(MOST))?;
    let (balance, supply, slack) = (case.balance(target), case.supply(), case.subject.slack());
    case.subject.mint(target, amount);
    assert_reaches(case.balance(target) - balance + slack, amount, slack, "what the holder has more");
    assert_eq!(case.supply() - supply, amount);
    Some(())
}

/// Burns of the second user's by `caller`; returns how much.
fn burns<S: Subject>(case: &mut Case<'_, S>, caller: Address) -> Option<U256> {
    let [_, from, ..] = case.users;
    let [least, most] = case.subject.burnable(from);
    let amount = case.between(least, most)?;
    let (balance, supply, slack) = (case.balance(from), case.supply(), case.subject.slack());
    if caller != from {
        case.approve(from, caller, amount + U256::ONE);
    }
    case.subject.burn(caller, from, amount);
    assert_reaches(balance - case.balance(from), amount, slack, "what the holder has less");
    assert_eq!(supply - case.supply(), amount);
    Some(amount)
}

fn burn<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    burns(case, case.users[1]).map(|_| ())
}

fn burn_from_others<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    burns(case, case.users[0]).map(|_| ())
}

fn burn_from_update_allowance<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let [this, from, ..] = case.users;
    burns(case, this)?;
    assert_eq!(case.allowance(from, this), U256::ONE);
    Some(())
}

fn paused_transfer<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    case.subject.pause();
    transfer(case)
}

fn paused_transfer_from<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    case.subject.pause();
    transfer_from(case)
}

/// An allowance that would exceed 2^256-1 becomes infinite.
fn set_and_increase_allowance<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([this, ..], spender, value, added) = (case.users, case.target(), case.any(), case.any());
    case.approve(this, spender, value);
    assert!(case.done(this, IErc20::increaseAllowanceCall { spender, added }));
    assert_eq!(case.allowance(this, spender), value.saturating_add(added));
    Some(())
}

/// By more than it is: refused.
fn set_and_decrease_allowance<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([this, ..], spender, value, subtracted) = (case.users, case.target(), case.any(), case.any());
    case.approve(this, spender, value);
    let done = case.send(this, IErc20::decreaseAllowanceCall { spender, subtracted });
    match value.checked_sub(subtracted) {
        Some(left) => {
            assert!(done.unwrap_or_else(|error| panic!("{error}")).value);
            assert_eq!(case.allowance(this, spender), left);
        }
        None => {
            let error: ILst::ERC20InsufficientAllowance = match done {
                Ok(_) => panic!("{subtracted} was taken of {value}"),
                Err(error) => typed(&error),
            };
            assert_eq!((error.spender, error.allowance, error.needed), (spender, value, subtracted));
            assert_eq!(case.allowance(this, spender), value);
        }
    }
    Some(())
}
