//! What holds whatever happens: random operations against a model.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst;
use ballast_test_support::Ask;
use ballast_wrapper::interface::IWrapper;
use motsu::prelude::*;
use proptest::prelude::*;

/// One step of a random life. Amounts are cut to what there is.
#[derive(Clone, Debug)]
enum Step {
    Wrap(u64),
    Mint(u64),
    Unwrap(u64),
    Withdraw(u64),
    Transfer(u64),
    Stake(u64),
    Donate(u64),
    Skim,
    Age(u64),
    Gain(u64),
    Lose(u64),
}

fn steps() -> impl Strategy<Value = Vec<(bool, Step)>> {
    let amount = || (0..3 * 10_u64.pow(18), 0..60_u32).prop_map(|(amount, bits)| amount >> bits);
    let step = prop_oneof![
        amount().prop_map(Step::Wrap),
        amount().prop_map(Step::Mint),
        amount().prop_map(Step::Unwrap),
        amount().prop_map(Step::Withdraw),
        amount().prop_map(Step::Transfer),
        amount().prop_map(Step::Stake),
        amount().prop_map(Step::Donate),
        Just(Step::Skim),
        (1..DAY).prop_map(Step::Age),
        amount().prop_map(Step::Gain),
        amount().prop_map(Step::Lose),
    ];
    prop::collection::vec((any::<bool>(), step), 1..40)
}

/// What must be, reckoned beside the contract.
struct Model {
    w: World,
    /// wblETH of alice and of bob.
    balances: [U256; 2],
    /// Shares of blETH in the wrapper that back nothing.
    over: U256,
}

impl Model {
    fn play(&mut self, of_bob: bool, step: &Step) {
        let (who, me) = (usize::from(of_bob), if of_bob { self.w.bob } else { self.w.alice });
        match step {
            Step::Wrap(amount) => self.wrap(who, me, n((*amount).into())),
            Step::Mint(shares) => {
                let shares = n((*shares).into()).min(self.w.shares(me) / n(1_000_000_000));
                if shares > n(0) {
                    self.w.ask(me, IWrapper::mintCall { shares, receiver: me });
                    self.balances[who] += shares;
                }
            }
            Step::Unwrap(amount) => {
                let amount = n((*amount).into()).min(self.balances[who]);
                if amount > n(0) {
                    self.w.unwrap(me, amount);
                    self.balances[who] -= amount;
                }
            }
            Step::Withdraw(assets) => self.withdraw(who, me, n((*assets).into())),
            Step::Transfer(value) => {
                let value = n((*value).into()).min(self.balances[who]);
                self.w.ask(me, IWrapper::transferCall { to: [self.w.bob, self.w.alice][who], value });
                self.balances[who] -= value;
                self.balances[1 - who] += value;
            }
            Step::Stake(amount) => self.stake(who, me, n((*amount).into())),
            other => self.around(me, other),
        }
    }

    fn wrap(&mut self, who: usize, me: Address, amount: U256) {
        let rate = self.w.rate();
        let minted = rate.minted_for(amount).min(self.w.shares(me) / n(1_000_000_000));
        if minted > n(0) {
            let amount = amount.min(rate.value_up(minted));
            let minted = rate.minted_for(amount);
            assert_eq!(self.w.wrap(me, amount), minted);
            self.balances[who] += minted;
        }
    }

    fn withdraw(&mut self, who: usize, me: Address, assets: U256) {
        let rate = self.w.rate();
        let assets = assets.min(rate.value_down(self.balances[who]));
        if assets > n(0) {
            let call = IWrapper::withdrawCall { assets, receiver: me, owner: me };
            assert_eq!(self.w.ask(me, call).shares, rate.burned_for(assets));
            self.balances[who] -= rate.burned_for(assets);
        }
    }

    fn stake(&mut self, who: usize, me: Address, amount: U256) {
        let rate = self.w.rate();
        let minted = rate.minted_for(amount);
        if minted > n(0) {
            me.fund(amount);
            self.w.wrapper.sender_and_value(me, amount).send().motsu_unwrap();
            self.balances[who] += minted;
            self.over += amount * rate.shares / rate.pooled - units(minted);
        }
    }

    /// What is not an operation of wblETH on its books.
    fn around(&mut self, me: Address, step: &Step) {
        match step {
            Step::Donate(shares) => {
                let shares = n((*shares).into()).min(self.w.shares(me));
                self.w.lst(me, ILst::transferSharesCall { to: self.w.wrapper.address(), sharesAmount: shares });
                self.over += shares;
            }
            Step::Skim if self.over > n(0) => {
                let token = self.w.lst.address();
                assert_eq!(self.w.ask(me, IWrapper::skimCall { token }).amount, self.over);
                self.over = n(0);
            }
            Step::Skim => {}
            Step::Age(seconds) => self.w.age(*seconds),
            Step::Gain(gain) => {
                self.w.age(DAY);
                self.w.gain(n((*gain).into()));
            }
            Step::Lose(loss) => {
                self.w.age(DAY);
                let columns = self.w.lst(me, ILst::columnsCall {});
                self.w.lose(n((*loss).into()).min((columns.inFlight + columns.validators) / n(2)));
            }
            _ => unreachable!("an operation"),
        }
    }

    fn holds(&self) {
        let balances = [self.w.balance(self.w.alice), self.w.balance(self.w.bob)];
        assert_eq!(balances, self.balances);
        assert_eq!(self.w.supply(), self.balances[0] + self.balances[1]);
        assert_eq!(self.w.held(), units(self.w.supply()) + self.over, "every wei is backed by its shares");
        let total = self.w.ask(self.w.bob, IWrapper::totalAssetsCall {})._0;
        assert_eq!(total, self.w.rate().value_down(self.w.supply()));
    }
}

#[test]
fn every_wei_is_backed_by_its_shares_and_everyone_can_leave() {
    let config = ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(steps in steps())| {
        let mut model = Model { w: World::working(), balances: [n(0); 2], over: n(0) };
        for (of_bob, step) in &steps {
            model.play(*of_bob, step);
            model.holds();
        }
        for holder in [model.w.alice, model.w.bob] {
            let balance = model.w.balance(holder);
            if balance > n(0) {
                model.w.unwrap(holder, balance);
            }
        }
        prop_assert_eq!((model.w.supply(), model.w.held()), (n(0), model.over));
    });
}
