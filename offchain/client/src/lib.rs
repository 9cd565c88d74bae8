//! Typed bindings, decoded errors and deployment plans for the protocol.

mod artifacts;
mod client;
mod deploy;
mod errors;
pub mod interfaces;
mod signer;

pub use artifacts::{ArtifactError, Artifacts};
pub use client::{CallError, Client, Done, account};
pub use deploy::{Accounts, Addresses, Parameters, Protocol, constructor_call};
pub use errors::describe;
pub use signer::{Permit, Signature, Signer, permit_digest};
