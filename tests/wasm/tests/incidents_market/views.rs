//! Every view of an interface with plausible arguments.

use crate::{
    NONE, WAD, WEI,
    abi::{Value, functions},
};
use ballast_chain::{Address, Bytes, Tx, U256};
use ballast_wasm_tests::Lending;

/// A question, to be asked whenever.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) to: Address,
    pub(crate) name: String,
    pub(crate) data: Vec<u8>,
}

/// Whether it was answered, and with what.
pub(crate) type Answer = (bool, Bytes);

/// What views are asked about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Subjects {
    pub(crate) accounts: Vec<Address>,
    pub(crate) assets: Vec<Address>,
    /// Of an account, as the judge takes them.
    pub(crate) holdings: Vec<U256>,
    /// Of wblETH's feed.
    pub(crate) rounds: Vec<U256>,
}

impl Subjects {
    /// Candidates for an argument. A name that is not here is of a view that nobody has looked at.
    fn values(&self, kind: &str, name: &str) -> Vec<Value> {
        let words = match (kind, name) {
            ("address", "account" | "owner" | "receiver") => self.accounts.iter().map(Address::into_word).collect(),
            ("address", "spender" | "operator") => vec![self.accounts[0].into_word()],
            ("address", "asset" | "token") => self.assets.iter().map(Address::into_word).collect(),
            _ => Vec::new(),
        };
        let numbers = match (kind, name) {
            _ if !words.is_empty() => words.iter().map(|word| U256::from_be_bytes(word.0)).collect(),
            ("uint256", "index") => vec![NONE, WEI, WEI + WEI],
            ("uint80", "roundId") => self.rounds.clone(),
            ("uint256", "word" | "minDebt") => vec![NONE],
            ("uint256", "debt" | "maxRepay") => vec![WAD],
            ("uint256", "shares" | "assets" | "amount" | "sharesAmount" | "ethAmount") => vec![NONE, WAD + WEI],
            ("uint256", "wblEthAmount" | "blEthAmount" | "wstETHAmount" | "stETHAmount") => vec![NONE, WAD + WEI],
            ("uint256[]", "holdings") => return vec![Value::Words(self.holdings.clone())],
            unknown => panic!("no candidates for {unknown:?}"),
        };
        numbers.into_iter().map(Value::Word).collect()
    }
}

/// Every view of an interface, with every combination of candidates.
pub(crate) fn asks(interface: &str, to: Address, subjects: &Subjects) -> Vec<Ask> {
    let mut asks = Vec::new();
    for view in functions(interface).into_iter().filter(|function| function.is_view) {
        let mut combinations = vec![Vec::new()];
        for (kind, name) in &view.inputs {
            let with = |given: &Vec<Value>, value: Value| [given.as_slice(), &[value]].concat();
            let values = subjects.values(kind, name);
            combinations =
                combinations.iter().flat_map(|given| values.iter().map(|value| with(given, value.clone()))).collect();
        }
        for values in combinations {
            asks.push(Ask { to, name: view.name.clone(), data: view.encode(&values) });
        }
    }
    asks
}

/// The views of market and judge.
pub(crate) fn of_market_and_judge(l: &Lending, subjects: &Subjects) -> Vec<Ask> {
    [asks("IMarket", l.protocol.at.market, subjects), asks("IRisk", l.protocol.at.risk, subjects)].concat()
}

/// What is answered now.
pub(crate) fn answers(l: &mut Lending, asks: &[Ask]) -> Vec<Answer> {
    let chain = &mut l.protocol.client.chain;
    let mut answer = |ask: &Ask| {
        let receipt = chain.call(Tx::call(Address::ZERO, ask.to, ask.data.clone())).unwrap();
        (receipt.is_success(), receipt.output)
    };
    asks.iter().map(&mut answer).collect()
}

/// The first question to which two answers differ.
pub(crate) fn difference(asks: &[Ask], one: &[Answer], other: &[Answer]) -> Option<String> {
    assert_eq!((asks.len(), asks.len()), (one.len(), other.len()));
    let mut all = asks.iter().zip(one.iter().zip(other));
    let told = |(ask, (one, other)): (&Ask, (&Answer, &Answer))| format!("{}: {one:?} or {other:?}", ask.name);
    all.find(|(_, (one, other))| one != other).map(told)
}
