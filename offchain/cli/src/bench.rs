//! `ballast bench`: gas of each operation as a whole transaction, programs cached, against its target.

use alloy_sol_types::SolCall;
use anyhow::{Context, Result};
use ballast_chain::{Address, CachePolicy, Chain, ChainConfig, Tx, U256};
use ballast_client::{
    Accounts, Artifacts, Parameters, Protocol, account,
    interfaces::{IFeed, ILst, IMarket, IWeth},
};
use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;
use std::{path::Path, process::ExitCode, time::Instant};

/// Options.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// One JSON object instead of a table.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Row {
    operation: &'static str,
    gas: u64,
    target: Option<u64>,
}

const ALL: U256 = U256::MAX;
const SPELL_SECS: u64 = 60;

pub(crate) fn run(root: &Path, args: &Args) -> Result<ExitCode> {
    let mut meter = Meter::new(&Artifacts::load(root)?)?;
    meter.token()?;
    meter.market()?;
    let per_second = meter.transfers_per_second()?;
    let rows = meter.rows;
    if args.json {
        let report = serde_json::json!({ "operations": rows, "transfers_per_second": per_second });
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        println!("{}\n{per_second} blETH transfers per second on one core", table(&rows));
    }
    let over: Vec<_> = rows.iter().filter(|row| row.target.is_some_and(|target| row.gas > target)).collect();
    for row in &over {
        eprintln!("{}: {} gas, {} allowed", row.operation, row.gas, row.target.unwrap_or_default());
    }
    Ok(if over.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

struct Meter {
    protocol: Protocol,
    rows: Vec<Row>,
    alice: Address,
    bob: Address,
    erin: Address,
}

impl Meter {
    fn new(artifacts: &Artifacts) -> Result<Self> {
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

    /// Sends a call a minute after the last, and gives its gas.
    fn gas<C: SolCall>(&mut self, from: Address, to: Address, wei: U256, call: C) -> Result<u64> {
        self.protocol.client.chain.advance(SPELL_SECS);
        let done = self.protocol.client.send_value(from, to, wei, call).context(C::SIGNATURE)?;
        Ok(done.receipt.gas_used)
    }

    fn measure<C: SolCall>(
        &mut self,
        operation: &'static str,
        target: Option<u64>,
        (from, to, wei): (Address, Address, U256),
        call: C,
    ) -> Result<()> {
        let gas = self.gas(from, to, wei, call)?;
        self.rows.push(Row { operation, gas, target });
        Ok(())
    }

    fn token(&mut self) -> Result<()> {
        let (lst, zero) = (self.protocol.at.lst, U256::ZERO);
        let (alice, bob, erin) = (self.alice, self.bob, self.erin);
        let submit = || ILst::submitCall { referral: Address::ZERO };
        self.measure("submit, first", None, (alice, lst, milliether(50_123)), submit())?;
        self.gas(bob, lst, milliether(100_321), submit())?;
        self.report(0)?;
        self.report(150)?;
        self.measure("submit, by a holder", Some(42_500), (alice, lst, milliether(3_217)), submit())?;
        let transfer = |to| ILst::transferCall { to, value: U256::from(1_234_567_890_123_456_789_u64) };
        self.measure("transfer, between holders", Some(42_500), (alice, lst, zero), transfer(bob))?;
        self.measure("transfer, to a new holder", None, (alice, lst, zero), transfer(erin))?;
        let shares = U256::from(1_234_567_890_123_456_789_u64) * U256::from(1_000_000_000);
        let call = ILst::transferSharesCall { to: bob, sharesAmount: shares };
        self.measure("transferShares, between holders", None, (alice, lst, zero), call)?;
        let approve = |value: u128| ILst::approveCall { spender: bob, value: U256::from(value) };
        self.measure("approve, first", Some(47_000), (alice, lst, zero), approve(u128::MAX / 3))?;
        self.measure("approve, again", None, (alice, lst, zero), approve(u128::MAX / 5))?;
        let call = ILst::transferFromCall { from: alice, to: erin, value: milliether(1_001) };
        self.measure("transferFrom, finite allowance", None, (bob, lst, zero), call)?;
        let redeem =
            || ILst::redeemCall { amount: milliether(1_237), receiver: alice, minEther: U256::ONE, deadline: ALL };
        self.gas(alice, lst, zero, redeem())?;
        self.measure("redeem", None, (alice, lst, zero), redeem())?;
        let gas = self.report(75)?;
        self.rows.push(Row { operation: "applyReport, gain", gas, target: None });
        Ok(())
    }

    fn market(&mut self) -> Result<()> {
        let (at, zero) = (self.protocol.at, U256::ZERO);
        let (alice, bob, erin) = (self.alice, self.bob, self.erin);
        for actor in [alice, bob, erin] {
            self.gas(actor, at.weth, milliether(1_000_000), IWeth::depositCall {})?;
            self.gas(actor, at.weth, zero, IWeth::approveCall { spender: at.market, value: ALL })?;
            self.gas(actor, at.lst, zero, ILst::approveCall { spender: at.market, value: ALL })?;
        }
        let deposit = |amount| IMarket::depositCall { assets: milliether(amount), receiver: bob };
        self.gas(bob, at.market, zero, deposit(300_777))?;
        let supply = || IMarket::supplyCollateralCall { asset: at.lst, units: shares(10_111), onBehalf: alice };
        self.measure("supplyCollateral, first", None, (alice, at.market, zero), supply())?;
        self.measure("supplyCollateral, again", None, (alice, at.market, zero), supply())?;
        self.update_feed()?;
        let borrow = |amount| IMarket::borrowCall { assets: milliether(amount), onBehalf: alice, receiver: alice };
        self.measure("borrow, first", None, (alice, at.market, zero), borrow(3_333))?;
        self.measure("borrow, again", None, (alice, at.market, zero), borrow(3_111))?;
        self.measure("deposit, again", None, (bob, at.market, zero), deposit(1_777))?;
        let call = IMarket::withdrawCall { assets: milliether(1_555), receiver: bob, owner: bob };
        self.measure("withdraw, partial", None, (bob, at.market, zero), call)?;
        let call = IMarket::repayCall { assets: milliether(1_222), onBehalf: alice };
        self.measure("repay, partial", None, (alice, at.market, zero), call)?;
        let call =
            IMarket::withdrawCollateralCall { asset: at.lst, units: shares(555), onBehalf: alice, receiver: alice };
        self.measure("withdrawCollateral, with debt", None, (alice, at.market, zero), call)?;
        self.liquidation()
    }

    fn liquidation(&mut self) -> Result<()> {
        let (at, zero) = (self.protocol.at, U256::ZERO);
        let (alice, erin) = (self.alice, self.erin);
        let limit = self.protocol.client.view(at.market, IMarket::accountHealthCall { account: alice })?;
        let assets = limit.limit - limit.debt - U256::from(1_000_000_000_000_u64);
        self.gas(alice, at.market, zero, IMarket::borrowCall { assets, onBehalf: alice, receiver: alice })?;
        self.report_loss(12_000)?;
        let call = IMarket::liquidateCall {
            borrower: alice,
            asset: at.lst,
            maxRepay: milliether(1_000),
            minSeize: U256::ONE,
            receiver: erin,
        };
        self.measure("liquidate, partial", None, (erin, at.market, zero), call)
    }

    /// Whole transactions between two holders, one after the other.
    fn transfers_per_second(&mut self) -> Result<u64> {
        const COUNT: u32 = 10_000;
        let (lst, alice, bob) = (self.protocol.at.lst, self.alice, self.bob);
        let data = ILst::transferCall { to: bob, value: U256::from(1_234_567) }.abi_encode();
        let start = Instant::now();
        for _ in 0..COUNT {
            let receipt = self.protocol.client.chain.transact(Tx::call(alice, lst, data.clone()))?;
            anyhow::ensure!(receipt.is_success(), "a transfer failed");
        }
        Ok((f64::from(COUNT) / start.elapsed().as_secs_f64()) as u64)
    }

    fn update_feed(&mut self) -> Result<()> {
        let (owner, feed) = (self.protocol.accounts.owner, self.protocol.at.feed);
        let answer = 999_123_456_789_012_345_u64.try_into()?;
        self.gas(owner, feed, U256::ZERO, IFeed::updateCall { answer })?;
        Ok(())
    }

    /// Reports `milliether_gained` with the validators.
    fn report(&mut self, milliether_gained: u64) -> Result<u64> {
        let columns = self.protocol.client.view(self.protocol.at.lst, ILst::columnsCall {})?;
        self.send_report(columns.inFlight + columns.validators + milliether(milliether_gained))
    }

    fn report_loss(&mut self, milliether_lost: u64) -> Result<u64> {
        let (lst, operators) = (self.protocol.at.lst, self.protocol.accounts.operators);
        self.gas(operators, lst, U256::ZERO, ILst::deployEtherCall { amount: milliether(100_000) })?;
        let columns = self.protocol.client.view(lst, ILst::columnsCall {})?;
        self.send_report(columns.inFlight + columns.validators - milliether(milliether_lost))
    }

    fn send_report(&mut self, out: U256) -> Result<u64> {
        let (lst, oracle) = (self.protocol.at.lst, self.protocol.accounts.oracle);
        let flows = self.protocol.client.view(lst, ILst::flowsCall {})?;
        let call = ILst::applyReportCall {
            validatorsEther: out,
            inFlightEther: U256::ZERO,
            sentEther: flows.sent,
            returnedEther: flows.returned,
        };
        self.gas(oracle, lst, U256::ZERO, call)
    }
}

fn milliether(amount: u64) -> U256 {
    U256::from(amount) * U256::from(10).pow(U256::from(15))
}

/// Shares of about so many thousandths of an ether.
fn shares(amount: u64) -> U256 {
    U256::from(amount) * U256::from(10).pow(U256::from(24))
}

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_BORDERS_ONLY);
    table.set_header(["operation", "gas", "target"]);
    for row in rows {
        let target = row.target.map_or_else(String::new, |target| format!("<= {target}"));
        table.add_row([row.operation.to_owned(), row.gas.to_string(), target]);
    }
    for column in 1..3 {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}
