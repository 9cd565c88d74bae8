//! Staking, wrapping, unwrapping and the feed.

use crate::{shares, world, wrapped};
use alloy_sol_types::SolCall;
use ballast_chain::{Address, U256};
use ballast_client::{
    Client, Signer, account,
    interfaces::{ILst, IWrapper},
};
use ballast_wasm_tests::{
    ALL, DAY, Token, check_token, ether, genesis_shares,
    hostile::{IPlan, hostile},
    rich, typed,
};

const UNIT: U256 = U256::from_limbs([1_000_000_000, 0, 0, 0]);

#[test]
fn plain_ether_is_staked_and_wrapped_for_its_sender() {
    let (mut token, _) = world();
    let bob = rich(&mut token.client, "bob", ether(3));
    let minted = token.view(ILst::previewStakeCall { amount: ether(2) }) / UNIT;
    let receipt = token.client.pay(bob, token.wrapper, ether(2)).unwrap();
    assert_eq!(wrapped(&mut token, bob), minted);
    let event: IWrapper::Transfer = Client::event(&receipt.logs, token.wrapper).unwrap();
    assert_eq!((event.from, event.to, event.value), (Address::ZERO, bob, minted));
    assert_eq!(shares(&mut token, bob), U256::ZERO);
    let call = IWrapper::stakeCall { receiver: account("carol"), minAmount: U256::ZERO, deadline: ALL };
    let half = token.client.send_value(bob, token.wrapper, ether(1), call).unwrap().value;
    assert_eq!(wrapped(&mut token, account("carol")), half);
    let wrapper = token.wrapper;
    let held = shares(&mut token, wrapper);
    assert!(held - (minted + half) * UNIT < UNIT + UNIT, "of each, less than a wei of wblETH is left over");
    let holders = [account("alice"), bob, account("carol"), token.accounts.treasury, token.accounts.operators];
    check_token(&mut token.client, token.lst, token.wrapper, &holders);
}

#[test]
fn staking_and_wrapping_keeps_its_bounds_and_blether_pauses_it() {
    let (mut token, alice) = world();
    let bob = rich(&mut token.client, "bob", ether(3));
    let stake = |min, deadline| IWrapper::stakeCall { receiver: account("bob"), minAmount: min, deadline };
    let refused = |token: &mut Token, call| token.client.send_value(bob, token.wrapper, ether(1), call).err().unwrap();
    let quote = token.view(ILst::previewStakeCall { amount: ether(1) }) / UNIT;
    let error: IWrapper::SlippageExceeded = typed(&refused(&mut token, stake(quote + U256::ONE, ALL)));
    assert_eq!((error.received, error.least), (quote, quote + U256::ONE));
    let error: ILst::Expired = typed(&refused(&mut token, stake(quote, U256::from(1))));
    assert_eq!(error.deadline, U256::from(1));
    token.send(token.accounts.guardian, ILst::pauseStakingCall {});
    let _: ILst::StakingPaused = typed(&refused(&mut token, stake(quote, ALL)));
    assert!(token.client.pay(bob, token.wrapper, ether(1)).is_err());
    assert_eq!(token.client.chain.balance(bob), ether(3));
    assert_eq!(wrapped(&mut token, bob), U256::ZERO);
    token.wrapper_send(alice, IWrapper::wrapCall { blEthAmount: ether(1) });
}

#[test]
fn wrapping_all_leaves_less_than_a_wei_of_it_and_unwrapping_gives_all_back() {
    let (mut token, alice) = world();
    let before = shares(&mut token, alice);
    let minted = token.wrapper_send(alice, IWrapper::wrapCall { blEthAmount: ALL });
    assert_eq!(minted, before / UNIT);
    assert_eq!(shares(&mut token, alice), before % UNIT);
    token.client.chain.advance(DAY / 3);
    let value = token.view(ILst::getPooledEthBySharesCall { sharesAmount: minted * UNIT });
    assert_eq!(token.wrapper_send(alice, IWrapper::unwrapCall { wblEthAmount: minted }), value);
    assert_eq!(shares(&mut token, alice), before);
    assert_eq!(token.wrapper_view(IWrapper::totalSupplyCall {}), U256::ZERO);
}

/// The permit that wraps is in the open before it is used: who spends it first stops nothing.
#[test]
fn a_permit_that_somebody_spent_before_does_not_break_wrapping() {
    let (mut token, alice) = world();
    let (bob, wrapper) = (Signer::new("bob"), token.wrapper);
    token.send(alice, ILst::transferCall { to: bob.address(), value: ether(9) });
    for spent in [false, true] {
        let permit = token.client.permit(token.lst, &bob, wrapper, ether(4), ALL).unwrap();
        let ILst::permit_0Call { deadline, v, r, s, .. } = permit;
        if spent {
            token.send(alice, permit);
        }
        let call = IWrapper::wrapWithPermitCall { blEthAmount: ether(4), deadline, v, r, s };
        let quote = token.wrapper_view(IWrapper::getWstETHByStETHCall { stETHAmount: ether(4) });
        assert_eq!(token.wrapper_send(bob.address(), call.clone()), quote);
        let error: ILst::ERC20InsufficientAllowance = token.fail(bob.address(), wrapper, call);
        assert!(error.allowance < error.needed, "the permit was good once, and its allowance is spent");
    }
    assert_eq!(token.view(ILst::noncesCall { owner: bob.address() }), U256::from(2));
}

/// What the Solidity compiler encodes, in a contract that the EVM runs; and it tolerates what follows the arguments,
/// as Solidity does.
#[test]
fn a_solidity_contract_wraps_moves_and_unwraps() {
    let (mut token, alice) = world();
    let (lst, wrapper) = (token.lst, token.wrapper);
    let vault = hostile(&mut token.client, "Attacker");
    token.send(alice, ILst::transferCall { to: vault, value: ether(5) });
    let relay = |token: &mut Token, to, data: Vec<u8>| -> U256 {
        let call = IPlan::relayCall { to, data: [data, vec![0xff; 7]].concat().into() };
        let answer = token.client.send(alice, vault, call).unwrap().value;
        U256::from_be_slice(&answer)
    };
    let approve = ILst::approveCall { spender: wrapper, value: ALL }.abi_encode();
    assert_eq!(relay(&mut token, lst, approve), U256::ONE);
    let got = relay(&mut token, wrapper, IWrapper::depositCall { assets: ether(3), receiver: vault }.abi_encode());
    assert_eq!(wrapped(&mut token, vault), got);
    let value = got / U256::from(3);
    relay(&mut token, wrapper, IWrapper::transferCall { to: alice, value }.abi_encode());
    assert_eq!(wrapped(&mut token, alice), value);
    let before = shares(&mut token, vault);
    let rest = got - value;
    let call = IWrapper::redeemCall { shares: rest, receiver: vault, owner: vault };
    let worth = token.wrapper_view(IWrapper::previewRedeemCall { shares: rest });
    assert_eq!(relay(&mut token, wrapper, call.abi_encode()), worth);
    assert_eq!(shares(&mut token, vault), before + rest * UNIT);
}

#[test]
fn the_feed_follows_the_clock_and_has_no_date_while_a_loss_is_parked() {
    let (mut token, _) = world();
    let reported = token.view(ILst::rateDataCall {}).reportedAt;
    let mut last = U256::ZERO;
    for _ in 0..5 {
        let round = token.wrapper_view(IWrapper::latestRoundDataCall {});
        let answer: U256 = round.answer.try_into().unwrap();
        assert_eq!(answer, token.view(ILst::getPooledEthBySharesCall { sharesAmount: genesis_shares(ether(1)) }));
        assert_eq!(answer, token.wrapper_view(IWrapper::stEthPerTokenCall {}));
        assert!(answer > last, "it rises as the gain vests");
        assert_eq!((round.startedAt, round.updatedAt), (reported, reported));
        assert_eq!((U256::from(round.roundId), U256::from(round.answeredInRound)), (reported, reported));
        last = answer;
        token.client.chain.advance(DAY / 9);
    }
    token.report(ether(10)); // of thirty: parked
    let parked = token.wrapper_view(IWrapper::latestRoundDataCall {});
    assert_eq!((parked.updatedAt, parked.startedAt, U256::from(parked.roundId)), (U256::ZERO, U256::ZERO, U256::ZERO));
    assert!(U256::try_from(parked.answer).unwrap() >= last, "nothing of it is booked yet");
    let round = IWrapper::getRoundDataCall { roundId: reported.to() };
    let _: IWrapper::RoundNotKept = token.fail(Address::ZERO, token.wrapper, round);
    token.settle();
    let settled = token.wrapper_view(IWrapper::latestRoundDataCall {});
    assert_eq!(settled.updatedAt, U256::from(token.client.chain.now()));
    assert!(U256::try_from(settled.answer).unwrap() < last);
}
