//! How the texts of two people who wrote at the same time become one: sentence by sentence, from the text that both began
//! with. Where they changed the same or neighbouring sentences nothing is decided for them.

use std::ops::Range;
use std::time::Duration;

use similar::{Algorithm, DiffOp, TextDiff};

/// Most time for one comparison; after it the rest counts as changed, and so is rather shown than merged.
const TIME: Duration = Duration::from_millis(200);

/// A stretch of the first text that somebody replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hunk<'a> {
    /// Sentences of the first text; empty where something was put in.
    of: Range<usize>,
    /// What stands there now.
    now: Vec<&'a str>,
}

/// One text with the changes of both; None where they meet.
pub fn merge(base: &str, mine: &str, theirs: &str) -> Option<String> {
    if mine == theirs || theirs == base {
        return Some(mine.to_owned());
    }
    if mine == base {
        return Some(theirs.to_owned());
    }
    let sentences = sentences(base);
    let (mine, theirs) = (hunks(&sentences, mine), hunks(&sentences, theirs));
    // Touching is meeting: which of two sentences put in at one place comes first is for people to say.
    let meets = |one: &Hunk<'_>, other: &Hunk<'_>| {
        one != other && one.of.start <= other.of.end && other.of.start <= one.of.end
    };
    if mine.iter().any(|one| theirs.iter().any(|other| meets(one, other))) {
        return None;
    }
    let mut all: Vec<&Hunk<'_>> = mine.iter().collect();
    all.extend(theirs.iter().filter(|hunk| !mine.contains(hunk)));
    all.sort_by_key(|hunk| hunk.of.start);
    let mut merged = String::new();
    let mut at = 0;
    for hunk in all {
        merged.extend(sentences.get(at..hunk.of.start).unwrap_or_default().iter().copied());
        merged.extend(hunk.now.iter().copied());
        at = hunk.of.end;
    }
    merged.extend(sentences.get(at..).unwrap_or_default().iter().copied());
    Some(merged)
}

/// A text cut behind full stops and at the ends of lines; together the pieces are the text.
fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['。', '\n']).collect()
}

fn hunks<'a>(base: &[&'a str], text: &'a str) -> Vec<Hunk<'a>> {
    let now = sentences(text);
    let mut config = TextDiff::configure();
    let diff = config.algorithm(Algorithm::Patience).timeout(TIME).diff_slices(base, &now);
    let ops = diff.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let hunk =
        |op: &DiffOp| Hunk { of: op.old_range(), now: now.get(op.new_range()).unwrap_or_default().to_vec() };
    let mut hunks: Vec<Hunk<'a>> = Vec::new();
    for next in ops.map(hunk) {
        match hunks.last_mut().filter(|last| last.of.end == next.of.start) {
            Some(last) => {
                last.of.end = next.of.end;
                last.now.extend(next.now);
            }
            None => hunks.push(next),
        }
    }
    hunks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn changes_at_different_places_are_both_kept() {
        let base = "一。二。三。四。五。";
        assert_eq!(
            merge(base, "一。二！。三。四。五。", "一。二。三。四。五。六。").unwrap(),
            "一。二！。三。四。五。六。"
        );
        assert_eq!(merge(base, "二。三。四。五。", "一。二。三。四。").unwrap(), "二。三。四。");
        assert_eq!(
            merge("一\n二\n三\n", "一\n1.5\n二\n三\n", "一\n二\n三\n四\n").unwrap(),
            "一\n1.5\n二\n三\n四\n"
        );
    }

    #[test]
    fn changes_that_meet_are_for_people() {
        assert_eq!(merge("一。二。", "一。に。", "一。ニ。"), None);
        assert_eq!(merge("一。", "一。私。", "一。相手。"), None, "both put something at the end");
        assert_eq!(merge("", "私。", "相手。"), None);
        assert_eq!(merge("一。二。", "一。", "一。に。"), None, "taken away and changed");
        assert_eq!(merge("一。", "一。同じ。", "一。同じ。").unwrap(), "一。同じ。");
    }

    proptest! {
        #[test]
        fn nothing_that_somebody_wrote_is_lost(
            base in "[あい。\n]{0,12}", mine in "[あいう。\n]{0,12}", theirs in "[あいえ。\n]{0,12}",
        ) {
            prop_assert_eq!(merge(&base, &mine, &base), Some(mine.clone()));
            prop_assert_eq!(merge(&base, &base, &theirs), Some(theirs.clone()));
            let (one, other) = (merge(&base, &mine, &theirs), merge(&base, &theirs, &mine));
            prop_assert_eq!(&one, &other, "it does not matter who was first");
            if let Some(merged) = one {
                let count = |text: &str, c: char| text.matches(c).count();
                prop_assert!(count(&merged, 'う') >= count(&mine, 'う') || mine == theirs);
                prop_assert!(count(&merged, 'え') >= count(&theirs, 'え') || mine == theirs);
            }
        }
    }
}
