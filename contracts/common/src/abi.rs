//! ABI words in and out, without a codec per signature: a router reads its arguments word by word.

use crate::{
    revert::{at_most, Result, Revert},
    word::{address, from_address, from_bytes, wide, write_bytes},
};
use alloc::vec::Vec;
use alloy_primitives::{Address, U256};
use alloy_sol_types::SolCall;

/// A router's answer: encoded return values, or revert data.
pub type Answer = Result<Vec<u8>>;

/// Calldata behind the selector, read from the front. Every reader refuses what a strict decoder refuses: missing
/// words, dirty high bits, offsets and lengths beyond the end. It answers as Solidity does, with empty revert data.
pub struct Args<'a> {
    data: &'a [u8],
    next: usize,
}

impl<'a> Args<'a> {
    /// Arguments behind a selector.
    pub fn new(data: &'a [u8]) -> Self {
        Self { data, next: 0 }
    }

    /// The next word, as `uint256`.
    #[inline(never)]
    pub fn uint(&mut self) -> Result<U256> {
        let word = word_at(self.data, self.next)?;
        self.next = self.next.wrapping_add(32);
        Ok(word)
    }

    /// The next word, as an amount of at most `most`: a larger one reverts `AmountTooLarge`.
    pub fn amount(&mut self, most: u128) -> Result<u128> {
        at_most(self.uint()?, most)
    }

    /// The next word, as `address`.
    #[inline(never)]
    pub fn address(&mut self) -> Result<Address> {
        let word = self.uint()?;
        let [_, _, high, highest] = word.into_limbs();
        if highest != 0 || high >> 32 != 0 {
            return Err(malformed());
        }
        Ok(address(word))
    }

    /// The next word, as `bool`.
    #[inline(never)]
    pub fn boolean(&mut self) -> Result<bool> {
        let word = self.uint()?;
        if word > U256::ONE {
            return Err(malformed());
        }
        Ok(!word.is_zero())
    }

    /// The next argument, as `uint256[]` of at most `most` items.
    #[inline(never)]
    pub fn uints(&mut self, most: usize) -> Result<Vec<U256>> {
        let start = index(self.uint()?)?;
        let length = index(word_at(self.data, start)?)?;
        if length > most {
            return Err(malformed());
        }
        let mut items = alloc::vec![U256::ZERO; length];
        let mut at = start;
        for item in &mut items {
            at = at.wrapping_add(32);
            *item = word_at(self.data, at)?;
        }
        Ok(items)
    }

    /// The next argument, as `bytes`.
    #[inline(never)]
    pub fn bytes(&mut self) -> Result<&'a [u8]> {
        let start = index(self.uint()?)?;
        let length = index(word_at(self.data, start)?)?;
        let start = start.wrapping_add(32);
        self.data.get(start..start.wrapping_add(length)).ok_or_else(malformed)
    }

    /// The next argument, as `bytes[]`: how many, and a reader that gives one after the other by [`Self::bytes`].
    #[inline(never)]
    pub fn bytes_list(&mut self) -> Result<(usize, Self)> {
        let start = index(self.uint()?)?;
        let length = index(word_at(self.data, start)?)?;
        let items = self.data.get(start.wrapping_add(32)..).ok_or_else(malformed)?;
        Ok((length, Self::new(items)))
    }
}

/// What a strict decoder answers to calldata that is not of the signature: empty revert data.
#[inline(never)]
pub fn malformed() -> Revert {
    Revert::new(Vec::new())
}

fn index(word: U256) -> Result<usize> {
    // Far beyond any calldata, and far from overflow.
    match crate::word::narrow(word) {
        Some(index) if index < 1 << 28 => Ok(index as usize),
        _ => Err(malformed()),
    }
}

/// The word at byte `at`.
#[inline(never)]
pub fn word_at(data: &[u8], at: usize) -> Result<U256> {
    match data.get(at..).and_then(|rest| rest.first_chunk()) {
        Some(bytes) => Ok(from_bytes(bytes)),
        None => Err(malformed()),
    }
}

/// Encodes words after `head`.
pub fn encode(head: &[u8], words: &[U256]) -> Vec<u8> {
    encode_parts(head, words, &[])
}

/// Encodes two runs of words after `head`.
#[inline(never)]
pub fn encode_parts(head: &[u8], first: &[U256], second: &[U256]) -> Vec<u8> {
    let mut bytes = alloc::vec![0; head.len() + 32 * (first.len() + second.len())];
    let mut to = bytes.as_mut_ptr();
    // SAFETY: writes as many bytes as were allocated, one part after the other.
    unsafe {
        to.copy_from_nonoverlapping(head.as_ptr(), head.len());
        to = to.add(head.len());
        for word in first.iter().chain(second) {
            write_bytes(word, to);
            to = to.add(32);
        }
    }
    bytes
}

/// Calldata of a function of static arguments and `bytes` behind them.
#[inline(never)]
pub fn calldata_bytes(selector: u32, words: &[U256], bytes: &[u8]) -> Vec<u8> {
    let offset = 32 * (words.len() as u64 + 1);
    let head = encode_parts(&selector.to_be_bytes(), words, &[offset.word(), (bytes.len() as u64).word()]);
    let mut data = alloc::vec![0; head.len() + bytes.len().next_multiple_of(32)];
    // SAFETY: both parts fit what was allocated.
    unsafe {
        let to = data.as_mut_ptr();
        to.copy_from_nonoverlapping(head.as_ptr(), head.len());
        to.add(head.len()).copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
    }
    data
}

/// Answers `bytes[]`.
#[inline(never)]
pub fn answer_list(items: &[Vec<u8>]) -> Answer {
    let mut size = 32 * (items.len() + 2);
    for item in items {
        size += 32 + item.len().next_multiple_of(32);
    }
    let mut data = alloc::vec![0; size];
    let start = data.as_mut_ptr();
    // SAFETY: a word for the list's offset and length each, a word for each item's offset and length, and its padded bytes are
    // what was allocated.
    unsafe {
        write_bytes(&32_u64.word(), start);
        write_bytes(&(items.len() as u64).word(), start.add(32));
        let heads = start.add(64);
        let mut offset = 32 * items.len();
        for (i, item) in items.iter().enumerate() {
            write_bytes(&(offset as u64).word(), heads.add(32 * i));
            let to = heads.add(offset);
            write_bytes(&(item.len() as u64).word(), to);
            to.add(32).copy_from_nonoverlapping(item.as_ptr(), item.len());
            offset += 32 + item.len().next_multiple_of(32);
        }
    }
    Ok(data)
}

/// Calldata of the call `C` of a published interface, its arguments static.
#[inline(always)]
pub fn calldata<C: SolCall>(arguments: &[U256]) -> Vec<u8> {
    encode(&C::SELECTOR, arguments)
}

/// A value that is one word on the ABI.
pub trait Word {
    /// As a word.
    fn word(self) -> U256;
}

impl Word for U256 {
    fn word(self) -> U256 {
        self
    }
}

impl Word for Address {
    fn word(self) -> U256 {
        from_address(&self)
    }
}

impl Word for u128 {
    #[inline(never)]
    fn word(self) -> U256 {
        wide(self)
    }
}

impl Word for u64 {
    fn word(self) -> U256 {
        U256::from_limbs([self, 0, 0, 0])
    }
}

impl Word for bool {
    fn word(self) -> U256 {
        U256::from_limbs([u64::from(self), 0, 0, 0])
    }
}

/// Answers one value.
pub fn one(value: impl Word) -> Answer {
    words(&[value.word()])
}

/// Answers several static values.
#[inline(never)]
pub fn words(values: &[U256]) -> Answer {
    Ok(encode(&[], values))
}

/// Answers a `string` of at most 32 bytes.
pub fn text(text: &str) -> Answer {
    let [length, padded] = string(text);
    words(&[32_u64.word(), length, padded])
}

/// A `string` of 1 to 32 bytes: its length and its one word.
#[inline(never)]
pub fn string(text: &str) -> [U256; 2] {
    let mut padded = [0; 32];
    for (to, from) in padded.iter_mut().zip(text.bytes()) {
        *to = from;
    }
    [(text.len() as u64).word(), from_bytes(&padded)]
}

/// Answers nothing.
pub fn nothing(_: ()) -> Answer {
    Ok(Vec::new())
}
