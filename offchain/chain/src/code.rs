//! The code of a program: a prefix, the compression's dictionary, and the compressed module.

use crate::params::PROGRAM_PREFIX;
use std::io::Read;
use thiserror::Error;

/// Brotli's highest quality, which deployment tools use.
const QUALITY: u32 = 11;
/// Brotli's window, likewise.
const WINDOW_LOG: u32 = 22;
/// The only dictionary in use is none.
const NO_DICTIONARY: u8 = 0;

/// Why an account's code holds no program.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum CodeError {
    /// There is no code, or it is EVM bytecode.
    #[error("the code is not that of a Stylus program")]
    NotProgram,
    /// The module is compressed with a dictionary that is not in use.
    #[error("unknown compression dictionary {0}")]
    UnknownDictionary(u8),
    /// The module cannot be decompressed, or grows over the limit.
    #[error("the program cannot be decompressed within {0} bytes")]
    Decompression(u32),
}

/// True for the code of a program, even of one that cannot be activated.
pub fn is_program(code: &[u8]) -> bool {
    code.len() > PROGRAM_PREFIX.len() && code.starts_with(&PROGRAM_PREFIX)
}

/// The code under which a module is deployed.
pub fn program_code(wasm: &[u8]) -> Vec<u8> {
    let mut code = PROGRAM_PREFIX.to_vec();
    code.push(NO_DICTIONARY);
    let mut encoder = brotli::CompressorReader::new(wasm, 4096, QUALITY, WINDOW_LOG);
    // A slice can always be read, so this cannot fail.
    let _ = encoder.read_to_end(&mut code);
    code
}

/// EVM init code that returns `code`.
///
/// Eleven bytes of header: they copy what follows them to memory and return it.
pub fn init_code(code: &[u8]) -> Vec<u8> {
    const HEADER_BYTES: u8 = 14;
    let length = (code.len() as u32).to_be_bytes();
    let mut init = vec![0x63]; // PUSH4 length
    init.extend(length);
    init.extend([0x80, 0x60, HEADER_BYTES, 0x5F, 0x39]); // DUP1, PUSH1 header, PUSH0, CODECOPY
    init.extend([0x5F, 0xF3, 0xFE, 0xFE]); // PUSH0, RETURN, and filling that is never reached
    debug_assert_eq!(init.len(), usize::from(HEADER_BYTES));
    init.extend(code);
    init
}

/// The module in a program's code, of at most `limit` bytes.
///
/// # Errors
///
/// [`CodeError`] if the code is not a program's or its module cannot be decompressed.
pub fn module_of(code: &[u8], limit: u32) -> Result<Vec<u8>, CodeError> {
    if !is_program(code) {
        return Err(CodeError::NotProgram);
    }
    let (dictionary, compressed) = (code[PROGRAM_PREFIX.len()], &code[PROGRAM_PREFIX.len() + 1..]);
    if dictionary != NO_DICTIONARY {
        return Err(CodeError::UnknownDictionary(dictionary));
    }
    let failed = CodeError::Decompression(limit);
    let mut wasm = Vec::new();
    brotli::Decompressor::new(compressed, 4096)
        .take(u64::from(limit) + 1)
        .read_to_end(&mut wasm)
        .map_err(|_| failed)?;
    if wasm.len() > limit as usize {
        return Err(failed);
    }
    Ok(wasm)
}
