//! Before and after: the same people in two questionnaires, and all answers as if they were of different people.

use analysis::document::paper::{PaperRow, PaperTable};
use analysis::table::HIDDEN;

use super::Source;
use super::paper::{NOTHING, Tests, WITHHELD, column, count, row, table, withheld_note};
use crate::i18n::{self, Lang};
use crate::pages::explore::before_after::{Compared, comparisons, tells_a_number};
use crate::view::tested::TestLine;

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
    let told = compared.paired.iter().filter(|(counts, line)| tells_a_number(counts, line));
    for (counts, line) in told {
        has_withheld |= counts.contains(HIDDEN);
        let mut own = line_row(line, &mut tests);
        own.cells.insert(1, counts.replace(HIDDEN, WITHHELD));
        rows.push(own);
    }
    let mut notes = vec![compared.pairs.replace(HIDDEN, WITHHELD)];
    notes.extend(tests.notes(source.dataset.lang));
    let say = |key: &str| i18n::plain(source.dataset.lang, key);
    if rows.is_empty() && !compared.paired.is_empty() {
        let blank = (0..5).map(|_| String::new());
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
    let rows = compared.apart.iter().map(|line| line_row(line, &mut tests)).collect();
    let mut notes = vec![i18n::plain(lang, "talk-note-apart-people")];
    if !compared.paired.is_empty() {
        let args = [("title", title(PAIRED, compared, lang))];
        notes.push(i18n::text(lang.code(), "talk-note-paired-elsewhere", &args));
    }
    notes.extend(tests.notes(lang));
    drawn(source, "talk-table-apart", compared, (rows, notes), false)
}

/// What was tested, people, and the test; in the place of its numbers whether they are withheld, or there are none.
fn line_row(line: &TestLine, tests: &mut Tests) -> PaperRow {
    let sign = if line.is_withheld { WITHHELD } else { NOTHING };
    if line.is_withheld {
        tests.withhold();
    } else if line.p.is_none() {
        tests.leave_out();
    }
    let filled = |cell: String| if cell.is_empty() { sign.to_owned() } else { cell };
    row(0, [line.what.clone(), count(line.n)].into_iter().chain(tests.cells(line).map(filled)))
}

fn title(key: &str, compared: &Compared, lang: Lang) -> String {
    i18n::text(lang.code(), key, &[("couple", compared.title.clone())])
}

fn drawn(
    source: &Source<'_>,
    key: &str,
    compared: &Compared,
    (rows, notes): (Vec<PaperRow>, Vec<String>),
    has_counts: bool,
) -> Option<PaperTable> {
    let say = |key: &str| i18n::plain(source.dataset.lang, key);
    let mut columns = vec![column(say("table-code"), false)];
    if has_counts {
        columns.push(column(say("explore-changes"), false));
    }
    let is_interval = |cell: &String| cell.contains('[');
    let has_intervals = rows.iter().any(|row| row.cells.last().is_some_and(is_interval));
    let effect = if has_intervals { "test-effect" } else { "talk-effect" };
    columns.extend(["test-n", "test-statistic", "test-p", effect].map(|key| column(say(key), true)));
    let title = title(key, compared, source.dataset.lang);
    (!rows.is_empty()).then(|| table(title, columns, rows, notes, source.look()))
}
