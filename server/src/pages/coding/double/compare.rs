//! What the coders of a double coding put, side by side, once all are done.

use std::collections::{BTreeMap, HashMap, HashSet};

use analysis::agreement::Unit;
use analysis::agreement::units::{stretches, whole};
use surveys::entity::{code, coding_decision, double_coding};
use surveys::hearing::span::Span;
use surveys::id::{CodeId, DoubleCodingId, DoubleTextId, UserId};
use surveys::store;
use surveys::store::blind_codings::span_of;
use surveys::store::codes::living;
use surveys::store::double_codings::outcome_of;
use surveys::store::segments::TextPart;

use super::super::load;
use super::super::tree::{CodeView, tree};
use crate::auth::User;
use crate::dataset::coded::CodedTexts;
use crate::error::Result;
use crate::secret;
use crate::view::frame::Frame;

/// A double coding whose coders are all done.
pub struct Comparison {
    /// The double coding.
    pub model: double_coding::Model,
    /// Its coders: number and name.
    pub coders: Vec<(UserId, String)>,
    /// The codes that somebody put, in the order of the tree.
    pub codes: Vec<CodeView>,
    /// The texts that are as they were when they were drawn, in the order of the survey's texts.
    pub texts: Vec<Compared>,
    /// Texts that changed since, or that the reader may not see.
    pub n_left_out: usize,
    /// What was decided.
    pub decisions: HashMap<(DoubleTextId, CodeId), coding_decision::Model>,
    /// The survey's texts.
    pub all: CodedTexts,
}

/// One text with the spans of each code and coder.
pub struct Compared {
    /// Its number in the double coding.
    pub id: DoubleTextId,
    /// Which text it is.
    pub text: TextPart,
    /// Who wrote it, in words.
    pub label: String,
    /// The question or section.
    pub title: String,
    /// Its words.
    pub body: String,
    /// Which of the coders code it, in their order.
    pub is_assigned: Vec<bool>,
    /// For each code the spans of each coder, in the order of the coders.
    pub spans: BTreeMap<CodeId, Vec<Vec<Span>>>,
}

/// A code on which the coders of a text differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// Place in [`Comparison::texts`].
    pub text: usize,
    /// The code.
    pub code: CodeId,
}

impl Comparison {
    /// Loads a double coding with everything that was put.
    ///
    /// # Errors
    /// While somebody is not done, or when the database fails.
    pub async fn load(frame: &Frame, user: &User, id: DoubleCodingId) -> Result<Comparison> {
        let db = &frame.app.db;
        let model = store::double_codings::find(db, id).await?;
        let all = load(frame, user, model.survey_id).await?;
        let users = store::users::list(db).await?;
        let name = |id: UserId| users.iter().find(|user| user.id == id).map(|user| user.display_name.clone());
        let coders = store::double_codings::coders(db, id).await?;
        let coders: Vec<(UserId, String)> =
            coders.iter().map(|coder| (coder.coder_id, name(coder.coder_id).unwrap_or_default())).collect();
        let mut spans: HashMap<DoubleTextId, BTreeMap<CodeId, Vec<Vec<Span>>>> = HashMap::new();
        for coding in store::blind_codings::of_all(db, id).await? {
            // A code that was merged meanwhile is the one that it was merged into.
            let code = all.codes.iter().find(|code| code.id == coding.code_id);
            let Some(code) = code.and_then(|code| living(&all.codes, code)) else { continue };
            let Some(place) = coders.iter().position(|(coder, _)| *coder == coding.coder_id) else {
                continue;
            };
            let of_text = spans.entry(coding.text_id).or_default();
            let of_code = of_text.entry(code.id).or_insert_with(|| vec![Vec::new(); coders.len()]);
            if let Some(own) = of_code.get_mut(place) {
                own.push(span_of(&coding));
            }
        }
        let rows = store::double_codings::texts(db, id).await?;
        let n = rows.len();
        let mut drawn: HashMap<TextPart, (DoubleTextId, String)> = HashMap::new();
        for row in rows {
            drawn.extend(store::double_codings::text_part(&row).map(|text| (text, (row.id, row.sha256))));
        }
        let assigned = store::double_assignments::coders_of_texts(db, id).await?;
        let mut texts = Vec::new();
        for text in &all.texts {
            for part in &text.parts {
                let Some((id, sha256)) = drawn.get(&part.text) else { continue };
                if secret::hash(&part.body) == *sha256 {
                    texts.push(Compared {
                        id: *id,
                        text: part.text.clone(),
                        label: text.label.clone(),
                        title: part.title.clone(),
                        body: part.body.clone(),
                        is_assigned: places(assigned.get(id), &coders),
                        spans: spans.remove(id).unwrap_or_default(),
                    });
                }
            }
        }
        let decisions = store::double_codings::decisions(db, id).await?;
        let is_used = |code: &CodeView| texts.iter().any(|text| text.spans.contains_key(&CodeId(code.id)));
        Ok(Comparison {
            codes: tree(&all.codes, frame.lang).into_iter().filter(is_used).collect(),
            n_left_out: n.saturating_sub(texts.len()),
            decisions: by_place(decisions, &all.codes),
            model,
            coders,
            texts,
            all,
        })
    }

    /// The units of a text for a code: the answer as a whole, or stretches of code points.
    pub fn units(&self, text: &Compared, code: CodeId) -> Vec<Unit> {
        let none = vec![Vec::new(); self.coders.len()];
        let spans = text.spans.get(&code).unwrap_or(&none);
        let edges = |own: &Vec<Span>| own.iter().map(|span| (span.start, span.end)).collect();
        let mut units = if self.is_by_answer() {
            vec![whole(&spans.iter().map(|own| !own.is_empty()).collect::<Vec<_>>())]
        } else {
            stretches(text.body.chars().count(), &spans.iter().map(edges).collect::<Vec<_>>())
        };
        for unit in &mut units {
            for (value, is_assigned) in unit.values.iter_mut().zip(&text.is_assigned) {
                *value = value.filter(|_| *is_assigned);
            }
        }
        units
    }

    /// Whether agreement is counted over whole answers.
    pub fn is_by_answer(&self) -> bool {
        self.model.unit == store::double_codings::UNIT_ANSWERS
    }

    /// All codes on which the coders of a text differ, in the order of texts and codes.
    pub fn disagreements(&self) -> Vec<Disagreement> {
        let mut found = Vec::new();
        for (place, text) in self.texts.iter().enumerate() {
            let own = self.codes.iter().map(|code| CodeId(code.id));
            let differing = own.filter(|code| self.units(text, *code).iter().any(differs));
            found.extend(differing.map(|code| Disagreement { text: place, code }));
        }
        found
    }

    /// What was decided about a disagreement.
    pub fn decision(&self, disagreement: Disagreement) -> Option<&coding_decision::Model> {
        let text = self.texts.get(disagreement.text)?;
        self.decisions.get(&(text.id, disagreement.code))
    }
}

/// Decisions by the text and the code that they are about; `codes` are all of the survey. A code that was merged meanwhile is
/// the one that it was merged into.
///
/// Where several codes of one text became one, what was decided after that holds. Otherwise the decisions hold if they say
/// the same; if not, people have to talk once more.
pub fn by_place(
    decisions: Vec<coding_decision::Model>,
    codes: &[code::Model],
) -> HashMap<(DoubleTextId, CodeId), coding_decision::Model> {
    let mut found: HashMap<(DoubleTextId, CodeId), Vec<(coding_decision::Model, &code::Model)>> =
        HashMap::new();
    for decision in decisions {
        let Some(decided) = codes.iter().find(|code| code.id == decision.code_id) else { continue };
        let Some(code) = living(codes, decided) else { continue };
        found.entry((decision.text_id, code.id)).or_default().push((decision, decided));
    }
    let held = |(place, decisions)| Some((place, holding(decisions)?));
    found.into_iter().filter_map(held).collect()
}

/// Which of the decisions about one code holds, each given with the code that it was made about.
fn holding(decisions: Vec<(coding_decision::Model, &code::Model)>) -> Option<coding_decision::Model> {
    let merged_at = decisions.iter().filter_map(|(_, code)| code.closed_at).max();
    let is_later = |own: &coding_decision::Model| merged_at.is_none_or(|merged| own.decided_at > merged);
    let is_same = decisions.windows(2).all(|pair| {
        pair.first().map(|(own, _)| outcome_of(own)) == pair.last().map(|(own, _)| outcome_of(own))
    });
    let is_now =
        |(own, code): &(coding_decision::Model, &code::Model)| code.closed_at.is_none() && is_later(own);
    let now = decisions.iter().position(is_now);
    let place = now.or(is_same.then_some(0))?;
    decisions.into_iter().nth(place).map(|(own, _)| own)
}

/// Which of all coders are among those of a text.
fn places(own: Option<&HashSet<UserId>>, coders: &[(UserId, String)]) -> Vec<bool> {
    coders.iter().map(|(coder, _)| own.is_some_and(|own| own.contains(coder))).collect()
}

fn differs(unit: &Unit) -> bool {
    let values: Vec<f64> = unit.values.iter().flatten().copied().collect();
    values.windows(2).any(|pair| pair.first() != pair.last())
}
