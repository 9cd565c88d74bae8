//! EVM bytecode, written by hand.

use ballast_chain::Address;

/// Passes what follows the first word of its calldata on to the account in that word, with all gas and value.
/// Returns or reverts with what comes back.
pub(crate) fn forwarder() -> Vec<u8> {
    let mut code = copy_tail();
    code.extend([
        0x5F, 0x5F, // no output area
        0x60, 0x20, 0x36, 0x03, // size: calldatasize - 32
        0x5F, // offset
        0x34, // callvalue
        0x5F, 0x35, // to
        0x5A, 0xF1, // call
    ]);
    code.extend(return_or_revert());
    code
}

/// Like [`forwarder`], and swallows a failure: it returns the call's success as a word.
pub(crate) fn catcher() -> Vec<u8> {
    let mut code = copy_tail();
    code.extend([0x5F, 0x5F, 0x60, 0x20, 0x36, 0x03, 0x5F, 0x34, 0x5F, 0x35, 0x5A, 0xF1]);
    code.extend([0x5F, 0x52, 0x60, 0x20, 0x5F, 0xF3]);
    code
}

/// Like [`forwarder`], and reverts after the call in any case.
pub(crate) fn reverter() -> Vec<u8> {
    let mut code = copy_tail();
    code.extend([0x5F, 0x5F, 0x60, 0x20, 0x36, 0x03, 0x5F, 0x34, 0x5F, 0x35, 0x5A, 0xF1]);
    code.extend([0x5F, 0x5F, 0xFD]);
    code
}

/// Adds one to its slot 0 and returns the new value.
pub(crate) const COUNTER: &[u8] = &[
    0x60, 0x01, 0x5F, 0x54, 0x01, // sload(0) + 1
    0x80, 0x5F, 0x55, // sstore(0, it)
    0x5F, 0x52, 0x60, 0x20, 0x5F, 0xF3, // return it
];

/// Sets its slot 0 to one and then reverts with one word, 42.
pub(crate) const WRITE_AND_REVERT: &[u8] = &[0x60, 0x01, 0x5F, 0x55, 0x60, 42, 0x5F, 0x52, 0x60, 0x20, 0x5F, 0xFD];

/// Sets its slot 0 to zero.
pub(crate) const CLEAR: &[u8] = &[0x5F, 0x5F, 0x55];

/// Sets its slot 0 to zero and then reverts.
pub(crate) const CLEAR_AND_REVERT: &[u8] = &[0x5F, 0x5F, 0x55, 0x5F, 0x5F, 0xFD];

/// An invalid opcode: all gas is gone.
pub(crate) const HALT: &[u8] = &[0xFE];

/// Data for [`forwarder`] and its kin.
pub(crate) fn forward(to: Address, data: impl Into<Vec<u8>>) -> Vec<u8> {
    let mut bytes = vec![0; 12];
    bytes.extend(to.as_slice());
    bytes.extend(data.into());
    bytes
}

/// calldatacopy(0, 32, calldatasize - 32)
fn copy_tail() -> Vec<u8> {
    vec![0x60, 0x20, 0x36, 0x03, 0x60, 0x20, 0x5F, 0x37]
}

/// Takes the success from the stack. The jump's target is worked out from the code's length by the caller, so
/// that it must come last: the code before is 20 bytes.
fn return_or_revert() -> Vec<u8> {
    vec![
        0x3D, 0x5F, 0x5F, 0x3E, // returndatacopy(0, 0, returndatasize)
        0x60, 0x1E, 0x57, // if success goto 30
        0x3D, 0x5F, 0xFD, // revert
        0x5B, 0x3D, 0x5F, 0xF3, // 30: return
    ]
}
