//! The market: lending, margin, liquidation.

use super::{
    meter::{ALL, Meter, milliether, shares},
    prices::Feed,
};
use anyhow::Result;
use ballast_chain::{Address, U256};
use ballast_client::interfaces::{ILst, IMarket, IWeth};

/// A borrowing for oneself.
fn borrow(by: Address, assets: U256) -> IMarket::borrowCall {
    IMarket::borrowCall { assets, onBehalf: by, receiver: by, data: Default::default() }
}

fn supply(asset: Address, units: U256, by: Address) -> IMarket::supplyCollateralCall {
    IMarket::supplyCollateralCall { asset, units, onBehalf: by }
}

impl Meter {
    pub(crate) fn market(&mut self) -> Result<()> {
        self.open()?;
        let (at, zero, alice) = (self.protocol.at, U256::ZERO, self.alice);
        let way = (alice, at.market, zero);
        let posted = supply(at.lst, shares(10_111), alice);
        self.measure("supplyCollateral, first", way, posted.clone())?;
        self.measure("supplyCollateral, again", way, posted)?;
        let constant = self.constant_feed("feed")?;
        self.price_below_par(constant)?;
        self.measure("borrow, first", way, borrow(alice, milliether(3_333)))?;
        self.measure("borrow, again", way, borrow(alice, milliether(3_111)))?;
        self.supply_side()?;
        let call = IMarket::repayCall { assets: milliether(1_222), onBehalf: alice };
        self.measure("repay, partial", way, call)?;
        let call =
            IMarket::withdrawCollateralCall { asset: at.lst, units: shares(555), onBehalf: alice, receiver: alice };
        self.measure("withdrawCollateral, with debt", way, call)?;
        self.three_collaterals()?;
        self.use_feed(Feed::Stored)?;
        self.measure("borrow, again, feed with storage", way, borrow(alice, milliether(211)))?;
        self.use_feed(Feed::Constant(constant))?;
        self.liquidation()
    }

    /// Everyone has WETH and has approved the market; bob has lent some.
    fn open(&mut self) -> Result<()> {
        let (at, zero, bob) = (self.protocol.at, U256::ZERO, self.bob);
        for actor in [self.alice, bob, self.erin] {
            self.send((actor, at.weth, milliether(1_000_000)), IWeth::depositCall {})?;
            self.send((actor, at.weth, zero), IWeth::approveCall { spender: at.market, value: ALL })?;
            self.send((actor, at.lst, zero), ILst::approveCall { spender: at.market, value: ALL })?;
        }
        let call = IMarket::depositCall { assets: milliether(300_777), receiver: bob };
        self.send((bob, at.market, zero), call)?;
        Ok(())
    }

    fn supply_side(&mut self) -> Result<()> {
        let bob = self.bob;
        let way = (bob, self.protocol.at.market, U256::ZERO);
        let call = IMarket::depositCall { assets: milliether(1_777), receiver: bob };
        self.measure("deposit, again", way, call)?;
        let call = IMarket::withdrawCall { assets: milliether(1_555), receiver: bob, owner: bob };
        self.measure("withdraw, partial", way, call)
    }

    /// Bob borrows against blETH and two plain tokens, each with a feed of its own.
    fn three_collaterals(&mut self) -> Result<()> {
        let (at, zero, bob) = (self.protocol.at, U256::ZERO, self.bob);
        let way = (bob, at.market, zero);
        self.send(way, supply(at.lst, shares(5_111), bob))?;
        for names in [["second token", "second feed"], ["third token", "third feed"]] {
            let token = self.list_plain(names)?;
            self.send((bob, token, milliether(20_000)), IWeth::depositCall {})?;
            self.send((bob, token, zero), IWeth::approveCall { spender: at.market, value: ALL })?;
            self.send(way, supply(token, milliether(7_777), bob))?;
        }
        self.send(way, borrow(bob, milliether(3_333)))?;
        self.measure("borrow, three collaterals", way, borrow(bob, milliether(3_111)))
    }

    /// Alice borrows all she may, and a slashing of 8 % hits.
    fn liquidation(&mut self) -> Result<()> {
        let (at, zero, owner) = (self.protocol.at, U256::ZERO, self.protocol.accounts.owner);
        let (alice, erin) = (self.alice, self.erin);
        let limit = self.protocol.client.view(at.market, IMarket::accountHealthCall { account: alice })?;
        let assets = limit.limit - limit.debt - U256::from(1_000_000_000_000_u64);
        self.send((alice, at.market, zero), borrow(alice, assets))?;
        let bounds = ILst::setReportBoundsCall { maxGainBps: U256::from(10_000), maxLossBps: U256::from(1_000) };
        self.send((owner, at.lst, zero), bounds)?;
        self.report_loss(12_000)?;
        let call = IMarket::liquidateCall {
            borrower: alice,
            asset: at.lst,
            maxRepay: milliether(1_000),
            minSeize: U256::ONE,
            receiver: erin,
            data: Default::default(),
        };
        self.measure("liquidate, partial", (erin, at.market, zero), call)
    }
}
