//! What people may do in a step.

use crate::Walk;
use ballast_chain::{Address, U256};
use ballast_client::interfaces::{ILst, IMarket, IWrapper};
use ballast_wasm_tests::{ALL, ether};

impl Walk {
    pub(crate) fn token_step(&mut self, who: Address) {
        let (lst, zero, amount, to) = (self.l.protocol.at.lst, U256::ZERO, self.random.amount(), self.anyone());
        let shares = self.units(lst);
        match self.random.below(6) {
            0 => self.act(who, lst, amount.min(ether(100)), ILst::submitCall { referral: to }),
            1 => self.act(who, lst, zero, ILst::redeemCall { amount, receiver: to, minEther: zero, deadline: ALL }),
            2 => {
                let call = ILst::redeemSharesCall { sharesAmount: shares, receiver: to, minEther: zero, deadline: ALL };
                self.act(who, lst, zero, call);
            }
            3 => self.act(who, lst, zero, ILst::transferCall { to, value: amount }),
            4 => self.act(who, lst, zero, ILst::transferSharesCall { to, sharesAmount: shares }),
            _ => {
                self.act(to, lst, zero, ILst::approveCall { spender: who, value: amount });
                let call = ILst::transferSharesFromCall { from: to, to: who, sharesAmount: shares };
                self.act(who, lst, zero, call);
            }
        }
    }

    pub(crate) fn wrapper_step(&mut self, who: Address) {
        let (wrapper, zero, amount, to) = (self.l.protocol.at.wrapper, U256::ZERO, self.random.amount(), self.anyone());
        match self.random.below(9) {
            0 => self.act(who, wrapper, zero, IWrapper::wrapCall { blEthAmount: amount }),
            1 => self.act(who, wrapper, zero, IWrapper::unwrapCall { wblEthAmount: amount }),
            2 => {
                let call = IWrapper::stakeCall { receiver: to, minAmount: zero, deadline: ALL };
                self.act(who, wrapper, amount.min(ether(100)), call);
            }
            3 => self.act(who, wrapper, zero, IWrapper::depositCall { assets: amount, receiver: to }),
            4 => self.act(who, wrapper, zero, IWrapper::mintCall { shares: amount, receiver: to }),
            5 => self.act(who, wrapper, zero, IWrapper::withdrawCall { assets: amount, receiver: to, owner: who }),
            6 => self.act(who, wrapper, zero, IWrapper::redeemCall { shares: amount, receiver: to, owner: who }),
            7 => self.act(who, wrapper, zero, IWrapper::transferCall { to, value: amount }),
            _ => {
                self.act(to, wrapper, zero, IWrapper::approveCall { spender: who, value: amount });
                let call = IWrapper::withdrawCall { assets: amount, receiver: who, owner: to };
                self.act(who, wrapper, zero, call);
            }
        }
    }

    pub(crate) fn supply_step(&mut self, who: Address) {
        let (market, zero, assets, to) = (self.l.protocol.at.market, U256::ZERO, self.random.amount(), self.anyone());
        let shares = assets.saturating_mul(U256::from(1_000_000));
        match self.random.below(6) {
            0 | 5 => self.act(who, market, zero, IMarket::depositCall { assets, receiver: to }),
            1 => self.act(who, market, zero, IMarket::mintCall { shares, receiver: to }),
            2 => self.act(who, market, zero, IMarket::withdrawCall { assets, receiver: to, owner: who }),
            3 => self.act(who, market, zero, IMarket::redeemCall { shares, receiver: to, owner: who }),
            _ => self.act(who, market, zero, IMarket::transferCall { to, value: shares }),
        }
    }

    pub(crate) fn debt_step(&mut self, who: Address) {
        let (market, zero, other) = (self.l.protocol.at.market, U256::ZERO, self.anyone());
        let (asset, assets) = (self.collateral(), self.random.amount());
        let units = self.units(asset);
        match self.random.below(9) {
            0 | 1 => self.act(who, market, zero, IMarket::supplyCollateralCall { asset, units, onBehalf: who }),
            2 => {
                let call = IMarket::withdrawCollateralCall { asset, units, onBehalf: who, receiver: other };
                self.act(who, market, zero, call);
            }
            3..=5 => {
                let assets = self.room(who).unwrap_or(assets);
                self.act(
                    who,
                    market,
                    zero,
                    IMarket::borrowCall { assets, onBehalf: who, receiver: who, data: Default::default() },
                );
            }
            6 => self.act(who, market, zero, IMarket::repayCall { assets, onBehalf: other }),
            _ => self.liquidate_all(who, if units.bit(0) { ALL } else { assets }),
        }
    }

    /// Tries everybody, and either collateral.
    fn liquidate_all(&mut self, who: Address, max_repay: U256) {
        for borrower in self.people {
            for asset in [self.plain.token, self.l.protocol.at.lst] {
                let call = self.l.liquidation(borrower, max_repay);
                let call = IMarket::liquidateCall { asset, receiver: who, ..call };
                self.act(who, self.l.protocol.at.market, U256::ZERO, call);
            }
        }
    }

    /// Two times in three, all that may be borrowed.
    fn room(&mut self, who: Address) -> Option<U256> {
        let health = self.l.health(who);
        let idle = self.l.view(self.l.protocol.at.market, IMarket::totalsCall {}).idle;
        (self.random.below(3) != 0).then(|| health.limit.saturating_sub(health.debt).min(idle))
    }
}
