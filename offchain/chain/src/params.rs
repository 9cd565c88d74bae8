//! The parameters that ArbOS keeps for Stylus, with the values of a chain at ArbOS 50.
//!
//! Source: `arbos/programs/params.go` of OffchainLabs/nitro.

/// Gas units in which the init cost of an uncached program is configured.
const MIN_INIT_GAS_UNIT: u64 = 128;
/// Gas units in which the init cost of a cached program is configured.
const MIN_CACHED_GAS_UNIT: u64 = 32;
/// Both cost scalars are stored in steps of two percent.
const SCALAR_UNIT_PERCENT: u64 = 2;

/// First bytes of a program's code; the fourth byte names the compression dictionary.
pub const PROGRAM_PREFIX: [u8; 3] = [0xEF, 0xF0, 0x00];

/// Largest code an account may hold, EIP-170.
pub const MAX_CODE_BYTES: usize = 24_576;

/// What ArbOS lets the chain's owner configure about Stylus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StylusParams {
    /// Stylus version; a program activated under another one must be activated again.
    pub version: u16,
    /// Ink that one gas buys.
    pub ink_price: u32,
    /// Greatest depth of a program's stack, in words.
    pub max_stack_depth: u32,
    /// Pages of memory a transaction gets for nothing.
    pub free_pages: u16,
    /// Gas for each further page, beside the exponential part.
    pub page_gas: u16,
    /// Most pages a program may start with.
    pub page_limit: u16,
    /// Least cost of starting an uncached program, in units of 128 gas.
    pub min_init_gas: u8,
    /// Least cost of starting a cached program, in units of 32 gas.
    pub min_cached_init_gas: u8,
    /// Scale of the init cost, in steps of 2 %.
    pub init_cost_scalar: u8,
    /// Scale of the cached init cost, in steps of 2 %.
    pub cached_cost_scalar: u8,
    /// Days after which a program must be activated again.
    pub expiry_days: u16,
    /// Days after which a program's life may be extended.
    pub keepalive_days: u16,
    /// Largest WASM a program may decompress to, in bytes.
    pub max_wasm_bytes: u32,
}

impl Default for StylusParams {
    fn default() -> Self {
        Self {
            version: 2,
            ink_price: 10_000,
            max_stack_depth: 22_000,
            free_pages: 2,
            page_gas: 1_000,
            page_limit: 128,
            min_init_gas: 69,
            min_cached_init_gas: 11,
            init_cost_scalar: 50,
            cached_cost_scalar: 50,
            expiry_days: 365,
            keepalive_days: 31,
            max_wasm_bytes: 128 * 1024,
        }
    }
}

impl StylusParams {
    /// Ink that `gas` buys.
    pub(crate) fn gas_to_ink(&self, gas: u64) -> u64 {
        gas.saturating_mul(self.ink_price.into())
    }

    /// Whole gas that `ink` is worth.
    pub(crate) fn ink_to_gas(&self, ink: u64) -> u64 {
        ink / u64::from(self.ink_price.max(1))
    }

    /// Gas a cached program pays to start, from the cost found at activation.
    pub fn cached_init_gas(&self, cached_cost: u16) -> u64 {
        let base = u64::from(self.min_cached_init_gas) * MIN_CACHED_GAS_UNIT;
        base + scaled(cached_cost, self.cached_cost_scalar)
    }

    /// Gas an uncached program pays to start, on top of [`Self::cached_init_gas`].
    pub fn init_gas(&self, init_cost: u16) -> u64 {
        let base = u64::from(self.min_init_gas) * MIN_INIT_GAS_UNIT;
        base + scaled(init_cost, self.init_cost_scalar)
    }

    /// Seconds a program stays active.
    pub(crate) fn expiry_secs(&self) -> u64 {
        u64::from(self.expiry_days) * 86_400
    }

    /// Seconds before a program's life may be extended.
    pub(crate) fn keepalive_secs(&self) -> u64 {
        u64::from(self.keepalive_days) * 86_400
    }
}

fn scaled(cost: u16, scalar: u8) -> u64 {
    (u64::from(cost) * u64::from(scalar) * SCALAR_UNIT_PERCENT).div_ceil(100)
}
