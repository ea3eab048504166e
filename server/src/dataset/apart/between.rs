//! Few who answered between two versions of a questionnaire. A question that a later version adds was not asked of those who answered
//! before: all numbers less those of who was asked are what these said. So those who were asked alike are a class, and a class of few is
//! in no number; where that would leave out as many as it keeps, nothing is told of what the versions do not ask alike. Nothing is told
//! either of what few were asked. Groups (areas, kinds) are another matter: there the question alone is not told (decision 55).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use surveys::questionnaire::definition::{Definition, guarded};
use surveys::questionnaire::followed::followed;
use surveys::questionnaire::union::{self, Joined};
use surveys::questionnaire::variable::VariableKind;

use super::{Lot, REGION, RESEARCH};
use crate::dataset::Version;
use crate::dataset::microdata::is_exported;

/// A variable by the place of a version and its name there.
type Place = (usize, String);

/// What versions of a questionnaire do not ask alike, of all that is counted of answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asking {
    items: Vec<Item>,
}

/// A question, a part of one, or one of several choices.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Item {
    /// Of each version under which conditions it is asked; None where it is not.
    by_version: Vec<Option<String>>,
    /// Its variable in each version.
    own: BTreeSet<Place>,
    /// The choice.
    choice: Option<String>,
    /// The variables behind conditions on it: how many were asked these would tell of it.
    followers: BTreeSet<Place>,
}

/// What is told of nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Untold {
    variables: BTreeSet<Place>,
    choices: BTreeSet<(Place, String)>,
}

/// What is found of a questionnaire while people are left out.
pub(super) struct Between<'a> {
    asking: &'a Asking,
    min_cell: usize,
    /// Places of items of which each use tells nothing.
    untold: [BTreeSet<usize>; 2],
}

impl Asking {
    /// What these versions, oldest first, do not ask alike. Free text and answers that identify are in no number of who was asked.
    pub fn of(versions: &[Version]) -> Asking {
        if versions.len() < 2 {
            return Asking::default();
        }
        let counted = versions.iter().map(|version| union::Version {
            number: version.number,
            definition: &version.definition,
            is_counted: true,
        });
        let joined = union::union(&counted.collect::<Vec<union::Version<'_>>>(), "ja");
        let conditions: Vec<HashMap<&str, String>> =
            versions.iter().map(|version| conditions(&version.definition)).collect();
        let mut items = Vec::new();
        for one in joined.iter().filter(|one| is_counted(one)) {
            let condition = |at: usize| {
                let own = one.own(at)?;
                Some(conditions[at].get(own.question.as_str()).cloned().unwrap_or_default())
            };
            let item = |by_version: Vec<Option<String>>, choice: Option<String>| {
                let (own, followers) = (places(one), BTreeSet::new());
                Item { by_version, own, choice, followers }
            };
            items.push(item((0..versions.len()).map(condition).collect(), None));
            let choices = one.variable.value_labels.iter().filter(|_| has_choices(one));
            items.extend(choices.map(|(value, _)| {
                let offers = |at: usize| one.offers(at, value).then(String::new);
                item((0..versions.len()).map(offers).collect(), Some(value.clone()))
            }));
        }
        items.retain(|item| item.parts(0..versions.len()));
        if !items.is_empty() {
            add_followers(&mut items, versions, &joined);
        }
        Asking { items }
    }

    /// The same without what is not told.
    #[must_use]
    pub fn without(mut self, untold: &Untold) -> Asking {
        self.items.retain(|item| !untold.has_item(item));
        self
    }

    /// How a version asks what is told.
    fn signature(&self, version: usize, is_told: impl Fn(usize) -> bool) -> Vec<Option<&str>> {
        let told = self.items.iter().enumerate().filter(|(place, _)| is_told(*place));
        told.map(|(_, item)| item.asked(version)).collect()
    }

    /// A text that is the same for versions that ask alike.
    pub fn pattern(&self, version: usize) -> String {
        format!("{:?}", self.signature(version, |_| true))
    }

    /// The same for versions that ask these places alike.
    pub fn pattern_of(&self, version: usize, places: &BTreeSet<usize>) -> String {
        format!("{:?}", self.signature(version, |place| places.contains(&place)))
    }

    /// Places of what there is of a variable, or of one of its choices; none where all versions ask it alike.
    pub fn places(&self, joined: &Joined, choice: Option<&str>) -> Vec<usize> {
        let own = places(joined);
        let is_own = |item: &Item| item.choice.as_deref() == choice && !item.own.is_disjoint(&own);
        let items = self.items.iter().enumerate();
        items.filter(|(_, item)| is_own(item)).map(|(place, _)| place).collect()
    }

    /// Whether these versions do not ask what is at a place alike.
    pub fn parts(&self, place: usize, versions: &BTreeSet<usize>) -> bool {
        self.items.get(place).is_some_and(|item| item.parts(versions.iter().copied()))
    }

    /// The variables of which nothing is told by groups of people: in one of these, those who were asked alike would be few. Of everybody
    /// the version and the group is given, the rest of all groups that are not told as one.
    pub fn untold_by_groups<'g>(
        &self,
        people: impl IntoIterator<Item = (usize, Option<&'g str>)>,
        min_cell: usize,
    ) -> Untold {
        let mut groups: BTreeMap<Option<&str>, BTreeMap<usize, usize>> = BTreeMap::new();
        for (version, group) in people {
            *groups.entry(group).or_default().entry(version).or_default() += 1;
        }
        let mut told: BTreeSet<usize> = BTreeSet::new();
        let mut untold = Untold::default();
        // A version often adds many questions, which part people alike.
        let mut known: HashMap<&[Option<String>], bool> = HashMap::new();
        // How many were offered a choice no table tells.
        let items = self.items.iter().enumerate().filter(|(_, item)| item.choice.is_none());
        for (place, item) in items {
            let is_told = *known.entry(&item.by_version).or_insert_with(|| {
                told.insert(place);
                let is_fine = |n: &BTreeMap<usize, usize>| {
                    let classes = self.classes(n, |place| told.contains(&place));
                    classes.len() < 2 || classes.values().all(|n| *n >= min_cell)
                };
                let is_told = groups.values().all(is_fine);
                if !is_told {
                    told.remove(&place);
                }
                is_told
            });
            if !is_told {
                untold.variables.extend(item.own.iter().chain(&item.followers).cloned());
            }
        }
        untold
    }

    /// How many were asked what is told alike, where so many answered each version.
    fn classes<'i>(
        &'i self,
        n: &BTreeMap<usize, usize>,
        is_told: impl Fn(usize) -> bool,
    ) -> BTreeMap<Vec<Option<&'i str>>, usize> {
        let mut classes: BTreeMap<Vec<Option<&str>>, usize> = BTreeMap::new();
        for (version, n) in n {
            *classes.entry(self.signature(*version, &is_told)).or_default() += n;
        }
        classes
    }
}

impl Item {
    /// How a version asks it.
    fn asked(&self, version: usize) -> Option<&str> {
        self.by_version.get(version)?.as_deref()
    }

    /// Whether these versions do not ask it alike.
    fn parts(&self, versions: impl IntoIterator<Item = usize>) -> bool {
        let asked: BTreeSet<Option<&str>> = versions.into_iter().map(|version| self.asked(version)).collect();
        asked.len() > 1
    }
}

impl Untold {
    /// Whether there is nothing of which nothing is told.
    pub fn is_empty(&self) -> bool {
        self.variables.is_empty() && self.choices.is_empty()
    }

    /// Whether nothing is told of a variable.
    pub fn has(&self, joined: &Joined) -> bool {
        !self.variables.is_empty() && places(joined).iter().any(|place| self.variables.contains(place))
    }

    /// Whether nothing is told of one of the choices of a variable.
    pub fn has_choice(&self, joined: &Joined, value: &str) -> bool {
        let is_own = |place: Place| self.choices.contains(&(place, value.to_owned()));
        !self.choices.is_empty() && places(joined).into_iter().any(is_own)
    }

    fn has_item(&self, item: &Item) -> bool {
        let is_own = |place: &Place| {
            let choice = item.choice.as_ref().map(|choice| (place.clone(), choice.clone()));
            self.variables.contains(place) || choice.is_some_and(|own| self.choices.contains(&own))
        };
        item.own.iter().any(is_own)
    }

    fn add(&mut self, item: &Item) {
        match &item.choice {
            Some(choice) => {
                self.choices.extend(item.own.iter().map(|place| (place.clone(), choice.clone())));
            }
            None => self.variables.extend(item.own.iter().chain(&item.followers).cloned()),
        }
    }
}

impl<'a> Between<'a> {
    pub(super) fn of(asking: &'a Asking, min_cell: usize) -> Between<'a> {
        Between { asking, min_cell, untold: Default::default() }
    }

    /// Leaves few who were asked alike out of what each use counts, and writes in each lot how these were asked. Says whether anything
    /// changed: others may be few then.
    pub(super) fn leave_out(&mut self, lots: &mut [Lot<'_>]) -> bool {
        if self.asking.items.is_empty() {
            return false;
        }
        let mut is_any = false;
        for of in [REGION, RESEARCH] {
            is_any |= self.leave_out_of(lots, of);
        }
        self.write_asked(lots) || is_any
    }

    /// Writes how each lot was asked what both uses tell, and says whether that was another.
    fn write_asked(&self, lots: &mut [Lot<'_>]) -> bool {
        let untold = [REGION, RESEARCH].map(|of| self.untold(of));
        let items = self.asking.items.iter().enumerate();
        let told = items.filter(|(_, item)| !untold.iter().any(|untold| untold.has_item(item)));
        let told: BTreeSet<usize> = told.map(|(place, _)| place).collect();
        let mut patterns: HashMap<usize, String> = HashMap::new();
        let mut is_other = false;
        for lot in lots {
            let version = lot.who.version;
            let asked = patterns.entry(version).or_insert_with(|| self.asking.pattern_of(version, &told));
            if lot.asked != *asked {
                lot.asked.clone_from(asked);
                is_other = true;
            }
        }
        is_other
    }

    fn leave_out_of(&mut self, lots: &mut [Lot<'_>], of: usize) -> bool {
        let Between { asking, min_cell, .. } = *self;
        let is_few = |n: usize| (1..min_cell).contains(&n);
        let mut n: BTreeMap<usize, usize> = BTreeMap::new();
        for lot in lots.iter().filter(|lot| lot.is_counted[of]) {
            *n.entry(lot.who.version).or_default() += lot.n;
        }
        for (place, item) in asking.items.iter().enumerate() {
            let asked = n.iter().filter(|(version, _)| item.asked(**version).is_some());
            if is_few(asked.map(|(_, n)| n).sum()) {
                self.untold[of].insert(place);
            }
        }
        let untold = self.untold(of);
        let is_told = |place: usize| asking.items.get(place).is_some_and(|item| !untold.has_item(item));
        let classes = asking.classes(&n, is_told);
        let is_of_few = |version: usize| {
            let own = classes.get(&asking.signature(version, is_told));
            classes.len() > 1 && own.is_some_and(|n| is_few(*n))
        };
        let few: BTreeSet<usize> = n.keys().copied().filter(|version| is_of_few(*version)).collect();
        if few.is_empty() {
            return false;
        }
        let n_few: usize = few.iter().filter_map(|version| n.get(version)).sum();
        let n_others = n.values().sum::<usize>() - n_few;
        if n_others < min_cell || n_others <= n_few {
            let items = asking.items.iter().enumerate();
            let parting = items.filter(|(_, item)| item.parts(n.keys().copied()));
            self.untold[of].extend(parting.map(|(place, _)| place));
            return false;
        }
        for lot in lots.iter_mut().filter(|lot| few.contains(&lot.who.version)) {
            lot.is_counted[of] = false;
        }
        true
    }

    /// Of what a use tells nothing.
    pub(super) fn untold(&self, of: usize) -> Untold {
        let mut untold = Untold::default();
        let items = self.untold[of].iter().filter_map(|place| self.asking.items.get(*place));
        items.for_each(|item| untold.add(item));
        untold
    }
}

/// Whether who was asked it follows from numbers or data.
fn is_counted(joined: &Joined) -> bool {
    let variable = &joined.variable;
    let is_closed = matches!(variable.kind, VariableKind::Single | VariableKind::Multiple);
    !variable.is_identifier && !variable.is_comment && (is_closed || is_exported(joined))
}

/// Whether data have a column for each of its values.
fn has_choices(joined: &Joined) -> bool {
    joined.variable.kind == VariableKind::Multiple
}

fn places(joined: &Joined) -> BTreeSet<Place> {
    let own = joined.own.iter().enumerate();
    own.filter_map(|(at, own)| Some((at, own.as_ref()?.name.clone()))).collect()
}

/// The conditions of each question as they are written.
fn conditions(definition: &Definition) -> HashMap<&str, String> {
    let written = guarded(definition).into_iter().map(|found| {
        let sources =
            found.conditions.iter().chain(&found.enabling).map(|condition| condition.source.as_str());
        (found.question.name.as_str(), sources.collect::<Vec<&str>>().join("\n"))
    });
    written.collect()
}

/// Finds the variables that follow each item in any version.
fn add_followers(items: &mut [Item], versions: &[Version], joined: &[Joined]) {
    let mut following: BTreeMap<Place, BTreeSet<Place>> = BTreeMap::new();
    for (at, version) in versions.iter().enumerate() {
        let followed = followed(&version.definition);
        for one in joined {
            let Some(names) = one.own(at).and_then(|own| followed.get(&own.question)) else { continue };
            for name in names {
                following.entry((at, name.clone())).or_default().extend(places(one));
            }
        }
    }
    // By the names of questions and of values that are calculated, as conditions name them.
    let named = |place: &Place| {
        let (at, name) = place;
        let own = joined.iter().filter_map(|one| one.own(*at)).find(|own| own.name == *name);
        let names = own.map(|own| [Some(own.question.clone()), own.source.clone()]);
        names.into_iter().flatten().flatten().map(|name| (*at, name)).collect::<Vec<Place>>()
    };
    for item in items.iter_mut().filter(|item| item.choice.is_none()) {
        let names: Vec<Place> = item.own.iter().flat_map(named).collect();
        let followers = names.iter().filter_map(|name| following.get(name)).flatten().cloned();
        item.followers = followers.filter(|place| !item.own.contains(place)).collect();
    }
}

#[cfg(test)]
mod tests;
