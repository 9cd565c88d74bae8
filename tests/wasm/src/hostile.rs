//! The contracts of `tests/solidity/Attacker.sol` and `Borrower.sol`, and how to make them act.
#![allow(missing_docs)] // documented in the Solidity source

use crate::Lending;
use alloy_sol_types::{SolCall, SolError, SolInterface, sol};
use ballast_chain::{Address, Bytes, U256};
use ballast_client::{
    Client,
    interfaces::IMarket::{self, IMarketCalls},
};
use std::{fs, path::Path};

sol! {
    #![sol(all_derives)]

    interface IPlan {
        struct Outcome {
            bool ok;
            bytes data;
        }

        function plan(address to, uint256 value, bytes calldata data) external;
        function clear() external;
        function outcomes() external view returns (Outcome[] memory);
        function relay(address to, bytes calldata data) external returns (bytes memory answer);
    }

    interface IAttacker {
        enum Mode {
            Act,
            Refuse,
            Burn,
            RefuseAtLength,
            AcceptAtLength
        }

        function set(Mode mode) external;
    }

    interface IHookToken {
        enum Answer {
            True,
            Nothing,
            False,
            Half
        }

        function mint(address to, uint256 value) external;
        function set(uint256 feeBps, Answer answer) external;
        function approve(address spender, uint256 value) external returns (bool);
        function transfer(address to, uint256 value) external returns (bool);
        function balanceOf(address account) external view returns (uint256);
    }

    interface IBorrower {
        enum Reply {
            Magic,
            Wrong,
            Short,
            Reason,
            Silence
        }

        error Refused(uint256 why);

        function set(Reply reply, bool strict) external;
        function caller() external view returns (address);
        function received() external view returns (bytes memory);
    }

    interface IWallet1271 {
        enum Mode { Owner, Expected, Reenter, Refuse, RevertWithMagic, Short, Dirty, Long, Nothing, Burn }
        function set(Mode mode, bytes32 expected) external;
    }

    interface IHookFeed {
        function burn(bool burns) external;
    }
}

/// Who deploys and instructs the hostile contracts.
const HAND: Address = Address::repeat_byte(0x66);

/// Init code of a contract of `tests/solidity`.
pub fn init_code(name: &str) -> Bytes {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../target/artifacts/{name}.json"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let hex = text.split_once("\"bytecode\":\"").and_then(|(_, rest)| rest.split_once('"'));
    hex.and_then(|(hex, _)| hex.parse().ok()).unwrap_or_else(|| panic!("{} holds no bytecode", path.display()))
}

/// Deploys one.
pub fn hostile(client: &mut Client, name: &str) -> Address {
    client.create(HAND, init_code(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A contract that carries out a plan.
#[derive(Clone, Copy)]
pub struct Plan(pub Address);

impl Plan {
    /// Adds a call.
    pub fn add<C: SolCall>(self, client: &mut Client, to: Address, wei: U256, call: C) {
        self.add_raw(client, to, wei, call.abi_encode());
    }

    /// Adds a call of any calldata.
    pub fn add_raw(self, client: &mut Client, to: Address, wei: U256, data: Vec<u8>) {
        client.send(HAND, self.0, IPlan::planCall { to, value: wei, data: data.into() }).unwrap();
    }

    /// Adds all of the market that is locked while it calls out: all functions but two, and what is none; how many.
    pub fn add_locked(self, client: &mut Client, market: Address) -> usize {
        let open = [IMarket::supplyCollateralCall::SELECTOR, IMarket::repayCall::SELECTOR];
        let known = (0..IMarketCalls::COUNT).filter_map(IMarketCalls::selector_at);
        let mut calls: Vec<_> = known.filter(|selector| !open.contains(selector)).map(|s| s.to_vec()).collect();
        assert_eq!(calls.len(), IMarketCalls::COUNT - open.len());
        for call in &mut calls {
            call.resize(4 + 8 * 32, 0); // their arguments are of no interest
        }
        calls.extend([Vec::new(), open[0][..3].to_vec(), vec![0xff; 4]]);
        for call in &calls {
            self.add_raw(client, market, U256::ZERO, call.clone());
        }
        calls.len()
    }

    /// Forgets the plan and what came of it.
    pub fn clear(self, client: &mut Client) {
        client.send(HAND, self.0, IPlan::clearCall {}).unwrap();
    }

    /// What came of each call.
    pub fn outcomes(self, client: &mut Client) -> Vec<IPlan::Outcome> {
        client.view(self.0, IPlan::outcomesCall {}).unwrap()
    }

    /// Makes sure that so many calls were made and that each answered `Locked()`, and forgets them.
    #[track_caller]
    pub fn assert_locked(self, client: &mut Client, count: usize) {
        let outcomes = self.outcomes(client);
        assert_eq!(outcomes.len(), count, "calls made");
        for (at, outcome) in outcomes.iter().enumerate() {
            assert!(!outcome.ok && outcome.data[..] == IMarket::Locked::SELECTOR, "call {at}: {outcome:?}");
        }
        self.clear(client);
    }

    /// Makes sure that so many calls were made and that each succeeded, and forgets them; returns their answers.
    #[track_caller]
    pub fn assert_done(self, client: &mut Client, count: usize) -> Vec<Bytes> {
        let outcomes = self.outcomes(client);
        assert!(outcomes.len() == count && outcomes.iter().all(|outcome| outcome.ok), "{outcomes:?}");
        self.clear(client);
        outcomes.into_iter().map(|outcome| outcome.data).collect()
    }

    /// Makes sure that so many calls were made, and that each failed as re-entrant ones do: without a reason, or `Locked`.
    #[track_caller]
    pub fn assert_all_refused(self, client: &mut Client, count: usize) {
        let outcomes = self.outcomes(client);
        assert_eq!(outcomes.len(), count, "calls made");
        for (at, outcome) in outcomes.iter().enumerate() {
            let locked = outcome.data.is_empty() || outcome.data[..] == IMarket::Locked::SELECTOR;
            assert!(!outcome.ok && locked, "call {at}: {outcome:?}");
        }
    }
}

/// A hook token listed as collateral, with its feed.
#[derive(Clone, Copy)]
pub struct Plain {
    /// The token.
    pub token: Address,
    /// Its price.
    pub feed: Address,
}

impl Lending {
    /// Deploys and lists a hook token worth an ether, of which carol and erin have 100 each and have approved them.
    pub fn list_hook_token(&mut self) -> Plain {
        let client = &mut self.protocol.client;
        let token = hostile(client, "HookToken");
        let feed = self.new_feed(1.0);
        self.list(token, feed);
        for account in [self.carol, self.erin] {
            self.send(HAND, token, IHookToken::mintCall { to: account, value: crate::ether(100) });
            let spender = self.protocol.at.market;
            self.send(account, token, IHookToken::approveCall { spender, value: crate::ALL });
        }
        Plain { token, feed }
    }
}
