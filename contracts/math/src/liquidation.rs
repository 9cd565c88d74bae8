//! How much of an account may be liquidated, and what the liquidator gets for it.
//!
//! Size and bonus follow Aave v4's `LiquidationLogic`: repay to a target health, and a bonus that is
//! linear in health. Let `h = weighted_value / debt`, `f` the liquidation factor of the seized asset
//! and `b` the bonus. Repaying one unit moves health by `(h - (1 + b) * f) / debt`, so that health
//! rises exactly where `h > (1 + b) * f`. The setters enforce `(1 + max_bonus) * f <= h* < 1`
//! ([`bonus_allowed`]), so it rises everywhere above `h*`, and the bonus of what comes next can
//! only be less; at and below `h*` the bonus is at its greatest anyway. So a liquidation in parts
//! never earns more than at once.
//!
//! That is strict for every part with `repay * (h - (1 + b) * f) >= 1` wei. A lesser part can lower
//! the weighted value by one wei of rounding, and the next part's bonus can rise by it, and by its own
//! last digit: that part earns less than `max_bonus / (1 - h*) * (1 + repay / 10^18) + repay / 10^18` wei
//! more, and the rounding does not add up over parts.

use crate::{
    U256,
    compound::WAD,
    health::BPS,
    mul_div::{mul, mul_div_wide_down, mul_div_wide_up, ratio_down},
    word,
};

/// Wad per basis point.
const WAD_PER_BPS: U256 = word(10u128.pow(14));

/// Wad per square of a basis point.
const WAD_PER_SQUARE_BPS: U256 = word(10u128.pow(10));

/// The scale of prices over that of the bonus: 10^36 / 10^18.
const PRICE_SCALE_PER_WAD: U256 = WAD;

/// What a liquidation is sized from. Amounts of debt and value are in wei of the loan asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiquidationInput {
    /// What the account owes.
    pub debt: U256,
    /// Σ units * liquidation price * liquidation factor over all collaterals, each rounded down.
    pub weighted_value: U256,
    /// Units of the collateral to be seized that the account holds.
    pub units: U256,
    /// Its liquidation price, scaled by 10^36.
    pub price36: U256,
    /// Its liquidation factor, in basis points.
    pub factor_bps: U256,
    /// Its greatest bonus, in basis points.
    pub max_bonus_bps: U256,
    /// The health at which the bonus is at its greatest, in wad.
    pub h_star_wad: U256,
    /// The health, above one, that a liquidation may restore, in wad.
    pub target_health_wad: U256,
    /// The least debt that an account may keep.
    pub min_debt: U256,
    /// The most that the liquidator is willing to repay.
    pub max_repay: U256,
}

/// What a liquidation comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Liquidation {
    /// Debt repaid by the liquidator, in wei of the loan asset.
    pub repay: U256,
    /// Units of the collateral that he gets.
    pub seize: U256,
    /// His bonus on what he repays, in wad.
    pub bonus_wad: U256,
}

/// The bonus in wad, rounded down: none at a health of one or more, linear below, and the greatest
/// at or below `h_star_wad`.
pub fn bonus_wad_down(health_wad: U256, max_bonus_bps: U256, h_star_wad: U256) -> U256 {
    let distance = WAD.saturating_sub(health_wad);
    let range = WAD.saturating_sub(h_star_wad);
    let greatest = mul(max_bonus_bps, WAD_PER_BPS).unwrap_or_default();
    if distance.is_zero() {
        U256::ZERO
    } else if distance >= range {
        greatest
    } else {
        ratio_down(greatest, distance, range)
    }
}

/// Whether `(1 + max_bonus) * factor <= h* < 1`, which every setter of one of the three checks.
pub fn bonus_allowed(max_bonus_bps: U256, factor_bps: U256, h_star_wad: U256) -> bool {
    let weighted = max_bonus_bps
        .checked_add(BPS)
        .and_then(|gross| mul(gross, factor_bps))
        .and_then(|product| mul(product, WAD_PER_SQUARE_BPS));
    h_star_wad < WAD && weighted.is_some_and(|weighted| weighted <= h_star_wad)
}

/// Sizes a liquidation; all roundings are against the liquidator.
///
/// `None` if the account is healthy (`weighted_value >= debt`), the price is zero, or a step does
/// not fit the word. A `max_repay` of zero or an asset without units gives zero for both amounts.
///
/// - The bonus comes from health rounded up.
/// - To reach the target health, `ceil((debt * target - weighted_value) / (target - (1 + bonus) *
///   factor))` has to be repaid: with one wei added to the rounded weighted value, health is at
///   least the target then. Should the bonus make the target unreachable, which the setters
///   rule out, all debt may be repaid.
/// - Where that would leave less than `min_debt`, and `max_repay` covers it, all is repaid.
/// - The units seized are `floor(repay * (1 + bonus) / price)`. If there are fewer, all are seized,
///   and `ceil(units * price / (1 + bonus))` is repaid, which is never more than before.
///
/// So the value seized never exceeds `repay * (1 + bonus)`.
pub fn size_liquidation(input: &LiquidationInput) -> Option<Liquidation> {
    if input.weighted_value >= input.debt {
        return None;
    }
    let health_wad = mul_div_wide_up(input.weighted_value, WAD, input.debt)?;
    let bonus_wad = bonus_wad_down(health_wad, input.max_bonus_bps, input.h_star_wad);
    let gross_wad = WAD.checked_add(bonus_wad)?;
    let repay = debt_to_repay(input, gross_wad)?;
    let seize = mul_div_wide_down(mul(repay, gross_wad)?, PRICE_SCALE_PER_WAD, input.price36)?;
    if seize <= input.units {
        return Some(Liquidation { repay, seize, bonus_wad });
    }
    let divisor = mul(gross_wad, PRICE_SCALE_PER_WAD)?;
    let repay = mul_div_wide_up(input.units, input.price36, divisor)?;
    Some(Liquidation { repay, seize: input.units, bonus_wad })
}

/// The debt to repay before looking at how many units there are.
fn debt_to_repay(input: &LiquidationInput, gross_wad: U256) -> Option<U256> {
    let repay = repay_to_target_up(input, gross_wad)?.min(input.debt).min(input.max_repay);
    let left = input.debt.checked_sub(repay)?;
    let dust = left < input.min_debt && input.max_repay >= input.debt;
    Some(if dust { input.debt } else { repay })
}

/// `ceil((debt * target - weighted_value) / (target - gross * factor))`, in one rounding: numerator
/// and denominator are exact, times 10^18 * 10^4.
fn repay_to_target_up(input: &LiquidationInput, gross_wad: U256) -> Option<U256> {
    let wanted = mul(input.debt, input.target_health_wad)?;
    let missing = wanted.saturating_sub(mul(input.weighted_value, WAD)?);
    let weight = mul(gross_wad, input.factor_bps)?;
    let per_unit = mul(input.target_health_wad, BPS)?.saturating_sub(weight);
    if per_unit.is_zero() { Some(input.debt) } else { mul_div_wide_up(missing, BPS, per_unit) }
}
