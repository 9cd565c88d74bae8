//! Allowances by signature.

mod keys;
mod signed;
mod wallets;
