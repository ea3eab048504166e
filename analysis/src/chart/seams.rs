//! Lines of a label that end between words: behind a dot or bracket, and where one script follows another (障害者職業｜センター).

use crate::chart::lettering::text_width;

/// Labels of more lines are left as they are: their columns are too narrow for whole words.
const MOST_LINES: usize = 6;

/// Signs that end a word.
const BEHIND: &str = " ・、。，．／/：；:;_…";

/// Brackets that end a word unless a particle follows.
const CLOSING: &str = "）」』】〕］｝〉》)]}";

/// Brackets that begin one.
const OPENING: &str = "（「『【〔［｛〈《([{";

/// What a line costs: how many words are cut, then how long the longest line is.
type Cost = (usize, f64);

/// The same text in as many lines of at most `width` em as `lines` are, with fewer words cut, and of these the most even; `None` where
/// there are none. `units` are what must stay on one line.
pub(super) fn at_seams(units: &[String], width: f64, lines: &[String]) -> Option<Vec<String>> {
    let (n_units, n_lines, width) = (units.len(), lines.len(), width.max(2.0));
    let cut = n_cut(units, lines);
    if !(2..=MOST_LINES).contains(&n_lines) || cut == 0 {
        return None;
    }
    let seams: Vec<bool> = (0..n_units).map(|place| place == 0 || is_seam(units, place)).collect();
    // For each number of lines and of units in them: the least cost, and where the last line begins.
    let mut least: Vec<Vec<Option<(Cost, usize)>>> = vec![vec![None; n_units + 1]; n_lines + 1];
    least[0][0] = Some(((0, 0.0), 0));
    for line in 1..=n_lines {
        for end in 1..=n_units {
            let mut best: Option<(Cost, usize)> = None;
            for begin in (0..end).rev() {
                let length = text_width(units[begin..end].concat().trim());
                if length > width {
                    break;
                }
                let Some(((cuts, longest), _)) = least[line - 1][begin] else { continue };
                let cost = (cuts + usize::from(!seams[begin]), longest.max(length));
                if best.is_none_or(|(known, _)| cost.0 < known.0 || cost.0 == known.0 && cost.1 < known.1) {
                    best = Some((cost, begin));
                }
            }
            least[line][end] = best;
        }
    }
    let ((cuts, _), _) = least[n_lines][n_units]?;
    if cuts >= cut {
        return None;
    }
    let (mut found, mut end) = (Vec::with_capacity(n_lines), n_units);
    for line in (1..=n_lines).rev() {
        let (_, begin) = least[line][end]?;
        found.push(units[begin..end].concat().trim().to_string());
        end = begin;
    }
    found.reverse();
    Some(found)
}

/// How many of these lines end inside a word.
fn n_cut(units: &[String], lines: &[String]) -> usize {
    let n_signs = |text: &str| text.chars().filter(|c| *c != ' ').count();
    let mut seams = Vec::new();
    let mut before = 0;
    for (place, unit) in units.iter().enumerate() {
        if place > 0 && is_seam(units, place) {
            seams.push(before);
        }
        before += n_signs(unit);
    }
    let mut end = 0;
    let cut = |line: &&String| {
        end += n_signs(line);
        !seams.contains(&end)
    };
    lines.iter().take(lines.len().saturating_sub(1)).filter(cut).count()
}

/// Kinds of signs whose change may be the end of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Hiragana,
    Katakana,
    Kanji,
    Other,
}

fn script(c: char) -> Script {
    match c {
        '\u{3041}'..='\u{309F}' => Script::Hiragana,
        '\u{30A1}'..='\u{30FA}' | 'ー' | 'ヽ' | 'ヾ' => Script::Katakana,
        '\u{3400}'..='\u{9FFF}' | '々' => Script::Kanji,
        _ => Script::Other,
    }
}

/// Whether a word ends before this unit.
fn is_seam(units: &[String], place: usize) -> bool {
    let before = place.checked_sub(1).and_then(|place| units.get(place));
    let ends = before
        .and_then(|unit| unit.chars().next_back())
        .zip(units.get(place).and_then(|unit| unit.chars().next()));
    let Some((last, first)) = ends else { return false };
    if BEHIND.contains(last) || OPENING.contains(first) {
        return true;
    }
    if CLOSING.contains(last) {
        return script(first) != Script::Hiragana;
    }
    // お and ご make the word behind them polite.
    let is_polite = matches!(last, 'お' | 'ご');
    match (script(last), script(first)) {
        (Script::Hiragana, Script::Kanji | Script::Katakana | Script::Other) => !is_polite,
        (Script::Kanji, Script::Katakana) | (Script::Katakana, Script::Kanji) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::chart::lettering::wrap;

    #[test]
    fn labels_are_broken_between_words() {
        assert_eq!(wrap("わからない・把握していない", 9.0), ["わからない・", "把握していない"]);
        assert_eq!(wrap("障害者職業センター (n=12)", 9.0), ["障害者職業", "センター (n=12)"]);
        assert_eq!(
            wrap("就労移行支援・就労継続支援の事業所", 13.0),
            ["就労移行支援・", "就労継続支援の事業所"]
        );
        assert_eq!(wrap("医療機関（両立支援の窓口） (n=9)", 13.0), ["医療機関（両立支援の", "窓口） (n=9)"]);
        assert_eq!(wrap("参加者へのお知らせ", 7.0), ["参加者への", "お知らせ"]);
    }

    #[test]
    fn a_word_is_cut_where_whole_ones_need_more_lines() {
        assert_eq!(wrap("相談支援事業所", 4.0), ["相談支援", "事業所"]);
        assert_eq!(wrap("保健所・保健センター", 5.0).len(), 2);
    }
}
