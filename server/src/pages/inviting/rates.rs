//! Response rates by agency kind and by area. Known invitations are counted and each number leads to its agencies; of
//! anonymous answers two tables are given, never one by kind and area, and both go through `protect`.

use analysis::table::crosstab::{Crosstab, CrosstabOptions, crosstab};
use analysis::table::suppress::{Disclosure, Protected, protect};
use analysis::table::{Column, ColumnData, Count, Kind, ValueLabel, Variable, frame as table_frame};
use surveys::store::invitations::Invited;

use super::withheld::{Member, withhold_more};
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

/// How many have answered, by kind, by area, and in all.
pub struct Rates {
    /// The two tables; none where nobody is invited.
    pub tables: Vec<(By, TableView)>,
    /// How many have answered in all; never withheld (decision 14).
    pub n_answered: usize,
}

/// The rates of a questionnaire.
///
/// # Errors
/// When the tables cannot be made.
pub fn rates(frame: &Frame, desk: &Desk) -> Result<Rates> {
    let n_answered = desk.invited.iter().filter(|one| one.invitation.is_answered).count();
    if desk.invited.is_empty() {
        return Ok(Rates { tables: Vec::new(), n_answered });
    }
    if !desk.is_anonymous() {
        let tables = [By::Kind, By::Area].map(|by| (by, known(frame, desk, by)));
        return Ok(Rates { tables: tables.into(), n_answered });
    }
    let (mut kinds, mut areas) = (answered(frame, desk, By::Kind)?, answered(frame, desk, By::Area)?);
    let members = members(frame, desk);
    withhold_more(&members, &mut kinds, &mut areas, desk.survey.min_cell());
    let tables = [(By::Kind, kinds), (By::Area, areas)];
    let tables = tables.map(|(by, counts)| (by, anonymous(frame, desk, by, &counts, n_answered)));
    Ok(Rates { tables: tables.into(), n_answered })
}

/// Everybody who is invited, by the places of kind and area among the groups.
fn members(frame: &Frame, desk: &Desk) -> Vec<Member> {
    let (kinds, areas) = (groups(frame, desk, By::Kind), groups(frame, desk, By::Area));
    let place = |groups: &[ValueLabel], value: &str| groups.iter().position(|group| group.value == value);
    let member = |one: &Invited| {
        Some(Member {
            kind: place(&kinds, &By::Kind.value(one))?,
            area: place(&areas, &By::Area.value(one))?,
            has_answered: one.invitation.is_answered,
        })
    };
    desk.invited.iter().filter_map(member).collect()
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

fn anonymous(frame: &Frame, desk: &Desk, by: By, counts: &[Count], n_answered: usize) -> TableView {
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
    let n_invited =
        |group: &ValueLabel| desk.invited.iter().filter(|one| by.value(one) == group.value).count();
    let groups = groups(frame, desk, by).into_iter().zip(counts);
    let mut rows: Vec<_> =
        groups.map(|(group, count)| line(&group.label, n_invited(&group), *count)).collect();
    rows.push(line(&frame.text("table-total"), desk.invited.len(), Count::Shown(n_answered)));
    TableView { caption: frame.text(&format!("inviting-rates-{}", by.code())), columns, rows }
}

/// How many of each group have answered; small numbers are withheld.
fn answered(frame: &Frame, desk: &Desk, by: By) -> Result<Vec<Count>> {
    let table = protected(frame, desk, by)?;
    let cells = table.table().cells.iter();
    Ok(cells.map(|cells| cells.first().map_or(Count::Hidden, |cell| cell.count)).collect())
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
    Ok(protect(table, Disclosure::Protected { min_cell: desk.survey.min_cell(), hide_zeros: true }))
}
