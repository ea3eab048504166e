//! Two versions of a sheet between which one person withdrew. They are not protected against each other (decision 31), which is why the
//! second one has to be confirmed: what both print differs by what this person said. What both withhold stays withheld, and of an answer
//! that both withhold it is not told whether this person gave it.

use serde_json::{Value, json};
use server::auth::Role;
use tests::closed_answers::definition;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::respondent::{answer_page, withdrawal_code};
use tests::{TestApp, on_embedded};

use super::equations::Equations;
use super::{Group, Reader, frozen};

/// Who answers.
const N: usize = 40;
/// Who withdraws: one of the twenty of the first answer, and one of the four of the last mood.
const GONE: usize = 11;
/// All uses.
const BOXES: [&str; 3] = ["1", "2", "3"];

/// Answers with how many people give them: the last two of each question are few, so that they are withheld.
type Answers = [(&'static str, usize); 4];
const QUESTIONS: [(&str, Answers); 2] = [
    ("busy", [("多い", 20), ("ふつう", 15), ("少ない", 3), ("ない", 2)]),
    ("mood", [("良い", 15), ("悪い", 19), ("迷う", 2), ("言えない", 4)]),
];

/// The place of an answer of somebody who is the n-th.
fn place(n: usize, answers: &Answers) -> usize {
    let mut last = 0;
    let mut places = answers.iter().map(|(_, size)| {
        last += size;
        last
    });
    places.position(|last| n < last).expect("everybody answers")
}

/// The places of somebody's answers.
fn person(n: usize) -> [usize; 2] {
    // Each place once, so that the second question parts people otherwise.
    [place(n, &QUESTIONS[0].1), place(n * 7 % N, &QUESTIONS[1].1)]
}

fn words(answers: &Answers) -> Vec<String> {
    answers.iter().map(|(word, _)| (*word).to_owned()).collect()
}

/// Somebody who knows that these are counted.
fn reader(people: impl Iterator<Item = usize>) -> Reader {
    let group = |n: usize| -> Group {
        person(n).into_iter().zip(&QUESTIONS).map(|(place, (_, own))| own[place].0.to_owned()).collect()
    };
    Reader::of(QUESTIONS.iter().map(|(_, answers)| words(answers)).collect(), people.map(group).collect())
}

async fn answered(app: &TestApp, open: &OpenSurvey, n: usize) -> String {
    let values = person(n).map(|place| (place + 1).to_string());
    let fields = [("busy", values[0].as_str()), ("mood", values[1].as_str())];
    withdrawal_code(&answer_page(&app.visitor(), &open.link, &BOXES, &fields).await)
}

/// Who is counted: in the first version, in the second one, and in the first alone.
const COUNTED: [&str; 3] = ["first", "second", "gone"];

fn unknown(known: &mut Equations, counted: &str, word: &str) -> usize {
    known.unknown(&format!("{counted} {word}"))
}

/// What both versions tell together.
fn known(readers: [&Reader; 2]) -> Equations {
    let mut known = Equations::new(N);
    for (_, answers) in &QUESTIONS {
        let words = words(answers);
        for counted in COUNTED {
            let whole = unknown(&mut known, counted, "");
            let parts: Vec<usize> = words.iter().map(|word| unknown(&mut known, counted, word)).collect();
            known.add(whole, &parts);
        }
        for word in words.iter().map(String::as_str).chain([""]) {
            let [first, second, gone] = COUNTED.map(|counted| unknown(&mut known, counted, word));
            known.add(first, &[second, gone]);
        }
    }
    for (reader, counted) in readers.into_iter().zip(COUNTED) {
        for group in reader.printed.keys().filter(|group| group.len() < 2) {
            let word = group.first().map(String::as_str).unwrap_or_default();
            let place = unknown(&mut known, counted, word);
            known.print(place, reader.truth(group));
        }
    }
    known.combine();
    known
}

#[tokio::test]
async fn two_versions_tell_what_one_person_took_back_where_both_print_it_and_nothing_else() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let asked: Vec<Value> = QUESTIONS
            .iter()
            .map(|(name, answers)| {
                let choices = answers.iter().enumerate();
                let choices: Vec<String> =
                    choices.map(|(place, (word, _))| format!("{}|{word}", place + 1)).collect();
                json!({ "type": "radiogroup", "name": name, "title": name, "choices": choices })
            })
            .collect();
        let open = open_definition(app, &coordinator, &definition(&asked)).await;
        let mut codes = Vec::new();
        for n in 0..N {
            codes.push(answered(app, &open, n).await);
        }
        let mut before = reader(0..N);
        let names = QUESTIONS.map(|(name, _)| name);
        let first = frozen::with_all_sections(app, &coordinator, &open, ("", names.as_slice())).await;
        frozen::read(&mut before, &first, "", "first version");
        app.visitor().post_raw_form("/withdraw", &[("code", &codes[GONE])]).await.expect_status(200);
        let mut after = reader((0..N).filter(|n| *n != GONE));
        let changes = [("reason", "回答の取り下げがありました。"), ("confirmed", "true")];
        let second = frozen::published(app, &coordinator, (open.survey, ""), &changes).await;
        frozen::read(&mut after, &second, "", "second version");
        let mut known = known([&before, &after]);
        let mut told = |counted: &str, word: &str| {
            let place = unknown(&mut known, counted, word);
            known.only_value(place)
        };
        let group = |word: &str| Group::from([word.to_owned()]);
        let is_printed =
            |word: &str| [&before, &after].map(|reader| reader.printed.contains_key(&group(word)));
        for (reader, counted) in [&before, &after].into_iter().zip(COUNTED) {
            for (word, _) in QUESTIONS.iter().flat_map(|(_, answers)| answers) {
                let n = i64::try_from(reader.truth(&group(word))).expect("a small number");
                let is_printed = reader.printed.contains_key(&group(word));
                assert_eq!(told(counted, word), is_printed.then_some(n), "{counted}: {word}");
            }
        }
        // Twenty less nineteen: one person went, so that it is nobody of the others.
        assert_eq!(is_printed("多い"), [true, true]);
        let gone = QUESTIONS[0].1.map(|(word, _)| told("gone", word));
        assert_eq!(gone, [Some(1), Some(0), Some(0), Some(0)], "what the difference of versions tells");
        // As many as before are printed: one of those who are withheld, and not which of them.
        assert!(is_printed("悪い") == [true, true] && is_printed("言えない") == [false, false]);
        let gone = QUESTIONS[1].1.map(|(word, _)| told("gone", word));
        let wanted = QUESTIONS[1].1.map(|(word, _)| (is_printed(word) == [true, true]).then_some(0));
        assert_eq!(gone, wanted, "nothing but what both versions print");
    })
    .await;
}
