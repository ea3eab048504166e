//! Questions beside each other (`startWithNewLine: false`): whoever stands beside the one before is in a row with it. What
//! is hidden is in no row.

use super::QuestionView;

/// Says of each element where in its row it is.
pub fn in_rows(questions: &mut [QuestionView]) {
    let continues: Vec<bool> =
        questions.iter().enumerate().map(|(at, question)| at > 0 && question.is_beside).collect();
    for (at, question) in questions.iter_mut().enumerate() {
        let is_beside = continues.get(at) == Some(&true);
        let is_followed = continues.get(at + 1) == Some(&true);
        question.in_row = match (is_beside, is_followed) {
            (false, false) => "",
            (false, true) => "first",
            (true, true) => "middle",
            (true, false) => "last",
        };
    }
}

/// By chance nothing stands beside what its author put it beside.
pub fn in_no_row(questions: &mut [QuestionView]) {
    questions.iter_mut().for_each(|question| question.in_row = "");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(beside: &[bool]) -> Vec<&'static str> {
        let view = |is_beside: &bool| QuestionView { is_beside: *is_beside, ..QuestionView::default() };
        let mut questions: Vec<QuestionView> = beside.iter().map(view).collect();
        in_rows(&mut questions);
        questions.iter().map(|question| question.in_row).collect()
    }

    #[test]
    fn whoever_stands_beside_another_is_in_its_row() {
        assert_eq!(rows(&[false, true, true, false, false]), ["first", "middle", "last", "", ""]);
        assert_eq!(
            rows(&[true, false, true]),
            ["", "first", "last"],
            "there is nothing before the first one"
        );
    }
}
