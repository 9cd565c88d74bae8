//! A liquidator who acts only when it pays: what he seizes he redeems at peg, as far as the buffer reaches, and what is
//! over is worth what the market says. He takes all that he may or nothing, and asks first; what is done must be what
//! was quoted.

use super::{ALL, lending::buy_weth};
use crate::demo::{act::Stage, units::ETHER};
use alloy_sol_types::SolEvent;
use anyhow::{Result, ensure};
use ballast_chain::{Address, Log, U256};
use ballast_client::interfaces::{ILst, IMarket, IRisk};

const BPS: u64 = 10_000;
/// What rounding may take off the target health, in wad.
const ROUNDING_WAD: u64 = 1_000_000_000;

/// What he would do, all asked of the chain.
pub(super) struct Quote {
    pub(super) repaid: U256,
    pub(super) units: U256,
    /// blETH that the units are.
    pub(super) seized: U256,
    /// What of it the buffer redeems, and what it pays.
    at_peg: U256,
    paid: U256,
    /// Ether that it is all worth to him.
    proceeds: U256,
}

/// What he did.
pub(super) struct Deal {
    pub(super) quote: Quote,
    /// What the seized is worth at the liquidation price, over what was repaid, less one: in basis points.
    pub(super) bonus_bps: U256,
    pub(super) health_after: U256,
    pub(super) bad_debt: BadDebt,
    pub(super) gas: u64,
}

/// Debt that was written off, as the market's events say.
#[derive(Default)]
pub(super) struct BadDebt {
    pub(super) written: U256,
    /// What of it the reserves could not bear.
    pub(super) by_suppliers: U256,
}

impl Quote {
    pub(super) fn pays(&self) -> bool {
        self.proceeds > self.repaid
    }

    pub(super) fn proceeds(&self) -> U256 {
        self.proceeds
    }

    pub(super) fn profit(&self) -> U256 {
        self.proceeds.saturating_sub(self.repaid)
    }

    /// blETH that the buffer has no ether for.
    pub(super) fn kept(&self) -> U256 {
        self.seized - self.at_peg
    }
}

/// What liquidating `account` would bring while one blETH sells for `market` wei; `None` while it is healthy.
pub(super) fn quote(stage: &mut Stage, account: Address, market: U256) -> Result<Option<Quote>> {
    let at = stage.protocol.at;
    let state = stage.view(at.market, IMarket::accountHealthCall { account })?;
    if state.healthWad >= U256::from(ETHER) {
        return Ok(None);
    }
    let holdings = stage.view(at.market, IMarket::accountDataCall { account })?.holdings;
    let least = stage.view(at.market, IMarket::configCall {})?.leastDebt;
    let call = IRisk::liquidationCall { holdings, debt: state.debt, index: U256::ZERO, maxRepay: ALL, minDebt: least };
    let verdict = stage.view(at.risk, call)?;
    let seized = stage.view(at.lst, ILst::getPooledEthBySharesCall { sharesAmount: verdict.seize })?;
    let at_peg = seized.min(stage.view(at.lst, ILst::getBufferedEtherCall {})?);
    let paid = match at_peg.is_zero() {
        true => U256::ZERO,
        false => stage.view(at.lst, ILst::previewRedeemCall { amount: at_peg })?,
    };
    let proceeds = paid + (seized - at_peg) * market / U256::from(ETHER);
    Ok(Some(Quote { repaid: verdict.repay, units: verdict.seize, seized, at_peg, paid, proceeds }))
}

/// Does what was quoted, and holds it against the rules.
pub(super) fn act(stage: &mut Stage, liquidator: Address, account: Address, quote: Quote) -> Result<Deal> {
    let at = stage.protocol.at;
    buy_weth(stage, liquidator, quote.repaid)?;
    let price36 = stage.view(at.risk, IRisk::pricesCall { index: U256::ZERO })?.liquidationPrice36;
    let supplied = stage.view(at.market, IMarket::totalAssetsCall {})?;
    let call = order(stage, liquidator, account, quote.units);
    let (done, receipt) = stage.send(liquidator, at.market, call)?;
    let as_quoted = (done.repaid, done.seized) == (quote.repaid, quote.units);
    ensure!(
        as_quoted,
        "{} of {} wei repaid, {} of {} units seized",
        done.repaid,
        quote.repaid,
        done.seized,
        quote.units
    );
    let bad_debt = bad_debt(&receipt.logs, at.market)?;
    let left = stage.view(at.market, IMarket::totalAssetsCall {})?;
    let lost = supplied.saturating_sub(left);
    let rounding = bad_debt.written.checked_sub(lost); // what is repaid is rounded up
    let as_said = rounding.is_some_and(|wei| wei <= U256::ONE);
    ensure!(as_said, "the market lost {lost} wei, its events say {}", bad_debt.written);
    let bonus_bps = bonus_bps(stage, price36, &quote)?;
    let health_after = target_reached(stage, account)?;
    let mut gas = receipt.gas_used;
    if !quote.at_peg.is_zero() {
        let call = ILst::redeemCall { amount: quote.at_peg, receiver: liquidator, minEther: quote.paid, deadline: ALL };
        let (paid, receipt) = stage.send(liquidator, at.lst, call)?;
        ensure!(paid == quote.paid, "redeemed for {paid} wei, quoted {}", quote.paid);
        gas += receipt.gas_used;
    }
    Ok(Deal { quote, bonus_bps, health_after, bad_debt, gas })
}

/// As much as the target health asks, for at least `units`.
pub(super) fn order(stage: &Stage, receiver: Address, borrower: Address, units: U256) -> IMarket::liquidateCall {
    let asset = stage.protocol.at.lst;
    IMarket::liquidateCall { borrower, asset, maxRepay: ALL, minSeize: units, receiver, data: Default::default() }
}

/// No more is seized than what is repaid and the greatest bonus on it.
fn bonus_bps(stage: &mut Stage, price36: U256, quote: &Quote) -> Result<U256> {
    ensure!(!quote.repaid.is_zero(), "seized for nothing");
    let most = stage.view(stage.protocol.at.risk, IRisk::collateralCall { index: U256::ZERO })?.maxBonusBps;
    let value = quote.units * price36 / U256::from(10).pow(U256::from(36));
    let bps = U256::from(BPS);
    ensure!(value * bps <= quote.repaid * (bps + most), "{value} wei seized for {} repaid", quote.repaid);
    Ok((value * bps / quote.repaid).saturating_sub(bps))
}

/// Whoever has debt left has the target health.
fn target_reached(stage: &mut Stage, account: Address) -> Result<U256> {
    let at = stage.protocol.at;
    let target = stage.view(at.risk, IRisk::liquidationConfigCall {})?.targetHealth;
    let after = stage.view(at.market, IMarket::accountHealthCall { account })?;
    let (least, most) = (target - U256::from(ROUNDING_WAD), target + U256::from(ETHER / 1_000));
    ensure!(
        after.debt.is_zero() || (least..=most).contains(&after.healthWad),
        "liquidated to a health of {}, the target is {target}",
        after.healthWad
    );
    Ok(after.healthWad)
}

/// What was written off; those who bear it must bear just that.
fn bad_debt(logs: &[Log], market: Address) -> Result<BadDebt> {
    let written: U256 = events::<IMarket::BadDebt>(logs, market).map(|event| event.assets).sum();
    let (mut borne, mut by_suppliers) = (U256::ZERO, U256::ZERO);
    for event in events::<IMarket::BadDebtBorne>(logs, market) {
        borne += event.assets;
        if event.bearer.is_zero() {
            by_suppliers += event.assets;
        }
    }
    ensure!(written == borne, "{written} wei written off, {borne} borne");
    Ok(BadDebt { written, by_suppliers })
}

fn events<E: SolEvent>(logs: &[Log], market: Address) -> impl Iterator<Item = E> {
    logs.iter().filter(move |log| log.address == market).filter_map(|log| Some(E::decode_log(log).ok()?.data))
}
