//! Bringing in a codebook or a project of another program: codes are added, and codings put on the same texts of the survey.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use analysis::document::refi::line_ends::{from_lf, with_lf};
use analysis::document::refi::read::{self, Found};
use analysis::document::refi::{Code, MAX_BYTES, Problem, Source};
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use surveys::entity::code;
use surveys::error::Error;
use surveys::hearing::span::Span;
use surveys::id::{CodeId, SurveyId, UserId};
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::codes::{CodeInput, NewCode};
use surveys::store::codings::NewCoding;

use super::super::tree::label;
use super::export::{code_guid, source_guid, user_guid};
use super::view;
use crate::app::App;
use crate::auth::policy::may;
use crate::auth::upload::StaffUpload;
use crate::auth::{Thing, User, Verb, allow};
use crate::codebook::{COLOURS, LOOKS};
use crate::dataset::coded::{CodedPart, CodedTexts};
use crate::error::Result;
use crate::i18n::Lang;
use crate::pages::brought;
use crate::view::frame::Frame;

/// Codes that are added at once, at most.
const MOST_CODES: usize = 500;
/// Codings that are put at once, at most: others wait with what they write until the last is put.
const MOST_CODINGS: usize = 20_000;
/// Problems that are shown.
const MOST_PROBLEMS: usize = 200;

/// What became of a file.
#[derive(Default, Serialize)]
pub struct Report {
    is_try: bool,
    codes_new: usize,
    codes_known: usize,
    codings_new: usize,
    codings_known: usize,
    sources_unknown: usize,
    problems: Vec<String>,
}

/// Place of a text and of a part of it.
type Place = (usize, usize);

/// What the survey has, by what files say of it. Names among programs are dear to make: each is made once, before anything is
/// written.
struct Own {
    /// The codes in use by their names among programs.
    codes: HashMap<String, CodeId>,
    /// The same by their labels.
    labels: HashMap<String, CodeId>,
    /// The texts by their names among programs.
    named: HashMap<String, Place>,
    /// The texts by their words; None when several have the same.
    words: HashMap<String, Option<Place>>,
}

/// What is at hand while a file is brought in.
struct Desk<'a> {
    frame: &'a Frame,
    user: &'a User,
    survey: SurveyId,
    transaction: &'a DatabaseTransaction,
    report: Report,
    own: &'a Own,
    /// The code of this survey for each guid of the file.
    codes: HashMap<String, CodeId>,
    /// All codes of the survey, those that were added included.
    all: Vec<code::Model>,
}

/// `POST /surveys/{id}/coding/exchange`: `file`, and `try` to look only.
pub async fn bring(frame: Frame, user: User, id: web::Path<i64>, sent: StaffUpload) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Codebook)?;
    let survey = SurveyId(*id);
    let is_try = !sent.get("try").is_empty();
    let file = match brought::file(&frame, sent.files) {
        Ok(file) => file,
        Err(words) => return refuse(&frame, &user, survey, words).await,
    };
    if file.is_too_large || file.bytes.len() > MAX_BYTES {
        return refuse(&frame, &user, survey, frame.text("refi-problem-too-large")).await;
    }
    let read = web::block(move || match file.bytes.starts_with(b"PK") {
        true => read::project(&file.bytes),
        false => read::codebook(&file.bytes),
    });
    let found = read.await?;
    if let Some(problem) = found.problems.last().filter(|_| found.is_refused) {
        return refuse(&frame, &user, survey, words(&frame, kind(problem)?.as_str(), &problem.place)).await;
    }
    let selections = found.project.sources.iter().flat_map(|source| &source.selections);
    if selections.map(|selection| selection.codings.len()).sum::<usize>() > MOST_CODINGS {
        return refuse(&frame, &user, survey, frame.text("refi-problem-too-many-codings")).await;
    }
    let texts = CodedTexts::load(&frame.app, survey, Purpose::Internal, frame.lang).await?;
    let (app, lang) = (frame.app.clone(), frame.lang);
    let known = web::block(move || {
        let own = Own::new(&app, lang, &texts);
        (texts, own)
    });
    let (texts, own) = known.await?;
    let transaction = frame.app.write().await?;
    let report = Report { is_try, ..Report::default() };
    let (codes, all) = (HashMap::new(), store::codes::of_survey(&transaction, survey).await?);
    let mut desk =
        Desk { frame: &frame, user: &user, survey, transaction: &transaction, report, own: &own, codes, all };
    desk.take(&found, &texts).await?;
    let report = desk.report;
    if is_try {
        transaction.rollback().await?;
    } else {
        transaction.commit().await?;
    }
    let view = view(&frame, &user, survey, String::new(), Some(report)).await?;
    frame.page("exchange/show.html", &frame.text("exchange-title"), &view)
}

async fn refuse(frame: &Frame, user: &User, survey: SurveyId, problem: String) -> Result<HttpResponse> {
    let view = view(frame, user, survey, problem, None).await?;
    frame.problem_page("exchange/show.html", &frame.text("exchange-title"), &view)
}

/// The stable code of a problem, as serialised.
fn kind(problem: &Problem) -> Result<String> {
    let kind = serde_json::to_value(problem.kind).map_err(anyhow::Error::from)?;
    Ok(kind.as_str().unwrap_or_default().to_owned())
}

/// A problem in words, with its place.
fn words(frame: &Frame, kind: &str, place: &str) -> String {
    let text = frame.text(&format!("refi-problem-{kind}"));
    if place.is_empty() {
        return text;
    }
    frame.text_with("exchange-problem-with-place", &[("place", place.to_owned()), ("text", text)])
}

impl Own {
    fn new(app: &App, lang: Lang, texts: &CodedTexts) -> Own {
        let (mut codes, mut labels) = (HashMap::new(), HashMap::new());
        for code in texts.codes.iter().filter(|code| code.closed_at.is_none()) {
            codes.insert(code_guid(app, code.id), code.id);
            labels.entry(label(code, lang)).or_insert(code.id);
        }
        let (mut named, mut words) = (HashMap::new(), HashMap::new());
        for (nth, text) in texts.texts.iter().enumerate() {
            for (part_nth, part) in text.parts.iter().enumerate() {
                let place = (nth, part_nth);
                named.insert(source_guid(app, text, part), place);
                words
                    .entry(with_lf(&part.body).into_owned())
                    .and_modify(|only| *only = None)
                    .or_insert(Some(place));
            }
        }
        Own { codes, labels, named, words }
    }
}

impl Desk<'_> {
    async fn take(&mut self, found: &Found, texts: &CodedTexts) -> Result<()> {
        for problem in &found.problems {
            self.problem(&kind(problem)?, &problem.place);
        }
        self.take_codes(&found.project.codes).await?;
        let coders = self.coders(found).await?;
        for source in &found.project.sources {
            match self.find(source, texts) {
                Some(part) => self.take_codings(source, part, &coders).await?,
                None => self.report.sources_unknown += 1,
            }
        }
        Ok(())
    }

    fn problem(&mut self, kind: &str, place: &str) {
        if self.report.problems.len() >= MOST_PROBLEMS {
            return;
        }
        self.report.problems.push(words(self.frame, kind, place));
    }

    /// Codes of the file, parents before children; each is found in the codebook, or added.
    async fn take_codes(&mut self, codes: &[Code]) -> Result<()> {
        let mut waiting: Vec<(Option<CodeId>, &Code)> = codes.iter().rev().map(|code| (None, code)).collect();
        while let Some((parent, code)) = waiting.pop() {
            let known = self.own.codes.get(&code.guid).or_else(|| self.own.labels.get(&code.name)).copied();
            let id = match known {
                Some(known) => {
                    self.report.codes_known += 1;
                    Some(known)
                }
                None => self.add(code, parent).await?,
            };
            if let Some(id) = id {
                self.codes.insert(code.guid.clone(), id);
            }
            waiting.extend(code.children.iter().rev().map(|child| (id.or(parent), child)));
        }
        Ok(())
    }

    async fn add(&mut self, code: &Code, parent: Option<CodeId>) -> Result<Option<CodeId>> {
        if self.report.codes_new >= MOST_CODES {
            self.problem("too-many-codes", &code.name);
            return Ok(None);
        }
        let (symbol, name) = symbol_and_name(&code.name, &self.all);
        let look = COLOURS.iter().position(|colour| colour.eq_ignore_ascii_case(&code.color));
        let look = look.unwrap_or(self.report.codes_new);
        let input = CodeInput {
            symbol,
            name_ja: name,
            definition: code.description.chars().take(2000).collect(),
            look: i32::try_from(look).unwrap_or(0).rem_euclid(LOOKS),
            is_codable: code.is_codable,
            ..CodeInput::default()
        };
        let new = NewCode { parent, ..NewCode::default() };
        let by = Some(self.user.id);
        let made = store::codes::create_among(self.transaction, self.survey, &self.all, new, input, by).await;
        match made {
            Ok(made) => {
                self.report.codes_new += 1;
                let id = made.id;
                self.all.push(made);
                Ok(Some(id))
            }
            Err(Error::State(_) | Error::Taken(_)) => {
                self.problem("code-refused", &code.name);
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// People of the file who have an account here that may code.
    async fn coders(&self, found: &Found) -> Result<HashMap<String, UserId>> {
        let mut users = store::users::list(&self.frame.app.db).await?;
        users.retain(|user| user.is_active && may(user.role, Verb::Change, Thing::Coding));
        let own: HashMap<String, UserId> =
            users.iter().map(|user| (user_guid(&self.frame.app, user.id), user.id)).collect();
        let known = |guid: &String| own.get(guid).map(|id| (guid.clone(), *id));
        Ok(found.project.users.iter().filter_map(|user| known(&user.guid)).collect())
    }

    /// The text of this survey that a source is: by its name among programs, or the only one with the same words.
    fn find<'t>(&mut self, source: &Source<'_>, texts: &'t CodedTexts) -> Option<&'t CodedPart> {
        if let Some(part) = self.own.named.get(&source.guid).and_then(|place| part_at(texts, *place)) {
            if with_lf(&part.body) == source.text {
                return Some(part);
            }
            self.problem("text-differs", &source.name);
            return None;
        }
        let only = self.own.words.get(source.text.as_ref()).copied().flatten()?;
        part_at(texts, only)
    }

    async fn take_codings(
        &mut self,
        source: &Source<'_>,
        part: &CodedPart,
        coders: &HashMap<String, UserId>,
    ) -> Result<()> {
        for selection in source.selections.iter().filter(|selection| !selection.codings.is_empty()) {
            let span =
                Span { start: from_lf(&part.body, selection.start), end: from_lf(&part.body, selection.end) };
            for coding in &selection.codings {
                let place = format!("{} {}-{}", source.name, selection.start, selection.end);
                let Some(code) = self.codes.get(&coding.code).copied() else {
                    self.problem("code-refused", &place);
                    continue;
                };
                let coder = coders.get(&coding.user).copied().unwrap_or(self.user.id);
                let is_known = part.segments.iter().any(|coded| {
                    store::segments::span_of(&coded.segment) == span
                        && coded.codings.iter().any(|own| own.code_id == code && own.coder_id == coder)
                });
                if is_known {
                    self.report.codings_known += 1;
                    continue;
                }
                let (text, body) = (&part.text, part.body.as_str());
                let new = NewCoding { survey: self.survey, text, body, span, code, was_suggested: false };
                match store::codings::put(self.transaction, new, coder).await {
                    Ok(_) => self.report.codings_new += 1,
                    Err(Error::State(_)) => self.problem("code-refused", &place),
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(())
    }
}

fn part_at(texts: &CodedTexts, (text, part): Place) -> Option<&CodedPart> {
    texts.texts.get(text)?.parts.get(part)
}

/// The symbol and the name that a code of another program gets: its first word if that is short and free, or the next number.
fn symbol_and_name(name: &str, all: &[code::Model]) -> (String, String) {
    let is_free = |symbol: &str| !all.iter().any(|code| code.symbol == symbol && code.closed_at.is_none());
    let short = |text: &str| text.chars().take(100).collect::<String>();
    let split = name.split_once(' ').filter(|(first, rest)| {
        (1..=12).contains(&first.chars().count()) && !rest.trim().is_empty() && is_free(first)
    });
    if let Some((symbol, rest)) = split {
        return (symbol.to_owned(), short(rest.trim()));
    }
    let mut number = all.len() + 1;
    while !is_free(&format!("R{number}")) {
        number += 1;
    }
    let name = if name.trim().is_empty() { format!("R{number}") } else { short(name.trim()) };
    (format!("R{number}"), name)
}
