//! Conditions as a tree.

use super::atom::Atom;
use super::problem::Place;

/// A condition. Chains are flat, so that a long condition is not a deep one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// An atom and where it stands.
    Atom(Atom, Place),
    /// 1 where the inside is 0, 0 where it is something else (`not`, `!`).
    Not(Box<Expression>),
    /// The sign `-`.
    Negative(Box<Expression>),
    /// 1 where all are true.
    And(Vec<Expression>),
    /// 1 where any is true.
    Or(Vec<Expression>),
    /// Operators of one strength, worked out from left to right.
    Chain {
        /// The first operand.
        first: Box<Expression>,
        /// Operators with what stands on their right.
        rest: Vec<(Operator, Expression)>,
    },
}

/// An operator between two numbers. Comparisons give 1 or 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`.
    Divide,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessEqual,
    /// `==`.
    Equal,
}

impl Operator {
    /// How strongly it binds: comparisons 0, sums 1, products 2.
    pub fn strength(self) -> u8 {
        match self {
            Operator::Add | Operator::Subtract => 1,
            Operator::Multiply | Operator::Divide => 2,
            _ => 0,
        }
    }

    /// The operator on two numbers. NaN is "no value": what comes of it has none.
    pub fn apply(self, left: f64, right: f64) -> f64 {
        let compared = |is_so: bool| {
            if left.is_nan() || right.is_nan() { f64::NAN } else { f64::from(u8::from(is_so)) }
        };
        match self {
            Operator::Add => left + right,
            Operator::Subtract => left - right,
            Operator::Multiply => left * right,
            Operator::Divide if right == 0.0 => f64::NAN,
            Operator::Divide => left / right,
            Operator::Greater => compared(left > right),
            Operator::GreaterEqual => compared(left >= right),
            Operator::Less => compared(left < right),
            Operator::LessEqual => compared(left <= right),
            Operator::Equal => compared(left == right),
        }
    }
}

/// Whether a value is true: not 0, and there is one.
pub fn is_true(value: f64) -> bool {
    value != 0.0 && !value.is_nan()
}

/// SQL's AND: false if either is false, without value if either is without.
pub fn and(left: f64, right: f64) -> f64 {
    if left == 0.0 || right == 0.0 {
        0.0
    } else if left.is_nan() || right.is_nan() {
        f64::NAN
    } else {
        1.0
    }
}

/// SQL's OR: true if either is true, without value if either is without.
pub fn or(left: f64, right: f64) -> f64 {
    if is_true(left) || is_true(right) {
        1.0
    } else if left.is_nan() || right.is_nan() {
        f64::NAN
    } else {
        0.0
    }
}

/// SQL's NOT.
pub fn not(value: f64) -> f64 {
    if value.is_nan() { value } else { f64::from(u8::from(value == 0.0)) }
}

impl Expression {
    /// Its atoms with their places. Those that can speak against the condition only (below a `not`) are said to be
    /// denied.
    pub fn atoms(&self) -> Vec<AtomInPlace<'_>> {
        let mut found = Vec::new();
        let mut open = vec![(self, false)];
        while let Some((expression, is_denied)) = open.pop() {
            match expression {
                Expression::Atom(atom, place) => {
                    found.push(AtomInPlace { atom, place: *place, is_denied });
                }
                Expression::Not(inside) => open.push((inside, !is_denied)),
                Expression::Negative(inside) => open.push((inside, is_denied)),
                Expression::And(parts) | Expression::Or(parts) => {
                    open.extend(parts.iter().rev().map(|part| (part, is_denied)));
                }
                Expression::Chain { first, rest } => {
                    open.extend(rest.iter().rev().map(|(_, part)| (part, is_denied)));
                    open.push((first, is_denied));
                }
            }
        }
        found
    }
}

/// An atom of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AtomInPlace<'e> {
    /// The atom.
    pub atom: &'e Atom,
    /// Where it stands.
    pub place: Place,
    /// Whether a `not` turns it round.
    pub is_denied: bool,
}
