//! `maxWithdrawCollateral`: exactly that many units go, one more reverts.

use crate::world::Views;
use ballast_chain::{Address, Receipt, U256};
use ballast_client::interfaces::{ILens, IMarket};
use ballast_wasm_tests::Random;

/// How much of what an account has can be withdrawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Nothing,
    Some,
    All,
}

impl Views {
    fn withdraw(&mut self, asset: Address, units: U256) -> Receipt {
        let carol = self.l.carol;
        let call = IMarket::withdrawCollateralCall { asset, units, onBehalf: carol, receiver: carol };
        self.attempt(carol, call)
    }

    /// Asks how much carol can withdraw, and tries it; nothing if she has none.
    fn check_withdrawal(&mut self, asset: Address) -> Option<Told> {
        let (market, account) = (self.l.protocol.at.market, self.l.carol);
        let held = self.l.units(account, asset);
        let units = self.lens(ILens::maxWithdrawCollateralCall { market, account, asset });
        assert!(!self.withdraw(asset, units + U256::ONE).is_success(), "one unit more than {units} of {held}");
        if units.is_zero() {
            return (!held.is_zero()).then_some(Told::Nothing);
        }
        let all = self.withdraw(asset, units);
        assert!(all.is_success(), "{units} of {held}: {}", ballast_client::describe(&all.output));
        Some(if units == held { Told::All } else { Told::Some })
    }
}

#[test]
fn max_withdrawal_succeeds_and_one_more_reverts() {
    let (mut views, mut random, mut seen) = (Views::new(), Random(2), Vec::new());
    for _ in 0..200 {
        views.live(&mut random);
        views.bind(&mut random);
        for asset in views.assets() {
            seen.extend(views.check_withdrawal(asset));
        }
    }
    let count = |told| seen.iter().filter(|one| **one == told).count();
    let counts = (count(Told::Nothing), count(Told::Some), count(Told::All));
    assert!(counts.0 >= 20 && counts.1 >= 40 && counts.2 >= 40, "{counts:?}");
}
