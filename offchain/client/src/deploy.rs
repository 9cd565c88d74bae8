//! The deployment plan: what is deployed in which order, wired to whom, with which parameters.

use crate::{
    artifacts::Artifacts,
    client::{CallError, Client},
    interfaces::{IConstructor, ILst, IMarket, IRisk},
};
use alloy_sol_types::{SolCall, SolValue};
use ballast_chain::{Address, Bytes, Chain, U256, address};

const ETHER: u128 = 1_000_000_000_000_000_000;

/// Who governs.
#[derive(Clone, Copy, Debug)]
pub struct Accounts {
    /// Deploys and sets parameters.
    pub owner: Address,
    /// Stops things.
    pub guardian: Address,
    /// Receives protocol fees.
    pub treasury: Address,
    /// Applies reports.
    pub oracle: Address,
    /// Takes ether to validators.
    pub operators: Address,
}

impl Default for Accounts {
    fn default() -> Self {
        Self {
            owner: address!("0000000000000000000000000000000000001001"),
            guardian: address!("0000000000000000000000000000000000001002"),
            treasury: address!("0000000000000000000000000000000000001003"),
            oracle: address!("0000000000000000000000000000000000001004"),
            operators: address!("0000000000000000000000000000000000001005"),
        }
    }
}

/// What governs the protocol from the start.
#[derive(Clone, Copy, Debug)]
pub struct Parameters {
    /// Wei that seed the pool.
    pub seed_wei: u128,
    /// Wei of buffer at or above which redemption costs least.
    pub buffer_target_wei: u128,
    /// Least redemption fee, in 1e-6.
    pub fee_min_ppm: u64,
    /// Greatest redemption fee, in 1e-6.
    pub fee_max_ppm: u64,
    /// Most wei that can be staked at once; zero for no limit.
    pub stake_limit_wei: u128,
    /// In which an exhausted limit is whole again.
    pub stake_refill_secs: u64,
    /// Greatest gain that a report books in a year, in basis points of the pool.
    pub max_gain_bps: u64,
    /// Greatest loss that a report books without being parked in a day, in basis points of the pool.
    pub max_loss_bps: u64,
    /// Protocol fee on gains, in basis points.
    pub protocol_fee_bps: u64,
    /// What of it goes to the operators, in basis points of the gain.
    pub operators_fee_bps: u64,
    /// What blETH lets borrow, in basis points.
    pub borrow_factor_bps: u64,
    /// Where blETH is liquidated, in basis points.
    pub liquidation_factor_bps: u64,
    /// Greatest liquidation bonus, in basis points.
    pub max_bonus_bps: u64,
    /// Health at which the bonus is greatest, in wad.
    pub h_star_wad: u128,
    /// Health that a liquidation restores, in wad.
    pub target_health_wad: u128,
    /// Least debt of an account, in wei.
    pub least_debt_wei: u128,
    /// Most that may be supplied, in wei.
    pub supply_cap_wei: u128,
    /// Most that all may owe, in wei.
    pub borrow_cap_wei: u128,
    /// Most blETH that may be posted, in shares.
    pub collateral_cap_shares: u128,
    /// Part of interest that goes to the reserves, in basis points.
    pub market_fee_bps: u64,
    /// Part of the reserves that goes to the funders of the backstop, in basis points.
    pub backstop_income_bps: u64,
    /// Oldest feed that is believed, in seconds.
    pub feed_max_age_secs: u64,
    /// Oldest report that is believed, in seconds.
    pub rate_max_age_secs: u64,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            seed_wei: ETHER,
            buffer_target_wei: 50 * ETHER,
            fee_min_ppm: 100,
            fee_max_ppm: 10_000,
            stake_limit_wei: 150_000 * ETHER,
            stake_refill_secs: 86_400,
            max_gain_bps: 1_000,
            max_loss_bps: 500,
            protocol_fee_bps: 1_000,
            operators_fee_bps: 500,
            borrow_factor_bps: 9_000,
            liquidation_factor_bps: 9_300,
            max_bonus_bps: 200,
            h_star_wad: 95 * ETHER / 100,
            target_health_wad: 103 * ETHER / 100,
            least_debt_wei: ETHER / 10,
            supply_cap_wei: 100_000 * ETHER,
            borrow_cap_wei: 100_000 * ETHER,
            collateral_cap_shares: 100_000 * ETHER * 1_000_000_000,
            market_fee_bps: 1_000,
            backstop_income_bps: 2_000,
            feed_max_age_secs: 86_400,
            rate_max_age_secs: 3 * 86_400,
        }
    }
}

/// Where everything is.
#[derive(Clone, Copy, Debug)]
pub struct Addresses {
    /// StylusDeployer.
    pub deployer: Address,
    /// WETH9, the loan asset.
    pub weth: Address,
    /// The market's price of one blETH in ether, 18 decimals.
    pub feed: Address,
    /// blETH.
    pub lst: Address,
    /// wblETH.
    pub wrapper: Address,
    /// The judge.
    pub risk: Address,
    /// Authorisations by signature, which the market trusts.
    pub rights: Address,
    /// The treasurer.
    pub market: Address,
    /// What accounts can do, for every market.
    pub lens: Address,
    /// What stands in for bad debt before suppliers do.
    pub backstop: Address,
}

/// The protocol on a chain.
pub struct Protocol {
    /// The chain and how to call it.
    pub client: Client,
    /// Where everything is.
    pub at: Addresses,
    /// Who governs.
    pub accounts: Accounts,
}

impl Protocol {
    /// Deploys and configures everything; the governing accounts are funded for it.
    pub fn deploy(
        chain: Chain,
        artifacts: &Artifacts,
        accounts: Accounts,
        parameters: &Parameters,
    ) -> Result<Self, CallError> {
        let mut client = Client { chain };
        for account in [accounts.owner, accounts.oracle, accounts.operators, accounts.guardian] {
            client.chain.set_balance(account, U256::from(1_000 * ETHER));
        }
        let owner = accounts.owner;
        let weth = client.create(owner, artifacts.weth.clone())?;
        let deployer = client.create(owner, artifacts.deployer.clone())?;
        let feed_arguments = (U256::from(18), "blETH / ETH".to_owned(), U256::from(ETHER)).abi_encode_params();
        let feed = client.create(owner, [artifacts.feed.as_ref(), &feed_arguments].concat().into())?;

        let lst_init = (owner, accounts.guardian, accounts.treasury).abi_encode_params();
        let seed = U256::from(parameters.seed_wei);
        let lst = client.deploy_program(owner, deployer, &artifacts.lst, &lst_init, seed)?;
        let wrapper_init = (lst,).abi_encode_params();
        let wrapper = client.deploy_program(owner, deployer, &artifacts.wrapper, &wrapper_init, U256::ZERO)?;
        let risk_init = (owner, U256::from(18)).abi_encode_params();
        let risk = client.deploy_program(owner, deployer, &artifacts.risk, &risk_init, U256::ZERO)?;
        let rights = client.deploy_stateless(owner, deployer, &artifacts.rights)?;
        let market_init = (weth, risk, owner, accounts.guardian, rights).abi_encode_params();
        let market = client.deploy_program(owner, deployer, &artifacts.market, &market_init, U256::ZERO)?;

        let lens = client.deploy_stateless(owner, deployer, &artifacts.lens)?;
        let backstop_init = (market, lens, U256::from(parameters.backstop_income_bps)).abi_encode_params();
        let backstop = client.deploy_program(owner, deployer, &artifacts.backstop, &backstop_init, U256::ZERO)?;
        let at = Addresses { deployer, weth, feed, lst, wrapper, risk, rights, market, lens, backstop };
        let mut protocol = Self { client, at, accounts };
        protocol.configure(parameters)?;
        Ok(protocol)
    }

    /// What opens the market comes last.
    fn configure(&mut self, p: &Parameters) -> Result<(), CallError> {
        self.configure_token(p)?;
        self.configure_risk(p)?;
        self.configure_market(p)
    }

    fn configure_token(&mut self, p: &Parameters) -> Result<(), CallError> {
        let Accounts { owner, treasury, oracle, operators, .. } = self.accounts;
        let (lst, client) = (self.at.lst, &mut self.client);
        client.send(owner, lst, ILst::wireCall { oracle, operators })?;
        let redemption = ILst::setRedemptionCall {
            target: U256::from(p.buffer_target_wei),
            feeMinPpm: U256::from(p.fee_min_ppm),
            feeMaxPpm: U256::from(p.fee_max_ppm),
        };
        client.send(owner, lst, redemption)?;
        let fee = ILst::setProtocolFeeCall {
            feeBps: U256::from(p.protocol_fee_bps),
            operatorsBps: U256::from(p.operators_fee_bps),
            treasury,
        };
        client.send(owner, lst, fee)?;
        let bounds = ILst::setReportBoundsCall {
            maxGainBps: U256::from(p.max_gain_bps),
            maxLossBps: U256::from(p.max_loss_bps),
        };
        client.send(owner, lst, bounds)?;
        let limit = ILst::setStakeLimitCall {
            capacity: U256::from(p.stake_limit_wei),
            refillSeconds: U256::from(p.stake_refill_secs),
        };
        client.send(owner, lst, limit)?;
        Ok(())
    }

    fn configure_risk(&mut self, p: &Parameters) -> Result<(), CallError> {
        let Addresses { lst, risk, feed, .. } = self.at;
        let Accounts { owner, guardian, .. } = self.accounts;
        let client = &mut self.client;
        client.send(owner, risk, IRisk::setGuardianCall { newGuardian: guardian })?;
        let liquidation = IRisk::setLiquidationCall {
            hStar: U256::from(p.h_star_wad),
            targetHealth: U256::from(p.target_health_wad),
        };
        client.send(owner, risk, liquidation)?;
        let listing = IRisk::listCollateralCall {
            asset: lst,
            isShares: true,
            borrowFactorBps: U256::from(p.borrow_factor_bps),
            liquidationFactorBps: U256::from(p.liquidation_factor_bps),
            maxBonusBps: U256::from(p.max_bonus_bps),
            feed,
            feedMaxAge: U256::from(p.feed_max_age_secs),
            rateMaxAge: U256::from(p.rate_max_age_secs),
        };
        client.send(owner, risk, listing)?;
        Ok(())
    }

    fn configure_market(&mut self, p: &Parameters) -> Result<(), CallError> {
        let Addresses { lst, market, backstop, .. } = self.at;
        let (owner, client) = (self.accounts.owner, &mut self.client);
        client.send(owner, market, IMarket::setLeastDebtCall { least: U256::from(p.least_debt_wei) })?;
        client.send(owner, market, IMarket::setFeeCall { feeBps: U256::from(p.market_fee_bps) })?;
        client.send(owner, market, IMarket::setBackstopCall { vault: backstop })?;
        let cap = U256::from(p.collateral_cap_shares);
        client.send(owner, market, IMarket::listCollateralCall { asset: lst, cap })?;
        client.send(owner, market, IMarket::setSupplyCapCall { cap: U256::from(p.supply_cap_wei) })?;
        client.send(owner, market, IMarket::setBorrowCapCall { cap: U256::from(p.borrow_cap_wei) })?;
        Ok(())
    }
}

/// A constructor's calldata. Its selector is the same whatever the arguments.
pub fn constructor_call(arguments: &[u8]) -> Vec<u8> {
    [&IConstructor::stylus_constructorCall::SELECTOR, arguments].concat()
}

impl Client {
    /// Creates an EVM contract from init code.
    pub fn create(&mut self, from: Address, code: Bytes) -> Result<Address, CallError> {
        let receipt = self.chain.transact(ballast_chain::Tx::create(from, code))?;
        match receipt.created {
            Some(address) if receipt.is_success() => Ok(address),
            _ => Err(CallError::Reverted { receipt: Box::new(receipt) }),
        }
    }

    /// Creates, activates and initialises a program by StylusDeployer in one transaction, as in production.
    pub fn deploy_program(
        &mut self,
        from: Address,
        deployer: Address,
        wasm: &[u8],
        arguments: &[u8],
        init_value: U256,
    ) -> Result<Address, CallError> {
        self.deploy_by(from, deployer, wasm, constructor_call(arguments).into(), init_value)
    }
}
