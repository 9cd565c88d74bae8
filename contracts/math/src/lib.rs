//! The formulas of Ballast: plain integers in, plain integers out.
//!
//! Nothing here knows of contracts, storage, clocks or tokens. Every function names its rounding
//! direction (`_down`, `_up`), and answers `None` when a result does not exist or does not fit its
//! word. Nothing panics, and nothing uses floating point.
//!
//! Functions on `Uint<B, L>` are generic over the word (up to 256 bits), so that small widths can
//! be checked exhaustively; the contracts use them at 256 bits.
#![no_std]

pub mod bucket;
pub mod compound;
mod division;
pub mod health;
pub mod liquidation;
pub mod mul_div;
pub mod price;
pub mod protocol_fee;
pub mod rate;
pub mod redemption;
pub mod shares;
pub mod vesting;

pub use ruint::{Uint, aliases::U256};
pub use shares::vault;

/// A `U256` constant from a value of up to 128 bits.
const fn word(value: u128) -> U256 {
    #[expect(clippy::cast_possible_truncation, reason = "splits the value into its two halves")]
    U256::from_limbs([value as u64, (value >> 64) as u64, 0, 0])
}

/// The low 128 bits.
const fn low_half(value: U256) -> u128 {
    let [low, high, ..] = value.into_limbs();
    ((high as u128) << 64) | low as u128
}
