//! What somebody decides about a bundle: how many rows have to be alike, which columns are made coarser or left out, and whether texts
//! stay as they were written.

use std::collections::BTreeSet;

use surveys::entity::survey;

/// How many rows may have to be alike.
pub const LEAST_ALIKE: [usize; 3] = [3, 5, 10];
/// What is asked for where nobody chose.
const USUAL: usize = 5;

/// Field of a page that says what becomes of a column: `do.area`.
pub const FIELD: &str = "do.";
/// Field of a page that says what becomes of texts.
pub const TEXTS: &str = "texts";
/// Words that may tell who is meant are said more generally.
pub const GENERAL: &str = "general";
/// They stay as they were written.
pub const WRITTEN: &str = "written";

/// The decisions. Names are those of columns; they hold for all questionnaires of the survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// The smallest number of rows that are to be alike.
    pub k: usize,
    /// Columns that others may know of a respondent, beside those that their questions say it of.
    pub also: BTreeSet<String>,
    /// Columns that are made coarser than usual.
    pub coarser: BTreeSet<String>,
    /// Columns that are left out.
    pub dropped: BTreeSet<String>,
    /// Words of texts that may tell who is meant stay as they were written; more general ones take their place where nobody says so.
    pub texts_as_written: bool,
}

impl Choices {
    /// Nothing decided: the survey's own threshold where it is one of those that can be chosen.
    pub fn usual(survey: &survey::Model) -> Choices {
        let k = LEAST_ALIKE.into_iter().find(|k| *k == survey.min_cell()).unwrap_or(USUAL);
        let none = BTreeSet::new;
        Choices { k, also: none(), coarser: none(), dropped: none(), texts_as_written: false }
    }

    /// From the fields of a form or an address: `k`, `texts`, `also` and `drop` with names between spaces or commas, and one field
    /// a column that says `coarser` or `drop`.
    pub fn read(survey: &survey::Model, fields: &[(String, String)]) -> Choices {
        let mut choices = Choices::usual(survey);
        for (field, value) in fields {
            match (field.as_str(), value.trim()) {
                ("k", k) => {
                    let known = LEAST_ALIKE.into_iter().find(|known| known.to_string() == k);
                    choices.k = known.unwrap_or(choices.k);
                }
                (TEXTS, decided) => choices.texts_as_written = decided == WRITTEN,
                ("also", names) => choices.also.extend(split(names)),
                ("drop", names) => choices.dropped.extend(split(names)),
                (field, decided) => {
                    let Some(name) = field.strip_prefix(FIELD) else { continue };
                    match decided {
                        "coarser" => choices.coarser.insert(name.to_owned()),
                        "drop" => choices.dropped.insert(name.to_owned()),
                        _ => false,
                    };
                }
            }
        }
        choices
    }

    /// What was sent for `k` and cannot be chosen; None where it can, or nothing was sent.
    pub fn refused_k(fields: &[(String, String)]) -> Option<&str> {
        let mut sent = fields.iter().filter(|(field, _)| field == "k").map(|(_, k)| k.trim());
        sent.next_back().filter(|k| LEAST_ALIKE.iter().all(|known| known.to_string() != *k))
    }

    /// The same as fields, each name once: a form can carry what another one decided, and an address can have it.
    pub fn fields(&self) -> Vec<(String, String)> {
        let field = |name: &str, value: String| (name.to_owned(), value);
        let mut fields = vec![field("k", self.k.to_string()), field(TEXTS, self.texts().to_owned())];
        fields.extend(self.coarser.iter().map(|name| (format!("{FIELD}{name}"), "coarser".to_owned())));
        let lists = [("also", &self.also), ("drop", &self.dropped)].into_iter();
        fields.extend(lists.filter(|(_, all)| !all.is_empty()).map(|(name, all)| field(name, spaced(all))));
        fields
    }

    /// What becomes of texts, as its field has it.
    pub fn texts(&self) -> &'static str {
        if self.texts_as_written { WRITTEN } else { GENERAL }
    }

    /// All names that were given, with the option of the command line that gives them.
    pub fn names(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let given = [("also", &self.also), ("coarser", &self.coarser), ("drop", &self.dropped)];
        given.into_iter().flat_map(|(option, names)| names.iter().map(move |name| (option, name.as_str())))
    }
}

/// Names with spaces between them, as [`split`] reads them.
pub fn spaced(names: &BTreeSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<&str>>().join(" ")
}

/// Names between spaces, commas and their Japanese counterparts.
pub fn split(names: &str) -> impl Iterator<Item = String> {
    let parts = names.split(|c: char| c.is_whitespace() || matches!(c, ',' | '、' | '，'));
    parts.filter(|name| !name.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_decided_comes_back_from_its_fields() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut choices = Choices {
            k: 5,
            also: split("beds、staff").collect(),
            coarser: split("month").collect(),
            dropped: split(" q9,q10 ").collect(),
            texts_as_written: true,
        };
        let survey = survey();
        assert_eq!(Choices::read(&survey, &choices.fields()), choices);
        let fields = choices.fields();
        let names: BTreeSet<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names.len(), fields.len(), "of what an address says twice the last holds");
        let sent = [field("k", "7"), field("do.area", "drop"), field("do.month", "keep"), field("x", "y")];
        choices = Choices::read(&survey, &sent);
        assert_eq!(choices.k, 10, "the survey's own, since 7 cannot be chosen");
        assert_eq!(Choices::refused_k(&sent), Some("7"), "and this is said");
        assert_eq!(Choices::refused_k(&[field("k", " 5 ")]), None);
        assert_eq!(Choices::refused_k(&[]), None);
        assert_eq!(choices.names().collect::<Vec<_>>(), [("drop", "area")]);
        assert!(
            choices.coarser.is_empty() && !choices.texts_as_written,
            "nobody has asked for texts as written"
        );
        let many: Vec<String> = (0..700).map(|n| format!("q{n}")).collect();
        choices = Choices::read(&survey, &[field("drop", &many.join(" "))]);
        assert_eq!(choices.dropped.len(), 700, "none is kept without a word");
    }

    fn survey() -> survey::Model {
        survey::Model {
            id: surveys::id::SurveyId(1),
            title: String::new(),
            region_id: surveys::id::RegionId(1),
            purpose: String::new(),
            host: String::new(),
            contact: String::new(),
            period: String::new(),
            ethics_number: String::new(),
            withdrawal_deadline: None,
            min_cell: 10,
            created_by: surveys::id::UserId(1),
            created_at: chrono::DateTime::UNIX_EPOCH,
        }
    }
}
