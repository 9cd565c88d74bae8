//! blETH: staking, moving, allowing, redeeming, reporting.

use super::meter::{ALL, Meter, milliether, shares};
use anyhow::Result;
use ballast_chain::{Address, U256};
use ballast_client::{Signer, interfaces::ILst};

impl Meter {
    pub(crate) fn token(&mut self) -> Result<()> {
        self.staking()?;
        self.moving()?;
        self.allowing()?;
        self.permits()?;
        self.redeeming()?;
        let done = self.report_loss(10)?;
        self.note("applyReport, loss", &done)?;
        self.report_gain(23)?; // pays off the deficit
        let done = self.report_gain(28)?;
        self.note("applyReport, gain", &done)
    }

    /// Measured again after two reports: treasury and operators hold shares, and ether is with the validators.
    fn staking(&mut self) -> Result<()> {
        let (lst, accounts) = (self.protocol.at.lst, self.protocol.accounts);
        let (alice, bob) = (self.alice, self.bob);
        let submit = || ILst::submitCall { referral: Address::ZERO };
        self.measure("submit, first", (alice, lst, milliether(50_123)), submit())?;
        self.send((bob, lst, milliether(100_321)), submit())?;
        let call = ILst::deployEtherCall { amount: milliether(105_000) };
        self.send((accounts.operators, lst, U256::ZERO), call)?;
        self.report_gain(0)?;
        self.report_gain(27)?;
        self.measure("submit, by a holder", (alice, lst, milliether(3_217)), submit())?;
        let limit = self.protocol.client.view(lst, ILst::stakeLimitConfigCall {})?;
        let set = |capacity| ILst::setStakeLimitCall { capacity, refillSeconds: limit.refillSeconds };
        self.send((accounts.owner, lst, U256::ZERO), set(U256::ZERO))?;
        self.measure("submit, by a holder, no limit", (alice, lst, milliether(1_119)), submit())?;
        self.send((accounts.owner, lst, U256::ZERO), set(limit.capacity))?;
        Ok(())
    }

    fn moving(&mut self) -> Result<()> {
        let (lst, zero, bob, erin) = (self.protocol.at.lst, U256::ZERO, self.bob, self.erin);
        let way = (self.alice, lst, zero);
        let transfer = |to| ILst::transferCall { to, value: U256::from(1_234_567_890_123_456_789_u64) };
        self.measure("transfer, between holders", way, transfer(bob))?;
        self.measure("transfer, to a new holder", way, transfer(erin))?;
        let call = ILst::transferSharesCall { to: bob, sharesAmount: shares(1_235) - U256::from(1_234_567) };
        self.measure("transferShares, between holders", way, call)
    }

    fn allowing(&mut self) -> Result<()> {
        let (lst, zero, alice, bob) = (self.protocol.at.lst, U256::ZERO, self.alice, self.bob);
        let approve = |value: u128| ILst::approveCall { spender: bob, value: U256::from(value) };
        self.measure("approve, first", (alice, lst, zero), approve(u128::MAX / 3))?;
        self.measure("approve, again", (alice, lst, zero), approve(u128::MAX / 5))?;
        let call = ILst::transferFromCall { from: alice, to: self.erin, value: milliether(1_001) };
        self.measure("transferFrom, finite allowance", (bob, lst, zero), call)
    }

    /// Alice permits, bob sends it.
    fn permits(&mut self) -> Result<()> {
        let (lst, erin, owner) = (self.protocol.at.lst, self.erin, Signer::new("alice"));
        let deadline = U256::from(self.protocol.client.chain.now() + 86_400);
        for (operation, value) in [("permit, first", u128::MAX / 3), ("permit, again", u128::MAX / 5)] {
            let call = self.protocol.client.permit(lst, &owner, erin, U256::from(value), deadline)?;
            self.measure(operation, (self.bob, lst, U256::ZERO), call)?;
        }
        Ok(())
    }

    fn redeeming(&mut self) -> Result<()> {
        let (lst, alice) = (self.protocol.at.lst, self.alice);
        let way = (alice, lst, U256::ZERO);
        let redeem =
            || ILst::redeemCall { amount: milliether(1_237), receiver: alice, minEther: U256::ONE, deadline: ALL };
        self.send(way, redeem())?;
        self.measure("redeem", way, redeem())
    }
}
