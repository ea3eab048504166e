//! Which sheet a page is about: that of an area, or of the whole region.

use serde::Deserialize;
use surveys::entity::{publication, survey};
use surveys::id::SurveyId;
use surveys::store;

use super::composition::Composition;
use super::shared::PLAIN;
use super::sheet::{Built, build};
use crate::app::App;
use crate::error::{AppError, Result};
use crate::pages::crumbs;
use crate::pages::surveys::address;
use crate::view::form::Crumb;
use crate::view::frame::Frame;

/// Which area; the whole region when empty.
#[derive(Deserialize)]
pub struct AreaQuery {
    /// Its code.
    #[serde(default)]
    pub area: String,
    /// `yes`: in plain language.
    #[serde(default)]
    plain: String,
}

impl AreaQuery {
    /// Whether plain language is asked for.
    pub fn is_plain(&self) -> bool {
        self.plain == PLAIN
    }
}

/// Address of a page about the sheet of an area (by its code; empty = the whole region).
pub fn sheet_address(survey: SurveyId, area: &str, page: &str) -> String {
    let query = if area.is_empty() { String::new() } else { format!("?area={area}") };
    format!("{}/feedback/{page}{query}", address(survey))
}

/// A sheet of a survey.
pub struct SheetOf {
    /// The survey.
    pub survey: survey::Model,
    /// Code of the area; empty for the whole region.
    pub area: String,
    /// What it is called.
    pub name: String,
    /// Whether the survey has areas.
    pub has_areas: bool,
}

impl SheetOf {
    /// The sheet with this code of an area.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the survey has no such area.
    pub async fn find(frame: &Frame, survey: i64, area: &str) -> Result<SheetOf> {
        let survey = store::surveys::find(&frame.app.db, SurveyId(survey)).await?;
        let areas = store::regions::areas(&frame.app.db, survey.region_id).await?;
        let has_areas = !areas.is_empty();
        let name = match area {
            "" => frame.text("feedback-whole"),
            _ => areas.into_iter().find(|own| own.code == area).ok_or(AppError::NotFound)?.name,
        };
        Ok(SheetOf { survey, area: area.to_owned(), name, has_areas })
    }

    /// Address of a page about it: `sheet`, `preview` …
    pub fn address(&self, page: &str) -> String {
        sheet_address(self.survey.id, &self.area, page)
    }

    /// The same in plain language.
    pub fn plain_address(&self, page: &str) -> String {
        let mark = if self.area.is_empty() { '?' } else { '&' };
        format!("{}{mark}plain={PLAIN}", self.address(page))
    }

    /// Its code of an area, unless it is of the whole region.
    pub fn area_code(&self) -> Option<String> {
        (!self.area.is_empty()).then(|| self.area.clone())
    }

    /// The version that the region reads; none where none is published or the newest one was taken back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn shown(&self, app: &App) -> Result<Option<publication::Model>> {
        Ok(store::publications::shown(&app.db, self.survey.id, &self.area).await?)
    }

    /// As it is composed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn composition(&self, app: &App) -> Result<Composition> {
        let stored = store::feedback_sheets::find(&app.db, self.survey.id, &self.area).await?;
        Ok(Composition::stored(stored.as_ref()))
    }

    /// Built as it is composed now.
    ///
    /// # Errors
    /// As [`build`].
    pub async fn built(&self, frame: &Frame) -> Result<Built> {
        self.build(frame, self.composition(&frame.app).await?).await
    }

    /// Built from a composition of it.
    ///
    /// # Errors
    /// As [`build`].
    pub async fn build(&self, frame: &Frame, composition: Composition) -> Result<Built> {
        build(&frame.app, frame.lang, (self.survey.id, self.area_code()), composition).await
    }

    /// The way to a page about it.
    pub fn crumbs(&self, frame: &Frame, page: &str) -> Vec<Crumb> {
        let all = (frame.text("surveys-tab-feedback"), format!("{}/feedback", address(self.survey.id)));
        crumbs::of_survey(frame, &self.survey, [all, (page.to_owned(), String::new())])
    }
}
