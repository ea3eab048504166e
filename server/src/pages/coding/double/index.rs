//! The double codings of a survey, and beginning one: who codes, and a sample of texts.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::state::Role;
use surveys::entity::user;
use surveys::id::{SurveyId, UserId};
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::question::input::count_typed;
use surveys::store;
use surveys::store::double_codings::{NewDoubleCoding, UNIT_ANSWERS, UNIT_NOTES};
use surveys::store::segments::TextPart;

use super::super::{Head, head};
use super::{address, unit_key};
use crate::auth::form::StaffForm;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::coded::CodedTexts;
use crate::dataset::purpose_of;
use crate::error::Result;
use crate::pages::surveys::address as survey_address;
use crate::secret;
use crate::view::form::{ChoiceView, FormView};
use crate::view::frame::Frame;
use crate::view::time;

const FIELDS: &[&str] = &["title", "of", "coder", "per", "n"];
/// Coders of one double coding, at most.
const MOST_CODERS: usize = 6;
/// Texts of a sample, at most.
const MOST: usize = 500;

#[derive(Serialize)]
struct IndexView {
    head: Head,
    lines: Vec<Line>,
    may_begin: bool,
    action: String,
    form: FormView,
    units: Vec<ChoiceView>,
    coders: Vec<ChoiceView>,
    /// Those who are ticked.
    chosen: Vec<String>,
    /// How many of them code each text.
    pers: Vec<ChoiceView>,
}

#[derive(Serialize)]
struct Line {
    title: String,
    href: String,
    unit: String,
    n_texts: usize,
    coders: Vec<String>,
    n_done: usize,
    begun_at: String,
    is_adopted: bool,
}

/// `GET /surveys/{id}/coding/double`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Coding)?;
    let mut form = FormView::filled(FIELDS.iter().map(|name| (*name, String::new())));
    for (name, value) in [("of", UNIT_ANSWERS), ("n", "30")] {
        form.fields.entry(name).or_default().value = value.to_owned();
    }
    let view = view(&frame, &user, SurveyId(*id), form, Vec::new()).await?;
    frame.page("double/index.html", &frame.text("coding-room-double"), &view)
}

/// `POST /surveys/{id}/coding/double`
pub async fn create(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Codebook)?;
    let survey = store::surveys::find(&frame.app.db, SurveyId(*id)).await?.id;
    let mut form = FormView::sent(FIELDS, &sent);
    let chosen: Vec<String> = sent.all("coder").take(MOST_CODERS + 1).map(str::to_owned).collect();
    if let Some((coders, n)) = read(&frame, &mut form, &chosen).await? {
        let unit = if form.value("of") == UNIT_NOTES { UNIT_NOTES } else { UNIT_ANSWERS };
        let texts = sample(&frame, &user, survey, unit, n, &coders).await?;
        if texts.is_empty() {
            form.reject("of", frame.text("double-no-texts"));
        } else {
            let title = form.value("title").to_owned();
            let coders = coders.iter().map(|coder| coder.id).collect();
            let transaction = frame.app.write().await?;
            // Whatever is no number of coders is all of them.
            let per_text = form.value("per").parse().unwrap_or(MOST_CODERS);
            let new = NewDoubleCoding { survey, title, unit, coders, texts, per_text };
            let made = store::double_codings::create(&transaction, new, user.id).await?;
            transaction.commit().await?;
            return frame.redirect_with(&address(made.id), "success", "double-begun");
        }
    }
    let view = view(&frame, &user, survey, form, chosen).await?;
    frame.problem_page("double/index.html", &frame.text("coding-room-double"), &view)
}

/// Who codes and how many texts; None when the form has problems, which it then tells.
async fn read(
    frame: &Frame,
    form: &mut FormView,
    chosen: &[String],
) -> Result<Option<(Vec<user::Model>, usize)>> {
    form.require(frame, "title", "double-field-title");
    form.limit(frame, "title", "double-field-title", 100);
    let mut coders = coders(frame).await?;
    coders.retain(|coder| chosen.contains(&coder.id.0.to_string()));
    let n = count_typed(form.value("n")).map(|n| n as usize).filter(|n| (1..=MOST).contains(n));
    if coders.len() < 2 || chosen.len() > MOST_CODERS {
        form.reject("coder", frame.text_with("double-choose-coders", &[("most", MOST_CODERS.to_string())]));
    }
    if n.is_none() {
        form.reject("n", frame.text_with("double-n-range", &[("most", MOST.to_string())]));
    }
    Ok(n.filter(|_| form.is_valid()).map(|n| (coders, n)))
}

/// Those who may code.
async fn coders(frame: &Frame) -> Result<Vec<user::Model>> {
    let mut users = store::users::list(&frame.app.db).await?;
    users.retain(|user| user.is_active && may(user.role, Verb::Change, Thing::Coding));
    Ok(users)
}

/// Texts that all coders may see, drawn by the service's key: another double coding draws others, the same one never again.
async fn sample(
    frame: &Frame,
    user: &User,
    survey: SurveyId,
    unit: &str,
    n: usize,
    coders: &[user::Model],
) -> Result<Vec<(TextPart, String)>> {
    let is_academic = coders.iter().any(|coder| coder.role == Role::Researcher);
    let purpose = if is_academic { Purpose::Academic } else { purpose_of(user) };
    let texts = CodedTexts::load(&frame.app, survey, purpose, frame.lang).await?;
    let draw = store::double_codings::of_survey(&frame.app.db, survey).await?.len();
    let is_wanted = |text: &&crate::dataset::coded::CodedText| {
        matches!(text.origin, store::segments::Origin::Note(_)) == (unit == UNIT_NOTES)
    };
    let mut drawn: Vec<(u64, TextPart, String)> = Vec::new();
    for text in texts.texts.iter().filter(is_wanted) {
        for part in &text.parts {
            let seed = format!("{}:{draw}:{}:{}", survey.0, text.reference, part.text.part);
            drawn.push((
                frame.app.key.number("double coding", &seed),
                part.text.clone(),
                secret::hash(&part.body),
            ));
        }
    }
    drawn.sort();
    Ok(drawn.into_iter().take(n).map(|(_, text, sha256)| (text, sha256)).collect())
}

async fn view(
    frame: &Frame,
    user: &User,
    id: SurveyId,
    form: FormView,
    chosen: Vec<String>,
) -> Result<IndexView> {
    let db = &frame.app.db;
    let survey = store::surveys::find(db, id).await?;
    let users = store::users::list(db).await?;
    let mut lines = Vec::new();
    for model in store::double_codings::of_survey(db, id).await? {
        let coders = store::double_codings::coders(db, model.id).await?;
        let name = |id: UserId| users.iter().find(|user| user.id == id).map(|user| user.display_name.clone());
        lines.push(Line {
            href: address(model.id),
            unit: frame.text(unit_key(&model)),
            n_texts: store::double_codings::texts(db, model.id).await?.len(),
            n_done: coders.iter().filter(|coder| coder.done_at.is_some()).count(),
            coders: coders.iter().filter_map(|coder| name(coder.coder_id)).collect(),
            begun_at: time::date_time(model.created_at, frame.lang),
            is_adopted: model.adopted_at.is_some(),
            title: model.title,
        });
    }
    let unit =
        |of: &str| ChoiceView { value: of.to_owned(), label: frame.text(&format!("double-unit-{of}")) };
    let per = |n: usize| ChoiceView {
        value: n.to_string(),
        label: frame.text_with("double-per", &[("n", n.to_string())]),
    };
    let coder = |user: user::Model| ChoiceView { value: user.id.0.to_string(), label: user.display_name };
    Ok(IndexView {
        head: head(frame, user, &survey, "/coding/double", []),
        lines,
        may_begin: may(user.role, Verb::Change, Thing::Codebook),
        action: format!("{}/coding/double", survey_address(id)),
        form,
        units: [UNIT_ANSWERS, UNIT_NOTES].map(unit).into(),
        coders: coders(frame).await?.into_iter().map(coder).collect(),
        chosen,
        pers: (2..MOST_CODERS).map(per).collect(),
    })
}
