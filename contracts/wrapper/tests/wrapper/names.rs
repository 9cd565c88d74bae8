//! Names that others call by: literal selectors, as they are in the wild.

use crate::world::*;
use alloy_primitives::{keccak256, U256};
use ballast_common::Revert;
use ballast_wrapper::interface::IWrapper;

const WSTETH: [(u32, &str); 7] = [
    (0xea598cb0, "wrap(uint256)"),
    (0xde0e9a3e, "unwrap(uint256)"),
    (0xb0e38900, "getWstETHByStETH(uint256)"),
    (0xbb2952fc, "getStETHByWstETH(uint256)"),
    (0x035faf82, "stEthPerToken()"),
    (0x9576a0c8, "tokensPerStEth()"),
    (0xc1fe3e48, "stETH()"),
];

const ERC20: [(u32, &str); 16] = [
    (0x06fdde03, "name()"),
    (0x95d89b41, "symbol()"),
    (0x313ce567, "decimals()"),
    (0x18160ddd, "totalSupply()"),
    (0x70a08231, "balanceOf(address)"),
    (0xa9059cbb, "transfer(address,uint256)"),
    (0x23b872dd, "transferFrom(address,address,uint256)"),
    (0x095ea7b3, "approve(address,uint256)"),
    (0xdd62ed3e, "allowance(address,address)"),
    (0x39509351, "increaseAllowance(address,uint256)"),
    (0xa457c2d7, "decreaseAllowance(address,uint256)"),
    (0xd505accf, "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)"),
    (0x9fd5a6cf, "permit(address,address,uint256,uint256,bytes)"),
    (0x7ecebe00, "nonces(address)"),
    (0x3644e515, "DOMAIN_SEPARATOR()"),
    (0x84b0196e, "eip712Domain()"),
];

const ERC4626: [(u32, &str); 16] = [
    (0x38d52e0f, "asset()"),
    (0x01e1d114, "totalAssets()"),
    (0xc6e6f592, "convertToShares(uint256)"),
    (0x07a2d13a, "convertToAssets(uint256)"),
    (0x402d267d, "maxDeposit(address)"),
    (0xef8b30f7, "previewDeposit(uint256)"),
    (0x6e553f65, "deposit(uint256,address)"),
    (0xc63d75b6, "maxMint(address)"),
    (0xb3d7f6b9, "previewMint(uint256)"),
    (0x94bf804d, "mint(uint256,address)"),
    (0xce96cb77, "maxWithdraw(address)"),
    (0x0a28a477, "previewWithdraw(uint256)"),
    (0xb460af94, "withdraw(uint256,address,address)"),
    (0xd905777e, "maxRedeem(address)"),
    (0x4cdad506, "previewRedeem(uint256)"),
    (0xba087652, "redeem(uint256,address,address)"),
];

const AGGREGATOR: [(u32, &str); 6] = [
    (0xfeaf968c, "latestRoundData()"),
    (0x9a6fc8f5, "getRoundData(uint80)"),
    (0x50d25bcd, "latestAnswer()"),
    (0x8205bf6a, "latestTimestamp()"),
    (0x7284e416, "description()"),
    (0x54fd4d50, "version()"),
];

#[test]
fn of_the_standards_and_of_wsteth_are_routed() {
    let w = World::wrapped();
    for (selector, signature) in WSTETH.into_iter().chain(ERC20).chain(ERC4626).chain(AGGREGATOR) {
        let selector = selector.to_be_bytes();
        assert_eq!(keccak256(signature)[..4], selector, "{signature}");
        let data = [&selector[..], &[0; 7 * 32]].concat();
        let answer = ballast_wrapper::route(&mut w.wrapper.sender(w.alice), &data);
        assert_ne!(answer, Err(Revert::new(Vec::new())), "{signature}");
    }
}

#[test]
fn of_wsteth_mean_the_same_as_ours() {
    let w = World::wrapped();
    let amount = milli(1_234);
    let ours = w.ask(w.bob, IWrapper::getWblETHByBlETHCall { blEthAmount: amount })._0;
    assert_eq!(w.ask(w.bob, IWrapper::getWstETHByStETHCall { stETHAmount: amount })._0, ours);
    assert_eq!(ours, w.rate().minted_for(amount));
    let ours = w.ask(w.bob, IWrapper::getBlETHByWblETHCall { wblEthAmount: amount })._0;
    assert_eq!(w.ask(w.bob, IWrapper::getStETHByWstETHCall { wstETHAmount: amount })._0, ours);
    assert_eq!(ours, w.rate().value_down(amount));
    let ours = w.ask(w.bob, IWrapper::blEthPerTokenCall {})._0;
    assert_eq!(w.ask(w.bob, IWrapper::stEthPerTokenCall {})._0, ours);
    let ours: U256 = w.ask(w.bob, IWrapper::tokensPerBlEthCall {})._0;
    assert_eq!(w.ask(w.bob, IWrapper::tokensPerStEthCall {})._0, ours);
}
