//! wblETH on real WASM, as wallets, contracts and careless or hostile callers come to it.

mod calldata;
mod flows;
mod gas;

use ballast_chain::{Address, Receipt, Tx, U256};
use ballast_client::interfaces::{ILst, IWrapper};
use ballast_wasm_tests::{ALL, DAY, ETHER, Token, ether};

/// Alice has 60 blETH that wblETH may take; half of all is with the validators, and a gain is vesting.
pub(crate) fn world() -> (Token, Address) {
    let mut token = Token::deploy_wide();
    let alice = token.stake("alice", ether(60));
    token.send(token.accounts.operators, ILst::deployEtherCall { amount: ether(30) });
    token.client.chain.advance(10 * DAY); // the bound on gains admits it
    token.report(ether(30) + U256::from(ETHER / 7));
    token.client.chain.advance(DAY / 3);
    token.send(alice, ILst::approveCall { spender: token.wrapper, value: ALL });
    (token, alice)
}

pub(crate) fn shares(token: &mut Token, account: Address) -> U256 {
    token.view(ILst::sharesOfCall { account })
}

pub(crate) fn wrapped(token: &mut Token, account: Address) -> U256 {
    token.wrapper_view(IWrapper::balanceOfCall { account })
}

/// All that an operation here could change.
pub(crate) fn state(token: &mut Token, people: &[Address]) -> Vec<U256> {
    let mut state = vec![token.wrapper_view(IWrapper::totalSupplyCall {}), token.view(ILst::getTotalSharesCall {})];
    for account in people.iter().copied().chain([token.wrapper]) {
        state.extend([shares(token, account), wrapped(token, account), token.client.chain.balance(account)]);
        for at in [token.lst, token.wrapper] {
            state.push(token.client.view(at, ILst::noncesCall { owner: account }).unwrap());
            for spender in [people[0], people[1], token.wrapper] {
                let call = ILst::allowanceCall { owner: account, spender };
                state.push(token.client.view(at, call).unwrap());
            }
        }
    }
    state
}

pub(crate) fn raw(token: &mut Token, from: Address, data: Vec<u8>, wei: U256) -> Receipt {
    token.client.chain.transact(Tx::call(from, token.wrapper, data).value(wei)).unwrap()
}
