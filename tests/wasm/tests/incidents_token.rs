//! What has gone wrong elsewhere, replayed on blETH and wblETH: empty markets, donations, spent permits. The
//! numbers are those of the list of incidents.

use ballast_chain::{Address, U256, address};
use ballast_client::{
    Client, Signer, account,
    interfaces::{ILst, IMarket, IRisk, IWeth, IWrapper},
};
use ballast_wasm_tests::{ALL, ETHER, Lending, Token, ether, rich};

const NONE: U256 = U256::ZERO;
const WEI: U256 = U256::ONE;
/// What is donated: 10^24 wei.
const GIFT: u64 = 1_000_000;
const DEAD: Address = address!("000000000000000000000000000000000000dEaD");

/// What a second depositor brings.
fn deposits() -> [U256; 5] {
    [U256::from(2), U256::from(1_000_000_007), U256::from(ETHER) + WEI, ether(32), ether(5 * GIFT)]
}

/// Ether that nobody sent by a call, as by a self-destruction or a block's reward.
fn force(client: &mut Client, to: Address, wei: U256) {
    let held = client.chain.balance(to);
    client.chain.set_balance(to, held + wei);
}

/// Wei that blETH and wblETH of an account are worth.
fn worth(token: &mut Token, account: Address) -> U256 {
    let wrapped = token.wrapper_view(IWrapper::balanceOfCall { account });
    let shares = token.view(ILst::sharesOfCall { account }) + wrapped * U256::from(1_000_000_000);
    token.view(ILst::getPooledEthBySharesCall { sharesAmount: shares })
}

#[test]
fn i02_the_first_depositor_of_bleth_cannot_rob_the_second() {
    let mut token = Token::deploy();
    let lst = token.lst;
    let mallory = token.stake("mallory", WEI);
    force(&mut token.client, lst, ether(GIFT));
    token.client.chain.set_balance(mallory, ether(GIFT));
    token.client.pay(mallory, lst, ether(GIFT)).unwrap(); // plain ether stakes; so she gives the shares away
    token.send(mallory, ILst::transferCall { to: DEAD, value: ether(GIFT) });
    assert_eq!(
        token.view(ILst::getPooledEthBySharesCall { sharesAmount: U256::from(10).pow(U256::from(27)) }),
        ether(1)
    );
    let start = token.client.chain.snapshot();
    for wei in deposits() {
        token.client.chain.restore(start).unwrap();
        let victim = token.stake("victim", wei);
        assert!(worth(&mut token, victim) + WEI >= wei, "{} of {wei} left", worth(&mut token, victim));
        assert!(worth(&mut token, mallory) <= WEI, "she gained");
    }
}

/// She has the first wei of wblETH, and donates before and after.
#[test]
fn i02_the_first_depositor_of_wbleth_cannot_rob_the_second() {
    let mut token = Token::deploy();
    let wrapper = token.wrapper;
    let mallory = token.stake("mallory", ether(2 * GIFT));
    let spender = wrapper;
    token.send(mallory, ILst::approveCall { spender, value: ALL });
    token.send(mallory, ILst::transferCall { to: wrapper, value: ether(GIFT / 2) });
    assert_eq!(token.wrapper_send(mallory, IWrapper::depositCall { assets: WEI, receiver: mallory }), WEI);
    token.send(mallory, ILst::transferCall { to: wrapper, value: ether(GIFT / 2) });
    force(&mut token.client, wrapper, ether(GIFT));
    let (start, had) = (token.client.chain.snapshot(), worth(&mut token, mallory));
    for wei in deposits() {
        for way in 0..4 {
            token.client.chain.restore(start).unwrap();
            let victim = if way == 0 { rich(&mut token.client, "victim", wei) } else { token.stake("victim", wei) };
            token.send(victim, ILst::approveCall { spender, value: ALL });
            match way {
                0 => token.client.pay(victim, wrapper, wei).map(drop).unwrap(),
                1 => drop(token.wrapper_send(victim, IWrapper::wrapCall { blEthAmount: wei })),
                2 => drop(token.wrapper_send(victim, IWrapper::depositCall { assets: wei, receiver: victim })),
                _ => drop(token.wrapper_send(victim, IWrapper::mintCall { shares: wei, receiver: victim })),
            }
            let (left, held) = (worth(&mut token, victim), IWrapper::balanceOfCall { account: victim });
            assert!(left + WEI >= wei, "way {way}: {left} of {wei} left");
            let shares = token.wrapper_view(held);
            let call = IWrapper::redeemCall { shares, receiver: victim, owner: victim };
            assert!(token.wrapper_send(victim, call) + WEI >= wei, "way {way}: and it comes out again");
            assert!(worth(&mut token, mallory) <= had, "way {way}: she gained");
        }
    }
}

/// Everything that values anything.
fn valued(l: &mut Lending) -> Vec<U256> {
    let (at, account, one) = (l.protocol.at, l.carol, ether(1));
    let rate = l.view(at.lst, ILst::rateDataCall {});
    let columns = l.view(at.lst, ILst::columnsCall {});
    let feed = l.view(at.wrapper, IWrapper::latestRoundDataCall {});
    let prices = l.view(at.risk, IRisk::pricesCall { index: NONE });
    let totals = l.view(at.market, IMarket::totalsCall {});
    let (health, borrow_rate) = (l.health(account), l.view(at.market, IMarket::borrowRateCall {}));
    vec![
        rate.pooledEther,
        rate.totalShares,
        columns.buffer,
        columns.inFlight + columns.validators,
        l.view(at.lst, ILst::setAsideCall {}),
        l.view(at.lst, ILst::balanceOfCall { account }),
        l.view(at.lst, ILst::previewStakeCall { amount: one }),
        l.view(at.lst, ILst::previewRedeemCall { amount: one }),
        l.view(at.wrapper, IWrapper::totalSupplyCall {}),
        l.view(at.wrapper, IWrapper::totalAssetsCall {}),
        l.view(at.wrapper, IWrapper::convertToAssetsCall { shares: one }),
        l.view(at.wrapper, IWrapper::convertToSharesCall { assets: one }),
        feed.answer.into_raw(),
        feed.updatedAt,
        prices.borrowPrice36,
        prices.liquidationPrice36,
        totals.supplyShares,
        totals.suppliedAssets,
        totals.debtAssets,
        totals.idle,
        totals.reserves,
        l.view(at.market, IMarket::convertToAssetsCall { shares: one }),
        borrow_rate.perSecond,
        health.healthWad,
        health.debt,
        health.limit,
    ]
}

/// A market with a loan and some wblETH; mallory has a great deal of everything.
fn market_and_donor() -> (Lending, Address) {
    let mut l = Lending::open();
    l.borrow(l.carol, ether(40));
    let at = l.protocol.at;
    let mallory = rich(&mut l.protocol.client, "mallory", ether(4 * GIFT));
    let limit = ILst::setStakeLimitCall { capacity: NONE, refillSeconds: WEI };
    l.send(l.protocol.accounts.owner, at.lst, limit);
    l.pay(mallory, at.weth, ether(GIFT), IWeth::depositCall {});
    l.pay(mallory, at.lst, ether(GIFT), ILst::submitCall { referral: mallory });
    l.pay(mallory, at.wrapper, ether(GIFT), IWrapper::stakeCall { receiver: mallory, minAmount: NONE, deadline: ALL });
    (l, mallory)
}

#[test]
fn i03_what_is_sent_straight_to_a_contract_moves_no_rate_no_price_and_no_credit() {
    let (mut l, mallory) = market_and_donor();
    let (at, value) = (l.protocol.at, ether(GIFT / 8));
    let before = valued(&mut l);
    for to in [at.lst, at.wrapper, at.risk, at.market] {
        force(&mut l.protocol.client, to, value);
        l.send(mallory, at.weth, IWeth::transferCall { to, value });
        if to == at.lst {
            let error: ILst::ERC20InvalidReceiver = l.fail(mallory, at.lst, ILst::transferCall { to, value });
            assert_eq!(error.receiver, at.lst, "blETH never belongs to itself");
        } else {
            l.send(mallory, at.lst, ILst::transferCall { to, value });
        }
        if to == at.wrapper {
            let call = IWrapper::transferCall { to, value };
            let error: IWrapper::ERC20InvalidReceiver = l.fail(mallory, at.wrapper, call);
            assert_eq!(error.receiver, at.wrapper, "nor wblETH");
        } else {
            l.send(mallory, at.wrapper, IWrapper::transferCall { to, value });
        }
        assert_eq!(valued(&mut l), before, "after gifts to {to}");
    }
    let skims = [(at.lst, [Address::ZERO, at.weth, at.wrapper]), (at.wrapper, [Address::ZERO, at.weth, at.lst])];
    for (from, tokens) in skims {
        for token in tokens {
            let held = treasury_has(&mut l, token);
            let amount = l.send(l.erin, from, ILst::skimCall { token });
            assert_eq!(treasury_has(&mut l, token) - held, amount, "the treasury has it");
            assert_eq!(amount, if token == at.lst { value * U256::from(1_000_000_000) } else { value });
            let _: ILst::ZeroAmount = l.fail(l.erin, from, ILst::skimCall { token });
            assert_eq!(valued(&mut l), before, "after {from} was skimmed of {token}");
        }
    }
}

/// Of blETH in shares.
fn treasury_has(l: &mut Lending, token: Address) -> U256 {
    let account = l.protocol.accounts.treasury;
    match token {
        Address::ZERO => l.protocol.client.chain.balance(account),
        lst if lst == l.protocol.at.lst => l.view(lst, ILst::sharesOfCall { account }),
        other => l.view(other, IWeth::balanceOfCall { account }),
    }
}

/// A permit for four blETH to the wrapper, as the call that wraps them by it, and as the call that anyone can make of it.
fn permitted(token: &mut Token, deadline: U256) -> (IWrapper::wrapWithPermitCall, ILst::permit_0Call) {
    let permit = token.client.permit(token.lst, &Signer::new("alice"), token.wrapper, ether(4), deadline).unwrap();
    let ILst::permit_0Call { value, v, r, s, .. } = permit;
    (IWrapper::wrapWithPermitCall { blEthAmount: value, deadline, v, r, s }, permit)
}

#[test]
fn i19_a_permit_that_a_stranger_spent_first_breaks_nothing() {
    let mut token = Token::deploy();
    let (alice, stranger) = (token.stake("alice", ether(10)), account("stranger"));
    let (lst, wrapper) = (token.lst, token.wrapper);
    let (wrap, permit) = permitted(&mut token, ALL);
    token.send(stranger, permit.clone());
    let _: ILst::ERC2612InvalidSigner = token.fail(stranger, lst, permit); // its nonce is used
    let allowance = ILst::allowanceCall { owner: alice, spender: wrapper };
    assert_eq!(token.view(allowance.clone()), ether(4));
    assert_eq!(token.wrapper_send(alice, wrap), ether(4));
    assert_eq!(token.view(allowance), NONE, "all of it used");
    assert_eq!(token.view(ILst::noncesCall { owner: alice }), WEI);
    assert_eq!(token.view(ILst::balanceOfCall { account: alice }), ether(6));
}

#[test]
fn i19_without_the_allowance_a_spent_a_late_and_a_forged_permit_wrap_nothing() {
    let mut token = Token::deploy();
    let (alice, stranger) = (token.stake("alice", ether(10)), account("stranger"));
    let wrapper = token.wrapper;
    let (spent, permit) = permitted(&mut token, ALL);
    token.send(stranger, permit);
    token.send(alice, ILst::approveCall { spender: wrapper, value: ether(4) - WEI });
    let now = token.client.chain.now();
    let (late, _) = permitted(&mut token, U256::from(now - 1));
    let (good, _) = permitted(&mut token, ALL);
    let forged = IWrapper::wrapWithPermitCall { s: good.r, ..good.clone() };
    for (name, call) in [("spent", spent), ("late", late), ("forged", forged)] {
        let error: ILst::ERC20InsufficientAllowance = token.fail(alice, wrapper, call);
        let expected = (wrapper, ether(4) - WEI, ether(4));
        assert_eq!((error.spender, error.allowance, error.needed), expected, "{name}");
        assert_eq!(token.wrapper_view(IWrapper::totalSupplyCall {}), NONE, "{name}");
    }
    let other = IWrapper::wrapWithPermitCall { blEthAmount: ether(4) + WEI, ..good.clone() };
    let _: ILst::ERC20InsufficientAllowance = token.fail(alice, wrapper, other); // not what was signed
    assert_eq!(token.wrapper_send(alice, good), ether(4), "and a good one is taken");
}
