//! A random state, random arguments, and how a property asks and tells the token.

use super::{
    MOST, Subject, Vault,
    standard::{IErc20, IErc4626},
};
use crate::{Random, typed};
use alloy_sol_types::{SolCall, SolError};
use ballast_chain::{Address, Tx, U256};
use ballast_client::{CallError, Done, interfaces::IWrapper};

pub(super) fn users(random: &mut Random) -> [Address; 4] {
    [(); 4].map(|()| random_address(random))
}

pub(super) fn random_address(random: &mut Random) -> Address {
    Address::from_slice(&any(random).to_be_bytes::<32>()[..20])
}

fn any(random: &mut Random) -> U256 {
    U256::from_limbs([(); 4].map(|()| random.any()))
}

/// From one to `most`, which is not zero: of any magnitude, at times next to the bounds.
pub(super) fn up_to(random: &mut Random, most: U256) -> U256 {
    let near = U256::from(random.below(3));
    match random.below(6) {
        0 => most - near.min(most - U256::ONE),
        1 => (near + U256::ONE).min(most),
        2 => any(random) % most + U256::ONE,
        _ => {
            let bits = random.below(most.bit_len() as u64) as usize + 1;
            (any(random) >> (256 - bits)).clamp(U256::ONE, most)
        }
    }
}

/// A token in a random state, and random arguments.
pub struct Case<'a, S> {
    pub(super) subject: &'a mut S,
    pub(super) random: Random,
    pub(super) users: [Address; 4],
}

impl<S: Subject> Case<'_, S> {
    /// From one to `most`; `None` if that is zero.
    pub(super) fn up_to(&mut self, most: U256) -> Option<U256> {
        (!most.is_zero()).then(|| up_to(&mut self.random, most))
    }

    /// From `least`, which is not zero, to `most`; `None` if that is less.
    pub(super) fn between(&mut self, least: U256, most: U256) -> Option<U256> {
        self.up_to((most + U256::ONE).saturating_sub(least)).map(|above| least + above - U256::ONE)
    }

    /// Any number of any magnitude.
    pub(super) fn any(&mut self) -> U256 {
        up_to(&mut self.random, U256::MAX)
    }

    /// A user other than the first two, or somebody who holds nothing yet.
    pub(super) fn target(&mut self) -> Address {
        match self.random.below(3) {
            0 => self.users[2],
            1 => self.users[3],
            _ => random_address(&mut self.random),
        }
    }

    /// Asks the token.
    #[track_caller]
    pub(super) fn ask<C: SolCall>(&mut self, call: C) -> C::Return {
        self.ask_as(Address::ZERO, call)
    }

    /// Asks the token in somebody's name.
    #[track_caller]
    pub(super) fn ask_as<C: SolCall>(&mut self, caller: Address, call: C) -> C::Return {
        let token = self.subject.token();
        let receipt = self.subject.client().chain.call(Tx::call(caller, token, call.abi_encode())).unwrap();
        assert!(receipt.is_success(), "{}: {}", C::SIGNATURE, ballast_client::describe(&receipt.output));
        C::abi_decode_returns(&receipt.output).unwrap()
    }

    /// Sends to the token.
    pub(super) fn send<C: SolCall>(&mut self, from: Address, call: C) -> Result<Done<C::Return>, CallError> {
        let token = self.subject.token();
        self.subject.client().send(from, token, call)
    }

    /// Sends to the token, and must succeed.
    #[track_caller]
    pub(super) fn done<C: SolCall>(&mut self, from: Address, call: C) -> C::Return {
        self.send(from, call).unwrap_or_else(|error| panic!("{}: {error}", C::SIGNATURE)).value
    }

    /// Sends to the token, and must fail with a typed error.
    #[track_caller]
    pub(super) fn fail<E: SolError, C: SolCall>(&mut self, from: Address, call: C) -> E {
        match self.send(from, call) {
            Ok(_) => panic!("{} succeeded, {} expected", C::SIGNATURE, E::SIGNATURE),
            Err(error) => typed(&error),
        }
    }

    #[track_caller]
    pub(super) fn balance(&mut self, account: Address) -> U256 {
        self.ask(IErc20::balanceOfCall { account })
    }

    #[track_caller]
    pub(super) fn supply(&mut self) -> U256 {
        self.ask(IErc20::totalSupplyCall {})
    }

    pub(super) fn allowance(&mut self, owner: Address, spender: Address) -> U256 {
        self.ask(IErc20::allowanceCall { owner, spender })
    }

    #[track_caller]
    pub(super) fn approve(&mut self, owner: Address, spender: Address, value: U256) {
        assert!(self.done(owner, IErc20::approveCall { spender, value }));
    }
}

impl<V: Vault> Case<'_, V> {
    /// Asks the asset.
    pub(super) fn ask_asset<C: SolCall>(&mut self, call: C) -> C::Return {
        let asset = self.subject.asset();
        self.subject.client().view(asset, call).unwrap()
    }

    pub(super) fn assets_of(&mut self, account: Address) -> U256 {
        self.ask_asset(IErc20::balanceOfCall { account })
    }

    pub(super) fn asset_allowance(&mut self, owner: Address) -> U256 {
        let spender = self.subject.token();
        self.ask_asset(IErc20::allowanceCall { owner, spender })
    }

    pub(super) fn approve_asset(&mut self, owner: Address, value: U256) {
        let (asset, spender) = (self.subject.asset(), self.subject.token());
        self.subject.client().send(owner, asset, IErc20::approveCall { spender, value }).unwrap();
    }

    /// Funds the caller with up to `most`, and with an allowance that is the amount, more, or infinite.
    pub(super) fn fund_up_to(&mut self, caller: Address, most: U256) -> Option<U256> {
        let assets = self.up_to(most)?;
        self.subject.fund(caller, assets);
        let allowance = match self.random.below(3) {
            0 => assets,
            1 => U256::MAX,
            _ => assets + self.up_to(U256::MAX - assets)?,
        };
        self.approve_asset(caller, allowance);
        Some(assets)
    }

    /// An amount to deposit that is worth a share, funded and allowed. What is worth none is refused.
    pub(super) fn depositable(&mut self, caller: Address) -> Option<U256> {
        let most = self.ask(IErc4626::maxDepositCall { receiver: caller });
        let assets = self.fund_up_to(caller, most.min(U256::from(MOST)))?;
        if self.ask(IErc4626::previewDepositCall { assets }).is_zero() {
            let error: IWrapper::ZeroShares = self.fail(caller, IErc4626::depositCall { assets, receiver: caller });
            assert_eq!(error.amount, assets);
            return None;
        }
        Some(assets)
    }

    /// Shares to mint, funded and allowed.
    pub(super) fn mintable(&mut self, caller: Address) -> Option<U256> {
        let most = self.ask(IErc4626::convertToSharesCall { assets: U256::from(MOST) });
        let bound = self.ask(IErc4626::maxMintCall { receiver: caller });
        let shares = self.up_to(most.min(bound))?;
        let assets = self.ask(IErc4626::previewMintCall { shares });
        self.subject.fund(caller, assets);
        self.approve_asset(caller, assets);
        Some(shares)
    }

    /// An amount that the owner can withdraw.
    pub(super) fn withdrawable(&mut self, owner: Address) -> Option<U256> {
        let most = self.ask(IErc4626::maxWithdrawCall { owner });
        self.up_to(most)
    }

    /// Shares that the owner can redeem and that are worth something.
    pub(super) fn redeemable(&mut self, owner: Address) -> Option<U256> {
        let least = self.ask(IErc4626::previewWithdrawCall { assets: U256::ONE });
        let most = self.ask(IErc4626::maxRedeemCall { owner });
        self.between(least, most)
    }

    /// Makes the caller the owner, or gives him an allowance, random but not less than `shares`, or infinite.
    pub(super) fn authorise(&mut self, owner: Address, shares: U256) -> Option<Address> {
        let [caller, ..] = self.users;
        let allowance = match self.random.below(4) {
            0 => return Some(owner),
            1 => U256::MAX,
            2 => shares,
            _ => shares + self.up_to(U256::MAX - shares)?,
        };
        self.approve(owner, caller, allowance);
        Some(caller)
    }
}

/// `least <= actual <= least + slack`.
#[track_caller]
pub(super) fn assert_reaches(actual: U256, least: U256, slack: U256, what: &str) {
    assert!(least <= actual && actual <= least + slack, "{what}: {actual} is not {least} nor up to {slack} more");
}
