//! Nothing that begins with staking and ends with redeeming in one block earns a wei: for any amount, in any pieces, plain
//! or through wblETH, whatever the buffer, the fee, the rate and what has not vested.

use alloy_sol_types::SolCall;
use ballast_chain::{Address, SnapshotId, U256};
use ballast_client::interfaces::{ILst, IWrapper};
use ballast_wasm_tests::{ALL, DAY, Random, Token, ether, rich};

const NONE: U256 = U256::ZERO;
/// More than any case needs.
const FUNDS: U256 = U256::from_limbs([0, 1 << 24, 0, 0]);

struct Trades {
    token: Token,
    random: Random,
    start: SnapshotId,
    /// Holds before and after.
    alice: Address,
    /// Trades.
    mallory: Address,
    /// Trades that came to an end with nothing left over.
    closed: u32,
    /// Trades that cost no more than roundings.
    free: u32,
    /// Steps that did something.
    done: u32,
}

impl Trades {
    fn new(seed: u64) -> Self {
        let mut token = Token::deploy_wide();
        let alice = token.stake("alice", ether(1_000));
        let mallory = rich(&mut token.client, "mallory", FUNDS);
        token.send(mallory, ILst::approveCall { spender: token.wrapper, value: ALL });
        let start = token.client.chain.snapshot();
        Self { token, random: Random(seed), start, alice, mallory, closed: 0, free: 0, done: 0 }
    }

    /// From a wei up, evenly in its number of digits.
    fn amount(&mut self, most_digits: u64) -> U256 {
        let scale = U256::from(10).pow(U256::from(self.random.below(most_digits)));
        scale * U256::from(1 + self.random.below(9_000)) / U256::from(1_000) + U256::from(self.random.below(3))
    }

    /// An odd pool: a fee, a buffer, reports, and a second within the vesting.
    fn begin(&mut self) {
        self.token.client.chain.restore(self.start).unwrap();
        let (owner, operators) = (self.token.accounts.owner, self.token.accounts.operators);
        if self.random.below(2) == 0 {
            let amount = ether(900) + self.amount(20);
            self.token.send(operators, ILst::deployEtherCall { amount });
            self.reports();
        }
        let [min, max] = [10_001; 2].map(|bound| self.random.below(bound));
        let (min, max) = match self.random.below(3) {
            0 => (0, 0),
            1 => (0, max),
            _ => (min.min(max), max),
        };
        let target = if self.random.below(4) == 0 { NONE } else { self.amount(23) };
        let call = ILst::setRedemptionCall { target, feeMinPpm: U256::from(min), feeMaxPpm: U256::from(max) };
        self.token.send(owner, call);
        if self.random.below(4) == 0 {
            let amount = self.token.view(ILst::getBufferedEtherCall {});
            self.token.send(operators, ILst::deployEtherCall { amount }); // what is redeemed must have been staked
        }
    }

    /// One or two, each with a second after it at which it has vested in part.
    fn reports(&mut self) {
        for _ in 0..1 + self.random.below(2) {
            let secs = DAY + self.random.below(10 * DAY);
            self.token.client.chain.advance(secs);
            let columns = self.token.view(ILst::columnsCall {});
            let out = columns.inFlight + columns.validators;
            let change = self.amount(19);
            self.token.report(match self.random.below(8) {
                0 => out / U256::from(1_000),
                1 | 2 => out.saturating_sub(change),
                _ => out + change,
            });
            if self.token.view(ILst::parkedReportCall {}).parked {
                self.token.settle();
            }
            let secs = self.random.below(2 * DAY);
            self.token.client.chain.advance(secs);
        }
    }

    /// Sends for mallory; what is refused does nothing.
    fn act<C: SolCall>(&mut self, to: Address, wei: U256, call: C) {
        self.done += u32::from(self.token.client.send_value(self.mallory, to, wei, call).is_ok());
    }

    fn pay(&mut self, to: Address, wei: U256) {
        self.done += u32::from(self.token.client.pay(self.mallory, to, wei).is_ok());
    }

    fn stake(&mut self, wei: U256, wrapped: bool) {
        let (receiver, lst, wrapper) = (self.mallory, self.token.lst, self.token.wrapper);
        match (wrapped, self.random.below(3)) {
            (false, 0) => self.pay(lst, wei),
            (false, 1) => self.act(lst, wei, ILst::submitCall { referral: receiver }),
            (false, _) => self.act(lst, wei, ILst::stakeCall { receiver, minShares: NONE, deadline: ALL }),
            (true, 0) => self.pay(wrapper, wei),
            (true, _) => self.act(wrapper, wei, IWrapper::stakeCall { receiver, minAmount: NONE, deadline: ALL }),
        }
    }

    /// Wraps or unwraps a part, by any of the names.
    fn convert(&mut self) {
        let (me, wrapper) = (self.mallory, self.token.wrapper);
        let bl_eth = self.token.view(ILst::balanceOfCall { account: me });
        let wrapped = self.token.wrapper_view(IWrapper::balanceOfCall { account: me });
        let assets = self.token.wrapper_view(IWrapper::convertToAssetsCall { shares: wrapped });
        let half = |all: U256, random: &mut Random| all / U256::from(1 + random.below(3));
        let (bl_eth, wrapped, assets) =
            (half(bl_eth, &mut self.random), half(wrapped, &mut self.random), half(assets, &mut self.random));
        match self.random.below(6) {
            0 => self.act(wrapper, NONE, IWrapper::wrapCall { blEthAmount: bl_eth }),
            1 => self.act(wrapper, NONE, IWrapper::depositCall { assets: bl_eth, receiver: me }),
            2 => self.act(wrapper, NONE, IWrapper::mintCall { shares: bl_eth / U256::from(2), receiver: me }),
            3 => self.act(wrapper, NONE, IWrapper::unwrapCall { wblEthAmount: wrapped }),
            4 => self.act(wrapper, NONE, IWrapper::withdrawCall { assets, receiver: me, owner: me }),
            _ => self.act(wrapper, NONE, IWrapper::redeemCall { shares: wrapped, receiver: me, owner: me }),
        }
    }

    /// Redeems a part, or as much as the buffer holds.
    fn redeem(&mut self, part: u64) {
        let (receiver, lst) = (self.mallory, self.token.lst);
        let most = self.token.view(ILst::maxRedeemCall { owner: receiver });
        let shares = self.token.view(ILst::sharesOfCall { account: receiver });
        let call = ILst::redeemCall { amount: most / U256::from(part), receiver, minEther: NONE, deadline: ALL };
        if self.random.below(2) == 0 {
            return self.act(lst, NONE, call);
        }
        let shares = shares / U256::from(part);
        let worth = self.token.view(ILst::getPooledEthBySharesCall { sharesAmount: shares });
        if worth > most {
            return self.act(lst, NONE, call);
        }
        self.act(lst, NONE, ILst::redeemSharesCall { sharesAmount: shares, receiver, minEther: NONE, deadline: ALL });
    }

    /// All that mallory has, in wei.
    fn wealth(&mut self) -> (U256, U256) {
        let account = self.mallory;
        let wrapped = self.token.wrapper_view(IWrapper::balanceOfCall { account });
        let held = self.token.view(ILst::sharesOfCall { account }) + wrapped * U256::from(1_000_000_000);
        let left = self.token.view(ILst::getPooledEthBySharesCall { sharesAmount: held });
        (self.token.client.chain.balance(account), left)
    }

    /// Stakes, converts and redeems in one block, in pieces that may be mixed.
    fn trade(&mut self, wrapped: bool) {
        let (total, pieces) = (self.amount(25), 1 + self.random.below(4));
        let mixed = self.random.below(2) == 0;
        for _ in 0..pieces {
            self.stake((total / U256::from(pieces)).max(U256::ONE), wrapped);
            if mixed {
                if wrapped {
                    self.convert();
                }
                let part = 1 + self.random.below(4);
                self.redeem(part);
            }
        }
        if wrapped {
            self.convert();
            let call = IWrapper::unwrapCall {
                wblEthAmount: self.token.wrapper_view(IWrapper::balanceOfCall { account: self.mallory }),
            };
            self.act(self.token.wrapper, NONE, call);
        }
        for part in (1..=1 + self.random.below(5)).rev() {
            self.redeem(part);
        }
    }

    fn check(&mut self, wrapped: bool) {
        self.begin();
        let account = self.alice;
        let (before, now) = (self.token.view(ILst::balanceOfCall { account }), self.token.client.chain.now());
        self.trade(wrapped);
        let (ether, left) = self.wealth();
        assert!(ether + left <= FUNDS, "{} wei earned", ether + left - FUNDS);
        assert!(self.token.view(ILst::balanceOfCall { account }) >= before, "at the cost of who stayed");
        assert_eq!(self.token.client.chain.now(), now, "all of it in one second");
        self.closed += u32::from(left.is_zero());
        self.free += u32::from(FUNDS - ether - left < U256::from(20));
    }
}

fn check_many(seed: u64, wrapped: bool) {
    let mut trades = Trades::new(seed);
    for case in 0..400 {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| trades.check(wrapped)));
        assert!(outcome.is_ok(), "seed {seed:#x}, case {case}");
    }
    let Trades { closed, free, done, .. } = trades;
    assert!(closed > 300 && free > 100 && done > 2_000, "{closed} of 400 closed, {free} free, {done} steps done");
}

#[test]
fn stake_then_redeem_in_one_block_never_profits() {
    check_many(0xa6b, false);
}

#[test]
fn stake_then_redeem_through_wbleth_in_one_block_never_profits() {
    check_many(0xa6c, true);
}

/// Who holds blETH and stakes more first, to fill the buffer, gets no more out of what he had.
#[test]
fn staking_first_to_fill_the_buffer_makes_no_exit_cheaper() {
    let mut trades = Trades::new(0xa6d);
    let (mut dearer, receiver) = (0, trades.alice);
    for case in 0..200 {
        trades.begin();
        let most = trades.token.view(ILst::maxRedeemCall { owner: receiver });
        let amount = trades.amount(22).min(most);
        if amount.is_zero() {
            continue;
        }
        let more = trades.amount(23);
        let redeem = |amount| ILst::redeemCall { amount, receiver, minEther: NONE, deadline: ALL };
        let here = trades.token.client.chain.snapshot();
        let paid = trades.token.send(receiver, redeem(amount));
        let left = trades.token.view(ILst::sharesOfCall { account: receiver });
        trades.token.client.chain.restore(here).unwrap();
        trades.token.client.chain.set_balance(receiver, more);
        trades.token.client.pay(receiver, trades.token.lst, more).unwrap();
        let paid_of_all = trades.token.send(receiver, redeem(amount + more));
        assert!(paid_of_all <= paid + more, "case {case}: {} wei cheaper", paid_of_all - paid - more);
        assert!(trades.token.view(ILst::sharesOfCall { account: receiver }) <= left, "case {case}: more left over");
        dearer += u32::from(paid_of_all < paid + more);
    }
    assert!((50..150).contains(&dearer), "{dearer} of 200 dearer, the others not: take another seed");
}
