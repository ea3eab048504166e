//! Agencies that may be one: written in other words, or reached the same way. Whether they are is for people to say.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::roster::name_key;
use crate::id::{AgencyId, OrganisationId};
use crate::questionnaire::question::input::folded;

/// Legal forms (法人格) with the short ways to write them, NFKC and in small letters. What holds another one comes first.
const LEGAL_FORMS: [(&str, &[&str]); 21] = [
    ("認定特定非営利活動法人", &["認定npo法人"]),
    ("特定非営利活動法人", &["npo法人", "(特非)"]),
    ("社会福祉法人", &["(社福)", "(福)"]),
    ("社会医療法人", &[]),
    ("医療法人社団", &[]),
    ("医療法人財団", &[]),
    ("医療法人", &["(医)"]),
    ("一般社団法人", &["(一社)"]),
    ("公益社団法人", &["(公社)"]),
    ("一般財団法人", &["(一財)"]),
    ("公益財団法人", &["(公財)"]),
    ("社団法人", &["(社)"]),
    ("財団法人", &["(財)"]),
    ("学校法人", &["(学)"]),
    ("地方独立行政法人", &["(地独)"]),
    ("国立大学法人", &["(大)"]),
    ("独立行政法人", &["(独)"]),
    ("株式会社", &["(株)"]),
    ("有限会社", &["(有)"]),
    ("合同会社", &["(同)"]),
    ("合資会社", &["(資)"]),
];

/// What more agencies than this have in common says nothing: the switchboard of a town hall, 「福祉課」.
const MOST: usize = 20;

/// By what two agencies look like one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Likeness {
    /// The same name, but for width, spaces, signs and legal forms.
    Name,
    /// The same mail address of a contact.
    Email,
    /// The same telephone number of a contact.
    Phone,
}

impl Likeness {
    /// Stable code; also the end of the Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            Likeness::Name => "name",
            Likeness::Email => "email",
            Likeness::Phone => "phone",
        }
    }
}

/// What an agency is compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks {
    /// The agency.
    pub id: AgencyId,
    /// Its name.
    pub name: String,
    /// The organisation that it belongs to: its offices may share mail and telephone.
    pub organisation: Option<OrganisationId>,
    /// Mail addresses of its contacts.
    pub emails: Vec<String>,
    /// Telephone numbers of its contacts.
    pub phones: Vec<String>,
}

/// Another agency that may be the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Double {
    /// The other one.
    pub other: AgencyId,
    /// By what they look like one; never empty.
    pub by: Vec<Likeness>,
}

/// Agencies, to be asked for those that look like one.
#[derive(Debug, Default)]
pub struct Alike {
    by_key: HashMap<(Likeness, String), BTreeSet<AgencyId>>,
    organisations: HashMap<AgencyId, Option<OrganisationId>>,
}

impl Alike {
    /// Adds what an agency is compared by, to what was added of it before. It belongs to the organisation named last.
    pub fn add(&mut self, marks: &Marks) {
        for key in keys(marks) {
            self.by_key.entry(key).or_default().insert(marks.id);
        }
        self.organisations.insert(marks.id, marks.organisation);
    }

    /// The other agencies that may be the same as this one, which need not be among them, by number.
    pub fn doubles(&self, marks: &Marks) -> Vec<Double> {
        let mut found: BTreeMap<AgencyId, BTreeSet<Likeness>> = BTreeMap::new();
        for (likeness, key) in keys(marks) {
            let Some(sharing) = self.by_key.get(&(likeness, key)) else { continue };
            let n_others = sharing.len() - usize::from(sharing.contains(&marks.id));
            if n_others >= MOST {
                continue;
            }
            for other in sharing.iter().copied().filter(|other| *other != marks.id) {
                let organisation = self.organisations.get(&other).copied().flatten();
                if tells(likeness, marks.organisation, organisation) {
                    found.entry(other).or_default().insert(likeness);
                }
            }
        }
        found.into_iter().map(|(other, by)| Double { other, by: by.into_iter().collect() }).collect()
    }
}

/// For each agency those that may be the same, by number. Agencies without any are left out.
pub fn doubles(all: &[Marks]) -> HashMap<AgencyId, Vec<Double>> {
    let mut alike = Alike::default();
    all.iter().for_each(|marks| alike.add(marks));
    let of = |marks: &Marks| (marks.id, alike.doubles(marks));
    all.iter().map(of).filter(|(_, doubles)| !doubles.is_empty()).collect()
}

fn keys(marks: &Marks) -> Vec<(Likeness, String)> {
    let emails = marks.emails.iter().map(|email| (Likeness::Email, mail_key(email)));
    let phones = marks.phones.iter().map(|phone| (Likeness::Phone, phone_key(phone)));
    let name = std::iter::once((Likeness::Name, office_key(&marks.name)));
    name.chain(emails).chain(phones).filter(|(_, key)| !key.is_empty()).collect()
}

/// Whether what two agencies of these organisations share says that they may be one. Offices of one organisation share its desk.
fn tells(likeness: Likeness, one: Option<OrganisationId>, other: Option<OrganisationId>) -> bool {
    let is_one_house = one.is_some() && one == other;
    likeness == Likeness::Name || !is_one_house
}

/// A text by which two writings of an agency's name are the same: width, case, spaces, brackets, dots, hyphens and legal forms
/// do not count. A name that is nothing but such things is compared as it is.
fn office_key(name: &str) -> String {
    let whole = organisation_key(name);
    let bare: String = bare_key(name).chars().filter(|c| !"・･-‐()「」".contains(*c)).collect();
    if bare.is_empty() { whole } else { bare }
}

/// The key of an organisation's name without its legal form; empty for a name that is nothing else.
pub fn bare_key(name: &str) -> String {
    LEGAL_FORMS.iter().fold(organisation_key(name), |name, (long, _)| name.replace(long, ""))
}

/// A text by which two writings of an organisation's name are the same: width, case, spaces, and whether a legal form is
/// written in full. Another legal form is another organisation.
pub fn organisation_key(name: &str) -> String {
    LEGAL_FORMS.iter().fold(name_key(name), |name, (long, short)| {
        short.iter().fold(name, |name, short| name.replace(short, long))
    })
}

/// A text by which two writings of one mail address are the same.
pub fn mail_key(email: &str) -> String {
    folded(email).to_lowercase()
}

/// The digits of a telephone number as it is dialled in Japan; empty for what is too short to be one.
fn phone_key(phone: &str) -> String {
    let dialled = folded(phone);
    let digits: String = dialled.chars().filter(char::is_ascii_digit).collect();
    let from_abroad = digits.strip_prefix("81").filter(|_| dialled.starts_with('+'));
    let at_home = from_abroad.map_or_else(|| digits.clone(), |rest| format!("0{rest}"));
    if at_home.len() < 9 { String::new() } else { at_home }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(id: i64, name: &str, organisation: Option<i64>, email: &str, phone: &str) -> Marks {
        Marks {
            id: AgencyId(id),
            name: name.to_owned(),
            organisation: organisation.map(OrganisationId),
            emails: vec![email.to_owned()],
            phones: vec![phone.to_owned()],
        }
    }

    #[test]
    fn names_are_the_same_whatever_the_legal_form_and_however_it_is_written() {
        for other in ["㈱架空 ひなた", "（株）架空ひなた", "架空ひなた㈱", "株式会社　架空・ひなた"]
        {
            assert_eq!(office_key(other), office_key("架空ひなた"), "{other}");
        }
        assert_eq!(office_key("ＮＰＯ法人架空の会"), office_key("認定特定非営利活動法人 架空の会"));
        assert_ne!(office_key("架空ハート"), office_key("架空ハト"));
        assert!(!office_key("株式会社").is_empty());
    }

    #[test]
    fn an_organisation_with_another_legal_form_is_another_one() {
        assert_eq!(organisation_key("㈱架空"), organisation_key("株式会社 架空"));
        assert_eq!(organisation_key("（福）架空会"), organisation_key("社会福祉法人架空会"));
        assert_ne!(organisation_key("社会福祉法人架空会"), organisation_key("医療法人架空会"));
    }

    #[test]
    fn doubles_are_found_by_name_mail_and_telephone_in_both_directions() {
        let all = [
            marks(1, "架空センター", None, "a@example.jp", ""),
            marks(2, "社会福祉法人 架空センター", None, "", "０００－０００－００００"),
            marks(3, "別の名前", None, "Ａ@example.jp", "+81 00-000-0000"),
            marks(4, "遠い機関", None, "", "110"),
            marks(5, "近い機関", None, "", "110"),
        ];
        let found = doubles(&all);
        let of = |id: i64| -> Vec<(i64, Vec<Likeness>)> {
            let own = found.get(&AgencyId(id)).cloned().unwrap_or_default();
            own.into_iter().map(|double| (double.other.0, double.by)).collect()
        };
        assert_eq!(of(1), [(2, vec![Likeness::Name]), (3, vec![Likeness::Email])]);
        assert_eq!(of(2), [(1, vec![Likeness::Name]), (3, vec![Likeness::Phone])]);
        assert!(of(4).is_empty(), "a number that is too short says nothing");
    }

    #[test]
    fn one_that_is_not_among_them_is_compared_by_the_same_rules() {
        let mut alike = Alike::default();
        alike.add(&marks(1, "架空センター", Some(7), "a@example.jp", ""));
        // Of another contact, and by a name that it had.
        alike.add(&marks(1, "もとの架空", Some(7), "", "000-000-0000"));
        let by = |organisation, name, email, phone| -> Vec<Likeness> {
            let found = alike.doubles(&marks(-1, name, organisation, email, phone));
            found.into_iter().flat_map(|double| double.by).collect()
        };
        let all = [Likeness::Name, Likeness::Email, Likeness::Phone];
        assert_eq!(by(None, "㈱架空センター", "Ａ@example.jp", "0000000000"), all);
        assert_eq!(by(None, "もとの 架空", "", ""), [Likeness::Name]);
        assert!(by(Some(7), "別の名前", "a@example.jp", "000-000-0000").is_empty(), "one house");
        let crowd: Vec<Marks> = (10..10 + 20).map(|id| marks(id, "", None, "all@example.jp", "")).collect();
        crowd.iter().for_each(|marks| alike.add(marks));
        assert!(alike.doubles(&marks(-1, "", None, "all@example.jp", "")).is_empty(), "what all have");
    }

    #[test]
    fn offices_of_one_organisation_share_its_desk_but_not_its_name() {
        let shared = |id, name, organisation| marks(id, name, organisation, "main@example.jp", "0000000000");
        let all = [shared(1, "第一作業所", Some(7)), shared(2, "第二作業所", Some(7))];
        assert!(doubles(&all).is_empty());
        let all = [shared(1, "第一作業所", Some(7)), shared(2, "第一作業所", Some(7))];
        assert_eq!(doubles(&all).len(), 2);
        let names: Vec<String> = (0..30).map(|id| format!("機関{id}")).collect();
        let many: Vec<Marks> = (0..).zip(&names).map(|(id, name)| shared(id, name, None)).collect();
        assert!(doubles(&many).is_empty(), "what all have says nothing");
    }
}
