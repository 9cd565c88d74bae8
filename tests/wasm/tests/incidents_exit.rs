//! I25: a holder of nearly everything redeems at once, or in a thousand pieces.

use ballast_chain::{Address, Log, SnapshotId, U256};
use ballast_client::{Client, interfaces::ILst};
use ballast_wasm_tests::{ALL, DAY, Token, ether};

const NONE: U256 = U256::ZERO;
const PIECES: u64 = 1_000;

/// What an exit came to.
#[derive(Clone, Copy, Debug, Default)]
struct Exit {
    gross: U256,
    fee: U256,
    shares: U256,
    paid: U256,
}

struct Pool {
    token: Token,
    start: SnapshotId,
    whale: Address,
}

impl Pool {
    /// Of 1,000 ether the whale has so many; a loss has made the rate odd. The buffer holds 999.
    fn of(whale: u64, target: u64, fee_min_ppm: u64) -> Self {
        let mut token = Token::deploy_wide();
        token.stake("others", ether(999 - whale));
        let whale = token.stake("whale", ether(whale));
        token.send(token.accounts.operators, ILst::deployEtherCall { amount: ether(1) });
        token.client.chain.advance(DAY);
        token.report(ether(1) - U256::from(12_345_678_901_234_567_u64));
        let terms = ILst::setRedemptionCall {
            target: ether(target),
            feeMinPpm: U256::from(fee_min_ppm),
            feeMaxPpm: U256::from(10_000),
        };
        token.send(token.accounts.owner, terms);
        let start = token.client.chain.snapshot();
        Self { token, start, whale }
    }

    fn redeem(&mut self, amount: U256, exit: &mut Exit) {
        let receiver = self.whale;
        let call = ILst::redeemCall { amount, receiver, minEther: NONE, deadline: ALL };
        let done = self.token.client.send(receiver, self.token.lst, call).unwrap();
        self.note(&done.receipt.logs, done.value, exit);
    }

    fn redeem_shares(&mut self, shares: U256, exit: &mut Exit) {
        let receiver = self.whale;
        let call = ILst::redeemSharesCall { sharesAmount: shares, receiver, minEther: NONE, deadline: ALL };
        let done = self.token.client.send(receiver, self.token.lst, call).unwrap();
        self.note(&done.receipt.logs, done.value, exit);
    }

    fn note(&self, logs: &[Log], paid: U256, exit: &mut Exit) {
        let event: ILst::Redeemed = Client::event(logs, self.token.lst).unwrap();
        assert_eq!(event.gross - event.fee, paid);
        exit.gross += event.gross;
        exit.fee += event.fee;
        exit.shares += event.shares;
        exit.paid += paid;
    }

    /// All that the whale has, by value or by shares, in equal pieces; the last one takes the rest.
    fn exit(&mut self, pieces: u64, by_shares: bool) -> Exit {
        self.token.client.chain.restore(self.start).unwrap();
        let (account, mut exit) = (self.whale, Exit::default());
        let all = match by_shares {
            true => self.token.view(ILst::sharesOfCall { account }),
            false => self.token.view(ILst::balanceOfCall { account }),
        };
        let piece = all / U256::from(pieces);
        for i in 0..pieces {
            let amount = if i + 1 < pieces { piece } else { all - piece * U256::from(pieces - 1) };
            if by_shares { self.redeem_shares(amount, &mut exit) } else { self.redeem(amount, &mut exit) }
        }
        exit
    }
}

/// Whale's ether of 1,000, target, least fee in ppm; the fee at once in millionths of an ether, and wei more in pieces.
const CASES: [(u64, u64, u64, u64, u64); 6] = [
    (900, 50, 100, 89_998, 111),
    (990, 50, 100, 265_318, 232),
    (900, 1_000, 100, 4_108_309, 493),
    (990, 1_000, 100, 4_960_174, 501),
    (900, 4_000, 0, 7_764_641, 500),
    (990, 4_000, 0, 8_652_478, 568),
];

/// Buffers over, at and far under their target.
#[test]
fn i25_a_whale_exits_in_pieces() {
    let most = U256::from(PIECES);
    for (whale, target, fee_min, fee_micro, more) in CASES {
        let mut pool = Pool::of(whale, target, fee_min);
        let (once, pieces) = (pool.exit(1, false), pool.exit(PIECES, false));
        let (once_shares, pieces_shares) = (pool.exit(1, true), pool.exit(PIECES, true));
        let case = format!("{whale} of 1,000, target {target}, from {fee_min} ppm");
        assert_eq!(once.fee / U256::from(1_000_000_000_000_u64), U256::from(fee_micro), "{case}: the fee at once");
        assert_eq!(pieces.gross, once.gross, "{case}");
        assert!(pieces.fee >= once.fee, "{case}: {} wei less fee", once.fee - pieces.fee);
        assert_eq!(pieces.fee - once.fee, U256::from(more), "{case}: wei more in pieces");
        assert!(pieces.fee <= once.fee + most, "{case}: more than a wei a piece");
        assert!(pieces.shares >= once.shares, "{case}: fewer shares burnt");
        assert_eq!(once_shares.gross, once.gross, "{case}");
        assert_eq!(pieces_shares.shares, once_shares.shares, "{case}");
        assert!(pieces_shares.paid <= once_shares.paid, "{case}: more by shares");
        assert!(pieces_shares.gross <= once_shares.gross && pieces_shares.gross + most >= once_shares.gross, "{case}");
        assert!(pieces_shares.paid + most + most >= once_shares.paid, "{case}: more than two wei a piece");
    }
}
