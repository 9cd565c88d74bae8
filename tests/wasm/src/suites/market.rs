//! The market with WETH, as a vault under test.

use super::{Subject, Vault, standard::IErc4626};
use crate::{ALL, DAY, Lending, Random, ether};
use ballast_chain::{Address, U256};
use ballast_client::{
    Client, Parameters,
    interfaces::{ILst, IMarket, IWeth},
};

/// A program that nobody has activated for a year expires: what a state takes together is less.
const MOST_SECS: u64 = 60 * DAY;

/// The market: shares of what is lent. All of it is exact.
pub struct Lent(Lending);

impl Lent {
    /// Nobody has supplied anything; carol borrows.
    pub fn deploy() -> Self {
        let parameters = Parameters { least_debt_wei: 1, ..Parameters::default() };
        let mut lending = Lending::open_with(&parameters);
        let (market, dave, erin) = (lending.protocol.at.market, lending.dave, lending.erin);
        let shares = lending.view(market, IMarket::maxRedeemCall { owner: dave });
        lending.send(dave, market, IMarket::redeemCall { shares, receiver: dave, owner: dave });
        let mut lent = Self(lending);
        lent.fund(erin, ether(1_000_000));
        lent
    }

    /// Carol borrows some of what is idle.
    fn lend(&mut self, random: &mut Random) {
        let (carol, l) = (self.0.carol, &mut self.0);
        let at = l.protocol.at;
        l.slash(U256::ZERO); // a report without a change: the rate is fresh
        l.feed(1.0);
        l.protocol.client.chain.set_balance(carol, ether(3_000));
        l.pay(carol, at.lst, ether(3_000), ILst::submitCall { referral: Address::ZERO });
        l.post(carol, 2_999);
        let (health, idle) = (l.health(carol), l.view(at.market, IMarket::totalsCall {}).idle);
        let room = health.limit.saturating_sub(health.debt).min(idle);
        let part = room * U256::from(random.below(101)) / U256::from(100);
        if !part.is_zero() {
            l.borrow(carol, part);
        }
    }

    /// Carol keeps no more margin than she must, and validators lose more than it covers: she is liquidated, and
    /// suppliers bear the rest.
    fn default(&mut self, random: &mut Random) {
        let (carol, l) = (self.0.carol, &mut self.0);
        let at = l.protocol.at;
        let (health, posted) = (l.health(carol), l.units(carol, at.lst));
        let kept = posted * health.debt / health.limit * U256::from(101) / U256::from(100);
        if kept.is_zero() || kept >= posted {
            return;
        }
        let (asset, units) = (at.lst, posted - kept);
        let call = IMarket::withdrawCollateralCall { asset, units, onBehalf: carol, receiver: carol };
        l.send(carol, at.market, call);
        let columns = l.view(at.lst, ILst::columnsCall {});
        let all = columns.buffer + columns.inFlight + columns.validators;
        l.slash(all * U256::from(20 + random.below(60)) / U256::from(100));
        let call = l.liquidation(carol, ALL);
        l.send(l.erin, at.market, call);
    }
}

impl Subject for Lent {
    fn client(&mut self) -> &mut Client {
        &mut self.0.protocol.client
    }

    fn token(&self) -> Address {
        self.0.protocol.at.market
    }

    /// Interest of up to two months, or a default.
    fn shuffle(&mut self, random: &mut Random) {
        match random.below(4) {
            0 => {}
            1 => {
                self.lend(random);
                self.default(random);
            }
            _ => {
                self.lend(random);
                self.client().chain.advance(random.below(MOST_SECS));
            }
        }
    }

    fn endow(&mut self, account: Address, amount: U256) {
        self.supply(account, amount);
    }

    fn mint(&mut self, to: Address, amount: U256) {
        self.issue(to, amount);
    }

    fn burn(&mut self, caller: Address, from: Address, amount: U256) {
        let call = IErc4626::redeemCall { shares: amount, receiver: from, owner: from };
        let market = self.token();
        self.0.send(caller, market, call);
    }

    /// Shares that are worth less than a wei are not burnt for nothing, but refused.
    fn burnable(&mut self, owner: Address) -> [U256; 2] {
        let market = self.token();
        let least = self.0.view(market, IErc4626::previewWithdrawCall { assets: U256::ONE });
        [least, self.0.view(market, IErc4626::maxRedeemCall { owner })]
    }

    fn pause(&mut self) {
        let (owner, market) = (self.0.protocol.accounts.owner, self.token());
        self.0.send(owner, market, IMarket::setPauseCall { flags: U256::from(7) });
    }
}

impl Vault for Lent {
    fn asset(&self) -> Address {
        self.0.protocol.at.weth
    }

    fn fund(&mut self, account: Address, assets: U256) {
        let weth = self.asset();
        self.client().chain.set_balance(account, assets);
        self.0.pay(account, weth, assets, IWeth::depositCall {});
    }

    fn asset_slack(&mut self) -> U256 {
        U256::ZERO
    }
}
