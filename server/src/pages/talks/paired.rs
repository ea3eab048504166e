//! Before and after: the same people in two questionnaires, and all answers as if they were of different people.

use analysis::document::paper::{PaperRow, PaperTable};
use analysis::rounded::half_up;
use analysis::table::HIDDEN;
use analysis::table::changes::Height;

use super::Source;
use super::paper::{NOTHING, Tests, WITHHELD, column, count, mean_sd, n_percent, row, table, withheld_note};
use crate::i18n::{self, Lang};
use crate::pages::explore::before_after::{
    Apart, Compared, Figure, Paired, Said, Side, both_times, comparisons, tells_a_number,
};

/// Fluent key of the title of people with themselves.
const PAIRED: &str = "talk-table-paired";

/// Two tables for each couple of questionnaires that ask the same: of the same people, and of all answers.
///
/// # Errors
/// When a question cannot be counted.
pub fn tables(source: &Source<'_>) -> anyhow::Result<Vec<PaperTable>> {
    let compared = comparisons(source.dataset)?;
    Ok(compared
        .iter()
        .flat_map(|compared| [paired(source, compared), apart(source, compared)])
        .flatten()
        .collect())
}

/// People with themselves, with the counts that the tests follow from; none where nobody is known again. What has no number to tell
/// has no row: of a questionnaire with many choices these would be pages.
fn paired(source: &Source<'_>, compared: &Compared) -> Option<PaperTable> {
    let mut tests = Tests::default();
    let mut has_withheld = compared.pairs.contains(HIDDEN);
    let mut rows = Vec::new();
    let told = compared.paired.iter().filter(|paired| tells_a_number(&paired.counts, &paired.line));
    for Paired { counts, line, changes, .. } in told {
        has_withheld |= counts.contains(HIDDEN);
        let words = [line.what.clone(), counts.replace(HIDDEN, WITHHELD)];
        let [before, after] = both_times(changes.table()).map(once);
        let cells = words.into_iter().chain([before, after, count(line.n)]);
        rows.push(row(0, cells.chain(tests.signed_cells(line))));
    }
    let mut notes = vec![compared.pairs.replace(HIDDEN, WITHHELD)];
    let say = |key: &str| i18n::plain(source.dataset.lang, key);
    if !rows.is_empty() {
        notes.push(say("talk-note-sides"));
    }
    notes.extend(tests.notes(source.dataset.lang));
    if rows.is_empty() && !compared.paired.is_empty() {
        let blank = (0..7).map(|_| String::new());
        rows.push(row(0, [say("talk-paired-withheld")].into_iter().chain(blank)));
    } else if rows.len() < compared.paired.len() {
        notes.push(say("talk-note-left-out"));
    }
    if has_withheld {
        notes.push(withheld_note(source.look()));
    }
    drawn(source, PAIRED, compared, (rows, notes), true)
}

/// All answers of both; none where there is nothing to compare. What is not tested has a sign that says why in place of each number.
fn apart(source: &Source<'_>, compared: &Compared) -> Option<PaperTable> {
    let mut tests = Tests::default();
    let lang = source.dataset.lang;
    let rows = compared.apart.iter().map(|apart| apart_row(apart, &mut tests)).collect();
    let mut notes = ["talk-note-apart-people", "talk-note-sides"].map(|key| i18n::plain(lang, key)).to_vec();
    if !compared.paired.is_empty() {
        let args = [("title", title(PAIRED, compared, lang))];
        notes.push(i18n::text(lang.code(), "talk-note-paired-elsewhere", &args));
    }
    notes.extend(tests.notes(lang));
    drawn(source, "talk-table-apart", compared, (rows, notes), false)
}

/// What was tested, people and figure of either side, and the test.
fn apart_row(apart: &Apart, tests: &mut Tests) -> PaperRow {
    let sides = apart.sides.iter().flat_map(|side| [count(side.n), figure(side)]);
    row(0, [apart.line.what.clone()].into_iter().chain(sides).chain(tests.signed_cells(&apart.line)))
}

fn figure(side: &Side) -> String {
    match &side.figure {
        Figure::Height(found) => format!("M={}", mean_sd(found)),
        Figure::Share(n, share) => n_percent(*n, *share),
        Figure::Nothing => NOTHING.to_owned(),
    }
}

/// What the same people said before or after.
fn once(said: Said) -> String {
    match said {
        Said::Share(n, share) => n_percent(n, share),
        Said::Height(height) => format!("M={}", height_sd(height)),
        Said::Withheld => WITHHELD.to_owned(),
        Said::Nothing => NOTHING.to_owned(),
    }
}

fn height_sd(height: Height) -> String {
    let sd = height.sd.map_or(NOTHING.to_owned(), |sd| half_up(sd, 1));
    format!("{} ({sd})", half_up(height.mean, 1))
}

fn title(key: &str, compared: &Compared, lang: Lang) -> String {
    i18n::text(lang.code(), key, &[("couple", compared.title.clone())])
}

fn drawn(
    source: &Source<'_>,
    key: &str,
    compared: &Compared,
    (rows, notes): (Vec<PaperRow>, Vec<String>),
    is_paired: bool,
) -> Option<PaperTable> {
    let say = |key: &str| i18n::plain(source.dataset.lang, key);
    let heads: &[(&str, bool)] = match is_paired {
        true => &[("explore-changes", false), ("talk-before", true), ("talk-after", true), ("test-n", true)],
        false => {
            &[("talk-before-n", true), ("talk-before", true), ("talk-after-n", true), ("talk-after", true)]
        }
    };
    let is_interval = |cell: &String| cell.contains('[');
    let has_intervals = rows.iter().any(|row| row.cells.last().is_some_and(is_interval));
    let effect = if has_intervals { "test-effect" } else { "test-effect-plain" };
    let tested = ["test-statistic", "test-p", effect].map(|key| (key, true));
    let heads = [("table-code", false)].into_iter().chain(heads.iter().copied()).chain(tested);
    let columns = heads.map(|(key, is_number)| column(say(key), is_number)).collect();
    let title = title(key, compared, source.dataset.lang);
    (!rows.is_empty()).then(|| table(title, columns, rows, notes, source.look()))
}
