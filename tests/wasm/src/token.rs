//! blETH and wblETH without a market.

use crate::{DAY, artifacts, chain, ether, rich, typed};
use alloy_sol_types::{SolCall, SolError, SolValue};
use ballast_chain::{Address, Receipt, Tx, U256};
use ballast_client::{Accounts, Client, interfaces::ILst};

const YEAR: u64 = 365 * DAY;
const BPS: U256 = U256::from_limbs([10_000, 0, 0, 0]);

/// The two tokens, blETH seeded with one ether and wired.
pub struct Token {
    /// The chain.
    pub client: Client,
    /// blETH.
    pub lst: Address,
    /// wblETH.
    pub wrapper: Address,
    /// Who governs.
    pub accounts: Accounts,
}

impl Token {
    /// Deploys them by StylusDeployer. All parameters are as their constructors leave them.
    pub fn deploy() -> Self {
        let (artifacts, accounts) = (artifacts(), Accounts::default());
        let mut client = Client { chain: chain() };
        for account in [accounts.owner, accounts.operators] {
            client.chain.set_balance(account, ether(1_000));
        }
        let owner = accounts.owner;
        let deployer = client.create(owner, artifacts.deployer.clone()).unwrap();
        let arguments = (owner, accounts.guardian, accounts.treasury).abi_encode_params();
        let lst = client.deploy_program(owner, deployer, &artifacts.lst, &arguments, ether(1)).unwrap();
        let arguments = (lst,).abi_encode_params();
        let wrapper = client.deploy_program(owner, deployer, &artifacts.wrapper, &arguments, U256::ZERO).unwrap();
        let wire = ILst::wireCall { oracle: accounts.oracle, operators: accounts.operators };
        client.send(owner, lst, wire).unwrap();
        Self { client, lst, wrapper, accounts }
    }

    /// The same with the widest bounds on reports that there are: 100 % of gain a year, 10 % of loss a day.
    pub fn deploy_wide() -> Self {
        let mut token = Self::deploy();
        let bounds = ILst::setReportBoundsCall { maxGainBps: BPS, maxLossBps: U256::from(1_000) };
        token.send(token.accounts.owner, bounds);
        token
    }

    /// Stakes for a funded account.
    pub fn stake(&mut self, name: &str, wei: U256) -> Address {
        let actor = rich(&mut self.client, name, wei);
        self.client.pay(actor, self.lst, wei).unwrap();
        actor
    }

    /// Asks blETH.
    pub fn view<C: SolCall>(&mut self, call: C) -> C::Return {
        ask(&mut self.client, self.lst, call)
    }

    /// Sends to blETH, and must succeed.
    pub fn send<C: SolCall>(&mut self, from: Address, call: C) -> C::Return {
        tell(&mut self.client, from, self.lst, call)
    }

    /// Asks wblETH.
    pub fn wrapper_view<C: SolCall>(&mut self, call: C) -> C::Return {
        ask(&mut self.client, self.wrapper, call)
    }

    /// Sends to wblETH, and must succeed.
    pub fn wrapper_send<C: SolCall>(&mut self, from: Address, call: C) -> C::Return {
        tell(&mut self.client, from, self.wrapper, call)
    }

    /// Sends to either, and must fail with a typed error.
    #[track_caller]
    pub fn fail<E: SolError, C: SolCall>(&mut self, from: Address, to: Address, call: C) -> E {
        match self.client.send(from, to, call) {
            Ok(_) => panic!("{} succeeded, {} expected", C::SIGNATURE, E::SIGNATURE),
            Err(error) => typed(&error),
        }
    }

    /// Reports what is with the validators now, whatever comes of it.
    pub fn report(&mut self, validators: U256) {
        let flows = self.view(ILst::flowsCall {});
        let call = ILst::applyReportCall {
            validatorsEther: validators,
            inFlightEther: U256::ZERO,
            sentEther: flows.sent,
            returnedEther: flows.returned,
        };
        self.send(self.accounts.oracle, call);
    }

    /// Reports a gain as soon as the bound in force admits all of it; after a hundred days the owner settles what is over.
    pub fn gain(&mut self, wei: U256) {
        let most = self.view(ILst::reportBoundsCall {}).maxGainBps;
        let out = self.out();
        let base = self.view(ILst::getTotalPooledEtherCall {}).min(out);
        let wait = (wei * BPS * U256::from(YEAR)).checked_div(base * most).unwrap_or(U256::MAX);
        self.wait_since_report(wait.saturating_to::<u64>().min(100 * DAY) + 1);
        self.report(out + wei);
        let gain = self.view(ILst::parkedGainCall {});
        if !gain.is_zero() {
            self.send(self.accounts.owner, ILst::settleGainCall { gain });
        }
    }

    /// Reports a loss as soon as the bound in force admits it; it must be one that a day admits.
    #[track_caller]
    pub fn lose(&mut self, wei: U256) {
        let most = self.view(ILst::reportBoundsCall {}).maxLossBps;
        let pool = self.view(ILst::getTotalPooledEtherCall {});
        let wait = (wei * BPS * U256::from(DAY)).div_ceil(pool * most);
        assert!(wait < U256::from(DAY), "no day admits {wei}: use report and settle");
        self.wait_since_report(wait.to::<u64>() + 1);
        let out = self.out();
        self.report(out - wei);
        assert!(!self.view(ILst::parkedReportCall {}).parked, "it was booked");
    }

    /// The guardian settles the parked report; returns its loss.
    pub fn settle(&mut self) -> U256 {
        let loss = self.view(ILst::parkedReportCall {}).loss;
        self.send(self.accounts.guardian, ILst::settleReportCall { loss });
        loss
    }

    /// Sends raw calldata to blETH.
    pub fn raw(&mut self, from: Address, data: Vec<u8>, wei: U256) -> Receipt {
        self.client.chain.transact(Tx::call(from, self.lst, data).value(wei)).unwrap()
    }

    /// Ether on its way and with the validators.
    fn out(&mut self) -> U256 {
        let columns = self.view(ILst::columnsCall {});
        columns.inFlight + columns.validators
    }

    /// Lets so many seconds go by since the last report that was applied.
    fn wait_since_report(&mut self, secs: u64) {
        let at = self.view(ILst::vestingCall {}).startsAt.to::<u64>();
        let elapsed = self.client.chain.now() - at;
        self.client.chain.advance(secs.saturating_sub(elapsed));
    }
}

fn ask<C: SolCall>(client: &mut Client, to: Address, call: C) -> C::Return {
    client.view(to, call).unwrap_or_else(|error| panic!("{}: {error}", C::SIGNATURE))
}

fn tell<C: SolCall>(client: &mut Client, from: Address, to: Address, call: C) -> C::Return {
    client.send(from, to, call).unwrap_or_else(|error| panic!("{}: {error}", C::SIGNATURE)).value
}
