//! The opening scene, on the WASM that was built.

use super::{
    accounts::{dev_accounts, funds},
    scene,
};
use ballast_chain::{Chain, ChainConfig, U256};
use ballast_client::{
    Artifacts, Client,
    interfaces::{ILst, IMarket},
};
use std::path::Path;

#[test]
fn the_scene_opens_with_a_market_in_use() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let devs = dev_accounts().unwrap();
    let chain = Chain::new(ChainConfig::default());
    let (chain, at) = scene::open(chain, &Artifacts::load(&root).unwrap(), &devs).unwrap();
    let mut client = Client { chain };
    let [supplier, borrower, holder] = [5, 6, 7].map(|part| devs[part].address);
    let health = client.view(at.market, IMarket::accountHealthCall { account: borrower }).unwrap();
    assert_eq!(health.debt, funds() / U256::from(250));
    assert!(health.limit > health.debt);
    let shares = client.view(at.market, IMarket::balanceOfCall { account: supplier }).unwrap();
    assert!(shares > U256::ZERO);
    let held = client.view(at.lst, ILst::balanceOfCall { account: holder }).unwrap();
    assert_eq!(held, funds() / U256::from(250));
    for program in [at.lst, at.wrapper, at.risk, at.market, at.lens, at.rights, at.backstop] {
        assert!(client.chain.program_info(program).unwrap().is_cached);
    }
}
