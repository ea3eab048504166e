//! Words by area, agency kind, wave or answer: who uses which word more often, with a test of each.

use actix_web::{HttpResponse, web};
use analysis::document::Sheet;
use analysis::table::crosstab::CodeHits;
use analysis::text::denied::Apart;
use analysis::text::named::{SET_AGAINST_GROUPS, named_first};
use analysis::text::normalize::normalize;
use analysis::text::terms::{Term, TermOptions, terms};
use serde::{Deserialize, Serialize};

use super::attribute::{Attribute, USUAL, attribute, choices};
use super::selection::{least_people, may_see_groups};
use super::themes::word_crosstab;
use super::{Head, Reading, cells_file, head, load, may_tell_denied, method_words, read_denied};
use crate::auth::User;
use crate::error::{AppError, Result};
use crate::i18n::{self, Lang};
use crate::pages::conditions::encode;
use crate::pages::surveys::address;
use crate::view::figure::question::code_figure;
use crate::view::figure::{FigureView, TableView, join};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;
use crate::view::tested::cells::{CountOf, code_rows, sheet};
use crate::view::tested::code_lines;
use crate::view::tested::tables::test_table;

/// Cells of the table: a page with more of them, beside their picture and tests, takes long on a slow line.
const MOST_CELLS: usize = 330;

/// What words are compared by.
#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    by: String,
    /// Words that come first, between blanks or commas.
    #[serde(default)]
    words: String,
    /// `1`: words apart from themselves where they are denied, see [`read_denied`].
    #[serde(default)]
    denied: String,
}

#[derive(Serialize)]
struct WordTableView {
    head: Head,
    action: String,
    by: String,
    bys: Vec<ChoiceView>,
    words: String,
    /// Whether denied words may be apart, and whether they are.
    may_part: bool,
    are_denied_apart: bool,
    /// Something else than usual is chosen.
    is_set: bool,
    figure: Option<FigureView>,
    tests: Option<TableView>,
    method: String,
}

/// `GET /surveys/{id}/analysis/word-table`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let Query { by: asked, words, denied } = query.into_inner();
    let reading = read_denied(&frame, load(&frame, &user, *id).await?, denied == "1").await?;
    let may_part = may_tell_denied(&reading.dataset);
    let are_denied_apart = may_part && denied == "1";
    let action = format!("{}/analysis/word-table", address(reading.dataset.survey.id));
    let method = method_words(&frame, &reading);
    let made_for = (reading.dataset.survey.id, reading.dataset.purpose);
    let head = head(&frame, &user, &reading.dataset, "/word-table");
    let words = words.trim().to_owned();
    let (named, is_file) = (named(&words), cells_file::is_wanted(&frame));
    let work = move || {
        let (dataset, writings) = (&reading.dataset, &reading.writings);
        let by = attribute(dataset, writings, &asked);
        let found = figure(&reading, &by, &named, is_file)?;
        Ok::<_, AppError>((by.code, choices(dataset, writings), found))
    };
    let (by, bys, found) = web::block(work).await??;
    let apart = if are_denied_apart { "1" } else { "" };
    let name = cells_file::name("word-table", &[("by", &by), ("denied", apart), ("words", &words)]);
    let (found, cells) = found.map(|(figure, tests, cells)| ((figure, tests), cells)).unzip();
    let (figure, tests) = found.unzip();
    let is_set = by != USUAL.code() || !words.is_empty() || are_denied_apart;
    let view = WordTableView {
        head,
        action,
        is_set,
        by,
        bys,
        words,
        may_part,
        are_denied_apart,
        figure,
        tests,
        method,
    };
    let title = frame.text("explore-room-word-table");
    let page = ("explore/word_table.html", title.as_str());
    cells_file::page(&frame, &user, made_for, page, &view, (&name, cells.flatten())).await
}

/// The words by an attribute, their tests, and both as a file has them, if that is asked for.
type Shown = (FigureView, TableView, Option<Sheet>);

/// What is shown; `None` without a word.
fn figure(reading: &Reading, by: &Attribute, named: &[String], is_file: bool) -> Result<Option<Shown>> {
    let lang = reading.dataset.lang;
    let n_groups = by.variable.values.len();
    let Chosen { hits, n_named, missing } = chosen(reading, named, most_words(n_groups));
    if hits.is_empty() {
        return Ok(None);
    }
    let base = format!("{}/analysis/texts", address(reading.dataset.survey.id));
    let may_follow = may_see_groups(&reading.dataset);
    let apart = Apart::of(&reading.texts.corpus);
    let link = |name: &str, value: Option<&str>| {
        let Some((lemma, class)) = name.rsplit_once('/').filter(|_| may_follow) else { return String::new() };
        let href = format!("{base}?word={}&class={}", encode(&apart.written(lemma, class)), encode(class));
        // The table counts only those who have a value, and so does its total.
        format!("{href}{}", by.address(value))
    };
    let table = word_crosstab(&reading.dataset, by, &hits)?;
    let tested = by.tested(&table);
    let title = i18n::plain(lang, "explore-word-table-title");
    let mut figure = code_figure("word-table", &title, (&table, tested.as_slice()), &link, lang)
        .map_err(anyhow::Error::from)?;
    let n_words = how_many((hits.len(), n_named), n_groups, lang);
    let missing = not_there(&missing, lang);
    let denied = if apart.is_empty() { String::new() } else { i18n::plain(lang, "multivariate-note-denied") };
    let others = [by.left_out(&reading.dataset), by.not_tested(lang)];
    figure.note = join(&[&[figure.note, n_words, denied, missing][..], &others[..]].concat(), lang);
    let lines = code_lines(None, &table, &tested, lang);
    let rows = || code_rows(&title, &table, &tested, lang);
    let by = (by.variable.label.as_str(), CountOf::People);
    let cells = is_file.then(|| sheet("word-table", by, rows(), &lines, lang));
    Ok(Some((figure, test_table(i18n::plain(lang, "test-results"), &lines, lang), cells)))
}

/// Words that a table by so many groups has room for.
fn most_words(n_groups: usize) -> usize {
    (MOST_CELLS / n_groups.max(1)).clamp(1, SET_AGAINST_GROUPS)
}

/// How many words the table has, of which so many were named; and where it has fewer than usual since there are many groups, that.
fn how_many((n_words, n_named): (usize, usize), n_groups: usize, lang: Lang) -> String {
    let is_cut = n_words < SET_AGAINST_GROUPS && n_words == most_words(n_groups);
    let key = match (is_cut, n_named) {
        (false, 0) => "explore-word-table-n",
        (false, _) => "explore-word-table-n-named",
        (true, 0) => "explore-word-table-n-cut",
        (true, _) => "explore-word-table-n-named-cut",
    };
    let [n, named, groups, most] = [n_words, n_named, n_groups, SET_AGAINST_GROUPS].map(|n| n.to_string());
    i18n::text(lang.code(), key, &[("n", n), ("named", named), ("groups", groups), ("most", most)])
}

/// What is said of words that were named and are not in the table; empty where all are.
fn not_there(missing: &[String], lang: Lang) -> String {
    let words = missing.join(&i18n::plain(lang, "list-separator"));
    match words.is_empty() {
        true => words,
        false => i18n::text(lang.code(), "explore-word-table-missing", &[("words", words)]),
    }
}

/// The words that somebody typed, each once.
fn named(typed: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in typed.split(|c: char| c.is_whitespace() || ['、', '，', ','].contains(&c)) {
        let word = normalize(word).text.into_owned();
        if !word.is_empty() && !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

/// The words of the table.
struct Chosen {
    hits: Vec<CodeHits>,
    /// How many of them were named.
    n_named: usize,
    /// Words that were named and are not among them.
    missing: Vec<String>,
}

/// The words that were named, in each of their classes, then those that most people used, at most so many, with those people;
/// outside internal work none that few used.
fn chosen(reading: &Reading, named: &[String], most: usize) -> Chosen {
    let dataset = &reading.dataset;
    let options = TermOptions { min_documents: least_people(dataset), ..TermOptions::content_words() };
    let all = terms(&reading.texts.corpus, &options);
    let found = named_first(&all, named, most).within(most);
    Chosen {
        hits: found.words.iter().map(|term| hit(term, dataset.lang)).collect(),
        n_named: found.n_named,
        missing: found.missing(named),
    }
}

fn hit(term: &Term, lang: Lang) -> CodeHits {
    CodeHits {
        name: format!("{}/{}", term.lemma, term.class),
        label: with_class(term, lang),
        rows: term.documents.clone(),
    }
}

/// A word with its class, since some words are written alike.
pub(super) fn with_class(term: &Term, lang: Lang) -> String {
    let class = i18n::plain(lang, &format!("word-class-{}", term.class));
    i18n::text(lang.code(), "explore-word-of-class", &[("word", term.lemma.clone()), ("class", class)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_by_many_groups_says_that_it_has_fewer_words() {
        assert_eq!([5, 11, 27, 100, 1000].map(most_words), [30, 30, 12, 3, 1]);
        let cut = how_many((12, 0), 27, Lang::Ja);
        assert!(cut.contains("12語") && cut.contains("27") && cut.contains("30語"), "{cut}");
        let named = how_many((12, 2), 27, Lang::Ja);
        assert!(named.contains("指定した2語") && named.contains("30語"), "{named}");
        for (n_words, n_groups) in [(30, 5), (7, 5), (7, 27)] {
            let all = how_many((n_words, 0), n_groups, Lang::Ja);
            assert!(all.contains(&format!("{n_words}語")) && !all.contains("区分"), "{all}");
        }
    }

    #[test]
    fn words_are_typed_between_blanks_or_commas() {
        assert_eq!(named(" 送迎、相談　窓口,送迎 ，"), ["送迎", "相談", "窓口"]);
        assert_eq!(named(" 、"), Vec::<String>::new());
        assert_eq!(not_there(&[], Lang::Ja), "");
        assert!(not_there(&["夜間".to_owned()], Lang::Ja).contains("夜間"));
    }
}
