//! What a node says when it is up.

use super::accounts::{Dev, MNEMONIC};
use anyhow::{Context, Result};
use ballast_chain::{Address, ChainConfig};
use ballast_client::Addresses;
use comfy_table::{Table, presets};
use serde_json::{Map, Value, json};
use std::{fs, net::SocketAddr, path::Path};

/// Contracts by the names under which they are written.
fn contracts(at: &Addresses) -> [(&'static str, Address, &'static str); 10] {
    [
        ("lst", at.lst, "blETH, the liquid staking token"),
        ("wrapper", at.wrapper, "wblETH, its wrapper that does not rebase"),
        ("market", at.market, "lends WETH against blETH; its shares are an ERC-4626 vault's"),
        ("risk", at.risk, "judges the market's accounts"),
        ("lens", at.lens, "what accounts can do"),
        ("rights", at.rights, "borrows and withdraws by signature"),
        ("backstop", at.backstop, "stands in for bad debt first"),
        ("weth", at.weth, "WETH9, the loan asset"),
        ("feed", at.feed, "the market's price of one blETH in ether"),
        ("deployer", at.deployer, "StylusDeployer"),
    ]
}

/// Writes where everything is, for scripts to read.
pub(crate) fn write_json(file: &Path, address: SocketAddr, at: Option<&Addresses>, devs: &[Dev]) -> Result<()> {
    let named = at.map(contracts).into_iter().flatten();
    let contracts: Map<String, Value> = named.map(|(name, at, _)| (name.to_owned(), json!(at.to_string()))).collect();
    let accounts: Vec<String> = devs.iter().map(|dev| dev.address.to_string()).collect();
    let all = json!({
        "http": format!("http://{address}"),
        "ws": format!("ws://{address}"),
        "chainId": ChainConfig::default().chain_id,
        "mnemonic": MNEMONIC,
        "accounts": accounts,
        "contracts": contracts,
    });
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let text = format!("{all:#}\n");
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// Prints the endpoint, the accounts with their keys, and the contracts.
pub(crate) fn tables(address: SocketAddr, at: Option<&Addresses>, devs: &[Dev], file: &Path) {
    let mut accounts = Table::new();
    accounts.load_preset(presets::UTF8_BORDERS_ONLY).set_header(["account", "key, known to everyone", "part"]);
    for dev in devs {
        accounts.add_row([dev.address.to_string(), dev.key.to_string(), dev.part.to_owned()]);
    }
    println!("{accounts}\n10,000 ether each, from \"{MNEMONIC}\"\n");
    if let Some(at) = at {
        let mut table = Table::new();
        table.load_preset(presets::UTF8_BORDERS_ONLY).set_header(["contract", "address", ""]);
        for (name, address, what) in contracts(at) {
            table.add_row([name.to_owned(), address.to_string(), what.to_owned()]);
        }
        println!("{table}\n");
    }
    println!("addresses: {}", file.display());
    println!("chain id:  {}", ChainConfig::default().chain_id);
    println!("endpoint:  http://{address} and ws://{address}");
}
