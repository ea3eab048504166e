//! Names that SPSS takes: a letter, then letters, digits, `.` and `_`, at most 64 bytes, no two alike but for their case.

use std::collections::HashSet;

/// The longest name, in bytes.
const MAX_NAME: usize = 64;

/// Words that mean something in commands.
const RESERVED: [&str; 13] =
    ["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"];

/// The names for columns, in their order. A name that is fine stays, whatever stands before it.
pub(super) fn names(columns: &[String]) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let is_kept: Vec<bool> =
        columns.iter().map(|name| is_fine(name) && taken.insert(name.to_ascii_lowercase())).collect();
    let named = |(place, (name, is_kept)): (usize, (&String, &bool))| match *is_kept {
        true => name.clone(),
        false => free(&safe(name, place), &mut taken),
    };
    columns.iter().zip(&is_kept).enumerate().map(named).collect()
}

fn is_fine(name: &str) -> bool {
    name.len() <= MAX_NAME
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
        && !name.ends_with(['.', '_'])
        && !RESERVED.contains(&name.to_ascii_lowercase().as_str())
}

/// What is left of a name; where that is nothing, `v` and the number of the column, from 1.
fn safe(name: &str, place: usize) -> String {
    let signs = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '_' });
    let mut kept: String = signs.collect();
    while kept.contains("__") {
        kept = kept.replace("__", "_");
    }
    let kept = kept.trim_matches(['.', '_']);
    if kept.is_empty() {
        return format!("v{}", place + 1);
    }
    let is_fit = kept.starts_with(|c: char| c.is_ascii_alphabetic())
        && !RESERVED.contains(&kept.to_ascii_lowercase().as_str());
    let whole = if is_fit { kept.to_string() } else { format!("v_{kept}") };
    shortened(&whole, MAX_NAME)
}

/// The name, or the name with the first number that makes it another one.
fn free(name: &str, taken: &mut HashSet<String>) -> String {
    let numbered = (2_u32..).map(|number| {
        let suffix = format!("_{number}");
        shortened(name, MAX_NAME - suffix.len()) + &suffix
    });
    let mut candidates = std::iter::once(name.to_string()).chain(numbered);
    let is_free = |name: &String| taken.insert(name.to_ascii_lowercase());
    candidates.find(is_free).unwrap_or_default()
}

fn shortened(name: &str, room: usize) -> String {
    let head: String = name.chars().take(room).collect();
    head.trim_end_matches(['.', '_']).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(columns: &[&str]) -> Vec<String> {
        names(&columns.iter().map(|name| (*name).to_string()).collect::<Vec<_>>())
    }

    #[test]
    fn names_that_are_fine_stay_and_others_become_so() {
        assert_eq!(
            named(&["問q1", "q1", "年齢", "_hidden", "with", "1st", "q16 row-2", "agency_group"]),
            ["q1_2", "q1", "v3", "hidden", "v_with", "v_1st", "q16_row_2", "agency_group"]
        );
    }

    #[test]
    fn no_two_names_are_alike_and_none_is_too_long() {
        let long = "a".repeat(80);
        let names = named(&["Q1", "q1", "q1_2", &long, &format!("{long}b"), "", "", "q1_"]);
        assert_eq!(names[..3], ["Q1", "q1_3", "q1_2"]);
        assert!(names.iter().all(|name| (1..=MAX_NAME).contains(&name.len()) && is_fine(name)), "{names:?}");
        let different: HashSet<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
        assert_eq!(different.len(), names.len());
    }
}
