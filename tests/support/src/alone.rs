//! One test at a time.

use std::sync::{Mutex, MutexGuard, PoisonError};

static TURN: Mutex<()> = Mutex::new(());

/// Waits until no other test of this binary holds its turn. For the fixtures of motsu tests.
///
/// motsu keeps the state of all tests in one map and panics if it has to wait ten milliseconds for a part of it, which
/// happens on a busy machine whenever a test is suspended inside.
pub fn alone() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner) // a test that failed has left nothing behind
}
