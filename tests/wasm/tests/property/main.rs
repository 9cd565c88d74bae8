//! Random walks of four people over token, wrapper and market, with time, reports, losses and moving prices; after each step all that
//! must hold is checked. A walk is its seed's: a failure names the seed and the step.

mod steps;
mod world;

use alloy_sol_types::{SolCall, SolEvent};
use ballast_chain::{Address, B256, Log, U256, alloy_primitives::U512};
use ballast_client::{
    CallError, Client, Parameters,
    interfaces::{ILst, IMarket, IWeth, IWrapper},
};
use ballast_wasm_tests::{ALL, ETHER, Lending, Plain, Random, ether, rich};
use std::collections::BTreeSet;

const STEPS: u32 = 300;

struct Walk {
    l: Lending,
    plain: Plain,
    /// Of the plain token, in ether.
    price: f64,
    random: Random,
    people: [Address; 4],
    /// Of this step.
    logs: Vec<Log>,
    done: u32,
    /// Kinds of events.
    seen: BTreeSet<B256>,
}

/// What must not fall.
struct Worth {
    rate: (U256, U256),
    supply: (U256, U256),
    debt: (U256, U256),
}

/// `a / b >= c / d`
fn at_least(now: (U256, U256), then: (U256, U256)) -> bool {
    let wide = |a: U256, b: U256| U512::from(a) * U512::from(b);
    wide(now.0, then.1) >= wide(then.0, now.1)
}

impl Walk {
    fn new(seed: u64) -> Self {
        let mut l = Lending::open_with(&Parameters { max_gain_bps: 10_000, ..Parameters::default() });
        let plain = l.list_second_weth();
        let frank = rich(&mut l.protocol.client, "frank", ether(10_000));
        l.others.push(frank);
        let people = [l.dave, l.carol, l.erin, frank];
        let at = l.protocol.at;
        for account in people {
            for token in [at.weth, plain.token] {
                l.pay(account, token, ether(1_000), IWeth::depositCall {});
                l.send(account, token, IWeth::approveCall { spender: at.market, value: ALL });
            }
            for spender in [at.market, at.wrapper] {
                l.send(account, at.lst, ILst::approveCall { spender, value: ALL });
            }
        }
        l.protocol.client.chain.set_balance(l.protocol.accounts.operators, ether(100_000));
        Self { l, plain, price: 1.0, random: Random(seed), people, logs: Vec::new(), done: 0, seen: BTreeSet::new() }
    }

    fn anyone(&mut self) -> Address {
        self.people[self.random.below(4) as usize]
    }

    /// Either collateral.
    fn collateral(&mut self) -> Address {
        if self.random.below(2) == 0 { self.l.protocol.at.lst } else { self.plain.token }
    }

    /// An amount in blETH's shares or a plain token's units.
    fn units(&mut self, asset: Address) -> U256 {
        let scale = if asset == self.l.protocol.at.lst { 1_000_000_000_u64 } else { 1 };
        self.random.amount().saturating_mul(U256::from(scale))
    }

    /// Sends; a refusal must have a typed reason.
    fn act<C: SolCall>(&mut self, from: Address, to: Address, wei: U256, call: C) {
        match self.l.protocol.client.send_value(from, to, wei, call) {
            Ok(done) => {
                self.done += 1;
                self.logs.extend(done.receipt.logs);
            }
            Err(CallError::Tx(_)) => {} // more ether than there is
            Err(error) => {
                let (reason, reverted) = (error.to_string(), matches!(error, CallError::Reverted { .. }));
                // A known error's name; neither bare bytes, nor nothing, nor a panic.
                assert!(reverted && reason.starts_with(char::is_uppercase), "{}: {reason}", C::SIGNATURE);
            }
        }
    }

    fn worth(&mut self) -> Worth {
        let at = self.l.protocol.at;
        let rate = self.l.view(at.lst, ILst::rateDataCall {});
        let totals = self.l.view(at.market, IMarket::totalsCall {});
        let (shares, one) = (U256::from(1_000_000), U256::ONE); // the virtual offset
        Worth {
            rate: (rate.pooledEther, rate.totalShares),
            supply: (totals.suppliedAssets + one, totals.supplyShares + shares),
            debt: (totals.debtAssets + one, totals.debtShares + shares),
        }
    }

    fn step(&mut self) {
        let (before, who) = (self.worth(), self.anyone());
        self.logs.clear();
        let mut may_fall = false;
        match self.random.below(12) {
            0..=2 => self.token_step(who),
            3..=4 => self.wrapper_step(who),
            5..=6 => self.supply_step(who),
            7..=9 => self.debt_step(who),
            _ => may_fall = self.world_step(),
        }
        self.seen.extend(self.logs.iter().filter_map(|log| log.topics().first().copied()));
        let after = self.worth();
        assert!(may_fall || at_least(after.rate, before.rate), "the rate fell without a loss");
        let market = self.l.protocol.at.market;
        let bad = Client::event::<IMarket::BadDebt>(&self.logs, market).is_some();
        assert!(bad || at_least(after.supply, before.supply), "a supply share's worth fell without bad debt");
        // A borrower's shares are rounded up, at his cost.
        let borrowed = Client::event::<IMarket::Borrow>(&self.logs, market).is_some();
        let free = after.debt.1 == U256::from(1_000_000);
        assert!(borrowed || free || at_least(after.debt, before.debt), "a debt share's price fell");
        self.l.check_all();
    }

    /// Everyone pays what he owes, takes his margin, and leaves the vault: nobody is stuck, nothing is missing.
    fn leave(&mut self) {
        let at = self.l.protocol.at;
        if self.l.view(at.lst, ILst::parkedReportCall {}).parked {
            self.l.settle();
        }
        for who in self.people {
            self.l.pay(who, at.weth, ether(3_000), IWeth::depositCall {});
            if self.l.view(at.market, IMarket::debtOfCall { account: who }) > U256::ZERO {
                self.l.send(who, at.market, IMarket::repayCall { assets: ALL, onBehalf: who });
            }
            for asset in [at.lst, self.plain.token] {
                if self.l.units(who, asset) > U256::ZERO {
                    let call = IMarket::withdrawCollateralCall { asset, units: ALL, onBehalf: who, receiver: who };
                    self.l.send(who, at.market, call);
                }
            }
        }
        for who in self.people {
            let wrapped = self.l.view(at.wrapper, IWrapper::balanceOfCall { account: who });
            if wrapped > U256::ZERO {
                self.l.send(who, at.wrapper, IWrapper::unwrapCall { wblEthAmount: wrapped });
            }
            let shares = self.l.view(at.market, IMarket::balanceOfCall { account: who });
            if self.l.view(at.market, IMarket::convertToAssetsCall { shares }) > U256::ZERO {
                self.l.send(who, at.market, IMarket::redeemCall { shares, receiver: who, owner: who });
            }
        }
        let totals = self.l.view(at.market, IMarket::totalsCall {});
        assert_eq!((totals.debtShares, totals.debtAssets), (U256::ZERO, U256::ZERO));
        assert_eq!(self.l.view(at.wrapper, IWrapper::totalSupplyCall {}), U256::ZERO);
        assert!(totals.idle <= totals.reserves + U256::from(ETHER / 1_000), "only reserves and roundings stay");
        self.l.check_all();
    }
}

/// Walks, and gives the kinds of events that it saw.
fn walk(seed: u64) -> BTreeSet<B256> {
    let mut walk = Walk::new(seed);
    for step in 0..STEPS {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| walk.step()));
        assert!(outcome.is_ok(), "seed {seed:#x}, step {step}");
    }
    assert!(walk.done > STEPS / 3, "seed {seed:#x}: {} of {STEPS} steps did something", walk.done);
    walk.leave();
    walk.seen
}

#[test]
fn the_books_hold_on_random_walks_and_everyone_can_leave() {
    let seen: BTreeSet<B256> = [0x3eb, 0x3ed, 0x3fd, 0x3fe].into_iter().flat_map(walk).collect();
    let kinds = [
        ("stake", ILst::Submitted::SIGNATURE_HASH),
        ("redemption", ILst::Redeemed::SIGNATURE_HASH),
        ("clipped gain", ILst::GainClipped::SIGNATURE_HASH),
        ("parked loss", ILst::ReportParked::SIGNATURE_HASH),
        ("rejected report", ILst::ParkedReportRejected::SIGNATURE_HASH),
        ("wrapping", IWrapper::Deposit::SIGNATURE_HASH),
        ("unwrapping", IWrapper::Withdraw::SIGNATURE_HASH),
        ("deposit", IMarket::Deposit::SIGNATURE_HASH),
        ("withdrawal", IMarket::Withdraw::SIGNATURE_HASH),
        ("loan", IMarket::Borrow::SIGNATURE_HASH),
        ("repayment", IMarket::Repay::SIGNATURE_HASH),
        ("liquidation", IMarket::Liquidate::SIGNATURE_HASH),
        ("bad debt", IMarket::BadDebt::SIGNATURE_HASH),
    ];
    for (name, hash) in kinds {
        assert!(seen.contains(&hash), "the walks saw no {name}: take other seeds");
    }
}
