//! Writes an expression as text.

use super::{Binary, Expr, Unary};

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
        Expr::Array(items) => format!("[{}]", print_list(items)),
        Expr::Call(function, arguments) => format!("{}({})", function.name, print_list(arguments)),
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

fn print_list(items: &[Expr]) -> String {
    items.iter().map(print).collect::<Vec<String>>().join(", ")
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
