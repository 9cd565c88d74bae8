//! Construction: owner, loan decimals, rules to start from.

mod common;

use alloy_primitives::{Address, U256};
use ballast_risk::{interface::IRisk, Risk};
use ballast_test_support::{ask_error, Ask};
use common::*;
use motsu::prelude::*;

#[motsu::test]
fn starts_with_an_owner_and_rules(risk: Contract<Risk>, alice: Address, owner: Address) {
    risk.init(owner);
    assert_eq!(risk.sender(alice).ask(IRisk::ownerCall {}).motsu_unwrap()._0, owner);
    assert_eq!(risk.sender(alice).ask(IRisk::pendingOwnerCall {}).motsu_unwrap()._0, Address::ZERO);
    assert_eq!(risk.sender(alice).ask(IRisk::loanDecimalsCall {}).motsu_unwrap()._0, 18);
    assert_eq!(risk.sender(alice).ask(IRisk::collateralCountCall {}).motsu_unwrap()._0, U256::ZERO);
    let config = risk.sender(alice).ask(IRisk::liquidationConfigCall {}).motsu_unwrap();
    assert_eq!((config.hStar, config.targetHealth, config.dust), (n(H_STAR), n(TARGET), n(DUST)));
    risk.assert_emitted(&IRisk::OwnershipTransferred { previousOwner: Address::ZERO, newOwner: owner });
    risk.assert_emitted(&IRisk::LiquidationChanged {
        oldHStar: U256::ZERO,
        oldTargetHealth: U256::ZERO,
        oldDust: U256::ZERO,
        newHStar: n(H_STAR),
        newTargetHealth: n(TARGET),
        newDust: n(DUST),
    });
    assert_eq!(risk.all_events().len(), 2);
}

#[motsu::test]
fn the_first_dust_is_a_thousandth_of_a_token(usdc: Contract<Risk>, coarse: Contract<Risk>, owner: Address) {
    usdc.init_with(owner, 6).motsu_unwrap();
    assert_eq!(usdc.sender(owner).ask(IRisk::liquidationConfigCall {}).motsu_unwrap().dust, n(1_000));
    coarse.init_with(owner, 0).motsu_unwrap();
    assert_eq!(coarse.sender(owner).ask(IRisk::liquidationConfigCall {}).motsu_unwrap().dust, n(1), "never zero");
}

#[motsu::test]
fn refuses_no_owner(risk: Contract<Risk>) {
    let IRisk::ZeroAddress {} = ask_error(risk.init_with(Address::ZERO, 18));
}

#[motsu::test]
fn refuses_a_loan_asset_of_more_than_18_decimals(risk: Contract<Risk>, owner: Address) {
    let error: IRisk::OutOfBounds = ask_error(risk.init_with(owner, 19));
    assert_eq!(error, IRisk::OutOfBounds { given: n(19), least: n(0), most: n(18) });
}

#[motsu::test]
fn happens_once(risk: Contract<Risk>, alice: Address, owner: Address) {
    risk.init(owner);
    risk.init_with(alice, 18).motsu_unwrap_err();
    assert_eq!(risk.sender(alice).ask(IRisk::ownerCall {}).motsu_unwrap()._0, owner);
}
