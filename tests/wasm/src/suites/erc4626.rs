//! ERC-4626: a16z's properties, by the names they have in `a16z/erc4626-tests`.
//!
//! Quotes equal execution, and a round trip never pays: both without any tolerance. What changes hands may differ from
//! the amount named by [`Vault::asset_slack`]. Theirs discard a call that reverts; here an amount within the maxima
//! must go through.

use super::{Case, Property, Vault, case::assert_reaches, standard::IErc4626};
use alloy_sol_types::SolCall;
use ballast_chain::{Address, U256};
use ballast_client::interfaces::IWrapper;

/// 96 bits: larger amounts may be refused.
const REASONABLE: U256 = U256::from_limbs([u64::MAX, u32::MAX as u64, 0, 0]);

/// All of them.
pub fn properties<V: Vault>() -> Vec<Property<V>> {
    vec![
        ("prop_asset", asset),
        ("prop_totalAssets", total_assets),
        ("prop_convertToShares", convert_to_shares),
        ("prop_convertToAssets", convert_to_assets),
        ("prop_maxDeposit", max_deposit),
        ("prop_previewDeposit", preview_deposit),
        ("prop_deposit", deposit),
        ("prop_maxMint", max_mint),
        ("prop_previewMint", preview_mint),
        ("prop_mint", mint),
        ("prop_maxWithdraw", max_withdraw),
        ("prop_previewWithdraw", preview_withdraw),
        ("prop_withdraw", withdraw),
        ("testFail_withdraw", fail_withdraw),
        ("prop_maxRedeem", max_redeem),
        ("prop_previewRedeem", preview_redeem),
        ("prop_redeem", redeem),
        ("testFail_redeem", fail_redeem),
    ]
}

fn asset<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, ..] = case.users;
    assert_eq!(case.ask_as(caller, IErc4626::assetCall {}), case.subject.asset());
    Some(())
}

/// And all that shares are worth is there.
fn total_assets<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, ..] = case.users;
    let total = case.ask_as(caller, IErc4626::totalAssetsCall {});
    let shares = case.supply();
    assert!(case.ask(IErc4626::convertToAssetsCall { shares }) <= total);
    Some(())
}

fn convert_to_shares<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let ([one, other, ..], assets) = (case.users, case.up_to(REASONABLE)?);
    let call = IErc4626::convertToSharesCall { assets };
    assert_eq!(case.ask_as(one, call.clone()), case.ask_as(other, call));
    Some(())
}

fn convert_to_assets<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let ([one, other, ..], shares) = (case.users, case.up_to(REASONABLE)?);
    let call = IErc4626::convertToAssetsCall { shares };
    assert_eq!(case.ask_as(one, call.clone()), case.ask_as(other, call));
    Some(())
}

/// And so much can be deposited, and no more.
fn max_deposit<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, receiver, ..] = case.users;
    let most = case.ask_as(caller, IErc4626::maxDepositCall { receiver });
    case.subject.fund(caller, most + U256::ONE);
    case.approve_asset(caller, U256::MAX);
    let more = IErc4626::depositCall { assets: most + U256::ONE, receiver };
    assert!(case.send(caller, more).is_err(), "{most} is not the most");
    if !most.is_zero() {
        case.done(caller, IErc4626::depositCall { assets: most, receiver });
    }
    Some(())
}

fn preview_deposit<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, receiver, other, _] = case.users;
    let assets = case.depositable(caller)?;
    let preview = case.ask_as(other, IErc4626::previewDepositCall { assets });
    assert_eq!(case.done(caller, IErc4626::depositCall { assets, receiver }), preview);
    Some(())
}

/// What came of paying in: the caller paid `assets`, the receiver has `shares` more.
fn pays_in<V: Vault, C: SolCall>(case: &mut Case<'_, V>, call: C, amounts: impl Fn(C::Return) -> (U256, U256)) {
    let [caller, receiver, ..] = case.users;
    let slack = case.subject.asset_slack();
    let before = (case.assets_of(caller), case.balance(receiver), case.asset_allowance(caller));
    let (assets, shares) = amounts(case.done(caller, call));
    let after = (case.assets_of(caller), case.balance(receiver), case.asset_allowance(caller));
    assert_reaches(before.0 - after.0 + slack, assets, slack, "asset");
    assert_eq!(after.1, before.1 + shares, "share");
    if before.2 == U256::MAX {
        assert_eq!(after.2, U256::MAX, "allowance");
    } else {
        assert_reaches(before.2 - after.2 + slack, assets, slack, "allowance");
    }
}

fn deposit<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, receiver, ..] = case.users;
    let assets = case.depositable(caller)?;
    pays_in(case, IErc4626::depositCall { assets, receiver }, |shares| (assets, shares));
    Some(())
}

/// And so much can be minted, and no more.
fn max_mint<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, receiver, ..] = case.users;
    let most = case.ask_as(caller, IErc4626::maxMintCall { receiver });
    let cost = case.ask(IErc4626::previewMintCall { shares: most });
    case.subject.fund(caller, cost * U256::from(2) + U256::ONE);
    case.approve_asset(caller, U256::MAX);
    let more = IErc4626::mintCall { shares: most + U256::ONE, receiver };
    assert!(case.send(caller, more).is_err(), "{most} is not the most");
    if !most.is_zero() {
        case.done(caller, IErc4626::mintCall { shares: most, receiver });
    }
    Some(())
}

fn preview_mint<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, receiver, other, _] = case.users;
    let shares = case.mintable(caller)?;
    let preview = case.ask_as(other, IErc4626::previewMintCall { shares });
    assert_eq!(case.done(caller, IErc4626::mintCall { shares, receiver }), preview);
    Some(())
}

fn mint<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, receiver, ..] = case.users;
    let shares = case.mintable(caller)?;
    pays_in(case, IErc4626::mintCall { shares, receiver }, |assets| (assets, shares));
    Some(())
}

/// And so much can be withdrawn, and no more.
fn max_withdraw<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, owner, receiver, _] = case.users;
    let most = case.ask_as(caller, IErc4626::maxWithdrawCall { owner });
    let more = IErc4626::withdrawCall { assets: most + U256::ONE, receiver, owner };
    assert!(case.send(owner, more).is_err(), "{most} is not the most");
    if !most.is_zero() {
        case.done(owner, IErc4626::withdrawCall { assets: most, receiver, owner });
    }
    Some(())
}

fn preview_withdraw<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [_, receiver, owner, other] = case.users;
    let assets = case.withdrawable(owner)?;
    let preview = case.ask_as(other, IErc4626::previewWithdrawCall { assets });
    let caller = case.authorise(owner, preview)?;
    assert_eq!(case.done(caller, IErc4626::withdrawCall { assets, receiver, owner }), preview);
    Some(())
}

/// What came of paying out: the receiver got `assets`, the owner has `shares` less.
fn pays_out<V: Vault, C: SolCall>(
    case: &mut Case<'_, V>,
    caller: Address,
    call: C,
    amounts: impl Fn(C::Return) -> (U256, U256),
) {
    let [_, receiver, owner, _] = case.users;
    let slack = case.subject.asset_slack();
    let before = (case.assets_of(receiver), case.balance(owner), case.allowance(owner, caller));
    let (assets, shares) = amounts(case.done(caller, call));
    let after = (case.assets_of(receiver), case.balance(owner), case.allowance(owner, caller));
    assert_reaches(after.0 - before.0, assets, slack, "asset");
    assert_eq!(after.1, before.1 - shares, "share");
    let spends = caller != owner && before.2 != U256::MAX;
    assert_eq!(after.2, if spends { before.2 - shares } else { before.2 }, "allowance");
    assert!(caller == owner || before.2 >= shares, "access control");
}

fn withdraw<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [_, receiver, owner, _] = case.users;
    let assets = case.withdrawable(owner)?;
    let shares = case.ask(IErc4626::previewWithdrawCall { assets });
    let caller = case.authorise(owner, shares)?;
    pays_out(case, caller, IErc4626::withdrawCall { assets, receiver, owner }, |shares| (assets, shares));
    Some(())
}

/// Nobody withdraws what is another's without an allowance.
fn fail_withdraw<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, receiver, owner, _] = case.users;
    let assets = case.withdrawable(owner)?;
    let needed = case.ask(IErc4626::previewWithdrawCall { assets });
    let call = IErc4626::withdrawCall { assets, receiver, owner };
    let error: IWrapper::ERC20InsufficientAllowance = case.fail(caller, call);
    assert_eq!((error.spender, error.allowance, error.needed), (caller, U256::ZERO, needed));
    Some(())
}

/// And so much can be redeemed, and no more.
fn max_redeem<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, owner, receiver, _] = case.users;
    let most = case.ask_as(caller, IErc4626::maxRedeemCall { owner });
    let more = IErc4626::redeemCall { shares: most + U256::ONE, receiver, owner };
    assert!(case.send(owner, more).is_err(), "{most} is not the most");
    if !most.is_zero() {
        case.done(owner, IErc4626::redeemCall { shares: most, receiver, owner });
    }
    Some(())
}

fn preview_redeem<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [_, receiver, owner, other] = case.users;
    let shares = case.redeemable(owner)?;
    let preview = case.ask_as(other, IErc4626::previewRedeemCall { shares });
    let caller = case.authorise(owner, shares)?;
    assert_eq!(case.done(caller, IErc4626::redeemCall { shares, receiver, owner }), preview);
    Some(())
}

fn redeem<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [_, receiver, owner, _] = case.users;
    let shares = case.redeemable(owner)?;
    let caller = case.authorise(owner, shares)?;
    pays_out(case, caller, IErc4626::redeemCall { shares, receiver, owner }, |assets| (assets, shares));
    Some(())
}

/// Nobody redeems what is another's without an allowance.
fn fail_redeem<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, receiver, owner, _] = case.users;
    let shares = case.redeemable(owner)?;
    let call = IErc4626::redeemCall { shares, receiver, owner };
    let error: IWrapper::ERC20InsufficientAllowance = case.fail(caller, call);
    assert_eq!((error.spender, error.allowance, error.needed), (caller, U256::ZERO, shares));
    Some(())
}
