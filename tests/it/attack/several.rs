//! The same of questions with several answers and of free texts: choices, suggested themes, codes that people gave, and words, by area,
//! by kind and by the answer to a question that two left out. What somebody chose or speaks of is a thing that they have or have not;
//! who has it is known from what the house itself reads.
//!
//! Who reads the texts knows how many have a theme, a code or a word in all, and which of these the same people have, but not
//! of which area or kind they are. So such things are one thing here, and what the table of one prints, that of another one must not withhold
//! beside a small number. Not tried is what the tables of two things tell of those few who have only one of them.

mod reading;
mod survey;

use std::collections::{BTreeMap, BTreeSet};

use analysis::text::terms::{Term, TermOptions, terms};
use server::auth::Role;
use server::dataset::tables::kind_name;
use server::dataset::{self, own_words};
use server::i18n::{self, Lang};
use server::pages::explore::Reading;
use server::pages::explore::themes::sets::suggested;
use server::pages::exports;
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;
use tests::{Engine, TestApp};

use self::reading::{read_analysis, read_feedback, read_files};
use self::survey::{
    A_PACE, AREAS, CHOICES, CODES, NO_PACE, PACES, TREATED, answered, area, choices, kind, pace,
};
use super::{Group, N_PEOPLE, NOT, QUESTIONS, Reader, THRESHOLD};

/// What is counted, and by what.
const KINDS_OF_THINGS: [&str; 4] = ["choices", "themes", "codes", "words"];
const SIDES: [&str; 3] = ["region", "kind", "answer"];
/// What else is read.
const OTHER_OUTPUTS: [&str; 15] = [
    "frequencies",
    "areas",
    "characteristics",
    "several",
    "by-area",
    "by-kind",
    "by-question",
    "codes for talks",
    "exports",
    "workbook",
    "list of words",
    "exported themes",
    "keywords",
    "sheet",
    "sheet of an area",
];

/// A thing by its name, and the people who have it.
type Thing = (String, BTreeSet<usize>);

/// All that texts have, as the house reads them, under every name that outputs have for it.
async fn of_texts(app: &TestApp, survey: SurveyId) -> Vec<Thing> {
    let dataset = dataset::load(app.service(), survey, Purpose::Academic, Lang::Ja).await.expect("answers");
    let own = own_words::load(app.service(), survey).await.expect("no words of its own");
    let reading = exports::reading(app.service(), dataset, &own).expect("texts");
    assert_eq!(reading.writings.len(), N_PEOPLE, "everybody writes");
    let codes = CODES.iter().map(|(symbol, people)| (as_code(symbol), people.iter().copied().collect()));
    [themes(&reading), codes.collect(), words(&reading)].concat()
}

fn places(rows: &[u32]) -> BTreeSet<usize> {
    rows.iter().map(|place| *place as usize).collect()
}

fn themes(reading: &Reading) -> Vec<Thing> {
    let hits = suggested(reading, None).expect("the frame").into_iter();
    let hits = hits.filter(|hits| !hits.rows.is_empty());
    hits.map(|hits| (as_theme(&hits.label), places(&hits.rows))).collect()
}

fn words(reading: &Reading) -> Vec<Thing> {
    let least = u32::try_from(THRESHOLD).expect("a small number");
    let options = TermOptions { min_documents: least, ..TermOptions::content_words() };
    let word = |term: Term| {
        let class = i18n::plain(Lang::Ja, &format!("word-class-{}", term.class));
        (as_word(&term.lemma, &class), places(&term.documents))
    };
    terms(&reading.texts.corpus, &options).into_iter().map(word).collect()
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

/// Of the texts' things those that the same people have are one.
fn reader(choices: &[Thing], of_texts: &[Thing]) -> Reader {
    let mut first: BTreeMap<&BTreeSet<usize>, &String> = BTreeMap::new();
    let mut names = BTreeMap::new();
    for (name, people) in of_texts {
        let own = *first.entry(people).or_insert(name);
        names.insert(name.clone(), own.clone());
    }
    let things = choices.iter().map(|(name, people)| (name, people));
    let things: Vec<(&String, &BTreeSet<usize>)> =
        things.chain(first.iter().map(|(people, name)| (*name, *people))).collect();
    let kinds = QUESTIONS[1].2.iter().map(|(code, _)| kind_name(Lang::Ja, code));
    let mut words: Vec<Vec<String>> = vec![
        AREAS.map(|(_, name, _)| name.to_owned()).into(),
        kinds.collect(),
        PACES.iter().map(|(_, words)| *words).chain([NO_PACE]).map(str::to_owned).collect(),
        [A_PACE, NO_PACE].map(str::to_owned).into(),
    ];
    words.extend(things.iter().map(|(thing, _)| vec![(*thing).clone(), format!("{thing}{NOT}")]));
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
    let reader = Reader::of(words, (0..N_PEOPLE).map(group).collect());
    let mut reader = reader.counting_together(&["12", "10"]);
    reader.several = choices.iter().map(|(name, _)| name.clone()).collect();
    reader.names = names;
    reader
}

/// What is known without any table: how many texts have a thing. What the two who left the question out say is printed nowhere.
fn add_what_readers_know(reader: &mut Reader, choices: &[Thing], of_texts: &[Thing]) {
    let silent = Group::from([NO_PACE.to_owned()]);
    reader.printed.entry(silent).or_default().insert("all less those who answered".to_owned());
    for (name, _) in of_texts {
        let group = reader.group(&[name]).expect("a thing");
        reader.printed.entry(group).or_default().insert("texts".to_owned());
    }
    for (name, people) in choices.iter().chain(of_texts) {
        // What everybody said these two said, too.
        if people.len() < N_PEOPLE {
            let group = reader.group(&[name, NO_PACE]).expect("a thing of a group");
            reader.withheld.entry(group).or_default().insert("no output".to_owned());
        }
    }
}

/// Each table prints numbers of groups of which it is known how many they are, and withholds small ones of such groups. So what follows
/// has something to try. And every other output has been read.
fn assert_read(reader: &Reader) {
    let is_told = |word: &String| reader.printed.contains_key(&Group::from([word.clone()]));
    let is_cell = |group: &Group| group.len() == 2 && !group.contains(A_PACE) && group.iter().all(is_told);
    for (things, side) in KINDS_OF_THINGS.iter().flat_map(|things| SIDES.map(|side| (*things, side))) {
        let source = table_of(things, side);
        let cells = |read: &BTreeMap<Group, BTreeSet<String>>| -> Vec<Group> {
            let own = read.iter().filter(|(group, sources)| is_cell(group) && sources.contains(&source));
            own.map(|(group, _)| group.clone()).collect()
        };
        let printed = cells(&reader.printed);
        let small = cells(&reader.withheld).iter().filter(|group| reader.is_small(group)).count();
        assert!(
            printed.len() >= 2 && small >= 2,
            "{source}: {} printed, {small} small ones withheld",
            printed.len()
        );
    }
    let read = reader.printed.values().chain(reader.withheld.values()).flatten();
    let read: BTreeSet<&str> = read.map(String::as_str).collect();
    for source in OTHER_OUTPUTS {
        assert!(read.contains(source), "{source} has been read: {read:?}");
    }
    let small = reader.printed.keys().filter(|group| group.len() == 2 && reader.is_small(group));
    let small: Vec<&Group> = small.collect();
    assert!(small.is_empty(), "small numbers are printed: {small:#?}");
}

/// The table of a kind of things by area, kind or answer.
fn table_of(things: &str, side: &str) -> String {
    format!("{things} by {side}")
}

/// The counts come from the same rows on either engine: SQLite alone.
#[tokio::test]
async fn nothing_withheld_of_choices_and_texts_follows_from_all_that_is_given_out() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let open = answered(&app, &coordinator).await;
    let (choices, of_texts) = (choices(), of_texts(&app, open.survey).await);
    let mut reader = reader(&choices, &of_texts);
    let researcher = app.login(Role::Researcher).await;
    read_analysis(&mut reader, &researcher, &open).await;
    read_files(&mut reader, &researcher, &open).await;
    read_feedback(&mut reader, &app, &coordinator, &open).await;
    add_what_readers_know(&mut reader, &choices, &of_texts);
    assert_read(&reader);
    let told = reader.told();
    assert!(told.is_empty(), "numbers that are withheld can be worked out: {told:#?}");
    app.stop().await;
}

/// The same with small numbers alone withheld, so that the test above fails where nothing more is.
#[test]
fn small_numbers_of_choices_that_alone_are_withheld_are_worked_out() {
    let choices = choices();
    let mut reader = reader(&choices, &[]);
    let all: Vec<String> = reader.words.iter().flatten().cloned().chain([String::new()]).collect();
    let is_counted = |word: &&String| !word.ends_with(NOT) && *word != NO_PACE;
    let counted: Vec<&String> = all.iter().filter(is_counted).collect();
    for (one, other) in counted.iter().flat_map(|one| counted.iter().map(move |other| (one, other))) {
        let Some(group) = reader.group(&[one.as_str(), other.as_str()]) else { continue };
        let n = reader.truth(&group);
        let text = if reader.is_small(&group) { "*".to_owned() } else { n.to_string() };
        reader.read(&[one.as_str(), other.as_str()], &text, "by hand");
    }
    let told = reader.told();
    for (choice, _) in CHOICES {
        assert!(told.iter().any(|told| told.contains(&format!("\"{choice}\""))), "{choice}: {told:#?}");
    }
}

/// Two tables of the same people, each of which hides a small number behind another one, tell it together: what is one for readers of
/// the texts is tried as one. None of the two who left the question out speaks of it.
#[test]
fn tables_of_one_thing_under_two_names_are_read_together() {
    let people: BTreeSet<usize> = TREATED.iter().copied().collect();
    let of_texts = ["副作用（名詞）", "付けたC02"].map(|name| (name.to_owned(), people.clone()));
    let told = |tables: &[(&str, &str)]| {
        let mut reader = reader(&choices(), &of_texts);
        for (name, printed) in tables {
            for (_, pace) in PACES {
                let group = reader.group(&[name, pace]).expect("a thing of a group");
                let text = if pace == *printed { reader.truth(&group).to_string() } else { "*".to_owned() };
                reader.read(&[name, pace], &text, "by hand");
            }
            reader.read(&[name, A_PACE], &people.len().to_string(), "by hand");
        }
        reader.told()
    };
    let [word, code] = [("副作用（名詞）", "ふつう"), ("付けたC02", "遅い")];
    assert!(told(&[word]).is_empty() && told(&[code]).is_empty());
    assert_eq!(told(&[word, code]).len(), 1, "{:#?}", told(&[word, code]));
}
