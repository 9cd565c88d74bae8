//! What contracts of others do when they are called: the calls that a test gave them.
//!
//! Outside of storage, so that what was heard and answered is known whatever was rolled back.

use alloc::vec::Vec;
use alloy_primitives::{Address, U256};
use alloy_sol_types::SolCall;
use ballast_common::host;
use std::{cell::RefCell, collections::HashMap};

/// Answers and reverts.
pub type Outcome = Result<Vec<u8>, Vec<u8>>;

#[derive(Default)]
struct Script {
    todo: Vec<(Address, Vec<u8>)>,
    heard: Vec<Vec<u8>>,
    outcomes: Vec<Outcome>,
}

thread_local! {
    static SCRIPTS: RefCell<HashMap<Address, Script>> = RefCell::default();
}

fn with<T>(actor: Address, act: impl FnOnce(&mut Script) -> T) -> T {
    SCRIPTS.with_borrow_mut(|scripts| act(scripts.entry(actor).or_default()))
}

/// `actor` will make this call, once, when it is called next, after those that it was given before.
pub fn then(actor: Address, to: Address, call: impl SolCall) {
    with(actor, |script| script.todo.push((to, call.abi_encode())));
}

/// What the calls that `actor` has made came to.
pub fn outcomes(actor: Address) -> Vec<Outcome> {
    with(actor, |script| script.outcomes.clone())
}

/// The calldata that `actor` has heard.
pub fn heard(actor: Address) -> Vec<Vec<u8>> {
    with(actor, |script| script.heard.clone())
}

/// Notes a call.
pub(crate) fn hear(calldata: &[u8]) {
    with(host::this(), |script| script.heard.push(calldata.to_vec()));
}

/// Makes the calls that are to be made; how many those were.
pub(crate) fn perform() -> usize {
    let actor = host::this();
    let calls = with(actor, |script| core::mem::take(&mut script.todo));
    for (to, data) in &calls {
        let outcome = host::call(*to, U256::ZERO, data);
        with(actor, |script| script.outcomes.push(outcome));
    }
    calls.len()
}
