//! The `type` of a row: which question, group or hidden value it is, under any of its names.

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Text,
    /// A whole number.
    Integer,
    /// Any number.
    Decimal,
    /// A date.
    Date,
    /// A time of the day.
    Time,
    /// Both.
    DateTime,
    /// One choice of a list.
    One(List),
    /// Any choices of a list.
    Multiple(List),
    /// A list to be put in order.
    Rank(List),
    /// A number between two, with steps.
    Range,
    /// A text to read.
    Note,
    /// A box to tick.
    Acknowledge,
    /// A computed value.
    Calculate,
    /// A value that nobody sees.
    Hidden,
    /// A file of some MIME types.
    File(&'static str),
    /// A fact about the answering itself, which the service knows anyway.
    Metadata,
    /// Begins a group.
    BeginGroup,
    /// Begins a group that is answered several times.
    BeginRepeat,
    /// Ends a group.
    EndGroup,
    /// Ends a repeat.
    EndRepeat,
    /// Something that has no counterpart here.
    Other,
}

/// The list of a select.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Its name in the sheet of choices.
    pub name: String,
    /// "Other" with a text is offered too (`or_other`).
    pub has_other: bool,
}

/// Types without arguments, by their names (pyxform's `question_type_dictionary.py`).
const SIMPLE: &[(&str, Kind)] = &[
    ("text", Kind::Text),
    ("string", Kind::Text),
    ("integer", Kind::Integer),
    ("int", Kind::Integer),
    ("decimal", Kind::Decimal),
    ("date", Kind::Date),
    ("time", Kind::Time),
    ("datetime", Kind::DateTime),
    ("date time", Kind::DateTime),
    ("range", Kind::Range),
    ("note", Kind::Note),
    ("acknowledge", Kind::Acknowledge),
    ("trigger", Kind::Acknowledge),
    ("calculate", Kind::Calculate),
    ("hidden", Kind::Hidden),
    ("image", Kind::File("image/*")),
    ("photo", Kind::File("image/*")),
    ("picture", Kind::File("image/*")),
    ("audio", Kind::File("audio/*")),
    ("video", Kind::File("video/*")),
    ("file", Kind::File("")),
    ("start", Kind::Metadata),
    ("end", Kind::Metadata),
    ("today", Kind::Metadata),
    ("deviceid", Kind::Metadata),
    ("username", Kind::Metadata),
    ("email", Kind::Metadata),
    ("phonenumber", Kind::Metadata),
    ("start time", Kind::Metadata),
    ("end time", Kind::Metadata),
    ("device id", Kind::Metadata),
    ("phone number", Kind::Metadata),
    ("begin group", Kind::BeginGroup),
    ("end group", Kind::EndGroup),
    ("begin repeat", Kind::BeginRepeat),
    ("end repeat", Kind::EndRepeat),
];

/// Makes a kind of question with its list.
type OfList = fn(List) -> Kind;

/// Beginnings of types with a list, longer ones first.
const SELECTS: &[(&str, OfList)] = &[
    ("add select one prompt using", Kind::One),
    ("add select multiple prompt using", Kind::Multiple),
    ("select all that apply from", Kind::Multiple),
    ("select all that apply", Kind::Multiple),
    ("select multiple from", Kind::Multiple),
    ("select multiple using", Kind::Multiple),
    ("select multiple", Kind::Multiple),
    ("select one from", Kind::One),
    ("select one using", Kind::One),
    ("select one", Kind::One),
    ("select1", Kind::One),
    ("rank", Kind::Rank),
];

/// Reads a type. Upper and lower case are the same, and so are `_` and space before the list's name.
pub fn kind(text: &str) -> Kind {
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain = words.join(" ").to_lowercase().replace('_', " ");
    let bare = plain.strip_prefix("add ").and_then(|rest| rest.strip_suffix(" prompt"));
    let bare = bare.or(plain.strip_prefix("q ")).or(plain.strip_prefix("get ")).unwrap_or(&plain);
    if let Some((_, kind)) = SIMPLE.iter().find(|(name, _)| *name == bare) {
        return kind.clone();
    }
    if plain.contains("from file") || plain.contains("external") {
        return Kind::Other;
    }
    let bounded = format!("{plain} ");
    let select = SELECTS.iter().find(|(prefix, _)| bounded.starts_with(&format!("{prefix} ")));
    let Some((prefix, kind)) = select else { return Kind::Other };
    list(&words, prefix.split(' ').count()).map_or(Kind::Other, kind)
}

/// The list behind so many words; `select_one` counts as two.
fn list(words: &[&str], n_words: usize) -> Option<List> {
    let mut rest = n_words;
    let mut words = words.iter();
    while rest > 0 {
        rest = rest.saturating_sub(words.next()?.split('_').count());
    }
    let mut words: Vec<&str> = words.copied().collect();
    let is_other = |word: &&str| matches!(word.to_lowercase().as_str(), "or_other" | "or-other");
    let mut has_other = words.last().is_some_and(is_other);
    if has_other {
        words.pop();
    } else if let [.., or, other] = words.as_slice()
        && or.eq_ignore_ascii_case("or")
        && ["specify", "other"].contains(&other.to_lowercase().as_str())
    {
        has_other = true;
        words.truncate(words.len() - 2);
    }
    let name = words.join(" ");
    (!name.is_empty()).then_some(List { name, has_other })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_many_names() {
        let list = |name: &str, has_other| List { name: name.to_owned(), has_other };
        for (text, expected) in [
            ("text", Kind::Text),
            ("q string", Kind::Text),
            ("add integer prompt", Kind::Integer),
            ("dateTime", Kind::DateTime),
            ("begin_group", Kind::BeginGroup),
            ("begin group", Kind::BeginGroup),
            ("Begin Repeat", Kind::BeginRepeat),
            ("select_one yes_no", Kind::One(list("yes_no", false))),
            ("select one yes_no", Kind::One(list("yes_no", false))),
            ("select one from yes_no", Kind::One(list("yes_no", false))),
            ("select1 yes_no", Kind::One(list("yes_no", false))),
            ("select_one yes_no or_other", Kind::One(list("yes_no", true))),
            ("select_multiple 地域 or_other", Kind::Multiple(list("地域", true))),
            ("select all that apply from colours", Kind::Multiple(list("colours", false))),
            ("rank priorities", Kind::Rank(list("priorities", false))),
            ("select_one_from_file towns.csv", Kind::Other),
            ("select_one", Kind::Other),
            ("geopoint", Kind::Other),
            ("imge", Kind::Other),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }
}
