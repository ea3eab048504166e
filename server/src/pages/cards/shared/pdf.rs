//! The same cards as PDF: all that the filter takes, or one. What the pages do not show is in no file either.

use std::collections::BTreeSet;

use actix_web::{HttpResponse, web};
use analysis::document::paper::{Block, Paper};
use surveys::entity::survey;
use surveys::id::{CardId, SurveyId};
use surveys::privacy::card::CardText;
use surveys::privacy::consent::Purpose;
use surveys::store;

use super::{Filter, Shown, areas, excerpt, gone, listed, of_names, shown};
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::Dataset;
use crate::dataset::tables::full_kind_name;
use crate::error::Result;
use crate::pages::cards::face::{Face, VersionLine, theme_name};
use crate::pages::download::{self, PDF};
use crate::pages::explore::give;
use crate::secret;
use crate::typesetter;
use crate::view;
use crate::view::frame::Frame;
use crate::view::time;

/// `GET /r/{token}/cards.pdf`: the cards that the filter takes.
pub async fn collection(
    frame: Frame,
    token: web::Path<String>,
    filter: web::Query<Filter>,
) -> Result<HttpResponse> {
    let link = store::share_links::open(&frame.app.db, &secret::hash(&token)).await?;
    let bytes = of_survey(&frame, link.survey_id, &filter).await?;
    Ok(download::file(PDF, "cards.pdf".to_owned(), bytes))
}

/// `GET /r/{token}/cards/{number}/card.pdf`: one card, by the whole of its address if it stands in no list.
pub async fn card(frame: Frame, path: web::Path<(String, i64)>) -> Result<HttpResponse> {
    let (token, number) = path.into_inner();
    let link = store::share_links::open(&frame.app.db, &secret::hash(&token)).await?;
    let (data, shown, _) = shown(&frame, link.survey_id, CardId(number)).await?;
    let Some(found) = &shown else { return gone(&frame, &token) };
    // One sheet of A4, with its lines closer together where that makes it one.
    let bytes = typesetter::sheet(&frame.app, of_card(&frame, &data.survey, found), 1).await?;
    Ok(download::file(PDF, format!("card-{number}.pdf"), bytes))
}

/// `GET /surveys/{id}/cards.pdf`: for whoever may read what goes back to the region, what the region sees at this moment.
pub async fn of_office(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    filter: web::Query<Filter>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Feedback)?;
    let survey = SurveyId(*id);
    let bytes = of_survey(&frame, survey, &filter).await?;
    give(&frame, &user, (survey, Purpose::Regional), "cards.pdf", (PDF, bytes)).await
}

async fn of_survey(frame: &Frame, survey: SurveyId, filter: &Filter) -> Result<Vec<u8>> {
    let (data, shown) = listed(frame, survey).await?;
    typesetter::pdf(&frame.app, paper(frame, &data, &shown, &filter.known(frame, &data))).await
}

/// What there is, with the page of each card, then each on a page of its own. A single one follows at once.
fn paper(frame: &Frame, data: &Dataset, shown: &[Shown], filter: &Filter) -> Paper {
    let survey = &data.survey;
    let taken: Vec<&Shown> = shown.iter().filter(|(_, text)| filter.takes(text)).collect();
    let mut blocks = vec![facts(frame, data, shown, filter, &taken)];
    match taken.len() {
        0 => {
            let key = if shown.is_empty() { "cards-none-public" } else { "cards-none-filtered" };
            blocks.push(Block::Paragraph(frame.text(key)));
        }
        1 => {}
        _ => {
            blocks.push(Block::Paragraph(frame.text("cards-public-lead")));
            blocks.push(Block::Contents(taken.iter().map(|one| line(frame, one)).collect()));
        }
    }
    blocks.extend(contact(survey, of_names(frame, &taken)));
    for one in &taken {
        let face = face(frame, survey, one);
        blocks.extend((taken.len() > 1).then_some(Block::NewPage));
        blocks.push(Block::Heading(1, face.title().to_owned()));
        blocks.extend(face.blocks(frame, 2));
    }
    let date = taken.iter().map(|(version, _)| time::iso_day(version.published_at)).max().unwrap_or_default();
    Paper {
        title: frame.text("cards-title"),
        subtitle: survey.title.clone(),
        language: frame.lang.code().to_owned(),
        publisher: survey.host.clone(),
        made_on: time::day_in_words(&date, frame.lang),
        date,
        foot: survey.title.clone(),
        blocks,
    }
}

/// A card among the contents: its title, and below it where it is from, who took part, what it is about and how it begins.
fn line(frame: &Frame, (_, text): &Shown) -> (String, String) {
    let separator = frame.text("list-separator");
    let kinds = text.kinds.iter().map(|kind| full_kind_name(frame.lang, kind)).collect::<Vec<_>>();
    let themes = text.themes.iter().map(|theme| theme_name(theme, frame.lang)).collect::<Vec<_>>();
    let agency = text.introduction.as_ref().map(|own| own.agency.clone()).unwrap_or_default();
    let about = [agency, text.region_name.clone(), kinds.join(&separator), themes.join(&separator)];
    let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　");
    let lines = [about, excerpt(text)].into_iter().filter(|line| !line.is_empty());
    (text.title.clone(), lines.collect::<Vec<_>>().join("\n"))
}

/// The region, what the list is narrowed to, how many cards there are and when they were published.
fn facts(frame: &Frame, data: &Dataset, shown: &[Shown], filter: &Filter, taken: &[&Shown]) -> Block {
    let area = areas(data, shown).into_iter().find(|area| area.value == filter.area);
    let kind = (!filter.kind.is_empty()).then(|| full_kind_name(frame.lang, &filter.kind));
    let theme = (!filter.theme.is_empty()).then(|| theme_name(&filter.theme, frame.lang));
    let (n, all) = (("n", taken.len().to_string()), ("all", shown.len().to_string()));
    let key = if filter.query().is_empty() { "cards-pdf-all" } else { "cards-pdf-some" };
    let days = || taken.iter().map(|(version, _)| time::iso_day(version.published_at));
    let days = [days().min(), days().max()].into_iter().flatten().collect::<BTreeSet<String>>();
    let days = days.iter().map(|day| time::day_in_words(day, frame.lang)).collect::<Vec<_>>();
    let facts = [
        ("cards-field-region", area.map_or_else(|| data.region_name.clone(), |area| area.label)),
        ("feedback-period", data.survey.period.clone()),
        ("cards-filter-kind", kind.unwrap_or_default()),
        ("cards-field-themes", theme.unwrap_or_default()),
        ("cards-pdf-cases", frame.text_with(key, &[n, all])),
        ("cards-pdf-published", days.join("～")),
    ];
    view::paper::facts(frame.lang, facts)
}

/// One card as a document of its own: what an initiative is introduced with.
fn of_card(frame: &Frame, survey: &survey::Model, shown: &Shown) -> Paper {
    document(frame, survey, &face(frame, survey, shown), time::iso_day(shown.0.published_at))
}

/// A card that is not published yet as the same document, without a day.
pub fn of_draft(frame: &Frame, survey: &survey::Model, text: &CardText) -> Paper {
    document(frame, survey, &Face::of(frame, survey, text, None), String::new())
}

fn document(frame: &Frame, survey: &survey::Model, face: &Face, date: String) -> Paper {
    let mut blocks = face.blocks(frame, 1);
    // An introduction says itself that its agency agreed.
    let names = if face.is_introduction() { String::new() } else { frame.text("cards-anonymous") };
    blocks.extend(contact(survey, names));
    Paper {
        title: face.title().to_owned(),
        subtitle: frame.text_with(face.kicker_key(), &[("survey", survey.title.clone())]),
        language: frame.lang.code().to_owned(),
        publisher: survey.host.clone(),
        made_on: time::day_in_words(&date, frame.lang),
        date,
        foot: survey.title.clone(),
        blocks,
    }
}

fn face(frame: &Frame, survey: &survey::Model, (version, text): &Shown) -> Face {
    Face::of(frame, survey, text, Some(VersionLine::of(frame, version)))
}

/// What is said of names, and who can be asked.
fn contact(survey: &survey::Model, names: String) -> Vec<Block> {
    let lines = [names, survey.contact.clone()];
    lines.into_iter().filter(|line| !line.is_empty()).map(Block::Paragraph).collect()
}
