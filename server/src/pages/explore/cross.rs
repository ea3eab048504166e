//! Cross tables of a questionnaire: a question against another one, the area or the agency kind, with their tests.

use actix_web::{HttpResponse, web};
use analysis::document::Sheet;
use analysis::error::Error;
use serde::{Deserialize, Serialize};
use surveys::questionnaire::variable::{Variable, VariableKind};

use super::answers::{Choosing, chosen, means_note, variable_title};
use super::test_lines::lines;
use super::{Head, cells_file, head, load, responses};
use crate::auth::User;
use crate::dataset::tables::{AnswerTable, By, QuestionTable, answer_table};
use crate::dataset::{Dataset, Fielded};
use crate::error::Result;
use crate::i18n;
use crate::view::figure::question::question_figure;
use crate::view::figure::residual::residual_figure;
use crate::view::figure::scale::scale_figure;
use crate::view::figure::{FigureView, TableView, join};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;
use crate::view::tested::among::left_out_note;
use crate::view::tested::cells::{CountOf, question_rows, sheet};
use crate::view::tested::tables::test_table;
use crate::view::tested::{Tested, tested};
use crate::view::versions;

/// Before the names of questions in the form, so that no question is taken for the area or kind.
const QUESTION: &str = "q:";

/// What is set against what.
#[derive(Deserialize)]
pub struct Query {
    questionnaire: Option<i64>,
    #[serde(default)]
    side: String,
    #[serde(default)]
    top: String,
}

#[derive(Serialize)]
struct CrossView {
    head: Head,
    #[serde(flatten)]
    choosing: Choosing,
    sides: Vec<ChoiceView>,
    side: String,
    tops: Vec<ChoiceView>,
    top: String,
    figure: Option<FigureView>,
    /// Where the table differs from independence; none for a question with several answers, whose figure is such a map.
    residuals: Option<FigureView>,
    tests: Option<TableView>,
    /// The table as a file has it, if that is asked for.
    #[serde(skip)]
    cells: Option<Sheet>,
    is_too_large: bool,
    /// Where its means are instead, of a table that is not given; may be empty.
    means: String,
    /// There is no table yet: the form is what the page has.
    is_set: bool,
}

/// What stands down the side.
enum Side<'a> {
    By(By),
    Question(&'a Variable),
}

/// `GET /surveys/{id}/analysis/cross`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let dataset = load(&frame, &user, *id).await?;
    let made_for = (dataset.survey.id, dataset.purpose);
    let head = head(&frame, &user, &dataset, "/cross");
    let questionnaire = query.questionnaire.map(|id| id.to_string()).unwrap_or_default();
    let settings = [("questionnaire", questionnaire.as_str()), ("side", &query.side), ("top", &query.top)];
    let name = cells_file::name("cross", &settings);
    let is_file = cells_file::is_wanted(&frame);
    let mut view = web::block(move || view(head, &dataset, &query, is_file)).await??;
    let cells = (name.as_str(), view.cells.take());
    let title = frame.text("explore-room-cross");
    let page = ("explore/cross.html", title.as_str());
    cells_file::page(&frame, &user, made_for, page, &view, cells).await
}

fn view(head: Head, dataset: &Dataset, query: &Query, is_file: bool) -> anyhow::Result<CrossView> {
    let chosen = chosen(dataset, query.questionnaire);
    let mut view = CrossView {
        head,
        choosing: Choosing::of(dataset, "/cross", chosen),
        sides: Vec::new(),
        side: query.side.clone(),
        tops: Vec::new(),
        top: query.top.clone(),
        figure: None,
        residuals: None,
        tests: None,
        cells: None,
        is_too_large: false,
        means: String::new(),
        is_set: true,
    };
    let Some(fielded) = chosen else { return Ok(view) };
    let table = answer_table(dataset, fielded);
    let by = |by: By| ChoiceView {
        value: by.code().to_owned(),
        label: i18n::plain(dataset.lang, &format!("table-{}", by.code())),
    };
    let question = |variable: &Variable| ChoiceView {
        value: format!("{QUESTION}{}", variable.name),
        label: variable_title(dataset, variable),
    };
    let single = table.variables().iter().filter(|variable| variable.kind == VariableKind::Single);
    view.sides = [By::Region, By::Kind].map(by).into_iter().chain(single.map(question)).collect();
    view.tops = table.variables().iter().map(question).collect();
    if let (Some(side), Some(top)) = (side(&table, &query.side), named(&table, &query.top)) {
        let found = crossed((dataset, fielded), &table, (&side, top), is_file)?;
        view.means = means_of(dataset, &table, &side, top);
        view.is_too_large = found.is_none() && view.means.is_empty();
        if let Some(found) = found {
            (view.figure, view.residuals) = (Some(found.figure), found.residuals);
            (view.tests, view.cells) = (Some(found.tests), found.cells);
        }
        view.is_set = view.figure.is_none();
    }
    Ok(view)
}

fn named<'t>(table: &'t AnswerTable<'_>, code: &str) -> Option<&'t Variable> {
    let name = code.strip_prefix(QUESTION)?;
    table.variables().iter().find(|variable| variable.name == name)
}

fn side<'t>(table: &'t AnswerTable<'_>, code: &str) -> Option<Side<'t>> {
    if let Some(by) = By::from_code(code) {
        return Some(Side::By(by));
    }
    named(table, code).filter(|variable| variable.kind == VariableKind::Single).map(Side::Question)
}

/// The area or kind that a table is by, on either side: questions for it are it outside internal work.
fn by_attribute(table: &AnswerTable<'_>, side: &Side<'_>, top: &Variable) -> Option<By> {
    match side {
        Side::By(by) => Some(*by),
        Side::Question(other) => {
            let is_turned = top.kind == VariableKind::Single;
            table.asks_for(other).or_else(|| table.asks_for(top).filter(|_| is_turned))
        }
    }
}

/// Says that one of the questions has means in the place of its table; empty where none has.
fn means_of(dataset: &Dataset, table: &AnswerTable<'_>, side: &Side<'_>, top: &Variable) -> String {
    let both = match side {
        Side::By(_) => vec![top.clone()],
        Side::Question(other) => vec![(*other).clone(), top.clone()],
    };
    means_note(dataset, table, &both, by_attribute(table, side, top))
}

/// What is shown of a table.
struct Crossed {
    figure: FigureView,
    residuals: Option<FigureView>,
    tests: TableView,
    /// As a file has it, if that is asked for.
    cells: Option<Sheet>,
}

/// The figures of a table and its tests; `None` where one side has more values than a table can have.
fn crossed(
    (dataset, fielded): (&Dataset, &Fielded),
    table: &AnswerTable<'_>,
    (side, top): (&Side<'_>, &Variable),
    is_file: bool,
) -> anyhow::Result<Option<Crossed>> {
    let by = match side {
        Side::By(by) => Some(*by),
        Side::Question(_) => None,
    };
    let counted = match side {
        Side::By(by) => table.table(dataset, top, Some(*by)),
        Side::Question(other) => table.across(dataset, top, other),
    };
    let counted = match counted {
        Err(Error::TooManyCategories { .. }) | Ok(QuestionTable::Frequency(_)) => return Ok(None),
        counted => counted?,
    };
    let found = tested(&counted, by);
    let title = variable_title(dataset, top);
    let link = |value: &str, attribute: Option<&str>| {
        let Some(group) = attribute else { return String::new() };
        let answer = [("variable", top.name.as_str()), ("value", value)];
        let groups = match side {
            Side::By(by) => [(by.code(), group), ("", "")],
            Side::Question(other) => [("across", other.name.as_str()), ("across_value", group)],
        };
        responses::href(dataset, fielded, &[answer, groups].concat())
    };
    let mut figure = question_figure("cross", &title, (&counted, &found), &link, dataset.lang)?;
    if table.is_scale(top) {
        figure = scale_figure(figure, (&counted, top), &link, dataset.lang)?;
    }
    let left_out = left_out_note((&counted, &found), by, dataset.lang);
    let others = table.other_kinds_note(by_attribute(table, side, top), dataset.lang);
    let other = match side {
        Side::By(_) => None,
        Side::Question(other) => Some(*other),
    };
    let note =
        |one: &Variable| table.joined(one).map(|joined| versions::note(dataset.lang, fielded, &[joined]));
    let versions: Vec<String> = [Some(top), other].into_iter().flatten().filter_map(note).collect();
    let versions = join(&versions, dataset.lang);
    figure.note = join(&[figure.note, versions, left_out, others], dataset.lang);
    let residuals = match (&counted, &found) {
        (QuestionTable::Crosstab(counted), Tested::Crosstab(found)) => {
            let heading = i18n::plain(dataset.lang, "explore-residuals");
            Some(residual_figure("residuals", &heading, (counted, found), &link, dataset.lang)?)
        }
        _ => None,
    };
    let lines = lines(dataset, table, top, &title, (&counted, &found), by);
    let tests = test_table(i18n::plain(dataset.lang, "test-results"), &lines, dataset.lang);
    let rows = || question_rows(&title, &counted, &found, dataset.lang);
    let by = row_label(&counted);
    let cells = is_file.then(|| sheet("cross", (&by, CountOf::Answers), rows(), &lines, dataset.lang));
    Ok(Some(Crossed { figure, residuals, tests, cells }))
}

/// What the groups of a table are.
fn row_label(table: &QuestionTable) -> String {
    match table {
        QuestionTable::Frequency(_) => String::new(),
        QuestionTable::Crosstab(table) => table.table().row_label.clone(),
        QuestionTable::Choices(table) => table.table().row_label.clone(),
    }
}
