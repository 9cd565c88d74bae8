//! The treasurer of a margin-lending market: an ERC-4626 vault of the loan asset, and borrowers' accounts.
//!
//! This file routes; each operation has its own file. The published interface, with units, rounding, errors
//! and events, is `abi/IMarket.sol`, from which the selectors come; the formulas are in `ballast-math`. Prices,
//! margins and the size of liquidations are the judge's, `abi/IRisk.sol`.
extern crate alloc;

mod arguments;
mod book;
mod borrow;
mod collateral;
mod construct;
mod governance;
pub mod interface;
mod judge;
mod liquidate;
mod operator;
mod repay;
mod share;
mod storage;
mod supply;
#[cfg(not(target_arch = "wasm32"))]
pub mod testing;
mod views;

use alloc::vec::Vec;
use alloy_primitives::U256;
use arguments::{of_call, read, CONSTRUCTOR};
use ballast_common::{
    abi::{encode, nothing, one, text, words, Answer, Word},
    host::sender,
    program::{dispatch, not_payable, unknown, Call, Selector},
    word::{address, low},
};
use book::Book;
use interface::IMarket::*;
use storage::{Account, Holders, COLLATERALS, ROLES};

pub use storage::Market;

ballast_common::program!(Market, route);

/// Runs one call.
pub fn route(market: &mut Market, calldata: &[u8]) -> Answer {
    not_payable()?;
    match dispatch(market, calldata)? {
        Call::Receive => unknown(),
        Call::Construct(args) => {
            let [asset, risk, owner, guardian, _] = read(args, CONSTRUCTOR)?;
            construct::construct(address(asset), address(risk), address(owner), address(guardian)).and_then(nothing)
        }
        Call::Function(selector, args) => operation(selector, &read(args, of_call(selector))?),
    }
}

/// Calls that answer an amount.
#[inline(never)]
fn operation(selector: u32, arguments: &[U256; 5]) -> Answer {
    let [a, b, c, d, _] = *arguments;
    let amount = match selector {
        depositCall::ID => supply::deposit(low(a), address(b)),
        mintCall::ID => supply::mint(low(a), address(b)),
        withdrawCall::ID => supply::withdraw(low(a), address(b), address(c)),
        redeemCall::ID => supply::redeem(low(a), address(b), address(c)),
        supplyCollateralCall::ID => collateral::supply(address(a), b, address(c)),
        withdrawCollateralCall::ID => collateral::withdraw(address(a), b, address(c), address(d)),
        borrowCall::ID => borrow::borrow(low(a), address(b), address(c)),
        repayCall::ID => repay::repay(a, address(b)),
        takeReservesCall::ID => governance::take_reserves(low(a), address(b)),
        listCollateralCall::ID => governance::list(address(a), low(b)),
        _ => return act(selector, arguments),
    };
    amount.and_then(one)
}

/// Other calls that change something.
#[inline(never)]
fn act(selector: u32, arguments: &[U256; 5]) -> Answer {
    let [a, b, c, d, e] = *arguments;
    let done = match selector {
        liquidateCall::ID => {
            let order = liquidate::Order {
                borrower: address(a),
                asset: address(b),
                max_repay: c,
                min_seize: d,
                receiver: address(e),
            };
            return words(&liquidate::liquidate(&order)?);
        }
        transferCall::ID => return share::transfer(sender(), address(a), b).and_then(one),
        transferFromCall::ID => return share::transfer(address(a), address(b), c).and_then(one),
        approveCall::ID => return share::approve(address(a), b).and_then(one),
        accrueCall::ID => {
            Book::open().store();
            Ok(())
        }
        setOperatorCall::ID => operator::set(address(a), !b.is_zero()),
        transferOwnershipCall::ID => ROLES.transfer_ownership(address(a)),
        acceptOwnershipCall::ID => ROLES.accept_ownership(),
        setGuardianCall::ID => ROLES.set_guardian(address(a)),
        setCollateralCapCall::ID => governance::set_collateral_cap(address(a), low(b)),
        setSupplyCapCall::ID => governance::set_supply_cap(low(a)),
        setFeeCall::ID => governance::set_fee(low(a)),
        setLeastDebtCall::ID => governance::set_least_debt(low(a)),
        setPauseCall::ID => governance::set_pause(low(a)),
        _ => return amount_view(selector, arguments),
    };
    done.and_then(nothing)
}

/// Views that answer an amount.
#[inline(never)]
fn amount_view(selector: u32, arguments: &[U256; 5]) -> Answer {
    let [a, b, ..] = *arguments;
    let supply = || Book::now().supply();
    let amount = match selector {
        convertToSharesCall::ID | previewDepositCall::ID => supply().shares_down(low(a)),
        convertToAssetsCall::ID | previewRedeemCall::ID => supply().assets_down(low(a)),
        previewMintCall::ID => supply().assets_up(low(a)),
        previewWithdrawCall::ID => supply().shares_up(low(a)),
        maxDepositCall::ID => supply::max_deposit(),
        maxMintCall::ID => supply::max_mint(),
        maxWithdrawCall::ID => supply::max_withdraw(address(a)),
        maxRedeemCall::ID => supply::max_redeem(address(a)),
        debtOfCall::ID => views::debt_of(address(a)),
        collateralOfCall::ID => return views::collateral_of(address(a), address(b)).and_then(one),
        totalAssetsCall::ID => supply().assets,
        decimalsCall::ID => storage::decimals().wrapping_add(6),
        totalSupplyCall::ID => Holders::load().shares,
        balanceOfCall::ID => share::balance_of(address(a)),
        debtSharesOfCall::ID => Account::load(address(a)).debt_shares,
        reserveSharesCall::ID => liquidate::reserve_shares(&Book::now()),
        collateralCountCall::ID => storage::count(),
        _ => return word_view(selector, arguments),
    };
    one(amount)
}

/// Views that answer another word.
#[inline(never)]
fn word_view(selector: u32, arguments: &[U256; 5]) -> Answer {
    let [a, b, ..] = *arguments;
    let word = match selector {
        allowanceCall::ID => share::allowance(address(a), address(b)).load(),
        isOperatorCall::ID => operator::is_operator(address(a), address(b)).word(),
        assetCall::ID => storage::asset().word(),
        riskCall::ID => storage::judge().word(),
        collateralAtCall::ID => COLLATERALS.slot(a).load(),
        utilizationCall::ID => Book::now().utilization(),
        ownerCall::ID => ROLES.owner(),
        pendingOwnerCall::ID => ROLES.pending_owner(),
        guardianCall::ID => ROLES.guardian(),
        _ => return view(selector, a),
    };
    one(word)
}

/// Views that answer several words.
#[inline(never)]
fn view(selector: u32, a: U256) -> Answer {
    match selector {
        nameCall::ID => text("Ballast Market"),
        symbolCall::ID => text("blMKT"),
        accountHealthCall::ID => words(&views::account_health(address(a))?),
        totalsCall::ID => amounts(&views::totals()),
        borrowRateCall::ID => amounts(&views::rates()),
        collateralInfoCall::ID => amounts(&views::collateral_info(address(a))?),
        configCall::ID => amounts(&views::config()),
        _ => unknown(),
    }
}

/// Answers several amounts.
#[inline(never)]
fn amounts(amounts: &[u128]) -> Answer {
    let mut words = Vec::with_capacity(6);
    for amount in amounts {
        words.push(amount.word());
    }
    Ok(encode(&[], &words))
}
