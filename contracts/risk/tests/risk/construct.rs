//! Construction: owner, loan decimals, rules to start from.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_risk::interface::IRisk;
use ballast_test_support::{ask_error, Ask};
use motsu::prelude::*;

#[test]
fn starts_with_an_owner_and_rules() {
    let w = World::new();
    assert_eq!(w.risk.sender(w.alice).ask(IRisk::ownerCall {}).motsu_unwrap()._0, w.owner);
    assert_eq!(w.risk.sender(w.alice).ask(IRisk::pendingOwnerCall {}).motsu_unwrap()._0, Address::ZERO);
    assert_eq!(w.risk.sender(w.alice).ask(IRisk::loanDecimalsCall {}).motsu_unwrap()._0, 18);
    assert_eq!(w.risk.sender(w.alice).ask(IRisk::collateralCountCall {}).motsu_unwrap()._0, U256::ZERO);
    let config = w.risk.sender(w.alice).ask(IRisk::liquidationConfigCall {}).motsu_unwrap();
    assert_eq!((config.hStar, config.targetHealth), (n(H_STAR), n(TARGET)));
    w.risk.assert_emitted(&IRisk::OwnershipTransferred { previousOwner: Address::ZERO, newOwner: w.owner });
    w.risk.assert_emitted(&IRisk::LiquidationChanged {
        oldHStar: U256::ZERO,
        oldTargetHealth: U256::ZERO,
        newHStar: n(H_STAR),
        newTargetHealth: n(TARGET),
    });
    assert_eq!(w.risk.all_events().len(), 2);
}

#[test]
fn refuses_no_owner() {
    let w = World::bare();
    let IRisk::ZeroAddress {} = ask_error(w.construct(Address::ZERO, 18));
}

#[test]
fn refuses_a_loan_asset_of_too_few_or_too_many_decimals() {
    for given in [5, 19] {
        let w = World::bare();
        let error: IRisk::OutOfBounds = ask_error(w.init_with(given));
        assert_eq!(error, IRisk::OutOfBounds { given: n(given.into()), least: n(6), most: n(18) });
    }
}

#[test]
fn happens_once() {
    let w = World::new();
    w.construct(w.alice, 18).motsu_unwrap_err();
    assert_eq!(w.risk.sender(w.alice).ask(IRisk::ownerCall {}).motsu_unwrap()._0, w.owner);
}
