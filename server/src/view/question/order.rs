//! The order of choices on screen (`choicesOrder`). Paper and data keep the definition's order.

use super::{ChoiceView, PageView, QuestionView, beside};
use crate::secret;
use surveys::questionnaire::question::select::Order;

impl PageView {
    /// The same page with choices in the order that the definition asks for. An order by chance follows from `seed`,
    /// so that one respondent sees the same order every time.
    pub fn in_order(mut self, seed: &str) -> PageView {
        arrange(&mut self.questions, seed);
        if self.is_shuffled {
            shuffle(&mut self.questions, seed);
        }
        self
    }
}

fn arrange(questions: &mut [QuestionView], seed: &str) {
    for question in questions {
        let n_own = question.n_own_choices.min(question.choices.len());
        let special = question.choices.split_off(n_own);
        let name = question.name.clone();
        let chance = |choice: &ChoiceView| secret::hash(&format!("{seed} {name} {}", choice.value));
        match question.order {
            Order::Given => {}
            Order::Rising => question.choices.sort_by(|a, b| a.label.cmp(&b.label)),
            Order::Falling => question.choices.sort_by(|a, b| b.label.cmp(&a.label)),
            Order::Random => question.choices.sort_by_cached_key(chance),
        }
        if question.order != Order::Given {
            // "None of these" is looked for at the end.
            question.choices.sort_by_key(|choice| choice.is_exclusive);
        }
        question.choices.extend(special);
        arrange(&mut question.elements, seed);
        if question.is_shuffled {
            shuffle(&mut question.elements, seed);
        }
    }
}

/// Questions in an order by chance; texts between them keep their place.
fn shuffle(questions: &mut Vec<QuestionView>, seed: &str) {
    let (texts, mut asked): (Vec<_>, Vec<_>) =
        std::mem::take(questions).into_iter().enumerate().partition(|(_, question)| question.kind == "html");
    asked.sort_by_cached_key(|(_, question)| secret::hash(&format!("{seed} {}", question.name)));
    *questions = asked.into_iter().map(|(_, question)| question).collect();
    for (at, text) in texts {
        questions.insert(at.min(questions.len()), text);
    }
    beside::in_no_row(questions);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(order: Order) -> PageView {
        let choice = |label: &str| ChoiceView {
            value: label.to_owned(),
            label: label.to_owned(),
            is_exclusive: label == "なし",
            ..ChoiceView::default()
        };
        let question = QuestionView {
            name: "q".to_owned(),
            choices: ["い", "なし", "え", "あ", "う", "その他"].map(choice).into(),
            n_own_choices: 5,
            order,
            ..QuestionView::default()
        };
        let panel = QuestionView { elements: vec![question], ..QuestionView::default() };
        PageView { questions: vec![panel], ..PageView::default() }
    }

    fn labels(order: Order, seed: &str) -> String {
        let page = page(order).in_order(seed);
        page.questions[0].elements[0].choices.iter().map(|choice| choice.label.as_str()).collect()
    }

    #[test]
    fn choices_are_ordered_and_special_ones_stay_at_the_end() {
        assert_eq!(labels(Order::Given, "a"), "いなしえあうその他");
        assert_eq!(labels(Order::Rising, "a"), "あいうえなしその他");
        assert_eq!(labels(Order::Falling, "a"), "えういあなしその他");
    }

    #[test]
    fn questions_stand_by_chance_and_texts_stay() {
        let question = |name: &str| QuestionView {
            name: name.to_owned(),
            kind: if name == "t" { "html" } else { "text" }.to_owned(),
            ..QuestionView::default()
        };
        let page = |seed: &str| {
            let questions = ["a", "t", "b", "c", "d"].map(question).into();
            let page = PageView { questions, is_shuffled: true, ..PageView::default() }.in_order(seed);
            page.questions.into_iter().map(|question| question.name).collect::<String>()
        };
        assert_eq!(page("1"), page("1"));
        assert!((0..9).all(|seed| page(&seed.to_string()).chars().nth(1) == Some('t')));
        assert!((0..9).any(|seed| page(&seed.to_string()) != "atbcd"));
    }

    #[test]
    fn chance_is_the_same_for_one_respondent_and_differs_between_them() {
        let orders: Vec<String> = (0..20).map(|seed| labels(Order::Random, &seed.to_string())).collect();
        assert_eq!(orders[3], labels(Order::Random, "3"));
        let mut different = orders.clone();
        different.sort();
        different.dedup();
        assert!(different.len() > 5, "{different:?}");
        assert!(orders.iter().all(|order| order.ends_with("なしその他")));
    }
}
