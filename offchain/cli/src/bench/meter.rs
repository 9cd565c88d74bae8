//! The protocol on a chain of its own, and a record of what was measured.

use super::{
    anchors::{allowed, anchor},
    profile::{Profile, intrinsic_gas},
};
use alloy_sol_types::SolCall;
use anyhow::{Context, Result, ensure};
use ballast_chain::{Address, Bytes, CachePolicy, Chain, ChainConfig, Receipt, Trace, Tx, U256};
use ballast_client::{Accounts, Artifacts, Parameters, Protocol, account, describe, interfaces::ILst};
use serde::Serialize;
use std::{fs, path::Path, time::Instant};

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
    pub(crate) floor: u64,
    #[serde(skip)]
    pub(crate) profile: Profile,
}

impl Row {
    /// The greatest gas that it may cost.
    pub(crate) fn most(&self) -> Option<u64> {
        self.target.map(|target| allowed(self.operation, target))
    }
}

/// A transaction that succeeded.
pub(crate) struct Done {
    pub(crate) receipt: Receipt,
    trace: Trace,
}

/// Sender, receiver and ether of a transaction.
pub(crate) type Way = (Address, Address, U256);

/// Init code of what the bench deploys beside the protocol.
pub(crate) struct Codes {
    pub(crate) weth: Bytes,
    pub(crate) constant_feed: Bytes,
}

pub(crate) struct Meter {
    pub(crate) protocol: Protocol,
    pub(crate) rows: Vec<Row>,
    pub(crate) names: Vec<(Address, &'static str)>,
    pub(crate) codes: Codes,
    pub(crate) alice: Address,
    pub(crate) bob: Address,
    pub(crate) erin: Address,
}

impl Meter {
    pub(crate) fn new(root: &Path, artifacts: &Artifacts) -> Result<Self> {
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
        let names = vec![
            (protocol.at.lst, "lst"),
            (protocol.at.wrapper, "wrapper"),
            (protocol.at.rights, "rights"),
            (protocol.at.risk, "risk"),
            (protocol.at.market, "market"),
            (protocol.at.weth, "weth"),
            (protocol.at.feed, "feed with storage"),
            (alice, "alice"),
            (bob, "bob"),
            (erin, "erin"),
        ];
        let codes = Codes { weth: artifacts.weth.clone(), constant_feed: init_code(root, "ConstantFeed")? };
        Ok(Self { protocol, rows: Vec::new(), names, codes, alice, bob, erin })
    }

    /// Sends a call a minute after the last.
    pub(crate) fn send<C: SolCall>(&mut self, way: Way, call: C) -> Result<Done> {
        self.send_data(way, call.abi_encode().into()).context(C::SIGNATURE)
    }

    /// The same with any data.
    pub(crate) fn send_data(&mut self, (from, to, wei): Way, data: Bytes) -> Result<Done> {
        let chain = &mut self.protocol.client.chain;
        chain.advance(SPELL_SECS);
        let intrinsic = intrinsic_gas(&data);
        let (receipt, trace) = chain.trace(Tx::call(from, to, data).value(wei))?;
        ensure!(receipt.is_success(), "{:?}: {}", receipt.status, describe(&receipt.output));
        ensure!(trace.intrinsic_gas == intrinsic, "{} intrinsic gas, not {intrinsic}", trace.intrinsic_gas);
        Ok(Done { receipt, trace })
    }

    /// The same, and its gas becomes a row.
    pub(crate) fn measure<C: SolCall>(&mut self, operation: &'static str, way: Way, call: C) -> Result<()> {
        let done = self.send(way, call).context(operation)?;
        self.note(operation, &done)
    }

    pub(crate) fn note(&mut self, operation: &'static str, done: &Done) -> Result<()> {
        let (target, best_peer) = anchor(operation);
        let profile = Profile::new(&done.receipt, &done.trace, &|account| self.name(account)).context(operation)?;
        let (gas, floor) = (profile.gas, profile.floor);
        self.rows.push(Row { operation, gas, target, best_peer, floor, profile });
        Ok(())
    }

    /// What an account of the protocol is called.
    pub(crate) fn name(&self, account: Address) -> String {
        let known = self.names.iter().find(|(address, _)| *address == account);
        known.map_or_else(|| format!("{account:#x}"), |(_, name)| (*name).to_owned())
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

    /// The daily report: the validators hold so many thousandths of an ether more.
    pub(crate) fn report_gain(&mut self, milliether_gained: u64) -> Result<Done> {
        let columns = self.protocol.client.view(self.protocol.at.lst, ILst::columnsCall {})?;
        self.report(columns.inFlight + columns.validators + milliether(milliether_gained))
    }

    /// The daily report: so many less.
    pub(crate) fn report_loss(&mut self, milliether_lost: u64) -> Result<Done> {
        let columns = self.protocol.client.view(self.protocol.at.lst, ILst::columnsCall {})?;
        self.report(columns.inFlight + columns.validators - milliether(milliether_lost))
    }

    /// A report that books less than it says would be another operation: it must be within the bounds.
    fn report(&mut self, out: U256) -> Result<Done> {
        let (lst, oracle) = (self.protocol.at.lst, self.protocol.accounts.oracle);
        self.protocol.client.chain.advance(DAY);
        let flows = self.protocol.client.view(lst, ILst::flowsCall {})?;
        let call = ILst::applyReportCall {
            validatorsEther: out,
            inFlightEther: U256::ZERO,
            sentEther: flows.sent,
            returnedEther: flows.returned,
        };
        let done = self.send((oracle, lst, U256::ZERO), call)?;
        let parked = self.protocol.client.view(lst, ILst::parkedReportCall {})?.parked;
        let clipped = self.protocol.client.view(lst, ILst::parkedGainCall {})?;
        ensure!(!parked && clipped.is_zero(), "the report was not booked whole");
        Ok(done)
    }
}

fn init_code(root: &Path, name: &str) -> Result<Bytes> {
    let file = root.join(format!("target/artifacts/{name}.json"));
    let text = fs::read(&file).with_context(|| format!("{}: scripts/build-solidity makes it", file.display()))?;
    let json: serde_json::Value = serde_json::from_slice(&text)?;
    let code = json.get("bytecode").and_then(|code| code.as_str()).context("no bytecode")?;
    Ok(code.parse()?)
}

pub(crate) fn milliether(amount: u64) -> U256 {
    U256::from(amount) * U256::from(10).pow(U256::from(15))
}

/// Shares of about so many thousandths of an ether.
pub(crate) fn shares(amount: u64) -> U256 {
    U256::from(amount) * U256::from(10).pow(U256::from(24))
}
