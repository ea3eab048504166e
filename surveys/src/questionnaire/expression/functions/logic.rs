//! Functions that choose.

use super::{ANY, Arguments, Function, PLAIN};
use crate::questionnaire::expression::value::Val;

/// `iif`, `kt_coalesce`.
pub const FUNCTIONS: &[Function] = &[
    Function { name: "iif", least: 2, most: 3, run: iif, doc: "iif(condition, then, else)", ..PLAIN },
    Function {
        name: "kt_coalesce",
        least: 1,
        most: ANY,
        run: coalesce,
        doc: "the first value that is not empty",
        ..PLAIN
    },
];

fn iif<'s>(call: &Arguments<'s>) -> Val<'s> {
    call.value(if call.value(0).is_truthy() { 1 } else { 2 })
}

fn coalesce<'s>(call: &Arguments<'s>) -> Val<'s> {
    (0..call.count()).map(|at| call.value(at)).find(|value| !value.is_empty()).unwrap_or(Val::null())
}
