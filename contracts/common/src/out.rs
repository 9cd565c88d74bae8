//! Events and errors, encoded word by word into the bytes that leave the program: no array of words is built before.
//!
//! `emit!(Event: [indexed, …], [others, …])` and `error!(Error: fields, …)` take fields of any type that is [`Put`], in the
//! order of the published interface. Tests decode every event and error by its type, so that a wrong order or number of
//! fields does not pass.

use crate::{
    revert::Revert,
    word::{wide, write_bytes},
};
use alloc::vec::Vec;
use alloy_primitives::{Address, U256};
use stylus_sdk::hostio;

/// Bytes of a word.
const WORD: usize = 32;

/// Zeroes that words are put into, from `at` on.
pub struct Out {
    bytes: Vec<u8>,
    at: usize,
}

impl Out {
    /// For an error, or a call, of so many words.
    #[inline(never)]
    pub fn selector(selector: u32, words: usize) -> Self {
        let mut bytes = alloc::vec![0; 4 + WORD * words];
        if let Some(head) = bytes.first_chunk_mut() {
            *head = selector.to_be_bytes();
        }
        Self { bytes, at: 4 }
    }

    /// For an event of so many words behind its hash, whose limbs these are.
    #[inline(never)]
    pub fn event(a: u64, b: u64, c: u64, d: u64, words: usize) -> Self {
        let mut out = Self { bytes: alloc::vec![0; WORD + WORD * words], at: 0 };
        out.word(&U256::from_limbs([a, b, c, d]));
        out
    }

    /// The place of the next word.
    #[inline(never)]
    fn next(&mut self) -> Option<&mut [u8; WORD]> {
        let at = self.at;
        self.at = at.wrapping_add(WORD);
        self.bytes.get_mut(at..)?.first_chunk_mut()
    }

    /// The next word.
    #[inline(never)]
    pub fn word(&mut self, word: &U256) {
        if let Some(to) = self.next() {
            // SAFETY: 32 bytes of our own.
            unsafe { write_bytes(word, to.as_mut_ptr()) };
        }
    }

    /// The next word, from 128 bits.
    #[inline(never)]
    pub fn amount(&mut self, amount: u128) {
        self.word(&wide(amount));
    }

    /// The next word, an address.
    #[inline(never)]
    pub fn address(&mut self, address: &Address) {
        if let Some(to) = self.next().and_then(|to| to.last_chunk_mut()) {
            *to = address.0 .0;
        }
    }

    /// What was put, as a revert.
    #[inline(never)]
    pub fn revert(self) -> Revert {
        Revert::new(self.bytes)
    }

    /// What was put, as an event of so many topics, its hash among them.
    #[inline(never)]
    pub fn emit(self, topics: usize) {
        // SAFETY: the host reads exactly the bytes given.
        unsafe { hostio::emit_log(self.bytes.as_ptr(), self.bytes.len(), topics) };
    }
}

/// A value that is one word on the ABI. By reference, so that no value is copied to be put.
pub trait Put {
    /// Puts it.
    fn put(&self, out: &mut Out);
}

impl Put for Address {
    #[inline(always)]
    fn put(&self, out: &mut Out) {
        out.address(self);
    }
}

impl Put for U256 {
    #[inline(always)]
    fn put(&self, out: &mut Out) {
        out.word(self);
    }
}

impl Put for u128 {
    #[inline(always)]
    fn put(&self, out: &mut Out) {
        out.amount(*self);
    }
}

impl Put for u64 {
    #[inline(always)]
    fn put(&self, out: &mut Out) {
        out.amount((*self).into());
    }
}

impl Put for bool {
    #[inline(always)]
    fn put(&self, out: &mut Out) {
        out.amount((*self).into());
    }
}

/// How many there are.
#[doc(hidden)]
#[macro_export]
macro_rules! count {
    () => { 0 };
    ($first:expr $(, $rest:expr)* $(,)?) => { 1 + $crate::count!($($rest),*) };
}

/// The error of a published interface with its fields in their order.
#[macro_export]
macro_rules! error {
    ($error:ty $(: $($field:expr),*)?) => {{
        #[allow(unused_mut)] // of an error without fields
        let mut out = $crate::out::Out::selector(
            const { u32::from_be_bytes(<$error as alloy_sol_types::SolError>::SELECTOR) },
            $crate::count!($($($field),*)?),
        );
        $($($crate::out::Put::put(&$field, &mut out);)*)?
        out.revert()
    }};
}

/// Emits an event of a published interface: its indexed fields and its other fields, in their order.
#[macro_export]
macro_rules! emit {
    ($event:ty: [$($topic:expr),*], [$($field:expr),*]) => {{
        // As immediates: a hash in the data segment would be paid for by every call.
        let [a, b, c, d] = const { $crate::host::limbs(<$event as alloy_sol_types::SolEvent>::SIGNATURE_HASH) };
        let mut out = $crate::out::Out::event(a, b, c, d, $crate::count!($($topic,)* $($field),*));
        $($crate::out::Put::put(&$topic, &mut out);)*
        $($crate::out::Put::put(&$field, &mut out);)*
        out.emit(1 + $crate::count!($($topic),*));
    }};
}
