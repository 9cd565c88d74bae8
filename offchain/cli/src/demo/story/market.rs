//! blETH's market: what its feed says, what the judge makes of it.

use super::{Cast, HOUR};
use crate::demo::{
    act::Stage,
    units::{ETHER, wad},
};
use anyhow::Result;
use ballast_chain::{Address, U256};
use ballast_client::interfaces::{IFeed, ILst, IRisk};

/// Wad per last digit of a sampled ratio.
const WAD_PER_RATIO: u64 = 100_000;
/// Where blETH trades while nothing is wrong, in thousandths of an ether.
pub(super) const CALM: u64 = 999;

/// What the judge says of blETH, all asked of the chain.
pub(super) struct Judgement {
    /// In wad of the redemption rate, as sampled last.
    pub(super) average: U256,
    /// Ether for which one blETH counts for health.
    pub(super) liquidation_price: U256,
    pub(super) status: IRisk::PriceStatus,
    /// Which rule makes the price to borrow against, or what holds it back.
    pub(super) borrow_price_by: String,
}

/// The market says that one blETH is worth so many thousandths of an ether; in wei.
pub(super) fn trade_at(stage: &mut Stage, thousandths: u64) -> Result<U256> {
    let (owner, feed) = (stage.protocol.accounts.owner, stage.protocol.at.feed);
    let price = thousandths * u64::try_from(ETHER / 1_000)?;
    stage.send(owner, feed, IFeed::updateCall { answer: price.try_into()? })?;
    Ok(U256::from(price))
}

/// A day and a half in which nothing happens, and the average comes to where the market is.
pub(super) fn calm(stage: &mut Stage, cast: &Cast) -> Result<()> {
    for _ in 0..36 {
        stage.protocol.client.chain.advance(HOUR);
        trade_at(stage, CALM)?;
        sample(stage, cast.bob)?;
    }
    Ok(())
}

/// Anyone may have the judge look at the feed.
pub(super) fn sample(stage: &mut Stage, keeper: Address) -> Result<u64> {
    let risk = stage.protocol.at.risk;
    let (_, receipt) = stage.send(keeper, risk, IRisk::sampleCall { index: U256::ZERO })?;
    Ok(receipt.gas_used)
}

pub(super) fn judgement(stage: &mut Stage) -> Result<Judgement> {
    let (at, index, one) = (stage.protocol.at, U256::ZERO, U256::from(ETHER));
    let average = stage.view(at.risk, IRisk::averageCall { index })?.average * U256::from(WAD_PER_RATIO);
    let price36 = stage.view(at.risk, IRisk::pricesCall { index })?.liquidationPrice36;
    let units = stage.view(at.lst, ILst::getSharesByPooledEthCall { ethAmount: one })?;
    let said = stage.view(at.risk, IRisk::statusCall { index })?;
    let borrow_price_by = match said.status {
        IRisk::PriceStatus::Valid => format!("{:?}", said.borrowBound),
        status => format!("none ({status:?})"),
    };
    let liquidation_price = units * price36 / U256::from(10).pow(U256::from(36));
    Ok(Judgement { average, liquidation_price, status: said.status, borrow_price_by })
}

/// For the record.
pub(super) fn average_moves(before: U256, now: &Judgement) -> String {
    format!("average {} -> {}", wad(before, 4), wad(now.average, 4))
}
