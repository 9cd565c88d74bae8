//! A program's invocation, its ink and its memory.

use super::storage_cache::StorageCache;
use crate::{
    evm::{Evm, Hostio},
    trace::Purchase,
};
use alloy_primitives::{Address, Bytes, U256};
use send_wrapper::SendWrapper;
use thiserror::Error;
use wasmer::{AsStoreMut, FunctionEnvMut, Global, Memory, MemoryAccessError, StoreMut, Value};

/// Why a program ends before its entrypoint returns.
#[derive(Debug, Error)]
pub(crate) enum Escape {
    #[error("out of ink")]
    OutOfInk,
    #[error("memory access out of bounds")]
    Memory(#[from] MemoryAccessError),
    #[error("{0}")]
    Refused(&'static str),
    #[error("exit with status {0}")]
    Exit(u32),
}

/// What a program is called with.
#[derive(Clone, Debug)]
pub(crate) struct Invocation {
    /// The account it runs as.
    pub(crate) address: Address,
    pub(crate) caller: Address,
    pub(crate) value: U256,
    pub(crate) input: Bytes,
    pub(crate) is_static: bool,
    /// Another frame of the same account is open below.
    pub(crate) is_reentrant: bool,
}

/// All that a running program's hostios work on.
pub(crate) struct Host {
    /// The machine belongs to the program while it runs. It never leaves the thread; the wrapper says so to
    /// wasmer, which asks for data that could.
    pub(crate) evm: SendWrapper<Evm>,
    pub(crate) invocation: Invocation,
    pub(crate) ink_price: u64,
    pub(crate) storage: StorageCache,
    pub(crate) output: Vec<u8>,
    pub(crate) return_data: Bytes,
    pub(crate) last_code: Option<(Address, Bytes)>,
    /// Refund earned by this frame and by its children that succeeded.
    pub(crate) refund: i64,
    pub(crate) meter: Option<Meter>,
    pub(crate) memory: Option<Memory>,
}

impl Host {
    pub(crate) fn new(evm: Evm, invocation: Invocation, ink_price: u64) -> Self {
        Self {
            evm: SendWrapper::new(evm),
            invocation,
            ink_price,
            storage: StorageCache::default(),
            output: Vec::new(),
            return_data: Bytes::new(),
            last_code: None,
            refund: 0,
            meter: None,
            memory: None,
        }
    }
}

/// The globals a program is metered by.
#[derive(Clone, Debug)]
pub(crate) struct Meter {
    pub(crate) ink: Global,
    pub(crate) exhausted: Global,
}

impl Meter {
    /// Ink left, zero when it has run out.
    pub(crate) fn ink(&self, store: &mut impl AsStoreMut) -> u64 {
        match (self.exhausted.get(store), self.ink.get(store)) {
            (Value::I32(0), Value::I64(ink)) => ink as u64,
            _ => 0,
        }
    }

    pub(crate) fn is_exhausted(&self, store: &mut impl AsStoreMut) -> bool {
        self.exhausted.get(store) != Value::I32(0)
    }

    /// Sets the ink. Both globals are mutable and of these types, so setting them cannot fail.
    pub(crate) fn set(&self, store: &mut impl AsStoreMut, ink: u64) {
        let _ = self.ink.set(store, Value::I64(ink as i64));
    }

    fn exhaust(&self, store: &mut impl AsStoreMut) {
        self.set(store, 0);
        let _ = self.exhausted.set(store, Value::I32(1));
    }
}

/// A hostio in progress.
pub(crate) struct Call<'a> {
    pub(crate) host: &'a mut Host,
    store: StoreMut<'a>,
    meter: Meter,
    memory: Memory,
    note: Option<Note>,
}

/// What a trace says a hostio was given and gave: what it read and wrote of the program's memory, unless it says
/// otherwise.
#[derive(Debug, Default)]
pub(crate) struct Note {
    args: Vec<u8>,
    outs: Vec<u8>,
}

impl Note {
    pub(crate) fn new(args: &[&[u8]], outs: &[&[u8]]) -> Self {
        Self { args: args.concat(), outs: outs.concat() }
    }
}

type Done<T = ()> = Result<T, Escape>;

impl<'a> Call<'a> {
    fn new(env: &'a mut FunctionEnvMut<'_, Host>) -> Done<Self> {
        let (host, store) = env.data_and_store_mut();
        let unbound = Escape::Refused("the program is not set up");
        let (Some(meter), Some(memory)) = (host.meter.clone(), host.memory.clone()) else {
            return Err(unbound);
        };
        Ok(Self { host, store, meter, memory, note: None })
    }

    /// Runs a hostio, and records it if the transaction is traced.
    pub(crate) fn run<T>(
        mut env: FunctionEnvMut<'_, Host>,
        name: &'static str,
        hostio: impl FnOnce(&mut Call<'_>) -> Done<T>,
    ) -> Done<T> {
        let mut call = Call::new(&mut env)?;
        if !call.host.evm.is_traced() {
            return hostio(&mut call);
        }
        let (start_ink, mark) = (call.ink(), call.host.evm.mark());
        call.note = Some(Note::default());
        let result = hostio(&mut call);
        let end_ink = call.ink();
        let Note { args, outs } = call.note.take().unwrap_or_default();
        let is_complete = matches!(result, Ok(_) | Err(Escape::Exit(_)));
        call.host.evm.record(mark, Hostio { name, args, outs, start_ink, end_ink, is_complete });
        result
    }

    /// Says what the trace is to say, if there is one.
    pub(crate) fn note(&mut self, note: impl FnOnce() -> Note) {
        if self.note.is_some() {
            self.note = Some(note());
        }
    }

    /// Has the trace say that the gas just paid was for this.
    pub(crate) fn bought(&mut self, what: Purchase, gas: u64) {
        self.host.evm.bought(what, gas);
    }

    /// Has the trace say what the hostio was given.
    pub(crate) fn taken(&mut self, bytes: &[u8]) {
        if let Some(note) = &mut self.note {
            note.args.extend_from_slice(bytes);
        }
    }

    /// Has the trace say what the hostio gave.
    pub(crate) fn given(&mut self, bytes: &[u8]) {
        if let Some(note) = &mut self.note {
            note.outs.extend_from_slice(bytes);
        }
    }

    pub(crate) fn ink(&mut self) -> u64 {
        self.meter.ink(&mut self.store)
    }

    fn out_of_ink<T>(&mut self) -> Done<T> {
        self.meter.exhaust(&mut self.store);
        Err(Escape::OutOfInk)
    }

    pub(crate) fn buy_ink(&mut self, ink: u64) -> Done {
        match self.ink().checked_sub(ink) {
            Some(left) => {
                self.meter.set(&mut self.store, left);
                Ok(())
            }
            None => self.out_of_ink(),
        }
    }

    pub(crate) fn buy_gas(&mut self, gas: u64) -> Done {
        self.buy_ink(gas.saturating_mul(self.host.ink_price))
    }

    /// Errors unless there is ink for `gas`, without taking it.
    pub(crate) fn require_gas(&mut self, gas: u64) -> Done {
        match self.ink() < gas.saturating_mul(self.host.ink_price) {
            true => self.out_of_ink(),
            false => Ok(()),
        }
    }

    pub(crate) fn gas_left(&mut self) -> u64 {
        self.ink() / self.host.ink_price
    }

    /// Reads from the program's memory. The bounds come first, so that no length can make the host allocate
    /// more than the program has.
    pub(crate) fn read(&mut self, at: u32, len: u32) -> Done<Vec<u8>> {
        let view = self.memory.view(&self.store);
        if u64::from(at) + u64::from(len) > view.data_size() {
            return Err(MemoryAccessError::HeapOutOfBounds.into());
        }
        let mut bytes = vec![0; len as usize];
        view.read(at.into(), &mut bytes)?;
        self.taken(&bytes);
        Ok(bytes)
    }

    fn read_fixed<const N: usize>(&mut self, at: u32) -> Done<[u8; N]> {
        let mut bytes = [0; N];
        self.memory.view(&self.store).read(at.into(), &mut bytes)?;
        self.taken(&bytes);
        Ok(bytes)
    }

    pub(crate) fn read_word(&mut self, at: u32) -> Done<U256> {
        self.read_fixed::<32>(at).map(U256::from_be_bytes)
    }

    pub(crate) fn read_address(&mut self, at: u32) -> Done<Address> {
        self.read_fixed(at).map(Address::new)
    }

    pub(crate) fn write(&mut self, at: u32, bytes: &[u8]) -> Done {
        self.memory.view(&self.store).write(at.into(), bytes)?;
        self.given(bytes);
        Ok(())
    }

    pub(crate) fn write_word(&mut self, at: u32, word: U256) -> Done {
        self.write(at, &word.to_be_bytes::<32>())
    }

    pub(crate) fn write_u32(&mut self, at: u32, value: u32) -> Done {
        self.write(at, &value.to_le_bytes())
    }
}
