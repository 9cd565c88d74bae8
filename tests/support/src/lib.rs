//! What the motsu tests share: calls through the published ABI, typed errors, mocked tokens and feeds.
extern crate alloc;

mod alone;
mod ask;
mod feed;
mod judge;
pub mod lst;
mod signer;
mod token;

pub use alone::alone;
pub use ask::{ask_error, Ask};
pub use feed::{FeedMock, FeedMode};
pub use judge::{JudgeMock, JudgeMode, Sentence};
pub use signer::{sign, IWallet, WalletMock, WalletMode};
pub use token::{IToken, TokenMock, TokenMode};
