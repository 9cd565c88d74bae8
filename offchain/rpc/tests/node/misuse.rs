//! Bytes that no honest client sends, and clients that do not behave.

use crate::{subscriptions::Socket, support::World};
use alloy_provider::Provider;
use serde_json::{Value, json};
use std::fs;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Sends a body as it is; gives the status line and the body of the answer.
async fn post(world: &World, body: &[u8]) -> (String, String) {
    let mut stream = TcpStream::connect(world.node.address()).await.unwrap();
    let head = format!(
        "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // A server that has read enough may close before all is written.
    let _ = stream.write_all(body).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let text = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    (head.lines().next().unwrap_or_default().to_owned(), body.to_owned())
}

async fn is_well(world: &World) {
    assert_eq!(world.reader().get_chain_id().await.unwrap(), 412_346);
}

fn code(body: &str) -> i64 {
    let answer: Value = serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {body}"));
    answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("{answer}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_request_is_answered_with_an_error() {
    let world = World::new().await;
    let call =
        |method: &str, params: &str| format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{params}}}"#);
    let cases = [
        ("{".to_owned(), -32_700),
        ("\u{fffd}\u{0}".to_owned(), -32_700),
        ("[]".to_owned(), -32_600),
        ("7".to_owned(), -32_700),
        (call("eth_nothing", "[]"), -32_601),
        (call("eth_getBalance", "[]"), -32_602),
        (call("eth_getBalance", r#"["0x12"]"#), -32_602),
        (call("eth_getBalance", r#"{"address":1}"#), -32_602),
        (call("eth_call", r#"[{"to":5},"latest"]"#), -32_602),
        (call("eth_getBlockByNumber", r#"["soon",false]"#), -32_602),
        (call("eth_sendRawTransaction", r#"["zz"]"#), -32_602),
        (call("evm_increaseTime", r#"[-1]"#), -32_602),
        ("[".repeat(100_000), -32_700),
    ];
    for (body, expected) in cases {
        let (_, answer) = post(&world, body.as_bytes()).await;
        let start: String = body.chars().take(80).collect();
        assert!([expected, -32_600].contains(&code(&answer)), "{start}: {answer}");
    }
    is_well(&world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_is_answered_whole_or_refused_if_it_is_huge() {
    let world = World::with(|config| config.limits.batch = 10).await;
    let one = r#"{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}"#;
    let batch = |count: usize| format!("[{}]", vec![one; count].join(","));
    let (_, answer) = post(&world, batch(10).as_bytes()).await;
    assert_eq!(serde_json::from_str::<Vec<Value>>(&answer).unwrap().len(), 10);
    let (_, answer) = post(&world, batch(11).as_bytes()).await;
    assert_eq!(code(&answer), -32_010);
    is_well(&world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_or_an_answer_over_the_limit_is_refused() {
    let world = World::with(|config| {
        config.limits.request_bytes = 100_000;
        config.limits.answer_bytes = 2_000;
    })
    .await;
    let padded = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":["{}"]}}"#, "x".repeat(200_000));
    let (status, _) = post(&world, padded.as_bytes()).await;
    assert!(status.contains("413"), "{status}");
    let contract = world.deploy(&[0x5B; 4_000]).await;
    let (code, ..) = world.refused("eth_getCode", json!([contract, "latest"])).await;
    assert_eq!(code, -32_008);
    is_well(&world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_origin_may_ask() {
    let world = World::new().await;
    let mut stream = TcpStream::connect(world.node.address()).await.unwrap();
    let preflight = "OPTIONS / HTTP/1.1\r\nhost: localhost\r\norigin: https://app.example\r\n\
        access-control-request-method: POST\r\naccess-control-request-headers: content-type\r\nconnection: close\r\n\r\n";
    stream.write_all(preflight.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("access-control-allow-origin: *"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_are_counted() {
    let world = World::with(|config| config.limits.connections = 3).await;
    let mut held = Vec::new();
    for _ in 0..3 {
        held.push(Socket::open(&world).await);
    }
    let body = br#"{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}"#;
    let (status, _) = post(&world, body).await;
    assert!(status.contains("429"), "{status}");
    drop(held);
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    is_well(&world).await;
}

/// Memory of this process that is in use, in bytes.
fn resident() -> u64 {
    let text = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    text.split_whitespace().nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or_default() * 4_096
}

/// Subscribers that never read while 15,000 heads of 1.5 KB are told to each of 16. Each may hold what fits in its
/// socket and in its bounded queue, and not the rest.
#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_never_reads_costs_little() {
    const DEAF: u64 = 16;
    const BLOCKS: u64 = 15_000;
    let world = World::with(|config| config.limits.messages = 8).await;
    let mut deaf = Vec::new();
    for _ in 0..DEAF {
        let mut socket = Socket::open(&world).await;
        socket.ask("eth_subscribe", json!(["newHeads"])).await;
        deaf.push(socket);
    }
    let before = resident();
    for _ in 0..BLOCKS / 5_000 {
        world.ask("anvil_mine", json!([5_000])).await;
    }
    // Time to write to every socket what would be written.
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    // Unbounded, this would be 360 MB; other tests of this process take memory at the same time.
    let grown = resident().saturating_sub(before);
    assert!(grown < DEAF * BLOCKS * 1_500 / 2, "{grown} bytes more");
    is_well(&world).await;
}
