//! Disclosure control (秘匿): the one place where small counts are withheld before a table leaves the house.
//!
//! A count from 1 to the threshold less 1 is withheld, and with it as many more numbers as it takes that none can be
//! found by subtraction (補完秘匿). Readers are taken to know every printed number, that counts are whole numbers, and
//! whether zeros are printed; `network` proves that each withheld number then keeps at least two possible values, and sees
//! to it that a small one could be as large as the threshold, as long as there are cells left to withhold for that. Totals are
//! not withheld for it: of five people in all, 3 and 2 can be told to be under 5.
//! They are taken to know how many people there are in all, too: of a question that not everybody was asked, how many
//! were not is a number of its table (a small one says who gave the answer that led past it), though it is never printed
//! as a value. It is withheld by withholding how many were asked. Of coverages ([`Coverage`]) it is printed.
//! Tables published side by side know each other's totals: those of a question (its frequencies, its answers by area and by kind)
//! go through [`protect_linked`] or [`protect_linked_choices`] together. Tables of different questions share the sizes of their
//! groups: which groups are withheld is decided once for all of them ([`WithheldGroups`]). Words by group, in tables and in lists of
//! one group, go through [`protect_words`].
//!
//! Row ids are withheld from every cell of a protected table, not only from the small ones: two lists of ids have an
//! intersection, and the intersection is a smaller cell.

mod codes;
mod crosstab;
mod degrees;
mod groups;
mod linked;
mod network;
mod part;
mod statistics;
mod whole;

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

pub use self::groups::WithheldGroups;
pub use self::linked::{Linked, protect_linked, protect_linked_choices};
use self::network::{Number, complete};
pub use self::part::protect_part;
use self::private::{Rule, Suppress};
pub use self::statistics::is_any_two_withheld;
pub use self::whole::{Whole, protect_unless, protect_whole};
use crate::table::Count;
use crate::table::coverage::Coverage;
use crate::table::crosstab::CodeCrosstab;
use crate::table::frequency::{Base, Frequency, FrequencyRow};

/// The thresholds that [`protect`] works with; others are moved to the nearer end. With 2 every withheld count would
/// be known to be 1.
const THRESHOLD_RANGE: RangeInclusive<usize> = 3..=1000;

/// Who will read the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    /// People who may read the answers themselves: nothing is withheld.
    Internal,
    /// Anyone else.
    Protected {
        /// The smallest count that is printed.
        min_cell: usize,
        /// Whether zeros are withheld like small counts. Without it a zero is printed, and tells that nobody gave the
        /// answer.
        hide_zeros: bool,
    },
}

impl Disclosure {
    /// What leaves the house by default: counts from 5 on, and zeros.
    pub const PROTECTED: Disclosure = Disclosure::Protected { min_cell: 5, hide_zeros: false };
}

/// A table that went through [`protect`] or one of its kin here. There is no other way to make one, so that what takes a
/// `Protected` cannot be given raw counts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Protected<T> {
    table: T,
}

impl<T> Protected<T> {
    /// The table as it may be printed.
    pub fn table(&self) -> &T {
        &self.table
    }
}

/// A table that can be protected: [`Frequency`], [`Coverage`], [`Crosstab`](crate::table::crosstab::Crosstab),
/// [`CodeCrosstab`], and statistics of people that stand in no such table:
/// [`Changes`](crate::table::changes::Changes), [`ItemSet`](crate::table::items::ItemSet), [`Summary`](crate::table::summary::Summary)
/// and [`Degrees`](crate::table::degrees::Degrees); and a [`Count`] that is a part of no sum that is told. Closed, so that nothing
/// else can pass for protected.
pub trait Suppressible: Suppress {}

impl<T: Suppress> Suppressible for T {}

mod private {
    //! What the outside can neither call nor implement.

    /// The rule by which counts are withheld.
    #[derive(Debug, Clone, Copy)]
    pub struct Rule {
        pub min_cell: usize,
        pub hide_zeros: bool,
        /// Whether the zeros of a code are withheld beside a withheld number of it.
        pub hide_zeros_beside: bool,
    }

    /// Withholds what a rule asks for.
    pub trait Suppress {
        fn suppress(&mut self, rule: Rule);
    }
}

impl Rule {
    /// The rule for readers from whom something is withheld.
    fn of(disclosure: Disclosure) -> Option<Rule> {
        let Disclosure::Protected { min_cell, hide_zeros } = disclosure else { return None };
        let min_cell = min_cell.clamp(*THRESHOLD_RANGE.start(), *THRESHOLD_RANGE.end());
        Some(Rule { min_cell, hide_zeros, hide_zeros_beside: false })
    }

    /// Whether a count must not be printed.
    fn is_small(self, count: usize) -> bool {
        match count {
            0 => self.hide_zeros,
            n => n < self.min_cell,
        }
    }

    /// The least that a reader must reckon with in place of a withheld number.
    fn lowest(self) -> usize {
        usize::from(!self.hide_zeros)
    }

    /// A number of a table. `weight` says how much is lost by withholding it for the sake of others.
    fn number(self, count: usize, weight: u64, from: usize, to: usize) -> Number {
        let cost = (count >= self.lowest()).then(|| weight.saturating_add(count as u64));
        Number {
            from,
            to,
            value: count,
            lowest: self.lowest(),
            highest: usize::MAX,
            is_hidden: false,
            is_printed: true,
            cost,
            wanted: 0,
        }
    }

    /// A number that is printed nowhere, and told by what is.
    fn unprinted(self, count: usize, from: usize, to: usize) -> Number {
        Number { is_hidden: true, is_printed: false, lowest: 0, ..self.number(count, CELL, from, to) }
    }

    /// Whether a group is so small that how it answered is withheld altogether: a zero beside two people who are known
    /// tells what both of them said.
    fn is_small_group(self, size: usize) -> bool {
        size > 0 && size < self.min_cell
    }

    /// A number about a small group: withheld, zero or not.
    fn of_small_group(self, count: usize, weight: u64, from: usize, to: usize) -> Number {
        Number { is_hidden: true, lowest: 0, ..self.number(count, weight, from, to) }
    }

    /// The most that a reader must reckon with for a number of people who were asked, beside `not_asked` others.
    fn highest(self, asked: usize, not_asked: usize) -> usize {
        if not_asked == 0 { usize::MAX } else { (asked + not_asked).saturating_sub(self.lowest()) }
    }

    /// Whether a number of people who were not asked must not be told. Where everybody was asked nothing is told.
    fn is_small_rest(self, not_asked: usize) -> bool {
        not_asked > 0 && self.is_small(not_asked)
    }

    /// The number of those who were asked, where `not_asked` others were not: readers know both together, so that it
    /// is withheld with the other one.
    fn beside(self, number: Number, not_asked: usize) -> Number {
        let highest = self.highest(number.value, not_asked).min(number.highest);
        if self.is_small_rest(not_asked) {
            return Number { is_hidden: true, lowest: 0, highest, ..number };
        }
        Number { highest, ..number }
    }

    /// A number that is withheld if it is small.
    fn sensitive(self, count: usize, weight: u64, from: usize, to: usize) -> Number {
        let (is_hidden, wanted) = (self.is_small(count), self.wanted(count));
        Number { is_hidden, wanted, ..self.number(count, weight, from, to) }
    }

    /// What a reader must take for possible in place of a count: of a small one, that it is not.
    fn wanted(self, count: usize) -> usize {
        if count > 0 && self.is_small(count) { self.min_cell } else { 0 }
    }
}

/// What is lost with one number: a cell before a total, a total before the number of all.
const CELL: u64 = 1_000;
const TOTAL: u64 = 1_000_000_000;
const ALL: u64 = 1_000_000_000_000_000;

/// Makes a table fit for its readers. With [`Disclosure::Internal`] it is returned as it is.
pub fn protect<T: Suppressible>(mut table: T, disclosure: Disclosure) -> Protected<T> {
    if let Some(rule) = Rule::of(disclosure) {
        table.suppress(rule);
    }
    Protected { table }
}

/// The same for words by group, which most groups use seldom or not at all. Beside a withheld number of a word its zeros are withheld,
/// too. Readers then have to take each of the withheld numbers for 0, so that small ones that are many together hide one another, and no
/// large one has to be withheld for them.
pub fn protect_words(mut table: CodeCrosstab, disclosure: Disclosure) -> Protected<CodeCrosstab> {
    if let Some(rule) = Rule::of(disclosure) {
        table.suppress(Rule { hide_zeros_beside: true, ..rule });
    }
    Protected { table }
}

/// The places of a frequency's sums: values sum to `answered`, and `answered` and no answer to `n`.
const ROWS: usize = 0;
const ANSWERED: usize = 1;
const EVERYONE: usize = 2;

impl Suppress for Frequency {
    /// No answer is not an answer: a small number of people who did not answer is printed, unless it would give away
    /// another number. Withholding it always would take the base, and with it every share, from most tables.
    fn suppress(&mut self, rule: Rule) {
        if self.may_exceed_whole {
            return suppress_choices(self, rule);
        }
        let mut numbers = base_numbers(self, rule);
        numbers.extend(value_numbers(self, rule, |_| (ROWS, ANSWERED)));
        complete(EVERYONE + 1, &mut numbers);
        print_frequency(self, &numbers);
    }
}

/// Withholds what a question with several answers would tell.
fn suppress_choices(table: &mut Frequency, rule: Rule) {
    let mut numbers = base_numbers(table, rule);
    let is_small_group = rule.is_small_group(raw(table.answered));
    let is_hidden = |row: &FrequencyRow| row.is_withheld || is_small_group || rule.is_small(raw(row.count));
    let mut hidden: Vec<bool> = table.rows.iter().map(is_hidden).collect();
    numbers[0].is_hidden |= !hide_choices(table, &mut hidden, rule);
    if rule.is_small_rest(raw(table.not_asked)) {
        // What everybody chose who was asked tells how many were asked.
        let is_told = table.rows.iter().map(|row| row.count == table.answered);
        hidden.iter_mut().zip(is_told).for_each(|(is_hidden, is_told)| *is_hidden |= is_told);
    }
    let printed = table.rows.iter().zip(&hidden).filter(|(_, is_hidden)| !**is_hidden);
    let most = printed.map(|(row, _)| raw(row.count)).max().unwrap_or(0);
    numbers[0].lowest = numbers[0].lowest.max(most);
    // The choices have no sum, so that nothing but the totals is a matter for the network.
    numbers[0].from = ROWS;
    complete(EVERYONE + 1, &mut numbers);
    numbers.extend(
        table.rows.iter().zip(&hidden).map(|(row, &is_hidden)| Number {
            is_hidden,
            ..rule.number(raw(row.count), CELL, ROWS, ANSWERED)
        }),
    );
    print_frequency(table, &numbers);
}

/// Those who answered, those who did not, and all.
fn base_numbers(table: &Frequency, rule: Rule) -> Vec<Number> {
    vec![
        rule.sensitive(raw(table.answered), TOTAL, ANSWERED, EVERYONE),
        rule.number(raw(table.no_answer.count), ALL, ROWS, EVERYONE),
        rule.beside(rule.sensitive(raw(table.n), ALL + TOTAL, EVERYONE, ROWS), raw(table.not_asked)),
    ]
}

/// How often each value of a question with one answer was given. `ends` says between which sums a value flows.
fn value_numbers(
    table: &Frequency,
    rule: Rule,
    ends: impl Fn(usize) -> (usize, usize),
) -> impl Iterator<Item = Number> {
    let is_small_group = rule.is_small_group(raw(table.answered));
    table.rows.iter().enumerate().map(move |(place, row)| {
        let make = if is_small_group { Rule::of_small_group } else { Rule::sensitive };
        let (from, to) = ends(place);
        make(rule, raw(row.count), CELL, from, to).withheld_if(row.is_withheld)
    })
}

/// Withholds more choices of a multiple-answer question until no small one can be told from the base: everyone who
/// answered chose something, so the choices together are at least the base. Returns whether the base may be printed.
fn hide_choices(table: &Frequency, hidden: &mut [bool], rule: Rule) -> bool {
    let counts: Vec<usize> = table.rows.iter().map(|row| raw(row.count)).collect();
    let base = raw(table.answered);
    let n_small = hidden.iter().filter(|is_hidden| **is_hidden).count();
    // A large one among those that are withheld leaves open how much of the base is its own.
    let has_large = counts.iter().zip(&*hidden).any(|(&n, is_hidden)| *is_hidden && !rule.is_small(n));
    if n_small == 0 || has_large {
        return true;
    }
    let printed: usize =
        counts.iter().zip(&*hidden).filter(|(_, is_hidden)| !**is_hidden).map(|(n, _)| n).sum();
    // If the base asks for no less than the most that small counts can sum to, they are all as large as can be.
    let highest = n_small * (rule.min_cell - 1);
    if base.saturating_sub(printed) < highest {
        return true;
    }
    let next =
        (0..counts.len()).filter(|&row| !hidden[row] && counts[row] > 0).min_by_key(|&row| counts[row]);
    match next {
        Some(row) => {
            hidden[row] = true;
            true
        }
        None => false,
    }
}

/// Takes out of a frequency what `numbers` (answered, no answer, all, values) says is withheld.
fn print_frequency(table: &mut Frequency, numbers: &[Number]) {
    let is_hidden = |place: usize| numbers.get(place).is_none_or(|number| number.is_hidden);
    hide_if(&mut table.answered, is_hidden(0));
    hide_if(&mut table.n, is_hidden(2));
    let is_rest_hidden = is_hidden(2) && table.not_asked != Count::Shown(0);
    hide_if(&mut table.not_asked, is_rest_hidden);
    table.base = match table.base_kind {
        Base::Answered => table.answered,
        Base::Everyone => table.n,
    };
    let base = table.base;
    let print = |row: &mut FrequencyRow, is_hidden: bool| {
        row.members.clear();
        hide_if(&mut row.count, is_hidden);
        if row.count.is_hidden() || base.is_hidden() {
            row.share = None;
        }
    };
    print(&mut table.no_answer, is_hidden(1));
    for (place, row) in table.rows.iter_mut().enumerate() {
        print(row, is_hidden(place + 3));
    }
    table.has_hidden = numbers.iter().any(|number| number.is_hidden);
}

impl Suppress for Coverage {
    /// What is withheld beside another one is what tables of the same variable withhold.
    fn suppress(&mut self, rule: Rule) {
        let [is_valid_hidden, is_missing_hidden, is_rest_hidden] =
            hidden_coverage(rule, raw(self.n_valid), raw(self.n_missing), raw(self.n_not_asked));
        hide_if(&mut self.n_valid, is_valid_hidden);
        hide_if(&mut self.n_missing, is_missing_hidden);
        hide_if(&mut self.n_not_asked, is_rest_hidden);
    }
}

/// Which of the numbers of those who answered, did not answer and were not asked are withheld. The three have a known sum.
fn hidden_coverage(rule: Rule, n_valid: usize, n_missing: usize, n_not_asked: usize) -> [bool; 3] {
    let mut numbers = [
        rule.sensitive(n_valid, CELL, 0, 1),
        rule.number(n_missing, TOTAL, 0, 1),
        Number { is_hidden: rule.is_small_rest(n_not_asked), ..rule.number(n_not_asked, ALL, 0, 1) },
    ];
    complete(2, &mut numbers);
    numbers.map(|number| number.is_hidden)
}

/// A count of a table of which nothing has been withheld yet.
fn raw(count: Count) -> usize {
    count.shown().unwrap_or(0)
}

fn hide_if(count: &mut Count, is_hidden: bool) {
    if is_hidden {
        *count = Count::Hidden;
    }
}

#[cfg(test)]
mod tests;
