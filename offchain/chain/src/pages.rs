//! What WASM memory costs: a linear part per open page and a ramp over the most pages ever open.
//!
//! Source: `crates/prover/src/programs/memory.rs` and `arbos/programs/memory.go` of OffchainLabs/nitro.

use crate::params::StylusParams;
use std::sync::LazyLock;

/// Pages beyond which no amount of gas suffices.
const MAX_PAGES: usize = 128;

/// The ramp is the exponential that reaches this at the last page, rounded down at each page.
const RAMP_TOP: f64 = 31_874_000.0;

static RAMP: LazyLock<[u64; MAX_PAGES + 1]> = LazyLock::new(|| {
    let base = (RAMP_TOP.ln() / MAX_PAGES as f64).exp();
    std::array::from_fn(|pages| base.powi(pages as i32) as u64)
});

fn ramp(pages: u16) -> u64 {
    RAMP.get(usize::from(pages)).copied().unwrap_or(u64::MAX)
}

/// The pages of all programs that are open in a transaction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pages {
    /// Pages of the programs that are running now.
    pub(crate) open: u16,
    /// The most that were ever open in this transaction.
    pub(crate) ever: u16,
}

impl Pages {
    /// Gas for opening `new` more pages.
    pub(crate) fn cost(self, params: &StylusParams, new: u16) -> u64 {
        let open = self.open.saturating_add(new);
        let ever = self.ever.max(open);
        if ever <= params.free_pages {
            return 0;
        }
        let paid = |pages: u16| u64::from(pages.saturating_sub(params.free_pages));
        let added = paid(open).saturating_sub(paid(self.open));
        let linear = added * u64::from(params.page_gas);
        linear.saturating_add(ramp(ever).saturating_sub(ramp(self.ever)))
    }

    /// Opens `new` more pages.
    pub(crate) fn add(&mut self, new: u16) {
        self.open = self.open.saturating_add(new);
        self.ever = self.ever.max(self.open);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ramp_has_the_published_corners() {
        // Entries 0, 6, 16, 64, 127 and 128 of the table in `memory.rs`.
        let corners = [(0, 1), (6, 2), (16, 8), (64, 5_645), (127, 27_849_408), (128, 31_873_999)];
        for (pages, gas) in corners {
            assert_eq!(ramp(pages), gas, "{pages} pages");
        }
        assert_eq!(ramp(129), u64::MAX);
    }

    #[test]
    fn any_way_to_128_pages_costs_the_same() {
        let params = StylusParams::default();
        for step in 1..=128u16 {
            let mut pages = Pages::default();
            let mut total = 0;
            while pages.open < 128 {
                let new = step.min(128 - pages.open);
                total += pages.cost(&params, new);
                pages.add(new);
            }
            // 126 paid pages at 1,000 and the whole ramp but its first unit.
            assert_eq!(total, 126_000 + 31_873_998, "step {step}");
        }
    }

    #[test]
    fn reopening_pages_pays_the_linear_part_only() {
        let params = StylusParams::default();
        let pages = Pages { open: 2, ever: 10 };
        assert_eq!(pages.cost(&params, 3), 3_000);
        assert_eq!(Pages { open: 0, ever: 10 }.cost(&params, 2), 0);
        assert_eq!(Pages { open: 0, ever: 10 }.cost(&params, 129), u64::MAX);
    }
}
