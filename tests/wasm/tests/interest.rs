//! Interest on real WASM: a year of it, however often it is touched, and every operation with it and after it.

use alloy_sol_types::{SolCall, SolEvent};
use ballast_chain::{
    Address, Bytes, CachePolicy, Chain, ChainConfig, Log, Status, StylusParams, Tx, U256, alloy_primitives::U512,
};
use ballast_client::{
    Accounts, Client, Parameters, Protocol,
    interfaces::{ILst, IMarket, IWeth},
};
use ballast_wasm_tests::{ALL, Lending, Plain, Random, artifacts, ether, rich};
use std::collections::BTreeMap;

const YEAR: u32 = 365 * 86_400;
/// 800 % a year: four times the bound of the rate at target, in wad per second.
const HIGHEST: u64 = 4 * (2_000_000_000_000_000_000 / YEAR as u64);
/// Kinds of calls in a walk.
const KINDS: u64 = 13;
/// Calls of a walk.
const STEPS: u32 = 400;

/// A market, and somebody who touches it.
struct Touched {
    client: Client,
    market: Address,
    who: Address,
}

impl Touched {
    /// All that is supplied is lent, and was for so long that the rate has reached its bound, where it stays. Programs
    /// live for longer than a year here without being kept alive.
    fn new() -> Self {
        let stylus = StylusParams { expiry_days: 1_000, ..StylusParams::default() };
        let chain = Chain::new(ChainConfig { cache_policy: CachePolicy::All, stylus, ..ChainConfig::default() });
        let deployed = Protocol::deploy(chain, &artifacts(), Accounts::default(), &Parameters::default());
        let Protocol { mut client, at, .. } = deployed.unwrap_or_else(|error| panic!("{error}"));
        let (market, who) = (at.market, rich(&mut client, "dave", ether(1_000)));
        client.send_value(who, at.weth, ether(90), IWeth::depositCall {}).unwrap();
        client.send(who, at.weth, IWeth::approveCall { spender: market, value: ALL }).unwrap();
        client.send(who, market, IMarket::depositCall { assets: ether(90), receiver: who }).unwrap();
        client.send_value(who, at.lst, ether(100), ILst::submitCall { referral: Address::ZERO }).unwrap();
        client.send(who, at.lst, ILst::approveCall { spender: market, value: ALL }).unwrap();
        client.send(who, market, IMarket::supplyCollateralCall { asset: at.lst, units: ALL, onBehalf: who }).unwrap();
        let borrow = IMarket::borrowCall { assets: ether(90), onBehalf: who, receiver: who, data: Default::default() };
        client.send(who, market, borrow).unwrap();
        client.chain.advance(30 * 86_400);
        client.send(who, market, IMarket::accrueCall {}).unwrap();
        let rate = client.view(market, IMarket::borrowRateCall {}).unwrap().perSecond;
        assert_eq!(rate, U256::from(HIGHEST));
        Self { client, market, who }
    }

    fn debt(&mut self) -> U256 {
        self.client.view(self.market, IMarket::totalsCall {}).unwrap().debtAssets
    }

    /// What is owed after a year in so many touches.
    fn a_year(&mut self, touches: u32) -> U256 {
        let mut owed = self.debt();
        for _ in 0..touches {
            self.client.chain.advance((YEAR / touches).into());
            let done = self.client.send(self.who, self.market, IMarket::accrueCall {}).unwrap();
            let event = Client::event::<IMarket::Accrued>(&done.receipt.logs, self.market).expect("at each touch");
            assert_eq!(event.rateAtTarget, U256::from(HIGHEST / 4), "the rate is the same all the time");
            owed += event.interest;
        }
        assert_eq!(self.debt(), owed, "interest is all that is added");
        owed
    }
}

/// By the proof at `ballast_math::compound::interest_up`, a debt `D` becomes at least `D * e^r * (1 - n * 2^-89)` and
/// at most `(D + n) * e^r` in `n` touches. With what one touch makes of it, `D1`, for `e^r`: at most
/// `(D + n) * D1 / (D * (1 - 2^-89))`, and at least `D * D1 / (D + 1) * (1 - n * 2^-89)`.
#[test]
fn a_year_is_a_year_in_1_12_365_and_31_536_touches() {
    let mut market = Touched::new();
    let (before, start) = (U512::from(market.debt()), market.client.chain.snapshot());
    let once = U512::from(market.a_year(1));
    assert!(once > before * U512::from(2_980) && once < before * U512::from(2_981), "e^8 is 2,980.96");
    let (unit, one) = (U512::from(1), U512::from(1) << 89);
    for touches in [12, 365, 31_536] {
        market.client.chain.restore(start).unwrap();
        let (after, count) = (U512::from(market.a_year(touches)), U512::from(touches));
        assert!(after * before * (one - unit) <= (before + count) * once * one, "in {touches}: too much");
        assert!(after * (before + unit) * one >= before * once * (one - count), "in {touches}: too little");
    }
}

/// What a call may change: totals, rate, each account's figures, reserves.
type Books = (IMarket::totalsReturn, IMarket::borrowRateReturn, Vec<[U256; 5]>, U256);

/// A call of somebody's, encoded.
type Call = (Address, Vec<u8>);

/// Three people who supply and borrow against a plain token whose price moves, and against blETH.
struct Walk {
    l: Lending,
    plain: Plain,
    random: Random,
    /// Of the kinds of calls, those that succeeded.
    done: BTreeMap<u64, u32>,
}

impl Walk {
    fn new(seed: u64) -> Self {
        let mut l = Lending::open();
        let plain = l.list_second_weth();
        l.unbreak();
        for account in [l.carol, l.erin] {
            l.post_plain(account, plain.token, ether(50));
        }
        l.borrow(l.carol, ether(60));
        Self { l, plain, random: Random(seed), done: BTreeMap::new() }
    }

    /// A price, and a report of no change.
    fn turn(&mut self) {
        let price = 0.4 + self.random.below(700) as f64 / 1_000.0;
        self.l.set_price(self.plain.feed, price);
        self.l.feed(1.0);
        self.l.slash(U256::ZERO);
    }

    fn any_call(&mut self) -> (u64, Call) {
        let people = self.l.people();
        let [who, other] = [(); 2].map(|()| people[self.random.below(3) as usize]);
        let kind = self.random.below(KINDS);
        let call = match kind {
            0..=3 => (who, self.supply_call(kind, who)),
            4..=5 => (self.l.protocol.accounts.owner, self.fee_call()),
            _ => (who, self.debt_call(kind, who, other)),
        };
        (kind, call)
    }

    fn supply_call(&mut self, kind: u64, who: Address) -> Vec<u8> {
        let (market, assets) = (self.l.protocol.at.market, self.random.amount());
        match kind {
            0 => IMarket::depositCall { assets, receiver: who }.abi_encode(),
            1 => IMarket::mintCall { shares: assets.saturating_mul(U256::from(1_000_000)), receiver: who }.abi_encode(),
            2 => IMarket::withdrawCall { assets, receiver: who, owner: who }.abi_encode(),
            _ => {
                let shares = self.l.view(market, IMarket::maxRedeemCall { owner: who }) / U256::from(3);
                IMarket::redeemCall { shares, receiver: who, owner: who }.abi_encode()
            }
        }
    }

    fn fee_call(&mut self) -> Vec<u8> {
        IMarket::setFeeCall { feeBps: U256::from(self.random.below(2_501)) }.abi_encode()
    }

    fn debt_call(&mut self, kind: u64, who: Address, other: Address) -> Vec<u8> {
        let asset = if self.random.below(2) == 0 { self.plain.token } else { self.l.protocol.at.lst };
        let (amount, part) = (self.random.amount(), U256::from(self.random.below(10)));
        match kind {
            6 => IMarket::supplyCollateralCall { asset, units: amount, onBehalf: who }.abi_encode(),
            7 => IMarket::withdrawCollateralCall { asset, units: amount, onBehalf: who, receiver: who }.abi_encode(),
            8 | 9 => {
                let (account, data) = (self.l.health(who), Default::default());
                let assets = account.limit.saturating_sub(account.debt) * part / U256::from(9);
                IMarket::borrowCall { assets, onBehalf: who, receiver: who, data }.abi_encode()
            }
            10 => IMarket::repayCall { assets: amount, onBehalf: other }.abi_encode(),
            _ => {
                let sickest = self.l.people().into_iter().min_by_key(|one| self.l.health(*one).healthWad);
                let call = self.l.liquidation(sickest.unwrap_or(other), amount.max(ether(1)));
                IMarket::liquidateCall { asset, receiver: who, ..call }.abi_encode()
            }
        }
    }

    fn books(&mut self) -> Books {
        let (people, at) = (self.l.people(), self.l.protocol.at);
        let plain = self.plain.token;
        let of = |l: &mut Lending, account| {
            [
                l.view(at.market, IMarket::balanceOfCall { account }),
                l.view(at.market, IMarket::debtOfCall { account }),
                l.view(at.weth, IWeth::balanceOfCall { account }),
                l.units(account, at.lst),
                l.units(account, plain),
            ]
        };
        let accounts = people.into_iter().map(|account| of(&mut self.l, account)).collect();
        let totals = self.l.view(at.market, IMarket::totalsCall {});
        let rate = self.l.view(at.market, IMarket::borrowRateCall {});
        (totals, rate, accounts, self.l.view(at.market, IMarket::reserveSharesCall {}))
    }

    /// Makes the calls in their order: their answers, their events, and the books after them.
    fn run(&mut self, calls: &[&Call]) -> (Vec<(Status, Bytes)>, Vec<Log>, Books) {
        let (market, mut answers, mut logs) = (self.l.protocol.at.market, Vec::new(), Vec::new());
        for (from, data) in calls {
            let receipt = self.l.protocol.client.chain.transact(Tx::call(*from, market, data.clone())).unwrap();
            answers.push((receipt.status, receipt.output));
            logs.extend(receipt.logs);
        }
        let first = IMarket::Accrued::SIGNATURE_HASH; // the call may have booked the interest, or left it to `accrue`
        logs.sort_by_key(|log| log.topics()[0] != first);
        (answers, logs, self.books())
    }

    /// A call and then `accrue`, against `accrue` and then the call, after the same time.
    fn step(&mut self) {
        self.turn();
        let (kind, call) = self.any_call();
        let accrue = (self.l.dave, IMarket::accrueCall {}.abi_encode());
        let gap = self.random.below(80_000);
        self.l.protocol.client.chain.advance(gap);
        let start = self.l.protocol.client.chain.snapshot();
        let (mut answers, logs, books) = self.run(&[&call, &accrue]);
        self.l.protocol.client.chain.restore(start).unwrap();
        let (other_answers, other_logs, other_books) = self.run(&[&accrue, &call]);
        answers.reverse();
        assert_eq!(answers, other_answers, "answers");
        assert_eq!(logs, other_logs, "events");
        assert_eq!(books, other_books, "books");
        *self.done.entry(kind).or_default() += u32::from(answers[1].0 == Status::Success);
        self.l.check_books();
    }
}

/// To the wei, for every operation on the books, refusals included.
#[test]
fn accrue_then_call_equals_call() {
    let mut walk = Walk::new(0xacc);
    for step in 0..STEPS {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| walk.step()));
        assert!(outcome.is_ok(), "step {step}");
    }
    assert!((0..KINDS).all(|kind| walk.done.get(&kind).is_some_and(|count| *count > 0)), "{:?}", walk.done);
}
