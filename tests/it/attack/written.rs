//! What the same people wrote, beside what all pages tell of the word by wave and by answer: how few changed, and what few who wrote once
//! have in their text, follows from nothing.

use serde_json::{Value, json};
use server::auth::Role;
use tests::closed_answers::{answer, definition};
use tests::free_answers::challenge;
use tests::open_survey::{open_definition, open_second};
use tests::{Page, TestApp, on_embedded};

use super::THRESHOLD;
use super::equations::Equations;

/// The word, and texts with it and without.
const WORD: &str = "送迎";
const WITH: &str = "送迎がない。窓口で相談した。";
const WITHOUT: &str = "窓口で相談した。";

/// How many say the word before, and after (None: they do not write then), and what they answer before.
type People = (usize, Option<bool>, Option<bool>, &'static str);

/// Some people, and whether the page tells of the word.
struct Case {
    name: &'static str,
    people: &'static [People],
    is_told: bool,
}

const YES: Option<bool> = Some(true);
const NO: Option<bool> = Some(false);

const CASES: [Case; 5] = [
    Case {
        name: "nothing is few",
        people: &[(6, YES, YES, "1"), (5, YES, NO, "2"), (9, NO, YES, "1"), (7, NO, NO, "2")],
        is_told: true,
    },
    Case {
        name: "three said it no more",
        people: &[(8, YES, YES, "1"), (3, YES, NO, "1"), (6, NO, YES, "2"), (7, NO, NO, "2")],
        is_told: false,
    },
    Case {
        name: "two said it and did not come back",
        people: &[
            (6, YES, YES, "1"),
            (5, YES, NO, "2"),
            (9, NO, YES, "1"),
            (7, NO, NO, "2"),
            (2, YES, None, "1"),
            (8, NO, None, "2"),
        ],
        is_told: false,
    },
    Case {
        name: "many did not come back",
        people: &[
            (6, YES, YES, "1"),
            (5, YES, NO, "2"),
            (9, NO, YES, "1"),
            (7, NO, NO, "2"),
            (6, YES, None, "1"),
            (8, NO, None, "2"),
        ],
        is_told: true,
    },
    // All who came back answered yes, and so did three who did not.
    Case {
        name: "three of the same answer did not come back",
        people: &[
            (6, YES, YES, "1"),
            (5, YES, NO, "1"),
            (9, NO, YES, "1"),
            (7, NO, NO, "1"),
            (3, YES, None, "1"),
            (6, NO, None, "1"),
            (6, YES, None, "2"),
            (6, NO, None, "2"),
        ],
        is_told: false,
    },
];

/// Numbers that are printed or could be, each as the people whom it counts.
type Counts = fn(&People) -> bool;
const NUMBERS: [(&str, Counts); 18] = [
    ("pairs", |(_, before, after, _)| before.is_some() && after.is_some()),
    ("pairs before", |(_, before, after, _)| *before == YES && after.is_some()),
    ("pairs after", |(_, before, after, _)| before.is_some() && *after == YES),
    ("both", |(_, before, after, _)| (*before, *after) == (YES, YES)),
    ("lost", |(_, before, after, _)| (*before, *after) == (YES, NO)),
    ("gained", |(_, before, after, _)| (*before, *after) == (NO, YES)),
    ("neither", |(_, before, after, _)| (*before, *after) == (NO, NO)),
    ("all before", |(_, before, ..)| before.is_some()),
    ("all after", |(_, _, after, _)| after.is_some()),
    ("said before", |(_, before, ..)| *before == YES),
    ("said after", |(_, _, after, _)| *after == YES),
    ("said before of yes", |(_, before, _, answer)| *before == YES && *answer == "1"),
    ("said before of no", |(_, before, _, answer)| *before == YES && *answer == "2"),
    ("of yes", |(_, before, _, answer)| before.is_some() && *answer == "1"),
    ("of no", |(_, before, _, answer)| before.is_some() && *answer == "2"),
    ("said once", |(_, before, after, _)| *before == YES && after.is_none()),
    ("said once of yes", |(_, before, after, answer)| *before == YES && after.is_none() && *answer == "1"),
    ("silent once", |(_, before, after, _)| *before == NO && after.is_none()),
];

/// What is known of a survey.
struct Known {
    people: &'static [People],
    equations: Equations,
}

impl Known {
    /// Readers do not know which sorts of people there are: whoever said anything may have answered anything.
    fn of(people: &'static [People]) -> Known {
        let mut equations = Equations::new(people.iter().map(|(n, ..)| n).sum());
        let times = [YES, NO, None];
        let sorts = times.into_iter().flat_map(|before| times.map(|after| (before, after)));
        let sorts = sorts.flat_map(|(before, after)| ["1", "2"].map(|answer| (0, before, after, answer)));
        let sorts: Vec<People> = sorts.filter(|(_, before, ..)| before.is_some()).collect();
        for (name, counts) in NUMBERS {
            let whole = equations.unknown(name);
            let parts = sorts.iter().filter(|sort| counts(sort));
            let parts: Vec<usize> = parts.map(|sort| equations.unknown(&format!("{sort:?}"))).collect();
            equations.add(whole, &parts);
        }
        Known { people, equations }
    }

    fn truth(&self, name: &str) -> usize {
        let (_, counts) = NUMBERS.iter().find(|(known, _)| *known == name).expect("a number");
        self.people.iter().filter(|people| counts(people)).map(|(n, ..)| n).sum()
    }

    /// Reads `6 (30.0%)` or a sign that a number is withheld; whether there was a number.
    fn read(&mut self, name: &str, cell: &str) -> bool {
        let Ok(n) = cell.trim().split(' ').next().unwrap_or_default().parse::<usize>() else { return false };
        assert_eq!(n, self.truth(name), "{name}: {cell}");
        let place = self.equations.unknown(name);
        self.equations.print(place, n);
        true
    }

    /// Reads the cells of the word's row, from the first one on; how many have numbers.
    fn read_row(&mut self, page: &Page, table: &str, names: &[&str]) -> usize {
        let heads = page.texts(&format!("{table} tbody tr th"));
        let row = heads.iter().position(|head| head.contains(WORD));
        let row = row.unwrap_or_else(|| panic!("no {WORD}: {}", page.describe()));
        let cells = page.texts(&format!("{table} tbody tr:nth-child({}) td", row + 1));
        names.iter().zip(&cells).filter(|(name, cell)| self.read(name, cell)).count()
    }

    /// The numbers of few people that follow from what is printed.
    fn told(&mut self) -> Vec<&'static str> {
        self.equations.combine();
        let few = NUMBERS.map(|(name, _)| name).into_iter();
        let few: Vec<&'static str> = few.filter(|name| (1..THRESHOLD).contains(&self.truth(name))).collect();
        few.into_iter()
            .filter(|name| {
                let place = self.equations.unknown(name);
                self.equations.only_value(place).is_some()
            })
            .collect()
    }
}

fn asked() -> [Value; 3] {
    [
        json!({ "type": "text", "name": "code", "title": "回答者コード", "kt:role": "respondent_code" }),
        json!({ "type": "radiogroup", "name": "come", "title": "また来ますか", "choices": ["1|はい", "2|いいえ"] }),
        challenge(),
    ]
}

async fn assert_few_untold(app: &TestApp, case: &Case) {
    let coordinator = app.login(Role::Coordinator).await;
    let before = open_definition(app, &coordinator, &definition(&asked())).await;
    let after = open_second(app, &coordinator, before.survey, &definition(&asked())).await;
    let everybody = case.people.iter().flat_map(|people| vec![people; people.0]);
    for (n, (_, first, then, come)) in everybody.enumerate() {
        let code = format!("AB-{n}");
        for (open, said) in [(&before, first), (&after, then)] {
            let Some(said) = said else { continue };
            let words = if *said { WITH } else { WITHOUT };
            answer(app, open, &[("code", code.as_str()), ("come", *come), ("hard", words)]).await;
        }
    }
    let analysis = format!("/surveys/{}/analysis", before.survey.0);
    let researcher = app.login(Role::Researcher).await;
    let mut known = Known::of(case.people);
    for name in ["all before", "all after", "of yes", "of no", "pairs"] {
        known.read(name, &known.truth(name).to_string());
    }
    let by_wave = researcher.get(&format!("{analysis}/word-table?by=wave")).await.expect_status(200);
    known.read_row(&by_wave, "#word-table-table", &["said before", "said after"]);
    let by_answer = format!("{analysis}/word-table?by=answer%3A{}%3Acome", before.questionnaire.0);
    let by_answer = researcher.get(&by_answer).await.expect_status(200);
    let has_both = case.people.iter().any(|(.., answer)| *answer == "2");
    if has_both {
        let names = ["said before of yes", "said before of no", "said before"];
        known.read_row(&by_answer, "#word-table-table", &names);
    }
    let paired = researcher.get(&format!("{analysis}/before-after")).await.expect_status(200);
    let names = ["pairs before", "pairs after", "both", "lost", "gained", "neither"];
    let n_told = known.read_row(&paired, "#written", &names);
    assert_eq!(n_told == names.len(), case.is_told, "{}: {}", case.name, paired.describe());
    assert_eq!(known.told(), [""; 0], "{}: of these few are told", case.name);
}

#[tokio::test]
async fn what_few_wrote_before_or_after_does_not_follow_from_other_pages() {
    for case in &CASES {
        on_embedded(async |app| assert_few_untold(app, case).await).await;
    }
}

/// Where nothing is withheld, a few are what is left.
#[test]
fn few_are_what_is_left_of_what_a_page_without_protection_would_tell() {
    let mut known = Known::of(CASES[2].people);
    for name in ["said before", "pairs before"] {
        known.read(name, &known.truth(name).to_string());
    }
    assert_eq!(known.told(), ["said once"]);
}
