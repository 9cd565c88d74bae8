//! A judge of loans in dollars, with every leg there is.

use crate::world::*;
use alloy_primitives::Address;
use ballast_common::abi::Word;
use ballast_risk::interface::IRisk;
use motsu::prelude::*;

pub(crate) const USD: u128 = 10_u128.pow(8);

/// blETH against USDC: blETH/ETH at par, ETH/USD in `gold_feed` at 3,000.
pub(crate) fn usdc(loan_decimals: u64) -> World {
    let w = World::bare();
    w.init_with(loan_decimals).motsu_unwrap();
    w.rate.sender(w.owner).set_rate(ether(1), shares(1));
    w.rate.sender(w.owner).set_age(0);
    w.feed.sender(w.owner).answer_now(n(WAD), 18);
    w.gold_feed.sender(w.owner).answer_now(n(3_000 * USD), 8);
    w.ask(quoted(shares_listing(w.rate.address(), w.feed.address()), w.gold_feed.address()));
    w
}

pub(crate) fn quoted(of: IRisk::listCollateralCall, quote_feed: Address) -> IRisk::listQuotedCall {
    IRisk::listQuotedCall {
        asset: of.asset,
        isShares: of.isShares,
        borrowFactorBps: of.borrowFactorBps,
        liquidationFactorBps: of.liquidationFactorBps,
        maxBonusBps: of.maxBonusBps,
        feed: of.feed,
        feedMaxAge: of.feedMaxAge,
        rateMaxAge: of.rateMaxAge,
        quoteFeed: quote_feed,
        quoteMaxAge: HOUR.word(),
        quoteMaxDeviationBps: n(2_000),
    }
}

pub(crate) fn set_quote(feed: Address) -> IRisk::setQuoteFeedCall {
    IRisk::setQuoteFeedCall { index: n(0), feed, maxAge: DAY.word(), maxDeviationBps: n(1_500) }
}

pub(crate) fn set_loan(feed: Address) -> IRisk::setLoanFeedCall {
    IRisk::setLoanFeedCall { feed, maxAge: DAY.word(), maxDeviationBps: n(500) }
}

/// The loan asset's leg in `spare` at one dollar.
pub(crate) fn with_loan_leg(w: &World) {
    w.spare.sender(w.owner).answer_now(n(USD), 8);
    w.ask(set_loan(w.spare.address()));
}
