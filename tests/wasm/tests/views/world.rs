//! A market with blETH and two plain collaterals whose prices can be set to a unit, its lens, and calls that are
//! tried and forgotten.

use alloy_sol_types::{SolCall, SolValue};
use ballast_chain::{
    Address, Receipt, SnapshotId, Tx, U256,
    alloy_primitives::{Signed, Uint},
};
use ballast_client::interfaces::{IFeed, IMarket, IRisk, IWeth};
use ballast_wasm_tests::{ALL, DAY, ETHER, Lending, Plain, artifacts, ether};

/// Carol borrows, erin borrows and liquidates, dave lends 500 WETH.
pub(crate) struct Views {
    pub(crate) l: Lending,
    pub(crate) gold: Plain,
    pub(crate) silver: Plain,
    base: SnapshotId,
}

/// So many ether for a whole token, in thousandths, as a price of a unit.
pub(crate) fn price36(thousandths: u64) -> U256 {
    U256::from(thousandths) * U256::from(ETHER / 1_000) * U256::from(ETHER)
}

impl Views {
    /// Carol has posted 50 blETH and has 100 gold and silver each; erin owes 25 ether since two days.
    pub(crate) fn new() -> Self {
        let mut l = Lending::open();
        let (carol, erin, at) = (l.carol, l.erin, l.protocol.at);
        l.unbreak();
        let gold = list(&mut l, price36(2_000));
        let silver = list(&mut l, price36(50));
        l.send(l.protocol.accounts.owner, at.market, IMarket::setBorrowCapCall { cap: ether(100_000) });
        l.unbreak();
        l.post_plain(erin, gold.token, ether(20));
        l.borrow(erin, ether(25));
        l.protocol.client.chain.advance(2 * DAY + 12_345);
        l.feed(1.0);
        assert_eq!(l.units(carol, gold.token), U256::ZERO);
        let base = l.protocol.client.chain.snapshot();
        let mut views = Self { l, gold, silver, base };
        views.set_price(gold, price36(2_000));
        views.set_price(silver, price36(50));
        views.base = views.l.protocol.client.chain.snapshot();
        views
    }

    /// Back to where all began.
    pub(crate) fn again(&mut self) {
        self.l.protocol.client.chain.restore(self.base).unwrap();
    }

    /// Sets the price of a unit.
    pub(crate) fn set_price(&mut self, plain: Plain, price: U256) {
        let answer = Signed::from_raw(price.to::<Uint<192, 3>>());
        self.l.send(self.l.protocol.accounts.owner, plain.feed, IFeed::updateCall { answer });
    }

    /// The owner changes the market.
    pub(crate) fn govern(&mut self, call: impl SolCall) {
        let (owner, market) = (self.l.protocol.accounts.owner, self.l.protocol.at.market);
        self.l.send(owner, market, call);
    }

    pub(crate) fn assets(&self) -> [Address; 3] {
        [self.l.protocol.at.lst, self.gold.token, self.silver.token]
    }

    /// Asks the lens.
    #[track_caller]
    pub(crate) fn lens<C: SolCall>(&mut self, call: C) -> C::Return {
        let lens = self.l.protocol.at.lens;
        self.l.view(lens, call)
    }

    /// Asks the market.
    #[track_caller]
    pub(crate) fn market<C: SolCall>(&mut self, call: C) -> C::Return {
        let market = self.l.protocol.at.market;
        self.l.view(market, call)
    }

    /// What a transaction to the market would do from here; nothing of it stays.
    pub(crate) fn attempt(&mut self, from: Address, call: impl SolCall) -> Receipt {
        let tx = Tx::call(from, self.l.protocol.at.market, call.abi_encode());
        self.l.protocol.client.chain.call(tx).unwrap()
    }

    /// The judge's terms of a collateral, and its prices.
    pub(crate) fn judged(&mut self, asset: Address) -> (IRisk::Collateral, IRisk::pricesReturn) {
        let index = self.market(IMarket::collateralInfoCall { asset }).index;
        let risk = self.l.protocol.at.risk;
        (self.l.view(risk, IRisk::collateralCall { index }), self.l.view(risk, IRisk::pricesCall { index }))
    }
}

/// Lists another WETH9 of this price, of which carol and erin have 100 each.
fn list(l: &mut Lending, price: U256) -> Plain {
    let owner = l.protocol.accounts.owner;
    let token = l.protocol.client.create(owner, artifacts().weth).unwrap();
    let arguments = (U256::from(36), "plain / ETH".to_owned(), price).abi_encode_params();
    let feed = l.protocol.client.create(owner, [artifacts().feed.as_ref(), &arguments].concat().into()).unwrap();
    l.list(token, feed);
    let spender = l.protocol.at.market;
    for account in [l.carol, l.erin] {
        l.pay(account, token, ether(100), IWeth::depositCall {});
        l.send(account, token, IWeth::approveCall { spender, value: ALL });
    }
    Plain { token, feed }
}
