//! How many transfers of a share token one core executes in a second, transaction and all.
//!
//! Run with `cargo bench -p ballast-chain`. It fails below [`LEAST_PER_SECOND`].

use ballast_chain::{Address, Chain, Tx, U256, address};
use std::time::Instant;

const TRANSFERS: u32 = 20_000;
const LEAST_PER_SECOND: f64 = 10_000.0;
const ALICE: Address = address!("00000000000000000000000000000000000a11ce");
const BOB: Address = address!("0000000000000000000000000000000000000b0b");

fn main() {
    let wat = include_str!("../tests/programs/token.wat");
    let wasm = wat::parse_str(wat).expect("the program is text of wasm");
    let mut chain = Chain::default();
    chain.set_balance(ALICE, U256::from(10).pow(U256::from(18)));
    let token = chain.deploy_program(ALICE, &wasm).expect("the program is valid").address;
    run(&mut chain, token, 1, 1_000_000);

    let start = Instant::now();
    for _ in 0..TRANSFERS {
        run(&mut chain, token, 0, 1);
    }
    let seconds = start.elapsed().as_secs_f64();
    let rate = f64::from(TRANSFERS) / seconds;
    println!("{rate:.0} transfers per second, {:.1} µs each", 1e6 / rate);

    let start = Instant::now();
    for _ in 0..TRANSFERS {
        assert!(chain.transact(Tx::call(ALICE, BOB, vec![])).expect("valid").is_success());
    }
    let each = start.elapsed().as_secs_f64() * 1e6 / f64::from(TRANSFERS);
    println!("{each:.1} µs of which are the transaction around it");
    assert!(rate >= LEAST_PER_SECOND, "{rate:.0} transfers per second are too few");
}

fn run(chain: &mut Chain, token: Address, selector: u8, amount: u64) {
    let mut data = vec![selector, 0, 0, 0];
    data.extend(BOB.into_word());
    data.extend(U256::from(amount).to_be_bytes::<32>());
    assert!(chain.transact(Tx::call(ALICE, token, data)).expect("valid").is_success());
}
