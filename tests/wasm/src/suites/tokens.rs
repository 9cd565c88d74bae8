//! blETH as a token under test, and wblETH with blETH as its asset as a vault.

use super::{Subject, Vault, case::up_to, standard::IErc4626};
use crate::{ALL, DAY, Random, Token, ether};
use ballast_chain::{Address, U256};
use ballast_client::{Client, interfaces::ILst};

/// blETH. Its balances are rounded values of shares: a transfer moves the value or a wei more.
pub struct BlEth {
    token: Token,
    whale: Address,
}

impl BlEth {
    /// A whale has a million, of which four fifths are with the validators.
    pub fn deploy() -> Self {
        let mut token = Token::deploy_wide();
        let whale = token.stake("whale", ether(1_000_000));
        token.send(token.accounts.operators, ILst::deployEtherCall { amount: ether(800_000) });
        Self { token, whale }
    }

    fn out(&mut self) -> U256 {
        let columns = self.token.view(ILst::columnsCall {});
        columns.inFlight + columns.validators
    }

    /// What is over the bound of a report is settled.
    fn gain(&mut self, wei: U256) {
        let all = self.out() + wei;
        self.token.report(all);
        let gain = self.token.view(ILst::parkedGainCall {});
        if !gain.is_zero() {
            self.token.send(self.token.accounts.owner, ILst::settleGainCall { gain });
        }
    }

    /// Gives an account so much or a wei more, without touching the rate as long as the whale has it.
    fn give(&mut self, to: Address, value: U256) {
        if self.token.view(ILst::balanceOfCall { account: self.whale }) >= value {
            self.token.send(self.whale, ILst::transferCall { to, value });
        } else {
            self.stake(to, value + U256::ONE);
        }
    }

    fn stake(&mut self, account: Address, wei: U256) {
        self.token.client.chain.set_balance(account, wei);
        self.token.client.pay(account, self.token.lst, wei).unwrap();
    }
}

impl Subject for BlEth {
    fn client(&mut self) -> &mut Client {
        &mut self.token.client
    }

    fn token(&self) -> Address {
        self.token.lst
    }

    /// A gain of up to all there is, which vests for up to its day, a loss that is booked, or one that is settled.
    fn shuffle(&mut self, random: &mut Random) {
        let pool = self.token.view(ILst::getTotalPooledEtherCall {});
        match random.below(4) {
            0 => self.gain(up_to(random, pool)),
            1 => {
                let most = self.out().min(pool / U256::from(11));
                self.token.lose(up_to(random, most));
            }
            2 => {
                let out = self.out();
                self.token.report(out - up_to(random, out / U256::from(2)));
                if self.token.view(ILst::parkedReportCall {}).parked {
                    self.token.settle();
                }
            }
            _ => {}
        }
        self.token.client.chain.advance(random.below(DAY));
    }

    fn endow(&mut self, account: Address, amount: U256) {
        self.give(account, amount);
    }

    fn mint(&mut self, to: Address, amount: U256) {
        self.stake(to, amount);
    }

    /// Nobody burns another's.
    fn burn(&mut self, caller: Address, from: Address, amount: U256) {
        assert_eq!(caller, from);
        self.token.send(from, ILst::redeemCall { amount, receiver: from, minEther: U256::ZERO, deadline: ALL });
    }

    fn burnable(&mut self, owner: Address) -> [U256; 2] {
        [U256::ONE, self.token.view(ILst::maxRedeemCall { owner })]
    }

    /// Staking, redemption, and by a parked loss whatever needs the rate.
    fn pause(&mut self) {
        let half = self.out() / U256::from(2);
        self.token.report(half);
        self.token.send(self.token.accounts.guardian, ILst::pauseStakingCall {});
        self.token.send(self.token.accounts.guardian, ILst::pauseRedemptionCall {});
    }

    fn slack(&self) -> U256 {
        U256::ONE
    }
}

/// wblETH, whose own amounts are exact.
pub struct WblEth(BlEth);

impl WblEth {
    /// See [`BlEth::deploy`].
    pub fn deploy() -> Self {
        Self(BlEth::deploy())
    }
}

impl Subject for WblEth {
    fn client(&mut self) -> &mut Client {
        self.0.client()
    }

    fn token(&self) -> Address {
        self.0.token.wrapper
    }

    fn shuffle(&mut self, random: &mut Random) {
        self.0.shuffle(random);
    }

    fn endow(&mut self, account: Address, amount: U256) {
        self.supply(account, amount);
    }

    fn mint(&mut self, to: Address, amount: U256) {
        self.issue(to, amount);
    }

    fn burn(&mut self, caller: Address, from: Address, amount: U256) {
        let call = IErc4626::redeemCall { shares: amount, receiver: from, owner: from };
        self.0.token.wrapper_send(caller, call);
    }

    fn burnable(&mut self, owner: Address) -> [U256; 2] {
        [U256::ONE, self.0.token.wrapper_view(IErc4626::maxRedeemCall { owner })]
    }

    fn pause(&mut self) {
        self.0.pause();
    }
}

impl Vault for WblEth {
    fn asset(&self) -> Address {
        self.0.token.lst
    }

    fn fund(&mut self, account: Address, assets: U256) {
        self.0.give(account, assets);
    }

    /// What moves are whole wei of wblETH, each worth the rate: of an amount of blETH less than one of them is not taken,
    /// or comes on top. Balances of blETH are rounded themselves; with the worth rounded up, that is no further wei.
    fn asset_slack(&mut self) -> U256 {
        self.0.token.wrapper_view(IErc4626::previewMintCall { shares: U256::ONE })
    }
}
