//! The draft of a chart's reading line: what is largest, as far as the printed numbers tell it.

use super::{BarLine, percent};
use crate::i18n::{self, Lang, Wording};

/// Most bars of one length that are named.
const NAMED: usize = 3;

/// One sentence on the largest bar, or on those that are alike. Where some are withheld it speaks of those that are shown: a larger
/// one may be withheld. Empty where fewer than two are shown, or all that is shown is alike.
pub fn drafted(lines: &[BarLine], lang: Lang, wording: Wording) -> String {
    let shown: Vec<(&BarLine, usize)> =
        lines.iter().filter_map(|line| Some((line, line.count.shown()?))).collect();
    let most = shown.iter().map(|(_, n)| *n).max().unwrap_or_default();
    let largest: Vec<&BarLine> = shown.iter().filter(|(_, n)| *n == most).map(|(line, _)| *line).collect();
    let stands_out = largest.len() < shown.len();
    let [first, ..] = largest.as_slice() else { return String::new() };
    if most == 0 || !stands_out || largest.len() > NAMED {
        return String::new();
    }
    let key = match (shown.len() < lines.len(), largest.len() > 1) {
        (false, false) => "figure-most",
        (false, true) => "figure-most-alike",
        (true, false) => "figure-most-shown",
        (true, true) => "figure-most-shown-alike",
    };
    let quoted = |line: &&BarLine| i18n::text(lang.code(), "figure-quoted", &[("label", line.label.clone())]);
    let labels: Vec<String> = largest.iter().map(quoted).collect();
    // Where the base is withheld there is no share.
    let share =
        first.share.map(|share| i18n::text(lang.code(), "figure-share", &[("share", percent(share))]));
    let args = [
        ("label", first.label.clone()),
        ("labels", labels.join(&i18n::plain(lang, "list-separator"))),
        ("n", most.to_string()),
        ("share", share.unwrap_or_default()),
    ];
    i18n::text(lang.code(), &wording.key(key), &args)
}

#[cfg(test)]
mod tests {
    use analysis::table::Count;

    use super::*;

    fn said(counts: &[Option<usize>], wording: Wording) -> String {
        let line = |(place, n): (usize, &Option<usize>)| BarLine {
            label: format!("答{place}"),
            count: n.map_or(Count::Hidden, Count::Shown),
            share: n.map(|_| 0.4),
            href: String::new(),
        };
        let lines: Vec<BarLine> = counts.iter().enumerate().map(line).collect();
        drafted(&lines, Lang::Ja, wording)
    }

    #[test]
    fn the_largest_is_named_and_beside_withheld_ones_the_largest_that_is_shown() {
        for wording in [Wording::Usual, Wording::Plain] {
            let clear = said(&[Some(7), Some(12), Some(0)], wording);
            assert!(clear.contains("答1") && clear.contains("12"), "{clear}");
            let beside = said(&[Some(7), Some(12), None], wording);
            assert!(beside.contains("答1") && beside != clear, "a larger one may be withheld: {beside}");
            let alike = said(&[Some(12), Some(12), Some(3)], wording);
            assert!(alike.contains("答0") && alike.contains("答1") && !alike.contains("答2"), "{alike}");
            let both = said(&[Some(12), Some(12), Some(3), None], wording);
            assert!(both.contains("答1") && both != alike, "{both}");
        }
    }

    #[test]
    fn nothing_is_said_where_nothing_stands_out() {
        for counts in
            [&[None, None][..], &[Some(12), Some(12)], &[Some(0), Some(0)], &[Some(9)], &[None, Some(9)], &[]]
        {
            assert_eq!(said(counts, Wording::Usual), "", "{counts:?}");
        }
    }

    #[test]
    fn without_a_base_no_share_is_said() {
        let line = |label: &str, n, share| BarLine {
            label: label.to_owned(),
            count: Count::Shown(n),
            share,
            href: String::new(),
        };
        let based = drafted(&[line("甲", 12, Some(0.6)), line("乙", 8, Some(0.4))], Lang::Ja, Wording::Usual);
        assert!(based.contains("12件（60.0%）"), "{based}");
        let bare = drafted(&[line("甲", 12, None), line("乙", 8, None)], Lang::Ja, Wording::Usual);
        assert!(bare.contains("12件") && !bare.contains('（'), "{bare}");
    }
}
