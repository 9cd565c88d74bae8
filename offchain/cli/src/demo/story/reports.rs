//! What the beacon chain does, and what the oracle says of it.

use super::{Beacon, DAY};
use crate::demo::{
    act::Stage,
    units::{milliether, wad},
};
use anyhow::{Result, ensure};
use ballast_chain::{ARB_WASM, IArbWasm, Receipt, U256};
use ballast_client::interfaces::ILst;

impl Beacon {
    /// Ether leaves the buffer for the validators.
    pub(super) fn deploy(&mut self, stage: &mut Stage, amount: U256) -> Result<()> {
        let (lst, operators) = (stage.protocol.at.lst, stage.protocol.accounts.operators);
        let (_, receipt) = stage.send(operators, lst, ILst::deployEtherCall { amount })?;
        self.validators += amount;
        stage.record("ether to validators", "operators", wad(amount, 2), receipt.gas_used, false)
    }

    /// A gain that no year of staking makes in half a day: what is over the bound waits.
    pub(super) fn windfall(&mut self, stage: &mut Stage, amount: U256) -> Result<()> {
        let receipt = self.gain(stage, amount)?;
        let waits = stage.view(stage.protocol.at.lst, ILst::parkedGainCall {})?;
        ensure!(!waits.is_zero() && waits < amount, "{waits} of {amount} wait");
        let amounts = format!("+{}, of which {} wait", wad(amount, 4), wad(waits, 4));
        stage.record("report a windfall: clipped", "oracle", amounts, receipt.gas_used, false)
    }

    /// Ether comes back from the validators.
    pub(super) fn come_home(&mut self, stage: &mut Stage, amount: U256) -> Result<()> {
        let (lst, operators) = (stage.protocol.at.lst, stage.protocol.accounts.operators);
        let (_, receipt) = stage.pay(operators, lst, amount, ILst::returnEtherCall {})?;
        self.validators -= amount;
        stage.record("ether comes home", "operators", wad(amount, 4), receipt.gas_used, false)
    }

    /// Three months: in each, staking earns 0.3 % of what is deployed, interest runs.
    pub(super) fn pass_quarter(&mut self, stage: &mut Stage) -> Result<()> {
        let (mut amount, mut gas) = (U256::ZERO, 0);
        for _ in 0..3 {
            stage.protocol.client.chain.advance(30 * DAY + DAY / 2);
            let earned = self.validators * U256::from(3) / U256::from(1_000);
            gas += self.gain(stage, earned)?.gas_used;
            amount += earned;
        }
        stage.record("three months pass: three reports", "oracle", format!("+{}", wad(amount, 4)), gas, false)
    }

    /// What staking earns in a day, reported.
    pub(super) fn pass_day(&mut self, stage: &mut Stage) -> Result<()> {
        let earned = self.validators / U256::from(10_000);
        self.gain(stage, earned)?;
        Ok(())
    }

    fn gain(&mut self, stage: &mut Stage, amount: U256) -> Result<Receipt> {
        let operators = stage.protocol.accounts.operators;
        let held = stage.protocol.client.chain.balance(operators);
        stage.protocol.client.chain.set_balance(operators, held + amount);
        self.validators += amount;
        stage.minted += amount;
        self.report(stage)
    }

    /// Validators are slashed, and the oracle says so.
    pub(super) fn lose(&mut self, stage: &mut Stage, amount: U256) -> Result<Receipt> {
        let operators = stage.protocol.accounts.operators;
        let held = stage.protocol.client.chain.balance(operators);
        stage.protocol.client.chain.set_balance(operators, held - amount);
        self.validators -= amount;
        stage.minted -= amount;
        self.report(stage)
    }

    fn report(&self, stage: &mut Stage) -> Result<Receipt> {
        let (lst, oracle) = (stage.protocol.at.lst, stage.protocol.accounts.oracle);
        let flows = stage.view(lst, ILst::flowsCall {})?;
        let call = ILst::applyReportCall {
            validatorsEther: self.validators,
            inFlightEther: U256::ZERO,
            sentEther: flows.sent,
            returnedEther: flows.returned,
        };
        let (_, receipt) = stage.send(oracle, lst, call)?;
        Ok(receipt)
    }
}

pub(super) fn vest(stage: &mut Stage) -> Result<()> {
    for label in ["half a day passes: half has vested", "the day is over: all has vested"] {
        stage.protocol.client.chain.advance(DAY / 2);
        stage.record(label, "", String::new(), 0, false)?;
    }
    Ok(())
}

/// Four quarters; programs are kept alive before they expire.
pub(super) fn pass_year(stage: &mut Stage, beacon: &mut Beacon) -> Result<()> {
    for quarter in 1..=4 {
        beacon.pass_quarter(stage)?;
        if quarter == 3 {
            keep_alive(stage)?;
        }
    }
    Ok(())
}

/// Programs expire a year after their activation unless someone pays for another.
fn keep_alive(stage: &mut Stage) -> Result<()> {
    let (at, owner) = (stage.protocol.at, stage.protocol.accounts.owner);
    let mut gas = 0;
    for program in [at.lst, at.wrapper, at.risk, at.market, at.lens, at.rights, at.backstop] {
        let codehash = stage.protocol.client.chain.code_hash(program);
        let (_, receipt) = stage.pay(owner, ARB_WASM, milliether(100), IArbWasm::codehashKeepaliveCall { codehash })?;
        gas += receipt.gas_used;
    }
    stage.record("keep the programs alive", "owner", String::new(), gas, false)
}
