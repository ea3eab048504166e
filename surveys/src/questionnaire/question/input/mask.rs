//! Masks (`maskType`, `maskSettings`): the form in which something is typed.
//!
//! SurveyJS forces the form while people type. Here people type as they like; the server puts it into the form, and says
//! what the form is where that is not possible. Stored is what SurveyJS stores: numbers as numbers, days in ISO form, and
//! of a pattern only what fills it, unless `saveMaskedValue` asks for the pattern around it.
//! Source: survey-core `mask_pattern.ts`, `mask_numeric.ts`, `mask_currency.ts`, `mask_datetime.ts`.

use super::{folded, number};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::{Reader, join};
use dated::{iso, written};
use serde_json::{Map, Value};

mod dated;

/// What is read of `maskSettings`.
pub const SETTINGS: &[&str] = &[
    "pattern",
    "saveMaskedValue",
    "allowNegativeValues",
    "decimalSeparator",
    "thousandsSeparator",
    "precision",
    "min",
    "max",
    "prefix",
    "suffix",
];

/// The form of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Mask {
    /// `9` a digit, `a` a letter, `#` either, `\` before a character that stands for itself.
    Pattern {
        /// The pattern's parts.
        parts: Vec<Part>,
        /// What stands around is stored, too.
        is_stored_whole: bool,
    },
    /// A number, perhaps an amount of money.
    Number {
        /// Words before and after it, which may be typed.
        around: [String; 2],
        /// What stands between thousands, and before decimals.
        separators: [String; 2],
        /// Most decimals.
        precision: usize,
        /// Negative numbers are allowed.
        takes_negative: bool,
        /// Smallest and largest.
        limits: [Option<f64>; 2],
    },
    /// A day, a time, or both.
    Moment {
        /// As written in the definition: `yyyy/mm/dd HH:MM`.
        pattern: String,
        /// Earliest and latest, in the form in which it is stored.
        limits: [Option<String>; 2],
        /// It is stored as the pattern has it.
        is_stored_whole: bool,
    },
}

/// One place of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A digit.
    Digit,
    /// A letter.
    Letter,
    /// A letter or a digit.
    Any,
    /// Itself.
    Fixed(char),
}

/// Reads the mask of a text; None if it has none.
pub fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str) -> Option<Mask> {
    let kind = reader.text(object, "maskType", path).filter(|kind| !matches!(kind.as_str(), "" | "none"))?;
    let nothing = Map::new();
    let settings = object.get("maskSettings").and_then(Value::as_object).unwrap_or(&nothing);
    let place = join(path, "maskSettings");
    reader.unknown(settings, SETTINGS, &place);
    let pattern = reader.text(settings, "pattern", &place).unwrap_or_default();
    let is_stored_whole = reader.flag(settings, "saveMaskedValue", &place);
    match kind.as_str() {
        "pattern" if !pattern.is_empty() => Some(Mask::Pattern { parts: parts(&pattern), is_stored_whole }),
        "numeric" | "currency" => Some(numeric(reader, settings, &place)),
        "datetime" => {
            let pattern = if pattern.is_empty() { "mm/dd/yyyy".to_owned() } else { pattern };
            let limits =
                ["min", "max"].map(|key| reader.scalar(settings, key, &place).filter(|one| !one.is_empty()));
            Some(Mask::Moment { pattern, limits, is_stored_whole })
        }
        _ => {
            let problem = Problem::warning("mask-unknown", join(path, "maskType")).with("found", kind);
            reader.problems.push(problem);
            None
        }
    }
}

fn numeric(reader: &mut Reader, settings: &Map<String, Value>, place: &str) -> Mask {
    let mut text = |key: &str, or: &str| reader.text(settings, key, place).unwrap_or_else(|| or.to_owned());
    let around = [text("prefix", ""), text("suffix", "")];
    let separators = [text("thousandsSeparator", ","), text("decimalSeparator", ".")];
    Mask::Number {
        around,
        separators,
        precision: reader.count(settings, "precision", place).unwrap_or(2),
        takes_negative: settings.get("allowNegativeValues") != Some(&Value::Bool(false)),
        limits: [reader.number(settings, "min", place), reader.number(settings, "max", place)],
    }
}

fn parts(pattern: &str) -> Vec<Part> {
    let mut found = Vec::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        found.push(match character {
            '9' => Part::Digit,
            'a' => Part::Letter,
            '#' => Part::Any,
            '\\' => Part::Fixed(characters.next().unwrap_or('\\')),
            other => Part::Fixed(other),
        });
    }
    found
}

impl Part {
    fn takes(self, character: char) -> bool {
        match self {
            Part::Digit => character.is_ascii_digit(),
            Part::Letter => character.is_alphabetic(),
            Part::Any => character.is_alphabetic() || character.is_ascii_digit(),
            Part::Fixed(own) => own == character,
        }
    }
}

impl Mask {
    /// What was typed as it is stored; None if it does not fit the form.
    pub fn read(&self, typed: &str) -> Option<Value> {
        match self {
            Mask::Pattern { parts, is_stored_whole } => {
                let filled = fill(parts, typed)?;
                Some(Value::String(if *is_stored_whole { around(parts, &filled) } else { filled }))
            }
            Mask::Number { .. } => self.number(typed),
            Mask::Moment { pattern, is_stored_whole, .. } => {
                let iso = iso(pattern, typed)?;
                Some(Value::String(if *is_stored_whole { written(pattern, &iso) } else { iso }))
            }
        }
    }

    fn number(&self, typed: &str) -> Option<Value> {
        let Mask::Number { around, separators: [thousands, decimal], precision, .. } = self else {
            return None;
        };
        let text = folded(typed);
        let [prefix, suffix] = around.each_ref().map(|word| folded(word));
        let text = text.strip_prefix(prefix.as_str()).unwrap_or(&text);
        let text = text.strip_suffix(suffix.as_str()).unwrap_or(text);
        let text = if thousands.is_empty() { text.to_owned() } else { text.replace(thousands.as_str(), "") };
        let text = if decimal.is_empty() { text } else { text.replace(decimal.as_str(), ".") };
        let n_decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.chars().count());
        if n_decimals > *precision {
            return None;
        }
        number(&text).map(Value::Number)
    }

    /// The problem of a stored value; `place` is the form field.
    pub fn problem(&self, place: &str, value: &Value) -> Option<Problem> {
        let wrong = || Some(Problem::error("mask-form", place).with("form", self.form()));
        match self {
            Mask::Number { takes_negative, limits: [min, max], .. } => {
                let Some(given) = value.as_f64() else { return wrong() };
                let min = min.or((!takes_negative).then_some(0.0));
                if let Some(min) = min.filter(|min| given < *min) {
                    return Some(Problem::error("number-too-small", place).with("min", min));
                }
                let max = max.filter(|max| given > *max)?;
                Some(Problem::error("number-too-large", place).with("max", max))
            }
            Mask::Pattern { .. } => {
                let fits = value.as_str().is_some_and(|text| self.read(text).as_ref() == Some(value));
                if fits { None } else { wrong() }
            }
            Mask::Moment { pattern, limits: [min, max], .. } => {
                let Some(iso) = value.as_str().and_then(|text| iso(pattern, text)) else { return wrong() };
                if let Some(min) = min.as_ref().filter(|min| iso.as_str() < min.as_str()) {
                    return Some(Problem::error("date-too-early", place).with("min", min));
                }
                let max = max.as_ref().filter(|max| iso.as_str() > max.as_str())?;
                Some(Problem::error("date-too-late", place).with("max", max))
            }
        }
    }

    /// A stored value as the field shows it.
    pub fn shown(&self, value: &str) -> String {
        match self {
            Mask::Pattern { parts, .. } => {
                fill(parts, value).map_or_else(|| value.to_owned(), |filled| around(parts, &filled))
            }
            Mask::Moment { pattern, .. } => {
                iso(pattern, value).map_or_else(|| value.to_owned(), |iso| written(pattern, &iso))
            }
            Mask::Number { .. } => value.to_owned(),
        }
    }

    /// An example of the form: `000-0000`, `yyyy/mm/dd`, `¥0.00`.
    pub fn form(&self) -> String {
        match self {
            Mask::Pattern { parts, .. } => {
                let example = |part: &Part| match part {
                    Part::Digit | Part::Any => '0',
                    Part::Letter => 'A',
                    Part::Fixed(own) => *own,
                };
                parts.iter().map(example).collect()
            }
            Mask::Number { around: [prefix, suffix], precision, separators: [_, decimal], .. } => {
                let decimals = if *precision == 0 {
                    String::new()
                } else {
                    format!("{decimal}{}", "0".repeat(*precision))
                };
                format!("{prefix}0{decimals}{suffix}")
            }
            Mask::Moment { pattern, .. } => pattern.clone(),
        }
    }

    /// Whether answers are numbers.
    pub fn is_number(&self) -> bool {
        matches!(self, Mask::Number { .. })
    }
}

/// What fills a pattern, typed in any width, with or without what stands around it.
fn fill(parts: &[Part], typed: &str) -> Option<String> {
    // The long mark is what a Japanese keyboard gives for a hyphen.
    let typed: Vec<char> = folded(typed).chars().filter(|c| c.is_alphanumeric() && *c != 'ー').collect();
    let whole: Vec<Part> = parts
        .iter()
        .copied()
        .filter(|part| !matches!(part, Part::Fixed(c) if !c.is_alphanumeric()))
        .collect();
    let open: Vec<Part> = parts.iter().copied().filter(|part| !matches!(part, Part::Fixed(_))).collect();
    [&whole, &open].into_iter().find_map(|expected| {
        let fits =
            expected.len() == typed.len() && expected.iter().zip(&typed).all(|(part, c)| part.takes(*c));
        let filled = expected.iter().zip(&typed).filter(|(part, _)| !matches!(part, Part::Fixed(_)));
        fits.then(|| filled.map(|(_, c)| *c).collect())
    })
}

/// A pattern around what fills it.
fn around(parts: &[Part], filled: &str) -> String {
    let mut filled = filled.chars();
    let character = |part: &Part| match part {
        Part::Fixed(own) => Some(*own),
        _ => filled.next(),
    };
    parts.iter().filter_map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn mask(element: Value) -> Mask {
        let mut reader = Reader::default();
        let found = parse(&mut reader, element.as_object().unwrap(), "q").unwrap();
        assert_eq!(reader.problems, []);
        found
    }

    fn reads(mask: &Mask, typed: &str) -> Value {
        mask.read(typed).unwrap_or(Value::Null)
    }

    #[test]
    fn a_pattern_is_filled_in_any_width_with_or_without_its_signs() {
        let postal = mask(json!({"maskType": "pattern", "maskSettings": {"pattern": "999-9999"}}));
        for typed in ["123-4567", "1234567", "１２３－４５６７", " 123ー4567 "] {
            assert_eq!(reads(&postal, typed), json!("1234567"), "{typed}");
        }
        assert_eq!((postal.shown("1234567"), postal.form()), ("123-4567".to_owned(), "000-0000".to_owned()));
        for wrong in ["123456", "12345678", "abc-defg", ""] {
            assert_eq!(reads(&postal, wrong), Value::Null, "{wrong}");
        }
        assert!(postal.problem("q", &json!("1234567")).is_none());
        assert_eq!(postal.problem("q", &json!("123")).unwrap().code, "mask-form");
        let whole = json!({"maskType": "pattern", "maskSettings": {"pattern": "+81(99)aa#", "saveMaskedValue": true}});
        let whole = mask(whole);
        for typed in ["+81(12)xy9", "8112xy9", "12xy9"] {
            assert_eq!(reads(&whole, typed), json!("+81(12)xy9"), "{typed}");
        }
        assert!(whole.problem("q", &json!("+81(12)xy9")).is_none());
    }

    #[test]
    fn amounts_are_numbers_within_their_limits() {
        let yen = mask(json!({"maskType": "currency",
            "maskSettings": {"prefix": "¥", "suffix": "円", "precision": 0, "allowNegativeValues": false, "max": 5000}}));
        for typed in ["1200", "¥1,200", "１，２００円", "￥1200円"] {
            assert_eq!(reads(&yen, typed), json!(1200), "{typed}");
        }
        assert_eq!(reads(&yen, "12.5"), Value::Null);
        assert_eq!(yen.problem("q", &json!(-1)).unwrap().code, "number-too-small");
        assert_eq!(yen.problem("q", &json!(5001)).unwrap().code, "number-too-large");
        let comma = json!({"maskType": "numeric", "maskSettings": {"decimalSeparator": ",", "thousandsSeparator": "."}});
        assert_eq!(reads(&mask(comma), "1.234,5"), json!(1234.5));
    }

    #[test]
    fn days_and_times_are_stored_in_iso_form() {
        let day = mask(
            json!({"maskType": "datetime", "maskSettings": {"pattern": "dd/mm/yyyy", "max": "2030-12-31"}}),
        );
        for typed in ["05/04/2026", "５/４/２０２６", "令和8年4月5日"] {
            assert_eq!(reads(&day, typed), json!("2026-04-05"), "{typed}");
        }
        assert_eq!(
            (reads(&day, "31/02/2026"), day.shown("2026-04-05")),
            (Value::Null, "05/04/2026".to_owned())
        );
        assert_eq!(day.problem("q", &json!("2031-01-01")).unwrap().code, "date-too-late");
        assert!(day.problem("q", &json!("2026-04-05")).is_none());
        let both = mask(json!({"maskType": "datetime", "maskSettings": {"pattern": "yyyy-mm-dd HH:MM"}}));
        assert_eq!(reads(&both, "2026-04-05 9:30"), json!("2026-04-05T09:30"));
        assert_eq!(both.shown("2026-04-05T09:30"), "2026-04-05 09:30");
        let time = mask(json!({"maskType": "datetime", "maskSettings": {"pattern": "HH:MM"}}));
        assert_eq!((reads(&time, "9:05"), time.shown("09:05")), (json!("09:05"), "09:05".to_owned()));
    }

    #[test]
    fn a_mask_that_is_not_known_is_named() {
        let mut reader = Reader::default();
        let element = json!({"maskType": "roman", "maskSettings": {"odd": 1}});
        assert_eq!(parse(&mut reader, element.as_object().unwrap(), "q"), None);
        let codes: Vec<&str> = reader.problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["unknown-property", "mask-unknown"]);
    }
}
