//! blETH: a rebasing liquid staking token kept as shares, minted and redeemed at peg.
//!
//! This file routes; each operation has its own file. The published interface, with units, rounding, errors
//! and events, is `abi/ILst.sol`, from which the selectors come; the formulas are in `ballast-math`.
extern crate alloc;

mod admin;
mod construct;
mod ether;
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
    abi::{nothing, one, text, words, Answer, Args},
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

fn operation(selector: u32, mut a: Args) -> Answer {
    match selector {
        transferCall::ID => transfer::transfer(a.address()?, a.uint()?).and_then(one),
        transferFromCall::ID => transfer::transfer_from(a.address()?, a.address()?, a.uint()?).and_then(one),
        approveCall::ID => ACCOUNTS.approve(a.address()?, a.uint()?).and_then(one),
        increaseAllowanceCall::ID => ACCOUNTS.increase(a.address()?, a.uint()?).and_then(one),
        decreaseAllowanceCall::ID => ACCOUNTS.decrease(a.address()?, a.uint()?).and_then(one),
        transferSharesCall::ID => transfer::transfer_shares(a.address()?, shares(&mut a)?).and_then(one),
        transferSharesFromCall::ID => {
            transfer::transfer_shares_from(a.address()?, a.address()?, shares(&mut a)?).and_then(one)
        }
        redeemCall::ID => redeem::redeem(a.uint()?, &terms(&mut a)?).and_then(one),
        redeemSharesCall::ID => redeem::redeem_shares(shares(&mut a)?, &terms(&mut a)?).and_then(one),
        permit_0Call::ID => permit_parts(NAME, ACCOUNTS, &mut a).and_then(nothing),
        permit_1Call::ID => permit_bytes(NAME, ACCOUNTS, &mut a).and_then(nothing),
        skimCall::ID => skim::skim(a.address()?).and_then(one),
        applyReportCall::ID => report::apply(&figures(&mut a)?).and_then(nothing),
        deployEtherCall::ID => ether::deploy(ether(&mut a)?).and_then(nothing),
        _ => governance(selector, a),
    }
}

fn governance(selector: u32, mut a: Args) -> Answer {
    let done = match selector {
        transferOwnershipCall::ID => ROLES.transfer_ownership(a.address()?),
        acceptOwnershipCall::ID => ROLES.accept_ownership(),
        setGuardianCall::ID => ROLES.set_guardian(a.address()?),
        wireCall::ID => admin::wire(a.address()?, a.address()?),
        setProtocolFeeCall::ID => {
            ROLES.only_owner()?;
            admin::set_protocol_fee(ether(&mut a)?, ether(&mut a)?, a.address()?)
        }
        setRedemptionCall::ID => {
            ROLES.only_owner()?;
            admin::set_redemption(ether(&mut a)?, ether(&mut a)?, ether(&mut a)?)
        }
        setVestingPeriodCall::ID => {
            ROLES.only_owner()?;
            admin::set_vesting_period(ether(&mut a)?)
        }
        setReportBoundsCall::ID => {
            ROLES.only_owner()?;
            admin::set_report_bounds(ether(&mut a)?, ether(&mut a)?)
        }
        setStakeLimitCall::ID => {
            ROLES.only_owner()?;
            admin::set_stake_limit(ether(&mut a)?, ether(&mut a)?)
        }
        settleReportCall::ID => park::settle(a.uint()?),
        rejectReportCall::ID => park::reject(),
        pauseStakingCall::ID => admin::pause_staking(),
        resumeStakingCall::ID => admin::resume_staking(),
        pauseRedemptionCall::ID => admin::pause_redemption(),
        resumeRedemptionCall::ID => admin::resume_redemption(),
        _ => return view(selector, a),
    };
    done.and_then(nothing)
}

fn view(selector: u32, mut a: Args) -> Answer {
    match selector {
        nameCall::ID => text(NAME),
        symbolCall::ID => text("blETH"),
        decimalsCall::ID => one(18_u64),
        totalSupplyCall::ID | getTotalPooledEtherCall::ID => views::total_pooled_ether().and_then(one),
        balanceOfCall::ID => views::balance_of(a.address()?).and_then(one),
        allowanceCall::ID => one(ACCOUNTS.allowance(a.address()?, a.address()?)),
        getTotalSharesCall::ID => one(views::total_shares()),
        sharesOfCall::ID => one(ACCOUNTS.balance(a.address()?)),
        getSharesByPooledEthCall::ID | previewStakeCall::ID => stake::preview(ether(&mut a)?).and_then(one),
        getPooledEthBySharesCall::ID => views::ether_by_shares_down(shares(&mut a)?).and_then(one),
        getPooledEthBySharesRoundUpCall::ID => views::ether_by_shares_up(shares(&mut a)?).and_then(one),
        rateDataCall::ID => words(&views::rate_data()?),
        isStakingPausedCall::ID => one(views::stopped(PAUSED_STAKING)),
        isRedemptionPausedCall::ID => one(views::stopped(PAUSED_REDEMPTION)),
        maxStakeCall::ID => stake::max().and_then(one),
        getCurrentStakeLimitCall::ID => views::stake_limit().and_then(one),
        stakeLimitConfigCall::ID => words(&views::stake_limit_config()),
        noncesCall::ID => one(ACCOUNTS.nonce(a.address()?)),
        DOMAIN_SEPARATORCall::ID => one(domain_separator(NAME)),
        eip712DomainCall::ID => domain(NAME),
        previewRedeemCall::ID => redeem::preview(ether(&mut a)?).and_then(one),
        previewRedeemSharesCall::ID => redeem::preview_shares(shares(&mut a)?).and_then(one),
        maxRedeemCall::ID => redeem::max(a.address()?).and_then(one),
        getBufferedEtherCall::ID => one(views::buffer()),
        redemptionConfigCall::ID => words(&views::redemption_config()),
        columnsCall::ID => words(&views::columns()),
        flowsCall::ID => words(&views::flows()),
        vestingCall::ID => words(&views::vesting()),
        deficitCall::ID => one(views::deficit()),
        setAsideCall::ID => one(views::set_aside()),
        getFeeCall::ID => one(ReportTerms::load().fee_bps),
        operatorsFeeCall::ID => one(ReportTerms::load().operators_bps),
        reportBoundsCall::ID => words(&views::report_bounds()),
        parkedReportCall::ID => words(&park::view()),
        parkedGainCall::ID => one(park::gain()),
        currentAprCall::ID => words(&views::current_apr()?),
        ownerCall::ID => one(ROLES.owner()),
        pendingOwnerCall::ID => one(ROLES.pending_owner()),
        guardianCall::ID => one(ROLES.guardian()),
        treasuryCall::ID => one(ReportTerms::load().treasury),
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
