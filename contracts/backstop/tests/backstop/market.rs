//! A market, as far as the vault calls one: supply shares, reserves, and the faults that a market must not have. The
//! mocked host knows no revert without a reason.

use alloy_primitives::{Address, U256};
use ballast_backstop::interface::IMarket::*;
use ballast_common::{
    abi::{malformed, one, words, Answer, Args, Word},
    error,
    host::sender,
    program::{dispatch, Call, Selector},
    slot::{Entry, Map, Slot},
    Result,
};
use stylus_sdk::prelude::*;

/// Supply shares and reserves. Whoever tests mints and burns as he likes.
#[storage]
pub(crate) struct MarketMock {}

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum MarketMode {
    /// As its interface says.
    Standard,
    /// Transfers answer `false` and move nothing.
    SaysFalse,
    /// Transfers answer nothing and move nothing.
    Mute,
    /// Transfers deliver one less.
    Keeps,
    /// Transfers deliver one more.
    Gives,
    /// Views answer 31 bytes.
    Short,
    /// Views and collecting answer 2^112.
    Vast,
}

const MODE: Slot = Slot::at(0);
const RESERVES: Slot = Slot::at(1);
const VAULT: Slot = Slot::at(2);
const BALANCES: Map = Map::at(3);
const ALLOWANCES: Map = Map::at(4);
const OWNER: Slot = Slot::at(5);
const LEAST_DEBT: Slot = Slot::at(6);

impl MarketMock {
    pub(crate) fn mint(&mut self, to: Address, amount: U256) {
        let balance = BALANCES.slot(to);
        balance.store(balance.load() + amount);
    }

    pub(crate) fn burn(&mut self, from: Address, amount: U256) {
        let balance = BALANCES.slot(from);
        balance.store(balance.load() - amount);
    }

    /// Adds to the reserves.
    pub(crate) fn earn(&mut self, amount: U256) {
        RESERVES.store(RESERVES.load() + amount);
    }

    /// Burns reserves, then the vault's, as bad debt does.
    pub(crate) fn lose(&mut self, amount: U256) {
        let of_reserves = amount.min(RESERVES.load());
        RESERVES.store(RESERVES.load() - of_reserves);
        let vault = ballast_common::word::address(VAULT.load());
        let held = BALANCES.slot(vault).load();
        self.burn(vault, (amount - of_reserves).min(held));
    }

    pub(crate) fn wire(&mut self, vault: Address) {
        VAULT.store(vault.word());
    }

    pub(crate) fn set_owner(&mut self, owner: Address) {
        OWNER.store(owner.word());
    }

    pub(crate) fn set_least_debt(&mut self, least: U256) {
        LEAST_DEBT.store(least);
    }

    pub(crate) fn set_mode(&mut self, mode: MarketMode) {
        MODE.store((mode as u64).word());
    }
}

fn is(mode: MarketMode) -> bool {
    MODE.load() == (mode as u64).word()
}

fn route(market: &mut MarketMock, calldata: &[u8]) -> Answer {
    let Call::Function(selector, mut a) = dispatch(market, calldata)? else {
        return Err(malformed());
    };
    match selector {
        approveCall::ID => {
            allowance(sender(), a.address()?).store(a.uint()?);
            one(true)
        }
        transferCall::ID => transfer(sender(), a.address()?, a.uint()?),
        transferFromCall::ID => transfer_from(&mut a),
        collectReservesCall::ID => collect(),
        balanceOfCall::ID => view(BALANCES.slot(a.address()?).load()),
        ownerCall::ID => view(OWNER.load()),
        configCall::ID => words(&[U256::ZERO, LEAST_DEBT.load(), U256::ZERO, U256::ZERO, U256::ZERO]),
        reserveSharesCall::ID => view(RESERVES.load()),
        _ => Err(malformed()),
    }
}

fn view(word: U256) -> Answer {
    if is(MarketMode::Short) {
        return Ok(vec![0; 31]);
    }
    one(if is(MarketMode::Vast) { U256::ONE << 112 } else { word })
}

fn collect() -> Answer {
    let vault = sender();
    if vault.word() != VAULT.load() {
        return Err(error!(Unauthorized: vault));
    }
    let (reserves, balance) = (RESERVES.load(), BALANCES.slot(vault));
    RESERVES.store(U256::ZERO);
    balance.store(balance.load() + reserves);
    view(reserves)
}

fn allowance(owner: Address, spender: Address) -> Entry {
    ALLOWANCES.map(owner).slot(spender)
}

fn transfer_from(a: &mut Args) -> Answer {
    let (from, to, value) = (a.address()?, a.address()?, a.uint()?);
    let (spender, allowance) = (sender(), allowance(from, sender()));
    let current = allowance.load();
    if value > current {
        return Err(error!(ERC20InsufficientAllowance: spender, current, value));
    }
    allowance.store(current - value);
    transfer(from, to, value)
}

fn transfer(from: Address, to: Address, value: U256) -> Answer {
    if is(MarketMode::SaysFalse) {
        return one(false);
    }
    if is(MarketMode::Mute) {
        return Ok(Vec::new());
    }
    let delivered = match () {
        () if is(MarketMode::Keeps) => value - U256::ONE,
        () if is(MarketMode::Gives) => value + U256::ONE,
        () => value,
    };
    shift(from, to, value, delivered)?;
    one(true)
}

fn shift(from: Address, to: Address, value: U256, delivered: U256) -> Result<()> {
    let source = BALANCES.slot(from);
    let held = source.load();
    if value > held {
        return Err(error!(ERC20InsufficientBalance: from, held, value));
    }
    source.store(held - value);
    let target = BALANCES.slot(to);
    target.store(target.load() + delivered);
    Ok(())
}

ballast_common::program!(MarketMock, route);
