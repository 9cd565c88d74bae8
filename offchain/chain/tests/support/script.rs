//! Writes scripts for the program in `programs/script.wat`.

use ballast_chain::{Address, U256};

#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Call = 0,
    Delegate = 1,
    Static = 2,
}

/// A script, built up instruction by instruction.
#[derive(Clone, Default)]
pub(crate) struct Script(Vec<u8>);

impl From<Script> for Vec<u8> {
    fn from(script: Script) -> Self {
        script.0
    }
}

impl Script {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    fn op(mut self, op: u8, operands: &[&[u8]]) -> Self {
        self.0.push(op);
        operands.iter().for_each(|operand| self.0.extend(*operand));
        self
    }

    pub(crate) fn store(self, key: u64, value: u64) -> Self {
        self.op(1, &[&word(key), &word(value)])
    }

    pub(crate) fn load(self, key: u64) -> Self {
        self.op(2, &[&word(key)])
    }

    pub(crate) fn call(self, kind: Kind, to: Address, value: u64, data: impl Into<Vec<u8>>) -> Self {
        self.call_with(kind, to, value, u64::MAX, data)
    }

    pub(crate) fn call_with(self, kind: Kind, to: Address, value: u64, gas: u64, data: impl Into<Vec<u8>>) -> Self {
        let data = data.into();
        let (gas, len) = (gas.to_le_bytes(), (data.len() as u32).to_le_bytes());
        self.op(3, &[&[kind as u8], to.as_slice(), &word(value), &gas, &len, &data])
    }

    pub(crate) fn revert(self) -> Self {
        self.op(4, &[])
    }

    pub(crate) fn flush(self, clear: bool) -> Self {
        self.op(5, &[&[u8::from(clear)]])
    }

    pub(crate) fn log(self, topics: &[u64], data: &[u8]) -> Self {
        let words: Vec<u8> = topics.iter().flat_map(|topic| word(*topic)).collect();
        let len = ((words.len() + data.len()) as u32).to_le_bytes();
        self.op(6, &[&[topics.len() as u8], &len, &words, data])
    }

    pub(crate) fn transient_store(self, key: u64, value: u64) -> Self {
        self.op(7, &[&word(key), &word(value)])
    }

    pub(crate) fn transient_load(self, key: u64) -> Self {
        self.op(8, &[&word(key)])
    }

    pub(crate) fn create(self, value: u64, code: &[u8]) -> Self {
        self.op(9, &[&[0], &word(value), &word(0), &(code.len() as u32).to_le_bytes(), code])
    }

    pub(crate) fn create2(self, value: u64, salt: u64, code: &[u8]) -> Self {
        self.op(9, &[&[1], &word(value), &word(salt), &(code.len() as u32).to_le_bytes(), code])
    }

    pub(crate) fn reentrant(self) -> Self {
        self.op(10, &[])
    }

    /// Reverts with the return data if the last call failed.
    pub(crate) fn require(self) -> Self {
        self.op(11, &[])
    }

    pub(crate) fn trap(self) -> Self {
        self.op(12, &[])
    }

    pub(crate) fn sender(self) -> Self {
        self.op(13, &[])
    }

    pub(crate) fn value(self) -> Self {
        self.op(14, &[])
    }

    pub(crate) fn own_address(self) -> Self {
        self.op(15, &[])
    }

    pub(crate) fn gas_left(self) -> Self {
        self.op(16, &[])
    }

    pub(crate) fn forever(self) -> Self {
        self.op(17, &[])
    }

    pub(crate) fn status(self) -> Self {
        self.op(18, &[])
    }

    pub(crate) fn balance(self, of: Address) -> Self {
        self.op(19, &[of.as_slice()])
    }

    pub(crate) fn code_hash(self, of: Address) -> Self {
        self.op(20, &[of.as_slice()])
    }

    pub(crate) fn exit(self, status: u8) -> Self {
        self.op(21, &[&[status]])
    }
}

fn word(value: u64) -> [u8; 32] {
    U256::from(value).to_be_bytes()
}
