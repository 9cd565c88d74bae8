//! What is routed, and what is answered to calls that are not of the interface: empty revert data, and nothing
//! changed (I20).

use crate::world::*;
use alloy_primitives::{keccak256, U256};
use ballast_backstop::interface::IBackstop::IBackstopCalls;
use ballast_common::Revert;
use motsu::prelude::*;
use std::collections::BTreeSet;

/// A function as the published interface declares it.
#[derive(Debug)]
struct Function {
    selector: [u8; 4],
    types: Vec<String>,
}

impl Function {
    /// A call with these words, or zeros where there are none.
    fn call(&self, mut words: Vec<U256>) -> Vec<u8> {
        words.resize(self.types.len(), U256::ZERO);
        let mut data = self.selector.to_vec();
        data.extend(words.iter().flat_map(|word| word.to_be_bytes::<32>()));
        data
    }
}

/// The functions, read from the interface's text and independent of any decoder.
fn functions() -> Vec<Function> {
    let source = include_str!("../../../../abi/IBackstop.sol");
    let code: String = source.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    code.split("function ").skip(1).map(function).collect()
}

fn function(declaration: &str) -> Function {
    let (name, rest) = declaration.split_once('(').expect("parameters");
    let (parameters, _) = rest.split_once(')').expect("parameters end");
    let types = parameters.split(',').filter_map(|parameter| parameter.split_whitespace().next());
    let types: Vec<String> = types.map(str::to_owned).collect();
    let hash = keccak256(format!("{name}({})", types.join(",")));
    Function { selector: [hash[0], hash[1], hash[2], hash[3]], types }
}

fn run(w: &World, value: U256, data: &[u8]) -> Result<Vec<u8>, Revert> {
    w.alice.fund(value);
    ballast_backstop::route(&mut w.vault.sender_and_value(w.alice, value), data, false).motsu_res()
}

/// Asserts that a call reverts with empty data and writes nothing.
#[track_caller]
fn refuses(w: &World, value: u128, data: &[u8]) {
    let state = || (w.totals(), w.people().map(|one| (w.shares(one), w.notice(one))), w.vault.all_events().len());
    let before = state();
    assert_eq!(run(w, n(value), data), Err(Revert::new(Vec::new())), "{data:02x?}");
    assert_eq!(state(), before, "{data:02x?}");
}

#[test]
fn knows_the_interface() {
    let declared: BTreeSet<_> = functions().iter().map(|function| function.selector).collect();
    assert_eq!(declared, IBackstopCalls::SELECTORS.iter().copied().collect());
}

#[test]
fn routes_every_function() {
    for function in functions() {
        let w = World::odd();
        // Every function answers zeros with whole words or with a typed error.
        match run(&w, n(0), &function.call(vec![])) {
            Ok(answer) => assert_eq!(answer.len() % 32, 0, "{function:?}"),
            Err(revert) => assert!(!revert.data().is_empty(), "{function:?}"),
        }
    }
}

#[test]
fn refuses_unknown_selectors_and_less_than_one() {
    let w = World::odd();
    for selector in [[0; 4], [0xff; 4]] {
        refuses(&w, 0, &selector);
        refuses(&w, 0, &[&selector[..], &[0; 320]].concat());
    }
    for selector in IBackstopCalls::SELECTORS {
        let mut neighbour = *selector;
        neighbour[3] ^= 1;
        refuses(&w, 0, &[&neighbour[..], &[0; 320]].concat());
        refuses(&w, 0, &selector[..3]);
    }
    refuses(&w, 0, &[]);
    refuses(&w, 1, &[]);
}

#[test]
fn refuses_missing_arguments_and_dirty_words() {
    let w = World::odd();
    let mut addresses = 0;
    for function in functions() {
        let data = function.call(vec![]);
        for length in [4, data.len().saturating_sub(32), data.len() - 1] {
            if (4..data.len()).contains(&length) {
                refuses(&w, 0, &data[..length]);
            }
        }
        for index in (0..function.types.len()).filter(|index| function.types[*index] == "address") {
            for bit in [160, 191, 192, 255] {
                let mut words = vec![U256::ONE; index];
                words.push(U256::ONE << bit);
                refuses(&w, 0, &function.call(words));
            }
            addresses += 1;
        }
    }
    assert_eq!(addresses, 9, "addresses of the interface");
}

#[test]
fn refuses_ether() {
    let w = World::odd();
    for function in functions() {
        refuses(&w, 1, &function.call(vec![]));
    }
}
