//! What is routed, and what is answered to calls that are not of the interface: empty revert data, and nothing changed.

use crate::world::*;
use alloy_primitives::{keccak256, U256};
use ballast_common::{slot::Slot, Revert};
use ballast_lst::interface::ILst::{self, ILstCalls};
use motsu::prelude::*;
use std::collections::BTreeSet;

/// A function as the published interface declares it.
#[derive(Debug)]
struct Function {
    selector: [u8; 4],
    types: Vec<String>,
    payable: bool,
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
    let source = include_str!("../../../../abi/ILst.sol");
    let code: String = source.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    code.split("function ").skip(1).map(function).collect()
}

fn function(declaration: &str) -> Function {
    let (name, rest) = declaration.split_once('(').expect("parameters");
    let (parameters, rest) = rest.split_once(')').expect("parameters end");
    let modifiers = rest.split_once(';').expect("declaration ends").0;
    let types = parameters.split(',').filter_map(|parameter| parameter.split_whitespace().next());
    let types: Vec<String> = types.map(str::to_owned).collect();
    let hash = keccak256(format!("{name}({})", types.join(",")));
    Function { selector: [hash[0], hash[1], hash[2], hash[3]], types, payable: modifiers.contains("payable") }
}

/// Runs a call of the owner. What a failed call writes is not rolled back, so that [`state`] would show it.
fn run(w: &World, value: U256, data: &[u8]) -> Result<Vec<u8>, Revert> {
    w.owner.fund(value);
    ballast_lst::route(&mut w.lst.sender_and_value(w.owner, value), data)
}

/// All slots but those of mappings, and the number of logs.
fn state(w: &World) -> (Vec<U256>, usize) {
    let _in_context: &mut ballast_lst::Lst = &mut w.lst.sender(w.owner);
    ((0..20).map(|number| Slot::at(number).load()).collect(), w.seen())
}

/// Asserts that a call reverts with empty data and writes nothing.
#[track_caller]
fn refuses(w: &World, value: u128, data: &[u8]) {
    let before = state(w);
    assert_eq!(run(w, n(value), data), Err(Revert::new(Vec::new())), "{data:02x?}");
    assert_eq!(state(w), before, "{data:02x?}");
}

#[test]
fn knows_the_interface() {
    let declared: BTreeSet<_> = functions().iter().map(|function| function.selector).collect();
    assert_eq!(declared, ILstCalls::SELECTORS.iter().copied().collect());
    assert_eq!(functions().iter().filter(|function| function.payable).count(), 3);
}

#[test]
fn routes_every_function() {
    for function in functions() {
        let w = World::odd();
        // Every function answers zeros with a value or with a typed error.
        assert_ne!(run(&w, n(0), &function.call(vec![])), Err(Revert::new(Vec::new())), "{function:?}");
    }
}

#[test]
fn answers_whole_words() {
    let w = World::odd();
    for function in functions() {
        if let Ok(answer) = run(&w, n(0), &function.call(vec![])) {
            assert_eq!(answer.len() % 32, 0, "{function:?}");
        }
    }
}

#[test]
fn refuses_unknown_selectors() {
    let w = World::odd();
    let flash_loan = [0x5c, 0xff, 0xe9, 0xde];
    for selector in [[0; 4], [0xff; 4], flash_loan] {
        refuses(&w, 0, &selector);
        refuses(&w, 1, &selector);
        refuses(&w, 0, &[&selector[..], &[0; 320]].concat());
    }
    for selector in ILstCalls::SELECTORS {
        let mut neighbour = *selector;
        neighbour[3] ^= 1;
        if !ILstCalls::SELECTORS.contains(&neighbour) {
            refuses(&w, 0, &[&neighbour[..], &[0; 320]].concat());
        }
    }
}

#[test]
fn refuses_less_than_a_selector() {
    let w = World::odd();
    let submit = functions().into_iter().find(|function| function.payable).expect("one").selector;
    for length in 1..4 {
        refuses(&w, 0, &submit[..length]);
        refuses(&w, 1, &submit[..length]);
    }
}

#[test]
fn refuses_missing_arguments() {
    let w = World::odd();
    for function in functions() {
        let data = function.call(vec![]);
        for length in [4, data.len().saturating_sub(32), data.len() - 1] {
            if (4..data.len()).contains(&length) {
                refuses(&w, 0, &data[..length]);
            }
        }
    }
}

#[test]
fn refuses_dirty_addresses() {
    let w = World::odd();
    let mut seen = 0;
    for function in functions() {
        for (index, _) in function.types.iter().enumerate().filter(|(_, kind)| *kind == "address") {
            for bit in [160, 161, 191, 192, 255] {
                let mut words = vec![U256::ZERO; index];
                words.push(U256::ONE << bit);
                refuses(&w, 0, &function.call(words));
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 5 * 29, "address parameters of the interface");
}

#[test]
fn refuses_ether_where_it_has_no_place() {
    let w = World::odd();
    for function in functions().iter().filter(|function| !function.payable) {
        for value in [1, 10_u128.pow(18)] {
            refuses(&w, value, &function.call(vec![]));
        }
    }
}

#[test]
fn ignores_what_follows_the_arguments() {
    let w = World::odd();
    let account = U256::from_be_slice(w.alice.as_slice());
    let balance_of =
        functions().into_iter().find(|f| f.selector == <ILst::balanceOfCall as alloy_sol_types::SolCall>::SELECTOR);
    let mut data = balance_of.expect("declared").call(vec![account]);
    data.extend([0xab; 45]);
    assert_eq!(run(&w, n(0), &data).motsu_unwrap(), w.balance(w.alice).to_be_bytes_vec());
}
