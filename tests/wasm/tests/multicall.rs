//! Several calls of the market in one on real WASM, and permits of tokens in front of them.

use alloy_sol_types::{SolCall, SolError, SolValue};
use ballast_chain::{Address, B256, Bytes, Tx, U256};
use ballast_client::{
    CallError, Client, Signer,
    interfaces::{ILst, IMarket, IRisk, IWeth},
};
use ballast_wasm_tests::{
    ALL, Lending, ether,
    hostile::{Plan, hostile},
};

const NONE: U256 = U256::ZERO;

fn calls(calls: &[&dyn Fn() -> Vec<u8>]) -> IMarket::multicallCall {
    IMarket::multicallCall { calls: calls.iter().map(|call| call().into()).collect() }
}

fn deposit(assets: u64, receiver: Address) -> IMarket::depositCall {
    IMarket::depositCall { assets: ether(assets), receiver }
}

fn supply(l: &Lending, blether: u64, on_behalf: Address) -> IMarket::supplyCollateralCall {
    let units = ether(blether) * U256::from(1_000_000_000);
    IMarket::supplyCollateralCall { asset: l.protocol.at.lst, units, onBehalf: on_behalf }
}

fn borrow(assets: u64, account: Address) -> IMarket::borrowCall {
    IMarket::borrowCall { assets: ether(assets), onBehalf: account, receiver: account, data: Bytes::new() }
}

/// What erin has of everything, and the totals.
fn state(l: &mut Lending) -> (IMarket::totalsReturn, [U256; 6]) {
    let (at, account) = (l.protocol.at, l.erin);
    let amounts = [
        l.view(at.market, IMarket::balanceOfCall { account }),
        l.view(at.market, IMarket::debtSharesOfCall { account }),
        l.units(account, at.lst),
        l.view(at.weth, IWeth::balanceOfCall { account }),
        l.view(at.lst, ILst::sharesOfCall { account }),
        l.view(at.market, IMarket::allowanceCall { owner: account, spender: l.carol }),
    ];
    (l.view(at.market, IMarket::totalsCall {}), amounts)
}

#[test]
fn supplies_posts_and_borrows_in_one_as_one_after_the_other() {
    let mut l = Lending::open();
    let (erin, carol, market) = (l.erin, l.carol, l.protocol.at.market);
    let (first, second, third) = (deposit(20, erin), supply(&l, 30, erin), borrow(25, erin));
    let approve = IMarket::approveCall { spender: carol, value: ether(1) };
    let health = IMarket::accountHealthCall { account: erin };
    let start = l.protocol.client.chain.snapshot();
    let mut answers = vec![
        l.send(erin, market, first.clone()).abi_encode(),
        l.send(erin, market, second.clone()).abi_encode(),
        l.send(erin, market, third.clone()).abi_encode(),
        l.send(erin, market, approve.clone()).abi_encode(),
    ];
    answers.push(IMarket::accountHealthCall::abi_encode_returns(&l.view(market, health.clone())));
    let apart = state(&mut l);
    l.protocol.client.chain.restore(start).unwrap();
    let all = calls(&[
        &|| first.abi_encode(),
        &|| second.abi_encode(),
        &|| third.abi_encode(),
        &|| approve.abi_encode(),
        &|| health.abi_encode(),
    ]);
    let together = l.send(erin, market, all);
    assert_eq!(together.iter().map(|answer| answer.to_vec()).collect::<Vec<_>>(), answers);
    assert_eq!(state(&mut l), apart);
    assert_eq!(l.health(erin).debt, ether(25));
    l.check_all();
    assert!(l.send(erin, market, calls(&[])).is_empty());
}

#[test]
fn everything_goes_back_in_one() {
    let mut l = Lending::open();
    let (erin, market) = (l.erin, l.protocol.at.market);
    let (first, second, third) = (deposit(20, erin), supply(&l, 30, erin), borrow(25, erin));
    l.send(erin, market, calls(&[&|| first.abi_encode(), &|| second.abi_encode(), &|| third.abi_encode()]));
    let shares = l.view(market, IMarket::balanceOfCall { account: erin });
    let withdraw =
        IMarket::withdrawCollateralCall { asset: l.protocol.at.lst, units: ALL, onBehalf: erin, receiver: erin };
    let back = calls(&[
        &|| IMarket::repayCall { assets: ALL, onBehalf: erin }.abi_encode(),
        &|| withdraw.abi_encode(),
        &|| IMarket::redeemCall { shares, receiver: erin, owner: erin }.abi_encode(),
    ]);
    l.send(erin, market, back);
    assert_eq!(state(&mut l).1[..4], [NONE, NONE, NONE, ether(500)]);
    l.check_all();
}

#[test]
fn all_or_none_and_the_error_is_that_of_the_call() {
    let mut l = Lending::open();
    let (erin, carol, market) = (l.erin, l.carol, l.protocol.at.market);
    let before = state(&mut l);
    let (first, second) = (deposit(20, erin), supply(&l, 10, erin));
    let with = |last: Vec<u8>| calls(&[&|| first.abi_encode(), &|| second.abi_encode(), &|| last.clone()]);
    let error: IMarket::InsufficientMargin = l.fail(erin, market, with(borrow(10, erin).abi_encode()));
    assert_eq!((error.debt, error.limit), (ether(10), ether(9)));
    let error: IMarket::Unauthorized = l.fail(erin, market, with(borrow(1, carol).abi_encode()));
    assert_eq!(error.caller, erin, "they are their caller's");
    l.borrow(carol, ether(10));
    let repaid = IMarket::repayCall { assets: ALL, onBehalf: carol }.abi_encode();
    let _: IRisk::Healthy = l.fail(erin, market, with(l.liquidation(carol, ALL).abi_encode()));
    l.send(carol, market, IMarket::multicallCall { calls: vec![repaid.into()] });
    let poor = calls(&[&|| first.abi_encode(), &|| deposit(500, erin).abi_encode()]);
    let error: IMarket::TokenCallFailed = l.fail(erin, market, poor);
    assert_eq!(error.token, l.protocol.at.weth);
    assert_eq!(state(&mut l).1, before.1);
    l.check_all();
}

/// A transaction of raw calldata reverts without a reason.
#[track_caller]
fn assert_malformed(l: &mut Lending, data: Vec<u8>) {
    let receipt = l.protocol.client.chain.transact(Tx::call(l.erin, l.protocol.at.market, data)).unwrap();
    assert!(!receipt.is_success() && receipt.output.is_empty(), "{}", ballast_client::describe(&receipt.output));
}

#[test]
fn nothing_nested_unknown_or_malformed_runs() {
    let mut l = Lending::open();
    let (erin, market) = (l.erin, l.protocol.at.market);
    let before = state(&mut l);
    let first = deposit(20, erin);
    let inner = calls(&[&|| first.abi_encode()]);
    assert_malformed(&mut l, calls(&[&|| inner.abi_encode()]).abi_encode());
    let constructor = ballast_client::interfaces::IConstructor::stylus_constructorCall {}.abi_encode();
    for bad in [Vec::new(), vec![1, 2, 3], vec![0xff; 4], first.abi_encode()[..67].to_vec(), constructor] {
        let data = calls(&[&|| first.abi_encode(), &|| bad.clone()]).abi_encode();
        assert_malformed(&mut l, data);
    }
    let good = calls(&[&|| first.abi_encode(), &|| first.abi_encode()]).abi_encode();
    for length in [4, 36, 68, 100, 132, good.len() - 64] {
        assert_malformed(&mut l, good[..length].to_vec());
    }
    for (word, value) in [(0, ALL), (1, ALL), (1, U256::from(u32::MAX)), (2, ALL), (3, ALL << 8), (4, ALL)] {
        let mut bad = good.clone();
        bad[4 + 32 * word..36 + 32 * word].copy_from_slice(&value.to_be_bytes::<32>());
        assert_malformed(&mut l, bad);
    }
    let paid = Tx::call(erin, market, good).value(U256::ONE);
    assert!(!l.protocol.client.chain.transact(paid).unwrap().is_success(), "no ether");
    assert_eq!(state(&mut l), before);
    l.check_all();
}

/// Alice has a key and 40 blETH, and has approved nothing.
fn permitting() -> (Lending, Signer, IMarket::permitTokenCall, ILst::permit_0Call) {
    let mut l = Lending::open();
    let (alice, at) = (Signer::new("alice"), l.protocol.at);
    l.others.push(alice.address());
    l.send(l.erin, at.lst, ILst::transferCall { to: alice.address(), value: ether(40) });
    let permit = l.protocol.client.permit(at.lst, &alice, at.market, ALL, ALL).unwrap();
    let ILst::permit_0Call { value, deadline, v, r, s, .. } = permit;
    (l, alice, IMarket::permitTokenCall { token: at.lst, value, deadline, v, r, s }, permit)
}

#[test]
fn i19_a_token_permit_in_front_works_and_one_that_a_stranger_spent_stops_nothing() {
    let (mut l, alice, handed, permit) = permitting();
    let (alice, at) = (alice.address(), l.protocol.at);
    let (post, lend) = (supply(&l, 40, alice), borrow(30, alice));
    let all = calls(&[&|| handed.abi_encode(), &|| post.abi_encode(), &|| lend.abi_encode()]);
    let without = calls(&[&|| post.abi_encode(), &|| lend.abi_encode()]);
    let _: ILst::ERC20InsufficientAllowance = l.fail(alice, at.market, without);
    let start = l.protocol.client.chain.snapshot();
    for spent in [false, true] {
        l.protocol.client.chain.restore(start).unwrap();
        if spent {
            l.send(l.erin, at.lst, permit.clone());
        }
        let answers = l.send(alice, at.market, all.clone());
        assert_eq!((answers.len(), answers[0].len()), (3, 0));
        assert_eq!(l.health(alice).debt, ether(30));
        assert_eq!(l.view(at.lst, ILst::noncesCall { owner: alice }), U256::ONE, "once");
        l.check_all();
    }
}

/// Nobody's allowance but the caller's is set, and where none is, the call that needs it says so.
#[test]
fn i19_a_permit_of_another_a_forged_and_a_late_one_set_nothing() {
    let (mut l, alice, handed, _) = permitting();
    let (alice, erin, at) = (alice.address(), l.erin, l.protocol.at);
    let allowed = |l: &mut Lending| l.view(at.lst, ILst::allowanceCall { owner: alice, spender: at.market });
    l.send(erin, at.market, handed.clone());
    assert_eq!(allowed(&mut l), NONE, "it is not erin's");
    let post = supply(&l, 40, alice);
    for bad in [
        IMarket::permitTokenCall { deadline: ALL - U256::ONE, ..handed.clone() },
        IMarket::permitTokenCall { r: B256::ZERO, ..handed.clone() },
        IMarket::permitTokenCall { token: at.weth, ..handed.clone() },
        IMarket::permitTokenCall { token: at.market, ..handed.clone() },
        IMarket::permitTokenCall { token: at.risk, ..handed.clone() },
        IMarket::permitTokenCall { token: Address::repeat_byte(0x99), ..handed.clone() },
    ] {
        l.send(alice, at.market, bad.clone());
        let call = calls(&[&|| bad.abi_encode(), &|| post.abi_encode()]);
        let error: ILst::ERC20InsufficientAllowance = l.fail(alice, at.market, call);
        assert_eq!((error.spender, error.allowance), (at.market, NONE));
    }
    l.send(alice, at.market, calls(&[&|| handed.abi_encode(), &|| post.abi_encode()]));
    l.check_all();
}

/// What is to be a token comes between two calls; it can post and repay for whom it likes, and take nothing.
#[test]
fn what_is_given_as_a_token_between_two_calls_takes_nothing() {
    let mut l = Lending::open();
    let (erin, carol, at) = (l.erin, l.carol, l.protocol.at);
    let token = hostile(&mut l.protocol.client, "Borrower");
    l.others.push(token);
    l.borrow(carol, ether(10));
    l.send(erin, at.weth, IWeth::transferCall { to: token, value: ether(1) });
    l.send(token, at.weth, IWeth::approveCall { spender: at.market, value: ALL });
    let (plan, s) = (Plan(token), &mut l.protocol.client);
    plan.add(s, at.market, NONE, IMarket::repayCall { assets: ether(1), onBehalf: carol });
    plan.add(s, at.market, NONE, calls(&[&|| borrow(1, erin).abi_encode()]));
    plan.add(s, at.market, NONE, IMarket::withdrawCall { assets: ether(1), receiver: token, owner: erin });
    let permit = IMarket::permitTokenCall { token, value: ALL, deadline: ALL, v: 27, r: B256::ZERO, s: B256::ZERO };
    let all = calls(&[&|| deposit(20, erin).abi_encode(), &|| permit.abi_encode(), &|| deposit(5, erin).abi_encode()]);
    let idle = l.view(at.market, IMarket::totalsCall {}).idle;
    l.send(erin, at.market, all);
    let outcomes = plan.outcomes(&mut l.protocol.client);
    assert!(outcomes[0].ok && !outcomes[1].ok && !outcomes[2].ok);
    assert!(outcomes[1..].iter().all(|outcome| outcome.data[..] == IMarket::Locked::SELECTOR), "{outcomes:?}");
    assert_eq!(l.view(at.market, IMarket::totalsCall {}).idle, idle + ether(26));
    assert_eq!(l.view(at.market, IMarket::maxWithdrawCall { owner: erin }), ether(25));
    l.check_all();
}

/// An authorisation and an operator's right can be used in one call, as each alone.
#[test]
fn governance_and_roles_are_the_callers_in_it_too() {
    let mut l = Lending::open();
    let (erin, carol, market, owner) = (l.erin, l.carol, l.protocol.at.market, l.protocol.accounts.owner);
    let pause = || IMarket::setPauseCall { flags: U256::from(2) }.abi_encode();
    let cap = || IMarket::setSupplyCapCall { cap: ether(7) }.abi_encode();
    let error: IMarket::Unauthorized = l.fail(erin, market, calls(&[&pause]));
    assert_eq!(error.caller, erin);
    let operator = IMarket::setOperatorCall { operator: erin, allowed: true };
    l.send(carol, market, calls(&[&|| operator.abi_encode()]));
    l.send(erin, market, calls(&[&|| borrow(5, carol).abi_encode()]));
    assert_eq!(l.health(carol).debt, ether(5));
    let done: Result<_, CallError> = l.protocol.client.send(owner, market, calls(&[&pause, &cap]));
    let logs = done.unwrap().receipt.logs;
    assert!(Client::event::<IMarket::PauseChanged>(&logs, market).is_some());
    let config = l.view(market, IMarket::configCall {});
    assert_eq!((config.pauseFlags, config.supplyCap), (U256::from(2), ether(7)));
    let _: IMarket::Paused = l.fail(erin, market, calls(&[&|| borrow(5, carol).abi_encode()]));
    l.check_all();
}
