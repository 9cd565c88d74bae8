//! Calls to other accounts, and creation of them.

use super::{
    context::{Call, Escape, Note},
    price,
};
use crate::evm::{CallKind, ChildCall, ChildCreate};
use alloy_primitives::{Bytes, U256};

impl Call<'_> {
    /// Calls an account with value; gives 0 on success.
    pub(crate) fn call_contract(
        &mut self,
        to: u32,
        data: u32,
        len: u32,
        value: u32,
        gas: u64,
        ret_len: u32,
    ) -> Result<u32, Escape> {
        self.call(CallKind::Call, to, (data, len), Some(value), gas, ret_len)
    }

    /// Runs another account's code as this one; gives 0 on success.
    pub(crate) fn delegate_call_contract(
        &mut self,
        to: u32,
        data: u32,
        len: u32,
        gas: u64,
        ret_len: u32,
    ) -> Result<u32, Escape> {
        self.call(CallKind::Delegate, to, (data, len), None, gas, ret_len)
    }

    /// Calls an account that may change nothing; gives 0 on success.
    pub(crate) fn static_call_contract(
        &mut self,
        to: u32,
        data: u32,
        len: u32,
        gas: u64,
        ret_len: u32,
    ) -> Result<u32, Escape> {
        self.call(CallKind::Static, to, (data, len), None, gas, ret_len)
    }

    fn call(
        &mut self,
        kind: CallKind,
        to: u32,
        (data, len): (u32, u32),
        value: Option<u32>,
        gas: u64,
        ret_len: u32,
    ) -> Result<u32, Escape> {
        self.buy_ink(price::HOSTIO + 3 * price::POINTER + price::EVM_API)?;
        // Once from the program, once by the EVM.
        self.buy_ink(price::read(len))?;
        self.buy_ink(price::read(len))?;
        let gas_left = self.gas_left();
        let to = self.read_address(to)?;
        let input = Bytes::from(self.read(data, len)?);
        let value = value.map(|at| self.read_word(at)).transpose()?;
        let sent = value.unwrap_or_default();

        let gas_wanted = gas.min(gas_left);
        let call = ChildCall { kind, to, input: input.clone(), value: sent, gas_left, gas_wanted };
        let outcome = self.host.evm.call(&self.host.invocation, call);
        self.host.refund += outcome.refund;
        self.buy_gas(outcome.gas_cost)?;
        let length = outcome.return_data.len() as u32;
        self.host.return_data = outcome.return_data;
        self.write_u32(ret_len, length)?;
        self.note(|| {
            let value = value.map(|value| value.to_be_bytes::<32>());
            let value = value.as_ref().map_or(&[][..], |value| value.as_slice());
            let outs = [&length.to_be_bytes()[..], &[outcome.status as u8]];
            Note::new(&[to.as_slice(), &gas.to_be_bytes(), value, &input], &outs)
        });
        Ok(outcome.status)
    }

    /// Creates an account at an address that follows from the nonce.
    pub(crate) fn create1(
        &mut self,
        code: u32,
        len: u32,
        value: u32,
        created: u32,
        ret_len: u32,
    ) -> Result<(), Escape> {
        self.buy_ink(price::HOSTIO + 3 * price::POINTER + price::EVM_API)?;
        self.create((code, len), value, None, created, ret_len)
    }

    /// Creates an account at an address that follows from the init code and a salt.
    pub(crate) fn create2(
        &mut self,
        code: u32,
        len: u32,
        value: u32,
        salt: u32,
        created: u32,
        ret_len: u32,
    ) -> Result<(), Escape> {
        self.buy_ink(price::HOSTIO + 4 * price::POINTER + price::EVM_API)?;
        self.create((code, len), value, Some(salt), created, ret_len)
    }

    fn create(
        &mut self,
        (code, len): (u32, u32),
        value: u32,
        salt: Option<u32>,
        created: u32,
        ret_len: u32,
    ) -> Result<(), Escape> {
        self.buy_ink(price::read(len))?;
        self.buy_ink(price::read(len))?;
        let init_code = Bytes::from(self.read(code, len)?);
        let value: U256 = self.read_word(value)?;
        let salt = salt.map(|at| self.read_word(at)).transpose()?;
        let gas_left = self.gas_left();

        let create = ChildCreate { init_code: init_code.clone(), value, salt, gas_left };
        let outcome = self.host.evm.create(&self.host.invocation, create);
        let outcome = outcome.map_err(Escape::Refused)?;
        self.host.refund += outcome.refund;
        self.buy_gas(outcome.gas_cost)?;
        let address = outcome.created.unwrap_or_default();
        let length = outcome.return_data.len() as u32;
        self.host.return_data = outcome.return_data;
        self.write_u32(ret_len, length)?;
        self.write(created, address.as_slice())?;
        self.note(|| {
            let salt = salt.map(|salt| salt.to_be_bytes::<32>());
            let salt = salt.as_ref().map_or(&[][..], |salt| salt.as_slice());
            let outs = [address.as_slice(), &length.to_be_bytes()];
            Note::new(&[&value.to_be_bytes::<32>(), salt, &init_code], &outs)
        });
        Ok(())
    }
}
