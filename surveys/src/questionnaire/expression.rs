//! Conditions such as `{kind} = '20' and {areas} notempty`: SurveyJS's expression language as a tree.
//!
//! `parser::parse` reads the text, `evaluate::is_true` decides with answers, `print` writes the tree again,
//! `condition::condition` says it with the titles and labels of a questionnaire.

pub mod condition;
pub mod evaluate;
pub mod lexer;
pub mod parser;

/// A valid expression with the text that it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// The text in the definition.
    pub source: String,
    /// Its meaning.
    pub root: Expr,
}

/// One node of an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// `'…'`, `"…"` or an unquoted word of ASCII letters; never holds a quote.
    Text(String),
    /// A finite number.
    Number(f64),
    /// `true` or `false`.
    Bool(bool),
    /// `null` or `undefined`.
    Null,
    /// `[…]`
    Array(Vec<Expr>),
    /// `{name}`, `{name.row}`; the text between the braces, trimmed.
    Variable(String),
    /// `not`, `empty`, `notempty`.
    Unary(Unary, Box<Expr>),
    /// Everything with two sides.
    Binary(Binary, Box<Expr>, Box<Expr>),
}

/// Operators with one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unary {
    /// `!x`, `not x`, `negate x`
    Not,
    /// `x empty`
    Empty,
    /// `x notempty`
    NotEmpty,
}

/// Operators with two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binary {
    /// `or`, `||`
    Or,
    /// `and`, `&&`
    And,
    /// `=`, `==`, `equal`
    Equal,
    /// `<>`, `!=`, `notequal`
    NotEqual,
    /// `<`, `less`
    Less,
    /// `<=`, `lessorequal`
    LessOrEqual,
    /// `>`, `greater`
    Greater,
    /// `>=`, `greaterorequal`
    GreaterOrEqual,
    /// `contains`, `*=`
    Contains,
    /// `notcontains`
    NotContains,
    /// `anyof`
    AnyOf,
    /// `allof`
    AllOf,
    /// `noneof`
    NoneOf,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
    /// `^`, `power`
    Power,
}
