//! How many words of stack a function's frame may need.
//!
//! Source: `worst_case_depth` in `crates/prover/src/programs/depth.rs` of OffchainLabs/nitro.

use super::{error::ValidationError, module::Arity, module::Signatures};
use wasmparser::{BlockType, Operator};

/// Words every frame is charged beside its locals and operands.
const FRAME_WORDS: u32 = 4;
/// Largest frame, in words.
const MAX_FRAME_WORDS: u32 = 10 * 1024;
/// Most operands that may be alive at once in a frame.
const MAX_LIVE_OPERANDS: u32 = 4_096;

/// The operand stack at its present and at its greatest height.
#[derive(Default)]
struct Height {
    now: u32,
    worst: u32,
}

impl Height {
    fn push(&mut self, count: u32) {
        self.now = self.now.saturating_add(count);
        self.worst = self.worst.max(self.now);
    }

    fn pop(&mut self, count: u32) {
        self.now = self.now.saturating_sub(count);
    }

    /// Results are reserved before the arguments are gone.
    fn call(&mut self, arity: Arity) {
        self.push(arity.results);
        self.pop(arity.params);
    }

    fn block(&mut self, ty: BlockType, signatures: &Signatures) -> Result<(), ValidationError> {
        match ty {
            BlockType::Empty => {}
            BlockType::Type(_) => self.push(1),
            BlockType::FuncType(index) => self.call(known(signatures.of_type(index))?),
        }
        Ok(())
    }
}

fn known(arity: Option<Arity>) -> Result<Arity, ValidationError> {
    arity.ok_or_else(|| ValidationError::Malformed("a type index is out of range".into()))
}

/// Words to reserve for a call of a function with this body.
pub(crate) fn frame_words(
    signatures: &Signatures,
    locals: usize,
    body: &[Operator<'_>],
) -> Result<u32, ValidationError> {
    let operands = live_operands(signatures, body)?;
    if operands > MAX_LIVE_OPERANDS {
        return Err(ValidationError::TooManyOperands { count: operands, limit: MAX_LIVE_OPERANDS });
    }
    let words = operands.saturating_add(locals as u32).saturating_add(FRAME_WORDS);
    if words > MAX_FRAME_WORDS {
        return Err(ValidationError::FrameTooLarge { words, limit: MAX_FRAME_WORDS });
    }
    Ok(words)
}

fn live_operands(signatures: &Signatures, body: &[Operator<'_>]) -> Result<u32, ValidationError> {
    use Operator::*;
    let unbalanced = || ValidationError::Malformed("scopes do not balance".into());
    let mut height = Height::default();
    let mut scopes = vec![0u32];

    for op in body {
        match op {
            Block { blockty } | Loop { blockty } => {
                height.block(*blockty, signatures)?;
                scopes.push(height.now);
            }
            If { blockty } => {
                height.pop(1);
                height.block(*blockty, signatures)?;
                scopes.push(height.now);
            }
            Else => height.now = *scopes.last().ok_or_else(unbalanced)?,
            End => height.now = scopes.pop().ok_or_else(unbalanced)?,
            Call { function_index } => {
                height.call(known(signatures.of_function(*function_index))?);
            }
            CallIndirect { type_index, .. } => {
                height.call(known(signatures.of_type(*type_index))?);
                height.pop(1);
            }
            MemoryFill { .. } | MemoryCopy { .. } => height.pop(3),
            _ => plain(&mut height, op),
        }
    }
    Ok(height.worst)
}

/// Opcodes without control flow. Those that are not listed take as many values as they give.
fn plain(height: &mut Height, op: &Operator<'_>) {
    use Operator::*;
    match op {
        LocalGet { .. } | GlobalGet { .. } | MemorySize { .. } => height.push(1),
        I32Const { .. } | I64Const { .. } => height.push(1),
        BrIf { .. } | BrTable { .. } | LocalSet { .. } | GlobalSet { .. } | Drop => height.pop(1),
        Select | I32Store { .. } | I32Store8 { .. } | I32Store16 { .. } => height.pop(2),
        I64Store { .. } | I64Store8 { .. } | I64Store16 { .. } | I64Store32 { .. } => height.pop(2),
        I32Eq | I32Ne | I32LtS | I32LtU | I32GtS | I32GtU | I32LeS | I32LeU | I32GeS | I32GeU | I64Eq | I64Ne
        | I64LtS | I64LtU | I64GtS | I64GtU | I64LeS | I64LeU | I64GeS | I64GeU | I32Add | I32Sub | I32Mul
        | I32DivS | I32DivU | I32RemS | I32RemU | I32And | I32Or | I32Xor | I32Shl | I32ShrS | I32ShrU | I32Rotl
        | I32Rotr | I64Add | I64Sub | I64Mul | I64DivS | I64DivU | I64RemS | I64RemU | I64And | I64Or | I64Xor
        | I64Shl | I64ShrS | I64ShrU | I64Rotl | I64Rotr => height.pop(1),
        _ => {}
    }
}
