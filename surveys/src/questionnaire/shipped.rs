//! The questionnaires that ship with the product.

/// A questionnaire that ships with the product.
#[derive(Debug, Clone, Copy)]
pub struct ShippedQuestionnaire {
    /// Its name, also the file's: `agency-before`, …
    pub id: &'static str,
    /// Its definition in SurveyJS JSON, with placeholders.
    pub json: &'static str,
}

/// All of them, in the order in which they are offered.
pub const SHIPPED: &[ShippedQuestionnaire] = &[
    ShippedQuestionnaire {
        id: "agency-before",
        json: include_str!("../../questionnaires/agency-before.json"),
    },
    ShippedQuestionnaire {
        id: "welfare-provider-before",
        json: include_str!("../../questionnaires/welfare-provider-before.json"),
    },
    ShippedQuestionnaire { id: "forum-signup", json: include_str!("../../questionnaires/forum-signup.json") },
    ShippedQuestionnaire { id: "forum-after", json: include_str!("../../questionnaires/forum-after.json") },
    ShippedQuestionnaire { id: "consultation", json: include_str!("../../questionnaires/consultation.json") },
];

/// The shipped questionnaire with this name.
pub fn shipped(id: &str) -> Option<&'static ShippedQuestionnaire> {
    SHIPPED.iter().find(|questionnaire| questionnaire.id == id)
}

#[cfg(test)]
mod tests;
