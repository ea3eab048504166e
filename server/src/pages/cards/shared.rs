//! Good practices for the region, behind a share link: a list, and a page for each card.

pub mod pdf;

use std::collections::BTreeSet;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use surveys::entity::card_version;
use surveys::id::{CardId, SurveyId};
use surveys::privacy::card::CardText;
use surveys::privacy::consent::Purpose;
use surveys::store;

use super::Standing;
use super::consent::{Told, is_of_agency};
use super::face::{Face, VersionLine, theme_name};
use crate::app::App;
use crate::dataset::tables::full_kind_name;
use crate::dataset::{self, Dataset};
use crate::error::Result;
use crate::secret;
use crate::view::cut::beginning;
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;

/// About how many characters of the text the list shows of a card.
const EXCERPT: usize = 80;

/// Which cards are listed.
#[derive(Default, Deserialize)]
pub struct Filter {
    /// Code of an agency kind.
    #[serde(default)]
    kind: String,
    /// Code of a theme.
    #[serde(default)]
    theme: String,
    /// Code of an area.
    #[serde(default)]
    area: String,
}

impl Filter {
    /// The filter with those values alone that are of something: what else an address says would be printed in the host's name.
    fn known(&self, frame: &Frame, data: &Dataset) -> Filter {
        let kept = |code: &String, is_known: bool| if is_known { code.clone() } else { String::new() };
        let (kind, theme) = (full_kind_name(frame.lang, &self.kind), theme_name(&self.theme, frame.lang));
        Filter {
            kind: kept(&self.kind, kind != self.kind),
            theme: kept(&self.theme, theme != self.theme),
            area: kept(&self.area, data.areas.iter().any(|area| area.code == self.area)),
        }
    }

    fn takes(&self, text: &CardText) -> bool {
        let has = |wanted: &String, own: &[String]| wanted.is_empty() || own.contains(wanted);
        has(&self.kind, &text.kinds)
            && has(&self.theme, &text.themes)
            && (self.area.is_empty() || self.area == text.region)
    }

    /// The same filter for another address; empty where nothing is filtered.
    fn query(&self) -> String {
        let fields = [("kind", &self.kind), ("theme", &self.theme), ("area", &self.area)];
        let encoded = |text: &String| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let set = fields.into_iter().filter(|(_, code)| !code.is_empty());
        let pairs: Vec<String> = set.map(|(name, code)| format!("{name}={}", encoded(code))).collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }
}

#[derive(Serialize)]
struct ListView {
    survey: String,
    region: String,
    host: String,
    contact: String,
    action: String,
    sheet_href: String,
    kind: String,
    kinds: Vec<ChoiceView>,
    theme: String,
    themes: Vec<ChoiceView>,
    area: String,
    areas: Vec<ChoiceView>,
    n_all: usize,
    cards: Vec<Line>,
    /// What is said of names; empty where there is no case.
    names: String,
    /// The same cards as PDF.
    pdf_href: String,
}

#[derive(Serialize)]
struct Line {
    title: String,
    href: String,
    excerpt: String,
    /// It introduces a named agency.
    is_introduction: bool,
    tags: Vec<String>,
}

#[derive(Serialize)]
struct CardView {
    card: Face,
    /// Nothing: this is what the region sees.
    said: String,
    back: String,
    list_href: String,
    pdf_href: String,
}

#[derive(Serialize)]
struct GoneView {
    list_href: String,
}

/// A published card that the region may see now.
type Shown = (card_version::Model, CardText);

/// `GET /r/{token}/cards`
pub async fn index(
    frame: Frame,
    token: web::Path<String>,
    filter: web::Query<Filter>,
) -> Result<HttpResponse> {
    let link = store::share_links::open(&frame.app.db, &secret::hash(&token)).await?;
    let (data, shown) = listed(&frame, link.survey_id).await?;
    let filter = filter.known(&frame, &data);
    let base = list(&token);
    let taken: Vec<&Shown> = shown.iter().filter(|(_, text)| filter.takes(text)).collect();
    let line = |(version, text): &&Shown| Line {
        title: text.title.clone(),
        href: format!("{base}/{}", version.card_id.0),
        excerpt: excerpt(text),
        is_introduction: text.introduction.is_some(),
        tags: text
            .introduction
            .iter()
            .map(|own| own.agency.clone())
            .chain([text.region_name.clone()])
            .chain(text.themes.iter().map(|theme| theme_name(theme, frame.lang)))
            .collect(),
    };
    let view = ListView {
        survey: data.survey.title.clone(),
        region: data.region_name.clone(),
        host: data.survey.host.clone(),
        contact: data.survey.contact.clone(),
        sheet_href: format!("/r/{}", token.as_str()),
        kinds: met(&shown, |text| &text.kinds, |code| full_kind_name(frame.lang, code)),
        themes: met(&shown, |text| &text.themes, |code| theme_name(code, frame.lang)),
        areas: areas(&data, &shown),
        n_all: shown.len(),
        cards: taken.iter().map(line).collect(),
        names: of_names(&frame, &taken),
        pdf_href: format!("{base}.pdf{}", filter.query()),
        kind: filter.kind,
        theme: filter.theme,
        area: filter.area,
        action: base.clone(),
    };
    frame.public_page("cards/list.html", &frame.text("cards-title"), &view)
}

/// `GET /r/{token}/cards/{number}`. One that is not shown any more, or never was, says so and leads to the others, and so does one that stands in
/// no list without the whole of its address.
pub async fn show(frame: Frame, path: web::Path<(String, i64)>) -> Result<HttpResponse> {
    let (token, number) = path.into_inner();
    let link = store::share_links::open(&frame.app.db, &secret::hash(&token)).await?;
    let (data, shown, query) = shown(&frame, link.survey_id, CardId(number)).await?;
    let Some((version, text)) = &shown else { return gone(&frame, &token) };
    let view = CardView {
        card: Face::of(&frame, &data.survey, text, Some(VersionLine::of(&frame, version))),
        said: String::new(),
        back: String::new(),
        list_href: list(&token),
        pdf_href: format!("{}/{number}/card.pdf{query}", list(&token)),
    };
    frame.public_page("cards/card.html", &frame.text("cards-title"), &view)
}

/// How a card begins in the list: what an agency does (何を) where it is introduced, the idea of a case.
fn excerpt(text: &CardText) -> String {
    beginning(if text.introduction.is_some() { &text.steps } else { &text.idea }, EXCERPT)
}

/// What is said of names under cards: that no case names anybody, and where introductions stand beside them, why those do. Nothing
/// where there is no case.
fn of_names(frame: &Frame, cards: &[&Shown]) -> String {
    let n_introductions = cards.iter().filter(|(_, text)| text.introduction.is_some()).count();
    match n_introductions {
        n if n == cards.len() => String::new(),
        0 => frame.text("cards-anonymous"),
        _ => frame.text("cards-anonymous-but"),
    }
}

/// Says that a card is not shown, and leads to the others.
fn gone(frame: &Frame, token: &str) -> Result<HttpResponse> {
    let view = GoneView { list_href: list(token) };
    frame.public_page_with(StatusCode::GONE, "cards/gone.html", &frame.text("cards-title"), &view)
}

fn list(token: &str) -> String {
    format!("/r/{token}/cards")
}

/// What the address of the page of a card ends with if it stands in no list, without the question mark. Numbers of cards can be counted up to,
/// and whoever reads the sheet has the rest of the address. It is another one once the agency took its consent back and agreed anew: who had the
/// address before has not got it any more. None where the agency does not agree.
pub fn unlisted_query(app: &App, told: &Told, card: CardId) -> Option<String> {
    let since = told.since(card)?;
    Some(format!("k={}", app.key.code("card", &format!("{}:{}", card.0, since.0))))
}

/// The same with the question mark, where this page was asked for with it; else nothing.
async fn own_query(frame: &Frame, survey: SurveyId, card: CardId) -> Result<String> {
    let told = Told::of_agencies(&frame.app, survey).await?;
    let asked = unlisted_query(&frame.app, &told, card).filter(|query| frame.has_query(query));
    Ok(asked.map(|query| format!("?{query}")).unwrap_or_default())
}

/// A card, if the region may see it at this moment: it is in the list, or was asked for by the whole of its address. With what that
/// ended with ([`own_query`]).
async fn shown(frame: &Frame, survey: SurveyId, card: CardId) -> Result<(Dataset, Option<Shown>, String)> {
    let query = own_query(frame, survey, card).await?;
    let listing = if query.is_empty() { Listing::Listed } else { Listing::With(card) };
    let (data, shown) = with_texts(frame, survey, listing).await?;
    Ok((data, shown.into_iter().find(|(version, _)| version.card_id == card), query))
}

/// Those in the list: all cases, and the introductions whose agency agrees to stand there.
async fn listed(frame: &Frame, survey: SurveyId) -> Result<(Dataset, Vec<Shown>)> {
    with_texts(frame, survey, Listing::Listed).await
}

/// Which of the shown cards.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listing {
    Listed,
    /// Those, and this one if it is not among them.
    With(CardId),
}

async fn with_texts(frame: &Frame, survey: SurveyId, listing: Listing) -> Result<(Dataset, Vec<Shown>)> {
    let data = dataset::load(&frame.app, survey, Purpose::Regional, frame.lang).await?;
    let mut shown = Vec::new();
    for version in shown_of(&frame.app, &data, listing).await? {
        let text = store::card_versions::text(&version)?;
        shown.push((version, text));
    }
    Ok((data, shown))
}

/// How many cards are in the list of the region at this moment, by what is loaded for it.
///
/// # Errors
/// When the database fails.
pub async fn n_shown(app: &App, data: &Dataset) -> Result<usize> {
    Ok(shown_of(app, data, Listing::Listed).await?.len())
}

/// Whether the list of the region has cards, as far as that is known without all the survey's data: whether what cases rest on lets them be
/// told is asked when the list is read.
///
/// # Errors
/// When the database fails.
pub async fn has_list(app: &App, survey: SurveyId) -> Result<bool> {
    let told = Told::of_agencies(app, survey).await?;
    let is_listed = |version: &card_version::Model| {
        !is_of_agency(version) || Standing::of(Some(version), &told) == Standing::Shown && told.lists(version)
    };
    Ok(store::card_versions::published(&app.db, survey).await?.iter().any(is_listed))
}

async fn shown_of(app: &App, data: &Dataset, listing: Listing) -> Result<Vec<card_version::Model>> {
    let told = Told::load(app, data).await?;
    let mut published = store::card_versions::published(&app.db, data.survey.id).await?;
    published.retain(|version| Standing::of(Some(version), &told) == Standing::Shown);
    published.retain(|version| told.lists(version) || listing == Listing::With(version.card_id));
    Ok(published)
}

/// The codes that occur among the cards, with their names.
fn met(
    shown: &[Shown],
    of: impl Fn(&CardText) -> &Vec<String>,
    name: impl Fn(&str) -> String,
) -> Vec<ChoiceView> {
    let codes: BTreeSet<&String> = shown.iter().flat_map(|(_, text)| of(text)).collect();
    codes.into_iter().map(|code| ChoiceView { value: code.clone(), label: name(code) }).collect()
}

/// The areas that cards name, in the order of the region.
fn areas(data: &Dataset, shown: &[Shown]) -> Vec<ChoiceView> {
    let is_met = |code: &str| shown.iter().any(|(_, text)| text.region == code);
    let met = data.areas.iter().filter(|area| is_met(&area.code));
    met.map(|area| ChoiceView { value: area.code.clone(), label: area.name.clone() }).collect()
}
