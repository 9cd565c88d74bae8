//! Storage, logs, calls and roles on the mocked host.

use alloy_primitives::{keccak256, Address, U256};
use alloy_sol_types::{sol, SolError, SolEvent, SolValue};
use ballast_common::{
    abi::{Answer, Word},
    emit, host,
    program::{dispatch, unknown, Call},
    roles::{self, only, Roles},
    slot::{Map, Slot},
    Revert,
};
use ballast_test_support::alone;
use motsu::prelude::*;
use std::sync::MutexGuard;
use stylus_sdk::prelude::*;

extern crate alloc;

sol! {
    event Told(address indexed who, uint256 indexed what, uint256 first, uint256 second);
}

/// Answers its arguments to selector 1, reverts with them to selector 2.
#[storage]
struct Echo {}

ballast_common::program!(Echo, route);

fn route(echo: &mut Echo, data: &[u8]) -> Answer {
    match dispatch(echo, data)? {
        Call::Receive => Ok(Vec::new()),
        Call::Construct(mut args) => args.uint().map(|_| Vec::new()),
        Call::Function(1, _) => Ok(data[4..].to_vec()),
        Call::Function(2, _) => Err(Revert::new(data[4..].to_vec())),
        Call::Function(..) => unknown(),
    }
}

struct Stage {
    here: Contract<Echo>,
    there: Contract<Echo>,
    alice: Address,
    bob: Address,
    _alone: MutexGuard<'static, ()>,
}

impl Stage {
    fn new() -> Self {
        let alone = alone();
        let [alice, bob] = [1, 2].map(Address::repeat_byte);
        Self { here: Contract::new(), there: Contract::new(), alice, bob, _alone: alone }
    }

    /// Does something as the contract, called by somebody.
    fn as_called_by<T>(&self, caller: Address, act: impl FnOnce() -> T) -> T {
        let _in_context: &mut Echo = &mut self.here.sender(caller);
        act()
    }
}

fn n(number: u64) -> U256 {
    U256::from(number)
}

#[test]
fn slots_lie_where_solidity_puts_them() {
    let stage = Stage::new();
    stage.as_called_by(stage.alice, || {
        Slot::at(7).store(U256::MAX);
        Map::at(7).slot(stage.alice).store(n(1));
        Map::at(8).map(stage.alice).slot(stage.bob).store(n(2));
        Map::at(8).map(stage.bob).slot(stage.alice).store(n(3));
        assert_eq!(raw(n(7)), U256::MAX);
        assert_eq!(raw(keccak256((stage.alice, n(7)).abi_encode()).into()), n(1));
        let outer = keccak256((stage.alice, n(8)).abi_encode());
        assert_eq!(raw(keccak256((stage.bob, outer).abi_encode()).into()), n(2));
        assert_eq!(Map::at(8).map(stage.bob).slot(stage.alice).load(), n(3));
        assert_eq!((Slot::at(7).load(), Slot::at(8).load()), (U256::MAX, n(0)));
    });
}

/// The word at a slot of any number, by the host alone.
fn raw(slot: U256) -> U256 {
    let mut word = [0; 32];
    // SAFETY: both point to 32 bytes.
    unsafe { stylus_sdk::hostio::storage_load_bytes32(slot.to_be_bytes::<32>().as_ptr(), word.as_mut_ptr()) };
    U256::from_be_bytes(word)
}

#[test]
fn the_call_is_seen_as_it_is() {
    let stage = Stage::new();
    stage.alice.fund(n(5));
    let _in_context: &mut Echo = &mut stage.here.sender_and_value(stage.alice, n(5));
    assert_eq!((host::sender(), host::this(), host::value()), (stage.alice, stage.here.address(), n(5)));
    assert_eq!(host::now(), 1_735_689_600);
}

#[test]
fn logs_carry_indexed_fields_as_topics() {
    let stage = Stage::new();
    let told = Told { who: stage.bob, what: n(7), first: U256::MAX, second: n(9) };
    stage.as_called_by(stage.alice, || emit!(Told: [told.who, told.what], [told.first, told.second]));
    let logs = stage.here.all_events();
    assert_eq!(logs, [told.encode_log_data()]);
    assert_eq!(logs[0].topics()[0], keccak256("Told(address,uint256,uint256,uint256)"));
    assert_eq!(Told::SIGNATURE_HASH, logs[0].topics()[0]);
}

#[test]
fn calls_answer_and_revert() {
    let stage = Stage::new();
    let there = stage.there.address();
    stage.here.fund(n(5));
    stage.as_called_by(stage.alice, || {
        assert_eq!(host::call(there, n(3), &[0, 0, 0, 1, 4, 5]), Ok(vec![4, 5]));
        assert_eq!(host::call(there, n(2), &[0, 0, 0, 2, 6]), Err(vec![6]));
        assert_eq!(host::call(there, n(0), &[]), Ok(vec![]));
        assert_eq!(host::static_call(there, &[0, 0, 0, 1, 7]), Ok(vec![7]));
        assert_eq!(host::static_call(there, &[0, 0, 0, 2, 8]), Err(vec![8]));
    });
    assert_eq!((stage.here.balance(), stage.there.balance()), (n(2), n(3)), "what a failed call sent came back");
}

#[test]
fn long_answers_are_cut() {
    let stage = Stage::new();
    let there = stage.there.address();
    let long = |selector: u32| [&selector.to_be_bytes()[..], &[9; 5_000]].concat();
    stage.as_called_by(stage.alice, || {
        assert_eq!(host::call(there, n(0), &long(1)), Ok(vec![9; 1_024]));
        assert_eq!(host::call(there, n(0), &long(2)), Err(vec![9; 1_024]));
        assert_eq!(host::static_call(there, &long(1)[..1_028]), Ok(vec![9; 1_024]));
    });
}

#[test]
fn a_program_is_constructed_once() {
    let stage = Stage::new();
    let construct = [&stylus_sdk::abi::CONSTRUCTOR_SELECTOR.to_be_bytes()[..], &[0; 32]].concat();
    let run = |data: &[u8]| route(&mut stage.here.sender(stage.alice), data);
    assert_eq!(run(&construct[..35]).motsu_res(), Err(Revert::new(vec![])), "cut short, and rolled back");
    assert_eq!(run(&construct).motsu_res(), Ok(vec![]));
    assert_eq!(run(&construct).motsu_res(), Err(Revert::new(vec![])));
    for data in [&[0, 0, 0][..], &[0, 0, 0, 3]] {
        assert_eq!(run(data).motsu_res(), Err(Revert::new(vec![])));
    }
}

/// The slots before and behind belong to somebody else.
const ROLES: Roles = Roles::at(5);

fn unauthorized<T>(caller: Address) -> Result<T, Revert> {
    Err(Revert::new(roles::Unauthorized { caller }.abi_encode()))
}

#[test]
fn roles_change_hands() {
    let stage = Stage::new();
    let (alice, bob) = (stage.alice, stage.bob);
    let by = |caller, act: fn(Roles, Address) -> Result<(), Revert>| stage.as_called_by(caller, || act(ROLES, bob));
    assert_eq!(by(alice, |roles, _| roles.only_owner()), unauthorized(alice), "nobody's yet");
    assert_eq!(by(alice, |roles, guardian| roles.init(Address::ZERO, guardian)), Err(zero()));
    assert_eq!(stage.as_called_by(bob, || ROLES.init(alice, bob)), Ok(()));
    let holders = || [ROLES.owner(), ROLES.pending_owner(), ROLES.guardian()];
    assert_eq!(stage.as_called_by(alice, holders), [alice.word(), n(0), bob.word()]);
    assert_eq!(stage.as_called_by(alice, || ROLES.only_guardian_or_owner()), Ok(true));
    assert_eq!(stage.as_called_by(bob, || ROLES.only_guardian_or_owner()), Ok(false));
    assert_eq!(by(bob, |roles, _| roles.only_owner()), unauthorized(bob));
    assert_eq!(by(alice, Roles::transfer_ownership), Ok(()));
    assert_eq!(by(alice, |roles, _| roles.accept_ownership()), unauthorized(alice));
    assert_eq!(by(bob, |roles, _| roles.accept_ownership()), Ok(()));
    assert_eq!(by(alice, Roles::set_guardian), unauthorized(alice));
    assert_eq!(stage.as_called_by(bob, || ROLES.set_guardian(Address::ZERO)), Ok(()));
    assert_eq!(stage.as_called_by(bob, holders), [bob.word(), n(0), n(0)]);
    assert_eq!(stage.as_called_by(alice, || ROLES.only_guardian_or_owner()), unauthorized(alice));
    let around = || [4, 8].map(|number| Slot::at(number).load());
    assert_eq!(stage.as_called_by(bob, around), [n(0); 2]);
}

fn zero() -> Revert {
    Revert::new(roles::ZeroAddress {}.abi_encode())
}

#[test]
fn a_role_is_one_address() {
    let stage = Stage::new();
    stage.as_called_by(stage.alice, || {
        assert_eq!(only(Slot::at(1)), unauthorized(stage.alice));
        Slot::at(1).store(stage.alice.word());
        assert_eq!(only(Slot::at(1)), Ok(()));
        Slot::at(1).store(stage.alice.word() | (U256::ONE << 160));
        assert_eq!(only(Slot::at(1)), unauthorized(stage.alice), "a role has its slot to itself");
        assert_eq!(roles::non_zero(Address::ZERO), Err(zero()));
        assert_eq!(roles::non_zero(stage.bob), Ok(()));
    });
}
