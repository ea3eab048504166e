//! Before and after: what two questionnaires of a survey both ask. People who wrote the same code into both are compared with
//! themselves (対応あり), in closed questions and in what they wrote; beside it all answers, as if they were of different people (対応なし).

mod compare;
mod findings;
mod nested;
pub mod people;
mod written;

use std::collections::BTreeSet;

use actix_web::{HttpResponse, web};
use analysis::document::Sheet;
use analysis::rounded::half_up;
use analysis::table::Count;
use analysis::table::changes::Changes;
use analysis::table::suppress::Protected;
use serde::{Deserialize, Serialize};
use surveys::id::QuestionnaireId;

use self::compare::{Comparison, compare};
pub use self::compare::{Paired, Said, both_times};
pub use self::findings::{FoundLine, FoundQuestion, findings, tells_a_number};
use self::written::{Kind, Written, WrittenView};
use super::selection::is_withheld;
use super::shared::apart::Naming;
pub use super::shared::apart::{Apart, Figure, Side};
use super::shared::{Shared, shared, tables};
use super::{Head, figure_file, head, load};
use crate::auth::User;
use crate::dataset::pairs::{asks_for_code, pairs};
use crate::dataset::{Dataset, Fielded};
use crate::error::Result;
use crate::i18n::{self, Lang};
use crate::pages::surveys::address;
use crate::view::figure::{CellView, TableView, column, counted, sentences, withheld, words};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;
use crate::view::tested::TestLine;
use crate::view::tested::tables::{test_sheet, test_table};

/// Which two questionnaires, and what is looked for in texts.
#[derive(Deserialize)]
pub struct Query {
    /// Their numbers with a hyphen between.
    #[serde(default)]
    couple: String,
    /// Code of a [`Kind`]; words for anything else.
    #[serde(default)]
    of: String,
}

#[derive(Serialize)]
struct BeforeAfterView {
    head: Head,
    action: String,
    couples: Vec<ChoiceView>,
    couple: String,
    of: &'static str,
    ofs: Vec<ChoiceView>,
    /// Something else than usual is chosen.
    is_set: bool,
    pairs: String,
    paired: Option<TableView>,
    /// What the same people wrote; None where they are not known again.
    written: Option<WrittenView>,
    apart: Option<TableView>,
}

/// Two questionnaires of different waves that ask the same people something in common, the earlier one first.
struct Couple<'a> {
    before: &'a Fielded,
    after: &'a Fielded,
}

impl Couple<'_> {
    fn code(&self) -> String {
        format!("{}-{}", self.before.id.0, self.after.id.0)
    }

    fn title(&self, lang: Lang) -> String {
        let args = [("before", self.before.full_title(lang)), ("after", self.after.full_title(lang))];
        i18n::text(lang.code(), "explore-couple", &args)
    }

    /// Whether one can be before and the other one after: they are of different waves, and not of different kinds of agencies.
    fn is_of_same_people(&self) -> bool {
        self.before.wave != self.after.wave && self.before.definition.may_go_where(&self.after.definition)
    }

    /// Whether people can be known again.
    fn has_codes(&self) -> bool {
        asks_for_code(self.before) && asks_for_code(self.after)
    }
}

/// `GET /surveys/{id}/analysis/before-after`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let dataset = load(&frame, &user, *id).await?;
    let made_for = (dataset.survey.id, dataset.purpose);
    let head = head(&frame, &user, &dataset, "/before-after");
    let kind = Kind::named(&query.of).unwrap_or(Kind::Words);
    let (dataset, texts) = written::read(&frame, dataset, kind).await?;
    let couple = query.into_inner().couple;
    let view = move || view(head, &dataset, (texts.as_ref(), kind), &couple);
    let view = web::block(view).await??;
    let title = frame.text("explore-room-before-after");
    figure_file::page(&frame, &user, made_for, ("explore/before_after.html", title.as_str()), &view).await
}

fn view(
    head: Head,
    dataset: &Dataset,
    (texts, kind): (Option<&Written>, Kind),
    wanted: &str,
) -> anyhow::Result<BeforeAfterView> {
    let tables = tables(dataset)?;
    let shared = shared(&tables);
    let couples = couples(dataset, &shared);
    let choice = |couple: &Couple<'_>| ChoiceView { value: couple.code(), label: couple.title(dataset.lang) };
    let mut view = BeforeAfterView {
        head,
        action: format!("{}/analysis/before-after", address(dataset.survey.id)),
        couples: couples.iter().map(choice).collect(),
        couple: String::new(),
        of: kind.code(),
        ofs: if texts.is_some() { kind_choices(dataset.lang) } else { Vec::new() },
        is_set: kind != Kind::Words,
        pairs: String::new(),
        paired: None,
        written: None,
        apart: None,
    };
    let usual = couples.iter().find(|couple| couple.has_codes()).or(couples.first());
    let chosen = couples.iter().find(|couple| couple.code() == wanted).or(usual);
    let Some(couple) = chosen else { return Ok(view) };
    view.is_set |= usual.is_some_and(|usual| usual.code() != couple.code());
    let found = compare(dataset, &shared, couple, Naming::Question)?;
    view.couple = couple.code();
    view.pairs = pairs_words(couple, &found, PAGE, dataset.lang);
    view.paired = (!found.paired.is_empty()).then(|| paired_table(&found, dataset.lang));
    view.written = match texts {
        _ if !couple.has_codes() => None,
        Some(texts) => Some(written::compare(dataset, texts, couple, &couples)?),
        None => Some(WrittenView::unread(dataset.lang)),
    };
    let caption = i18n::plain(dataset.lang, "explore-apart");
    let apart: Vec<&TestLine> = found.apart.iter().map(|apart| &apart.line).collect();
    view.apart = (!apart.is_empty()).then(|| test_table(caption, apart, dataset.lang));
    Ok(view)
}

/// What can be looked for in texts.
fn kind_choices(lang: Lang) -> Vec<ChoiceView> {
    let choice =
        |kind: Kind| ChoiceView { value: kind.code().to_owned(), label: i18n::plain(lang, kind.label()) };
    Kind::ALL.map(choice).into()
}

/// All couples, in the order of the survey.
fn couples<'a>(dataset: &'a Dataset, shared: &[Shared<'_>]) -> Vec<Couple<'a>> {
    let mut common: BTreeSet<(QuestionnaireId, QuestionnaireId)> = BTreeSet::new();
    for question in shared.iter().filter(|question| !question.is_consent()) {
        let ids: Vec<QuestionnaireId> = question.askings.iter().map(|asking| asking.fielded.id).collect();
        common.extend(ids.iter().flat_map(|first| ids.iter().map(move |second| (*first, *second))));
    }
    let mut couples = Vec::new();
    for (place, before) in dataset.fielded.iter().enumerate() {
        let later = dataset.fielded.iter().skip(place + 1);
        let later = later.filter(|after| common.contains(&(before.id, after.id)));
        couples.extend(later.map(|after| Couple { before, after }).filter(Couple::is_of_same_people));
    }
    couples
}

/// Two questionnaires that can be compared, for pages that lead here.
pub struct CoupleLine {
    /// Which.
    pub title: String,
    /// Where they are compared.
    pub href: String,
    /// Questions that both ask.
    pub n_shared: usize,
    /// People who are known in both; None where they cannot be known again.
    pub n_pairs: Option<Count>,
}

/// All questionnaires that can be compared, two by two.
///
/// # Errors
/// When a question cannot be counted.
pub fn couple_lines(dataset: &Dataset) -> anyhow::Result<Vec<CoupleLine>> {
    let tables = tables(dataset)?;
    let shared = shared(&tables);
    let line = |couple: Couple<'_>| {
        let asks = |question: &&Shared<'_>, id: QuestionnaireId| {
            question.askings.iter().any(|asking| asking.fielded.id == id)
        };
        let both =
            |question: &&Shared<'_>| asks(question, couple.before.id) && asks(question, couple.after.id);
        let n_pairs = pairs(couple.before, couple.after).pairs.len();
        let n_pairs = if is_withheld(dataset, n_pairs) { Count::Hidden } else { Count::Shown(n_pairs) };
        CoupleLine {
            title: couple.title(dataset.lang),
            href: format!("{}/analysis/before-after?couple={}", address(dataset.survey.id), couple.code()),
            n_shared: shared.iter().filter(both).count(),
            n_pairs: couple.has_codes().then_some(n_pairs),
        }
    };
    Ok(couples(dataset, &shared).into_iter().map(line).collect())
}

/// Fluent keys of how many pairs there are, of codes that are not used, and of questionnaires that ask for no code: for a page.
const PAGE: [&str; 3] = ["explore-pairs", "explore-pairs-ambiguous", "explore-pairs-no-code"];
/// The same for a paper, which has another style.
const PAPER: [&str; 3] = ["talk-pairs", "talk-pairs-ambiguous", "talk-pairs-no-code"];

/// How many people were compared with themselves, in the words of a [`PAGE`] or a [`PAPER`].
fn pairs_words(couple: &Couple<'_>, found: &Comparison, style: [&str; 3], lang: Lang) -> String {
    let [pairs, ambiguous, no_code] = style;
    if !couple.has_codes() {
        return i18n::plain(lang, no_code);
    }
    let mut words = i18n::text(lang.code(), pairs, &[("n", found.n_pairs.to_string())]);
    if let Count::Shown(n @ 1..) = found.n_ambiguous {
        words.push_str(&i18n::text(lang.code(), ambiguous, &[("n", n.to_string())]));
    }
    words
}

/// The tests of pairs with the counts that they follow from, and what people said before and after.
fn paired_table(found: &Comparison, lang: Lang) -> TableView {
    let lines: Vec<&TestLine> = found.paired.iter().map(|paired| &paired.line).collect();
    let mut table = test_table(i18n::plain(lang, "explore-paired"), lines, lang);
    let say = |key: &str| i18n::plain(lang, key);
    let heads = [
        sentences(say("explore-changes")),
        column(say("talk-before"), true),
        column(say("talk-after"), true),
    ];
    for (at, head) in (1..).zip(heads) {
        table.columns.insert(at, head);
    }
    // The table has a row for each.
    for (row, paired) in table.rows.iter_mut().zip(&found.paired) {
        let [before, after] = both_times(paired.changes.table());
        let before = said(before, people::narrowed(&paired.href, "before"));
        let after = said(after, people::narrowed(&paired.href, "after"));
        let counts = CellView { href: paired.href.clone(), ..words(&paired.counts) };
        for (at, cell) in (1..).zip([counts, before, after]) {
            row.insert(at, cell);
        }
    }
    table
}

/// A figure as a cell: `M=` stands before means, as in papers. A number leads to `href`.
fn said(said: Said, href: String) -> CellView {
    match said {
        Said::Share(n, share) => counted(n, share, href),
        Said::Height(height) => {
            let sd = height.sd.map_or("–".to_owned(), |sd| half_up(sd, 1));
            words(format!("M={} ({sd})", half_up(height.mean, 1)))
        }
        Said::Withheld => withheld(),
        Said::Nothing => words("–"),
    }
}

/// All couples' tests as a sheet.
///
/// # Errors
/// When a question cannot be counted.
pub fn sheet(dataset: &Dataset) -> anyhow::Result<Sheet> {
    let mut lines: Vec<TestLine> = Vec::new();
    for found in comparisons(dataset)? {
        let with_counts = found.paired.into_iter().map(|Paired { counts, line, .. }| TestLine {
            says: crate::view::figure::join(&[counts, line.says], dataset.lang),
            by: i18n::text(dataset.lang.code(), "explore-paired-by", &[("by", line.by)]),
            ..line
        });
        lines.extend(with_counts);
        lines.extend(found.apart.into_iter().map(|apart| apart.line));
    }
    Ok(test_sheet("before-after".to_owned(), &lines, dataset.lang))
}

/// Two questionnaires, the earlier one first, compared in everything that both ask.
pub struct Compared {
    /// Both titles.
    pub title: String,
    /// How many people were compared with themselves, in words for a paper.
    pub pairs: String,
    /// People with themselves.
    pub paired: Vec<Paired>,
    /// All answers.
    pub apart: Vec<Apart>,
}

/// How the same people moved from before to after.
pub struct Moves {
    /// Between which two questionnaires.
    pub title: String,
    /// How many people were compared with themselves, in words for a paper.
    pub pairs: String,
    /// Each question, row or choice, and how many moved.
    pub lines: Vec<Move>,
}

/// How the same people moved in one question, or in a part of it.
pub struct Move {
    /// The words of the question, and of its part.
    pub what: String,
    /// Number and words of the question alone.
    pub question: String,
    /// A row or a choice of it; None for the whole.
    pub part: Option<String>,
    /// How many moved.
    pub changes: Protected<Changes>,
}

/// The moves between a questionnaire and another one; None where people are not known again.
///
/// # Errors
/// When a question cannot be counted.
pub fn moves(dataset: &Dataset, of: QuestionnaireId) -> anyhow::Result<Option<Moves>> {
    let tables = tables(dataset)?;
    let shared = shared(&tables);
    let couples = couples(dataset, &shared);
    let mut known = couples.iter().filter(|couple| couple.has_codes());
    let Some(couple) = known.find(|couple| [couple.before.id, couple.after.id].contains(&of)) else {
        return Ok(None);
    };
    let found = compare(dataset, &shared, couple, Naming::Question)?;
    let (title, pairs) = (couple.title(dataset.lang), pairs_words(couple, &found, PAPER, dataset.lang));
    let moved = |paired: Paired| Move {
        what: paired.line.what,
        question: paired.topic.question,
        part: paired.topic.part,
        changes: paired.changes,
    };
    Ok(Some(Moves { title, pairs, lines: found.paired.into_iter().map(moved).collect() }))
}

/// All couples compared.
///
/// # Errors
/// When a question cannot be counted.
pub fn comparisons(dataset: &Dataset) -> anyhow::Result<Vec<Compared>> {
    let tables = tables(dataset)?;
    let shared = shared(&tables);
    let compared = |couple: Couple<'_>| -> anyhow::Result<Compared> {
        let found = compare(dataset, &shared, &couple, Naming::Question)?;
        let pairs = pairs_words(&couple, &found, PAPER, dataset.lang);
        let title = couple.title(dataset.lang);
        Ok(Compared { title, pairs, paired: found.paired, apart: found.apart })
    };
    couples(dataset, &shared).into_iter().map(compared).collect()
}
