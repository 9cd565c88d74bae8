//! The machine: revm's frames, of which those that hold a program run WASM.

mod access;
mod child;
mod frames;
mod run;
mod scope;
mod steps;
mod tracer;

use crate::{precompiles::Precompiles, state::State};
pub(crate) use child::{CallKind, ChildCall, ChildCreate};
use revm::{
    Context, Journal,
    context::{BlockEnv, CfgEnv, TxEnv},
    handler::{EthFrame, instructions::EthInstructions},
    interpreter::interpreter::EthInterpreter,
    primitives::hardfork::SpecId,
};
pub(crate) use scope::TxScope;
pub use scope::{ActivationFault, CachePolicy};
pub(crate) use tracer::{Hostio, Tracer};

pub(crate) type Ctx = Context<BlockEnv, TxEnv, CfgEnv, State, Journal<State>, TxScope>;
pub(crate) type Inner =
    revm::context::Evm<Ctx, (), EthInstructions<EthInterpreter, Ctx>, Precompiles, EthFrame<EthInterpreter>>;

/// The rules of the EVM: those of Prague, which ArbOS 40 brought.
pub(crate) const SPEC: SpecId = SpecId::PRAGUE;

/// A machine for one transaction.
///
/// While a program runs, the machine belongs to the program's host, so that a hostio can run further frames on
/// it. The frame that started the program waits for it meanwhile and does not look.
pub(crate) struct Evm {
    inner: Option<Box<Inner>>,
}

impl Evm {
    pub(crate) fn new(ctx: Ctx) -> Self {
        let instructions = EthInstructions::new_mainnet_with_spec(SPEC);
        let inner = Inner::new(ctx, instructions, Precompiles::new(SPEC));
        Self { inner: Some(Box::new(inner)) }
    }

    pub(crate) fn inner(&self) -> &Inner {
        self.inner.as_deref().expect("the machine is away only while its owner waits")
    }

    pub(crate) fn inner_mut(&mut self) -> &mut Inner {
        self.inner.as_deref_mut().expect("the machine is away only while its owner waits")
    }

    pub(crate) fn ctx_mut(&mut self) -> &mut Ctx {
        &mut self.inner_mut().ctx
    }

    pub(crate) fn scope_mut(&mut self) -> &mut TxScope {
        &mut self.ctx_mut().chain
    }

    /// Gives the machine to a program's host.
    fn lend(&mut self) -> Self {
        Self { inner: self.inner.take() }
    }

    /// Takes the machine back.
    fn take_back(&mut self, lent: &mut Self) {
        self.inner = lent.inner.take();
    }

    /// Ends the transaction: gives the context back.
    pub(crate) fn into_ctx(self) -> Ctx {
        self.inner.expect("the machine is away only while its owner waits").ctx
    }
}
