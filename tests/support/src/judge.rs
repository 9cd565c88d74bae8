//! A judge that says what a test wants, and remembers what it was asked.

use alloy_primitives::{Address, U256};
use alloy_sol_types::sol;
use ballast_common::{
    abi::{encode, malformed, one, word_at, words, Answer, Word},
    error,
    program::Selector,
    slot::{Map, Slot},
};
use stylus_sdk::prelude::*;

sol! {
    /// The judge's calls, as far as a market makes them; the rest is in abi/IRisk.sol.
    #[allow(missing_docs)]
    interface IJudge {
        error Healthy(uint256 healthWad);
        function borrowLimit(uint256[] calldata holdings) external view returns (uint256 limit, uint256 unpriced);
        function health(uint256[] calldata holdings, uint256 debt) external view returns (uint256 healthWad);
        function liquidation(uint256[] calldata holdings, uint256 debt, uint256 index, uint256 maxRepay, uint256 minDebt)
            external view returns (uint256 repay, uint256 seize, uint256 healthWad, bool exhausted);
        function collateral(uint256 index) external view returns (address asset, bool isShares);
        function loanDecimals() external view returns (uint8);
    }
}

use IJudge::*;

/// Says what it was told to.
#[storage]
pub struct JudgeMock {}

/// How a judge behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum JudgeMode {
    /// As its interface says.
    Answers,
    /// Judgements revert `Healthy(2e18)`.
    Refuses,
    /// Judgements answer one word less than the interface says.
    AnswersShort,
}

/// What a liquidation comes to, in words.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// Assets.
    pub repay: U256,
    /// Units.
    pub seize: U256,
    /// Health before, in wad.
    pub health_wad: U256,
    /// Whether what is left is bad.
    pub exhausted: bool,
}

const MODE: Slot = Slot::at(0);
const LIMIT: Slot = Slot::at(1);
const UNPRICED: Slot = Slot::at(2);
const HEALTH: Slot = Slot::at(3);
const REPAY: Slot = Slot::at(4);
const SEIZE: Slot = Slot::at(5);
const EXHAUSTED: Slot = Slot::at(6);
const DECIMALS: Slot = Slot::at(7);
const ASSETS: Map = Map::at(8);
const SHARES: Map = Map::at(9);
/// Words of the last judgement's calldata behind the selector.
const ASKED: Map = Map::at(10);
const ASKED_WORDS: Slot = Slot::at(11);
const ASKED_SELECTOR: Slot = Slot::at(12);

impl JudgeMock {
    /// Sets the behaviour of judgements.
    pub fn set_mode(&mut self, mode: JudgeMode) {
        MODE.store((mode as u64).word());
    }

    /// Sets what debt is allowed, and the bits of what has no price.
    pub fn set_limit(&mut self, limit: U256, unpriced: U256) {
        LIMIT.store(limit);
        UNPRICED.store(unpriced);
    }

    /// Sets every account's health.
    pub fn set_health(&mut self, health_wad: U256) {
        HEALTH.store(health_wad);
    }

    /// Sets what a liquidation comes to.
    pub fn set_sentence(&mut self, sentence: Sentence) {
        REPAY.store(sentence.repay);
        SEIZE.store(sentence.seize);
        HEALTH.store(sentence.health_wad);
        EXHAUSTED.store(sentence.exhausted.word());
    }

    /// Sets the collateral at an index.
    pub fn set_collateral(&mut self, index: u64, asset: Address, is_shares: bool) {
        ASSETS.slot(index).store(asset.word());
        SHARES.slot(index).store(is_shares.word());
    }

    /// Sets the loan asset's decimals.
    pub fn set_loan_decimals(&mut self, decimals: U256) {
        DECIMALS.store(decimals);
    }

    /// The calldata of the last judgement.
    pub fn asked(&self) -> Vec<u8> {
        let count = ASKED_WORDS.load().to::<u64>();
        let words: Vec<_> = (0..count).map(|i| ASKED.slot(i).load()).collect();
        encode(&ASKED_SELECTOR.load().to::<u32>().to_be_bytes(), &words)
    }
}

fn remember(selector: u32, arguments: &[u8]) {
    let count = arguments.len() as u64 / 32;
    ASKED_SELECTOR.store(u64::from(selector).word());
    ASKED_WORDS.store(count.word());
    for i in 0..count {
        ASKED.slot(i).store(word_at(arguments, 32 * i as usize).unwrap_or_default());
    }
}

/// Static calls of the mocked host may write.
fn judged(selector: u32, arguments: &[u8], answer: &[U256]) -> Answer {
    remember(selector, arguments);
    if MODE.load() == (JudgeMode::Refuses as u64).word() {
        return Err(error!(Healthy: U256::from(2 * 10_u128.pow(18))));
    }
    let short = MODE.load() == (JudgeMode::AnswersShort as u64).word();
    words(&answer[usize::from(short)..])
}

fn route(_: &mut JudgeMock, calldata: &[u8]) -> Answer {
    let Some((selector, arguments)) = calldata.split_first_chunk::<4>() else {
        return Err(malformed());
    };
    let selector = u32::from_be_bytes(*selector);
    match selector {
        borrowLimitCall::ID => judged(selector, arguments, &[LIMIT.load(), UNPRICED.load()]),
        healthCall::ID => judged(selector, arguments, &[HEALTH.load()]),
        liquidationCall::ID => {
            judged(selector, arguments, &[REPAY.load(), SEIZE.load(), HEALTH.load(), EXHAUSTED.load()])
        }
        collateralCall::ID => {
            let index = word_at(arguments, 0)?;
            words(&[ASSETS.slot(index).load(), SHARES.slot(index).load(), U256::ZERO])
        }
        loanDecimalsCall::ID => one(DECIMALS.load()),
        _ => Err(malformed()),
    }
}

ballast_common::program!(JudgeMock, route);
