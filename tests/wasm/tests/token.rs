//! blETH on real WASM: the promises that need a real chain.

use alloy_sol_types::{SolCall, SolValue};
use ballast_chain::{Address, Status, U256};
use ballast_client::{Signer, account, constructor_call, interfaces::ILst};
use ballast_wasm_tests::{ALL, ETHER, Token, check_token, ether, genesis_shares};

#[test]
fn stakes_by_plain_ether_and_by_submit() {
    let mut token = Token::deploy();
    let alice = token.stake("alice", ether(3));
    assert_eq!(token.view(ILst::sharesOfCall { account: alice }), genesis_shares(ether(3)));
    token.client.chain.set_balance(alice, ether(2));
    let call = ILst::submitCall { referral: Address::ZERO };
    let shares = token.client.send_value(alice, token.lst, ether(2), call).unwrap().value;
    assert_eq!(shares, genesis_shares(ether(2)));
    assert_eq!(token.view(ILst::balanceOfCall { account: alice }), ether(5));
    assert_eq!(token.view(ILst::totalSupplyCall {}), ether(6));
}

#[test]
fn rewards_vest_with_the_clock() {
    let mut token = Token::deploy_wide();
    let alice = token.stake("alice", ether(99));
    let operators = token.accounts.operators;
    token.send(operators, ILst::deployEtherCall { amount: ether(90) });
    token.gain(ether(10)); // of which a tenth is the protocol's at once
    let before = token.view(ILst::balanceOfCall { account: alice });
    assert_eq!(before, ether(99));
    token.client.chain.advance(43_200);
    let half = token.view(ILst::totalSupplyCall {});
    assert_eq!(half, ether(101) + ether(9) / U256::from(2));
    token.client.chain.advance(43_200);
    assert_eq!(token.view(ILst::totalSupplyCall {}), ether(110));
    token.client.chain.advance(86_400);
    assert_eq!(token.view(ILst::totalSupplyCall {}), ether(110));
}

#[test]
fn redeems_at_the_quote() {
    let mut token = Token::deploy();
    let alice = token.stake("alice", ether(10));
    let paid = token.view(ILst::previewRedeemCall { amount: ether(4) });
    let call = ILst::redeemCall { amount: ether(4), receiver: account("vault"), minEther: paid, deadline: ALL };
    assert_eq!(token.send(alice, call), paid);
    assert_eq!(token.client.chain.balance(account("vault")), paid);
    assert_eq!(paid, ether(4) - U256::from(4 * ETHER / 10_000), "100 ppm of fee");
}

/// The hashes are a library's, the domain is what the token tells of itself; blETH and wblETH take permits alike.
#[test]
fn takes_what_a_wallet_signs_once_and_in_time() {
    let mut token = Token::deploy();
    let (alice, bob) = (Signer::new("alice"), account("bob"));
    let now = U256::from(token.client.chain.now());
    let (owner, value, late) = (alice.address(), ether(2), now - U256::ONE);
    for contract in [token.lst, token.wrapper] {
        let call = token.client.permit(contract, &alice, bob, value, now).unwrap();
        let expired = token.client.permit(contract, &alice, bob, value, late).unwrap();
        assert_eq!(token.fail::<ILst::ERC2612ExpiredSignature, _>(bob, contract, expired).deadline, late);
        token.client.send(bob, contract, call.clone()).unwrap();
        let allowance = token.client.view(contract, ILst::allowanceCall { owner, spender: bob }).unwrap();
        assert_eq!(allowance, value);
        assert_eq!(token.client.view(contract, ILst::noncesCall { owner }).unwrap(), U256::ONE);
        let error: ILst::ERC2612InvalidSigner = token.fail(bob, contract, call);
        assert_eq!(error.owner, owner);
        assert_ne!(error.signer, owner, "the nonce is another");
    }
}

#[test]
fn a_loss_over_the_bound_waits_for_the_guardian() {
    let mut token = Token::deploy();
    let alice = token.stake("alice", ether(99));
    token.send(token.accounts.operators, ILst::deployEtherCall { amount: ether(90) });
    token.lose(ether(4)); // 5 % of 100 a day
    assert_eq!(token.view(ILst::totalSupplyCall {}), ether(96));
    token.report(ether(76)); // 10 more, and no time has passed
    assert_eq!(token.view(ILst::totalSupplyCall {}), ether(96));
    let redeem = ILst::redeemCall { amount: ether(1), receiver: alice, minEther: U256::ZERO, deadline: ALL };
    let error: ILst::LossParked = token.fail(alice, token.lst, redeem.clone());
    assert_eq!(error.loss, ether(10));
    assert_eq!(token.view(ILst::maxStakeCall {}), U256::ZERO);
    assert_eq!(token.settle(), ether(10));
    assert_eq!(token.view(ILst::totalSupplyCall {}), ether(86));
    token.send(alice, redeem);
    let accounts = token.accounts;
    check_token(&mut token.client, token.lst, token.wrapper, &[alice, accounts.treasury, accounts.operators]);
}

#[test]
fn runs_its_constructor_once() {
    let mut token = Token::deploy();
    let thief = ballast_wasm_tests::rich(&mut token.client, "thief", ether(2));
    let receipt = token.raw(thief, constructor_call(&(thief, thief, thief).abi_encode_params()), ether(1));
    assert_eq!(receipt.status, Status::Revert);
    assert_eq!(token.view(ILst::ownerCall {}), token.accounts.owner);
}

/// I20: malformed calldata reverts without eating the gas and changes nothing.
#[test]
fn i20_malformed_calldata() {
    let mut token = Token::deploy();
    let alice = token.stake("alice", ether(3));
    let good = ILst::transferCall { to: account("bob"), value: ether(1) }.abi_encode();
    let mut dirty = good.clone();
    dirty[4] = 1;
    let cases = [
        ("unknown selector", vec![0xde, 0xad, 0xbe, 0xef], U256::ZERO),
        ("half a selector", good[..3].to_vec(), U256::ZERO),
        ("no arguments", good[..4].to_vec(), U256::ZERO),
        ("truncated", good[..67].to_vec(), U256::ZERO),
        ("dirty address", dirty, U256::ZERO),
        ("value to a function that takes none", good.clone(), U256::from(1)),
    ];
    token.client.chain.set_balance(alice, ether(1));
    for (name, data, wei) in cases {
        let before = token.view(ILst::sharesOfCall { account: alice });
        let receipt = token.raw(alice, data, wei);
        assert_eq!(receipt.status, Status::Revert, "{name}");
        assert!(receipt.gas_used < 40_000, "{name}: {} gas", receipt.gas_used);
        assert_eq!(token.view(ILst::sharesOfCall { account: alice }), before, "{name}");
    }
}

/// I21: at every gas limit a transfer happens whole or not at all.
#[test]
fn i21_all_or_nothing_at_every_gas_limit() {
    let mut token = Token::deploy();
    let alice = token.stake("alice", ether(3));
    let bob = token.stake("bob", ether(1));
    let total = token.view(ILst::getTotalSharesCall {});
    let call = ILst::transferCall { to: bob, value: U256::from(1_000_000_007_u64) };
    let mut succeeded = 0;
    for gas in (22_000..60_000).step_by(250) {
        let before = token.view(ILst::sharesOfCall { account: bob });
        let tx = ballast_chain::Tx::call(alice, token.lst, call.abi_encode()).gas_limit(gas);
        let receipt = token.client.chain.transact(tx).unwrap();
        let moved = token.view(ILst::sharesOfCall { account: bob }) - before;
        assert_eq!(receipt.is_success(), !moved.is_zero(), "gas limit {gas}");
        assert_eq!(receipt.is_success(), receipt.logs.len() == 2, "gas limit {gas}");
        succeeded += u32::from(receipt.is_success());
    }
    assert!(succeeded > 10, "{succeeded} succeeded");
    assert_eq!(token.view(ILst::getTotalSharesCall {}), total);
}
