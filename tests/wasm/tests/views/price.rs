//! `liquidationPrice`: there the account is liquidatable, at one unit of price more it is not. `marginToLiquidation`
//! is the way there.

use crate::world::Views;
use ballast_chain::U256;
use ballast_client::interfaces::{ILens, IMarket, IRisk};
use ballast_wasm_tests::{ALL, ETHER, Plain, Random, typed};

const BPS: U256 = U256::from_limbs([10_000, 0, 0, 0]);

impl Views {
    /// Whether the market says that carol is liquidatable, and whether the judge would let her be liquidated for this.
    fn is_liquidatable(&mut self, plain: Plain, price: U256) -> bool {
        let here = self.l.protocol.client.chain.snapshot();
        self.set_price(plain, price);
        let carol = self.l.carol;
        let is = self.l.health(carol).healthWad < U256::from(ETHER);
        if !self.l.units(carol, plain.token).is_zero() {
            let call = IMarket::liquidateCall { asset: plain.token, ..self.l.liquidation(carol, ALL) };
            let (erin, market) = (self.l.erin, self.l.protocol.at.market);
            match self.l.protocol.client.send(erin, market, call) {
                Ok(_) => assert!(is),
                Err(error) if is => panic!("{error}"),
                Err(error) => assert!(
                    self.l.health(carol).debt.is_zero()
                        || typed::<IRisk::Healthy>(&error).healthWad >= U256::from(ETHER)
                ),
            }
        }
        self.l.protocol.client.chain.restore(here).unwrap();
        is
    }

    /// The least and the greatest price that count: farther off what was kept it is none.
    fn counted(&mut self, plain: Plain) -> (U256, U256) {
        let index = self.market(IMarket::collateralInfoCall { asset: plain.token }).index;
        let kept = self.l.view(self.l.protocol.at.risk, IRisk::deviationCall { index }).keptPrice36;
        (kept.div_ceil(U256::from(8)), kept * U256::from(8))
    }

    /// Asks for a plain collateral, and tries both prices, if they count.
    fn check_price(&mut self, plain: Plain) -> bool {
        let (market, account, asset) = (self.l.protocol.at.market, self.l.carol, plain.token);
        let told = self.lens(ILens::liquidationPriceCall { market, account, asset });
        let bps = self.lens(ILens::marginToLiquidationCall { market, account, asset });
        let (_, prices) = self.judged(asset);
        let now = self.l.health(account).healthWad < U256::from(ETHER);
        let (least, most) = self.counted(plain);
        if !told.exists {
            assert_eq!(told.price36, U256::ZERO);
            assert_eq!(self.is_liquidatable(plain, least), now, "whatever the price");
            assert_eq!(bps, if now { U256::ZERO } else { BPS });
            return false;
        }
        let counts = told.price36 >= least && told.price36 < most;
        if counts {
            assert!(self.is_liquidatable(plain, told.price36), "at {}", told.price36);
            assert!(!self.is_liquidatable(plain, told.price36 + U256::ONE), "above {}", told.price36);
        }
        let price = prices.liquidationPrice36;
        assert_eq!(bps, price.saturating_sub(told.price36) * BPS / price);
        assert_eq!(now, price <= told.price36);
        counts
    }
}

#[test]
fn liquidation_price_is_the_last_at_which_it_is_liquidatable() {
    let (mut views, mut random, mut found) = (Views::new(), Random(3), 0);
    for _ in 0..200 {
        views.live(&mut random);
        for plain in [views.gold, views.silver] {
            found += u32::from(views.check_price(plain));
        }
    }
    assert!(found >= 60, "{found}");
}

/// So many basis points lower it is not liquidatable, and one more is enough.
#[test]
fn a_fall_by_the_margin_is_survived_and_by_a_point_more_is_not() {
    let (mut views, mut random, mut tried) = (Views::new(), Random(4), 0);
    for _ in 0..80 {
        views.live(&mut random);
        let (market, account, plain) = (views.l.protocol.at.market, views.l.carol, views.gold);
        let told = views.lens(ILens::liquidationPriceCall { market, account, asset: plain.token });
        let bps = views.lens(ILens::marginToLiquidationCall { market, account, asset: plain.token });
        if !told.exists || bps.is_zero() {
            continue;
        }
        let price = views.judged(plain.token).1.liquidationPrice36;
        let fallen = |bps: U256| price - price * bps / BPS;
        if fallen(bps + U256::ONE) < views.counted(plain).0 {
            continue;
        }
        let survives = !views.is_liquidatable(plain, fallen(bps));
        assert!(survives || fallen(bps) == told.price36);
        assert!(views.is_liquidatable(plain, fallen(bps + U256::ONE)));
        tried += 1;
    }
    assert!(tried >= 10, "{tried}");
}

/// The price of blETH cannot be set: the lens asks the judge what others count, and the rest is arithmetic.
#[test]
fn of_bleth_too() {
    let mut views = Views::new();
    let (market, account, asset) = (views.l.protocol.at.market, views.l.carol, views.l.protocol.at.lst);
    views.l.borrow(account, U256::from(40 * ETHER));
    let told = views.lens(ILens::liquidationPriceCall { market, account, asset });
    let (debt, units) = (views.l.health(account).debt, views.l.units(account, asset));
    let (terms, prices) = views.judged(asset);
    let value = |price: U256| units * price / U256::from(ETHER) * terms.liquidationFactorBps / BPS / U256::from(ETHER);
    assert!(told.exists && value(told.price36) < debt && value(told.price36 + U256::from(10_000)) >= debt);
    let bps = views.lens(ILens::marginToLiquidationCall { market, account, asset });
    assert_eq!(bps, (prices.liquidationPrice36 - told.price36) * BPS / prices.liquidationPrice36);
}
