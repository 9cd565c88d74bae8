//! ERC-20 and permits: OpenZeppelin's, by the names that its behaviour tests have. What they share with Trail of Bits'
//! is in `erc20`.

use super::{
    Case, Property, Subject,
    case::{assert_reaches, random_address},
    standard::IErc20,
};
use ballast_chain::{Address, U256};
use ballast_client::{Client, Permit, Signer, interfaces::ILst, permit_digest};

/// Of every token.
pub fn properties<S: Subject>() -> Vec<Property<S>> {
    vec![
        ("balanceOf: returns zero when the requested account has no tokens", balance_of_nobody),
        ("transfer: all balance: transfers the requested value, emits a transfer event", transfer_all),
        ("transfer: zero tokens: emits a transfer event", transfer_nothing),
        ("transfer from: all balance: decreases the spender allowance, emits a transfer event", transfer_from_all),
        ("transfer from: unlimited allowance: does not decrease it, does not emit an approval event", unlimited),
        ("transfer from: reverts when the token owner is the zero address", owner_zero),
        ("approve: emits an approval event, approves the requested value and replaces the previous one", approve),
        ("approve: reverts when the spender is the zero address", spender_zero),
    ]
}

/// Of tokens that know EIP-2612.
pub fn permits<S: Subject>() -> Vec<Property<S>> {
    vec![
        ("ERC20Permit: initial nonce is 0", initial_nonce),
        ("ERC20Permit: domain separator", domain_separator),
        ("permit: accepts owner signature", accepts_owner_signature),
        ("permit: rejects reused signature", rejects_reused_signature),
        ("permit: rejects other signature", rejects_other_signature),
        ("permit: rejects expired permit", rejects_expired_permit),
    ]
}

fn balance_of_nobody<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let nobody = random_address(&mut case.random);
    assert_eq!(case.balance(nobody), U256::ZERO);
    Some(())
}

fn transfer_all<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([from, ..], to) = (case.users, case.target());
    let (value, before, slack) = (case.balance(from), case.balance(to), case.subject.slack());
    let token = case.subject.token();
    let done = case.send(from, IErc20::transferCall { to, value }).unwrap();
    assert_eq!(Client::event(&done.receipt.logs, token), Some(IErc20::Transfer { from, to, value }));
    assert_eq!(case.balance(from), U256::ZERO);
    assert_reaches(case.balance(to) - before, value, slack, "what the receiver has more");
    Some(())
}

fn transfer_nothing<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([from, ..], to, token) = (case.users, case.target(), case.subject.token());
    let done = case.send(from, IErc20::transferCall { to, value: U256::ZERO }).unwrap();
    let event = IErc20::Transfer { from, to, value: U256::ZERO };
    assert_eq!(Client::event(&done.receipt.logs, token), Some(event));
    Some(())
}

fn transfer_from_all<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([spender, from, ..], to, token) = (case.users, case.target(), case.subject.token());
    let value = case.balance(from);
    case.approve(from, spender, value);
    let done = case.send(spender, IErc20::transferFromCall { from, to, value }).unwrap();
    assert_eq!(Client::event(&done.receipt.logs, token), Some(IErc20::Transfer { from, to, value }));
    assert_eq!((case.balance(from), case.allowance(from, spender)), (U256::ZERO, U256::ZERO));
    Some(())
}

/// Nor does one that is limited: spending is told by the transfer.
fn unlimited<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([spender, from, ..], to, token) = (case.users, case.target(), case.subject.token());
    let most = case.balance(from);
    let value = case.up_to(most)?;
    let limited = case.random.below(2) == 0;
    let allowance = if limited { value } else { U256::MAX };
    case.approve(from, spender, allowance);
    let done = case.send(spender, IErc20::transferFromCall { from, to, value }).unwrap();
    assert_eq!(Client::event::<IErc20::Approval>(&done.receipt.logs, token), None);
    assert_eq!(case.allowance(from, spender), if limited { U256::ZERO } else { U256::MAX });
    Some(())
}

/// It has allowed nobody anything, so that nothing can be taken of it; taking nothing is no error, and changes nothing.
fn owner_zero<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([spender, ..], to, from) = (case.users, case.target(), Address::ZERO);
    let value = case.any();
    let error: ILst::ERC20InsufficientAllowance = case.fail(spender, IErc20::transferFromCall { from, to, value });
    assert_eq!((error.spender, error.allowance, error.needed), (spender, U256::ZERO, value));
    let before = (case.balance(to), case.supply());
    case.done(spender, IErc20::transferFromCall { from, to, value: U256::ZERO });
    assert_eq!((case.balance(to), case.supply()), before);
    Some(())
}

fn approve<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([owner, ..], spender, token) = (case.users, case.target(), case.subject.token());
    for value in [case.any(), case.any()] {
        let done = case.send(owner, IErc20::approveCall { spender, value }).unwrap();
        assert_eq!(Client::event(&done.receipt.logs, token), Some(IErc20::Approval { owner, spender, value }));
        assert_eq!(case.allowance(owner, spender), value);
    }
    Some(())
}

fn spender_zero<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let ([owner, ..], value) = (case.users, case.any());
    let call = IErc20::approveCall { spender: Address::ZERO, value };
    assert_eq!(case.fail::<ILst::ERC20InvalidSpender, _>(owner, call).spender, Address::ZERO);
    Some(())
}

fn initial_nonce<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    for owner in [case.users[0], random_address(&mut case.random)] {
        assert_eq!(case.ask(ILst::noncesCall { owner }), U256::ZERO);
    }
    Some(())
}

fn domain_separator<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let token = case.subject.token();
    let domain = case.subject.client().domain(token).unwrap();
    assert_eq!(case.ask(ILst::DOMAIN_SEPARATORCall {}), domain.separator());
    assert_eq!(domain.verifying_contract, Some(token));
    assert_eq!(domain.name.map(String::from), Some(case.ask(IErc20::nameCall {})));
    Some(())
}

/// Somebody with a key, and what he signs.
fn signed<S: Subject>(case: &mut Case<'_, S>, deadline: U256) -> (Signer, ILst::permit_0Call) {
    let owner = Signer::new(&format!("owner {}", case.random.any()));
    let (spender, value, token) = (case.target(), case.any(), case.subject.token());
    let call = case.subject.client().permit(token, &owner, spender, value, deadline).unwrap();
    (owner, call)
}

fn deadline<S: Subject>(case: &mut Case<'_, S>) -> U256 {
    let now = U256::from(case.subject.client().chain.now());
    match case.random.below(3) {
        0 => now,
        1 => U256::MAX,
        _ => now + U256::from(case.random.below(1 << 40)),
    }
}

fn accepts_owner_signature<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let deadline = deadline(case);
    let (_, call) = signed(case, deadline);
    let (owner, spender, value) = (call.owner, call.spender, call.value);
    let token = case.subject.token();
    let done = case.send(case.users[0], call).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(Client::event(&done.receipt.logs, token), Some(IErc20::Approval { owner, spender, value }));
    assert_eq!((case.allowance(owner, spender), case.ask(ILst::noncesCall { owner })), (value, U256::ONE));
    Some(())
}

fn rejects_reused_signature<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let deadline = deadline(case);
    let (_, call) = signed(case, deadline);
    case.done(case.users[0], call.clone());
    case.approve(call.owner, call.spender, U256::ZERO);
    let (owner, spender) = (call.owner, call.spender);
    let error: ILst::ERC2612InvalidSigner = case.fail(case.users[0], call);
    assert_eq!(error.owner, owner);
    assert_ne!(error.signer, owner);
    assert_eq!((case.allowance(owner, spender), case.ask(ILst::noncesCall { owner })), (U256::ZERO, U256::ONE));
    Some(())
}

fn rejects_other_signature<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let deadline = deadline(case);
    let (_, call) = signed(case, deadline);
    let ILst::permit_0Call { owner, spender, value, .. } = call;
    let other = Signer::new(&format!("other {}", case.random.any()));
    let permit = Permit { owner, spender, value, nonce: U256::ZERO, deadline };
    let token = case.subject.token();
    let domain = case.subject.client().domain(token).unwrap();
    let signature = other.sign(permit_digest(&domain, &permit));
    let call = ILst::permit_0Call { v: signature.v, r: signature.r, s: signature.s, ..call };
    let error: ILst::ERC2612InvalidSigner = case.fail(case.users[0], call);
    assert_eq!((error.signer, error.owner), (other.address(), owner));
    assert_eq!((case.allowance(owner, spender), case.ask(ILst::noncesCall { owner })), (U256::ZERO, U256::ZERO));
    Some(())
}

fn rejects_expired_permit<S: Subject>(case: &mut Case<'_, S>) -> Option<()> {
    let now = U256::from(case.subject.client().chain.now());
    let deadline = now - case.up_to(now)?;
    let (_, call) = signed(case, deadline);
    assert_eq!(case.fail::<ILst::ERC2612ExpiredSignature, _>(case.users[0], call).deadline, deadline);
    Some(())
}
