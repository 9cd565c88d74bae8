//! I17: who knows of a loss before its report. Within the bound he is held by buffer and fee; over it the report is parked,
//! and what he then tries costs nobody anything.

use alloy_sol_types::{SolCall, SolError};
use ballast_chain::{Address, Tx, U256};
use ballast_client::{
    Client,
    interfaces::{ILst, IMarket, IRisk, IWeth, IWrapper},
};
use ballast_wasm_tests::{ALL, DAY, Lending, Token, ether, rich};

const NONE: U256 = U256::ZERO;

/// 17 of 401 ether are lost; mallory has 100 of them, 50 are in the buffer, which is at its target, and fees go up to 1 %.
#[test]
fn i17_redeeming_before_a_loss_saves_no_more_than_the_buffers_part_less_the_fee() {
    let mut token = Token::deploy();
    let (alice, mallory) = (token.stake("alice", ether(300)), token.stake("mallory", ether(100)));
    let terms =
        ILst::setRedemptionCall { target: ether(50), feeMinPpm: U256::from(100), feeMaxPpm: U256::from(10_000) };
    token.send(token.accounts.owner, terms);
    token.send(token.accounts.operators, ILst::deployEtherCall { amount: ether(351) });
    token.client.chain.advance(DAY);
    let start = token.client.chain.snapshot();
    let of = |token: &mut Token, account| token.view(ILst::balanceOfCall { account });

    token.report(ether(351 - 17));
    let (stayed, others) = (of(&mut token, mallory), of(&mut token, alice));
    token.client.chain.restore(start).unwrap();
    let redeem = |amount| ILst::redeemCall { amount, receiver: mallory, minEther: NONE, deadline: ALL };
    let error: ILst::BufferTooLow = token.fail(mallory, token.lst, redeem(ether(50) + U256::ONE));
    assert_eq!(error.available, ether(50), "no more than the buffer");
    let paid = token.send(mallory, redeem(ether(50)));
    let fee = ether(50) - paid;
    assert_eq!(fee, U256::from(252_500_000_000_000_000_u64), "the mean of 0.01 % and 1 %");
    token.report(ether(351 - 17));
    assert!(!token.view(ILst::parkedReportCall {}).parked, "within the bound");
    let saved = paid + of(&mut token, mallory) - stayed;
    let most = ether(17) * ether(50) / ether(401) - fee;
    assert!(saved > NONE && saved <= most, "{saved} saved, at most {most}");
    // The fee is set aside; it has begun to vest with this very report.
    let cost = others - of(&mut token, alice);
    assert!(cost <= ether(17) * ether(50) / ether(401), "{cost} at the others' cost");
    token.client.chain.advance(DAY);
    let later = others.saturating_sub(of(&mut token, alice));
    assert!(later < cost && cost - later > fee * U256::from(3) / U256::from(5), "and the fee goes to who stays");
}

/// A market of borrowers at their limit, and mallory, who owes 5 and has margin, blETH, ether and a fresh account.
struct Shaken {
    l: Lending,
    mallory: Address,
    fresh: Address,
    /// Borrowed 45 of 45.
    borrowers: Vec<Address>,
}

impl Shaken {
    fn new() -> Self {
        let mut l = Lending::open();
        let at = l.protocol.at;
        let [mallory, fresh, frank] =
            ["mallory", "fresh", "frank"].map(|n| rich(&mut l.protocol.client, n, ether(1_000)));
        for account in [mallory, fresh, frank] {
            l.pay(account, at.weth, ether(10), IWeth::depositCall {});
            l.send(account, at.weth, IWeth::approveCall { spender: at.market, value: ALL });
            for spender in [at.market, at.wrapper] {
                l.send(account, at.lst, ILst::approveCall { spender, value: ALL });
            }
        }
        l.pay(mallory, at.lst, ether(100), ILst::submitCall { referral: mallory });
        l.pay(frank, at.lst, ether(100), ILst::submitCall { referral: frank });
        l.post(frank, 100);
        l.post(l.erin, 5);
        l.post(mallory, 20);
        for (account, assets) in [(l.carol, 45), (frank, 85), (mallory, 5)] {
            l.borrow(account, ether(assets));
        }
        l.send(l.protocol.accounts.operators, at.lst, ILst::deployEtherCall { amount: ether(540) });
        let borrowers = vec![l.carol, frank, mallory, fresh];
        l.others.extend([mallory, fresh, frank]);
        Self { l, mallory, fresh, borrowers }
    }

    /// Reports so much less; it is over the bound.
    fn lose(&mut self, lost: U256) {
        let flows = self.l.view(self.l.protocol.at.lst, ILst::flowsCall {});
        let call = ILst::applyReportCall {
            validatorsEther: ether(540) - lost,
            inFlightEther: NONE,
            sentEther: flows.sent,
            returnedEther: flows.returned,
        };
        self.l.send(self.l.protocol.accounts.oracle, self.l.protocol.at.lst, call);
        assert!(self.l.view(self.l.protocol.at.lst, ILst::parkedReportCall {}).parked);
    }

    /// What came of a call: nothing if it was done, else the error's selector.
    fn attempt<C: SolCall>(&mut self, from: Address, to: Address, wei: U256, call: C) -> Option<[u8; 4]> {
        let tx = Tx::call(from, to, call.abi_encode()).value(wei);
        let receipt = self.l.protocol.client.chain.transact(tx).unwrap();
        (!receipt.is_success()).then(|| receipt.output[..4].try_into().unwrap())
    }

    /// Shares of so many blETH.
    fn units(&mut self, amount: u64) -> U256 {
        self.l.view(self.l.protocol.at.lst, ILst::getSharesByPooledEthCall { ethAmount: ether(amount) })
    }

    /// What needs the rate, by mallory and by a fresh account that she gives 30 blETH.
    fn attempt_what_needs_the_rate(&mut self) -> Vec<(&'static str, Option<[u8; 4]>)> {
        let (at, me, fresh, one) = (self.l.protocol.at, self.mallory, self.fresh, ether(1));
        let (units, five, deadline) = (self.units(30), self.units(5), ALL);
        self.l.send(me, at.lst, ILst::transferSharesCall { to: fresh, sharesAmount: units });
        self.l.send(fresh, at.market, IMarket::supplyCollateralCall { asset: at.lst, units, onBehalf: fresh });
        let call = IMarket::supplyCollateralCall { asset: at.lst, units, onBehalf: me };
        self.l.send(me, at.market, call);
        let borrow = |who, amount| IMarket::borrowCall {
            assets: ether(amount),
            onBehalf: who,
            receiver: me,
            data: Default::default(),
        };
        let withdraw = IMarket::withdrawCollateralCall { asset: at.lst, units: U256::ONE, onBehalf: me, receiver: me };
        let redeem = ILst::redeemCall { amount: one, receiver: me, minEther: NONE, deadline };
        let shares = ILst::redeemSharesCall { sharesAmount: five, receiver: me, minEther: NONE, deadline };
        let stake = ILst::stakeCall { receiver: me, minShares: NONE, deadline };
        let wrapped = IWrapper::stakeCall { receiver: me, minAmount: NONE, deadline };
        vec![
            ("borrow", self.attempt(me, at.market, NONE, borrow(me, 39))),
            ("borrow by a fresh account", self.attempt(fresh, at.market, NONE, borrow(fresh, 26))),
            ("withdraw collateral with debt", self.attempt(me, at.market, NONE, withdraw)),
            ("redeem", self.attempt(me, at.lst, NONE, redeem)),
            ("redeem shares", self.attempt(me, at.lst, NONE, shares)),
            ("submit", self.attempt(me, at.lst, one, ILst::submitCall { referral: me })),
            ("stake", self.attempt(me, at.lst, one, stake)),
            ("stake into wblETH", self.attempt(me, at.wrapper, one, wrapped)),
        ]
    }

    /// What does not: all of it must work.
    fn do_what_needs_no_rate(&mut self) {
        let (at, me, fresh, one) = (self.l.protocol.at, self.mallory, self.fresh, ether(1));
        let (units, erin) = (self.units(5), self.l.erin);
        self.l.send(me, at.lst, ILst::transferCall { to: fresh, value: one });
        self.l.send(me, at.wrapper, IWrapper::wrapCall { blEthAmount: one });
        self.l.send(me, at.wrapper, IWrapper::unwrapCall { wblEthAmount: one / U256::from(2) });
        self.l.send(me, at.market, IMarket::repayCall { assets: one, onBehalf: me });
        self.l.send(me, at.market, IMarket::supplyCollateralCall { asset: at.lst, units, onBehalf: me });
        let call = IMarket::withdrawCollateralCall { asset: at.lst, units, onBehalf: erin, receiver: erin };
        self.l.send(erin, at.market, call); // she owes nothing
    }

    /// The guardian settles, everybody is liquidated; what is then written off, and what was owed beyond all margin.
    fn shortfall(&mut self) -> U256 {
        self.l.settle();
        let (market, mut bad) = (self.l.protocol.at.market, NONE);
        for borrower in self.borrowers.clone() {
            let call = self.l.liquidation(borrower, ALL);
            if let Ok(done) = self.l.protocol.client.send(self.l.erin, market, call) {
                let event: Option<IMarket::BadDebt> = Client::event(&done.receipt.logs, market);
                bad += event.map_or(NONE, |event| event.assets);
            }
            let left = self.l.health(borrower);
            assert!(left.debt.is_zero() || left.healthWad >= ether(1), "what is left is covered");
        }
        self.l.check_books();
        bad
    }
}

#[test]
fn i17_a_parked_loss_stops_what_needs_the_rate_and_nothing_else() {
    let mut s = Shaken::new();
    let (at, me) = (s.l.protocol.at, s.mallory);
    s.lose(ether(60));
    let margin = IMarket::InsufficientMargin::SELECTOR;
    for (name, answer) in s.attempt_what_needs_the_rate() {
        let parked =
            if name.contains("borrow") || name.contains("collateral") { margin } else { ILst::LossParked::SELECTOR };
        assert_eq!(answer, Some(parked), "{name}");
    }
    s.do_what_needs_no_rate();
    let call = IMarket::borrowCall { assets: ether(1), onBehalf: me, receiver: me, data: Default::default() };
    let error: IMarket::InsufficientMargin = s.l.fail(me, at.market, call);
    assert_eq!((error.limit, error.unpriced), (NONE, U256::ONE), "the collateral has no price to borrow against");
    let status = s.l.view(at.risk, IRisk::pricesCall { index: NONE }).status;
    assert_eq!(status, IRisk::PriceStatus::RateStale);
    let redeem = ILst::redeemCall { amount: ether(1), receiver: me, minEther: NONE, deadline: ALL };
    assert_eq!(s.l.fail::<ILst::LossParked, _>(me, at.lst, redeem).loss, ether(60));
    assert_eq!(s.l.view(at.lst, ILst::maxRedeemCall { owner: me }), NONE);
    assert_eq!(s.l.view(at.lst, ILst::maxStakeCall {}), NONE);
    assert_eq!(s.l.view(at.lst, ILst::getCurrentStakeLimitCall {}), NONE);
    assert_eq!(s.l.view(at.lst, ILst::rateDataCall {}).reportedAt, NONE);
    assert_eq!(s.l.view(at.wrapper, IWrapper::latestRoundDataCall {}).updatedAt, NONE);
    let refused = s.attempt(s.l.erin, at.market, NONE, s.l.liquidation(s.l.carol, ALL));
    assert_eq!(refused, Some(IRisk::Healthy::SELECTOR), "and nobody is liquidated at a rate that is not booked");
}

/// 10 % and 20 % of 601 ether: settled at once, or after an attacker has had her hour, or told an hour before it is parked.
#[test]
fn i17_ten_and_twenty_percent_parked_leave_no_bad_debt_that_was_not_there() {
    let mut s = Shaken::new();
    let start = s.l.protocol.client.chain.snapshot();
    for lost in [60, 120] {
        let mut world = |attacked: bool, told: bool| {
            s.l.protocol.client.chain.restore(start).unwrap();
            if told {
                let done = s.attempt_what_needs_the_rate();
                assert!(done.iter().all(|(_, refused)| refused.is_none()), "nothing stops her before: {done:?}");
            }
            s.lose(ether(lost));
            if attacked {
                let done = s.attempt_what_needs_the_rate();
                assert!(done.iter().all(|(_, refused)| refused.is_some()), "{done:?}");
                s.do_what_needs_no_rate();
            }
            s.l.protocol.client.chain.advance(3_600);
            s.shortfall()
        };
        let (at_once, attacked, told) = (world(false, false), world(true, false), world(false, true));
        assert!(attacked <= at_once, "{attacked} instead of {at_once}");
        // The comparison has teeth: there is bad debt, and who may borrow until the loss is parked adds to it.
        assert!(at_once > NONE && told > at_once, "{told} and {at_once}");
    }
}
