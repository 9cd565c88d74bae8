//! Tests of blETH on the mocked host: a file per operation, then what holds for all of them.

mod apply_report;
mod approve;
mod bare;
mod construct;
mod deficit;
mod errors;
mod ether;
mod events;
mod governance;
mod parameters;
mod pause;
mod previews;
mod properties;
mod receive;
mod redeem;
mod redeem_shares;
mod router;
mod stake;
mod submit;
mod transfer;
mod transfer_from;
mod transfer_shares;
mod transfer_shares_from;
mod vesting;
mod views;
mod world;
