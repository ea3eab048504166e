//! Groups of people that are compared: by area, agency kind, wave, or what they answered to a question.

use std::collections::{BTreeSet, HashMap};

use analysis::error::Error;
use analysis::table::crosstab::{CodeCrosstab, CodeHits, CrosstabOptions, NotAsked, code_crosstab};
use analysis::table::suppress::WithheldGroups;
use analysis::table::{Column, ColumnData, Kind, ValueLabel, Variable, frame};
use analysis::text::terms::Term;
use surveys::store::segments::Origin;

use super::Reading;
use super::attribute::{ANSWER, Attribute, answered, of_answers};
use super::selection::is_withheld;
use crate::dataset::Dataset;
use crate::dataset::listed::few_to_read;
use crate::dataset::tables::scales::is_beside;
use crate::dataset::tables::{By, full_kind_name, kind_name, region_labels, withheld_groups};
use crate::dataset::writings::{Writing, id_of};
use crate::i18n::{self, Lang};
use crate::view::form::ChoiceView;

/// What people are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// The area.
    Region,
    /// The agency kind.
    Kind,
    /// The wave that a response belongs to; notes of hearings belong to none.
    Wave,
}

impl Grouping {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Grouping; 3] = [Grouping::Region, Grouping::Kind, Grouping::Wave];

    /// Reads [`Grouping::code`].
    pub fn from_code(code: &str) -> Option<Grouping> {
        Grouping::ALL.into_iter().find(|by| by.code() == code)
    }

    /// What the list of agencies tells of it; nothing of waves.
    fn on_list(self) -> Option<By> {
        match self {
            Grouping::Region => Some(By::Region),
            Grouping::Kind => Some(By::Kind),
            Grouping::Wave => None,
        }
    }

    /// Its name in addresses, as [`crate::pages::explore::selection::Selection`] has it.
    pub fn code(self) -> &'static str {
        match self {
            Grouping::Region => "region",
            Grouping::Kind => "kind",
            Grouping::Wave => "wave",
        }
    }
}

/// Whether a value of a grouping (`code` as in addresses) says of nobody where they are from: who did not want to tell the area, or does
/// not know it, is of no area. Tables have them, as those of questions do; no test and no picture compares them.
pub fn is_no_group(code: &str, value: &str) -> bool {
    code == Grouping::Region.code() && is_beside(value)
}

/// The texts of a survey, parted.
pub struct Groups {
    /// By what, as in addresses: `region`, `kind`, `wave`, or `answer:3:q1`.
    pub code: String,
    /// The same in words.
    pub title: String,
    /// The groups that there are, in their order. Those with few agencies on the list are among them whether somebody of them
    /// wrote or not.
    pub labels: Vec<ValueLabel>,
    /// For each text the value of its group, if it has one.
    pub values: Vec<Option<String>>,
    /// The groups of which no table of codes or words tells.
    pub withheld: WithheldGroups,
}

/// The title of the wave of each response, by the ids of its writing.
pub fn wave_of(dataset: &Dataset) -> HashMap<String, &str> {
    let mut waves = HashMap::new();
    for fielded in dataset.fielded.iter().filter(|fielded| !fielded.wave.is_empty()) {
        for response in &fielded.responses {
            waves.insert(id_of(Origin::Response(response.id)), fielded.wave.as_str());
        }
    }
    waves
}

/// Parts the texts.
pub fn groups(reading: &Reading, by: Grouping) -> Groups {
    parted(&reading.dataset, &reading.writings, by)
}

/// Parts writings that need not have been read.
pub fn parted(dataset: &Dataset, writings: &[Writing], by: Grouping) -> Groups {
    let waves = if by == Grouping::Wave { wave_of(dataset) } else { HashMap::new() };
    let value = |writing: &Writing| match by {
        Grouping::Region => writing.region.clone(),
        Grouping::Kind => writing.kind.clone(),
        Grouping::Wave => waves.get(&writing.id).map(|wave| (*wave).to_owned()),
    };
    let values: Vec<Option<String>> = writings.iter().map(value).collect();
    let few = by.on_list().map(|by| few_to_read(dataset, by)).unwrap_or_default();
    let mut met: BTreeSet<&str> = values.iter().flatten().map(String::as_str).collect();
    // That they stand there would tell that somebody of them wrote. Where nothing is known of anybody, nothing is told of them either.
    if !met.is_empty() {
        met.extend(few.iter().map(String::as_str));
    }
    let mut labels = match by {
        Grouping::Region => region_labels(dataset),
        Grouping::Kind => met.iter().map(|code| label(code, full_kind_name(dataset.lang, code))).collect(),
        Grouping::Wave => wave_labels(dataset),
    };
    labels.retain(|label| met.contains(label.value.as_str()));
    // What has no name any more stands at the end.
    let is_named = |code: &str| labels.iter().any(|label| label.value == code);
    let rest: Vec<ValueLabel> =
        met.iter().filter(|code| !is_named(code)).map(|code| label(code, (*code).to_owned())).collect();
    labels.extend(rest);
    let title = i18n::plain(dataset.lang, &format!("table-{}", by.code()));
    let withheld = withheld_groups(dataset, &values, &few);
    Groups { code: by.code().to_owned(), title, labels, values, withheld }
}

/// Parts the texts by what an address names; by area where it names nothing.
pub fn named(reading: &Reading, code: &str) -> Groups {
    let (dataset, writings) = (&reading.dataset, &reading.writings);
    let answers = code.strip_prefix(ANSWER).and_then(|question| question.strip_prefix(':'));
    let answers = answers.and_then(|question| of_answers(dataset, writings, question));
    answers.map_or_else(
        || groups(reading, Grouping::from_code(code).unwrap_or(Grouping::Region)),
        Attribute::into_groups,
    )
}

fn label(value: &str, label: String) -> ValueLabel {
    ValueLabel { value: value.to_owned(), label }
}

/// The waves in the order of the survey; several questionnaires may be of one.
fn wave_labels(dataset: &Dataset) -> Vec<ValueLabel> {
    let mut labels: Vec<ValueLabel> = Vec::new();
    for fielded in &dataset.fielded {
        if labels.iter().all(|label| label.value != fielded.wave) {
            labels.push(label(&fielded.wave, fielded.wave.clone()));
        }
    }
    labels
}

impl Groups {
    /// Everybody who is of a group, ascending.
    pub fn everybody(&self) -> Vec<u32> {
        self.places(|value| value.is_some())
    }

    /// Those who are of this group, ascending.
    pub fn of(&self, wanted: &str) -> Vec<u32> {
        self.places(|value| value == Some(wanted))
    }

    /// They as the attribute of a table, whose cells are `values`. Kinds have their short names, which find room in a picture.
    pub fn attribute(&self, lang: Lang) -> Variable {
        let is_kind = self.is_by(Grouping::Kind);
        let short = |value: &ValueLabel| match is_kind {
            true => label(&value.value, kind_name(lang, &value.value)),
            false => value.clone(),
        };
        Variable {
            name: "attribute".to_owned(),
            label: self.title.clone(),
            kind: Kind::Single,
            values: self.labels.iter().map(short).collect(),
        }
    }

    /// What is said of those who are of no group.
    pub fn left_out(&self, dataset: &Dataset) -> String {
        left_out(dataset, self.kind_of_code(), self.places(|value| value.is_none()).len())
    }

    /// Whether they are of this grouping.
    pub fn is_by(&self, by: Grouping) -> bool {
        self.code == by.code()
    }

    /// `region`, `kind`, `wave` or `answer`.
    pub fn kind_of_code(&self) -> &str {
        self.code.split(':').next().unwrap_or_default()
    }

    /// What an address of texts asks for the people of a group by.
    pub fn conditions<'a>(&'a self, value: &'a str) -> Vec<(&'a str, &'a str)> {
        match self.code.split_once(':') {
            Some((_, question)) => vec![("answer", question), ("answer_value", value)],
            None => vec![(self.code.as_str(), value)],
        }
    }

    fn places(&self, is_wanted: impl Fn(Option<&str>) -> bool) -> Vec<u32> {
        let values = (0..).zip(&self.values);
        values.filter(|(_, value)| is_wanted(value.as_deref())).map(|(place, _)| place).collect()
    }
}

/// How many are not counted because nobody knows which area or kind they are of, or because they are of no wave; nothing when
/// all are. `by` is as in addresses. A number too small for the purpose is not said.
pub fn left_out(dataset: &Dataset, by: &str, n: usize) -> String {
    let of = ("by", by.to_owned());
    match n {
        0 => String::new(),
        n if is_withheld(dataset, n) => i18n::text(dataset.lang.code(), "lookup-some-left-out", &[of]),
        n => i18n::text(dataset.lang.code(), "lookup-left-out", &[of, ("n", n.to_string())]),
    }
}

/// Words or codes by a value of each text, before anything is withheld.
///
/// Readers know how many have a word or code in all, too, so that a few without a value (of no wave are the notes of hearings) would be
/// what the table leaves of them.
///
/// # Errors
/// When the table library refuses.
pub fn counted(
    variable: &Variable,
    values: &[Option<String>],
    hits: &[CodeHits],
) -> Result<CodeCrosstab, Error> {
    let column = Column { name: variable.name.clone(), data: ColumnData::Texts(values.to_vec()) };
    let table = code_crosstab(&frame(vec![column])?, variable, hits, CrosstabOptions::default())?;
    let n_beside = |code: &CodeHits| {
        let rows: BTreeSet<usize> = code.rows.iter().map(|row| *row as usize).collect();
        rows.into_iter().filter(|row| values.get(*row).is_some_and(Option::is_none)).count()
    };
    let by_value = hits.iter().map(|code| (code.name.clone(), n_beside(code))).collect();
    // How many have no value is no secret: every page says how many texts there are.
    Ok(table.with_not_placed(&NotAsked { by_value, total: 0 }))
}

/// What tables can be made by: waves only where there are several.
pub fn by_choices(dataset: &Dataset, writings: &[Writing]) -> Vec<ChoiceView> {
    let is_offered = |by: &Grouping| *by != Grouping::Wave || parted(dataset, writings, *by).labels.len() > 1;
    let choice = |by: Grouping| ChoiceView {
        value: by.code().to_owned(),
        label: i18n::plain(dataset.lang, &format!("explore-by-{}", by.code())),
    };
    Grouping::ALL.into_iter().filter(is_offered).map(choice).collect()
}

/// One of several groups.
pub struct Group {
    /// All of them.
    pub groups: Groups,
    /// Place of this one in `groups.labels`.
    pub place: usize,
    /// What people read for it; of an answer the question, too.
    label: String,
}

impl Group {
    /// The value that its people have.
    pub fn value(&self) -> &str {
        self.groups.labels.get(self.place).map_or("", |label| &label.value)
    }

    /// What people read for it.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// It as conditions of a list of texts.
    pub fn conditions(&self) -> Vec<(&str, &str)> {
        self.groups.conditions(self.value())
    }
}

/// The label of an answer as that of a group, which says to what question.
fn answer_label(question: &str, label: &str) -> String {
    format!("{question} = {label}")
}

/// The group that somebody chose (`region:9001`, `answer:3:q1:1`), unless it is none of those that there are.
pub fn chosen(reading: &Reading, written: &str) -> Option<Group> {
    let (code, rest) = written.split_once(':')?;
    if code == ANSWER {
        // Names of questions and values may have colons themselves.
        return rest.match_indices(':').find_map(|(at, _)| {
            let (question, value) = rest.split_at(at);
            let asked = of_answers(&reading.dataset, &reading.writings, question)?;
            group(asked.into_groups(), value.strip_prefix(':')?)
        });
    }
    group(groups(reading, Grouping::from_code(code)?), rest)
}

fn group(groups: Groups, value: &str) -> Option<Group> {
    let place = groups.labels.iter().position(|label| label.value == value)?;
    let label = groups.labels.get(place)?.label.clone();
    let label = if groups.kind_of_code() == ANSWER { answer_label(&groups.title, &label) } else { label };
    Some(Group { groups, place, label })
}

/// All groups of which there are others to compare with.
pub fn choices(reading: &Reading) -> Vec<ChoiceView> {
    let lang = reading.dataset.lang;
    let choice = |code: &str, kind: &str, value: &str, label: String| ChoiceView {
        value: format!("{code}:{value}"),
        label: i18n::text(lang.code(), &format!("lookup-group-{kind}"), &[("label", label)]),
    };
    let mut choices = Vec::new();
    for groups in Grouping::ALL.map(|by| groups(reading, by)) {
        if groups.labels.len() > 1 {
            let of = |label: ValueLabel| choice(&groups.code, &groups.code, &label.value, label.label);
            choices.extend(groups.labels.iter().cloned().map(of));
        }
    }
    for question in answered(&reading.dataset, &reading.writings) {
        if question.values.len() > 1 {
            let of = |label: &ValueLabel| {
                choice(&question.code, ANSWER, &label.value, answer_label(&question.title, &label.label))
            };
            choices.extend(question.values.iter().map(of));
        }
    }
    choices
}

/// The words as these texts (ascending) use them, those of most people first; words of fewer than `least` are left out.
pub fn narrowed(mut terms: Vec<Term>, texts: &[u32], least: u32) -> Vec<Term> {
    for term in &mut terms {
        term.documents.retain(|document| texts.binary_search(document).is_ok());
        term.n_documents = u32::try_from(term.documents.len()).unwrap_or(u32::MAX);
    }
    terms.retain(|term| term.n_documents >= least.max(1));
    terms.sort_by_key(|term| std::cmp::Reverse(term.n_documents));
    terms
}
