//! I20: what no compiler encodes.

use crate::{raw, state, world};
use alloy_sol_types::SolCall;
use ballast_chain::{Address, Status, U256};
use ballast_client::{account, interfaces::IWrapper};
use ballast_wasm_tests::{ALL, ether};

/// The calldata with another word in place of an argument.
fn with(data: &[u8], argument: usize, word: U256) -> Vec<u8> {
    let mut data = data.to_vec();
    data[4 + 32 * argument..][..32].copy_from_slice(&word.to_be_bytes::<32>());
    data
}

/// I20: malformed calldata reverts without a reason and without eating the gas, and changes nothing.
#[test]
fn i20_malformed_calldata() {
    let (mut token, alice) = world();
    token.wrapper_send(alice, IWrapper::wrapCall { blEthAmount: ether(5) });
    token.client.chain.set_balance(alice, ether(1));
    let (owner, spender, amount, none) = (alice, account("bob"), ether(1), U256::ZERO);
    let dirty = U256::from_be_slice(alice.as_slice()) | U256::ONE << 160;
    let calls = [
        (IWrapper::wrapCall { blEthAmount: amount }.abi_encode(), vec![]),
        (IWrapper::unwrapCall { wblEthAmount: amount }.abi_encode(), vec![]),
        (IWrapper::depositCall { assets: amount, receiver: owner }.abi_encode(), vec![(1, dirty)]),
        (IWrapper::mintCall { shares: amount, receiver: owner }.abi_encode(), vec![(1, dirty)]),
        (IWrapper::withdrawCall { assets: amount, receiver: owner, owner }.abi_encode(), vec![(1, dirty), (2, dirty)]),
        (IWrapper::redeemCall { shares: amount, receiver: owner, owner }.abi_encode(), vec![(1, dirty), (2, dirty)]),
        (IWrapper::transferCall { to: spender, value: amount }.abi_encode(), vec![(0, dirty)]),
        (IWrapper::skimCall { token: owner }.abi_encode(), vec![(0, dirty)]),
        (IWrapper::getRoundDataCall { roundId: Default::default() }.abi_encode(), vec![(0, U256::ONE << 80)]),
        (permit_parts(owner, spender), vec![(0, dirty), (1, dirty), (4, U256::from(256)), (4, ALL)]),
        (permit_bytes(owner, spender), [vec![(0, dirty), (1, dirty)], misplaced()].concat()),
        (wrap_with_permit(), vec![(2, U256::from(256)), (2, ALL)]),
    ];
    let before = state(&mut token, &[owner, spender]);
    let start = token.client.chain.snapshot();
    for (data, _) in &calls {
        let receipt = raw(&mut token, owner, data.clone(), none);
        assert!(receipt.is_success() || !receipt.output.is_empty(), "as it stands, it is read");
        token.client.chain.restore(start).unwrap();
    }
    let mut refuse = |data: Vec<u8>, wei: U256, what: &str| {
        let receipt = raw(&mut token, owner, data, wei);
        assert_eq!((receipt.status, receipt.output.len()), (Status::Revert, 0), "{what}");
        assert!(receipt.gas_used < 45_000, "{what}: {} gas", receipt.gas_used);
        assert_eq!(state(&mut token, &[owner, spender]), before, "{what}");
    };
    refuse(vec![0xde, 0xad, 0xbe, 0xef], none, "unknown selector");
    for (data, bad) in calls {
        let name = format!("0x{:08x}", u32::from_be_bytes([data[0], data[1], data[2], data[3]]));
        refuse(data[..3].to_vec(), none, &format!("{name}: half a selector"));
        refuse(data[..4].to_vec(), none, &format!("{name}: no arguments"));
        refuse(data[..data.len() - 1].to_vec(), none, &format!("{name}: a byte short"));
        refuse(data.clone(), U256::ONE, &format!("{name}: ether to what takes none"));
        for (argument, word) in bad {
            refuse(with(&data, argument, word), none, &format!("{name}: {word:#x} as argument {argument}"));
        }
    }
}

fn permit_parts(owner: Address, spender: Address) -> Vec<u8> {
    let (r, s) = Default::default();
    IWrapper::permit_0Call { owner, spender, value: ether(1), deadline: ALL, v: 27, r, s }.abi_encode()
}

/// The signature ends where the calldata ends, so that each byte is needed.
fn permit_bytes(owner: Address, spender: Address) -> Vec<u8> {
    let signature = vec![7; 96].into();
    IWrapper::permit_1Call { owner, spender, value: ether(1), deadline: ALL, signature }.abi_encode()
}

fn wrap_with_permit() -> Vec<u8> {
    let (r, s) = Default::default();
    IWrapper::wrapWithPermitCall { blEthAmount: ether(1), deadline: ALL, v: 27, r, s }.abi_encode()
}

/// Offsets (argument 4) and lengths (argument 5) of a signature that is not in the calldata, some of which wrap around
/// 32 or 64 bits.
fn misplaced() -> Vec<(usize, U256)> {
    let mut bad = Vec::new();
    for bits in [8, 16, 28, 31, 32, 63, 64, 128, 255] {
        for less in [0, 1, 31, 32] {
            let word = (U256::ONE << bits) - U256::from(less);
            if word > U256::from(160) {
                bad.extend([(4, word), (5, word)]);
            }
        }
    }
    bad.extend([(4, ALL), (5, ALL), (4, ALL - U256::from(31)), (4, ALL - U256::from(127)), (5, U256::from(97))]);
    bad
}
