//! Balances, nonces and allowances on the mocked host.

extern crate alloc;

mod stage;

use alloy_primitives::{Address, U256};
use alloy_sol_types::{SolError, SolEvent};
use ballast_common::{
    erc20::{
        valid_receiver, Accounts, Approval, ERC20InsufficientAllowance, ERC20InvalidReceiver, ERC20InvalidSpender,
    },
    slot::Map,
    Revert,
};
use stage::{n, Stage, ALICE, BOB, HERE};

const ACCOUNTS: Accounts = Accounts::at(3, 5);

fn allowance(stage: &Stage, owner: Address, spender: Address) -> U256 {
    stage.by(ALICE, || ACCOUNTS.allowance(owner, spender))
}

fn short<T>(spender: Address, allowance: U256, needed: U256) -> Result<T, Revert> {
    Err(Revert::new(ERC20InsufficientAllowance { spender, allowance, needed }.abi_encode()))
}

#[test]
fn balances_rise_and_fall() {
    let stage = Stage::new();
    stage.by(ALICE, || {
        assert_eq!(ACCOUNTS.balance(BOB), 0);
        ACCOUNTS.credit(BOB, 5);
        ACCOUNTS.credit(BOB, 6);
        assert_eq!((ACCOUNTS.balance(BOB), ACCOUNTS.balance(ALICE)), (11, 0));
        assert_eq!(ACCOUNTS.debit(BOB, 12), Err(11), "and tells what there is");
        assert_eq!(ACCOUNTS.debit(BOB, 4), Ok(()));
        assert_eq!(ACCOUNTS.balance(BOB), 7);
        assert_eq!(ACCOUNTS.debit(BOB, 7), Ok(()));
        assert_eq!(ACCOUNTS.debit(BOB, 1), Err(0));
        assert_eq!(ACCOUNTS.debit(BOB, 0), Ok(()));
        ACCOUNTS.credit(BOB, u128::MAX);
        assert_eq!(ACCOUNTS.debit(BOB, u128::MAX), Ok(()));
        assert_eq!(Map::at(3).slot(BOB).load(), n(0));
    });
}

#[test]
fn balances_lie_below_the_nonce_and_leave_it_alone() {
    let stage = Stage::new();
    stage.by(ALICE, || {
        let entry = Map::at(3).slot(BOB);
        entry.store((n(u64::MAX) << 128) | n(9));
        assert_eq!((ACCOUNTS.balance(BOB), ACCOUNTS.nonce(BOB)), (9, u64::MAX.into()));
        assert_eq!(ACCOUNTS.debit(BOB, 10), Err(9), "the nonce is no balance");
        assert_eq!(ACCOUNTS.debit(BOB, 9), Ok(()));
        assert_eq!(entry.load(), n(u64::MAX) << 128);
        ACCOUNTS.credit(BOB, u128::MAX);
        assert_eq!(entry.load(), (n(u64::MAX) << 128) | U256::from(u128::MAX));
        entry.store(n(5) << 192);
        assert_eq!((ACCOUNTS.balance(BOB), ACCOUNTS.nonce(BOB)), (0, 0), "nor is what lies above it");
    });
}

#[test]
fn an_approval_is_the_callers() {
    let stage = Stage::new();
    assert_eq!(stage.by(ALICE, || ACCOUNTS.approve(BOB, n(7))), Ok(()));
    assert_eq!((allowance(&stage, ALICE, BOB), allowance(&stage, BOB, ALICE)), (n(7), n(0)));
    assert_eq!(stage.by(ALICE, || Map::at(5).map(ALICE).slot(BOB).load()), n(7));
    assert_eq!(stage.by(ALICE, || ACCOUNTS.approve(BOB, n(3))), Ok(()));
    assert_eq!(allowance(&stage, ALICE, BOB), n(3));
    let told = [n(7), n(3)].map(|value| Approval { owner: ALICE, spender: BOB, value }.encode_log_data());
    assert_eq!(stage.here.all_events(), told);
}

#[test]
fn nobody_is_no_spender() {
    let stage = Stage::new();
    let refused = Err(Revert::new(ERC20InvalidSpender { spender: Address::ZERO }.abi_encode()));
    assert_eq!(stage.by(ALICE, || ACCOUNTS.approve(Address::ZERO, n(1))), refused);
    assert_eq!(stage.by(ALICE, || ACCOUNTS.increase(Address::ZERO, n(1))), refused);
    assert_eq!(stage.by(ALICE, || ACCOUNTS.decrease(Address::ZERO, n(0))), refused);
    assert!(stage.here.all_events().is_empty());
}

#[test]
fn an_allowance_grows_to_infinity_and_shrinks_to_nothing() {
    let stage = Stage::new();
    let by_alice =
        |act: fn(Accounts, Address, U256) -> Result<(), Revert>, value| stage.by(ALICE, || act(ACCOUNTS, BOB, value));
    assert_eq!(by_alice(Accounts::increase, n(5)), Ok(()));
    assert_eq!(by_alice(Accounts::increase, n(6)), Ok(()));
    assert_eq!(by_alice(Accounts::decrease, n(12)), short(BOB, n(11), n(12)));
    assert_eq!(by_alice(Accounts::decrease, n(4)), Ok(()));
    assert_eq!(allowance(&stage, ALICE, BOB), n(7));
    assert_eq!(by_alice(Accounts::increase, U256::MAX - n(6)), Ok(()));
    assert_eq!(allowance(&stage, ALICE, BOB), U256::MAX);
    assert_eq!(by_alice(Accounts::decrease, n(1)), Ok(()));
    assert_eq!(allowance(&stage, ALICE, BOB), U256::MAX - n(1), "infinity is a number to the one who gave it");
    let values = [n(5), n(11), n(7), U256::MAX, U256::MAX - n(1)];
    let told = values.map(|value| Approval { owner: ALICE, spender: BOB, value }.encode_log_data());
    assert_eq!(stage.here.all_events(), told);
}

#[test]
fn the_caller_spends_what_he_was_allowed() {
    let stage = Stage::new();
    let spend = |value| stage.by(BOB, || ACCOUNTS.spend(ALICE, value));
    assert_eq!(spend(n(0)), Ok(()));
    assert_eq!(spend(n(1)), short(BOB, n(0), n(1)));
    assert_eq!(stage.by(ALICE, || ACCOUNTS.approve(BOB, n(7))), Ok(()));
    assert_eq!(spend(n(8)), short(BOB, n(7), n(8)));
    assert_eq!((spend(n(3)), spend(n(4))), (Ok(()), Ok(())));
    assert_eq!(spend(n(1)), short(BOB, n(0), n(1)));
    assert_eq!(stage.by(ALICE, || ACCOUNTS.approve(BOB, U256::MAX - n(1))), Ok(()));
    assert_eq!(spend(U256::MAX), short(BOB, U256::MAX - n(1), U256::MAX));
    assert_eq!(spend(n(1)), Ok(()));
    assert_eq!(allowance(&stage, ALICE, BOB), U256::MAX - n(2), "all but infinity is spent");
    assert_eq!(stage.by(ALICE, || ACCOUNTS.approve(BOB, U256::MAX)), Ok(()));
    assert_eq!((spend(n(5)), spend(U256::MAX)), (Ok(()), Ok(())));
    assert_eq!(allowance(&stage, ALICE, BOB), U256::MAX);
    assert_eq!(stage.here.all_events().len(), 3, "spending is not told");
}

#[test]
fn zero_and_the_token_receive_nothing() {
    let stage = Stage::new();
    for receiver in [Address::ZERO, HERE] {
        let refused = Err(Revert::new(ERC20InvalidReceiver { receiver }.abi_encode()));
        assert_eq!(stage.by(ALICE, || valid_receiver(receiver)), refused);
    }
    for receiver in [ALICE, BOB, Address::with_last_byte(1)] {
        assert_eq!(stage.by(ALICE, || valid_receiver(receiver)), Ok(()));
    }
}
