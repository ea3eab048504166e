//! What a column can be: the platform's number or time of a response, a slot of a question, one choice of several.

use super::folded;
use crate::questionnaire::choice::OTHER;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::edit::translation::languages;
use crate::questionnaire::question::Question;
use crate::questionnaire::slot::{Slot, SlotKind, Written, slots};

/// How the cells of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The platform's number of the response.
    Id,
    /// When it was sent.
    Time,
    /// One of the choices.
    One,
    /// Any of the choices in one cell.
    Many,
    /// Whether one choice (the only one in `offered`) was taken.
    Flag,
    /// The choices in the order that was given to them.
    Order,
    /// A text, which the question's type reads.
    Text,
}

/// A choice as cells may name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// What is stored.
    pub value: String,
    /// What is typed for it in its slot.
    pub number: String,
    /// Its label in every language, folded.
    pub labels: Vec<String>,
    /// Its value and its labels, folded.
    pub names: Vec<String>,
}

/// Something that a column can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What stands for it in forms and in the database.
    pub key: String,
    /// The question's name; empty for what is no question.
    pub question: String,
    /// The slot that is typed.
    pub field: String,
    /// How its cells are read.
    pub way: Way,
    /// The choices, for the ways that have some.
    pub offered: Vec<Offered>,
    /// The slot of the text beside "other", where there is one.
    pub comment: Option<String>,
    /// Input type of a text (`number`, `date`); empty for other types.
    pub input_type: String,
    /// Says who a person is.
    pub is_identifier: bool,
    /// What people read: the question, its part, its choice.
    pub words: Vec<String>,
    /// Names of columns by which it is found, folded: exact ones, the words of the question, the words of a row alone.
    pub names: [Vec<String>; 3],
}

/// Key of the target for the platform's number.
pub const ID: &str = "@id";
/// Key of the target for the time of sending.
pub const TIME: &str = "@time";

/// Everything that a column can be, in the definition's order. `lang` is the language of `words`.
pub fn targets(definition: &Definition, lang: &str) -> Vec<Target> {
    let mut langs = languages(&definition.raw);
    langs.insert(0, definition.locale.clone());
    let mut found = vec![own(ID, Way::Id), own(TIME, Way::Time)];
    for question in definition.questions() {
        let by_lang: Vec<Vec<Slot>> = langs.iter().map(|lang| slots(question, lang)).collect();
        let shown = slots(question, lang);
        let bases = Bases::of(question, &langs);
        for (at, slot) in shown.iter().enumerate() {
            let variants: Vec<&Slot> = by_lang.iter().filter_map(|slots| slots.get(at)).collect();
            let whole = of_slot(question, slot, &variants, &bases, lang);
            let flags = flags(&whole, &bases, slot);
            found.push(whole);
            found.extend(flags);
        }
        found.extend(order(question, &bases, &langs, lang));
    }
    found
}

fn own(key: &str, way: Way) -> Target {
    Target {
        key: key.to_owned(),
        question: String::new(),
        field: String::new(),
        way,
        offered: Vec::new(),
        comment: None,
        input_type: String::new(),
        is_identifier: false,
        words: Vec::new(),
        names: Default::default(),
    }
}

/// What a question is called: by its names, and by its words in every language.
struct Bases {
    exact: Vec<String>,
    words: Vec<String>,
}

impl Bases {
    fn of(question: &Question, langs: &[String]) -> Bases {
        let names = [Some(question.name.as_str()), question.id.as_deref()];
        let mut exact: Vec<String> = names.into_iter().flatten().map(folded).collect();
        // LimeSurvey's codes have letters and digits only.
        exact.extend(exact.clone().iter().map(|name| letters(name)));
        let mut words: Vec<String> = langs
            .iter()
            .map(|lang| folded(question.title.get(lang)))
            .filter(|word| !word.is_empty())
            .collect();
        words.extend(words.clone().iter().map(|word| without_number(word).to_owned()));
        Bases { exact: unique(exact), words: unique(words) }
    }

    /// Names of a part: a row, a choice, a text beside the answer.
    fn with(&self, parts: &[String]) -> [Vec<String>; 3] {
        let joined = |bases: &[String]| {
            let of = |base: &String| {
                let one = |part: &String| {
                    [format!("{base}[{part}]"), format!("{base}({part})"), format!("{base}.{part}")]
                        .into_iter()
                        .chain([format!("{base}/{part}"), format!("{base}_{part}"), format!("{base}-{part}")])
                };
                parts.iter().flat_map(one).collect::<Vec<_>>()
            };
            unique(bases.iter().flat_map(of).collect())
        };
        [joined(&self.exact), joined(&self.words), Vec::new()]
    }
}

fn of_slot(question: &Question, slot: &Slot, variants: &[&Slot], bases: &Bases, lang: &str) -> Target {
    let is_comment = slot.field == question.comment_name();
    let inner = slot.field.strip_prefix(&question.name).unwrap_or_default();
    let inner = inner.trim_start_matches('.');
    let labels = variants.iter().map(|slot| folded(&slot.label)).filter(|label| !label.is_empty());
    let mut parts: Vec<String> = labels.collect();
    let names = if inner.is_empty() {
        [bases.exact.clone(), bases.words.clone(), Vec::new()]
    } else if is_comment {
        parts.extend(["comment", "other", "othertext", "その他"].map(str::to_owned));
        bases.with(&unique(parts))
    } else {
        let alone = unique(parts.clone());
        parts.extend([folded(inner), letters(&folded(inner))]);
        let mut names = bases.with(&unique(parts));
        names[2] = alone;
        names
    };
    let way = match slot.kind {
        SlotKind::One(_) => Way::One,
        SlotKind::Many(_) => Way::Many,
        SlotKind::Text { .. } => Way::Text,
    };
    let words = [question.title.get(lang), slot.label.as_str()].map(str::to_owned);
    Target {
        key: format!("f:{}", slot.field),
        question: question.name.clone(),
        field: slot.field.clone(),
        way,
        offered: offered(slot.choices(), variants),
        comment: (question.other_text.is_some() && !is_comment).then(|| question.comment_name()),
        input_type: input_type(question, inner).to_owned(),
        is_identifier: slot.is_identifier,
        words: words.into_iter().filter(|word| !word.is_empty()).collect(),
        names,
    }
}

/// The input type of a question, or of a part of it.
fn input_type<'a>(question: &'a Question, part: &str) -> &'a str {
    let item = question.items.iter().find(|item| item.name == part);
    let inner = |name: &str| {
        let composite = question.composite.as_ref()?;
        composite.questions().into_iter().find(|inner| inner.name == name)
    };
    let inner = part.rsplit(['.', ']']).find(|name| !name.is_empty()).and_then(inner);
    &item.or(inner).unwrap_or(question).input.input_type
}

fn offered(shown: &[Written], variants: &[&Slot]) -> Vec<Offered> {
    let one = |(at, choice): (usize, &Written)| {
        let labels =
            variants.iter().filter_map(|slot| slot.choices().get(at)).map(|choice| folded(&choice.label));
        let labels = unique([folded(&choice.label)].into_iter().chain(labels).collect());
        let names = unique([folded(&choice.value)].into_iter().chain(labels.iter().cloned()).collect());
        Offered { value: choice.value.clone(), number: choice.number.clone(), labels, names }
    };
    shown.iter().enumerate().map(one).collect()
}

/// A column for each choice of a slot that takes several.
fn flags(whole: &Target, bases: &Bases, slot: &Slot) -> Vec<Target> {
    if whole.way != Way::Many {
        return Vec::new();
    }
    let flag = |(choice, written): (&Offered, &Written)| {
        let mut parts = choice.names.clone();
        parts.push(letters(&folded(&choice.value)));
        let names = if slot.label.is_empty() {
            bases.with(&unique(parts))
        } else {
            let of_row = |names: &Vec<String>| Bases { exact: names.clone(), words: Vec::new() };
            let exact = of_row(&whole.names[0]).with(&parts);
            let words = of_row(&whole.names[1]).with(&parts);
            [exact[0].clone(), words[0].clone(), Vec::new()]
        };
        Target {
            key: format!("c:{}={}", whole.field, choice.value),
            way: Way::Flag,
            offered: vec![choice.clone()],
            words: whole.words.iter().cloned().chain([written.label.clone()]).collect(),
            names,
            ..whole.clone()
        }
    };
    whole.offered.iter().zip(slot.choices()).map(flag).collect()
}

/// The whole order of a ranking in one cell.
fn order(question: &Question, bases: &Bases, langs: &[String], lang: &str) -> Option<Target> {
    if question.kind.name != "ranking" {
        return None;
    }
    let offered = question.choices.iter().map(|choice| {
        let labels = unique(langs.iter().map(|lang| folded(choice.text.get(lang))).collect());
        let names = unique([folded(&choice.value)].into_iter().chain(labels.iter().cloned()).collect());
        Offered { value: choice.value.clone(), number: String::new(), labels, names }
    });
    Some(Target {
        key: format!("o:{}", question.name),
        question: question.name.clone(),
        field: question.name.clone(),
        offered: offered.collect(),
        is_identifier: question.is_identifier,
        words: vec![question.title.get(lang).to_owned()],
        names: [bases.exact.clone(), bases.words.clone(), Vec::new()],
        ..own("", Way::Order)
    })
}

/// The letters and digits of a folded text.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A folded text without a number of the question before it: `問1`, `q1.`, `1.`, `(1)`.
pub(super) fn without_number(text: &str) -> &str {
    let word = ["設問", "質問", "問", "q", "("].iter().find_map(|word| text.strip_prefix(word));
    let rest = word.unwrap_or(text);
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if after.len() == rest.len() || after.is_empty() {
        return text;
    }
    match after.strip_prefix(['.', ':', ')', '、', '。']) {
        Some("") => text,
        Some(after) => after,
        None if word.is_some() => after,
        None => text,
    }
}

fn unique(mut names: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| !name.is_empty() && seen.insert(name.clone()));
    names
}

impl Target {
    /// The choice "other", where it is offered with a text beside it.
    pub(super) fn other(&self) -> Option<(&Offered, &str)> {
        let other = self.offered.iter().find(|choice| choice.value == OTHER)?;
        Some((other, self.comment.as_deref()?))
    }
}
