//! Accepts what Nitro accepts as a program, and names what it refuses.
//!
//! Source: `crates/prover/src/binary.rs` of OffchainLabs/nitro.

use super::{
    error::ValidationError,
    info::{Census, WasmInfo},
    instrument::instrument,
    module::Layout,
    reader::Reader,
};
use crate::{host, params::StylusParams};
use wasmparser::{Validator, WasmFeatures};

/// Checks a module against what a chain with default parameters accepts.
///
/// # Errors
///
/// The first [`ValidationError`] that is found.
pub fn validate(wasm: &[u8]) -> Result<WasmInfo, ValidationError> {
    let params = StylusParams::default();
    analyse(wasm, &params, params.page_limit)
}

/// Checks a module that may start with at most `page_limit` pages.
pub(crate) fn analyse(wasm: &[u8], params: &StylusParams, page_limit: u16) -> Result<WasmInfo, ValidationError> {
    let limit = params.max_wasm_bytes as usize;
    if wasm.len() > limit {
        return Err(ValidationError::TooLarge { bytes: wasm.len(), limit });
    }
    Validator::new_with_features(features())
        .validate_all(wasm)
        .map_err(|error| ValidationError::Malformed(error.to_string()))?;

    let module = Reader::read(wasm)?;
    check_names(&module)?;
    check_imports(&module)?;
    let pages = check_memory(&module, page_limit)?;
    check_entrypoint(&module)?;
    check_limits(&module)?;
    module.check_segments()?;
    let opcodes = instrumented_opcodes(&module)?;

    WasmInfo::new(&census(&module, wasm.len(), pages, opcodes), params)
}

/// The proposals programs may use. Floats are left out: no program that has them can be activated.
fn features() -> WasmFeatures {
    WasmFeatures::MUTABLE_GLOBAL
        | WasmFeatures::SATURATING_FLOAT_TO_INT
        | WasmFeatures::SIGN_EXTENSION
        | WasmFeatures::BULK_MEMORY
        | WasmFeatures::GC_TYPES
}

fn check_names(module: &Reader<'_>) -> Result<(), ValidationError> {
    // Nitro compares the part of an exported name after its last double underscore.
    let bare = |name: &str| name.rsplit("__").next().unwrap_or_default().to_owned();
    let exported: Vec<String> = module.exports.iter().map(|export| bare(export.name)).collect();
    for import in &module.imports {
        if exported.iter().any(|name| name == import.name) {
            return Err(ValidationError::ExportsImport(import.name.to_owned()));
        }
    }
    let imported = module.imports.iter().map(|import| import.name);
    let mut names = exported.iter().map(String::as_str).chain(imported);
    if let Some(name) = names.find(|name| name.starts_with("stylus")) {
        return Err(ValidationError::ReservedName(name.to_owned()));
    }
    let lengths = module.exports.iter().map(|export| export.name.len());
    for bytes in lengths.chain([module.name_bytes]) {
        if bytes > MAX_NAME_BYTES {
            return Err(ValidationError::NameTooLong { bytes, limit: MAX_NAME_BYTES });
        }
    }
    Ok(())
}

const MAX_NAME_BYTES: usize = 512;

fn check_imports(module: &Reader<'_>) -> Result<(), ValidationError> {
    for import in &module.imports {
        let name = import.name.to_owned();
        if import.module != host::MODULE {
            return Err(ValidationError::UnknownModule { module: import.module.to_owned(), name });
        }
        let expected = host::signature(import.name).ok_or(ValidationError::UnknownHostio(name.clone()))?;
        let found = module.function_type(import.type_index)?;
        if found != expected {
            return Err(ValidationError::HostioType { name, expected, found });
        }
    }
    Ok(())
}

fn check_memory(module: &Reader<'_>, page_limit: u16) -> Result<u16, ValidationError> {
    let [memory] = module.memories[..] else {
        return Err(match module.memories.len() {
            0 => ValidationError::MissingMemory,
            _ => ValidationError::ManyMemories,
        });
    };
    if !module.exports.iter().any(|export| export.is_memory()) {
        return Err(ValidationError::MissingMemory);
    }
    let too_large = |limit| ValidationError::MemoryTooLarge { pages: memory.initial, limit };
    let pages = u16::try_from(memory.initial).map_err(|_| too_large(page_limit.into()))?;
    if pages > page_limit {
        return Err(too_large(page_limit.into()));
    }
    if memory.maximum != Some(memory.initial) && module.pay_for_grow().is_none() {
        return Err(ValidationError::MissingMemoryHook);
    }
    Ok(pages)
}

fn check_entrypoint(module: &Reader<'_>) -> Result<(), ValidationError> {
    if module.has_start {
        return Err(ValidationError::StartFunction);
    }
    let export = module
        .exports
        .iter()
        .find(|export| export.name == host::ENTRYPOINT)
        .ok_or(ValidationError::MissingEntrypoint)?;
    let index = export.function_index().ok_or(ValidationError::MissingEntrypoint)?;
    let ty = module.functions.get(index as usize).copied();
    match ty.map(|ty| module.function_type(ty)).transpose()?.as_deref() {
        Some("(i32) -> i32") => Ok(()),
        _ => Err(ValidationError::EntrypointType),
    }
}

fn check_limits(module: &Reader<'_>) -> Result<(), ValidationError> {
    let within = |what, count: u64, limit: u64| match count > limit {
        true => Err(ValidationError::TooMany { what, count, limit }),
        false => Ok(()),
    };
    within("data segments", module.datas.len() as u64, 128)?;
    within("element segments", module.elements.len() as u64, 128)?;
    within("exports", module.exports.len() as u64, 1_024)?;
    within("functions", module.bodies.len() as u64, 4_096)?;
    within("globals", u64::from(module.globals + Layout::ADDED_GLOBALS), 32_768)?;
    within("imports", module.imports.len() as u64, 513)?;
    for body in &module.bodies {
        within("locals", body.locals as u64, 348)?;
    }
    within("table entries", module.tables.iter().sum(), 4_096)?;
    within("bytes of element segments", module.element_section_bytes(), 4_096)
}

/// The limit on opcodes of a function counts what instrumentation adds, as Nitro's does.
fn instrumented_opcodes(module: &Reader<'_>) -> Result<u64, ValidationError> {
    const LIMIT: u64 = 65_536;
    let layout = module.layout();
    let mut total = 0;
    for body in &module.bodies {
        let ops = instrument(&layout, body.locals, body.ops.clone())?.ops;
        let count = ops.len() as u64;
        if count > LIMIT {
            let what = "opcodes in a function";
            return Err(ValidationError::TooMany { what, count, limit: LIMIT });
        }
        total += count;
    }
    Ok(total)
}

fn census(module: &Reader<'_>, wasm_bytes: usize, pages: u16, opcodes: u64) -> Census {
    let signatures = module.layout().signatures;
    let defined = &module.functions[module.imports.len()..];
    let arities = defined.iter().filter_map(|ty| signatures.of_type(*ty));
    Census {
        functions: module.bodies.len() as u64,
        type_values: arities.map(|arity| u64::from(arity.params + arity.results)).sum(),
        wasm_bytes: wasm_bytes as u64,
        globals: u64::from(module.globals + Layout::ADDED_GLOBALS),
        data_section_bytes: module.datas.iter().map(|data| data.encoded_bytes).sum(),
        element_section_bytes: module.element_section_bytes(),
        data_bytes: module.datas.iter().map(|data| data.bytes).sum(),
        opcodes,
        pages,
    }
}
