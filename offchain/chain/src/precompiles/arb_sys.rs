//! ArbSys: the chain itself, and ether on its way to the parent chain.
//!
//! Source: `precompiles/ArbSys.go` of OffchainLabs/nitro.

use super::{
    ARB_SYS, Answer, Request,
    burner::{Failure, READ_GAS, sure},
};
use alloy_primitives::{Address, B256, Bytes, U256, keccak256};
use alloy_sol_types::{SolCall, SolInterface, sol};
use revm::context::{JournalTr, journaled_state::account::JournaledAccountTr};

/// The version of ArbOS whose rules this chain follows; ArbSys adds 55 to it.
const ARBOS_VERSION: u64 = 51;
const ARBOS_VERSION_OFFSET: u64 = 55;
/// Where the number of messages sent to the parent chain is kept.
const SENT_SLOT: U256 = U256::from_limbs([2, 0, 0, 0]);

sol! {
    /// The interface of ArbSys, as far as contracts here use it.
    #[allow(clippy::too_many_arguments)]
    #[derive(Debug)]
    interface IArbSys {
        event L2ToL1Tx(
            address caller,
            address indexed destination,
            uint256 indexed hash,
            uint256 indexed position,
            uint256 arbBlockNum,
            uint256 ethBlockNum,
            uint256 timestamp,
            uint256 callvalue,
            bytes data
        );

        function arbBlockNumber() external view returns (uint256 number);
        function arbChainID() external view returns (uint256 id);
        function arbOSVersion() external view returns (uint256 version);
        function isTopLevelCall() external view returns (bool isTop);
        function withdrawEth(address destination) external payable returns (uint256 id);
        function sendTxToL1(address destination, bytes data) external payable returns (uint256 id);
    }
}

use IArbSys::{IArbSysCalls as Calls, *};

pub(super) fn call(request: &mut Request<'_>, input: &[u8]) -> Answer {
    let call = Calls::abi_decode(input).map_err(|_| Failure::Unknown)?;
    request.burner.burn(READ_GAS)?;
    match call {
        Calls::withdrawEth(call) => return send(request, call.destination, Bytes::new()),
        Calls::sendTxToL1(call) => return send(request, call.destination, call.data),
        _ => request.require_no_value()?,
    }
    let word = match call {
        Calls::arbBlockNumber(_) => U256::from(request.ctx.chain.block_number),
        Calls::arbChainID(_) => U256::from(request.ctx.cfg.chain_id),
        Calls::arbOSVersion(_) => U256::from(ARBOS_VERSION + ARBOS_VERSION_OFFSET),
        _ => U256::from(request.ctx.chain.spans.len() <= 1),
    };
    Ok(word.to_be_bytes::<32>().to_vec())
}

/// Takes the ether out of this chain and leaves a message that lets it be claimed on the parent.
///
/// The message is not put into a Merkle tree: nobody proves it here. Its position counts up and its hash is
/// unique, which is what contracts and tools look at.
fn send(request: &mut Request<'_>, destination: Address, data: Bytes) -> Answer {
    request.require_writable()?;
    let (caller, callvalue) = (request.caller, request.value);
    let position = request.load(SENT_SLOT)?;
    request.store(SENT_SLOT, position + U256::ONE)?;
    let journal = &mut request.ctx.journaled_state;
    // Ether that has left is burnt here.
    let mut account = sure(journal.load_account_mut(ARB_SYS));
    let left = account.balance().saturating_sub(callvalue);
    account.set_balance(left);
    let event = L2ToL1Tx {
        caller,
        destination,
        hash: message_hash(caller, destination, callvalue, &data, position),
        position,
        arbBlockNum: U256::from(request.ctx.chain.block_number),
        ethBlockNum: request.ctx.block.number,
        timestamp: request.ctx.block.timestamp,
        callvalue,
        data,
    };
    request.emit(ARB_SYS, &event)?;
    Ok(withdrawEthCall::abi_encode_returns(&position))
}

fn message_hash(caller: Address, destination: Address, value: U256, data: &[u8], position: U256) -> U256 {
    let mut message = Vec::from(caller.as_slice());
    message.extend(destination.as_slice());
    message.extend(value.to_be_bytes::<32>());
    message.extend(position.to_be_bytes::<32>());
    message.extend(data);
    let hash: B256 = keccak256(message);
    hash.into()
}
