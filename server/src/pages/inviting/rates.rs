//! Response rates by agency kind and by area. Known invitations are counted and each number leads to its agencies; of
//! anonymous answers two tables are given, never one by kind and area, and both go through `protect`.

use analysis::table::crosstab::{Crosstab, CrosstabOptions, crosstab};
use analysis::table::suppress::{Disclosure, Protected, protect};
use analysis::table::{Column, ColumnData, Count, Kind, ValueLabel, Variable, frame as table_frame};
use surveys::store::invitations::Invited;

use super::{Desk, address};
use crate::error::Result;
use crate::pages::agencies::kind_label;
use crate::view::figure::{TableView, column, counted, percent, words};
use crate::view::frame::Frame;

/// Values of the variable that says whether an invitation was answered.
const ANSWERED: &str = "answered";
const OPEN: &str = "open";

/// What invitations are grouped by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The agency's kind.
    Kind,
    /// The agency's area.
    Area,
}

impl By {
    /// Also the end of the Fluent key and the name in addresses.
    pub fn code(self) -> &'static str {
        match self {
            By::Kind => "kind",
            By::Area => "region",
        }
    }

    /// Value of an invitation.
    fn value(self, one: &Invited) -> String {
        match self {
            By::Kind => one.agency.kind.clone(),
            By::Area => one.agency.region_id.0.to_string(),
        }
    }

    fn label(self, frame: &Frame, desk: &Desk, one: &Invited) -> String {
        match self {
            By::Kind => kind_label(frame, &one.agency.kind),
            By::Area => desk.area(one.agency.region_id),
        }
    }
}

/// What became of a known invitation.
pub fn state(one: &Invited) -> &'static str {
    let contact = one.contact.as_ref();
    match (one.invitation.is_answered, one.invitation.response_id) {
        (true, _) => ANSWERED,
        (false, Some(_)) => "begun",
        (false, None) if contact.is_some_and(|contact| contact.opted_out_on.is_some()) => "declined",
        (false, None) if contact.is_some_and(|contact| !contact.undeliverable.is_empty()) => "undeliverable",
        (false, None) => OPEN,
    }
}

/// The states of known invitations in the order of columns.
pub const STATES: [&str; 5] = [ANSWERED, "begun", OPEN, "declined", "undeliverable"];

/// The groups that have invitations, by value, with their labels.
fn groups(frame: &Frame, desk: &Desk, by: By) -> Vec<ValueLabel> {
    let mut groups: Vec<ValueLabel> = Vec::new();
    for one in &desk.invited {
        let value = by.value(one);
        if groups.iter().all(|group| group.value != value) {
            groups.push(ValueLabel { value, label: by.label(frame, desk, one) });
        }
    }
    groups.sort_by(|a, b| a.value.len().cmp(&b.value.len()).then_with(|| a.value.cmp(&b.value)));
    groups
}

/// The table by kind or by area.
///
/// # Errors
/// When the table cannot be made.
pub fn table(frame: &Frame, desk: &Desk, by: By) -> Result<TableView> {
    match desk.is_anonymous() {
        true => anonymous(frame, desk, by),
        false => Ok(known(frame, desk, by)),
    }
}

fn known(frame: &Frame, desk: &Desk, by: By) -> TableView {
    let mut columns = vec![
        column(frame.text(&format!("inviting-by-{}", by.code())), false),
        column(frame.text("inviting-n-invited"), true),
    ];
    columns.extend(STATES.iter().map(|state| column(frame.text(&format!("inviting-state-{state}")), true)));
    columns.push(column(frame.text("inviting-rate"), true));
    let line = |label: String, members: Vec<&Invited>, value: Option<&str>| {
        let of_group = value.map(|value| format!("{}={value}", by.code())).unwrap_or_default();
        let href = |state: &str| format!("{}?{of_group}&state={state}#list", address(desk.questionnaire.id));
        let n = |wanted: &str| members.iter().filter(|one| state(one) == wanted).count();
        let rate = n(ANSWERED) as f64 / members.len().max(1) as f64;
        [words(label), counted(Count::Shown(members.len()), None, href(""))]
            .into_iter()
            .chain(STATES.iter().map(|state| counted(Count::Shown(n(state)), None, href(state))))
            .chain([words(percent(rate))])
            .collect()
    };
    let groups = groups(frame, desk, by).into_iter().map(|group| {
        let members = desk.invited.iter().filter(|one| by.value(one) == group.value).collect();
        line(group.label, members, Some(&group.value))
    });
    let mut rows: Vec<_> = groups.collect();
    rows.push(line(frame.text("table-total"), desk.invited.iter().collect(), None));
    TableView { caption: frame.text(&format!("inviting-rates-{}", by.code())), columns, rows }
}

fn anonymous(frame: &Frame, desk: &Desk, by: By) -> Result<TableView> {
    let table = protected(frame, desk, by)?;
    let table = table.table();
    let columns = vec![
        column(frame.text(&format!("inviting-by-{}", by.code())), false),
        column(frame.text("inviting-n-invited"), true),
        column(frame.text("inviting-state-answered"), true),
        column(frame.text("inviting-rate"), true),
    ];
    // How many are invited is no answer: the list beside it has them.
    let line = |label: &str, n_invited: usize, answered: Count| {
        let rate = match answered {
            Count::Shown(n) if n_invited > 0 => percent(n as f64 / n_invited as f64),
            Count::Shown(_) | Count::Hidden => "*".to_owned(),
        };
        let counts = [Count::Shown(n_invited), answered].map(|count| counted(count, None, String::new()));
        [words(label)].into_iter().chain(counts).chain([words(rate)]).collect()
    };
    let mut answered: Vec<Count> =
        table.cells.iter().map(|cells| cells.first().map_or(Count::Hidden, |cell| cell.count)).collect();
    let size = |group: &ValueLabel| {
        let members: Vec<&Invited> = desk.invited.iter().filter(|one| by.value(one) == group.value).collect();
        Size {
            n_answered: members.iter().filter(|one| one.invitation.is_answered).count(),
            n_invited: members.len(),
        }
    };
    let sizes: Vec<Size> = table.rows.iter().map(size).collect();
    withhold_more(&mut answered, &sizes);
    let groups = table.rows.iter().zip(&sizes).zip(answered);
    let mut rows: Vec<_> =
        groups.map(|((group, size), answered)| line(&group.label, size.n_invited, answered)).collect();
    // How many have answered in all stands on the questionnaire's page, too.
    let n_answered = desk.invited.iter().filter(|one| one.invitation.is_answered).count();
    rows.push(line(&frame.text("table-total"), desk.invited.len(), Count::Shown(n_answered)));
    Ok(TableView { caption: frame.text(&format!("inviting-rates-{}", by.code())), columns, rows })
}

/// How large a group is, and how many of it have answered in truth.
struct Size {
    n_answered: usize,
    n_invited: usize,
}

/// Withholds the smallest number that is still shown for as long as the others give away what is withheld.
fn withhold_more(counts: &mut [Count], sizes: &[Size]) {
    while are_told(counts, sizes) {
        let shown = counts.iter_mut().filter(|count| !count.is_hidden());
        let Some(smallest) = shown.min_by_key(|count| count.shown()) else { return };
        *smallest = Count::Hidden;
    }
}

/// Whether withheld numbers can be found: the total of all is known, and with it their sum. One alone is the sum; of
/// several it tells something where nobody of them all has answered, or everybody.
fn are_told(counts: &[Count], sizes: &[Size]) -> bool {
    let hidden = || counts.iter().zip(sizes).filter(|(count, _)| count.is_hidden()).map(|(_, size)| size);
    let n_answered: usize = hidden().map(|size| size.n_answered).sum();
    let n_invited: usize = hidden().map(|size| size.n_invited).sum();
    match hidden().count() {
        0 => false,
        1 => true,
        _ => n_answered == 0 || n_answered == n_invited,
    }
}

/// Groups by whether they answered. Zeros are withheld, too: a group of which all or nobody answered would tell of each.
fn protected(frame: &Frame, desk: &Desk, by: By) -> Result<Protected<Crosstab>> {
    let texts = |name: &str, values: Vec<String>| Column {
        name: name.to_owned(),
        data: ColumnData::Texts(values.into_iter().map(Some).collect()),
    };
    let answered = |one: &Invited| if one.invitation.is_answered { ANSWERED } else { OPEN }.to_owned();
    let columns = vec![
        texts("group", desk.invited.iter().map(|one| by.value(one)).collect()),
        texts("answered", desk.invited.iter().map(answered).collect()),
    ];
    let variable = |name: &str, values: Vec<ValueLabel>| Variable {
        name: name.to_owned(),
        label: name.to_owned(),
        kind: Kind::Single,
        values,
    };
    let value = |value: &str| ValueLabel { value: value.to_owned(), label: value.to_owned() };
    let table = table_frame(columns).map_err(anyhow::Error::from)?;
    let groups = variable("group", groups(frame, desk, by));
    let states = variable("answered", vec![value(ANSWERED), value(OPEN)]);
    let table =
        crosstab(&table, &groups, &states, CrosstabOptions::default()).map_err(anyhow::Error::from)?;
    Ok(protect(table, Disclosure::Protected { min_cell: desk.survey.least(), hide_zeros: true }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown of groups with so many answers among so many invited, where answers below five are withheld at first.
    fn shown(groups: &[(usize, usize)]) -> Vec<Option<usize>> {
        let size = |(n_answered, n_invited): &(usize, usize)| Size {
            n_answered: *n_answered,
            n_invited: *n_invited,
        };
        let sizes: Vec<Size> = groups.iter().map(size).collect();
        let count = |size: &Size| match size.n_answered {
            0..5 => Count::Hidden,
            n => Count::Shown(n),
        };
        let mut counts: Vec<Count> = sizes.iter().map(count).collect();
        withhold_more(&mut counts, &sizes);
        counts.into_iter().map(Count::shown).collect()
    }

    #[test]
    fn a_number_withheld_alone_gets_company() {
        assert_eq!(shown(&[(20, 30), (2, 8), (9, 12)]), [Some(20), None, None]);
        assert_eq!(shown(&[(20, 30), (2, 8), (3, 12)]), [Some(20), None, None]);
        assert_eq!(shown(&[(20, 30), (9, 12)]), [Some(20), Some(9)]);
        assert_eq!(shown(&[(2, 5)]), [None]);
    }

    #[test]
    fn withheld_numbers_are_not_known_to_be_none_or_all() {
        assert_eq!(shown(&[(6, 9), (0, 3), (0, 4)]), [None, None, None], "nobody of two groups");
        assert_eq!(shown(&[(20, 30), (4, 4), (3, 3), (9, 12)]), [Some(20), None, None, None], "all of two");
        // The group beside them has answered altogether, too.
        assert_eq!(shown(&[(20, 30), (4, 4), (6, 6)]), [None, None, None]);
        assert_eq!(shown(&[(0, 3), (0, 4)]), [None, None], "more cannot be withheld");
    }
}
