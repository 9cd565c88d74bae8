//! wblETH: blETH that does not rebase. A wei of it is 10^9 shares of blETH, for ever.
//!
//! This file routes; each operation has its own file. The published interface, with units, rounding, errors
//! and events, is `abi/IWrapper.sol`, from which the selectors come; the formulas are in `ballast-math`.
extern crate alloc;

mod construct;
pub mod interface;
mod rate;
mod skim;
mod stake;
mod storage;
mod transfer;
mod unwrap;
mod views;
mod wrap;

use ballast_common::{
    abi::{nothing, one, text, words, Answer, Args, Word},
    permit::{permit_bytes, permit_parts},
    program::{dispatch, not_payable, unknown, Call, Selector},
    signature::{domain, domain_separator},
};
use interface::IWrapper::*;
use storage::{Books, ACCOUNTS};

pub use storage::Wrapper;

ballast_common::program!(Wrapper, route);

/// The token's, and its EIP-712 domain's.
const NAME: &str = "Wrapped Ballast Ether";

/// Runs one call.
pub fn route(wrapper: &mut Wrapper, calldata: &[u8]) -> Answer {
    match dispatch(wrapper, calldata)? {
        Call::Receive => stake::receive().map(|_| ()).and_then(nothing),
        Call::Function(stakeCall::ID, mut a) => stake::stake(a.address()?, a.uint()?, a.uint()?).and_then(one),
        Call::Function(selector, args) => not_payable().and_then(|()| operation(selector, args)),
        Call::Construct(mut a) => {
            not_payable()?;
            construct::construct(a.address()?).and_then(nothing)
        }
    }
}

// Grouped by what they answer, so that each answer is encoded in one place.

/// What answers `true`.
fn operation(selector: u32, mut a: Args) -> Answer {
    let done = match selector {
        transferCall::ID => transfer::transfer(a.address()?, a.uint()?),
        transferFromCall::ID => transfer::transfer_from(a.address()?, a.address()?, a.uint()?),
        approveCall::ID => ACCOUNTS.approve(a.address()?, a.uint()?),
        increaseAllowanceCall::ID => ACCOUNTS.increase(a.address()?, a.uint()?),
        decreaseAllowanceCall::ID => ACCOUNTS.decrease(a.address()?, a.uint()?),
        _ => return amount(selector, a),
    };
    done.and_then(|()| one(true))
}

/// What moves blETH or depends on its rate, and answers an amount.
fn amount(selector: u32, mut a: Args) -> Answer {
    let amount = match selector {
        wrapCall::ID => wrap::wrap(a.uint()?),
        unwrapCall::ID => unwrap::unwrap(a.uint()?),
        depositCall::ID => wrap::deposit(a.uint()?, a.address()?),
        mintCall::ID => wrap::mint(a.uint()?, a.address()?),
        withdrawCall::ID => unwrap::withdraw(a.uint()?, a.address()?, a.address()?),
        redeemCall::ID => unwrap::redeem(a.uint()?, a.address()?, a.address()?),
        wrapWithPermitCall::ID => wrap::wrap_with_permit(&mut a),
        skimCall::ID => skim::skim(a.address()?),
        getWblETHByBlETHCall::ID | getWstETHByStETHCall::ID | convertToSharesCall::ID | previewDepositCall::ID => {
            views::to_shares(a.uint()?)
        }
        getBlETHByWblETHCall::ID | getStETHByWstETHCall::ID | convertToAssetsCall::ID | previewRedeemCall::ID => {
            views::to_assets(a.uint()?)
        }
        previewMintCall::ID => views::to_assets_up(a.uint()?),
        previewWithdrawCall::ID => views::to_shares_up(a.uint()?),
        blEthPerTokenCall::ID | stEthPerTokenCall::ID | latestAnswerCall::ID => views::one_in_assets(),
        tokensPerBlEthCall::ID | tokensPerStEthCall::ID => views::one_in_shares(),
        totalAssetsCall::ID => views::total_assets(),
        maxDepositCall::ID => a.address().and_then(|_| views::max_deposit()),
        maxWithdrawCall::ID => views::max_withdraw(a.address()?),
        latestTimestampCall::ID => views::latest_timestamp(),
        _ => return view(selector, a),
    };
    amount.and_then(one)
}

/// What our own books answer.
fn view(selector: u32, mut a: Args) -> Answer {
    let word = match selector {
        balanceOfCall::ID | maxRedeemCall::ID => ACCOUNTS.balance(a.address()?).word(),
        totalSupplyCall::ID => Books::load().supply.word(),
        maxMintCall::ID => a.address().map(|_| views::max_mint())?.word(),
        allowanceCall::ID => ACCOUNTS.allowance(a.address()?, a.address()?),
        noncesCall::ID => ACCOUNTS.nonce(a.address()?).word(),
        assetCall::ID | stETHCall::ID => Books::load().lst.word(),
        DOMAIN_SEPARATORCall::ID => domain_separator(NAME),
        decimalsCall::ID => 18_u64.word(),
        versionCall::ID => 1_u64.word(),
        _ => return other(selector, a),
    };
    one(word)
}

/// What answers nothing, or more than a word.
fn other(selector: u32, mut a: Args) -> Answer {
    match selector {
        permit_0Call::ID => permit_parts(NAME, ACCOUNTS, &mut a).and_then(nothing),
        permit_1Call::ID => permit_bytes(NAME, ACCOUNTS, &mut a).and_then(nothing),
        latestRoundDataCall::ID => words(&views::latest_round()?),
        getRoundDataCall::ID => words(&views::round(a.uint()?)?),
        eip712DomainCall::ID => domain(NAME),
        nameCall::ID => text(NAME),
        symbolCall::ID => text("wblETH"),
        descriptionCall::ID => text("wblETH / ETH"),
        _ => unknown(),
    }
}
