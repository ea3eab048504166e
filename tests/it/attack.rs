//! Somebody tries to find out what is withheld from everything that is given out of one survey: pages of the analysis, files for talks
//! and exports, and the sheets. Everybody in it is of one area and one kind and answers every question once, so that each printed number
//! says how many people have one or two things in common, and their sums are known from table to table.
//!
//! `totals.rs` tries the same of people who left a question out, and of what is counted beside a withheld number; `words.rs` of words
//! and groups, by single differences; `several.rs` of several answers to a question, and of themes, codes and words; `uses.rs`, what
//! sheets leave of numbers of research; `listed.rs`, whether any of the few agencies of a kind answered; `off_list.rs`, whether one that was
//! invited and is not on the list any more did; `withdrawn.rs`, how few withdrew or came by the open link; `together.rs` of kinds that tables
//! count together; `between.rs`, follow-ups beside other questions and among groups.
//!
//! Not tried is the de-identified data itself, which anybody can count, as the page of exports says.

mod between;
mod equations;
mod followed;
mod listed;
mod off_list;
mod several;
mod together;
mod totals;
mod unlisted;
mod uses;
mod withdrawn;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use analysis::document::csv::read_rows;
use scraper::{ElementRef, Selector};
use serde_json::{Value, json};
use server::auth::Role;
use server::dataset::tables::{OTHER_KINDS, kind_name};
use server::i18n::Lang;
use tests::closed_answers::{answer, definition};
use tests::open_survey::open_definition;
use tests::sheets::{publish, publish_area, share};
use tests::{Engine, Page, Session, TestApp};

use self::equations::Equations;

/// What the survey withholds: numbers from 1 up to this less 1.
const THRESHOLD: usize = 5;

/// Who answers.
const N_PEOPLE: usize = 40;

/// A name, a role, and values with their words.
type Question = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// Questions with their roles, and their values with the words for them; those of kinds are found elsewhere. No words stand twice.
const QUESTIONS: [Question; 5] = [
    ("where", "region", &[("9001", "北部"), ("9002", "南部"), ("9003", "東部")]),
    ("kind", "agency_kind", &[("22", ""), ("20", ""), ("12", ""), ("10", "")]),
    ("busy", "", &[("1", "多い"), ("2", "ふつう"), ("3", "少ない")]),
    ("mood", "", &[("1", "良い"), ("2", "悪い")]),
    ("pace", "", &[("1", "早い"), ("2", "遅い")]),
];

/// Words for what counts everybody that the rest of a row and column leaves.
const WHOLE: [&str; 5] = ["", "n", "件数", "全体", "回答した件数"];

/// Behind the words of a thing (a choice of several, a theme, a word): those who do not have it, whom nothing counts.
const NOT: &str = "でない";

/// What people have in common, by its words.
type Group = BTreeSet<String>;

/// The places of somebody's answers among the values of each question. Fifteen, twenty-two and three are of the areas, three of the
/// last kind, and three gave the last answer to the first question.
fn person(n: usize) -> [usize; 5] {
    let area = usize::from(n >= 15) + usize::from(n >= 37);
    let kind = match n % 13 {
        _ if [7, 20, 38].contains(&n) => 3,
        0..6 => 0,
        6..10 => 1,
        _ => 2,
    };
    let busy = if [0, 16, 38].contains(&n) { 2 } else { usize::from(!n.is_multiple_of(3)) };
    [area, kind, busy, usize::from(n % 4 == 1), usize::from([2, 6, 9, 13, 21, 30].contains(&n))]
}

/// The words of each question's values.
fn words() -> Vec<Vec<String>> {
    let word = |(code, word): &(&str, &str)| match *word {
        "" => kind_name(Lang::Ja, code),
        word => word.to_owned(),
    };
    QUESTIONS.iter().map(|(_, _, values)| values.iter().map(word).collect()).collect()
}

fn asked() -> Vec<Value> {
    let question = |((name, role, values), words): (&Question, Vec<String>)| {
        let choices = values.iter().zip(words).map(|((value, _), word)| format!("{value}|{word}"));
        let choices: Vec<String> = choices.collect();
        let mut element = json!({ "type": "radiogroup", "name": name, "title": name, "choices": choices });
        if !role.is_empty() {
            element["kt:role"] = json!(role);
        }
        element
    };
    QUESTIONS.iter().zip(words()).map(question).collect()
}

/// What somebody has read.
struct Reader {
    /// What parts people: the answers to each question, and each thing with those who do not have it.
    words: Vec<Vec<String>>,
    /// Things of which everybody has one at least, as nobody gave no answer.
    several: Vec<String>,
    /// Kinds with few agencies on the list: that nobody is of them is as little told as a small number.
    few: Vec<String>,
    /// The word for kinds that tables count together, and their own words.
    together: Option<(String, Vec<String>)>,
    /// The survey's threshold.
    least: usize,
    /// What outputs call some of the words otherwise.
    names: BTreeMap<String, String>,
    people: Vec<Group>,
    /// With the outputs that print it.
    printed: BTreeMap<Group, BTreeSet<String>>,
    /// With the outputs that withhold it.
    withheld: BTreeMap<Group, BTreeSet<String>>,
}

impl Reader {
    fn new() -> Reader {
        let words = words();
        let group = |n| -> Group {
            person(n).iter().zip(&words).map(|(place, words)| words[*place].clone()).collect()
        };
        let people = (0..N_PEOPLE).map(group).collect();
        Reader::of(words, people)
    }

    fn of(words: Vec<Vec<String>>, people: Vec<Group>) -> Reader {
        Reader {
            words,
            several: Vec::new(),
            few: Vec::new(),
            together: None,
            least: THRESHOLD,
            names: BTreeMap::new(),
            people,
            printed: BTreeMap::new(),
            withheld: BTreeMap::new(),
        }
    }

    /// The same where tables count these kinds together: whoever is of one of them is of other kinds, too.
    fn counting_together(mut self, kinds: &[&str]) -> Reader {
        let kinds: Vec<String> = kinds.iter().map(|code| kind_name(Lang::Ja, code)).collect();
        let name = kind_name(Lang::Ja, OTHER_KINDS);
        for person in self.people.iter_mut().filter(|person| kinds.iter().any(|kind| person.contains(kind))) {
            person.insert(name.clone());
        }
        self.together = Some((name, kinds));
        self
    }

    /// The words that part people, with that for other kinds among the kinds.
    fn with_together<'r>(&'r self, words: &'r [String]) -> impl Iterator<Item = &'r String> {
        let has_kinds = move |kinds: &[String]| kinds.iter().any(|kind| words.contains(kind));
        let together = self.together.iter().filter(move |(_, kinds)| has_kinds(kinds));
        words.iter().chain(together.map(|(name, _)| name))
    }

    /// Of a group of other kinds the parts of each kind, which no table has.
    fn parts(&self, group: &Group) -> Vec<Group> {
        let Some((name, kinds)) = self.together.as_ref().filter(|(name, _)| group.contains(name)) else {
            return Vec::new();
        };
        let rest = || group.iter().filter(move |word| *word != name);
        kinds.iter().map(|kind| rest().chain([kind]).cloned().collect()).collect()
    }

    fn truth(&self, group: &Group) -> usize {
        self.people.iter().filter(|person| group.is_subset(person)).count()
    }

    fn is_small(&self, group: &Group) -> bool {
        let n = self.truth(group);
        (1..self.least).contains(&n) || n == 0 && group.iter().any(|word| self.few.contains(word))
    }

    /// Who is counted; None where some words say something else, or two exclude each other.
    fn group(&self, labels: &[&str]) -> Option<Group> {
        let mut group = Group::new();
        for label in labels.iter().map(|label| label.trim()).filter(|label| !WHOLE.contains(label)) {
            let label = self.names.get(label).map_or(label, String::as_str);
            let question =
                self.words.iter().find(|words| self.with_together(words).any(|word| word == label))?;
            if self.with_together(question).any(|word| word != label && group.contains(word)) {
                return None;
            }
            group.insert(label.to_owned());
        }
        Some(group).filter(|group| group.len() < 3)
    }

    /// Reads `15 (37.5%)`, `n=15`, or a sign that a number is withheld.
    fn read(&mut self, labels: &[&str], text: &str, source: &str) {
        let Some(group) = self.group(labels) else { return };
        let number = text.trim().trim_start_matches("n=").split(' ').next().unwrap_or_default();
        let mut withheld = self.parts(&group);
        if let Ok(n) = number.parse::<usize>() {
            assert_eq!(n, self.truth(&group), "{source}: {group:?}");
            // Of other kinds that none of them did is told, and so it is of each.
            if n == 0 {
                withheld.clear();
            }
            self.printed.entry(group).or_default().insert(source.to_owned());
        } else if number.starts_with(['*', '＊', 'x']) {
            withheld.push(group);
        } else {
            return;
        }
        for group in withheld {
            self.withheld.entry(group).or_default().insert(source.to_owned());
        }
    }

    /// The tables of a page but those of tests; all of them are about the people of `within`.
    fn read_page(&mut self, page: &Page, within: &str, source: &str) {
        let tables = "table:not([id^='residuals']):not([id^='test'])";
        self.read_tables(page, tables, (within, str::to_owned), source);
    }

    /// Some tables of a page. In columns that count everybody these are the people of `within`; `named` says what the head of a row is
    /// called here.
    fn read_tables(
        &mut self,
        page: &Page,
        tables: &str,
        (within, named): (&str, fn(&str) -> String),
        source: &str,
    ) {
        let parse = |selector: &str| Selector::parse(selector).expect("a CSS selector");
        let (rows, heads, cells) =
            (parse(&format!("{tables} tbody tr")), parse("th"), parse("td[data-label]"));
        let html = page.html();
        for row in html.select(&rows) {
            let head = named(&row.select(&heads).next().map(text_of).unwrap_or_default());
            for cell in row.select(&cells) {
                let (column, size) = head_of(cell.attr("data-label").unwrap_or_default());
                if let Some(size) = size {
                    self.read(&[column], size, source);
                }
                let within = if WHOLE.contains(&column) { within } else { "" };
                // Shares and the number of agencies on the list stand in columns of other names.
                self.read(&[within, &head, column], &text_of(cell), source);
            }
        }
    }

    /// A table for talks: heads, then questions with `n=` and answers with `n (%)`.
    fn read_talk(&mut self, rows: Vec<Vec<String>>, source: &str) {
        let mut heads: Vec<String> = Vec::new();
        for row in rows {
            if row.iter().any(|cell| cell.ends_with("n (%)")) {
                heads = row.iter().map(|cell| cell.trim_end_matches("n (%)").to_owned()).collect();
                continue;
            }
            let Some((label, cells)) = row.split_first() else { continue };
            for (head, text) in heads.iter().skip(1).zip(cells) {
                let label = if text.starts_with("n=") { "" } else { label };
                self.read(&[label, head], text, source);
            }
        }
    }

    /// Whether tables print how many of other kinds gave some answer.
    fn tells_of_other_kinds(&self) -> bool {
        let other = kind_name(Lang::Ja, OTHER_KINDS);
        self.printed.keys().any(|group| group.len() == 2 && group.contains(&other))
    }

    /// The small numbers that can be worked out of what is printed. Nothing counts people by two things, so that each is tried by
    /// itself, with what parts people otherwise, and those together of which everybody has one.
    fn told(&self) -> BTreeSet<String> {
        let (things, others): (Vec<&Vec<String>>, Vec<&Vec<String>>) =
            self.words.iter().partition(|words| is_thing(words));
        let (together, single): (Vec<&Vec<String>>, Vec<&Vec<String>>) =
            things.into_iter().partition(|words| words.iter().any(|word| self.several.contains(word)));
        let parts = single.into_iter().map(|thing| vec![thing]).chain([together]);
        parts.flat_map(|part| self.told_of(&[others.as_slice(), part.as_slice()].concat())).collect()
    }

    /// The same of numbers of people whom these words part: the equations between them are solved.
    fn told_of(&self, parting: &[&Vec<String>]) -> Vec<String> {
        let mut known = self.equations(parting);
        let is_parted = |group: &&Group| {
            let is_in =
                |word: &String, words: &[String]| self.with_together(words).any(|other| other == word);
            group.iter().all(|word| parting.iter().any(|words| is_in(word, words.as_slice())))
        };
        for group in self.printed.keys().filter(is_parted) {
            let place = known.unknown(&format!("{group:?}"));
            known.print(place, self.truth(group));
        }
        known.combine();
        let withheld = self.withheld.keys().filter(is_parted).filter(|group| self.is_small(group));
        let found = withheld.filter_map(|group| {
            let place = known.unknown(&format!("{group:?}"));
            let n = known.only_value(place)?;
            Some(format!("{group:?} is {n}, withheld in {:?}", self.withheld[group]))
        });
        found.collect()
    }

    /// The sums of numbers of people whom these words part.
    fn equations(&self, parting: &[&Vec<String>]) -> Equations {
        let mut known = Equations::new(self.people.len());
        let place = |known: &mut Equations, group: &Group| known.unknown(&format!("{group:?}"));
        let mut groups = vec![(Group::new(), false)];
        for words in parting {
            let words_of = self.with_together(words);
            groups.extend(words_of.map(|word| (Group::from([word.clone()]), is_thing(words))));
        }
        let has_several = parting.iter().any(|words| words.iter().any(|word| self.several.contains(word)));
        for (group, is_of_thing) in &groups {
            let whole = place(&mut known, group);
            let parts_of = |known: &mut Equations, words: &[String]| -> Vec<usize> {
                let parts = words.iter().map(|word| group.iter().chain([word]).cloned().collect::<Group>());
                parts.map(|part| place(known, &part)).collect()
            };
            let others = parting.iter().filter(|words| !(*is_of_thing && is_thing(words)));
            for words in others.filter(|words| !self.with_together(words).any(|word| group.contains(word))) {
                let parts = parts_of(&mut known, words);
                known.add(whole, &parts);
                // Other kinds are the sum of their kinds, in this group too.
                if let Some((name, kinds)) =
                    self.together.as_ref().filter(|(_, kinds)| kinds.iter().any(|kind| words.contains(kind)))
                {
                    let together = place(&mut known, &group.iter().chain([name]).cloned().collect());
                    let parts = parts_of(&mut known, kinds);
                    known.add(together, &parts);
                }
            }
            if has_several && !is_of_thing {
                let parts = parts_of(&mut known, &self.several);
                known.add_at_least(whole, &parts);
            }
        }
        known
    }
}

/// Whether these are those who have a thing and those who do not.
fn is_thing(words: &[String]) -> bool {
    words.iter().any(|word| word.ends_with(NOT))
}

/// The head of a column, and how many there are of the group that it counts: `北部 (n=12)`.
fn head_of(column: &str) -> (&str, Option<&str>) {
    match column.strip_suffix(')').and_then(|head| head.rsplit_once(" (n=")) {
        Some((group, size)) => (group, Some(size)),
        None => (column, None),
    }
}

fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

/// Reads each question against each, and the tables for talks.
async fn read_tables(reader: &mut Reader, researcher: &Session, survey: &str, questions: &[&str]) {
    for (side, top) in questions.iter().flat_map(|side| questions.iter().map(move |top| (side, top))) {
        let source = format!("cross?side=q:{side}&top=q:{top}");
        let page = researcher.get(&format!("{survey}/analysis/{source}")).await.expect_status(200);
        reader.read_page(&page, "", &source);
    }
    for source in ["characteristics", "by-area", "by-kind"] {
        let page = researcher.get(&format!("{survey}/talks/{source}.csv")).await.expect_status(200);
        reader.read_talk(read_rows(&page.bytes).expect("a table"), source);
    }
}

/// The counts come from the same rows on either engine: SQLite alone.
#[tokio::test]
async fn nothing_withheld_follows_from_all_that_is_given_out() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(&app, &coordinator, &definition(&asked())).await;
    let third = [("parent", "1"), ("code", "9003"), ("area", "東部")];
    coordinator.post_form("/regions", &third).await.expect_status(303);
    for n in 0..N_PEOPLE {
        let given = person(n).into_iter().zip(&QUESTIONS);
        let fields: Vec<(&str, &str)> =
            given.map(|(place, (name, _, values))| (*name, values[place].0)).collect();
        answer(&app, &open, &fields).await;
    }
    let (survey, number) = (format!("/surveys/{}", open.survey.0), open.questionnaire.0);
    let researcher = app.login(Role::Researcher).await;
    // Three are of the last kind, which is few, so that the smallest other one goes with it.
    let mut reader = Reader::new().counting_together(&["12", "10"]);
    for source in ["", "by=region", "by=region&page=2", "by=kind", "by=kind&page=2"] {
        let page = researcher.get(&format!("{survey}/analysis?{source}")).await.expect_status(200);
        reader.read_page(&page, "", source);
    }
    read_tables(&mut reader, &researcher, &survey, &QUESTIONS.map(|(name, ..)| name)).await;
    let page = researcher.get(&format!("{survey}/exports/tables-{number}.csv")).await.expect_status(200);
    for row in read_rows(&page.bytes).expect("a table") {
        if let [_, _, _, label, count, ..] = row.as_slice() {
            reader.read(&[label], count, "exports");
        }
    }
    let n_before = reader.withheld.len();
    assert!(reader.printed.len() > 10 && n_before > 10, "the outputs have been read");
    publish(&coordinator, open.survey, &[]).await;
    let link = share(&coordinator, open.survey).await;
    reader.read_page(&app.visitor().get(&link).await.expect_status(200), "", "sheet");
    let viewer = app.login(Role::Viewer).await;
    for (area, word) in QUESTIONS[0].2 {
        let published = publish_area(&coordinator, open.survey, area).await;
        let page = viewer.get(&published).await.expect_status(200);
        reader.read_page(&page, word, "sheet of an area");
    }
    assert!(reader.withheld.values().any(|sources| sources.contains("sheet")), "the sheet has been read");
    assert!(reader.tells_of_other_kinds(), "tables by kind have been read");
    let told = reader.told();
    assert!(told.is_empty(), "numbers that are withheld can be worked out: {told:#?}");
    app.stop().await;
}

/// Without complementary suppression (small numbers alone are withheld, in all tables alike) nearly all of them follow from the rest, so
/// that the test above fails where it is switched off.
#[test]
fn small_numbers_that_alone_are_withheld_are_worked_out() {
    let mut reader = Reader::new();
    let words: Vec<String> = reader.words.iter().flatten().cloned().chain([String::new()]).collect();
    for (one, other) in words.iter().flat_map(|one| words.iter().map(move |other| (one, other))) {
        let Some(group) = reader.group(&[one, other]) else { continue };
        let n = reader.truth(&group);
        let text = if (1..THRESHOLD).contains(&n) { "*".to_owned() } else { n.to_string() };
        reader.read(&[one, other], &text, "by hand");
    }
    let (told, n_withheld) = (reader.told(), reader.withheld.len());
    assert!(told.iter().any(|told| told.contains("{\"東部\"} is 3")), "{told:#?}");
    assert!(told.len() * 2 > n_withheld, "{} of {n_withheld}: {told:#?}", told.len());
}
