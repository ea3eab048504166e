//! Coding rules (コーディングルール): how often each code is given, by whom, and in which texts.

pub mod condition;
pub mod counting;
pub mod edit;
pub mod export;
pub mod file;
pub mod hits;
mod problems;
mod variables;

use actix_web::{HttpResponse, web};
use analysis::document::Sheet;
use analysis::rules::parse_text;
use analysis::rules::problem::{MAX_PROBLEMS, RuleProblem};
use analysis::table::crosstab::CodeHits;
use analysis::table::suppress::{WithheldGroups, protect};
use analysis::text::method::method;
use analysis::text::units::Unit;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use surveys::entity::rule_version;
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;
use surveys::store;

use self::counting::{Counted, NOT_COUNTED, RuleTexts, ToldCode, UNITS};
use super::attribute::{Attribute, USUAL, attribute, choices};
use super::selection::may_see_groups;
use super::themes::counted_by;
use super::{Head, cells_file, head, lists_words, load};
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb};
use crate::error::{AppError, Result};
use crate::i18n::{self, Lang};
use crate::pages::conditions::encode;
use crate::pages::surveys::address;
use crate::view::figure::question::code_figure;
use crate::view::figure::{CellView, FigureView, TableView, column, counted, join, percent, withheld, words};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;
use crate::view::tested::cells::{CountOf, code_rows, sheet};
use crate::view::tested::code_lines;
use crate::view::tested::tables::test_table;

/// Codes in the table of counts; the files of people have dozens.
const MOST_CODES: usize = 500;

/// Codes in the cross table, which has to be read.
const MOST_CROSSED: usize = 60;

/// What is counted in, and what people are compared by.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Query {
    /// Name of the unit.
    #[serde(default)]
    pub unit: String,
    /// `region`, `kind`, `wave`, or a question: `answer:3:q1`.
    #[serde(default)]
    pub by: String,
}

#[derive(Serialize)]
struct RulesView {
    head: Head,
    links: Links,
    has_rules: bool,
    unit: String,
    units: Vec<ChoiceView>,
    by: String,
    bys: Vec<ChoiceView>,
    /// Something else than usual is chosen.
    is_set: bool,
    table: Option<TableView>,
    /// The table as a file.
    csv_href: String,
    /// What N counts.
    base: String,
    n_left_out: usize,
    lint: Vec<problems::ProblemLine>,
    /// There may be more than is listed.
    is_lint_cut: bool,
    figure: Option<FigureView>,
    tests: Option<TableView>,
    /// The cross table as a file has it, if that is asked for.
    #[serde(skip)]
    cells: Option<Sheet>,
    /// The pages on which codes are compared with one another.
    analyses: Vec<ChoiceView>,
    method: String,
}

/// The pages on which codes are compared with one another: last parts of their addresses.
const ANALYSES: [&str; 4] = ["network", "clusters", "map", "correspondence"];

/// The addresses of the pages about rules.
#[derive(Serialize)]
pub struct Links {
    own: String,
    edit: String,
    bring: String,
    download: String,
    may_change: bool,
}

/// `GET /surveys/{id}/analysis/rules`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let dataset = load(&frame, &user, *id).await?;
    let made_for = (dataset.survey.id, dataset.purpose);
    let stored = store::rules::newest(&frame.app.db, dataset.survey.id).await?;
    let rules = stored.as_ref().map(|stored| stored.content.as_str()).unwrap_or_default();
    let texts = counting::of(&frame, dataset, rules).await?;
    let unit = counting::unit_of(rules, &query.unit);
    let mut view = RulesView {
        head: head(&frame, &user, &texts.dataset, "/rules"),
        links: links(&user, texts.dataset.survey.id),
        has_rules: stored.is_some(),
        unit: unit.name(),
        units: unit_choices(&frame),
        by: String::new(),
        bys: Vec::new(),
        is_set: unit != counting::usual_unit(rules),
        table: None,
        csv_href: format!("{}/analysis/rules/counts.csv?unit={}", address(made_for.0), unit.name()),
        base: base_words(&texts, unit, frame.lang),
        n_left_out: 0,
        lint: Vec::new(),
        is_lint_cut: false,
        figure: None,
        tests: None,
        cells: None,
        analyses: analyses(&frame, texts.dataset.survey.id),
        method: String::new(),
    };
    if let Some(stored) = stored {
        view.method = method_words(&frame, &texts, &stored, unit);
        let (lang, asked, is_file) = (frame.lang, query.into_inner().by, cells_file::is_wanted(&frame));
        let counting = web::block(move || {
            let (file, read) = parse_text(&stored.content);
            let counted = texts.count(&file, unit);
            let table = table(&texts, &counted, unit, lang);
            let by = attribute(&texts.dataset, &texts.writings, &asked);
            let crossed = cross(&texts, &counted, (&by, unit), is_file)?;
            let bys = choices(&texts.dataset, &texts.writings);
            let n_left_out = counted.codes.len().saturating_sub(MOST_CODES);
            let (_, mut warnings) = parted(read);
            let not_counted = counted.not_counted_note(lang);
            warnings.extend(counted.lint);
            let lint = problems::lines(lang, &file, &warnings);
            Ok::<_, AppError>((table, crossed, n_left_out, lint, (by.code, bys, not_counted)))
        });
        let (table, crossed, n_left_out, lint, (by, bys, not_counted)) = counting.await??;
        view.base = join(&[view.base, not_counted], lang);
        (view.is_set, view.by, view.bys) = (view.is_set || by != USUAL.code(), by, bys);
        (view.table, view.n_left_out) = (Some(table), n_left_out);
        if let Some(found) = crossed {
            (view.figure, view.tests, view.cells) = (Some(found.figure), Some(found.tests), found.cells);
        }
        (view.is_lint_cut, view.lint) = (lint.len() >= MAX_PROBLEMS, lint);
    }
    given(&frame, &user, made_for, view).await
}

/// The page, or its cross table as a file, whichever the address asks for.
async fn given(
    frame: &Frame,
    user: &User,
    made_for: (SurveyId, Purpose),
    mut view: RulesView,
) -> Result<HttpResponse> {
    let title = frame.text("explore-room-rules");
    let name = cells_file::name("rules-crossed", &[("unit", &view.unit), ("by", &view.by)]);
    let (page, cells) = (("explore/rules.html", title.as_str()), view.cells.take());
    cells_file::page(frame, user, made_for, page, &view, (&name, cells)).await
}

/// Where the pages about the rules of a survey are.
pub fn links(user: &User, survey: SurveyId) -> Links {
    let own = format!("{}/analysis/rules", address(survey));
    Links {
        edit: format!("{own}/edit"),
        bring: format!("{own}/file"),
        download: format!("{own}.cod"),
        may_change: may(user.role, Verb::Change, Thing::Codebook),
        own,
    }
}

/// Where codes are compared with one another.
fn analyses(frame: &Frame, survey: SurveyId) -> Vec<ChoiceView> {
    let choice = |part: &str| ChoiceView {
        value: format!("{}/analysis/{part}?of=rules", address(survey)),
        label: frame.text(&format!("explore-room-{part}")),
    };
    ANALYSES.map(choice).into()
}

fn unit_choices(frame: &Frame) -> Vec<ChoiceView> {
    let choice = |unit: Unit| ChoiceView {
        value: unit.name(),
        label: frame.text(&format!("rules-unit-choice-{}", unit.name())),
    };
    UNITS.map(choice).into()
}

/// The codes with n, N and %. What is too small for the purpose of the data is withheld.
pub fn table(texts: &RuleTexts, counted_codes: &Counted, unit: Unit, lang: Lang) -> TableView {
    let say = |key: &str| i18n::plain(lang, key);
    let base = format!("{}/analysis/rules/hits", address(texts.dataset.survey.id));
    let told = counted_codes.told(&texts.dataset, MOST_CODES);
    let row = |code: &ToldCode<'_>| -> Vec<CellView> {
        let (label, href) = match code.name {
            "" => (say("rules-uncoded"), String::new()),
            name => (name.to_owned(), format!("{base}?unit={}&code={}", unit.name(), encode(name))),
        };
        let number = |cell: CellView| if code.is_not_counted { words(NOT_COUNTED) } else { cell };
        vec![
            words(label),
            number(counted(code.n, None, href)),
            words(counted_codes.n_units.to_string()),
            number(code.share.map_or_else(withheld, |share| words(percent(share)))),
            number(counted(code.people, None, String::new())),
        ]
    };
    let rows = told.iter().map(row).collect();
    TableView {
        caption: say("rules-counts"),
        columns: vec![
            column(say("rules-code"), false),
            column(say("rules-n"), true),
            column(say("rules-all"), true),
            column(say("rules-share"), true),
            column(say("explore-people"), true),
        ],
        rows,
    }
}

/// What N counts, in words, and why it is not the number of responses and hearings that stands over the page.
pub fn base_words(texts: &RuleTexts, unit: Unit, lang: Lang) -> String {
    let responses = texts.dataset.people_to_count();
    let (hearings, writers) = (texts.dataset.hearings_to_count(), texts.writings.len());
    let args = [
        ("unit", i18n::plain(lang, &format!("rules-unit-{}", unit.name()))),
        ("responses", responses.to_string()),
        ("hearings", hearings.to_string()),
        ("writers", writers.to_string()),
        ("silent", (responses + hearings).saturating_sub(writers).to_string()),
    ];
    i18n::text(lang.code(), "rules-base", &args)
}

/// What is shown of a cross table.
struct Crossed {
    figure: FigureView,
    tests: TableView,
    /// As a file has it, if that is asked for.
    cells: Option<Sheet>,
}

/// Codes by an attribute with their tests: people in whose texts a code is given, protected for the purpose of the data.
fn cross(
    texts: &RuleTexts,
    counted: &Counted,
    (attribute, unit): (&Attribute, Unit),
    is_file: bool,
) -> Result<Option<Crossed>> {
    let lang = texts.dataset.lang;
    let hits: Vec<CodeHits> = counted
        .codes
        .iter()
        .filter(|code| !code.people.is_empty())
        .take(MOST_CROSSED)
        .map(|code| CodeHits { name: code.name.clone(), label: code.name.clone(), rows: code.people.clone() })
        .collect();
    if hits.is_empty() || attribute.variable.values.is_empty() {
        return Ok(None);
    }
    // What the table of counts withholds is not told by its total.
    let hidden = counted.codes.iter().filter(|code| code.is_withheld(&texts.dataset));
    let hidden: WithheldGroups = hidden.map(|code| code.name.clone()).collect();
    let people = counted_by(attribute, &hits)?.with_withheld_rows(&attribute.withheld);
    let people = people.with_withheld_codes(&hidden).with_misses_kept();
    let table = protect(people, texts.dataset.disclosure());
    let title = i18n::plain(lang, "rules-crossed");
    let may_follow = may_see_groups(&texts.dataset);
    let base = format!("{}/analysis/rules/hits", address(texts.dataset.survey.id));
    let link = |code: &str, value: Option<&str>| {
        if !may_follow {
            return String::new();
        }
        let href = format!("{base}?unit={}&code={}", unit.name(), encode(code));
        // The table counts only those who have a value, and so does its total.
        format!("{href}{}", attribute.address(value))
    };
    let tested = attribute.tested(&table);
    let figure = code_figure("rules-crossed", &title, (&table, tested.as_slice()), &link, lang);
    let mut figure = figure.map_err(anyhow::Error::from)?;
    let (left_out, not_tested) = (attribute.left_out(&texts.dataset), attribute.not_tested(lang));
    figure.note = join(&[figure.note, left_out, not_tested, counted.not_counted_note(lang)], lang);
    let lines = code_lines(None, &table, &tested, lang);
    let rows = || code_rows(&title, &table, &tested, lang);
    let by = (attribute.variable.label.as_str(), CountOf::People);
    let cells = is_file.then(|| sheet("rules-crossed", by, rows(), &lines, lang));
    let tests = test_table(i18n::plain(lang, "test-results"), &lines, lang);
    Ok(Some(Crossed { figure, tests, cells }))
}

/// How the counts were made, in words.
fn method_words(frame: &Frame, texts: &RuleTexts, stored: &rule_version::Model, unit: Unit) -> String {
    let made = method(&texts.corpus, 0, None);
    let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(stored.content.as_bytes()));
    let args = [
        ("revision", stored.revision.to_string()),
        ("rules", digest.chars().take(16).collect()),
        ("unit", frame.text(&format!("rules-unit-{}", unit.name()))),
        ("texts", made.n_documents.to_string()),
        ("sentences", made.n_sentences.to_string()),
        ("tokens", made.n_tokens.to_string()),
        ("lindera", made.lindera.to_owned()),
        ("dictionary", made.dictionary),
        ("version", made.version.to_owned()),
    ];
    let lists = lists_words(frame, texts.own.counts());
    join(&[frame.text_with("rules-method", &args), lists], frame.lang)
}

/// The problems of a file as it was read that make it useless, and the others.
pub fn parted(problems: Vec<RuleProblem>) -> (Vec<RuleProblem>, Vec<RuleProblem>) {
    problems.into_iter().partition(|problem| problem.kind.is_error())
}
