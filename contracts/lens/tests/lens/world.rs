//! The lens before a market and a judge that are not real.

pub(crate) use crate::{
    random::Random,
    stand_in::{heard, set, spoil, Books, Collateral, Fault, StandIn},
};
use alloy_primitives::{Address, U256};
use alloy_sol_types::{SolCall, SolError};
use ballast_common::Revert;
use ballast_lens::Lens;
use ballast_test_support::{alone, ask_error, Ask};
use motsu::prelude::*;
use std::sync::MutexGuard;

pub(crate) const WAD: u128 = 10_u128.pow(18);

/// A lens, and who answers it.
pub(crate) struct World {
    pub(crate) lens: Contract<Lens>,
    pub(crate) market: Address,
    pub(crate) judge: Address,
    pub(crate) account: Address,
    _stand_ins: [Contract<StandIn>; 2],
    _turn: MutexGuard<'static, ()>, // the last to go
}

pub(crate) fn n(number: u128) -> U256 {
    U256::from(number)
}

/// So many ether for a whole token of 18 decimals, in thousandths, as a price of a unit.
pub(crate) fn price36(thousandths: u128) -> U256 {
    n(thousandths * WAD / 1_000) * n(WAD)
}

impl World {
    pub(crate) fn new() -> Self {
        let turn = alone();
        let stand_ins = [Contract::new(), Contract::new()];
        Self {
            lens: Contract::new(),
            market: stand_ins[0].address(),
            judge: stand_ins[1].address(),
            account: Address::from_tag("account"),
            _stand_ins: stand_ins,
            _turn: turn,
        }
    }

    /// Two collaterals, gold at two ether and silver at one: the account has ten of each and owes eight of the ten
    /// ether that are owed.
    pub(crate) fn books(&self) -> Books {
        let collateral = |name, thousandths| Collateral {
            asset: Address::from_tag(name),
            units: 10 * WAD,
            total: 20 * WAD,
            cap: 1 << 119,
            borrow36: price36(thousandths),
            liquidation36: Some(price36(thousandths)),
            borrow_bps: 7_000,
            liquidation_bps: 8_000,
            bonus_bps: 500,
        };
        Books {
            judge: self.judge,
            supplied: 100 * WAD,
            debt_shares: 10 * WAD * 1_000_000,
            debt_assets: 10 * WAD,
            idle: 90 * WAD,
            least_debt: WAD / 10,
            fee_bps: 1_000,
            borrow_cap: 1_000 * WAD,
            per_second: 2_000_000_000,
            at_target: 1_000_000_000,
            shares: 8 * WAD * 1_000_000,
            collaterals: vec![collateral("gold", 2_000), collateral("silver", 1_000)],
            ..Books::default()
        }
    }

    /// Asks the lens while these books are as they are.
    pub(crate) fn try_ask<C: SolCall>(&self, call: C) -> Result<C::Return, Revert> {
        self.lens.sender(self.account).ask(call)
    }

    #[track_caller]
    pub(crate) fn ask<C: SolCall>(&self, call: C) -> C::Return {
        self.try_ask(call).motsu_unwrap()
    }

    /// Asks what must revert with a typed error.
    #[track_caller]
    pub(crate) fn fails<E: SolError>(&self, call: impl SolCall) -> E {
        ask_error(self.try_ask(call).map(drop))
    }
}

/// A collateral with numbers of all magnitudes.
pub(crate) fn any_collateral(random: &mut Random, index: usize) -> Collateral {
    let price = random.price(160);
    Collateral {
        asset: Address::from_tag(["gold", "silver", "copper", "iron"][index]),
        units: random.bits(112),
        total: 1,
        cap: random.below(4).into(),
        borrow36: if random.below(8) == 0 { U256::ZERO } else { price },
        liquidation36: Some(price),
        borrow_bps: 1 + random.below(9_000),
        liquidation_bps: 1 + random.below(9_999),
        bonus_bps: random.below(5_001),
    }
}

/// Books with numbers of all magnitudes, that a market can come to: a debt share is worth at most what all are.
pub(crate) fn any_books(world: &World, random: &mut Random) -> Books {
    let debt_shares = random.bits(112);
    let count = random.below(5) as usize;
    Books {
        debt_shares,
        debt_assets: random.bits(96),
        idle: random.bits(96),
        borrow_cap: random.bits(97) & !0xffff,
        least_debt: if random.below(3) == 0 { random.bits(96) } else { 0 },
        paused: if random.below(8) == 0 { 2 } else { 0 },
        shares: if random.below(4) == 0 { 0 } else { random.bits(112).min(debt_shares) },
        over_cap: random.below(4) == 0,
        collaterals: (0..count).map(|index| any_collateral(random, index)).collect(),
        ..world.books()
    }
}
