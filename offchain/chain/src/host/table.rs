//! The hostios by name.

use super::context::{Call, Escape, Host};
use wasmer::{FunctionEnv, FunctionEnvMut, FunctionType, Store, Type};

/// Lists every hostio with its parameters and its result, once. From the list follow the type that an import
/// must have and the function that serves it, which calls the method of [`Call`] with the same name.
macro_rules! hostios {
    ($($name:ident($($arg:ident: $ty:ty),*) -> $ret:ty;)*) => {
        /// The type of a hostio, or `None` if there is none of this name.
        fn function_type(name: &str) -> Option<FunctionType> {
            match name {
                $(stringify!($name) => {
                    let params: &[Option<Type>] = &[$(<$ty as Native>::TYPE),*];
                    let params: Vec<Type> = params.iter().flatten().copied().collect();
                    let results: Vec<Type> = <$ret as Native>::TYPE.into_iter().collect();
                    Some(FunctionType::new(params, results))
                })*
                _ => None,
            }
        }

        /// The function that serves a hostio, or `None` if there is none of this name.
        pub(crate) fn define(
            name: &str,
            store: &mut Store,
            env: &FunctionEnv<Host>,
        ) -> Option<wasmer::Function> {
            match name {
                $(stringify!($name) => Some(wasmer::Function::new_typed_with_env(
                    store,
                    env,
                    |env: FunctionEnvMut<'_, Host> $(, $arg: $ty)*| -> Result<$ret, Escape> {
                        Call::run(env, stringify!($name), |call| call.$name($($arg),*))
                    },
                )),)*
                _ => None,
            }
        }

        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

hostios! {
    read_args(dest: u32) -> ();
    write_result(data: u32, len: u32) -> ();
    exit_early(status: u32) -> ();
    storage_load_bytes32(key: u32, dest: u32) -> ();
    storage_cache_bytes32(key: u32, value: u32) -> ();
    storage_flush_cache(clear: u32) -> ();
    transient_load_bytes32(key: u32, dest: u32) -> ();
    transient_store_bytes32(key: u32, value: u32) -> ();
    call_contract(to: u32, data: u32, len: u32, value: u32, gas: u64, ret_len: u32) -> u32;
    delegate_call_contract(to: u32, data: u32, len: u32, gas: u64, ret_len: u32) -> u32;
    static_call_contract(to: u32, data: u32, len: u32, gas: u64, ret_len: u32) -> u32;
    create1(code: u32, len: u32, value: u32, created: u32, ret_len: u32) -> ();
    create2(code: u32, len: u32, value: u32, salt: u32, created: u32, ret_len: u32) -> ();
    read_return_data(dest: u32, offset: u32, size: u32) -> u32;
    return_data_size() -> u32;
    emit_log(data: u32, len: u32, topics: u32) -> ();
    account_balance(address: u32, dest: u32) -> ();
    account_code(address: u32, offset: u32, size: u32, dest: u32) -> u32;
    account_code_size(address: u32) -> u32;
    account_codehash(address: u32, dest: u32) -> ();
    block_basefee(dest: u32) -> ();
    block_coinbase(dest: u32) -> ();
    block_gas_limit() -> u64;
    block_number() -> u64;
    block_timestamp() -> u64;
    chainid() -> u64;
    contract_address(dest: u32) -> ();
    evm_gas_left() -> u64;
    evm_ink_left() -> u64;
    math_div(value: u32, divisor: u32) -> ();
    math_mod(value: u32, modulus: u32) -> ();
    math_pow(value: u32, exponent: u32) -> ();
    math_add_mod(value: u32, addend: u32, modulus: u32) -> ();
    math_mul_mod(value: u32, multiplier: u32, modulus: u32) -> ();
    msg_reentrant() -> u32;
    msg_sender(dest: u32) -> ();
    msg_value(dest: u32) -> ();
    native_keccak256(data: u32, len: u32, dest: u32) -> ();
    tx_gas_price(dest: u32) -> ();
    tx_ink_price() -> u32;
    tx_origin(dest: u32) -> ();
    pay_for_memory_grow(pages: u32) -> ();
}

/// The WASM type of a parameter or result.
trait Native {
    const TYPE: Option<Type>;
}

impl Native for () {
    const TYPE: Option<Type> = None;
}

impl Native for u32 {
    const TYPE: Option<Type> = Some(Type::I32);
}

impl Native for u64 {
    const TYPE: Option<Type> = Some(Type::I64);
}

/// The type of a hostio as text, such as `(i32, i64) -> i32`.
pub(crate) fn signature(name: &str) -> Option<String> {
    let ty = function_type(name)?;
    let list = |types: &[Type]| {
        let names: Vec<_> = types.iter().map(|ty| ty.to_string().to_lowercase()).collect();
        names.join(", ")
    };
    let results = if ty.results().is_empty() { "()".into() } else { list(ty.results()) };
    Some(format!("({}) -> {results}", list(ty.params())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_signature() {
        assert_eq!(NAMES.len(), 42);
        assert!(NAMES.iter().all(|name| signature(name).is_some()));
        assert_eq!(signature("msg_value").as_deref(), Some("(i32) -> ()"));
        assert_eq!(signature("evm_gas_left").as_deref(), Some("() -> i64"));
        assert_eq!(signature("storage_store_bytes32"), None);
    }
}
