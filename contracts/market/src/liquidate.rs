//! Liquidation, and what becomes of debt that nothing stands behind any more.

use crate::{
    book::{Book, PAUSED_LIQUIDATION},
    callback,
    collateral::{credit, release, send},
    interface::{
        IMarket::{Liquidate, SeizedTooLittle},
        IMarketCallbacks::onLiquidateCall,
    },
    judge::{self, Verdict},
    repay::{debt_of, settle, Settled},
    reserves::write_off,
    share::valid_receiver,
    storage::{Account, Listing},
    supply::{non_zero, pull_assets},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    emit, error,
    host::{sender, this},
    program::Selector,
    Result,
};

/// What the liquidator asks for.
pub(crate) struct Order {
    pub(crate) borrower: Address,
    pub(crate) asset: Address,
    pub(crate) max_repay: U256,
    pub(crate) min_seize: U256,
    pub(crate) receiver: Address,
}

/// Sends, calls the caller back if he gave `data` for it, and pulls: all is booked before.
pub(crate) fn liquidate(order: &Order, data: &[u8]) -> Result<[U256; 2]> {
    let keeps = order.receiver == this();
    if !keeps {
        valid_receiver(order.receiver)?;
    }
    let mut book = Book::open();
    book.unpaused(PAUSED_LIQUIDATION)?;
    let mut listing = Listing::load(order.asset)?;
    let mut account = Account::load(order.borrower);
    let debt = debt_of(&book, &account)?;
    let verdict = judge::liquidation(&account, debt, listing.index, order.max_repay)?;
    if verdict.seize < order.min_seize {
        return Err(error!(SeizedTooLittle: verdict.seize, order.min_seize));
    }
    let settled = settle(&mut book, &mut account, debt, verdict.repay)?;
    let seized = release(&mut account, &mut listing, verdict.seize)?;
    non_zero(settled.repaid | seized)?; // worthless collateral goes for nothing, so that bad debt can be realised
    log_liquidated(order, &settled, &verdict);
    if verdict.exhausted && account.debt_shares != 0 {
        write_off(&mut book, &mut account);
    }
    book.store();
    account.store();
    let caller = sender();
    if keeps {
        credit(&mut Account::load(caller), &mut listing, seized)?;
    } else {
        send(&listing, order.receiver, seized)?;
    }
    let [repaid, seized] = [settled.repaid.word(), seized.word()];
    if !data.is_empty() {
        let arguments = [order.borrower.word(), order.asset.word(), repaid, seized];
        callback::call(caller, onLiquidateCall::ID, &arguments, data)?;
    }
    if settled.repaid != 0 {
        pull_assets(caller, settled.repaid)?;
    }
    Ok([repaid, seized])
}

#[inline(never)]
fn log_liquidated(order: &Order, settled: &Settled, verdict: &Verdict) {
    emit!(Liquidate: [sender(), order.borrower, order.asset], [settled.repaid, settled.shares, verdict.seize, verdict.health_wad]);
}
