//! ERC-4626: Trail of Bits' properties, by the names they have in `crytic/properties`, and what OpenZeppelin's tests
//! ask beyond them.
//!
//! Theirs that are a16z's under another name are not repeated: accounting, what must not revert, and what needs an
//! approval are in `erc4626`.

use super::{
    Case, MOST, Property, Vault,
    case::assert_reaches,
    standard::{IErc20, IErc4626},
};
use crate::typed;
use ballast_chain::{Address, Log, U256};
use ballast_client::{
    Client,
    interfaces::{IMarket, IWrapper},
};

/// All but those of a vault in which nobody has anything yet.
pub fn properties<V: Vault>() -> Vec<Property<V>> {
    vec![
        ("verify_convertToAssetsMustNotRevert", convert_to_assets_must_not_revert),
        ("verify_convertToSharesMustNotRevert", convert_to_shares_must_not_revert),
        // Quotes and conversions of nothing; nothing itself is refused.
        ("verify_*RoundingDirection of nothing", nothing_is_free),
        ("verify_previewMintRoundingDirection, verify_mintRoundingDirection", mint_rounding_direction),
        ("verify_previewWithdrawRoundingDirection, verify_withdrawRoundingDirection", withdraw_rounding_direction),
        ("verify_convertRoundTrip", convert_round_trip),
        ("verify_convertRoundTrip2", convert_round_trip_2),
        ("verify_assetDecimalsLessThanVault", asset_decimals_less_than_vault),
        ("verify_redeemRequiresTokenApproval", redeem_requires_token_approval),
        ("verify_withdrawRequiresTokenApproval", withdraw_requires_token_approval),
        ("verify_max*IgnoresSenderAssets, verify_preview*IgnoresSender", ignores_sender),
        ("ERC4626: deposit emits Transfer and Deposit", deposit_events),
        ("ERC4626: mint emits Transfer and Deposit", mint_events),
        ("ERC4626: withdraw emits Transfer and Withdraw", withdraw_events),
        ("ERC4626: redeem emits Transfer and Withdraw", redeem_events),
    ]
}

/// Of a vault in which nobody has anything yet.
pub fn fresh<V: Vault>() -> Vec<Property<V>> {
    vec![
        ("ERC4626: empty vault: status", empty),
        ("ERC4626: multiple mint, deposit, redeem & withdrawal", many),
        ("verify_sharePriceInflationAttack", share_price_inflation_attack),
    ]
}

fn convert_to_assets_must_not_revert<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let supply = case.supply();
    let shares = case.up_to(supply)?;
    case.ask(IErc4626::convertToAssetsCall { shares });
    Some(())
}

fn convert_to_shares_must_not_revert<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let supply = case.ask_asset(IErc20::totalSupplyCall {});
    let assets = case.up_to(supply)?;
    case.ask(IErc4626::convertToSharesCall { assets });
    Some(())
}

fn nothing_is_free<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let ([owner, receiver, ..], zero) = (case.users, U256::ZERO);
    assert_eq!(case.ask(IErc4626::previewDepositCall { assets: zero }), zero);
    assert_eq!(case.ask(IErc4626::previewRedeemCall { shares: zero }), zero);
    assert_eq!(case.ask(IErc4626::convertToSharesCall { assets: zero }), zero);
    assert_eq!(case.ask(IErc4626::convertToAssetsCall { shares: zero }), zero);
    let _: IMarket::ZeroAmount = case.fail(owner, IErc4626::depositCall { assets: zero, receiver });
    let _: IMarket::ZeroAmount = case.fail(owner, IErc4626::mintCall { shares: zero, receiver });
    let _: IMarket::ZeroAmount = case.fail(owner, IErc4626::withdrawCall { assets: zero, receiver, owner });
    let _: IMarket::ZeroAmount = case.fail(owner, IErc4626::redeemCall { shares: zero, receiver, owner });
    Some(())
}

fn mint_rounding_direction<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, receiver, ..] = case.users;
    let shares = case.mintable(caller)?;
    assert!(!case.ask(IErc4626::previewMintCall { shares }).is_zero());
    assert!(!case.done(caller, IErc4626::mintCall { shares, receiver }).is_zero());
    Some(())
}

fn withdraw_rounding_direction<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [owner, receiver, ..] = case.users;
    let assets = case.withdrawable(owner)?;
    assert!(!case.ask(IErc4626::previewWithdrawCall { assets }).is_zero());
    assert!(!case.done(owner, IErc4626::withdrawCall { assets, receiver, owner }).is_zero());
    Some(())
}

fn convert_round_trip<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let assets = case.up_to(U256::from(MOST))?;
    let shares = case.ask(IErc4626::convertToSharesCall { assets });
    assert!(case.ask(IErc4626::convertToAssetsCall { shares }) <= assets);
    Some(())
}

fn convert_round_trip_2<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let shares = case.up_to(U256::from(MOST))?;
    let assets = case.ask(IErc4626::convertToAssetsCall { shares });
    assert!(case.ask(IErc4626::convertToSharesCall { assets }) <= shares);
    Some(())
}

fn asset_decimals_less_than_vault<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    assert!(case.ask(IErc20::decimalsCall {}) >= case.ask_asset(IErc20::decimalsCall {}));
    Some(())
}

fn redeem_requires_token_approval<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, receiver, owner, _] = case.users;
    let shares = case.redeemable(owner)?;
    let allowance = shares - case.up_to(shares)?;
    case.approve(owner, caller, allowance);
    let call = IErc4626::redeemCall { shares, receiver, owner };
    let error: IWrapper::ERC20InsufficientAllowance = case.fail(caller, call);
    assert_eq!((error.spender, error.allowance, error.needed), (caller, allowance, shares));
    Some(())
}

fn withdraw_requires_token_approval<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, receiver, owner, _] = case.users;
    let assets = case.withdrawable(owner)?;
    let needed = case.ask(IErc4626::previewWithdrawCall { assets });
    let allowance = needed - case.up_to(needed)?;
    case.approve(owner, caller, allowance);
    let call = IErc4626::withdrawCall { assets, receiver, owner };
    let error: IWrapper::ERC20InsufficientAllowance = case.fail(caller, call);
    assert_eq!((error.spender, error.allowance, error.needed), (caller, allowance, needed));
    Some(())
}

/// What a vault says of an amount.
fn says<V: Vault>(case: &mut Case<'_, V>, caller: Address, amount: U256) -> [U256; 6] {
    [
        case.ask_as(caller, IErc4626::maxDepositCall { receiver: caller }),
        case.ask_as(caller, IErc4626::maxMintCall { receiver: caller }),
        case.ask_as(caller, IErc4626::previewDepositCall { assets: amount }),
        case.ask_as(caller, IErc4626::previewMintCall { shares: amount }),
        case.ask_as(caller, IErc4626::previewWithdrawCall { assets: amount }),
        case.ask_as(caller, IErc4626::previewRedeemCall { shares: amount }),
    ]
}

/// Nor does it change with what the caller has.
fn ignores_sender<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let ([user, ..], nobody) = (case.users, case.target());
    let (amount, funds) = (case.up_to(U256::from(MOST))?, case.up_to(U256::from(MOST))?);
    let told = says(case, nobody, amount);
    assert_eq!(says(case, user, amount), told);
    case.subject.fund(nobody, funds);
    case.approve_asset(nobody, funds);
    assert_eq!(says(case, nobody, amount), told);
    Some(())
}

/// The transfer of the asset, whose value may be off by the slack, and that of shares, exactly.
fn assert_transfers<V: Vault>(case: &mut Case<'_, V>, logs: &[Log], asset: IErc20::Transfer, share: IErc20::Transfer) {
    let (vault, token, slack) = (case.subject.token(), case.subject.asset(), case.subject.asset_slack());
    let moved: IErc20::Transfer = Client::event(logs, token).unwrap();
    assert_eq!((moved.from, moved.to), (asset.from, asset.to));
    assert_reaches(moved.value + slack, asset.value, slack + slack, "value of the asset's transfer");
    assert_eq!(Client::event(logs, vault), Some(share));
}

fn entered<V: Vault>(case: &mut Case<'_, V>, logs: &[Log], assets: U256, shares: U256) {
    let ([sender, owner, ..], vault, slack) = (case.users, case.subject.token(), case.subject.asset_slack());
    let paid = IErc20::Transfer { from: sender, to: vault, value: assets };
    let minted = IErc20::Transfer { from: Address::ZERO, to: owner, value: shares };
    assert_transfers(case, logs, paid, minted);
    let event: IErc4626::Deposit = Client::event(logs, vault).unwrap();
    assert_eq!((event.sender, event.owner, event.shares), (sender, owner, shares));
    assert_reaches(event.assets + slack, assets, slack, "assets of the event");
}

fn left<V: Vault>(case: &mut Case<'_, V>, logs: &[Log], assets: U256, shares: U256) {
    let ([sender, receiver, owner, _], vault) = (case.users, case.subject.token());
    let slack = case.subject.asset_slack();
    let paid = IErc20::Transfer { from: vault, to: receiver, value: assets };
    let burnt = IErc20::Transfer { from: owner, to: Address::ZERO, value: shares };
    assert_transfers(case, logs, paid, burnt);
    let event: IErc4626::Withdraw = Client::event(logs, vault).unwrap();
    assert_eq!((event.sender, event.receiver, event.owner, event.shares), (sender, receiver, owner, shares));
    assert_reaches(event.assets, assets, slack, "assets of the event");
}

fn deposit_events<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, receiver, ..] = case.users;
    let assets = case.depositable(caller)?;
    let done = case.send(caller, IErc4626::depositCall { assets, receiver }).unwrap();
    entered(case, &done.receipt.logs, assets, done.value);
    Some(())
}

fn mint_events<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, receiver, ..] = case.users;
    let shares = case.mintable(caller)?;
    let done = case.send(caller, IErc4626::mintCall { shares, receiver }).unwrap();
    entered(case, &done.receipt.logs, done.value, shares);
    Some(())
}

fn withdraw_events<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, receiver, owner, _] = case.users;
    let assets = case.withdrawable(owner)?;
    case.approve(owner, caller, U256::MAX);
    let done = case.send(caller, IErc4626::withdrawCall { assets, receiver, owner }).unwrap();
    left(case, &done.receipt.logs, assets, done.value);
    Some(())
}

fn redeem_events<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [caller, receiver, owner, _] = case.users;
    let shares = case.redeemable(owner)?;
    case.approve(owner, caller, U256::MAX);
    let done = case.send(caller, IErc4626::redeemCall { shares, receiver, owner }).unwrap();
    left(case, &done.receipt.logs, done.value, shares);
    Some(())
}

fn empty<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [owner, ..] = case.users;
    assert_eq!(case.supply(), U256::ZERO);
    assert_eq!(case.ask(IErc4626::maxWithdrawCall { owner }), U256::ZERO);
    assert_eq!(case.ask(IErc4626::maxRedeemCall { owner }), U256::ZERO);
    Some(())
}

/// Two come and go while what their shares are worth goes up and down; what they have is all there is, and it is there.
fn many<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let [alice, bob, ..] = case.users;
    for (one, other) in [(alice, bob), (bob, alice)] {
        let shares = case.mintable(one)?;
        case.done(one, IErc4626::mintCall { shares, receiver: one });
        let assets = case.depositable(other)?;
        case.done(other, IErc4626::depositCall { assets, receiver: other });
        case.subject.shuffle(&mut case.random);
        assert_whole(case);
    }
    for (one, other) in [(alice, bob), (bob, alice)] {
        if let Some(shares) = case.redeemable(one) {
            case.done(one, IErc4626::redeemCall { shares, receiver: one, owner: one });
        }
        if let Some(assets) = case.withdrawable(other) {
            case.done(other, IErc4626::withdrawCall { assets, receiver: other, owner: other });
        }
        assert_whole(case);
    }
    Some(())
}

fn assert_whole<V: Vault>(case: &mut Case<'_, V>) {
    let ([alice, bob, ..], shares) = (case.users, case.supply());
    assert_eq!(case.balance(alice) + case.balance(bob), shares);
    assert!(case.ask(IErc4626::convertToAssetsCall { shares }) <= case.ask(IErc4626::totalAssetsCall {}));
}

/// The first depositor gives the vault up to a thousand ether: who comes after gets all but a wei back, however little
/// he brought. Published is a thousandth. What is given is not counted, so that what is too little for a share was so
/// before.
fn share_price_inflation_attack<V: Vault>(case: &mut Case<'_, V>) -> Option<()> {
    let ([attacker, victim, ..], one) = (case.users, U256::ONE);
    let (gift, assets) = (case.up_to(U256::from(MOST))?, case.up_to(U256::from(MOST))?);
    let (asset, vault) = (case.subject.asset(), case.subject.token());
    let worth = case.ask(IErc4626::previewDepositCall { assets });
    case.subject.fund(attacker, gift + one);
    case.approve_asset(attacker, U256::MAX);
    case.done(attacker, IErc4626::depositCall { assets: one, receiver: attacker });
    case.subject.client().send(attacker, asset, IErc20::transferCall { to: vault, value: gift }).unwrap();
    case.subject.fund(victim, assets);
    case.approve_asset(victim, U256::MAX);
    let before = case.assets_of(victim);
    let shares = match case.send(victim, IErc4626::depositCall { assets, receiver: victim }) {
        Ok(done) => done.value,
        Err(error) => {
            assert_eq!((typed::<IWrapper::ZeroShares>(&error).amount, worth), (assets, U256::ZERO));
            return Some(());
        }
    };
    assert_eq!(shares, worth);
    case.done(victim, IErc4626::redeemCall { shares, receiver: victim, owner: victim });
    assert!(before - case.assets_of(victim) <= one);
    Some(())
}
