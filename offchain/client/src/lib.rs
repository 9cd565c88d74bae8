//! Typed bindings, decoded errors and deployment plans for the protocol.

mod artifacts;
mod deploy;
mod errors;
pub mod interfaces;
mod session;

pub use artifacts::{ArtifactError, Artifacts};
pub use deploy::{Accounts, Addresses, Parameters, Protocol, constructor_call};
pub use errors::describe;
pub use session::{CallError, Done, Session, account};
