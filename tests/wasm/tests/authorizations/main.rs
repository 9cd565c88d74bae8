//! Authorisations by signature on real WASM, of a key and of a wallet that is a contract, hashed by a published
//! library: they allow what was signed, to whom, once, and nothing else.

mod bound;
mod callbacks;
mod limits;

use alloy_sol_types::{Eip712Domain, SolCall, SolStruct, SolValue};
use ballast_chain::{Address, Bytes, U256};
use ballast_client::{
    Signature, Signer, account,
    interfaces::{ILst, IRights},
};
use ballast_wasm_tests::{
    ALL, Lending, artifacts, ether,
    hostile::init_code,
    signed::{Borrow, WithdrawCollateral},
};

const NONE: U256 = U256::ZERO;

/// Carol and a wallet of hers have 20 blETH and more as margin; olga acts with what carol's key signs.
struct World {
    l: Lending,
    key: Signer,
    domain: Eip712Domain,
    wallet: Address,
    olga: Address,
}

impl World {
    fn open() -> Self {
        let mut l = Lending::open();
        let (key, at) = (Signer::new("carol"), l.protocol.at);
        assert_eq!(key.address(), l.carol);
        let code = [init_code("Wallet1271").as_ref(), &l.carol.abi_encode()].concat();
        let wallet = l.protocol.client.create(l.carol, code.into()).unwrap();
        l.others.push(wallet);
        l.send(l.erin, at.lst, ILst::transferCall { to: wallet, value: ether(40) });
        l.send(wallet, at.lst, ILst::approveCall { spender: at.market, value: ALL });
        l.post(wallet, 20);
        let domain = l.protocol.client.domain(at.rights).unwrap();
        Self { l, key, domain, wallet, olga: account("olga") }
    }

    fn accounts(&self) -> [Address; 2] {
        [self.l.carol, self.wallet]
    }

    fn deadline(&self) -> U256 {
        U256::from(self.l.protocol.client.chain.now() + 3_600)
    }

    fn to_borrow(&self, account: Address, nonce: U256) -> Borrow {
        let (operator, market, asset) = (self.olga, self.l.protocol.at.market, self.l.protocol.at.weth);
        let (receiver, amount, deadline) = (self.l.dave, ether(3), self.deadline());
        Borrow { market, account, operator, receiver, asset, amount, nonce, deadline }
    }

    fn sign<S: SolStruct>(&self, signed: &S) -> Signature {
        self.key.sign(signed.eip712_signing_hash(&self.domain))
    }

    /// Borrows 3 for dave, as signed.
    fn borrow(&self, account: Address, nonce: U256) -> IRights::borrowWithSignatureCall {
        let signed = self.to_borrow(account, nonce);
        IRights::borrowWithSignatureCall {
            market: signed.market,
            assets: signed.amount,
            onBehalf: account,
            receiver: signed.receiver,
            data: Bytes::new(),
            nonce,
            deadline: signed.deadline,
            signature: self.sign(&signed).bytes(),
        }
    }

    /// Withdraws so many units of blETH for dave, as signed.
    fn withdraw(&self, account: Address, units: U256, nonce: U256) -> IRights::withdrawCollateralWithSignatureCall {
        let Borrow { market, operator, receiver, deadline, .. } = self.to_borrow(account, nonce);
        let asset = self.l.protocol.at.lst;
        let signed = WithdrawCollateral { market, account, operator, receiver, asset, amount: units, nonce, deadline };
        let signature = self.sign(&signed).bytes();
        IRights::withdrawCollateralWithSignatureCall {
            market,
            asset,
            units,
            onBehalf: account,
            receiver,
            nonce,
            deadline,
            signature,
        }
    }

    /// A second market of the same judge and rights, empty.
    fn second(&mut self) -> Address {
        let (at, owner) = (self.l.protocol.at, self.l.protocol.accounts.owner);
        let init = (at.weth, at.risk, owner, owner, at.rights).abi_encode_params();
        self.l.protocol.client.deploy_program(owner, at.deployer, &artifacts().market, &init, NONE).unwrap()
    }

    fn used(&mut self, account: Address, word: U256) -> U256 {
        let rights = self.l.protocol.at.rights;
        self.l.view(rights, IRights::usedNoncesCall { account, word })
    }

    /// Olga borrows.
    #[track_caller]
    fn assert_borrows(&mut self, call: IRights::borrowWithSignatureCall) {
        let (rights, account) = (self.l.protocol.at.rights, call.onBehalf);
        let (debt, assets) = (self.l.health(account).debt, call.assets);
        self.l.send(self.olga, rights, call);
        let now = self.l.health(account).debt;
        assert!(now >= debt + assets && now <= debt + assets + U256::from(2));
        self.l.check_all();
    }

    /// It is not what `account` signed; nothing is used up.
    #[track_caller]
    fn assert_invalid<C: SolCall>(&mut self, from: Address, account: Address, nonce: U256, call: C) {
        let rights = self.l.protocol.at.rights;
        let error: IRights::InvalidAuthorization = self.l.fail(from, rights, call);
        assert_eq!(error.account, account);
        assert_ne!(error.signer, account);
        assert!(!self.used(account, nonce >> 8).bit(nonce.byte(0).into()));
    }
}
