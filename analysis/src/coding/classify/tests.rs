//! What the classifier tells of invented texts that it has not learnt from.

use super::held_out::{Answer, cross_validate, is_better_than_rules, macro_f1, tell_own};
use super::*;

/// Every so many of the shipped texts, for tests that need no good model.
fn some_examples(suggester: &Suggester, every: usize) -> Vec<Example> {
    shipped_examples(&suggester.frame).unwrap().into_iter().step_by(every).collect()
}

#[test]
fn what_is_told_leads_back_to_the_text() {
    let classifier = Classifier::shipped().unwrap();
    let told = |text: &str| classifier.classify(text);
    let words =
        |text: &str, spans: &[Span]| spans.iter().map(|span| span.of(text).to_owned()).collect::<Vec<_>>();

    let text = "ＨＷと病院の連携がとれておらず、同じ説明を何度も求められる。";
    let found = told(text);
    assert_eq!(found.stance, Stance::Challenge);
    let theme = found.theme.unwrap();
    assert_eq!(theme.code, "C07");
    assert!(
        words(text, &theme.evidence).iter().any(|words| words.contains("連携") || words.contains("同じ説明"))
    );

    let text = "送迎の車を町で出してほしい。";
    let found = told(text);
    assert_eq!(found.stance, Stance::Request);
    assert_eq!(found.theme.as_ref().unwrap().code, "C11");
    assert!(words(text, &found.evidence).iter().any(|words| words.contains("てほしい")), "{found:?}");
    assert!(found.confidence() > 0.8 && found.confidence() <= 1.0);
    assert!((found.probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    for span in found.evidence.iter().chain(&found.theme.unwrap().evidence) {
        assert!(span.start < span.end && span.end as usize <= text.chars().count());
    }

    assert_eq!(told("半日の実習を重ねたところ、四月に採用された。").stance, Stance::GoodPractice);
    assert_eq!(told("困っていることは特にありません。").stance, Stance::Other);
    for blank in ["特になし", "", "。", "　"] {
        let found = told(blank);
        assert_eq!((found.stance, found.theme), (Stance::Other, None), "{blank}");
    }
    assert!(told(&"とても長い文が続きます。".repeat(2_000)).confidence() > 0.0);
}

#[test]
fn what_is_kept_back_is_told_well_enough_and_no_surer_than_right() {
    let suggester = Suggester::shipped().unwrap();
    let answers = cross_validate(&suggester, &some_examples(&suggester, 1), 3);
    let stances: Vec<_> = answers.iter().map(|answer| (answer.stance, answer.told.0)).collect();
    assert!(macro_f1(&stances) > 0.86, "{}", macro_f1(&stances));
    assert!(is_better_than_rules(&answers));
    let with_theme: Vec<&Answer> = answers.iter().filter(|answer| answer.theme.is_some()).collect();
    let told = |answer: &Answer| answer.told_theme.clone().unwrap();
    let share = |n: usize, of: usize| n as f64 / of as f64;
    let n_themes = with_theme.iter().filter(|answer| answer.theme == Some(told(answer).0)).count();
    let right_themes = share(n_themes, with_theme.len());
    assert!(right_themes > 0.62, "{right_themes}");
    let n_stances = answers.iter().filter(|answer| answer.stance == answer.told.0).count();
    let said = answers.iter().map(|answer| answer.told.1).sum::<f64>() / answers.len() as f64;
    assert!((share(n_stances, answers.len()) - said).abs() < 0.04, "stances: {said}");
    let said = with_theme.iter().map(|answer| told(answer).1).sum::<f64>() / with_theme.len() as f64;
    assert!((right_themes - said).abs() < 0.06, "themes: {right_themes} {said}");
}

#[test]
fn the_same_texts_give_the_same_model() {
    let suggester = Suggester::shipped().unwrap();
    let examples = some_examples(&suggester, 12);
    let (one, other) = (Classifier::train(&suggester, &examples), Classifier::train(&suggester, &examples));
    assert_eq!(one.stances, other.stances);
    assert_eq!(one.challenges.model, other.challenges.model);
    for example in &examples {
        assert_eq!(one.classify(&example.text), other.classify(&example.text));
    }
}

#[test]
fn what_people_of_a_survey_decide_is_learnt() {
    let suggester = Suggester::shipped().unwrap();
    let mut examples = some_examples(&suggester, 12);
    let text = "例会の件、いつもの形でお任せ";
    let before = Classifier::train(&suggester, &examples).classify(text);
    let own = |text: &str| Example {
        text: text.to_owned(),
        stance: Stance::GoodPractice,
        theme: Some("G01".to_owned()),
    };
    examples.extend(
        ["例会の件、いつもの形で済ませた", "例会の件、町でお任せ", "例会の件、前と同じ形で"].map(own),
    );
    let after = Classifier::train(&suggester, &examples).classify(text);
    let good = Stance::GoodPractice as usize;
    assert!(after.probabilities[good] > before.probabilities[good] + 0.1, "{before:?} {after:?}");
    assert_eq!(after.stance, Stance::GoodPractice);
    assert_eq!(after.theme.unwrap().code, "G01");
}

#[test]
fn nothing_learnt_is_nothing_told() {
    let suggester = Suggester::shipped().unwrap();
    let found = Classifier::train(&suggester, &[]).classify("手帳がない。");
    assert_eq!(found.probabilities, [0.25; 4]);
    assert!(cross_validate(&suggester, &[], 5).is_empty());
}

#[test]
fn the_least_sure_texts_are_judged_next() {
    let suggester = Suggester::shipped().unwrap();
    let classifier = Classifier::train(&suggester, &some_examples(&suggester, 12));
    let texts =
        ["窓口を一つにしてほしい。", "連携の件", "特になし", "手帳がなく、応募できない。", "連携の件"];
    let margins = texts.map(|text| classifier.classify(text).margin());
    assert_eq!(margins, texts.map(|text| classifier.margin(text)));
    assert_eq!(texts.map(|text| classifier.classify(text).stance), texts.map(|text| classifier.stance(text)));
    let next = next_to_judge(&margins);
    assert_eq!(next[..2], [1, 4], "of equal texts the first comes first");
    assert_eq!(next.last(), Some(&2), "whoever wrote nothing leaves nothing to judge");
    assert!(next.iter().map(|&place| margins[place]).is_sorted());
    assert_eq!(next.len(), texts.len());
    assert!(next_to_judge(&[]).is_empty());
}

#[test]
fn own_texts_are_told_from_the_shipped_ones_and_the_others() {
    let suggester = Suggester::shipped().unwrap();
    let shipped = some_examples(&suggester, 12);
    let own = |text: &str, stance| Example { text: text.to_owned(), stance, theme: None };
    let judged: Vec<Example> = (0..6)
        .flat_map(|n| {
            let pair =
                [("例会の件、いつもの形で", Stance::GoodPractice), ("配布の件、前と同じく", Stance::Request)];
            pair.map(|(words, stance)| own(&format!("{words}{n}回"), stance))
        })
        .collect();
    let told = tell_own(&suggester, &shipped, &judged, 3);
    assert_eq!(
        told.iter().map(|told| told.right).collect::<Vec<_>>(),
        judged.iter().map(|own| own.stance).collect::<Vec<_>>()
    );
    let n_right = told.iter().filter(|told| told.right == told.told).count();
    let n_by_rules = told.iter().filter(|told| told.right == told.by_rules).count();
    assert!(n_right > n_by_rules, "{told:?}");
    assert_eq!(told, tell_own(&suggester, &shipped, &judged, 3), "the same texts give the same figures");
    assert!(tell_own(&suggester, &shipped, &[], 3).is_empty());
}

/// A run such as "ービス" tells a reader little.
#[test]
fn what_speaks_for_an_answer_is_whole_words() {
    let suggester = Suggester::shipped().unwrap();
    let classifier = Classifier::train(&suggester, &some_examples(&suggester, 12));
    for text in [
        "福祉サービスも、再就職の支援も足りない。",
        "ハローワークの障害者専門窓口に相談できない。",
        "送迎サービスを増やしてほしい。",
    ] {
        let seen = Seen::new(&suggester, text);
        let found = classifier.classify(text);
        let heard = classifier.stances.evidence(&seen.stance, found.stance as usize);
        for place in words(text, whole(text, &heard)) {
            let word = text.get(place).unwrap();
            assert!(found.evidence.iter().any(|span| span.of(text).contains(word)), "{word}: {found:?}");
        }
    }
}

#[test]
fn single_characters_are_shown_only_for_want_of_words() {
    assert_eq!(words("会で話す", vec![0..3, 3..9, 6..12]), [3..9, 6..12]);
    assert_eq!(words("会で話す", vec![0..3, 6..9]), [0..3, 6..9]);
}

#[test]
fn places_that_overlap_are_one() {
    assert_eq!(joined(vec![6..9, 0..3, 2..4, 4..5]), [0..4, 4..5, 6..9]);
    assert_eq!(joined(Vec::new()), Vec::<Range<usize>>::new());
}
