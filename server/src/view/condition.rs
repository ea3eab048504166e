//! Says a condition in words: on paper, in the codebook, and to the colleague who builds it.

use chrono::NaiveDate;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::expression::Expression;
use surveys::questionnaire::expression::condition::measure::Measure;
use surveys::questionnaire::expression::condition::{Condition, Test, condition};

use crate::i18n::{self, Lang};
use crate::view::time;

/// The whole sentence, e.g. 「問7で「あった」と答えた方にうかがいます。」
pub fn words(definition: &Definition, expression: &Expression, lang: Lang) -> String {
    let said = Said { lang, definition: Some(definition) };
    whole("condition-sentence", &condition(expression, definition, lang.code()), said)
}

/// The whole sentence of a condition for who is asked.
pub fn sentence(condition: &Condition, lang: Lang) -> String {
    sentence_for("visibleIf", condition, lang)
}

/// Those who are asked, without a sentence around them, e.g. 「問7で「あった」と答えた方」.
pub fn people(condition: &Condition, lang: Lang) -> String {
    whole("condition-people", condition, Said { lang, definition: None })
}

/// The whole sentence of a condition that decides `property`: `visibleIf` (who is asked), `requiredIf` (who must
/// answer), `enableIf` (who can answer), `expression` and the like (whom it is true of).
pub fn sentence_for(property: &str, condition: &Condition, lang: Lang) -> String {
    let key = match property {
        "requiredIf" => "condition-sentence-required",
        "enableIf" => "condition-sentence-enabled",
        "expression" | "setValueIf" | "resetValueIf" => "condition-sentence-met",
        _ => "condition-sentence",
    };
    whole(key, condition, Said { lang, definition: None })
}

fn whole(key: &str, condition: &Condition, said: Said<'_>) -> String {
    let clause = clause(&merged(condition), Ending::Last, said);
    i18n::text(said.lang.code(), key, &[("condition", clause)])
}

/// In which language a condition is said, and of what.
#[derive(Clone, Copy)]
struct Said<'a> {
    lang: Lang,
    /// Where it is known, most of a question's choices are said by the few that are left.
    definition: Option<&'a Definition>,
}

/// So many choices and more are said by those that are left.
const MANY: usize = 5;
/// As long as not more than so many are left.
const FEW: usize = 3;

impl Said<'_> {
    /// The choices that do not fulfil a test which most of them do.
    fn others(self, name: &str, row: Option<&str>, test: Test, values: &[String]) -> Option<Vec<String>> {
        if !matches!(test, Test::AnyOf | Test::Is) || values.len() < MANY || row.is_some() {
            return None;
        }
        let offered = self.definition?.question(name)?.offered();
        let labels = offered.iter().map(|choice| choice.text.get(self.lang.code()).to_owned());
        let others: Vec<String> = labels.filter(|label| !values.contains(label)).collect();
        let are_all_choices = others.len() + values.len() == offered.len();
        (are_all_choices && others.len() <= FEW).then_some(others)
    }
}

/// How a clause ends: Japanese clauses that are followed by another one end differently (「…と答え、」).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Nothing but the people follows.
    Last,
    /// Another clause follows that must hold as well.
    Joining,
}

/// The key of a clause with this ending.
fn key(stem: &str, ending: Ending) -> String {
    match ending {
        Ending::Last => format!("condition-{stem}"),
        Ending::Joining => format!("condition-{stem}-joining"),
    }
}

fn clause(condition: &Condition, ending: Ending, said: Said<'_>) -> String {
    match condition {
        Condition::All { parts } => {
            let (last, first) = match parts.split_last() {
                Some(parts) => parts,
                None => return String::new(),
            };
            let mut clauses: Vec<String> =
                first.iter().map(|part| inner(part, Ending::Joining, said)).collect();
            clauses.push(inner(last, ending, said));
            clauses.join(&i18n::plain(said.lang, "condition-and"))
        }
        Condition::Any { parts } => {
            let clauses: Vec<String> = parts.iter().map(|part| group(part, said)).collect();
            clauses.join(&i18n::plain(said.lang, "condition-or"))
        }
        Condition::Not { part } => {
            let inside = inner(part, Ending::Last, said);
            i18n::text(said.lang.code(), &key("not", ending), &[("condition", inside)])
        }
        Condition::Answer { name, number, title, row, is_typed, test, values } => {
            let question = question(number, title, row.as_deref(), said.lang);
            if let Some(others) = said.others(name, row.as_deref(), *test, values) {
                let stem = if others.is_empty() { "any" } else { "other-than" };
                let others = listed(Test::AllOf, &others, said.lang);
                let args = [("question", question), ("values", others)];
                return i18n::text(said.lang.code(), &key(stem, ending), &args);
            }
            let stem = if is_by_day(*test, values) { day_stem(*test) } else { stem(*test, *is_typed) };
            let key = key(stem, ending);
            i18n::text(
                said.lang.code(),
                &key,
                &[("question", question), ("values", listed(*test, values, said.lang))],
            )
        }
        Condition::Measured { measure, questions, test, value } => {
            let named: Vec<String> = questions
                .iter()
                .map(|asked| question(&asked.number, &asked.title, None, said.lang))
                .collect();
            let questions = named.join(&i18n::plain(said.lang, "condition-value-and"));
            let what = i18n::text(said.lang.code(), measure_key(*measure), &[("questions", questions)]);
            let key = key(&format!("measured-{}", stem(*test, false)), ending);
            i18n::text(said.lang.code(), &key, &[("what", what), ("value", value.clone())])
        }
        Condition::Compared { question: asked, test, other } => {
            let [asked, other] =
                [asked, other].map(|asked| question(&asked.number, &asked.title, None, said.lang));
            let key = key(&format!("compared-{}", stem(*test, false)), ending);
            i18n::text(said.lang.code(), &key, &[("question", asked), ("other", other)])
        }
        Condition::Expression { source } => {
            i18n::text(said.lang.code(), &key("expression", ending), &[("source", source.clone())])
        }
    }
}

/// An alternative: in brackets where it is several conditions, so that it stays clear how far "or" reaches.
fn group(part: &Condition, said: Said<'_>) -> String {
    let words = clause(part, Ending::Last, said);
    match part {
        Condition::All { .. } => i18n::text(said.lang.code(), "condition-group", &[("condition", words)]),
        _ => words,
    }
}

/// A part of "all" or of "not": alternatives inside it are named one by one, so that it stays clear how far they reach.
fn inner(part: &Condition, ending: Ending, said: Said<'_>) -> String {
    let Condition::Any { parts } = part else { return clause(part, ending, said) };
    let quoted = parts.iter().map(|part| {
        i18n::text(
            said.lang.code(),
            "condition-alternative",
            &[("condition", clause(part, Ending::Last, said))],
        )
    });
    let listed =
        quoted.collect::<Vec<String>>().join(&i18n::plain(said.lang, "condition-alternative-separator"));
    let stem = if parts.len() == 2 { "either" } else { "one-of" };
    i18n::text(said.lang.code(), &key(stem, ending), &[("alternatives", listed)])
}

fn question(number: &str, title: &str, row: Option<&str>, lang: Lang) -> String {
    let question = if number.is_empty() {
        i18n::text(lang.code(), "condition-question-title", &[("title", title.to_owned())])
    } else {
        i18n::text(lang.code(), "condition-question-number", &[("number", number.to_owned())])
    };
    match row {
        Some(row) => i18n::text(
            lang.code(),
            "condition-question-row",
            &[("question", question), ("row", row.to_owned())],
        ),
        None => question,
    }
}

/// The values: quoted, except numbers that are compared by size.
fn listed(test: Test, values: &[String], lang: Lang) -> String {
    let quoted = |value: &String| match day(value) {
        Some(day) if is_by_day(test, values) => time::date(day, lang),
        _ if is_by_size(test) => value.clone(),
        _ => i18n::text(lang.code(), "condition-value", &[("value", value.clone())]),
    };
    let separator = if test == Test::AllOf { "condition-value-and" } else { "condition-value-separator" };
    values.iter().map(quoted).collect::<Vec<String>>().join(&i18n::plain(lang, separator))
}

fn is_by_size(test: Test) -> bool {
    matches!(test, Test::Less | Test::LessOrEqual | Test::Greater | Test::GreaterOrEqual)
}

/// Whether days are compared: earlier and later instead of smaller and larger.
fn is_by_day(test: Test, values: &[String]) -> bool {
    is_by_size(test) && values.iter().all(|value| day(value).is_some())
}

fn day(value: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(value, "%Y-%m-%d").ok()
}

fn day_stem(test: Test) -> &'static str {
    match test {
        Test::Less => "before-day",
        Test::LessOrEqual => "until-day",
        Test::Greater => "after-day",
        _ => "from-day",
    }
}

fn stem(test: Test, is_typed: bool) -> &'static str {
    match (test, is_typed) {
        (Test::Is, _) => "is",
        (Test::IsNot, _) => "is-not",
        (Test::Contains, true) => "mentions",
        (Test::ContainsNot, true) => "mentions-not",
        (Test::Contains, false) => "contains",
        (Test::ContainsNot, false) => "contains-not",
        (Test::AnyOf, _) => "any-of",
        (Test::AllOf, _) => "all-of",
        (Test::NoneOf, _) => "none-of",
        (Test::Less, _) => "less",
        (Test::LessOrEqual, _) => "less-or-equal",
        (Test::Greater, _) => "greater",
        (Test::GreaterOrEqual, _) => "greater-or-equal",
        (Test::Answered, _) => "answered",
        (Test::NotAnswered, _) => "not-answered",
    }
}

fn measure_key(measure: Measure) -> &'static str {
    match measure {
        Measure::Sum => "condition-measure-sum",
        Measure::Average => "condition-measure-average",
        Measure::Smallest => "condition-measure-smallest",
        Measure::Largest => "condition-measure-largest",
        Measure::Count => "condition-measure-count",
        Measure::Age => "condition-measure-age",
        Measure::Characters => "condition-measure-characters",
    }
}

/// The same condition with alternatives of one question put together: 「『あった』か『なかった』と答えた」.
fn merged(condition: &Condition) -> Condition {
    match condition {
        Condition::All { parts } => Condition::All { parts: parts.iter().map(merged).collect() },
        Condition::Not { part } => Condition::Not { part: Box::new(merged(part)) },
        Condition::Any { parts } => {
            let mut kept: Vec<Condition> = Vec::new();
            for part in parts.iter().map(merged) {
                match kept.last_mut().and_then(|last| together(last, &part)) {
                    Some(both) => {
                        kept.pop();
                        kept.push(both);
                    }
                    None => kept.push(part),
                }
            }
            if kept.len() == 1 { kept.remove(0) } else { Condition::Any { parts: kept } }
        }
        Condition::Answer { .. }
        | Condition::Measured { .. }
        | Condition::Compared { .. }
        | Condition::Expression { .. } => condition.clone(),
    }
}

/// Two alternatives as one, where both say that the same question was answered with a value.
fn together(one: &Condition, other: &Condition) -> Option<Condition> {
    let (
        Condition::Answer { name, row, test: Test::Is, values, number, title, is_typed },
        Condition::Answer { name: other_name, row: other_row, test: Test::Is, values: more, .. },
    ) = (one, other)
    else {
        return None;
    };
    (name == other_name && row == other_row).then(|| Condition::Answer {
        name: name.clone(),
        number: number.clone(),
        title: title.clone(),
        row: row.clone(),
        is_typed: *is_typed,
        test: Test::Is,
        values: values.iter().chain(more).cloned().collect(),
    })
}

#[cfg(test)]
mod tests;
