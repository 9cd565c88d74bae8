//! Accounts as chance makes them.

use crate::world::{Views, price36};
use ballast_chain::U256;
use ballast_client::interfaces::IMarket;
use ballast_wasm_tests::{ALL, DAY, Plain, Random, ether};

/// A number below `most`, often far below it, with odd digits.
pub(crate) fn part(random: &mut Random, most: U256) -> U256 {
    ((most * U256::from(random.any())) >> 64_usize) >> random.below(5)
}

/// Anything between a third and three times of this.
fn swing(random: &mut Random, thousandths: u64) -> U256 {
    price36(thousandths) / U256::from(3) + part(random, price36(thousandths) * U256::from(8) / U256::from(3))
}

impl Views {
    /// Carol posts, borrows and waits, while prices go up and down.
    pub(crate) fn live(&mut self, random: &mut Random) {
        self.again();
        let (carol, market) = (self.l.carol, self.l.protocol.at.market);
        if random.below(3) != 0 {
            let asset = self.l.protocol.at.lst;
            let all = IMarket::withdrawCollateralCall { asset, units: ALL, onBehalf: carol, receiver: carol };
            self.l.send(carol, market, all);
        }
        for plain in [self.gold, self.silver] {
            if random.below(3) != 0 {
                let units = part(random, ether(60)) + U256::ONE;
                self.l.post_plain(carol, plain.token, units);
            }
        }
        self.trade(random);
        if random.below(5) != 0 {
            let limit = self.l.health(carol).limit;
            let assets = limit - part(random, limit >> 1_usize);
            let call = IMarket::borrowCall { assets, onBehalf: carol, receiver: carol, data: Default::default() };
            let _ = self.l.protocol.client.send(carol, market, call); // or not, where that is too little
        }
        self.l.protocol.client.chain.advance(random.below(DAY / 2));
        self.l.feed(1.0);
        self.trade(random);
    }

    /// Prices go up or down.
    pub(crate) fn trade(&mut self, random: &mut Random) {
        let prices = [(self.gold, 2_000), (self.silver, 50)];
        for (plain, thousandths) in prices {
            let price = swing(random, thousandths);
            self.set_price(plain, price);
        }
    }

    /// The market is set so that something else than margin binds, more often than not.
    pub(crate) fn bind(&mut self, random: &mut Random) {
        match random.below(9) {
            0 => self.govern(IMarket::setPauseCall { flags: U256::from(2) }),
            1 => self.govern(IMarket::setLeastDebtCall { least: part(random, ether(200)) }),
            2 | 3 => self.leave_idle(random),
            4 => {
                let owed = self.market(IMarket::totalsCall {}).debtAssets;
                self.govern(IMarket::setBorrowCapCall { cap: owed + part(random, ether(12)) });
            }
            5 | 6 => self.exceed_cap(random),
            7 => {
                let stale = random.below(3 * DAY); // some prices are too old
                self.l.protocol.client.chain.advance(stale);
            }
            _ => {}
        }
    }

    /// Dave takes all that is idle but a few ether.
    fn leave_idle(&mut self, random: &mut Random) {
        let (dave, market) = (self.l.dave, self.l.protocol.at.market);
        let idle = self.market(IMarket::totalsCall {}).idle;
        let assets = idle - part(random, ether(8)).min(idle);
        self.l.send(dave, market, IMarket::withdrawCall { assets, receiver: dave, owner: dave });
    }

    /// Carol adds to a collateral over its cap, if she may.
    fn exceed_cap(&mut self, random: &mut Random) {
        let (carol, market) = (self.l.carol, self.l.protocol.at.market);
        let Plain { token: asset, .. } = [self.gold, self.silver][random.below(2) as usize];
        self.govern(IMarket::setCollateralCapCall { asset, cap: U256::ONE });
        let call = IMarket::supplyCollateralCall { asset, units: U256::from(2), onBehalf: carol };
        let _ = self.l.protocol.client.send(carol, market, call); // not without debt
        if random.below(4) == 0 {
            self.govern(IMarket::setCollateralCapCall { asset, cap: ether(1_000_000) });
        }
    }
}
