//! I16: who stakes just before a gain is reported, and redeems after it.

use ballast_chain::{Address, SnapshotId, U256};
use ballast_client::interfaces::ILst;
use ballast_wasm_tests::{ALL, DAY, ETHER, Token, ether, rich};

const NONE: U256 = U256::ZERO;

/// Alice has 1,000 blETH; 900 ether are with the validators. Nothing has been reported.
struct Sandwich {
    token: Token,
    start: SnapshotId,
    alice: Address,
    mallory: Address,
    /// With the validators by the last report.
    out: U256,
}

impl Sandwich {
    fn new(fee_min_ppm: u64, fee_max_ppm: u64) -> Self {
        let mut token = Token::deploy_wide();
        let alice = token.stake("alice", ether(1_000));
        let mallory = rich(&mut token.client, "mallory", NONE);
        let terms = ILst::setRedemptionCall {
            target: ether(50),
            feeMinPpm: U256::from(fee_min_ppm),
            feeMaxPpm: U256::from(fee_max_ppm),
        };
        token.send(token.accounts.owner, terms);
        token.send(token.accounts.operators, ILst::deployEtherCall { amount: ether(900) });
        let start = token.client.chain.snapshot();
        Self { token, start, alice, mallory, out: ether(900) }
    }

    fn again(&mut self) {
        self.token.client.chain.restore(self.start).unwrap();
        self.out = ether(900);
        self.token.client.chain.advance(10 * DAY);
    }

    fn stake(&mut self, wei: U256) {
        self.token.client.chain.set_balance(self.mallory, wei);
        self.token.client.pay(self.mallory, self.token.lst, wei).unwrap();
    }

    /// A gain within the bound, all of which is booked.
    fn gain(&mut self, wei: U256) {
        self.out += wei;
        self.token.report(self.out);
        assert_eq!(self.token.view(ILst::parkedGainCall {}), NONE, "all of it is booked");
    }

    fn balance(&mut self, account: Address) -> U256 {
        self.token.view(ILst::balanceOfCall { account })
    }

    /// All that mallory has, or as much of it as the buffer holds; what it pays, and what is left to her.
    fn leave(&mut self) -> U256 {
        let receiver = self.mallory;
        let amount = self.token.view(ILst::maxRedeemCall { owner: receiver });
        let call = ILst::redeemCall { amount, receiver, minEther: NONE, deadline: ALL };
        self.token.send(receiver, call) + self.balance(receiver)
    }
}

/// Of any size, around gains of any size, without a fee and with one, and with an earlier gain half vested.
#[test]
fn i16_staking_just_before_a_gain_and_redeeming_just_after_it_earns_nothing() {
    for (fee_min, fee_max) in [(0, 0), (100, 10_000)] {
        let mut s = Sandwich::new(fee_min, fee_max);
        for stake in [U256::from(7), U256::from(ETHER) + U256::ONE, ether(1_000), ether(1_000_000)] {
            for gain in [U256::from(3), ether(1), ether(20)] {
                for earlier in [false, true] {
                    s.again();
                    if earlier {
                        s.gain(ether(5));
                        s.token.client.chain.advance(DAY / 2);
                    }
                    s.stake(stake);
                    s.gain(if earlier { gain.min(ether(1)) } else { gain });
                    let got = s.leave();
                    assert!(got <= stake, "{} earned of {stake} around {gain}", got - stake);
                    let fee = stake * U256::from(fee_min) / U256::from(1_000_000);
                    assert!(got + fee <= stake, "less than the least fee paid: {got} of {stake}");
                    assert!(
                        got + U256::from(4) >= stake * U256::from(99) / U256::from(100),
                        "all came back but the fee"
                    );
                }
            }
        }
    }
}

/// Held for any part of the vesting, a stake earns no larger part than who was there before, and no more than its part of
/// what vested meanwhile.
#[test]
fn i16_a_stake_held_through_part_of_the_vesting_earns_no_more_than_its_part() {
    let mut s = Sandwich::new(0, 0);
    for stake in [ether(1), ether(999), ether(100_000)] {
        for secs in [1, 3_600, DAY / 3, DAY, 3 * DAY] {
            s.again();
            s.stake(stake);
            s.gain(ether(20));
            let (alice, before) = (s.alice, s.token.view(ILst::rateDataCall {}));
            let held = s.balance(alice);
            let shares = s.token.view(ILst::sharesOfCall { account: s.mallory });
            s.token.client.chain.advance(secs);
            let grown = s.balance(alice);
            let vested = ether(18) * U256::from(secs.min(DAY)) / U256::from(DAY);
            let part = vested * shares / before.totalShares;
            let got = s.leave();
            assert!(got > stake || secs == 1, "something vested: {got} of {stake} after {secs} s");
            assert!(got <= stake + part + U256::ONE, "{got} of {stake} after {secs} s: more than its part {part}");
            // got / stake <= grown / held, but for the wei that a balance is rounded by
            assert!(got * held <= stake * (grown + U256::ONE), "more than who was there before, after {secs} s");
        }
    }
}

/// Redemption fees that are set aside join the next report; nobody can be there just for that.
#[test]
fn i16_fees_set_aside_are_not_to_be_had_by_who_comes_for_the_report() {
    let mut s = Sandwich::new(10_000, 10_000);
    s.again();
    let alice = s.alice;
    let call = ILst::redeemCall { amount: ether(90), receiver: alice, minEther: NONE, deadline: ALL };
    s.token.send(alice, call);
    assert_eq!(s.token.view(ILst::setAsideCall {}), U256::from(9 * ETHER / 10));
    let terms = ILst::setRedemptionCall { target: NONE, feeMinPpm: NONE, feeMaxPpm: NONE };
    s.token.send(s.token.accounts.owner, terms);
    let stake = ether(100_000);
    s.stake(stake);
    s.gain(NONE);
    assert_eq!(s.token.view(ILst::setAsideCall {}), NONE, "it vests from here");
    let got = s.leave();
    assert!(got <= stake, "{} earned", got - stake);
    s.token.client.chain.advance(DAY);
    assert_eq!(s.token.view(ILst::vestingCall {}).unvested, U256::from(9 * ETHER / 10));
    assert!(s.balance(alice) > ether(910) + U256::from(8 * ETHER / 10), "who stayed has it");
}

/// Staking before a report over the bound lets no more of it in; and who stakes before the rest is settled gets none of it.
#[test]
fn i16_staking_raises_no_bound_on_gains_and_a_parked_gain_cannot_be_sandwiched() {
    let mut s = Sandwich::new(0, 0);
    let stake = ether(1_000_000);
    let [alone, with_mallory] = [false, true].map(|staked| {
        s.again();
        if staked {
            s.stake(stake);
        }
        s.token.report(ether(1_000)); // a gain of 100 in ten days
        s.token.view(ILst::parkedGainCall {})
    });
    assert!(alone > ether(70), "over the bound: {alone}");
    assert_eq!(alone, with_mallory, "of what is deployed, not of what is staked");
    let got = s.leave();
    assert!(got <= stake, "{} earned around the report", got - stake);

    s.stake(stake);
    let owner = s.token.accounts.owner;
    s.token.send(owner, ILst::settleGainCall { gain: with_mallory });
    let got = s.leave();
    assert!(got <= stake, "{} earned around the settlement", got - stake);
    assert_eq!(s.token.view(ILst::parkedGainCall {}), NONE);
    let alice = s.alice;
    let before = s.balance(alice);
    s.token.client.chain.advance(DAY);
    assert!(s.balance(alice) > before + ether(60), "it vests for who stays");
}
