//! What must hold at the end, each with its name.

use super::act::Stage;
use anyhow::{Result, ensure};
use ballast_chain::{Address, U256, address};
use ballast_client::interfaces::{ILst, IMarket, IWeth, IWrapper};
use serde::Serialize;

/// One invariant and whether it holds.
#[derive(Serialize)]
pub(crate) struct Check {
    pub(crate) name: &'static str,
    pub(crate) holds: bool,
    pub(crate) detail: String,
}

impl Check {
    fn new(name: &'static str, holds: bool, detail: String) -> Self {
        Self { name, holds, detail }
    }

    /// The parts make the whole.
    fn sum(name: &'static str, parts: U256, whole: U256) -> Self {
        Self::new(name, parts == whole, format!("{parts} of {whole}"))
    }
}

const DEAD: Address = address!("000000000000000000000000000000000000dEaD");

/// What must hold at any time.
fn books(stage: &mut Stage) -> Result<Vec<Check>> {
    let mut checks = token(stage)?;
    checks.extend(wrapper(stage)?);
    checks.extend(market(stage)?);
    checks.push(ether(stage));
    Ok(checks)
}

/// The books balance, or an error says which does not.
pub(crate) fn hold(stage: &mut Stage) -> Result<()> {
    for check in books(stage)? {
        ensure!(check.holds, "after the act \"{}\" this is broken: {}: {}", stage.act, check.name, check.detail);
    }
    Ok(())
}

/// Checks them all, and that everyone is out.
pub(crate) fn check(stage: &mut Stage) -> Result<Vec<Check>> {
    let mut checks = books(stage)?;
    checks.extend(everyone_is_out(stage)?);
    Ok(checks)
}

fn holders(stage: &Stage) -> Vec<Address> {
    let mut holders = stage.cast.clone();
    let (at, accounts) = (stage.protocol.at, stage.protocol.accounts);
    holders.extend([DEAD, accounts.treasury, accounts.operators, at.market, at.wrapper]);
    holders
}

fn token(stage: &mut Stage) -> Result<Vec<Check>> {
    let lst = stage.protocol.at.lst;
    let holders = holders(stage);
    let (mut shares, mut balances) = (U256::ZERO, U256::ZERO);
    for account in &holders {
        shares += stage.view(lst, ILst::sharesOfCall { account: *account })?;
        balances += stage.view(lst, ILst::balanceOfCall { account: *account })?;
    }
    let total_shares = stage.view(lst, ILst::getTotalSharesCall {})?;
    let supply = stage.view(lst, ILst::totalSupplyCall {})?;
    let columns = stage.view(lst, ILst::columnsCall {})?;
    let counted = columns.buffer + columns.inFlight + columns.validators;
    let set_aside = stage.view(lst, ILst::setAsideCall {})?;
    let ether = stage.protocol.client.chain.balance(lst);
    Ok(vec![
        Check::sum("shares sum to the total", shares, total_shares),
        Check::new(
            "balances sum to the supply, less a wei each",
            balances <= supply && supply - balances <= U256::from(holders.len()),
            format!("{balances} of {supply} wei"),
        ),
        Check::new("supply is covered by counted ether", supply <= counted, format!("{supply} of {counted} wei")),
        Check::new(
            "the token holds its buffer and what is set aside",
            ether == columns.buffer + set_aside,
            format!("{ether} = {} + {set_aside} wei", columns.buffer),
        ),
        Check::new(
            "the rate fell by losses alone",
            stage.unexplained_falls.is_empty(),
            format!("{} unexplained falls", stage.unexplained_falls.len()),
        ),
    ])
}

fn wrapper(stage: &mut Stage) -> Result<Vec<Check>> {
    let at = stage.protocol.at;
    let mut balances = U256::ZERO;
    for account in stage.cast.clone() {
        balances += stage.view(at.wrapper, IWrapper::balanceOfCall { account })?;
    }
    let supply = stage.view(at.wrapper, IWrapper::totalSupplyCall {})?;
    let held = stage.view(at.lst, ILst::sharesOfCall { account: at.wrapper })?;
    let owed = supply * U256::from(1_000_000_000);
    Ok(vec![
        Check::sum("wblETH balances sum to the supply", balances, supply),
        Check::new("wblETH is backed by shares", held >= owed, format!("{held} held for {owed}")),
    ])
}

fn market(stage: &mut Stage) -> Result<Vec<Check>> {
    let at = stage.protocol.at;
    let (mut shares, mut debt_shares, mut units) = (U256::ZERO, U256::ZERO, U256::ZERO);
    for account in stage.cast.clone() {
        shares += stage.view(at.market, IMarket::balanceOfCall { account })?;
        debt_shares += stage.view(at.market, IMarket::debtSharesOfCall { account })?;
        units += stage.view(at.market, IMarket::collateralOfCall { account, asset: at.lst })?;
    }
    let totals = stage.view(at.market, IMarket::totalsCall {})?;
    let reserves = stage.view(at.market, IMarket::reserveSharesCall {})?;
    let info = stage.view(at.market, IMarket::collateralInfoCall { asset: at.lst })?;
    let held_units = stage.view(at.lst, ILst::sharesOfCall { account: at.market })?;
    let held = stage.view(at.weth, IWeth::balanceOfCall { account: at.market })?;
    Ok(vec![
        Check::new(
            "supply shares and reserves sum to the total",
            shares + reserves == totals.supplyShares,
            format!("{shares} + {reserves} of {}", totals.supplyShares),
        ),
        Check::sum("debt shares sum to the total", debt_shares, totals.debtShares),
        Check::new(
            "booked collateral is held",
            units == info.total && units <= held_units,
            format!("{units} of {held_units} units"),
        ),
        Check::new("idle assets are held", totals.idle == held, format!("{} of {held} wei", totals.idle)),
        Check::new(
            "borrowed is at most supplied",
            totals.debtAssets <= totals.suppliedAssets,
            format!("{} of {} wei", totals.debtAssets, totals.suppliedAssets),
        ),
    ])
}

/// All was repaid, all margin taken out, all shares of supply redeemed: only the reserves are left in the market.
fn everyone_is_out(stage: &mut Stage) -> Result<Vec<Check>> {
    let at = stage.protocol.at;
    let (mut debt, mut units, mut shares) = (U256::ZERO, U256::ZERO, U256::ZERO);
    for account in stage.cast.clone() {
        debt += stage.view(at.market, IMarket::debtOfCall { account })?;
        units += stage.view(at.market, IMarket::collateralOfCall { account, asset: at.lst })?;
        shares += stage.view(at.market, IMarket::balanceOfCall { account })?;
    }
    let totals = stage.view(at.market, IMarket::totalsCall {})?;
    let left = totals.suppliedAssets.checked_sub(totals.reserves);
    Ok(vec![
        Check::new(
            "every account is out of the market",
            debt.is_zero() && units.is_zero() && shares.is_zero(),
            format!("{debt} wei owed, {units} units of margin, {shares} shares of supply"),
        ),
        Check::new(
            "what suppliers left behind is the reserves'",
            left.is_some_and(|left| left <= U256::from(2)),
            format!("{} of {} wei", totals.reserves, totals.suppliedAssets),
        ),
    ])
}

/// Every wei that was put in is with someone or in a contract.
fn ether(stage: &Stage) -> Check {
    let (at, accounts) = (stage.protocol.at, stage.protocol.accounts);
    let chain = &stage.protocol.client.chain;
    let fees = chain.config().network_fee_account; // paid to keep programs alive
    let mut places = stage.cast.clone();
    places.extend([accounts.owner, accounts.oracle, accounts.operators, accounts.guardian]);
    places.extend([at.lst, at.wrapper, at.weth, fees]);
    let found: U256 = places.iter().map(|place| chain.balance(*place)).sum();
    Check::new("no ether is lost", found == stage.minted, format!("{found} of {} wei put in", stage.minted))
}
