//! What each call's arguments are. One reader serves all calls, so that a route holds no decoding of its own.

use crate::interface::IMarket::*;
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::{malformed, Args},
    program::Selector,
    revert::at_most,
    word::{address, low, narrow, MAX_U112, MAX_U120, MAX_U96},
    Result,
};

/// An argument's type is its width in bits. Addresses and truth values that are wider are malformed; amounts revert
/// `AmountTooLarge`, as `uint256` is what the interface says.
type Width = u64;

const ADDRESS: Width = 160;
const BOOL: Width = 1;
const BYTE: Width = 8;
/// Of the loan asset, and smaller numbers.
const ASSETS: Width = 96;
/// Of supply.
const SHARES: Width = 112;
/// Of collateral.
const UNITS: Width = 120;
/// Not bounded.
const ANY: Width = 255;
/// No word, but data of any length.
const BYTES: Width = 254;

/// The constructor's.
pub(crate) const CONSTRUCTOR: u64 = list(&[ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS]);

/// Widths, a byte each, the first lowest; zero ends the list.
const fn list(widths: &[Width]) -> u64 {
    let (mut list, mut at) = (0, widths.len());
    while at > 0 {
        at -= 1;
        list = list << 8 | widths[at];
    }
    list
}

/// The arguments of a call.
#[inline(never)]
pub(crate) fn of_call(selector: u32) -> u64 {
    match selector {
        depositCall::ID => const { list(&[ASSETS, ADDRESS]) },
        mintCall::ID => const { list(&[SHARES, ADDRESS]) },
        withdrawCall::ID => const { list(&[ASSETS, ADDRESS, ADDRESS]) },
        borrowCall::ID => const { list(&[ASSETS, ADDRESS, ADDRESS, BYTES]) },
        redeemCall::ID => const { list(&[SHARES, ADDRESS, ADDRESS]) },
        repayCall::ID => const { list(&[ANY, ADDRESS]) },
        supplyCollateralCall::ID => const { list(&[ADDRESS, ANY, ADDRESS]) },
        withdrawCollateralCall::ID => const { list(&[ADDRESS, ANY, ADDRESS, ADDRESS]) },
        liquidateCall::ID => const { list(&[ADDRESS, ADDRESS, ANY, ANY, ADDRESS, BYTES]) },
        flashLoanCall::ID => const { list(&[ADDRESS, ADDRESS, ASSETS, BYTES]) },
        permitTokenCall::ID => const { list(&[ADDRESS, ANY, ANY, BYTE, ANY, ANY]) },
        transferFromCall::ID => const { list(&[ADDRESS, ADDRESS, ANY]) },
        transferCall::ID | approveCall::ID => const { list(&[ADDRESS, ANY]) },
        setOperatorCall::ID => const { list(&[ADDRESS, BOOL]) },
        listCollateralCall::ID | setCollateralCapCall::ID => const { list(&[ADDRESS, UNITS]) },
        setSupplyCapCall::ID | setBorrowCapCall::ID | setFeeCall::ID | setLeastDebtCall::ID | setPauseCall::ID => {
            const { list(&[ASSETS]) }
        }
        transferOwnershipCall::ID | setBackstopCall::ID | setGuardianCall::ID => const { list(&[ADDRESS]) },
        _ => of_view(selector),
    }
}

/// The arguments of a view.
fn of_view(selector: u32) -> u64 {
    match selector {
        allowanceCall::ID | isOperatorCall::ID | collateralOfCall::ID => const { list(&[ADDRESS, ADDRESS]) },
        flashFeeCall::ID => const { list(&[ADDRESS, ANY]) },
        collateralAtCall::ID => const { list(&[ANY]) },
        convertToSharesCall::ID | previewDepositCall::ID | previewWithdrawCall::ID => const { list(&[ASSETS]) },
        convertToAssetsCall::ID | previewMintCall::ID | previewRedeemCall::ID => const { list(&[SHARES]) },
        balanceOfCall::ID
        | maxDepositCall::ID
        | maxMintCall::ID
        | maxWithdrawCall::ID
        | maxRedeemCall::ID
        | noncesCall::ID
        | maxFlashLoanCall::ID
        | debtOfCall::ID
        | debtSharesOfCall::ID
        | accountHealthCall::ID
        | accountDataCall::ID
        | collateralInfoCall::ID => const { list(&[ADDRESS]) },
        _ => 0,
    }
}

/// A call's arguments: its words, those behind the last zero, and its data.
#[derive(Default)]
pub(crate) struct Given<'a> {
    pub(crate) words: [U256; 6],
    pub(crate) data: [&'a [u8]; 2],
}

impl Given<'_> {
    /// An address among the words.
    #[inline(never)]
    pub(crate) fn address(&self, at: usize) -> Address {
        self.words.get(at).map_or(Address::ZERO, |word| address(*word))
    }

    /// A number of at most 128 bits among them.
    #[inline(never)]
    pub(crate) fn amount(&self, at: usize) -> u128 {
        self.words.get(at).map_or(0, |word| low(*word))
    }
}

/// Reads arguments of these widths.
#[inline(never)]
pub(crate) fn read<'a>(mut args: Args<'a>, mut widths: u64) -> Result<Given<'a>> {
    let mut given = Given::default();
    let (mut words, mut data) = (given.words.iter_mut(), given.data.iter_mut());
    while widths != 0 {
        let width = widths & 0xff;
        widths >>= 8;
        if width == BYTES {
            let bytes = args.bytes()?;
            if let Some(to) = data.next() {
                *to = bytes;
            }
            continue;
        }
        let word = args.uint()?;
        check(word, width)?;
        if let Some(to) = words.next() {
            *to = word;
        }
    }
    Ok(given)
}

/// Refuses a word that is wider.
fn check(word: U256, width: Width) -> Result<()> {
    let most = match width {
        ANY => return Ok(()),
        ADDRESS => {
            let [_, _, high, highest] = word.into_limbs();
            return if high >> 32 | highest == 0 { Ok(()) } else { Err(malformed()) };
        }
        BOOL => return if word <= U256::ONE { Ok(()) } else { Err(malformed()) },
        BYTE => return if narrow(word).is_some_and(|byte| byte < 256) { Ok(()) } else { Err(malformed()) },
        ASSETS => MAX_U96,
        SHARES => MAX_U112,
        _ => MAX_U120,
    };
    at_most(word, most).map(|_| ())
}
