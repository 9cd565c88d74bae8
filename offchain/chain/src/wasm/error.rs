//! Why a module is not accepted as a program.

use thiserror::Error;

/// What is wrong with a WASM module, named so that the author can mend it.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ValidationError {
    /// Not a module, or one that uses a proposal that programs may not use.
    #[error("invalid wasm: {0}")]
    Malformed(String),
    /// The module is larger than a program may decompress to.
    #[error("wasm of {bytes} bytes exceeds the limit of {limit}")]
    TooLarge {
        /// Size of the module.
        bytes: usize,
        /// Greatest size.
        limit: usize,
    },
    /// A section that programs may not have, such as the data count.
    #[error("section not supported: {0}")]
    UnsupportedSection(String),
    /// An opcode that programs may not use.
    #[error("opcode not supported: {0}")]
    UnsupportedOpcode(String),
    /// An import from another module than `vm_hooks`.
    #[error("import from unknown module {module}: {name}")]
    UnknownModule {
        /// The module it is imported from.
        module: String,
        /// The name it is imported by.
        name: String,
    },
    /// An import of something else than a function.
    #[error("import {0} is not a function")]
    ImportNotFunction(String),
    /// An import that the host does not provide.
    #[error("unknown hostio {0}")]
    UnknownHostio(String),
    /// A hostio imported with another type than it has.
    #[error("hostio {name} has the type {expected}, not {found}")]
    HostioType {
        /// The hostio.
        name: String,
        /// Its type.
        expected: String,
        /// The type it was imported with.
        found: String,
    },
    /// A name that is exported and imported at once.
    #[error("{0} is both imported and exported")]
    ExportsImport(String),
    /// A name that begins with `stylus`.
    #[error("{0} is a reserved name")]
    ReservedName(String),
    /// The memory, or its export, is missing.
    #[error("no memory is exported as \"memory\"")]
    MissingMemory,
    /// More than one memory.
    #[error("only one memory is allowed")]
    ManyMemories,
    /// The entrypoint is missing.
    #[error("no function is exported as \"user_entrypoint\"")]
    MissingEntrypoint,
    /// The entrypoint has another type than `(i32) -> i32`.
    #[error("user_entrypoint must take one i32 and give one i32")]
    EntrypointType,
    /// The memory can grow, and nothing pays for it.
    #[error("memory can grow, so vm_hooks.pay_for_memory_grow must be imported")]
    MissingMemoryHook,
    /// A start function.
    #[error("start functions are not allowed")]
    StartFunction,
    /// A global whose first value is not a constant.
    #[error("a global is not initialised with a constant")]
    GlobalInit,
    /// A segment that is written outside of the memory or table.
    #[error("a {0} segment is out of bounds or has no constant offset")]
    SegmentBounds(&'static str),
    /// More memory than a program may start with.
    #[error("memory starts with {pages} pages, the limit is {limit}")]
    MemoryTooLarge {
        /// Pages asked for.
        pages: u64,
        /// Greatest number of pages.
        limit: u64,
    },
    /// More of something than a program may have.
    #[error("too many {what}: {count}, the limit is {limit}")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many there are.
        count: u64,
        /// Greatest number.
        limit: u64,
    },
    /// A name of more than 512 bytes.
    #[error("a name of {bytes} bytes exceeds the limit of {limit}")]
    NameTooLong {
        /// Its length.
        bytes: usize,
        /// Greatest length.
        limit: usize,
    },
    /// A function whose frame needs too much stack.
    #[error("a frame of {words} words exceeds the limit of {limit}")]
    FrameTooLarge {
        /// Words of the frame.
        words: u32,
        /// Greatest number of words.
        limit: u32,
    },
    /// A function that holds too many operands at once.
    #[error("{count} operands are alive at once, the limit is {limit}")]
    TooManyOperands {
        /// Operands alive at once.
        count: u32,
        /// Greatest number.
        limit: u32,
    },
    /// A cost that does not fit the field ArbOS keeps it in.
    #[error("{0} is too high")]
    CostTooHigh(&'static str),
    /// The compiler refused what the validator let pass.
    #[error("compilation failed: {0}")]
    Compilation(String),
}
