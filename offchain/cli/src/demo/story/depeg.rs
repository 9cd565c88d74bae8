//! A depeg that lasts: blETH loses 30 % in a morning and stays there for a day and a half. A keeper samples every hour;
//! the average follows the market down, health follows the average, and the liquidator follows health, if it pays.

use super::{
    Beacon, Cast, HOUR,
    leaving::redeem_quoted,
    liquidator::{self, BadDebt},
    market::{CALM, Judgement, average_moves, calm, judgement, sample, trade_at},
};
use crate::demo::{
    act::{Hour, Stage},
    units::{ether, milliether, nearest, wad},
};
use anyhow::{Context, Result, ensure};
use ballast_chain::U256;
use ballast_client::interfaces::{ILst, IMarket, IRisk};

/// The market, hour by hour, in thousandths of an ether; then as the last.
const FALL: [u64; 5] = [880, 820, 770, 730, 700];
const HOURS: usize = 36;
const NO_DEBT: &str = "no debt";
/// Ether that the liquidator finds in the buffer.
const BUFFER: u64 = 50;

/// What became of it.
#[derive(Default)]
struct Tally {
    liquidations: usize,
    repaid: U256,
    seized: U256,
    profit: U256,
    bad_debt: BadDebt,
    gas: u64,
}

pub(super) fn depeg(stage: &mut Stage, cast: &Cast, beacon: &mut Beacon) -> Result<()> {
    let lst = stage.protocol.at.lst;
    let spare =
        stage.view(lst, ILst::getBufferedEtherCall {})?.checked_sub(ether(BUFFER)).context("a buffer too small")?;
    beacon.deploy(stage, spare)?;
    let supplied = supplied(stage, cast)?;
    let mut tally = Tally::default();
    let mut average = judgement(stage)?.average;
    for hour in 1..=HOURS {
        let said = pass_hour(stage, cast, hour, &mut tally)?;
        ensure!(said.average <= average, "the average rose while the market fell");
        average = said.average;
        if hour == 1 {
            first_hour(stage, cast, &said, &tally)?;
        }
        if hour % 24 == 0 {
            beacon.pass_day(stage)?;
        }
    }
    account_for(stage, cast, supplied, &tally)?;
    spared(stage, cast)?;
    over(stage, cast, beacon)
}

/// The market moves, is sampled, and whoever is unhealthy is liquidated, if that pays.
fn pass_hour(stage: &mut Stage, cast: &Cast, hour: usize, tally: &mut Tally) -> Result<Judgement> {
    stage.protocol.client.chain.advance(HOUR);
    let thousandths = FALL.get(hour - 1).or(FALL.last()).copied().unwrap_or(CALM);
    let price = trade_at(stage, thousandths)?;
    sample(stage, cast.bob)?;
    let said = judgement(stage)?;
    let mut row = Hour {
        hour,
        market: wad(price, 3),
        average: wad(said.average, 4),
        borrow_price_by: said.borrow_price_by.clone(),
        liquidation_price: wad(said.liquidation_price, 4),
        health: stage.health()?.map_or_else(|| NO_DEBT.to_owned(), |health| wad(health, 4)),
        ..Hour::default()
    };
    match liquidator::quote(stage, cast.carol, price)? {
        Some(quote) if quote.pays() => {
            let deal = liquidator::act(stage, cast.erin, cast.carol, quote)?;
            tally.add(&deal);
            row.settle(&deal);
        }
        Some(_) => row.waits = true,
        None => {}
    }
    stage.hours.push(row);
    Ok(said)
}

impl Hour {
    fn settle(&mut self, deal: &liquidator::Deal) {
        let quote = &deal.quote;
        self.repaid = wad(quote.repaid, 3);
        self.seized = wad(quote.seized, 3);
        self.bonus = format!("{}.{:02} %", deal.bonus_bps / U256::from(100), deal.bonus_bps % U256::from(100));
        self.kept = wad(quote.kept(), 3);
        self.profit = wad(quote.profit(), 3);
        self.health_after = match deal.health_after {
            U256::MAX => NO_DEBT.to_owned(),
            health => nearest(health, 4),
        };
    }
}

impl Tally {
    fn add(&mut self, deal: &liquidator::Deal) {
        self.liquidations += 1;
        self.repaid += deal.quote.repaid;
        self.seized += deal.quote.seized;
        self.profit += deal.quote.profit();
        self.bad_debt.written += deal.bad_debt.written;
        self.bad_debt.by_suppliers += deal.bad_debt.by_suppliers;
        self.gas += deal.gas;
    }
}

/// One sample liquidates nobody, and stops borrowing at once.
fn first_hour(stage: &mut Stage, cast: &Cast, said: &Judgement, tally: &Tally) -> Result<()> {
    ensure!(tally.liquidations == 0, "liquidated upon a single sample");
    let breaks = said.status == IRisk::PriceStatus::FeedDeviates;
    ensure!(breaks, "while it falls the borrow price is by {}", said.borrow_price_by);
    let (account, market) = (cast.alice, stage.protocol.at.market);
    let call = IMarket::borrowCall { assets: ether(1), onBehalf: account, receiver: account, data: Default::default() };
    let (error, gas) = stage.refused::<IMarket::InsufficientMargin, _>(account, market, U256::ZERO, call)?;
    ensure!(error.limit.is_zero() && error.unpriced == U256::ONE, "{} may be borrowed in a fall", error.limit);
    let amounts = format!("borrow price: {}", said.borrow_price_by);
    stage.record("the market falls; borrow: refused", "alice", amounts, gas, false)
}

/// Steps, not a cliff; and suppliers lost what the events say.
fn account_for(stage: &mut Stage, cast: &Cast, before: U256, tally: &Tally) -> Result<()> {
    ensure!(tally.liquidations >= 3, "{} liquidations only", tally.liquidations);
    let amounts = format!("repays {}, seizes {}", wad(tally.repaid, 4), wad(tally.seized, 4));
    let step = format!("{} liquidations in {HOURS} h", tally.liquidations);
    stage.record(&step, "erin", amounts, tally.gas, false)?;
    stage.record("profit of them", "erin", wad(tally.profit, 4), 0, false)?;
    let (now, lost) = (supplied(stage, cast)?, tally.bad_debt.by_suppliers);
    ensure!(now + lost >= before, "dave's {before} wei are {now}, and the events say he lost {lost}");
    let amounts = format!("{} written off, {} theirs", wad(tally.bad_debt.written, 4), wad(lost, 4));
    stage.record("what suppliers lost", "dave", amounts, 0, false)
}

/// What the only supplier has in the market.
fn supplied(stage: &mut Stage, cast: &Cast) -> Result<U256> {
    let market = stage.protocol.at.market;
    let shares = stage.view(market, IMarket::balanceOfCall { account: cast.dave })?;
    stage.view(market, IMarket::convertToAssetsCall { shares })
}

/// Who owed half could not have been liquidated at the lowest average either.
fn spared(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let market = stage.protocol.at.market;
    let health = stage.view(market, IMarket::accountHealthCall { account: cast.alice })?.healthWad;
    ensure!(health > ether(1), "alice owed half, and is at a health of {health}");
    stage.record("who owed half: never in danger", "alice", format!("health {}", wad(health, 4)), 0, false)
}

/// Ether comes home into the buffer, so that blETH is worth its peg again, and the average follows.
fn over(stage: &mut Stage, cast: &Cast, beacon: &mut Beacon) -> Result<()> {
    let lst = stage.protocol.at.lst;
    beacon.come_home(stage, ether(BUFFER))?;
    let before = judgement(stage)?.average;
    calm(stage, cast)?;
    beacon.pass_day(stage)?;
    let now = judgement(stage)?;
    ensure!(
        now.status == IRisk::PriceStatus::Valid && now.average > before,
        "no recovery: the borrow price is by {}",
        now.borrow_price_by
    );
    stage.record("a day and a half back at the peg", "", average_moves(before, &now), 0, false)?;
    let amount = stage.view(lst, ILst::maxRedeemCall { owner: cast.erin })?;
    if amount > milliether(1) {
        redeem_quoted(stage, "erin", cast.erin, amount)?;
    }
    Ok(())
}
