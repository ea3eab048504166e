//! What changed between two published versions, or between the newest one and the draft, in words.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::{questionnaire, questionnaire_version};
use surveys::id::QuestionnaireId;
use surveys::questionnaire::compare::{Change, Comparison, PartChanges, Side, compare};
use surveys::store;

use self::words::LineView;
use super::address;
use super::findings::Checked;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::crumbs;
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;
use crate::view::{time, versions};

mod rules;
mod words;

/// Stands for the draft where a version is asked for.
const DRAFT: &str = "draft";

/// Which two are compared; the newest change by itself.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

#[derive(Serialize)]
struct CompareView {
    questionnaire: String,
    lead: String,
    action: String,
    froms: Vec<ChoiceView>,
    from: String,
    tos: Vec<ChoiceView>,
    to: String,
    summary: String,
    parts: Vec<PartView>,
    left_out: String,
    publish_action: String,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct PartView {
    heading: String,
    kind: String,
    lines: Vec<LineView>,
}

/// `GET /questionnaires/{id}/compare`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let found = store::questionnaires::find(&frame.app.db, QuestionnaireId(*id)).await?;
    let survey = store::surveys::find(&frame.app.db, found.survey_id).await?;
    let published = store::questionnaires::versions(&frame.app.db, found.id).await?;
    let newest = published.last().ok_or(AppError::NotFound)?;
    let (from, to) = chosen(&found, &published, &asked);
    let sides = [&from, &to].map(|chosen| definition(&found, &published, chosen).map(str::to_owned));
    let [Some(before), Some(after)] = sides else { return Err(AppError::NotFound) };
    let read = move || Some((Side::read(&before)?, Side::read(&after)?));
    let lang = frame.lang;
    let made = web::block(move || {
        let (before, after) = read()?;
        let comparison = compare(&before, &after);
        let parts: Vec<PartView> =
            comparison.parts.iter().map(|part| part_view(part, &before, &after, lang)).collect();
        Some((comparison, parts))
    });
    let made = made.await?;
    let (comparison, parts) = made.ok_or(AppError::Conflict("versions-unreadable"))?;
    let may_publish = to == DRAFT
        && from == newest.number.to_string()
        && !parts.is_empty()
        && may(user.role, Verb::Change, Thing::Survey)
        && Checked::after(&frame.app, &found, &published).may_publish(&found);
    let title = frame.text("versions-compare-title");
    let said = [&from, &to].map(|chosen| name(&frame, chosen));
    let view = CompareView {
        lead: frame.text_with("versions-compare-lead", &[("from", said[0].clone()), ("to", said[1].clone())]),
        action: format!("{}/compare", address(found.id)),
        froms: choices(&frame, &published, false),
        tos: choices(&frame, &published, true),
        from,
        to,
        summary: summary(&frame, &comparison),
        parts,
        left_out: match comparison.n_left_out {
            0 => String::new(),
            n => frame.text_with("versions-left-out", &[("n", n.to_string())]),
        },
        publish_action: if may_publish { format!("{}/publish", address(found.id)) } else { String::new() },
        crumbs: crumbs::of_questionnaire(&frame, &survey, &found, [(title.clone(), String::new())]),
        questionnaire: found.title,
    };
    frame.page("questionnaires/compare.html", &title, &view)
}

/// What was asked for, or the newest change: the newest version and the draft where they differ, the two newest otherwise.
fn chosen(
    found: &questionnaire::Model,
    published: &[questionnaire_version::Model],
    asked: &Asked,
) -> (String, String) {
    let number = |back: usize| {
        let at = published.len().checked_sub(back + 1);
        at.and_then(|at| published.get(at)).map(|version| version.number.to_string())
    };
    let newest = number(0).unwrap_or_default();
    let is_draft_new = published.last().is_some_and(|version| version.definition != found.draft);
    let (from, to) = match is_draft_new {
        true => (newest, DRAFT.to_owned()),
        false => (number(1).unwrap_or_else(|| newest.clone()), newest),
    };
    let or = |asked: &str, usual: String| if asked.is_empty() { usual } else { asked.to_owned() };
    (or(&asked.from, from), or(&asked.to, to))
}

fn definition<'a>(
    found: &'a questionnaire::Model,
    published: &'a [questionnaire_version::Model],
    chosen: &str,
) -> Option<&'a str> {
    if chosen == DRAFT {
        return Some(&found.draft);
    }
    let version = published.iter().find(|version| version.number.to_string() == chosen)?;
    Some(&version.definition)
}

fn name(frame: &Frame, chosen: &str) -> String {
    match chosen {
        DRAFT => frame.text("versions-draft"),
        number => versions::named(frame.lang, &[number.to_owned()]),
    }
}

fn choices(frame: &Frame, published: &[questionnaire_version::Model], with_draft: bool) -> Vec<ChoiceView> {
    let version = |version: &questionnaire_version::Model| ChoiceView {
        value: version.number.to_string(),
        label: frame.text_with(
            "versions-choice",
            &[
                ("version", name(frame, &version.number.to_string())),
                ("published", time::date_time(version.published_at, frame.lang)),
            ],
        ),
    };
    let draft = with_draft.then(|| ChoiceView { value: DRAFT.to_owned(), label: name(frame, DRAFT) });
    published.iter().map(version).chain(draft).collect()
}

/// How much changed.
fn summary(frame: &Frame, comparison: &Comparison) -> String {
    if comparison.parts.is_empty() {
        return frame.text("versions-same");
    }
    let count = |is: fn(&PartChanges) -> bool| comparison.parts.iter().filter(|part| is(part)).count();
    let added = count(is_added);
    let removed = count(is_removed);
    let changed = comparison.parts.len() - added - removed;
    let args =
        [("added", added.to_string()), ("removed", removed.to_string()), ("changed", changed.to_string())];
    frame.text_with("versions-summary", &args)
}

fn is_added(part: &PartChanges) -> bool {
    matches!(part.changes.first(), Some(Change::Added(_)))
}

fn is_removed(part: &PartChanges) -> bool {
    matches!(part.changes.first(), Some(Change::Removed(_)))
}

fn part_view(part: &PartChanges, before: &Side, after: &Side, lang: crate::i18n::Lang) -> PartView {
    let kind = match part {
        part if is_added(part) => "added",
        part if is_removed(part) => "removed",
        _ => "changed",
    };
    PartView {
        heading: words::heading(&part.part, lang),
        kind: kind.to_owned(),
        lines: part
            .changes
            .iter()
            .map(|change| words::line(change, &part.part, [before, after], lang))
            .collect(),
    }
}
