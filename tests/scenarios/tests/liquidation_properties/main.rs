//! What holds of liquidations for any account: of one to eight plain collaterals, judged by the real judge and booked
//! by the real market.

mod bonus;
mod case;
mod exact;
mod health;
mod oneself;
mod order;
mod splitting;
mod world;
