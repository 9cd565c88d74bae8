//! wblETH: wrapping, moving, unwrapping.

use super::meter::{ALL, Meter, milliether};
use anyhow::{Context, Result};
use ballast_chain::{Bytes, U256};
use ballast_client::interfaces::{ILst, IWrapper};

impl Meter {
    pub(crate) fn wrapper(&mut self) -> Result<()> {
        let (at, zero, alice, bob) = (self.protocol.at, U256::ZERO, self.alice, self.bob);
        let way = (alice, at.wrapper, zero);
        self.send((alice, at.lst, zero), ILst::approveCall { spender: at.wrapper, value: ALL })?;
        let wrap = |amount| IWrapper::wrapCall { blEthAmount: milliether(amount) };
        self.measure("wrap, first", way, wrap(5_003))?;
        self.measure("wrap, again", way, wrap(2_111))?;
        self.measure("unwrap, part", way, IWrapper::unwrapCall { wblEthAmount: milliether(1_013) })?;
        let transfer = |amount| IWrapper::transferCall { to: bob, value: milliether(amount) };
        self.send(way, transfer(501))?;
        self.measure("wblETH transfer, between holders", way, transfer(303))?;
        let call = IWrapper::depositCall { assets: milliether(1_117), receiver: alice };
        self.measure("wblETH deposit, again", way, call)?;
        let call = IWrapper::redeemCall { shares: milliether(607), receiver: alice, owner: alice };
        self.measure("wblETH redeem, part", way, call)?;
        let done =
            self.send_data((alice, at.wrapper, milliether(1_499)), Bytes::new()).context("ether to the wrapper")?;
        self.note("ether to wblETH, by a holder", &done)
    }
}
