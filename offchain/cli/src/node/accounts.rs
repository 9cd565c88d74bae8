//! The accounts that every development chain knows.

use alloy_signer_local::{MnemonicBuilder, coins_bip39::English};
use anyhow::Result;
use ballast_chain::{Address, B256, U256};

/// The mnemonic that Hardhat, anvil and many tests use. Its keys are known to everyone.
pub(crate) const MNEMONIC: &str = "test test test test test test test test test test test junk";

/// What each account does on this chain, by its place in the derivation path.
const PARTS: [&str; 10] = [
    "owner of all contracts",
    "guardian",
    "treasury",
    "oracle: applies reports",
    "operators: takes ether to validators",
    "supplies WETH to the market",
    "borrows WETH against blETH",
    "holds blETH",
    "",
    "",
];

/// An account with a known key.
pub(crate) struct Dev {
    pub(crate) address: Address,
    pub(crate) key: B256,
    pub(crate) part: &'static str,
}

/// Wei that each has at the start.
pub(crate) fn funds() -> U256 {
    U256::from(10_000) * U256::from(10).pow(U256::from(18))
}

/// Those at m/44'/60'/0'/0/0 to 9.
pub(crate) fn dev_accounts() -> Result<Vec<Dev>> {
    let each = (0u32..).zip(PARTS).map(|(index, part)| {
        let signer = MnemonicBuilder::<English>::default().phrase(MNEMONIC).index(index)?.build()?;
        Ok(Dev { address: signer.address(), key: signer.to_bytes(), part })
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ballast_chain::address;

    #[test]
    fn the_mnemonic_gives_the_well_known_accounts() {
        let devs = dev_accounts().unwrap();
        assert_eq!(devs[0].address, address!("f39Fd6e51aad88F6F4ce6aB8827279cffFb92266"));
        assert_eq!(devs[9].address, address!("a0Ee7A142d267C1f36714E4a8F75612F20a79720"));
        assert_eq!(devs.len(), 10);
    }
}
