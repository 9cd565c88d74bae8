//! I21: whole or nothing, at every gas limit.

use crate::{Lending, Token};
use ballast_chain::{Chain, Tx};
use std::fmt::Debug;

/// What has a chain under it.
pub trait OnChain {
    /// The chain.
    fn chain(&mut self) -> &mut Chain;
}

impl OnChain for Lending {
    fn chain(&mut self) -> &mut Chain {
        &mut self.protocol.client.chain
    }
}

impl OnChain for Token {
    fn chain(&mut self) -> &mut Chain {
        &mut self.client.chain
    }
}

/// Sends the transaction at gas limits in steps, from too little to plenty: each time all of it happens, as with plenty,
/// or nothing. `state` tells all that it could change.
#[track_caller]
pub fn assert_whole_or_nothing<W: OnChain, S: PartialEq + Debug>(world: &mut W, tx: &Tx, state: impl Fn(&mut W) -> S) {
    let start = world.chain().snapshot();
    let before = state(world);
    let whole = world.chain().transact(tx.clone()).unwrap();
    assert!(whole.is_success(), "{}", ballast_client::describe(&whole.output));
    let after = state(world);
    assert_ne!(before, after);
    world.chain().restore(start).unwrap();

    let (mut failed, mut succeeded) = (0, 0);
    let most = (whole.gas_used + whole.gas_refunded) * 6 / 5;
    for gas in (24_000..most).step_by(usize::try_from(most / 160).unwrap()) {
        let receipt = world.chain().transact(tx.clone().gas_limit(gas)).unwrap();
        let now = state(world);
        if receipt.is_success() {
            assert_eq!(now, after, "gas limit {gas}");
            assert_eq!((&receipt.output, &receipt.logs), (&whole.output, &whole.logs), "gas limit {gas}");
            succeeded += 1;
            world.chain().restore(start).unwrap();
        } else {
            assert_eq!(now, before, "gas limit {gas}");
            assert!(receipt.logs.is_empty(), "gas limit {gas}");
            failed += 1;
        }
    }
    assert!(failed > 50 && succeeded > 10, "{failed} failed, {succeeded} succeeded");
}
