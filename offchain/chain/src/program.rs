//! What the chain keeps of an activated program, by the hash of its code.
//!
//! The entries live in the storage of ArbOS' own account, as in Nitro, so that the journal rolls an activation
//! back like any other write. The layout is that of `setProgram` in `arbos/programs/programs.go`; slots are
//! keyed by the code hash itself, where Nitro keys them by a hash of it.

use crate::params::StylusParams;
use alloy_primitives::{Address, B256, U256, address};
use thiserror::Error;

/// The account whose storage is ArbOS' state.
pub const ARBOS_STATE: Address = address!("A4B05FffffFffFFFFfFFfffFfffFFfffFfFfFFFf");

/// Activation times are counted in hours from the year Arbitrum began, as Nitro counts them.
const ARBITRUM_START_SECS: u64 = 1_421_388_000;
const HOUR_SECS: u64 = 3_600;

/// Why a call into a program, or an activation, was refused.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ProgramFault {
    /// The program was never activated.
    #[error("program not activated")]
    NotActivated,
    /// The program was activated under another version of Stylus.
    #[error("program needs an upgrade from version {version} to {stylus_version}")]
    NeedsUpgrade {
        /// Version it was activated under.
        version: u16,
        /// Version of the chain.
        stylus_version: u16,
    },
    /// The program was activated too long ago.
    #[error("program expired: activated {age_secs} seconds ago")]
    Expired {
        /// Seconds since activation.
        age_secs: u64,
    },
    /// The program used up the stack that the chain grants.
    #[error("program out of stack")]
    OutOfStack,
    /// The program's code no longer gives a module; only a chain's own fault can cause it.
    #[error("program cannot be started")]
    Unstartable,
}

/// An activated program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Program {
    pub(crate) version: u16,
    pub(crate) init_cost: u16,
    pub(crate) cached_cost: u16,
    pub(crate) footprint: u16,
    pub(crate) activated_at_hours: u32,
    pub(crate) asm_estimate_kb: u32,
    pub(crate) cached: bool,
}

/// The slot that keeps the program with this code hash.
pub(crate) fn slot(code_hash: B256) -> U256 {
    code_hash.into()
}

/// Hours since Arbitrum began, in 24 bits.
pub(crate) fn hours(timestamp: u64) -> u32 {
    let hours = timestamp.saturating_sub(ARBITRUM_START_SECS) / HOUR_SECS;
    hours.min(0xFF_FFFF) as u32
}

impl Program {
    pub(crate) fn from_word(word: U256) -> Self {
        let bytes: [u8; 32] = word.to_be_bytes();
        let short = |at: usize| u16::from_be_bytes([bytes[at], bytes[at + 1]]);
        let three = |at: usize| u32::from_be_bytes([0, bytes[at], bytes[at + 1], bytes[at + 2]]);
        Self {
            version: short(0),
            init_cost: short(2),
            cached_cost: short(4),
            footprint: short(6),
            activated_at_hours: three(8),
            asm_estimate_kb: three(11),
            cached: bytes[14] != 0,
        }
    }

    pub(crate) fn to_word(self) -> U256 {
        let mut bytes = [0u8; 32];
        bytes[0..2].copy_from_slice(&self.version.to_be_bytes());
        bytes[2..4].copy_from_slice(&self.init_cost.to_be_bytes());
        bytes[4..6].copy_from_slice(&self.cached_cost.to_be_bytes());
        bytes[6..8].copy_from_slice(&self.footprint.to_be_bytes());
        bytes[8..11].copy_from_slice(&self.activated_at_hours.to_be_bytes()[1..]);
        bytes[11..14].copy_from_slice(&self.asm_estimate_kb.to_be_bytes()[1..]);
        bytes[14] = u8::from(self.cached);
        U256::from_be_bytes(bytes)
    }

    /// Seconds since activation; activation counts as having happened on the hour.
    pub(crate) fn age_secs(&self, now: u64) -> u64 {
        let at = ARBITRUM_START_SECS + u64::from(self.activated_at_hours) * HOUR_SECS;
        now.saturating_sub(at)
    }

    pub(crate) fn is_expired(&self, now: u64, params: &StylusParams) -> bool {
        self.activated_at_hours == 0 || self.age_secs(now) > params.expiry_secs()
    }

    /// Errors unless the program can be called.
    pub(crate) fn check_active(&self, now: u64, params: &StylusParams) -> Result<(), ProgramFault> {
        if self.version == 0 {
            return Err(ProgramFault::NotActivated);
        }
        if self.version != params.version {
            let (version, stylus_version) = (self.version, params.version);
            return Err(ProgramFault::NeedsUpgrade { version, stylus_version });
        }
        let age_secs = self.age_secs(now);
        if age_secs > params.expiry_secs() {
            return Err(ProgramFault::Expired { age_secs });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_gives_back_what_it_was_made_of() {
        let program = Program {
            version: 2,
            init_cost: 0x0102,
            cached_cost: 0x0304,
            footprint: 0x0506,
            activated_at_hours: 0x0007_0809,
            asm_estimate_kb: 0x000A_0B0C,
            cached: true,
        };
        assert_eq!(Program::from_word(program.to_word()), program);
        let hex = "0002010203040506070809 0a0b0c01".replace(' ', "");
        assert!(format!("{:064x}", program.to_word()).starts_with(&hex));
    }
}
