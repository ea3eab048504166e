//! Replies in words on paper, where a chart of them would make a sheet longer than it is read gladly. The page has the chart.

use super::pieces::on_paper;
use crate::i18n::{self, Lang, Wording};
use crate::pages::feedback::content::{Piece, SheetContent};
use crate::view::figure::aloud::rows;
use crate::view::figure::{FigureView, join};

/// The section of replies.
const REPLIES: &str = "replies";

/// Sentences of its note that are about numbers beside its rows: where no row stands on paper they are about nothing.
const OF_NUMBERS: [&str; 3] = ["figure-matrix", "figure-several", "figure-hidden"];

/// What stands in the place of the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shorter {
    /// A line for each finding that paper has, and what is read of them.
    Lines,
    /// What is read of them alone, which names the strongest.
    Reading,
}

/// All of them, that which says most first.
pub const SHORTER: [Shorter; 2] = [Shorter::Lines, Shorter::Reading];

/// A sheet with replies in words; None where it has no chart of them, or nothing is read of it.
pub fn with_shorter_replies(
    content: &SheetContent,
    shorter: Shorter,
    wording: Wording,
) -> Option<SheetContent> {
    let lang = Lang::from_code(&content.language).unwrap_or_default();
    let mut content = content.clone();
    let section = content.sections.iter_mut().find(|section| section.kind == REPLIES)?;
    let piece = section.pieces.iter_mut().find(|piece| matches!(piece, Piece::Figures { .. }))?;
    let Piece::Figures { figures } = &*piece else { return None };
    let text = in_words(&on_paper(figures.first()?, lang), shorter, (lang, wording))?;
    *piece = Piece::Text { text, plain: String::new() };
    Some(content)
}

fn in_words(figure: &FigureView, shorter: Shorter, (lang, wording): (Lang, Wording)) -> Option<String> {
    let say = |key: &str| i18n::plain(lang, &wording.key(key));
    let note = match shorter {
        Shorter::Lines => figure.note.clone(),
        Shorter::Reading => {
            OF_NUMBERS.into_iter().fold(figure.note.clone(), |note, key| without(&note, &say(key)))
        }
    };
    let note = join(&[note, say("sheet-replies-chart")], lang);
    let mut lines = vec![format!("{} {note}", figure.title)];
    match shorter {
        Shorter::Lines => lines.extend(rows(&figure.table, lang)),
        Shorter::Reading if figure.reading.is_empty() => return None,
        Shorter::Reading => {}
    }
    lines.extend(Some(figure.reading.clone()).filter(|reading| !reading.is_empty()));
    Some(lines.join("\n"))
}

/// A note without one of its sentences.
fn without(note: &str, sentence: &str) -> String {
    let left = note.replace(sentence, "");
    left.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use analysis::table::{Count, HIDDEN};

    use super::super::tests::face;
    use super::*;
    use crate::pages::feedback::content::{Section, SheetFigure};
    use crate::view::figure::{BarLine, bar_figure};

    fn replies(reading: &str) -> SheetContent {
        let line =
            |label: &str, count| BarLine { label: label.to_owned(), count, share: None, href: String::new() };
        let lines = vec![line("通院", Count::Shown(12)), line("交通", Count::Hidden)];
        let figure = bar_figure("replies", "返事", "返事は12件です。".to_owned(), lines, Lang::Ja).unwrap();
        let figure = FigureView { reading: reading.to_owned(), ..figure };
        let section = Section {
            kind: REPLIES.to_owned(),
            title: "返事".to_owned(),
            plain: String::new(),
            pieces: vec![Piece::Figures { figures: vec![SheetFigure::of(figure)] }],
        };
        SheetContent { sections: vec![section], ..face().content }
    }

    fn words(content: &SheetContent, shorter: Shorter) -> Option<Vec<String>> {
        let found = with_shorter_replies(content, shorter, Wording::Usual)?;
        let Piece::Text { text, .. } = &found.sections[0].pieces[0] else { panic!("words") };
        Some(text.lines().map(str::to_owned).collect())
    }

    #[test]
    fn words_say_what_the_chart_does_and_withhold_what_it_withholds() {
        let content = replies("通院が多い。");
        let lines = words(&content, Shorter::Lines).unwrap();
        assert!(lines[0].contains("返事は12件です。"), "{lines:?}");
        assert!(lines[1].starts_with("通院") && lines[1].contains("12"), "{lines:?}");
        assert!(lines[2].starts_with("交通") && lines[2].contains(HIDDEN), "{lines:?}");
        assert_eq!((lines.len(), lines[3].as_str()), (4, "通院が多い。"));
        let reading = words(&content, Shorter::Reading).unwrap();
        assert_eq!((reading.len(), &reading[0], &reading[1]), (2, &lines[0], &lines[3]));
    }

    #[test]
    fn beside_what_is_read_alone_nothing_is_said_of_rows_that_are_not_there() {
        let mut content = replies("通院が多い。");
        let Piece::Figures { figures } = &mut content.sections[0].pieces[0] else { panic!("a chart") };
        let note = ["figure-matrix", "figure-hidden"].map(|key| i18n::plain(Lang::Ja, key)).concat();
        figures[0].figure.note = format!("返事は12件です。{note}");
        let lines = words(&content, Shorter::Lines).unwrap();
        assert!(lines[0].contains("行ごとに") && lines[0].contains("秘匿"), "{lines:?}");
        let reading = words(&content, Shorter::Reading).unwrap();
        assert!(reading[0].contains("返事は12件です。図は、ウェブの資料に"), "{reading:?}");
    }

    #[test]
    fn where_nothing_is_read_or_replied_nothing_stands_in_its_place() {
        assert_eq!(words(&replies(""), Shorter::Reading), None);
        assert_eq!(words(&replies(""), Shorter::Lines).map(|lines| lines.len()), Some(3));
        assert_eq!(words(&face().content, Shorter::Lines), None, "there is no section of replies");
    }
}
