//! Subscriptions over WebSocket, by a client that knows nothing but the protocol.

use crate::support::{LOGGER, World, ether, send, to};
use alloy_network::TransactionBuilder;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

pub(crate) struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    pub(crate) async fn open(world: &World) -> Self {
        let (socket, _) = connect_async(format!("ws://{}", world.node.address())).await.unwrap();
        Self(socket)
    }

    pub(crate) async fn say(&mut self, method: &str, params: Value) {
        let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        self.0.send(Message::text(request.to_string())).await.unwrap();
    }

    pub(crate) async fn hear(&mut self) -> Value {
        loop {
            let next = tokio::time::timeout(Duration::from_secs(10), self.0.next()).await;
            match next.expect("an answer in time").expect("an open socket").unwrap() {
                Message::Text(text) => return serde_json::from_str(&text).unwrap(),
                _ => continue,
            }
        }
    }

    pub(crate) async fn ask(&mut self, method: &str, params: Value) -> Value {
        self.say(method, params).await;
        self.hear().await
    }

    /// Subscribes; gives the id.
    async fn subscribe(&mut self, params: Value) -> String {
        let answer = self.ask("eth_subscribe", params).await;
        answer["result"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    /// The next notification: its subscription and what it tells.
    async fn told(&mut self) -> (String, Value) {
        let note = self.hear().await;
        assert_eq!(note["method"], "eth_subscription", "{note}");
        (note["params"]["subscription"].as_str().unwrap().to_owned(), note["params"]["result"].clone())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn methods_work_over_a_socket_too() {
    let world = World::new().await;
    let mut socket = Socket::open(&world).await;
    assert_eq!(socket.ask("eth_chainId", json!([])).await["result"], "0x64aba");
    assert_eq!(socket.ask("eth_nothing", json!([])).await["error"]["code"], -32_601);
}

#[tokio::test(flavor = "multi_thread")]
async fn heads_are_told_as_they_come() {
    let world = World::new().await;
    let mut socket = Socket::open(&world).await;
    let id = socket.subscribe(json!(["newHeads"])).await;
    assert!(id.starts_with("0x"), "{id}");
    for number in 1..=3 {
        send(&world.wallet(0), to(world.address(2)).with_value(ether(1))).await;
        let (of, head) = socket.told().await;
        assert_eq!((of, head["number"].clone()), (id.clone(), json!(format!("{number:#x}"))));
        let block = world.ask("eth_getBlockByNumber", json!([head["number"], false])).await;
        assert_eq!(head["hash"], block["hash"]);
        assert!(head.get("transactions").is_none());
    }
    assert_eq!(socket.ask("eth_unsubscribe", json!([id])).await["result"], true);
    send(&world.wallet(0), to(world.address(2))).await;
    assert_eq!(socket.ask("eth_blockNumber", json!([])).await["result"], "0x4");
}

#[tokio::test(flavor = "multi_thread")]
async fn logs_and_transactions_are_told_to_who_asked() {
    let world = World::new().await;
    let (one, two) = (world.deploy(LOGGER).await, world.deploy(LOGGER).await);
    let (mut of_logs, mut of_txs) = (Socket::open(&world).await, Socket::open(&world).await);
    of_logs.subscribe(json!(["logs", { "address": two, "topics": [null] }])).await;
    of_txs.subscribe(json!(["newPendingTransactions"])).await;
    let first = send(&world.wallet(0), to(one).with_input(vec![1; 64])).await;
    let second = send(&world.wallet(0), to(two).with_input(vec![2; 64])).await;
    let (_, log) = of_logs.told().await;
    assert_eq!(log["transactionHash"], json!(second.transaction_hash));
    assert_eq!(log["blockNumber"], "0x4");
    for receipt in [first, second] {
        assert_eq!(of_txs.told().await.1, json!(receipt.transaction_hash));
    }
    let refused = of_txs.ask("eth_subscribe", json!(["weather"])).await;
    assert_eq!(refused["error"]["code"], -32_602);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_has_so_many_subscriptions_and_no_more() {
    let world = World::with(|config| config.limits.subscriptions = 2).await;
    let mut socket = Socket::open(&world).await;
    socket.subscribe(json!(["newHeads"])).await;
    socket.subscribe(json!(["newHeads"])).await;
    assert!(socket.ask("eth_subscribe", json!(["newHeads"])).await["error"].is_object());
}
