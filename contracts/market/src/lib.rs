//! The treasurer of a margin-lending market: an ERC-4626 vault of the loan asset, and borrowers' accounts.
//!
//! This file routes; each operation has its own file. The published interface, with units, rounding, errors
//! and events, is `abi/IMarket.sol`, from which the selectors come; the formulas are in `ballast-math`. Prices,
//! margins and the size of liquidations are the judge's, `abi/IRisk.sol`.
extern crate alloc;

mod arguments;
mod book;
mod borrow;
mod callback;
mod collateral;
mod construct;
mod flash;
mod governance;
pub mod interface;
mod judge;
mod liquidate;
mod lock;
mod multicall;
mod operator;
mod repay;
mod reserves;
mod share;
mod storage;
mod supply;
#[cfg(not(target_arch = "wasm32"))]
pub mod testing;
mod views;

use alloc::vec::Vec;
use alloy_primitives::U256;
use arguments::{of_call, read, Given, CONSTRUCTOR};
use ballast_common::{
    abi::{encode, nothing, one, text, words, Answer, Args, Word},
    host::sender,
    permit::{permit_bytes, permit_parts},
    program::{dispatch, not_payable, unknown, Call, Selector},
    signature::{domain, domain_separator},
    word::address,
};
use book::Book;
use interface::IMarket::*;
use share::NAME;
use storage::{Account, Holders, Loan, ACCOUNTS, COLLATERALS, ROLES};

pub use storage::Market;

ballast_common::program!(Market, route, reentrant);

/// Runs one call; `reentrant` if it came in while the market is running already.
pub fn route(market: &mut Market, calldata: &[u8], reentrant: bool) -> Answer {
    not_payable()?;
    lock::check(calldata, reentrant)?;
    match dispatch(market, calldata)? {
        Call::Receive => unknown(),
        Call::Construct(args) => {
            let [asset, risk, owner, guardian, rights, ..] = read(args, CONSTRUCTOR)?.words.map(address);
            construct::construct(asset, risk, owner, guardian, rights).and_then(nothing)
        }
        Call::Function(multicallCall::ID, args) => multicall::multicall(args),
        Call::Function(selector, args) => single(selector, args),
    }
}

/// Any call but that of several.
#[inline(never)]
fn single(selector: u32, mut args: Args) -> Answer {
    match selector {
        permit_0Call::ID => permit_parts(NAME, ACCOUNTS, &mut args).and_then(nothing),
        permit_1Call::ID => permit_bytes(NAME, ACCOUNTS, &mut args).and_then(nothing),
        _ => operation(selector, &read(args, of_call(selector))?),
    }
}

/// Calls that answer an amount.
#[inline(never)]
fn operation(selector: u32, given: &Given) -> Answer {
    let amount = match selector {
        depositCall::ID => supply::deposit(given.amount(0), given.address(1)),
        mintCall::ID => supply::mint(given.amount(0), given.address(1)),
        withdrawCall::ID => supply::withdraw(given.amount(0), given.address(1), given.address(2)),
        redeemCall::ID => supply::redeem(given.amount(0), given.address(1), given.address(2)),
        supplyCollateralCall::ID => collateral::supply(given.address(0), given.words[1], given.address(2)),
        withdrawCollateralCall::ID => operator::authorised(given.address(2))
            .and_then(|()| collateral::withdraw(given.address(0), given.words[1], given.address(2), given.address(3))),
        borrowCall::ID => operator::authorised(given.address(1))
            .and_then(|()| borrow::borrow(given.amount(0), given.address(1), given.address(2), given.data[0])),
        repayCall::ID => repay::repay(given.words[0], given.address(1)),
        collectReservesCall::ID => reserves::collect(),
        listCollateralCall::ID => governance::list(given.address(0), given.amount(1)),
        _ => return act(selector, given),
    };
    amount.and_then(one)
}

/// Other calls that change something.
#[inline(never)]
fn act(selector: u32, given: &Given) -> Answer {
    let done = match selector {
        liquidateCall::ID => {
            let order = liquidate::Order {
                borrower: given.address(0),
                asset: given.address(1),
                max_repay: given.words[2],
                min_seize: given.words[3],
                receiver: given.address(4),
            };
            return words(&liquidate::liquidate(&order, given.data[0])?);
        }
        permitTokenCall::ID => {
            multicall::permit_token(given.address(0), &given.words);
            Ok(())
        }
        accrueCall::ID => {
            Book::open().store();
            Ok(())
        }
        setOperatorCall::ID => operator::set(given.address(0), !given.words[1].is_zero()),
        transferOwnershipCall::ID => ROLES.transfer_ownership(given.address(0)),
        acceptOwnershipCall::ID => ROLES.accept_ownership(),
        setGuardianCall::ID => ROLES.set_guardian(given.address(0)),
        setCollateralCapCall::ID => governance::set_collateral_cap(given.address(0), given.amount(1)),
        setSupplyCapCall::ID => governance::set_supply_cap(given.amount(0)),
        setBorrowCapCall::ID => governance::set_borrow_cap(given.amount(0)),
        setBackstopCall::ID => reserves::set_backstop(given.address(0)),
        setFeeCall::ID => governance::set_fee(given.amount(0)),
        setLeastDebtCall::ID => governance::set_least_debt(given.amount(0)),
        setPauseCall::ID => governance::set_pause(given.amount(0)),
        _ => return agree(selector, given),
    };
    done.and_then(nothing)
}

/// Calls that answer `true`.
#[inline(never)]
fn agree(selector: u32, given: &Given) -> Answer {
    let done = match selector {
        transferCall::ID => share::transfer(sender(), given.address(0), given.words[1]),
        transferFromCall::ID => share::transfer(given.address(0), given.address(1), given.words[2]),
        approveCall::ID => ACCOUNTS.approve(given.address(0), given.words[1]),
        flashLoanCall::ID => flash::loan(given.address(0), given.address(1), given.amount(2), given.data[0]),
        _ => return amount_view(selector, given),
    };
    done.and_then(|()| one(true))
}

/// Views that answer an amount.
#[inline(never)]
fn amount_view(selector: u32, given: &Given) -> Answer {
    let supply = || Book::now().supply();
    let amount = match selector {
        convertToSharesCall::ID | previewDepositCall::ID => supply().shares_down(given.amount(0)),
        convertToAssetsCall::ID | previewRedeemCall::ID => supply().assets_down(given.amount(0)),
        previewMintCall::ID => supply().assets_up(given.amount(0)),
        previewWithdrawCall::ID => supply().shares_up(given.amount(0)),
        maxDepositCall::ID => supply::max_deposit(),
        maxMintCall::ID => supply::max_mint(),
        maxWithdrawCall::ID => supply::max_withdraw(given.address(0)),
        maxRedeemCall::ID => supply::max_redeem(given.address(0)),
        debtOfCall::ID => views::debt_of(given.address(0)),
        collateralOfCall::ID => return views::collateral_of(given.address(0), given.address(1)).and_then(one),
        totalAssetsCall::ID => supply().assets,
        decimalsCall::ID => Loan::load().decimals.wrapping_add(6),
        totalSupplyCall::ID => Holders::load().shares,
        balanceOfCall::ID => ACCOUNTS.balance(given.address(0)),
        noncesCall::ID => ACCOUNTS.nonce(given.address(0)),
        maxFlashLoanCall::ID => flash::max(given.address(0)),
        debtSharesOfCall::ID => Account::load(given.address(0)).debt_shares,
        reserveSharesCall::ID => reserves::reserves(&Book::now()),
        collateralCountCall::ID => Loan::load().count,
        _ => return word_view(selector, given),
    };
    one(amount)
}

/// Views that answer another word.
#[inline(never)]
fn word_view(selector: u32, given: &Given) -> Answer {
    let word = match selector {
        allowanceCall::ID => ACCOUNTS.allowance(given.address(0), given.address(1)),
        isOperatorCall::ID => operator::is_operator(given.address(0), given.address(1)).word(),
        flashFeeCall::ID => flash::supported(given.address(0)).map(|()| U256::ZERO)?,
        DOMAIN_SEPARATORCall::ID => domain_separator(NAME),
        assetCall::ID => storage::asset().word(),
        backstopCall::ID => storage::BACKSTOP.load(),
        riskCall::ID => storage::judge().word(),
        rightsCall::ID => storage::RIGHTS.load(),
        collateralAtCall::ID => COLLATERALS.slot(given.words[0]).load(),
        utilizationCall::ID => Book::now().utilization(),
        ownerCall::ID => ROLES.owner(),
        pendingOwnerCall::ID => ROLES.pending_owner(),
        guardianCall::ID => ROLES.guardian(),
        _ => return view(selector, given),
    };
    one(word)
}

/// Views that answer several words.
#[inline(never)]
fn view(selector: u32, given: &Given) -> Answer {
    match selector {
        nameCall::ID => text(NAME),
        eip712DomainCall::ID => domain(NAME),
        symbolCall::ID => text("blMKT"),
        accountHealthCall::ID => words(&views::account_health(given.address(0))?),
        totalsCall::ID => amounts(&views::totals()),
        borrowRateCall::ID => amounts(&views::rates()),
        collateralInfoCall::ID => amounts(&views::collateral_info(given.address(0))?),
        configCall::ID => amounts(&views::config()),
        accountDataCall::ID => views::account_data(given.address(0)),
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
