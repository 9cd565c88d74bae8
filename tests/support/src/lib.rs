//! What the motsu tests share: calls through the published ABI, typed errors, mocked tokens and feeds.
extern crate alloc;

mod ask;

pub use ask::{ask_error, Ask};
