//! The survey of [`super`], made so that there is something to attack, and who answers it.

use serde_json::{Value, json};
use server::dataset::tables::kind_name;
use server::i18n::Lang;
use tests::closed_answers::{answer, definition};
use tests::coded::code_people;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Session, TestApp};

use super::Thing;
use crate::attack::{N_PEOPLE, QUESTIONS, THRESHOLD, person};

/// Areas with how many are of each. The last one is small, and the one before it goes with it.
pub const AREAS: [(&str, &str, usize); 4] =
    [("9001", "北部", 12), ("9002", "南部", 14), ("9004", "西部", 11), ("9003", "東部", 3)];

/// Values of the question that two leave out.
pub const PACES: [(&str, &str); 3] = [("1", "早い"), ("2", "ふつう"), ("3", "遅い")];
/// Who leaves it out.
const SILENT: [usize; 2] = [11, 25];
/// Those who leave it out.
pub const NO_PACE: &str = "答えない";
/// The others.
pub const A_PACE: &str = "答えた";

/// Something with who has it.
type Had = (&'static str, &'static [usize]);

// Whoever has one of these is, by area, kind and pace, one of many of some group and one of few of another one, and some are of those
// groups that are withheld: then small numbers are withheld, and not everything beside them (see the test below).

/// Choices with who ticks them; whoever ticks none of them ticks the last one.
pub const CHOICES: [Had; 4] = [
    ("見学", &[1, 2, 5, 6, 7, 11, 16, 20, 21, 24, 26, 28, 33, 35, 37, 39]),
    ("面接", &[2, 5, 7, 10, 12, 13, 15, 16, 20, 21, 22, 24, 27, 29, 34, 36, 38, 39]),
    ("通院", &[2, 3, 10, 11, 12, 16, 20, 21, 22, 23, 25, 26, 27, 28, 30, 33, 34, 36, 38, 39]),
    ("送迎", &[11, 13, 17, 18, 20, 21, 22, 24, 25, 28, 29, 32, 35, 37, 39]),
];
const NONE_OF_THEM: &str = "そのほか";

/// Who speaks of a treatment, which people code as well.
pub const TREATED: &[usize] = &[7, 10, 13, 14, 15, 17, 19, 20, 22, 28, 30, 31, 32, 33, 37, 38];

/// Sentences with who writes them.
const SENTENCES: [Had; 7] = [
    (
        "手帳が取れないため障害者枠に応募できない方が多い。",
        &[2, 3, 11, 15, 17, 18, 19, 20, 21, 24, 25, 28, 33, 36, 37, 38],
    ),
    ("治療の副作用で午前中は動けない。", TREATED),
    (
        "外見では分からず、怠けていると受け取られる。",
        &[0, 4, 13, 15, 18, 20, 21, 23, 24, 25, 27, 30, 31, 34, 37],
    ),
    (
        "病名を話したら選考が止まった。",
        &[0, 2, 4, 12, 15, 16, 17, 23, 24, 26, 28, 30, 31, 32, 33, 34, 36, 38],
    ),
    (
        "本数の少ないバスでは開始時刻に間に合わない。",
        &[0, 4, 7, 9, 12, 17, 18, 20, 23, 24, 25, 26, 28, 29, 32, 34],
    ),
    ("治療費のために無理をして働いている。", &[0, 1, 2, 3, 7, 10, 11, 23, 24, 25, 26, 28, 29, 33, 38]),
    (
        "二か月に一度、八機関で情報交換会を続けている。",
        &[3, 4, 5, 6, 7, 8, 10, 17, 18, 20, 23, 26, 27, 32, 35, 36, 38],
    ),
];
/// Everybody writes this.
const COMMON: &str = "窓口で相談している。";

/// Codes with those to whose texts people give them.
pub const CODES: [Had; 3] = [
    ("C02", TREATED),
    ("C05", &[0, 1, 3, 4, 5, 7, 10, 15, 16, 24, 26, 31, 33, 36, 37, 39]),
    ("C11", &[0, 1, 2, 10, 14, 16, 18, 20, 22, 24, 25, 27, 31, 32, 34, 35, 36, 37, 39]),
];

/// The code and the name of somebody's area.
pub fn area(n: usize) -> (&'static str, &'static str) {
    let mut first = 0;
    for (code, name, size) in AREAS {
        first += size;
        if n < first {
            return (code, name);
        }
    }
    panic!("{n} is of no area")
}

/// The code of somebody's kind.
pub fn kind(n: usize) -> &'static str {
    QUESTIONS[1].2[person(n)[1]].0
}

/// What somebody answers, value and words; None of those who leave the question out.
pub fn pace(n: usize) -> Option<(&'static str, &'static str)> {
    (!SILENT.contains(&n)).then(|| PACES[(n + n / 4) % PACES.len()])
}

/// All choices.
pub fn choices() -> Vec<Thing> {
    let mut choices: Vec<Thing> = CHOICES
        .iter()
        .map(|(words, people)| ((*words).to_owned(), people.iter().copied().collect()))
        .collect();
    let ticks_none = |n: &usize| choices.iter().all(|(_, people)| !people.contains(n));
    let others = (0..N_PEOPLE).filter(ticks_none).collect();
    choices.push((NONE_OF_THEM.to_owned(), others));
    choices
}

fn asked() -> Vec<Value> {
    let choice = |(value, words): (&str, &str)| format!("{value}|{words}");
    let areas = AREAS.map(|(code, name, _)| choice((code, name)));
    let kinds: Vec<String> =
        QUESTIONS[1].2.iter().map(|(code, _)| choice((*code, kind_name(Lang::Ja, code).as_str()))).collect();
    let choices = choices().into_iter().enumerate();
    let choices: Vec<String> = choices.map(|(place, (words, _))| format!("{}|{words}", place + 1)).collect();
    vec![
        json!({ "type": "radiogroup", "name": "where", "title": "where", "kt:role": "region", "choices": areas }),
        json!({ "type": "radiogroup", "name": "kind", "title": "kind", "kt:role": "agency_kind", "choices": kinds }),
        json!({ "type": "radiogroup", "name": "pace", "title": "pace", "choices": PACES.map(choice) }),
        json!({ "type": "checkbox", "name": "help", "title": "help", "choices": choices }),
        json!({ "type": "comment", "name": "hard", "title": "hard", "kt:role": "challenge" }),
    ]
}

/// They answer, and somebody codes what they wrote.
pub async fn answered(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let open = open_definition(app, coordinator, &definition(&asked())).await;
    for (code, name, _) in &AREAS[2..] {
        let fields = [("parent", "1"), ("code", *code), ("area", *name)];
        coordinator.post_form("/regions", &fields).await.expect_status(303);
    }
    let choices = choices();
    for n in 0..N_PEOPLE {
        let writes = |(_, people): &&Had| people.contains(&n);
        let text: String = SENTENCES.iter().filter(writes).map(|(words, _)| *words).chain([COMMON]).collect();
        let ticked = choices.iter().enumerate().filter(|(_, (_, people))| people.contains(&n));
        let ticked: Vec<String> = ticked.map(|(place, _)| (place + 1).to_string()).collect();
        let mut fields = vec![("where", area(n).0), ("kind", kind(n)), ("hard", text.as_str())];
        fields.extend(pace(n).map(|(value, _)| ("pace", value)));
        fields.extend(ticked.iter().map(|value| ("help", value.as_str())));
        answer(app, &open, &fields).await;
    }
    for (symbol, people) in CODES {
        code_people(app, open.survey, symbol, |n| people.contains(&n)).await;
    }
    open
}

/// The numbers of people who have it by each group, of which something is told.
fn by_side(people: &[usize]) -> [Vec<usize>; 3] {
    let count = |is_of: &dyn Fn(usize) -> bool| people.iter().filter(|n| is_of(**n)).count();
    [
        AREAS[..2].iter().map(|(code, ..)| count(&|n| area(n).0 == *code)).collect(),
        QUESTIONS[1].2[..2].iter().map(|(code, _)| count(&|n| kind(n) == *code)).collect(),
        PACES.iter().map(|own| count(&|n| pace(n) == Some(*own))).collect(),
    ]
}

/// What the attack needs to have something to attack.
#[test]
fn each_thing_is_of_many_in_one_group_and_of_few_in_another() {
    for (thing, people) in CHOICES.iter().chain(&SENTENCES).chain(&CODES) {
        for numbers in by_side(people) {
            let n_small = numbers.iter().filter(|n| (1..THRESHOLD).contains(*n)).count();
            let n_large = numbers.iter().filter(|n| **n >= THRESHOLD).count();
            assert!(n_small > 0 && n_large > 0, "{thing}: {numbers:?}");
        }
        let is_withheld = |n: &&usize| AREAS[2..].iter().any(|(code, ..)| *code == area(**n).0);
        let n_withheld = people.iter().filter(is_withheld).count();
        assert!(n_withheld >= THRESHOLD, "{thing}: {n_withheld} of areas that are withheld");
    }
}
