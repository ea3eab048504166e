//! The draft of a chart's reading line: what is largest, as far as the printed numbers tell it.

use super::{BarLine, percent};
use crate::i18n::{self, Lang, Wording};

/// Most bars of one length that are named.
const NAMED: usize = 3;

/// One sentence on the largest bar, or on those that are alike. Where some are withheld it speaks of those that are shown: a larger
/// one may be withheld. Empty where fewer than two are shown, where all that is shown is alike, and where more than `NAMED` are.
pub fn drafted(lines: &[BarLine], lang: Lang, wording: Wording) -> String {
    let shown: Vec<(&BarLine, usize)> =
        lines.iter().filter_map(|line| Some((line, line.count.shown()?))).collect();
    let most = shown.iter().map(|(_, n)| *n).max().unwrap_or_default();
    let largest: Vec<&BarLine> = shown.iter().filter(|(_, n)| *n == most).map(|(line, _)| *line).collect();
    let [first, ..] = largest.as_slice() else { return String::new() };
    if most == 0 || largest.len() == shown.len() || largest.len() > NAMED {
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
    let args = [
        ("label", first.label.clone()),
        ("labels", labels.join(&i18n::plain(lang, "list-separator"))),
        ("n", most.to_string()),
        ("share", first.share.map(|share| in_brackets(share, lang)).unwrap_or_default()),
    ];
    i18n::text(lang.code(), &wording.key(key), &args)
}

/// A share after its number; where the base is withheld there is none.
fn in_brackets(share: f64, lang: Lang) -> String {
    i18n::text(lang.code(), "figure-share", &[("share", percent(share))])
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
            let few = said(&[Some(12), None, None], wording);
            assert_eq!(few, "", "beside withheld ones alone no bar stands out");
            let alike = said(&[Some(12), Some(12), Some(3)], wording);
            assert!(alike.contains("答0") && alike.contains("答1") && !alike.contains("答2"), "{alike}");
            let both = said(&[Some(12), Some(12), Some(3), None], wording);
            assert!(both.contains("答1") && both != alike, "{both}");
        }
    }

    #[test]
    fn a_share_that_is_withheld_leaves_no_trace() {
        let line = |label: &str, n, share| BarLine {
            label: label.to_owned(),
            count: Count::Shown(n),
            share,
            href: String::new(),
        };
        for lang in [Lang::Ja, Lang::En] {
            let said = |share| drafted(&[line("甲", 9, share), line("乙", 7, share)], lang, Wording::Usual);
            assert!(said(Some(0.25)).contains("25.0%"), "{}", said(Some(0.25)));
            assert!(!said(None).contains(['(', '（', '%']), "{}", said(None));
        }
    }

    #[test]
    fn nothing_is_said_where_nothing_stands_out() {
        for counts in
            [&[None, None][..], &[Some(12), Some(12)], &[Some(0), Some(0)], &[Some(9)], &[None, Some(0)], &[]]
        {
            assert_eq!(said(counts, Wording::Usual), "", "{counts:?}");
        }
    }
}
