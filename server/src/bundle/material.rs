//! Everything that a bundle is made of, read from the database at once.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use analysis::text::own_words::OwnWords;
use surveys::entity::{questionnaire, questionnaire_version, rule_version};
use surveys::id::{QuestionnaireId, SurveyId};
use surveys::privacy::consent::Purpose;
use surveys::privacy::explanation::Explanation;
use surveys::store;

use super::replies::{self, Replies};
use super::telling::TellingWords;
use crate::app::App;
use crate::dataset::coded::CodedTexts;
use crate::dataset::{Dataset, Fielded, own_words};
use crate::error::Result;
use crate::i18n::Lang;
use crate::pages::masking::KnownNames;

/// What there is. All answers and texts come through `dataset`, for academic use; of replies there is what sheets have
/// published, unless they are answers for that use themselves.
pub struct Material {
    /// The answers, and the texts with what is coded in them.
    pub texts: CodedTexts,
    /// Whether texts and codings belong into the bundle: whoever may not take them out gets none.
    pub has_texts: bool,
    /// Of each questionnaire what its data alone do not say.
    pub backgrounds: BTreeMap<QuestionnaireId, Background>,
    /// What the published sheets say of the replies to them.
    pub replies: Replies,
    /// The coding rules that hold.
    pub rules: Option<rule_version::Model>,
    /// The survey's own words, with which texts are counted.
    pub own: OwnWords,
    /// What agencies and organisations are called.
    names: KnownNames,
    /// What texts have that may tell who is meant, looked for when somebody asks the first time.
    telling: OnceLock<TellingWords>,
}

/// How the answers to a questionnaire came about.
pub struct Background {
    /// The questionnaire.
    pub questionnaire: questionnaire::Model,
    /// Its published versions, oldest first.
    pub versions: Vec<questionnaire_version::Model>,
    /// The explanations that answers rest on, from version 1.
    pub explanations: Vec<Explanation>,
}

impl Material {
    /// Reads a survey.
    ///
    /// # Errors
    /// When there is no such survey or the database fails.
    pub async fn load(app: &App, id: SurveyId, lang: Lang, has_texts: bool) -> Result<Material> {
        let texts = CodedTexts::load_in_full(app, id, Purpose::Academic, lang).await?;
        let mut backgrounds = BTreeMap::new();
        for fielded in &texts.dataset.fielded {
            backgrounds.insert(fielded.id, background(app, fielded.id).await?);
        }
        let replied = texts.dataset.fielded.iter().find(|fielded| fielded.takes_replies);
        let replies = match replied.and_then(|fielded| Some((fielded, backgrounds.get(&fielded.id)?))) {
            Some(replied) => replies::load(app, &texts.dataset, replied).await?,
            None => Replies::default(),
        };
        let rules = store::rules::newest(&app.db, id).await?;
        let own = own_words::load(app, id).await?;
        let names = KnownNames::load(app, texts.dataset.survey.region_id).await?;
        let telling = OnceLock::new();
        Ok(Material { texts, has_texts, backgrounds, replies, rules, own, names, telling })
    }

    /// What its texts have that may tell who is meant; None where they do not belong into the bundle.
    pub fn telling(&self, app: &App) -> Option<&TellingWords> {
        let find = || TellingWords::find(app, &self.texts, &self.names);
        self.has_texts.then(|| self.telling.get_or_init(find))
    }

    /// Puts more general words in the place of those that may tell who is meant.
    pub fn generalise(&mut self, app: &App) {
        self.telling(app);
        if let Some(telling) = self.telling.get() {
            telling.generalise(&mut self.texts);
        }
    }

    /// The answers.
    pub fn dataset(&self) -> &Dataset {
        &self.texts.dataset
    }

    /// The questionnaires with what stands beside their data.
    pub fn fielded(&self) -> impl Iterator<Item = (&Fielded, &Background)> {
        let fielded = self.dataset().fielded.iter();
        fielded.filter_map(|one| Some((one, self.backgrounds.get(&one.id)?)))
    }
}

async fn background(app: &App, id: QuestionnaireId) -> Result<Background> {
    let mut explanations = Vec::new();
    for one in store::explanations::of_questionnaire(&app.db, id).await? {
        explanations.push(serde_json::from_str(&one.texts).map_err(anyhow::Error::from)?);
    }
    Ok(Background {
        questionnaire: store::questionnaires::find(&app.db, id).await?,
        versions: store::questionnaires::versions(&app.db, id).await?,
        explanations,
    })
}
