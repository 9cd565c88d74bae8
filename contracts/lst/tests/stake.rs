//! Staking: `submit`, `stake`, plain ether, `previewStake`.

use alloy_primitives::{Address, U256};
use ballast_lst::{interface::ILst, Lst};
use ballast_test_support::{ask_error, Ask};
use motsu::prelude::*;

const ETHER: u128 = 10_u128.pow(18);

fn ether(amount: u128) -> U256 {
    U256::from(amount * ETHER)
}

#[motsu::test]
fn stakes(lst: Contract<Lst>, alice: Address) {
    alice.fund(ether(10));
    lst.sender_and_value(alice, ether(1)).construct(alice);
    let shares = lst.sender_and_value(alice, ether(2)).ask(ILst::submitCall { referral: Address::ZERO }).motsu_unwrap().shares;
    assert_eq!(shares, U256::from(2) * U256::from(10).pow(U256::from(27)));
    let e: ILst::ZeroAmount = ask_error(lst.sender(alice).ask(ILst::submitCall { referral: Address::ZERO }));
    let _ = e;
}
trait C { fn construct(&mut self, o: Address); }
impl C for Lst { fn construct(&mut self, o: Address) { use alloy_sol_types::SolValue; use stylus_sdk::abi::Router; <Lst as Router<Lst>>::constructor(self, &(o,o,o).abi_encode_params()).unwrap().unwrap(); } }
