//! Ether on its way to validators and back, while blETH is margin: no movement is a gain or a loss.

use ballast_chain::U256;
use ballast_client::{
    Parameters,
    interfaces::{ILst, IMarket, IRisk},
};
use ballast_wasm_tests::{DAY, ETHER, Lending, ether};

/// What no movement of ether may change.
fn worth(l: &mut Lending) -> (ILst::rateDataReturn, IMarket::accountHealthReturn, IRisk::pricesReturn) {
    let (carol, at) = (l.carol, l.protocol.at);
    let rate = l.view(at.lst, ILst::rateDataCall {});
    (rate, l.health(carol), l.view(at.risk, IRisk::pricesCall { index: U256::ZERO }))
}

fn deploy(l: &mut Lending, amount: U256) {
    l.send(l.protocol.accounts.operators, l.protocol.at.lst, ILst::deployEtherCall { amount });
}

fn give_back(l: &mut Lending, amount: U256) {
    l.pay(l.protocol.accounts.operators, l.protocol.at.lst, amount, ILst::returnEtherCall {});
}

fn report(l: &mut Lending, validators: U256, in_flight: U256, flows: (U256, U256)) {
    let call = ILst::applyReportCall {
        validatorsEther: validators,
        inFlightEther: in_flight,
        sentEther: flows.0,
        returnedEther: flows.1,
    };
    l.send(l.protocol.accounts.oracle, l.protocol.at.lst, call);
}

fn columns(l: &mut Lending) -> (U256, U256, U256) {
    let columns = l.view(l.protocol.at.lst, ILst::columnsCall {});
    (columns.buffer, columns.inFlight, columns.validators)
}

fn margined() -> Lending {
    let mut l = Lending::open();
    l.borrow(l.carol, ether(40));
    l
}

#[test]
fn ether_that_moves_changes_neither_rate_nor_health() {
    let mut l = margined();
    let before = worth(&mut l);
    deploy(&mut l, ether(200));
    assert_eq!(columns(&mut l), (ether(201), ether(200), U256::ZERO));
    assert_eq!(worth(&mut l), before);
    give_back(&mut l, ether(50));
    assert_eq!(columns(&mut l), (ether(251), ether(150), U256::ZERO));
    assert_eq!(worth(&mut l), before);
    l.check_all();
}

#[test]
fn a_report_that_finds_all_of_it_is_neither_gain_nor_loss() {
    let mut l = margined();
    let before = worth(&mut l);
    deploy(&mut l, ether(200));
    give_back(&mut l, ether(50));
    report(&mut l, ether(120), ether(30), (ether(200), ether(50)));
    assert_eq!(columns(&mut l), (ether(251), ether(30), ether(120)));
    assert_eq!(worth(&mut l), before);
    assert_eq!(l.view(l.protocol.at.lst, ILst::deficitCall {}), U256::ZERO);
    assert_eq!(l.view(l.protocol.at.lst, ILst::vestingCall {}).unvested, U256::ZERO);
    l.check_all();
}

/// Reports are of a reference time that lies back: what moved since is not counted twice.
#[test]
fn movements_after_the_reference_time_are_not_counted_twice() {
    let mut l = margined();
    let before = worth(&mut l);
    deploy(&mut l, ether(100));
    // Here is the reference time. While the oracle works, 60 go and 70 come back.
    deploy(&mut l, ether(60));
    give_back(&mut l, ether(70));
    report(&mut l, ether(100), U256::ZERO, (ether(100), U256::ZERO));
    assert_eq!(worth(&mut l), before);
    let (buffer, in_flight, validators) = columns(&mut l);
    assert_eq!((buffer, in_flight + validators), (ether(311), ether(90)));
    report(&mut l, ether(90), U256::ZERO, (ether(160), ether(70)));
    assert_eq!(worth(&mut l), before);
    let error: ILst::ReportAhead = l.fail(
        l.protocol.accounts.oracle,
        l.protocol.at.lst,
        ILst::applyReportCall {
            validatorsEther: ether(90),
            inFlightEther: U256::ZERO,
            sentEther: ether(161),
            returnedEther: ether(70),
        },
    );
    assert_eq!((error.reported, error.counted), (ether(161), ether(160)));
    l.check_all();
}

/// Of the gain of 1, 0.1 is minted as the protocol's fee and 0.9 vests.
#[test]
fn a_gain_reaches_margin_as_it_vests_and_a_loss_at_once() {
    let wide = Parameters { max_gain_bps: 10_000, max_loss_bps: 1_000, ..Parameters::default() };
    let mut l = Lending::open_with(&wide);
    l.borrow(l.carol, ether(40));
    deploy(&mut l, ether(200));
    l.protocol.client.chain.advance(2 * DAY);
    l.feed(1.0);
    let (rate, before, _) = worth(&mut l);
    report(&mut l, ether(201), U256::ZERO, (ether(200), U256::ZERO));
    let limit = l.health(l.carol).limit;
    assert!(limit <= before.limit + U256::ONE, "nothing has vested, and the fee is paid of the gain");
    l.protocol.client.chain.advance(DAY / 2);
    l.feed(1.0);
    let half = l.view(l.protocol.at.lst, ILst::rateDataCall {}).pooledEther;
    assert_eq!(half, rate.pooledEther + U256::from(ETHER / 10 + 9 * ETHER / 20));
    assert!(l.health(l.carol).limit > limit);
    report(&mut l, ether(186), U256::ZERO, (ether(200), U256::ZERO)); // 15 lost; 0.45 had not vested
    let after = l.view(l.protocol.at.lst, ILst::rateDataCall {}).pooledEther;
    assert_eq!(after, half - (ether(15) - U256::from(9 * ETHER / 20)));
    assert_eq!(l.view(l.protocol.at.lst, ILst::deficitCall {}), ether(15));
    assert!(l.health(l.carol).limit < limit);
    l.check_all();
}
