//! What a signature does not allow.

use crate::{NONE, World};
use alloy_sol_types::SolCall;
use ballast_chain::{B256, Bytes, Tx, U256};
use ballast_client::interfaces::IMarket;
use ballast_wasm_tests::{ALL, ETHER, Lending, ether, hostile::IWallet1271};

/// Pauses, margin, least debt and what is idle bind as they do the account; a failed call uses no nonce up.
#[test]
fn it_is_judged_as_the_accounts_own_call() {
    let mut w = World::open();
    let (at, olga, guardian) = (w.l.protocol.at, w.olga, w.l.protocol.accounts.guardian);
    for account in w.accounts() {
        let spare = w.l.health(account).limit - ether(2);
        let own = IMarket::borrowCall { assets: spare, onBehalf: account, receiver: account, data: Bytes::new() };
        let here = w.l.protocol.client.chain.snapshot();
        w.l.send(account, at.market, own);
        let call = w.borrow(account, U256::from(1));
        let error: IMarket::InsufficientMargin = w.l.fail(olga, at.rights, call.clone());
        assert_eq!(error.debt, spare + ether(3));
        let all = w.withdraw(account, ALL, U256::from(2));
        let _: IMarket::InsufficientMargin = w.l.fail(olga, at.rights, all.clone());
        w.l.protocol.client.chain.restore(here).unwrap();
        w.l.send(guardian, at.market, IMarket::setPauseCall { flags: U256::from(2) });
        let error: IMarket::Paused = w.l.fail(olga, at.rights, call.clone());
        assert_eq!((error.flag, w.used(account, NONE)), (U256::from(2), NONE));
        w.l.send(w.l.protocol.accounts.owner, at.market, IMarket::setPauseCall { flags: NONE });
        w.assert_borrows(call);
        let _: IMarket::InsufficientMargin = w.l.fail(olga, at.rights, all.clone());
        assert_eq!(w.used(account, NONE), U256::from(2));
        w.l.send(w.l.dave, at.market, IMarket::repayCall { assets: ALL, onBehalf: account });
        let held = w.l.units(account, at.lst);
        assert_eq!(w.l.send(olga, at.rights, all), held, "2^256-1 was signed for all");
        w.l.check_all();
    }
}

/// Given before a slashing, it borrows what the margin allows after it.
#[test]
fn it_fixes_no_price() {
    let mut w = World::open();
    let (at, olga, carol) = (w.l.protocol.at, w.olga, w.l.carol);
    w.l.borrow(carol, ether(40));
    let call = w.borrow(carol, U256::from(1));
    w.l.slash(ether(45));
    let error: IMarket::InsufficientMargin = w.l.fail(olga, at.rights, call.clone());
    assert!(error.limit < ether(43) && error.debt >= ether(43), "{error:?}");
    assert_eq!(w.used(carol, NONE), NONE);
    w.l.post(carol, 10);
    w.assert_borrows(call);
}

#[test]
fn a_wallet_that_does_not_answer_as_it_should_authorises_nothing() {
    use IWallet1271::Mode;
    let mut w = World::open();
    let (wallet, olga) = (w.wallet, w.olga);
    let mode = |l: &mut Lending, mode| l.send(l.erin, wallet, IWallet1271::setCall { mode, expected: B256::ZERO });
    let nonce = U256::from(9);
    for refusing in [Mode::Refuse, Mode::RevertWithMagic, Mode::Short, Mode::Dirty, Mode::Nothing, Mode::Burn] {
        mode(&mut w.l, refusing);
        let call = w.borrow(wallet, nonce);
        w.assert_invalid(olga, wallet, nonce, call);
        let call = w.withdraw(wallet, U256::from(ETHER), nonce);
        w.assert_invalid(olga, wallet, nonce, call);
    }
    mode(&mut w.l, Mode::Owner);
    let call = w.borrow(wallet, nonce);
    w.assert_borrows(call);
}

/// Whoever sends it, with however little gas, there is a debt and a used nonce, or neither.
#[test]
fn i21_an_authorisation_of_a_wallet_at_every_gas_limit() {
    let mut w = World::open();
    let (rights, wallet) = (w.l.protocol.at.rights, w.wallet);
    let here = w.l.protocol.client.chain.snapshot();
    let data = w.borrow(wallet, NONE).abi_encode();
    let (mut failed, mut succeeded) = (0, 0);
    for gas in (27_000..480_000).step_by(3_000) {
        let tx = Tx::call(w.olga, rights, data.clone()).gas_limit(gas);
        let done = w.l.protocol.client.chain.transact(tx).unwrap().is_success();
        let expected = if done { (U256::ONE, ether(3)) } else { (NONE, NONE) };
        assert_eq!((w.used(wallet, NONE), w.l.health(wallet).debt), expected, "gas limit {gas}");
        (failed, succeeded) = (failed + u32::from(!done), succeeded + u32::from(done));
        w.l.protocol.client.chain.restore(here).unwrap();
    }
    assert!(failed > 10 && succeeded > 10, "{failed} failed, {succeeded} succeeded");
    // A call without its signature's bytes is malformed.
    let tx = Tx::call(w.olga, rights, data[..data.len() - 96].to_vec());
    assert!(!w.l.protocol.client.chain.transact(tx).unwrap().is_success());
}
