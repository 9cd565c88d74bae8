//! What can be read, and how it is rounded.

use crate::world::*;
use alloy_primitives::U256;
use ballast_lst::interface::ILst;
use ballast_wrapper::interface::IWrapper;

#[test]
fn name_the_token() {
    let w = World::new();
    assert_eq!(w.ask(w.bob, IWrapper::nameCall {})._0, "Wrapped Ballast Ether");
    assert_eq!(w.ask(w.bob, IWrapper::symbolCall {})._0, "wblETH");
    assert_eq!(w.ask(w.bob, IWrapper::decimalsCall {})._0, 18);
    assert_eq!(w.ask(w.bob, IWrapper::descriptionCall {})._0, "wblETH / ETH");
    assert_eq!(w.ask(w.bob, IWrapper::versionCall {})._0, n(1));
}

#[test]
fn of_one_token_are_rounded_down() {
    let w = World::odd();
    let rate = w.rate();
    let per_token = w.ask(w.bob, IWrapper::blEthPerTokenCall {})._0;
    assert_eq!(per_token, rate.value_down(ether(1)));
    assert!(per_token > ether(1));
    let tokens = w.ask(w.bob, IWrapper::tokensPerBlEthCall {})._0;
    assert_eq!(tokens, rate.minted_for(ether(1)));
    assert!(tokens < ether(1));
}

#[test]
fn of_total_assets_count_what_backs_the_supply_alone() {
    let w = World::wrapped();
    let total = || w.ask(w.bob, IWrapper::totalAssetsCall {})._0;
    assert_eq!(total(), w.rate().value_down(w.supply()));
    let to = w.wrapper.address();
    w.lst(w.bob, ILst::transferSharesCall { to, sharesAmount: units(milli(5)) });
    assert_eq!(total(), w.rate().value_down(w.supply()));
    w.age(DAY);
    assert_eq!(total(), w.rate().value_down(w.supply()));
}

#[test]
fn move_with_the_clock() {
    let w = World::wrapped();
    let before = w.ask(w.bob, IWrapper::blEthPerTokenCall {})._0;
    w.age(3_600);
    assert!(w.ask(w.bob, IWrapper::blEthPerTokenCall {})._0 > before);
    assert_eq!(w.ask(w.bob, IWrapper::blEthPerTokenCall {})._0, w.rate().value_down(ether(1)));
}

#[test]
fn answer_nothing_for_nothing() {
    let w = World::odd();
    assert_eq!(w.ask(w.bob, IWrapper::previewDepositCall { assets: n(0) }).shares, n(0));
    assert_eq!(w.ask(w.bob, IWrapper::previewMintCall { shares: n(0) }).assets, n(0));
    assert_eq!(w.ask(w.bob, IWrapper::previewWithdrawCall { assets: n(0) }).shares, n(0));
    assert_eq!(w.ask(w.bob, IWrapper::previewRedeemCall { shares: n(0) }).assets, n(0));
    assert_eq!(w.ask(w.bob, IWrapper::totalAssetsCall {})._0, n(0));
}

#[test]
fn take_the_widest_amounts_and_refuse_wider_ones() {
    let w = World::odd();
    let rate = w.rate();
    let (assets, shares) = (most(112), most(96));
    assert_eq!(w.ask(w.bob, IWrapper::convertToSharesCall { assets }).shares, rate.minted_for(assets));
    assert_eq!(w.ask(w.bob, IWrapper::previewWithdrawCall { assets }).shares, rate.burned_for(assets));
    assert_eq!(w.ask(w.bob, IWrapper::convertToAssetsCall { shares }).assets, rate.value_down(shares));
    assert_eq!(w.ask(w.bob, IWrapper::previewMintCall { shares }).assets, rate.value_up(shares));
    for amount in [most(112) + n(1), U256::MAX] {
        let error = || IWrapper::AmountTooLarge { amount, most: most(112) };
        w.refuses(w.bob, IWrapper::convertToSharesCall { assets: amount }, error());
        w.refuses(w.bob, IWrapper::previewDepositCall { assets: amount }, error());
        w.refuses(w.bob, IWrapper::previewWithdrawCall { assets: amount }, error());
        w.refuses(w.bob, IWrapper::getWstETHByStETHCall { stETHAmount: amount }, error());
    }
    for amount in [most(96) + n(1), U256::MAX] {
        let error = || IWrapper::AmountTooLarge { amount, most: most(96) };
        w.refuses(w.bob, IWrapper::convertToAssetsCall { shares: amount }, error());
        w.refuses(w.bob, IWrapper::previewMintCall { shares: amount }, error());
        w.refuses(w.bob, IWrapper::previewRedeemCall { shares: amount }, error());
        w.refuses(w.bob, IWrapper::getStETHByWstETHCall { wstETHAmount: amount }, error());
    }
}

#[test]
fn when_everything_is_lost_value_tokens_at_nothing() {
    let w = World::wrapped();
    w.age(DAY);
    w.ruin();
    assert_eq!(w.ask(w.bob, IWrapper::blEthPerTokenCall {})._0, n(0));
    assert_eq!(w.ask(w.bob, IWrapper::totalAssetsCall {})._0, n(0));
    let panic = || alloy_sol_types::Panic { code: n(0x11) };
    w.refuses(w.bob, IWrapper::tokensPerBlEthCall {}, panic());
    w.refuses(w.bob, IWrapper::previewWithdrawCall { assets: n(1) }, panic());
}
