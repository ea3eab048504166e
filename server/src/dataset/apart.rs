//! Those who allow one use and not the other: where they are few, in all or in an area or kind, the numbers of sheets less those of
//! research would be what they said; and the few of no area, who would be a number of all less those of the areas (decision 43); and the
//! few who answered between two versions (decision 55). Decided once for all that a survey has gathered, since its words are counted together.

pub mod between;
mod shares;

use std::collections::{BTreeMap, BTreeSet};
use std::mem::take;

use surveys::id::QuestionnaireId;
use surveys::privacy::consent::{Consent, Purpose};

use self::between::{Asking, Between, Untold};
use self::shares::{Rule, leave_out};
use super::{Dataset, Fielded, Heard, Response};

/// The uses whose numbers can be laid side by side; what is said of each of them stands in this order.
const USES: [Purpose; 2] = [Purpose::Regional, Purpose::Academic];
/// Place of the region.
const REGION: usize = 0;
/// Place of research.
const RESEARCH: usize = 1;

/// What has tables of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gathered {
    /// The responses to a questionnaire.
    Answers(QuestionnaireId),
    /// The replies to the feedback, whose words are counted with no others.
    Replies(QuestionnaireId),
    /// The hearings.
    Hearings,
}

/// What decides in which numbers somebody is.
#[derive(Clone, Copy, Debug)]
pub struct Said<'s> {
    /// What they allow.
    pub consent: Consent,
    /// Code of their area.
    pub region: Option<&'s str>,
    /// Codes of their agency kinds.
    pub kinds: &'s [String],
    /// Place of the version that was answered, 0 of hearings.
    pub version: usize,
}

/// How many responses and hearings of a survey allow which use, by area and kinds.
#[derive(Clone, Debug, Default)]
pub struct Allowing {
    n: BTreeMap<Sort, usize>,
    /// What the versions of each questionnaire do not ask alike.
    asking: BTreeMap<Gathered, Asking>,
}

/// In which numbers the responses and hearings of a survey are.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    n: BTreeMap<Gathered, [usize; 2]>,
    /// Of which questions nothing is told.
    untold: BTreeMap<Gathered, [Untold; 2]>,
    /// Who is in no number of a use that they allow.
    left_out: LeftOut,
    /// Whose words are in none. These are more, for words of all are counted together.
    unread: LeftOut,
}

/// Those who are left out of what each use counts.
type LeftOut = [BTreeSet<Sort>; 2];

/// What people have in common who are counted alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Sort {
    gathered: Gathered,
    allows: [bool; 2],
    region: Option<String>,
    kinds: Vec<String>,
    version: usize,
}

/// Those of one sort, and in the numbers of which use they are.
#[derive(Clone)]
struct Lot<'a> {
    who: &'a Sort,
    n: usize,
    is_counted: [bool; 2],
    /// Who were asked alike have the same here, as far as both uses tell of it.
    asked: String,
}

impl Gathered {
    /// The responses to a questionnaire, which may take the replies to the feedback.
    pub fn responses(id: QuestionnaireId, takes_replies: bool) -> Gathered {
        if takes_replies { Gathered::Replies(id) } else { Gathered::Answers(id) }
    }
}

impl Sort {
    fn of(gathered: Gathered, said: Said<'_>) -> Sort {
        Sort {
            gathered,
            allows: USES.map(|purpose| said.consent.allows(purpose)),
            region: said.region.map(str::to_owned),
            kinds: said.kinds.to_vec(),
            version: said.version,
        }
    }
}

impl Allowing {
    /// Counts one more.
    pub fn add(&mut self, gathered: Gathered, said: Said<'_>) {
        let sort = Sort::of(gathered, said);
        if sort.allows.contains(&true) {
            *self.n.entry(sort).or_default() += 1;
        }
    }

    /// Says what the versions of a questionnaire do not ask alike.
    pub fn ask(&mut self, gathered: Gathered, asking: Asking) {
        self.asking.insert(gathered, asking);
    }

    /// Whether somebody has said it.
    pub fn knows_what_is_asked(&self, gathered: Gathered) -> bool {
        self.asking.contains_key(&gathered)
    }

    /// Counts those of another one, too.
    pub fn extend(&mut self, other: Allowing) {
        self.asking.extend(other.asking);
        for (sort, n) in other.n {
            *self.n.entry(sort).or_default() += n;
        }
    }

    /// In which numbers they are, where fewer than `min_cell` are few.
    pub fn counted(&self, min_cell: usize) -> Counted {
        let all: BTreeSet<Gathered> = self.n.keys().map(|who| who.gathered).collect();
        let (mut n, mut untold, mut lots) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        for gathered in all {
            let (own, own_untold) = self.own(gathered, min_cell);
            n.insert(gathered, self.n_told(gathered, &own, min_cell));
            untold.insert(gathered, own_untold);
            lots.extend(own);
        }
        // Whose words are counted does not follow from which closed questions they were asked.
        let read = lots.iter().map(|lot| Lot { asked: String::new(), ..lot.clone() });
        let (replies, mut words): (Vec<Lot<'_>>, Vec<Lot<'_>>) =
            read.partition(|lot| matches!(lot.who.gathered, Gathered::Replies(_)));
        leave_words_out(&mut words, min_cell);
        words.extend(replies);
        Counted { n, untold, left_out: left_out(&lots), unread: left_out(&words) }
    }

    /// Who is in the tables of a questionnaire or of the hearings, and of which questions each use tells nothing. Of fewer responses than
    /// the threshold there are none; notes are counted with answers, however few they are, and those of offices of the whole prefecture:
    /// that they were heard is no answer. What the region gets comes first: where it would lose all, research has none.
    fn own(&self, gathered: Gathered, min_cell: usize) -> (Vec<Lot<'_>>, [Untold; 2]) {
        let is_heard = gathered == Gathered::Hearings;
        let least = if is_heard { 0 } else { min_cell };
        let alike = Asking::default();
        let asking = self.asking.get(&gathered).unwrap_or(&alike);
        let mut between = Between::of(asking, min_cell);
        let mut lots = self.lots(gathered);
        let had = n_of(&lots)[REGION];
        leave_out(&mut lots, Rule { min_cell, least, counts_placeless: is_heard });
        while between.leave_out(&mut lots) {
            leave_out(&mut lots, Rule { min_cell, least, counts_placeless: is_heard });
        }
        if had >= min_cell && n_of(&lots)[REGION] < min_cell {
            between = Between::of(asking, min_cell);
            lots = self.lots(gathered);
            for lot in &mut lots {
                lot.is_counted[RESEARCH] = false;
            }
            while between.leave_out(&mut lots) {}
        }
        (lots, [REGION, RESEARCH].map(|of| between.untold(of)))
    }

    /// All who allow a use, as if nobody were left out.
    fn lots(&self, gathered: Gathered) -> Vec<Lot<'_>> {
        let own = self.n.iter().filter(|(who, _)| who.gathered == gathered);
        own.map(|(who, n)| Lot { who, n: *n, is_counted: who.allows, asked: String::new() }).collect()
    }

    /// How many each use counts. Where it counts none since they are few, it is some that are few: that all refused is something else.
    fn n_told(&self, gathered: Gathered, own: &[Lot<'_>], min_cell: usize) -> [usize; 2] {
        let (counted, allowing) = (n_of(own), n_of(&self.lots(gathered)));
        [REGION, RESEARCH].map(|of| match counted[of] {
            0 => allowing[of].min(min_cell.saturating_sub(1)),
            n => n,
        })
    }
}

impl Counted {
    /// How many are counted for a purpose; fewer than the threshold where none is, because they would be few.
    pub fn n(&self, gathered: Gathered, purpose: Purpose) -> usize {
        let own = self.n.get(&gathered).copied().unwrap_or_default();
        place_of(purpose).map_or(0, |of| own[of])
    }

    /// Of which questions nothing is told for a purpose.
    pub fn untold(&self, gathered: Gathered, purpose: Purpose) -> Untold {
        let own = self.untold.get(&gathered).zip(place_of(purpose));
        own.map(|(own, of)| own[of].clone()).unwrap_or_default()
    }

    /// Whether somebody is counted for a purpose. In internal work all are who allow it.
    pub fn counts(&self, gathered: Gathered, said: Said<'_>, purpose: Purpose) -> bool {
        self.is_in(&self.left_out, gathered, said, purpose)
    }

    /// Whether somebody's words are counted for a purpose.
    pub fn reads(&self, gathered: Gathered, said: Said<'_>, purpose: Purpose) -> bool {
        self.is_in(&self.unread, gathered, said, purpose)
    }

    fn is_in(&self, left_out: &LeftOut, gathered: Gathered, said: Said<'_>, purpose: Purpose) -> bool {
        let is_known = self.n.contains_key(&gathered);
        let is_in = |of: usize| {
            let left_out = &left_out[of];
            is_known && (left_out.is_empty() || !left_out.contains(&Sort::of(gathered, said)))
        };
        said.consent.allows(purpose) && place_of(purpose).is_none_or(is_in)
    }
}

impl Dataset {
    /// Takes out of what is counted whoever is in no number of the purpose, and the responses of whom few are.
    pub(super) fn leave_out(&mut self, counted: &Counted) {
        let (purpose, min_cell) = (self.purpose, self.survey.min_cell());
        for fielded in &mut self.fielded {
            let gathered = fielded.gathered();
            fielded.n_allowed = counted.n(gathered, purpose);
            fielded.untold = counted.untold(gathered, purpose);
            fielded.asking = take(&mut fielded.asking).without(&fielded.untold);
            let all = take(&mut fielded.responses);
            // Of a handful of people every answer is an answer of one of them, whatever tables withhold.
            if fielded.n_allowed >= min_cell {
                let is_counted = |one: &Response| counted.counts(gathered, one.said(), purpose);
                let is_read = |one: &Response| counted.reads(gathered, one.said(), purpose);
                let all = all.into_iter().map(|one| Response { is_read: is_read(&one), ..one });
                (fielded.responses, fielded.apart) = all.partition(is_counted);
            }
        }
        let is_counted = |one: &Heard| counted.counts(Gathered::Hearings, one.said(), purpose);
        let is_read = |one: &Heard| counted.reads(Gathered::Hearings, one.said(), purpose);
        let all = take(&mut self.hearings).into_iter();
        let all = all.map(|one| Heard { is_read: is_read(&one), ..one });
        (self.hearings, self.hearings_apart) = all.partition(is_counted);
    }

    /// Whether some who allow the purpose are in no number, or in none of words.
    pub fn has_apart(&self) -> bool {
        let of =
            |fielded: &Fielded| !fielded.apart.is_empty() || fielded.responses.iter().any(|one| !one.is_read);
        let is_of_hearings = !self.hearings_apart.is_empty() || self.hearings.iter().any(|one| !one.is_read);
        is_of_hearings || self.fielded.iter().any(of)
    }
}

fn place_of(purpose: Purpose) -> Option<usize> {
    USES.iter().position(|own| *own == purpose)
}

/// Leaves out whose words would be few: among the words of all, and among those of one questionnaire or of the hearings, of which some
/// may have gone because of all.
fn leave_words_out(words: &mut [Lot<'_>], min_cell: usize) {
    let rule = Rule { min_cell, least: 0, counts_placeless: false };
    loop {
        let before = n_of(words);
        leave_out(words, rule);
        for own in words.chunk_by_mut(|one, other| one.who.gathered == other.who.gathered) {
            leave_out(own, rule);
        }
        if n_of(words) == before {
            return;
        }
    }
}

fn left_out(lots: &[Lot<'_>]) -> LeftOut {
    [REGION, RESEARCH].map(|of| {
        let out = lots.iter().filter(|lot| lot.who.allows[of] && !lot.is_counted[of]);
        out.map(|lot| lot.who.clone()).collect()
    })
}

/// How many each use counts.
fn n_of(lots: &[Lot<'_>]) -> [usize; 2] {
    [REGION, RESEARCH].map(|of| lots.iter().filter(|lot| lot.is_counted[of]).map(|lot| lot.n).sum())
}

#[cfg(test)]
mod tests;
