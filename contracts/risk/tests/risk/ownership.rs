//! Ownership in two steps, and who may do what.

use crate::world::*;
use alloy_primitives::{Address, U256};
use alloy_sol_types::SolCall;
use ballast_risk::interface::IRisk;
use ballast_test_support::{ask_error, Ask};
use motsu::prelude::*;

#[test]
fn passes_in_two_steps() {
    let w = World::new();
    w.ask(IRisk::transferOwnershipCall { newOwner: w.alice });
    assert_eq!(w.risk.sender(w.alice).ask(IRisk::ownerCall {}).motsu_unwrap()._0, w.owner);
    assert_eq!(w.risk.sender(w.alice).ask(IRisk::pendingOwnerCall {}).motsu_unwrap()._0, w.alice);
    w.risk.assert_emitted(&IRisk::OwnershipTransferStarted { previousOwner: w.owner, newOwner: w.alice });
    w.risk.sender(w.alice).ask(IRisk::acceptOwnershipCall {}).motsu_unwrap();
    assert_eq!(w.risk.sender(w.alice).ask(IRisk::ownerCall {}).motsu_unwrap()._0, w.alice);
    assert_eq!(w.risk.sender(w.alice).ask(IRisk::pendingOwnerCall {}).motsu_unwrap()._0, Address::ZERO);
    w.risk.assert_emitted(&IRisk::OwnershipTransferred { previousOwner: w.owner, newOwner: w.alice });
}

#[test]
fn only_the_named_one_accepts() {
    let w = World::new();
    w.ask(IRisk::transferOwnershipCall { newOwner: w.alice });
    refuses(&w, w.bob, IRisk::acceptOwnershipCall {});
    refuses(&w, w.owner, IRisk::acceptOwnershipCall {});
}

#[test]
fn only_the_owner_governs() {
    let w = World::new();
    let any = U256::ONE;
    refuses(&w, w.alice, IRisk::transferOwnershipCall { newOwner: w.alice });
    refuses(&w, w.alice, IRisk::acceptOwnershipCall {});
    refuses(&w, w.alice, shares_listing(w.alice, w.alice));
    let factors =
        IRisk::setFactorsCall { index: any, borrowFactorBps: any, liquidationFactorBps: any, maxBonusBps: any };
    refuses(&w, w.alice, factors);
    refuses(&w, w.alice, IRisk::setFeedCall { index: any, feed: w.alice, feedMaxAge: any, rateMaxAge: any });
    refuses(&w, w.alice, IRisk::setLiquidationCall { hStar: any, targetHealth: any });
    for caller in [w.alice, w.bob] {
        only_the_owner_governs_prices(&w, caller);
    }
}

fn only_the_owner_governs_prices(w: &World, caller: Address) {
    let (index, any, feed) = (U256::ZERO, U256::ONE, caller);
    w.ask(IRisk::setGuardianCall { newGuardian: w.bob });
    refuses(w, caller, IRisk::setGuardianCall { newGuardian: caller });
    refuses(w, caller, IRisk::setDeviationCall { index, maxDeviationBps: any });
    refuses(w, caller, IRisk::setQuoteFeedCall { index, feed, maxAge: any, maxDeviationBps: any });
    refuses(w, caller, IRisk::setLoanFeedCall { feed, maxAge: any, maxDeviationBps: any });
    refuses(w, caller, IRisk::setRateCapCall { index, snapshot: any, growthBps: any });
    refuses(w, caller, IRisk::setAverageCall { index, tau: any, longestStep: any });
    refuses(w, caller, IRisk::setRampCall { secs: any });
    refuses(w, caller, IRisk::setSequencerCall { feed, graceSecs: any });
    refuses(w, caller, IRisk::thawLiquidationCall {});
}

#[test]
fn the_guardian_is_the_owners_choice() {
    let w = World::new();
    assert_eq!(w.ask(IRisk::guardianCall {})._0, Address::ZERO);
    refuses(&w, w.alice, IRisk::freezeLiquidationCall {});
    w.ask(IRisk::setGuardianCall { newGuardian: w.alice });
    w.risk.assert_emitted(&IRisk::GuardianChanged { previousGuardian: Address::ZERO, newGuardian: w.alice });
    assert_eq!(w.ask(IRisk::guardianCall {})._0, w.alice);
    w.risk.sender(w.alice).ask(IRisk::freezeLiquidationCall {}).motsu_unwrap();
    refuses(&w, w.bob, IRisk::freezeLiquidationCall {});
}

#[track_caller]
fn refuses<C: SolCall>(w: &World, caller: Address, call: C) {
    let error: IRisk::Unauthorized = ask_error(w.risk.sender(caller).ask(call).map(|_| ()));
    assert_eq!(error.caller, caller);
}
