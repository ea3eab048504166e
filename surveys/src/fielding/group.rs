//! Signing up one person after another (続けて別の方を登録): what the next one has in common with the last.

use crate::questionnaire::answer::Answers;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::question::municipality;

/// Roles of answers that people who come together share.
const SHARED: [&str; 4] = ["region", "municipality", "affiliation", "affiliation_detail"];
/// Roles of answers that they share if they say so.
const CONTACT: [&str; 2] = ["phone", "email"];

/// The answers that the next person begins with. `answers` has those that identify, too.
pub fn shared(definition: &Definition, answers: &Answers, with_contact: bool) -> Answers {
    let is_shared = |role: &str| SHARED.contains(&role) || (with_contact && CONTACT.contains(&role));
    let questions = definition.questions().into_iter().filter(|question| {
        question.role.as_deref().is_some_and(is_shared) || question.kind.name == municipality::TYPE.name
    });
    questions
        .flat_map(|question| [question.name.clone(), question.comment_name()])
        .filter_map(|name| Some((name.clone(), answers.get(&name)?.clone())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::parse::parse;
    use crate::questionnaire::shipped::shipped;
    use serde_json::{Value, json};

    #[test]
    fn the_next_person_has_the_same_office_and_another_name() {
        let definition = parse(shipped("forum-signup").unwrap().json).0.unwrap();
        let answers = json!({"person_name": "架空 花子", "phone": "048-000-0000", "email": "a@example.jp",
            "municipality": "98", "affiliation": "6", "affiliation_detail": "架空の会社", "attendance_mode": "1"});
        let answers = answers.as_object().unwrap();
        let alone = json!({"municipality": "98", "affiliation": "6", "affiliation_detail": "架空の会社"});
        assert_eq!(Value::Object(shared(&definition, answers, false)), alone);
        let with_contact = shared(&definition, answers, true);
        assert!(with_contact.contains_key("phone") && with_contact.contains_key("email"));
        assert!(!with_contact.contains_key("person_name") && !with_contact.contains_key("attendance_mode"));
    }
}
