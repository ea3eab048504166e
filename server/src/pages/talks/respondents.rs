//! Table 1, and the other tables of single questions: who answered, several answers, and scales.

use analysis::document::paper::{PaperRow, PaperTable};
use analysis::table::Count;
use analysis::table::frequency::FrequencyRow;
use analysis::table::summary::of_scale;
use surveys::questionnaire::variable::{Variable, VariableKind};

use super::Source;
use super::paper::{
    base, choice_notes, column, count, mean_sd, median_range, n_percent, push_frequency, row, table,
    unanswered_note,
};
use crate::dataset::listed::unlisted_kinds;
use crate::dataset::tables::numbers::numbers;
use crate::dataset::tables::scales::step;
use crate::dataset::tables::{AnswerTable, By, answer_table};
use crate::i18n::{self, Lang};
use crate::pages::explore::answers::{is_finding, question_title, variable_title};
use crate::view::figure::kinds::kinds_note;
use crate::view::figure::matrix::questions;
use crate::view::tested::alpha_note;

/// Areas and kinds of those who answered, questions with one answer, and numbers.
///
/// # Errors
/// When a question cannot be counted.
pub fn characteristics(source: &Source<'_>) -> anyhow::Result<Vec<PaperTable>> {
    let Some(fielded) = source.answered() else { return Ok(Vec::new()) };
    let (dataset, lang) = (source.dataset, source.dataset.lang);
    let say = |key: &str| i18n::plain(lang, key);
    let answers = answer_table(dataset, fielded);
    let (mut rows, mut unanswered) = (Vec::new(), Vec::new());
    push_who(&mut rows, source, (&answers, By::Region), &[])?;
    let kinds = push_who(&mut rows, source, (&answers, By::Kind), &unlisted_kinds(dataset, fielded))?;
    let kinds = kinds_note(kinds.iter().map(String::as_str), lang);
    let is_own = |variable: &&Variable| variable.kind == VariableKind::Single && is_finding(variable);
    let others = questions(answers.variables()).filter(|question| !is_scale(&answers, question));
    for variable in others.flatten().filter(is_own) {
        if source.is_unanswered(&answers, variable)? {
            unanswered.push(variable_title(dataset, variable));
            continue;
        }
        let counted = answers.frequency(dataset, variable)?;
        push_frequency(&mut rows, &variable_title(dataset, variable), counted.table(), lang);
    }
    for (variable, found) in numbers(dataset, fielded, &answers)? {
        let found = found.table();
        if found.n == Count::Shown(0) {
            unanswered.push(variable_title(dataset, &variable));
            continue;
        }
        rows.push(row(0, [variable_title(dataset, &variable), base(found.n)]));
        rows.push(row(1, [say("talk-mean-sd"), mean_sd(found)]));
        rows.push(row(1, [say("talk-median-range"), median_range(found)]));
        if found.no_answer != Count::Shown(0) {
            rows.push(row(1, [say("table-no-answer"), count(found.no_answer)]));
        }
    }
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let columns = vec![column(say("table-code"), false), column("n (%)", true)];
    let notes =
        [say("talk-note-base"), kinds, source.roster_note(fielded), unanswered_note(&unanswered, lang)];
    Ok(vec![table(say("talk-table-characteristics"), columns, rows, notes, source.look())])
}

/// Those who answered by area or kind, and the codes of those that are there; nothing where nobody has one. Kinds that are on no list and
/// may not be told are one row: of each of them it would tell that somebody named it.
fn push_who(
    rows: &mut Vec<PaperRow>,
    source: &Source<'_>,
    (answers, by): (&AnswerTable<'_>, By),
    unlisted: &[String],
) -> anyhow::Result<Vec<String>> {
    let dataset = source.dataset;
    let counted = answers.respondents(dataset, by)?;
    let mut counted = counted.table().clone();
    let is_apart = |row: &FrequencyRow| row.count.is_hidden() && unlisted.contains(&row.value);
    let apart = counted.rows.iter().find(|row| is_apart(row)).cloned();
    counted.rows.retain(|row| row.count != Count::Shown(0) && !is_apart(row));
    let codes = counted.rows.iter().map(|row| row.value.clone()).collect();
    counted.rows.extend(apart.map(|mut row| {
        row.label = i18n::plain(dataset.lang, "talk-kinds-unlisted");
        row
    }));
    if !counted.rows.is_empty() {
        push_frequency(
            rows,
            &i18n::plain(dataset.lang, &format!("table-{}", by.code())),
            &counted,
            dataset.lang,
        );
    }
    Ok(codes)
}

/// Questions with several answers: shares are of those who gave any.
///
/// # Errors
/// When a question cannot be counted.
pub fn several(source: &Source<'_>) -> anyhow::Result<Vec<PaperTable>> {
    let Some(fielded) = source.answered() else { return Ok(Vec::new()) };
    let dataset = source.dataset;
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let answers = answer_table(dataset, fielded);
    let (mut rows, mut unanswered, mut shown) = (Vec::new(), Vec::new(), Vec::new());
    let is_own = |variable: &&Variable| variable.kind == VariableKind::Multiple && is_finding(variable);
    for variable in answers.variables().iter().filter(is_own) {
        if source.is_unanswered(&answers, variable)? {
            unanswered.push(variable_title(dataset, variable));
            continue;
        }
        let counted = answers.frequency(dataset, variable)?;
        push_frequency(&mut rows, &variable_title(dataset, variable), counted.table(), dataset.lang);
        shown.push(variable);
    }
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let columns = vec![column(say("table-code"), false), column("n (%)", true)];
    let choices = choice_notes(source, (fielded, &answers), shown);
    let notes = [say("talk-note-several")].into_iter().chain(choices);
    let notes = notes.chain([unanswered_note(&unanswered, dataset.lang)]);
    Ok(vec![table(say("talk-table-several"), columns, rows, notes, source.look())])
}

/// Matrices and ratings that somebody answered, one table each: the steps, and mean, spread, median and range where they have heights.
///
/// # Errors
/// When a question cannot be counted.
pub fn scales(source: &Source<'_>) -> anyhow::Result<Vec<PaperTable>> {
    let Some(fielded) = source.answered() else { return Ok(Vec::new()) };
    let answers = answer_table(source.dataset, fielded);
    let mut tables = Vec::new();
    for question in questions(answers.variables()).filter(|question| is_scale(&answers, question)) {
        if source.is_any_answered(&answers, question)? {
            tables.push(scale(source, &answers, question)?);
        }
    }
    Ok(tables)
}

/// Whether a question is a table of its own: a rating, or a matrix whose rows all have the same answers.
fn is_scale(answers: &AnswerTable<'_>, question: &[Variable]) -> bool {
    let Some(first) = question.first() else { return false };
    let is_alike = |variable: &Variable| {
        variable.kind == VariableKind::Single && variable.value_labels == first.value_labels
    };
    question.iter().all(is_alike) && (question.len() > 1 || answers.is_scale(first))
}

fn scale(
    source: &Source<'_>,
    answers: &AnswerTable<'_>,
    question: &[Variable],
) -> anyhow::Result<PaperTable> {
    let (dataset, lang) = (source.dataset, source.dataset.lang);
    let say = |key: &str| i18n::plain(lang, key);
    let mut columns = vec![column(say("table-code"), false), column("n", true)];
    let first = question.first();
    let labels = first.map(|first| first.value_labels.as_slice()).unwrap_or_default();
    columns.extend(labels.iter().map(|(_, label)| column(format!("{label} n (%)"), true)));
    let has_heights = question.iter().any(|variable| answers.is_scale(variable));
    if has_heights {
        columns.extend(["talk-mean-sd", "talk-median-range"].map(|key| column(say(key), true)));
    }
    let mut rows = Vec::new();
    for variable in question {
        let counted = answers.frequency(dataset, variable)?;
        let found = counted.table();
        let label = variable.row_label.clone().unwrap_or_else(|| variable_title(dataset, variable));
        let mut cells = vec![label, count(found.base)];
        cells.extend(labels.iter().map(|(value, _)| {
            let own = found.rows.iter().find(|row| row.value == *value);
            own.map(|own| n_percent(own.count, own.share)).unwrap_or_default()
        }));
        if has_heights {
            let figures = of_scale(&counted, step);
            cells.extend([mean_sd(&figures), median_range(&figures)]);
        }
        rows.push(row(0, cells));
    }
    let title = first.map(|first| question_title(dataset, answers, first)).unwrap_or_default();
    let alpha = answers.items(dataset, question)?.map(|set| alpha_note(&set, lang));
    let [heights, beside] = if has_heights { height_notes(labels, lang) } else { Default::default() };
    let notes = [say("talk-note-base"), heights, beside, alpha.unwrap_or_default()];
    Ok(table(title, columns, rows, notes, source.look()))
}

/// Which ends of a scale the lowest and the highest figure are, and which answers are no step of it: both notes may be empty.
fn height_notes(labels: &[(String, String)], lang: Lang) -> [String; 2] {
    let mut steps: Vec<(f64, String)> =
        labels.iter().filter_map(|(value, label)| Some((step(value)?, named(value, label)))).collect();
    steps.sort_by(|one, other| one.0.total_cmp(&other.0));
    let heights = match (steps.first(), steps.last()) {
        (Some((_, lowest)), Some((_, highest))) => {
            let args = [("lowest", lowest.clone()), ("highest", highest.clone())];
            i18n::text(lang.code(), "talk-note-heights", &args)
        }
        _ => String::new(),
    };
    let beside = labels.iter().filter(|(value, _)| step(value).is_none()).map(|(_, label)| label.as_str());
    let beside = beside.collect::<Vec<_>>().join(&i18n::plain(lang, "list-separator"));
    if heights.is_empty() || beside.is_empty() {
        return [heights, String::new()];
    }
    [heights, i18n::text(lang.code(), "talk-note-beside", &[("beside", beside)])]
}

/// `4＝よく知っている`; a step without words is its number alone.
fn named(value: &str, label: &str) -> String {
    if label == value { value.to_owned() } else { format!("{value}＝{label}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_says_which_end_is_the_highest_and_what_is_no_step() {
        let labels = |of: &[(&str, &str)]| -> Vec<(String, String)> {
            of.iter().map(|(value, label)| ((*value).to_owned(), (*label).to_owned())).collect()
        };
        // As they stand in the questionnaire: the highest first.
        let own = labels(&[("10", "よくある"), ("2", "たまに"), ("1", "ない"), ("97", "わからない")]);
        let [heights, beside] = height_notes(&own, Lang::Ja);
        assert!(heights.contains("1＝ない〜10＝よくある"), "{heights}");
        assert!(beside.contains("「わからない」"), "{beside}");
        let [heights, beside] = height_notes(&labels(&[("1", "1"), ("5", "5")]), Lang::Ja);
        assert!(heights.contains("1〜5") && beside.is_empty(), "{heights} {beside}");
        assert_eq!(height_notes(&labels(&[("97", "わからない")]), Lang::Ja), [String::new(), String::new()]);
    }
}
