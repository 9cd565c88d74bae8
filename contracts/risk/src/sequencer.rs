//! After the sequencer was down, prices have moved and nobody could act: all waits out a grace. `setSequencer`.

use crate::{
    input::within,
    interface::IRisk::SequencerChanged,
    source::{bad, read_uptime},
    storage::{flag_all, with_address, ROLES, SEQUENCER, UPTIME},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    emit, host,
    word::{address, field, narrow},
    Result,
};

const LEAST_GRACE_SECS: u128 = 300;
const MOST_GRACE_SECS: u128 = 86_400;

/// An uptime feed.
pub(crate) struct Uptime {
    /// 0..160 feed; zero for none
    pub(crate) feed: Address,
    /// 160..192 seconds
    pub(crate) grace: u64,
}

impl Uptime {
    pub(crate) fn load() -> Self {
        let word = SEQUENCER.load();
        Self { feed: address(word), grace: field(word, 160, 32) as u64 }
    }

    /// Until when to wait, if so; of no feed it must not be asked. The greatest number while the sequencer is down, or
    /// while its feed does not say.
    #[inline(never)]
    pub(crate) fn waits(&self) -> Option<U256> {
        let Some((answer, started_at)) = read_uptime(self.feed) else { return Some(U256::MAX) };
        if !answer.is_zero() || started_at.is_zero() {
            return Some(U256::MAX);
        }
        let Some(until) = narrow(started_at).and_then(|at| at.checked_add(self.grace.into())) else {
            return Some(U256::MAX);
        };
        (until > host::now().into()).then(|| until.word())
    }
}

/// A feed of zero takes it away.
pub(crate) fn set_sequencer(feed: Address, grace: U256) -> Result<()> {
    ROLES.only_owner()?;
    let grace = within(grace, LEAST_GRACE_SECS, MOST_GRACE_SECS)? as u64;
    if !feed.is_zero() && read_uptime(feed).is_none() {
        return Err(bad(feed));
    }
    let old = Uptime::load();
    SEQUENCER.store(with_address(feed, grace, 0));
    emit!(SequencerChanged: [], [old.feed, old.grace, feed, grace]);
    flag_all(UPTIME, !feed.is_zero())
}
