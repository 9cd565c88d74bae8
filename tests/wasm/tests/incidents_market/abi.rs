//! The published functions, as `abi/*.json` has them, and calldata for them.

use ballast_chain::{U256, alloy_primitives::keccak256};
use std::{fs, path::Path};

/// A function of a published interface.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub(crate) name: String,
    /// Type and name of each argument.
    pub(crate) inputs: Vec<(String, String)>,
    pub(crate) is_view: bool,
}

/// An argument.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Word(U256),
    Words(Vec<U256>),
    Bytes(Vec<u8>),
    List(Vec<Vec<u8>>),
}

/// The functions of an interface.
pub(crate) fn functions(interface: &str) -> Vec<Function> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../abi/{interface}.json"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let found: Vec<_> = text.split("\n  {").filter_map(function).collect();
    assert_eq!(found.len(), text.matches("\n    \"type\": \"function\"\n").count(), "{interface}: all are read");
    found
}

/// One entry of the list, if it is a function.
fn function(entry: &str) -> Option<Function> {
    let mut found = Function { name: String::new(), inputs: Vec::new(), is_view: false };
    let (mut is_function, mut in_inputs, mut name) = (false, false, "");
    for line in entry.lines() {
        if line.starts_with("    \"") {
            in_inputs = line == "    \"inputs\": [";
        }
        is_function |= field(line, "    \"type\": ") == Some("function");
        found.is_view |= matches!(field(line, "    \"stateMutability\": "), Some("view" | "pure"));
        if let Some(own) = field(line, "    \"name\": ") {
            own.clone_into(&mut found.name);
        }
        if in_inputs {
            name = field(line, "        \"name\": ").unwrap_or(name);
            found.inputs.extend(field(line, "        \"type\": ").map(|kind| (kind.to_owned(), name.to_owned())));
        }
    }
    is_function.then_some(found)
}

/// The string behind a key at its indentation.
fn field<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    line.strip_prefix(key)?.strip_prefix('"')?.split('"').next()
}

impl Function {
    pub(crate) fn signature(&self) -> String {
        let types: Vec<_> = self.inputs.iter().map(|(kind, _)| kind.as_str()).collect();
        format!("{}({})", self.name, types.join(","))
    }

    /// Calldata with these arguments.
    pub(crate) fn encode(&self, values: &[Value]) -> Vec<u8> {
        assert_eq!(values.len(), self.inputs.len(), "{}", self.signature());
        [&keccak256(self.signature())[..4], &tuple(values)].concat()
    }
}

/// Heads, then tails.
fn tuple(values: &[Value]) -> Vec<u8> {
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    for value in values {
        match value {
            Value::Word(word) => head.extend(word.to_be_bytes::<32>()),
            dynamic => {
                head.extend(word(32 * values.len() + tail.len()));
                tail.extend(dynamic.tail());
            }
        }
    }
    [head, tail].concat()
}

impl Value {
    fn tail(&self) -> Vec<u8> {
        match self {
            Self::Word(_) => Vec::new(),
            Self::Words(words) => {
                let items: Vec<_> = words.iter().map(|word| Self::Word(*word)).collect();
                [word(words.len()).to_vec(), tuple(&items)].concat()
            }
            Self::Bytes(bytes) => {
                let mut padded = bytes.clone();
                padded.resize(bytes.len().next_multiple_of(32), 0);
                [word(bytes.len()).to_vec(), padded].concat()
            }
            Self::List(list) => {
                let items: Vec<_> = list.iter().map(|item| Self::Bytes(item.clone())).collect();
                [word(list.len()).to_vec(), tuple(&items)].concat()
            }
        }
    }
}

fn word(number: usize) -> [u8; 32] {
    U256::from(number).to_be_bytes()
}
