//! What must hold after every call, by the names of docs/invariants.md.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_market::interface::IMarket;
use ballast_math::vault::vault_to_assets_up;

impl World {
    /// Asserts all of it.
    #[track_caller]
    pub(crate) fn check(&self) {
        let (totals, market) = (self.totals(), self.market.address());
        let sum = |of: &dyn Fn(Address) -> U256| self.people().into_iter().fold(U256::ZERO, |sum, one| sum + of(one));
        let held = self.see(IMarket::totalSupplyCall {})._0;
        let reserves = self.see(IMarket::reserveSharesCall {})._0;
        assert_eq!(sum(&|one| self.balance(one)), held, "supply shares sum to their total");
        assert_eq!(held + reserves, totals.supplyShares, "holders' and reserves' shares are all there are");
        assert_eq!(sum(&|one| self.debt_shares(one)), totals.debtShares, "debt shares sum to their total");
        let owed = vault_to_assets_up(totals.debtShares, totals.debtShares, totals.debtAssets).unwrap();
        let debts = sum(&|one| self.debt(one));
        assert!(totals.debtShares.is_zero() || debts >= owed, "what accounts owe covers what is owed");
        assert!(debts <= owed + n(3), "and exceeds it by roundings alone");
        for token in [&self.gold, &self.silver] {
            let total = self.total_units(token.address());
            assert_eq!(sum(&|one| self.units(one, token.address())), total, "units sum to their total");
            assert!(total <= self.held(token, market), "held units cover booked units");
        }
        assert!(totals.idle <= self.held(&self.weth, market), "held assets cover idle assets");
        assert!(totals.debtAssets <= totals.suppliedAssets, "borrowed is at most supplied");
        assert_eq!(totals.idle + totals.debtAssets, totals.suppliedAssets, "total assets are idle and lent");
        assert_eq!(self.see(IMarket::totalAssetsCall {})._0, totals.suppliedAssets);
    }
}
