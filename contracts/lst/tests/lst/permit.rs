//! Allowances by signature.

mod calldata;
mod domain;
mod keys;
mod signed;
mod wallets;
