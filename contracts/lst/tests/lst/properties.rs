//! What holds whatever happens: random operations against invariants, and against a replay of the logs.

mod history;
mod movement;
mod redemption;
mod timing;
