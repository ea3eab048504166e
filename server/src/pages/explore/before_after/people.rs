//! Who is behind the numbers of the same people before and after: within internal work, both responses of each.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::id::ResponseId;
use surveys::store::segments::Origin;

use super::compare::{asked, both};
use super::written::{self, Kind, Written};
use super::{Couple, couples};
use crate::auth::User;
use crate::dataset::Dataset;
use crate::dataset::pairs::{moves, pairs};
use crate::dataset::writings::id_of;
use crate::error::Result;
use crate::i18n;
use crate::pages::conditions::{encode, written as conditions};
use crate::pages::explore::answers::variable_title;
use crate::pages::explore::selection::may_see_groups;
use crate::pages::explore::shared::{Shared, shared, tables};
use crate::pages::explore::{Head, head, load};
use crate::pages::surveys::address;
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};

/// People on one page.
const PAGE: usize = 20;

/// Asks for the answers to a question.
const ANSWERS: &str = "answers";

/// Last parts of the Fluent keys of how somebody moved, in the order of the parts of changes: of something that is there or not, and of a
/// scale.
const MOVES: [&str; 4] = ["both", "lost", "gained", "neither"];
const SCALE_MOVES: [&str; 3] = ["fell", "same", "rose"];

/// Whom somebody asks for.
#[derive(Clone, Default, Deserialize)]
pub struct Query {
    /// The two questionnaires.
    #[serde(default)]
    couple: String,
    /// `answers`, or the code of a [`Kind`].
    #[serde(default)]
    of: String,
    /// The later questionnaire's name of the question, or that of a thing in texts.
    #[serde(default)]
    name: String,
    /// The class of a word.
    #[serde(default)]
    class: String,
    /// One value of the question.
    #[serde(default)]
    value: String,
    /// One of [`MOVES`], `before` or `after`; everybody where it is empty.
    #[serde(default)]
    part: String,
    #[serde(flatten)]
    page: PageQuery,
}

impl Query {
    /// All conditions as part of an address, each followed by `&`; without the page.
    fn written(&self) -> String {
        conditions(&[
            ("couple", &self.couple),
            ("of", &self.of),
            ("name", &self.name),
            ("class", &self.class),
            ("value", &self.value),
            ("part", &self.part),
        ])
    }

    /// Whether those of a part are asked for.
    fn has(&self, part: usize) -> bool {
        match self.part.as_str() {
            "" => true,
            "before" => [0, 1].contains(&part),
            "after" => [0, 2].contains(&part),
            wanted => MOVES.iter().position(|name| *name == wanted) == Some(part),
        }
    }

    /// Where they are listed; nowhere for those who may not see them.
    fn href(&self, dataset: &Dataset) -> String {
        if !may_see_groups(dataset) {
            return String::new();
        }
        let base = format!("{}/analysis/before-after/people?", address(dataset.survey.id));
        (base + &self.written()).trim_end_matches('&').to_owned()
    }
}

/// Where those are listed whom the numbers of a question count, or of one value of it; nowhere for those who may not see them.
pub(super) fn of_question(dataset: &Dataset, couple: &Couple<'_>, name: &str, value: Option<&str>) -> String {
    let (of, name) = (ANSWERS.to_owned(), name.to_owned());
    let value = value.unwrap_or_default().to_owned();
    Query { couple: couple.code(), of, name, value, ..Query::default() }.href(dataset)
}

/// The same of a thing in texts.
pub(super) fn of_thing(dataset: &Dataset, couple: &Couple<'_>, kind: Kind, thing: &written::Thing) -> String {
    let (of, name, class) = (kind.code().to_owned(), thing.name.clone(), thing.class.to_owned());
    Query { couple: couple.code(), of, name, class, ..Query::default() }.href(dataset)
}

/// An address of [`of_question`] or [`of_thing`] for those of a part alone.
pub(super) fn narrowed(href: &str, part: &str) -> String {
    if href.is_empty() { String::new() } else { format!("{href}&part={part}") }
}

#[derive(Serialize)]
struct PeopleView {
    head: Head,
    back: String,
    criteria: Vec<String>,
    is_withheld: bool,
    n: usize,
    rows: Vec<PersonView>,
    paging: Paging,
}

#[derive(Serialize)]
struct PersonView {
    moved: String,
    before: LinkView,
    after: LinkView,
}

/// A response, and where its texts are.
#[derive(Serialize)]
struct LinkView {
    label: String,
    href: String,
}

/// What was found.
#[derive(Default)]
struct Found {
    criteria: Vec<String>,
    /// Last parts of the keys of how somebody moved.
    names: &'static [&'static str],
    /// How each moved, with both responses.
    people: Vec<(usize, [ResponseId; 2])>,
}

/// `GET /surveys/{id}/analysis/before-after/people`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let dataset = load(&frame, &user, *id).await?;
    let query = query.into_inner();
    let is_withheld = !may_see_groups(&dataset);
    let head = head(&frame, &user, &dataset, "/before-after");
    let base = format!("{}/analysis", address(dataset.survey.id));
    let back = format!("{base}/before-after?couple={}", encode(&query.couple));
    let paged = format!("{base}/before-after/people?{}page=", query.written());
    let found = if is_withheld { Found::default() } else { found(&frame, dataset, query.clone()).await? };
    let paging = Paging::new(paged, query.page, found.people.len(), PAGE);
    let row = |(part, [before, after]): &(usize, [ResponseId; 2])| {
        let link = |response: ResponseId| LinkView {
            label: frame.text_with("writing-response", &[("number", response.0.to_string())]),
            href: format!("{base}/texts?id={}", id_of(Origin::Response(response))),
        };
        let name = found.names.get(*part).copied().unwrap_or_default();
        let moved = frame.text(&format!("explore-move-{name}"));
        PersonView { moved, before: link(*before), after: link(*after) }
    };
    let rows: Vec<PersonView> = paging.shown(&found.people).map(row).collect();
    let (criteria, n) = (found.criteria, found.people.len());
    let view = PeopleView { head, back, criteria, is_withheld, n, rows, paging };
    let title = frame.text("explore-paired-people");
    frame.page("explore/before_after_people.html", &title, &view)
}

async fn found(frame: &Frame, dataset: Dataset, query: Query) -> Result<Found> {
    let (dataset, texts) = match Kind::named(&query.of) {
        Some(kind) => written::read(frame, dataset, kind).await?,
        None => (dataset, None),
    };
    let find = move || find(&dataset, texts.as_ref(), &query);
    Ok(web::block(find).await??)
}

fn find(dataset: &Dataset, texts: Option<&Written>, query: &Query) -> anyhow::Result<Found> {
    let tables = tables(dataset)?;
    let shared = shared(&tables);
    let couples = couples(dataset, &shared);
    let Some(couple) = couples.iter().find(|couple| couple.code() == query.couple) else {
        return Ok(Found::default());
    };
    let found = match texts {
        Some(texts) => of_texts(dataset, couple, texts, query),
        None => of_answers(dataset, couple, &shared, query),
    };
    let Some(mut found) = found else { return Ok(Found::default()) };
    found.criteria.insert(0, couple.title(dataset.lang));
    if !query.part.is_empty() {
        found.criteria.push(i18n::plain(dataset.lang, &format!("explore-move-{}", asked_part(&query.part))));
    }
    found.people.retain(|(part, _)| query.has(*part));
    found.people.sort_by_key(|(part, _)| *part);
    Ok(found)
}

/// A part that somebody may ask for, as its key has it.
fn asked_part(part: &str) -> &str {
    let known = MOVES.iter().chain(&["before", "after"]).find(|name| **name == part);
    known.copied().unwrap_or("neither")
}

fn of_answers(dataset: &Dataset, couple: &Couple<'_>, shared: &[Shared<'_>], query: &Query) -> Option<Found> {
    let questions = shared.iter().filter(|question| !question.is_consent());
    let (before, after) = questions
        .filter_map(|question| both(question, couple))
        .find(|(_, after)| after.variable.name == query.name)?;
    let value = Some(query.value.as_str()).filter(|value| !value.is_empty());
    let pairs = pairs(couple.before, couple.after);
    let person = |(place, part): (usize, usize)| {
        pairs.pairs.get(place).map(|(before, after)| (part, [before.id, after.id]))
    };
    let people = moves(&pairs, asked(before), asked(after), value).into_iter().filter_map(person).collect();
    let label = after.variable.value_labels.iter().find(|(known, _)| *known == query.value);
    let title = variable_title(dataset, after.variable);
    let criteria = [Some(title), label.map(|(_, label)| label.clone())].into_iter().flatten().collect();
    let names: &[&str] = if value.is_none() { &SCALE_MOVES } else { &MOVES };
    Some(Found { criteria, names, people })
}

fn of_texts(dataset: &Dataset, couple: &Couple<'_>, texts: &Written, query: &Query) -> Option<Found> {
    let thing = texts.thing(&query.name, &query.class)?;
    let people =
        texts.people(couple).into_iter().map(|person| (person.part(thing), person.responses)).collect();
    let kind = i18n::plain(dataset.lang, texts.kind.label());
    Some(Found { criteria: vec![kind, thing.label.clone()], names: &MOVES, people })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_and_after_are_sums_of_parts() {
        let parts = |part: &str| -> Vec<usize> {
            let query = Query { part: part.to_owned(), ..Query::default() };
            (0..MOVES.len()).filter(|part| query.has(*part)).collect()
        };
        assert_eq!((parts("before"), parts("after")), (vec![0, 1], vec![0, 2]));
        assert_eq!((parts("lost"), parts(""), parts("nobody")), (vec![1], vec![0, 1, 2, 3], vec![]));
    }

    #[test]
    fn the_next_page_has_the_same_conditions() {
        let (couple, of, name) = ("3-5".to_owned(), "words".to_owned(), "送迎".to_owned());
        let query = Query { couple, of, name, part: "lost".to_owned(), ..Query::default() };
        assert_eq!(query.written(), "couple=3%2D5&of=words&name=%E9%80%81%E8%BF%8E&part=lost&");
    }
}
