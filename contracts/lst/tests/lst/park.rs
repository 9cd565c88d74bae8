//! Reports whose loss is over the bound wait, and most of the contract with them.

mod decided;
mod kept;
mod stopped;

use crate::world::*;
use ballast_lst::interface::ILst;

/// Ten ether, five of them at validators, of which a report says that two are lost. Bounds as at first.
fn parked() -> World {
    let w = World::working();
    w.age(DAY);
    w.ask(w.oracle, w.report_of(ether(3)));
    assert!(w.parked().parked);
    w
}

fn settle(loss: alloy_primitives::U256) -> ILst::settleReportCall {
    ILst::settleReportCall { loss }
}

/// Whether one is parked, its gain and loss, its figures.
fn told(w: &World) -> (bool, [u128; 6]) {
    let p = w.parked();
    let words = [p.gain, p.loss, p.validatorsEther, p.inFlightEther, p.sentEther, p.returnedEther];
    (p.parked, words.map(|word| word.to()))
}

/// The books: what a report would change.
fn books(w: &World) -> Vec<alloy_primitives::U256> {
    let columns = w.columns();
    let accounts = [w.alice, w.treasury, w.operators].map(|account| w.shares(account));
    let figures = [w.pooled(), w.total_shares(), w.deficit(), w.set_aside(), w.parked_gain()];
    let columns = [columns.buffer, columns.inFlight, columns.validators];
    [&figures[..], &columns, &w.vesting(), &accounts].concat()
}
