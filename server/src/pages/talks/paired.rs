//! Before and after: the same people in two questionnaires, and all answers as if they were of different people.

use analysis::document::paper::{PaperRow, PaperTable};
use analysis::table::HIDDEN;

use super::Source;
use super::paper::{Tests, WITHHELD, column, count, row, table, withheld_note};
use crate::i18n::{self, Lang};
use crate::pages::explore::before_after::{Compared, comparisons, tells_a_number};
use crate::view::tested::TestLine;

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
        let mut own = line_row(line, &mut tests, source.dataset.lang);
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
    drawn(source, "talk-table-paired", compared, (rows, notes), true)
}

/// All answers of both; none where there is nothing to compare.
fn apart(source: &Source<'_>, compared: &Compared) -> Option<PaperTable> {
    let mut tests = Tests::default();
    let rows = compared.apart.iter().map(|line| line_row(line, &mut tests, source.dataset.lang)).collect();
    let own = i18n::plain(source.dataset.lang, "explore-apart-note");
    let notes = [own].into_iter().chain(tests.notes(source.dataset.lang)).collect();
    drawn(source, "talk-table-apart", compared, (rows, notes), false)
}

/// What was tested, people, and the test.
fn line_row(line: &TestLine, tests: &mut Tests, lang: Lang) -> PaperRow {
    if line.says == i18n::plain(lang, "test-withheld") {
        tests.withhold();
    }
    row(0, [line.what.clone(), count(line.n)].into_iter().chain(tests.cells(line)))
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
    columns.extend(["test-n", "test-statistic", "test-p", "test-effect"].map(|key| column(say(key), true)));
    let args = [("couple", compared.title.clone())];
    let title = i18n::text(source.dataset.lang.code(), key, &args);
    (!rows.is_empty()).then(|| table(title, columns, rows, notes, source.look()))
}
