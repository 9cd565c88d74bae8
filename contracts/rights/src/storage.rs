//! Storage of the rights: every slot and its layout.

use crate::transient::Transient;
use ballast_common::slot::Map;
use stylus_sdk::prelude::*;

/// The contract. Its slots are the constants below.
#[storage]
pub struct Rights {}

/// account => nonce / 256 => a bit for each of these nonces that was used
pub(crate) const NONCES: Map = Map::at(0);
/// Hash of the callback that may come in, and of whom from; zero for none
pub(crate) const EXPECTED: Transient = Transient::at(0);
/// 0..160 whom it goes on to
pub(crate) const OPERATOR: Transient = Transient::at(1);
