//! What has gone wrong elsewhere, replayed on market and judge on real WASM. The numbers are those of the list of
//! incidents; what is called are all functions that `abi/*.json` publishes, so that a new one has to be looked at here.

mod abi;
mod attempts;
mod calldata;
mod entries;
mod far_end;
mod feeds;
mod gas;
mod gifts;
mod mid_call;
mod probe;
mod split;
mod unbacked;
mod views;

use alloy_sol_types::SolCall;
use ballast_chain::{Address, Bytes, Receipt, Tx, U256};
use ballast_client::interfaces::{ILst, IMarket, IWeth};
use ballast_wasm_tests::{ALL, ETHER, Lending, ether, hostile::hostile};

const NONE: U256 = U256::ZERO;
const WEI: U256 = U256::ONE;
const WAD: U256 = U256::from_limbs([ETHER as u64, 0, 0, 0]);
/// Enough for any plan of a hostile contract.
const MUCH_GAS: u64 = 1 << 30;

/// Sends calldata with plenty of gas.
fn raw(l: &mut Lending, from: Address, to: Address, data: Vec<u8>) -> Receipt {
    l.protocol.client.chain.transact(Tx::call(from, to, data).gas_limit(MUCH_GAS)).unwrap()
}

/// A contract that the market calls back, of this many blETH as margin; it has approved the market.
fn borrower(l: &mut Lending, blether: u64) -> Address {
    let (contract, at, erin) = (hostile(&mut l.protocol.client, "Borrower"), l.protocol.at, l.erin);
    l.others.push(contract);
    l.send(erin, at.lst, ILst::transferCall { to: contract, value: ether(blether) });
    l.send(contract, at.lst, ILst::approveCall { spender: at.market, value: ALL });
    l.send(contract, at.weth, IWeth::approveCall { spender: at.market, value: ALL });
    l.post(contract, blether);
    contract
}

fn borrow(account: Address, assets: U256) -> IMarket::borrowCall {
    IMarket::borrowCall { assets, onBehalf: account, receiver: account, data: Bytes::new() }
}

fn multicall(calls: &[Vec<u8>]) -> Vec<u8> {
    IMarket::multicallCall { calls: calls.iter().map(|call| call.clone().into()).collect() }.abi_encode()
}
