//! What stands around the words that were found.

use serde::Serialize;

use crate::text::Span;

/// A stretch of a text around one or several hits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    /// Something stands before it.
    pub is_cut_before: bool,
    /// Something stands after it.
    pub is_cut_after: bool,
    /// Its words in their order.
    pub pieces: Vec<Piece>,
}

/// Words that were found, or what stands between them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// As it was written.
    pub text: String,
    /// Whether it was found.
    pub is_hit: bool,
}

/// The stretches of `text` with `around` code points on each side of its hits, at most `most` of them. The hits are in order and
/// do not overlap; what lies outside the text is left out.
pub fn excerpts(text: &str, hits: &[Span], around: u32, most: usize) -> Vec<Excerpt> {
    let chars: Vec<char> = text.chars().collect();
    let n_chars = chars.len() as u32;
    let mut stretches: Vec<(Span, Vec<Span>)> = Vec::new();
    for hit in hits.iter().filter(|hit| hit.start < hit.end && hit.end <= n_chars) {
        let stretch = Span {
            start: hit.start.saturating_sub(around),
            end: hit.end.saturating_add(around).min(n_chars),
        };
        let is_near = stretches.last().is_some_and(|(last, _)| stretch.start <= last.end);
        if !is_near && stretches.len() == most {
            break;
        }
        match stretches.last_mut() {
            Some((last, own)) if is_near => {
                last.end = stretch.end;
                own.push(*hit);
            }
            _ => stretches.push((stretch, vec![*hit])),
        }
    }
    stretches.into_iter().map(|(stretch, hits)| excerpt(&chars, stretch, &hits)).collect()
}

fn excerpt(chars: &[char], stretch: Span, hits: &[Span]) -> Excerpt {
    let mut pieces = Vec::new();
    let mut add = |start: u32, end: u32, is_hit: bool| {
        let letters = chars.get(start as usize..end as usize).unwrap_or_default();
        if !letters.is_empty() {
            pieces.push(Piece { text: letters.iter().collect(), is_hit });
        }
    };
    let mut at = stretch.start;
    for hit in hits {
        add(at, hit.start, false);
        add(hit.start, hit.end, true);
        at = hit.end;
    }
    add(at, stretch.end, false);
    Excerpt { is_cut_before: stretch.start > 0, is_cut_after: (stretch.end as usize) < chars.len(), pieces }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, hits: &[(u32, u32)], around: u32, most: usize) -> Vec<String> {
        let hits: Vec<Span> = hits.iter().map(|(start, end)| Span { start: *start, end: *end }).collect();
        let one = |excerpt: Excerpt| {
            let pieces: String = excerpt
                .pieces
                .iter()
                .map(|piece| if piece.is_hit { format!("[{}]", piece.text) } else { piece.text.clone() })
                .collect();
            let cut = |is_cut: bool| if is_cut { "…" } else { "" };
            format!("{}{pieces}{}", cut(excerpt.is_cut_before), cut(excerpt.is_cut_after))
        };
        excerpts(text, &hits, around, most).into_iter().map(one).collect()
    }

    #[test]
    fn hits_stand_in_their_surroundings() {
        let text = "𠮷野家で働く難病の人";
        assert_eq!(shown(text, &[(6, 8)], 2, 3), ["…働く[難病]の人"]);
        assert_eq!(shown(text, &[(0, 1), (4, 6), (6, 8)], 1, 3), ["[𠮷]野…", "…で[働く][難病]の…"]);
        assert_eq!(shown(text, &[(0, 1), (9, 10)], 1, 1), ["[𠮷]野…"]);
        assert_eq!(shown(text, &[(0, 10)], 5, 3), ["[𠮷野家で働く難病の人]"]);
        assert_eq!(shown(text, &[(8, 99), (3, 3)], 5, 3), Vec::<String>::new());
    }
}
