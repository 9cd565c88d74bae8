//! An ERC-20 token with the faults that tokens have.

use crate::script;
use alloy_primitives::{Address, U256};
use alloy_sol_types::sol;
use ballast_common::{
    abi::{malformed, nothing, one, Answer, Args, Word},
    emit, error,
    host::sender,
    program::{dispatch, Call, Selector},
    slot::{Entry, Map, Slot},
    Result,
};
use stylus_sdk::prelude::*;

sol! {
    #![sol(all_derives)]
    /// ERC-20, as far as contracts of ours call it, and its errors.
    #[allow(missing_docs)]
    interface IToken {
        event Transfer(address indexed from, address indexed to, uint256 value);
        error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed);
        error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed);
        function decimals() external view returns (uint8);
        function balanceOf(address account) external view returns (uint256);
        function allowance(address owner, address spender) external view returns (uint256);
        function approve(address spender, uint256 value) external returns (bool);
        function transfer(address to, uint256 value) external returns (bool);
        function transferFrom(address from, address to, uint256 value) external returns (bool);
        function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
            external;
    }
}

use IToken::*;

/// An ERC-20 token. Whoever tests mints as he likes.
#[storage]
pub struct TokenMock {}

/// How a token behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum TokenMode {
    /// As ERC-20 says.
    Standard,
    /// Transfers answer nothing.
    NoReturn,
    /// Transfers answer `false` and move nothing.
    SaysFalse,
    /// Transfers deliver a hundredth less than was sent.
    TakesFee,
    /// Views answer nothing, as an account without code does.
    Mute,
    /// Makes the calls of its [`crate::script`] before it moves anything, as a token with hooks lets a sender do.
    CallsFirst,
    /// Makes them first, and then moves nothing if there were any, and says that it did.
    CallsAndKeeps,
    /// Makes them last.
    CallsLast,
}

const DECIMALS: Slot = Slot::at(0);
const MODE: Slot = Slot::at(1);
const BALANCES: Map = Map::at(2);
const ALLOWANCES: Map = Map::at(3);
/// owner => 1 once his permit was used
const PERMITS: Map = Map::at(4);

impl TokenMock {
    /// Gives tokens to an account, out of nothing.
    pub fn mint(&mut self, to: Address, amount: U256) {
        let balance = BALANCES.slot(to);
        balance.store(balance.load() + amount);
    }

    /// Sets the decimals.
    pub fn set_decimals(&mut self, decimals: U256) {
        DECIMALS.store(decimals);
    }

    /// Sets the behaviour.
    pub fn set_mode(&mut self, mode: TokenMode) {
        MODE.store((mode as u64).word());
    }
}

fn is(mode: TokenMode) -> bool {
    MODE.load() == (mode as u64).word()
}

fn route(token: &mut TokenMock, calldata: &[u8]) -> Answer {
    let Call::Function(selector, mut a) = dispatch(token, calldata)? else {
        return Err(malformed());
    };
    match selector {
        approveCall::ID => {
            allowance(sender(), a.address()?).store(a.uint()?);
            one(true)
        }
        permitCall::ID => permit(&mut a),
        transferCall::ID => transfer(sender(), a.address()?, a.uint()?),
        transferFromCall::ID => transfer_from(&mut a),
        _ if is(TokenMode::Mute) => nothing(()),
        decimalsCall::ID => one(DECIMALS.load()),
        balanceOfCall::ID => one(BALANCES.slot(a.address()?).load()),
        allowanceCall::ID => one(allowance(a.address()?, a.address()?).load()),
        _ => Err(malformed()),
    }
}

fn allowance(owner: Address, spender: Address) -> Entry {
    ALLOWANCES.map(owner).slot(spender)
}

/// A permit whose signature is its deadline, `v`, `r` and `s`, taken once.
fn permit(a: &mut Args) -> Answer {
    let (owner, spender, value) = (a.address()?, a.address()?, a.uint()?);
    let signature = [a.uint()?, a.uint()?, a.uint()?, a.uint()?];
    let used = PERMITS.slot(owner);
    if signature != [4, 27, 2, 3].map(U256::from) || !used.load().is_zero() {
        return Err(malformed());
    }
    used.store(U256::ONE);
    allowance(owner, spender).store(value);
    nothing(())
}

fn transfer_from(a: &mut Args) -> Answer {
    let (from, to, value) = (a.address()?, a.address()?, a.uint()?);
    let spender = sender();
    let allowance = allowance(from, spender);
    let current = allowance.load();
    if value > current {
        return Err(error!(ERC20InsufficientAllowance: spender, current, value));
    }
    if current != U256::MAX && !is(TokenMode::SaysFalse) {
        allowance.store(current - value);
    }
    transfer(from, to, value)
}

fn transfer(from: Address, to: Address, value: U256) -> Answer {
    if is(TokenMode::SaysFalse) {
        return one(false);
    }
    if is(TokenMode::CallsFirst) || is(TokenMode::CallsAndKeeps) {
        let calls = script::perform();
        if calls != 0 && is(TokenMode::CallsAndKeeps) {
            return one(true);
        }
    }
    let delivered = if is(TokenMode::TakesFee) { value - value / U256::from(100) } else { value };
    shift(from, to, value, delivered)?;
    emit!(Transfer: [from, to], [delivered]);
    if is(TokenMode::CallsLast) {
        script::perform();
    }
    if is(TokenMode::NoReturn) {
        nothing(())
    } else {
        one(true)
    }
}

fn shift(from: Address, to: Address, value: U256, delivered: U256) -> Result<()> {
    let source = BALANCES.slot(from);
    let balance = source.load();
    if value > balance {
        return Err(error!(ERC20InsufficientBalance: from, balance, value));
    }
    source.store(balance - value);
    let target = BALANCES.slot(to); // read after the source was written: a transfer to oneself changes nothing
    target.store(target.load() + delivered);
    Ok(())
}

ballast_common::program!(TokenMock, route);
