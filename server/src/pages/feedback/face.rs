//! A sheet as it is shown: what is frozen, with the words of those quotes that may be read at this moment, and what is said of
//! the version.

use std::collections::BTreeMap;

use analysis::document::paper::Paper;
use chrono::NaiveDate;
use serde::Serialize;
use surveys::entity::publication;
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;
use surveys::store;

use super::content::{Parameters, SheetContent};
use super::length::likely_pages;
use super::paper::networks::without_networks;
use super::paper::shorter::{SHORTER, Shorter, with_shorter_replies};
use super::paper::{Replying, paper_of};
use super::quotes::released;
use super::replies::{ReplyWay, reply_way};
use super::sheet::{Built, MOST_PAGES, USUAL_PAGES};
use crate::app::App;
use crate::dataset;
use crate::error::{AppError, Result};
use crate::i18n::{self, Lang, Wording};
use crate::typesetter;
use crate::view::{qr, time, versions};

/// Quotes of each stance on paper where more would make it longer than it may be.
const FEWEST_QUOTES: usize = 1;

/// A sheet for people to read.
#[derive(Clone, Serialize)]
pub struct SheetFace {
    /// What stands on it, with the words of its quotes.
    pub content: SheetContent,
    /// Fluent key of why there are no numbers, where it is withheld.
    pub withheld_key: &'static str,
    /// The day it was published, or is looked at, in words.
    pub made_on: String,
    /// The same day.
    pub day: NaiveDate,
    /// Number of the version; None of what is not published.
    #[serde(skip)]
    pub number: Option<i32>,
    /// Which version it is and why there is a new one; empty for what is not published.
    pub version: String,
    /// The version says why there is a new one. Otherwise the foot of a printed sheet says enough.
    #[serde(skip)]
    pub has_reason: bool,
    /// Version and hash for the foot of a printed sheet; empty for what is not published.
    pub foot: String,
    /// Its words are those in plain language.
    pub is_plain: bool,
    /// The same sheet in the other words; empty where there are none.
    pub other_href: String,
    /// How to reply, for paper; None while nobody can, and on a sheet that says nothing. The page has its own words for it.
    #[serde(skip)]
    pub replies: Option<ReplyOnPaper>,
    /// Of a sheet in plain language, the same in usual words: what these leave out on paper it leaves out, too.
    #[serde(skip)]
    pub usual: Option<Box<SheetFace>>,
}

/// How somebody who reads a sheet on paper replies.
#[derive(Clone)]
pub struct ReplyOnPaper {
    /// The address to type.
    pub address: String,
    /// The same as a code to scan.
    pub qr_svg: String,
    /// About how many minutes it takes.
    pub minutes: u64,
}

/// How many pages of A4 a sheet has.
pub struct Length {
    /// Pages.
    pub n: usize,
    /// The PDF was set and has so many; otherwise it is likely to.
    pub is_counted: bool,
    /// What it has not, so that it has no more pages than it may have.
    pub left: LeftToPage,
}

/// What a sheet on paper leaves to its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftToPage {
    /// It has fewer quotes than were chosen.
    pub quotes: bool,
    /// It has no networks.
    pub networks: bool,
}

impl SheetFace {
    /// What is about to be approved.
    pub fn of_draft(built: &Built, lang: Lang) -> SheetFace {
        let words: BTreeMap<String, String> = built.quotes.iter().cloned().collect();
        let day = time::today();
        SheetFace {
            withheld_key: built.content.withheld_key(),
            content: built.content.clone().with_words(&words),
            made_on: time::date(day, lang),
            day,
            number: None,
            version: String::new(),
            has_reason: false,
            foot: i18n::plain(lang, "sheet-draft-foot"),
            is_plain: false,
            other_href: String::new(),
            replies: None,
            usual: None,
        }
        .in_one_style(lang)
    }

    /// With its day in both eras where the period beside it was written in the Japanese one, and so the period.
    fn in_one_style(mut self, lang: Lang) -> SheetFace {
        if lang == Lang::Ja && self.content.period.contains("令和") {
            self.content.period = time::in_both_eras(&self.content.period);
            self.made_on = time::date_in_both_eras(self.day, lang);
        }
        self
    }

    /// The same with how to reply on paper, while somebody can.
    ///
    /// # Errors
    /// When the database fails, or the address is too long for a code.
    pub async fn with_replies(mut self, app: &App, survey: SurveyId) -> Result<SheetFace> {
        if self.content.is_withheld {
            return Ok(self);
        }
        if let Some(ReplyWay { address, minutes }) = reply_way(app, survey).await? {
            self.replies = Some(ReplyOnPaper { qr_svg: qr::small_svg(&address)?, address, minutes });
        }
        Ok(self)
    }

    /// A published version as it may be read at this moment.
    ///
    /// # Errors
    /// When the database fails, or what is stored cannot be read.
    pub async fn published(app: &App, version: &publication::Model) -> Result<SheetFace> {
        let content = SheetContent::read(&version.content)?;
        let lang = Lang::from_code(&content.language).unwrap_or_default();
        let words = words(app, version, &content, lang).await?;
        let day = time::tokyo(version.approved_at).date_naive();
        let number = ("number", version.number.to_string());
        let face = SheetFace {
            withheld_key: content.withheld_key(),
            content: content.with_words(&words),
            made_on: time::date(day, lang),
            day,
            number: Some(version.number),
            version: version_words(lang, version.number, &version.reason),
            has_reason: !version.reason.is_empty(),
            foot: i18n::text(lang.code(), "sheet-foot", &[number, ("hash", versions::mark(&version.sha256))]),
            is_plain: false,
            other_href: String::new(),
            replies: None,
            usual: None,
        };
        face.in_one_style(lang).with_replies(app, version.survey_id).await
    }

    /// The same in plain language, with days in both eras; as it is where there are no such words.
    pub fn in_plain(mut self) -> SheetFace {
        if !self.content.has_plain() {
            return self;
        }
        let lang = Lang::from_code(&self.content.language).unwrap_or_default();
        self.usual = Some(Box::new(self.clone()));
        self.content = self.content.in_plain();
        if lang == Lang::Ja {
            self.content.period = time::in_both_eras(&self.content.period);
        }
        self.made_on = time::date_in_both_eras(self.day, lang);
        self.is_plain = true;
        self
    }

    /// In the words that are asked for, with the way to the other ones: `usual` and `plain` are their addresses.
    pub fn in_words(self, is_plain: bool, usual: String, plain: String) -> SheetFace {
        if !self.content.has_plain() {
            return self;
        }
        match is_plain {
            true => SheetFace { other_href: usual, ..self.in_plain() },
            false => SheetFace { other_href: plain, ..self },
        }
    }

    /// What its file is called: of which survey and area (by its code; empty = the whole region) it is, and which version.
    pub fn file_name(&self, survey: SurveyId, area: &str) -> String {
        let kind = if self.is_plain { "sheet-plain" } else { "sheet" };
        let area: String = area.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        let area = if area.is_empty() { area } else { format!("-{area}") };
        let version = self.number.map_or_else(|| "preview".to_owned(), |number| format!("v{number}"));
        format!("kikitori-{}-{kind}{area}-{version}.pdf", survey.0)
    }

    /// The sheet as a file for paper, for the office: however many pages it has.
    ///
    /// # Errors
    /// See [`typesetter::Typesetter::set_sheet`].
    pub async fn pdf(&self, app: &App) -> Result<Vec<u8>> {
        let (paper, _) = self.document(app).await?;
        typesetter::sheet(app, paper, USUAL_PAGES).await
    }

    /// The same of what is published; None where it has more pages than a sheet may have. What was approved without a font to count
    /// them is there as a page alone.
    ///
    /// # Errors
    /// When it cannot be set.
    pub async fn published_pdf(&self, app: &App) -> Result<Option<Vec<u8>>> {
        let paper = match self.document(app).await {
            Ok((paper, _)) => paper,
            // So long that nothing sets it.
            Err(AppError::Conflict(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        if typesetter::n_pages(app, paper.clone(), USUAL_PAGES).await? > MOST_PAGES {
            return Ok(None);
        }
        Ok(Some(typesetter::sheet(app, paper, USUAL_PAGES).await?))
    }

    /// The document as it is printed, and what it leaves to the page so that it is no longer than it may be. Where it would be too long
    /// all the same nothing is left out: somebody has to choose.
    async fn document(&self, app: &App) -> Result<(Paper, LeftToPage)> {
        let nothing = LeftToPage::default();
        let chosen = self.with_way_to_reply(app).await?;
        let n = typesetter::n_pages(app, chosen.clone(), USUAL_PAGES).await?;
        if n <= USUAL_PAGES {
            return Ok((chosen, nothing));
        }
        if let Some(shorter) = self.with_replies_in_words(app).await?
            && typesetter::n_pages(app, shorter.clone(), USUAL_PAGES).await? <= MOST_PAGES
        {
            return Ok((shorter, nothing));
        }
        if n <= MOST_PAGES {
            return Ok((chosen, nothing));
        }
        for (face, left) in self.with_less() {
            let paper = face.with_way_to_reply(app).await?;
            if typesetter::n_pages(app, paper.clone(), USUAL_PAGES).await? <= MOST_PAGES {
                return Ok((paper, left));
            }
        }
        Ok((chosen, nothing))
    }

    /// The same with less on paper, that which leaves least to the page first: of sheets that were composed to be short networks, too.
    fn with_less(&self) -> Vec<(SheetFace, LeftToPage)> {
        let fewer_quotes = |face: &SheetFace| {
            let mut fewer = face.clone();
            let most = &mut fewer.content.parameters.quotes_on_paper;
            *most = FEWEST_QUOTES.min(*most);
            fewer
        };
        let mut all = vec![(fewer_quotes(self), LeftToPage { quotes: true, networks: false })];
        let wording = if self.is_plain { Wording::Plain } else { Wording::Usual };
        let without = without_networks(&self.content, wording);
        if let Some(content) = without.filter(|_| is_short(&self.content.parameters)) {
            let face = SheetFace { content, ..self.clone() };
            let fewer = fewer_quotes(&face);
            all.push((face, LeftToPage { quotes: false, networks: true }));
            all.push((fewer, LeftToPage { quotes: true, networks: true }));
        }
        all
    }

    /// The document with replies in words, where a chart of them is what makes it longer than it is read gladly. None where it is too long
    /// for that without the chart, too, and of sheets that were composed to show more. In plain words, which are longer, it has no chart
    /// either where that in usual words has none.
    async fn with_replies_in_words(&self, app: &App) -> Result<Option<Paper>> {
        let shorter = match (self.shorter(app).await?, &self.usual) {
            (None, Some(usual)) => usual.shorter(app).await?,
            (own, _) => own,
        };
        match shorter.and_then(|shorter| self.replies_shown(shorter)) {
            Some(face) => Ok(Some(face.with_way_to_reply(app).await?)),
            None => Ok(None),
        }
    }

    /// In which words replies make a sheet that is too long with their chart no longer than it is read gladly.
    async fn shorter(&self, app: &App) -> Result<Option<Shorter>> {
        if !is_short(&self.content.parameters) {
            return Ok(None);
        }
        let chosen = self.with_way_to_reply(app).await?;
        if typesetter::n_pages(app, chosen, USUAL_PAGES).await? <= USUAL_PAGES {
            return Ok(None);
        }
        for shorter in SHORTER {
            let Some(face) = self.replies_shown(shorter) else { continue };
            let silent = paper_of(&face, Replying::Silent);
            if typesetter::n_pages(app, silent, USUAL_PAGES).await? <= USUAL_PAGES {
                return Ok(Some(shorter));
            }
        }
        Ok(None)
    }

    /// The same with words in the place of the chart of replies; None where there is none.
    fn replies_shown(&self, shorter: Shorter) -> Option<SheetFace> {
        let wording = if self.is_plain { Wording::Plain } else { Wording::Usual };
        let content = with_shorter_replies(&self.content, shorter, wording)?;
        Some(SheetFace { content, ..self.clone() })
    }

    /// The document with how to reply. It has its code where that makes the sheet no longer than it is read gladly; otherwise
    /// it is its address alone, for which no page is begun: replies may be asked for after the sheet was approved.
    async fn with_way_to_reply(&self, app: &App) -> Result<Paper> {
        let whole = paper_of(self, Replying::WithCode);
        if self.replies.is_none() {
            return Ok(whole);
        }
        let n = typesetter::n_pages(app, whole.clone(), USUAL_PAGES).await?;
        if n <= USUAL_PAGES {
            return Ok(whole);
        }
        let without = typesetter::n_pages(app, paper_of(self, Replying::Silent), USUAL_PAGES).await?;
        if n <= MOST_PAGES && n == without {
            return Ok(whole);
        }
        let in_words = paper_of(self, Replying::InWords);
        let is_longer = typesetter::n_pages(app, in_words.clone(), USUAL_PAGES).await? > without;
        Ok(if is_longer { paper_of(self, Replying::AtFoot) } else { in_words })
    }

    /// How many pages that file has, which is set for that unless it was before. Without the font nobody gets a PDF, and the sheet is
    /// there all the same.
    ///
    /// # Errors
    /// See [`typesetter::Typesetter::set_sheet`].
    pub async fn length(&self, app: &App) -> Result<Length> {
        let counted = match self.document(app).await {
            Ok((paper, left)) => typesetter::n_pages(app, paper, USUAL_PAGES).await.map(|n| (n, left)),
            Err(error) => Err(error),
        };
        match counted {
            Ok((n, left)) => Ok(Length { n, is_counted: true, left }),
            Err(AppError::Conflict(_) | AppError::NoFonts(_)) => {
                // As it is printed: where the code would make it too long, its address takes no page.
                let likely = |replying| likely_pages(&paper_of(self, replying));
                let n = Some(likely(Replying::WithCode)).filter(|n| *n <= USUAL_PAGES);
                let n = n.unwrap_or_else(|| likely(Replying::Silent));
                Ok(Length { n, is_counted: false, left: LeftToPage::default() })
            }
            Err(error) => Err(error),
        }
    }
}

/// Whether a sheet was composed to show as little as can be chosen.
pub fn is_short(parameters: &Parameters) -> bool {
    parameters.is_full == Some(false)
}

/// What a sheet says of its version.
pub fn version_words(lang: Lang, number: i32, reason: &str) -> String {
    let number = ("number", number.to_string());
    if reason.is_empty() {
        return i18n::text(lang.code(), "sheet-version", &[number]);
    }
    i18n::text(lang.code(), "sheet-version-reason", &[number, ("reason", reason.to_owned())])
}

/// The words of a version's quotes that may be read at this moment: the consent still stands, and the release is the same. One
/// that was taken back or masked anew is not shown as it was.
async fn words(
    app: &App,
    version: &publication::Model,
    content: &SheetContent,
    lang: Lang,
) -> Result<BTreeMap<String, String>> {
    if content.quotes().next().is_none() {
        return Ok(BTreeMap::new());
    }
    let dataset = dataset::load(app, version.survey_id, Purpose::Regional, lang).await?;
    let area = (!version.area.is_empty()).then_some(version.area.as_str());
    let standing = released(app, &dataset, area).await?;
    let standing: BTreeMap<String, String> =
        standing.into_iter().map(|quote| (quote.reference, quote.text)).collect();
    let mut words = store::publications::quotes(&app.db, version.id).await?;
    words.retain(|source, text| standing.get(source).is_some_and(|now| *now == *text));
    Ok(words)
}
