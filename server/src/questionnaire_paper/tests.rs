//! Documents of questionnaires: everything that is asked, with what the data calls it.

use surveys::questionnaire::parse::parse;
use surveys::questionnaire::question::Question;

use super::*;

fn blocks(shows_codes: bool) -> Vec<Block> {
    let json = serde_json::json!({"title": "架空の調査", "description": "<p>答えたくない<br>質問は</p>", "elements": [
        {"type": "radiogroup", "name": "asked", "title": "相談を受けましたか", "isRequired": true,
            "choices": [{"value": "y", "text": "あった"}, {"value": "n", "text": "なかった"}]},
        {"type": "checkbox", "name": "what", "title": "どんな相談でしたか", "visibleIf": "{asked} = 'y'",
            "showOtherItem": true, "choices": [{"value": "work", "text": "就労"}]},
        {"type": "matrix", "name": "ties", "title": "連携", "columns": [{"value": "0", "text": "なし"}, {"value": "4", "text": "つよい"}],
            "rows": [{"value": "hw", "text": "ハローワーク"}]},
        {"type": "matrixdynamic", "name": "staff", "title": "職員", "rowCount": 1, "columns": [
            {"name": "job", "title": "職種", "cellType": "dropdown", "choices": ["支援員", "看護師"]},
            {"name": "note", "title": "補足", "cellType": "text"}]},
        {"type": "comment", "name": "why", "title": "くわしく"}]});
    let definition = parse(&json.to_string()).0.unwrap();
    questionnaire_paper(&definition, Lang::Ja, Around { shows_codes, ..Around::default() }).blocks
}

fn all_words(blocks: &[Block]) -> String {
    serde_json::to_string(blocks).unwrap()
}

#[test]
fn everything_that_is_asked_is_on_paper() {
    let words = all_words(&blocks(false));
    for expected in [
        "答えたくない",
        "相談を受けましたか（必須）",
        "○ 1 あった",
        "□ 1 就労",
        "（　",
        "ハローワーク",
        "職種",
        "支援員",
        "＿＿＿",
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    assert!(words.contains("あった」と答えた方"), "who is asked is said in words: {words}");
    assert!(!words.contains("[asked]") && !words.contains("[work]"), "no codes for respondents: {words}");
}

#[test]
fn beside_the_data_names_and_values_are_said() {
    let words = all_words(&blocks(true));
    for expected in ["[asked]", "あった [y]", "就労 [work]", "[ties]", "つよい [4]"] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
}

#[test]
fn all_shipped_questionnaires_can_be_written() {
    for shipped in surveys::questionnaire::shipped::SHIPPED {
        let definition = parse(shipped.json).0.unwrap();
        let paper = questionnaire_paper(&definition, Lang::Ja, Around::default());
        let headings = paper.blocks.iter().filter(|block| matches!(block, Block::Heading(..))).count();
        let asking = {
            let asks = |question: &&&Question| question.has_answer() && question.value_expression.is_none();
            definition.questions().iter().filter(asks).count()
        };
        assert!(headings >= asking, "{}: {headings} headings, {asking} questions", shipped.id);
    }
}
