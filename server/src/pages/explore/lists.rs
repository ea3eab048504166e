//! The words of a survey: lists beside the dictionary, what a change of them does, and nouns that may be one word.

mod brought;
mod candidates;
mod preview;

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use analysis::text::domain_words::shipped;
use analysis::text::own_words::{ListProblem, OwnWords, WordLists};
use analysis::text::word_class;
use serde::Serialize;
use surveys::error::Error;
use surveys::id::SurveyId;
use surveys::store;
use surveys::store::word_lists::WordListsInput;

use self::brought::Brought;
use self::candidates::CandidateView;
use self::preview::Preview;
use super::{Head, head, load};
use crate::auth::form::StaffForm;
use crate::auth::policy::may;
use crate::auth::upload::StaffUpload;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::writings::Writing;
use crate::dataset::{Dataset, own_words};
use crate::error::{AppError, Result};
use crate::pages::meanwhile::{self, Differing};
use crate::pages::surveys::address;
use crate::view::figure::{TableView, column, words};
use crate::view::form::FormView;
use crate::view::frame::Frame;
use crate::view::time;

/// The fields of the form: the lists, and whether the words of the field are known.
const FIELDS: [&str; 5] = ["forced", "stop_words", "synonyms", "dictionary", "domain"];

/// What the last field holds when the words of the field are known.
const YES: &str = "yes";

#[derive(Serialize)]
struct ListsView {
    head: Head,
    action: String,
    may_change: bool,
    form: FormView,
    revision: i32,
    saved: String,
    /// A file that was brought stands in a field.
    is_filled: bool,
    differing: Vec<Differing>,
    preview: Option<Preview>,
    candidates: Vec<CandidateView>,
    n_more: usize,
    domain: TableView,
}

/// The lists as they are stored, with their revision (0 = nothing was saved).
struct Stored {
    revision: i32,
    lists: WordLists,
    saved: String,
}

/// What the page shows besides what is stored.
struct Shown {
    form: FormView,
    /// The lists in the form, where they are to be tried.
    tried: Option<OwnWords>,
    /// A file that was brought stands in a field.
    is_filled: bool,
    differing: Vec<Differing>,
}

/// `GET /surveys/{id}/analysis/lists`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    let dataset = load(&frame, &user, *id).await?;
    let stored = stored(&frame, dataset.survey.id).await?;
    let mut form = filled(&stored.lists);
    // What an earlier version of the program saved may be wrong for this one: here it can be mended.
    if let Err(problems) = stored.lists.read() {
        reject(&frame, &mut form, &problems);
    }
    let shown = Shown { form, tried: None, is_filled: false, differing: Vec::new() };
    page(&frame, &user, dataset, stored, shown).await
}

/// `POST /surveys/{id}/analysis/lists`: `do` try or save. Lists that come as files are shown first, whatever is pressed.
pub async fn save(frame: Frame, user: User, id: web::Path<i64>, sent: StaffUpload) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Codebook)?;
    let dataset = load(&frame, &user, *id).await?;
    let survey = dataset.survey.id;
    let Brought { form: sent, is_filled, problems: of_files } = brought::read(&frame, sent);
    let mut form = FormView::sent(&FIELDS, &sent);
    let lists = typed(&sent);
    let own = lists.read().map_err(|problems| reject(&frame, &mut form, &problems)).ok();
    reject(&frame, &mut form, &lists.lone_synonyms());
    for (list, words) in of_files {
        form.reject(list, words);
    }
    let tried = own.filter(|_| form.is_valid());
    let mut shown = Shown { form, tried, is_filled, differing: Vec::new() };
    if sent.get("do") == "try" || is_filled || shown.tried.is_none() {
        let mut stored = stored(&frame, survey).await?;
        stored.revision = sent.get("revision").parse().unwrap_or(-1);
        return page(&frame, &user, dataset, stored, shown).await;
    }
    let revision = sent.get("revision").parse().unwrap_or(-1);
    match keep(&frame, &user, survey, Some(revision), |_| lists).await? {
        true => frame.redirect_with(&own_address(survey), "success", "lists-saved"),
        false => {
            let stored = stored(&frame, survey).await?;
            let there = filled(&stored.lists);
            let label = |name: &str| frame.text(&format!("lists-{name}"));
            let value = |name: &str, value: &str| match name {
                "domain" if value == YES => frame.text("lists-domain-known"),
                "domain" => frame.text("lists-domain-unknown"),
                _ => value.to_owned(),
            };
            shown.differing = meanwhile::differing(&FIELDS, &there, &shown.form, label, value);
            page(&frame, &user, dataset, stored, shown).await
        }
    }
}

/// `POST /surveys/{id}/analysis/lists/add`: one `word` more that is kept whole, whatever was saved meanwhile.
pub async fn add(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Codebook)?;
    let survey = store::surveys::find(&frame.app.db, SurveyId(*id)).await?.id;
    let word = sent.get("word").to_owned();
    let with_word = |mut lists: WordLists| {
        if !lists.forced.lines().any(|line| line.trim() == word) {
            let end = if lists.forced.is_empty() || lists.forced.ends_with('\n') { "" } else { "\n" };
            lists.forced = format!("{}{end}{word}\n", lists.forced);
        }
        lists
    };
    let is_one = !word.is_empty() && !word.contains(['\n', '\r']) && !word.starts_with('#');
    if !is_one || with_word(WordLists::default()).read().is_err() {
        return Err(AppError::BadRequest("bad-request-form"));
    }
    let candidates = format!("{}#candidates", own_address(survey));
    match keep(&frame, &user, survey, None, with_word).await? {
        true => frame.redirect_with(&candidates, "success", "lists-word-added"),
        false => frame.redirect_with(&candidates, "warning", "lists-word-not-added"),
    }
}

/// Saves what `change` makes of the lists that hold, unless they are not at `revision` any more (None = whatever holds).
/// What is saved already leaves no trace.
async fn keep(
    frame: &Frame,
    user: &User,
    survey: SurveyId,
    revision: Option<i32>,
    change: impl FnOnce(WordLists) -> WordLists,
) -> Result<bool> {
    let transaction = frame.app.write().await?;
    let newest = store::word_lists::newest(&transaction, survey).await?;
    let current = newest.as_ref().map_or(0, |newest| newest.revision);
    let before = newest.as_ref().map(own_words::lists).unwrap_or_default();
    let after = change(before.clone());
    if before == after || after.read().is_err() {
        transaction.rollback().await?;
        return Ok(before == after);
    }
    let input = WordListsInput {
        forced: after.forced,
        stop_words: after.stop_words,
        synonyms: after.synonyms,
        dictionary: after.dictionary,
        has_domain_words: after.has_domain_words,
    };
    let saved =
        store::word_lists::save(&transaction, survey, revision.unwrap_or(current), input, user.id).await;
    match saved {
        Ok(()) => {
            transaction.commit().await?;
            Ok(true)
        }
        Err(Error::Stale) => {
            transaction.rollback().await?;
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

async fn stored(frame: &Frame, survey: SurveyId) -> Result<Stored> {
    let db = &frame.app.db;
    let Some(newest) = store::word_lists::newest(db, survey).await? else {
        return Ok(Stored { revision: 0, lists: WordLists::default(), saved: String::new() });
    };
    let users = store::users::list(db).await?;
    let by = users.into_iter().find(|user| user.id == newest.saved_by);
    let args = [
        ("revision", newest.revision.to_string()),
        ("at", time::date_time(newest.saved_at, frame.lang)),
        ("by", by.map(|user| user.display_name).unwrap_or_default()),
    ];
    let saved = frame.text_with("lists-version", &args);
    Ok(Stored { revision: newest.revision, lists: own_words::lists(&newest), saved })
}

/// The lists that the form sent, with plain line ends.
fn typed(sent: &StaffForm) -> WordLists {
    let list = |name: &str| {
        let lines = sent.get(name).replace("\r\n", "\n");
        if lines.is_empty() { lines } else { format!("{lines}\n") }
    };
    WordLists {
        forced: list("forced"),
        stop_words: list("stop_words"),
        synonyms: list("synonyms"),
        dictionary: list("dictionary"),
        has_domain_words: sent.get("domain") == YES,
    }
}

fn filled(lists: &WordLists) -> FormView {
    FormView::filled([
        ("forced", lists.forced.clone()),
        ("stop_words", lists.stop_words.clone()),
        ("synonyms", lists.synonyms.clone()),
        ("dictionary", lists.dictionary.clone()),
        ("domain", if lists.has_domain_words { YES.to_owned() } else { String::new() }),
    ])
}

/// Puts problems at their lists.
fn reject(frame: &Frame, form: &mut FormView, problems: &[ListProblem]) {
    for problem in problems {
        let key = format!("lists-problem-{}", problem.kind.code());
        let args = [("line", problem.line.to_string()), ("detail", problem.detail.clone())];
        form.reject(problem.list.key(), frame.text_with(&key, &args));
    }
}

/// The address of the page.
fn own_address(survey: SurveyId) -> String {
    format!("{}/analysis/lists", address(survey))
}

async fn page(
    frame: &Frame,
    user: &User,
    dataset: Dataset,
    stored: Stored,
    shown: Shown,
) -> Result<HttpResponse> {
    let head = head(frame, user, &dataset, "/lists");
    let may_change = may(user.role, Verb::Change, Thing::Codebook);
    let survey = dataset.survey.id;
    let domain = domain_table(frame)?;
    let own = stored.lists.read().unwrap_or_default();
    let (language, lang, tried) = (Arc::clone(&frame.app.language), frame.lang, shown.tried);
    let look = web::block(move || {
        let documents: Vec<_> = dataset.writings().iter().map(Writing::document).collect();
        let preview = match &tried {
            Some(tried) => Some(preview::preview(&language, &dataset, &documents, &own, tried, lang)?),
            None => None,
        };
        let now = tried.as_ref().unwrap_or(&own);
        let candidates = candidates::candidates(&language, &dataset, &documents, now)?;
        Ok::<_, Arc<analysis::error::Error>>((preview, candidates))
    });
    let (preview, (candidates, n_more)) = look.await??;
    let status = match (shown.differing.is_empty(), shown.form.is_valid()) {
        (false, _) => StatusCode::CONFLICT,
        (true, true) => StatusCode::OK,
        (true, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let view = ListsView {
        head,
        action: own_address(survey),
        may_change,
        form: shown.form,
        revision: stored.revision,
        saved: stored.saved,
        is_filled: shown.is_filled,
        differing: shown.differing,
        preview,
        candidates,
        n_more,
        domain,
    };
    frame.page_with(status, "explore/lists.html", &frame.text("explore-room-lists"), &view)
}

/// The words of the field that are shipped.
fn domain_table(frame: &Frame) -> Result<TableView> {
    let shipped = shipped().map_err(anyhow::Error::from)?;
    let class = |key: &str| word_class::by_key(key).map_or(key, |id| word_class::get(id).name).to_owned();
    let rows = shipped
        .iter()
        .map(|word| vec![words(&word.surface), words(class(word.kind.key)), words(&word.lemma)]);
    Ok(TableView {
        caption: frame.text("lists-domain-table"),
        columns: ["explore-word", "explore-class", "lists-lemma"]
            .map(|key| column(frame.text(key), false))
            .into(),
        rows: rows.collect(),
    })
}

#[cfg(test)]
mod tests {
    use analysis::text::own_words::ListProblemKind;

    use crate::i18n::lookup;

    #[test]
    fn every_problem_has_words() {
        let args = [("line", "1".to_owned()), ("detail", "語".to_owned())];
        for kind in ListProblemKind::ALL {
            let key = format!("lists-problem-{}", kind.code());
            assert!(lookup("ja", &key, &args).is_some_and(|words| words.contains("1行目")), "{key}");
        }
    }
}
