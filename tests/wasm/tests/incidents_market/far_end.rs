//! I22: ten thousand borrowers. What the last costs is what the first costs.

use crate::{NONE, borrow, multicall, raw};
use alloy_sol_types::SolCall;
use ballast_chain::{Address, Tx, U256, alloy_primitives::keccak256};
use ballast_client::interfaces::{ILst, IMarket, IWeth};
use ballast_wasm_tests::{ALL, ETHER, Lending, ether};

const BORROWERS: u64 = 10_000;
/// Of which so many are opened by a transaction of their operator.
const AT_ONCE: usize = 100;

/// An account without a zero byte, so that calldata costs the same for each.
fn borrower(number: u64) -> Address {
    let hash = keccak256(number.to_be_bytes());
    let bytes: Vec<u8> = hash[..20].iter().map(|byte| byte.max(&1)).copied().collect();
    Address::from_slice(&bytes)
}

/// Each of them names erin his operator, by whom he gets 0.2 blETH as margin and a debt of 0.18 ether: all that he may.
fn open_accounts(l: &mut Lending, accounts: &[Address]) {
    let (erin, at) = (l.erin, l.protocol.at);
    let units = U256::from(ETHER / 5) * U256::from(1_000_000_000);
    for account in accounts {
        l.send(*account, at.market, IMarket::setOperatorCall { operator: erin, allowed: true });
    }
    for some in accounts.chunks(AT_ONCE) {
        let calls = some.iter().flat_map(|account| {
            let supply = IMarket::supplyCollateralCall { asset: at.lst, units, onBehalf: *account };
            let borrow = IMarket::borrowCall { receiver: erin, ..borrow(*account, U256::from(ETHER * 18 / 100)) };
            [supply.abi_encode(), borrow.abi_encode()]
        });
        let receipt = raw(l, erin, at.market, multicall(&calls.collect::<Vec<_>>()));
        assert!(receipt.is_success(), "{}", ballast_client::describe(&receipt.output));
    }
}

/// Gas of what is done to an account: a part and all of it liquidated, repaid, borrowed for, topped up, looked at.
fn costs(l: &mut Lending, account: Address) -> Vec<u64> {
    let (erin, at) = (l.erin, l.protocol.at);
    let part = U256::from(0x0011_1111_1111_1111_u64);
    let calls = [
        l.liquidation(account, ALL).abi_encode(),
        l.liquidation(account, part).abi_encode(),
        IMarket::repayCall { assets: part, onBehalf: account }.abi_encode(),
        IMarket::repayCall { assets: ALL, onBehalf: account }.abi_encode(),
        IMarket::supplyCollateralCall { asset: at.lst, units: part, onBehalf: account }.abi_encode(),
        IMarket::accountHealthCall { account }.abi_encode(),
    ];
    let cost = |data: Vec<u8>| {
        let receipt = l.protocol.client.chain.call(Tx::call(erin, at.market, data)).unwrap();
        assert!(receipt.is_success(), "{}", ballast_client::describe(&receipt.output));
        receipt.gas_used
    };
    calls.into_iter().map(cost).collect()
}

#[test]
fn i22_the_last_of_ten_thousand_borrowers_costs_what_the_first_costs() {
    let mut l = Lending::open();
    let (dave, erin, at) = (l.dave, l.erin, l.protocol.at);
    for account in [dave, erin] {
        l.protocol.client.chain.set_balance(account, ether(20_000));
    }
    l.pay(dave, at.weth, ether(5_000), IWeth::depositCall {});
    l.send(dave, at.market, IMarket::depositCall { assets: ether(5_000), receiver: dave });
    l.pay(erin, at.lst, ether(4_000), ILst::submitCall { referral: Address::ZERO });
    let accounts: Vec<_> = (0..BORROWERS).map(borrower).collect();
    open_accounts(&mut l, &accounts[..1]);
    let alone = l.protocol.client.chain.snapshot();
    l.slash(ether(260)); // of 4,400
    let of_one = costs(&mut l, accounts[0]);
    l.protocol.client.chain.restore(alone).unwrap();

    open_accounts(&mut l, &accounts[1..]);
    l.slash(ether(260));
    let totals = l.view(at.market, IMarket::totalsCall {});
    assert!(totals.debtAssets >= ether(1_800), "all of them owe: {}", totals.debtAssets);
    let first = costs(&mut l, accounts[0]);
    for number in [1, 4_999, 9_998, 9_999] {
        assert_eq!(costs(&mut l, accounts[number]), first, "borrower {number}");
    }
    for (one, first) in of_one.iter().zip(&first) {
        assert!(one.abs_diff(*first) <= 20, "{of_one:?} alone, {first:?} of ten thousand");
    }
    let order = l.liquidation(accounts[9_999], ALL);
    let done = l.send(erin, at.market, order);
    assert!(done.repaid > NONE && done.seized > NONE);
    l.others.extend(&accounts);
    l.check_books();
}
