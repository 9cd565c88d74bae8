//! What instrumentation must know about a module.

/// How many values a function takes and gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arity {
    pub(crate) params: u32,
    pub(crate) results: u32,
}

/// The types of a module and of its functions, imported ones first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signatures {
    pub(crate) types: Vec<Arity>,
    pub(crate) functions: Vec<u32>,
}

impl Signatures {
    pub(crate) fn of_type(&self, index: u32) -> Option<Arity> {
        self.types.get(index as usize).copied()
    }

    pub(crate) fn of_function(&self, index: u32) -> Option<Arity> {
        self.of_type(*self.functions.get(index as usize)?)
    }
}

/// Where instrumentation keeps its counters, and what it calls.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    pub(crate) signatures: Signatures,
    /// Index of the first global that instrumentation adds; see [`Layout::ink`] and its siblings.
    pub(crate) first_global: u32,
    /// The imported `pay_for_memory_grow`, where the memory can grow.
    pub(crate) pay_for_grow: Option<u32>,
}

impl Layout {
    /// How many globals instrumentation adds.
    pub(crate) const ADDED_GLOBALS: u32 = 4;

    /// Ink left, an i64.
    pub(crate) fn ink(&self) -> u32 {
        self.first_global
    }

    /// Not zero once ink has run out, an i32.
    pub(crate) fn exhausted(&self) -> u32 {
        self.first_global + 1
    }

    /// Where an operand rests while it is looked at, an i32.
    pub(crate) fn scratch(&self) -> u32 {
        self.first_global + 2
    }

    /// Words of stack left, an i32.
    pub(crate) fn stack(&self) -> u32 {
        self.first_global + 3
    }
}
