//! What nobody but the world does: time, prices, reports, ether on its way.

use crate::Walk;
use ballast_chain::U256;
use ballast_client::interfaces::ILst;
use ballast_wasm_tests::ether;

impl Walk {
    /// What nobody but the world does. True if it may lower the rate.
    pub(crate) fn world_step(&mut self) -> bool {
        let (lst, operators) = (self.l.protocol.at.lst, self.l.protocol.accounts.operators);
        let amount = self.random.amount();
        if self.l.view(lst, ILst::parkedReportCall {}).parked && self.random.below(2) == 0 {
            return self.decide();
        }
        match self.random.below(7) {
            0 => self.act(operators, lst, U256::ZERO, ILst::deployEtherCall { amount }),
            1 => self.act(operators, lst, amount.min(ether(60)), ILst::returnEtherCall {}),
            2 | 3 => return self.report(),
            4 => {
                let least = if self.random.below(4) == 0 { 0.05 } else { 0.7 };
                self.price = least + self.random.below(500) as f64 / 1_000.0;
                self.l.set_price(self.plain.feed, self.price);
            }
            _ => {
                let secs = self.random.below(100_000);
                self.l.protocol.client.chain.advance(secs);
                self.l.feed(1.0);
                self.l.set_price(self.plain.feed, self.price);
            }
        }
        false
    }

    /// What is parked is settled by the guardian or, one time in three, rejected by the owner.
    fn decide(&mut self) -> bool {
        if self.random.below(3) == 0 {
            let (lst, owner) = (self.l.protocol.at.lst, self.l.protocol.accounts.owner);
            self.act(owner, lst, U256::ZERO, ILst::rejectReportCall {});
            return false;
        }
        let (lst, guardian) = (self.l.protocol.at.lst, self.l.protocol.accounts.guardian);
        let loss = self.l.view(lst, ILst::parkedReportCall {}).loss;
        self.act(guardian, lst, U256::ZERO, ILst::settleReportCall { loss });
        true
    }

    /// A report of up to 2 % more or, one time in four, up to a fifth less: at times clipped or parked. True if a loss was booked.
    fn report(&mut self) -> bool {
        let lst = self.l.protocol.at.lst;
        let columns = self.l.view(lst, ILst::columnsCall {});
        let flows = self.l.view(lst, ILst::flowsCall {});
        let out = columns.inFlight + columns.validators + self.l.view(lst, ILst::parkedGainCall {});
        let loses = self.random.below(4) == 0;
        let most = out / U256::from(if loses { 5 } else { 50 });
        let change = most * U256::from(self.random.below(1_000)) / U256::from(1_000);
        let now = if loses { out - change } else { out + change };
        let in_flight = now * U256::from(self.random.below(4)) / U256::from(4);
        let call = ILst::applyReportCall {
            validatorsEther: now - in_flight,
            inFlightEther: in_flight,
            sentEther: flows.sent,
            returnedEther: flows.returned,
        };
        self.act(self.l.protocol.accounts.oracle, lst, U256::ZERO, call);
        loses && !self.l.view(lst, ILst::parkedReportCall {}).parked
    }
}
