//! Many invented answers, to the one question of `free_answers` or to all of a questionnaire, the same on every machine: for
//! measurements.

use chrono::{TimeDelta, Utc};
use sea_orm::Set;
use serde_json::{Map, Value, json};
use surveys::entity::response;
use surveys::entity::state::ResponseState;
use surveys::id::VersionId;

use crate::open_survey::OpenSurvey;

/// Sentences of which texts are made.
const SENTENCES: [&str; 24] = [
    "手帳がないと使える制度が少なく、難病の方の就労につながりにくい。",
    "体調の波が大きく、勤務日数を決められない。",
    "主治医と相談しながら、週３日の勤務を続けている。",
    "ﾊﾛｰﾜｰｸの難病患者就職サポーターと連携して面接に同行した。",
    "職安で短時間の求人を探したが、見つからなかった。",
    "障害者就業・生活支援センターと二か月に一度の会議を開いている。",
    "通院の日に休みを取りにくいという相談が続いている。",
    "通所の送迎がなく、駅から遠い方は利用できない。",
    "職場の理解が得られず、半年で辞める方が続いた。",
    "在宅勤務に切り替えて、体調の悪い週も働けている。",
    "関節リウマチの方が、朝の痛みで時差出勤を希望している。",
    "医療機関との情報共有が進まず、意見書に配慮が書かれない。",
    "支援機関どうしの顔の見える関係をつくりたい。",
    "就労継続支援Ｂ型の定員に空きがない。",
    "障がい者雇用の枠では、週20時間の壁がある。",
    "患者会で先輩の話を聞く会が好評だった。",
    "窓口が別々で、三か所で同じ説明を求められた。",
    "保健所の職員が異動すると、引き継ぎがうまくいかない。",
    "企業からは前例がないので不安だという声がある。",
    "ピアサポートの仕組みを地域に広げてほしい。",
    "短時間の雇用から始めて、少しずつ時間を増やした。",
    "医療費の自己負担が重く、無理をして働いている。",
    "相談先の地図を病院に置いたところ、問い合わせが増えた。",
    "特になし。",
];

/// Answer number `at`, which says some words and allows internal and academic use.
pub fn sent(open: &OpenSurvey, version: VersionId, at: usize, words: &str) -> response::ActiveModel {
    let time = Utc::now() - TimeDelta::minutes(i64::try_from(at).unwrap_or(0));
    let answers = serde_json::json!({ "consent": ["1", "3"], "hard": words });
    response::ActiveModel {
        questionnaire_id: Set(open.questionnaire),
        version_id: Set(version),
        token_hash: Set(format!("token {} {at}", open.questionnaire.0)),
        withdrawal_hash: Set(format!("withdrawal {} {at}", open.questionnaire.0)),
        state: Set(ResponseState::Submitted),
        answers: Set(answers.to_string()),
        revision: Set(1),
        started_at: Set(time),
        saved_at: Set(time),
        submitted_at: Set(Some(time)),
        ..Default::default()
    }
}

/// Sentences in an order that follows from a seed; one text in a hundred names something that few do.
pub fn invented(seed: usize, n_sentences: usize) -> String {
    let mut chance = Chance::of(seed);
    let mut text: String = (0..n_sentences).map(|_| SENTENCES[chance.below(SENTENCES.len())]).collect();
    if seed.is_multiple_of(100) {
        text.push_str(&format!("ABC第{}番の件。", seed / 100 % 50));
    }
    text
}

/// Answers to the questions of a definition (without panels) as they follow from a seed: any choice, some ticks, sentences where two in
/// three write, and consent to everything.
pub fn filled_in(definition: &Value, seed: usize) -> Map<String, Value> {
    let mut chance = Chance::of(seed);
    let pages = definition["pages"].as_array().into_iter().flatten();
    let questions = pages.flat_map(|page| page["elements"].as_array().into_iter().flatten());
    let answer =
        |question: &Value| Some((question["name"].as_str()?.to_owned(), answer_to(question, &mut chance)?));
    questions.filter_map(answer).collect()
}

fn answer_to(question: &Value, chance: &mut Chance) -> Option<Value> {
    let choices = values(question, "choices");
    match question["type"].as_str()? {
        "radiogroup" | "dropdown" => Some(json!(chance.one_of(&choices)?)),
        "checkbox" if question["kt:role"] == "consent" => Some(json!(choices)),
        "checkbox" => {
            let most = question["maxSelectedChoices"].as_u64().map_or(usize::MAX, |most| most as usize);
            let ticked: Vec<&str> = choices.into_iter().filter(|_| chance.below(3) == 0).take(most).collect();
            (!ticked.is_empty()).then(|| json!(ticked))
        }
        "matrix" => {
            let columns = values(question, "columns");
            let rows = values(question, "rows").into_iter();
            Some(rows.filter_map(|row| Some((row.to_owned(), json!(chance.one_of(&columns)?)))).collect())
        }
        "comment" if chance.below(3) > 0 => {
            Some(json!(invented(chance.below(1_000_000), 1 + chance.below(3))))
        }
        _ => None,
    }
}

/// What a question offers, but for what excludes all else.
fn values<'q>(question: &'q Value, list: &str) -> Vec<&'q str> {
    let offered = question[list].as_array().into_iter().flatten();
    let offered = offered.filter(|own| own["kt:exclusive"] != true);
    offered.filter_map(|own| own.as_str().or_else(|| own["value"].as_str())).collect()
}

/// Numbers that look drawn and follow from a seed.
struct Chance(u64);

impl Chance {
    fn of(seed: usize) -> Chance {
        Chance(seed as u64 * 2_654_435_761 + 12_345)
    }

    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn one_of<'v>(&mut self, all: &[&'v str]) -> Option<&'v str> {
        all.get(self.below(all.len().max(1))).copied()
    }
}
