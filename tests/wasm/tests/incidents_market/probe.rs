//! A contract that asks every view there is when control comes to it, and how it was answered.

use crate::{
    NONE, raw,
    views::{self, Answer, Ask, Subjects},
};
use alloy_sol_types::SolError;
use ballast_chain::{Address, U256};
use ballast_client::{
    describe,
    interfaces::{IMarket, IWrapper},
};
use ballast_wasm_tests::{Lending, hostile::Plan};
use std::collections::BTreeSet;

/// All views, asked by a contract when control comes to it.
pub(crate) struct Probe {
    plan: Plan,
    pub(crate) asks: Vec<Ask>,
    pub(crate) before: Vec<Answer>,
}

/// What was told to the contract, and what is told afterwards.
pub(crate) struct Told {
    pub(crate) asks: Vec<Ask>,
    pub(crate) before: Vec<Answer>,
    pub(crate) meanwhile: Vec<Answer>,
    pub(crate) after: Vec<Answer>,
}

impl Probe {
    pub(crate) fn set(l: &mut Lending, contract: Address, subjects: &Subjects) -> Self {
        let (at, plan) = (l.protocol.at, Plan(contract));
        let round = l.view(at.wrapper, IWrapper::latestRoundDataCall {}).roundId;
        let subjects = &Subjects { rounds: vec![NONE, U256::from(round)], ..subjects.clone() };
        let mut asks = views::of_market_and_judge(l, subjects);
        asks.extend(views::asks("ILst", at.lst, subjects));
        asks.extend(views::asks("IWrapper", at.wrapper, subjects));
        plan.clear(&mut l.protocol.client);
        for ask in &asks {
            plan.add_raw(&mut l.protocol.client, ask.to, NONE, ask.data.clone());
        }
        let before = views::answers(l, &asks);
        Self { plan, asks, before }
    }

    /// Carries out the operation; the contract has come to ask so many times. All that it was told, one time after the
    /// other, is the same.
    #[track_caller]
    pub(crate) fn run(self, l: &mut Lending, from: Address, to: Address, data: Vec<u8>, times: usize) -> Vec<Told> {
        let receipt = raw(l, from, to, data);
        assert!(receipt.is_success(), "{}", describe(&receipt.output));
        let (after, outcomes) = (views::answers(l, &self.asks), self.plan.outcomes(&mut l.protocol.client));
        self.plan.clear(&mut l.protocol.client);
        assert_eq!(outcomes.len(), times * self.asks.len(), "it was asked");
        let told: Vec<Answer> = outcomes.into_iter().map(|outcome| (outcome.ok, outcome.data)).collect();
        let one = |meanwhile: &[Answer]| Told {
            asks: self.asks.clone(),
            before: self.before.clone(),
            meanwhile: meanwhile.to_vec(),
            after: after.clone(),
        };
        told.chunks(self.asks.len()).map(one).collect()
    }
}

/// How views of one contract were answered.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Sorted<'a> {
    /// Names of those that reverted but do not revert afterwards, with what.
    pub(crate) refused: BTreeSet<(&'a str, String)>,
    /// Names of those that answered anything else than afterwards.
    pub(crate) other: BTreeSet<&'a str>,
    /// How many gave the settled answer, or revert in any case.
    pub(crate) settled: usize,
    /// How many of these are not what they were before.
    pub(crate) moved: usize,
}

impl Told {
    pub(crate) fn of(&self, to: Address) -> Sorted<'_> {
        let mut sorted = Sorted::default();
        for (at, ask) in self.asks.iter().enumerate().filter(|(_, ask)| ask.to == to) {
            let [before, meanwhile, after] = [&self.before[at], &self.meanwhile[at], &self.after[at]];
            match (meanwhile.0, after.0) {
                (false, true) => _ = sorted.refused.insert((&ask.name, describe(&meanwhile.1))),
                (true, _) if meanwhile != after => _ = sorted.other.insert(&ask.name),
                _ => {
                    sorted.settled += 1;
                    sorted.moved += usize::from(before != after);
                }
            }
        }
        sorted
    }

    /// The market answered nothing but `Locked()`, and all else what it answers afterwards.
    #[track_caller]
    pub(crate) fn assert_locked(&self, l: &Lending) {
        let at = l.protocol.at;
        for (ask, answer) in self.asks.iter().zip(&self.meanwhile).filter(|(ask, _)| ask.to == at.market) {
            assert!(!answer.0 && answer.1[..] == IMarket::Locked::SELECTOR, "{}: {answer:?}", ask.name);
        }
        for to in [at.risk, at.lst, at.wrapper] {
            let sorted = self.of(to);
            assert!(sorted.settled > 30, "{}", sorted.settled);
            assert!(sorted.refused.is_empty() && sorted.other.is_empty(), "{sorted:?}");
        }
    }

    /// How much of what the market answers is changed by the operation.
    pub(crate) fn moved(&self, to: Address) -> usize {
        let all = self.asks.iter().zip(self.before.iter().zip(&self.after));
        all.filter(|(ask, (before, after))| ask.to == to && before != after).count()
    }
}
