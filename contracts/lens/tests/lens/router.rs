//! What is routed, and what is answered to calls that are not of the interface: empty revert data.

use crate::world::*;
use alloy_primitives::U256;
use ballast_common::Revert;
use ballast_lens::interface::ILens::ILensCalls;
use motsu::prelude::*;
use stylus_sdk::abi::CONSTRUCTOR_SELECTOR;

/// Addresses that each function takes, and then one word more for `previewLiquidation`.
const ADDRESSES: [(&str, usize, usize); 7] = [
    ("maxBorrow(address,address)", 2, 0),
    ("maxWithdrawCollateral(address,address,address)", 3, 0),
    ("liquidationPrice(address,address,address)", 3, 0),
    ("marginToLiquidation(address,address,address)", 3, 0),
    ("previewLiquidation(address,address,address,uint256)", 3, 1),
    ("shortfall(address,address)", 2, 0),
    ("rates(address)", 1, 0),
];

fn selector(signature: &str) -> [u8; 4] {
    let hash = alloy_primitives::keccak256(signature);
    [hash[0], hash[1], hash[2], hash[3]]
}

/// Calldata for the market, the account and gold.
fn arguments(w: &World, count: usize) -> Vec<U256> {
    let words = [w.market, w.account, w.books().collaterals[0].asset].map(|one| one.into_word().into());
    words.into_iter().chain([n(1)]).take(count).collect()
}

fn data(signature: &str, words: &[U256]) -> Vec<u8> {
    let bytes = words.iter().flat_map(|word| word.to_be_bytes::<32>());
    selector(signature).into_iter().chain(bytes).collect()
}

fn run(w: &World, value: u128, data: &[u8]) -> Result<Vec<u8>, Revert> {
    w.account.fund(n(value));
    set(&Books { verdict: [n(1), n(1), n(1)], ..w.books() });
    ballast_lens::route(&mut w.lens.sender_and_value(w.account, n(value)), data)
}

#[track_caller]
fn refuses(w: &World, value: u128, data: &[u8]) {
    assert_eq!(run(w, value, data), Err(Revert::new(Vec::new())), "{data:02x?}");
    assert!(heard().is_empty(), "nobody is asked");
}

#[test]
fn routes_every_function() {
    let w = World::new();
    let mut known: Vec<_> = ADDRESSES.iter().map(|(signature, ..)| selector(signature)).collect();
    known.sort_unstable();
    assert_eq!(known, ILensCalls::SELECTORS);
    for ((signature, addresses, rest), answers) in ADDRESSES.iter().zip([2, 1, 2, 1, 4, 1, 5]) {
        let answer = run(&w, 0, &data(signature, &arguments(&w, addresses + rest))).expect(signature);
        assert_eq!(answer.len(), 32 * answers, "{signature}");
    }
}

#[test]
fn ignores_what_follows_the_arguments() {
    let w = World::new();
    for (signature, addresses, rest) in ADDRESSES {
        let mut long = data(signature, &arguments(&w, addresses + rest));
        let answer = run(&w, 0, &long).expect(signature);
        long.extend([0xab; 45]);
        assert_eq!(run(&w, 0, &long).expect(signature), answer);
    }
}

#[test]
fn refuses_what_is_not_of_the_interface() {
    let w = World::new();
    refuses(&w, 0, &[]);
    for length in 1..4 {
        refuses(&w, 0, &selector(ADDRESSES[0].0)[..length]);
    }
    for selector in [[0; 4], [0xff; 4], CONSTRUCTOR_SELECTOR.to_be_bytes()] {
        refuses(&w, 0, &selector);
        refuses(&w, 0, &[&selector[..], &[0; 320]].concat());
    }
    for selector in ILensCalls::SELECTORS {
        let neighbour = [selector[0], selector[1], selector[2], selector[3] ^ 1];
        refuses(&w, 0, &[&neighbour[..], &[0; 320]].concat());
    }
}

#[test]
fn refuses_missing_and_dirty_arguments() {
    let w = World::new();
    for (signature, addresses, rest) in ADDRESSES {
        let words = arguments(&w, addresses + rest);
        let whole = data(signature, &words);
        for length in [4, whole.len() - 32, whole.len() - 1] {
            refuses(&w, 0, &whole[..length]);
        }
        for at in 0..addresses {
            for bit in [160, 191, 192, 255] {
                let mut dirty = words.clone();
                dirty[at] |= U256::from(1) << bit;
                refuses(&w, 0, &data(signature, &dirty));
            }
        }
    }
}

#[test]
fn takes_no_ether() {
    let w = World::new();
    for (signature, addresses, rest) in ADDRESSES {
        refuses(&w, 1, &data(signature, &arguments(&w, addresses + rest)));
    }
    refuses(&w, 1, &[]);
}
