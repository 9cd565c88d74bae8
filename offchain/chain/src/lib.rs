//! An embedded Arbitrum-like chain: EVM bytecode and Stylus programs on one journalled state.
//!
//! Solidity and Stylus contracts call each other in any nesting, and a revert rolls back across the border. A
//! program is accepted, metered and priced as by Nitro at ArbOS 51: ink per opcode and hostio, memory pages,
//! init cost cached or not, activation through ArbWasm, a limit of 24,576 bytes of code.
//!
//! ```
//! use ballast_chain::{Chain, Tx, address, U256};
//!
//! let alice = address!("00000000000000000000000000000000000a11ce");
//! let mut chain = Chain::default();
//! chain.set_balance(alice, U256::from(10).pow(U256::from(18)));
//! let bob = address!("0000000000000000000000000000000000000b0b");
//! let receipt = chain.transact(Tx::call(alice, bob, vec![]).value(U256::from(7))).unwrap();
//! assert!(receipt.is_success());
//! assert_eq!(chain.balance(bob), U256::from(7));
//! ```

mod accounts;
mod chain;
mod code;
mod config;
mod deploy;
mod evm;
mod history;
mod host;
mod pages;
mod params;
mod precompiles;
mod program;
mod setting;
mod snapshot;
mod state;
mod trace;
mod tx;
mod wasm;

pub use alloy_primitives::{self, Address, B256, Bytes, Log, U256, address};
pub use chain::Chain;
pub use code::{CodeError, init_code, is_program, module_of, program_code};
pub use config::ChainConfig;
pub use deploy::{DeployError, Deployed, ProgramInfo};
pub use evm::{ActivationFault, CachePolicy};
pub use history::StateGone;
pub use params::{MAX_CODE_BYTES, PROGRAM_PREFIX, StylusParams};
pub use precompiles::{ARB_SYS, ARB_WASM, ARB_WASM_CACHE, IArbSys, IArbWasm, IArbWasmCache};
pub use program::{ARBOS_STATE, ProgramFault};
pub use setting::{Run, Setting};
pub use snapshot::{SnapshotId, UnknownSnapshot};
pub use trace::{Bought, Call, Frame, ProgramRun, Purchase, Step, Trace};
pub use tx::{Halt, Receipt, Status, Tx, TxError};
pub use wasm::{ValidationError, WasmInfo, validate};
