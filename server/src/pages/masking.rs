//! Words that may tell who is meant, in texts that are to be published: which they are, where they stand, and what can be put in
//! their place. Cases, quotes and the office's own texts on a sheet are all looked at here.

use std::sync::Arc;

use actix_web::web;
use analysis::text::Span;
use analysis::text::identify::every::{IdentifyingWord, NameFinder};
use analysis::text::identify::general::{General, general};
use analysis::text::identify::standing::stand_at;
use serde::Serialize;
use surveys::id::RegionId;
use surveys::stakeholder::agency_kind::AGENCY_KINDS;
use surveys::stakeholder::spoken::spoken_names;
use surveys::store;

use crate::app::App;
use crate::dataset::tables::full_kind_name;
use crate::error::Result;
use crate::i18n::{self, Lang};

/// What agencies and organisations are called, which tells who is meant.
pub struct KnownNames(Arc<NameFinder>);

impl KnownNames {
    /// The names of the agencies of a region and of all organisations, as people say them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(app: &App, region: RegionId) -> Result<KnownNames> {
        let mut names = store::agencies::names(&app.db, region).await?;
        let organisations = store::organisations::all(&app.db).await?;
        names.extend(organisations.into_iter().map(|organisation| organisation.name));
        let labels: Vec<String> =
            AGENCY_KINDS.iter().map(|kind| full_kind_name(Lang::Ja, kind.code)).collect();
        let names = spoken_names(&names, &labels);
        Ok(KnownNames(Arc::new(NameFinder::of(names.iter().map(String::as_str)))))
    }

    /// The words of texts that may tell who is meant, as [`look`] finds them. It blocks.
    pub fn in_texts(&self, app: &App, texts: &[String]) -> (Vec<IdentifyingWord>, bool) {
        app.language.identifying_words(texts, &self.0)
    }
}

/// The words of texts that may tell who is meant, each once, and whether names of people and places were looked for: without a
/// dictionary they cannot be.
///
/// # Errors
/// When the look is broken off.
pub async fn look(app: &App, texts: Vec<String>, names: &KnownNames) -> Result<(Vec<IdentifyingWord>, bool)> {
    let (language, names) = (Arc::clone(&app.language), Arc::clone(&names.0));
    let look = move || language.identifying_words(&texts, &names);
    Ok(web::block(look).await.map_err(anyhow::Error::from)?)
}

/// The same, text by text.
///
/// # Errors
/// When the look is broken off.
pub async fn look_at_each(
    app: &App,
    texts: Vec<String>,
    names: &KnownNames,
) -> Result<(Vec<Vec<IdentifyingWord>>, bool)> {
    let (language, names) = (Arc::clone(&app.language), Arc::clone(&names.0));
    let look = move || language.identifying_words_of_each(&texts, &names);
    Ok(web::block(look).await.map_err(anyhow::Error::from)?)
}

/// The words of each text that may tell who is meant, as they were typed, in the order of the texts.
///
/// # Errors
/// When the look is broken off.
pub async fn look_each(app: &App, texts: Vec<String>, names: &KnownNames) -> Result<Vec<Vec<String>>> {
    let (language, names) = (Arc::clone(&app.language), Arc::clone(&names.0));
    let look = move || -> Vec<Vec<String>> {
        let found = language.identifying_words_of_each(&texts, &names).0;
        let typed = |(text, words): (&String, Vec<IdentifyingWord>)| -> Vec<String> {
            words.iter().map(|word| as_typed(text, &word.words)).collect()
        };
        texts.iter().zip(found).map(typed).collect()
    };
    Ok(web::block(look).await.map_err(anyhow::Error::from)?)
}

/// A part of a text.
#[derive(Serialize)]
pub struct Piece {
    /// Its words.
    pub text: String,
    /// They may tell who is meant.
    pub is_found: bool,
}

/// A text, cut where such words stand.
pub fn pieces(text: &str, words: &[IdentifyingWord]) -> Vec<Piece> {
    let characters: Vec<char> = text.chars().collect();
    let piece = |start: usize, end: usize, is_found: bool| Piece {
        text: characters.iter().skip(start).take(end.saturating_sub(start)).collect(),
        is_found,
    };
    let (mut pieces, mut at) = (Vec::new(), 0);
    for span in stand_at(text, words.iter().map(|word| word.words.as_str())) {
        let (start, end) = (span.start as usize, span.end as usize);
        pieces.push(piece(at, start, false));
        pieces.push(piece(start, end, true));
        at = end;
    }
    pieces.push(piece(at, characters.len(), false));
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// What stands in a text of those words that were found in it, and of those that were found in what it was made from: a name
/// is one also where the sentence around it was changed.
pub fn standing(
    text: &str,
    found: Vec<IdentifyingWord>,
    written: &[IdentifyingWord],
) -> Vec<IdentifyingWord> {
    let mut standing = found;
    for word in written {
        let covered = stand_at(text, standing.iter().map(|known| known.words.as_str()));
        let is_covered = |own: &Span| covered.iter().any(|all| all.start <= own.start && own.end <= all.end);
        if !stand_at(text, [word.words.as_str()]).iter().all(is_covered) {
            standing.push(word.clone());
        }
    }
    standing
}

/// Whether a word stands in a text.
pub fn stands(text: &str, word: &str) -> bool {
    !stand_at(text, [word]).is_empty()
}

/// A word as it was typed where it first stands in a text; in normal width where it stands nowhere.
pub fn as_typed(text: &str, word: &str) -> String {
    let first = stand_at(text, [word]).into_iter().next();
    first.map_or_else(|| word.to_owned(), |span| span.of(text).to_owned())
}

/// What is proposed in the place of a word. Always Japanese, like the words that are found.
pub fn instead(word: &IdentifyingWord) -> String {
    match general(word) {
        Some(General::Decade(decade)) => {
            i18n::text(Lang::Ja.code(), "masking-instead-decade", &[("decade", decade.to_string())])
        }
        Some(General::Period(period)) => period,
        None => i18n::plain(Lang::Ja, &format!("masking-instead-{}", word.kind.code())),
    }
}

/// A text with something else wherever a word stands.
pub fn put(text: &str, word: &str, instead: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let (mut changed, mut at) = (String::new(), 0);
    for span in stand_at(text, [word]) {
        let (start, end) = (span.start as usize, span.end as usize);
        changed.extend(characters.get(at..start).unwrap_or_default());
        changed.push_str(instead);
        at = end;
    }
    changed.extend(characters.get(at..).unwrap_or_default());
    changed
}

/// A text with the proposals in the place of words, the longest word first: a shorter one may be a part of it.
pub fn put_all(text: &str, words: &[&IdentifyingWord]) -> String {
    let mut words = words.to_vec();
    words.sort_by_key(|word| std::cmp::Reverse(word.words.chars().count()));
    words.into_iter().fold(text.to_owned(), |text, word| put(&text, &word.words, &instead(word)))
}

#[cfg(test)]
mod tests {
    use analysis::text::identify::every::WordKind;

    use super::*;

    fn word(kind: WordKind, words: &str) -> IdentifyingWord {
        IdentifyingWord { kind, words: words.to_owned() }
    }

    #[test]
    fn proposals_take_the_place_of_words_wherever_they_stand() {
        let (person, whole) =
            (word(WordKind::Person, "田中さん"), word(WordKind::Organisation, "田中さんの会"));
        let (age, day) = (word(WordKind::Age, "42歳"), word(WordKind::Date, "10月3日"));
        let text = "田中さん（４２歳）は１０月３日に田中さんの会へ。田中さんも。";
        let masked = put_all(text, &[&person, &whole, &age, &day]);
        assert_eq!(masked, "［氏名］（40代）は10月に［機関・会社名］へ。［氏名］も。");
        assert_eq!(put("変わらない。", "田中さん", "［氏名］"), "変わらない。");
        assert_eq!(put("", "田中さん", "［氏名］"), "");
    }

    #[test]
    fn a_word_that_was_written_stands_while_it_is_there() {
        let written = [word(WordKind::Person, "田中さん"), word(WordKind::Age, "42歳")];
        let now = standing("田中さんの話。", Vec::new(), &written);
        assert_eq!(now, [word(WordKind::Person, "田中さん")]);
        let longer = word(WordKind::Organisation, "田中さんの会");
        let now = standing("田中さんの会。", vec![longer.clone()], &written);
        assert_eq!(
            now,
            std::slice::from_ref(&longer),
            "whoever decides on the longer one decides on its part"
        );
        let now = standing("田中さんの会の田中さん。", vec![longer], &written);
        assert_eq!(now.len(), 2, "it also stands by itself");
        assert_eq!(standing("［氏名］の話。", Vec::new(), &written), []);
    }

    #[test]
    fn a_word_is_shown_as_it_was_typed() {
        assert_eq!(as_typed("担当はT.K.さん", "T.K．さん"), "T.K.さん");
        assert_eq!(as_typed("LINE IDは", "LINE　ID"), "LINE ID");
        assert_eq!(as_typed("４２歳と42歳", "42歳"), "４２歳");
        assert_eq!(as_typed("", "42歳"), "42歳");
    }

    #[test]
    fn a_text_is_cut_where_words_stand() {
        let words = [word(WordKind::Age, "42歳")];
        let cut = pieces("４２歳の方。", &words);
        let cut: Vec<(&str, bool)> = cut.iter().map(|piece| (piece.text.as_str(), piece.is_found)).collect();
        assert_eq!(cut, [("４２歳", true), ("の方。", false)]);
    }
}
