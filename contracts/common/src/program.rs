//! What every program does before and after its own work: the one way from calldata to an operation.

use crate::{
    abi::{malformed, Answer, Args},
    host,
};
use alloy_sol_types::SolCall;
use stylus_sdk::{abi::CONSTRUCTOR_SELECTOR, prelude::ConstructorGuard};

/// Where a call goes.
pub enum Call<'a> {
    /// Empty calldata.
    Receive,
    /// The constructor, by the selector that Stylus deployers use; runs once.
    Construct(Args<'a>),
    /// A function.
    Function(u32, Args<'a>),
}

/// Whether a call came in while the program runs already, by whatever way; 0.84 gas.
#[cfg(target_arch = "wasm32")]
fn is_reentrant() -> bool {
    // SAFETY: takes nothing, gives a truth value.
    unsafe { stylus_sdk::hostio::msg_reentrant() }
}

/// Runs a program that allows no re-entry: a call back is refused without data.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
pub fn closed(length: usize, route: impl FnOnce(stylus_sdk::host::VM, &[u8], bool) -> Answer) -> usize {
    if is_reentrant() {
        return 1;
    }
    run(length, |host, calldata| route(host, calldata, false))
}

/// Runs a program whose route is told whether the call is re-entrant, and refuses what it does not allow then. Whatever it
/// has written is flushed, and forgotten by the cache, before any call that could come back ([`host::call`]).
#[cfg(target_arch = "wasm32")]
#[inline(always)]
pub fn reentrant(length: usize, route: impl FnOnce(stylus_sdk::host::VM, &[u8], bool) -> Answer) -> usize {
    let reentrant = is_reentrant();
    run(length, |host, calldata| route(host, calldata, reentrant))
}

/// Runs a program once: reads calldata, keeps what was written if all went well.
/// The answer is the status that the host expects: 0 done, 1 reverted.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
fn run(length: usize, route: impl FnOnce(stylus_sdk::host::VM, &[u8]) -> Answer) -> usize {
    use stylus_sdk::{host::WasmVM, host::VM, hostio};
    // SAFETY: plain host calls; the buffer has the length that the host announced.
    let calldata = unsafe {
        hostio::pay_for_memory_grow(0); // a program must import it, for activation to charge for growth
        let mut calldata = alloc::vec![0; length];
        hostio::read_args(calldata.as_mut_ptr());
        calldata
    };
    let (data, status) = match route(VM(WasmVM {}), &calldata) {
        Ok(data) => {
            // SAFETY: takes no memory.
            unsafe { hostio::storage_flush_cache(false) };
            (data, 0)
        }
        Err(revert) => (revert.into(), 1), // nothing to flush: the host rolls the call back
    };
    // SAFETY: the host reads exactly the bytes given.
    unsafe { hostio::write_result(data.as_ptr(), data.len()) };
    status
}

/// Takes calldata apart.
pub fn dispatch<'a>(guard: &impl ConstructorGuard, calldata: &'a [u8]) -> crate::Result<Call<'a>> {
    if calldata.is_empty() {
        return Ok(Call::Receive);
    }
    let Some((selector, arguments)) = calldata.split_first_chunk::<4>() else {
        return Err(malformed());
    };
    let (selector, args) = (u32::from_be_bytes(*selector), Args::new(arguments));
    if selector != CONSTRUCTOR_SELECTOR {
        return Ok(Call::Function(selector, args));
    }
    guard.check_constructor_slot().map_err(crate::Revert::new)?;
    Ok(Call::Construct(args))
}

/// Refuses ether: the first thing a function does that is not payable.
pub fn not_payable() -> crate::Result<()> {
    if host::value().is_zero() {
        Ok(())
    } else {
        Err(malformed())
    }
}

/// An unknown selector.
pub fn unknown() -> Answer {
    Err(malformed())
}

/// The selector of a call of a published interface, as a constant to match on.
pub trait Selector {
    /// Four bytes, big-endian.
    const ID: u32;
}

impl<C: SolCall> Selector for C {
    const ID: u32 = u32::from_be_bytes(C::SELECTOR);
}

/// Makes a contract's `route` function its program: the WASM entrypoint, and the router of the mocked host.
///
/// `$contract` is the storage struct. `program!(Contract, route)` refuses re-entrant calls with empty data, and `route` is
/// `fn(&mut Contract, &[u8]) -> Answer`. `program!(Contract, route, reentrant)` lets them in, and `route` is told whether a
/// call is one: `fn(&mut Contract, &[u8], bool) -> Answer`. The mocked host flags none; tests call such a route themselves.
#[macro_export]
macro_rules! program {
    (@ $contract:ty, $run:ident, $route:expr) => {
        // In tests several contracts are linked into one binary, where only one could export an entrypoint.
        #[cfg(target_arch = "wasm32")]
        #[no_mangle]
        extern "C" fn user_entrypoint(length: usize) -> usize {
            $crate::program::$run(length, |host, calldata, reentrant| {
                // SAFETY: the only instance, at the root of storage.
                let mut contract = unsafe {
                    <$contract as stylus_sdk::prelude::StorageType>::new(alloy_primitives::U256::ZERO, 0, host)
                };
                const ROUTE: fn(&mut $contract, &[u8], bool) -> $crate::abi::Answer = $route;
                ROUTE(&mut contract, calldata, reentrant)
            })
        }

        // SAFETY: it is the contract's whole storage, laid out from slot 0.
        unsafe impl stylus_sdk::prelude::TopLevelStorage for $contract {}

        /// The router of the mocked host.
        #[cfg(not(target_arch = "wasm32"))]
        impl stylus_sdk::abi::Router<$contract> for $contract {
            type Storage = Self;

            fn route(contract: &mut Self, selector: u32, arguments: &[u8]) -> Option<stylus_sdk::ArbResult> {
                const ROUTE: fn(&mut $contract, &[u8], bool) -> $crate::abi::Answer = $route;
                let mut calldata = selector.to_be_bytes().to_vec();
                calldata.extend_from_slice(arguments);
                Some(ROUTE(contract, &calldata, false).map_err(Into::into))
            }

            fn receive(contract: &mut Self) -> Option<Result<(), alloc::vec::Vec<u8>>> {
                const ROUTE: fn(&mut $contract, &[u8], bool) -> $crate::abi::Answer = $route;
                Some(ROUTE(contract, &[], false).map(|_| ()).map_err(Into::into))
            }

            fn fallback(_: &mut Self, _: &[u8]) -> Option<stylus_sdk::ArbResult> {
                None
            }

            fn constructor(contract: &mut Self, arguments: &[u8]) -> Option<stylus_sdk::ArbResult> {
                Self::route(contract, stylus_sdk::abi::CONSTRUCTOR_SELECTOR, arguments)
            }
        }
    };
    ($contract:ty, $route:path) => {
        $crate::program!(@ $contract, closed, |contract, calldata, _| $route(contract, calldata));
    };
    ($contract:ty, $route:path, reentrant) => {
        $crate::program!(@ $contract, reentrant, $route);
    };
}
