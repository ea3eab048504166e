//! The same of questions with several answers and of free texts: choices, suggested themes, codes that people gave, and words, by area,
//! by kind and by the answer to a question that two left out. What somebody chose or speaks of is a thing that they have or have not;
//! who has it is known from what the house itself reads.

mod reading;

use std::collections::{BTreeMap, BTreeSet};

use analysis::coding::frame::{Code, CodingFrame};
use analysis::text::terms::{TermOptions, terms};
use serde_json::{Value, json};
use server::auth::Role;
use server::dataset::coded::CodedTexts;
use server::dataset::tables::kind_name;
use server::dataset::{self, own_words};
use server::i18n::{self, Lang};
use server::pages::explore::Reading;
use server::pages::explore::themes::theme_hits;
use server::pages::exports;
use surveys::hearing::span::Span;
use surveys::id::{SurveyId, UserId};
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::codings::NewCoding;
use tests::closed_answers::{answer, definition};
use tests::free_answers::code;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Engine, Session, TestApp};

use self::reading::{read_analysis, read_sheets};
use super::{Group, N_PEOPLE, NOT, QUESTIONS, Reader, THRESHOLD, person};

/// Areas with how many are of each. The last one is small, and another one goes with it.
const AREAS: [(&str, &str, usize); 4] =
    [("9001", "北部", 12), ("9002", "南部", 14), ("9004", "西部", 11), ("9003", "東部", 3)];

/// Values of the question that two leave out.
const PACES: [(&str, &str); 2] = [("1", "早い"), ("2", "遅い")];
/// Who leaves it out, and what they and the others are called.
const SILENT: [usize; 2] = [11, 25];
const NO_PACE: &str = "答えない";
const A_PACE: &str = "答えた";

/// Choices, and who ticks them; whoever ticks none of the others ticks the last one.
const CHOICES: [(&str, fn(usize) -> bool); 5] = [
    ("見学", |n| n.is_multiple_of(2)),
    ("面接", |n| n.is_multiple_of(3)),
    ("通院", |n| [1, 4, 13, 15, 17, 27, 38].contains(&n)),
    ("送迎", |n| [5, 14, 16, 18, 20, 22].contains(&n)),
    ("そのほか", ticks_nothing_else),
];

/// Sentences, and who writes them.
const SENTENCES: [(&str, fn(usize) -> bool); 8] = [
    ("手帳が取れないため障害者枠に応募できない方が多い。", |n| n.is_multiple_of(3)),
    ("治療の副作用で午前中は動けない。", |n| n % 4 == 1),
    ("外見では分からず、怠けていると受け取られる。", |n| {
        [0, 7, 13, 15, 19, 28, 39].contains(&n)
    }),
    ("病名を話したら選考が止まった。", |n| [2, 3, 5, 8, 11, 12].contains(&n)),
    ("本数の少ないバスでは開始時刻に間に合わない。", |n| n % 5 == 2),
    ("治療費のために無理をして働いている。", |n| [6, 10, 12, 14, 16, 18, 25].contains(&n)),
    ("二か月に一度、八機関で情報交換会を続けている。", |n| n % 2 == 1),
    ("窓口で相談している。", |_| true),
];

/// Codes, and to whose texts people give them.
const CODES: [(&str, fn(usize) -> bool); 2] = [
    ("C02", |n| [0, 1, 4, 12, 13, 14, 15, 16, 30, 37].contains(&n)),
    ("C11", |n| [2, 3, 5, 6, 7, 8, 20, 25, 31].contains(&n)),
];

/// A kind of things: its name, and of each thing the words and the people.
type Things = (&'static str, Vec<(String, BTreeSet<usize>)>);

fn ticks_nothing_else(n: usize) -> bool {
    CHOICES[..4].iter().all(|(_, has)| !has(n))
}

fn area(n: usize) -> (&'static str, &'static str) {
    let mut first = 0;
    for (code, name, size) in AREAS {
        first += size;
        if n < first {
            return (code, name);
        }
    }
    panic!("{n} is of no area")
}

fn pace(n: usize) -> Option<(&'static str, &'static str)> {
    (!SILENT.contains(&n)).then(|| PACES[person(n)[4]])
}

fn kind(n: usize) -> &'static str {
    QUESTIONS[1].2[person(n)[1]].0
}

fn those(has: fn(usize) -> bool) -> BTreeSet<usize> {
    (0..N_PEOPLE).filter(|n| has(*n)).collect()
}

fn asked() -> Vec<Value> {
    let choice = |(value, words): (&str, &str)| format!("{value}|{words}");
    let areas = AREAS.map(|(code, name, _)| choice((code, name)));
    let kinds: Vec<String> =
        QUESTIONS[1].2.iter().map(|(code, _)| choice((*code, kind_name(Lang::Ja, code).as_str()))).collect();
    let choices: Vec<String> = (1..)
        .zip(CHOICES)
        .map(|(place, (words, _)): (usize, _)| choice((place.to_string().as_str(), words)))
        .collect();
    vec![
        json!({ "type": "radiogroup", "name": "where", "title": "where", "kt:role": "region", "choices": areas }),
        json!({ "type": "radiogroup", "name": "kind", "title": "kind", "kt:role": "agency_kind", "choices": kinds }),
        json!({ "type": "radiogroup", "name": "pace", "title": "pace", "choices": PACES.map(choice) }),
        json!({ "type": "checkbox", "name": "help", "title": "help", "choices": choices }),
        json!({ "type": "comment", "name": "hard", "title": "hard", "kt:role": "challenge" }),
    ]
}

async fn answered(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let open = open_definition(app, coordinator, &definition(&asked())).await;
    for (code, name, _) in &AREAS[2..] {
        let fields = [("parent", "1"), ("code", *code), ("area", *name)];
        coordinator.post_form("/regions", &fields).await.expect_status(303);
    }
    for n in 0..N_PEOPLE {
        let text: String =
            SENTENCES.iter().filter(|(_, writes)| writes(n)).map(|(words, _)| *words).collect();
        let ticked = (1..).zip(CHOICES).filter(|(_, (_, has))| has(n));
        let ticked: Vec<String> = ticked.map(|(place, _): (usize, _)| place.to_string()).collect();
        let mut fields = vec![("where", area(n).0), ("kind", kind(n)), ("hard", text.as_str())];
        fields.extend(pace(n).map(|(value, _)| ("pace", value)));
        fields.extend(ticked.iter().map(|value| ("help", value.as_str())));
        answer(app, &open, &fields).await;
    }
    for (symbol, has) in CODES {
        give(app, open.survey, symbol, has).await;
    }
    open
}

async fn give(app: &TestApp, survey: SurveyId, symbol: &str, has: fn(usize) -> bool) {
    let found = CodedTexts::load(app.service(), survey, Purpose::Internal, Lang::Ja).await;
    let found = found.expect("texts can be read");
    let code = code(app, survey, symbol).await.id;
    let given = found.texts.iter().enumerate().filter(|(n, _)| has(*n));
    for part in given.flat_map(|(_, text)| &text.parts) {
        let (text, body) = (&part.text, part.body.as_str());
        let new =
            NewCoding { survey, text, body, span: Span { start: 0, end: 2 }, code, was_suggested: false };
        store::codings::put(app.db(), new, UserId(1)).await.expect("it can be coded");
    }
}

/// All things, as the house reads them. Words that the same people use are one.
async fn things(app: &TestApp, survey: SurveyId) -> Vec<Things> {
    let dataset = dataset::load(app.service(), survey, Purpose::Academic, Lang::Ja).await.expect("answers");
    let own = own_words::load(app.service(), survey).await.expect("no words of its own");
    let reading = exports::reading(app.service(), dataset, &own).expect("texts");
    assert_eq!(reading.writings.len(), N_PEOPLE, "everybody writes");
    vec![
        ("choices", choices()),
        ("themes", themes(&reading)),
        ("codes", CODES.map(|(symbol, has)| (as_code(symbol), those(has))).into()),
        ("words", words(&reading)),
    ]
}

fn choices() -> Vec<(String, BTreeSet<usize>)> {
    CHOICES.iter().map(|(words, has)| ((*words).to_owned(), those(*has))).collect()
}

fn places(rows: &[u32]) -> BTreeSet<usize> {
    rows.iter().map(|place| *place as usize).collect()
}

fn themes(reading: &Reading) -> Vec<(String, BTreeSet<usize>)> {
    let frame = CodingFrame::shipped().expect("the frame");
    let codes: Vec<&Code> = frame.codes.iter().collect();
    let hits = theme_hits(reading, &codes, Lang::Ja).into_iter().filter(|hits| !hits.rows.is_empty());
    hits.map(|hits| (as_theme(&hits.label), places(&hits.rows))).collect()
}

fn words(reading: &Reading) -> Vec<(String, BTreeSet<usize>)> {
    let least = u32::try_from(THRESHOLD).expect("a small number");
    let options = TermOptions { min_documents: least, ..TermOptions::content_words() };
    let mut found: BTreeMap<BTreeSet<usize>, String> = BTreeMap::new();
    for term in terms(&reading.texts.corpus, &options) {
        let class = i18n::plain(Lang::Ja, &format!("word-class-{}", term.class));
        found.entry(places(&term.documents)).or_insert_with(|| as_word(&term.lemma, &class));
    }
    found.into_iter().map(|(people, words)| (words, people)).collect()
}

/// `通勤（名詞）`
fn as_word(lemma: &str, class: &str) -> String {
    let args = [("word", lemma.to_owned()), ("class", class.to_owned())];
    i18n::text(Lang::Ja.code(), "explore-word-of-class", &args)
}

/// `C01 制度の谷間` without the sign, as sheets have it.
fn as_theme(head: &str) -> String {
    head.split_once(' ').map_or(head, |(_, words)| words).to_owned()
}

/// The sign of `C02 症状の変動`, which is a theme's, too.
fn as_code(head: &str) -> String {
    format!("付けた{}", head.split(' ').next().unwrap_or_default())
}

fn reader(things: &[Things]) -> Reader {
    let things: Vec<&(String, BTreeSet<usize>)> = things.iter().flat_map(|(_, things)| things).collect();
    let kinds = QUESTIONS[1].2.iter().map(|(code, _)| kind_name(Lang::Ja, code));
    let mut words: Vec<Vec<String>> = vec![
        AREAS.map(|(_, name, _)| name.to_owned()).into(),
        kinds.collect(),
        PACES.iter().map(|(_, words)| *words).chain([NO_PACE]).map(str::to_owned).collect(),
        [A_PACE, NO_PACE].map(str::to_owned).into(),
    ];
    words.extend(things.iter().map(|(thing, _)| vec![thing.clone(), format!("{thing}{NOT}")]));
    let group = |n: usize| -> Group {
        let mut group = Group::from([area(n).1.to_owned(), kind_name(Lang::Ja, kind(n))]);
        group.extend(match pace(n) {
            Some((_, words)) => vec![words.to_owned(), A_PACE.to_owned()],
            None => vec![NO_PACE.to_owned()],
        });
        let has = |people: &BTreeSet<usize>| if people.contains(&n) { "" } else { NOT };
        group.extend(things.iter().map(|(thing, people)| format!("{thing}{}", has(people))));
        group
    };
    let mut reader = Reader::of(words, (0..N_PEOPLE).map(group).collect());
    reader.several = vec![CHOICES.map(|(words, _)| words.to_owned()).into()];
    reader
}

/// Something of the things of each kind is printed group by group, and a small number of them is withheld. So what follows tries them.
fn assert_read(reader: &Reader, things: &[Things]) {
    for (kind, things) in things {
        let is_of =
            |group: &&Group| group.len() == 2 && things.iter().any(|(words, _)| group.contains(words));
        let n_printed = reader.printed.keys().filter(is_of).count();
        let is_small = |group: &&Group| is_of(group) && (1..THRESHOLD).contains(&reader.truth(group));
        let n_small = reader.withheld.keys().filter(is_small).count();
        assert!(n_printed > 2 && n_small > 0, "{kind}: {n_printed} printed, {n_small} small ones withheld");
    }
    for source in ["sheet of an area", "exported themes", "areas", "by-area", "choices by answer"] {
        let is_there = |sources: &BTreeSet<String>| sources.contains(source);
        assert!(reader.withheld.values().any(is_there), "{source} has been read");
    }
}

/// The counts come from the same rows on either engine: SQLite alone.
#[tokio::test]
async fn nothing_withheld_of_choices_and_texts_follows_from_all_that_is_given_out() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let open = answered(&app, &coordinator).await;
    let things = things(&app, open.survey).await;
    let mut reader = reader(&things);
    read_analysis(&mut reader, &app.login(Role::Researcher).await, &open).await;
    read_sheets(&mut reader, &app, &coordinator, &open).await;
    assert_read(&reader, &things);
    // How many left the question out is printed, and what they said is printed nowhere.
    reader.printed.insert(Group::from([NO_PACE.to_owned()]), SILENT.len());
    for (thing, people) in things.iter().flat_map(|(_, things)| things) {
        // What everybody said these two said, too.
        if people.len() < N_PEOPLE {
            let group = Group::from([thing.clone(), NO_PACE.to_owned()]);
            reader.withheld.entry(group).or_default().insert("no output".to_owned());
        }
    }
    let told = reader.told();
    assert!(told.is_empty(), "numbers that are withheld can be worked out: {told:#?}");
    app.stop().await;
}

/// The same with small numbers alone withheld, so that the test above fails where nothing more is.
#[test]
fn small_numbers_of_choices_that_alone_are_withheld_are_worked_out() {
    let things = [("choices", choices())];
    let mut reader = reader(&things);
    let all: Vec<String> = reader.words.iter().flatten().cloned().chain([String::new()]).collect();
    let is_counted = |word: &&String| !word.ends_with(NOT) && *word != NO_PACE;
    let counted: Vec<&String> = all.iter().filter(is_counted).collect();
    for (one, other) in counted.iter().flat_map(|one| counted.iter().map(move |other| (one, other))) {
        let Some(group) = reader.group(&[one.as_str(), other.as_str()]) else { continue };
        let n = reader.truth(&group);
        let text = if (1..THRESHOLD).contains(&n) { "*".to_owned() } else { n.to_string() };
        reader.read(&[one.as_str(), other.as_str()], &text, "by hand");
    }
    let told = reader.told();
    assert!(told.iter().any(|told| told.contains("\"送迎\"") && told.contains(" is 1,")), "{told:#?}");
}
