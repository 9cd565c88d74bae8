//! Published property suites, ported by name, and the machinery that runs them in random states.
//!
//! What a16z publishes for ERC-4626, Trail of Bits for ERC-20 and ERC-4626, and OpenZeppelin as the behaviour of
//! ERC-20, of permits and of ERC-4626. No package registry has these suites, and their harnesses run the EVM alone: the
//! properties are written anew. Theirs draw the state for each case; here states are fewer and serve several draws each.

pub mod behaviour;
mod case;
pub mod erc20;
pub mod erc4626;
pub mod extensions;
mod market;
pub mod round_trips;
pub mod standard;
mod tokens;
pub mod vaults;

pub use case::Case;
pub use market::Lent;
pub use tokens::{BlEth, WblEth};

use crate::Random;
use ballast_chain::{Address, U256};
use ballast_client::Client;
use case::{up_to, users};
use standard::{IErc20, IErc4626};

/// A token under test, on a chain of its own.
pub trait Subject {
    /// How to call it.
    fn client(&mut self) -> &mut Client;
    /// The token.
    fn token(&self) -> Address;
    /// Moves the clock and what a balance or a share is worth, up or down.
    fn shuffle(&mut self, random: &mut Random);
    /// Gives an account about so much of the token; nothing, if that is worth none of it.
    fn endow(&mut self, account: Address, amount: U256);
    /// Mints so much, as far as anybody may.
    fn mint(&mut self, to: Address, amount: U256);
    /// Burns so much, as far as its owner may.
    fn burn(&mut self, caller: Address, from: Address, amount: U256);
    /// The least and the most that can be burned now; nothing, if the most is zero.
    fn burnable(&mut self, owner: Address) -> [U256; 2];
    /// Pauses all that can be.
    fn pause(&mut self);
    /// By how many of its smallest units a balance may change more than by the value that moves, because holdings are
    /// counted in something finer.
    fn slack(&self) -> U256 {
        U256::ZERO
    }
}

/// A vault under test: its shares are the token.
pub trait Vault: Subject {
    /// What it takes in.
    fn asset(&self) -> Address;
    /// Gives an account so much of it, or what is a unit more.
    fn fund(&mut self, account: Address, assets: U256);
    /// By how many wei of the asset what moves may be less than the amount named where it is paid in, and more where it
    /// is paid out.
    fn asset_slack(&mut self) -> U256;

    /// [`Subject::endow`] of a vault.
    fn supply(&mut self, account: Address, assets: U256) {
        let (vault, asset) = (self.token(), self.asset());
        if self.client().view(vault, IErc4626::previewDepositCall { assets }).unwrap().is_zero() {
            return;
        }
        self.fund(account, assets);
        self.client().send(account, asset, IErc20::approveCall { spender: vault, value: assets }).unwrap();
        self.client().send(account, vault, IErc4626::depositCall { assets, receiver: account }).unwrap();
    }

    /// [`Subject::mint`] of a vault.
    fn issue(&mut self, to: Address, shares: U256) {
        let (vault, asset) = (self.token(), self.asset());
        let assets = self.client().view(vault, IErc4626::previewMintCall { shares }).unwrap();
        self.fund(to, assets);
        self.client().send(to, asset, IErc20::approveCall { spender: vault, value: assets }).unwrap();
        self.client().send(to, vault, IErc4626::mintCall { shares, receiver: to }).unwrap();
    }
}

/// A property's published name, and how it is checked. `None` if the case says nothing about it.
pub type Property<S> = (&'static str, fn(&mut Case<'_, S>) -> Option<()>);

/// Random states in which each property is checked …
const STATES: u64 = 40;
/// … with so many random arguments.
const DRAWS: u64 = 6;
/// That say something, at least.
const CASES: usize = 200;
/// A thousand tokens of 18 decimals: about the most that a user gets.
const MOST: u128 = 1_000_000_000_000_000_000_000;

/// Checks properties in states in which four users hold the token at random rates.
pub fn check<S: Subject>(subject: &mut S, properties: &[Property<S>]) {
    run(subject, properties, populate);
}

/// Checks properties on the token as it was deployed.
pub fn check_fresh<S: Subject>(subject: &mut S, properties: &[Property<S>]) {
    run(subject, properties, |_, random| users(random));
}

fn run<S: Subject>(subject: &mut S, properties: &[Property<S>], enter: fn(&mut S, &mut Random) -> [Address; 4]) {
    let mut checked = vec![0; properties.len()];
    let start = subject.client().chain.snapshot();
    for state in 0..STATES {
        let mut random = Random(!state);
        let users = enter(subject, &mut random);
        let here = subject.client().chain.snapshot();
        for ((name, property), checked) in properties.iter().zip(&mut checked) {
            for draw in 0..DRAWS {
                let _place = Place { name, state, draw };
                let mut case = Case { subject, random: Random(state << 32 | draw), users };
                *checked += usize::from(property(&mut case).is_some());
                subject.client().chain.restore(here).unwrap();
            }
        }
        subject.client().chain.restore(start).unwrap();
    }
    for ((name, _), checked) in properties.iter().zip(checked) {
        assert!(checked >= CASES, "{name}: {checked} cases alone say something");
    }
}

/// Tells where a property failed.
struct Place<'a> {
    name: &'a str,
    state: u64,
    draw: u64,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{} does not hold: state {}, draw {}", self.name, self.state, self.draw);
        }
    }
}

/// All have some of the token; between, what it is worth goes up or down.
fn populate<S: Subject>(subject: &mut S, random: &mut Random) -> [Address; 4] {
    let users = users(random);
    for user in users {
        subject.shuffle(random);
        subject.endow(user, up_to(random, U256::from(MOST)));
        if random.below(4) == 0 {
            subject.endow(user, U256::from(MOST));
        }
    }
    subject.shuffle(random);
    users
}
