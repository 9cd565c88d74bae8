//! ERC-4626: a16z's round trips, by the names they have in `a16z/erc4626-tests`. None of them pays, without any
//! tolerance.

use super::{Case, MOST, Property, Vault, standard::IErc4626};
use ballast_chain::{Address, U256};
use ballast_client::interfaces::{IMarket, IWrapper};

/// All of them.
pub fn properties<V: Vault>() -> Vec<Property<V>> {
    vec![
        ("prop_RT_deposit_redeem", deposit_redeem),
        ("prop_RT_deposit_withdraw", deposit_withdraw),
        ("prop_RT_redeem_deposit", redeem_deposit),
        ("prop_RT_redeem_mint", redeem_mint),
        ("prop_RT_mint_withdraw", mint_withdraw),
        ("prop_RT_mint_redeem", mint_redeem),
        ("prop_RT_withdraw_mint", withdraw_mint),
        ("prop_RT_withdraw_deposit", withdraw_deposit),
    ]
}

/// The way there and back is open to the caller, whatever rounding takes.
fn provide<V: Vault>(case: &mut Case<'_, V>) -> Address {
    let [caller, ..] = case.users;
    case.subject.fund(caller, U256::from(MOST));
    case.approve_asset(caller, U256::MAX);
    caller
}

fn deposited<V: Vault>(case: &mut Case<'_, V>, assets: U256, receiver: Address) -> U256 {
    case.done(receiver, IErc4626::depositCall { assets, receiver })
}

fn minted<V: Vault>(case: &mut Case<'_, V>, shares: U256, receiver: Address) -> U256 {
    case.done(receiver, IErc4626::mintCall { shares, receiver })
}

fn redeemed<V: Vault>(case: &mut Case<'_, V>, shares: U256, owner: Address) -> U256 {
    case.done(owner, IErc4626::redeemCall { shares, receiver: owner, owner })
}

/// Shares that withdrawing burns. If they are more than the owner has, because rounding took some on the way in, it is
/// refused.
fn withdrawn<V: Vault>(case: &mut Case<'_, V>, assets: U256, owner: Address) -> U256 {
    let (shares, held) = (case.ask(IErc4626::previewWithdrawCall { assets }), case.balance(owner));
    let call = IErc4626::withdrawCall { assets, receiver: owner, owner };
    if shares > held {
        let error: IWrapper::ERC20InsufficientBalance = case.fail(owner, call);
        assert_eq!((error.balance, error.needed), (held, shares));
        return shares;
    }
    case.done(owner, call)
}

fn deposit_redeem<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let caller = provide(case);
    let assets = case.depositable(caller)?;
    let shares = deposited(case, assets, caller);
    if case.ask(IErc4626::previewRedeemCall { shares }).is_zero() {
        return None;
    }
    assert!(redeemed(case, shares, caller) <= assets);
    Some(())
}

fn deposit_withdraw<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let caller = provide(case);
    let assets = case.depositable(caller)?;
    let shares = deposited(case, assets, caller);
    assert!(withdrawn(case, assets, caller) >= shares);
    Some(())
}

/// Assets that are worth less than a share buy none, and are refused.
fn redeem_deposit<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let caller = provide(case);
    let shares = case.redeemable(caller)?;
    let assets = redeemed(case, shares, caller);
    if case.ask(IErc4626::previewDepositCall { assets }).is_zero() {
        let _: IWrapper::ZeroShares = case.fail(caller, IErc4626::depositCall { assets, receiver: caller });
        return Some(());
    }
    assert!(deposited(case, assets, caller) <= shares);
    Some(())
}

fn redeem_mint<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let caller = provide(case);
    let shares = case.redeemable(caller)?;
    let assets = redeemed(case, shares, caller);
    assert!(minted(case, shares, caller) >= assets);
    Some(())
}

fn mint_withdraw<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let caller = provide(case);
    let shares = case.mintable(caller)?;
    let assets = minted(case, shares, caller);
    assert!(withdrawn(case, assets, caller) >= shares);
    Some(())
}

/// Shares that are worth nothing are burnt for nothing, or refused.
fn mint_redeem<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let caller = provide(case);
    let shares = case.mintable(caller)?;
    let assets = minted(case, shares, caller);
    if case.ask(IErc4626::previewRedeemCall { shares }).is_zero() {
        match case.send(caller, IErc4626::redeemCall { shares, receiver: caller, owner: caller }) {
            Ok(done) => assert_eq!(done.value, U256::ZERO),
            Err(error) => {
                crate::typed::<IMarket::ZeroAmount>(&error);
            }
        }
        return Some(());
    }
    assert!(redeemed(case, shares, caller) <= assets);
    Some(())
}

fn withdraw_mint<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let caller = provide(case);
    let assets = case.withdrawable(caller)?;
    let shares = withdrawn(case, assets, caller);
    assert!(minted(case, shares, caller) >= assets);
    Some(())
}

fn withdraw_deposit<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let caller = provide(case);
    let assets = case.withdrawable(caller)?;
    let shares = withdrawn(case, assets, caller);
    if case.ask(IErc4626::previewDepositCall { assets }).is_zero() {
        let _: IWrapper::ZeroShares = case.fail(caller, IErc4626::depositCall { assets, receiver: caller });
        return Some(());
    }
    assert!(deposited(case, assets, caller) <= shares);
    Some(())
}
