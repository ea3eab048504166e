//! Codes of invitations for letters and FAX: seven characters and a check character.
//!
//! The alphabet has 23 characters, none of which looks like another one: of 0/O/Q, 1/I/L, 2/Z, 5/S, 6/G, 8/B and U/V/Y at most
//! one is in it. 23 is a prime, so that a pure system of ISO/IEC 7064:2003 fits: `Σ aᵢ·rⁱ ≡ 1 (mod M)`, in the standard MOD 11-2
//! and MOD 37-2, here with M = 23 and r = 5, a primitive root of 23. It notices every single wrong character and every
//! two characters that changed places, and its check character is always one of the alphabet.

/// The characters, by value.
const ALPHABET: [char; 23] = [
    '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'C', 'D', 'E', 'F', 'H', 'J', 'K', 'M', 'N', 'P', 'R', 'T',
    'W', 'X',
];
/// What is read for a character that is in no code, because it was written or read as one that is.
const MISREAD: [(char, char); 4] = [('Z', '2'), ('S', '5'), ('G', '6'), ('B', '8')];
/// Modulus and radix of the check system.
const MODULUS: usize = 23;
const RADIX: usize = 5;
/// Characters before the check character.
const BEFORE: usize = 7;

/// What somebody typed as a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A code that is right in itself.
    Code(String),
    /// Not eight characters, with how many there are.
    Length(usize),
    /// A character is wrong, or two changed places.
    Misread,
}

/// The code that follows from a number; of numbers below 23⁷ (about 3.4 billion) each has its own.
pub fn code(number: u64) -> String {
    let mut rest = number;
    let mut values = Vec::with_capacity(BEFORE + 1);
    let modulus = MODULUS as u64;
    for _ in 0..BEFORE {
        values.push(usize::try_from(rest % modulus).unwrap_or(0));
        rest /= modulus;
    }
    values.push(check(&values));
    values.into_iter().filter_map(|value| ALPHABET.get(value)).collect()
}

/// Reads what was typed: full-width and small letters, spaces and hyphens are forgiven.
pub fn read(typed: &str) -> Typed {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    };
    let letters: Vec<char> = typed
        .chars()
        .map(narrow)
        // The hyphen key of a Japanese input method gives the long vowel, which counts as a letter.
        .filter(|c| c.is_alphanumeric() && !matches!(c, 'ー' | 'ｰ'))
        .map(|c| c.to_ascii_uppercase())
        .map(|c| MISREAD.iter().find(|(wrong, _)| *wrong == c).map_or(c, |(_, right)| *right))
        .take(1_000)
        .collect();
    if letters.len() != BEFORE + 1 {
        return Typed::Length(letters.len());
    }
    let values: Option<Vec<usize>> =
        letters.iter().map(|letter| ALPHABET.iter().position(|known| known == letter)).collect();
    match values {
        Some(values) if sum(&values) % MODULUS == 1 => Typed::Code(letters.into_iter().collect()),
        _ => Typed::Misread,
    }
}

/// The check value behind these values: it makes the sum 1.
fn check(values: &[usize]) -> usize {
    let mut with = values.to_vec();
    with.push(0);
    (MODULUS + 1 - sum(&with) % MODULUS) % MODULUS
}

/// The sum of the standard by its recursion: the last value has the weight 1, those before it 5, 25 …
fn sum(values: &[usize]) -> usize {
    values.iter().fold(0, |sum, value| (sum * RADIX + value) % MODULUS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBERS: [u64; 6] = [0, 1, 22, 23, 1_234_567_890, 3_404_825_446];

    #[test]
    fn a_code_survives_how_people_type_it() {
        for number in NUMBERS {
            let code = code(number);
            assert_eq!(code.chars().count(), 8);
            let (left, right) = code.split_at(4);
            let wide: String = code.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
            for typed in [code.clone(), format!(" {left}-{right}"), code.to_lowercase(), format!("{wide}　")]
            {
                assert_eq!(read(&typed), Typed::Code(code.clone()), "{typed}");
            }
        }
        for hyphen in ["ー", "ｰ", "−", "‐", "‑", "–", "—", "－", "―", " ー "] {
            let code = code(1_234_567_890);
            let (left, right) = code.split_at(4);
            assert_eq!(read(&format!("{left}{hyphen}{right}")), Typed::Code(code.clone()), "{hyphen}");
        }
        assert_eq!(code(0).len(), 8);
        assert_ne!(code(0), code(1));
    }

    #[test]
    fn every_wrong_character_and_every_exchange_is_noticed() {
        for number in NUMBERS {
            let right: Vec<char> = code(number).chars().collect();
            for place in 0..right.len() {
                for letter in ALPHABET {
                    let mut wrong = right.clone();
                    wrong[place] = letter;
                    let expected = wrong == right;
                    let typed: String = wrong.into_iter().collect();
                    assert_eq!(matches!(read(&typed), Typed::Code(_)), expected, "{typed}");
                }
                for other in 0..place {
                    let mut wrong = right.clone();
                    wrong.swap(place, other);
                    let expected = wrong == right;
                    let typed: String = wrong.into_iter().collect();
                    assert_eq!(matches!(read(&typed), Typed::Code(_)), expected, "{typed}");
                }
            }
        }
    }

    #[test]
    fn look_alikes_are_read_as_what_was_meant_or_refused() {
        let with_all: String = "2568".to_owned();
        assert_eq!(read("ZSGB"), read(&with_all));
        assert_eq!(read("O0I1LUVY"), Typed::Misread);
        assert_eq!(read(""), Typed::Length(0));
        assert_eq!(read("2222 222"), Typed::Length(7));
    }
}
