//! What is signed, encoded and hashed by the library alone, and the calls that it authorises.

use crate::world::*;
use alloy_primitives::{Address, Bytes, B256, U256};
use alloy_sol_types::{sol, Eip712Domain, SolStruct};
use ballast_rights::interface::IRights;
use ballast_test_support::sign;

sol! {
    #[derive(Debug)]
    struct Borrow {
        address market;
        address account;
        address operator;
        address receiver;
        address asset;
        uint256 amount;
        uint256 nonce;
        uint256 deadline;
    }

    #[derive(Debug)]
    struct WithdrawCollateral {
        address market;
        address account;
        address operator;
        address receiver;
        address asset;
        uint256 amount;
        uint256 nonce;
        uint256 deadline;
    }
}

impl World {
    pub(crate) fn sign(&self, signed: &impl SolStruct) -> Vec<u8> {
        sign(&self.key, self.digest(signed)).to_vec()
    }

    pub(crate) fn digest(&self, signed: &impl SolStruct) -> B256 {
        signed.eip712_signing_hash(&domain("Ballast Rights", "1", 42_161, self.rights.address()))
    }

    /// To Alice's hands by Carol: ten ether, for ever.
    pub(crate) fn to_borrow(&self) -> Borrow {
        Borrow {
            market: self.market.address(),
            account: self.owner,
            operator: self.carol,
            receiver: self.alice,
            asset: self.weth.address(),
            amount: ether(10),
            nonce: n(0x1_07),
            deadline: U256::MAX,
        }
    }

    /// To Alice's hands by Carol: ten gold, for ever.
    pub(crate) fn to_withdraw(&self) -> WithdrawCollateral {
        let Borrow { market, account, operator, receiver, amount, nonce, deadline, .. } = self.to_borrow();
        let asset = self.gold.address();
        WithdrawCollateral { market, account, operator, receiver, asset, amount, nonce, deadline }
    }

    /// The call, signed.
    pub(crate) fn borrowing(&self, signed: &Borrow) -> IRights::borrowWithSignatureCall {
        borrowing(signed, self.sign(signed))
    }

    /// The call, signed.
    pub(crate) fn withdrawing(&self, signed: &WithdrawCollateral) -> IRights::withdrawCollateralWithSignatureCall {
        withdrawing(signed, self.sign(signed))
    }

    /// The call of the callee, signed, with this to be called back with.
    pub(crate) fn calling_back(&self, market: Address, data: &'static [u8]) -> IRights::borrowWithSignatureCall {
        let signed = Borrow { market, operator: self.callee.address(), ..self.to_borrow() };
        IRights::borrowWithSignatureCall { data: Bytes::from_static(data), ..self.borrowing(&signed) }
    }
}

pub(crate) fn domain(name: &'static str, version: &'static str, chain: u64, contract: Address) -> Eip712Domain {
    Eip712Domain::new(Some(name.into()), Some(version.into()), Some(U256::from(chain)), Some(contract), None)
}

/// The call that was authorised.
pub(crate) fn borrowing(signed: &Borrow, signature: Vec<u8>) -> IRights::borrowWithSignatureCall {
    IRights::borrowWithSignatureCall {
        market: signed.market,
        assets: signed.amount,
        onBehalf: signed.account,
        receiver: signed.receiver,
        data: Bytes::new(),
        nonce: signed.nonce,
        deadline: signed.deadline,
        signature: signature.into(),
    }
}

/// The call that was authorised.
pub(crate) fn withdrawing(
    signed: &WithdrawCollateral,
    signature: Vec<u8>,
) -> IRights::withdrawCollateralWithSignatureCall {
    IRights::withdrawCollateralWithSignatureCall {
        market: signed.market,
        asset: signed.asset,
        units: signed.amount,
        onBehalf: signed.account,
        receiver: signed.receiver,
        nonce: signed.nonce,
        deadline: signed.deadline,
        signature: signature.into(),
    }
}
