//! The node as clients see it: alloy's provider over HTTP, a plain client over WebSocket, and bytes that no
//! client would send.

mod calls;
mod dev;
mod logs;
mod misuse;
mod pool;
mod reads;
mod sends;
mod subscriptions;
mod support;
mod traces;
