//! Suggested stances and themes, by area or agency kind, with χ²; and the stances that people have marked.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use actix_web::{HttpResponse, web};
use analysis::coding::frame::{Code, CodingFrame};
use analysis::coding::stance::Stance;
use analysis::coding::suggest::CodedSentence;
use analysis::table::crosstab::{CodeCrosstab, CodeHits, CrosstabOptions, code_crosstab};
use analysis::table::suppress::{Protected, protect, protect_words};
use analysis::table::tested::test_codes;
use analysis::table::{Column, ColumnData, Count, Kind, RowId, ValueLabel, Variable, frame};
use serde::{Deserialize, Serialize};
use surveys::entity::code;
use surveys::id::SurveyId;
use surveys::store;
use surveys::store::codings::Coded;

use super::groups::left_out_by;
use super::machine::{Alone, Machine, alone};
use super::selection::is_withheld;
use super::standing::standing;
use super::{Head, Reading, figure_file, head, method_words, read};
use crate::auth::User;
use crate::dataset::Dataset;
use crate::dataset::coded::CodedTexts;
use crate::dataset::purpose_of;
use crate::dataset::tables::{By, kind_name, withheld_groups};
use crate::dataset::writings::Writing;
use crate::error::Result;
use crate::i18n::{self, Lang};
use crate::pages::coding::told;
use crate::pages::conditions::encode;
use crate::pages::surveys::address;
use crate::view::figure::question::code_figure;
use crate::view::figure::{BarLine, FigureView, TableView, bar_figure, column, counted, join, words};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;
use crate::view::tested::code_lines;
use crate::view::tested::tables::test_table;

/// What themes are compared by.
#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    by: String,
    /// `model`: what no person has judged is told by the model that learns from people; otherwise by the rules.
    #[serde(default)]
    machine: String,
}

#[derive(Serialize)]
struct ThemesView {
    head: Head,
    action: String,
    by: String,
    bys: Vec<ChoiceView>,
    machine: String,
    machines: Vec<ChoiceView>,
    /// What the model has learnt from, and how well it does; empty where it is not asked.
    learnt: Vec<String>,
    /// Something else than usual is chosen.
    is_set: bool,
    stances: FigureView,
    figures: Vec<FigureView>,
    tests: TableView,
    method: String,
}

/// Sentences are told by the model.
const MODEL: &str = "model";

/// What is counted of stances, by their keys: what people did, and what a machine alone says.
struct Counts {
    marks: HashMap<String, Marked>,
    alone: HashMap<String, Alone>,
}

/// `GET /surveys/{id}/analysis/themes`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let reading = read(&frame, &user, *id).await?;
    let query = query.into_inner();
    let by = By::from_code(&query.by).unwrap_or(By::Region);
    let db = &frame.app.db;
    let stances = store::codes::stances(db, reading.dataset.survey.id).await?;
    let coded = store::codings::of_survey(db, reading.dataset.survey.id).await?;
    let action = format!("{}/analysis/themes", address(reading.dataset.survey.id));
    let method = method_words(&frame, &reading.texts.method(None));
    let made_for = (reading.dataset.survey.id, reading.dataset.purpose);
    let head = head(&frame, &user, &reading.dataset, "/themes");
    let is_model = query.machine == MODEL;
    let (machine, learnt) = match is_model {
        false => (Machine::Rules, Vec::new()),
        true => model(&frame, &user, reading.dataset.survey.id).await?,
    };
    let work = move || {
        let alone = alone(&reading, &stances, &coded, &machine);
        figures(&reading, by, &Counts { marks: marked(&reading, &stances, &coded), alone })
    };
    let (stances, figures, tests) = web::block(work).await??;
    let bys = ["region", "kind"]
        .map(|code| ChoiceView { value: code.to_owned(), label: frame.text(&format!("explore-by-{code}")) });
    let view = ThemesView {
        head,
        action,
        by: by.code().to_owned(),
        bys: bys.into(),
        machine: query.machine,
        machines: vec![ChoiceView { value: MODEL.to_owned(), label: frame.text("explore-machine-model") }],
        learnt,
        is_set: by != By::Region || is_model,
        stances,
        figures,
        tests,
        method,
    };
    let title = frame.text("explore-room-themes");
    figure_file::page(&frame, &user, made_for, ("explore/themes.html", title.as_str()), &view).await
}

/// The model of a survey as it is now, and what it has learnt from.
async fn model(frame: &Frame, user: &User, id: SurveyId) -> Result<(Machine, Vec<String>)> {
    let texts = CodedTexts::load(&frame.app, id, purpose_of(user), frame.lang).await?;
    let model = told::model(frame, &texts, true).await?;
    let words = model.words(frame);
    Ok((model.learnt.map_or(Machine::Rules, Machine::Model), words))
}

/// The figure of stances, those of challenges and good practices, and the tests of these.
fn figures(reading: &Reading, by: By, counts: &Counts) -> Result<(FigureView, Vec<FigureView>, TableView)> {
    let lang = reading.dataset.lang;
    let codes = CodingFrame::shipped().map_err(anyhow::Error::from)?.codes;
    let base = format!("{}/analysis/texts", address(reading.dataset.survey.id));
    let may_follow = super::selection::may_see_groups(&reading.dataset);
    let link = |code: &str, attribute: Option<&str>| {
        if !may_follow {
            return String::new();
        }
        let condition =
            if Stance::ALL.iter().any(|stance| stance.key() == code) { "stance" } else { "theme" };
        match attribute {
            Some(value) => format!("{base}?{condition}={code}&{}={}", by.code(), encode(value)),
            // The table counts only those who say which area or kind they are of, and so does its total.
            None if condition == "theme" => format!("{base}?{condition}={code}&by={}", by.code()),
            None => format!("{base}?{condition}={code}"),
        }
    };
    let (mut figures, mut tests) = (Vec::new(), Vec::new());
    for (kind, id) in [(Stance::Challenge, "challenges"), (Stance::GoodPractice, "practices")] {
        let of_kind: Vec<&Code> = codes.iter().filter(|code| code.kind == kind).collect();
        let table = crosstab(reading, &theme_hits(reading, &of_kind, lang), by)?;
        let title = i18n::plain(lang, &format!("explore-themes-{id}"));
        let tested = test_codes(&table);
        let figure = code_figure(id, &title, (&table, tested.as_slice()), &link, lang);
        let mut figure = figure.map_err(anyhow::Error::from)?;
        figure.note = join(&[figure.note, left_out_by(reading, by)], lang);
        figures.push(figure);
        tests.extend(code_lines(None, &table, &tested, lang));
    }
    let tests = test_table(i18n::plain(lang, "test-results"), &tests, lang);
    Ok((stances(reading, counts, &link)?, figures, tests))
}

/// The texts that have a sentence with a suggested stance and theme (either may be empty), ascending.
pub fn documents_coded(reading: &Reading, stance: &str, theme: &str) -> Vec<u32> {
    let coded = reading.texts.coded.iter().filter(|sentence| {
        let suggestion = &sentence.suggestion;
        (stance.is_empty() || (suggestion.stance.key() == stance && !suggestion.is_blank))
            && (theme.is_empty() || suggestion.themes.first().is_some_and(|first| first.code == theme))
    });
    let documents: BTreeSet<u32> = coded.map(|sentence| sentence.document).collect();
    documents.into_iter().collect()
}

/// The people who speak of each theme. A sentence counts for its first suggested theme.
pub fn theme_hits(reading: &Reading, codes: &[&Code], lang: Lang) -> Vec<CodeHits> {
    let mut found: BTreeMap<&str, BTreeSet<RowId>> = BTreeMap::new();
    for sentence in &reading.texts.coded {
        if let Some(theme) = sentence.suggestion.themes.first() {
            found.entry(theme.code.as_str()).or_default().insert(sentence.document);
        }
    }
    codes
        .iter()
        .map(|code| CodeHits {
            name: code.code.clone(),
            label: format!("{} {}", code.code, if lang == Lang::Ja { &code.ja } else { &code.en }),
            rows: found
                .get(code.code.as_str())
                .map(|rows| rows.iter().copied().collect())
                .unwrap_or_default(),
        })
        .collect()
}

/// Codes by area or kind, protected for the purpose of the data.
pub fn crosstab(reading: &Reading, hits: &[CodeHits], by: By) -> Result<Protected<CodeCrosstab>> {
    crosstab_of(&reading.dataset, &reading.writings, hits, by)
}

/// The same of writings that need not have been read: a row is a place among them.
pub fn crosstab_of(
    dataset: &Dataset,
    writings: &[Writing],
    hits: &[CodeHits],
    by: By,
) -> Result<Protected<CodeCrosstab>> {
    let counted = counted_by(dataset, writings, hits, by)?;
    let values: Vec<Option<String>> = writings.iter().map(|writing| value(writing, by)).collect();
    Ok(protect(counted.with_withheld_rows(&withheld_groups(dataset, &values)), dataset.disclosure()))
}

/// Words by area or kind, protected for the purpose of the data.
pub fn word_crosstab(reading: &Reading, hits: &[CodeHits], by: By) -> Result<Protected<CodeCrosstab>> {
    let dataset = &reading.dataset;
    Ok(protect_words(counted_by(dataset, &reading.writings, hits, by)?, dataset.disclosure()))
}

fn counted_by(dataset: &Dataset, writings: &[Writing], hits: &[CodeHits], by: By) -> Result<CodeCrosstab> {
    let cells: Vec<Option<String>> = writings.iter().map(|writing| value(writing, by)).collect();
    let attribute = attribute(dataset, by, &cells);
    let column = Column { name: attribute.name.clone(), data: ColumnData::Texts(cells) };
    let table = frame(vec![column]).map_err(anyhow::Error::from)?;
    Ok(code_crosstab(&table, &attribute, hits, CrosstabOptions::default()).map_err(anyhow::Error::from)?)
}

/// The area or kind of a text.
fn value(writing: &Writing, by: By) -> Option<String> {
    match by {
        By::Region => writing.region.clone(),
        By::Kind => writing.kind.clone(),
    }
}

fn attribute(dataset: &Dataset, by: By, cells: &[Option<String>]) -> Variable {
    let met: BTreeSet<&str> = cells.iter().flatten().map(String::as_str).collect();
    let lang = dataset.lang;
    let values = match by {
        By::Region => {
            let all = crate::dataset::tables::region_labels(dataset);
            all.into_iter().filter(|label| met.contains(label.value.as_str())).collect()
        }
        By::Kind => met
            .iter()
            .map(|code| ValueLabel { value: (*code).to_owned(), label: kind_name(lang, code) })
            .collect(),
    };
    let label = i18n::plain(lang, &format!("table-{}", by.code()));
    Variable { name: "attribute".to_owned(), label, kind: Kind::Single, values }
}

/// Where people have put a stance.
#[derive(Default)]
struct Marked {
    /// Segments.
    places: usize,
    /// The texts that they are in, as places in [`Reading::writings`]: small counts are of people.
    texts: BTreeSet<usize>,
}

/// The stances that people have put on the texts that are read here, notes and free answers alike, by their keys. A segment
/// counts once for a stance, however many people put it there, and only where its words stand.
fn marked(reading: &Reading, stances: &[code::Model], coded: &[Coded]) -> HashMap<String, Marked> {
    let mut found: HashMap<String, Marked> = HashMap::new();
    for (place, one) in standing(&reading.writings, coded) {
        for stance in stances.iter().filter(|stance| has(one, stance)) {
            let marked = found.entry(stance.frame_code.clone()).or_default();
            marked.places += 1;
            marked.texts.insert(place);
        }
    }
    found
}

impl Counts {
    /// The places that people marked with a stance; none where they are in too few people's texts.
    fn marks_of(&self, reading: &Reading, stance: &str) -> Option<usize> {
        let Some(marked) = self.marks.get(stance) else { return Some(0) };
        (!is_withheld(&reading.dataset, marked.texts.len())).then_some(marked.places)
    }

    /// The sentences that a machine alone gives a stance.
    fn alone_of(&self, reading: &Reading, stance: &str) -> Count {
        self.alone.get(stance).map_or(Count::Shown(0), |alone| alone.count(&reading.dataset))
    }
}

/// Whether somebody put a code on a segment.
pub fn has(coded: &Coded, code: &code::Model) -> bool {
    coded.codings.iter().any(|coding| coding.code_id == code.id)
}

/// Suggested stances beside those that people marked, and those of sentences that no person has judged. They are never added
/// up.
fn stances(
    reading: &Reading,
    counts: &Counts,
    link: &dyn Fn(&str, Option<&str>) -> String,
) -> Result<FigureView> {
    let lang = reading.dataset.lang;
    let say = |key: &str| i18n::plain(lang, key);
    let n = reading.writings.len();
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    for stance in Stance::ALL {
        let key = stance.key();
        let documents = documents_coded(reading, key, "").len();
        let is_hidden = is_withheld(&reading.dataset, documents);
        let count = if is_hidden { Count::Hidden } else { Count::Shown(documents) };
        let is_of =
            |sentence: &&CodedSentence| sentence.suggestion.stance == stance && !sentence.suggestion.is_blank;
        let sentences = Count::Shown(reading.texts.coded.iter().filter(is_of).count());
        let line = BarLine {
            label: say(&format!("common-stance-{key}")),
            count,
            share: (!is_hidden && n > 0).then(|| documents as f64 / n as f64),
            href: link(key, None),
        };
        rows.push(vec![
            words(&line.label),
            counted(count, line.share, line.href.clone()),
            counted(if is_hidden { Count::Hidden } else { sentences }, None, String::new()),
            counted(counts.alone_of(reading, key), None, String::new()),
            match counts.marks_of(reading, key) {
                Some(places) => words(places.to_string()),
                None => counted(Count::Hidden, None, String::new()),
            },
        ]);
        lines.push(line);
    }
    let note = i18n::text(lang.code(), "explore-stances-note", &[("n", n.to_string())]);
    let title = say("explore-stances");
    let mut figure = bar_figure("stances", &title, note, lines, lang).map_err(anyhow::Error::from)?;
    figure.reading.clear();
    figure.table = TableView {
        caption: title,
        columns: vec![
            column(say("explore-stance"), false),
            column(say("explore-suggested-people"), true),
            column(say("explore-suggested-sentences"), true),
            column(say("explore-machine-alone"), true),
            column(say("explore-marked"), true),
        ],
        rows,
    };
    Ok(figure)
}
