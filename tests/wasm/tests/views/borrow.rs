//! `maxBorrow`: exactly that much succeeds, one wei more reverts.

use crate::world::Views;
use alloy_sol_types::SolError;
use ballast_chain::{Receipt, U256};
use ballast_client::interfaces::{
    ILens::{self, Binding},
    IMarket,
};
use ballast_wasm_tests::{Random, ether};
use std::collections::BTreeMap;

impl Views {
    fn borrow(&mut self, assets: U256) -> Receipt {
        let carol = self.l.carol;
        let call = IMarket::borrowCall { assets, onBehalf: carol, receiver: carol, data: Default::default() };
        self.attempt(carol, call)
    }

    /// Asks what carol can borrow, tries it, and tells what bound it.
    fn check_borrow(&mut self) -> (U256, Binding) {
        let (market, account) = (self.l.protocol.at.market, self.l.carol);
        let told = self.lens(ILens::maxBorrowCall { market, account });
        let more = self.borrow(told.assets + U256::ONE);
        assert!(!more.is_success(), "one wei more than {}", told.assets);
        assert_reason(&more, told.binding);
        if told.assets.is_zero() {
            let judged = self.l.health(account);
            let room = judged.limit.saturating_sub(judged.debt);
            for assets in [room, room + U256::ONE, room / U256::from(2), ether(1), ether(100)] {
                assert!(!self.borrow(assets).is_success(), "{assets} where nothing is told");
            }
        } else {
            let all = self.borrow(told.assets);
            assert!(all.is_success(), "{}: {}", told.assets, ballast_client::describe(&all.output));
        }
        (told.assets, told.binding)
    }
}

/// The market names what binds, unless something else does as well that it looks at earlier.
#[track_caller]
fn assert_reason(receipt: &Receipt, binding: Binding) {
    let selector: [u8; 4] = receipt.output[..4].try_into().unwrap();
    let others = [
        IMarket::InsufficientLiquidity::SELECTOR,
        IMarket::BorrowCapExceeded::SELECTOR,
        IMarket::CollateralCapExceeded::SELECTOR,
        IMarket::DebtTooSmall::SELECTOR,
        IMarket::Paused::SELECTOR,
    ];
    let (own, earlier) = match binding {
        Binding::Health => (IMarket::InsufficientMargin::SELECTOR, &others[..]),
        Binding::Idle => (others[0], &others[4..]),
        Binding::BorrowCap => (others[1], &others[4..]),
        Binding::CollateralCap => (others[2], &others[4..]),
        Binding::LeastDebt => (others[3], &others[4..]),
        Binding::Paused => (others[4], &[][..]),
        _ => panic!("{binding:?} cannot be reached here"),
    };
    assert!(
        selector == own || earlier.contains(&selector),
        "{binding:?}: {}",
        ballast_client::describe(&receipt.output)
    );
}

#[test]
fn max_borrow_succeeds_and_one_more_reverts() {
    let (mut views, mut random, mut seen) = (Views::new(), Random(1), BTreeMap::new());
    for _ in 0..300 {
        views.live(&mut random);
        views.bind(&mut random);
        let (assets, binding) = views.check_borrow();
        *seen.entry((binding as u8, !assets.is_zero())).or_insert(0) += 1;
    }
    let of = |binding: Binding, some: bool| seen.get(&(binding as u8, some)).copied().unwrap_or(0);
    for binding in [Binding::Health, Binding::Idle, Binding::BorrowCap] {
        assert!(of(binding, true) >= 10, "{binding:?}: {seen:?}");
    }
    for binding in [Binding::Health, Binding::CollateralCap, Binding::LeastDebt, Binding::Paused] {
        assert!(of(binding, false) >= 5, "{binding:?}: {seen:?}");
    }
}

/// What was told is owed then, and nothing more can be.
#[test]
fn after_borrowing_all_nothing_is_left() {
    let mut views = Views::new();
    let (market, account) = (views.l.protocol.at.market, views.l.carol);
    let told = views.lens(ILens::maxBorrowCall { market, account });
    let judged = views.l.health(account);
    assert_eq!(told.binding, Binding::Health);
    assert!(judged.limit - told.assets <= U256::from(2), "all but the rounding of shares");
    views.l.borrow(account, told.assets);
    let told = views.lens(ILens::maxBorrowCall { market, account });
    assert_eq!((told.assets, told.binding), (U256::ZERO, Binding::Health));
}
