//! The callback on its way from the market to the operator, and what is shut meanwhile.

use crate::{Borrow, NONE, World};
use alloy_sol_types::{SolCall, SolError, SolInterface, SolValue};
use ballast_chain::{Address, Bytes, U256};
use ballast_client::interfaces::{ILst, IMarket, IMarketCallbacks, IRights, IRights::IRightsCalls, IWeth};
use ballast_wasm_tests::{
    ALL, ether,
    hostile::{IBorrower, Plan, hostile, init_code},
};

const DATA: Bytes = Bytes::from_static(b"not signed");

impl World {
    /// Olga is a contract from now on.
    fn hire(&mut self) -> Plan {
        self.olga = hostile(&mut self.l.protocol.client, "Borrower");
        self.l.others.push(self.olga);
        Plan(self.olga)
    }

    fn step<C: SolCall>(&mut self, contract: Plan, to: Address, call: C) {
        contract.add(&mut self.l.protocol.client, to, NONE, call);
    }

    /// All of the rights but the callback, and what is none of them; how many.
    fn add_locked(&mut self, contract: Plan) -> usize {
        let known = (0..IRightsCalls::COUNT).filter_map(IRightsCalls::selector_at);
        let mut calls: Vec<_> = known.map(|selector| selector.to_vec()).collect();
        calls.retain(|selector| selector[..] != IRights::onBorrowCall::SELECTOR);
        assert_eq!(calls.len(), IRightsCalls::COUNT - 1);
        calls.iter_mut().for_each(|call| call.resize(4 + 10 * 32, 0));
        calls.extend([Vec::new(), vec![1, 2, 3], vec![0xff; 4]]);
        for call in &calls {
            contract.add_raw(&mut self.l.protocol.client, self.l.protocol.at.rights, NONE, call.clone());
        }
        calls.len()
    }
}

/// Who acted on a signature is no operator, neither before nor after nor in the callback, which is his.
#[test]
fn it_makes_nobody_an_operator() {
    let mut w = World::open();
    let (at, contract) = (w.l.protocol.at, w.hire());
    let olga = w.olga;
    for account in w.accounts() {
        let signed = w.borrow(account, U256::from(1));
        let call = IRights::borrowWithSignatureCall { data: DATA, ..signed.clone() };
        let borrow = |assets| IMarket::borrowCall { assets, onBehalf: account, receiver: olga, data: Bytes::new() };
        let withdraw =
            IMarket::withdrawCollateralCall { asset: at.lst, units: U256::ONE, onBehalf: account, receiver: olga };
        w.step(contract, at.rights, signed);
        w.step(contract, at.market, borrow(ether(1)));
        w.step(contract, at.market, withdraw.clone());
        w.assert_borrows(call);
        contract.assert_locked(&mut w.l.protocol.client, 3);
        let received = w.l.view(olga, IBorrower::receivedCall {});
        let expected = IMarketCallbacks::onBorrowCall { account, assets: ether(3), data: DATA };
        assert_eq!(received, expected.abi_encode());
        assert_eq!(w.l.view(olga, IBorrower::callerCall {}), at.rights);
        assert!(!w.l.view(at.market, IMarket::isOperatorCall { account, operator: olga }));
        let _: IMarket::Unauthorized = w.l.fail(olga, at.market, borrow(ether(1)));
        let _: IMarket::Unauthorized = w.l.fail(olga, at.market, withdraw);
    }
}

#[test]
fn everything_is_shut_meanwhile_but_adding_and_repaying() {
    let mut w = World::open();
    let (at, contract, carol) = (w.l.protocol.at, w.hire(), w.l.carol);
    let calls = w.add_locked(contract) + contract.add_locked(&mut w.l.protocol.client, at.market);
    let call = IRights::borrowWithSignatureCall { data: DATA, ..w.borrow(carol, U256::from(1)) };
    w.assert_borrows(call);
    contract.assert_locked(&mut w.l.protocol.client, calls);
    // The operator gets what was borrowed, repays of it and posts.
    let signed = Borrow { receiver: w.olga, ..w.to_borrow(carol, U256::from(2)) };
    let call = IRights::borrowWithSignatureCall {
        receiver: w.olga,
        data: DATA,
        signature: w.sign(&signed).bytes(),
        ..w.borrow(carol, U256::from(2))
    };
    w.l.send(w.l.erin, at.lst, ILst::transferCall { to: w.olga, value: ether(1) });
    w.l.send(w.olga, at.lst, ILst::approveCall { spender: at.market, value: ALL });
    let approve = IWeth::approveCall { spender: at.market, value: ALL };
    w.l.send(w.olga, at.weth, approve);
    w.step(contract, at.market, IMarket::repayCall { assets: ether(1), onBehalf: carol });
    let units = U256::from(1_000_000_000);
    w.step(contract, at.market, IMarket::supplyCollateralCall { asset: at.lst, units, onBehalf: carol });
    let (debt, held) = (w.l.health(carol).debt, w.l.units(carol, at.lst));
    w.l.send(w.olga, at.rights, call);
    contract.assert_done(&mut w.l.protocol.client, 2);
    let now = w.l.health(carol).debt;
    assert!(now >= debt + ether(2) && now <= debt + ether(2) + U256::from(4));
    assert_eq!(w.l.units(carol, at.lst), held + units);
    w.l.check_all();
}

/// The wallet signs only if each of its calls was locked out, so that what it signed is the proof.
#[test]
fn nothing_is_open_to_a_wallet_that_is_asked() {
    let mut w = World::open();
    let (at, wallet) = (w.l.protocol.at, hostile(&mut w.l.protocol.client, "Borrower"));
    w.l.others.push(wallet);
    w.l.send(w.l.erin, at.lst, ILst::transferCall { to: wallet, value: ether(20) });
    w.l.send(wallet, at.lst, ILst::approveCall { spender: at.market, value: ALL });
    w.l.post(wallet, 10);
    w.add_locked(Plan(wallet));
    let call = w.borrow(wallet, U256::from(1));
    w.assert_borrows(call);
    w.step(Plan(wallet), at.lst, ILst::rateDataCall {}); // the probe can fail
    let call = w.borrow(wallet, U256::from(2));
    w.assert_invalid(w.olga, wallet, U256::from(2), call);
}

/// By whomever, before, while a call runs, and after it: what was not asked for does not go on to the operator.
#[test]
fn it_comes_by_way_of_the_market_alone() {
    let mut w = World::open();
    let (at, contract, carol, dave) = (w.l.protocol.at, w.hire(), w.l.carol, w.l.dave);
    let (operator, rights) = (w.olga, at.rights);
    let callback = IRights::onBorrowCall { account: carol, assets: ether(3), data: DATA };
    for caller in [operator, carol, dave, at.market] {
        let error: IRights::Unauthorized = w.l.fail(caller, rights, callback.clone());
        assert_eq!(error.caller, caller);
    }
    // Of the operator himself, and of another contract that he calls.
    let other = Plan(hostile(&mut w.l.protocol.client, "Borrower"));
    w.step(other, rights, callback.clone());
    w.step(contract, rights, callback.clone());
    w.step(contract, other.0, IMarketCallbacks::onBorrowCall { account: carol, assets: ether(3), data: DATA });
    let call = IRights::borrowWithSignatureCall { data: DATA, ..w.borrow(carol, U256::from(1)) };
    w.assert_borrows(call);
    let refused = |caller| Bytes::from(IRights::Unauthorized { caller }.abi_encode());
    let outcomes = contract.outcomes(&mut w.l.protocol.client);
    assert_eq!((outcomes[0].ok, &outcomes[0].data, outcomes[1].ok), (false, &refused(operator), true));
    let outcomes = other.outcomes(&mut w.l.protocol.client);
    assert_eq!((outcomes[0].ok, &outcomes[0].data), (false, &refused(other.0)));
    for caller in [operator, carol, dave, at.market, other.0] {
        let _: IRights::Unauthorized = w.l.fail(caller, rights, callback.clone());
    }
    w.l.check_all();
}

/// A market that is none may call back only with what the operator gave, and once. That it lent nothing is for the
/// operator to see.
#[test]
fn what_is_no_market_tells_the_operator_nothing_of_its_own() {
    let mut w = World::open();
    let (at, contract, carol, dave) = (w.l.protocol.at, w.hire(), w.l.carol, w.l.dave);
    let code = [init_code("FakeMarket").as_ref(), &at.weth.abi_encode()].concat();
    let fake = Plan(w.l.protocol.client.create(dave, code.into()).unwrap());
    let good = IRights::onBorrowCall { account: carol, assets: ether(3), data: DATA };
    w.step(fake, at.rights, IRights::onBorrowCall { account: dave, ..good.clone() });
    w.step(fake, at.rights, IRights::onBorrowCall { assets: ether(4), ..good.clone() });
    w.step(fake, at.rights, IRights::onBorrowCall { data: Bytes::new(), ..good.clone() });
    w.step(fake, at.rights, good.clone());
    w.step(fake, at.rights, good.clone());
    let call = IRights::borrowWithSignatureCall { market: fake.0, data: DATA, ..w.borrow(carol, U256::from(1)) };
    let signature = w.sign(&Borrow { market: fake.0, ..w.to_borrow(carol, U256::from(1)) }).bytes();
    let _: IRights::InvalidAuthorization = w.l.fail(w.olga, at.rights, call.clone());
    assert_eq!(w.l.send(w.olga, at.rights, IRights::borrowWithSignatureCall { signature, ..call }), U256::from(7));
    let outcomes = fake.outcomes(&mut w.l.protocol.client);
    let refused = IRights::Unauthorized { caller: fake.0 }.abi_encode();
    let came_in: Vec<_> = outcomes.iter().map(|outcome| outcome.ok).collect();
    assert_eq!(came_in, [false, false, false, true, false]);
    assert!(outcomes.iter().all(|outcome| outcome.ok || outcome.data[..] == refused), "{outcomes:?}");
    assert_eq!(w.l.view(w.olga, IBorrower::receivedCall {}), good.abi_encode());
    let _: IRights::Unauthorized = w.l.fail(fake.0, at.rights, good);
    assert!(contract.outcomes(&mut w.l.protocol.client).is_empty());
    assert_eq!(w.l.health(carol).debt, NONE);
    w.l.check_all();
}

/// What the operator reverts with is the answer; without a reason, who it was. A market without code has failed, too.
#[test]
fn failures_are_told() {
    use IBorrower::Reply;
    let mut w = World::open();
    let (at, contract, carol) = (w.l.protocol.at, w.hire(), w.l.carol);
    let call = IRights::borrowWithSignatureCall { data: DATA, ..w.borrow(carol, U256::from(1)) };
    let reply = |w: &mut World, reply| w.l.send(w.l.erin, contract.0, IBorrower::setCall { reply, strict: false });
    reply(&mut w, Reply::Reason);
    let error: IBorrower::Refused = w.l.fail(w.olga, at.rights, call.clone());
    assert_eq!(error.why, U256::from(42));
    reply(&mut w, Reply::Silence);
    let error: IRights::CallFailed = w.l.fail(w.olga, at.rights, call.clone());
    assert_eq!(error.callee, w.olga);
    assert_eq!(w.used(carol, NONE), NONE);
    reply(&mut w, Reply::Magic);
    w.assert_borrows(call.clone());
    let dave = w.l.dave;
    let error: IRights::CallFailed =
        w.l.fail(w.olga, at.rights, IRights::borrowWithSignatureCall { market: dave, ..call.clone() });
    assert_eq!(error.callee, dave);
    let error: IRights::Locked =
        w.l.fail(w.olga, at.rights, IRights::borrowWithSignatureCall { market: at.rights, ..call });
    assert_eq!(error, IRights::Locked {});
}
