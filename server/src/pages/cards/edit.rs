//! Writing a card, with what it is made from beside it.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::{card, card_version};
use surveys::id::{CardId, CardSourceId, UserId};
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::card_versions::is_emptied;

use super::consent::Told;
use super::face::VersionLine;
use super::form;
use super::inspect::text;
use super::sources::{SourceView, views};
use super::{Standing, address, agreement, list_address, state, title};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::coded::CodedTexts;
use crate::dataset::{self, Dataset};
use crate::error::Result;
use crate::pages::agencies::kind_choices;
use crate::pages::approaches::People;
use crate::pages::crumbs;
use crate::pages::meanwhile::{self, Differing, Held, Shown};
use crate::pages::surveys::{Tab, tabs};
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;

#[derive(Serialize)]
struct EditView {
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    kicker: String,
    action: String,
    form: FormView,
    /// What the form was made from.
    held: Vec<Held>,
    /// What somebody else saved meanwhile, beside what was sent.
    differing: Vec<Differing>,
    kinds: Vec<ChoiceView>,
    kinds_chosen: Vec<String>,
    themes: Vec<ChoiceView>,
    themes_chosen: Vec<String>,
    areas: Vec<ChoiceView>,
    region: String,
    state_label: String,
    standing: &'static str,
    sources: Vec<SourceView>,
    n_untold: usize,
    /// What it rested on and no longer does.
    removed: Vec<SourceView>,
    /// Whether the agency that it introduces agrees to its words: yes, no, or to other ones.
    agreement: &'static str,
    versions: Vec<VersionView>,
    /// Words of some version were erased with an answer that was withdrawn.
    is_emptied: bool,
}

#[derive(Serialize)]
struct VersionView {
    line: VersionLine,
    approved_by: String,
    is_retracted: bool,
    /// Its words were erased.
    is_emptied: bool,
}

/// `GET /cards/{id}`
pub async fn edit(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Card)?;
    let card = store::cards::find(&frame.app.db, CardId(*id)).await?;
    let form = form::stored(&card);
    let shown = Shown::stored(form);
    page(&frame, &user, &card, shown).await
}

/// `POST /cards/{id}`. Where somebody else changed the card since the form was opened, both are shown.
pub async fn update(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Card)?;
    let transaction = frame.app.write().await?;
    let card = store::cards::lock(&transaction, CardId(*id)).await?;
    let survey = store::surveys::find(&transaction, card.survey_id).await?;
    let areas = store::regions::areas(&transaction, survey.region_id).await?;
    let form = form::read(&frame, &card, &areas, &sent);
    let stored = form::stored(&card);
    if !form.is_valid() {
        transaction.rollback().await?;
        let shown = Shown::sent(form, form::fields(&card), &sent);
        return page(&frame, &user, &card, shown).await;
    }
    if meanwhile::has_changed(&stored, &form, &sent) {
        transaction.rollback().await?;
        let area = |id: &str| {
            let found = areas.iter().find(|area| area.id.0.to_string() == id);
            found.map(|area| area.name.clone()).unwrap_or_default()
        };
        let shown = Shown::met(&stored, &form, &sent, differing(&frame, &card, (&stored, &form), area));
        return page(&frame, &user, &card, shown).await;
    }
    store::cards::save(&transaction, card.id, card.revision, form::input(&card, &form), user.id).await?;
    transaction.commit().await?;
    let to = match sent.get("go") {
        "check" => format!("{}/check", address(card.id)),
        "agreement" => agreement::address(card.id),
        _ => address(card.id),
    };
    let is_introduction = card.introduction.is_some();
    frame.redirect_with(&to, "success", if is_introduction { "introductions-saved" } else { "cards-saved" })
}

/// `POST /cards/{id}/sources/remove`
pub async fn remove_source(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Card)?;
    let source = CardSourceId(sent.get("source").parse().unwrap_or_default());
    let transaction = frame.app.write().await?;
    let card = store::cards::find(&transaction, CardId(*id)).await?;
    store::cards::remove_source(&transaction, card.id, source, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&format!("{}#sources", address(card.id)), "success", "cards-source-removed")
}

fn differing(
    frame: &Frame,
    card: &card::Model,
    (stored, form): (&FormView, &FormView),
    area: impl Fn(&str) -> String,
) -> Vec<Differing> {
    let label = |name: &str| frame.text(form::label_key(name, card.introduction.is_some()));
    let of = |value: &str, choices: &[ChoiceView]| {
        let own = form::codes(value).into_iter();
        let name = |code: String| choices.iter().find(|choice| choice.value == code).map(|c| c.label.clone());
        own.filter_map(name).collect::<Vec<_>>().join(&frame.text("list-separator"))
    };
    let words = |name: &str, value: &str| match name {
        "kinds" => of(value, &kind_choices(frame)),
        "themes" => of(value, &form::theme_choices(frame.lang)),
        "region" => area(value),
        _ => value.to_owned(),
    };
    meanwhile::differing(form::fields(card), stored, form, label, words)
}

async fn page(frame: &Frame, user: &User, card: &card::Model, shown: Shown) -> Result<HttpResponse> {
    let status = shown.status();
    let Shown { form, held, differing } = shown;
    let data = dataset::load(&frame.app, card.survey_id, Purpose::Regional, frame.lang).await?;
    let told = Told::load(&frame.app, &data).await?;
    let texts = CodedTexts::load(&frame.app, card.survey_id, Purpose::Internal, frame.lang).await?;
    let sources = store::cards::sources(&frame.app.db, card.id).await?;
    let sources = views(frame, &sources, &texts, &told);
    let removed = store::cards::removed_sources(&frame.app.db, card.id).await?;
    let rests_on = store::cards::rests_on(&frame.app.db, card).await?;
    let n_untold = rests_on.iter().filter(|source| !told.has(source)).count();
    let state = state(card, rests_on.len(), n_untold);
    let versions = store::card_versions::of_card(&frame.app.db, card.id).await?;
    let newest = versions.last().filter(|version| version.retracted_at.is_none());
    let view = EditView {
        crumbs: way(frame, &data, card),
        tabs: tabs(frame, user, card.survey_id, "/cards"),
        kicker: data.survey.title.clone(),
        action: address(card.id),
        held,
        differing,
        kinds: kind_choices(frame),
        kinds_chosen: form::codes(form.value("kinds")),
        themes: form::theme_choices(frame.lang),
        themes_chosen: form::codes(form.value("themes")),
        areas: form::area_choices(&data.areas),
        region: data.region_name.clone(),
        state_label: frame.text(&format!("cards-state-{}", state.code())),
        standing: Standing::of(newest, &told).code(),
        n_untold,
        sources,
        removed: views(frame, &removed, &texts, &told),
        agreement: agreement::standing(&told, card, &text(&data, card)),
        versions: version_views(frame, &versions).await?,
        is_emptied: versions.iter().any(is_emptied),
        form,
    };
    let template = if card.introduction.is_some() { "cards/introduction.html" } else { "cards/edit.html" };
    frame.page_with(status, template, &title(frame, card), &view)
}

fn way(frame: &Frame, data: &Dataset, card: &card::Model) -> Vec<Crumb> {
    let list = (frame.text("surveys-tab-cards"), list_address(card.survey_id));
    crumbs::of_survey(frame, &data.survey, [list, (title(frame, card), String::new())])
}

async fn version_views(frame: &Frame, versions: &[card_version::Model]) -> Result<Vec<VersionView>> {
    let people = People::load(&frame.app).await?;
    let name = |id: UserId| people.name(Some(id));
    let view = |version: &card_version::Model| VersionView {
        line: VersionLine::of(frame, version),
        approved_by: name(version.approved_by),
        is_retracted: version.retracted_at.is_some(),
        is_emptied: is_emptied(version),
    };
    Ok(versions.iter().rev().map(view).collect())
}
