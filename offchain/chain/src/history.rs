//! What earlier blocks changed, kept as what was there before, so that a chain can look back.
//!
//! A block costs as much memory as it wrote. Looking back puts the old values in place, block by block, and the
//! new ones again afterwards: it takes time in proportion to what was written since.

use crate::{chain::Chain, state::State};
use alloy_primitives::{Address, B256, U256};
use std::collections::{HashMap, VecDeque};
use thiserror::Error;

/// An account without its storage.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    pub(crate) balance: U256,
    pub(crate) nonce: u64,
    pub(crate) code_hash: B256,
}

/// What was there before it was written first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Undo {
    pub(crate) accounts: HashMap<Address, Option<Head>>,
    pub(crate) slots: HashMap<(Address, U256), U256>,
}

/// The changes of the blocks before the last one, oldest first. Those of the last are with the state.
#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    most: usize,
    blocks: VecDeque<Undo>,
}

impl History {
    fn push(&mut self, undo: Undo) {
        self.blocks.push_back(undo);
        if self.blocks.len() > self.most {
            self.blocks.pop_front();
        }
    }

    /// Closes the last block.
    pub(crate) fn next_block(&mut self, state: &mut State) {
        if self.most > 0
            && let Some(undo) = &mut state.undo
        {
            self.push(std::mem::take(undo));
        }
    }
}

/// The state of a block that is not kept, or that is not there yet.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the state of block {number} is not kept: the oldest is that of block {oldest}, the last that of {last}")]
pub struct StateGone {
    /// The block that was asked for.
    pub number: u64,
    /// The oldest whose state is kept.
    pub oldest: u64,
    /// The last block.
    pub last: u64,
}

impl Chain {
    /// From here on keeps the states of the last `blocks` blocks before the present one.
    pub fn keep_history(&mut self, blocks: usize) {
        self.present.history = History { most: blocks, blocks: VecDeque::new() };
        self.present.state.undo = (blocks > 0).then(Undo::default);
    }

    /// Whether earlier states are kept.
    pub fn keeps_history(&self) -> bool {
        self.present.state.undo.is_some()
    }

    /// The oldest block whose state is kept.
    pub fn oldest_state(&self) -> u64 {
        self.block_number() - self.present.history.blocks.len() as u64
    }

    /// Lets `look` see the chain as it was after a block, and undoes what that does to it. The clock is for
    /// `look` to set.
    ///
    /// # Errors
    ///
    /// If that state is not kept.
    pub fn at<T>(&mut self, number: u64, look: impl FnOnce(&mut Self) -> T) -> Result<T, StateGone> {
        let (last, oldest) = (self.block_number(), self.oldest_state());
        if number > last || number < oldest {
            return Err(StateGone { number, oldest, last });
        }
        // While it is away, blocks that `look` mines are not kept.
        let mut history = std::mem::take(&mut self.present.history);
        let state = &mut self.present.state;
        let recording = state.undo.take();
        let mut later: Vec<Undo> = Vec::new();
        let mut latest = recording;
        for _ in number..last {
            let undo = latest.take().unwrap_or_default();
            later.push(state.exchange(undo));
            latest = history.blocks.pop_back();
        }
        state.undo = Some(Undo::default());
        let now = self.present.now;
        self.present.block_number = number;

        let seen = look(self);

        self.present.block_number = last;
        self.present.now = now;
        let state = &mut self.present.state;
        let scratch = state.undo.take().unwrap_or_default();
        state.exchange(scratch);
        while let Some(redo) = later.pop() {
            history.blocks.push_back(latest.take().unwrap_or_default());
            latest = Some(state.exchange(redo));
        }
        state.undo = latest;
        self.present.history = history;
        Ok(seen)
    }
}
