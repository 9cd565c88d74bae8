//! Arithmetic on 256-bit words in the program's memory; the result replaces the first operand.

use super::{
    context::{Call, Escape},
    price,
};
use alloy_primitives::U256;

const TWO_POINTERS: u64 = price::HOSTIO + 3 * price::POINTER;
const THREE_POINTERS: u64 = price::HOSTIO + 4 * price::POINTER;

impl Call<'_> {
    /// Quotient, 0 for a divisor of 0.
    pub(crate) fn math_div(&mut self, value: u32, divisor: u32) -> Result<(), Escape> {
        self.buy_ink(TWO_POINTERS + price::DIV)?;
        let (a, b) = (self.read_word(value)?, self.read_word(divisor)?);
        self.write_word(value, a.checked_div(b).unwrap_or_default())
    }

    /// Remainder, 0 for a modulus of 0.
    pub(crate) fn math_mod(&mut self, value: u32, modulus: u32) -> Result<(), Escape> {
        self.buy_ink(TWO_POINTERS + price::DIV)?;
        let (a, b) = (self.read_word(value)?, self.read_word(modulus)?);
        self.write_word(value, a.checked_rem(b).unwrap_or_default())
    }

    /// Power, modulo 2^256.
    pub(crate) fn math_pow(&mut self, value: u32, exponent: u32) -> Result<(), Escape> {
        self.buy_ink(TWO_POINTERS)?;
        let (a, b): (U256, U256) = (self.read_word(value)?, self.read_word(exponent)?);
        self.buy_ink(price::pow(b))?;
        self.write_word(value, a.wrapping_pow(b))
    }

    /// Sum by a modulus, 0 for a modulus of 0.
    pub(crate) fn math_add_mod(&mut self, value: u32, addend: u32, modulus: u32) -> Result<(), Escape> {
        self.buy_ink(THREE_POINTERS + price::ADD_MOD)?;
        let (a, b, m) = (self.read_word(value)?, self.read_word(addend)?, self.read_word(modulus)?);
        self.write_word(value, a.add_mod(b, m))
    }

    /// Product by a modulus, 0 for a modulus of 0.
    pub(crate) fn math_mul_mod(&mut self, value: u32, multiplier: u32, modulus: u32) -> Result<(), Escape> {
        self.buy_ink(THREE_POINTERS + price::MUL_MOD)?;
        let (a, b, m) = (self.read_word(value)?, self.read_word(multiplier)?, self.read_word(modulus)?);
        self.write_word(value, a.mul_mod(b, m))
    }
}
