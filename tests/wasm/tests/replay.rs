//! I18: transfers replayed on real WASM at a thousand rates, from billionths of a wei for what was an ether to shares that
//! are worth most of a wei each.

use alloy_sol_types::SolCall;
use ballast_chain::{Address, U256};
use ballast_client::{Client, account, interfaces::ILst};
use ballast_wasm_tests::{ALL, DAY, Random, Token, ether};
use std::collections::{BTreeMap, BTreeSet};

const ROUNDS: u64 = 1_000;
const TRANSFERS: u64 = 10;
const YEAR: u64 = 365 * DAY;

/// What the transfers came to.
#[derive(Default)]
struct Tally {
    /// Of value, exact to the wei.
    exact: u64,
    /// Of value, a wei over.
    over: u64,
    /// Of a whole balance that was some.
    whole: u64,
    /// Of shares.
    shares: u64,
    /// Of nothing.
    nothing: u64,
}

struct Replay {
    token: Token,
    random: Random,
    people: Vec<Address>,
    /// May spend all that people have.
    bot: Address,
    /// Shares by the events.
    book: BTreeMap<Address, U256>,
    /// Where the rate is going, in powers of two of genesis' rate.
    target: i32,
    tally: Tally,
}

impl Replay {
    fn new(seed: u64) -> Self {
        let mut token = Token::deploy_wide();
        let names = ["alice", "bob", "carol", "dave", "erin"];
        let people: Vec<_> =
            names.iter().enumerate().map(|(i, name)| token.stake(name, ether(7 + 13 * i as u64))).collect();
        let bot = account("bot");
        for owner in &people {
            token.send(*owner, ILst::approveCall { spender: bot, value: ALL });
        }
        let amount = token.view(ILst::getBufferedEtherCall {});
        token.send(token.accounts.operators, ILst::deployEtherCall { amount });
        let mut replay = Self {
            token,
            random: Random(seed),
            people,
            bot,
            book: BTreeMap::new(),
            target: 0,
            tally: Tally::default(),
        };
        replay.book = replay.holdings();
        replay
    }

    /// Everybody's shares, by the views.
    fn holdings(&mut self) -> BTreeMap<Address, U256> {
        let accounts = self.token.accounts;
        let others = [accounts.treasury, accounts.operators, Address::left_padding_from(&[0xde, 0xad])];
        let all: Vec<_> = self.people.iter().copied().chain(others).collect();
        all.into_iter().map(|account| (account, self.token.view(ILst::sharesOfCall { account }))).collect()
    }

    fn balance(&mut self, account: Address) -> U256 {
        self.token.view(ILst::balanceOfCall { account })
    }

    /// How many powers of two the rate is away from genesis' once all has vested; below 30 a share is worth less than a wei.
    fn power(&mut self) -> i32 {
        let columns = self.token.view(ILst::columnsCall {});
        let counted = columns.buffer + columns.inFlight + columns.validators;
        counted.bit_len() as i32 + 30 - self.token.view(ILst::getTotalSharesCall {}).bit_len() as i32
    }

    /// Ether for 2^128 shares.
    fn rate(&mut self) -> U256 {
        let rate = self.token.view(ILst::rateDataCall {});
        (rate.pooledEther << 128) / rate.totalShares
    }

    /// Part of an amount, evenly.
    fn part(&mut self, of: U256) -> U256 {
        (of * U256::from(self.random.any() >> 32)) >> 32
    }

    /// Time goes by, or a report comes: a small one either way, or one that brings the rate nearer to where it is to go.
    fn move_rate(&mut self, round: u64) {
        if matches!(round % 100, 0 | 30) {
            let high = !round.is_multiple_of(100);
            // Up to where a share is worth a quarter of a wei or more, or down to 1e-17 of what it was.
            self.target = if high { 29 } else { -20 } - self.random.below(if high { 3 } else { 40 }) as i32;
            let fee_bps = U256::from(self.random.below(2_001));
            let call = ILst::setProtocolFeeCall {
                feeBps: fee_bps,
                operatorsBps: fee_bps * U256::from(self.random.below(5)) / U256::from(4),
                treasury: self.token.accounts.treasury,
            };
            self.token.send(self.token.accounts.owner, call);
        }
        let away = self.target - self.power();
        match self.random.below(5) {
            0 => self.advance(2 * DAY),
            1 => self.small_report(),
            _ if away > 0 => self.gain(away),
            _ if away < 0 => self.lose(away),
            _ => self.small_report(),
        }
    }

    fn advance(&mut self, most_secs: u64) {
        let secs = self.random.below(most_secs) + 1;
        self.token.client.chain.advance(secs);
    }

    /// Programs expire within a year, and are activated again.
    fn sleep(&mut self, years: u64) {
        let (chain, owner, lst) = (&mut self.token.client.chain, self.token.accounts.owner, self.token.lst);
        chain.advance(years * YEAR);
        chain.set_balance(owner, ether(1));
        assert!(chain.activate(owner, lst).unwrap().is_success(), "activated again");
    }

    fn small_report(&mut self) {
        self.advance(DAY);
        let (pool, out) = self.totals();
        let change = self.part(pool / U256::from(2_000));
        let now =
            if self.power() < 29 && self.random.below(2) == 0 { out + change } else { out.saturating_sub(change) };
        self.report(now);
    }

    /// As much as is left to go, but at most as much as seven years admit.
    fn gain(&mut self, away: i32) {
        let years = (1_u64 << away.min(3)) - 1;
        self.sleep(years);
        let (pool, out) = self.totals();
        let most = pool * U256::from(years);
        let more = most - self.part(most / U256::from(2));
        self.report(out + more);
        self.advance(DAY);
    }

    /// Half of all or more at once; it parks and is settled.
    fn lose(&mut self, away: i32) {
        let (_, out) = self.totals();
        let left = (out >> (-away).min(12) as usize) + U256::from(1_000);
        self.report(left.min(out));
    }

    fn totals(&mut self) -> (U256, U256) {
        let columns = self.token.view(ILst::columnsCall {});
        (self.token.view(ILst::getTotalPooledEtherCall {}), columns.inFlight + columns.validators)
    }

    fn report(&mut self, now: U256) {
        self.token.report(now);
        if self.token.view(ILst::parkedReportCall {}).parked {
            self.token.settle();
        }
    }

    /// Someone, and of two the richer.
    fn sender(&mut self) -> Address {
        let [a, b] = [0; 2].map(|_| self.people[self.random.below(5) as usize]);
        if self.book[&a] > self.book[&b] { a } else { b }
    }

    fn transfer(&mut self) {
        let from = self.sender();
        let to = self.people[self.random.below(5) as usize];
        if self.random.below(4) == 0 {
            let held = self.book[&from];
            let shares = if self.random.below(4) == 0 { held } else { self.part(held) };
            return self.move_shares(from, to, shares);
        }
        let held = self.balance(from);
        match self.random.below(8) {
            0..=2 => self.move_value(from, to, U256::ONE.min(held)),
            3..=4 => self.move_value(from, to, held),
            _ => {
                let value = self.part(held) | U256::ONE;
                self.move_value(from, to, value.min(held));
            }
        }
        if held.is_zero() {
            self.tally.nothing += 1;
        }
    }

    /// By the owner or by an allowance; the receiver is given `value`, at most a wei more.
    fn move_value(&mut self, from: Address, to: Address, value: U256) {
        let (held, before) = (self.balance(from), self.balance(to));
        let event = match self.random.below(2) {
            0 => self.act(from, ILst::transferCall { to, value }),
            _ => self.act(self.bot, ILst::transferFromCall { from, to, value }),
        };
        assert_eq!((event.from, event.to, event.value), (from, to, value), "what the event says");
        if from == to {
            assert_eq!(self.balance(to), before, "to oneself");
            return;
        }
        let over = self.balance(to).checked_sub(before + value).expect("the receiver is never short");
        assert!(over <= U256::ONE, "{over} wei over");
        if value == held {
            assert_eq!(self.balance(from), U256::ZERO, "a whole balance leaves nothing");
            self.tally.whole += u64::from(!value.is_zero());
        }
        if over.is_zero() { self.tally.exact += 1 } else { self.tally.over += 1 }
    }

    /// The same by shares; the allowance may be just enough for their value rounded up.
    fn move_shares(&mut self, from: Address, to: Address, shares: U256) {
        let before = self.balance(to);
        let worth = self.token.view(ILst::getPooledEthBySharesCall { sharesAmount: shares });
        let event = match self.random.below(3) {
            0 => self.act(from, ILst::transferSharesCall { to, sharesAmount: shares }),
            1 => self.act(self.bot, ILst::transferSharesFromCall { from, to, sharesAmount: shares }),
            _ => {
                let (spender, call) =
                    (account("clerk"), ILst::transferSharesFromCall { from, to, sharesAmount: shares });
                let value = self.token.view(ILst::getPooledEthBySharesRoundUpCall { sharesAmount: shares });
                self.token.send(from, ILst::approveCall { spender, value });
                let event = self.act(spender, call);
                assert_eq!(
                    self.token.view(ILst::allowanceCall { owner: from, spender }),
                    U256::ZERO,
                    "all of it spent"
                );
                event
            }
        };
        assert_eq!((event.from, event.to, event.value), (from, to, worth), "what the event says");
        if from != to {
            let delivered = self.balance(to) - before;
            assert!(
                delivered == event.value || delivered == event.value + U256::ONE,
                "{delivered} for {}",
                event.value
            );
        }
        self.tally.shares += 1;
    }

    /// Sends, and books what the exact event says.
    fn act<C: SolCall>(&mut self, from: Address, call: C) -> ILst::Transfer {
        let lst = self.token.lst;
        let done = self.token.client.send(from, lst, call).unwrap_or_else(|error| panic!("{}: {error}", C::SIGNATURE));
        let exact: ILst::TransferShares = Client::event(&done.receipt.logs, lst).expect("TransferShares");
        *self.book.get_mut(&exact.from).expect("a holder") -= exact.sharesValue;
        *self.book.get_mut(&exact.to).expect("a holder") += exact.sharesValue;
        Client::event(&done.receipt.logs, lst).expect("Transfer")
    }

    /// Shares sum exactly, and all have what the events say; balances are covered by the supply.
    fn check(&mut self) {
        let held = self.holdings();
        assert!(self.people.iter().all(|account| held[account] == self.book[account]), "shares are what events say");
        let total = self.token.view(ILst::getTotalSharesCall {});
        assert_eq!(held.values().sum::<U256>(), total, "shares sum to the total");
        let balances: U256 = held.keys().map(|account| self.balance(*account)).sum();
        assert!(balances <= self.token.view(ILst::totalSupplyCall {}), "balances are covered by the supply");
        self.book = held;
    }
}

#[test]
fn i18_ten_thousand_random_transfers_at_a_thousand_rates() {
    let mut replay = Replay::new(0x118);
    let mut rates = BTreeSet::new();
    let (mut lowest, mut highest) = (i32::MAX, i32::MIN);
    for round in 0..ROUNDS {
        while !rates.insert(replay.rate()) {
            replay.move_rate(round);
        }
        (lowest, highest) = (lowest.min(replay.power()), highest.max(replay.power()));
        for _ in 0..TRANSFERS {
            replay.transfer();
        }
        replay.check();
    }
    let Tally { exact, over, whole, shares, nothing } = replay.tally;
    assert!(lowest < -50 && highest > 27, "rates of 2^{lowest} to 2^{highest} of genesis'");
    assert!(
        over > 100 && whole > 1_000 && shares > 2_000 && nothing < 1_500,
        "{exact} exact, {over} over, {whole} whole, {shares} by shares, {nothing} of nothing: take another seed"
    );
}
