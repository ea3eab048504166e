//! The report as one HTML file that needs nothing else. Every number of people, units, texts or occurrences in its tables and pictures
//! leads to the texts behind it. Shares, tests, strengths and coordinates follow from such numbers and lead nowhere; nor do totals of the
//! whole file (the table of the method), and numbers that stand in sentences and notes.

mod bars;
mod compared;
mod crosstabs;
mod document_tree;
mod further;
mod keywords;
mod limits;
mod listings;
mod map;
mod neighbours;
mod network;
mod picture;
mod rules;
mod said;
mod scales;
mod stances;
mod strips;
mod topics;
mod vocabulary;
mod waves;
mod words;

use analysis::rounded::half_up;
use serde::Serialize;
use tera::Context;

use self::limits::Limits;
use self::listings::{Listings, texts_section};
pub use self::network::network_file;
use self::picture::PictureView;
pub use self::rules::unit_words;
use super::LANG;
use super::asked::Asked;
use super::counted::CountedIn;
use super::figures::Figures;
use super::pictures::{
    CLOUD, CLUSTERS, CODES, CODES_NETWORK, DOCUMENT_CLUSTERS, MAP, Numbered, Picture as PictureFile, TRENDS,
    WORDS,
};
use super::rules::Ruled;
use crate::i18n::text;
use crate::view::grouped::grouped;

const TEMPLATE: &str = "reports/analyze.html";

/// The stylesheet is part of the file, so that it can be sent by mail and opened anywhere.
const STYLESHEET: &str = include_str!("report/report.css");

#[derive(Serialize)]
struct ReportView {
    lang: &'static str,
    stylesheet: String,
    source: String,
    column: String,
    method: Vec<(String, String)>,
    classes: Vec<words::ClassView>,
    words_picture: PictureView,
    cloud: PictureView,
    /// What is compared with one another, as people call it.
    things: String,
    network: PictureView,
    /// What the strength of pairs is called.
    network_strength: String,
    /// What words are compared by, for the words of the template.
    counted: CountedView,
    edges: Vec<words::EdgeView>,
    stances: Vec<stances::StanceView>,
    themes: Vec<stances::ThemesView>,
    crosstabs: Vec<crosstabs::CrosstabView>,
    keywords: Vec<keywords::KeywordsView>,
    waves: Option<waves::WavesView>,
    compounds: Option<vocabulary::CompoundsView>,
    changes: Option<vocabulary::ChangesView>,
    kwic: Vec<words::KwicView>,
    strips: Vec<strips::StripsView>,
    rules: Option<rules::RulesView>,
    copies: further::CopiesView,
    planes: Vec<further::PlaneView>,
    clusters: further::ClustersView,
    map: Option<map::MapView>,
    scales: Vec<scales::ScaleView>,
    likerts: Vec<scales::LikertView>,
    /// What α says of all scales together.
    alphas: Vec<scales::AlphaView>,
    attributes: Vec<compared::AttributesView>,
    compared_words: Vec<crosstabs::CrosstabView>,
    topics: topics::TopicsView,
    document_tree: document_tree::DocumentTreeView,
    neighbours: Vec<neighbours::NeighboursView>,
    limits: Limits,
    listings: String,
    texts: String,
    are_texts_cut: bool,
}

/// What words are compared by.
#[derive(Serialize)]
struct CountedView {
    /// Name of the unit.
    kind: String,
    /// What it is called.
    unit: String,
    /// Over a column that counts it.
    head: String,
}

impl CountedView {
    fn of(counted_in: CountedIn) -> CountedView {
        let unit = counted_in.unit;
        CountedView { kind: unit.name(), unit: unit_words(unit, LANG), head: counted_in.head() }
    }
}

/// A number with the place in the report that lists what it counts.
#[derive(Serialize)]
struct Number {
    text: String,
    /// Empty for a zero.
    href: String,
}

impl Number {
    /// Another number of the same texts.
    fn beside(&self, n: u32) -> Number {
        Number { text: grouped(n), href: if n == 0 { String::new() } else { self.href.clone() } }
    }
}

/// What a report is about.
#[derive(Clone, Copy)]
pub struct Subject<'s> {
    /// The file.
    pub source: &'s str,
    /// The column with the texts; empty for plain texts.
    pub column: &'s str,
    /// What was counted by coding rules.
    pub rules: Option<&'s Ruled>,
    /// What was asked for besides.
    pub asked: &'s Asked,
}

/// The report, and its pictures but that of the network, which lead to their texts in it.
///
/// # Errors
/// When a picture cannot be drawn or the template does not fit.
pub fn html(subject: Subject<'_>, figures: &Figures) -> anyhow::Result<(String, Vec<PictureFile>)> {
    let Subject { source, column, rules, asked } = subject;
    let mut listings = Listings::new(figures);
    let view = ReportView {
        lang: LANG,
        stylesheet: format!("<style>\n{STYLESHEET}</style>"),
        source: source.to_owned(),
        column: column.to_owned(),
        method: method(figures),
        classes: words::classes(figures, &mut listings),
        words_picture: bars::words(figures, &mut listings)?,
        cloud: bars::cloud(figures, &mut listings)?,
        things: figures.further.options.things_words(LANG),
        network: network::linked(figures, &mut listings)?,
        network_strength: figures.further.options.strength_words(LANG),
        counted: CountedView::of(figures.counted_in),
        edges: words::edges(figures, &mut listings),
        stances: stances::stances(figures, &mut listings),
        themes: stances::themes(figures, &mut listings)?,
        crosstabs: crosstabs::crosstabs(figures, &mut listings)?,
        keywords: keywords::keywords(figures, &mut listings),
        waves: asked.waves.as_ref().map(|found| waves::view(found, &mut listings)).transpose()?,
        scales: scales::views(asked.scales.as_deref().unwrap_or_default(), &mut listings),
        likerts: scales::likerts(asked.scales.as_deref().unwrap_or_default(), &mut listings)?,
        alphas: scales::alphas(asked.alpha.as_deref().unwrap_or_default(), &mut listings),
        attributes: compared::attributes(&asked.compared.attributes, &mut listings)?,
        compared_words: crosstabs::words::tables(&asked.compared.words, &mut listings)?,
        compounds: asked.compounds.as_deref().map(|found| vocabulary::compounds(found, &mut listings)),
        changes: asked.changes.as_deref().map(|found| vocabulary::changes(found, &mut listings)),
        kwic: words::kwic_tables(figures),
        strips: strips::views(asked.kwic.as_deref().unwrap_or_default(), figures)?,
        rules: rules.map(|ruled| rules::view(ruled, &figures.further.options, &mut listings)).transpose()?,
        copies: further::copies(figures, &mut listings),
        planes: further::planes(figures, &mut listings)?,
        clusters: further::clusters(figures, &mut listings)?,
        map: asked.map.as_ref().map(|found| map::view(found, figures, &mut listings)).transpose()?,
        topics: topics::view(figures, &mut listings),
        document_tree: document_tree::view(figures)?,
        neighbours: neighbours::views(figures, &mut listings),
        limits: Limits::of(&figures.further.options),
        listings: listings.html,
        are_texts_cut: listings::are_texts_cut(figures),
        texts: texts_section(figures),
    };
    let templates = crate::view::report_templates()?;
    Ok((templates.render(TEMPLATE, &Context::from_serialize(&view)?)?, pictures(&view)))
}

/// The pictures of the report that were drawn.
fn pictures(view: &ReportView) -> Vec<PictureFile> {
    let mut drawn: Vec<(String, &PictureView)> = vec![(CLUSTERS.to_owned(), &view.clusters.picture)];
    drawn.push((DOCUMENT_CLUSTERS.to_owned(), &view.document_tree.picture));
    drawn.extend(view.map.iter().map(|map| (MAP.to_owned(), &map.picture)));
    drawn.extend(view.waves.iter().map(|waves| (TRENDS.to_owned(), &waves.picture)));
    drawn.push((WORDS.to_owned(), &view.words_picture));
    drawn.push((CLOUD.to_owned(), &view.cloud));
    if let Some(rules) = &view.rules {
        drawn.push((CODES.to_owned(), &rules.picture));
        drawn.push((CODES_NETWORK.to_owned(), &rules.network));
    }
    let several: [(Numbered, Vec<&PictureView>); 7] = [
        (Numbered::Attributes, view.attributes.iter().map(|table| &table.picture).collect()),
        (Numbered::Correspondence, view.planes.iter().map(|plane| &plane.picture).collect()),
        (Numbered::Heatmap, view.crosstabs.iter().map(|table| &table.picture).collect()),
        (Numbered::Likert, view.likerts.iter().map(|scale| &scale.picture).collect()),
        (Numbered::Strips, view.strips.iter().map(|word| &word.picture).collect()),
        (Numbered::WordHeatmap, view.compared_words.iter().map(|table| &table.picture).collect()),
        (Numbered::Themes, view.themes.iter().map(|themes| &themes.picture).collect()),
    ];
    for (kind, pictures) in several {
        drawn.extend((1..).zip(pictures).map(|(number, picture)| (kind.name(number), picture)));
    }
    drawn.into_iter().filter_map(|(name, picture)| picture.file(name)).collect()
}

fn method(figures: &Figures) -> Vec<(String, String)> {
    let method = &figures.method;
    let word = |key: &str| text(LANG, key, &[]);
    let domain_words =
        if method.has_domain_words { "analyze-with-domain-words" } else { "analyze-without-domain-words" };
    let mut rows = vec![
        (word("analyze-method-documents"), grouped(method.n_documents)),
        (word("analyze-method-people"), grouped(figures.people.n)),
        (word("analyze-method-blank"), grouped(method.n_blank)),
        (word("analyze-method-sentences"), grouped(method.n_sentences)),
        (word("analyze-method-tokens"), grouped(method.n_tokens)),
        (word("analyze-method-used-tokens"), grouped(method.n_used_tokens)),
        (word("analyze-method-words"), word(domain_words)),
        (
            word("analyze-method-dictionary"),
            format!("IPADIC / lindera {} / {}", method.lindera, method.dictionary),
        ),
        (word("analyze-method-coding"), format!("{} {}", figures.frame.version, method.coding)),
        (word("analyze-method-version"), method.version.to_owned()),
    ];
    if !figures.counted_in.is_people() {
        let counted = text(LANG, "analyze-method-counted", &figures.counted_in.arguments(LANG));
        rows.push((word("analyze-method-count-in"), counted));
    }
    rows
}

/// A number with so many decimals; a dash where there is no number to print.
pub fn decimals(value: f64, decimals: usize) -> String {
    if value.is_finite() { half_up(value, decimals) } else { "–".to_owned() }
}

/// Text as it may stand in HTML and in quoted attributes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() && !c.is_whitespace() => escaped.push('\u{FFFD}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_are_written_for_readers() {
        assert_eq!([1.0 / 3.0, f64::NAN, f64::INFINITY].map(|n| decimals(n, 3)), ["0.333", "–", "–"]);
        assert_eq!(escaped("<b>\"A\" & 'B'\u{0}"), "&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;\u{FFFD}");
    }
}
