//! The market: lending, margin, liquidation.

use super::meter::{ALL, Meter, milliether, shares};
use anyhow::Result;
use ballast_chain::U256;
use ballast_client::interfaces::{ILst, IMarket, IWeth};

impl Meter {
    pub(crate) fn market(&mut self) -> Result<()> {
        let (at, zero) = (self.protocol.at, U256::ZERO);
        let (alice, bob) = (self.alice, self.bob);
        for actor in [alice, bob, self.erin] {
            self.send((actor, at.weth, milliether(1_000_000)), IWeth::depositCall {})?;
            self.send((actor, at.weth, zero), IWeth::approveCall { spender: at.market, value: ALL })?;
            self.send((actor, at.lst, zero), ILst::approveCall { spender: at.market, value: ALL })?;
        }
        let deposit = |amount| IMarket::depositCall { assets: milliether(amount), receiver: bob };
        self.send((bob, at.market, zero), deposit(300_777))?;
        let way = (alice, at.market, zero);
        let supply = || IMarket::supplyCollateralCall { asset: at.lst, units: shares(10_111), onBehalf: alice };
        self.measure("supplyCollateral, first", way, supply())?;
        self.measure("supplyCollateral, again", way, supply())?;
        self.update_feed()?;
        let borrow = |amount| IMarket::borrowCall {
            assets: milliether(amount),
            onBehalf: alice,
            receiver: alice,
            data: Default::default(),
        };
        self.measure("borrow, first", way, borrow(3_333))?;
        self.measure("borrow, again", way, borrow(3_111))?;
        self.measure("deposit, again", (bob, at.market, zero), deposit(1_777))?;
        let call = IMarket::withdrawCall { assets: milliether(1_555), receiver: bob, owner: bob };
        self.measure("withdraw, partial", (bob, at.market, zero), call)?;
        let call = IMarket::repayCall { assets: milliether(1_222), onBehalf: alice };
        self.measure("repay, partial", way, call)?;
        let call =
            IMarket::withdrawCollateralCall { asset: at.lst, units: shares(555), onBehalf: alice, receiver: alice };
        self.measure("withdrawCollateral, with debt", way, call)?;
        self.liquidation()
    }

    /// Alice borrows all she may, and a slashing of 8 % hits.
    fn liquidation(&mut self) -> Result<()> {
        let (at, zero, owner) = (self.protocol.at, U256::ZERO, self.protocol.accounts.owner);
        let (alice, erin) = (self.alice, self.erin);
        let limit = self.protocol.client.view(at.market, IMarket::accountHealthCall { account: alice })?;
        let assets = limit.limit - limit.debt - U256::from(1_000_000_000_000_u64);
        self.send(
            (alice, at.market, zero),
            IMarket::borrowCall { assets, onBehalf: alice, receiver: alice, data: Default::default() },
        )?;
        let bounds = ILst::setReportBoundsCall { maxGainBps: U256::from(10_000), maxLossBps: U256::from(1_000) };
        self.send((owner, at.lst, zero), bounds)?;
        self.report_loss(12_000)?;
        self.update_feed()?;
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
