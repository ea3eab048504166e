//! Which questions follow others: those alone are asked them who gave some answer to these, by a condition of any version or by chance.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use serde_json::json;
use surveys::questionnaire::answer::{Answers, Visibility, visibility};
use surveys::questionnaire::followed;
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::{self, VariableKind};

use super::told::Sums;
use super::{AnswerTable, is_closed};
use crate::dataset::apart::between::Untold;
use crate::dataset::{Dataset, Fielded, Response, Version, strings};

/// Which questions of a questionnaire follow others, and what has been found of them.
pub(super) struct Following {
    /// By variable, the variables of the questions whose answers decide in any version who is asked it.
    pub by_condition: HashMap<String, BTreeSet<String>>,
    /// The questions behind such a condition of which figures tell how many were asked: closed ones and those for a number.
    pub conditional: Vec<Joined>,
    /// Of which variables nothing is told for it (`untold.rs`), as far as somebody has asked.
    pub untold: RefCell<HashMap<String, bool>>,
    /// By variable, who was asked it in the order of the responses, as far as somebody has asked.
    asked: RefCell<HashMap<String, Rc<[bool]>>>,
    /// By variable, the names of the variables that it follows, as far as somebody has asked.
    followed: RefCell<HashMap<String, Rc<BTreeSet<String>>>>,
    /// By the variables of a question and of another one, how many of those who are told of gave an answer that leads to the first, by
    /// their answers to the other (`told.rs`), as far as somebody has asked.
    pub sums: RefCell<HashMap<Two, Rc<Vec<Sums>>>>,
    /// Of which questions nothing is told by area, and by kind, since few of one answered between two versions.
    pub between: (OnceCell<Untold>, OnceCell<Untold>),
}

/// The variables of two questions.
type Two = (String, String);

impl Following {
    /// What conditions say; the rest is found when it is asked for.
    pub(super) fn of(dataset: &Dataset, fielded: &Fielded) -> Following {
        let mut conditional = fielded.variables(dataset.lang);
        let by_condition = by_condition(fielded, &conditional);
        conditional.retain(|Joined { variable, .. }| {
            let has_figures = is_closed(variable) || variable.kind == VariableKind::Number;
            has_figures && !variable.is_identifier && by_condition.contains_key(&variable.name)
        });
        Following {
            by_condition,
            conditional,
            untold: RefCell::default(),
            asked: RefCell::default(),
            followed: RefCell::default(),
            sums: RefCell::default(),
            between: Default::default(),
        }
    }
}

fn by_condition(fielded: &Fielded, joined: &[Joined]) -> HashMap<String, BTreeSet<String>> {
    let mut found: HashMap<String, BTreeSet<String>> = HashMap::new();
    for (at, version) in fielded.versions.iter().enumerate() {
        let followed = followed::followed(&version.definition);
        if followed.is_empty() {
            continue;
        }
        for one in joined {
            let Some(names) = one.own(at).and_then(|own| followed.get(&own.question)) else { continue };
            let decides = |other: &&Joined| {
                other.own(at).is_some_and(|own| {
                    names.contains(&own.question)
                        || own.source.as_ref().is_some_and(|key| names.contains(key))
                })
            };
            let deciding = joined.iter().filter(decides).map(|other| other.variable.name.clone());
            found.entry(one.variable.name.clone()).or_default().extend(deciding);
        }
    }
    found
}

impl AnswerTable<'_> {
    /// The closed questions whose answers decide who was asked this one: by a condition in any version, or by chance in the answers that
    /// there are, which readers who compare the numbers of both find.
    pub(super) fn followed(&self, variable: &variable::Variable, asked: &[bool]) -> Vec<&variable::Variable> {
        let names = self.followed_names(variable, asked);
        self.asked.iter().filter(|one| names.contains(&one.name)).collect()
    }

    fn followed_names(&self, variable: &variable::Variable, asked: &[bool]) -> Rc<BTreeSet<String>> {
        if let Some(known) = self.following.followed.borrow().get(&variable.name) {
            return Rc::clone(known);
        }
        let by_condition = self.following.by_condition.get(&variable.name);
        let is_chance = asked.contains(&true) && asked.contains(&false);
        let is_followed = |one: &&variable::Variable| {
            by_condition.is_some_and(|names| names.contains(&one.name))
                || is_chance && self.is_asked_of_more(one, asked) && self.leading(one, asked).is_some()
        };
        let others = self.asked.iter().filter(|one| one.question != variable.question);
        let names: Rc<BTreeSet<String>> =
            Rc::new(others.filter(is_followed).map(|one| one.name.clone()).collect());
        self.following.followed.borrow_mut().insert(variable.name.clone(), Rc::clone(&names));
        names
    }

    /// Who was asked a question, in the order of the responses.
    pub(super) fn asked_of(&self, question: &Joined) -> Rc<[bool]> {
        let name = &question.variable.name;
        if let Some(known) = self.following.asked.borrow().get(name) {
            return Rc::clone(known);
        }
        let responses = self.fielded.responses.iter();
        let asked: Rc<[bool]> = responses.map(|response| response.asked(question).is_some()).collect();
        self.following.asked.borrow_mut().insert(name.clone(), Rc::clone(&asked));
        asked
    }

    /// Whether more people were asked a question than these.
    pub(super) fn is_asked_of_more(&self, variable: &variable::Variable, asked: &[bool]) -> bool {
        self.joined(variable).is_some_and(|joined| n_asked(&self.asked_of(joined)) > n_asked(asked))
    }

    /// The answers to a question (None: no answer) that lead to another one, if those who were `asked` it are those who gave one of them;
    /// of several choices, the one that leads there.
    pub(super) fn leading(
        &self,
        followed: &variable::Variable,
        asked: &[bool],
    ) -> Option<Vec<Option<String>>> {
        let answers = self.fielded.responses.iter().map(|response| self.given(followed, response));
        if followed.kind == VariableKind::Multiple {
            let first = self.fielded.responses.get(asked.iter().position(|is_asked| *is_asked)?)?;
            let leads = |choice: &String| {
                let mut chosen = answers.clone().map(|given| given.contains(choice)).zip(asked);
                chosen.all(|(is_chosen, is_asked)| is_chosen == *is_asked)
            };
            return self.given(followed, first).into_iter().find(leads).map(|choice| vec![Some(choice)]);
        }
        let mut of_answers: BTreeMap<Option<String>, bool> = BTreeMap::new();
        let mut each = answers.map(|given| given.into_iter().next()).zip(asked);
        let is_decided =
            each.all(|(answer, is_asked)| *of_answers.entry(answer).or_insert(*is_asked) == *is_asked);
        let leading = of_answers.into_iter().filter(|(_, is_asked)| *is_asked).map(|(answer, _)| answer);
        is_decided.then(|| leading.collect())
    }

    /// Whether those who gave the same answers to these questions were all `asked` another one, or none of them was.
    pub(super) fn is_decided_by(&self, questions: &[&variable::Variable], asked: &[bool]) -> bool {
        let mut of_answers: BTreeMap<Vec<Vec<String>>, bool> = BTreeMap::new();
        let mut each = self.fielded.responses.iter().zip(asked);
        each.all(|(response, is_asked)| {
            let answers = questions.iter().map(|one| self.given(one, response)).collect();
            *of_answers.entry(answers).or_insert(*is_asked) == *is_asked
        })
    }

    /// Whether an answer to a question alone leads to another one in any version, though nobody gave it. Of a part of an answer it is
    /// not known.
    pub(super) fn would_lead(&self, value: &str, one: &variable::Variable, to: &Joined) -> bool {
        let Some(now) = self.fielded.responses.first().map(|response| response.visible.now) else {
            return false;
        };
        let leads = |(at, version): (usize, &Version)| {
            let own = self.joined(one).and_then(|joined| joined.own(at));
            let Some((own, to)) = own.zip(to.own(at)) else { return false };
            if own.source.is_some() || own.row.is_some() || !own.path.is_empty() {
                return true;
            }
            let given = if own.kind == VariableKind::Multiple { json!([value]) } else { json!(value) };
            let answers = Answers::from_iter([(own.question.clone(), given)]);
            let shown = visibility(&version.definition, &answers, now);
            let questions = shown.asked(&version.definition);
            to.was_asked(&Visibility { questions, ..shown })
        };
        self.fielded.versions.iter().enumerate().any(leads)
    }

    /// What somebody answered to a question; nothing where they were not asked it.
    pub(super) fn given(&self, variable: &variable::Variable, response: &Response) -> Vec<String> {
        let joined = self.joined(variable).filter(|joined| response.asked(joined).is_some());
        strings(joined.and_then(|joined| response.value(joined)))
    }
}

/// How many these are.
pub(super) fn n_asked(asked: &[bool]) -> usize {
    asked.iter().filter(|is_asked| **is_asked).count()
}
