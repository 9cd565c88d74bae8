//! WASM modules: which are accepted, what they cost, how they are made to pay.

mod depth;
pub(crate) mod engine;
mod error;
mod info;
mod instrument;
pub(crate) mod middleware;
mod module;
mod opcode;
mod reader;
mod validate;

pub use error::ValidationError;
pub use info::WasmInfo;
pub(crate) use validate::analyse;
pub use validate::validate;
