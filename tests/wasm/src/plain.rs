//! Plain tokens as collateral next to blETH.

use crate::{ALL, Lending, artifacts, ether};
use alloy_sol_types::SolValue;
use ballast_chain::{Address, U256};
use ballast_client::interfaces::{IMarket, IRisk, IWeth};

/// What a plain token lets borrow, in basis points.
pub const PLAIN_BORROW_BPS: u64 = 8_000;
/// Where it is liquidated, in basis points.
pub const PLAIN_LIQUIDATION_BPS: u64 = 8_500;

impl Lending {
    /// A price feed of the owner's.
    pub fn new_feed(&mut self, price: f64) -> Address {
        let owner = self.protocol.accounts.owner;
        let arguments = (U256::from(18), "plain / ETH".to_owned(), U256::from(answer(price))).abi_encode_params();
        let code = [artifacts().feed.as_ref(), &arguments].concat();
        self.protocol.client.create(owner, code.into()).unwrap()
    }

    /// Lists a plain token of 18 decimals as the next collateral.
    pub fn list(&mut self, token: Address, feed: Address) {
        let (owner, at) = (self.protocol.accounts.owner, self.protocol.at);
        let listing = IRisk::listCollateralCall {
            asset: token,
            isShares: false,
            borrowFactorBps: U256::from(PLAIN_BORROW_BPS),
            liquidationFactorBps: U256::from(PLAIN_LIQUIDATION_BPS),
            maxBonusBps: U256::from(500),
            feed,
            feedMaxAge: U256::from(86_400),
            rateMaxAge: U256::ZERO,
        };
        self.send(owner, at.risk, listing);
        self.send(owner, at.market, IMarket::listCollateralCall { asset: token, cap: ether(1_000_000) });
    }

    /// Lists a second WETH9 worth an ether, of which carol and erin have 100 each and have approved them.
    pub fn list_second_weth(&mut self) -> crate::Plain {
        let owner = self.protocol.accounts.owner;
        let token = self.protocol.client.create(owner, artifacts().weth).unwrap();
        let feed = self.new_feed(1.0);
        self.list(token, feed);
        let spender = self.protocol.at.market;
        for account in [self.carol, self.erin] {
            self.pay(account, token, ether(100), IWeth::depositCall {});
            self.send(account, token, IWeth::approveCall { spender, value: ALL });
        }
        crate::Plain { token, feed }
    }

    /// Posts units of a plain token as margin.
    pub fn post_plain(&mut self, account: Address, asset: Address, units: U256) {
        let market = self.protocol.at.market;
        self.send(account, market, IMarket::supplyCollateralCall { asset, units, onBehalf: account });
    }

    /// Units of a collateral that an account has.
    pub fn units(&mut self, account: Address, asset: Address) -> U256 {
        let market = self.protocol.at.market;
        self.view(market, IMarket::collateralOfCall { account, asset })
    }
}

/// A price as a feed of 18 decimals answers it.
pub(crate) fn answer(price: f64) -> u128 {
    u128::from((price * 1e9).round() as u64) * 1_000_000_000
}
