//! Suggested stances and themes, or the codes that people gave, by area, agency kind, wave or answer, with χ²; and the stances that
//! people have marked.

pub mod sets;

use std::collections::{BTreeSet, HashMap};

use actix_web::{HttpResponse, web};
use analysis::coding::stance::Stance;
use analysis::coding::suggest::CodedSentence;
use analysis::document::Sheet;
use analysis::table::Count;
use analysis::table::crosstab::{CodeCrosstab, CodeHits};
use analysis::table::suppress::{Protected, protect, protect_words};
use serde::{Deserialize, Serialize};
use surveys::entity::code;
use surveys::id::SurveyId;
use surveys::store;
use surveys::store::codings::Coded;

use self::sets::{CodeSet, code_sets};
use super::attribute::{Attribute, USUAL, attribute, choices, of_groups};
use super::groups::{self, Grouping};
use super::machine::{Alone, Machine, alone, sentences_coded};
use super::selection::{is_withheld, too_few};
use super::standing::{Given, given, standing};
use super::{Head, Reading, cells_file, head, method_words, read};
use crate::auth::User;
use crate::dataset::Dataset;
use crate::dataset::coded::CodedTexts;
use crate::dataset::purpose_of;
use crate::dataset::tables::By;
use crate::error::{AppError, Result};
use crate::i18n;
use crate::pages::coding::told;
use crate::pages::surveys::address;
use crate::view::figure::question::code_figure;
use crate::view::figure::{BarLine, FigureView, TableView, bar_figure, column, counted, join, words};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;
use crate::view::tested::cells::{CountOf, code_rows, sheet};
use crate::view::tested::code_lines;
use crate::view::tested::tables::test_table;

/// What themes are compared by.
#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    by: String,
    /// `codes`: the codes that people gave; otherwise the themes that are suggested.
    #[serde(default)]
    of: String,
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
    of: String,
    ofs: Vec<ChoiceView>,
    machine: String,
    machines: Vec<ChoiceView>,
    /// What the model has learnt from, and how well it does; empty where it is not asked.
    learnt: Vec<String>,
    /// Something else than usual is chosen.
    is_set: bool,
    /// Why nothing is counted: those who answered are too few; empty otherwise.
    few: String,
    stances: FigureView,
    figures: Vec<FigureView>,
    tests: TableView,
    method: String,
}

/// Sentences are told by the model.
const MODEL: &str = "model";

/// The codes of people are counted.
const CODES: &str = "codes";

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
    let given = match query.of == CODES {
        true => Some(given(&frame, &reading).await?),
        false => None,
    };
    let db = &frame.app.db;
    let stances = store::codes::stances(db, reading.dataset.survey.id).await?;
    let coded = store::codings::of_survey(db, reading.dataset.survey.id).await?;
    let action = format!("{}/analysis/themes", address(reading.dataset.survey.id));
    let method = method_words(&frame, &reading);
    let made_for = (reading.dataset.survey.id, reading.dataset.purpose);
    let head = head(&frame, &user, &reading.dataset, "/themes");
    let is_model = query.machine == MODEL;
    let (machine, learnt) = match is_model {
        false => (Machine::Rules, Vec::new()),
        true => model(&frame, &user, reading.dataset.survey.id).await?,
    };
    let (asked, few, is_file) = (query.by.clone(), too_few(&reading), cells_file::is_wanted(&frame));
    let work = move || {
        let (dataset, writings) = (&reading.dataset, &reading.writings);
        let by = attribute(dataset, writings, &asked);
        let alone = alone(&reading, &stances, &coded, &machine);
        let counts = Counts { marks: marked(&reading, &stances, &coded), alone };
        let made = figures(&reading, &by, (&counts, given.as_ref()), is_file)?;
        Ok::<_, AppError>((by.code, choices(dataset, writings), made))
    };
    let (by, bys, Made { stances, figures, tests, cells }) = web::block(work).await??;
    let name = cells_file::name("themes", &[("of", &query.of), ("by", &by)]);
    let choice = |value: &str, key: &str| ChoiceView { value: value.to_owned(), label: frame.text(key) };
    let view = ThemesView {
        head,
        action,
        is_set: by != USUAL.code() || is_model || query.of == CODES,
        by,
        bys,
        of: query.of,
        ofs: vec![choice(CODES, "multivariate-of-codes")],
        machine: query.machine,
        machines: vec![choice(MODEL, "explore-machine-model")],
        learnt,
        few,
        stances,
        figures,
        tests,
        method,
    };
    let title = frame.text("explore-room-themes");
    let page = ("explore/themes.html", title.as_str());
    cells_file::page(&frame, &user, made_for, page, &view, (&name, cells)).await
}

/// The model of a survey as it is now, and what it has learnt from.
async fn model(frame: &Frame, user: &User, id: SurveyId) -> Result<(Machine, Vec<String>)> {
    let texts = CodedTexts::load(&frame.app, id, purpose_of(user), frame.lang).await?;
    let model = told::model(frame, &texts, true).await?;
    let words = model.words(frame);
    Ok((model.learnt.map_or(Machine::Rules, Machine::Model), words))
}

/// What is shown.
struct Made {
    stances: FigureView,
    /// Of the sets of codes.
    figures: Vec<FigureView>,
    /// Of the same.
    tests: TableView,
    /// The same as a file has it, if that is asked for and there is any.
    cells: Option<Sheet>,
}

/// The figure of stances, those of codes, and the tests of these.
fn figures(
    reading: &Reading,
    by: &Attribute,
    (counts, given): (&Counts, Option<&Given>),
    is_file: bool,
) -> Result<Made> {
    let lang = reading.dataset.lang;
    let base = format!("{}/analysis/texts", address(reading.dataset.survey.id));
    let may_follow = super::selection::may_see_groups(&reading.dataset);
    let link = |code: &str, attribute: Option<&str>| {
        if !may_follow {
            return String::new();
        }
        let condition = match Stance::ALL.iter().any(|stance| stance.key() == code) {
            true => "stance",
            false if given.is_some() => "code",
            false => "theme",
        };
        match attribute {
            None if condition == "stance" => format!("{base}?{condition}={code}"),
            // The table counts only those who have a value, and so does its total.
            value => format!("{base}?{condition}={code}{}", by.address(value)),
        }
    };
    let (mut figures, mut tests, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for CodeSet { id, title, hits, n_beyond } in code_sets(reading, given)? {
        let table = crosstab(&reading.dataset, by, &hits)?;
        let tested = by.tested(&table);
        let figure = code_figure(id, &title, (&table, tested.as_slice()), &link, lang);
        let mut figure = figure.map_err(anyhow::Error::from)?;
        let beyond = [("n", n_beyond.to_string())];
        let beyond = (n_beyond > 0).then(|| i18n::text(lang.code(), "rules-left-out", &beyond));
        let left_out = by.left_out(&reading.dataset);
        figure.note = join(&[figure.note, left_out, by.not_tested(lang), beyond.unwrap_or_default()], lang);
        figures.push(figure);
        tests.extend(code_lines(None, &table, &tested, lang));
        if is_file {
            rows.extend(code_rows(&title, &table, &tested, lang));
        }
    }
    let by = (by.variable.label.as_str(), CountOf::People);
    let cells = (!rows.is_empty()).then(|| sheet("themes", by, rows, &tests, lang));
    let tests = test_table(i18n::plain(lang, "test-results"), &tests, lang);
    Ok(Made { stances: stances(reading, counts, &link)?, figures, tests, cells })
}

/// The texts that have a sentence with a suggested stance and theme (either may be empty), ascending.
pub fn documents_coded(reading: &Reading, stance: &str, theme: &str) -> Vec<u32> {
    let coded = sentences_coded(reading, stance, theme);
    let documents: BTreeSet<u32> = coded.map(|sentence| sentence.document).collect();
    documents.into_iter().collect()
}

/// Codes by an attribute, protected for the purpose of the data. A row is a place among the writings that have its values.
///
/// # Errors
/// When the table library refuses.
pub fn crosstab(dataset: &Dataset, by: &Attribute, hits: &[CodeHits]) -> Result<Protected<CodeCrosstab>> {
    Ok(protect(counted_by(by, hits)?.with_withheld_rows(&by.withheld), dataset.disclosure()))
}

/// Area or kind of those whose texts are read.
pub fn attribute_by(reading: &Reading, by: By) -> Attribute {
    let by = match by {
        By::Region => Grouping::Region,
        By::Kind => Grouping::Kind,
    };
    of_groups(&reading.dataset, &reading.writings, by)
}

/// Words by an attribute, protected for the purpose of the data.
pub fn word_crosstab(
    dataset: &Dataset,
    by: &Attribute,
    hits: &[CodeHits],
) -> Result<Protected<CodeCrosstab>> {
    Ok(protect_words(counted_by(by, hits)?.with_withheld_rows(&by.withheld), dataset.disclosure()))
}

/// Codes by an attribute, not yet protected.
pub(super) fn counted_by(by: &Attribute, hits: &[CodeHits]) -> Result<CodeCrosstab> {
    Ok(groups::counted(&by.variable, &by.values, hits).map_err(anyhow::Error::from)?)
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
    let (n, few) = (reading.writings.len(), too_few(reading));
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    for stance in Stance::ALL {
        let key = stance.key();
        let documents = documents_coded(reading, key, "").len();
        let is_hidden = !few.is_empty() || is_withheld(&reading.dataset, documents);
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
        let by_sentence = line.href.replace('?', "?unit=sentence&");
        rows.push(vec![
            words(&line.label),
            counted(count, line.share, line.href.clone()),
            counted(if is_hidden { Count::Hidden } else { sentences }, None, by_sentence),
            counted(
                if few.is_empty() { counts.alone_of(reading, key) } else { Count::Hidden },
                None,
                String::new(),
            ),
            match counts.marks_of(reading, key).filter(|_| few.is_empty()) {
                Some(places) => words(places.to_string()),
                None => counted(Count::Hidden, None, String::new()),
            },
        ]);
        lines.push(line);
    }
    let note = i18n::text(lang.code(), "explore-stances-note", &[("n", n.to_string())]);
    let note = if few.is_empty() { note } else { few };
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
