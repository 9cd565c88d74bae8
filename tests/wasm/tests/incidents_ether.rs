//! I24: ether comes home, by the proper way and by a plain transfer, between a report's reference time and its execution.

use ballast_chain::{Log, SnapshotId, U256};
use ballast_client::{Client, interfaces::ILst};
use ballast_wasm_tests::{ALL, DAY, Token, ether};

const NONE: U256 = U256::ZERO;

/// Of 3,001 ether 2,000 are with the validators, an odd gain has vested, and half of another has.
fn staked() -> (Token, SnapshotId) {
    let mut token = Token::deploy_wide();
    token.stake("alice", ether(3_000));
    let operators = token.accounts.operators;
    token.send(operators, ILst::deployEtherCall { amount: ether(2_000) });
    token.client.chain.set_balance(operators, ether(3_000));
    for (validators, secs) in [(2_001, 2 * DAY), (2_003, DAY / 2)] {
        token.client.chain.advance(DAY);
        report(&mut token, ether(validators), ether(2_000), NONE);
        token.client.chain.advance(secs);
    }
    let start = token.client.chain.snapshot();
    (token, start)
}

/// Applies a report of the validators at a time at which so much had been sent and returned; what it booked.
fn report(token: &mut Token, validators: U256, sent: U256, returned: U256) -> Vec<Log> {
    let call = ILst::applyReportCall {
        validatorsEther: validators,
        inFlightEther: NONE,
        sentEther: sent,
        returnedEther: returned,
    };
    token.client.send(token.accounts.oracle, token.lst, call).unwrap().receipt.logs
}

/// The report was booked, and found neither gain nor loss.
#[track_caller]
fn assert_even(token: &mut Token, logs: &[Log], rate: U256) {
    let booked: ILst::ReportApplied = Client::event(logs, token.lst).expect("a report that was booked");
    assert_eq!((booked.gain, booked.loss), (NONE, NONE));
    assert_eq!(token.view(ILst::getPooledEthBySharesCall { sharesAmount: ALL >> 128 }), rate, "the rate");
}

fn rate(token: &mut Token) -> U256 {
    token.view(ILst::getPooledEthBySharesCall { sharesAmount: ALL >> 128 })
}

#[test]
fn i24_ether_returned_by_the_operators_mints_nothing_and_is_neither_gain_nor_loss() {
    let (mut token, start) = staked();
    let (operators, lst) = (token.accounts.operators, token.lst);
    let had = token.view(ILst::sharesOfCall { account: operators }); // fees
    let (before, total) = (rate(&mut token), token.view(ILst::getTotalSharesCall {}));
    // Executed: at the reference time, after the ether came, and after more went out again.
    for (case, out_again) in [None, Some(ether(400))].into_iter().enumerate() {
        token.client.chain.restore(start).unwrap();
        token.client.send_value(operators, lst, ether(1_000), ILst::returnEtherCall {}).unwrap();
        let mut sent = ether(2_000);
        if let Some(amount) = out_again {
            token.send(operators, ILst::deployEtherCall { amount });
            sent += amount;
        }
        assert_eq!(rate(&mut token), before, "case {case}: moved by the ether");
        let logs = report(&mut token, ether(2_003), ether(2_000), NONE);
        assert_even(&mut token, &logs, before);
        let columns = token.view(ILst::columnsCall {});
        let out = ether(1_003) + out_again.unwrap_or_default();
        assert_eq!((columns.buffer, columns.inFlight + columns.validators), (ether(3_004) - out, out));
        let logs = report(&mut token, out, sent, ether(1_000));
        assert_even(&mut token, &logs, before);
        assert_eq!(token.view(ILst::sharesOfCall { account: operators }), had, "case {case}: shares");
        assert_eq!(token.view(ILst::getTotalSharesCall {}), total, "case {case}: total shares");
    }
}

/// It stakes like anyone's: the rate stands still and the operators hold what it is worth. A report that misses it is
/// parked; nothing is booked, and once the stake was redeemed and returned properly, there is nothing to book.
#[test]
fn i24_ether_sent_by_the_operators_as_a_plain_transfer_is_a_stake_and_can_be_mended() {
    let (mut token, _) = staked();
    let (operators, lst, owner) = (token.accounts.operators, token.lst, token.accounts.owner);
    let (before, had) = (rate(&mut token), token.view(ILst::balanceOfCall { account: operators }));
    token.client.pay(operators, lst, ether(1_000)).unwrap();
    let rose = rate(&mut token) - before;
    assert!(rose < U256::from(1_000_000_000), "the rate stands still but for the rounding of one stake: {rose}");
    let before = before + rose;
    let has = token.view(ILst::balanceOfCall { account: operators });
    assert!(has + U256::ONE >= had + ether(1_000) && has <= had + ether(1_000), "{has}");
    assert_eq!(token.view(ILst::flowsCall {}).returned, NONE, "not returned by the books");
    let logs = report(&mut token, ether(2_003), ether(2_000), NONE); // of a reference time before it
    assert_even(&mut token, &logs, before);

    let logs = report(&mut token, ether(1_003), ether(2_000), NONE);
    let parked: ILst::ReportParked = Client::event(&logs, lst).expect("parked");
    assert_eq!((parked.loss, rate(&mut token)), (ether(1_000), before), "nothing is booked");
    token.send(owner, ILst::rejectReportCall {});
    let call =
        ILst::redeemCall { amount: ether(1_000) - U256::ONE, receiver: operators, minEther: NONE, deadline: ALL };
    let paid = token.send(operators, call);
    assert!(paid < ether(1_000) && paid > ether(990), "less the fee: {paid}");
    token.client.send_value(operators, lst, ether(1_000), ILst::returnEtherCall {}).unwrap();
    let now = rate(&mut token);
    assert!(now - before < U256::from(1_000_000_000), "and of one redemption: {}", now - before);
    let logs = report(&mut token, ether(1_003), ether(2_000), ether(1_000));
    assert_even(&mut token, &logs, now);
    assert_eq!(token.view(ILst::flowsCall {}).returned, ether(1_000));
}
