//! Conditions such as `{kind} = '20' and {areas} notempty`: SurveyJS's expression language as a tree.
//!
//! `parser::parse` reads the text, `evaluate::is_true` decides with answers, `print` writes the tree again,
//! `condition::condition` says it with the titles and labels of a questionnaire.

pub mod arithmetic;
pub mod compare;
pub mod condition;
pub mod date;
pub mod evaluate;
pub mod functions;
pub mod lexer;
pub mod parser;
pub mod print;
pub mod scope;
pub mod suggest;
pub mod value;

pub use print::print;

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
    /// `'…'`, `"…"` or an unquoted word of ASCII letters; never ends with a backslash.
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
    /// `f(…)`
    Call(&'static functions::Function, Vec<Expr>),
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

/// Names of all variables in an expression, in the order of reading.
pub fn variables(expr: &Expr) -> Vec<&str> {
    used(expr).into_iter().filter(|found| !found.is_text).map(|found| found.name).collect()
}

/// A name that an expression uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Used<'a> {
    /// As it is written.
    pub name: &'a str,
    /// Whether it is a text, as in `displayValue('name')`.
    pub is_text: bool,
    /// Whether it may be a column of the rows that a function walks through.
    pub is_in_rows: bool,
}

/// All names that an expression uses, in the order of reading.
pub fn used(expr: &Expr) -> Vec<Used<'_>> {
    let mut found = Vec::new();
    collect_used(expr, false, &mut found);
    found
}

fn collect_used<'a>(expr: &'a Expr, is_in_rows: bool, found: &mut Vec<Used<'a>>) {
    match expr {
        Expr::Variable(name) => found.push(Used { name, is_text: false, is_in_rows }),
        Expr::Array(items) => items.iter().for_each(|item| collect_used(item, is_in_rows, found)),
        Expr::Call(function, items) => {
            if let (true, Some(Expr::Text(name))) = (function.names_question, items.first()) {
                found.push(Used { name, is_text: true, is_in_rows });
            }
            for (at, item) in items.iter().enumerate() {
                collect_used(item, is_in_rows || (function.walks_rows && at > 1), found);
            }
        }
        Expr::Unary(_, operand) => collect_used(operand, is_in_rows, found),
        Expr::Binary(_, left, right) => {
            collect_used(left, is_in_rows, found);
            collect_used(right, is_in_rows, found);
        }
        Expr::Text(_) | Expr::Number(_) | Expr::Bool(_) | Expr::Null => {}
    }
}
