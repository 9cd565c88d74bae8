//! A market with a lender, a borrower and a liquidator, ready for the tests of lending.

use crate::{ALL, ether, plain::answer, protocol_with, rich};
use alloy_sol_types::{SolCall, SolError};
use ballast_chain::{Address, U256};
use ballast_client::{
    CallError, Parameters, Protocol,
    interfaces::{IFeed, ILst, IMarket, IRisk, IWeth},
};

/// The protocol and its people.
pub struct Lending {
    /// The protocol.
    pub protocol: Protocol,
    /// Supplied 500 WETH.
    pub dave: Address,
    /// Holds 100 blETH, of which 50 are posted as margin.
    pub carol: Address,
    /// Holds 500 WETH.
    pub erin: Address,
    /// Further holders, for the sums over the books.
    pub others: Vec<Address>,
}

impl Lending {
    /// With the demo's parameters.
    pub fn open() -> Self {
        Self::open_with(&Parameters::default())
    }

    /// With parameters of the test's own.
    pub fn open_with(parameters: &Parameters) -> Self {
        let mut protocol = protocol_with(parameters);
        let [dave, carol, erin] = ["dave", "carol", "erin"].map(|name| rich(&mut protocol.client, name, ether(10_000)));
        let mut lending = Self { protocol, dave, carol, erin, others: Vec::new() };
        let at = lending.protocol.at;
        for actor in [dave, carol, erin] {
            lending.pay(actor, at.weth, ether(500), IWeth::depositCall {});
            lending.send(actor, at.weth, IWeth::approveCall { spender: at.market, value: ALL });
            lending.send(actor, at.lst, ILst::approveCall { spender: at.market, value: ALL });
        }
        lending.send(dave, at.market, IMarket::depositCall { assets: ether(500), receiver: dave });
        lending.pay(carol, at.lst, ether(100), ILst::submitCall { referral: Address::ZERO });
        lending.pay(erin, at.lst, ether(300), ILst::submitCall { referral: Address::ZERO });
        lending.post(carol, 50);
        lending.feed(1.0);
        lending
    }

    /// Sends with ether, and must succeed.
    pub fn pay<C: SolCall>(&mut self, from: Address, to: Address, wei: U256, call: C) -> C::Return {
        let done = self.protocol.client.send_value(from, to, wei, call);
        done.unwrap_or_else(|error| panic!("{}: {error}", C::SIGNATURE)).value
    }

    /// Sends, and must succeed.
    pub fn send<C: SolCall>(&mut self, from: Address, to: Address, call: C) -> C::Return {
        self.pay(from, to, U256::ZERO, call)
    }

    /// Sends, and must fail with a typed error.
    pub fn fail<E: SolError, C: SolCall>(&mut self, from: Address, to: Address, call: C) -> E {
        match self.protocol.client.send(from, to, call) {
            Ok(_) => panic!("{} succeeded, {} expected", C::SIGNATURE, E::SIGNATURE),
            Err(error) => typed(&error),
        }
    }

    /// Asks.
    pub fn view<C: SolCall>(&mut self, to: Address, call: C) -> C::Return {
        self.protocol.client.view(to, call).unwrap_or_else(|error| panic!("{}: {error}", C::SIGNATURE))
    }

    /// Posts so many blETH as margin.
    pub fn post(&mut self, account: Address, blether: u64) {
        let at = self.protocol.at;
        let units = self.view(at.lst, ILst::getSharesByPooledEthCall { ethAmount: ether(blether) });
        self.send(account, at.market, IMarket::supplyCollateralCall { asset: at.lst, units, onBehalf: account });
    }

    /// Borrows for an account of the sender's.
    pub fn borrow(&mut self, account: Address, assets: U256) {
        let market = self.protocol.at.market;
        self.send(
            account,
            market,
            IMarket::borrowCall { assets, onBehalf: account, receiver: account, data: Default::default() },
        );
    }

    /// Lets every first feed jump as a test likes.
    pub fn unbreak(&mut self) {
        let (owner, risk) = (self.protocol.accounts.owner, self.protocol.at.risk);
        let count = self.view(risk, IRisk::collateralCountCall {}).to::<u64>();
        for index in 0..count {
            let call = IRisk::setDeviationCall { index: U256::from(index), maxDeviationBps: U256::from(50_000) };
            self.send(owner, risk, call);
        }
    }

    /// Sets the market's price of one blETH.
    pub fn feed(&mut self, price: f64) {
        self.set_price(self.protocol.at.feed, price);
    }

    /// Sets the answer of a feed.
    pub fn set_price(&mut self, feed: Address, price: f64) {
        let answer = (answer(price) as i128).try_into().unwrap();
        self.send(self.protocol.accounts.owner, feed, IFeed::updateCall { answer });
    }

    /// Reports a loss with what is at validators; one over the bound the guardian settles at once.
    pub fn slash(&mut self, lost: U256) {
        let (lst, accounts) = (self.protocol.at.lst, self.protocol.accounts);
        let columns = self.view(lst, ILst::columnsCall {});
        if columns.inFlight + columns.validators < lost {
            let amount = columns.buffer - ether(1);
            self.send(accounts.operators, lst, ILst::deployEtherCall { amount });
        }
        let columns = self.view(lst, ILst::columnsCall {});
        let flows = self.view(lst, ILst::flowsCall {});
        let call = ILst::applyReportCall {
            validatorsEther: columns.inFlight + columns.validators - lost,
            inFlightEther: U256::ZERO,
            sentEther: flows.sent,
            returnedEther: flows.returned,
        };
        self.send(accounts.oracle, lst, call);
        if self.view(lst, ILst::parkedReportCall {}).parked {
            self.settle();
        }
    }

    /// The guardian settles the parked report; returns its loss.
    pub fn settle(&mut self) -> U256 {
        let (lst, guardian) = (self.protocol.at.lst, self.protocol.accounts.guardian);
        let loss = self.view(lst, ILst::parkedReportCall {}).loss;
        self.send(guardian, lst, ILst::settleReportCall { loss });
        loss
    }

    /// Health, debt and limit of an account.
    pub fn health(&mut self, account: Address) -> IMarket::accountHealthReturn {
        let market = self.protocol.at.market;
        self.view(market, IMarket::accountHealthCall { account })
    }

    /// The call of a liquidator who takes blETH.
    pub fn liquidation(&self, borrower: Address, max_repay: U256) -> IMarket::liquidateCall {
        IMarket::liquidateCall {
            borrower,
            asset: self.protocol.at.lst,
            maxRepay: max_repay,
            minSeize: U256::ZERO,
            receiver: self.erin,
            data: Default::default(),
        }
    }
}

/// The typed error of a failed call.
#[track_caller]
pub fn typed<E: SolError>(error: &CallError) -> E {
    error.typed().unwrap_or_else(|| panic!("{} expected, but: {error}", E::SIGNATURE))
}
