//! Somebody who reads what is given out, keeps each number with what it is of, and works out what follows from all of them.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Selector};
use server::dataset::tables::{OTHER_KINDS, kind_name};
use server::i18n::Lang;
use tests::Page;

use super::equations::Equations;
use super::{Group, N_PEOPLE, NOT, THRESHOLD, WHOLE, person, words};

/// What somebody has read.
pub struct Reader {
    /// What parts people: the answers to each question, and each thing with those who do not have it.
    pub words: Vec<Vec<String>>,
    /// Things of which everybody has one at least, as nobody gave no answer.
    pub several: Vec<String>,
    /// Kinds with few agencies on the list: that nobody is of them is as little told as a small number.
    pub few: Vec<String>,
    /// The word for kinds that tables count together, and their own words.
    pub together: Option<(String, Vec<String>)>,
    /// The survey's threshold.
    pub least: usize,
    /// What outputs call some of the words otherwise.
    pub names: BTreeMap<String, String>,
    pub people: Vec<Group>,
    /// With the outputs that print it.
    pub printed: BTreeMap<Group, BTreeSet<String>>,
    /// With the outputs that withhold it.
    pub withheld: BTreeMap<Group, BTreeSet<String>>,
}

impl Reader {
    pub fn new() -> Reader {
        let words = words();
        let group = |n| -> Group {
            person(n).iter().zip(&words).map(|(place, words)| words[*place].clone()).collect()
        };
        let people = (0..N_PEOPLE).map(group).collect();
        Reader::of(words, people)
    }

    pub fn of(words: Vec<Vec<String>>, people: Vec<Group>) -> Reader {
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
    pub fn counting_together(mut self, kinds: &[&str]) -> Reader {
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

    pub fn truth(&self, group: &Group) -> usize {
        self.people.iter().filter(|person| group.is_subset(person)).count()
    }

    pub fn is_small(&self, group: &Group) -> bool {
        let n = self.truth(group);
        (1..self.least).contains(&n) || n == 0 && group.iter().any(|word| self.few.contains(word))
    }

    /// Who is counted; None where some words say something else, or two exclude each other.
    pub fn group(&self, labels: &[&str]) -> Option<Group> {
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
    pub fn read(&mut self, labels: &[&str], text: &str, source: &str) {
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
    pub fn read_page(&mut self, page: &Page, within: &str, source: &str) {
        let tables = "table:not([id^='residuals']):not([id^='test'])";
        self.read_tables(page, tables, (within, str::to_owned), source);
    }

    /// Some tables of a page. In columns that count everybody these are the people of `within`; `named` says what the head of a row is
    /// called here.
    pub fn read_tables(
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
    pub fn read_talk(&mut self, rows: Vec<Vec<String>>, source: &str) {
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
    pub fn tells_of_other_kinds(&self) -> bool {
        let other = kind_name(Lang::Ja, OTHER_KINDS);
        self.printed.keys().any(|group| group.len() == 2 && group.contains(&other))
    }

    /// The small numbers that can be worked out of what is printed. Nothing counts people by two things, so that each is tried by
    /// itself, with what parts people otherwise, and those together of which everybody has one.
    pub fn told(&self) -> BTreeSet<String> {
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
