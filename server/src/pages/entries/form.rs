//! The page on which an original is typed, empty, continued or finished.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::state::Source;
use surveys::id::{EntryId, QuestionnaireId};
use surveys::questionnaire::answer::{Answers, Field};
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::entry::{Accepted, DROPPED, PERHAPS, REASONS};
use surveys::questionnaire::problem::Problem;
use surveys::store;
use surveys::store::entries::Original;

use super::finished::{finished, is_repeated};
use super::view::{PartView, Shown, parts, summary};
use super::{Opened, Printed, address, list_address, opened, printed, withdrawal_code};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::signup::place_words;
use crate::secret;
use crate::view::form::{ChoiceView, Crumb, FieldView, ProblemLine};
use crate::view::frame::Frame;
use crate::view::time;

/// What `GET …/entries/new` may be asked with.
#[derive(Deserialize)]
pub struct NewQuery {
    /// Number of the version on the paper; the newest one by itself.
    version: Option<i32>,
    /// The entry that was just finished: its source, day and next number are kept.
    after: Option<i64>,
}

/// What `GET /entries/{id}` may be asked with.
#[derive(Deserialize)]
pub struct ShowQuery {
    /// Given while somebody is still typing: problems are not named yet.
    typing: Option<String>,
}

#[derive(Serialize)]
struct EntryPage {
    entry: EntryView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct EntryView {
    title: String,
    questionnaire: String,
    action: String,
    list_href: String,
    is_second: bool,
    version: i32,
    other_versions: Vec<ChoiceView>,
    sources: Vec<ChoiceView>,
    source: FieldView,
    received_on: FieldView,
    sheet_number: FieldView,
    reasons: Vec<String>,
    parts: Vec<PartView>,
    problems: Vec<ProblemLine>,
    /// Whether problems are named on the page.
    is_checked: bool,
    has_unasked: bool,
    saved_at: String,
    seed: String,
    is_repeated: bool,
    /// Whether another sheet was finished just before: then the next one begins at its number.
    is_next: bool,
    done: Option<DoneView>,
}

/// The entry before this one.
#[derive(Serialize)]
struct DoneView {
    sheet_number: String,
    code: String,
    href: String,
    /// The place that a sign-up got; may be empty.
    place: String,
    is_repeated: bool,
}

/// What is known and wrong about the original's own fields.
pub struct Head {
    /// About the original.
    pub original: Original,
    /// The day as typed, where it is no day.
    pub wrong_day: Option<String>,
}

/// Everything that the page is made of.
pub struct Sheet<'a> {
    /// The version that is typed.
    pub printed: &'a Printed,
    /// What it says on paper ([`Printed::texts`]).
    pub texts: &'a Definition,
    /// About the original.
    pub head: Head,
    /// The questions.
    pub shown: Shown<'a>,
    /// Where the form goes.
    pub action: String,
    /// Whether this is the second entry of its response.
    pub is_second: bool,
    /// When it was saved; empty for a new one.
    pub saved_at: String,
    /// The entry finished just before.
    pub after: Option<Opened>,
    /// What makes a new entry the only one of its form; empty for one that was begun.
    pub seed: String,
    /// Whether the form had been sent and registered with something else.
    pub is_registered: bool,
}

impl<'a> Sheet<'a> {
    /// The form of a new entry with what was typed.
    pub fn typed_anew(
        printed: &'a Printed,
        texts: &'a Definition,
        head: Head,
        typed: &'a [Field],
        accepted: &'a [Accepted],
    ) -> Sheet<'a> {
        Sheet {
            action: list_address(printed.questionnaire.id),
            printed,
            texts,
            head,
            shown: Shown { typed, problems: &[], accepted, unasked: &[], hides_identifiers: false },
            is_second: false,
            saved_at: String::new(),
            after: None,
            seed: String::new(),
            is_registered: false,
        }
    }
}

/// `GET /questionnaires/{id}/entries/new`
pub async fn new(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<NewQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let found = printed(&frame.app, QuestionnaireId(*id), query.version).await?;
    let after = match query.after {
        Some(number) => Some(opened(&frame.app, EntryId(number)).await?)
            .filter(|after| after.printed.questionnaire.id == found.questionnaire.id),
        None => None,
    };
    let original = after.as_ref().map_or(
        Original { source: Source::Paper, received_on: Some(time::today()), sheet_number: String::new() },
        |after| Original {
            source: after.response.source,
            received_on: after.response.received_on,
            sheet_number: next_number(&after.response.sheet_number),
        },
    );
    let head = Head { original, wrong_day: None };
    let texts = found.texts(&frame);
    let anew = Sheet::typed_anew(&found, &texts, head, &[], &[]);
    let sheet = Sheet { after, seed: secret::random_token()?, ..anew };
    page(&frame, &sheet, StatusCode::OK).await
}

/// The number after this one: `12` → `13`, `A-09` → `A-10`; empty stays empty.
fn next_number(number: &str) -> String {
    let digits = number.chars().rev().take_while(char::is_ascii_digit).count();
    let keep = number.chars().count() - digits;
    let stem: String = number.chars().take(keep).collect();
    let tail: String = number.chars().skip(keep).collect();
    match tail.parse::<u64>().ok().and_then(|number| number.checked_add(1)) {
        Some(next) => format!("{stem}{next:0digits$}"),
        None => String::new(),
    }
}

/// `GET /entries/{id}`: continues a draft, or shows a finished entry's code.
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<ShowQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let found = opened(&frame.app, EntryId(*id)).await?;
    if found.entry.finished_at.is_some() {
        return finished(&frame, found).await;
    }
    if found.entry.position == 2 {
        let entries = store::entries::of_response(&frame.app.db, found.response.id).await?;
        if entries.first().is_none_or(|first| first.entered_by == user.id) {
            return Err(AppError::Conflict("entries-same-person"));
        }
    }
    let texts = found.printed.texts(&frame);
    let reading = found.printed.read_for(&frame, &texts, &found.typed, &Answers::new());
    let open = reading.open();
    // Problems are named when it is finished, not while it is begun.
    let is_begun = !found.typed.is_empty() && found.entry.position == 1 && query.typing.is_none();
    let head = Head { original: original(&found), wrong_day: None };
    let sheet = Sheet {
        action: address(found.entry.id),
        shown: Shown {
            typed: &found.typed,
            problems: if is_begun { &open } else { &[] },
            accepted: &found.accepted,
            unasked: &reading.unasked,
            hides_identifiers: found.entry.position == 2,
        },
        is_second: found.entry.position == 2,
        saved_at: time::clock(found.entry.saved_at),
        ..Sheet::typed_anew(&found.printed, &texts, head, &[], &[])
    };
    page(&frame, &sheet, StatusCode::OK).await
}

/// What is known of an entry's original.
pub fn original(found: &Opened) -> Original {
    Original {
        source: found.response.source,
        received_on: found.response.received_on,
        sheet_number: found.response.sheet_number.clone(),
    }
}

/// The words for how a response came.
pub fn source_name(frame: &Frame, source: Source) -> String {
    frame.text(&format!("entries-source-{}", source.code()))
}

fn sources(frame: &Frame) -> Vec<ChoiceView> {
    let choice =
        |source: Source| ChoiceView { value: source.code().to_owned(), label: source_name(frame, source) };
    Source::TYPED.into_iter().map(choice).collect()
}

/// The reasons for accepting a problem, with the numbers that are typed for them.
fn reasons(frame: &Frame) -> Vec<String> {
    let words = |(reason, number): (&&str, i32)| {
        format!("{number} {}", frame.text(&format!("entries-reason-{reason}")))
    };
    REASONS.iter().zip(1..).map(words).collect()
}

/// The day an original came, as typed; a wrong one is named among the problems.
fn received_on(frame: &Frame, head: &Head, problems: &mut Vec<ProblemLine>) -> FieldView {
    let Some(typed) = &head.wrong_day else {
        let day = head.original.received_on.map(|day| day.to_string()).unwrap_or_default();
        return FieldView { value: day, errors: Vec::new() };
    };
    let text = frame.text("entries-wrong-day");
    problems.insert(0, ProblemLine { href: "#received_on".to_owned(), text: text.clone() });
    FieldView { value: typed.clone(), errors: vec![text] }
}

async fn done_view(frame: &Frame, after: &Opened) -> Result<DoneView> {
    let number = &after.response.sheet_number;
    Ok(DoneView {
        is_repeated: is_repeated(frame, after.printed.questionnaire.id, number).await?,
        sheet_number: number.clone(),
        code: withdrawal_code(&frame.app, &after.entry),
        href: address(after.entry.id),
        place: place_words(frame, after.response.id).await?,
    })
}

/// Whether a problem is an answer that would not be stored.
fn is_dropped(problem: &Problem) -> bool {
    DROPPED.contains(&problem.code) || problem.code == PERHAPS
}

/// The page.
pub async fn page(frame: &Frame, sheet: &Sheet<'_>, status: StatusCode) -> Result<HttpResponse> {
    let printed = sheet.printed;
    let id = printed.questionnaire.id;
    let versions = store::questionnaires::versions(&frame.app.db, id).await?;
    let other = |number: i32| ChoiceView {
        value: format!("{}/new?version={number}", list_address(id)),
        label: frame.text_with("entries-version-other", &[("number", number.to_string())]),
    };
    let others = versions.iter().map(|version| version.number).filter(|n| *n != printed.version.number);
    let title = frame.text(if sheet.is_second { "entries-second-title" } else { "entries-new-title" });
    let mut problems =
        if status.is_success() { Vec::new() } else { summary(frame, printed, sheet.texts, &sheet.shown) };
    let received_on = received_on(frame, &sheet.head, &mut problems);
    if sheet.is_registered {
        let text = frame.text("entries-registered");
        problems.insert(0, ProblemLine { href: "#sheet_number".to_owned(), text });
    }
    let number = &sheet.head.original.sheet_number;
    let is_kept = !sheet.saved_at.is_empty() && !sheet.is_second;
    let done = match &sheet.after {
        Some(after) => Some(done_view(frame, after).await?),
        None => None,
    };
    let plain = |value: &str| FieldView { value: value.to_owned(), errors: Vec::new() };
    let view = EntryPage {
        crumbs: printed
            .crumbs(frame, if sheet.is_second { "entries-second-title" } else { "entries-new-title" }),
        entry: EntryView {
            questionnaire: printed.questionnaire.title.clone(),
            action: sheet.action.clone(),
            list_href: list_address(id),
            is_second: sheet.is_second,
            version: printed.version.number,
            other_versions: if sheet.saved_at.is_empty() { others.map(other).collect() } else { Vec::new() },
            sources: sources(frame),
            source: plain(sheet.head.original.source.code()),
            received_on,
            sheet_number: plain(&sheet.head.original.sheet_number),
            reasons: reasons(frame),
            parts: parts(frame, printed, sheet.texts, &sheet.shown),
            problems,
            is_checked: !sheet.shown.problems.is_empty(),
            has_unasked: sheet.shown.problems.iter().any(is_dropped),
            saved_at: sheet.saved_at.clone(),
            seed: sheet.seed.clone(),
            is_repeated: is_kept && is_repeated(frame, id, number).await?,
            is_next: done.is_some(),
            done,
            title: title.clone(),
        },
    };
    if status.is_success() {
        frame.page("entries/form.html", &title, &view)
    } else {
        frame.problem_page("entries/form.html", &title, &view)
    }
}

#[cfg(test)]
mod tests {
    use super::next_number;

    #[test]
    fn the_next_sheet_has_the_next_number() {
        for (number, next) in [("12", "13"), ("A-09", "A-10"), ("", ""), ("北", ""), ("099", "100")] {
            assert_eq!(next_number(number), next, "{number}");
        }
    }
}
