//! A share token in WASM, as far as a transfer goes: balances, its log, its steady price.

mod support;

use ballast_chain::alloy_primitives::keccak256;
use ballast_chain::{Address, CachePolicy, Chain, Status, Tx, U256};
use support::{ALICE, BOB, chain, deploy, word};

const TOKEN: &str = include_str!("programs/token.wat");

fn data(selector: u8, to: Address, amount: u64) -> Vec<u8> {
    let mut data = vec![selector, 0, 0, 0];
    data.extend(to.into_word());
    data.extend(word(amount).to_be_bytes::<32>());
    data
}

fn balance(chain: &Chain, token: Address, of: Address) -> U256 {
    let slot = keccak256([of.into_word().as_slice(), &[0; 32]].concat());
    chain.storage(token, slot.into())
}

#[test]
fn shares_move_and_are_logged() {
    let mut chain = chain();
    let token = deploy(&mut chain, TOKEN);
    assert!(support::send(&mut chain, token, data(1, ALICE, 100)).is_success());
    let receipt = support::send(&mut chain, token, data(0, BOB, 30));
    assert_eq!(receipt.status, Status::Success);
    assert_eq!(U256::from_be_slice(&receipt.output), U256::ONE);
    assert_eq!((balance(&chain, token, ALICE), balance(&chain, token, BOB)), (word(70), word(30)));
    let log = &receipt.logs[0];
    assert_eq!(log.topics()[0], keccak256("Transfer(address,address,uint256)"));
    assert_eq!(log.topics()[1..], [ALICE.into_word(), BOB.into_word()]);
    assert_eq!(U256::from_be_slice(&log.data.data), word(30));

    assert_eq!(support::send(&mut chain, token, data(0, BOB, 71)).status, Status::Revert);
    let paid = Tx::call(ALICE, token, data(0, BOB, 1)).value(word(1));
    assert_eq!(chain.transact(paid).unwrap().status, Status::Revert);
    assert_eq!((balance(&chain, token, ALICE), balance(&chain, token, BOB)), (word(70), word(30)));
}

#[test]
fn a_steady_transfer_costs_two_cold_writes_and_little_more() {
    let mut chain = chain();
    chain.set_cache_policy(CachePolicy::All);
    let token = deploy(&mut chain, TOKEN);
    support::send(&mut chain, token, data(1, ALICE, 100));
    support::send(&mut chain, token, data(0, BOB, 30));
    let receipt = support::send(&mut chain, token, data(0, BOB, 30));
    // Two cold slots of 2,100, two writes of 2,900, a log of 375·4 + 8·32: 11,756 beside the transaction itself.
    let calldata = data(0, BOB, 30);
    let zeros = calldata.iter().filter(|byte| **byte == 0).count() as u64;
    let transaction = 21_000 + 4 * zeros + 16 * (calldata.len() as u64 - zeros);
    let start = chain.program_info(token).unwrap().init_gas_cached;
    let own = receipt.gas_used - transaction - start - 11_756;
    assert!(own < 250, "{own} gas for what the program does itself");
}
