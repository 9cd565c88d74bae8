//! What a node's chain holds when it opens: the protocol, and a market in use.

use super::accounts::{Dev, funds};
use alloy_sol_types::SolCall;
use anyhow::{Context, Result};
use ballast_chain::{Address, Chain, U256};
use ballast_client::{
    Accounts, Addresses, Artifacts, Client, Parameters, Protocol,
    interfaces::{ILst, IMarket, IWeth},
};

/// The greatest age of prices that the judge takes.
const WEEK_SECS: u64 = 7 * 86_400;

/// Who does what, by place among the accounts.
const OWNER: usize = 0;
const GUARDIAN: usize = 1;
const TREASURY: usize = 2;
const ORACLE: usize = 3;
const OPERATORS: usize = 4;
const SUPPLIER: usize = 5;
const BORROWER: usize = 6;
const HOLDER: usize = 7;

fn ether(count: u64) -> U256 {
    U256::from(count) * U256::from(10).pow(U256::from(18))
}

/// Deploys everything, gives the roles away and lets the market be used.
pub(crate) fn open(mut chain: Chain, artifacts: &Artifacts, devs: &[Dev]) -> Result<(Chain, Addresses)> {
    for dev in devs {
        chain.set_balance(dev.address, funds());
    }
    let who = |part: usize| devs[part].address;
    let accounts = Accounts {
        owner: who(OWNER),
        guardian: who(GUARDIAN),
        treasury: who(TREASURY),
        oracle: who(ORACLE),
        operators: who(OPERATORS),
    };
    // Nobody reports on a chain that was left alone overnight, and borrowing should still work in the morning.
    let parameters = Parameters { feed_max_age_secs: WEEK_SECS, rate_max_age_secs: WEEK_SECS, ..Parameters::default() };
    let Protocol { mut client, at, .. } =
        Protocol::deploy(chain, artifacts, accounts, &parameters).context("deployment")?;
    for program in [at.lst, at.wrapper, at.risk, at.market, at.lens, at.rights, at.backstop] {
        client.chain.set_cached(program, true);
    }
    supply(&mut client, &at, who(SUPPLIER)).context("supplying")?;
    stake(&mut client, &at, who(HOLDER), 40).context("staking")?;
    borrow(&mut client, &at, who(BORROWER)).context("borrowing")?;
    Ok((client.chain, at))
}

fn send<C: SolCall>(client: &mut Client, from: Address, to: Address, call: C) -> Result<()> {
    client.send(from, to, call).context(C::SIGNATURE)?;
    Ok(())
}

fn supply(client: &mut Client, at: &Addresses, account: Address) -> Result<()> {
    client.send_value(account, at.weth, ether(200), IWeth::depositCall {})?;
    send(client, account, at.weth, IWeth::approveCall { spender: at.market, value: U256::MAX })?;
    send(client, account, at.market, IMarket::depositCall { assets: ether(100), receiver: account })
}

fn stake(client: &mut Client, at: &Addresses, account: Address, count: u64) -> Result<()> {
    client.send_value(account, at.lst, ether(count), ILst::submitCall { referral: Address::ZERO })?;
    Ok(())
}

fn borrow(client: &mut Client, at: &Addresses, account: Address) -> Result<()> {
    stake(client, at, account, 60)?;
    send(client, account, at.lst, ILst::approveCall { spender: at.market, value: U256::MAX })?;
    let units = U256::MAX; // all that balance and allowance permit
    send(client, account, at.market, IMarket::supplyCollateralCall { asset: at.lst, units, onBehalf: account })?;
    let (assets, data) = (ether(40), Default::default());
    send(client, account, at.market, IMarket::borrowCall { assets, onBehalf: account, receiver: account, data })
}
