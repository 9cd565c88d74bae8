//! The feeds of the market's collaterals, and the state that makes every price take its longest way.

use super::meter::{Meter, milliether};
use alloy_sol_types::SolValue;
use anyhow::{Result, ensure};
use ballast_chain::{Address, U256};
use ballast_client::interfaces::{IFeed, IMarket, IRisk};

/// 0.999123…, with 18 decimals.
const ANSWER: u64 = 999_123_456_789_012_345;
const FEED_AGE_SECS: u64 = 86_400;
const RATE_AGE_SECS: u64 = 3 * 86_400;
const HOUR: u64 = 3_600;
/// blETH's index.
const LST: U256 = U256::ZERO;

/// What says blETH's market price; both say the same.
#[derive(Clone, Copy)]
pub(crate) enum Feed {
    /// A contract that keeps its answer in two slots, as Chainlink's do.
    Stored,
    /// One without storage, as those that peers are measured with.
    Constant(Address),
}

impl Meter {
    /// Deploys a feed without storage.
    pub(crate) fn constant_feed(&mut self, name: &'static str) -> Result<Address> {
        let arguments = (U256::from(18), U256::from(ANSWER)).abi_encode_params();
        let code = [self.codes.constant_feed.as_ref(), &arguments].concat();
        let feed = self.protocol.client.create(self.protocol.accounts.owner, code.into())?;
        self.names.push((feed, name));
        Ok(feed)
    }

    /// The market pays less than par, and has for hours: the average is below par as well, and on its way down.
    pub(crate) fn price_below_par(&mut self, feed: Address) -> Result<()> {
        let (owner, risk) = (self.protocol.accounts.owner, self.protocol.at.risk);
        self.use_feed(Feed::Constant(feed))?;
        for _ in 0..3 {
            self.protocol.client.chain.advance(HOUR);
            self.send((owner, risk, U256::ZERO), IRisk::sampleCall { index: LST })?;
        }
        let kept = self.protocol.client.view(risk, IRisk::averageCall { index: LST })?;
        let par = U256::from(10_000_000_000_000_u64);
        ensure!(kept.sample < kept.average && kept.average < par, "average {}, sample {}", kept.average, kept.sample);
        Ok(())
    }

    /// Has blETH's market price come from another feed.
    pub(crate) fn use_feed(&mut self, feed: Feed) -> Result<()> {
        let (owner, at) = (self.protocol.accounts.owner, self.protocol.at);
        let feed = match feed {
            Feed::Stored => {
                self.send((owner, at.feed, U256::ZERO), IFeed::updateCall { answer: ANSWER.try_into()? })?;
                at.feed
            }
            Feed::Constant(feed) => feed,
        };
        let call = IRisk::setFeedCall {
            index: LST,
            feed,
            feedMaxAge: U256::from(FEED_AGE_SECS),
            rateMaxAge: U256::from(RATE_AGE_SECS),
        };
        self.send((owner, at.risk, U256::ZERO), call)?;
        Ok(())
    }

    /// Deploys a plain token, another WETH9, with a feed of its own, and lists it.
    pub(crate) fn list_plain(&mut self, [name, feed_name]: [&'static str; 2]) -> Result<Address> {
        let (owner, at) = (self.protocol.accounts.owner, self.protocol.at);
        let asset = self.protocol.client.create(owner, self.codes.weth.clone())?;
        let feed = self.constant_feed(feed_name)?;
        self.names.push((asset, name));
        let listing = IRisk::listCollateralCall {
            asset,
            isShares: false,
            borrowFactorBps: U256::from(8_000),
            liquidationFactorBps: U256::from(8_500),
            maxBonusBps: U256::from(500),
            feed,
            feedMaxAge: U256::from(FEED_AGE_SECS),
            rateMaxAge: U256::ZERO,
        };
        self.send((owner, at.risk, U256::ZERO), listing)?;
        let call = IMarket::listCollateralCall { asset, cap: milliether(1_000_000) };
        self.send((owner, at.market, U256::ZERO), call)?;
        Ok(asset)
    }
}
