//! The first-loss vault of a market: supply shares that stand in for bad debt before other suppliers do, and earn for
//! it.
//!
//! This file routes; each operation has its own file. The published interface, with units, rounding, errors and
//! events, is `abi/IBackstop.sol`, from which the selectors come; the conversions are in `ballast-math`. Nobody
//! governs it: market and lens are kept for good.
extern crate alloc;

mod ask;
mod construct;
mod flag;
mod fund;
pub mod interface;
mod leave;
mod lock;
mod notice;
mod reserves;
mod storage;
#[cfg(not(target_arch = "wasm32"))]
pub mod testing;
mod totals;
mod views;

use ballast_common::{
    abi::{nothing, one, words, Answer, Args, Word},
    program::{dispatch, not_payable, unknown, Call, Selector},
};
use interface::IBackstop::*;

pub use storage::Backstop;

ballast_common::program!(Backstop, route, reentrant);

/// Runs one call; `reentrant` if it came in while the vault is running already.
pub fn route(backstop: &mut Backstop, calldata: &[u8], reentrant: bool) -> Answer {
    not_payable()?;
    lock::check(reentrant)?;
    match dispatch(backstop, calldata)? {
        Call::Receive => unknown(),
        Call::Construct(mut a) => construct::construct(a.address()?, a.address()?, a.uint()?).and_then(nothing),
        Call::Function(selector, args) => operation(selector, args),
    }
}

/// What changes something.
fn operation(selector: u32, mut a: Args) -> Answer {
    let done = match selector {
        fundCall::ID => return fund::fund(a.uint()?, a.address()?, a.uint()?).and_then(one),
        giveNoticeCall::ID => return notice::give(a.uint()?).and_then(one),
        leaveCall::ID => return leave::leave(a.uint()?, a.address()?).and_then(one),
        takeReservesCall::ID => reserves::take(a.uint()?, a.address()?),
        cancelNoticeCall::ID => notice::cancel(),
        syncCall::ID => totals::sync().map(|_| ()),
        flagCall::ID => flag::flag(a.address()?),
        unflagCall::ID => flag::unflag(a.address()?),
        _ => return view(selector, a),
    };
    done.and_then(nothing)
}

/// What can be read.
fn view(selector: u32, mut a: Args) -> Answer {
    let word = match selector {
        sharesOfCall::ID => views::shares_of(a.address()?)?.word(),
        assetsOfCall::ID => views::assets_of(a.address()?)?.word(),
        previewFundCall::ID => views::preview_fund(a.uint()?)?.word(),
        previewLeaveCall::ID => views::preview_leave(a.uint()?)?.word(),
        noticeOfCall::ID => return words(&views::notice_of(a.address()?)?),
        totalsCall::ID => return words(&views::totals()?),
        isFlaggedCall::ID => flag::is_flagged(a.address()?).word(),
        reservesCall::ID => reserves::here()?.word(),
        incomeBpsCall::ID => storage::Wiring::load().income_bps.word(),
        flaggedCountCall::ID => storage::Wiring::load().flagged.word(),
        marketCall::ID => storage::Wiring::load().market.word(),
        lensCall::ID => storage::lens().word(),
        _ => return unknown(),
    };
    one(word)
}
