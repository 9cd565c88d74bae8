//! Whoever knows only the events and the timestamps of their blocks knows every balance and the rate at any second: random
//! walks over all that changes anything, compared with the views at random seconds.

use alloy_sol_types::{SolCall, SolValue};
use ballast_chain::{Address, Bytes, Log, Tx, U256, address, init_code, program_code};
use ballast_client::{
    Accounts, Client, account, constructor_call,
    interfaces::{ILst, IStylusDeployer, IWrapper},
};
use ballast_wasm_tests::{ALL, ETHER, Random, Token, artifacts, chain, ether, indexer::Indexer, rich};
use std::collections::BTreeMap;

const STEPS: u32 = 500;
/// Who holds the seed's shares.
const DEAD: Address = address!("000000000000000000000000000000000000dEaD");

struct Walk {
    token: Token,
    indexer: Indexer,
    random: Random,
    people: Vec<Address>,
    bot: Address,
    /// Cumulative flows at the reference time of the next report.
    reference: (U256, U256),
}

/// Deploys a program; its address and what its constructor logged.
fn deploy(client: &mut Client, deployer: Address, wasm: &[u8], arguments: &[u8], seed: U256) -> (Address, Vec<Log>) {
    let call = IStylusDeployer::deployCall {
        bytecode: init_code(&program_code(wasm)).into(),
        initData: constructor_call(arguments).into(),
        initValue: seed,
        salt: Default::default(),
    };
    let owner = Accounts::default().owner;
    let done = client.send_value(owner, deployer, seed + U256::from(ETHER / 10), call).unwrap();
    (done.value, done.receipt.logs)
}

impl Walk {
    fn new(seed: u64) -> Self {
        let (artifacts, accounts) = (artifacts(), Accounts::default());
        let mut client = Client { chain: chain() };
        client.chain.set_balance(accounts.owner, ether(10));
        client.chain.set_balance(accounts.operators, ether(100_000));
        let deployer = client.create(accounts.owner, artifacts.deployer.clone()).unwrap();
        let arguments = (accounts.owner, accounts.guardian, accounts.treasury).abi_encode_params();
        let (lst, logs) = deploy(&mut client, deployer, &artifacts.lst, &arguments, ether(1));
        let arguments = (lst,).abi_encode_params();
        let (wrapper, _) = deploy(&mut client, deployer, &artifacts.wrapper, &arguments, U256::ZERO);
        let mut indexer = Indexer::new(lst, wrapper);
        indexer.read(&logs);
        let people = ["alice", "bob", "carol", "dave"].map(|name| rich(&mut client, name, ether(1_000_000))).to_vec();
        let token = Token { client, lst, wrapper, accounts };
        let mut walk =
            Self { token, indexer, random: Random(seed), people, bot: account("bot"), reference: Default::default() };
        walk.prepare();
        walk
    }

    fn prepare(&mut self) {
        let (lst, wrapper, accounts, bot) = (self.token.lst, self.token.wrapper, self.token.accounts, self.bot);
        let wire = ILst::wireCall { oracle: accounts.oracle, operators: accounts.operators };
        self.act(accounts.owner, lst, wire);
        let bounds = ILst::setReportBoundsCall { maxGainBps: U256::from(10_000), maxLossBps: U256::from(1_000) };
        self.act(accounts.owner, lst, bounds);
        for owner in self.people.clone() {
            for (token, spender) in [(lst, wrapper), (lst, bot), (wrapper, bot)] {
                self.act(owner, token, ILst::approveCall { spender, value: ALL });
            }
        }
    }

    fn act<C: SolCall>(&mut self, from: Address, to: Address, call: C) {
        self.raw(from, to, U256::ZERO, call.abi_encode());
    }

    /// Sends, and lets the indexer read what was logged. A refusal logs nothing.
    fn raw(&mut self, from: Address, to: Address, wei: U256, data: Vec<u8>) {
        let receipt = self.token.client.chain.transact(Tx::call(from, to, Bytes::from(data)).value(wei)).unwrap();
        assert!(receipt.is_success() || receipt.logs.is_empty(), "a refusal logged");
        self.indexer.read(&receipt.logs);
    }

    fn anyone(&mut self) -> Address {
        self.people[self.random.below(4) as usize]
    }

    fn units(&mut self) -> U256 {
        self.random.amount().saturating_mul(U256::from(1_000_000_000))
    }

    fn step(&mut self) {
        match self.random.below(16) {
            0..=2 => self.stake(),
            3..=4 => self.redeem(),
            5..=6 => self.transfer(),
            7..=9 => self.wrapper_step(),
            10 => self.move_ether(),
            11..=12 => self.report(),
            13 => self.govern(),
            14 => self.skim(),
            _ => self.decide(),
        }
    }

    fn stake(&mut self) {
        let (who, to, amount) = (self.anyone(), self.anyone(), self.random.amount().min(ether(1_000)));
        let call = match self.random.below(3) {
            0 => Vec::new(),
            1 => ILst::submitCall { referral: to }.abi_encode(),
            _ => ILst::stakeCall { receiver: to, minShares: U256::ZERO, deadline: ALL }.abi_encode(),
        };
        self.raw(who, self.token.lst, amount, call);
    }

    fn redeem(&mut self) {
        let (who, receiver, amount, lst) = (self.anyone(), self.anyone(), self.random.amount(), self.token.lst);
        let call = ILst::redeemCall { amount, receiver, minEther: U256::ZERO, deadline: ALL };
        if self.random.below(2) == 0 {
            return self.act(who, lst, call);
        }
        let shares = self.units();
        let call = ILst::redeemSharesCall { sharesAmount: shares, receiver, minEther: U256::ZERO, deadline: ALL };
        self.act(who, lst, call);
    }

    fn transfer(&mut self) {
        let (from, to, lst, bot) = (self.anyone(), self.anyone(), self.token.lst, self.bot);
        let (value, shares) = (self.random.amount(), self.units());
        match self.random.below(4) {
            0 => self.act(from, lst, ILst::transferCall { to, value }),
            1 => self.act(bot, lst, ILst::transferFromCall { from, to, value }),
            2 => self.act(from, lst, ILst::transferSharesCall { to, sharesAmount: shares }),
            _ => self.act(bot, lst, ILst::transferSharesFromCall { from, to, sharesAmount: shares }),
        }
    }

    fn wrapper_step(&mut self) {
        let (who, to, wrapper, bot) = (self.anyone(), self.anyone(), self.token.wrapper, self.bot);
        let amount = self.random.amount();
        let stake = IWrapper::stakeCall { receiver: to, minAmount: U256::ZERO, deadline: ALL };
        match self.random.below(10) {
            0 => self.act(who, wrapper, IWrapper::wrapCall { blEthAmount: amount }),
            1 => self.act(who, wrapper, IWrapper::unwrapCall { wblEthAmount: amount }),
            2 => self.raw(who, wrapper, amount.min(ether(100)), stake.abi_encode()),
            3 => self.raw(who, wrapper, amount.min(ether(100)), Vec::new()),
            4 => self.act(who, wrapper, IWrapper::depositCall { assets: amount, receiver: to }),
            5 => self.act(who, wrapper, IWrapper::mintCall { shares: amount, receiver: to }),
            6 => self.act(who, wrapper, IWrapper::withdrawCall { assets: amount, receiver: to, owner: who }),
            7 => self.act(bot, wrapper, IWrapper::redeemCall { shares: amount, receiver: to, owner: who }),
            8 => self.act(who, wrapper, IWrapper::transferCall { to, value: amount }),
            _ => self.act(bot, wrapper, IWrapper::transferFromCall { from: who, to, value: amount }),
        }
    }

    /// To the operators or back; at times the reference time of the next report is now.
    fn move_ether(&mut self) {
        let (operators, lst, amount) = (self.token.accounts.operators, self.token.lst, self.random.amount());
        match self.random.below(3) {
            0 => self.raw(operators, lst, amount.min(ether(60)), ILst::returnEtherCall {}.abi_encode()),
            1 => self.act(operators, lst, ILst::deployEtherCall { amount }),
            _ => {
                let amount = self.token.view(ILst::getBufferedEtherCall {}) / U256::from(2);
                self.act(operators, lst, ILst::deployEtherCall { amount });
            }
        }
        if self.random.below(2) == 0 {
            let flows = self.token.view(ILst::flowsCall {});
            self.reference = (flows.sent, flows.returned);
        }
    }

    /// Of the reference time: up to 2 % more or, one time in four, up to a fifth less: at times clipped or parked.
    fn report(&mut self) {
        let columns = self.token.view(ILst::columnsCall {});
        let flows = self.token.view(ILst::flowsCall {});
        let (sent, returned) = self.reference;
        let waiting = self.token.view(ILst::parkedGainCall {});
        let out = columns.inFlight + columns.validators + waiting + (flows.returned - returned);
        let out = out.saturating_sub(flows.sent - sent);
        let loses = self.random.below(4) == 0;
        let most = out / U256::from(if loses { 5 } else { 50 });
        let change = most * U256::from(self.random.below(1_000)) / U256::from(1_000);
        let now = if loses { out - change } else { out + change };
        let in_flight = now * U256::from(self.random.below(4)) / U256::from(4);
        let call = ILst::applyReportCall {
            validatorsEther: now - in_flight,
            inFlightEther: in_flight,
            sentEther: sent,
            returnedEther: returned,
        };
        self.act(self.token.accounts.oracle, self.token.lst, call);
        self.reference = (flows.sent, flows.returned);
    }

    /// A parked report is settled or rejected, a parked gain settled.
    fn decide(&mut self) {
        let (lst, accounts) = (self.token.lst, self.token.accounts);
        let loss = self.token.view(ILst::parkedReportCall {}).loss;
        let gain = self.token.view(ILst::parkedGainCall {});
        match self.random.below(3) {
            0 => self.act(accounts.owner, lst, ILst::rejectReportCall {}),
            1 => self.act(accounts.guardian, lst, ILst::settleReportCall { loss }),
            _ => {
                self.act(accounts.owner, lst, ILst::settleGainCall { gain });
                let settled = gain > self.token.view(ILst::parkedGainCall {});
                *self.indexer.seen.entry("settled gain").or_default() += u64::from(settled);
            }
        }
    }

    /// Another fee and split, another vesting period, other redemption terms, another staking limit.
    fn govern(&mut self) {
        let (owner, lst) = (self.token.accounts.owner, self.token.lst);
        let [fee, part, secs] = [2_001, 5, 200_000].map(|bound| U256::from(self.random.below(bound)));
        let (operators, treasury) = (fee * part / U256::from(4), self.token.accounts.treasury);
        let call = match self.random.below(4) {
            0 => ILst::setProtocolFeeCall { feeBps: fee, operatorsBps: operators, treasury }.abi_encode(),
            1 => ILst::setVestingPeriodCall { period: secs + U256::from(3_600) }.abi_encode(),
            2 => ILst::setStakeLimitCall { capacity: fee * U256::from(ETHER), refillSeconds: secs }.abi_encode(),
            _ => {
                let (target, most) = (ether(self.random.below(200)), fee * U256::from(5));
                ILst::setRedemptionCall { target, feeMinPpm: fee, feeMaxPpm: most }.abi_encode()
            }
        };
        self.raw(owner, lst, U256::ZERO, call);
    }

    /// What came by force or by mistake goes to the treasury.
    fn skim(&mut self) {
        let (who, lst, wrapper, value) = (self.anyone(), self.token.lst, self.token.wrapper, self.random.amount());
        match self.random.below(3) {
            0 => {
                let chain = &mut self.token.client.chain;
                chain.set_balance(lst, chain.balance(lst) + value.min(ether(5)));
                self.act(who, lst, ILst::skimCall { token: Address::ZERO });
            }
            1 => {
                self.act(who, wrapper, IWrapper::transferCall { to: lst, value });
                self.act(who, lst, ILst::skimCall { token: wrapper });
            }
            _ => {
                self.act(who, lst, ILst::transferCall { to: wrapper, value });
                self.act(who, wrapper, IWrapper::skimCall { token: lst });
            }
        }
    }

    /// The views at this second, of all who can hold anything.
    fn check(&mut self) {
        let accounts = self.token.accounts;
        let others = [DEAD, accounts.treasury, accounts.operators, self.token.lst, self.token.wrapper, self.bot];
        let all: Vec<_> = self.people.iter().copied().chain(others).collect();
        self.indexer.check(&mut self.token, &all);
    }
}

/// Walks, and gives how often each kind of event was seen.
fn walk(seed: u64) -> BTreeMap<&'static str, u64> {
    let mut walk = Walk::new(seed);
    for _ in 0..STEPS {
        walk.step();
        for _ in 0..walk.random.below(3) {
            let secs = walk.random.below(40_000);
            walk.token.client.chain.advance(secs);
            walk.check();
        }
    }
    walk.indexer.seen
}

#[test]
fn a_log_replayer_rebuilds_every_balance_and_the_rate_at_random_seconds() {
    let mut seen = BTreeMap::new();
    for seed in [0x109, 0x10a, 0x10b, 0x10c] {
        for (kind, count) in walk(seed) {
            *seen.entry(kind).or_default() += count;
        }
    }
    let kinds = [
        ["mint", "burn", "transfer", "stake", "redemption"],
        ["gain", "loss", "fee", "clipped gain", "parked report"],
        ["rejected report", "skim of blETH", "skim of wblETH", "deployed ether", "returned ether"],
    ];
    for kind in kinds.concat().into_iter().chain(["settled gain", "wrapping", "unwrapping", "transfer of wblETH"]) {
        let count: u64 = seen.get(kind).copied().unwrap_or_default();
        assert!(count >= 3, "{count} of {kind}: take other seeds");
    }
}
