//! Ownership in two steps, and who may do what.

mod common;

use alloy_primitives::{Address, U256};
use alloy_sol_types::SolCall;
use ballast_risk::{interface::IRisk, Risk};
use ballast_test_support::{ask_error, Ask};
use common::*;
use motsu::prelude::*;

#[motsu::test]
fn passes_in_two_steps(risk: Contract<Risk>, alice: Address, owner: Address) {
    risk.init(owner);
    risk.sender(owner).ask(IRisk::transferOwnershipCall { newOwner: alice }).motsu_unwrap();
    assert_eq!(risk.sender(alice).ask(IRisk::ownerCall {}).motsu_unwrap()._0, owner);
    assert_eq!(risk.sender(alice).ask(IRisk::pendingOwnerCall {}).motsu_unwrap()._0, alice);
    risk.assert_emitted(&IRisk::OwnershipTransferStarted { previousOwner: owner, newOwner: alice });
    risk.sender(alice).ask(IRisk::acceptOwnershipCall {}).motsu_unwrap();
    assert_eq!(risk.sender(alice).ask(IRisk::ownerCall {}).motsu_unwrap()._0, alice);
    assert_eq!(risk.sender(alice).ask(IRisk::pendingOwnerCall {}).motsu_unwrap()._0, Address::ZERO);
    risk.assert_emitted(&IRisk::OwnershipTransferred { previousOwner: owner, newOwner: alice });
}

#[motsu::test]
fn only_the_named_one_accepts(risk: Contract<Risk>, alice: Address, bob: Address, owner: Address) {
    risk.init(owner);
    risk.sender(owner).ask(IRisk::transferOwnershipCall { newOwner: alice }).motsu_unwrap();
    refuses(&risk, bob, IRisk::acceptOwnershipCall {});
    refuses(&risk, owner, IRisk::acceptOwnershipCall {});
}

#[motsu::test]
fn only_the_owner_governs(risk: Contract<Risk>, alice: Address, owner: Address) {
    risk.init(owner);
    let any = U256::ONE;
    refuses(&risk, alice, IRisk::transferOwnershipCall { newOwner: alice });
    refuses(&risk, alice, IRisk::acceptOwnershipCall {});
    refuses(&risk, alice, shares_listing(alice, alice));
    let factors =
        IRisk::setFactorsCall { index: any, borrowFactorBps: any, liquidationFactorBps: any, maxBonusBps: any };
    refuses(&risk, alice, factors);
    refuses(&risk, alice, IRisk::setFeedCall { index: any, feed: alice, feedMaxAge: any, rateMaxAge: any });
    refuses(&risk, alice, IRisk::setLiquidationCall { hStar: any, targetHealth: any, dust: any });
}

#[track_caller]
fn refuses<C: SolCall>(risk: &Contract<Risk>, caller: Address, call: C) {
    let error: IRisk::Unauthorized = ask_error(risk.sender(caller).ask(call).map(|_| ()));
    assert_eq!(error.caller, caller);
}
