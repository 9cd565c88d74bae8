//! Conversions between shares and assets at the exchange rate `total_assets / total_shares`.
//!
//! Assets and shares are in their own smallest units. Whoever calls a contract gets the worse of
//! the two roundings: what he receives is rounded down, what he gives is rounded up.

use crate::{
    Uint,
    mul_div::{mul_div_down, mul_div_up},
};

pub mod backstop;
pub mod vault;

/// `floor(assets * total_shares / total_assets)`; `None` if there are no assets or the product does
/// not fit the word.
pub fn to_shares_down<const B: usize, const L: usize>(
    assets: Uint<B, L>,
    total_shares: Uint<B, L>,
    total_assets: Uint<B, L>,
) -> Option<Uint<B, L>> {
    mul_div_down(assets, total_shares, total_assets)
}

/// `ceil(assets * total_shares / total_assets)`; `None` as in [`to_shares_down`].
pub fn to_shares_up<const B: usize, const L: usize>(
    assets: Uint<B, L>,
    total_shares: Uint<B, L>,
    total_assets: Uint<B, L>,
) -> Option<Uint<B, L>> {
    mul_div_up(assets, total_shares, total_assets)
}

/// `floor(shares * total_assets / total_shares)`; `None` if there are no shares or the product does
/// not fit the word.
pub fn to_assets_down<const B: usize, const L: usize>(
    shares: Uint<B, L>,
    total_shares: Uint<B, L>,
    total_assets: Uint<B, L>,
) -> Option<Uint<B, L>> {
    mul_div_down(shares, total_assets, total_shares)
}

/// `ceil(shares * total_assets / total_shares)`; `None` as in [`to_assets_down`].
pub fn to_assets_up<const B: usize, const L: usize>(
    shares: Uint<B, L>,
    total_shares: Uint<B, L>,
    total_assets: Uint<B, L>,
) -> Option<Uint<B, L>> {
    mul_div_up(shares, total_assets, total_shares)
}
