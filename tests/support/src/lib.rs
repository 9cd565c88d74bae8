//! What the motsu tests share: calls through the published ABI, typed errors, mocked tokens and feeds.
extern crate alloc;

mod alone;
mod ask;
mod callee;
mod feed;
mod judge;
pub mod lst;
pub mod script;
mod signer;
mod token;

pub use alone::alone;
pub use ask::{ask_error, Ask};
pub use callee::{CalleeMock, CalleeMode, ICallee};
pub use feed::{FeedMock, FeedMode};
pub use judge::{JudgeMock, JudgeMode, Sentence};
pub use script::Outcome;
pub use signer::{sign, IWallet, WalletMock, WalletMode};
pub use token::{IToken, TokenMock, TokenMode};
