//! Free answers, or sections of notes, in a fast list: each with its suggestions, accepted or changed by a key or a button.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::id::SurveyId;

use super::part::{Desk, PartView};
use super::shelf::Shelf;
use super::tree::CodeView;
use super::{Head, head, load, told};
use crate::auth::User;
use crate::dataset::coded::{CodedPart, CodedText, CodedTexts};
use crate::dataset::tables::kind_name;
use crate::error::Result;
use crate::pages::conditions::written;
use crate::pages::explore::region_choices;
use crate::pages::explore::selection::may_see_groups;
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};

/// Answers on one page.
const PAGE: usize = 25;

/// The same where the least sure ones come first: after as many judgements the model has something to learn.
const PAGE_TO_LEARN: usize = 20;

/// Sections of notes on one page: they are longer.
const PAGE_OF_NOTES: usize = 10;

/// Sections of notes instead of free answers.
const NOTES: &str = "notes";

/// Those that the model is least sure of first.
const UNSURE_FIRST: &str = "unsure";

/// Which answers.
#[derive(Clone, Default, Deserialize)]
pub struct Query {
    /// `notes`: sections of notes. Otherwise free answers.
    #[serde(default)]
    pub of: String,
    /// `open` (nobody has coded it), `coded` or `all`.
    #[serde(default)]
    pub state: String,
    /// Name of the question, or of the section.
    #[serde(default)]
    pub question: String,
    /// Title of the wave.
    #[serde(default)]
    pub wave: String,
    /// Code of the agency kind.
    #[serde(default)]
    pub kind: String,
    /// Code of the area.
    #[serde(default)]
    pub region: String,
    /// `unsure`: those that the model is least sure of first. Otherwise as they came.
    #[serde(default)]
    pub order: String,
    /// Number of the page.
    #[serde(flatten)]
    pub page: PageQuery,
}

#[derive(Serialize)]
struct AnswersView {
    head: Head,
    action: String,
    filter: FilterView,
    codes: Vec<CodeView>,
    parts: Vec<PartView>,
    /// What the model has learnt from, and how well it does.
    learnt: Vec<String>,
    n: usize,
    n_all: usize,
    n_coded: usize,
    back: String,
    paging: Paging,
}

/// Choices of the filter; those of groups only for internal work.
#[derive(Serialize)]
pub struct FilterView {
    of: String,
    /// None where there are no notes.
    origins: Vec<ChoiceView>,
    state: String,
    states: Vec<ChoiceView>,
    question: String,
    questions: Vec<ChoiceView>,
    wave: String,
    waves: Vec<ChoiceView>,
    kind: String,
    kinds: Vec<ChoiceView>,
    region: String,
    regions: Vec<ChoiceView>,
    order: String,
    orders: Vec<ChoiceView>,
}

/// `GET /surveys/{id}/coding`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let texts = load(&frame, &user, SurveyId(*id)).await?;
    let mut query = query.into_inner().settled(may_see_groups(&texts.dataset));
    let all = parts(&texts, query.is_of_notes());
    // Who goes from answers to notes leaves the question behind.
    if !all.iter().any(|(_, part)| part.text.part == query.question) {
        query.question.clear();
    }
    let mut found: Vec<(&CodedText, &CodedPart)> =
        all.iter().copied().filter(|(text, part)| query.takes(text, part)).collect();
    let model = told::model(&frame, &texts, query.is_unsure_first()).await?;
    if query.is_unsure_first() {
        found = model.unsure_first(found).await?;
    }
    let shelf = Shelf::Results(texts.dataset.survey.id);
    let action = shelf.list();
    let base = format!("{action}?{}page=", query.conditions());
    let paging = Paging::new(base.clone(), query.page, found.len(), query.size());
    let mut desk = Desk::new(&frame, &texts, &shelf).await?;
    let shown = || paging.shown(found.iter().enumerate());
    desk.told = model.tell(shown().map(|(_, (_, part))| *part)).await?;
    let (room, title) = match query.is_of_notes() {
        true => ("/coding/notes", "coding-sections-title"),
        false => ("/coding", "coding-room-answers"),
    };
    let view = AnswersView {
        head: head(&frame, &user, &texts.dataset.survey, room, []),
        filter: filter(&frame, &texts, &query),
        parts: shown()
            .map(|(place, (text, part))| desk.part(place + 1, text, part))
            .collect::<Result<_>>()?,
        codes: desk.codes,
        learnt: model.words(&frame),
        n: found.len(),
        n_all: all.len(),
        n_coded: all.iter().filter(|(_, part)| part.is_coded()).count(),
        back: format!("{base}{}", paging.current()),
        action,
        paging,
    };
    frame.page("coding/answers.html", &frame.text(title), &view)
}

/// All free answers, or all sections of notes.
fn parts(texts: &CodedTexts, is_of_notes: bool) -> Vec<(&CodedText, &CodedPart)> {
    let chosen: Vec<&CodedText> =
        if is_of_notes { texts.notes().collect() } else { texts.responses().collect() };
    chosen.into_iter().flat_map(|text| text.parts.iter().map(move |part| (text, part))).collect()
}

impl Query {
    /// Without what is no choice, or none for who asks.
    fn settled(mut self, may_see_groups: bool) -> Query {
        if !matches!(self.state.as_str(), "coded" | "all") {
            self.state = "open".to_owned();
        }
        // Notes are of no wave.
        if self.is_of_notes() {
            self.wave.clear();
        } else {
            self.of.clear();
        }
        if !may_see_groups {
            (self.kind, self.region) = Default::default();
        }
        self
    }

    fn is_of_notes(&self) -> bool {
        self.of == NOTES
    }

    /// Answers or sections on one page.
    fn size(&self) -> usize {
        match (self.is_of_notes(), self.is_unsure_first()) {
            (true, _) => PAGE_OF_NOTES,
            (false, true) => PAGE_TO_LEARN,
            (false, false) => PAGE,
        }
    }

    fn takes(&self, text: &CodedText, part: &CodedPart) -> bool {
        let fits = |wanted: &str, own: &str| wanted.is_empty() || wanted == own;
        (match self.state.as_str() {
            "open" => !part.is_coded(),
            "coded" => part.is_coded(),
            _ => true,
        }) && fits(&self.question, &part.text.part)
            && fits(&self.wave, &text.wave)
            && fits(&self.kind, &text.kind)
            && fits(&self.region, &text.region)
    }

    fn is_unsure_first(&self) -> bool {
        self.order == UNSURE_FIRST
    }

    fn conditions(&self) -> String {
        written(&[
            ("of", &self.of),
            ("state", &self.state),
            ("question", &self.question),
            ("wave", &self.wave),
            ("kind", &self.kind),
            ("region", &self.region),
            ("order", &self.order),
        ])
    }
}

fn filter(frame: &Frame, texts: &CodedTexts, query: &Query) -> FilterView {
    let states = ["open", "coded", "all"].map(|state| ChoiceView {
        value: state.to_owned(),
        label: frame.text(&format!("coding-state-{state}")),
    });
    let mut questions: Vec<ChoiceView> = Vec::new();
    for (_, part) in parts(texts, query.is_of_notes()) {
        if !questions.iter().any(|known| known.value == part.text.part) {
            let label = part.title.chars().take(60).collect();
            questions.push(ChoiceView { value: part.text.part.clone(), label });
        }
    }
    let has_notes = texts.notes().next().is_some();
    FilterView {
        of: if query.is_of_notes() { NOTES } else { "answers" }.to_owned(),
        origins: if has_notes || query.is_of_notes() { origins(frame) } else { Vec::new() },
        state: query.state.clone(),
        states: states.into(),
        question: query.question.clone(),
        questions,
        wave: query.wave.clone(),
        waves: if query.is_of_notes() { Vec::new() } else { waves(texts) },
        kind: query.kind.clone(),
        kinds: kinds(frame, texts),
        region: query.region.clone(),
        regions: if may_see_groups(&texts.dataset) { region_choices(&texts.dataset) } else { Vec::new() },
        order: query.order.clone(),
        orders: vec![ChoiceView { value: UNSURE_FIRST.to_owned(), label: frame.text("coding-order-unsure") }],
    }
}

/// What can be asked for: free answers, or notes.
pub fn origins(frame: &Frame) -> Vec<ChoiceView> {
    let choice =
        |of: &str| ChoiceView { value: of.to_owned(), label: frame.text(&format!("coding-of-{of}")) };
    ["answers", NOTES].map(choice).into()
}

/// The waves that texts come from.
pub fn waves(texts: &CodedTexts) -> Vec<ChoiceView> {
    distinct(texts, |text| text.wave.clone(), |wave| wave.to_owned())
}

/// The agency kinds that texts come from, as far as they are shown.
pub fn kinds(frame: &Frame, texts: &CodedTexts) -> Vec<ChoiceView> {
    distinct(texts, |text| text.kind.clone(), |kind| kind_name(frame.lang, kind))
}

fn distinct(
    texts: &CodedTexts,
    value: impl Fn(&CodedText) -> String,
    label: impl Fn(&str) -> String,
) -> Vec<ChoiceView> {
    let values: std::collections::BTreeSet<String> = texts.texts.iter().map(value).collect();
    let named = values.into_iter().filter(|value| !value.is_empty());
    named.map(|value| ChoiceView { label: label(&value), value }).collect()
}
