//! While the market calls out, its caller, a token, a wallet or what is to be a token, every function of it answers
//! `Locked()`, views too. `supplyCollateral` and `repay` alone work, whole.

use crate::{NONE, borrow, called, liquidation, loan, step};
use alloy_sol_types::{SolCall, SolValue};
use ballast_chain::{Address, B256, Bytes, U256};
use ballast_client::interfaces::{ILst, IMarket, IWeth};
use ballast_wasm_tests::{
    ALL, Lending, artifacts, ether, genesis_shares,
    hostile::{IHookToken, Plan, hostile},
};

/// The contract gets WETH, and has approved it.
fn fund(l: &mut Lending, contract: Plan) {
    let (at, erin) = (l.protocol.at, l.erin);
    l.send(erin, at.weth, IWeth::transferCall { to: contract.0, value: ether(50) });
    l.send(contract.0, at.weth, IWeth::approveCall { spender: at.market, value: ALL });
}

/// Everything that is locked is tried so many times in an operation; none of it works, and the books hold.
#[track_caller]
fn assert_closed<T>(l: &mut Lending, plan: Plan, times: usize, operation: impl FnOnce(&mut Lending) -> T) -> T {
    let calls = plan.add_locked(&mut l.protocol.client, l.protocol.at.market);
    let answer = operation(l);
    plan.assert_locked(&mut l.protocol.client, times * calls);
    l.check_all();
    answer
}

#[test]
fn nothing_else_is_open_in_any_callback() {
    let (mut l, contract) = called();
    fund(&mut l, contract);
    let (me, carol, market) = (contract.0, l.carol, l.protocol.at.market);
    l.borrow(carol, ether(44));
    assert_closed(&mut l, contract, 1, |l| l.send(me, market, borrow(contract, 5)));
    assert_closed(&mut l, contract, 1, |l| l.send(me, market, loan(l, me, 7)));
    assert_closed(&mut l, contract, 1, |l| {
        let calls = vec![borrow(contract, 1).abi_encode().into()];
        l.send(me, market, IMarket::multicallCall { calls })
    });
    assert_closed(&mut l, contract, 1, |l| {
        let (value, deadline, r, s) = (NONE, ALL, B256::ZERO, B256::ZERO);
        l.send(carol, market, IMarket::permitTokenCall { token: me, value, deadline, v: 27, r, s })
    });
    l.slash(ether(30));
    let answer = assert_closed(&mut l, contract, 1, |l| l.send(me, market, liquidation(l, contract)));
    assert!(answer.seized > NONE && answer.repaid > NONE);
}

/// The wallet signs only if each of its calls was locked out, so that what it signed is the proof.
#[test]
fn nothing_is_open_to_a_wallet_that_is_asked() {
    let (mut l, contract) = called();
    let (me, market) = (contract.0, l.protocol.at.market);
    contract.add_locked(&mut l.protocol.client, market);
    let permit =
        |value| IMarket::permit_1Call { owner: me, spender: l.erin, value, deadline: ALL, signature: Bytes::new() };
    let (first, second) = (permit(ether(1)), permit(ether(2)));
    l.send(l.erin, market, first);
    l.check_all();
    // The probe can fail.
    let lst = l.protocol.at.lst;
    step(&mut l, contract, lst, NONE, ILst::rateDataCall {});
    let _: IMarket::ERC2612InvalidSigner = l.fail(l.erin, market, second);
}

#[test]
fn nothing_is_open_to_a_collateral_that_moves() {
    let mut l = Lending::open();
    let plain = l.list_hook_token();
    let (carol, erin, market, asset) = (l.carol, l.erin, l.protocol.at.market, plain.token);
    let plan = Plan(asset);
    l.others.push(asset);
    assert_closed(&mut l, plan, 2, |l| l.post_plain(carol, asset, ether(50)));
    l.borrow(carol, ether(80));
    assert_closed(&mut l, plan, 2, |l| {
        let units = ether(1);
        l.send(carol, market, IMarket::withdrawCollateralCall { asset, units, onBehalf: carol, receiver: erin })
    });
    l.set_price(plain.feed, 0.7);
    let answer = assert_closed(&mut l, plan, 2, |l| {
        let call = IMarket::liquidateCall { asset, ..l.liquidation(carol, ALL) };
        l.send(erin, market, call)
    });
    assert!(answer.seized > NONE && answer.repaid > NONE);
}

/// A second market of the same judge, whose loan asset acts while it moves; everyone has 500 of it, dave supplied 400.
fn hooked_loan_asset() -> (Lending, Plan) {
    let mut l = Lending::open();
    let (owner, at) = (l.protocol.accounts.owner, l.protocol.at);
    let client = &mut l.protocol.client;
    let token = hostile(client, "HookToken");
    let init = (token, at.risk, owner, owner, at.rights).abi_encode_params();
    let market = client.deploy_program(owner, at.deployer, &artifacts().market, &init, NONE).unwrap();
    (l.protocol.at.market, l.protocol.at.weth) = (market, token);
    l.send(owner, market, IMarket::setSupplyCapCall { cap: ether(1_000_000) });
    l.send(owner, market, IMarket::setBorrowCapCall { cap: ether(1_000_000) });
    l.send(owner, market, IMarket::setFeeCall { feeBps: U256::from(1_000) });
    l.send(owner, market, IMarket::listCollateralCall { asset: at.lst, cap: genesis_shares(ether(100_000)) });
    for actor in l.people().into_iter().chain([token]) {
        l.send(owner, token, IHookToken::mintCall { to: actor, value: ether(500) });
        l.send(actor, token, IHookToken::approveCall { spender: market, value: ALL });
        l.send(actor, at.lst, ILst::approveCall { spender: market, value: ALL });
    }
    l.post(l.carol, 50);
    l.send(l.dave, market, IMarket::depositCall { assets: ether(400), receiver: l.dave });
    l.others.extend([token, at.market]);
    (l, Plan(token))
}

#[test]
fn nothing_is_open_to_a_loan_asset_that_moves() {
    let (mut l, plan) = hooked_loan_asset();
    let (dave, carol, erin, market) = (l.dave, l.carol, l.erin, l.protocol.at.market);
    let (assets, shares) = (ether(5), ether(5) * U256::from(1_000_000));
    assert_closed(&mut l, plan, 2, |l| l.send(dave, market, IMarket::depositCall { assets, receiver: dave }));
    assert_closed(&mut l, plan, 2, |l| l.send(dave, market, IMarket::mintCall { shares, receiver: dave }));
    assert_closed(&mut l, plan, 2, |l| {
        l.send(dave, market, IMarket::withdrawCall { assets, receiver: erin, owner: dave })
    });
    assert_closed(&mut l, plan, 2, |l| {
        l.send(dave, market, IMarket::redeemCall { shares, receiver: erin, owner: dave })
    });
    assert_closed(&mut l, plan, 2, |l| l.borrow(carol, ether(45)));
    assert_closed(&mut l, plan, 2, |l| l.send(erin, market, IMarket::repayCall { assets, onBehalf: carol }));
    let receiver = hostile(&mut l.protocol.client, "Borrower");
    l.send(receiver, plan.0, IHookToken::approveCall { spender: market, value: ALL });
    assert_closed(&mut l, plan, 4, |l| l.send(erin, market, loan(l, receiver, 100)));
    l.slash(ether(60));
    let call = l.liquidation(carol, ALL);
    assert_closed(&mut l, plan, 2, |l| l.send(erin, market, call));
}

type Operation<'a> = &'a dyn Fn(&mut Lending);

/// A loan asset that repays and posts while it moves, before and after, in each operation: all is booked, once.
#[test]
fn a_loan_asset_that_repays_and_posts_while_it_moves_is_booked_whole() {
    let (mut l, plan) = hooked_loan_asset();
    let (dave, carol, erin, at, me) = (l.dave, l.carol, l.erin, l.protocol.at, plan.0);
    l.send(erin, at.lst, ILst::transferCall { to: me, value: ether(10) });
    l.post(me, 1);
    l.borrow(carol, ether(30));
    let receiver = hostile(&mut l.protocol.client, "Borrower");
    l.send(receiver, me, IHookToken::approveCall { spender: at.market, value: ALL });
    let units = U256::from(1_000_000_000);
    step(&mut l, plan, at.market, NONE, IMarket::repayCall { assets: ether(1), onBehalf: carol });
    step(&mut l, plan, at.market, NONE, IMarket::supplyCollateralCall { asset: at.lst, units, onBehalf: me });
    let (mut owed, mut posted) = (ether(30), l.units(me, at.lst));
    let call = loan(&l, receiver, 100);
    let operations: [(usize, U256, Operation); 4] = [
        (2, NONE, &|l| _ = l.send(dave, at.market, IMarket::depositCall { assets: ether(9), receiver: dave })),
        (2, ether(3), &|l| l.borrow(carol, ether(3))),
        (2, NONE, &|l| {
            _ = l.send(dave, at.market, IMarket::withdrawCall { assets: ether(9), receiver: dave, owner: dave });
        }),
        (4, NONE, &|l| _ = l.send(erin, at.market, call.clone())),
    ];
    for (times, more, operation) in operations {
        operation(&mut l);
        let outcomes = plan.outcomes(&mut l.protocol.client);
        assert!(outcomes.iter().all(|outcome| outcome.ok), "{outcomes:?}");
        owed = owed + more - ether(times as u64);
        posted += units * U256::from(times);
        let debt = l.health(carol).debt;
        assert!(debt >= owed && debt <= owed + U256::from(10), "{debt} for {owed}");
        assert_eq!(l.units(me, at.lst), posted);
        l.check_all();
    }
}

/// What is open works whole in each callback, on the account too that is borrowed for or liquidated.
#[test]
fn repaying_and_adding_collateral_work_whole_in_every_callback() {
    let (mut l, contract) = called();
    fund(&mut l, contract);
    let (me, carol, erin, at) = (contract.0, l.carol, l.erin, l.protocol.at);
    l.send(erin, at.lst, ILst::transferCall { to: me, value: ether(10) });
    l.borrow(carol, ether(44));
    l.send(me, at.market, IMarket::borrowCall { data: Bytes::new(), ..borrow(contract, 2) });
    let units = U256::from(1_000_000_000);
    let supply = |account: Address| IMarket::supplyCollateralCall { asset: at.lst, units, onBehalf: account };
    for account in [me, carol] {
        step(&mut l, contract, at.market, NONE, IMarket::repayCall { assets: ether(1), onBehalf: account });
        step(&mut l, contract, at.market, NONE, supply(account));
    }
    l.slash(ether(45));
    let slack = U256::from(10);
    for kind in 0..3 {
        let before = (l.health(me).debt, l.health(carol).debt, l.units(me, at.lst), l.units(carol, at.lst));
        let (mut mine, mut hers, mut taken) = (before.0 - ether(1), before.1 - ether(1), NONE);
        match kind {
            0 => {
                mine += ether(3);
                l.send(me, at.market, borrow(contract, 3));
            }
            1 => _ = l.send(me, at.market, loan(&l, me, 7)),
            _ => {
                let call = IMarket::liquidateCall { maxRepay: ether(2), ..liquidation(&l, contract) };
                let answer = l.send(me, at.market, call);
                hers -= answer.repaid;
                taken = answer.seized;
            }
        }
        let outcomes = contract.outcomes(&mut l.protocol.client);
        assert!(outcomes.len() == 4 * (kind + 1) && outcomes.iter().all(|outcome| outcome.ok), "{outcomes:?}");
        let after = (l.health(me).debt, l.health(carol).debt, l.units(me, at.lst), l.units(carol, at.lst));
        assert!(after.0 >= mine && after.0 <= mine + slack, "{kind}: {} for {mine}", after.0);
        assert!(after.1 >= hers && after.1 <= hers + slack, "{kind}: {} for {hers}", after.1);
        assert_eq!((after.2, after.3 + taken), (before.2 + units, before.3 + units));
        l.check_all();
    }
}
