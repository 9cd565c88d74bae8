//! An indexer of blETH and wblETH: all it knows are events and timestamps of blocks.

use crate::Token;
use alloy_sol_types::SolEventInterface;
use ballast_chain::{Address, Log, U256};
use ballast_client::interfaces::{
    ILst::{self, ILstEvents},
    IWrapper::{self, IWrapperEvents},
};
use std::collections::BTreeMap;

/// What the events tell.
pub struct Indexer {
    lst: Address,
    wrapper: Address,
    /// Holders' shares of blETH.
    pub shares: BTreeMap<Address, U256>,
    /// All shares of blETH.
    pub total_shares: U256,
    /// Holders' wblETH.
    pub wrapped: BTreeMap<Address, U256>,
    /// All wblETH.
    pub wrapped_supply: U256,
    /// Of the last report, with what was staked and redeemed since.
    counted: U256,
    unvested: U256,
    starts_at: u64,
    ends_at: u64,
    /// How often each kind of event was read.
    pub seen: BTreeMap<&'static str, u64>,
}

impl Indexer {
    /// Of contracts that have logged nothing yet.
    pub fn new(lst: Address, wrapper: Address) -> Self {
        Self {
            lst,
            wrapper,
            shares: BTreeMap::new(),
            total_shares: U256::ZERO,
            wrapped: BTreeMap::new(),
            wrapped_supply: U256::ZERO,
            counted: U256::ZERO,
            unvested: U256::ZERO,
            starts_at: 0,
            ends_at: 0,
            seen: BTreeMap::new(),
        }
    }

    /// Reads what a transaction logged.
    pub fn read(&mut self, logs: &[Log]) {
        for log in logs {
            if log.address == self.lst {
                self.read_lst(ILstEvents::decode_raw_log(log.topics(), &log.data.data).expect("an event of ILst"));
            } else if log.address == self.wrapper {
                let event = IWrapperEvents::decode_raw_log(log.topics(), &log.data.data);
                self.read_wrapper(event.expect("an event of IWrapper"));
            }
        }
    }

    fn read_lst(&mut self, event: ILstEvents) {
        let kind = match event {
            ILstEvents::TransferShares(e) => {
                shift(&mut self.shares, &mut self.total_shares, e.from, e.to, e.sharesValue);
                match (e.from.is_zero(), e.to.is_zero()) {
                    (true, _) => "mint",
                    (_, true) => "burn",
                    _ => "transfer",
                }
            }
            ILstEvents::Submitted(e) => {
                self.counted += e.amount;
                "stake"
            }
            ILstEvents::Redeemed(e) => {
                self.counted -= e.gross;
                "redemption"
            }
            ILstEvents::ReportApplied(e) => {
                (self.counted, self.unvested) = (e.counted, e.unvested);
                (self.starts_at, self.ends_at) = (e.startsAt.to(), e.endsAt.to());
                if e.loss.is_zero() { "gain" } else { "loss" }
            }
            ILstEvents::TokenRebased(e) if !e.sharesMintedAsFees.is_zero() => "fee",
            ILstEvents::GainClipped(_) => "clipped gain",
            ILstEvents::ReportParked(_) => "parked report",
            ILstEvents::ParkedReportRejected(_) => "rejected report",
            ILstEvents::Skimmed(_) => "skim of blETH",
            ILstEvents::EtherDeployed(_) => "deployed ether",
            ILstEvents::EtherReturned(_) => "returned ether",
            _ => return,
        };
        *self.seen.entry(kind).or_default() += 1;
    }

    fn read_wrapper(&mut self, event: IWrapperEvents) {
        let kind = match event {
            IWrapperEvents::Transfer(e) => {
                shift(&mut self.wrapped, &mut self.wrapped_supply, e.from, e.to, e.value);
                match (e.from.is_zero(), e.to.is_zero()) {
                    (true, _) => "wrapping",
                    (_, true) => "unwrapping",
                    _ => "transfer of wblETH",
                }
            }
            IWrapperEvents::Skimmed(_) => "skim of wblETH",
            _ => return,
        };
        *self.seen.entry(kind).or_default() += 1;
    }

    /// `P`, by the formula that `ReportApplied` documents.
    pub fn pooled(&self, at: u64) -> U256 {
        let period = self.ends_at - self.starts_at;
        let elapsed = (at - self.starts_at).min(period);
        let vested = if period == 0 { U256::ZERO } else { self.unvested * U256::from(elapsed) / U256::from(period) };
        self.counted - self.unvested + vested
    }

    /// Compares what the events told with the views at this second.
    #[track_caller]
    pub fn check(&self, token: &mut Token, holders: &[Address]) {
        let now = token.client.chain.now();
        for account in holders.iter().copied() {
            let shares = self.shares.get(&account).copied().unwrap_or_default();
            assert_eq!(token.view(ILst::sharesOfCall { account }), shares, "shares of {account}");
            let worth = self.worth(shares, now);
            assert_eq!(token.view(ILst::balanceOfCall { account }), worth, "balance of {account}");
            let wrapped = self.wrapped.get(&account).copied().unwrap_or_default();
            assert_eq!(token.wrapper_view(IWrapper::balanceOfCall { account }), wrapped, "wblETH of {account}");
        }
        let (pooled, supply) = (self.pooled(now), self.wrapped_supply);
        let rate = token.view(ILst::rateDataCall {});
        assert_eq!((rate.pooledEther, rate.totalShares), (pooled, self.total_shares), "the rate");
        assert_eq!(token.view(ILst::totalSupplyCall {}), pooled, "the supply");
        assert_eq!(token.view(ILst::getTotalSharesCall {}), self.total_shares, "the total of shares");
        assert_eq!(token.wrapper_view(IWrapper::totalSupplyCall {}), supply, "the supply of wblETH");
        let assets = self.worth(supply * U256::from(1_000_000_000), now);
        assert_eq!(token.wrapper_view(IWrapper::totalAssetsCall {}), assets, "its assets");
    }

    /// Wei that so many shares of blETH are worth, rounded down.
    pub fn worth(&self, shares: U256, at: u64) -> U256 {
        shares * self.pooled(at) / self.total_shares
    }
}

/// Moves, or mints or burns where there is no one.
fn shift(holders: &mut BTreeMap<Address, U256>, total: &mut U256, from: Address, to: Address, amount: U256) {
    if from.is_zero() {
        *total += amount;
    } else {
        let held = holders.get_mut(&from).expect("who gives has been given");
        *held = held.checked_sub(amount).expect("nobody gives more than he has");
    }
    if to.is_zero() {
        *total -= amount;
    } else {
        *holders.entry(to).or_default() += amount;
    }
}
