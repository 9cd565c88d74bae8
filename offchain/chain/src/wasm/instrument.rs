//! Rewrites a function so that it pays for what it does before it does it.
//!
//! Four passes in the order of Nitro, each over the output of the one before it: ink per basic block, ink
//! per byte of bulk operations, stack depth, memory growth. The order is observable: the depth of a frame and
//! the limit on opcodes count what the earlier passes added.
//!
//! Source: `crates/prover/src/programs/{meter,dynamic,depth,heap}.rs` of OffchainLabs/nitro.

use super::{
    depth,
    error::ValidationError,
    module::Layout,
    opcode::{BLOCK_HEADER_INK, BULK_BYTE_INK, ends_block, ink},
};
use wasmparser::{BlockType, Operator};

/// A function that pays its way.
pub(crate) struct Instrumented<'a> {
    pub(crate) ops: Vec<Operator<'a>>,
}

/// Instruments one function body with `locals` declared locals.
pub(crate) fn instrument<'a>(
    layout: &Layout,
    locals: usize,
    body: Vec<Operator<'a>>,
) -> Result<Instrumented<'a>, ValidationError> {
    let body = meter_blocks(layout, body)?;
    let body = meter_bulk(layout, body);
    let words = depth::frame_words(&layout.signatures, locals, &body)?;
    let body = check_depth(layout, words, body);
    let ops = pay_for_growth(layout, body);
    Ok(Instrumented { ops })
}

/// Stops the program with the ink marked as exhausted.
fn out_of_ink<'a>(layout: &Layout) -> [Operator<'a>; 3] {
    [Operator::I32Const { value: 1 }, Operator::GlobalSet { global_index: layout.exhausted() }, Operator::Unreachable]
}

const IF: Operator<'static> = Operator::If { blockty: BlockType::Empty };

fn meter_blocks<'a>(layout: &Layout, body: Vec<Operator<'a>>) -> Result<Vec<Operator<'a>>, ValidationError> {
    let mut out = Vec::with_capacity(body.len() * 4);
    let mut block = Vec::new();
    let mut cost = 0u64;
    let global_index = layout.ink();

    for op in body {
        let price = ink(&op, &layout.signatures).ok_or_else(|| ValidationError::UnsupportedOpcode(opcode_name(&op)))?;
        cost = cost.saturating_add(price);
        let ends = ends_block(&op);
        block.push(op);
        if !ends {
            continue;
        }
        let value = cost.saturating_add(BLOCK_HEADER_INK) as i64;
        out.extend([Operator::GlobalGet { global_index }, Operator::I64Const { value }, Operator::I64LtU, IF]);
        out.extend(out_of_ink(layout));
        out.extend([
            Operator::End,
            Operator::GlobalGet { global_index },
            Operator::I64Const { value },
            Operator::I64Sub,
            Operator::GlobalSet { global_index },
        ]);
        out.append(&mut block);
        cost = 0;
    }
    Ok(out)
}

/// The length of a bulk operation is its last operand, so it is on top of the stack.
fn meter_bulk<'a>(layout: &Layout, body: Vec<Operator<'a>>) -> Vec<Operator<'a>> {
    let ink = layout.ink();
    let scratch = layout.scratch();
    let mut out = Vec::with_capacity(body.len());
    for op in body {
        if matches!(op, Operator::MemoryFill { .. } | Operator::MemoryCopy { .. }) {
            out.extend([
                Operator::GlobalSet { global_index: scratch },
                // The price of a 32-bit length cannot overflow; the difference wraps when ink is short.
                Operator::GlobalGet { global_index: ink },
                Operator::GlobalGet { global_index: ink },
                Operator::GlobalGet { global_index: scratch },
                Operator::I64ExtendI32U,
                Operator::I64Const { value: BULK_BYTE_INK as i64 },
                Operator::I64Mul,
                Operator::I64Sub,
                Operator::GlobalSet { global_index: ink },
                Operator::GlobalGet { global_index: ink },
                Operator::I64LtU,
                IF,
            ]);
            out.extend(out_of_ink(layout));
            out.extend([Operator::End, Operator::GlobalGet { global_index: scratch }]);
        }
        out.push(op);
    }
    out
}

fn check_depth<'a>(layout: &Layout, words: u32, mut body: Vec<Operator<'a>>) -> Vec<Operator<'a>> {
    let global_index = layout.stack();
    let value = words as i32;
    let mut out = Vec::with_capacity(body.len() + 24);
    out.extend([
        Operator::GlobalGet { global_index },
        Operator::I32Const { value },
        Operator::I32LeU,
        IF,
        Operator::I32Const { value: 0 },
        Operator::GlobalSet { global_index },
        Operator::Unreachable,
        Operator::End,
        Operator::GlobalGet { global_index },
        Operator::I32Const { value },
        Operator::I32Sub,
        Operator::GlobalSet { global_index },
    ]);

    // Every way out gives the words back; the explicit return covers falling off the end.
    if let Some(end) = body.pop() {
        body.push(Operator::Return);
        body.push(end);
    }
    for op in body {
        if matches!(op, Operator::Return) {
            out.extend([
                Operator::GlobalGet { global_index },
                Operator::I32Const { value },
                Operator::I32Add,
                Operator::GlobalSet { global_index },
            ]);
        }
        out.push(op);
    }
    out
}

fn pay_for_growth<'a>(layout: &Layout, body: Vec<Operator<'a>>) -> Vec<Operator<'a>> {
    let Some(function_index) = layout.pay_for_grow else {
        return body;
    };
    let global_index = layout.scratch();
    let mut out = Vec::with_capacity(body.len());
    for op in body {
        if matches!(op, Operator::MemoryGrow { .. }) {
            out.extend([
                Operator::GlobalSet { global_index },
                Operator::GlobalGet { global_index },
                Operator::GlobalGet { global_index },
                Operator::Call { function_index },
            ]);
        }
        out.push(op);
    }
    out
}

/// The name of an opcode, without its operands.
fn opcode_name(op: &Operator<'_>) -> String {
    let text = format!("{op:?}");
    text.split([' ', '{', '(']).next().unwrap_or_default().to_owned()
}
