//! Permits of both tokens on real WASM: by a key of a published library, and by a wallet that is a contract
//! (ERC-1271), which may be anything.

use alloy_sol_types::{SolCall, SolValue, sol};
use ballast_chain::{Address, B256, Bytes, Tx, U256, alloy_primitives::keccak256};
use ballast_client::{
    Permit, Signer,
    interfaces::{ILst, IWrapper},
    permit_digest,
};
use ballast_wasm_tests::{
    ALL, Token, ether,
    hostile::{IPlan, Plan, init_code},
};

sol! {
    #![sol(all_derives)]

    #[allow(missing_docs)] // documented in the Solidity source
    interface IWallet1271 {
        enum Mode { Owner, Expected, Reenter, Refuse, RevertWithMagic, Short, Dirty, Long, Nothing, Burn }
        function set(Mode mode, bytes32 expected) external;
    }
}

/// Both tokens; a wallet of alice's that has 10 blETH and, of 10 more, wblETH; and who spends.
struct World {
    token: Token,
    alice: Signer,
    wallet: Address,
    spender: Address,
}

impl World {
    fn open() -> Self {
        let mut token = Token::deploy();
        let alice = Signer::new("alice");
        let code = [init_code("Wallet1271").as_ref(), &alice.address().abi_encode()].concat();
        let wallet = token.client.create(alice.address(), code.into()).unwrap();
        let spender = token.stake("spender", ether(30));
        token.send(spender, ILst::transferCall { to: wallet, value: ether(10) });
        token.send(spender, ILst::approveCall { spender: token.wrapper, value: ALL });
        token.wrapper_send(spender, IWrapper::depositCall { assets: ether(10), receiver: wallet });
        Self { token, alice, wallet, spender }
    }

    fn tokens(&self) -> [Address; 2] {
        [self.token.lst, self.token.wrapper]
    }

    fn mode(&mut self, mode: IWallet1271::Mode, expected: B256) {
        self.token.client.send(self.spender, self.wallet, IWallet1271::setCall { mode, expected }).unwrap();
    }

    /// A permit of the wallet's for a hundred wei, signed by its owner.
    fn signed(&mut self, at: Address) -> ILst::permit_0Call {
        let value = U256::from(100);
        self.signed_for(at, self.spender, value)
    }

    fn signed_for(&mut self, at: Address, spender: Address, value: U256) -> ILst::permit_0Call {
        let (owner, deadline) = (self.wallet, ALL);
        let nonce = self.nonce(at, owner);
        let domain = self.token.client.domain(at).unwrap();
        let signed = self.alice.sign(permit_digest(&domain, &Permit { owner, spender, value, nonce, deadline }));
        ILst::permit_0Call { owner, spender, value, deadline, v: signed.v, r: signed.r, s: signed.s }
    }

    /// The same permit, with any signature.
    fn with(&mut self, at: Address, signature: Bytes) -> ILst::permit_1Call {
        let ILst::permit_0Call { owner, spender, value, deadline, .. } = self.signed(at);
        ILst::permit_1Call { owner, spender, value, deadline, signature }
    }

    fn nonce(&mut self, at: Address, owner: Address) -> U256 {
        self.token.client.view(at, ILst::noncesCall { owner }).unwrap()
    }

    fn allowance(&mut self, at: Address) -> U256 {
        let (owner, spender) = (self.wallet, self.spender);
        self.token.client.view(at, ILst::allowanceCall { owner, spender }).unwrap()
    }

    #[track_caller]
    fn assert_taken<C: SolCall>(&mut self, at: Address, call: C) {
        let nonce = self.nonce(at, self.wallet);
        self.token.client.send(self.spender, at, call).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((self.allowance(at), self.nonce(at, self.wallet)), (U256::from(100), nonce + U256::ONE));
    }

    #[track_caller]
    fn assert_refused<C: SolCall>(&mut self, at: Address, call: C) {
        let before = (self.allowance(at), self.nonce(at, self.wallet));
        let error: ILst::ERC2612InvalidSigner = self.token.fail(self.spender, at, call);
        assert_eq!(error.owner, self.wallet);
        assert_eq!((self.allowance(at), self.nonce(at, self.wallet)), before);
    }
}

fn sixty_five(call: &ILst::permit_0Call) -> Bytes {
    [call.r.as_slice(), call.s.as_slice(), &[call.v]].concat().into()
}

#[test]
fn a_key_permits_in_either_form_and_its_permit_is_spent() {
    let mut w = World::open();
    let bob = Signer::new("bob");
    for at in w.tokens() {
        let call = w.token.client.permit(at, &bob, w.spender, ether(1), ALL).unwrap();
        w.token.client.send(w.spender, at, call.clone()).unwrap();
        let bytes = w.token.client.permit(at, &bob, w.spender, ether(2), ALL).unwrap();
        let signature = sixty_five(&bytes);
        let ILst::permit_0Call { owner, spender, value, deadline, .. } = bytes;
        let bytes = ILst::permit_1Call { owner, spender, value, deadline, signature };
        w.token.client.send(w.spender, at, bytes).unwrap();
        let allowed = w.token.client.view(at, ILst::allowanceCall { owner, spender }).unwrap();
        assert_eq!((allowed, w.nonce(at, owner)), (ether(2), U256::from(2)));
        let _: ILst::ERC2612InvalidSigner = w.token.fail(w.spender, at, call);
    }
}

/// `s` and `v` turned over sign the same for the curve, and a second signature must not exist; nor one of a `v` that
/// no key makes.
#[test]
fn a_permit_has_one_signature() {
    let mut w = World::open();
    let bob = Signer::new("bob");
    let order: U256 = "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141".parse().unwrap();
    for at in w.tokens() {
        let call = w.token.client.permit(at, &bob, w.spender, ether(1), ALL).unwrap();
        let high = B256::from(order - U256::from_be_bytes(call.s.0));
        let twin = ILst::permit_0Call { v: 55 - call.v, s: high, ..call.clone() };
        for bad in [twin, ILst::permit_0Call { v: call.v - 27, ..call.clone() }] {
            let error: ILst::ERC2612InvalidSigner = w.token.fail(w.spender, at, bad);
            assert_eq!(error.signer, Address::ZERO);
        }
        w.token.client.send(w.spender, at, call).unwrap();
    }
}

#[test]
fn a_wallet_permits_what_its_owner_signed() {
    let mut w = World::open();
    for at in w.tokens() {
        let call = w.signed(at);
        w.assert_taken(at, call.clone());
        w.assert_refused(at, call);
        let call = w.signed(at);
        let call = w.with(at, sixty_five(&call));
        w.assert_taken(at, call);
        let call = ILst::permit_0Call { value: ether(9), ..w.signed(at) };
        w.assert_refused(at, call);
    }
}

#[test]
fn a_wallet_takes_signatures_of_any_length() {
    let mut w = World::open();
    for at in w.tokens() {
        for length in [0, 1, 31, 32, 33, 64, 66, 1_000, 20_000] {
            let signature: Vec<u8> = (0..length).map(|at: u32| at as u8).collect();
            w.mode(IWallet1271::Mode::Expected, keccak256(&signature));
            let call = w.with(at, signature.clone().into());
            w.assert_taken(at, call);
            let call = w.with(at, [signature.as_slice(), &[0]].concat().into());
            w.assert_refused(at, call);
        }
    }
}

#[test]
fn a_wallet_that_does_not_answer_as_it_should_permits_nothing() {
    use IWallet1271::Mode;
    let mut w = World::open();
    for at in w.tokens() {
        for mode in [Mode::Refuse, Mode::RevertWithMagic, Mode::Short, Mode::Dirty, Mode::Nothing, Mode::Burn] {
            w.mode(mode, B256::ZERO);
            let call = w.signed(at);
            w.assert_refused(at, call);
        }
        // What follows the magic is of no interest, however long it is.
        w.mode(Mode::Long, B256::ZERO);
        let call = w.signed(at);
        w.assert_taken(at, call);
    }
}

/// I21: neither a wallet nor its caller gets half of a permit by being short of gas.
#[test]
fn i21_a_permit_of_a_wallet_at_every_gas_limit() {
    let mut w = World::open();
    for at in w.tokens() {
        let data = w.signed(at).abi_encode();
        let here = w.token.client.chain.snapshot();
        let (mut failed, mut succeeded) = (0, 0);
        for gas in (24_000..140_000).step_by(1_000) {
            let tx = Tx::call(w.spender, at, data.clone()).gas_limit(gas);
            let receipt = w.token.client.chain.transact(tx).unwrap();
            let done = receipt.is_success();
            let expected = if done { (U256::from(100), U256::ONE) } else { (U256::ZERO, U256::ZERO) };
            assert_eq!((w.allowance(at), w.nonce(at, w.wallet)), expected, "gas limit {gas}");
            assert_eq!(receipt.logs.len(), usize::from(done), "gas limit {gas}");
            (failed, succeeded) = (failed + u32::from(!done), succeeded + u32::from(done));
            w.token.client.chain.restore(here).unwrap();
        }
        assert!(failed > 10 && succeeded > 10, "{failed} failed, {succeeded} succeeded");
    }
}

/// What a wallet would call on a token while it is asked there.
fn plan_calls(w: &mut World, at: Address) {
    let (plan, me, s) = (Plan(w.wallet), w.wallet, &mut w.token.client);
    let (to, value) = (w.spender, U256::from(7));
    plan.add(s, at, U256::ZERO, ILst::transferCall { to, value });
    plan.add(s, at, U256::ZERO, ILst::transferFromCall { from: me, to, value });
    plan.add(s, at, U256::ZERO, ILst::approveCall { spender: to, value: ALL });
    plan.add(s, at, U256::ZERO, ILst::balanceOfCall { account: me });
    plan.add(s, at, U256::ZERO, ILst::allowanceCall { owner: me, spender: to });
    plan.add(s, at, U256::ZERO, ILst::noncesCall { owner: me });
    plan.add(s, at, U256::ZERO, ILst::DOMAIN_SEPARATORCall {});
    plan.add(s, at, U256::ZERO, IPlan::outcomesCall {}); // not known there
}

/// It says yes only if each of its calls was refused without a reason, so that a permit that is taken is the proof.
#[test]
fn a_wallet_that_reenters_where_it_is_asked_is_refused() {
    let mut w = World::open();
    w.mode(IWallet1271::Mode::Reenter, B256::ZERO);
    for at in w.tokens() {
        plan_calls(&mut w, at);
        let call = w.signed(at);
        let before = w.token.client.view(at, ILst::balanceOfCall { account: w.wallet }).unwrap();
        w.assert_taken(at, call);
        assert_eq!(w.token.client.view(at, ILst::balanceOfCall { account: w.wallet }).unwrap(), before);
        Plan(w.wallet).clear(&mut w.token.client);
    }
    // The probe can fail: blETH is open while wblETH asks.
    let (lst, wrapper) = (w.token.lst, w.token.wrapper);
    Plan(w.wallet).add(&mut w.token.client, lst, U256::ZERO, ILst::rateDataCall {});
    let call = w.signed(wrapper);
    w.assert_refused(wrapper, call);
}

/// While blETH takes the permit that wraps, both are in the middle of a call.
#[test]
fn a_wallet_that_reenters_while_it_wraps_is_refused_by_both() {
    let mut w = World::open();
    let (lst, wrapper) = (w.token.lst, w.token.wrapper);
    for at in w.tokens() {
        plan_calls(&mut w, at);
    }
    let (plan, me) = (Plan(w.wallet), w.wallet);
    let s = &mut w.token.client;
    plan.add(s, wrapper, U256::ZERO, IWrapper::unwrapCall { wblEthAmount: U256::from(7) });
    plan.add(s, wrapper, U256::ZERO, IWrapper::wrapCall { blEthAmount: U256::from(7) });
    plan.add(s, wrapper, U256::ZERO, IWrapper::previewDepositCall { assets: U256::from(7) });
    plan.add(s, wrapper, U256::ZERO, IWrapper::latestRoundDataCall {});
    w.mode(IWallet1271::Mode::Reenter, B256::ZERO);
    let ILst::permit_0Call { deadline, v, r, s, .. } = w.signed_for(lst, wrapper, ether(3));
    let call = IWrapper::wrapWithPermitCall { blEthAmount: ether(3), deadline, v, r, s };
    let relay = IPlan::relayCall { to: wrapper, data: call.abi_encode().into() };
    let held = w.token.wrapper_view(IWrapper::balanceOfCall { account: me });
    w.token.client.send(w.spender, me, relay).unwrap();
    assert_eq!(w.token.wrapper_view(IWrapper::balanceOfCall { account: me }), held + ether(3));
    assert_eq!(w.token.view(ILst::balanceOfCall { account: me }), ether(7));
    assert_eq!(w.nonce(lst, me), U256::ONE, "the permit was taken, and so every call refused");
    assert_eq!(w.token.view(ILst::allowanceCall { owner: me, spender: wrapper }), U256::ZERO, "and is spent");
}
