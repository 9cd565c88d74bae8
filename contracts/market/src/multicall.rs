//! Several calls in one, and permits of tokens in front of them.

use crate::single;
use alloc::vec::Vec;
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::{answer_list, malformed, Answer, Args, Word},
    host::{sender, this},
    token,
};

/// All or none: what one reverts with is the answer. It is not among the calls that it can run itself.
pub(crate) fn multicall(mut args: Args) -> Answer {
    let (count, mut calls) = args.bytes_list()?;
    let mut answers = Vec::new();
    for _ in 0..count {
        let Some((selector, arguments)) = calls.bytes()?.split_first_chunk() else { return Err(malformed()) };
        answers.push(single(u32::from_be_bytes(*selector), Args::new(arguments))?);
    }
    answer_list(&answers)
}

/// Hands on the caller's permit for us. If it fails, as one does that somebody else has spent, the allowance has to do.
pub(crate) fn permit_token(token: Address, given: &[U256; 6]) {
    let [_, value, deadline, v, r, s] = *given;
    token::permit(token, &[sender().word(), this().word(), value, deadline, v, r, s]);
}
