//! The backstop of a real market, with a lens that a test answers for.
extern crate alloc;

mod income;
mod lens;
mod losses;
mod notices;
mod world;
