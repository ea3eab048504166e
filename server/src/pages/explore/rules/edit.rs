//! The editor of the rules of a survey: trying what was written, and saving it as a new version.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use analysis::rules::problem::{MAX_PROBLEMS, RuleProblem};
use analysis::rules::shipped::STANCE;
use analysis::rules::{RuleFile, read as read_rules};
use analysis::text::encoding::{TextEncoding, encode};
use serde::{Deserialize, Serialize};
use surveys::error::Error;
use surveys::id::SurveyId;
use surveys::store;
use surveys::store::rules::{RulesInput, Saved};

use super::counting::{self, RuleTexts};
use super::problems::{ProblemLine, lines};
use super::{Links, base_words, links, parted, table, unit_choices};
use crate::auth::upload::StaffUpload;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::i18n::Lang;
use crate::pages::explore::{Head, head, load};
use crate::pages::meanwhile::{self, Differing};
use crate::view::figure::TableView;
use crate::view::form::{ChoiceView, FormView};
use crate::view::frame::Frame;
use crate::view::time;

/// Names the rules that come with the program in an address.
const SHIPPED: &str = "shipped";

/// Saved states that are listed.
const MOST_VERSIONS: u64 = 50;

/// A file of rules as it stands in the form.
pub struct Draft {
    /// Its text, with the line ends of its file.
    pub content: String,
    /// How it is written as a file.
    pub encoding: TextEncoding,
    /// Whether a byte order mark stands before it.
    pub has_byte_order_mark: bool,
    /// Whether its lines end as on Windows.
    pub is_crlf: bool,
    /// The saved state that it was made from.
    pub revision: i32,
}

/// What a page of the editor says besides the file.
#[derive(Default)]
pub struct Said {
    /// What is wrong with the file that was brought, in words.
    pub file_problem: String,
    /// The text of somebody else who saved meanwhile.
    pub there: Option<String>,
    /// Whether the codes are counted.
    pub is_tried: bool,
    /// Name of the unit that they are counted in.
    pub unit: String,
    /// An older state that the text is of; 0 = the newest or what was typed.
    pub of_version: i32,
}

#[derive(Serialize)]
struct EditView {
    head: Head,
    links: Links,
    form: FormView,
    revision: i32,
    encoding: &'static str,
    has_byte_order_mark: bool,
    is_crlf: bool,
    unit: String,
    units: Vec<ChoiceView>,
    of_version: i32,
    file_problem: String,
    differing: Vec<Differing>,
    errors: Vec<ProblemLine>,
    warnings: Vec<ProblemLine>,
    /// There may be more than is listed.
    is_cut: bool,
    table: Option<TableView>,
    /// What N counts in it.
    base: String,
    versions: Vec<VersionView>,
}

#[derive(Serialize)]
struct VersionView {
    revision: i32,
    at: String,
    by: String,
    href: String,
}

/// Which state is shown.
#[derive(Deserialize)]
pub struct VersionQuery {
    version: Option<i32>,
    /// `shipped`: the rules that come with the program.
    #[serde(default)]
    from: String,
}

/// `GET /surveys/{id}/analysis/rules/edit`: the newest rules, those of `version`, or those that come with the program.
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<VersionQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Codebook)?;
    let survey = SurveyId(*id);
    let mut draft = stored(&frame, survey).await?;
    let mut said = Said::default();
    if let Some(version) = query.version.filter(|version| *version != draft.revision) {
        let older = store::rules::version(&frame.app.db, survey, version).await?;
        draft.content = older.content;
        said.of_version = version;
    }
    if query.from == SHIPPED {
        draft = Draft { content: STANCE.to_owned(), is_crlf: false, ..draft };
    }
    page(&frame, &user, survey, draft, said).await
}

/// `POST /surveys/{id}/analysis/rules/edit`: `do` try or save.
pub async fn save(frame: Frame, user: User, id: web::Path<i64>, sent: StaffUpload) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Codebook)?;
    let survey = store::surveys::find(&frame.app.db, SurveyId(*id)).await?.id;
    let draft = typed(&sent);
    let mut said = Said { unit: sent.get("unit").to_owned(), ..Said::default() };
    if sent.get("do") == "try" {
        said.is_tried = true;
        return page(&frame, &user, survey, draft, said).await;
    }
    match keep(&frame, &user, survey, &draft).await? {
        Kept::Done(key) => frame.redirect_with(&links(&user, survey).own, "success", key),
        Kept::Wrong => page(&frame, &user, survey, draft, said).await,
        Kept::Stale => {
            let newest = stored(&frame, survey).await?;
            said.there = Some(newest.content);
            let draft = Draft { revision: newest.revision, ..draft };
            page(&frame, &user, survey, draft, said).await
        }
    }
}

/// What became of a file that was to be kept.
pub enum Kept {
    /// It is saved, or was so already; the words for it.
    Done(&'static str),
    /// It has errors.
    Wrong,
    /// Somebody else saved meanwhile.
    Stale,
}

/// Saves a file of rules without errors as a new version. What is saved already leaves no trace.
///
/// # Errors
/// When the database fails.
pub async fn keep(frame: &Frame, user: &User, survey: SurveyId, draft: &Draft) -> Result<Kept> {
    let (_, problems) = read_draft(draft);
    if !parted(problems).0.is_empty() {
        return Ok(Kept::Wrong);
    }
    let fits = encode(&draft.content, draft.encoding, draft.has_byte_order_mark).is_ok();
    let encoding = if fits { draft.encoding } else { TextEncoding::Utf8 };
    let input = RulesInput {
        content: draft.content.clone(),
        encoding: encoding.name().to_owned(),
        has_byte_order_mark: draft.has_byte_order_mark && fits,
    };
    let transaction = frame.app.write().await?;
    let newest = store::rules::newest(&transaction, survey).await?;
    let is_same = newest.is_some_and(|newest| {
        newest.content == input.content
            && newest.encoding == input.encoding
            && newest.has_byte_order_mark == input.has_byte_order_mark
    });
    if is_same {
        transaction.rollback().await?;
        return Ok(Kept::Done("rules-saved"));
    }
    match store::rules::save(&transaction, survey, draft.revision, input, user.id).await {
        Ok(()) => {
            transaction.commit().await?;
            Ok(Kept::Done(if fits { "rules-saved" } else { "rules-saved-utf8" }))
        }
        Err(Error::Stale) => {
            transaction.rollback().await?;
            Ok(Kept::Stale)
        }
        Err(error) => Err(error.into()),
    }
}

/// The rules that hold, as a draft.
pub async fn stored(frame: &Frame, survey: SurveyId) -> Result<Draft> {
    let survey = store::surveys::find(&frame.app.db, survey).await?.id;
    let newest = store::rules::newest(&frame.app.db, survey).await?;
    Ok(match newest {
        None => Draft {
            content: String::new(),
            encoding: TextEncoding::Utf8,
            has_byte_order_mark: false,
            is_crlf: false,
            revision: 0,
        },
        Some(newest) => Draft {
            is_crlf: newest.content.contains("\r\n"),
            content: newest.content,
            encoding: TextEncoding::named(&newest.encoding).unwrap_or(TextEncoding::Utf8),
            has_byte_order_mark: newest.has_byte_order_mark,
            revision: newest.revision,
        },
    })
}

/// What the form sent. Blanks at the beginning and end of rules are theirs; line ends are the browser's.
fn typed(sent: &StaffUpload) -> Draft {
    let content = sent.fields.iter().find(|(name, _)| name == "content");
    let plain = content.map(|(_, content)| content.replace("\r\n", "\n")).unwrap_or_default();
    let is_crlf = sent.get("crlf") == "yes";
    Draft {
        content: if is_crlf { plain.replace('\n', "\r\n") } else { plain },
        encoding: TextEncoding::named(sent.get("encoding")).unwrap_or(TextEncoding::Utf8),
        has_byte_order_mark: sent.get("bom") == "yes",
        is_crlf,
        revision: sent.get("revision").parse().unwrap_or(-1),
    }
}

/// Reads what stands in the form, with its places.
fn read_draft(draft: &Draft) -> (RuleFile, Vec<RuleProblem>) {
    read_rules(draft.content.as_bytes(), Some(TextEncoding::Utf8))
}

/// The editor. Status 422 for rules with errors, 409 where somebody else saved meanwhile.
pub async fn page(
    frame: &Frame,
    user: &User,
    survey: SurveyId,
    draft: Draft,
    said: Said,
) -> Result<HttpResponse> {
    let dataset = load(frame, user, survey.0).await?;
    let texts = counting::of(frame, dataset, &draft.content).await?;
    let head = head(frame, user, &texts.dataset, "/rules");
    let unit = counting::unit_of(&draft.content, &said.unit);
    let base = base_words(&texts, unit, frame.lang);
    let (lang, is_tried, content) = (frame.lang, said.is_tried, draft.content.clone());
    let looked = web::block(move || look(&texts, &content, is_tried.then_some(unit), lang)).await;
    let Looked { errors, warnings, table } = looked?;
    let mut form = FormView::filled([("content", draft.content)]);
    for line in &errors {
        form.reject("content", line.whole(lang));
    }
    // The list beside the text says it once more, with the words around.
    form.fields.entry("content").or_default().errors.truncate(1);
    let differing = said.there.map(|there| {
        let there = FormView::filled([("content", there)]);
        let label = |_: &str| frame.text("rules-content");
        meanwhile::differing(&["content"], &there, &form, label, |_, value| value.to_owned())
    });
    let status = match (&differing, errors.is_empty() && said.file_problem.is_empty()) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, true) => StatusCode::OK,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let view = EditView {
        head,
        links: links(user, survey),
        form,
        revision: draft.revision,
        encoding: draft.encoding.name(),
        has_byte_order_mark: draft.has_byte_order_mark,
        is_crlf: draft.is_crlf,
        unit: unit.name(),
        units: unit_choices(frame),
        of_version: said.of_version,
        file_problem: said.file_problem,
        differing: differing.unwrap_or_default(),
        is_cut: errors.len() + warnings.len() >= MAX_PROBLEMS,
        errors,
        warnings,
        table,
        base,
        versions: versions(frame, user, survey).await?,
    };
    frame.page_with(status, "explore/rules_edit.html", &frame.text("rules-edit"), &view)
}

/// What is to be said of rules.
struct Looked {
    errors: Vec<ProblemLine>,
    warnings: Vec<ProblemLine>,
    table: Option<TableView>,
}

/// Reads rules, and counts them if they are to be tried and have no errors.
fn look(texts: &RuleTexts, content: &str, unit: Option<analysis::text::units::Unit>, lang: Lang) -> Looked {
    let (file, problems) = read_rules(content.as_bytes(), Some(TextEncoding::Utf8));
    let (errors, mut warnings) = parted(problems);
    let mut counts = None;
    if let Some(unit) = unit.filter(|_| errors.is_empty()) {
        let counted = texts.count(&file, unit);
        counts = Some(table(texts, &counted, unit, lang));
        warnings.extend(counted.lint);
    }
    // Trying leads nowhere: the lists behind numbers are of the rules that hold.
    for cell in counts.iter_mut().flat_map(|table| table.rows.iter_mut().flatten()) {
        cell.href.clear();
    }
    Looked { errors: lines(lang, &file, &errors), warnings: lines(lang, &file, &warnings), table: counts }
}

async fn versions(frame: &Frame, user: &User, survey: SurveyId) -> Result<Vec<VersionView>> {
    let db = &frame.app.db;
    let users = store::users::list(db).await?;
    let base = links(user, survey).edit;
    let version = |saved: &Saved| {
        let by = users.iter().find(|user| user.id == saved.by);
        VersionView {
            revision: saved.revision,
            at: time::date_time(saved.at, frame.lang),
            by: by.map(|user| user.display_name.clone()).unwrap_or_default(),
            href: format!("{base}?version={}", saved.revision),
        }
    };
    Ok(store::rules::history(db, survey, MOST_VERSIONS).await?.iter().map(version).collect())
}
