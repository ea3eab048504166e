//! Cuts an expression into tokens.
//!
//! Old spellings (`=>`, `=<`, `equals`) are understood here, as whole tokens; SurveyJS replaces them in the text
//! and so changes string literals too (`conditionsParser.ts`).

/// A token.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    /// `'…'` or `"…"` without its quotes; `\'` and `\"` are the only escapes.
    Text(String),
    /// A number without exponent, or `0x…`.
    Number(f64),
    /// A word of ASCII letters, digits and `_`.
    Word(String),
    /// `{…}`, trimmed.
    Variable(String),
    /// A sign such as `<=`, `(` or `,`.
    Sign(&'static str),
}

/// A token with the place where it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// What it is.
    pub token: Token,
    /// Column in code points, from 1.
    pub column: usize,
}

/// Why a text cannot be cut into tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexError {
    /// Problem code.
    pub code: &'static str,
    /// Column in code points, from 1.
    pub column: usize,
    /// The text concerned; may be empty.
    pub found: String,
}

/// Signs, longer ones before their beginnings, with the spelling that the parser knows.
const SIGNS: &[(&str, &str)] = &[
    ("||", "or"),
    ("&&", "and"),
    ("==", "="),
    ("=>", ">="),
    ("=<", "<="),
    ("!=", "<>"),
    ("<>", "<>"),
    ("<=", "<="),
    (">=", ">="),
    ("*=", "contains"),
    ("=", "="),
    ("<", "<"),
    (">", ">"),
    ("!", "!"),
    ("+", "+"),
    ("-", "-"),
    ("*", "*"),
    ("/", "/"),
    ("%", "%"),
    ("^", "^"),
    ("(", "("),
    (")", ")"),
    ("[", "["),
    ("]", "]"),
    (",", ","),
];

/// The tokens of an expression.
pub fn tokens(source: &str) -> Result<Vec<Placed>, LexError> {
    let chars: Vec<char> = source.chars().collect();
    let mut found: Vec<Placed> = Vec::new();
    let mut at = 0;
    while let Some(&first) = chars.get(at) {
        if first.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let (token, next) = match first {
            '\'' | '"' => text(&chars, at)?,
            '{' => variable(&chars, at)?,
            '0'..='9' => number(&chars, at)?,
            '-' if begins_negative_number(&chars, at, found.last()) => {
                let (token, next) = number(&chars, at + 1)?;
                (negated(token), next)
            }
            'a'..='z' | 'A'..='Z' | '_' => word(&chars, at),
            _ => sign(&chars, at)?,
        };
        found.push(Placed { token, column: at + 1 });
        at = next;
    }
    Ok(found)
}

fn error(code: &'static str, at: usize, found: impl Into<String>) -> LexError {
    LexError { code, column: at + 1, found: found.into() }
}

fn text(chars: &[char], start: usize) -> Result<(Token, usize), LexError> {
    let quote = chars[start];
    let mut content = String::new();
    let mut at = start + 1;
    while let Some(&c) = chars.get(at) {
        let next = chars.get(at + 1).copied();
        if c == '\\' && matches!(next, Some('\'' | '"')) {
            content.extend(next);
            at += 2;
        } else if c == quote {
            return Ok((Token::Text(content), at + 1));
        } else if c == '\'' || c == '"' {
            return Err(error("expression-mixed-quotes", at, c));
        } else {
            content.push(c);
            at += 1;
        }
    }
    Err(error("expression-open-text", start, quote))
}

fn variable(chars: &[char], start: usize) -> Result<(Token, usize), LexError> {
    let Some(length) = chars.iter().skip(start).position(|&c| c == '}') else {
        return Err(error("expression-open-variable", start, "{"));
    };
    let name: String = chars.iter().skip(start + 1).take(length - 1).collect();
    let name = name.trim();
    if name.is_empty() || name.contains('{') {
        return Err(error("expression-open-variable", start, "{"));
    }
    Ok((Token::Variable(name.to_owned()), start + length + 1))
}

fn number(chars: &[char], start: usize) -> Result<(Token, usize), LexError> {
    let run =
        |from: usize, wanted: fn(&char) -> bool| chars.iter().skip(from).take_while(|c| wanted(c)).count();
    let is_hex = chars[start] == '0' && matches!(chars.get(start + 1), Some('x' | 'X'));
    if is_hex {
        let length = run(start + 2, |c| c.is_ascii_hexdigit());
        let digits: String = chars.iter().skip(start + 2).take(length).collect();
        let value =
            u32::from_str_radix(&digits, 16).map_err(|_| error("expression-number", start, &digits))?;
        return Ok((Token::Number(f64::from(value)), start + 2 + length));
    }
    let mut end = start + run(start, char::is_ascii_digit);
    if chars.get(end) == Some(&'.') {
        end += 1 + run(end + 1, char::is_ascii_digit);
    }
    let digits: String = chars.iter().skip(start).take(end - start).collect();
    let has_extra_zero = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    match digits.parse::<f64>() {
        Ok(value) if value.is_finite() && !has_extra_zero && !digits.ends_with('.') => {
            Ok((Token::Number(value), end))
        }
        _ => Err(error("expression-number", start, digits)),
    }
}

/// A minus belongs to the number if it touches it and no operand stands before it (`{a} - -5`, but `{a}-5`).
fn begins_negative_number(chars: &[char], at: usize, before: Option<&Placed>) -> bool {
    let touches = chars.get(at + 1).is_some_and(char::is_ascii_digit);
    let follows_operand = match before.map(|placed| &placed.token) {
        None => false,
        Some(Token::Sign(sign)) => matches!(*sign, ")" | "]"),
        Some(Token::Word(word)) => !super::parser::is_operator_word(word),
        Some(_) => true,
    };
    touches && !follows_operand
}

fn negated(token: Token) -> Token {
    match token {
        Token::Number(value) => Token::Number(-value),
        other => other,
    }
}

fn word(chars: &[char], start: usize) -> (Token, usize) {
    let word: String =
        chars.iter().skip(start).take_while(|c| c.is_ascii_alphanumeric() || **c == '_').collect();
    let end = start + word.len();
    (Token::Word(word), end)
}

fn sign(chars: &[char], start: usize) -> Result<(Token, usize), LexError> {
    for (spelling, meaning) in SIGNS {
        let length = spelling.chars().count();
        if chars.iter().skip(start).take(length).copied().eq(spelling.chars()) {
            return Ok((Token::Sign(meaning), start + length));
        }
    }
    let is_fullwidth = matches!(chars[start], '\u{3000}' | '\u{FF01}'..='\u{FF5E}');
    if is_fullwidth {
        return Err(error("expression-fullwidth", start, chars[start]));
    }
    let bare: String = chars.iter().skip(start).take(20).take_while(|c| c.is_alphanumeric()).collect();
    if bare.is_empty() {
        return Err(error("expression-unexpected", start, chars[start]));
    }
    Err(error("expression-bare-word", start, bare))
}
