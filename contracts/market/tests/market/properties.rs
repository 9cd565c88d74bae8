//! What holds after any sequence of calls.

use crate::world::*;
use alloy_primitives::U256;
use ballast_market::interface::IMarket;

/// Knuth's MMIX generator: the same walk every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    /// Amounts of all sizes, up to some hundred ether.
    fn amount(&mut self) -> U256 {
        let bits = self.below(68) as usize;
        U256::from(self.0) >> (63 - bits.min(63)) << bits.saturating_sub(63)
    }
}

/// Makes a call, and tells whether it was refused.
fn step(w: &World, dice: &mut Dice) -> bool {
    let people = w.people();
    let (from, other) = (people[dice.below(4) as usize], people[dice.below(4) as usize]);
    let asset = if dice.below(2) == 0 { w.gold.address() } else { w.silver.address() };
    let amount = dice.amount();
    match dice.below(12) {
        0 => w.refused(from, deposit(amount, other)),
        1 => w.refused(from, mint(amount * n(SHARES), other)),
        2 => w.refused(from, withdraw(amount, from)),
        3 => w.refused(from, redeem(amount * n(SHARES) + n(1), from)),
        4 => w.refused(from, supply(asset, amount, from)),
        5 => w.refused(from, take(asset, amount, from)),
        6 | 7 => w.refused(from, borrow(amount, from)),
        8 => w.refused(from, repay(if dice.below(3) == 0 { U256::MAX } else { amount }, other)),
        9 => {
            let debt = w.debt(other);
            let (repay, seize) = (debt / U256::from(dice.below(9) + 1), w.units(other, asset));
            w.sentence(repay, seize / U256::from(dice.below(2) + 1), dice.below(4) == 0);
            w.refused(from, liquidate(other, asset, from))
        }
        10 => w.refused(w.vault, IMarket::collectReservesCall {}),
        _ => {
            w.age(dice.below(1_000_000) as u32);
            false
        }
    }
}

/// What a holder of a fixed number of shares could ask for.
fn price(w: &World) -> U256 {
    w.see(IMarket::convertToAssetsCall { shares: U256::from(1) << 100 })._0
}

fn bad_debts(w: &World) -> usize {
    let topic = <IMarket::BadDebt as alloy_sol_types::SolEvent>::SIGNATURE_HASH;
    w.market.all_events().iter().filter(|log| log.topics()[0] == topic).count()
}

fn walk(seed: u64) {
    let w = World::odd();
    w.wire();
    let mut dice = Dice(seed);
    let mut done = 0;
    for _ in 0..150 {
        let before = (price(&w), bad_debts(&w));
        done += u32::from(!step(&w, &mut dice));
        w.check();
        let after = (price(&w), bad_debts(&w));
        assert!(after.0 >= before.0 || after.1 > before.1, "a share's worth falls by bad debt alone");
    }
    assert!(done > 50, "the walk gets somewhere");
    finish(&w);
}

/// Repay-all and withdraw-all always work: at the end nobody owes or has anything.
fn finish(w: &World) {
    for account in w.people() {
        if !w.debt_shares(account).is_zero() {
            w.ask(account, repay(U256::MAX, account));
        }
        for asset in [w.gold.address(), w.silver.address()] {
            if !w.units(account, asset).is_zero() {
                w.ask(account, take(asset, U256::MAX, account));
            }
        }
        w.check();
    }
    assert_eq!(w.totals().debtShares, U256::ZERO);
    for owner in w.people() {
        let shares = w.see(IMarket::maxRedeemCall { owner })._0;
        assert!(w.balance(owner).is_zero() || shares == w.balance(owner) || shares.is_zero());
        if !shares.is_zero() {
            w.ask(owner, redeem(shares, owner));
        }
        w.check();
    }
}

#[test]
fn a_walk() {
    walk(1);
}

#[test]
fn another_walk() {
    walk(7_777);
}

#[test]
fn a_third_walk() {
    walk(0xdead_beef);
}

#[test]
fn a_fourth_walk() {
    walk(31_415_926);
}
