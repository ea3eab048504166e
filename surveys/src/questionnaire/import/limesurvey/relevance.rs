//! Conditions of LimeSurvey's expression manager: `kind.NAOK == "1" and needs_SQ1.NAOK == "Y"`.
//!
//! Comparisons, `and`, `or`, `!`, parentheses, `is_empty` and `count`-free arithmetic; anything else is refused.

use super::{Reader, Row, cell};
use std::collections::BTreeMap;

/// What a name of the expression manager is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Variable {
    /// The variable `{…}`.
    Value(String),
    /// A choice of a question with several: question, choice.
    Choice(String, String),
}

/// The variables of a survey by their names there.
pub fn variables(questions: &[&Row], reader: &Reader<'_>) -> BTreeMap<String, Variable> {
    let mut found = BTreeMap::new();
    for question in questions {
        let (code, letter) = (cell(question, "title"), cell(question, "type"));
        found.insert(code.to_owned(), Variable::Value(code.to_owned()));
        if cell(question, "other") == "Y" {
            found.insert(format!("{code}_other"), Variable::Value(format!("{code}-Comment")));
        }
        for part in reader.parts(question) {
            let own = cell(part, "title");
            let variable = match letter {
                "M" | "P" => Variable::Choice(code.to_owned(), own.to_owned()),
                _ => Variable::Value(format!("{code}.{own}")),
            };
            found.insert(format!("{code}_{own}"), variable);
        }
    }
    found
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Text(String),
    Number(String),
    Word(String),
    Sign(&'static str),
}

const SIGNS: &[&str] =
    &["==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "(", ")", ",", "+", "-", "*", "/"];

/// Signs and words with what they become.
const SPELLINGS: &[(&str, &str)] = &[
    ("==", "="),
    ("eq", "="),
    ("!=", "<>"),
    ("ne", "<>"),
    ("lt", "<"),
    ("le", "<="),
    ("gt", ">"),
    ("ge", ">="),
    ("&&", "and"),
    ("||", "or"),
    ("and", "and"),
    ("or", "or"),
    ("<", "<"),
    ("<=", "<="),
    (">", ">"),
    (">=", ">="),
    ("+", "+"),
    ("-", "-"),
    ("*", "*"),
    ("/", "/"),
    ("(", "("),
    (")", ")"),
    ("!", "!"),
];

/// Most characters.
const MAX_CHARS: usize = 4_000;

/// The condition as SurveyJS writes it.
///
/// # Errors
/// With what has no counterpart.
pub fn translate(source: &str, variables: &BTreeMap<String, Variable>) -> Result<String, String> {
    if source.chars().nth(MAX_CHARS).is_some() {
        return Err(source.chars().take(20).collect());
    }
    let tokens = tokens(source)?;
    let mut said: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let (text, n_tokens) = match token {
            Token::Text(words) => (quoted(words)?, 1),
            Token::Number(digits) => (digits.clone(), 1),
            Token::Sign(sign) => (spelling(sign)?, 1),
            Token::Word(word) => term(word, tokens.get(at..).unwrap_or_default(), variables)?,
        };
        said.push(text);
        at += n_tokens;
    }
    let text = said.join(" ").replace("( ", "(").replace(" )", ")").replace("! ", "!");
    let (tree, _) = crate::questionnaire::expression::parser::parse(&text, "");
    tree.map(|_| text).ok_or_else(|| source.to_owned())
}

/// A word: an operator, a function, or a variable with what it is compared with.
fn term(
    word: &str,
    tokens: &[Token],
    variables: &BTreeMap<String, Variable>,
) -> Result<(String, usize), String> {
    let bare = word
        .strip_suffix(".NAOK")
        .or(word.strip_suffix(".value"))
        .or(word.strip_suffix(".code"))
        .unwrap_or(word);
    if let (true, [_, Token::Sign("("), Token::Word(inner), Token::Sign(")"), ..]) =
        (word == "is_empty", tokens)
    {
        let inner = inner.strip_suffix(".NAOK").unwrap_or(inner);
        return match variables.get(inner) {
            Some(Variable::Value(name)) => Ok((format!("({{{name}}} empty)"), 4)),
            Some(Variable::Choice(question, choice)) => {
                Ok((format!("({{{question}}} notcontains {})", quoted(choice)?), 4))
            }
            None => Err(inner.to_owned()),
        };
    }
    match (variables.get(bare), tokens.get(1), tokens.get(2)) {
        (Some(Variable::Value(name)), Some(Token::Sign(sign)), Some(Token::Text(words)))
            if words.is_empty() =>
        {
            match *sign {
                "==" => Ok((format!("({{{name}}} empty)"), 3)),
                "!=" => Ok((format!("({{{name}}} notempty)"), 3)),
                sign => Err(sign.to_owned()),
            }
        }
        (Some(Variable::Value(name)), _, _) => Ok((format!("{{{name}}}"), 1)),
        (Some(Variable::Choice(question, choice)), Some(Token::Sign(sign)), Some(Token::Text(words))) => {
            let is_chosen = match (*sign, words.as_str()) {
                ("==", "Y") | ("!=", "" | "N") => true,
                ("!=", "Y") | ("==", "" | "N") => false,
                (sign, _) => return Err(sign.to_owned()),
            };
            let word = if is_chosen { "contains" } else { "notcontains" };
            Ok((format!("({{{question}}} {word} {})", quoted(choice)?), 3))
        }
        (Some(Variable::Choice(..)), _, _) => Err(bare.to_owned()),
        (None, _, _) => spelling(&word.to_lowercase()).map(|text| (text, 1)).map_err(|_| word.to_owned()),
    }
}

fn spelling(sign: &str) -> Result<String, String> {
    let known = SPELLINGS.iter().find(|(known, _)| *known == sign);
    known.map(|(_, own)| (*own).to_owned()).ok_or_else(|| sign.to_owned())
}

fn quoted(words: &str) -> Result<String, String> {
    if words.contains(['\'', '\\']) { Err(words.to_owned()) } else { Ok(format!("'{words}'")) }
}

fn tokens(source: &str) -> Result<Vec<Token>, String> {
    let chars: Vec<char> = source.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&first) = chars.get(at) {
        let rest = chars.get(at..).unwrap_or_default();
        let run = |wanted: fn(char) -> bool| rest.iter().take_while(|c| wanted(**c)).collect::<String>();
        let (token, length) = match first {
            c if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '"' | '\'' => {
                let length =
                    rest.iter().skip(1).position(|c| *c == first).ok_or_else(|| first.to_string())?;
                (Token::Text(rest.iter().skip(1).take(length).collect()), length + 2)
            }
            '0'..='9' => {
                let digits = run(|c| c.is_ascii_digit() || c == '.');
                let length = digits.chars().count();
                (Token::Number(digits), length)
            }
            c if c.is_alphabetic() || c == '_' => {
                let word = run(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
                let length = word.chars().count();
                (Token::Word(word), length)
            }
            c => {
                let sign = SIGNS.iter().find(|sign| rest.iter().take(sign.len()).copied().eq(sign.chars()));
                let sign = sign.ok_or_else(|| c.to_string())?;
                (Token::Sign(sign), sign.len())
            }
        };
        found.push(token);
        at += length;
    }
    Ok(found)
}
