//! I26: a liquidation of one asset in parts, where there are two: it never earns more than at once, and parameters
//! under which it would are refused.

use crate::{NONE, WAD, WEI};
use alloy_sol_types::SolCall;
use ballast_chain::{Address, Tx, U256};
use ballast_client::{
    Parameters, describe,
    interfaces::{IMarket, IRisk, IWeth},
};
use ballast_wasm_tests::{ALL, ETHER, Lending, Plain, Random, artifacts, ether, genesis_shares};

/// Liquidation factors of blETH and of a plain token, and their bonuses: as great as they can be.
const FACTORS: [u64; 2] = [9_000, 8_000];
const BONUSES: [u64; 2] = [555, 1_875];
/// `(1 + bonus) * factor` of the greater: 0.95.
const H_STAR: u128 = 95 * ETHER / 100;
const PARTS: u64 = 20;

/// Carol has 50 ether of each as margin and owes 84.
fn world() -> (Lending, Plain) {
    let mut l = Lending::open_with(&Parameters {
        borrow_factor_bps: FACTORS[0] - 100,
        liquidation_factor_bps: FACTORS[0],
        max_bonus_bps: BONUSES[0],
        h_star_wad: H_STAR,
        ..Parameters::default()
    });
    let (owner, carol, erin, at) = (l.protocol.accounts.owner, l.carol, l.erin, l.protocol.at);
    let token = l.protocol.client.create(owner, artifacts().weth).unwrap();
    let feed = l.new_feed(1.0);
    let listing = IRisk::listCollateralCall {
        asset: token,
        isShares: false,
        borrowFactorBps: U256::from(FACTORS[1] - 100),
        liquidationFactorBps: U256::from(FACTORS[1]),
        maxBonusBps: U256::from(BONUSES[1]),
        feed,
        feedMaxAge: U256::from(86_400),
        rateMaxAge: NONE,
    };
    l.send(owner, at.risk, listing);
    l.send(owner, at.market, IMarket::listCollateralCall { asset: token, cap: ether(1_000) });
    l.pay(carol, token, ether(50), IWeth::depositCall {});
    l.send(carol, token, IWeth::approveCall { spender: at.market, value: ALL });
    l.post_plain(carol, token, ether(50));
    l.borrow(carol, ether(84));
    assert_eq!(l.units(carol, at.lst), genesis_shares(ether(50)));
    l.pay(erin, at.weth, ether(500), IWeth::depositCall {});
    (l, Plain { token, feed })
}

/// The plain token falls until carol's health is this, in thousandths: (45 + 40 * price) / 84.
#[track_caller]
fn fall_to(l: &mut Lending, plain: Plain, thousandths: u64) {
    l.set_price(plain.feed, (84.0 * thousandths as f64 / 1_000.0 - 45.0) / 40.0);
    let health = l.health(l.carol).healthWad;
    let wanted = WAD * U256::from(thousandths) / U256::from(1_000);
    assert!(health.abs_diff(wanted) < WAD / U256::from(10_000_000), "{health}");
}

/// What somebody repaid, got in wei scaled by 10^36, and in how many calls.
#[derive(Clone, Copy, Debug, Default)]
struct Taken {
    repaid: U256,
    value36: U256,
    calls: u64,
}

impl Taken {
    fn earned36(&self) -> U256 {
        self.value36 - self.repaid * U256::from(10).pow(U256::from(36))
    }
}

/// Erin repays these amounts against an asset, one after the other, until carol is healthy or nothing is left of it.
fn take(l: &mut Lending, asset: Address, parts: &[U256]) -> Taken {
    let (market, index) = (l.protocol.at.market, if asset == l.protocol.at.lst { NONE } else { WEI });
    let price = l.view(l.protocol.at.risk, IRisk::pricesCall { index }).liquidationPrice36;
    let mut taken = Taken::default();
    for part in parts {
        let call = IMarket::liquidateCall { asset, ..l.liquidation(l.carol, *part) };
        match l.protocol.client.send(l.erin, market, call) {
            Ok(done) => {
                taken.repaid += done.value.repaid;
                taken.value36 += done.value.seized * price;
                taken.calls += 1;
            }
            Err(error) => {
                let told = error.to_string();
                assert!(told.starts_with("Healthy") || told.starts_with("NotHeld"), "{told}");
                break;
            }
        }
    }
    taken
}

/// A total in twenty parts: equal ones, growing ones, shrinking ones, any ones. With the last he may take all that is
/// left.
fn partitions(total: U256) -> Vec<Vec<U256>> {
    let mut random = Random(26);
    let weights: [Vec<u64>; 5] = [
        vec![1; PARTS as usize],
        (1..=PARTS).collect(),
        (1..=PARTS).rev().collect(),
        (0..PARTS).map(|at| 1 << (at / 2)).collect(),
        (0..PARTS).map(|_| 1 + random.below(1_000)).collect(),
    ];
    let parts = |weights: &Vec<u64>| {
        let sum = U256::from(weights.iter().sum::<u64>());
        let mut parts: Vec<_> = weights.iter().map(|weight| total * U256::from(*weight) / sum).collect();
        parts[PARTS as usize - 1] = ALL;
        parts
    };
    weights.iter().map(parts).collect()
}

/// A part that is too small to raise health by a wei lets the next earn less than `bonus / (1 - h*) * (1 + repay /
/// 10^18)` wei more, and that does not add up (`math` `liquidation`); here scaled by 10^36.
fn rounding36(bonus_bps: u64, repaid: U256) -> U256 {
    let per_ether = WEI + repaid / WAD + WEI;
    let over = U256::from(bonus_bps) * WAD * per_ether / (U256::from(10_000) * (WAD - U256::from(H_STAR)));
    (over + WEI) * U256::from(10).pow(U256::from(36))
}

#[test]
fn i26_twenty_calls_never_earn_more_on_one_asset_than_one() {
    let (mut l, plain) = world();
    let whole = l.protocol.client.chain.snapshot();
    let (mut equal, mut less) = (0, 0);
    for thousandths in [999, 985, 970, 955, 950, 945, 930, 910, 900] {
        fall_to(&mut l, plain, thousandths);
        let here = l.protocol.client.chain.snapshot();
        for (asset, bonus) in [l.protocol.at.lst, plain.token].into_iter().zip(BONUSES) {
            let one = take(&mut l, asset, &[ALL]);
            assert!(one.earned36() > NONE && one.calls == 1);
            l.check_books();
            l.protocol.client.chain.restore(here).unwrap();
            for parts in partitions(one.repaid) {
                let twenty = take(&mut l, asset, &parts);
                let slack = rounding36(bonus, one.repaid);
                let told = format!("health 0.{thousandths} of {asset}: {one:?}, {twenty:?}");
                assert!(twenty.calls > 15 || thousandths > 950, "{told}");
                assert!(twenty.earned36() <= one.earned36() + slack, "{told}");
                if twenty.earned36() + slack >= one.earned36() {
                    equal += 1;
                } else {
                    less += 1;
                }
                l.check_books();
                l.protocol.client.chain.restore(here).unwrap();
            }
        }
        l.protocol.client.chain.restore(whole).unwrap();
    }
    assert!(equal > 20 && less > 20, "at and below h* as much ({equal}), above it less ({less})");
}

/// The parameters of this test are at the edge: one basis point of bonus or of factor more, or a wei of `h*` less, is
/// refused.
#[test]
fn i26_parameters_beyond_the_edge_are_refused() {
    let (mut l, _) = world();
    let (owner, risk) = (l.protocol.accounts.owner, l.protocol.at.risk);
    let h_star = U256::from(H_STAR);
    for index in 0..2 {
        let set = |factor: u64, bonus: u64| IRisk::setFactorsCall {
            index: U256::from(index),
            borrowFactorBps: U256::from(7_000),
            liquidationFactorBps: U256::from(factor),
            maxBonusBps: U256::from(bonus),
        };
        let (factor, bonus) = (FACTORS[index], BONUSES[index]);
        for (factor, bonus) in [(factor, bonus + 1), (factor + 10, bonus)] {
            let error: IRisk::BonusTooHigh = l.fail(owner, risk, set(factor, bonus));
            assert_eq!(error.product, product(factor, bonus));
            assert!(error.product > h_star && error.hStar == h_star);
        }
        // A factor that falls is the old one for now.
        let _: IRisk::BonusTooHigh = l.fail(owner, risk, set(factor - 500, bonus + 1));
        l.send(owner, risk, set(factor, bonus));
    }
    let greatest = product(FACTORS[1], BONUSES[1]).max(product(FACTORS[0], BONUSES[0]));
    let set = |h_star| IRisk::setLiquidationCall { hStar: h_star, targetHealth: WAD + WEI };
    for below in [greatest - WEI, WAD * U256::from(94) / U256::from(100), WAD / U256::from(2)] {
        let error: IRisk::BonusTooHigh = l.fail(owner, risk, set(below));
        assert!(error.product > below && error.hStar == below);
    }
    l.send(owner, risk, set(greatest));
}

/// `(1 + bonus) * factor` in wad.
fn product(factor: u64, bonus: u64) -> U256 {
    U256::from((10_000 + bonus) * factor) * U256::from(10_000_000_000_u64)
}

/// The formula as Aave states it, without its bound: of an account that owes 1 with this health, all of it from one
/// asset.
fn earns(factor: f64, bonus: f64, h_star: f64, health: f64, parts: u32) -> f64 {
    const TARGET: f64 = 1.03;
    let (mut debt, mut weighted, mut earned) = (1.0, health, 0.0);
    let mut total: Option<f64> = None;
    for part in 0..parts {
        let now = weighted / debt;
        let gross = 1.0 + bonus * ((1.0 - now) / (1.0 - h_star)).clamp(0.0, 1.0);
        let wanted =
            if TARGET > gross * factor { (debt * TARGET - weighted) / (TARGET - gross * factor) } else { debt };
        let most = wanted.min(debt).min(weighted / factor / gross).max(0.0);
        let total = *total.get_or_insert(most);
        let repaid = if part + 1 == parts { most } else { most.min(total / f64::from(parts)) };
        debt -= repaid;
        weighted -= repaid * gross * factor;
        earned += repaid * (gross - 1.0);
        if debt < 1e-9 || weighted >= debt {
            break;
        }
    }
    earned
}

/// A model without rounding tells under which parameters twenty calls earn more than one: none of them can be set.
#[test]
fn i26_whatever_would_pay_twenty_calls_more_cannot_be_set() {
    let (mut l, _) = world();
    let (owner, risk) = (l.protocol.accounts.owner, l.protocol.at.risk);
    let (mut taken, mut paying) = (0, 0);
    for (index, factor) in [(0, FACTORS[0]), (1, FACTORS[1])] {
        for bonus in (50..=3_000).step_by(50) {
            let pays = (1..100).any(|step| {
                let (factor, bonus) = (factor as f64 / 1e4, f64::from(bonus) / 1e4);
                let health = 0.951 + 0.0005 * f64::from(step - 1);
                let at_once = earns(factor, bonus, 0.95, health, 1);
                earns(factor, bonus, 0.95, health, 20) > at_once * (1.0 + 1e-9) + 1e-12
            });
            let call = IRisk::setFactorsCall {
                index: U256::from(index),
                borrowFactorBps: U256::from(7_000),
                liquidationFactorBps: U256::from(factor),
                maxBonusBps: U256::from(bonus),
            };
            let receipt = l.protocol.client.chain.call(Tx::call(owner, risk, call.abi_encode())).unwrap();
            let told = describe(&receipt.output);
            assert!(receipt.is_success() || told.starts_with("BonusTooHigh"), "{told}");
            assert!(!(pays && receipt.is_success()), "factor {factor}, bonus {bonus}");
            (taken, paying) = (taken + u32::from(receipt.is_success()), paying + u32::from(pays));
        }
    }
    assert!(taken > 40 && paying > 40, "{taken} can be set, {paying} would pay");
}
