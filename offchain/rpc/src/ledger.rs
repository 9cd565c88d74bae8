//! The chain with what a node keeps beside it. It belongs to one thread.

use crate::{
    block::{Block, executable},
    clock::Clock,
    config::Config,
    error::{RpcError, refused},
    feed::{Feed, News},
    filters::Filters,
    keys::{Keys, unsigned},
    pool::Pool,
};
use alloy_consensus::{Transaction, TxEnvelope, TxLegacy, transaction::Recovered};
use alloy_eips::{BlockId, BlockNumberOrTag};
use alloy_primitives::{Address, B256, TxKind};
use ballast_chain::{Chain, Receipt, Setting, SnapshotId, Tx};
use std::collections::HashMap;

/// A state that `evm_revert` returns to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kept {
    pub(crate) id: u64,
    pub(crate) chain: SnapshotId,
    pub(crate) clock: Clock,
    pub(crate) last: u64,
}

/// What of a block is in a transaction's place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) block: u64,
    pub(crate) index: usize,
}

/// The chain, its blocks, and who waits for what.
#[derive(Debug)]
pub(crate) struct Ledger {
    pub(crate) chain: Chain,
    pub(crate) config: Config,
    pub(crate) blocks: Vec<Block>,
    pub(crate) numbers: HashMap<B256, u64>,
    pub(crate) places: HashMap<B256, Place>,
    pub(crate) pool: Pool,
    pub(crate) clock: Clock,
    pub(crate) keys: Keys,
    pub(crate) filters: Filters,
    pub(crate) feed: Feed,
    pub(crate) kept: Vec<Kept>,
    pub(crate) next_kept: u64,
    /// Whether each transaction is mined at once.
    pub(crate) is_instant: bool,
}

impl Ledger {
    /// Takes a chain over. Blocks are made of the transactions that it recorded from genesis on; those that it
    /// did not record are empty.
    pub(crate) fn new(mut chain: Chain, config: Config, feed: Feed) -> Self {
        let recorded = chain.take_record();
        if !chain.keeps_history() {
            chain.keep_history(config.history);
        }
        let start = chain.snapshot();
        let clock = Clock::default();
        let last = chain.block_number();
        let mut ledger = Self {
            keys: Keys::new(&config.keys),
            is_instant: config.block_time.is_none(),
            filters: Filters::new(config.limits.filters),
            kept: vec![Kept { id: 0, chain: start, clock, last }],
            next_kept: 1,
            chain,
            config,
            feed,
            clock,
            blocks: Vec::new(),
            numbers: HashMap::new(),
            places: HashMap::new(),
            pool: Pool::default(),
        };
        ledger.write_history(recorded);
        ledger
    }

    fn write_history(&mut self, recorded: Vec<(Tx, Receipt)>) {
        let genesis = self.chain.config().genesis_time;
        let mut recorded = recorded.into_iter().peekable();
        for number in 0..=self.chain.block_number() {
            let mut done = Vec::new();
            let mut timestamp = self.blocks.last().map_or(genesis, |block| block.header.timestamp);
            while let Some((tx, receipt)) = recorded.next_if(|(_, receipt)| receipt.block_number == number) {
                timestamp = receipt.timestamp;
                done.push((self.unsigned_legacy(tx), receipt));
            }
            let setting = Setting { number, timestamp, ..self.chain.next_setting() };
            self.append(&setting, done);
        }
    }

    fn unsigned_legacy(&self, tx: Tx) -> Recovered<TxEnvelope> {
        let legacy = TxLegacy {
            chain_id: Some(self.chain.config().chain_id),
            nonce: tx.nonce.unwrap_or_default(),
            gas_price: tx.gas_price.unwrap_or_default(),
            gas_limit: tx.gas_limit.unwrap_or_default(),
            to: tx.to.map_or(TxKind::Create, TxKind::Call),
            value: tx.value,
            input: tx.data,
        };
        unsigned(legacy.into(), tx.from)
    }

    /// Seals a block and tells of it.
    fn append(&mut self, setting: &Setting, done: Vec<(Recovered<TxEnvelope>, Receipt)>) {
        let parent = self.blocks.last().map_or(B256::ZERO, |block| block.hash);
        let block = Block::seal(&self.chain, parent, setting, done);
        for (index, mined) in block.txs.iter().enumerate() {
            self.places.insert(*mined.tx.tx_hash(), Place { block: setting.number, index });
        }
        self.numbers.insert(block.hash, setting.number);
        if self.feed.is_heard()
            && let Ok(header) = block.header_json()
        {
            self.feed.tell(News::Block { header, logs: block.logs() });
        }
        self.blocks.push(block);
    }

    /// The last block.
    pub(crate) fn head(&self) -> &Block {
        // There is always genesis.
        &self.blocks[self.blocks.len() - 1]
    }

    /// The block that would be made now.
    pub(crate) fn next_setting(&self) -> Setting {
        let last = &self.head().header;
        let timestamp = self.clock.peek(last.timestamp);
        Setting { number: last.number + 1, timestamp, ..self.chain.next_setting() }
    }

    /// Makes a block of transactions. Gives why those were refused that are not in it; if all were, there is no
    /// block, unless none were given.
    pub(crate) fn mine(&mut self, txs: Vec<Recovered<TxEnvelope>>) -> Vec<RpcError> {
        let setting = self.next_setting();
        let (mut done, mut errors) = (Vec::new(), Vec::new());
        if txs.is_empty() {
            self.chain.mine();
        }
        let were_given = !txs.is_empty();
        for tx in txs {
            match self.chain.transact_in(executable(&tx, setting.base_fee), &setting) {
                Ok(receipt) => done.push((tx, receipt)),
                Err(error) => errors.push(refused(&error, tx.signer())),
            }
        }
        if were_given && done.is_empty() {
            return errors;
        }
        self.clock.take(self.head().header.timestamp);
        self.chain.set_time(setting.timestamp);
        self.append(&setting, done);
        errors
    }

    /// Makes a block of what can be mined, as far as a block's gas goes.
    pub(crate) fn mine_ready(&mut self) {
        let chain = &self.chain;
        let mut asked = 0u64;
        let (now, later): (Vec<_>, Vec<_>) =
            self.pool.take_ready(|sender| chain.nonce(sender)).into_iter().partition(|tx| {
                asked = asked.saturating_add(tx.gas_limit());
                asked <= self.config.limits.block_gas
            });
        let before = self.blocks.len();
        self.mine(now);
        if self.blocks.len() == before {
            self.mine(Vec::new());
        }
        let chain = &self.chain;
        self.pool.drop_stale(|sender| chain.nonce(sender));
        for tx in later {
            // They were in the pool before, so there is room.
            let _ = self.pool.add(tx, usize::MAX);
        }
    }

    /// Forgets the blocks after one.
    pub(crate) fn truncate(&mut self, last: u64) {
        for block in self.blocks.drain(last as usize + 1..) {
            self.numbers.remove(&block.hash);
            for mined in &block.txs {
                self.places.remove(mined.tx.tx_hash());
            }
        }
    }

    /// A block by number.
    pub(crate) fn block(&self, number: u64) -> Option<&Block> {
        self.blocks.get(usize::try_from(number).ok()?)
    }

    /// A block by hash.
    pub(crate) fn block_by_hash(&self, hash: &B256) -> Option<&Block> {
        self.block(*self.numbers.get(hash)?)
    }

    /// The block of a tag. Every block is final; the pending one shows as the last.
    pub(crate) fn number_of(&self, tag: BlockNumberOrTag) -> u64 {
        match tag {
            BlockNumberOrTag::Number(number) => number,
            BlockNumberOrTag::Earliest => 0,
            _ => self.head().header.number,
        }
    }

    /// The block of an id, if it is there.
    pub(crate) fn find(&self, id: BlockId) -> Option<&Block> {
        match id {
            BlockId::Hash(hash) => self.block_by_hash(&hash.block_hash),
            BlockId::Number(tag) => self.block(self.number_of(tag)),
        }
    }

    /// A mined transaction's block and index.
    pub(crate) fn place(&self, hash: &B256) -> Option<(&Block, usize)> {
        let place = self.places.get(hash)?;
        Some((self.block(place.block)?, place.index))
    }

    /// The nonce of a sender's next transaction.
    pub(crate) fn pending_nonce(&self, sender: Address) -> u64 {
        self.pool.next_nonce(sender, self.chain.nonce(sender))
    }

    /// Whether a transaction of this hash was seen.
    pub(crate) fn knows(&self, hash: &B256) -> bool {
        self.places.contains_key(hash) || self.pool.get(hash).is_some()
    }
}
