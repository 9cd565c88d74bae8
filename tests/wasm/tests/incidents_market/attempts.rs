//! What an indebted account can call of the market: each of its functions is in one of these lists.

use crate::{NONE, WAD, WEI, abi::Function, borrow, borrower, multicall};
use alloy_sol_types::SolCall;
use ballast_chain::{Address, B256, Bytes, U256};
use ballast_client::{
    account,
    interfaces::{IMarket, IWeth},
};
use ballast_wasm_tests::{ALL, Lending, Plain, ether};

pub(crate) const MARGIN: &str = "InsufficientMargin";
pub(crate) const OWNERS: &str = "Unauthorized";

/// An account that owes all that it may: 17 ether on 10 blETH and 10 of a plain token. It is a contract whose wallet
/// signs anything, has 10 WETH as supply, and olga as operator.
pub(crate) struct World {
    pub(crate) l: Lending,
    pub(crate) me: Address,
    olga: Address,
    pub(crate) plain: Plain,
}

/// A call from somebody: done, or refused with a reason.
pub(crate) struct Attempt {
    pub(crate) from: Address,
    pub(crate) data: Vec<u8>,
    pub(crate) reason: Option<&'static str>,
}

/// Units of both collaterals, debt shares, and health.
pub(crate) type Account = ([U256; 2], U256, IMarket::accountHealthReturn);

impl World {
    pub(crate) fn at_its_limit() -> Self {
        let mut l = Lending::open();
        let (me, plain, olga) = (borrower(&mut l, 10), l.list_second_weth(), account("olga"));
        let (erin, at) = (l.erin, l.protocol.at);
        l.send(erin, plain.token, IWeth::transferCall { to: me, value: ether(20) });
        l.send(me, plain.token, IWeth::approveCall { spender: at.market, value: ALL });
        l.post_plain(me, plain.token, ether(10));
        l.send(erin, at.weth, IWeth::transferCall { to: me, value: ether(20) });
        l.send(me, at.market, IMarket::depositCall { assets: ether(10), receiver: me });
        l.send(me, at.market, IMarket::setOperatorCall { operator: olga, allowed: true });
        l.borrow(me, ether(17));
        let health = l.health(me);
        assert_eq!((health.debt, health.limit), (ether(17), ether(17)));
        Self { l, me, olga, plain }
    }

    pub(crate) fn account(&mut self) -> Account {
        let (me, market) = (self.me, self.l.protocol.at.market);
        let units = [self.l.protocol.at.lst, self.plain.token].map(|asset| self.l.units(me, asset));
        (units, self.l.view(market, IMarket::debtSharesOfCall { account: me }), self.l.health(me))
    }

    /// Takes each unit of either collateral, or all.
    pub(crate) fn withdrawals(&self) -> Vec<IMarket::withdrawCollateralCall> {
        let (me, olga) = (self.me, self.olga);
        let assets = [self.l.protocol.at.lst, self.plain.token];
        let each = |asset| [WEI, WAD, ALL].map(|units| (asset, units));
        let calls = assets.into_iter().flat_map(each);
        calls
            .map(|(asset, units)| IMarket::withdrawCollateralCall { asset, units, onBehalf: me, receiver: olga })
            .collect()
    }

    pub(crate) fn borrows(&self) -> Vec<IMarket::borrowCall> {
        let nothing = Bytes::from_static(b"a callback that does nothing");
        let amounts = [WEI, ether(1), ether(480)];
        let plain = amounts.map(|assets| IMarket::borrowCall { receiver: self.olga, ..borrow(self.me, assets) });
        let called = plain.clone().map(|call| IMarket::borrowCall { data: nothing.clone(), ..call });
        [plain, called].concat()
    }

    /// All that could lower collateral or raise debt, as calldata.
    fn lowering(&self, name: &str) -> Option<Vec<Vec<u8>>> {
        let (borrows, withdrawals) = (self.borrows(), self.withdrawals());
        Some(match name {
            "borrow" => borrows.iter().map(SolCall::abi_encode).collect(),
            "withdrawCollateral" => withdrawals.iter().map(SolCall::abi_encode).collect(),
            "multicall" => self.combinations(),
            _ => return None,
        })
    }

    /// What lowers, with what would make up for it behind it, or with what changes nothing before it.
    fn combinations(&self) -> Vec<Vec<u8>> {
        let (me, asset) = (self.me, self.plain.token);
        let borrow = self.borrows()[0].abi_encode();
        let withdraw = self.withdrawals()[3].abi_encode();
        let post = |units| IMarket::supplyCollateralCall { asset, units, onBehalf: me }.abi_encode();
        let repay = |assets| IMarket::repayCall { assets, onBehalf: me }.abi_encode();
        let shares = IMarket::transferCall { to: self.olga, value: WAD }.abi_encode();
        vec![
            multicall(std::slice::from_ref(&borrow)),
            multicall(std::slice::from_ref(&withdraw)),
            multicall(&[borrow.clone(), repay(ether(1))]),
            multicall(&[withdraw.clone(), post(ether(10))]),
            multicall(&[repay(ether(1)), self.borrows()[1].abi_encode(), borrow.clone()]),
            multicall(&[post(WEI), withdraw.clone(), withdraw.clone()]),
            multicall(&[shares, withdraw, borrow]),
        ]
    }

    /// Every call that `me` or its operator could make of a function.
    pub(crate) fn attempts(&self, function: &Function) -> Vec<Attempt> {
        let (me, olga, l) = (self.me, self.olga, &self.l);
        let by = |from: Address, data: Vec<u8>, reason| Attempt { from, data, reason };
        if let Some(calls) = self.lowering(&function.name) {
            let called = |data: &[u8]| data.windows(10).any(|window| window == b"a callback");
            let mine = calls.iter().map(|data| by(me, data.clone(), Some(MARGIN)));
            let others = calls.iter().filter(|data| function.name != "multicall" && !called(data));
            let hers = others.map(|data| by(olga, data.clone(), Some(MARGIN)));
            return mine.chain(hers).collect();
        }
        if function.name == "liquidate" {
            let calls = [l.protocol.at.lst, self.plain.token]
                .map(|asset| IMarket::liquidateCall { asset, receiver: me, ..l.liquidation(me, ALL) }.abi_encode());
            return calls
                .iter()
                .flat_map(|data| [me, olga].map(|from| by(from, data.clone(), Some("Healthy"))))
                .collect();
        }
        let data = self.other(function);
        vec![by(me, data.0, data.1)]
    }

    /// What neither lowers collateral nor raises debt, at its worst.
    fn other(&self, function: &Function) -> (Vec<u8>, Option<&'static str>) {
        use IMarket::*;
        let (me, erin, at) = (self.me, self.l.erin, self.l.protocol.at);
        let (value, deadline, v, r, s) = (WAD, ALL, 27, B256::ZERO, B256::repeat_byte(1));
        let (signature, data, token) = (Bytes::new(), Bytes::from_static(b"x"), at.weth);
        let by_key = permit_0Call { owner: me, spender: erin, value, deadline, v, r, s };
        let by_wallet = permit_1Call { owner: me, spender: erin, value, deadline, signature };
        let done = match function.signature().split('(').next().unwrap_or_default() {
            "accrue" => accrueCall {}.abi_encode(),
            "approve" => approveCall { spender: erin, value: ALL }.abi_encode(),
            "deposit" => depositCall { assets: ether(1), receiver: erin }.abi_encode(),
            "flashLoan" => flashLoanCall { receiver: me, token, amount: ether(493), data }.abi_encode(),
            "mint" => mintCall { shares: WAD, receiver: erin }.abi_encode(),
            "permit" if function.inputs.len() == 5 => by_wallet.abi_encode(),
            "permit" => by_key.abi_encode(),
            "permitToken" => permitTokenCall { token, value, deadline, v, r, s }.abi_encode(),
            "redeem" => redeemCall { shares: WAD, receiver: erin, owner: me }.abi_encode(),
            "repay" => repayCall { assets: ether(1), onBehalf: me }.abi_encode(),
            "setOperator" => setOperatorCall { operator: erin, allowed: true }.abi_encode(),
            "supplyCollateral" => {
                supplyCollateralCall { asset: self.plain.token, units: WAD, onBehalf: me }.abi_encode()
            }
            "transfer" => transferCall { to: erin, value: ether(10) * U256::from(1_000_000) }.abi_encode(),
            "transferFrom" => transferFromCall { from: me, to: erin, value: WAD }.abi_encode(),
            "withdraw" => withdrawCall { assets: ether(9), receiver: erin, owner: me }.abi_encode(),
            _ => return (self.governing(&function.name), Some(OWNERS)),
        };
        (done, None)
    }

    /// What is the owner's alone. A name that is nowhere is of an entry that nobody has looked at.
    fn governing(&self, name: &str) -> Vec<u8> {
        use IMarket::*;
        let (me, asset, cap) = (self.me, self.plain.token, NONE);
        match name {
            "acceptOwnership" => acceptOwnershipCall {}.abi_encode(),
            "collectReserves" => collectReservesCall {}.abi_encode(),
            "listCollateral" => listCollateralCall { asset, cap }.abi_encode(),
            "setBackstop" => setBackstopCall { vault: me }.abi_encode(),
            "setBorrowCap" => setBorrowCapCall { cap }.abi_encode(),
            "setCollateralCap" => setCollateralCapCall { asset, cap }.abi_encode(),
            "setFee" => setFeeCall { feeBps: NONE }.abi_encode(),
            "setGuardian" => setGuardianCall { newGuardian: me }.abi_encode(),
            "setLeastDebt" => setLeastDebtCall { least: NONE }.abi_encode(),
            "setPause" => setPauseCall { flags: NONE }.abi_encode(),
            "setSupplyCap" => setSupplyCapCall { cap }.abi_encode(),
            "transferOwnership" => transferOwnershipCall { newOwner: me }.abi_encode(),
            unknown => panic!("{unknown} is in no list: can it lower collateral or raise debt?"),
        }
    }
}
