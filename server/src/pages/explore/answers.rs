//! Who answered, and the closed questions as charts and tables.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::Variable;

use super::rates::rates;
use super::selection::Nothing;
use super::test_lines::lines;
use super::{Head, responses};
use crate::auth::User;
use crate::dataset::listed::n_reached;
use crate::dataset::tables::{AnswerTable, By, answer_table};
use crate::dataset::{Dataset, Fielded};
use crate::error::Result;
use crate::i18n::{self, Wording};
use crate::pages::surveys::address;
use crate::view::figure::matrix::{MatrixRow, matrix_figure, questions};
use crate::view::figure::question::{frequency_lines, question_figure};
use crate::view::figure::scale::{diverging, row_bar, scale_figure};
use crate::view::figure::{FigureView, TableView, join};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};
use crate::view::tested::among::left_out_note;
use crate::view::tested::tables::test_table;
use crate::view::tested::{TestLine, item_note, tested};
use crate::view::versions;

/// Questions on one page of comparisons, whose pictures are large.
const COMPARED: usize = 8;

/// What is shown.
#[derive(Deserialize)]
pub struct Query {
    questionnaire: Option<i64>,
    #[serde(default)]
    by: String,
    #[serde(flatten)]
    page: PageQuery,
}

/// The form of a page about one questionnaire: where it is sent, the questionnaires to choose from, and the chosen one.
#[derive(Serialize)]
pub struct Choosing {
    action: String,
    questionnaires: Vec<ChoiceView>,
    questionnaire: String,
}

impl Choosing {
    /// The form of a room of the analysis, given by the last part of its address.
    pub fn of(dataset: &Dataset, room: &str, chosen: Option<&Fielded>) -> Choosing {
        Choosing {
            action: format!("{}/analysis{room}", address(dataset.survey.id)),
            questionnaires: questionnaire_choices(dataset),
            questionnaire: chosen.map(|fielded| fielded.id.0.to_string()).unwrap_or_default(),
        }
    }
}

#[derive(Serialize)]
struct AnswersView {
    head: Head,
    #[serde(flatten)]
    choosing: Choosing,
    by: String,
    bys: Vec<ChoiceView>,
    /// Something else than usual is chosen.
    is_set: bool,
    rates: Vec<FigureView>,
    /// Whether they are of those who were invited, not of the list.
    are_of_invited: bool,
    figures: Vec<FigureView>,
    tests: Option<TableView>,
    /// Why there are no figures, where there are none.
    nothing: Option<Nothing>,
    range: String,
    paging: Paging,
}

/// `GET /surveys/{id}/analysis`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let view = move |head: Head, dataset: &Dataset| answers_view(head, dataset, &query);
    super::show(&frame, &user, *id, ("", "explore/answers.html"), view).await
}

fn answers_view(head: Head, dataset: &Dataset, query: &Query) -> anyhow::Result<AnswersView> {
    let chosen = chosen(dataset, query.questionnaire);
    let by = By::from_code(&query.by);
    let choosing = Choosing::of(dataset, "", chosen);
    let base = format!(
        "{}?questionnaire={}&by={}&page=",
        choosing.action,
        choosing.questionnaire,
        by.map(By::code).unwrap_or_default()
    );
    let mut view = AnswersView {
        head,
        paging: Paging::new(base.clone(), query.page, 0, COMPARED),
        choosing,
        by: by.map(By::code).unwrap_or_default().to_owned(),
        bys: [By::Region, By::Kind]
            .map(|by| ChoiceView {
                value: by.code().to_owned(),
                label: i18n::plain(dataset.lang, &format!("explore-by-{}", by.code())),
            })
            .into(),
        is_set: by.is_some()
            || chosen.map(|fielded| fielded.id) != dataset.fielded.first().map(|first| first.id),
        rates: Vec::new(),
        are_of_invited: chosen.and_then(n_reached).is_some(),
        figures: Vec::new(),
        tests: None,
        nothing: chosen
            .is_none_or(|fielded| fielded.responses.is_empty())
            .then(|| Nothing::of(dataset, chosen)),
        range: String::new(),
    };
    let Some(fielded) = chosen else { return Ok(view) };
    let table = answer_table(dataset, fielded);
    view.rates = rates(dataset, &table, fielded)?;
    let n = table.variables().len();
    let size = if by.is_some() { COMPARED } else { n.max(1) };
    view.paging = Paging::new(base, query.page, n, size);
    let from = view.paging.before();
    let until = (from + size).min(n);
    if view.paging.total() > 1 {
        let (first, last) = ((from + 1).to_string(), until.to_string());
        let args = [("from", first), ("to", last), ("n", n.to_string())];
        view.range = i18n::text(dataset.lang.code(), "explore-n-questions", &args);
    }
    let shown = table.variables().get(from..until).unwrap_or_default();
    let (figures, tests) = figures(dataset, &table, fielded, by, shown)?;
    view.figures = figures;
    let caption = i18n::plain(dataset.lang, "test-results");
    view.tests = (!tests.is_empty()).then(|| test_table(caption, &tests, dataset.lang));
    Ok(view)
}

/// The questionnaire that was asked for; the first where none was.
pub fn chosen(dataset: &Dataset, wanted: Option<i64>) -> Option<&Fielded> {
    wanted.and_then(|id| dataset.questionnaire(id)).or(dataset.fielded.first())
}

/// The questionnaires to choose from.
pub fn questionnaire_choices(dataset: &Dataset) -> Vec<ChoiceView> {
    let choice = |fielded: &Fielded| ChoiceView {
        value: fielded.id.0.to_string(),
        label: fielded.full_title(dataset.lang),
    };
    dataset.fielded.iter().map(choice).collect()
}

/// The closed questions of a questionnaire as figures, and their tests.
fn figures(
    dataset: &Dataset,
    table: &AnswerTable<'_>,
    fielded: &Fielded,
    by: Option<By>,
    shown: &[Variable],
) -> anyhow::Result<(Vec<FigureView>, Vec<TestLine>)> {
    let (mut figures, mut tests) = (Vec::new(), Vec::new());
    for question in questions(shown) {
        let joined: Vec<&Joined> = question.iter().filter_map(|variable| table.joined(variable)).collect();
        let remarks = join(
            &[
                versions::note(dataset.lang, fielded, &joined),
                unreadable_note(dataset, table, question),
                by.map(|by| fielded.roster_note(by, (dataset.lang, Wording::Usual))).unwrap_or_default(),
                table.other_kinds_note(by, dataset.lang),
                means_note(dataset, table, question, by),
            ],
            dataset.lang,
        );
        let mut figure = match question {
            [first, _, ..] if by.is_none() => matrix(dataset, table, fielded, first, question)?,
            variables => {
                for variable in variables {
                    let counted = table.table(dataset, variable, by)?;
                    let title = variable_title(dataset, variable);
                    let link = |value: &str, attribute: Option<&str>| {
                        link(dataset, fielded, variable, value, by.zip(attribute))
                    };
                    let id = format!("f-{}", variable.name);
                    let found = tested(&counted, by);
                    let mut figure = question_figure(&id, &title, (&counted, &found), &link, dataset.lang)?;
                    if table.is_scale(variable) {
                        figure = scale_figure(figure, (&counted, variable), &link, dataset.lang)?;
                    }
                    tests.extend(lines(dataset, table, variable, &title, (&counted, &found), by));
                    let left_out = left_out_note((&counted, &found), by, dataset.lang);
                    figure.note = join(&[figure.note, left_out, remarks.clone()], dataset.lang);
                    figures.push(figure);
                }
                continue;
            }
        };
        figure.note = join(&[figure.note, remarks], dataset.lang);
        figures.push(figure);
    }
    Ok((figures, tests))
}

/// Says of questions whose means by kind stand in the place of their counts where these means are; empty where there are none.
pub fn means_note(
    dataset: &Dataset,
    table: &AnswerTable<'_>,
    variables: &[Variable],
    by: Option<By>,
) -> String {
    let Some(by) = by else { return String::new() };
    let told = variables.iter().filter(|variable| table.is_told_by_means(dataset, variable, by));
    let mut titles: Vec<String> = told.map(|variable| question_title(dataset, table, variable)).collect();
    titles.dedup();
    if titles.is_empty() {
        return String::new();
    }
    let titles = titles.join(&i18n::plain(dataset.lang, "list-separator"));
    i18n::text(dataset.lang.code(), "table-told-by-means", &[("questions", titles)])
}

fn matrix(
    dataset: &Dataset,
    table: &AnswerTable<'_>,
    fielded: &Fielded,
    first: &Variable,
    question: &[Variable],
) -> anyhow::Result<FigureView> {
    let (mut rows, mut bars) = (Vec::new(), Vec::new());
    for variable in question {
        let counted = table.frequency(dataset, variable)?;
        let link = |value: &str, _: Option<&str>| link(dataset, fielded, variable, value, None);
        let label = variable.row_label.clone().unwrap_or_default();
        bars.push(row_bar(&label, counted.table(), variable, &link));
        let lines = frequency_lines(counted.table(), &link);
        rows.push(MatrixRow { label, lines, base: counted.table().base });
    }
    let title = question_title(dataset, table, first);
    let mut figure = matrix_figure(&format!("f-{}", first.name), &title, rows, dataset.lang)?;
    if question.iter().all(|variable| table.is_scale(variable)) {
        figure = diverging(figure, first, bars, dataset.lang)?;
    }
    if let Some(set) = table.items(dataset, question)? {
        figure.reading = item_note(&title, &set, dataset.lang);
    }
    Ok(figure)
}

/// The responses that a number counts.
pub(super) fn link(
    dataset: &Dataset,
    fielded: &Fielded,
    variable: &Variable,
    value: &str,
    attribute: Option<(By, &str)>,
) -> String {
    let group = attribute.map_or(("", ""), |(by, attribute)| (by.code(), attribute));
    responses::href(dataset, fielded, &[("variable", &variable.name), ("value", value), group])
}

/// How many answers to a question cannot be read, for those who see all counts.
fn unreadable_note(dataset: &Dataset, table: &AnswerTable<'_>, question: &[Variable]) -> String {
    let n: usize = question.iter().map(|variable| table.n_unreadable(variable)).sum();
    if n == 0 || dataset.purpose != Purpose::Internal {
        return String::new();
    }
    i18n::text(dataset.lang.code(), "figure-unreadable", &[("n", n.to_string())])
}

/// Roles of questions that say where and what respondents are, or what they allow.
const ABOUT_RESPONDENT: [&str; 4] = ["region", "agency_kind", "consent", "quote_permission"];

/// Whether a question's answers are something to report on their own.
pub fn is_finding(variable: &Variable) -> bool {
    !variable.role.as_deref().is_some_and(|role| ABOUT_RESPONDENT.contains(&role))
}

/// Number and words of a variable's question; a row of a matrix is named.
pub fn variable_title(dataset: &Dataset, variable: &Variable) -> String {
    numbered(dataset, &variable.number, &variable.label)
}

/// Number and words of the question that a variable belongs to.
pub fn question_title(dataset: &Dataset, table: &AnswerTable<'_>, variable: &Variable) -> String {
    let found = table.question(variable);
    let words = found.map_or(variable.label.as_str(), |found| found.title.get(dataset.lang.code()));
    numbered(dataset, &variable.number, words)
}

fn numbered(dataset: &Dataset, number: &str, words: &str) -> String {
    if number.is_empty() {
        return words.to_owned();
    }
    let number = i18n::text(dataset.lang.code(), "fill-number", &[("number", number.to_owned())]);
    format!("{number} {words}")
}
