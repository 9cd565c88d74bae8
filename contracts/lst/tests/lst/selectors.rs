//! What integrations of stETH call: Lido's selectors and topics as they stand in its ABI, answered here.

use crate::world::*;
use alloy_primitives::{b256, keccak256, B256, U256};
use alloy_sol_types::SolEvent;
use ballast_lst::interface::ILst::{self, ILstCalls, ILstEvents};
use motsu::prelude::*;

/// Signatures, and their selectors.
const FUNCTIONS: [(&str, u32); 28] = [
    ("name()", 0x06fd_de03),
    ("symbol()", 0x95d8_9b41),
    ("decimals()", 0x313c_e567),
    ("totalSupply()", 0x1816_0ddd),
    ("balanceOf(address)", 0x70a0_8231),
    ("transfer(address,uint256)", 0xa905_9cbb),
    ("allowance(address,address)", 0xdd62_ed3e),
    ("approve(address,uint256)", 0x095e_a7b3),
    ("transferFrom(address,address,uint256)", 0x23b8_72dd),
    ("increaseAllowance(address,uint256)", 0x3950_9351),
    ("decreaseAllowance(address,uint256)", 0xa457_c2d7),
    ("getTotalPooledEther()", 0x37cf_daca),
    ("getTotalShares()", 0xd500_2f2e),
    ("sharesOf(address)", 0xf5eb_42dc),
    ("getSharesByPooledEth(uint256)", 0x1920_8451),
    ("getPooledEthByShares(uint256)", 0x7a28_fb88),
    ("getPooledEthBySharesRoundUp(uint256)", 0x0103_349c),
    ("transferShares(address,uint256)", 0x8fcb_4e5b),
    ("transferSharesFrom(address,address,uint256)", 0x6d78_0459),
    ("submit(address)", 0xa190_3eab),
    ("permit(address,address,uint256,uint256,uint8,bytes32,bytes32)", 0xd505_accf),
    ("nonces(address)", 0x7ece_be00),
    ("DOMAIN_SEPARATOR()", 0x3644_e515),
    ("eip712Domain()", 0x84b0_196e),
    ("isStakingPaused()", 0x1ea7_ca89),
    ("getCurrentStakeLimit()", 0x609c_4c6c),
    ("getBufferedEther()", 0x47b7_14e0),
    ("getFee()", 0xced7_2f87),
];

/// Signatures, and their topics.
const EVENTS: [(&str, B256); 5] = [
    ("Transfer(address,address,uint256)", b256!("ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")),
    ("Approval(address,address,uint256)", b256!("8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925")),
    (
        "TransferShares(address,address,uint256)",
        b256!("9d9c909296d9c674451c0c24f02cb64981eb3b727f99865939192f880a755dcb"),
    ),
    ("Submitted(address,uint256,address)", b256!("96a25c8ce0baabc1fdefd93e9ed25d8e092a3332f3aa9a41722b5697231d1d1a")),
    (
        "TokenRebased(uint256,uint256,uint256,uint256,uint256,uint256,uint256)",
        b256!("ff08c3ef606d198e316ef5b822193c489965899eb4e3c248cea1a4626c3eda50"),
    ),
];

fn first_four(signature: &str) -> u32 {
    let hash = keccak256(signature);
    u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
}

#[test]
fn are_the_hashes_of_their_signatures() {
    for (signature, selector) in FUNCTIONS {
        assert_eq!(first_four(signature), selector, "{signature}");
    }
    for (signature, topic) in EVENTS {
        assert_eq!(keccak256(signature), topic, "{signature}");
    }
}

#[test]
fn are_in_the_interface() {
    for (signature, selector) in FUNCTIONS {
        assert!(ILstCalls::SELECTORS.contains(&selector.to_be_bytes()), "{signature}");
    }
    for (signature, topic) in EVENTS {
        assert!(ILstEvents::SELECTORS.contains(&topic.0), "{signature}");
    }
}

/// As many zero words as the signature has parameters.
fn arguments(signature: &str) -> Vec<u8> {
    let parameters = signature.split_once('(').expect("parameters").1.trim_end_matches(')');
    vec![0; 32 * parameters.split(',').filter(|parameter| !parameter.is_empty()).count()]
}

#[test]
fn are_answered() {
    for (signature, selector) in FUNCTIONS {
        let w = World::odd();
        let data = [&selector.to_be_bytes()[..], &arguments(signature)].concat();
        let answer = ballast_lst::route(&mut w.lst.sender(w.alice), &data).motsu_res();
        // Of a view always a word at least; of what needs arguments that mean something a typed error.
        let words = answer.map(|answer| answer.len() / 32).map_err(|revert| revert.data().len());
        let is_refused = ["transfer", "approve", "increase", "decrease", "submit", "permit"];
        match is_refused.iter().any(|name| signature.starts_with(name)) {
            true => assert!(words.is_err_and(|length| length >= 4) || words == Ok(1), "{signature} {words:?}"),
            false => assert!(words.is_ok_and(|words| words >= 1), "{signature} {words:?}"),
        }
    }
}

#[test]
fn do_what_they_say() {
    let w = World::odd();
    let word = |data: &[u8]| {
        let answer = ballast_lst::route(&mut w.lst.sender(w.alice), data).motsu_unwrap();
        U256::try_from_be_slice(&answer).expect("one word")
    };
    let of = |selector: u32, arguments: &[U256]| {
        let words: Vec<u8> = arguments.iter().flat_map(|word| word.to_be_bytes::<32>()).collect();
        word(&[&selector.to_be_bytes()[..], &words].concat())
    };
    let account = U256::from_be_bytes(w.alice.into_word().0);
    assert_eq!(of(0x37cf_daca, &[]), w.pooled());
    assert_eq!(of(0x1816_0ddd, &[]), w.pooled());
    assert_eq!(of(0xd500_2f2e, &[]), w.total_shares());
    assert_eq!(of(0x70a0_8231, &[account]), w.balance(w.alice));
    assert_eq!(of(0xf5eb_42dc, &[account]), w.shares(w.alice));
    assert_eq!(of(0x1920_8451, &[w.pooled()]), w.total_shares());
    assert_eq!(of(0x7a28_fb88, &[w.total_shares()]), w.pooled());
    assert_eq!(of(0x0103_349c, &[n(1)]), n(1));
    assert_eq!(of(0x313c_e567, &[]), n(18));
    assert_eq!(of(0x47b7_14e0, &[]), w.buffer());
    assert_eq!(of(0xced7_2f87, &[]), n(1_000));
    assert_eq!(of(0x1ea7_ca89, &[]), n(0));
    assert_eq!(of(0x609c_4c6c, &[]), U256::MAX);
    let bob = U256::from_be_bytes(w.bob.into_word().0);
    let value = of(0x8fcb_4e5b, &[bob, at_genesis(ether(1))]);
    assert_eq!((value, w.shares(w.bob)), (w.balance(w.bob), at_genesis(ether(1))));
}

#[test]
fn are_the_topics_of_what_is_told() {
    let w = World::odd();
    w.stake(w.bob, ether(1));
    w.ask(w.bob, ILst::approveCall { spender: w.alice, value: n(1) });
    let told: Vec<B256> = w.lst.all_events().iter().map(|log| log.topics()[0]).collect();
    for (signature, topic) in EVENTS {
        assert!(told.contains(&topic), "{signature}");
    }
    // Indexed as Lido has them.
    let indexed = |topic: B256| {
        let logs = w.lst.all_events();
        logs.iter().find(|log| log.topics()[0] == topic).map(|log| (log.topics().len() - 1, log.data.len() / 32))
    };
    assert_eq!(
        EVENTS.map(|(_, topic)| indexed(topic)),
        [Some((2, 1)), Some((2, 1)), Some((2, 1)), Some((1, 2)), Some((1, 6))]
    );
    assert_eq!(ILst::TokenRebased::SIGNATURE_HASH, EVENTS[4].1);
}
