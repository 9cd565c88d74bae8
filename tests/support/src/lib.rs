//! What the motsu tests share: calls through the published ABI, typed errors, mocked tokens and feeds.
extern crate alloc;

mod ask;
mod feed;
pub mod lst;

pub use ask::{ask_error, Ask};
pub use feed::{FeedMock, FeedMode};
