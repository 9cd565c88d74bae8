//! What the motsu tests share: calls through the published ABI, typed errors, mocked tokens and feeds.
extern crate alloc;

mod alone;
mod ask;
mod feed;
pub mod lst;

pub use alone::alone;
pub use ask::{ask_error, Ask};
pub use feed::{FeedMock, FeedMode};
