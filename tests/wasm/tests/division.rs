//! Products and quotients by the host's division, and beyond a word: the judge's health on real WASM against big numbers.

use ballast_chain::U256;
use ballast_chain::alloy_primitives::U512;
use ballast_client::interfaces::{IFeed, IRisk};
use ballast_wasm_tests::{Lending, Random};

/// Numbers at which carries, borrows and powers of two matter, and any others.
fn hard(random: &mut Random, bits: u64) -> U256 {
    let any = (0..4).fold(U256::ZERO, |sum, _| sum << 64_usize | U256::from(random.below(u64::MAX)));
    let power = U256::from(1) << random.below(bits) as usize;
    let number = match random.below(6) {
        0 => power,
        1 => power - U256::from(1),
        2 => power | U256::from(random.below(9)),
        3 => U256::MAX << random.below(bits) as usize,
        _ => any,
    };
    number >> (256 - 1 - random.below(bits)) as usize
}

fn wide(number: U256) -> U512 {
    U512::from(number)
}

fn narrow(number: U512) -> Option<U256> {
    (number.bit_len() <= 256).then(|| U256::from_limbs_slice(&number.as_limbs()[..4]))
}

/// `floor(floor(units * price * factor / 10^40) * 10^18 / debt)`, at most 2^256-1; `None` where a value has more than a word.
fn expected(units: U256, price: U256, factor: U256, debt: U256) -> Option<U256> {
    if units.is_zero() {
        return Some(if debt.is_zero() { U256::MAX } else { U256::ZERO });
    }
    let value = wide(units) * wide(price * factor) / U512::from(10).pow(U512::from(40));
    let value = narrow(value)?;
    if debt.is_zero() {
        return Some(U256::MAX);
    }
    let health = wide(value) * U512::from(10).pow(U512::from(18)) / wide(debt);
    Some(narrow(health).unwrap_or(U256::MAX))
}

#[test]
fn health_is_exact_at_any_width() {
    let mut l = Lending::open();
    let plain = l.list_second_weth();
    let (owner, risk) = (l.protocol.accounts.owner, l.protocol.at.risk);
    let factor = l.view(risk, IRisk::collateralCall { index: U256::from(1) }).liquidationFactorBps;
    let (mut random, mut overflows, mut long) = (Random(31), 0, 0);
    for case in 0..1_500 {
        if case % 50 == 0 {
            let answer = U256::from(700_000_000_000_000_000_u64 + random.below(u64::MAX >> 5));
            l.send(owner, plain.feed, IFeed::updateCall { answer: answer.to::<u128>().try_into().unwrap() });
        }
        let price = l.view(risk, IRisk::pricesCall { index: U256::from(1) }).liquidationPrice36;
        let (units, debt) = (hard(&mut random, 248) >> 8_usize, hard(&mut random, 256));
        let holdings = vec![U256::from(1) << 248_usize | units];
        let told = l.protocol.client.view(risk, IRisk::healthCall { holdings, debt });
        match expected(units, price, factor, debt) {
            Some(health) => assert_eq!(told.unwrap(), health, "{units} at {price}, {debt}"),
            None => {
                let error: IRisk::ValueOverflow = ballast_wasm_tests::typed(&told.unwrap_err());
                assert_eq!(error.index, U256::from(1));
                overflows += 1;
            }
        }
        long += u32::from((wide(units) * wide(price * factor)).bit_len() > 256);
    }
    assert!(long > 200, "{long} products beyond a word, {overflows} results beyond it");
}
