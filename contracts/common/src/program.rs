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

/// Runs a program once: refuses re-entrant calls, reads calldata, keeps what was written if all went well.
/// The answer is the status that the host expects: 0 done, 1 reverted.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
pub fn run(length: usize, route: impl FnOnce(stylus_sdk::host::VM, &[u8]) -> Answer) -> usize {
    use stylus_sdk::{host::WasmVM, host::VM, hostio};
    // SAFETY: plain host calls; the buffer has the length that the host announced.
    let calldata = unsafe {
        if hostio::msg_reentrant() {
            return 1;
        }
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
/// `$contract` is the storage struct; `$route` is `fn(&mut $contract, &[u8]) -> Answer`.
#[macro_export]
macro_rules! program {
    ($contract:ty, $route:path) => {
        // In tests several contracts are linked into one binary, where only one could export an entrypoint.
        #[cfg(target_arch = "wasm32")]
        #[no_mangle]
        extern "C" fn user_entrypoint(length: usize) -> usize {
            $crate::program::run(length, |host, calldata| {
                // SAFETY: the only instance, at the root of storage.
                let mut contract = unsafe {
                    <$contract as stylus_sdk::prelude::StorageType>::new(alloy_primitives::U256::ZERO, 0, host)
                };
                $route(&mut contract, calldata)
            })
        }

        // SAFETY: it is the contract's whole storage, laid out from slot 0.
        unsafe impl stylus_sdk::prelude::TopLevelStorage for $contract {}

        /// The router of the mocked host.
        #[cfg(not(target_arch = "wasm32"))]
        impl stylus_sdk::abi::Router<$contract> for $contract {
            type Storage = Self;

            fn route(contract: &mut Self, selector: u32, arguments: &[u8]) -> Option<stylus_sdk::ArbResult> {
                let mut calldata = selector.to_be_bytes().to_vec();
                calldata.extend_from_slice(arguments);
                Some($route(contract, &calldata).map_err(Into::into))
            }

            fn receive(contract: &mut Self) -> Option<Result<(), alloc::vec::Vec<u8>>> {
                Some($route(contract, &[]).map(|_| ()).map_err(Into::into))
            }

            fn fallback(_: &mut Self, _: &[u8]) -> Option<stylus_sdk::ArbResult> {
                None
            }

            fn constructor(contract: &mut Self, arguments: &[u8]) -> Option<stylus_sdk::ArbResult> {
                Self::route(contract, stylus_sdk::abi::CONSTRUCTOR_SELECTOR, arguments)
            }
        }
    };
}
