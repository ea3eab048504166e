//! The texts that a code is given to, with the words that fired (どの文で).

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use analysis::rules::{RuleFile, parse_text};
use analysis::text::Span;
use analysis::text::units::{Piece, Unit, Units};
use serde::{Deserialize, Serialize};
use surveys::privacy::consent::Purpose;
use surveys::store;

use super::counting::{self, CodeCount, RuleTexts};
use super::links;
use crate::auth::User;
use crate::dataset::tables::{kind_name, region_name};
use crate::dataset::writings::Writing;
use crate::error::Result;
use crate::pages::conditions::encode;
use crate::pages::explore::attribute::of_answers;
use crate::pages::explore::groups::wave_of;
use crate::pages::explore::selection::may_see_groups;
use crate::pages::explore::{Head, head, load};
use crate::pages::surveys::address;
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};

/// Units on one page.
const PAGE: usize = 30;

/// Which code, in which units.
#[derive(Deserialize)]
pub struct HitsQuery {
    #[serde(default)]
    code: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    region: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    wave: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    answer: String,
    #[serde(default)]
    answer_value: String,
    #[serde(default)]
    with: String,
    #[serde(flatten)]
    page: PageQuery,
}

impl HitsQuery {
    fn group(&self) -> Group {
        Group {
            region: self.region.clone(),
            kind: self.kind.clone(),
            wave: self.wave.clone(),
            by: self.by.clone(),
            answer: self.answer.clone(),
            answer_value: self.answer_value.clone(),
            with: self.with.clone(),
        }
    }
}

/// The people whose units are listed, as a cell of the table of codes by area, kind, wave or answer counts them, or a line between two
/// codes of a network. Everybody where nothing is said.
#[derive(Default)]
struct Group {
    region: String,
    kind: String,
    /// The title of a wave.
    wave: String,
    /// `region`, `kind` or `wave`: those who are of one.
    by: String,
    /// A question (`3:q1`) that they answered.
    answer: String,
    /// Their answer to it; empty for any.
    answer_value: String,
    /// Another code that the same units have.
    with: String,
}

impl Group {
    fn is_everybody(&self) -> bool {
        self.said().next().is_none()
    }

    fn has(&self, writing: &Writing, wave: Option<&str>) -> bool {
        let fits = |wanted: &str, name: &str, own: Option<&str>| {
            (wanted.is_empty() || own == Some(wanted)) && (self.by != name || own.is_some())
        };
        fits(&self.region, "region", writing.region.as_deref())
            && fits(&self.kind, "kind", writing.kind.as_deref())
            && fits(&self.wave, "wave", wave)
    }

    /// The group in words; empty for everybody, and for all of whom it is known.
    fn words(&self, texts: &RuleTexts) -> String {
        let dataset = &texts.dataset;
        let people = match (self.region.as_str(), self.kind.as_str(), self.answer.as_str()) {
            ("", "", "") => self.wave.clone(),
            ("", "", question) => of_answers(dataset, &texts.writings, question)
                .map(|asked| asked.words(&self.answer_value))
                .unwrap_or_default(),
            ("", kind, _) => kind_name(dataset.lang, kind),
            (area, _, _) => region_name(dataset, area),
        };
        let parts = [people, self.with.clone()].into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" × ")
    }

    /// The same as part of an address.
    fn address(&self) -> String {
        self.said().map(|(name, value)| format!("&{name}={}", encode(value))).collect()
    }

    /// The conditions that are said, as in addresses.
    fn said(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [
            ("region", self.region.as_str()),
            ("kind", self.kind.as_str()),
            ("wave", self.wave.as_str()),
            ("by", self.by.as_str()),
            ("answer", self.answer.as_str()),
            ("answer_value", self.answer_value.as_str()),
            ("with", self.with.as_str()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty())
    }
}

#[derive(Serialize)]
struct HitsView {
    head: Head,
    code: String,
    rule: String,
    unit: String,
    /// Of whom; empty for everybody.
    group: String,
    back: String,
    is_known: bool,
    is_withheld: bool,
    /// It asks about who wrote a text, and is counted within internal work alone.
    is_not_counted: bool,
    n: usize,
    n_people: usize,
    hits: Vec<HitView>,
    paging: Paging,
}

/// One unit.
#[derive(Serialize)]
struct HitView {
    label: String,
    /// Where all that the person wrote can be read; empty where that may not be seen.
    href: String,
    pieces: Vec<PieceView>,
}

/// A part of a unit that lies in one text.
#[derive(Serialize)]
struct PieceView {
    title: String,
    words: Vec<WordsView>,
}

/// A stretch of text that fired, or did not.
#[derive(Serialize)]
struct WordsView {
    text: String,
    is_hit: bool,
}

/// What was found of a code.
struct Found {
    rule: String,
    n: usize,
    n_people: usize,
    is_withheld: bool,
    is_not_counted: bool,
    hits: Vec<HitView>,
    paging: Paging,
}

/// `GET /surveys/{id}/analysis/rules/hits`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<HitsQuery>,
) -> Result<HttpResponse> {
    let dataset = load(&frame, &user, *id).await?;
    let survey = dataset.survey.id;
    let stored = store::rules::newest(&frame.app.db, survey).await?;
    let content = stored.map(|stored| stored.content).unwrap_or_default();
    let texts = counting::of(&frame, dataset, &content).await?;
    let unit = counting::unit_of(&content, &query.unit);
    let head = head(&frame, &user, &texts.dataset, "/rules");
    let of = query.group();
    let (group, group_address) = (of.words(&texts), of.address());
    let own = links(&user, survey).own;
    let base = format!("{own}/hits?unit={}&code={}{group_address}&page=", unit.name(), encode(&query.code));
    let empty = Paging::new(base.clone(), query.page, 0, PAGE);
    let (code, page) = (query.code.clone(), query.page);
    let finding = web::block(move || find(&texts, &content, (code.as_str(), &of), unit, (base, page)));
    let found = finding.await?;
    let mut view = HitsView {
        head,
        code: query.code.clone(),
        rule: String::new(),
        unit: frame.text(&format!("rules-unit-{}", unit.name())),
        group,
        back: format!("{own}?unit={}", unit.name()),
        is_known: found.is_some(),
        is_withheld: false,
        is_not_counted: false,
        n: 0,
        n_people: 0,
        hits: Vec::new(),
        paging: empty,
    };
    if let Some(found) = found {
        (view.n, view.n_people, view.is_withheld) = (found.n, found.n_people, found.is_withheld);
        (view.hits, view.paging) = (found.hits, found.paging);
        (view.rule, view.is_not_counted) = (found.rule, found.is_not_counted);
    }
    frame.page("explore/rules_hits.html", &frame.text("rules-hits"), &view)
}

/// The units of a code; None when there is no such code.
fn find(
    texts: &RuleTexts,
    content: &str,
    (code, group): (&str, &Group),
    unit: Unit,
    (base, page): (String, PageQuery),
) -> Option<Found> {
    let file = parse_text(content).0;
    let number = file.position(code)?;
    let rule = file.codes.get(number)?.rule.as_ref().map(|rule| rule.print()).unwrap_or_default();
    let codes = texts.count(&file, unit).codes;
    let with = file.position(&group.with).and_then(|other| codes.get(other)).map(|other| other.units.clone());
    let mut counted = codes.into_iter().nth(number)?;
    // Outside internal work a group would tell who is behind a number that is withheld.
    let is_forbidden = !group.is_everybody() && !may_see_groups(&texts.dataset);
    let is_withheld = is_forbidden || counted.is_withheld(&texts.dataset);
    if !group.is_everybody() {
        narrow(texts, unit, (group, with.unwrap_or_default()), &mut counted);
    }
    let n_people = counted.people.len();
    let shown: &[u32] = if is_withheld { &[] } else { &counted.units };
    let paging = Paging::new(base, page, shown.len(), PAGE);
    let listed: Vec<u32> = paging.shown(shown.iter().copied()).collect();
    let hits = hits(texts, &file, number, unit, &listed);
    let (n, n_people) = if is_withheld { (0, 0) } else { (counted.units.len(), n_people) };
    let is_not_counted = counted.is_not_counted;
    Some(Found { rule, n, n_people, is_withheld, is_not_counted, hits, paging })
}

/// Leaves the units of the people of a group; where they are to have another code, those that are among `with`. And who wrote them.
fn narrow(texts: &RuleTexts, unit: Unit, (group, with): (&Group, Vec<u32>), counted: &mut CodeCount) {
    let waves = wave_of(&texts.dataset);
    let answered = (!group.answer.is_empty()).then(|| {
        let asked = of_answers(&texts.dataset, &texts.writings, &group.answer);
        asked.map(|asked| asked.texts_of(&group.answer_value)).unwrap_or_default()
    });
    let is_of = |person: &u32| {
        let writing = texts.writings.get(*person as usize);
        writing.is_some_and(|writing| group.has(writing, waves.get(&writing.id).copied()))
            && answered.as_ref().is_none_or(|answered| answered.binary_search(person).is_ok())
    };
    let owners = texts.owners(&texts.units(unit));
    counted.units.retain(|unit| {
        owners.get(unit).is_some_and(is_of) && (group.with.is_empty() || with.binary_search(unit).is_ok())
    });
    counted.people = counted.units.iter().filter_map(|unit| owners.get(unit).copied()).collect();
    counted.people.sort_unstable();
    counted.people.dedup();
}

fn hits(texts: &RuleTexts, file: &RuleFile, code: usize, unit: Unit, listed: &[u32]) -> Vec<HitView> {
    let units = texts.units(unit);
    texts.with_coder(file, &units, |coder, _| {
        let hit = |&unit: &u32| {
            let mut fired: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
            for evidence in coder.evidence(code, unit) {
                fired.entry(evidence.document).or_default().push(evidence.span);
            }
            hit_view(texts, &units, unit, &fired)
        };
        listed.iter().filter_map(hit).collect()
    })
}

fn hit_view(
    texts: &RuleTexts,
    units: &Units,
    unit: u32,
    fired: &BTreeMap<u32, Vec<Span>>,
) -> Option<HitView> {
    let pieces: Vec<&Piece> = units.pieces.iter().filter(|piece| piece.unit == unit).collect();
    let (writing, _) = texts.part(pieces.first()?.document)?;
    let is_internal = texts.dataset.purpose == Purpose::Internal;
    let base = format!("{}/analysis/texts?id=", address(texts.dataset.survey.id));
    let piece_view = |piece: &&Piece| {
        let (_, part) = texts.part(piece.document)?;
        let spans = fired.get(&piece.document).map(Vec::as_slice).unwrap_or_default();
        Some(PieceView { title: part.title.clone(), words: marked(&part.text, piece.span, spans) })
    };
    Some(HitView {
        label: writing.label(),
        href: if is_internal { format!("{base}{}", writing.id) } else { String::new() },
        pieces: pieces.iter().filter_map(piece_view).collect(),
    })
}

/// A part of a text, cut where places that fired begin and end. The places are ascending and may overlap.
fn marked(text: &str, part: Span, fired: &[Span]) -> Vec<WordsView> {
    let mut words: Vec<WordsView> = Vec::new();
    let mut at = part.start;
    let mut push = |from: u32, to: u32, is_hit: bool| {
        let text = Span { start: from, end: to }.of(text);
        match words.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.is_hit == is_hit => last.text.push_str(text),
            _ => words.push(WordsView { text: text.to_owned(), is_hit }),
        }
    };
    for span in fired {
        let (start, end) = (span.start.max(at), span.end.min(part.end));
        if start >= end {
            continue;
        }
        push(at, start, false);
        push(start, end, true);
        at = end;
    }
    push(at, part.end, false);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_come_back_as_addresses() {
        let group = Group { region: "x&y".to_owned(), by: "region".to_owned(), ..Group::default() };
        assert_eq!(group.address(), "&region=x%26y&by=region");
        assert!(Group::default().is_everybody() && !group.is_everybody());
        let wave = Group { wave: "事後".to_owned(), ..Group::default() };
        assert_eq!(wave.address(), "&wave=%E4%BA%8B%E5%BE%8C");
        assert!(!wave.is_everybody());
        let answer = Group { answer: "3:q1".to_owned(), answer_value: "1".to_owned(), ..Group::default() };
        assert_eq!(answer.address(), "&answer=3%3Aq1&answer_value=1");
        let both = Group { with: "相談".to_owned(), ..Group::default() };
        assert!(!both.is_everybody() && both.address().starts_with("&with="));
    }

    #[test]
    fn places_that_fired_are_cut_out_of_their_part_of_the_text() {
        let span = |start, end| Span { start, end };
        let told = |fired: &[Span]| -> Vec<(String, bool)> {
            let words = marked("手帳がない。𠮷野さんの手帳。", span(6, 14), fired);
            words.into_iter().map(|words| (words.text, words.is_hit)).collect()
        };
        let words = |text: &str, is_hit| (text.to_owned(), is_hit);
        // What lies in another sentence is not marked; what overlaps is one.
        let found = told(&[span(0, 2), span(6, 8), span(7, 9), span(11, 13)]);
        let expected = [("𠮷野さ", true), ("んの", false), ("手帳", true), ("。", false)];
        assert_eq!(found, expected.map(|(text, is_hit)| words(text, is_hit)));
        assert_eq!(told(&[]), [words("𠮷野さんの手帳。", false)]);
    }
}
