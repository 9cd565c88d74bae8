//! A market with its real judge and real blETH, and short words for what stories do with them.

mod calls;
mod lending;

pub use calls::*;
pub use lending::Lending;
