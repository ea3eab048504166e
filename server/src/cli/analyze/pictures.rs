//! The pictures of a report as files of their own, with what is said of them inside and marks that lead nowhere: as SVG, and as PNG for
//! print where somebody asks for it.

use analysis::chart::alone::noted;
use analysis::chart::png::{Fonts, load_fonts, png_for_print};
use anyhow::Context;
use rayon::prelude::*;

use super::{AnalyzeArgs, LANG};
use crate::i18n::text;
use crate::view::figure::print::PRINT;

/// The height of a picture with its note, in its own units: on the 267 mm that can be printed of a sheet of A4 its letters, 14 units
/// high, are then 7 points.
const MOST_HIGH: f64 = 1_513.0;

/// The co-occurrence network.
pub const NETWORK: &str = "network";

/// The tree of words, or codes.
pub const CLUSTERS: &str = "clusters";

/// The tree of texts.
pub const DOCUMENT_CLUSTERS: &str = "document-clusters";

/// The words as places on a plane.
pub const MAP: &str = "map";

/// The words from wave to wave.
pub const TRENDS: &str = "trends";

/// The words of most people as bars.
pub const WORDS: &str = "words";

/// The same words in sizes.
pub const CLOUD: &str = "word-cloud";

/// The codes of coding rules as bars.
pub const CODES: &str = "codes";

/// Which codes go together.
pub const CODES_NETWORK: &str = "codes-network";

/// Pictures of which there may be several; their names end with a number, from 1.
#[derive(Clone, Copy)]
pub enum Numbered {
    /// Correspondence analysis of a column.
    Correspondence,
    /// Cross table of two columns.
    Attributes,
    /// Cross table of codes.
    Heatmap,
    /// Answers on a scale.
    Likert,
    /// Where a word stands.
    Strips,
    /// Suggested themes of a kind.
    Themes,
    /// Cross table of words.
    WordHeatmap,
}

impl Numbered {
    const ALL: [Numbered; 7] = [
        Numbered::Correspondence,
        Numbered::Attributes,
        Numbered::Heatmap,
        Numbered::Likert,
        Numbered::Strips,
        Numbered::Themes,
        Numbered::WordHeatmap,
    ];

    fn prefix(self) -> &'static str {
        match self {
            Numbered::Correspondence => "correspondence-",
            Numbered::Attributes => "attributes-",
            Numbered::Heatmap => "heatmap-",
            Numbered::Likert => "likert-",
            Numbered::Strips => "strips-",
            Numbered::Themes => "themes-",
            Numbered::WordHeatmap => "word-heatmap-",
        }
    }

    /// The name of one of them.
    pub fn name(self, number: usize) -> String {
        format!("{}{number}", self.prefix())
    }
}

/// Whether files of a picture have this name, with their ending.
pub fn is_of_picture(name: &str) -> bool {
    let Some(name) = name.strip_suffix(".svg").or_else(|| name.strip_suffix(".png")) else { return false };
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    [NETWORK, CLUSTERS, DOCUMENT_CLUSTERS, MAP, TRENDS, WORDS, CLOUD, CODES, CODES_NETWORK].contains(&name)
        || Numbered::ALL.iter().any(|kind| name.strip_prefix(kind.prefix()).is_some_and(is_number))
}

/// One picture of the report.
pub struct Picture {
    /// Name of its files, without an ending.
    pub name: String,
    /// The picture as it stands in the report.
    pub svg: String,
    /// What is said of it: n, method and parameters.
    pub note: String,
}

/// The fonts of pictures for print; None where nobody wants any.
///
/// # Errors
/// With words for the person at the terminal, when they are missing.
pub fn fonts(args: &AnalyzeArgs) -> anyhow::Result<Option<Fonts>> {
    let words = || text(LANG, "analyze-no-fonts", &[("path", args.fonts.display().to_string())]);
    args.png.then(|| load_fonts(&args.fonts)).transpose().with_context(words)
}

/// The files of pictures.
///
/// # Errors
/// When one cannot be drawn for print.
pub fn files(pictures: &[Picture], fonts: Option<&Fonts>) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let more = text(LANG, "analyze-note-more", &[]);
    let of_picture = |picture: &Picture| -> anyhow::Result<Vec<(String, Vec<u8>)>> {
        let svg = noted(&picture.svg, &picture.note, (MOST_HIGH, &more))?;
        let printed = fonts.map(|fonts| png_for_print(&svg, fonts, PRINT)).transpose()?;
        let mut files = vec![(format!("{}.svg", picture.name), svg.into_bytes())];
        files.extend(printed.map(|bytes| (format!("{}.png", picture.name), bytes)));
        Ok(files)
    };
    let files: Vec<Vec<(String, Vec<u8>)>> =
        pictures.par_iter().map(of_picture).collect::<anyhow::Result<_>>()?;
    Ok(files.into_iter().flatten().collect())
}
