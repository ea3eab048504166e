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

/// The expression as text in SurveyJS's present spelling, with as few parentheses as possible. Reading it gives the
/// same tree.
pub fn print(expr: &Expr) -> String {
    print_within(expr, 0)
}

/// Prints with parentheses if the expression binds more loosely than its surroundings.
fn print_within(expr: &Expr, strength: u8) -> String {
    let own = strength_of(expr);
    let text = match expr {
        Expr::Text(text) => format!("'{}'", text.replace('\'', "\\'").replace('"', "\\\"")),
        Expr::Number(number) => number.to_string(),
        Expr::Bool(value) => value.to_string(),
        Expr::Null => "null".to_owned(),
        Expr::Array(items) => {
            let items: Vec<String> = items.iter().map(print).collect();
            format!("[{}]", items.join(", "))
        }
        Expr::Variable(name) => format!("{{{name}}}"),
        Expr::Unary(Unary::Not, operand) => format!("!{}", print_within(operand, own)),
        Expr::Unary(Unary::Empty, operand) => format!("{} empty", print_within(operand, own + 1)),
        Expr::Unary(Unary::NotEmpty, operand) => format!("{} notempty", print_within(operand, own + 1)),
        Expr::Binary(operator, left, right) => {
            let (left, right) = (print_within(left, own), print_within(right, own + 1));
            format!("{left} {} {right}", spelling(*operator))
        }
    };
    if own < strength { format!("({text})") } else { text }
}

fn strength_of(expr: &Expr) -> u8 {
    match expr {
        Expr::Binary(operator, _, _) => strength(*operator),
        Expr::Unary(Unary::Not, _) => 8,
        Expr::Unary(Unary::Empty | Unary::NotEmpty, _) => 9,
        _ => 10,
    }
}

/// How tightly a two-sided operator binds, from 1 (loosest) to 7.
pub fn strength(operator: Binary) -> u8 {
    match operator {
        Binary::Or => 1,
        Binary::And => 2,
        Binary::Equal
        | Binary::NotEqual
        | Binary::Less
        | Binary::LessOrEqual
        | Binary::Greater
        | Binary::GreaterOrEqual => 3,
        Binary::Add | Binary::Subtract => 4,
        Binary::Multiply | Binary::Divide | Binary::Remainder => 5,
        Binary::Power => 6,
        Binary::Contains | Binary::NotContains | Binary::AnyOf | Binary::AllOf | Binary::NoneOf => 7,
    }
}

/// SurveyJS's present spelling of an operator.
pub fn spelling(operator: Binary) -> &'static str {
    match operator {
        Binary::Or => "or",
        Binary::And => "and",
        Binary::Equal => "=",
        Binary::NotEqual => "<>",
        Binary::Less => "<",
        Binary::LessOrEqual => "<=",
        Binary::Greater => ">",
        Binary::GreaterOrEqual => ">=",
        Binary::Contains => "contains",
        Binary::NotContains => "notcontains",
        Binary::AnyOf => "anyof",
        Binary::AllOf => "allof",
        Binary::NoneOf => "noneof",
        Binary::Add => "+",
        Binary::Subtract => "-",
        Binary::Multiply => "*",
        Binary::Divide => "/",
        Binary::Remainder => "%",
        Binary::Power => "^",
    }
}

/// Names of all variables in an expression, in the order of reading.
pub fn variables(expr: &Expr) -> Vec<&str> {
    let mut found = Vec::new();
    collect_variables(expr, &mut found);
    found
}

fn collect_variables<'a>(expr: &'a Expr, found: &mut Vec<&'a str>) {
    match expr {
        Expr::Variable(name) => found.push(name),
        Expr::Array(items) => items.iter().for_each(|item| collect_variables(item, found)),
        Expr::Unary(_, operand) => collect_variables(operand, found),
        Expr::Binary(_, left, right) => {
            collect_variables(left, found);
            collect_variables(right, found);
        }
        Expr::Text(_) | Expr::Number(_) | Expr::Bool(_) | Expr::Null => {}
    }
}
