//! The protocol's share of a gain, and the high-water mark that guards it.

use crate::{
    Uint,
    mul_div::{mul_div_down, mul_div_up},
};

/// The shares to mint for a fee: `floor(fee_assets * total_shares / total_assets_before)`.
///
/// The fee is part of the gain and enters the assets together with the new shares. Minted at the
/// rate before and rounded down, they leave the rate where it was or a little higher. `None` if
/// there are no assets or the product does not fit the word.
pub fn fee_shares_down<const B: usize, const L: usize>(
    fee_assets: Uint<B, L>,
    total_shares: Uint<B, L>,
    total_assets_before: Uint<B, L>,
) -> Option<Uint<B, L>> {
    mul_div_down(fee_assets, total_shares, total_assets_before)
}

/// A gain first pays off the deficit: returns what is left of the gain, which is taxable, and of the
/// deficit. Exact; one of the two is zero.
pub fn pay_deficit<const B: usize, const L: usize>(gain: Uint<B, L>, deficit: Uint<B, L>) -> (Uint<B, L>, Uint<B, L>) {
    (gain.saturating_sub(deficit), deficit.saturating_sub(gain))
}

/// `ceil(deficit * min(1, total_shares / total_shares_at_last_report))`.
///
/// Holders who left took their part of the deficit with them. Rounded up, in favour of those who
/// stay: a greater deficit means a smaller fee. `None` if the product does not fit the word.
pub fn shrink_deficit_up<const B: usize, const L: usize>(
    deficit: Uint<B, L>,
    total_shares: Uint<B, L>,
    total_shares_at_last_report: Uint<B, L>,
) -> Option<Uint<B, L>> {
    if total_shares >= total_shares_at_last_report {
        return Some(deficit);
    }
    mul_div_up(deficit, total_shares, total_shares_at_last_report)
}

/// `floor(amount * numerator / scale)`; `None` if `scale` is zero or the product does not fit the
/// word.
pub fn portion_down<const B: usize, const L: usize>(
    amount: Uint<B, L>,
    numerator: Uint<B, L>,
    scale: Uint<B, L>,
) -> Option<Uint<B, L>> {
    mul_div_down(amount, numerator, scale)
}
