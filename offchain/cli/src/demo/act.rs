//! The stage: the protocol, the cast, and a record of what happened.

use super::units::wad;
use alloy_sol_types::{SolCall, SolError};
use anyhow::{Context, Result, bail};
use ballast_chain::{Address, Receipt, U256};
use ballast_client::{
    CallError, Protocol, account,
    interfaces::{ILst, IMarket},
};
use serde::Serialize;

/// One line of the record.
#[derive(Serialize)]
pub(crate) struct Step {
    pub(crate) act: String,
    pub(crate) day: u64,
    pub(crate) step: String,
    pub(crate) who: String,
    pub(crate) amounts: String,
    /// Ether of 1e27 shares after the step.
    pub(crate) rate: String,
    /// Carol's health after the step, while she has debt.
    pub(crate) health: Option<String>,
    pub(crate) gas: u64,
    /// The same rate, in wei.
    pub(crate) rate_wei: String,
}

/// One hour of the depeg, in ether. What is of a liquidation is empty without one.
#[derive(Default, Serialize)]
pub(crate) struct Hour {
    pub(crate) hour: usize,
    /// What one blETH sells for.
    pub(crate) market: String,
    /// The judge's average of that.
    pub(crate) average: String,
    /// Which rule makes the price to borrow against, or what holds it back.
    pub(crate) borrow_price_by: String,
    /// What one blETH counts for health.
    pub(crate) liquidation_price: String,
    pub(crate) health: String,
    pub(crate) repaid: String,
    /// blETH.
    pub(crate) seized: String,
    /// Of the seized at the liquidation price, over the repaid.
    pub(crate) bonus: String,
    /// blETH that the buffer had no ether for.
    pub(crate) kept: String,
    /// The rest redeemed at peg, the kept at the market's price, less the repaid.
    pub(crate) profit: String,
    pub(crate) health_after: String,
    /// Whether the liquidator could, and waited until it pays.
    pub(crate) waits: bool,
}

/// The protocol and what happened to it.
pub(crate) struct Stage {
    pub(crate) protocol: Protocol,
    /// What is being played, and how many acts were, with the books balancing after each.
    pub(crate) act: String,
    pub(crate) acts: usize,
    pub(crate) steps: Vec<Step>,
    pub(crate) hours: Vec<Hour>,
    /// Everyone who may hold blETH or supply shares.
    pub(crate) cast: Vec<Address>,
    /// The one with debt.
    pub(crate) borrower: Address,
    /// Ether put into the accounts of the cast and the validators, less what was slashed.
    pub(crate) minted: U256,
    /// Falls of the rate that no loss explains.
    pub(crate) unexplained_falls: Vec<String>,
    started_at: u64,
    last_rate: U256,
}

impl Stage {
    pub(crate) fn new(protocol: Protocol) -> Self {
        let started_at = protocol.client.chain.now();
        let zero = U256::ZERO;
        Self {
            protocol,
            act: String::new(),
            acts: 0,
            steps: Vec::new(),
            hours: Vec::new(),
            cast: Vec::new(),
            borrower: Address::ZERO,
            minted: zero,
            unexplained_falls: Vec::new(),
            started_at,
            last_rate: zero,
        }
    }

    /// An actor with ether of his own.
    pub(crate) fn enter(&mut self, name: &str, wei: U256) -> Address {
        let actor = account(name);
        self.protocol.client.chain.set_balance(actor, wei);
        self.minted += wei;
        self.cast.push(actor);
        actor
    }

    /// Sends a typed call with ether.
    pub(crate) fn pay<C: SolCall>(
        &mut self,
        from: Address,
        to: Address,
        wei: U256,
        call: C,
    ) -> Result<(C::Return, Receipt)> {
        let done = self.protocol.client.send_value(from, to, wei, call).context(C::SIGNATURE)?;
        Ok((done.value, done.receipt))
    }

    /// Sends a typed call.
    pub(crate) fn send<C: SolCall>(&mut self, from: Address, to: Address, call: C) -> Result<(C::Return, Receipt)> {
        self.pay(from, to, U256::ZERO, call)
    }

    /// Sends what must be refused with an `E`, and changes nothing.
    pub(crate) fn refused<E: SolError, C: SolCall>(
        &mut self,
        from: Address,
        to: Address,
        wei: U256,
        call: C,
    ) -> Result<(E, u64)> {
        match self.protocol.client.send_value(from, to, wei, call) {
            Ok(_) => bail!("{} was not refused", C::SIGNATURE),
            Err(CallError::Reverted { receipt }) => {
                let gas = receipt.gas_used;
                let error = CallError::Reverted { receipt };
                let typed = error.typed().with_context(|| format!("{} was refused: {error}", C::SIGNATURE))?;
                Ok((typed, gas))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Asks.
    pub(crate) fn view<C: SolCall>(&mut self, to: Address, call: C) -> Result<C::Return> {
        self.protocol.client.view(to, call).context(C::SIGNATURE)
    }

    /// Writes a line. `is_loss` says that the rate may have fallen.
    pub(crate) fn record(&mut self, step: &str, who: &str, amounts: String, gas: u64, is_loss: bool) -> Result<()> {
        let lst = self.protocol.at.lst;
        let one = U256::from(10).pow(U256::from(27));
        let rate = self.view(lst, ILst::getPooledEthBySharesCall { sharesAmount: one })?;
        if rate < self.last_rate && !is_loss {
            self.unexplained_falls.push(step.to_owned());
        }
        self.last_rate = rate;
        let health = self.health()?.map(|health| wad(health, 4));
        let day = (self.protocol.client.chain.now() - self.started_at) / 86_400;
        self.steps.push(Step {
            act: self.act.clone(),
            day,
            step: step.to_owned(),
            who: who.to_owned(),
            amounts,
            rate: wad(rate, 6),
            rate_wei: rate.to_string(),
            health,
            gas,
        });
        Ok(())
    }

    /// The borrower's health, if he has debt.
    pub(crate) fn health(&mut self) -> Result<Option<U256>> {
        let (market, account) = (self.protocol.at.market, self.borrower);
        if account.is_zero() {
            return Ok(None);
        }
        let answer = self.view(market, IMarket::accountHealthCall { account })?;
        Ok((!answer.debt.is_zero()).then_some(answer.healthWad))
    }
}
