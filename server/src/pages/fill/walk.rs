//! Shows the pages of a questionnaire with answers: to a respondent, and to a colleague who tries out a draft.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;
use surveys::fielding::seating;
use surveys::questionnaire::answer::{Answers, complete, visibility};
use surveys::questionnaire::choice::Choice;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::page::{previous_page, progress, visible_pages};
use surveys::questionnaire::problem::{Problem, Severity};
use surveys::questionnaire::summary::summary;

use super::about::kind_of_words;
use super::aim::Aim;
use super::stale::{Differing, base};
use super::{say, uncounted};
use crate::error::{AppError, Result};
use crate::secret;
use crate::view::display::SwitchView;
use crate::view::frame::Frame;
use crate::view::question::seat::SeatView;
use crate::view::question::{CheckPage, PageView, ProblemView, check_problems, check_view, page_view};
use crate::view::time;

/// A questionnaire with the answers so far.
pub struct Walk<'a> {
    /// What is asked.
    pub definition: &'a Definition,
    /// Answers so far.
    pub answers: &'a Answers,
    /// What is stored; differs from the answers only where they wait for a decision.
    pub stored: &'a Answers,
    /// The questions of the page that were answered otherwise elsewhere.
    pub differing: Vec<Differing>,
    /// The window that sent the page and sees it again; empty = it is opened now.
    pub window: String,
    /// Whether this answers a form that was sent; otherwise the page is only opened, whatever is wrong with it.
    pub is_sent: bool,
    /// The switches of how pages look.
    pub switches: Vec<SwitchView>,
    /// Address of `p/<page>` or `check`.
    pub address: Box<dyn Fn(&str) -> String + 'a>,
    /// Whether the answers were sent and are being mended.
    pub is_editing: bool,
    /// Clock time of the last save; empty = nothing is saved.
    pub saved_at: String,
    /// A trial: the answers as JSON, carried in the form because nothing is stored.
    pub carried: Option<String>,
    /// Whether the code of an invitation can be typed before sending.
    pub asks_code: bool,
    /// How full the seatings of a sign-up are.
    pub seats: &'a [SeatView],
}

#[derive(Serialize)]
struct FillPage {
    fill: FillView,
}

#[derive(Serialize)]
struct FillView {
    /// What the keys of words end with for what is answered (see [`kind_of_words`]).
    kind: &'static str,
    is_editing: bool,
    base: String,
    window: String,
    differing: Vec<Differing>,
    switches: Vec<SwitchView>,
    survey_title: String,
    number: usize,
    total: usize,
    page: PageView,
    action: String,
    has_previous: bool,
    saved_at: String,
    shows_progress: bool,
    is_start: bool,
    carried: Option<String>,
}

#[derive(Serialize)]
struct CheckAnswersPage {
    check: CheckView,
}

#[derive(Serialize)]
struct CheckView {
    /// What the keys of words end with for what is answered (see [`kind_of_words`]).
    kind: &'static str,
    is_editing: bool,
    edit_action: String,
    survey_title: String,
    pages: Vec<CheckPage>,
    consents: Vec<ConsentView>,
    /// Address of the question of consent, where without more marks the answers count nowhere; empty otherwise.
    uncounted_href: String,
    /// The marks that are missing then, by their own words.
    uncounted_missing: Vec<String>,
    problems: Vec<ProblemView>,
    action: String,
    previous_href: String,
    carried: Option<String>,
    full: Option<FullView>,
    /// Name of the field for the code of an invitation; empty = it is not asked for.
    code_field: &'static str,
}

/// The seating that was chosen has no place left.
#[derive(Serialize)]
struct FullView {
    seat: String,
    n_waiting: usize,
    /// Labels of the seatings that have; may be empty.
    others: String,
    change_href: String,
}

#[derive(Serialize)]
struct ConsentView {
    label: String,
    is_given: bool,
}

/// Whether a page only begins a questionnaire (`firstPageIsStartPage`).
fn is_start_page(definition: &Definition, page: &str) -> bool {
    definition.settings.first_page_is_start
        && definition.pages.first().is_some_and(|first| first.name == page)
}

impl Walk<'_> {
    /// Title for respondents.
    fn title(&self, frame: &Frame) -> String {
        self.definition.title.get(&frame.display.texts(frame.lang.code())).to_owned()
    }

    /// One page, with the problems of what was typed.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the page is not visible with these answers.
    pub fn page(mut self, frame: &Frame, page: &str, problems: &[Problem]) -> Result<HttpResponse> {
        let (definition, answers) = (self.definition, self.answers);
        let now = time::now();
        let (number, total) = progress(definition, page, answers, now).ok_or(AppError::NotFound)?;
        let is_start = is_start_page(definition, page);
        // A start page is not counted, and nobody goes back to it.
        let uncounted = usize::from(definition.settings.first_page_is_start);
        let previous = previous_page(definition, page, answers, now);
        let seen = visibility(definition, answers, now);
        let texts = frame.display.texts(frame.lang.code());
        let view = page_view(definition, page, answers, problems, &seen, &texts, &say(frame.lang));
        // The address is one response's own: an order by chance stays the same for it.
        let view = view.in_order(&(self.address)("")).with_seats(self.seats);
        let most = frame.app.config.file_megabytes;
        let file_href = |key: &str| match self.carried {
            None => (self.address)(&format!("file/{key}")),
            Some(_) => String::new(),
        };
        let view = view.with_files(most, &file_href);
        let has_errors = self.is_sent && problems.iter().any(|problem| problem.severity == Severity::Error);
        let status = match (self.differing.is_empty(), has_errors) {
            (false, _) => StatusCode::CONFLICT,
            (true, true) => StatusCode::UNPROCESSABLE_ENTITY,
            (true, false) => StatusCode::OK,
        };
        let differing = std::mem::take(&mut self.differing);
        let window = match self.window.as_str() {
            "" => secret::random_token()?,
            window => window.to_owned(),
        };
        let view = FillPage {
            fill: FillView {
                kind: kind_of_words(definition.kind),
                is_editing: self.is_editing,
                base: base(definition, page, self.stored),
                window,
                differing,
                switches: self.switches.clone(),
                survey_title: self.title(frame),
                number: number.saturating_sub(uncounted).max(1),
                total: total.saturating_sub(uncounted).max(1),
                is_start,
                page: view,
                action: Aim::of(frame, definition).keep(&(self.address)(&format!("p/{page}"))),
                has_previous: previous.is_some_and(|previous| !is_start_page(definition, &previous.name)),
                saved_at: self.saved_at.clone(),
                shows_progress: definition.settings.shows_progress && !is_start,
                carried: self.carried.clone(),
            },
        };
        self.answer(frame, status, "fill/page.html", &view)
    }

    /// All answers on one page, with the problems that keep them from being sent.
    ///
    /// # Errors
    /// When the template and its context do not fit.
    pub fn check(&self, frame: &Frame, problems: &[Problem]) -> Result<HttpResponse> {
        let definition = self.definition;
        let href = |page: &str| (self.address)(&format!("p/{page}"));
        let now = time::now();
        let last = visible_pages(definition, self.answers, now)
            .last()
            .map_or(String::new(), |page| href(&page.name));
        let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        // What is shown is what would be stored: answers to hidden questions are already gone.
        let (answers, _) = complete(definition, self.answers, now);
        let uncounted = uncounted::place(definition, &answers, now);
        let texts = frame.display.texts(frame.lang.code());
        let view = CheckAnswersPage {
            check: CheckView {
                kind: kind_of_words(definition.kind),
                is_editing: self.is_editing,
                edit_action: (self.address)("edit"),
                survey_title: self.title(frame),
                pages: check_view(&summary(definition, &answers, &texts, now), &href),
                consents: self.consents(frame),
                uncounted_missing: uncounted::missing(definition, &answers, frame.lang, &texts),
                uncounted_href: uncounted.map_or(String::new(), |place| (self.address)(&place)),
                problems: self.named(check_problems(definition, problems, &href, &say(frame.lang))),
                action: (self.address)("check"),
                previous_href: last,
                carried: self.carried.clone(),
                full: self.full(frame),
                code_field: if self.asks_code { super::invited::FIELD } else { "" },
            },
        };
        self.answer(frame, status, "fill/check.html", &view)
    }

    /// In a trial a link would lose the answers, which only a form carries.
    fn named(&self, mut problems: Vec<ProblemView>) -> Vec<ProblemView> {
        if self.carried.is_some() {
            problems.iter_mut().for_each(|problem| problem.href.clear());
        }
        problems
    }

    fn full(&self, frame: &Frame) -> Option<FullView> {
        let chosen = seating::chosen(self.definition, self.answers)?;
        let full = self.seats.iter().find(|seat| seat.choice == chosen && seat.is_full)?;
        let label = |choice: &str| seating::label(self.definition, choice, frame.lang.code());
        let others = self.seats.iter().filter(|seat| !seat.is_full).map(|seat| label(&seat.choice));
        let page = seating::page(self.definition).unwrap_or_default();
        Some(FullView {
            seat: label(&full.choice),
            n_waiting: full.n_waiting,
            others: others.collect::<Vec<_>>().join(&frame.text("list-separator")),
            change_href: (self.address)(&format!("p/{page}")),
        })
    }

    fn consents(&self, frame: &Frame) -> Vec<ConsentView> {
        let Some(question) = self.definition.question_with_role("consent") else { return Vec::new() };
        let given: Vec<&str> = self
            .answers
            .get(&question.name)
            .and_then(|value| value.as_array())
            .map(|values| values.iter().filter_map(|value| value.as_str()).collect())
            .unwrap_or_default();
        let view = |choice: &Choice| ConsentView {
            label: choice.text.get(&frame.display.texts(frame.lang.code())).to_owned(),
            is_given: given.contains(&choice.value.as_str()),
        };
        question.choices.iter().filter(|choice| choice.consent.is_some()).map(view).collect()
    }

    fn answer(
        &self,
        frame: &Frame,
        status: StatusCode,
        template: &str,
        view: &impl Serialize,
    ) -> Result<HttpResponse> {
        let title = self.title(frame);
        match &self.carried {
            None => frame.public_page_with(status, template, &title, view),
            Some(_) => frame.trial_page(status, template, &title, view),
        }
    }
}
