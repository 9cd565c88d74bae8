//! The bench's own accounts: nothing of an operation's gas is left out, nothing counted twice.

use super::{
    meter::{Meter, Row},
    profile::{FrameProfile, Kind, Profile},
};
use ballast_client::Artifacts;
use std::path::Path;

fn measured() -> Meter {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut meter = Meter::new(&root, &Artifacts::load(&root).unwrap()).unwrap();
    meter.all().unwrap();
    meter
}

fn own(frame: &FrameProfile) -> i128 {
    frame.lines.iter().map(|line| line.ink).sum()
}

/// A frame's lines and the frames directly within are what it used; what was rounded up is less than a gas.
fn assert_frames(operation: &str, profile: &Profile) {
    let price = i128::from(profile.ink_price);
    for (at, frame) in profile.frames.iter().enumerate() {
        let below = profile.frames[at + 1..].iter().take_while(|inner| inner.depth > frame.depth);
        let within: u64 = below.filter(|inner| inner.depth == frame.depth + 1).map(|inner| inner.gas).sum();
        assert_eq!(own(frame) + i128::from(within) * price, i128::from(frame.gas) * price, "{operation}");
        for line in &frame.lines {
            assert!(line.ink > 0 && line.count > 0, "{operation}: {} {}", line.what, line.ink);
            assert!(line.kind != Kind::Rounding || line.ink < price, "{operation}: {} rounded", line.ink);
        }
    }
}

fn row<'a>(meter: &'a Meter, operation: &str) -> &'a Row {
    meter.rows.iter().find(|row| row.operation == operation).unwrap()
}

#[test]
fn every_operation_is_accounted_for_to_the_last_gas() {
    let meter = measured();
    assert!(meter.rows.len() >= 30);
    for Row { operation, gas, floor, profile, .. } in &meter.rows {
        let price = i128::from(profile.ink_price);
        let frames: i128 = profile.frames.iter().map(own).sum();
        let outside = i128::from(profile.intrinsic_gas) - i128::from(profile.gas_refunded);
        assert_eq!(frames + outside * price, i128::from(*gas) * price, "{operation}");
        assert_frames(operation, profile);
        let over: i128 = profile.over().values().sum();
        assert_eq!(over, (i128::from(*gas) - i128::from(*floor)) * price, "{operation}");
        assert!(profile.intrinsic_gas < floor + profile.gas_refunded && floor < gas, "{operation}");
    }
}

#[test]
fn the_floor_is_what_cannot_be_avoided() {
    let meter = measured();
    let above = |operation| {
        let profile = &row(&meter, operation).profile;
        profile.floor - profile.intrinsic_gas
    };
    // A cold slot, rewritten; a log of three topics and a word.
    assert_eq!(above("approve, again"), 2_100 + 2_900 + 4 * 375 + 8 * 32);
    // Two cold slots for the rate; two for the balances, rewritten; two such logs.
    assert_eq!(above("transfer, between holders"), 4 * 2_100 + 2 * 2_900 + 2 * (4 * 375 + 8 * 32));
    // A feed with storage has two more cold slots than one without.
    assert_eq!(above("borrow, again, feed with storage") - above("borrow, again"), 2 * 2_100);
}

#[test]
fn frames_are_called_by_name() {
    let meter = measured();
    let names: Vec<_> = row(&meter, "borrow, again").profile.frames.iter().map(|f| f.account.as_str()).collect();
    assert_eq!(names, ["market", "risk", "feed", "lst", "weth"]);
}
