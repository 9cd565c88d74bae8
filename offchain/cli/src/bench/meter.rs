//! The protocol on a chain of its own, and a record of what was measured.

use super::anchors::anchor;
use alloy_sol_types::SolCall;
use anyhow::{Context, Result, ensure};
use ballast_chain::{Address, CachePolicy, Chain, ChainConfig, Receipt, Tx, U256};
use ballast_client::{
    Accounts, Artifacts, Parameters, Protocol, account,
    interfaces::{IFeed, ILst},
};
use serde::Serialize;
use std::time::Instant;

pub(crate) const ALL: U256 = U256::MAX;
/// Between two transactions. Rewards vest meanwhile, so that no rate is a round number.
const SPELL_SECS: u64 = 60;
const DAY: u64 = 86_400;

#[derive(Serialize)]
pub(crate) struct Row {
    pub(crate) operation: &'static str,
    pub(crate) gas: u64,
    pub(crate) target: Option<u64>,
    pub(crate) best_peer: Option<u64>,
}

/// Sender, receiver and ether of a transaction.
pub(crate) type Way = (Address, Address, U256);

pub(crate) struct Meter {
    pub(crate) protocol: Protocol,
    pub(crate) rows: Vec<Row>,
    pub(crate) alice: Address,
    pub(crate) bob: Address,
    pub(crate) erin: Address,
}

impl Meter {
    pub(crate) fn new(artifacts: &Artifacts) -> Result<Self> {
        let config = ChainConfig { cache_policy: CachePolicy::All, ..ChainConfig::default() };
        let accounts = Accounts {
            owner: account("owner"),
            guardian: account("guardian"),
            treasury: account("treasury"),
            oracle: account("oracle"),
            operators: account("operators"),
        };
        let mut protocol = Protocol::deploy(Chain::new(config), artifacts, accounts, &Parameters::default())?;
        let [alice, bob, erin] = ["alice", "bob", "erin"].map(account);
        for actor in [alice, bob, erin] {
            protocol.client.chain.set_balance(actor, milliether(10_000_000));
        }
        Ok(Self { protocol, rows: Vec::new(), alice, bob, erin })
    }

    /// Sends a call a minute after the last.
    pub(crate) fn send<C: SolCall>(&mut self, (from, to, wei): Way, call: C) -> Result<Receipt> {
        self.protocol.client.chain.advance(SPELL_SECS);
        let done = self.protocol.client.send_value(from, to, wei, call).context(C::SIGNATURE)?;
        Ok(done.receipt)
    }

    /// The same, and its gas becomes a row.
    pub(crate) fn measure<C: SolCall>(&mut self, operation: &'static str, way: Way, call: C) -> Result<()> {
        let receipt = self.send(way, call).context(operation)?;
        self.note(operation, &receipt);
        Ok(())
    }

    pub(crate) fn note(&mut self, operation: &'static str, receipt: &Receipt) {
        let (target, best_peer) = anchor(operation);
        self.rows.push(Row { operation, gas: receipt.gas_used, target, best_peer });
    }

    /// Whole transactions between two holders, one after the other.
    pub(crate) fn transfers_per_second(&mut self) -> Result<u64> {
        const COUNT: u32 = 10_000;
        let (lst, alice, bob) = (self.protocol.at.lst, self.alice, self.bob);
        let data = ILst::transferCall { to: bob, value: U256::from(1_234_567) }.abi_encode();
        let start = Instant::now();
        for _ in 0..COUNT {
            let receipt = self.protocol.client.chain.transact(Tx::call(alice, lst, data.clone()))?;
            ensure!(receipt.is_success(), "a transfer failed");
        }
        Ok((f64::from(COUNT) / start.elapsed().as_secs_f64()) as u64)
    }

    pub(crate) fn update_feed(&mut self) -> Result<()> {
        let (owner, feed) = (self.protocol.accounts.owner, self.protocol.at.feed);
        let answer = 999_123_456_789_012_345_u64.try_into()?;
        self.send((owner, feed, U256::ZERO), IFeed::updateCall { answer })?;
        Ok(())
    }

    /// The daily report: the validators hold so many thousandths of an ether more.
    pub(crate) fn report_gain(&mut self, milliether_gained: u64) -> Result<Receipt> {
        let columns = self.protocol.client.view(self.protocol.at.lst, ILst::columnsCall {})?;
        self.report(columns.inFlight + columns.validators + milliether(milliether_gained))
    }

    /// The daily report: so many less.
    pub(crate) fn report_loss(&mut self, milliether_lost: u64) -> Result<Receipt> {
        let columns = self.protocol.client.view(self.protocol.at.lst, ILst::columnsCall {})?;
        self.report(columns.inFlight + columns.validators - milliether(milliether_lost))
    }

    /// A report that books less than it says would be another operation: it must be within the bounds.
    fn report(&mut self, out: U256) -> Result<Receipt> {
        let (lst, oracle) = (self.protocol.at.lst, self.protocol.accounts.oracle);
        self.protocol.client.chain.advance(DAY);
        let flows = self.protocol.client.view(lst, ILst::flowsCall {})?;
        let call = ILst::applyReportCall {
            validatorsEther: out,
            inFlightEther: U256::ZERO,
            sentEther: flows.sent,
            returnedEther: flows.returned,
        };
        let receipt = self.send((oracle, lst, U256::ZERO), call)?;
        let parked = self.protocol.client.view(lst, ILst::parkedReportCall {})?.parked;
        let clipped = self.protocol.client.view(lst, ILst::parkedGainCall {})?;
        ensure!(!parked && clipped.is_zero(), "the report was not booked whole");
        Ok(receipt)
    }
}

pub(crate) fn milliether(amount: u64) -> U256 {
    U256::from(amount) * U256::from(10).pow(U256::from(15))
}

/// Shares of about so many thousandths of an ether.
pub(crate) fn shares(amount: u64) -> U256 {
    U256::from(amount) * U256::from(10).pow(U256::from(24))
}
