//! What prices do to accounts, on real WASM, told by the incidents that they come from: time goes by, anyone samples.

mod market;
mod sources;

use ballast_chain::{Address, Bytes, U256};
use ballast_client::interfaces::{ILst, IMarket, IRisk};
use ballast_wasm_tests::{ALL, ETHER, Lending, ether, rich};

const NONE: U256 = U256::ZERO;
const HOUR: u64 = 3_600;
const WAD: U256 = U256::from_limbs([ETHER as u64, 0, 0, 0]);

/// Time passes; then the market's price is this, and somebody samples it.
fn step(l: &mut Lending, secs: u64, price: f64) {
    l.protocol.client.chain.advance(secs);
    l.feed(price);
    sample(l);
}

fn sample(l: &mut Lending) {
    let (someone, risk) = (l.dave, l.protocol.at.risk);
    l.send(someone, risk, IRisk::sampleCall { index: NONE });
}

/// blETH's average market of a hundred million.
fn average(l: &mut Lending) -> u64 {
    let risk = l.protocol.at.risk;
    l.view(risk, IRisk::averageCall { index: NONE }).average.to::<u64>() / 100_000
}

/// Somebody with so many blETH as margin who owes so much.
fn borrower(l: &mut Lending, name: &str, blether: u64, owed: u64) -> Address {
    let (at, account) = (l.protocol.at, rich(&mut l.protocol.client, name, ether(1_000)));
    l.others.push(account);
    l.pay(account, at.lst, ether(blether), ILst::submitCall { referral: Address::ZERO });
    l.send(account, at.lst, ILst::approveCall { spender: at.market, value: ALL });
    l.send(account, at.market, IMarket::supplyCollateralCall { asset: at.lst, units: ALL, onBehalf: account });
    if owed > 0 {
        l.borrow(account, ether(owed));
    }
    account
}

fn borrow(account: Address, assets: U256) -> IMarket::borrowCall {
    IMarket::borrowCall { assets, onBehalf: account, receiver: account, data: Bytes::new() }
}

/// Whoever is healthy cannot be liquidated; whoever is not is, by erin, if she earns: by redeeming what she gets from
/// the buffer, if it is in there, or by selling it at the market's price.
fn liquidate(l: &mut Lending, account: Address, price: f64) -> Option<IMarket::liquidateReturn> {
    let (erin, at) = (l.erin, l.protocol.at);
    let (health, call) = (l.health(account).healthWad, l.liquidation(account, ALL));
    if health >= WAD {
        let error: IRisk::Healthy = l.fail(erin, at.market, call);
        assert_eq!(error.healthWad, health);
        return None;
    }
    let here = l.protocol.client.chain.snapshot();
    let done = l.send(erin, at.market, call);
    let amount = l.view(at.lst, ILst::getPooledEthBySharesCall { sharesAmount: done.seized });
    let sold = amount * U256::from((price * 1e6) as u64) / U256::from(1_000_000);
    if amount <= l.view(at.lst, ILst::maxRedeemCall { owner: erin }) {
        let call = ILst::redeemCall { amount, receiver: erin, minEther: done.repaid, deadline: ALL };
        if l.protocol.client.send(erin, at.lst, call).is_ok() {
            return Some(done);
        }
    }
    if sold <= done.repaid {
        l.protocol.client.chain.restore(here).unwrap();
        return None;
    }
    Some(done)
}
