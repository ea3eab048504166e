//! The lists of words of a survey, with which its texts are read wherever they are counted.

use analysis::text::own_words::{OwnWords, WordLists};
use surveys::entity::word_list_version;
use surveys::id::SurveyId;
use surveys::store;

use crate::app::App;
use crate::error::{AppError, Result};

/// The lists that hold, ready for use; without any, none.
///
/// # Errors
/// When the database fails, or holds lists that cannot be read: saving excludes that, and where another version of the program took what
/// this one does not, the page of the lists says what is to be mended.
pub async fn load(app: &App, survey: SurveyId) -> Result<OwnWords> {
    let Some(stored) = store::word_lists::newest(&app.db, survey).await? else {
        return Ok(OwnWords::default());
    };
    lists(&stored).read().map_err(|problems| {
        let error = anyhow::anyhow!("the words of survey {} cannot be read: {problems:?}", survey.0);
        AppError::Internal(error)
    })
}

/// Lists as they are stored.
pub fn lists(stored: &word_list_version::Model) -> WordLists {
    WordLists {
        forced: stored.forced.clone(),
        stop_words: stored.stop_words.clone(),
        synonyms: stored.synonyms.clone(),
        dictionary: stored.dictionary.clone(),
        has_domain_words: stored.has_domain_words,
    }
}
