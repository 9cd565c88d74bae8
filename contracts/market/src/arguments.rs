//! What each call's arguments are. One reader serves all calls, so that a route holds no decoding of its own.

use crate::interface::IMarket::*;
use alloy_primitives::U256;
use ballast_common::{
    abi::{malformed, Args},
    program::Selector,
    revert::at_most,
    Result,
};

/// An argument's type is its width in bits. Addresses and truth values that are wider are malformed; amounts revert
/// `AmountTooLarge`, as `uint256` is what the interface says.
type Width = u64;

const ADDRESS: Width = 160;
const BOOL: Width = 1;
/// Of the loan asset, and smaller numbers.
const ASSETS: Width = 96;
/// Of supply.
const SHARES: Width = 112;
/// Of collateral.
const UNITS: Width = 120;
/// Not bounded.
const ANY: Width = 255;

/// The constructor's.
pub(crate) const CONSTRUCTOR: u64 = list([ADDRESS, ADDRESS, ADDRESS, ADDRESS, 0]);

/// Widths, a byte each, the first lowest; zero ends the list.
const fn list(widths: [Width; 5]) -> u64 {
    let [a, b, c, d, e] = widths;
    a | b << 8 | c << 16 | d << 24 | e << 32
}

/// The arguments of a call.
#[inline(never)]
pub(crate) fn of_call(selector: u32) -> u64 {
    match selector {
        depositCall::ID => list([ASSETS, ADDRESS, 0, 0, 0]),
        mintCall::ID | takeReservesCall::ID => list([SHARES, ADDRESS, 0, 0, 0]),
        withdrawCall::ID | borrowCall::ID => list([ASSETS, ADDRESS, ADDRESS, 0, 0]),
        redeemCall::ID => list([SHARES, ADDRESS, ADDRESS, 0, 0]),
        repayCall::ID => list([ANY, ADDRESS, 0, 0, 0]),
        supplyCollateralCall::ID => list([ADDRESS, ANY, ADDRESS, 0, 0]),
        withdrawCollateralCall::ID => list([ADDRESS, ANY, ADDRESS, ADDRESS, 0]),
        liquidateCall::ID => list([ADDRESS, ADDRESS, ANY, ANY, ADDRESS]),
        transferFromCall::ID => list([ADDRESS, ADDRESS, ANY, 0, 0]),
        transferCall::ID | approveCall::ID => list([ADDRESS, ANY, 0, 0, 0]),
        setOperatorCall::ID => list([ADDRESS, BOOL, 0, 0, 0]),
        listCollateralCall::ID | setCollateralCapCall::ID => list([ADDRESS, UNITS, 0, 0, 0]),
        allowanceCall::ID | isOperatorCall::ID | collateralOfCall::ID => list([ADDRESS, ADDRESS, 0, 0, 0]),
        collateralAtCall::ID => list([ANY, 0, 0, 0, 0]),
        setSupplyCapCall::ID
        | setFeeCall::ID
        | setLeastDebtCall::ID
        | setPauseCall::ID
        | convertToSharesCall::ID
        | previewDepositCall::ID
        | previewWithdrawCall::ID => list([ASSETS, 0, 0, 0, 0]),
        convertToAssetsCall::ID | previewMintCall::ID | previewRedeemCall::ID => list([SHARES, 0, 0, 0, 0]),
        transferOwnershipCall::ID
        | setGuardianCall::ID
        | balanceOfCall::ID
        | maxDepositCall::ID
        | maxMintCall::ID
        | maxWithdrawCall::ID
        | maxRedeemCall::ID
        | debtOfCall::ID
        | debtSharesOfCall::ID
        | accountHealthCall::ID
        | collateralInfoCall::ID => list([ADDRESS, 0, 0, 0, 0]),
        _ => 0,
    }
}

/// Reads arguments of these widths; the words behind the last are zero.
#[inline(never)]
pub(crate) fn read(mut args: Args, mut widths: u64) -> Result<[U256; 5]> {
    let mut words = [U256::ZERO; 5];
    for word in &mut words {
        let width = widths & 0xff;
        widths >>= 8;
        if width == 0 {
            break;
        }
        *word = args.uint()?;
        if width < ADDRESS && width != BOOL {
            at_most(*word, u128::MAX >> (128 - width))?;
        } else if width != ANY && !word.wrapping_shr(width as usize).is_zero() {
            return Err(malformed());
        }
    }
    Ok(words)
}
