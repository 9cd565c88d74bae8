//! Reads a valid module into the parts that the checks look at.

use super::{
    error::ValidationError,
    module::{Arity, Layout, Signatures},
};
use crate::host;
use wasmparser::{
    BinaryReader, ConstExpr, DataKind, ElementItems, ElementKind, ExternalKind, FuncType, FunctionBody, MemoryType,
    Name, NameSectionReader, Operator, Parser, Payload, TypeRef,
};

pub(crate) struct Import<'a> {
    pub(crate) module: &'a str,
    pub(crate) name: &'a str,
    pub(crate) type_index: u32,
}

pub(crate) struct Export<'a> {
    pub(crate) name: &'a str,
    kind: ExternalKind,
    index: u32,
}

impl Export<'_> {
    pub(crate) fn is_memory(&self) -> bool {
        self.name == "memory" && self.kind == ExternalKind::Memory && self.index == 0
    }

    pub(crate) fn function_index(&self) -> Option<u32> {
        (self.kind == ExternalKind::Func).then_some(self.index)
    }
}

pub(crate) struct Body<'a> {
    pub(crate) locals: usize,
    pub(crate) ops: Vec<Operator<'a>>,
}

/// A segment of data or of table elements.
pub(crate) struct Segment {
    /// What it writes: bytes, or table entries.
    pub(crate) bytes: u64,
    /// Its size in the module.
    pub(crate) encoded_bytes: u64,
    /// Where it is written: the table's index and a constant offset. `None` if it is not written at start.
    at: Option<(u32, Option<u32>)>,
}

/// A module, in parts.
#[derive(Default)]
pub(crate) struct Reader<'a> {
    types: Vec<FuncType>,
    pub(crate) imports: Vec<Import<'a>>,
    /// Type of each function, imported ones first.
    pub(crate) functions: Vec<u32>,
    /// First size of each table.
    pub(crate) tables: Vec<u64>,
    pub(crate) memories: Vec<MemoryType>,
    pub(crate) globals: u32,
    pub(crate) exports: Vec<Export<'a>>,
    pub(crate) has_start: bool,
    pub(crate) elements: Vec<Segment>,
    pub(crate) bodies: Vec<Body<'a>>,
    pub(crate) datas: Vec<Segment>,
    pub(crate) name_bytes: usize,
}

type Read<T> = Result<T, ValidationError>;

fn malformed(error: wasmparser::BinaryReaderError) -> ValidationError {
    ValidationError::Malformed(error.to_string())
}

impl<'a> Reader<'a> {
    /// Reads a module that wasmparser has validated.
    pub(crate) fn read(wasm: &'a [u8]) -> Read<Self> {
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            module.take(payload.map_err(malformed)?)?;
        }
        Ok(module)
    }

    fn take(&mut self, payload: Payload<'a>) -> Read<()> {
        match payload {
            Payload::Version { .. } | Payload::CodeSectionStart { .. } | Payload::End(_) => {}
            Payload::TypeSection(section) => {
                for ty in section.into_iter_err_on_gc_types() {
                    self.types.push(ty.map_err(malformed)?);
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    self.import(import.map_err(malformed)?)?;
                }
            }
            Payload::FunctionSection(section) => {
                for ty in section {
                    self.functions.push(ty.map_err(malformed)?);
                }
            }
            Payload::TableSection(section) => {
                for table in section {
                    self.tables.push(table.map_err(malformed)?.ty.initial);
                }
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    self.memories.push(memory.map_err(malformed)?);
                }
            }
            Payload::GlobalSection(section) => {
                for global in section {
                    constant(&global.map_err(malformed)?.init_expr).ok_or(ValidationError::GlobalInit)?;
                    self.globals += 1;
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export.map_err(malformed)?;
                    let (name, kind, index) = (export.name, export.kind, export.index);
                    self.exports.push(Export { name, kind, index });
                }
            }
            Payload::StartSection { .. } => self.has_start = true,
            Payload::ElementSection(section) => {
                for element in section {
                    self.elements.push(element_segment(element.map_err(malformed)?));
                }
            }
            Payload::DataSection(section) => {
                for data in section {
                    self.datas.push(data_segment(data.map_err(malformed)?));
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(read_body(&body)?),
            Payload::CustomSection(section) if section.name() == "name" => {
                self.names(NameSectionReader::new(BinaryReader::new(section.data(), section.data_offset())))?;
            }
            Payload::CustomSection(_) => {}
            other => {
                let name = format!("{other:?}");
                let name = name.split([' ', '{', '(']).next().unwrap_or_default().to_owned();
                return Err(ValidationError::UnsupportedSection(name));
            }
        }
        Ok(())
    }

    fn import(&mut self, import: wasmparser::Import<'a>) -> Read<()> {
        let TypeRef::Func(type_index) = import.ty else {
            return Err(ValidationError::ImportNotFunction(import.name.to_owned()));
        };
        self.functions.push(type_index);
        self.imports.push(Import { module: import.module, name: import.name, type_index });
        Ok(())
    }

    fn names(&mut self, section: NameSectionReader<'a>) -> Read<()> {
        for name in section {
            if let Name::Module { name, .. } = name.map_err(malformed)? {
                self.name_bytes = name.len();
            }
        }
        Ok(())
    }

    /// The import that pays for growth, where the memory can grow.
    pub(crate) fn pay_for_grow(&self) -> Option<u32> {
        let memory = self.memories.first()?;
        if memory.maximum == Some(memory.initial) {
            return None;
        }
        let import = self.imports.iter().position(|import| import.name == host::PAY_FOR_GROW)?;
        Some(import as u32)
    }

    /// What instrumentation needs to know.
    pub(crate) fn layout(&self) -> Layout {
        let arity = |ty: &FuncType| Arity { params: ty.params().len() as u32, results: ty.results().len() as u32 };
        let types = self.types.iter().map(arity).collect();
        Layout {
            signatures: Signatures { types, functions: self.functions.clone() },
            first_global: self.globals,
            pay_for_grow: self.pay_for_grow(),
        }
    }

    /// A function type as text, such as `(i32, i64) -> i32`.
    pub(crate) fn function_type(&self, index: u32) -> Read<String> {
        let ty = self.types.get(index as usize);
        let ty = ty.ok_or_else(|| ValidationError::Malformed("a type is missing".into()))?;
        let list = |types: &[wasmparser::ValType]| types.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let results = if ty.results().is_empty() { "()".into() } else { list(ty.results()) };
        Ok(format!("({}) -> {results}", list(ty.params())))
    }

    pub(crate) fn element_section_bytes(&self) -> u64 {
        self.elements.iter().map(|element| element.encoded_bytes).sum()
    }

    /// A segment that does not fit would trap at every start of the program.
    pub(crate) fn check_segments(&self) -> Read<()> {
        const PAGE_BYTES: u64 = 65_536;
        let memory = self.memories.first().map_or(0, |memory| memory.initial) * PAGE_BYTES;
        let fits = |segment: &Segment, room: u64| match segment.at {
            None => true,
            Some((_, None)) => false,
            Some((_, Some(offset))) => u64::from(offset) + segment.bytes <= room,
        };
        if !self.datas.iter().all(|data| fits(data, memory)) {
            return Err(ValidationError::SegmentBounds("data"));
        }
        let table = |segment: &Segment| {
            let index = segment.at.map_or(0, |(table, _)| table);
            self.tables.get(index as usize).copied().unwrap_or(0)
        };
        if !self.elements.iter().all(|element| fits(element, table(element))) {
            return Err(ValidationError::SegmentBounds("element"));
        }
        Ok(())
    }
}

/// The value of an expression that is a single constant.
fn constant(expression: &ConstExpr<'_>) -> Option<i64> {
    let mut ops = expression.get_operators_reader();
    let value = match ops.read().ok()? {
        Operator::I32Const { value } => i64::from(value),
        Operator::I64Const { value } => value,
        _ => return None,
    };
    matches!(ops.read(), Ok(Operator::End)).then_some(value)
}

fn offset(expression: &ConstExpr<'_>) -> Option<u32> {
    constant(expression).map(|value| value as u32)
}

fn data_segment(data: wasmparser::Data<'_>) -> Segment {
    let at = match &data.kind {
        DataKind::Passive => None,
        DataKind::Active { offset_expr, .. } => Some((0, offset(offset_expr))),
    };
    Segment { bytes: data.data.len() as u64, encoded_bytes: data.range.end - data.range.start, at }
}

fn element_segment(element: wasmparser::Element<'_>) -> Segment {
    let at = match &element.kind {
        ElementKind::Passive | ElementKind::Declared => None,
        ElementKind::Active { table_index, offset_expr } => Some((table_index.unwrap_or(0), offset(offset_expr))),
    };
    let bytes = match &element.items {
        ElementItems::Functions(items) => items.count(),
        ElementItems::Expressions(_, items) => items.count(),
    };
    Segment { bytes: bytes.into(), encoded_bytes: element.range.end - element.range.start, at }
}

fn read_body<'a>(body: &FunctionBody<'a>) -> Read<Body<'a>> {
    let mut locals = 0usize;
    for group in body.get_locals_reader().map_err(malformed)? {
        let (count, _) = group.map_err(malformed)?;
        locals = locals.saturating_add(count as usize);
    }
    let mut ops = Vec::new();
    let mut reader = body.get_operators_reader().map_err(malformed)?;
    while !reader.eof() {
        ops.push(reader.read().map_err(malformed)?);
    }
    Ok(Body { locals, ops })
}
