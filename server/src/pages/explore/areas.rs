//! The region as tiles, one an area: who answered, or how many of each area gave an answer.

use actix_web::{HttpResponse, web};
use analysis::chart::Caption;
use analysis::chart::style::Style;
use analysis::chart::tile_map::{Tile, TileMap, TilePlace, of_frequency, tile_map};
use analysis::table::Count;
use serde::{Deserialize, Serialize};
use surveys::questionnaire::variable::Variable;

use super::answers::{Choosing, chosen, variable_title};
use super::selection::Nothing;
use super::{Head, responses};
use crate::auth::User;
use crate::dataset::tables::{AnswerTable, By, QuestionTable, answer_table};
use crate::dataset::{Dataset, Fielded};
use crate::error::Result;
use crate::i18n::{self, Lang, Wording};
use crate::view::figure::{FigureView, TableView, caption, column, counted, join, percent, words};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;

/// What is shown.
#[derive(Deserialize)]
pub struct Query {
    questionnaire: Option<i64>,
    /// Name of a question; empty for who answered.
    #[serde(default)]
    variable: String,
    /// One of its answers.
    #[serde(default)]
    value: String,
}

#[derive(Serialize)]
struct AreasView {
    head: Head,
    #[serde(flatten)]
    choosing: Choosing,
    variables: Vec<ChoiceView>,
    variable: String,
    values: Vec<ChoiceView>,
    value: String,
    /// Something else than usual is chosen.
    is_set: bool,
    figure: Option<FigureView>,
    /// What is said where there is no figure.
    nothing: Nothing,
}

/// `GET /surveys/{id}/analysis/areas`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let view = move |head: Head, dataset: &Dataset| view(head, dataset, &query);
    super::show(&frame, &user, *id, ("/areas", "explore/areas.html"), view).await
}

fn view(head: Head, dataset: &Dataset, query: &Query) -> anyhow::Result<AreasView> {
    let fielded = chosen(dataset, query.questionnaire);
    let mut view = AreasView {
        head,
        choosing: Choosing::of(dataset, "/areas", fielded),
        variables: Vec::new(),
        variable: String::new(),
        values: Vec::new(),
        value: String::new(),
        is_set: fielded.map(|fielded| fielded.id) != dataset.fielded.first().map(|first| first.id),
        figure: None,
        nothing: Nothing::of(dataset, fielded),
    };
    let Some(fielded) = fielded.filter(|fielded| !fielded.responses.is_empty()) else { return Ok(view) };
    let table = answer_table(dataset, fielded);
    let choice = |variable: &Variable| ChoiceView {
        value: variable.name.clone(),
        label: variable_title(dataset, variable),
    };
    view.variables = table.variables().iter().map(choice).collect();
    let asked = table.variables().iter().find(|variable| variable.name == query.variable);
    let Some(variable) = asked else {
        view.figure = Some(who_answered(dataset, fielded, &table)?);
        return Ok(view);
    };
    let choice =
        |(value, label): &(String, String)| ChoiceView { value: value.clone(), label: label.clone() };
    view.values = variable.value_labels.iter().map(choice).collect();
    let value = view.values.iter().find(|choice| choice.value == query.value).or(view.values.first());
    view.value = value.map(|choice| choice.value.clone()).unwrap_or_default();
    view.variable.clone_from(&variable.name);
    view.is_set = true;
    view.figure = who_said(dataset, fielded, (&table, variable), &view.value)?;
    Ok(view)
}

/// Who answered, by area; protected as the response rates are.
fn who_answered(dataset: &Dataset, fielded: &Fielded, table: &AnswerTable<'_>) -> anyhow::Result<FigureView> {
    let counts = table.respondents(dataset, By::Region)?;
    let frequency = counts.table();
    let title = i18n::plain(dataset.lang, "explore-areas-who");
    let args = [("base", frequency.base.to_string()), ("n", frequency.n.to_string())];
    let note = i18n::text(dataset.lang.code(), "figure-base", &args);
    let note = notes(dataset, fielded, note, frequency.has_hidden);
    let link = |code: &str| link(dataset, fielded, None, code);
    let chart = of_frequency(&counts, &places(dataset), &link, around(&title, &note, dataset.lang));
    figure(title, note, chart, dataset.lang)
}

/// How many of each area gave an answer; `None` where the question has no such table.
fn who_said(
    dataset: &Dataset,
    fielded: &Fielded,
    (table, variable): (&AnswerTable<'_>, &Variable),
    value: &str,
) -> anyhow::Result<Option<FigureView>> {
    let (lines, has_hidden) = match table.table(dataset, variable, Some(By::Region))? {
        QuestionTable::Frequency(_) => return Ok(None),
        QuestionTable::Crosstab(table) => {
            let table = table.table();
            let Some(place) = table.columns.iter().position(|column| column.value == value) else {
                return Ok(None);
            };
            let line = |(row, cells): (&analysis::table::ValueLabel, &Vec<_>)| {
                let cell: Option<&analysis::table::crosstab::CrosstabCell> = cells.get(place);
                cell.map(|cell| (row.value.clone(), row.label.clone(), cell.count, cell.row_share))
            };
            let lines: Vec<_> = table.rows.iter().zip(&table.cells).filter_map(line).collect();
            (lines, table.has_hidden)
        }
        QuestionTable::Choices(table) => {
            let table = table.table();
            let Some(place) = table.codes.iter().position(|code| code.name == value) else { return Ok(None) };
            let line = |row: &analysis::table::crosstab::CodeRow| {
                let cell = row.cells.get(place)?;
                Some((row.value.clone(), row.label.clone(), cell.count, cell.share))
            };
            (table.rows.iter().filter_map(line).collect(), table.has_hidden)
        }
    };
    let answer = variable.value_labels.iter().find(|(known, _)| known == value);
    let args = [
        ("question", variable_title(dataset, variable)),
        ("answer", answer.map_or(value, |(_, label)| label).to_owned()),
    ];
    let title = i18n::text(dataset.lang.code(), "explore-areas-said", &args);
    let note = i18n::plain(dataset.lang, "explore-areas-share");
    let note = notes(dataset, fielded, note, has_hidden);
    let places = places(dataset);
    let tile = |(code, label, count, share): (String, String, Count, Option<f64>)| Tile {
        place: places.iter().find(|place| place.value == code).map(|place| (place.row, place.column)),
        href: match count.shown() {
            Some(n) if n > 0 => link(dataset, fielded, Some((variable, value)), &code),
            _ => String::new(),
        },
        label,
        count: Some(count),
        share,
    };
    let tiles = lines.into_iter().map(tile).collect();
    let chart = TileMap { caption: around(&title, &note, dataset.lang), tiles };
    figure(title, note, chart, dataset.lang).map(Some)
}

fn notes(dataset: &Dataset, fielded: &Fielded, first: String, has_hidden: bool) -> String {
    let hidden = if has_hidden { i18n::plain(dataset.lang, "figure-hidden") } else { String::new() };
    let tiles = i18n::plain(dataset.lang, "explore-areas-tiles");
    let roster = fielded.roster_note(By::Region, (dataset.lang, Wording::Usual));
    join(&[first, tiles, hidden, roster], dataset.lang)
}

fn around(title: &str, note: &str, lang: Lang) -> Caption {
    Caption {
        empty: i18n::plain(lang, "figure-empty"),
        limited: i18n::plain(lang, "multivariate-drawn"),
        ..caption(title, note)
    }
}

fn figure(title: String, note: String, chart: TileMap, lang: Lang) -> anyhow::Result<FigureView> {
    let say = |key: &str| i18n::plain(lang, key);
    let svg = tile_map(&chart, &Style::new("areas"))?;
    let row = |tile: Tile| {
        let count = tile.count.map_or_else(|| words("–"), |count| counted(count, None, tile.href.clone()));
        vec![words(tile.label), count, words(tile.share.map(percent).unwrap_or_default())]
    };
    Ok(FigureView {
        id: "areas".to_owned(),
        note,
        reading: String::new(),
        under: String::new(),
        svg,
        is_wide: true,
        table: TableView {
            caption: title.clone(),
            columns: vec![
                column(say("table-region"), false),
                column(say("table-count"), true),
                column(say("table-share"), true),
            ],
            rows: chart.tiles.into_iter().map(row).collect(),
        },
        title,
    })
}

/// The responses of an area, or those of them with an answer; nowhere for those who may not see them.
fn link(dataset: &Dataset, fielded: &Fielded, answer: Option<(&Variable, &str)>, code: &str) -> String {
    let (variable, value) = answer.map_or(("", ""), |(variable, value)| (variable.name.as_str(), value));
    responses::href(dataset, fielded, &[("variable", variable), ("value", value), ("region", code)])
}

/// Where the areas lie that are called by a point of the compass. Nobody has told where the others are.
fn places(dataset: &Dataset) -> Vec<TilePlace> {
    let place = |area: &surveys::entity::region::Model| {
        let (row, column) = compass(&area.name)?;
        Some(TilePlace { value: area.code.clone(), label: area.name.clone(), row, column })
    };
    dataset.areas.iter().filter_map(place).collect()
}

/// Row and column of a name such as 北部, 県央 or 南西圏域.
fn compass(name: &str) -> Option<(u16, u16)> {
    let name = ["圏域", "地域", "地区", "ブロック", "エリア"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(name);
    let name = ["県", "府", "都", "道"].iter().find_map(|start| name.strip_prefix(start)).unwrap_or(name);
    match name.strip_suffix('部').unwrap_or(name) {
        "北西" | "西北" => Some((0, 0)),
        "北" => Some((0, 1)),
        "北東" | "東北" => Some((0, 2)),
        "西" => Some((1, 0)),
        "中" | "央" | "中央" => Some((1, 1)),
        "東" => Some((1, 2)),
        "南西" | "西南" => Some((2, 0)),
        "南" => Some((2, 1)),
        "南東" | "東南" => Some((2, 2)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_lie_where_their_names_say() {
        for (name, place) in [
            ("北部", Some((0, 1))),
            ("県央", Some((1, 1))),
            ("中央", Some((1, 1))),
            ("南西部圏域", Some((2, 0))),
            ("県西地域", Some((1, 0))),
            ("東", Some((1, 2))),
            ("東松山", None),
            ("北本市", None),
            ("川の手", None),
            ("圏域", None),
            ("", None),
        ] {
            assert_eq!(compass(name), place, "{name}");
        }
    }
}
