//! The texts themselves, exactly those that a number counts, with what was suggested for their sentences.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use analysis::coding::frame::CodingFrame;
use analysis::coding::stance::Stance;
use analysis::table::Count;
use analysis::text::Span;
use analysis::text::duplicates::{DuplicateGroup, LEAST_CHARS, LEAST_JACCARD, SHINGLE};
use serde::Serialize;
use surveys::privacy::consent::Purpose;

use super::attribute::of_answers;
use super::multivariate::topics::address as topic_address;
use super::rules::condition::read_with;
use super::selection::{Counted, Selection, counted as counted_units, is_withheld, may_see_groups, select};
use super::standing::{Given, given};
use super::{Head, Reading, head, region_choices, units};
use crate::auth::User;
use crate::dataset::tables::{full_kind_name, kind_name, region_name};
use crate::dataset::writings::Part;
use crate::error::Result;
use crate::i18n::{self, Lang};
use crate::pages::coding::tree;
use crate::pages::conditions::{encode, written};
use crate::pages::surveys::address;
use crate::view::figure::{CellView, TableView, column, counted, words};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};

/// Texts on one page.
const PAGE: usize = 20;
/// Groups of copies that are listed, and letters that are shown of one.
const MOST_COPIES: usize = 20;
const BEGINNING: usize = 80;

#[derive(Serialize)]
struct TextsView {
    head: Head,
    action: String,
    filter: FilterView,
    criteria: Vec<String>,
    /// Something was asked for, on this page or by the number that leads here.
    is_set: bool,
    /// Texts that are copies of one another, where all texts are listed.
    copies: Option<TableView>,
    /// When they are nearly the same.
    copies_lead: String,
    n: usize,
    /// How many sentences or other units were counted in these texts, in words; empty where people are.
    counted: String,
    texts: Vec<TextView>,
    /// The one text that is asked for is not there (any more).
    is_unknown: bool,
    paging: Paging,
}

/// The conditions that can be set on the page itself; the others come with the numbers that lead here.
#[derive(Serialize)]
struct FilterView {
    word: String,
    stance: String,
    stances: Vec<ChoiceView>,
    region: String,
    regions: Vec<ChoiceView>,
}

#[derive(Serialize)]
struct TextView {
    label: String,
    href: String,
    region: String,
    kind: String,
    parts: Vec<PartView>,
}

#[derive(Serialize)]
struct PartView {
    title: String,
    pieces: Vec<PieceView>,
}

/// A stretch of text: a sentence with its suggestion, or what stands between sentences.
#[derive(Default, Serialize)]
struct PieceView {
    text: String,
    stance: String,
    themes: Vec<String>,
    /// It lies in a unit that the number counts.
    is_counted: bool,
}

/// `GET /surveys/{id}/analysis/texts`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    selection: web::Query<Selection>,
    page: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let mut selection = selection.into_inner();
    // What is typed into an address and is no stance asks for nothing.
    if Stance::from_key(&selection.stance).is_none() {
        selection.stance.clear();
    }
    let (reading, ruled) = read_with(&frame, &user, *id, (&selection.rule, &selection.unit)).await?;
    let asked = selection.clone();
    let mut given = match selection.is_about_codes() {
        true => given(&frame, &reading).await?,
        false => Given::default(),
    };
    given.ruled = ruled;
    let (reading, given, (found, counted), copies) = web::block(move || {
        let counted = counted_units(&reading, &asked, &given);
        let found = select(&reading, &asked, &given, counted.as_ref());
        let copies = conditions(&asked).is_empty().then(|| copies(&reading)).flatten();
        (reading, given, (found, counted), copies)
    })
    .await?;
    let is_withheld = is_withheld(&reading.dataset, found.len())
        || selection.is_about_group() && !may_see_groups(&reading.dataset);
    let shown: &[u32] = if is_withheld { &[] } else { &found };
    let action = format!("{}/analysis/texts", address(reading.dataset.survey.id));
    let asked_for = format!("{action}?{}page=", conditions(&selection));
    let paging = Paging::new(asked_for, *page, shown.len(), PAGE);
    let codes = CodingFrame::shipped().map_err(anyhow::Error::from)?;
    let is_unknown = is_unknown(&reading, &selection);
    let view = TextsView {
        is_unknown,
        action,
        filter: filter_view(&frame, &reading, &selection),
        copies,
        copies_lead: copies_lead(&frame),
        is_set: !conditions(&selection).is_empty(),
        criteria: criteria(&frame, &reading, &selection, (&codes, &given)),
        n: if is_withheld { 0 } else { found.len() },
        counted: counted
            .as_ref()
            .map(|own| n_counted(&frame, &reading, &selection, (own, shown)))
            .unwrap_or_default(),
        texts: paging
            .shown(shown.iter().enumerate())
            .filter_map(|(at, place)| text_view(&reading, (at + 1, *place), counted.as_ref(), &codes))
            .collect(),
        paging,
        head: head(&frame, &user, &reading.dataset, "/texts"),
    };
    let status = if is_unknown { StatusCode::NOT_FOUND } else { StatusCode::OK };
    frame.page_with(status, "explore/texts.html", &frame.text("explore-texts-title"), &view)
}

/// Whether an address asks for a text that is not among those that are read: it never was, or was withdrawn. Outside internal work, where
/// single texts are not listed, nothing tells which there are.
fn is_unknown(reading: &Reading, selection: &Selection) -> bool {
    let is_missing = |id: &String| reading.writings.iter().all(|writing| writing.id != *id);
    let mut asked = [&selection.id, &selection.copies].into_iter().filter(|id| !id.is_empty());
    may_see_groups(&reading.dataset) && asked.any(is_missing)
}

fn filter_view(frame: &Frame, reading: &Reading, selection: &Selection) -> FilterView {
    // Who may not see lists of groups is not offered to choose by them either.
    let may_choose = may_see_groups(&reading.dataset);
    FilterView {
        word: selection.word.clone(),
        stance: selection.stance.clone(),
        stances: if may_choose { stance_choices(frame) } else { Vec::new() },
        region: selection.region.clone(),
        regions: if may_choose { region_choices(&reading.dataset) } else { Vec::new() },
    }
}

/// How many units of the texts were counted, and how many people wrote them.
fn n_counted(
    frame: &Frame,
    reading: &Reading,
    selection: &Selection,
    (counted, texts): (&Counted, &[u32]),
) -> String {
    let n: usize = texts.iter().map(|&text| counted.in_text(text).count()).sum();
    let unit = units::chosen(&reading.dataset, &selection.unit);
    let args = [
        ("unit", units::name(&reading.dataset, unit)),
        ("n", n.to_string()),
        ("people", texts.len().to_string()),
    ];
    frame.text_with("explore-n-units", &args)
}

/// When texts are copies, in words.
fn copies_lead(frame: &Frame) -> String {
    let args = [
        ("shingle", SHINGLE.to_string()),
        ("threshold", LEAST_JACCARD.to_string()),
        ("least", LEAST_CHARS.to_string()),
    ];
    frame.text_with("explore-copies-lead", &args)
}

/// Texts that are copies of one another or nearly so, those of most people first; none of few people for all but internal work.
fn copies(reading: &Reading) -> Option<TableView> {
    let (dataset, lang) = (&reading.dataset, reading.dataset.lang);
    let say = |key: &str| i18n::plain(lang, key);
    let base = format!("{}/analysis/texts?copies=", address(dataset.survey.id));
    let row = |group: &DuplicateGroup| {
        let first = *group.documents.first()? as usize;
        let text = &reading.texts.corpus.documents.get(first)?.text;
        let start: String = text.chars().take(BEGINNING).collect();
        let id = reading.writings.get(first).filter(|_| may_see_groups(dataset)).map(|own| encode(&own.id));
        let href = id.map(|id| format!("{base}{id}")).unwrap_or_default();
        Some(vec![
            words(if start.len() < text.len() { format!("{start}…") } else { start }),
            counted(Count::Shown(group.documents.len()), None, href),
            words(format!("{:.2}", group.least_jaccard)),
        ])
    };
    let groups = reading.texts.copies().iter();
    let groups = groups.filter(|group| !is_withheld(dataset, group.documents.len()));
    let rows: Vec<Vec<CellView>> = groups.take(MOST_COPIES).filter_map(row).collect();
    (!rows.is_empty()).then(|| TableView {
        caption: say("explore-copies"),
        columns: vec![
            column(say("explore-copies-beginning"), false),
            column(say("explore-people"), true),
            column(say("explore-copies-likeness"), true),
        ],
        rows,
    })
}

fn conditions(selection: &Selection) -> String {
    written(&[
        ("word", &selection.word),
        ("class", &selection.class),
        ("with", &selection.with),
        ("with_class", &selection.with_class),
        ("near", &selection.near),
        ("by", &selection.by),
        ("stance", &selection.stance),
        ("theme", &selection.theme),
        ("with_theme", &selection.with_theme),
        ("code", &selection.code),
        ("with_code", &selection.with_code),
        ("rule", &selection.rule),
        ("region", &selection.region),
        ("kind", &selection.kind),
        ("wave", &selection.wave),
        ("answer", &selection.answer),
        ("answer_value", &selection.answer_value),
        ("others", &selection.others),
        ("id", &selection.id),
        ("topic", &selection.topic),
        ("copies", &selection.copies),
        ("unit", &selection.unit),
    ])
}

fn stance_choices(frame: &Frame) -> Vec<ChoiceView> {
    let choice = |stance: Stance| ChoiceView {
        value: stance.key().to_owned(),
        label: frame.text(&format!("common-stance-{}", stance.key())),
    };
    Stance::ALL.map(choice).into()
}

fn criteria(
    frame: &Frame,
    reading: &Reading,
    selection: &Selection,
    (codes, given): (&CodingFrame, &Given),
) -> Vec<String> {
    let area = |code: &str| region_name(&reading.dataset, code);
    let say = |key: &str, value: String| frame.text_with(key, &[("value", value)]);
    let mut criteria = Vec::new();
    for word in [&selection.word, &selection.with].into_iter().filter(|word| !word.is_empty()) {
        criteria.push(say("explore-criterion-word", word.clone()));
    }
    if !selection.near.is_empty() {
        criteria.push(say("lookup-criterion-near", selection.near.clone()));
    }
    if !selection.stance.is_empty() {
        let stance = frame.text(&format!("common-stance-{}", selection.stance));
        criteria.push(say("explore-criterion-stance", stance));
    }
    for theme in [&selection.theme, &selection.with_theme].into_iter().filter(|theme| !theme.is_empty()) {
        criteria.push(say("explore-criterion-theme", theme_label(codes, theme, frame.lang)));
    }
    for code in [&selection.code, &selection.with_code].into_iter().filter(|code| !code.is_empty()) {
        let label = given.named(code).map_or(code.clone(), |code| tree::label(code, frame.lang));
        criteria.push(say("explore-criterion-code", label));
    }
    if !selection.rule.is_empty() {
        criteria.push(say("explore-criterion-rule", selection.rule.clone()));
    }
    if !selection.topic.is_empty() {
        criteria.push(say("multivariate-criterion-topic", topic_address::number_of(&selection.topic)));
    }
    if !selection.copies.is_empty() {
        criteria.push(frame.text("explore-criterion-copies"));
    }
    if !selection.region.is_empty() {
        criteria.push(say("explore-criterion-region", area(&selection.region)));
    }
    if !selection.kind.is_empty() {
        criteria.push(say("explore-criterion-kind", full_kind_name(frame.lang, &selection.kind)));
    }
    if !selection.wave.is_empty() {
        criteria.push(say("lookup-criterion-wave", selection.wave.clone()));
    }
    if !selection.answer.is_empty() {
        let asked = of_answers(&reading.dataset, &reading.writings, &selection.answer);
        let words = asked.map(|asked| asked.words(&selection.answer_value));
        criteria.push(say("explore-criterion-answer", words.unwrap_or_else(|| selection.answer.clone())));
    }
    if !selection.others.is_empty() {
        criteria.push(frame.text("lookup-criterion-others"));
    }
    criteria
}

/// Code and label of a theme.
pub fn theme_label(codes: &CodingFrame, code: &str, lang: Lang) -> String {
    match codes.code(code) {
        Some(found) => format!("{code} {}", if lang == Lang::Ja { &found.ja } else { &found.en }),
        None => code.to_owned(),
    }
}

fn text_view(
    reading: &Reading,
    (ordinal, place): (usize, u32),
    counted: Option<&Counted>,
    codes: &CodingFrame,
) -> Option<TextView> {
    let writing = reading.writings.get(place as usize)?;
    let lang = reading.dataset.lang;
    let area = |code: &String| region_name(&reading.dataset, code);
    // Who reads texts for a talk sees the words, not the corner of the region they come from.
    let is_internal = reading.dataset.purpose == Purpose::Internal;
    Some(TextView {
        // Without a number of its own a text is told from the others by its place in the list.
        label: if is_internal { writing.label() } else { format!("{} {ordinal}", writing.label()) },
        href: writing.href.clone(),
        region: writing.region.as_ref().filter(|_| is_internal).map(area).unwrap_or_default(),
        kind: writing
            .kind
            .as_ref()
            .filter(|_| is_internal)
            .map(|kind| kind_name(lang, kind))
            .unwrap_or_default(),
        parts: writing.parts.iter().map(|part| part_view(reading, (place, part), counted, codes)).collect(),
    })
}

fn part_view(
    reading: &Reading,
    (place, part): (u32, &Part),
    counted: Option<&Counted>,
    codes: &CodingFrame,
) -> PartView {
    let lang = reading.dataset.lang;
    let end = part.start + part.text.chars().count();
    let text: Vec<char> = part.text.chars().collect();
    let slice = |from: usize, to: usize| -> String {
        text.get(from - part.start..to - part.start)
            .map(|letters| letters.iter().collect())
            .unwrap_or_default()
    };
    let between = |text: String| PieceView { text, ..PieceView::default() };
    let is_counted = |span: Span| {
        counted.is_some_and(|own| {
            own.in_text(place).any(|piece| piece.span.start < span.end && span.start < piece.span.end)
        })
    };
    let mut pieces = Vec::new();
    let mut at = part.start;
    let sentences = reading.texts.coded.iter().filter(|sentence| sentence.document == place);
    for sentence in sentences {
        let (from, to) = (sentence.span.start as usize, sentence.span.end as usize);
        if from < at || to > end {
            continue;
        }
        if from > at {
            pieces.push(between(slice(at, from)));
        }
        let suggestion = &sentence.suggestion;
        let themes = suggestion.themes.iter().take(1).map(|theme| theme_label(codes, &theme.code, lang));
        pieces.push(PieceView {
            text: slice(from, to),
            stance: if suggestion.is_blank { String::new() } else { suggestion.stance.key().to_owned() },
            themes: themes.collect(),
            is_counted: is_counted(sentence.span),
        });
        at = to;
    }
    if at < end {
        pieces.push(between(slice(at, end)));
    }
    PartView { title: part.title.clone(), pieces }
}
