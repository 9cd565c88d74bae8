//! Compiles programs, and keeps what it compiled.

use super::{error::ValidationError, middleware::Instrumenter};
use alloy_primitives::B256;
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};
use wasmer::{
    Engine, Module,
    sys::{CompilerConfig, EngineBuilder, Features},
};
use wasmer_compiler_singlepass::Singlepass;

/// A program ready to be instantiated.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) engine: Engine,
    pub(crate) module: Module,
    /// Names of the hostios it imports, without repetition.
    pub(crate) hostios: Vec<String>,
}

/// Programs of all chains of this process, by the hash of their code: equal code compiles alike.
static CACHE: LazyLock<Mutex<HashMap<B256, Arc<Compiled>>>> = LazyLock::new(Mutex::default);

/// Entries beyond which the cache starts anew, so that a long-lived process stays bounded.
const CACHE_ENTRIES: usize = 512;

/// The program with this code hash, compiled if it is not known yet; `wasm` gives its module.
pub(crate) fn compiled(
    code_hash: B256,
    wasm: impl FnOnce() -> Result<Vec<u8>, ValidationError>,
) -> Result<Arc<Compiled>, ValidationError> {
    if let Some(found) = CACHE.lock().unwrap_or_else(PoisonError::into_inner).get(&code_hash) {
        return Ok(found.clone());
    }
    let compiled = Arc::new(compile(&wasm()?)?);
    let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    if cache.len() >= CACHE_ENTRIES {
        cache.clear();
    }
    cache.insert(code_hash, compiled.clone());
    Ok(compiled)
}

/// Compiles a module that was found valid.
pub(crate) fn compile(wasm: &[u8]) -> Result<Compiled, ValidationError> {
    let failed = |error: String| ValidationError::Compilation(error);
    let mut config = Singlepass::new();
    config.push_middleware(Arc::new(Instrumenter::default()));
    let engine: Engine = EngineBuilder::new(config).set_features(Some(features())).engine().into();
    let module = Module::new(&engine, wasm).map_err(|error| failed(error.to_string()))?;
    let mut hostios: Vec<String> = module.imports().map(|import| import.name().to_owned()).collect();
    hostios.sort();
    hostios.dedup();
    Ok(Compiled { engine, module, hostios })
}

fn features() -> Features {
    let mut features = Features::none();
    features.bulk_memory(true);
    features
}
