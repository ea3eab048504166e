//! Published versions as definitions. They never change, so each is read once and kept while it is in use.

use std::sync::Arc;

use quick_cache::sync::Cache;
use surveys::entity::questionnaire_version;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::parse::parse_arranged;
use surveys::questionnaire::settings::PageMode;

use crate::error::Result;

/// Definitions that are kept; of more, those that were not asked for lately are read again.
const MOST_KEPT: usize = 64;

/// Definitions by the hash of their text and how their questions are put on pages.
pub struct Published(Cache<(String, Option<PageMode>), Arc<Definition>>);

impl Published {
    /// Nothing read yet.
    pub fn new() -> Published {
        Published(Cache::new(MOST_KEPT))
    }

    /// A version with its questions on pages as somebody wishes; None = as the questionnaire says.
    ///
    /// # Errors
    /// When it cannot be read, which publishing excludes.
    pub fn definition(
        &self,
        version: &questionnaire_version::Model,
        pages: Option<PageMode>,
    ) -> Result<Arc<Definition>> {
        let key = (version.sha256.clone(), pages);
        let definition = self.0.get_or_insert_with(&key, || {
            let read = parse_arranged(&version.definition, pages).0;
            let cannot = || anyhow::anyhow!("version {} of the questionnaire cannot be read", version.id.0);
            read.map(Arc::new).ok_or_else(cannot)
        });
        Ok(definition?)
    }
}

impl Default for Published {
    fn default() -> Self {
        Published::new()
    }
}
