//! Numbers as people read them.

use ballast_chain::U256;

/// One ether, in wei.
pub(crate) const ETHER: u128 = 1_000_000_000_000_000_000;

/// Whole ethers in wei.
pub(crate) fn ether(amount: u64) -> U256 {
    U256::from(amount) * U256::from(ETHER)
}

/// Thousandths of an ether in wei.
pub(crate) fn milliether(amount: u64) -> U256 {
    U256::from(amount) * U256::from(ETHER / 1_000)
}

/// A wad (wei, health, rate) with `places` decimals, rounded down.
pub(crate) fn wad(value: U256, places: usize) -> String {
    let one = U256::from(ETHER);
    let fraction = format!("{:0>18}", (value % one).to_string());
    format!("{}.{}", value / one, &fraction[..places])
}

/// The same to the nearest, for what is to be compared with a round number.
pub(crate) fn nearest(value: U256, places: usize) -> String {
    let half = U256::from(10).pow(U256::from(18_usize.saturating_sub(places))) / U256::from(2);
    wad(value + half, places)
}
