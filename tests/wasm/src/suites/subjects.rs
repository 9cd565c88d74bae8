//! What the suites are run against: blETH, wblETH with blETH as its asset, and the market with WETH as its own.

use super::{Subject, Vault, case::up_to, standard::IErc4626};
use crate::{ALL, DAY, Lending, Random, Token, ether};
use ballast_chain::{Address, U256};
use ballast_client::{
    Client, Parameters,
    interfaces::{ILst, IMarket, IWeth},
};

/// A program that nobody has activated for a year expires: what a state takes together is less.
const MONTH: u64 = 30 * DAY;

/// blETH. Its balances are rounded values of shares: a transfer moves the value or a wei more.
pub struct BlEth {
    token: Token,
    whale: Address,
}

impl BlEth {
    /// A whale has a million, of which four fifths are with the validators.
    pub fn deploy() -> Self {
        let mut token = Token::deploy_wide();
        let whale = token.stake("whale", ether(1_000_000));
        token.send(token.accounts.operators, ILst::deployEtherCall { amount: ether(800_000) });
        Self { token, whale }
    }

    fn out(&mut self) -> U256 {
        let columns = self.token.view(ILst::columnsCall {});
        columns.inFlight + columns.validators
    }

    /// Gives an account so much or a wei more, without touching the rate as long as the whale has it.
    fn give(&mut self, to: Address, value: U256) {
        if self.token.view(ILst::balanceOfCall { account: self.whale }) >= value {
            self.token.send(self.whale, ILst::transferCall { to, value });
        } else {
            self.stake(to, value + U256::ONE);
        }
    }

    fn stake(&mut self, account: Address, wei: U256) {
        self.token.client.chain.set_balance(account, wei);
        let call = ILst::stakeCall { receiver: account, minShares: U256::ZERO, deadline: ALL };
        self.token.client.send_value(account, self.token.lst, wei, call).unwrap();
    }
}

impl Subject for BlEth {
    fn client(&mut self) -> &mut Client {
        &mut self.token.client
    }

    fn token(&self) -> Address {
        self.token.lst
    }

    /// A gain as of up to a month at the bound of reports, that vests for up to its day, a loss that is booked at once, or a greater one that is settled.
    fn shuffle(&mut self, random: &mut Random) {
        let pool = self.token.view(ILst::getTotalPooledEtherCall {});
        match random.below(4) {
            0 => self.token.gain(up_to(random, pool / U256::from(12))),
            1 => {
                let most = self.out().min(pool / U256::from(11));
                self.token.lose(up_to(random, most));
            }
            2 => {
                let out = self.out();
                self.token.report(out - up_to(random, out / U256::from(2)));
                if self.token.view(ILst::parkedReportCall {}).parked {
                    self.token.settle();
                }
            }
            _ => {}
        }
        self.token.client.chain.advance(random.below(DAY));
    }

    fn endow(&mut self, account: Address, amount: U256) {
        self.give(account, amount);
    }

    fn mint(&mut self, to: Address, amount: U256) {
        self.stake(to, amount);
    }

    /// Nobody burns another's.
    fn burn(&mut self, caller: Address, from: Address, amount: U256) {
        assert_eq!(caller, from);
        self.token.send(from, ILst::redeemCall { amount, receiver: from, minEther: U256::ZERO, deadline: ALL });
    }

    fn burnable(&mut self, owner: Address) -> U256 {
        self.token.view(ILst::maxRedeemCall { owner })
    }

    /// Staking, redemption, and by a parked loss whatever needs the rate.
    fn pause(&mut self) {
        let half = self.out() / U256::from(2);
        self.token.report(half);
        self.token.send(self.token.accounts.guardian, ILst::pauseStakingCall {});
        self.token.send(self.token.accounts.guardian, ILst::pauseRedemptionCall {});
    }

    fn slack(&self) -> U256 {
        U256::ONE
    }
}

/// wblETH, whose own amounts are exact.
pub struct WblEth(BlEth);

impl WblEth {
    /// See [`BlEth::deploy`].
    pub fn deploy() -> Self {
        Self(BlEth::deploy())
    }
}

impl Subject for WblEth {
    fn client(&mut self) -> &mut Client {
        self.0.client()
    }

    fn token(&self) -> Address {
        self.0.token.wrapper
    }

    fn shuffle(&mut self, random: &mut Random) {
        self.0.shuffle(random);
    }

    fn endow(&mut self, account: Address, amount: U256) {
        self.supply(account, amount);
    }

    fn mint(&mut self, to: Address, amount: U256) {
        self.issue(to, amount);
    }

    fn burn(&mut self, caller: Address, from: Address, amount: U256) {
        let call = IErc4626::redeemCall { shares: amount, receiver: from, owner: from };
        self.0.token.wrapper_send(caller, call);
    }

    fn burnable(&mut self, owner: Address) -> U256 {
        self.0.token.wrapper_view(IErc4626::maxRedeemCall { owner })
    }

    fn pause(&mut self) {
        self.0.pause();
    }
}

impl Vault for WblEth {
    fn asset(&self) -> Address {
        self.0.token.lst
    }

    fn fund(&mut self, account: Address, assets: U256) {
        self.0.give(account, assets);
    }

    /// What moves are whole wei of wblETH, each worth the rate: less than one of them is lost to rounding, and a wei of a blETH balance
    /// that is itself rounded is never on the wrong side of an amount that is whole.
    fn asset_slack(&mut self) -> U256 {
        self.0.token.wrapper_view(IErc4626::previewMintCall { shares: U256::ONE })
    }
}

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
        if !room.is_zero() {
            l.borrow(carol, up_to(random, room));
        }
    }

    /// Validators lose so much that carol's debt is not covered: she is liquidated, and suppliers bear the rest.
    fn default(&mut self, random: &mut Random) {
        let l = &mut self.0;
        let at = l.protocol.at;
        let columns = l.view(at.lst, ILst::columnsCall {});
        let all = columns.buffer + columns.inFlight + columns.validators;
        l.slash(all * U256::from(random.below(80)) / U256::from(100));
        let call = l.liquidation(l.carol, ALL);
        let _ = l.protocol.client.send(l.erin, at.market, call); // she may still be healthy
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
                self.client().chain.advance(random.below(2 * MONTH));
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

    fn burnable(&mut self, owner: Address) -> U256 {
        let market = self.token();
        self.0.view(market, IErc4626::maxRedeemCall { owner })
    }

    fn pause(&mut self) {
        let (guardian, market) = (self.0.protocol.accounts.guardian, self.token());
        self.0.send(guardian, market, IMarket::setPauseCall { flags: U256::from(7) });
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
