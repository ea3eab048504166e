//! Another survey beside this one, such as that of another region: what both ask, as a picture over its table, and tested.
//!
//! Every number is that of its own survey's pages, with the threshold of that survey, for the reason that `shared.rs` gives.

use std::collections::BTreeSet;

use analysis::chart::Caption;
use analysis::chart::bar::count_and_percent;
use analysis::chart::heatmap::{HeatCell, Heatmap, Mark, heatmap};
use analysis::chart::stacked_bar::{StackedBar, StackedBarChart, stacked_bar};
use analysis::chart::style::Style;
use analysis::table::frequency::Frequency;
use analysis::table::suppress::Protected;
use serde::Serialize;
use surveys::id::SurveyId;
use surveys::questionnaire::variable::{Variable, VariableKind};
use surveys::store;

use super::apart::{Naming, apart};
use super::{Asking, QuestionView, Shared, Source, counts, question, tables, values};
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::Dataset;
use crate::error::Result;
use crate::i18n::{self, Lang};
use crate::pages::explore;
use crate::pages::surveys::address;
use crate::view::figure::scale::{diverging, row_bar};
use crate::view::figure::{FigureView, caption, join, leading};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;
use crate::view::tested::TestLine;

/// Roles of questions whose answers mean something else in another region, or are no finding.
const OF_ONE_SURVEY: [&str; 3] = ["region", "consent", "quote_permission"];

/// The surveys beside this one.
pub(super) struct Others {
    /// To choose from.
    pub choices: Vec<ChoiceView>,
    /// What the chosen one has gathered, for the same purpose.
    pub chosen: Option<Dataset>,
}

/// One of two surveys, and where its answers are.
#[derive(Serialize)]
pub(super) struct SurveyLink {
    label: String,
    href: String,
}

/// The other surveys, and the wanted one. What is no other survey is not chosen.
pub(super) async fn others(frame: &Frame, user: &User, own: i64, wanted: &str) -> Result<Others> {
    allow(user, Verb::View, Thing::Analysis)?;
    let db = &frame.app.db;
    let mut choices = Vec::new();
    for survey in store::surveys::list(db).await? {
        if survey.id.0 == own {
            continue;
        }
        let value = survey.id.0.to_string();
        let region = store::regions::find(db, survey.region_id).await?.name;
        let label = frame.text_with("explore-shared-survey", &[("title", survey.title), ("region", region)]);
        choices.push(ChoiceView { value, label });
    }
    let is_there = choices.iter().any(|choice| choice.value == wanted);
    let chosen = match wanted.parse::<i64>() {
        Ok(id) if is_there => Some(explore::load(frame, user, id).await?),
        _ => None,
    };
    Ok(Others { choices, chosen })
}

/// The questionnaires of both, each with what tells its survey from the other one.
pub(super) fn sources<'a>(one: &'a Dataset, other: &'a Dataset) -> anyhow::Result<Vec<Source<'a>>> {
    let names = names([one, other]);
    let mut all = Vec::new();
    for (dataset, name) in [one, other].into_iter().zip(names) {
        all.extend(tables(dataset)?.into_iter().map(|source| Source { survey: name.clone(), ..source }));
    }
    Ok(all)
}

/// Their regions, or their titles where the region is the same.
fn names(both: [&Dataset; 2]) -> [String; 2] {
    let [one, other] = both;
    match one.region_name == other.region_name {
        true => both.map(|dataset| dataset.survey.title.clone()),
        false => both.map(|dataset| dataset.region_name.clone()),
    }
}

/// Where the answers of both surveys are.
pub(super) fn links(both: [&Dataset; 2]) -> Vec<SurveyLink> {
    let link = |dataset: &Dataset| SurveyLink {
        label: dataset.survey.title.clone(),
        href: format!("{}/analysis", address(dataset.survey.id)),
    };
    both.map(link).into()
}

/// Whether both surveys ask it, and it can be compared.
pub(super) fn is_compared(shared: &Shared<'_>) -> bool {
    let of: BTreeSet<i64> = shared.askings.iter().map(|asking| asking.dataset.survey.id.0).collect();
    let is_own =
        |variable: &Variable| variable.role.as_deref().is_some_and(|role| OF_ONE_SURVEY.contains(&role));
    of.len() > 1 && !shared.askings.iter().any(|asking| is_own(asking.variable))
}

/// A question in both surveys, each questionnaire with its own n.
pub(super) fn figure(lang: Lang, at: usize, shared: &Shared<'_>) -> anyhow::Result<FigureView> {
    let counts = counts(shared)?;
    let QuestionView { id, note, table } = question(lang, at, shared, &counts);
    let is_several = shared.askings.iter().any(|asking| asking.variable.kind == VariableKind::Multiple);
    let several = if is_several { i18n::plain(lang, "figure-several") } else { String::new() };
    let note = join(&[i18n::plain(lang, "explore-shared-share"), several, note], lang);
    let title = shared.label.clone();
    let figure = FigureView {
        id,
        title,
        note,
        reading: String::new(),
        svg: String::new(),
        is_wide: true,
        table,
        under: String::new(),
    };
    if let Some(newest) = scale(shared) {
        let bars = shared.askings.iter().zip(&counts).map(|(asking, counted)| {
            let link = |value: &str, _: Option<&str>| asking.link(value);
            row_bar(&asking.title(lang), counted.table(), newest, &link)
        });
        return Ok(diverging(figure, newest, bars.collect(), lang)?);
    }
    let empty = i18n::plain(lang, "figure-empty");
    let caption = Caption { empty, ..caption(&figure.title, &figure.note) };
    let style = Style::new(&figure.id);
    let svg = match is_several {
        true => heatmap(&choices_chart(lang, shared, &counts, caption), &style)?,
        false => stacked_bar(&parts_chart(lang, shared, &counts, caption), &style)?,
    };
    Ok(FigureView { svg, ..figure })
}

/// The question as the newest questionnaire asks it, if all have the same steps of a scale.
fn scale<'a>(shared: &Shared<'a>) -> Option<&'a Variable> {
    fn steps(variable: &Variable) -> Vec<&str> {
        variable.value_labels.iter().map(|(value, _)| value.as_str()).collect()
    }
    let newest = shared.askings.last()?.variable;
    let is_alike = |asking: &Asking<'_>| {
        asking.table.is_scale(asking.variable) && steps(asking.variable) == steps(newest)
    };
    shared.askings.iter().all(is_alike).then_some(newest)
}

/// A bar of 100 % for each questionnaire.
fn parts_chart(
    lang: Lang,
    shared: &Shared<'_>,
    counts: &[Protected<Frequency>],
    caption: Caption,
) -> StackedBarChart {
    let values = values(shared);
    let bar = |(asking, counted): (&Asking<'_>, &Protected<Frequency>)| {
        let table = counted.table();
        let share = |(value, _): &(String, String)| match table.rows.iter().find(|row| row.value == *value) {
            Some(row) if table.base.shown() != Some(0) => row.share,
            _ => Some(0.0),
        };
        StackedBar {
            label: asking.title(lang),
            base: format!("n={}", table.base),
            shares: values.iter().map(share).collect(),
            hrefs: values.iter().map(|(value, _)| asking.link(value)).collect(),
        }
    };
    let bars = shared.askings.iter().zip(counts).map(bar).collect();
    StackedBarChart { caption, categories: values.iter().map(|(_, label)| label.clone()).collect(), bars }
}

/// The choices of a question with several answers, down, by questionnaire: the darker the larger the share.
fn choices_chart(
    lang: Lang,
    shared: &Shared<'_>,
    counts: &[Protected<Frequency>],
    caption: Caption,
) -> Heatmap {
    let values = values(shared);
    let askings = || shared.askings.iter().zip(counts);
    let cell = |asking: &Asking<'_>, counted: &Protected<Frequency>, value: &str| {
        let row = counted.table().rows.iter().find(|row| row.value == value);
        HeatCell {
            text: row.map_or_else(|| "–".to_owned(), |row| count_and_percent(row.count, row.share)),
            is_hidden: row.is_some_and(|row| row.count.is_hidden()),
            shade: row.and_then(|row| row.share).unwrap_or(0.0),
            mark: Mark::None,
            href: row.map(|row| leading(row.count, asking.link(value))).unwrap_or_default(),
        }
    };
    let cells = |(value, _): &(String, String)| {
        askings().map(|(asking, counted)| cell(asking, counted, value)).collect::<Vec<HeatCell>>()
    };
    let head = |(asking, counted): (&Asking<'_>, &Protected<Frequency>)| {
        format!("{} (n={})", asking.title(lang), counted.table().base)
    };
    Heatmap {
        caption,
        columns: askings().map(head).collect(),
        rows: values.iter().map(|(_, label)| label.clone()).collect(),
        cells: values.iter().map(cells).collect(),
    }
}

/// Whether the newest questionnaires of both surveys differ: earlier ones may be of the same people.
pub(super) fn tests(
    lang: Lang,
    shared: &Shared<'_>,
    [one, other]: [&Dataset; 2],
) -> anyhow::Result<Vec<TestLine>> {
    let newest = |id: SurveyId| shared.askings.iter().rev().find(|asking| asking.dataset.survey.id == id);
    let (Some(first), Some(second)) = (newest(one.survey.id), newest(other.survey.id)) else {
        return Ok(Vec::new());
    };
    let by = i18n::plain(lang, "test-questionnaires");
    let apart = apart(&shared.label, &by, (first, second), Naming::Question, lang)?;
    Ok(apart.into_iter().map(|apart| apart.line).collect())
}
