//! I20 for all of market and judge: what no compiler encodes, and numbers of any size.

use crate::{
    MUCH_GAS, NONE, WEI,
    abi::{Function, Value, functions},
    feeds::World,
    views,
};
use alloy_sol_types::SolCall;
use ballast_chain::{Address, Receipt, Status, Tx, U256};
use ballast_client::{describe, interfaces::IMarket};
use ballast_wasm_tests::{ALL, ether};

/// Words that are far beyond any calldata; some wrap around 32 or 64 bits.
fn huge() -> Vec<U256> {
    let powers = [16, 28, 31, 32, 63, 64, 128, 255].map(|bits| WEI << bits);
    powers
        .into_iter()
        .flat_map(|power| [power, power - WEI, power - U256::from(32)])
        .chain([ALL, ALL - U256::from(35)])
        .collect()
}

/// An argument that is read, each byte of it: the data of the last one ends where the calldata does.
fn fitting(kind: &str, name: &str, account: Address) -> Value {
    match kind {
        "address" => Value::Word(U256::from_be_bytes(account.into_word().0)),
        "uint8" => Value::Word(U256::from(27)),
        "uint256" if name == "index" => Value::Word(NONE),
        "bool" | "uint256" | "bytes32" => Value::Word(WEI),
        "bytes" => Value::Bytes(vec![7; 64]),
        "bytes[]" => {
            let mut call = IMarket::accrueCall {}.abi_encode();
            call.resize(64, 0);
            Value::List(vec![call])
        }
        "uint256[]" => Value::Words(vec![ether(1), WEI << 248 | ether(1)]),
        unknown => panic!("no value of type {unknown}"),
    }
}

fn fitting_call(function: &Function, account: Address) -> Vec<u8> {
    let values: Vec<_> = function.inputs.iter().map(|(kind, name)| fitting(kind, name, account)).collect();
    function.encode(&values)
}

fn with(data: &[u8], at: usize, word: U256) -> Vec<u8> {
    let mut data = data.to_vec();
    data[4 + at..][..32].copy_from_slice(&word.to_be_bytes::<32>());
    data
}

fn word_at(data: &[u8], at: usize) -> usize {
    U256::from_be_slice(&data[4 + at..][..32]).to()
}

/// Words that no argument of this type at this place may have, and where.
fn wrong_words(kind: &str, data: &[u8], at: usize) -> Vec<(usize, U256)> {
    let everywhere = |places: &[usize]| -> Vec<(usize, U256)> {
        places.iter().flat_map(|place| huge().into_iter().map(move |word| (*place, word))).collect()
    };
    let here = |words: &[U256]| words.iter().map(|word| (at, *word)).collect::<Vec<_>>();
    match kind {
        "address" => here(&[WEI << 160, WEI << 255, ALL]),
        "bool" => here(&[WEI + WEI, WEI << 8, ALL]),
        "uint8" => here(&[WEI << 8, WEI << 64, ALL]),
        "bytes" => everywhere(&[at, word_at(data, at)]),
        // The offset of its only call, and its length.
        "bytes[]" => everywhere(&[0, 32, 64].map(|behind| word_at(data, at) + behind)),
        "uint256[]" => {
            let lengths = [3, 9, 10_000].map(|length| (word_at(data, at), U256::from(length)));
            [everywhere(&[at, word_at(data, at)]), lengths.to_vec()].concat()
        }
        _ => Vec::new(),
    }
}

/// Every way in which the calldata can be broken.
fn broken(function: &Function, data: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut broken = vec![("half a selector".to_owned(), data[..3].to_vec())];
    if function.inputs.is_empty() {
        return broken;
    }
    let cuts = (0..function.inputs.len()).map(|words| 4 + 32 * words).chain([data.len() - 1]);
    broken.extend(cuts.map(|cut| (format!("cut at {cut}"), data[..cut].to_vec())));
    for (argument, (kind, name)) in function.inputs.iter().enumerate() {
        for (at, word) in wrong_words(kind, data, 32 * argument) {
            broken.push((format!("{name}: {word:#x} at {at}"), with(data, at, word)));
        }
    }
    broken
}

fn call(w: &mut World, from: Address, to: Address, data: Vec<u8>, wei: U256) -> Receipt {
    w.l.protocol.client.chain.call(Tx::call(from, to, data).value(wei).gas_limit(MUCH_GAS)).unwrap()
}

#[test]
fn i20_nothing_malformed_runs_anywhere_in_market_and_judge() {
    let mut w = World::open();
    let (carol, erin, at) = (w.l.carol, w.l.erin, w.l.protocol.at);
    let before = views::answers(&mut w.l, &w.asks);
    let mut tried = 0;
    for (interface, to) in [("IMarket", at.market), ("IRisk", at.risk)] {
        let unknown = [vec![0xde, 0xad, 0xbe, 0xef], vec![0; 4], Vec::new()];
        let mut cases: Vec<_> = unknown.map(|data| ("an unknown selector".to_owned(), data, NONE)).into();
        for function in functions(interface) {
            let (name, data) = (function.signature(), fitting_call(&function, erin));
            let receipt = call(&mut w, carol, to, data.clone(), NONE);
            assert!(receipt.is_success() || !receipt.output.is_empty(), "{name} is read as it stands");
            let all = broken(&function, &data).into_iter().map(|(how, data)| (format!("{name}: {how}"), data, NONE));
            cases.extend(all);
            cases.push((format!("{name}: ether to what takes none"), data, WEI));
        }
        for (what, data, wei) in cases {
            let most = 45_000 + 16 * data.len() as u64;
            let receipt = call(&mut w, carol, to, data, wei);
            let told = describe(&receipt.output);
            assert_eq!((&receipt.status, receipt.output.len()), (&Status::Revert, 0), "{interface} {what}: {told}");
            assert!(receipt.gas_used < most, "{interface} {what}: {} gas", receipt.gas_used);
            tried += 1;
        }
    }
    assert!(tried > 1_000, "{tried}");
    assert_eq!(views::difference(&w.asks, &before, &views::answers(&mut w.l, &w.asks)), None);
}

/// Numbers of any size in every argument, from whom it concerns: an answer or a typed error, and never a trap.
#[test]
fn i20_no_number_in_any_argument_traps() {
    let mut w = World::open();
    let (carol, owner, at) = (w.l.carol, w.l.protocol.accounts.owner, w.l.protocol.at);
    let bits = [0, 1, 8, 16, 32, 40, 63, 64, 95, 96, 111, 112, 119, 120, 127, 128, 192, 247, 248, 255];
    let words: Vec<_> =
        bits.map(|bit| WEI << bit).into_iter().flat_map(|word| [word - WEI, word]).chain([ALL]).collect();
    let (mut done, mut refused) = (0, 0);
    for (interface, to) in [("IMarket", at.market), ("IRisk", at.risk)] {
        for function in functions(interface) {
            let data = fitting_call(&function, carol);
            let mut places: Vec<usize> = Vec::new();
            for (argument, (kind, _)) in function.inputs.iter().enumerate() {
                match kind.as_str() {
                    "uint256" | "bytes32" => places.push(32 * argument),
                    "uint256[]" => places.extend([32, 64].map(|item| word_at(&data, 32 * argument) + item)),
                    _ => {}
                }
            }
            for (place, word) in places.iter().flat_map(|place| words.iter().map(move |word| (place, word))) {
                for from in [carol, owner] {
                    let receipt = call(&mut w, from, to, with(&data, *place, *word), NONE);
                    let what = format!("{} with {word:#x} at {place}", function.signature());
                    assert!(!matches!(receipt.status, Status::Halt(_)), "{what}: {:?}", receipt.status);
                    assert!(receipt.gas_used < 500_000, "{what}: {} gas", receipt.gas_used);
                    let typed = receipt.is_success() || !receipt.output.is_empty();
                    assert!(typed, "{what}: no reason");
                    (done, refused) = (done + u32::from(typed), refused + u32::from(!receipt.is_success()));
                }
            }
        }
    }
    assert!(done > 3_000 && refused > 1_000, "{done} {refused}");
}

/// As many holdings as a call takes, of the greatest amounts, in any order and twice: the judge answers, or names
/// what does not fit.
#[test]
fn i20_the_judge_takes_holdings_of_any_size() {
    let mut w = World::open();
    let (carol, risk) = (w.l.carol, w.l.protocol.at.risk);
    let judgements: Vec<_> =
        functions("IRisk").into_iter().filter(|f| f.inputs.iter().any(|(_, name)| name == "holdings")).collect();
    assert_eq!(judgements.len(), 3);
    for units in [NONE, WEI, (WEI << 120) - WEI, WEI << 120, (WEI << 248) - WEI] {
        for debt in [NONE, WEI, ether(1), WEI << 128, ALL] {
            for count in 0..=10_u64 {
                let holdings: Vec<_> = (0..count).map(|at| U256::from(at % 3) << 248 | units).collect();
                for function in &judgements {
                    let value = |(kind, name): &(String, String)| match name.as_str() {
                        "holdings" => Value::Words(holdings.clone()),
                        "debt" | "maxRepay" => Value::Word(debt),
                        _ => fitting(kind, name, carol),
                    };
                    let data = function.encode(&function.inputs.iter().map(value).collect::<Vec<_>>());
                    let receipt = call(&mut w, carol, risk, data, NONE);
                    let what = format!("{} of {count} times {units:#x}, {debt:#x}", function.name);
                    assert!(!matches!(receipt.status, Status::Halt(_)), "{what}: {:?}", receipt.status);
                    let told = describe(&receipt.output);
                    if count > 8 {
                        assert!(!receipt.is_success() && receipt.output.is_empty(), "{what}: {told}");
                    } else if !receipt.is_success() {
                        let known = ["ValueOverflow", "Healthy", "NotHeld"];
                        assert!(known.iter().any(|name| told.starts_with(name)), "{what}: {told}");
                    }
                }
            }
        }
    }
}
