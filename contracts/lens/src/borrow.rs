//! The most that can be borrowed: `maxBorrow`.
//!
//! Borrowing `x` makes a pool of `S` debt shares and `A` assets one of `S + s` and `A + x`, with
//! `s = ceil(x * (S + 10^6) / (A + 1))`, and leaves an account of `a` shares with a debt of
//! `ceil((a + s) * (A + x + 1) / (S + s + 10^6))`. That never falls as `x` grows: `s` does not, `A + x + 1` does not,
//! and `(a + s) / (S + s + 10^6)` rises with `s`, as `a` is less than `S + 10^6`. Nor does any other bound open again.
//! So all amounts up to the greatest fit and none above it does, and halving finds it. The debt is at least `x`.

use crate::{
    interface::ILens::Binding,
    market::{Market, PAUSED_BORROWING},
    pool::Pool,
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    word::{narrow, MAX_U112, MAX_U96},
    Result,
};

/// What bounds an amount that can be borrowed, and nothing that forbids all amounts.
struct Bounds {
    debt: Pool,
    /// debt shares of the account
    shares: u128,
    /// of the account's debt
    limit: u128,
    idle: u128,
    /// of what all owe
    cap: u128,
}

/// Assets, and what binds them. What forbids all amounts is looked at in the order of [`Binding`].
pub(crate) fn max(market: Market, account: Address) -> Result<[U256; 2]> {
    let (totals, config) = (market.totals()?, market.config()?);
    let account = market.account(account, &totals)?;
    let limit = narrow(market.judge()?.limit(&account.holdings)?).unwrap_or(u128::MAX);
    let (debt, shares, idle, cap) = (totals.debt, account.shares, totals.idle, config.borrow_cap);
    let bounds = Bounds { debt, shares, limit, idle, cap };
    let most = bounds.most();
    let binding = bounds.binding(most.wrapping_add(1));
    let (_, owed) = bounds.after(most);
    let forbids = if most == 0 && binding != Binding::Width {
        binding
    } else if market.exceeds_caps(&account, None)? {
        Binding::CollateralCap
    } else if most != 0 && owed < config.least_debt {
        Binding::LeastDebt
    } else if config.paused & PAUSED_BORROWING != 0 {
        Binding::Paused
    } else {
        return Ok([most.word(), u64::from(binding as u8).word()]);
    };
    Ok([U256::ZERO, u64::from(forbids as u8).word()])
}

impl Bounds {
    /// All debt after borrowing, and the account's.
    #[inline(never)]
    fn after(&self, assets: u128) -> (Pool, u128) {
        let (debt, shares) = self.debt.borrowed(assets);
        (debt, debt.assets_up(self.shares.saturating_add(shares)))
    }

    /// The greatest amount that fits.
    fn most(&self) -> u128 {
        let room = self.cap.min(MAX_U96).saturating_sub(self.debt.assets);
        let (mut fits, mut beyond) = (0, self.idle.min(room).min(self.limit).saturating_add(1));
        while beyond.wrapping_sub(fits) > 1 {
            let middle = fits.wrapping_add(beyond.wrapping_sub(fits) >> 1);
            let (debt, owed) = self.after(middle);
            if debt.shares <= MAX_U112 && owed <= self.limit {
                fits = middle;
            } else {
                beyond = middle;
            }
        }
        fits
    }

    /// The first that an amount, which does not fit, breaks.
    fn binding(&self, assets: u128) -> Binding {
        let (debt, owed) = self.after(assets);
        if owed > self.limit {
            Binding::Health
        } else if assets > self.idle {
            Binding::Idle
        } else if debt.assets > self.cap {
            Binding::BorrowCap
        } else {
            Binding::Width
        }
    }
}
