//! blETH: a rebasing liquid staking token kept as shares, minted and redeemed at peg.
//!
//! This file routes; each operation has its own file. The published interface, with units, rounding, errors
//! and events, is `abi/ILst.sol`, from which the selectors come; the formulas are in `ballast-math`.
extern crate alloc;

mod admin;
mod bounds;
mod construct;
mod ether;
mod fee;
pub mod interface;
mod limit;
mod park;
mod pool;
mod redeem;
mod report;
mod skim;
mod stake;
mod storage;
#[cfg(not(target_arch = "wasm32"))]
pub mod testing;
mod transfer;
mod views;

use alloy_primitives::Address;
use ballast_common::{
    abi::{nothing, one, text, words, Answer, Args, Word},
    permit::{permit_bytes, permit_parts},
    program::{dispatch, not_payable, unknown, Call, Selector},
    signature::{domain, domain_separator},
    word::MAX_U112,
    Result,
};
use interface::ILst::*;
use storage::{ReportTerms, ACCOUNTS, OPERATORS, ORACLE, PAUSED_REDEMPTION, PAUSED_STAKING, ROLES};

pub use storage::Lst;

ballast_common::program!(Lst, route);

/// Of the token and of its EIP-712 domain.
const NAME: &str = "Ballast Ether";

/// Runs one call.
pub fn route(lst: &mut Lst, calldata: &[u8]) -> Answer {
    match dispatch(lst, calldata)? {
        Call::Receive => stake::submit(Address::ZERO).map(|_| ()).and_then(nothing),
        Call::Construct(mut a) => construct::construct(a.address()?, a.address()?, a.address()?).and_then(nothing),
        Call::Function(selector, args) => payable(selector, args),
    }
}

fn payable(selector: u32, mut a: Args) -> Answer {
    match selector {
        submitCall::ID => stake::submit(a.address()?).and_then(one),
        stakeCall::ID => stake::stake(a.address()?, a.uint()?, a.uint()?).and_then(one),
        returnEtherCall::ID => ether::give_back().and_then(nothing),
        _ => not_payable().and_then(|()| operation(selector, a)),
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

/// What answers an amount.
fn amount(selector: u32, mut a: Args) -> Answer {
    let amount = match selector {
        transferSharesCall::ID => transfer::transfer_shares(a.address()?, shares(&mut a)?),
        transferSharesFromCall::ID => transfer::transfer_shares_from(a.address()?, a.address()?, shares(&mut a)?),
        redeemCall::ID => redeem::redeem(a.uint()?, &terms(&mut a)?),
        redeemSharesCall::ID => redeem::redeem_shares(shares(&mut a)?, &terms(&mut a)?),
        totalSupplyCall::ID | getTotalPooledEtherCall::ID => views::total_pooled_ether(),
        balanceOfCall::ID => views::balance_of(a.address()?),
        getTotalSharesCall::ID => Ok(views::total_shares()),
        sharesOfCall::ID => Ok(ACCOUNTS.balance(a.address()?)),
        getSharesByPooledEthCall::ID | previewStakeCall::ID => stake::preview(ether(&mut a)?),
        getPooledEthBySharesCall::ID => views::ether_by_shares_down(shares(&mut a)?),
        getPooledEthBySharesRoundUpCall::ID => views::ether_by_shares_up(shares(&mut a)?),
        maxStakeCall::ID => stake::max(),
        previewRedeemCall::ID => redeem::preview(ether(&mut a)?),
        previewRedeemSharesCall::ID => redeem::preview_shares(shares(&mut a)?),
        maxRedeemCall::ID => redeem::max(a.address()?),
        getBufferedEtherCall::ID => Ok(views::buffer()),
        deficitCall::ID => Ok(views::deficit()),
        setAsideCall::ID => Ok(views::set_aside()),
        noncesCall::ID => Ok(ACCOUNTS.nonce(a.address()?)),
        _ => return governance(selector, a),
    };
    amount.and_then(one)
}

/// What answers nothing.
fn governance(selector: u32, mut a: Args) -> Answer {
    let done = match selector {
        permit_0Call::ID => permit_parts(NAME, ACCOUNTS, &mut a),
        permit_1Call::ID => permit_bytes(NAME, ACCOUNTS, &mut a),
        applyReportCall::ID => report::apply(&figures(&mut a)?),
        deployEtherCall::ID => ether::deploy(ether(&mut a)?),
        settleReportCall::ID => park::settle(a.uint()?),
        rejectReportCall::ID => park::reject(),
        settleGainCall::ID => report::settle_gain(a.uint()?),
        setReportBoundsCall::ID => admin::change_report_bounds(ether(&mut a)?, ether(&mut a)?),
        pauseStakingCall::ID => admin::pause(PAUSED_STAKING),
        resumeStakingCall::ID => admin::resume(PAUSED_STAKING),
        pauseRedemptionCall::ID => admin::pause(PAUSED_REDEMPTION),
        resumeRedemptionCall::ID => admin::resume(PAUSED_REDEMPTION),
        transferOwnershipCall::ID => ROLES.transfer_ownership(a.address()?),
        acceptOwnershipCall::ID => ROLES.accept_ownership(),
        setGuardianCall::ID => ROLES.set_guardian(a.address()?),
        wireCall::ID
        | setProtocolFeeCall::ID
        | setRedemptionCall::ID
        | setVestingPeriodCall::ID
        | setStakeLimitCall::ID => ROLES.only_owner().and_then(|()| parameter(selector, a)),
        _ => return view(selector, a),
    };
    done.and_then(nothing)
}

/// What the owner sets; the caller has been made sure of.
fn parameter(selector: u32, mut a: Args) -> Result<()> {
    match selector {
        wireCall::ID => admin::wire(a.address()?, a.address()?),
        setProtocolFeeCall::ID => admin::set_protocol_fee(ether(&mut a)?, ether(&mut a)?, a.address()?),
        setRedemptionCall::ID => admin::set_redemption(ether(&mut a)?, ether(&mut a)?, ether(&mut a)?),
        setVestingPeriodCall::ID => admin::set_vesting_period(ether(&mut a)?),
        _ => admin::set_stake_limit(ether(&mut a)?, ether(&mut a)?),
    }
}

fn view(selector: u32, mut a: Args) -> Answer {
    let word = match selector {
        decimalsCall::ID => 18_u64.word(),
        allowanceCall::ID => ACCOUNTS.allowance(a.address()?, a.address()?),
        DOMAIN_SEPARATORCall::ID => domain_separator(NAME),
        isStakingPausedCall::ID => views::stopped(PAUSED_STAKING).word(),
        isRedemptionPausedCall::ID => views::stopped(PAUSED_REDEMPTION).word(),
        getCurrentStakeLimitCall::ID => views::stake_limit()?,
        getFeeCall::ID => ReportTerms::load().fee_bps.word(),
        operatorsFeeCall::ID => ReportTerms::load().operators_bps.word(),
        treasuryCall::ID => ReportTerms::load().treasury,
        parkedGainCall::ID => park::gain_of(&storage::Vesting::load()),
        ownerCall::ID => ROLES.owner(),
        pendingOwnerCall::ID => ROLES.pending_owner(),
        guardianCall::ID => ROLES.guardian(),
        skimCall::ID => skim::skim(a.address()?)?,
        _ => return several(selector),
    };
    one(word)
}

fn several(selector: u32) -> Answer {
    match selector {
        rateDataCall::ID => words(&views::rate_data()?),
        nameCall::ID => text(NAME),
        symbolCall::ID => text("blETH"),
        eip712DomainCall::ID => domain(NAME),
        stakeLimitConfigCall::ID => words(&views::stake_limit_config()),
        redemptionConfigCall::ID => words(&views::redemption_config()),
        columnsCall::ID => words(&views::columns()),
        flowsCall::ID => words(&views::flows()),
        vestingCall::ID => words(&views::vesting()),
        reportBoundsCall::ID => words(&views::report_bounds()),
        parkedReportCall::ID => words(&park::view()),
        currentAprCall::ID => words(&views::current_apr()?),
        wiringCall::ID => words(&[ORACLE.load(), OPERATORS.load()]),
        _ => unknown(),
    }
}

/// The next argument, as an amount of ether.
fn ether(a: &mut Args) -> Result<u128> {
    a.amount(MAX_U112)
}

/// The next argument, as an amount of shares.
fn shares(a: &mut Args) -> Result<u128> {
    a.amount(u128::MAX)
}

fn terms(a: &mut Args) -> Result<redeem::Terms> {
    Ok(redeem::Terms { receiver: a.address()?, min_ether: a.uint()?, deadline: a.uint()? })
}

fn figures(a: &mut Args) -> Result<report::Figures> {
    Ok(report::Figures { validators: ether(a)?, in_flight: ether(a)?, sent: ether(a)?, returned: ether(a)? })
}
