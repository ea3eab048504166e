//! The same question in several questionnaires of a survey (waves, kinds of organisations), put side by side; with those of
//! another survey, such as that of another region, when one is chosen (`beside.rs`).
//!
//! What is shown are the protected tables of each questionnaire as they stand on its own page: a table of its own over all
//! questionnaires would withhold other cells, and both together could be solved. Questionnaires of one survey are not tested
//! here: the same people may have answered several of them (see `before_after`).

pub(super) mod apart;
mod beside;

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use analysis::document::tables::frequency_sheet;
use analysis::document::{Cell, Sheet};
use analysis::table::Count;
use analysis::table::frequency::Frequency;
use analysis::table::suppress::Protected;
use serde::{Deserialize, Serialize};
use surveys::questionnaire::merge::merged;
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::{Variable, VariableKind};

use self::beside::{Others, SurveyLink};
use super::{Head, answers};
use crate::auth::User;
use crate::dataset::tables::{AnswerTable, By, answer_table};
use crate::dataset::{Dataset, Fielded};
use crate::error::Result;
use crate::i18n::{self, Lang, Wording};
use crate::pages::exports::words as sheet_words;
use crate::pages::surveys::address;
use crate::view::figure::question::question_figure;
use crate::view::figure::{CellView, FigureView, TableView, column, counted as counted_cell, join, words};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};
use crate::view::tested::among::left_out_note;
use crate::view::tested::tables::test_table;
use crate::view::tested::tested;
use crate::view::versions;

/// Questions on one page.
const PAGE: usize = 10;
/// Questions on one page of pictures by area or kind.
const COMPARED: usize = 3;

/// A questionnaire that has answers.
pub(super) struct Source<'a> {
    dataset: &'a Dataset,
    fielded: &'a Fielded,
    table: AnswerTable<'a>,
    /// What tells its survey from the other one; empty where all are of one survey.
    survey: String,
}

/// A question that several questionnaires ask.
pub(super) struct Shared<'a> {
    /// What it is asked as in the newest of them.
    pub label: String,
    /// Each questionnaire's own variable, in the order of the survey.
    pub askings: Vec<Asking<'a>>,
}

impl Shared<'_> {
    /// What people allow is no finding.
    pub(super) fn is_consent(&self) -> bool {
        self.askings.iter().any(|asking| asking.variable.role.as_deref() == Some("consent"))
    }
}

/// The question as one questionnaire asks it.
pub(super) struct Asking<'a> {
    /// What its survey has gathered.
    pub dataset: &'a Dataset,
    /// What tells its survey from the other one; empty where all are of one survey.
    survey: &'a str,
    /// The questionnaire.
    pub fielded: &'a Fielded,
    /// Its answers.
    pub table: &'a AnswerTable<'a>,
    /// The question.
    pub variable: &'a Variable,
}

impl Asking<'_> {
    /// What the questionnaire is called beside the others.
    fn title(&self, lang: Lang) -> String {
        let title = self.fielded.full_title(lang);
        if self.survey.is_empty() {
            return title;
        }
        let args = [("survey", self.survey.to_owned()), ("questionnaire", title)];
        i18n::text(lang.code(), "explore-shared-of", &args)
    }

    /// The responses that gave a value.
    fn link(&self, value: &str) -> String {
        answers::link(self.dataset, self.fielded, self.variable, value, None)
    }
}

#[derive(Serialize)]
struct SharedView {
    head: Head,
    action: String,
    by: String,
    bys: Vec<ChoiceView>,
    /// The other surveys.
    surveys: Vec<ChoiceView>,
    /// The one that stands beside this one; empty for none.
    with: String,
    /// Where the answers of both are.
    links: Vec<SurveyLink>,
    questions: Vec<QuestionView>,
    compared: Vec<ComparedView>,
    figures: Vec<FigureView>,
    tests: Option<TableView>,
    paging: Paging,
}

#[derive(Serialize)]
struct QuestionView {
    id: String,
    note: String,
    table: TableView,
}

/// A question by area or kind, one figure a questionnaire.
#[derive(Serialize)]
struct ComparedView {
    id: String,
    label: String,
    figures: Vec<FigureView>,
}

/// Which page of the list, what respondents are compared by, and the number of another survey.
#[derive(Deserialize)]
pub struct Query {
    #[serde(flatten)]
    page: PageQuery,
    #[serde(default)]
    by: String,
    #[serde(default)]
    with: String,
}

/// `GET /surveys/{id}/analysis/shared`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let others = beside::others(&frame, &user, *id, &query.with).await?;
    let view = move |head: Head, dataset: &Dataset| view(head, dataset, &others, &query);
    super::show(&frame, &user, *id, ("/shared", "explore/shared.html"), view).await
}

fn view(head: Head, dataset: &Dataset, others: &Others, query: &Query) -> anyhow::Result<SharedView> {
    let lang = dataset.lang;
    let by = By::from_code(&query.by);
    let code = by.map(By::code).unwrap_or_default();
    let sources = match &others.chosen {
        Some(other) => beside::sources(dataset, other)?,
        None => tables(dataset)?,
    };
    let mut all = shared(&sources);
    if others.chosen.is_some() {
        all.retain(beside::is_compared);
    }
    let size = if by.is_some() { COMPARED } else { PAGE };
    let action = format!("{}/analysis/shared", address(dataset.survey.id));
    let with = others.chosen.as_ref().map(|other| other.survey.id.0.to_string()).unwrap_or_default();
    let paging = Paging::new(format!("{action}?by={code}&with={with}&page="), query.page, all.len(), size);
    let choice = |by: By| ChoiceView {
        value: by.code().to_owned(),
        label: i18n::plain(lang, &format!("explore-by-{}", by.code())),
    };
    let mut view = SharedView {
        head,
        action,
        by: code.to_owned(),
        bys: [By::Region, By::Kind].map(choice).into(),
        surveys: others.choices.clone(),
        with,
        links: others.chosen.as_ref().map(|other| beside::links([dataset, other])).unwrap_or_default(),
        questions: Vec::new(),
        compared: Vec::new(),
        figures: Vec::new(),
        tests: None,
        paging: paging.clone(),
    };
    let mut tests = Vec::new();
    for (at, shared) in paging.shown(all.iter().enumerate()) {
        match (by, &others.chosen) {
            (Some(by), _) => view.compared.push(comparison(lang, at, shared, by)?),
            (None, None) => view.questions.push(question(lang, at, shared, &counts(shared)?)),
            (None, Some(other)) => {
                view.figures.push(beside::figure(lang, at, shared)?);
                tests.extend(beside::tests(lang, shared, [dataset, other])?);
            }
        }
    }
    let caption = i18n::plain(lang, "test-results");
    view.tests = (!tests.is_empty()).then(|| test_table(caption, &tests, lang));
    Ok(view)
}

/// A question by area or kind: the figures of each questionnaire's own page.
fn comparison(lang: Lang, at: usize, shared: &Shared<'_>, by: By) -> anyhow::Result<ComparedView> {
    let figure = |asking: &Asking<'_>| {
        let dataset = asking.dataset;
        let counted = asking.table.table(dataset, asking.variable, Some(by))?;
        let title = asking.title(lang);
        let link = |value: &str, attribute: Option<&str>| {
            answers::link(
                dataset,
                asking.fielded,
                asking.variable,
                value,
                attribute.map(|attribute| (by, attribute)),
            )
        };
        let id = format!("shared-{at}-{}", asking.fielded.id.0);
        let found = tested(&counted, Some(by));
        let mut figure = question_figure(&id, &title, (&counted, &found), &link, lang)?;
        let left_out = left_out_note((&counted, &found), Some(by), lang);
        let roster = asking.fielded.roster_note(by, (lang, Wording::Usual));
        figure.note = join(&[figure.note, left_out, roster], lang);
        anyhow::Ok(figure)
    };
    let figures = shared.askings.iter().map(figure).collect::<anyhow::Result<_>>()?;
    Ok(ComparedView { id: format!("shared-{at}"), label: shared.label.clone(), figures })
}

/// The questionnaires that have responses for the purpose, with their tables.
pub(super) fn tables(dataset: &Dataset) -> anyhow::Result<Vec<Source<'_>>> {
    let answered = dataset.fielded.iter().filter(|fielded| !fielded.responses.is_empty());
    let source = |fielded| {
        let table = answer_table(dataset, fielded);
        anyhow::Ok(Source { dataset, fielded, table, survey: String::new() })
    };
    answered.map(source).collect()
}

/// The question's id, its part, its item, and whether several values may be given.
type Identity = (String, Vec<String>, Option<usize>, bool);

/// What two variables must share to be put side by side: the question's id, the part, and the kind of values.
fn identity(joined: &Joined) -> Identity {
    let variable = &joined.variable;
    let part = variable.path.iter().chain(&variable.row).cloned().collect();
    let is_multiple = variable.kind == VariableKind::Multiple;
    (joined.shared_id.clone(), part, variable.item, is_multiple)
}

/// The questions of several questionnaires, in the order of the first that asks them. Calculated values have no question.
pub(super) fn shared<'a>(sources: &'a [Source<'a>]) -> Vec<Shared<'a>> {
    let mut places: BTreeMap<Identity, Vec<usize>> = BTreeMap::new();
    let mut found: Vec<Shared<'a>> = Vec::new();
    for source in sources {
        let Source { dataset, fielded, table, survey } = source;
        for variable in table.variables() {
            let Some(joined) = table.joined(variable).filter(|joined| !joined.shared_id.is_empty()) else {
                continue;
            };
            let asking = Asking { dataset, survey, fielded, table, variable };
            // Questions of one name may be several: each takes in what asks the same as it does.
            let alike = places.entry(identity(joined)).or_default();
            let fits = |at: &&usize| {
                let askings = found.get(**at).map(|shared| shared.askings.as_slice()).unwrap_or_default();
                askings.iter().all(|other| is_another(other, &asking))
            };
            match alike.iter().find(fits).copied().and_then(|at| found.get_mut(at)) {
                Some(shared) => {
                    shared.label.clone_from(&variable.label);
                    shared.askings.push(asking);
                }
                None => {
                    alike.push(found.len());
                    found.push(Shared { label: variable.label.clone(), askings: vec![asking] });
                }
            }
        }
    }
    found.retain(|shared| shared.askings.len() > 1);
    found
}

/// Whether both ask the same in different questionnaires. A written id (`kt:id`) is meant; of two that only have their name
/// in common, such as the `q1` of every new questionnaire, the words must be the same, too.
fn is_another(one: &Asking<'_>, other: &Asking<'_>) -> bool {
    let has_id = |asking: &Asking<'_>| {
        let joined = asking.table.joined(asking.variable);
        joined.is_some_and(|joined| joined.shared_id != asking.variable.question)
    };
    let (a, b) = (one.variable, other.variable);
    one.fielded.id != other.fielded.id && (has_id(one) || has_id(other) || a.label == b.label)
}

/// A question as a table: a row a value, a column a questionnaire.
fn question(lang: Lang, at: usize, shared: &Shared<'_>, counts: &[Protected<Frequency>]) -> QuestionView {
    let say = |key: &str| i18n::plain(lang, key);
    let mut columns = vec![column(say("table-value"), false)];
    columns.extend(shared.askings.iter().map(|asking| column(asking.title(lang), true)));
    let mut rows: Vec<Vec<CellView>> = Vec::new();
    for (value, label) in values(shared) {
        let cell = |(asking, counted): (&Asking<'_>, &Protected<Frequency>)| {
            let row = counted.table().rows.iter().find(|row| row.value == value);
            // A value that a questionnaire does not offer has no number, not 0.
            row.map_or_else(|| words("–"), |row| counted_cell(row.count, row.share, asking.link(&value)))
        };
        let cells = shared.askings.iter().zip(counts).map(cell);
        rows.push([words(label)].into_iter().chain(cells).collect());
    }
    let total = |count: fn(&Frequency) -> Count| {
        counts.iter().map(move |counted| counted_cell(count(counted.table()), None, String::new()))
    };
    let silent = total(|table| table.no_answer.count);
    rows.push([words(say("table-no-answer"))].into_iter().chain(silent).collect());
    rows.push([words(say("explore-shared-base"))].into_iter().chain(total(|table| table.base)).collect());
    let mut notes = Vec::new();
    for asking in &shared.askings {
        if asking.variable.label != shared.label {
            let args = [("questionnaire", asking.title(lang)), ("label", asking.variable.label.clone())];
            notes.push(i18n::text(lang.code(), "explore-shared-wording", &args));
        }
        let joined: Vec<&Joined> = asking.table.joined(asking.variable).into_iter().collect();
        notes.push(versions::note(lang, asking.fielded, &joined));
    }
    if counts.iter().any(|counted| counted.table().has_hidden) {
        notes.push(say("figure-hidden"));
    }
    let table = TableView { caption: shared.label.clone(), columns, rows };
    QuestionView { id: format!("shared-{at}"), note: join(&notes, lang), table }
}

fn counts(shared: &Shared<'_>) -> anyhow::Result<Vec<Protected<Frequency>>> {
    let counted = |asking: &Asking<'_>| Ok(asking.table.frequency(asking.dataset, asking.variable)?);
    shared.askings.iter().map(counted).collect()
}

/// All values of a question, the newest questionnaire's order and words first.
fn values(shared: &Shared<'_>) -> Vec<(String, String)> {
    let mut labels: BTreeMap<&str, &str> = BTreeMap::new();
    let newest = shared.askings.iter().rev();
    for (value, label) in newest.clone().flat_map(|asking| &asking.variable.value_labels) {
        labels.entry(value).or_insert(label);
    }
    let lists: Vec<Vec<&str>> = newest
        .map(|asking| asking.variable.value_labels.iter().map(|(value, _)| value.as_str()).collect())
        .collect();
    let all = merged(&lists).into_iter();
    all.filter_map(|value| Some((value.to_owned(), (*labels.get(value)?).to_owned()))).collect()
}

/// The same as a sheet: one row a question, questionnaire and value.
///
/// # Errors
/// When a question cannot be counted.
pub fn sheet(dataset: &Dataset) -> anyhow::Result<Sheet> {
    let tables = tables(dataset)?;
    let words = sheet_words::tables(dataset.lang);
    let mut all = Sheet { name: "shared".to_owned(), columns: columns(dataset.lang), rows: Vec::new() };
    for shared in shared(&tables) {
        for (asking, counted) in shared.askings.iter().zip(counts(&shared)?) {
            let own = frequency_sheet(&counted, "", &words);
            let id = asking.table.joined(asking.variable).map_or("", |joined| &joined.shared_id);
            let first = [
                id,
                &shared.label,
                &asking.fielded.full_title(dataset.lang),
                &asking.variable.name,
                &asking.variable.label,
            ]
            .map(Cell::text);
            all.rows.extend(own.rows.into_iter().map(|row| first.iter().cloned().chain(row).collect()));
            if all.columns.len() == first.len() {
                all.columns.extend(own.columns);
            }
        }
    }
    Ok(all)
}

fn columns(lang: Lang) -> Vec<String> {
    let heads = [
        "export-head-shared-id",
        "export-head-label",
        "export-head-questionnaire",
        "export-head-variable",
        "export-head-wording",
    ];
    heads.map(|key| i18n::plain(lang, key)).into()
}
