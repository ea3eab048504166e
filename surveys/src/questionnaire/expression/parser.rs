//! Reads an expression: SurveyJS's grammar (`grammar.pegjs`) with the word boundaries that it lacks.
//!
//! Binding, loosest first: `or`, `and`, comparisons, `+ -`, `* / %`, `^`, `contains` and its like, then `!` and the
//! postfix `empty`/`notempty`. All two-sided operators group to the left.

use super::functions::{self, Function};
use super::lexer::{Placed, Token, tokens};
use super::print::strength;
use super::suggest::{self, nearest};
use super::{Binary, Expr, Expression, Unary};
use crate::questionnaire::pattern;
use crate::questionnaire::problem::{Problem, Severity};

/// Most code points of an expression.
pub const MAX_CHARS: usize = 4_000;
/// Most nodes of the tree; also bounds its depth, since chains like `a or b or …` grow to the left.
pub const MAX_NODES: usize = 500;
/// Deepest nesting of parentheses, arrays and `!`.
pub const MAX_NESTING: usize = 64;

/// Two-sided operators by spelling.
const BINARY: &[(&str, Binary)] = &[
    ("or", Binary::Or),
    ("and", Binary::And),
    ("=", Binary::Equal),
    ("equal", Binary::Equal),
    ("equals", Binary::Equal),
    ("<>", Binary::NotEqual),
    ("notequal", Binary::NotEqual),
    ("notequals", Binary::NotEqual),
    ("<", Binary::Less),
    ("less", Binary::Less),
    ("<=", Binary::LessOrEqual),
    ("lessorequal", Binary::LessOrEqual),
    (">", Binary::Greater),
    ("greater", Binary::Greater),
    (">=", Binary::GreaterOrEqual),
    ("greaterorequal", Binary::GreaterOrEqual),
    ("+", Binary::Add),
    ("-", Binary::Subtract),
    ("*", Binary::Multiply),
    ("/", Binary::Divide),
    ("%", Binary::Remainder),
    ("^", Binary::Power),
    ("power", Binary::Power),
    ("contains", Binary::Contains),
    ("contain", Binary::Contains),
    ("notcontains", Binary::NotContains),
    ("notcontain", Binary::NotContains),
    ("anyof", Binary::AnyOf),
    ("allof", Binary::AllOf),
    ("noneof", Binary::NoneOf),
];

/// Words that can stand where an operator is expected.
const OPERATORS: &[&str] = &[
    "or",
    "and",
    "equal",
    "notequal",
    "less",
    "lessorequal",
    "greater",
    "greaterorequal",
    "power",
    "contains",
    "notcontains",
    "anyof",
    "allof",
    "noneof",
    "empty",
    "notempty",
];

/// Whether a word is an operator (in any case of letters).
pub fn is_operator_word(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    matches!(word.as_str(), "not" | "negate") || BINARY.iter().any(|(spelling, _)| *spelling == word)
}

/// Reads an expression. `place` is the JSON path of its text; every problem adds `column` (in code points, from 1)
/// and, where it helps, `found`.
pub fn parse(source: &str, place: &str) -> (Option<Expression>, Vec<Problem>) {
    if source.chars().count() > MAX_CHARS {
        let problem = Problem::error("expression-too-long", place).with("max", MAX_CHARS);
        return (None, vec![problem]);
    }
    let tokens = match tokens(source) {
        Ok(tokens) => tokens,
        Err(error) => {
            let suggestion = suggest::for_token(error.code, &error.found);
            let problem = Problem::error(error.code, place).with("column", error.column);
            let problem = problem.with("found", error.found).with("suggestion", suggestion);
            return (None, vec![problem]);
        }
    };
    let end = source.chars().count() + 1;
    let mut parser = Parser { tokens, at: 0, end, place, nodes: 0, nesting: 0, warnings: Vec::new() };
    let root = parser.binary(1).and_then(|root| match parser.peek() {
        None => Ok(root),
        Some(_) => Err(parser.unexpected()),
    });
    let mut problems = parser.warnings;
    match root {
        Ok(root) => (Some(Expression { source: source.to_owned(), root }), problems),
        Err(problem) => {
            problems.push(*problem);
            (None, problems)
        }
    }
}

struct Parser<'a> {
    tokens: Vec<Placed>,
    at: usize,
    end: usize,
    place: &'a str,
    nodes: usize,
    nesting: usize,
    warnings: Vec<Problem>,
}

/// Boxed so that the usual result stays small.
type Parsed<T> = Result<T, Box<Problem>>;

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|placed| &placed.token)
    }

    fn column(&self) -> usize {
        self.tokens.get(self.at).map_or(self.end, |placed| placed.column)
    }

    fn problem(&self, severity: Severity, code: &'static str) -> Problem {
        Problem { severity, ..Problem::error(code, self.place) }.with("column", self.column())
    }

    fn error(&self, code: &'static str) -> Box<Problem> {
        Box::new(self.problem(Severity::Error, code))
    }

    /// The problem of a token that cannot stand here.
    fn unexpected(&self) -> Box<Problem> {
        match self.peek() {
            None => self.error("expression-incomplete"),
            Some(token) => {
                let suggestion = match token {
                    Token::Word(word) => suggest::for_word(word, OPERATORS),
                    _ => String::new(),
                };
                let problem = self.error("expression-unexpected").with("found", spelling(token));
                Box::new(problem.with("suggestion", suggestion))
            }
        }
    }

    fn node(&mut self, expr: Expr) -> Parsed<Expr> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(Box::new(self.error("expression-too-long").with("max", MAX_NODES)));
        }
        Ok(expr)
    }

    fn enter(&mut self) -> Parsed<()> {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return Err(Box::new(self.error("expression-too-deep").with("max", MAX_NESTING)));
        }
        Ok(())
    }

    fn takes_sign(&mut self, wanted: &str) -> bool {
        let is_there = matches!(self.peek(), Some(Token::Sign(sign)) if *sign == wanted);
        if is_there {
            self.at += 1;
        }
        is_there
    }

    fn binary(&mut self, weakest: u8) -> Parsed<Expr> {
        let mut left = self.unary()?;
        while let Some(operator) = self.peek().and_then(binary_operator) {
            if strength(operator) < weakest {
                break;
            }
            self.at += 1;
            let right = self.binary(strength(operator) + 1)?;
            left = self.node(Expr::Binary(operator, Box::new(left), Box::new(right)))?;
        }
        Ok(left)
    }

    fn unary(&mut self) -> Parsed<Expr> {
        if self.begins_not() {
            self.enter()?;
            self.at += 1;
            let operand = self.unary()?;
            self.nesting -= 1;
            return self.node(Expr::Unary(Unary::Not, Box::new(operand)));
        }
        let operand = self.atom()?;
        let Some(Token::Word(word)) = self.peek() else { return Ok(operand) };
        let postfix = match word.to_ascii_lowercase().as_str() {
            "empty" => Unary::Empty,
            "notempty" => Unary::NotEmpty,
            _ => return Ok(operand),
        };
        self.at += 1;
        self.node(Expr::Unary(postfix, Box::new(operand)))
    }

    /// `!`, or the words `not` and `negate` before an operand (elsewhere they are plain words).
    fn begins_not(&self) -> bool {
        match self.peek() {
            Some(Token::Sign("!")) => true,
            Some(Token::Word(word)) if ["not", "negate"].contains(&word.to_ascii_lowercase().as_str()) => {
                match self.tokens.get(self.at + 1).map(|placed| &placed.token) {
                    None => false,
                    Some(Token::Sign(sign)) => ["(", "[", "!"].contains(sign),
                    Some(next @ Token::Word(_)) => binary_operator(next).is_none(),
                    Some(_) => true,
                }
            }
            _ => false,
        }
    }

    fn atom(&mut self) -> Parsed<Expr> {
        let Some(token) = self.peek().cloned() else { return Err(self.unexpected()) };
        let expr = match token {
            Token::Text(text) => Expr::Text(text),
            Token::Number(number) => Expr::Number(number),
            Token::Variable(name) => Expr::Variable(name),
            Token::Word(word) if self.is_call() => return self.call(&word),
            Token::Word(word) => constant(word),
            Token::Sign("(") => return self.group(),
            Token::Sign("[") => return self.array(),
            Token::Sign(_) => return Err(self.unexpected()),
        };
        self.at += 1;
        self.node(expr)
    }

    /// Whether a word is followed by a parenthesis.
    fn is_call(&self) -> bool {
        matches!(self.tokens.get(self.at + 1).map(|placed| &placed.token), Some(Token::Sign("(")))
    }

    fn call(&mut self, name: &str) -> Parsed<Expr> {
        let Some(function) = functions::find(name) else {
            let suggestion = nearest(name, functions::all().map(|function| function.name));
            let problem = self.error("expression-unknown-function").with("found", name);
            return Err(Box::new(problem.with("suggestion", suggestion.unwrap_or_default())));
        };
        let column = self.column();
        self.enter()?;
        self.at += 2;
        let arguments = self.list(")")?;
        self.nesting -= 1;
        if !(function.least..=function.most).contains(&arguments.len()) {
            return Err(Box::new(self.wrong_count(function, column)));
        }
        if let ("kt_regex", Some(Expr::Text(pattern))) = (function.name, arguments.get(1))
            && let Err(error) = pattern::compile(pattern, false)
        {
            let problem = Problem::error(error, self.place).with("column", column);
            return Err(Box::new(problem.with("found", pattern)));
        }
        self.node(Expr::Call(function, arguments))
    }

    fn wrong_count(&self, function: &Function, column: usize) -> Problem {
        let most = if function.most == functions::ANY { "…".to_owned() } else { function.most.to_string() };
        let problem = Problem::error("expression-arguments", self.place).with("column", column);
        problem.with("found", function.name).with("min", function.least).with("max", most)
    }

    /// What stands between an opening sign and `closing`, which only `)` may lack at the very end.
    fn list(&mut self, closing: &'static str) -> Parsed<Vec<Expr>> {
        let mut items = Vec::new();
        if self.takes_sign(closing) {
            return Ok(items);
        }
        loop {
            if self.peek().is_none() && closing == ")" && items.is_empty() {
                self.warn_missing_parenthesis();
                return Ok(items);
            }
            items.push(self.binary(1)?);
            if self.takes_sign(closing) {
                return Ok(items);
            }
            if self.peek().is_none() && closing == ")" {
                self.warn_missing_parenthesis();
                return Ok(items);
            }
            if !self.takes_sign(",") {
                return Err(self.unexpected());
            }
        }
    }

    /// SurveyJS accepts this, so files in the wild have it.
    fn warn_missing_parenthesis(&mut self) {
        let warning = self.problem(Severity::Warning, "expression-missing-parenthesis");
        self.warnings.push(warning);
    }

    fn group(&mut self) -> Parsed<Expr> {
        self.enter()?;
        self.at += 1;
        let inner = self.binary(1)?;
        if !self.takes_sign(")") {
            if self.peek().is_some() {
                return Err(self.unexpected());
            }
            self.warn_missing_parenthesis();
        }
        self.nesting -= 1;
        Ok(inner)
    }

    fn array(&mut self) -> Parsed<Expr> {
        self.enter()?;
        self.at += 1;
        let items = self.list("]")?;
        self.nesting -= 1;
        self.node(Expr::Array(items))
    }
}

/// What a word means that is neither operator nor function.
fn constant(word: String) -> Expr {
    match word.to_ascii_lowercase().as_str() {
        "true" => Expr::Bool(true),
        "false" => Expr::Bool(false),
        "null" | "undefined" => Expr::Null,
        _ => Expr::Text(word),
    }
}

fn binary_operator(token: &Token) -> Option<Binary> {
    let spelling = match token {
        Token::Sign(sign) => (*sign).to_owned(),
        Token::Word(word) => word.to_ascii_lowercase(),
        _ => return None,
    };
    BINARY.iter().find(|(known, _)| *known == spelling).map(|(_, operator)| *operator)
}

fn spelling(token: &Token) -> String {
    match token {
        Token::Text(text) => text.clone(),
        Token::Number(number) => number.to_string(),
        Token::Word(word) => word.clone(),
        Token::Variable(name) => format!("{{{name}}}"),
        Token::Sign(sign) => (*sign).to_owned(),
    }
}

#[cfg(test)]
mod tests;
