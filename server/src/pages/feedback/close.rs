//! Whether a new version of a sheet is so close to an earlier one, or to the sheets of other areas, that the few who came or went between
//! them could be made out.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ptr;

use analysis::table::HIDDEN;
use surveys::entity::region;
use surveys::store;

use super::beside::{Beside, Few, Published};
use super::content::{CountView, FrozenQuote, SheetContent, counterpart};
use super::sheet::Built;
use super::told::{Alike, Whom, differences, has_all, withheld_elsewhere};
use super::which::SheetOf;
use crate::error::Result;
use crate::view::frame::Frame;

/// How many numbers that tell few beside the sheets of other areas are named; how many more there are is said.
const MOST_FEW: usize = 10;

/// Beside which published sheets single people's answers could be read off a new version, and by which of their numbers, in words for
/// the team; none where they could not. Of the same sheet or of others, the newest or not, taken back or not: all of them have been
/// read. Where one of the same sheet has the same numbers already, nothing more can be read off, but whose quotes are gone.
///
/// # Errors
/// When the database fails.
pub async fn near_published(frame: &Frame, sheet: &SheetOf, built: &Built) -> Result<Vec<String>> {
    let (app, now) = (&frame.app, &built.content);
    let (mut published, mut earlier): (Published, Vec<(i32, SheetContent)>) = (BTreeMap::new(), Vec::new());
    for version in store::publications::of_survey(&app.db, sheet.survey.id).await? {
        let content = SheetContent::read(&version.content)?;
        published.entry(version.area.clone()).or_default().push(content.parameters.counts.clone());
        if version.area == sheet.area {
            earlier.push((version.number, content));
        }
    }
    let known = newest_same(&earlier, now);
    let found = close_to(&earlier, now, known);
    let mut near: Vec<String> =
        found.into_iter().map(|(number, apart)| in_words(frame, number, apart)).collect();
    if known.is_some() {
        return Ok(near);
    }
    let areas = store::regions::areas(&app.db, sheet.survey.region_id).await?;
    let codes: Vec<String> = areas.iter().map(|area| area.code.clone()).collect();
    let least = i64::from(now.parameters.min_cell);
    let beside = Beside { areas: &codes, published: &published, people: &built.people, least };
    let few = beside.tells_few(&sheet.area, &now.parameters.counts);
    let n_more = few.len().saturating_sub(MOST_FEW);
    near.extend(few.into_iter().take(MOST_FEW).map(|few| few_in_words(frame, &areas, few)));
    near.extend((n_more > 0).then(|| frame.text_with("sheet-close-more", &[("n", n_more.to_string())])));
    Ok(near)
}

fn few_in_words(frame: &Frame, areas: &[region::Model], few: Few) -> String {
    match few {
        Few::Sum { label } => frame.text_with("sheet-close-sum", &[("label", label)]),
        Few::Rest { label, area } => {
            let named = areas.iter().find(|known| known.code == area).map(|known| known.name.clone());
            let area = ("area", named.unwrap_or(area));
            frame.text_with("sheet-close-rest", &[area, ("label", label)])
        }
    }
}

/// What sets two versions apart that are close to each other.
#[derive(Debug, PartialEq, Eq)]
enum Apart {
    /// A number of people: its label, and both as they are printed.
    Count { label: String, before: String, now: String },
    /// The title of a chart, or of a section, that says something else of as many people.
    Table(String),
    /// The title of what one withholds though its threshold is lower, or the label of such a number of people.
    Threshold(String),
    /// So many quotes of the earlier one are not on the new one.
    Quotes(usize),
}

/// A number of people of an earlier version, and the same of the new one, as far as they have it.
type Pair<'c> = (Option<&'c CountView>, Option<&'c CountView>);

fn in_words(frame: &Frame, number: i32, apart: Apart) -> String {
    let number = ("number", number.to_string());
    match apart {
        Apart::Count { label, before, now } => frame
            .text_with("sheet-close-count", &[number, ("label", label), ("before", before), ("now", now)]),
        Apart::Table(title) => frame.text_with("sheet-close-table", &[number, ("title", title)]),
        Apart::Threshold(title) => frame.text_with("sheet-close-threshold", &[number, ("title", title)]),
        Apart::Quotes(n) => frame.text_with("sheet-close-quotes", &[number, ("n", n.to_string())]),
    }
}

/// The number of the newest version that says of people all that the new one says.
fn newest_same(earlier: &[(i32, SheetContent)], now: &SheetContent) -> Option<i32> {
    earlier.iter().filter(|(_, before)| is_same(before, now)).map(|(number, _)| *number).max()
}

/// What sets the new version apart from the earlier ones that are close to it, with their numbers. Where one is `known` to have the
/// same numbers, those tell nothing more, but a quote that came after it and is gone is linked to the people who came and went with it.
fn close_to(earlier: &[(i32, SheetContent)], now: &SheetContent, known: Option<i32>) -> Vec<(i32, Apart)> {
    let mut found = Vec::new();
    for (number, before) in earlier.iter().filter(|(number, _)| known.is_none_or(|known| *number > known)) {
        let all = apart(before, now).into_iter();
        let telling = all.filter(|apart| known.is_none() || matches!(apart, Apart::Quotes(_)));
        found.extend(telling.map(|apart| (*number, apart)));
    }
    found
}

/// Whether an earlier version says of people all that the new one says.
fn is_same(before: &SheetContent, now: &SheetContent) -> bool {
    let alike = Alike::of(before, now);
    let pairs = pairs(&before.parameters.counts, &now.parameters.counts);
    alike.has_signs
        && pairs.into_iter().all(|pair| is_as_many(pair, alike))
        && differences(before, now, alike).is_empty()
        && has_all(before, now)
}

/// What sets two versions apart that count almost the same people: it could tell what those few said. As many can be others, where
/// one went and one came, or the same who answer otherwise now: then charts, tables or what is said of them differ, while others grow.
/// Empty where they are not close.
fn apart(before: &SheetContent, now: &SheetContent) -> Vec<Apart> {
    let alike = Alike::of(before, now);
    let least = u64::try_from(now.parameters.min_cell).unwrap_or_default();
    let pairs = pairs(&before.parameters.counts, &now.parameters.counts);
    let all = differences(before, now, alike).into_iter();
    let exchanged = all.filter(|found| are_as_many(&pairs, found.whom, alike));
    let mut found: Vec<Apart> = exchanged.map(|found| Apart::Table(found.title.to_owned())).collect();
    found.extend(close_counts(&pairs, least));
    found.extend(other_signs(before, now, &pairs));
    if !found.is_empty() {
        let n_gone = gone_quotes(before, now);
        found.extend((n_gone > 0).then_some(Apart::Quotes(n_gone)));
    }
    found
}

/// Both numbers of what two versions count; what the new one counts alone comes last.
fn pairs<'c>(before: &'c [CountView], now: &'c [CountView]) -> Vec<Pair<'c>> {
    let known = before.iter().enumerate().map(|(place, one)| (Some(one), counterpart(before, place, now)));
    let mut pairs: Vec<Pair<'c>> = known.collect();
    let is_known =
        |count: &CountView| pairs.iter().any(|(_, now)| now.is_some_and(|now| ptr::eq(now, count)));
    let new: Vec<Pair<'c>> =
        now.iter().filter(|count| !is_known(count)).map(|count| (None, Some(count))).collect();
    pairs.extend(new);
    pairs
}

/// A number of people as it is printed. What one version does not count is as little known as what it withholds.
fn printed(count: Option<&CountView>) -> &str {
    count.map_or(HIDDEN, |count| count.value.as_str())
}

/// Whether two versions count as many, as far as they print it.
fn is_as_many((before, now): Pair<'_>, alike: Alike) -> bool {
    let (before, now) = (printed(before), printed(now));
    before == now || !alike.has_signs && [before, now].contains(&HIDDEN)
}

/// Whether two versions count as many of those people whom a chart or table counts.
fn are_as_many(pairs: &[Pair<'_>], whom: Whom, alike: Alike) -> bool {
    let of_them =
        pairs.iter().filter(|(before, now)| now.or(*before).is_some_and(|count| whom.are_in(count)));
    let of_them: Vec<Pair<'_>> = of_them.copied().collect();
    // Where no number is of them all numbers are meant: versions that were published long ago do not say which questionnaire a number
    // is of, and what a later one says of people whom it does not count may be of anybody.
    let meant = if of_them.is_empty() { pairs } else { of_them.as_slice() };
    meant.iter().all(|pair| is_as_many(*pair, alike))
}

/// The numbers of the one that are those of the other but for a few people.
fn close_counts(pairs: &[Pair<'_>], least: u64) -> Vec<Apart> {
    let number = |count: &CountView| count.value.parse::<u64>().ok();
    let close = |(before, now): &Pair<'_>| {
        let (before, now) = ((*before)?, (*now)?);
        let (was, is) = (number(before)?, number(now)?);
        let count =
            || Apart::Count { label: now.label.clone(), before: was.to_string(), now: is.to_string() };
        (was != is && was.abs_diff(is) < least).then(count)
    };
    pairs.iter().filter_map(close).collect()
}

/// What the version with the lower threshold withholds and the other one prints, of as many people: the one was protected without
/// what the other tells, so that what both leave may be a single small number.
fn other_signs(before: &SheetContent, now: &SheetContent, pairs: &[Pair<'_>]) -> Vec<Apart> {
    let is_low_now = match now.parameters.min_cell.cmp(&before.parameters.min_cell) {
        Ordering::Less => true,
        Ordering::Greater => false,
        Ordering::Equal => return Vec::new(),
    };
    let of_people = pairs.iter().filter_map(|(before, now)| {
        let (low, high) = if is_low_now { (*now, *before) } else { (*before, *now) };
        let (low, high) = (low?, high?);
        (low.value == HIDDEN && high.value != HIDDEN).then(|| high.label.clone())
    });
    let (low, high) = if is_low_now { (now, before) } else { (before, now) };
    let alike = Alike::of(before, now);
    let all = withheld_elsewhere(high, low).into_iter();
    let of_charts = all.filter(|found| are_as_many(pairs, found.whom, alike));
    of_people.chain(of_charts.map(|found| found.title.to_owned())).map(Apart::Threshold).collect()
}

/// How many quotes of an earlier version the new one has not: who has the earlier one on paper sees which.
fn gone_quotes(before: &SheetContent, now: &SheetContent) -> usize {
    let is_gone = |quote: &&FrozenQuote| now.quotes().all(|there| there.reference != quote.reference);
    before.quotes().filter(is_gone).count()
}

#[cfg(test)]
mod tests {
    use analysis::table::Count;

    use super::super::content::{Parameters, Piece, Places, Section, SheetFigure};
    use super::*;
    use crate::i18n::Lang;
    use crate::view::figure::{BarLine, bar_figure, withheld};

    fn counts(all: &[(&str, &str)]) -> Vec<CountView> {
        let count = |(label, value): &(&str, &str)| CountView {
            label: (*label).to_owned(),
            value: (*value).to_owned(),
            unit: String::new(),
            note: String::new(),
            plain_note: String::new(),
            is_usual: None,
            questionnaire: None,
            is_reply: false,
        };
        all.iter().map(count).collect()
    }

    /// A sheet of a closed question with two answers, which so many gave.
    fn sheet(answers: [usize; 2]) -> SheetContent {
        let n = answers.iter().sum::<usize>().to_string();
        let line = |(label, n): (&str, usize)| BarLine {
            label: label.to_owned(),
            count: Count::Shown(n),
            share: None,
            href: String::new(),
        };
        let lines = ["バス", "徒歩"].into_iter().zip(answers).map(line).collect();
        let figure = bar_figure("q1-way", "手段", String::new(), lines, Lang::Ja).unwrap();
        let places = Places {
            questionnaire: 1,
            variables: vec!["way".to_owned()],
            values: vec!["1".to_owned(), "2".to_owned()],
        };
        let figures = vec![SheetFigure { places: Some(places), ..SheetFigure::of(figure) }];
        let section = Section {
            kind: "answers".to_owned(),
            title: String::new(),
            plain: String::new(),
            pieces: vec![Piece::Figures { figures }],
        };
        SheetContent {
            language: "ja".to_owned(),
            title: String::new(),
            area: String::new(),
            region: String::new(),
            host: String::new(),
            contact: String::new(),
            period: String::new(),
            purpose: String::new(),
            plain_purpose: String::new(),
            is_withheld: false,
            is_in_whole: None,
            sections: vec![section],
            parameters: Parameters {
                min_cell: 5,
                purpose: "regional".to_owned(),
                method: String::new(),
                counts: counts(&[("調査票の回答", &n)]),
                quotes_on_paper: 2,
                is_full: None,
            },
        }
    }

    fn is_close(before: &SheetContent, now: &SheetContent) -> bool {
        !apart(before, now).is_empty()
    }

    fn is_close_to_one(earlier: &[SheetContent], now: &SheetContent) -> bool {
        earlier.iter().any(|before| is_close(before, now))
    }

    #[test]
    fn what_sets_close_versions_apart_is_named() {
        let found = apart(&sheet([7, 5]), &sheet([7, 6]));
        let [label, before, now] = ["調査票の回答", "12", "13"].map(str::to_owned);
        assert_eq!(found, [Apart::Count { label, before, now }]);
        let table = apart(&sheet([7, 5]), &sheet([6, 6]));
        assert_eq!(table, [Apart::Table("手段".to_owned())]);
        let mut gone = spoken("challenges", &[("通勤", 8)]);
        gone.sections[0].pieces.clear();
        let chart = apart(&spoken("challenges", &[("通勤", 8)]), &gone);
        assert_eq!(chart, [Apart::Table("題".to_owned())], "it is gone");
    }

    #[test]
    fn every_number_and_table_that_sets_close_versions_apart_is_named() {
        let of = |people: [&str; 3]| counted(sheet([7, 5]), people);
        let found = apart(&of(["12", "9", "6"]), &of(["13", "10", "6"]));
        assert!(found.iter().all(|apart| matches!(apart, Apart::Count { .. })), "{found:?}");
        assert_eq!(found.len(), 2, "{found:?}");
        let both = |answers: [usize; 2], n: usize| {
            let mut both = sheet(answers);
            both.sections.extend(spoken("challenges", &[("通勤", n)]).sections);
            both
        };
        let tables = apart(&both([7, 5], 8), &both([6, 6], 9));
        assert_eq!(tables, ["手段", "題"].map(|title| Apart::Table(title.to_owned())));
    }

    #[test]
    fn versions_are_close_in_any_language() {
        let before = counts(&[("調査票の回答", "30"), ("ヒアリング", "12")]);
        let is_close = |now: &[(&str, &str)]| !close_counts(&pairs(&before, &counts(now)), 5).is_empty();
        assert!(is_close(&[("調査票の回答", "31"), ("ヒアリング", "12")]));
        assert!(is_close(&[("Responses", "31"), ("Hearings", "12")]), "the same people are counted");
        assert!(!is_close(&[("Responses", "30"), ("Hearings", "12")]), "nobody came or went");
        assert!(!is_close(&[("Responses", "35"), ("Hearings", "＊")]));
        assert!(!is_close(&[("後の調査票", "10"), ("調査票の回答", "30"), ("ヒアリング", "12")]), "one more");
        assert!(!is_close(&[]));
    }

    #[test]
    fn whoever_went_while_somebody_else_came_could_be_made_out_too() {
        assert!(is_close(&sheet([7, 5]), &sheet([6, 6])));
        assert!(!is_close(&sheet([7, 5]), &sheet([7, 5])));
    }

    /// The same sheet where so many answered before and after, and were heard.
    fn counted(sheet: SheetContent, [before, after, heard]: [&str; 3]) -> SheetContent {
        let mut counts = counts(&[("事前の回答", before), ("事後の回答", after), ("ヒアリング", heard)]);
        counts[0].questionnaire = Some(1);
        counts[1].questionnaire = Some(2);
        SheetContent { parameters: Parameters { counts, ..sheet.parameters }, ..sheet }
    }

    #[test]
    fn what_grows_elsewhere_does_not_hide_who_went_and_came() {
        let before = counted(sheet([7, 5]), ["12", "9", "6"]);
        for others in [["12", "9", "11"], ["12", "14", "6"], ["12", "14", "*"]] {
            assert!(is_close(&before, &counted(sheet([6, 6]), others)), "{others:?}");
            assert!(!is_close(&before, &counted(sheet([7, 5]), others)), "{others:?}");
        }
        let grown = counted(sheet([9, 8]), ["17", "9", "6"]);
        assert!(!is_close(&before, &grown), "five answered the question since");
        let are_close = |kind: &str, others: [&str; 3]| {
            let before = counted(spoken(kind, &[("通勤", 8)]), ["12", "9", "6"]);
            is_close(&before, &counted(spoken(kind, &[("通勤", 9)]), others))
        };
        assert!(are_close("requests", ["12", "14", "6"]), "as many were heard");
        assert!(!are_close("requests", ["12", "9", "11"]));
        assert!(are_close("before_after", ["12", "9", "11"]), "as many answered");
        assert!(!are_close("challenges", ["12", "9", "11"]), "those who were heard speak of it, too");
        let mut replied = [["12", "9", "6"], ["12", "14", "6"]]
            .map(|others| counted(spoken("challenges", &[("通勤", 8)]), others));
        replied.iter_mut().for_each(|sheet| sheet.parameters.counts[1].is_reply = true);
        let [before, mut now] = replied;
        assert!(!is_close(&before, &now));
        now.sections = spoken("challenges", &[("通勤", 9)]).sections;
        assert!(is_close(&before, &now), "replies are not counted there");
    }

    #[test]
    fn who_replied_otherwise_is_seen_while_as_many_replied_whatever_else_grows() {
        let replied = |bars: &[(&str, usize)], others: [&str; 3]| {
            let mut sheet = counted(spoken("replies", bars), others);
            sheet.parameters.counts[1].is_reply = true;
            sheet
        };
        let before = replied(&[("通勤", 8)], ["12", "9", "6"]);
        assert!(is_close(&before, &replied(&[("通勤", 9)], ["17", "9", "11"])), "as many replied");
        assert!(!is_close(&before, &replied(&[("通勤", 9)], ["12", "14", "6"])), "five replied since");
    }

    #[test]
    fn few_who_are_withheld_of_a_new_questionnaire_are_not_unseen_in_what_counts_all() {
        let before = spoken("challenges", &[("通勤", 8)]);
        let with_new = |n: &str| {
            let mut now = spoken("challenges", &[("通勤", 9)]);
            now.parameters.counts.extend(counts(&[("あとの調査票の回答", n)]));
            now
        };
        assert!(is_close(&before, &with_new(HIDDEN)));
        assert!(!is_close(&before, &with_new("9")));
    }

    /// A sheet of two answers with a threshold, on which those of these places are withheld.
    fn protected(answers: [usize; 2], min_cell: i32, hidden: &[usize]) -> SheetContent {
        let mut sheet = sheet(answers);
        sheet.parameters.min_cell = min_cell;
        let Piece::Figures { figures } = &mut sheet.sections[0].pieces[0] else { panic!("charts") };
        for place in hidden {
            figures[0].figure.table.rows[*place].iter_mut().skip(1).for_each(|cell| *cell = withheld());
        }
        sheet
    }

    #[test]
    fn under_another_threshold_numbers_are_set_against_each_other_and_signs_are_not() {
        let before = protected([12, 7], 5, &[]);
        assert!(is_close(&before, &protected([13, 6], 10, &[1])));
        assert!(!is_close(&before, &protected([12, 7], 10, &[1])));
        assert!(!is_close(&protected([12, 7], 10, &[1]), &before));
        assert!(!is_same(&before, &protected([12, 7], 10, &[1])), "the next one may tell more again");
    }

    /// That two thresholds do withhold so is shown in the tests of `suppress`.
    #[test]
    fn what_the_lower_threshold_withholds_and_the_higher_one_tells_is_named() {
        let (low, high) = (protected([12, 4], 5, &[0, 1]), protected([12, 4], 10, &[1]));
        let title = || Apart::Threshold("手段".to_owned());
        assert_eq!(apart(&high, &low), [title()]);
        assert_eq!(apart(&low, &high), [title()]);
        let mut people = low.clone();
        people.parameters.counts[0].value = HIDDEN.to_owned();
        assert_eq!(apart(&high, &people), [Apart::Threshold("調査票の回答".to_owned()), title()]);
        let many = protected([22, 4], 5, &[0, 1]);
        assert!(!is_close(&high, &many), "ten came");
    }

    /// The same sheet with these quotes.
    fn quoting(sheet: SheetContent, references: &[&str]) -> SheetContent {
        let quote = |reference: &&str| FrozenQuote {
            reference: (*reference).to_owned(),
            sha256: String::new(),
            text: None,
        };
        let quotes = Piece::Quotes { quotes: references.iter().map(quote).collect() };
        let mut sections = sheet.sections;
        sections[0].pieces.push(quotes);
        SheetContent { sections, ..sheet }
    }

    #[test]
    fn a_quote_that_came_and_went_with_few_is_named_though_the_numbers_are_known_already() {
        let mut earlier = vec![(2, sheet([7, 5])), (3, quoting(sheet([7, 6]), &["a"]))];
        let now = sheet([7, 5]);
        let found = |earlier: &[(i32, SheetContent)]| close_to(earlier, &now, newest_same(earlier, &now));
        assert_eq!(found(&earlier), [(3, Apart::Quotes(1))]);
        earlier.push((4, now.clone()));
        assert!(found(&earlier).is_empty(), "the fourth told it already");
        let many = [(2, sheet([7, 5])), (3, quoting(sheet([12, 10]), &["a"]))];
        assert!(found(&many).is_empty(), "ten came and went with it");
    }

    #[test]
    fn a_quote_that_went_with_few_is_named() {
        let before = quoting(sheet([7, 5]), &["a", "b"]);
        let found = apart(&before, &quoting(sheet([6, 5]), &["a"]));
        assert_eq!(found.last(), Some(&Apart::Quotes(1)), "{found:?}");
        assert_eq!(apart(&before, &quoting(sheet([6, 5]), &["b", "a"])).len(), 1);
        assert!(!is_close(&before, &quoting(sheet([7, 5]), &["a"])), "the numbers are the same");
    }

    /// A sheet of one section with one chart of these bars, of twelve people.
    fn spoken(kind: &str, bars: &[(&str, usize)]) -> SheetContent {
        let line = |(label, n): &(&str, usize)| BarLine {
            label: (*label).to_owned(),
            count: Count::Shown(*n),
            share: None,
            href: String::new(),
        };
        let lines = bars.iter().map(line).collect();
        let figure = bar_figure("spoken", "題", "n=12。".to_owned(), lines, Lang::Ja).unwrap();
        let mut sheet = sheet([7, 5]);
        let pieces = vec![Piece::Figures { figures: vec![SheetFigure::of(figure)] }];
        let section = Section { kind: kind.to_owned(), title: String::new(), plain: String::new(), pieces };
        sheet.sections = vec![section];
        sheet
    }

    #[test]
    fn themes_requests_and_ties_give_somebody_away_as_closed_questions_do() {
        let before = [("通勤", 8), ("体調", 6)];
        for kind in ["challenges", "practices", "requests", "collaboration", "rate_charts"] {
            let is_close = |bars: &[(&str, usize)]| is_close(&spoken(kind, &before), &spoken(kind, bars));
            assert!(!is_close(&before), "{kind}");
            assert!(is_close(&[("通勤", 9), ("体調", 6)]), "{kind}: one more spoke of it");
            assert!(is_close(&[("体調", 8), ("通勤", 6)]), "{kind}: the numbers are those of others");
            assert!(is_close(&[("通勤", 8)]), "{kind}: one has no bar any more");
        }
        let mut other = spoken("challenges", &before);
        other.language = "en".to_owned();
        let Piece::Figures { figures } = &mut other.sections[0].pieces[0] else { panic!("charts") };
        figures[0].figure.table.rows[0][0].text = "Commuting".to_owned();
        figures[0].figure.note = "n = 12.".to_owned();
        assert!(!is_close(&spoken("challenges", &before), &other), "words of another language");
    }

    #[test]
    fn a_chart_that_is_gone_and_a_base_tell_something_and_what_was_composed_does_not() {
        let bars = [("通勤", 8), ("体調", 6), ("送迎", 5)];
        let before = spoken("challenges", &bars);
        let mut gone = before.clone();
        let text = "まだありません。".to_owned();
        gone.sections[0].pieces = vec![Piece::Text { text, plain: String::new() }];
        assert!(is_close(&before, &gone));
        let mut fewer = before.clone();
        let Piece::Figures { figures } = &mut fewer.sections[0].pieces[0] else { panic!("charts") };
        figures[0].figure.note = "n=11。".to_owned();
        assert!(is_close(&before, &fewer), "one wrote nothing any more");
        let mut short = spoken("challenges", &bars[..2]);
        short.parameters.is_full = Some(false);
        assert!(!is_close(&SheetContent { parameters: full(), ..before.clone() }, &short), "fewer bars");
        let mut chosen = sheet([7, 5]);
        chosen.sections[0].pieces.clear();
        assert!(!is_close(&sheet([7, 5]), &chosen), "another question was chosen");
        assert!(!is_close(&before, &SheetContent { sections: Vec::new(), ..before.clone() }));
        let own = |text: &str| {
            let mut own = spoken("introduction", &bars);
            own.sections[0].pieces = vec![Piece::Text { text: text.to_owned(), plain: String::new() }];
            own
        };
        assert!(!is_close(&own("2024年の調査です。"), &own("2025年の調査です。")), "the office's words");
    }

    /// The parameters of a full sheet.
    fn full() -> Parameters {
        Parameters { is_full: Some(true), ..sheet([7, 5]).parameters }
    }

    #[test]
    fn what_an_earlier_version_left_out_is_not_known_from_it() {
        let (first, now) = (spoken("challenges", &[("通勤", 8)]), spoken("challenges", &[("通勤", 9)]));
        let bare = SheetContent { sections: Vec::new(), ..now.clone() };
        assert!(!is_same(&bare, &now) && is_same(&now, &now));
        assert!(is_close_to_one(&[first, bare], &now));
    }

    #[test]
    fn a_version_is_set_against_all_before_it_until_its_numbers_are_known() {
        let earlier = [sheet([7, 5]), sheet([12, 7])];
        assert!(is_close_to_one(&earlier, &sheet([7, 6])), "of the first one");
        assert!(!is_close_to_one(&earlier[1..], &sheet([7, 6])));
        let close = [sheet([7, 5]), sheet([7, 6])];
        assert!(close.iter().any(|before| is_same(before, &sheet([7, 6]))), "both have been read already");
        assert!(!is_close_to_one(&[], &sheet([7, 6])));
    }
}
