//! Translations: all texts of a draft with another language beside them.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::id::QuestionnaireId;
use surveys::questionnaire::edit::translation::{self, Left, Text};
use surveys::questionnaire::edit::tree::SURVEY;
use surveys::questionnaire::edit::{opened, path};
use surveys::store;

use super::address;
use super::edit::desk::Desk;
use super::edit::frame::{Tab, crumbs, tabs};
use super::edit::revision;
use super::edit::save::{self, Saved};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::i18n;
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};

/// Texts on one page.
const A_PAGE: usize = 120;
/// From this many characters on, a text is translated on several lines.
const LONG: usize = 40;
/// Languages that are offered; any other code can be typed into the address.
const LANGUAGES: [&str; 13] =
    ["ja", "ja-easy", "en", "zh-cn", "zh-tw", "ko", "vi", "tl", "pt", "es", "ne", "id", "my"];
/// Longest code of a language.
const MAX_CODE: usize = 20;

/// What the address asks for.
#[derive(Deserialize)]
pub struct Asked {
    /// Language beside the draft's own. Not `lang`: that is the language of the page.
    #[serde(default)]
    into: String,
    /// `missing`: only what is not translated yet.
    #[serde(default)]
    show: String,
    /// Which page of the texts.
    #[serde(flatten)]
    page: PageQuery,
}

#[derive(Serialize)]
struct TranslationsView {
    title: String,
    into: String,
    into_label: String,
    own_label: String,
    languages: Vec<LanguageView>,
    more: Vec<ChoiceView>,
    shows: Vec<ChoiceView>,
    show: String,
    n_texts: usize,
    n_missing: usize,
    groups: Vec<GroupView>,
    href: String,
    action: String,
    paging: Paging,
    revision: i32,
    left: Vec<LeftView>,
    tabs: Vec<Tab>,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct LanguageView {
    label: String,
    href: String,
    is_current: bool,
}

#[derive(Serialize)]
struct GroupView {
    label: String,
    texts: Vec<TextView>,
}

#[derive(Serialize)]
struct TextView {
    id: String,
    name: String,
    what: String,
    own: String,
    other: String,
    is_missing: bool,
    is_long: bool,
}

#[derive(Serialize)]
struct LeftView {
    own: String,
    typed: String,
    theirs: String,
}

/// `GET /questionnaires/{id}/translations`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let desk = Desk::open(&frame, QuestionnaireId(*id)).await?;
    page(&frame, &desk, &asked, StatusCode::OK, &BTreeMap::new(), Vec::new())
}

/// `POST /questionnaires/{id}/translations`: writes what was typed into the newest draft; what finds no place there is
/// shown again.
pub async fn write(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    asked: web::Query<Asked>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let desk = Desk::open(&frame, QuestionnaireId(*id)).await?;
    let found = &desk.questionnaire;
    let into = language(&desk, &asked.into);
    let typed: Vec<(String, String)> = sent
        .0
        .iter()
        .filter_map(|(name, text)| Some((name.strip_prefix("t.")?.to_owned(), cleaned(text))))
        .collect();
    // The state that the person saw tells which text was meant.
    let base = store::drafts::find(&frame.app.db, found.id, revision(&sent)).await?;
    let base = base.and_then(|draft| opened(&draft).ok()).unwrap_or_else(|| desk.draft.clone());
    let (draft, n_changed, left) = translation::write(&base, &desk.draft, &into, &typed);
    if n_changed > 0 {
        let title = Some(language_label(&frame, &into));
        let change = save::Asked::Draft { draft, action: "translate", key: SURVEY.to_owned(), title };
        let saved = save::save(&frame, &user, found.id, found.revision, &change).await?;
        if matches!(saved, Saved::Stale) {
            let typed = typed.into_iter().collect();
            return page(&frame, &desk, &asked, StatusCode::CONFLICT, &typed, Vec::new());
        }
    }
    if left.is_empty() {
        let key = if n_changed > 0 { "translations-saved" } else { "translations-unchanged" };
        let back = asked.address(&address(found.id), &into, asked.page.number());
        return frame.redirect_with(&back, "success", key);
    }
    let desk = Desk::open(&frame, QuestionnaireId(*id)).await?;
    page(&frame, &desk, &asked, StatusCode::CONFLICT, &BTreeMap::new(), left)
}

/// A typed text as it is stored.
fn cleaned(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

impl Asked {
    /// The texts with a language beside them, up to the number of the page.
    fn pages(&self, questionnaire: &str, into: &str) -> String {
        let show = if self.show == "missing" { "missing" } else { "all" };
        format!("{questionnaire}/translations?into={into}&show={show}&page=")
    }

    fn address(&self, questionnaire: &str, into: &str, page: usize) -> String {
        format!("{}{page}", self.pages(questionnaire, into))
    }
}

/// The language asked for, or the first one that the draft has, or the usual other one.
fn language(desk: &Desk, asked: &str) -> String {
    let own = translation::own_language(&desk.draft);
    let is_code = |code: &str| {
        !code.is_empty()
            && code.len() <= MAX_CODE
            && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !["default", own].contains(&code)
    };
    if is_code(asked) {
        return asked.to_owned();
    }
    let first = translation::languages(&desk.draft).into_iter().next();
    first.unwrap_or_else(|| if own == "en" { "ja" } else { "en" }.to_owned())
}

/// The name of a language, or its code.
fn language_label(frame: &Frame, code: &str) -> String {
    let name = i18n::lookup(frame.lang.code(), &format!("translations-language-{code}"), &[]);
    name.unwrap_or_else(|| code.to_owned())
}

fn language_view(frame: &Frame, asked: &Asked, base: &str, code: &str, into: &str) -> LanguageView {
    LanguageView {
        label: language_label(frame, code),
        href: asked.address(base, code, 1),
        is_current: code == into,
    }
}

/// What could not be saved, beside what somebody else made of it.
fn left_view(frame: &Frame, left: Left) -> LeftView {
    let theirs = match left.theirs {
        Some(text) => frame.text_with("translations-theirs", &[("text", text)]),
        None => frame.text("translations-gone"),
    };
    LeftView { own: left.own, typed: left.typed, theirs }
}

fn page(
    frame: &Frame,
    desk: &Desk,
    asked: &Asked,
    status: StatusCode,
    typed: &BTreeMap<String, String>,
    left: Vec<Left>,
) -> Result<HttpResponse> {
    let questionnaire = address(desk.questionnaire.id);
    let into = language(desk, &asked.into);
    let own = translation::own_language(&desk.draft);
    let texts = translation::texts(&desk.draft, &into);
    let n_missing = texts.iter().filter(|text| text.other.is_empty()).count();
    let n_texts = texts.len();
    let only_missing = asked.show == "missing";
    let listed: Vec<Text> = texts.into_iter().filter(|text| !only_missing || text.other.is_empty()).collect();
    let paging = Paging::new(asked.pages(&questionnaire, &into), asked.page, listed.len(), A_PAGE);
    let here = paging.shown(&listed);
    let mut known = translation::languages(&desk.draft);
    if !known.contains(&into) {
        known.push(into.clone());
    }
    let title = frame.text("translations-title");
    let view = TranslationsView {
        title: desk.questionnaire.title.clone(),
        into_label: language_label(frame, &into),
        own_label: language_label(frame, own),
        languages: known
            .iter()
            .map(|code| language_view(frame, asked, &questionnaire, code, &into))
            .collect(),
        more: LANGUAGES
            .into_iter()
            .filter(|code| *code != own && !known.iter().any(|known| known == code))
            .map(|code| ChoiceView { value: code.to_owned(), label: language_label(frame, code) })
            .collect(),
        shows: ["all", "missing"]
            .map(|show| ChoiceView {
                value: show.to_owned(),
                label: frame.text(&format!("translations-show-{show}")),
            })
            .to_vec(),
        show: if only_missing { "missing" } else { "all" }.to_owned(),
        n_texts,
        n_missing,
        groups: groups(frame, desk, here, typed),
        href: format!("{questionnaire}/translations"),
        action: asked.address(&questionnaire, &into, paging.current()),
        paging,
        revision: desk.questionnaire.revision,
        left: left.into_iter().map(|left| left_view(frame, left)).collect(),
        into,
        tabs: tabs(frame, desk.questionnaire.id, "translations"),
        crumbs: crumbs(frame, desk, &title),
    };
    frame.page_with(status, "questionnaires/translations.html", &title, &view)
}

/// The texts under the words of what they belong to.
fn groups<'a>(
    frame: &Frame,
    desk: &Desk,
    texts: impl Iterator<Item = &'a Text>,
    typed: &BTreeMap<String, String>,
) -> Vec<GroupView> {
    let mut groups: Vec<(String, GroupView)> = Vec::new();
    for (at, text) in texts.enumerate() {
        let view = TextView {
            id: format!("t{at}"),
            name: format!("t.{}", text.place),
            what: what(frame, &text.property),
            own: text.own.clone(),
            other: typed.get(&text.place).unwrap_or(&text.other).clone(),
            is_missing: text.other.is_empty(),
            is_long: text.own.chars().count() > LONG || text.own.contains('\n'),
        };
        match groups.last_mut().filter(|(owner, _)| *owner == text.owner) {
            Some((_, group)) => group.texts.push(view),
            None => {
                let label = owner_label(frame, desk, &text.owner);
                groups.push((text.owner.clone(), GroupView { label, texts: vec![view] }));
            }
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// What a text is: 題名, 説明, 選択肢 …
fn what(frame: &Frame, property: &str) -> String {
    let key = format!("translations-of-{}", property.to_lowercase());
    i18n::lookup(frame.lang.code(), &key, &[]).unwrap_or_else(|| property.to_owned())
}

/// What a text belongs to: 「問7」, 「ページ2」, the questionnaire itself.
fn owner_label(frame: &Frame, desk: &Desk, owner: &str) -> String {
    if owner.is_empty() {
        return frame.text("translations-survey");
    }
    let questions = desk.definition.questions();
    if let Some(question) =
        questions.iter().find(|question| question.path == owner && !question.number.is_empty())
    {
        return frame.text_with("fill-number", &[("number", question.number.clone())]);
    }
    if let Some(at) = desk.definition.pages.iter().position(|page| page.path == owner) {
        return frame.text_with("translations-page", &[("n", (at + 1).to_string())]);
    }
    let name =
        path::get(&desk.draft, owner).and_then(|element| element.get("name")).and_then(|name| name.as_str());
    name.map_or_else(|| frame.text("editor-nameless"), str::to_owned)
}
