//! What must hold of the books at any time.

use crate::Lending;
use ballast_chain::{Address, U256, address};
use ballast_client::{
    Client,
    interfaces::{ILst, IMarket, IWeth, IWrapper},
};
use std::collections::BTreeSet;

/// Who holds the seed's shares.
const DEAD: Address = address!("000000000000000000000000000000000000dEaD");

/// The invariants of the books of blETH and wblETH, of which `holders`, the seed and the wrapper hold all.
#[track_caller]
pub fn check_token(client: &mut Client, lst: Address, wrapper: Address, holders: &[Address]) {
    let holders: BTreeSet<_> = holders.iter().copied().chain([DEAD, wrapper]).collect();
    let (mut shares, mut balances) = (U256::ZERO, U256::ZERO);
    for account in &holders {
        shares += client.view(lst, ILst::sharesOfCall { account: *account }).unwrap();
        balances += client.view(lst, ILst::balanceOfCall { account: *account }).unwrap();
    }
    let rate = client.view(lst, ILst::rateDataCall {}).unwrap();
    assert_eq!(shares, rate.totalShares, "shares sum to the total");
    assert!(balances <= rate.pooledEther, "balances are covered by the supply");
    let columns = client.view(lst, ILst::columnsCall {}).unwrap();
    let counted = columns.buffer + columns.inFlight + columns.validators;
    assert!(rate.pooledEther <= counted, "the supply is covered by counted ether");
    let set_aside = client.view(lst, ILst::setAsideCall {}).unwrap();
    assert!(columns.buffer + set_aside <= client.chain.balance(lst), "buffer and fees are here");
    check_wrapper(client, lst, wrapper, &holders);
}

#[track_caller]
fn check_wrapper(client: &mut Client, lst: Address, wrapper: Address, holders: &BTreeSet<Address>) {
    let mut balances = U256::ZERO;
    for account in holders {
        balances += client.view(wrapper, IWrapper::balanceOfCall { account: *account }).unwrap();
    }
    let supply = client.view(wrapper, IWrapper::totalSupplyCall {}).unwrap();
    assert_eq!(balances, supply, "balances of wblETH sum to the supply");
    let backing = supply * U256::from(1_000_000_000);
    let held = client.view(lst, ILst::sharesOfCall { account: wrapper }).unwrap();
    assert!(backing <= held, "wblETH is backed by shares: {held} for {supply}");
    let worth = client.view(lst, ILst::getPooledEthBySharesCall { sharesAmount: backing }).unwrap();
    let assets = client.view(wrapper, IWrapper::totalAssetsCall {}).unwrap();
    assert_eq!(assets, worth, "its assets are what backs it, no more");
}

impl Lending {
    /// Carol, dave, erin and the others.
    pub fn people(&self) -> Vec<Address> {
        [&[self.dave, self.carol, self.erin], self.others.as_slice()].concat()
    }

    /// The invariants of the books of blETH, wblETH and the market.
    #[track_caller]
    pub fn check_all(&mut self) {
        self.check_books();
        let mut holders = self.people();
        let (at, accounts) = (self.protocol.at, self.protocol.accounts);
        holders.extend([at.market, accounts.treasury, accounts.operators]);
        check_token(&mut self.protocol.client, at.lst, at.wrapper, &holders);
    }

    /// The invariants of the market's books.
    #[track_caller]
    pub fn check_books(&mut self) {
        let (at, people) = (self.protocol.at, self.people());
        let totals = self.view(at.market, IMarket::totalsCall {});
        let reserves = self.view(at.market, IMarket::reserveSharesCall {});
        let (mut shares, mut debt, mut claims) = (reserves, U256::ZERO, totals.reserves);
        for account in people {
            let held = self.view(at.market, IMarket::balanceOfCall { account });
            shares += held;
            claims += self.view(at.market, IMarket::convertToAssetsCall { shares: held });
            debt += self.view(at.market, IMarket::debtSharesOfCall { account });
        }
        assert_eq!(shares, totals.supplyShares, "supply shares sum to the total");
        assert!(claims <= totals.suppliedAssets, "claims are covered");
        assert_eq!(debt, totals.debtShares, "debt shares sum to the total");
        let weth = self.view(at.weth, IWeth::balanceOfCall { account: at.market });
        assert!(totals.idle <= weth, "idle assets are held");
        assert_eq!(totals.idle + totals.debtAssets, totals.suppliedAssets, "supplied is idle or lent");
        let count = self.view(at.market, IMarket::collateralCountCall {});
        for index in 0..count.to::<u64>() {
            self.check_collateral(U256::from(index));
        }
    }

    #[track_caller]
    fn check_collateral(&mut self, index: U256) {
        let (at, people) = (self.protocol.at, self.people());
        let asset = self.view(at.market, IMarket::collateralAtCall { index });
        let units: U256 = people.into_iter().map(|account| self.units(account, asset)).sum();
        let info = self.view(at.market, IMarket::collateralInfoCall { asset });
        assert_eq!(units, info.total, "collateral {index} sums to its total");
        let held = match info.isShares {
            true => self.view(asset, ILst::sharesOfCall { account: at.market }),
            false => self.view(asset, IWeth::balanceOfCall { account: at.market }),
        };
        assert!(info.total <= held, "held units cover booked units");
    }
}
