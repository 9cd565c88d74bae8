use ballast_client::interfaces::{ILst, IWrapper};
use ballast_wasm_tests::{Lending, Token, ether};
use ballast_chain::U256;
use std::time::Instant;
#[test]
fn timing() {
    let t = Instant::now();
    let mut token = Token::deploy_wide();
    println!("deploy {:?}", t.elapsed());
    let t = Instant::now();
    let mut token = Token::deploy_wide();
    println!("deploy {:?}", t.elapsed());
    let a = token.stake("alice", ether(3));
    let b = token.stake("bob", ether(3));
    let t = Instant::now();
    for _ in 0..1000 { token.view(ILst::balanceOfCall { account: a }); }
    println!("view/1000 {:?}", t.elapsed());
    let t = Instant::now();
    for _ in 0..1000 { token.send(a, ILst::transferCall { to: b, value: U256::from(1000) }); }
    println!("send/1000 {:?}", t.elapsed());
    token.send(a, ILst::approveCall { spender: token.wrapper, value: U256::MAX });
    let t = Instant::now();
    for _ in 0..1000 { token.wrapper_send(a, IWrapper::wrapCall { blEthAmount: U256::from(100000000) }); }
    println!("wrap/1000 {:?}", t.elapsed());
    let s = token.client.chain.snapshot();
    let t = Instant::now();
    for _ in 0..1000 { token.client.chain.restore(s).unwrap(); }
    println!("restore/1000 {:?}", t.elapsed());
    let t = Instant::now();
    let _l = Lending::open();
    println!("lending {:?}", t.elapsed());
}
