//! Plain text files as KH Coder reads them: a line is a paragraph, and `<H1>…</H1>` to `<H5>…</H5>` on lines of their own
//! are headings.
//!
//! Where a file has headings, a document is what stands between two of them (a heading right below a higher one
//! begins no new document); where it has none, each line is a document.

use super::Span;
use super::corpus::Document;

/// How many levels of headings there are.
pub const LEVELS: u8 = 5;

/// One heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to [`LEVELS`]; 1 is the highest.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// The document that it stands in, as an index of the documents.
    pub document: u32,
    /// Its line in the text of that document.
    pub span: Span,
}

/// A variable that is known for each heading of a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingVariable {
    /// The level.
    pub level: u8,
    /// Its name.
    pub name: String,
    /// One value for each heading of the level, in their order.
    pub values: Vec<String>,
}

/// The headings of a collection of texts. None for texts that are rows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// In the order of the file.
    pub headings: Vec<Heading>,
    /// What is known about headings beyond their words.
    pub variables: Vec<HeadingVariable>,
}

impl Outline {
    /// The headings of one level, in their order.
    pub fn of_level(&self, level: u8) -> impl Iterator<Item = &Heading> {
        self.headings.iter().filter(move |heading| heading.level == level)
    }
}

/// Finds the headings above places of texts, however many headings there are.
pub struct Above<'o> {
    outline: &'o Outline,
    /// The places of the headings of each level in the outline, ascending.
    of_level: [Vec<usize>; LEVELS as usize],
}

impl<'o> Above<'o> {
    /// For the texts of this outline.
    pub fn new(outline: &'o Outline) -> Above<'o> {
        let places = |level: usize| {
            let of_level = |heading: &Heading| usize::from(heading.level) == level + 1;
            let headings = outline.headings.iter().enumerate();
            headings.filter(|(_, heading)| of_level(heading)).map(|(place, _)| place).collect()
        };
        Above { outline, of_level: std::array::from_fn(places) }
    }

    /// The levels that there are headings of, ascending.
    pub fn levels(&self) -> Vec<u8> {
        let there = (1..).zip(&self.of_level).filter(|(_, places)| !places.is_empty());
        there.map(|(level, _)| level).collect()
    }

    /// The words of the headings that a code point of a text stands below, for each of [`Above::levels`]. A heading stands below
    /// itself, and one of a higher level ends those below it.
    pub fn of(&self, document: u32, point: u32) -> Vec<Option<&'o str>> {
        let begins = |heading: &Heading| (heading.document, heading.span.start);
        let end = self.outline.headings.partition_point(|heading| begins(heading) <= (document, point));
        let mut latest: Option<usize> = None;
        let mut found = Vec::new();
        for places in self.of_level.iter().filter(|places| !places.is_empty()) {
            let n_before = places.partition_point(|place| *place < end);
            let own = n_before.checked_sub(1).and_then(|last| places.get(last)).copied();
            let heading = own.filter(|_| own > latest).and_then(|place| self.outline.headings.get(place));
            found.push(heading.map(|heading| heading.text.as_str()));
            latest = latest.max(own);
        }
        found
    }
}

/// A plain text file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadedText {
    /// Its documents. The id is the number of the first line, and the attributes `h1` … `h5` are the headings above;
    /// tags are left out of the text.
    pub documents: Vec<Document>,
    /// Its headings.
    pub outline: Outline,
}

/// Reads a plain text file. Empty lines are no paragraphs and no documents.
pub fn read(text: &str) -> HeadedText {
    let has_headings = text.lines().any(|line| heading(line).is_some());
    let mut reader = Reader::default();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        match heading(line) {
            Some((level, words)) => reader.add_heading(index + 1, level, words),
            None if line.trim().is_empty() => {}
            None => reader.add_line(index + 1, line, has_headings),
        }
    }
    reader.finish()
}

/// The level and words of a line that is a heading.
fn heading(line: &str) -> Option<(u8, &str)> {
    let line = line.trim();
    let rest = line.strip_prefix("<h").or_else(|| line.strip_prefix("<H"))?;
    let mut chars = rest.chars();
    let level = chars.next().and_then(|c| c.to_digit(10)).and_then(|digit| u8::try_from(digit).ok())?;
    let inside = chars.as_str().strip_prefix('>')?;
    let ends = [format!("</h{level}>"), format!("</H{level}>")];
    let words = ends.iter().find_map(|end| inside.strip_suffix(end.as_str()))?;
    (1..=LEVELS).contains(&level).then_some((level, words.trim()))
}

#[derive(Default)]
struct Reader {
    found: HeadedText,
    /// The headings in force, by level.
    above: [Option<String>; LEVELS as usize],
    /// The level of the heading that was the last line.
    last: Option<u8>,
    /// How many code points the document at hand has.
    n_points: u32,
}

impl Reader {
    fn add_heading(&mut self, number: usize, level: u8, words: &str) {
        if self.last.is_none_or(|last| last >= level) {
            self.begin(number);
        }
        let place = usize::from(level) - 1;
        for (index, above) in self.above.iter_mut().enumerate().skip(place) {
            *above = (index == place).then(|| words.to_owned());
        }
        let start = self.append(words);
        let span = Span { start, end: self.n_points };
        let document = self.found.documents.len().saturating_sub(1) as u32;
        if let Some(document) = self.found.documents.last_mut() {
            document.attributes = attributes(&self.above);
        }
        self.found.outline.headings.push(Heading { level, text: words.to_owned(), document, span });
        self.last = Some(level);
    }

    fn add_line(&mut self, number: usize, line: &str, has_headings: bool) {
        if !has_headings || self.found.documents.is_empty() {
            self.begin(number);
        }
        self.append(line);
        self.last = None;
    }

    fn begin(&mut self, number: usize) {
        self.n_points = 0;
        self.found.documents.push(Document { id: number.to_string(), ..Document::default() });
    }

    /// Adds a line to the document at hand and gives the code point that it begins at.
    fn append(&mut self, line: &str) -> u32 {
        let Some(document) = self.found.documents.last_mut() else { return 0 };
        if !document.text.is_empty() {
            document.text.push('\n');
            self.n_points += 1;
        }
        document.text.push_str(line);
        let start = self.n_points;
        self.n_points += line.chars().count() as u32;
        start
    }

    fn finish(self) -> HeadedText {
        self.found
    }
}

fn attributes(above: &[Option<String>]) -> Vec<(String, String)> {
    let named = (1..).zip(above).filter_map(|(level, words)| Some((format!("h{level}"), words.clone()?)));
    named.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOVEL: &str =
        "まえがき\n<H1>上</H1>\n<H2>一</H2>\n私は。\n\n先生は。\r\n<h2>二</h2>\n海へ。\n<H1>下</H1>\n手紙。";

    #[test]
    fn headings_part_the_documents() {
        let found = read(NOVEL);
        let texts: Vec<(&str, &str)> =
            found.documents.iter().map(|d| (d.id.as_str(), d.text.as_str())).collect();
        assert_eq!(
            texts,
            [("1", "まえがき"), ("2", "上\n一\n私は。\n先生は。"), ("7", "二\n海へ。"), ("9", "下\n手紙。")]
        );
        let attributes = |at: usize| -> Vec<(&str, &str)> {
            found.documents[at].attributes.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect()
        };
        assert_eq!(attributes(2), [("h1", "上"), ("h2", "二")]);
        assert_eq!(attributes(3), [("h1", "下")]);
        let levels: Vec<u8> = found.outline.headings.iter().map(|heading| heading.level).collect();
        assert_eq!(levels, [1, 2, 2, 1]);
        let second = &found.outline.headings[1];
        assert_eq!(second.span.of(&found.documents[second.document as usize].text), "一");
        assert_eq!(found.outline.of_level(2).count(), 2);
    }

    #[test]
    fn places_stand_below_headings() {
        let found = read(NOVEL);
        let above = Above::new(&found.outline);
        assert_eq!(above.levels(), [1, 2]);
        assert_eq!(above.of(0, 0), [None, None], "what stands before the first heading");
        assert_eq!(above.of(1, 0), [Some("上"), None], "the heading itself");
        assert_eq!(above.of(1, 4), [Some("上"), Some("一")]);
        assert_eq!(above.of(2, 2), [Some("上"), Some("二")]);
        assert_eq!(above.of(3, 2), [Some("下"), None], "a higher heading ends those below");
        let none = Outline::default();
        assert!(Above::new(&none).levels().is_empty() && Above::new(&none).of(0, 0).is_empty());
    }

    #[test]
    fn lines_are_documents_where_there_are_no_headings() {
        let found = read("相談が多い。窓口が少ない。\n\n<b>x</b>\n<H6>六</H6>\n");
        let ids: Vec<&str> = found.documents.iter().map(|document| document.id.as_str()).collect();
        assert_eq!(ids, ["1", "3", "4"]);
        assert_eq!(found.outline, Outline::default());
        assert_eq!(read(""), HeadedText::default());
    }

    proptest! {
        #[test]
        fn spans_of_headings_are_their_words(text in "(<H[0-7]>[あ𠮷 ]{0,3}</H[0-7]>\n|[い\r\n]{0,4}\n){0,12}") {
            let found = read(&text);
            for heading in &found.outline.headings {
                let document = &found.documents[heading.document as usize];
                prop_assert_eq!(heading.span.of(&document.text), heading.text.as_str());
            }
        }
    }
}
