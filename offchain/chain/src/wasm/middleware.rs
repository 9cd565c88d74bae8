//! Puts the instrumentation into wasmer's compiler.

use super::{
    instrument::instrument,
    module::{Arity, Layout, Signatures},
};
use crate::host;
use std::sync::{Arc, OnceLock};
use wasmer::sys::{FunctionMiddleware, MiddlewareReaderState, ModuleMiddleware};
use wasmer_types::{
    ExportIndex, FunctionIndex, GlobalIndex, GlobalInit, GlobalType, ImportIndex, LocalFunctionIndex, MiddlewareError,
    ModuleInfo, Mutability, Type,
};
use wasmparser::{Operator, ValType};

/// Export of the global that holds the ink left.
pub(crate) const INK_LEFT: &str = "ballast_ink_left";
/// Export of the global that is set when ink has run out.
pub(crate) const INK_EXHAUSTED: &str = "ballast_ink_exhausted";
/// Export of the global that holds the words of stack left.
pub(crate) const STACK_LEFT: &str = "ballast_stack_left";

/// Instruments the functions of one module; another module needs another one.
#[derive(Debug, Default)]
pub(crate) struct Instrumenter {
    layout: OnceLock<Arc<Layout>>,
}

fn failure(message: impl ToString) -> MiddlewareError {
    MiddlewareError::new("ballast", message.to_string())
}

fn add_global(info: &mut ModuleInfo, ty: Type, init: GlobalInit, name: Option<&str>) -> u32 {
    let index: GlobalIndex = info.globals.push(GlobalType::new(ty, Mutability::Var));
    info.global_initializers.push(init);
    if let Some(name) = name {
        info.exports.insert(name.to_owned(), ExportIndex::Global(index));
    }
    index.as_u32()
}

fn signatures(info: &ModuleInfo) -> Signatures {
    let types = info
        .signatures
        .values()
        .map(|ty| Arity { params: ty.params().len() as u32, results: ty.results().len() as u32 });
    let functions = info.functions.values().map(|index| index.as_u32());
    Signatures { types: types.collect(), functions: functions.collect() }
}

fn pay_for_grow(info: &ModuleInfo) -> Option<u32> {
    let memory = info.memories.values().next()?;
    if memory.maximum == Some(memory.minimum) {
        return None;
    }
    let import = info.imports.iter().find(|(key, _)| key.field == host::PAY_FOR_GROW)?;
    match import.1 {
        ImportIndex::Function(index) => Some(FunctionIndex::as_u32(*index)),
        _ => None,
    }
}

impl ModuleMiddleware for Instrumenter {
    fn generate_function_middleware<'a>(&self, _: LocalFunctionIndex) -> Box<dyn FunctionMiddleware<'a> + 'a> {
        let layout = self.layout.get().cloned().unwrap_or_default();
        Box::new(Function { layout, locals: 0, open_scopes: 1, body: Vec::new() })
    }

    fn transform_module_info(&self, info: &mut ModuleInfo) -> Result<(), MiddlewareError> {
        info.exports.retain(|name, _| name == host::ENTRYPOINT || name == "memory");
        let layout = Layout {
            signatures: signatures(info),
            first_global: info.globals.len() as u32,
            pay_for_grow: pay_for_grow(info),
        };
        let added = [
            add_global(info, Type::I64, GlobalInit::I64Const(0), Some(INK_LEFT)),
            add_global(info, Type::I32, GlobalInit::I32Const(0), Some(INK_EXHAUSTED)),
            add_global(info, Type::I32, GlobalInit::I32Const(0), None),
            add_global(info, Type::I32, GlobalInit::I32Const(0), Some(STACK_LEFT)),
        ];
        debug_assert_eq!(added, [layout.ink(), layout.exhausted(), layout.scratch(), layout.stack()]);
        self.layout.set(Arc::new(layout)).map_err(|_| failure("an instrumenter serves one module only"))
    }
}

/// Collects a function until its last `end`, and gives it back instrumented.
#[derive(Debug)]
struct Function<'a> {
    layout: Arc<Layout>,
    locals: usize,
    open_scopes: usize,
    body: Vec<Operator<'a>>,
}

impl<'a> FunctionMiddleware<'a> for Function<'a> {
    fn locals_info(&mut self, locals: &[ValType]) {
        self.locals = locals.len();
    }

    fn feed(&mut self, op: Operator<'a>, state: &mut MiddlewareReaderState<'a>) -> Result<(), MiddlewareError> {
        match op {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                self.open_scopes += 1;
            }
            Operator::End => self.open_scopes = self.open_scopes.saturating_sub(1),
            _ => {}
        }
        self.body.push(op);
        if self.open_scopes == 0 {
            let body = std::mem::take(&mut self.body);
            let done = instrument(&self.layout, self.locals, body).map_err(failure)?;
            state.extend(done.ops);
        }
        Ok(())
    }
}
