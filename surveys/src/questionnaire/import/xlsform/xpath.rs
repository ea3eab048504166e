//! XPath as XLSForm uses it: `${name}`, `.`, operators and functions, read into a tree.
//!
//! Paths through the XML (`/data/a`, `../a`, `instance(…)/…`) have no meaning outside XForms and are refused.

use crate::questionnaire::expression::Binary;
use crate::questionnaire::expression::print::strength;

/// Most characters of an expression.
const MAX_CHARS: usize = 4_000;
/// Most nodes of its tree.
const MAX_NODES: usize = 500;
/// Deepest nesting.
const MAX_NESTING: usize = 40;

/// One node of an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum XPath {
    /// `'…'` or `"…"`
    Text(String),
    /// A number.
    Number(f64),
    /// `.`, the value of the row itself
    Own,
    /// `${name}`
    Reference(String),
    /// A word: a column of the choices in a `choice_filter`.
    Word(String),
    /// Two sides.
    Binary(Binary, Box<XPath>, Box<XPath>),
    /// `-x`
    Negative(Box<XPath>),
    /// `name(…)`
    Call(String, Vec<XPath>),
}

/// Why an expression cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XPathError {
    /// Problem code.
    pub code: &'static str,
    /// Column in characters, from 1.
    pub column: usize,
    /// What stands there; may be empty.
    pub found: String,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Text(String),
    Number(f64),
    Reference(String),
    Word(String),
    Sign(&'static str),
}

const SIGNS: &[&str] = &[
    "!=", "<=", ">=", "//", "..", "=", "<", ">", "+", "-", "*", "(", ")", ",", "/", ".", "|", "[", "]", "@",
    "::",
];

const OPERATORS: &[(&str, Binary)] = &[
    ("or", Binary::Or),
    ("and", Binary::And),
    ("=", Binary::Equal),
    ("!=", Binary::NotEqual),
    ("<", Binary::Less),
    ("<=", Binary::LessOrEqual),
    (">", Binary::Greater),
    (">=", Binary::GreaterOrEqual),
    ("+", Binary::Add),
    ("-", Binary::Subtract),
    ("*", Binary::Multiply),
    ("div", Binary::Divide),
    ("mod", Binary::Remainder),
];

/// Reads an expression.
pub fn parse(source: &str) -> Result<XPath, XPathError> {
    if source.chars().nth(MAX_CHARS).is_some() {
        return Err(XPathError { code: "expression-too-long", column: MAX_CHARS, found: String::new() });
    }
    let tokens = tokens(source)?;
    let end = source.chars().count() + 1;
    let mut parser = Parser { tokens, at: 0, end, n_nodes: 0, nesting: 0 };
    let root = parser.binary(1)?;
    if parser.at < parser.tokens.len() { Err(parser.unexpected()) } else { Ok(root) }
}

fn tokens(source: &str) -> Result<Vec<(Token, usize)>, XPathError> {
    let chars: Vec<char> = source.chars().map(straight).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&first) = chars.get(at) {
        if first.is_whitespace() {
            at += 1;
            continue;
        }
        let rest = chars.get(at..).unwrap_or_default();
        let (token, length) = match first {
            '\'' | '"' => until(rest, first).map(|(text, length)| (Token::Text(text), length)),
            '$' if rest.get(1) == Some(&'{') => {
                let inner = rest.get(1..).unwrap_or_default();
                until(inner, '}').map(|(name, length)| (Token::Reference(name.trim().to_owned()), length + 1))
            }
            '0'..='9' => Some(number(rest)),
            '.' if rest.get(1).is_some_and(char::is_ascii_digit) => Some(number(rest)),
            c if c.is_alphabetic() || c == '_' => {
                let length = rest.iter().take_while(|c| is_word(**c)).count();
                Some((Token::Word(rest.iter().take(length).collect()), length))
            }
            _ => sign(rest),
        }
        .ok_or_else(|| XPathError {
            code: "xpath-syntax",
            column: at + 1,
            found: first.to_string(),
        })?;
        found.push((token, at + 1));
        at += length;
    }
    Ok(found)
}

/// Word processors make quotation marks round; pyxform makes them straight, too.
fn straight(c: char) -> char {
    match c {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        c => c,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')
}

/// The text behind the first character up to an end, and how many characters that is with both.
fn until(chars: &[char], end: char) -> Option<(String, usize)> {
    let length = chars.iter().skip(1).position(|c| *c == end)?;
    Some((chars.iter().skip(1).take(length).collect(), length + 2))
}

fn number(chars: &[char]) -> (Token, usize) {
    let length = chars.iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let digits: String = chars.iter().take(length).collect();
    match digits.parse::<f64>() {
        Ok(value) => (Token::Number(value), length),
        Err(_) => (Token::Word(digits), length),
    }
}

fn sign(chars: &[char]) -> Option<(Token, usize)> {
    let sign = SIGNS.iter().find(|sign| chars.iter().take(sign.len()).copied().eq(sign.chars()))?;
    Some((Token::Sign(sign), sign.len()))
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    at: usize,
    end: usize,
    n_nodes: usize,
    nesting: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn error(&self, code: &'static str, found: impl Into<String>) -> XPathError {
        let column = self.tokens.get(self.at).map_or(self.end, |(_, column)| *column);
        XPathError { code, column, found: found.into() }
    }

    fn unexpected(&self) -> XPathError {
        match self.peek() {
            None => self.error("xpath-incomplete", ""),
            Some(Token::Sign(sign @ ("/" | "//" | ".." | "[" | "@" | "::" | "|"))) => {
                self.error("xpath-unsupported", *sign)
            }
            Some(token) => self.error("xpath-syntax", spelling(token)),
        }
    }

    fn takes(&mut self, wanted: &str) -> bool {
        let is_there = matches!(self.peek(), Some(Token::Sign(sign)) if *sign == wanted);
        self.at += usize::from(is_there);
        is_there
    }

    fn node(&mut self, node: XPath) -> Result<XPath, XPathError> {
        self.n_nodes += 1;
        if self.n_nodes > MAX_NODES {
            return Err(self.error("expression-too-long", ""));
        }
        Ok(node)
    }

    fn operator(&self) -> Option<Binary> {
        let spelling = match self.peek()? {
            Token::Sign(sign) => *sign,
            Token::Word(word) => word.as_str(),
            _ => return None,
        };
        OPERATORS.iter().find(|(known, _)| *known == spelling).map(|(_, operator)| *operator)
    }

    fn binary(&mut self, weakest: u8) -> Result<XPath, XPathError> {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return Err(self.error("expression-too-deep", ""));
        }
        let mut left = self.unary()?;
        while let Some(operator) = self.operator().filter(|operator| strength(*operator) >= weakest) {
            self.at += 1;
            let right = self.binary(strength(operator) + 1)?;
            left = self.node(XPath::Binary(operator, Box::new(left), Box::new(right)))?;
        }
        self.nesting -= 1;
        Ok(left)
    }

    fn unary(&mut self) -> Result<XPath, XPathError> {
        let n_signs = (self.at..).take_while(|at| self.is_minus(*at)).count();
        self.at += n_signs;
        let operand = self.atom()?;
        if n_signs % 2 == 0 { Ok(operand) } else { self.node(negative(operand)) }
    }

    fn is_minus(&self, at: usize) -> bool {
        matches!(self.tokens.get(at), Some((Token::Sign("-"), _)))
    }

    fn atom(&mut self) -> Result<XPath, XPathError> {
        let Some(token) = self.peek().cloned() else { return Err(self.unexpected()) };
        let begin = self.at;
        self.at += 1;
        let atom = match token {
            Token::Text(text) => XPath::Text(text),
            Token::Number(value) => XPath::Number(value),
            Token::Reference(name) => XPath::Reference(name),
            Token::Sign(".") => XPath::Own,
            Token::Sign("(") => {
                let inner = self.binary(1)?;
                if !self.takes(")") {
                    return Err(self.unexpected());
                }
                inner
            }
            Token::Word(name) if self.takes("(") => XPath::Call(name, self.arguments()?),
            Token::Word(name) => XPath::Word(name),
            Token::Sign(_) => {
                self.at = begin;
                return Err(self.unexpected());
            }
        };
        if matches!(self.peek(), Some(Token::Sign("/" | "//" | "[" | "::"))) {
            return Err(self.unexpected());
        }
        self.node(atom)
    }

    fn arguments(&mut self) -> Result<Vec<XPath>, XPathError> {
        let mut arguments = Vec::new();
        if self.takes(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.binary(1)?);
            if self.takes(")") {
                return Ok(arguments);
            }
            if !self.takes(",") {
                return Err(self.unexpected());
            }
        }
    }
}

fn negative(operand: XPath) -> XPath {
    match operand {
        XPath::Number(value) => XPath::Number(-value),
        operand => XPath::Negative(Box::new(operand)),
    }
}

fn spelling(token: &Token) -> String {
    match token {
        Token::Text(text) | Token::Word(text) => text.clone(),
        Token::Number(value) => value.to_string(),
        Token::Reference(name) => format!("${{{name}}}"),
        Token::Sign(sign) => (*sign).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(source: &str) -> (&'static str, usize) {
        let error = parse(source).unwrap_err();
        (error.code, error.column)
    }

    #[test]
    fn operators_bind_as_in_xpath() {
        let tree = parse("${a} = 1 or . < 2 + 3 * -4 and not(${b})").unwrap();
        let XPath::Binary(Binary::Or, left, right) = tree else { panic!("{tree:?}") };
        assert!(matches!(*left, XPath::Binary(Binary::Equal, ..)));
        let XPath::Binary(Binary::And, left, right) = *right else { panic!("{right:?}") };
        let XPath::Binary(Binary::Less, own, sum) = *left else { panic!("{left:?}") };
        assert_eq!(*own, XPath::Own);
        assert!(matches!(*sum, XPath::Binary(Binary::Add, ..)));
        assert_eq!(*right, XPath::Call("not".to_owned(), vec![XPath::Reference("b".to_owned())]));
    }

    #[test]
    fn quotation_marks_of_word_processors_are_read() {
        assert_eq!(parse("‘はい’").unwrap(), XPath::Text("はい".to_owned()));
        assert_eq!(parse("\"it's\"").unwrap(), XPath::Text("it's".to_owned()));
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_column() {
        assert_eq!(error("${a} = "), ("xpath-incomplete", 8));
        assert_eq!(error("${a} = 'x"), ("xpath-syntax", 8));
        assert_eq!(error("${a"), ("xpath-syntax", 1));
        assert_eq!(error("${a} 1"), ("xpath-syntax", 6));
        assert_eq!(error("(${a}"), ("xpath-incomplete", 6));
        assert_eq!(error("../a = 1"), ("xpath-unsupported", 1));
        assert_eq!(error("/data/a"), ("xpath-unsupported", 1));
        assert_eq!(error("instance('x')/root/item[name = 1]"), ("xpath-unsupported", 14));
        assert_eq!(error(&"(".repeat(10_000)).0, "expression-too-long");
        assert_eq!(error(&"(".repeat(3_000)).0, "expression-too-deep");
        assert_eq!(error(&vec!["1"; 1_500].join("+")).0, "expression-too-long");
    }
}
