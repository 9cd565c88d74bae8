//! `previewLiquidation` equals execution, reverts included; `shortfall` is what the greatest bonus would leave.

use crate::{
    chance::part,
    world::{Views, price36},
};
use alloy_sol_types::SolCall;
use ballast_chain::{Address, Tx, U256};
use ballast_client::{
    Client,
    interfaces::{ILens, IMarket, IRisk},
};
use ballast_wasm_tests::{ALL, ETHER, Random};

/// What came of the calls that were compared.
#[derive(Default, Debug)]
struct Seen {
    done: u32,
    refused: u32,
    bad: u32,
    partial: u32,
}

impl Views {
    /// Asks what a liquidation of carol would come to, liquidates her, and compares.
    fn check_liquidation(&mut self, asset: Address, max_repay: U256, seen: &mut Seen) {
        let (at, borrower, erin) = (self.l.protocol.at, self.l.carol, self.l.erin);
        let ask = ILens::previewLiquidationCall { market: at.market, borrower, asset, maxRepay: max_repay };
        let call = IMarket::liquidateCall { asset, ..self.l.liquidation(borrower, max_repay) };
        let chain = &mut self.l.protocol.client.chain;
        let told = chain.call(Tx::call(erin, at.lens, ask.abi_encode())).unwrap();
        let done = chain.transact(Tx::call(erin, at.market, call.abi_encode())).unwrap();
        if !told.is_success() {
            assert_eq!(told.output, done.output, "{}", ballast_client::describe(&told.output));
            assert_eq!(told.status, done.status);
            seen.refused += 1;
            return;
        }
        assert!(done.is_success(), "{}", ballast_client::describe(&done.output));
        let told = ILens::previewLiquidationCall::abi_decode_returns(&told.output).unwrap();
        let answer = IMarket::liquidateCall::abi_decode_returns(&done.output).unwrap();
        assert_eq!((told.repaid, told.seized), (answer.repaid, answer.seized));
        let event: IMarket::Liquidate = Client::event(&done.logs, at.market).unwrap();
        assert_eq!((told.repaid, told.seized, told.healthWad), (event.repaid, event.seized, event.healthWad));
        let bad: Option<IMarket::BadDebt> = Client::event(&done.logs, at.market);
        assert_eq!(told.badDebt, bad.map(|bad| bad.assets).unwrap_or_default());
        seen.done += 1;
        seen.bad += u32::from(!told.badDebt.is_zero());
        seen.partial += u32::from(told.repaid == max_repay);
    }

    /// Prices are seen, and kept an hour later: one far off what was kept would be none.
    fn keep(&mut self) {
        for _ in 0..2 {
            self.l.protocol.client.chain.advance(3_601);
            for plain in [self.gold, self.silver] {
                let index = self.market(IMarket::collateralInfoCall { asset: plain.token }).index;
                self.l.send(self.l.erin, self.l.protocol.at.risk, IRisk::keepPriceCall { index });
            }
        }
    }

    /// Prices fall: a little, or to a fraction.
    fn crash(&mut self, random: &mut Random) {
        for (plain, thousandths) in [(self.gold, 2_000), (self.silver, 50)] {
            let price = part(random, price36(thousandths)) >> random.below(8);
            self.set_price(plain, price + U256::ONE);
        }
        self.keep();
    }
}

#[test]
fn a_preview_equals_the_liquidation() {
    let (mut views, mut random, mut seen) = (Views::new(), Random(5), Seen::default());
    for case in 0..200 {
        views.live(&mut random);
        views.crash(&mut random);
        if case % 25 == 0 {
            views.govern(IMarket::setPauseCall { flags: U256::from(4) });
        }
        let debt = views.l.health(views.l.carol).debt;
        let mut assets = views.assets();
        assets.rotate_left(random.below(3) as usize);
        for asset in assets {
            let most = [ALL, ALL, part(&mut random, debt), U256::from(random.below(3))];
            views.check_liquidation(asset, most[random.below(4) as usize], &mut seen);
        }
    }
    assert!(seen.done >= 100 && seen.refused >= 60 && seen.bad >= 20 && seen.partial >= 10, "{seen:?}");
}

#[test]
fn who_cannot_be_liquidated_gets_the_same_reasons() {
    let mut views = Views::new();
    let mut seen = Seen::default();
    let (gold, stranger) = (views.gold.token, views.l.dave);
    views.check_liquidation(gold, ALL, &mut seen); // no debt
    views.check_liquidation(stranger, ALL, &mut seen); // no collateral
    views.l.borrow(views.l.carol, U256::from(ETHER));
    views.check_liquidation(gold, ALL, &mut seen); // healthy
    views.govern(IMarket::setPauseCall { flags: U256::from(4) });
    views.check_liquidation(gold, ALL, &mut seen);
    views.check_liquidation(stranger, ALL, &mut seen);
    assert_eq!((seen.done, seen.refused), (0, 5));
}

#[test]
fn shortfall_is_debt_less_what_all_would_be_seized_for() {
    let (mut views, mut random, mut short) = (Views::new(), Random(6), 0);
    for _ in 0..100 {
        views.live(&mut random);
        views.crash(&mut random);
        let (market, account) = (views.l.protocol.at.market, views.l.carol);
        let told = views.lens(ILens::shortfallCall { market, account });
        let mut left = views.l.health(account).debt;
        for asset in views.assets() {
            let (terms, prices) = views.judged(asset);
            let wad = U256::from(ETHER);
            let gross = (wad + terms.maxBonusBps * wad / U256::from(10_000)) * wad;
            let value = views.l.units(account, asset) * prices.liquidationPrice36;
            left = left.saturating_sub(value.div_ceil(gross));
        }
        assert_eq!(told, left);
        short += u32::from(!told.is_zero());
    }
    assert!((20..=90).contains(&short), "{short}");
}
