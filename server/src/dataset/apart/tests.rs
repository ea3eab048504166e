//! Whether the few who allow one use alone are in no number, however numbers are subtracted.

use super::*;

/// One questionnaire, another one, and the threshold.
const ONE: Gathered = Gathered::Answers(QuestionnaireId(1));
const OTHER: Gathered = Gathered::Answers(QuestionnaireId(2));
const THRESHOLD: usize = 5;

/// Which uses people allow.
const REGION_ALONE: &[&str] = &["region"];
const RESEARCH_ALONE: &[&str] = &["academic"];
const BOTH: &[&str] = &["region", "academic"];

/// Which kinds people are of.
const NONE: &[&str] = &[];
const TEN: &[&str] = &["10"];
const TWENTY: &[&str] = &["20"];
const SEVERAL: &[&str] = &["10", "20"];

fn consent(boxes: &[&'static str]) -> Consent {
    Consent::from_codes(["aggregate"].into_iter().chain(boxes.iter().copied()))
}

/// So many people of an area (empty: of none) and of kinds who allow these uses.
type People = (Gathered, &'static str, &'static [&'static str], &'static [&'static str], usize);

fn allowing(people: &[People]) -> Allowing {
    let mut all = Allowing::default();
    for (gathered, area, kinds, boxes, n) in people {
        let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        let region = Some(*area).filter(|area| !area.is_empty());
        for _ in 0..*n {
            all.add(*gathered, Said { consent: consent(boxes), region, kinds: &kinds, version: 0 });
        }
    }
    all
}

/// How many are counted for the region, and for research.
fn counted_of(gathered: Gathered, people: &[People]) -> (usize, usize) {
    let counted = allowing(people).counted(THRESHOLD);
    (counted.n(gathered, Purpose::Regional), counted.n(gathered, Purpose::Academic))
}

/// The same where so many allow sharing alone, research alone, and both, and nobody is of an area or kind.
fn counted([region, research, both]: [usize; 3]) -> (usize, usize) {
    let people = [
        (ONE, "", NONE, REGION_ALONE, region),
        (ONE, "", NONE, RESEARCH_ALONE, research),
        (ONE, "", NONE, BOTH, both),
    ];
    counted_of(ONE, &people)
}

#[test]
fn the_numbers_of_one_use_less_those_of_the_other_are_never_few_people() {
    assert_eq!(counted([3, 0, 10]), (10, 10), "thirteen less ten would be three");
    assert_eq!(counted([0, 1, 10]), (10, 10));
    assert_eq!(counted([2, 2, 10]), (10, 10), "as many, and not the same");
    assert_eq!(counted([5, 0, 10]), (15, 10), "five are not few");
    assert_eq!(
        counted([28, 1, 18]),
        (46, 18),
        "what none of the twenty-eight said, and research has once more, the one would have said"
    );
    assert_eq!(counted([28, 6, 18]), (46, 24));
    assert_eq!(counted([0, 0, 10]), (10, 10));
}

#[test]
fn without_numbers_of_one_use_nothing_can_be_taken_from_the_other() {
    assert_eq!(counted([4, 0, 4]).0, 8, "of four research has none");
    assert_eq!(counted([2, 2, 3]).0, 5, "what the region gets comes first");
    assert!((1..THRESHOLD).contains(&counted([2, 2, 3]).1), "and research has none, as they are few");
    let (region, research) = counted([3, 6, 2]);
    assert!(region == 5 && research < THRESHOLD, "{research}: without the three the region would have none");
    assert_eq!(counted([9, 0, 0]), (9, 0));
}

#[test]
fn five_in_all_are_few_where_they_are_one_in_each_area_or_kind() {
    let areas = ["a", "b", "c", "d", "e"];
    let both = areas.map(|area| (ONE, area, TEN, BOTH, 8));
    let one_each = areas.map(|area| (ONE, area, TEN, REGION_ALONE, 1));
    assert_eq!(counted_of(ONE, &[both, one_each].concat()), (40, 40));
    let of_one_area = [(ONE, "a", TEN, REGION_ALONE, 5)];
    assert_eq!(counted_of(ONE, &[&both[..], &of_one_area].concat()), (45, 40));
    let kinds = [TEN, TWENTY];
    let both = kinds.map(|kind| (ONE, "a", kind, BOTH, 8));
    let apart = [(ONE, "a", kinds[0], REGION_ALONE, 6), (ONE, "a", kinds[1], REGION_ALONE, 2)];
    assert_eq!(counted_of(ONE, &[both, apart].concat()), (22, 16), "the two of the second kind");
    // Research is looked at by the same rule.
    let apart = apart.map(|(one, area, kind, _, n)| (one, area, kind, RESEARCH_ALONE, n));
    assert_eq!(counted_of(ONE, &[both, apart].concat()), (16, 22));
}

#[test]
fn leaving_somebody_out_of_an_area_may_leave_few_of_a_kind() {
    let people = [
        (ONE, "a", TEN, BOTH, 8),
        (ONE, "b", TWENTY, BOTH, 8),
        (ONE, "a", TEN, REGION_ALONE, 5),
        (ONE, "a", TWENTY, REGION_ALONE, 3),
        (ONE, "b", TWENTY, REGION_ALONE, 3),
    ];
    // The three of b go, then the other three of the second kind, who are few now.
    assert_eq!(counted_of(ONE, &people), (21, 16));
}

#[test]
fn what_no_table_of_the_other_use_tells_is_looked_at_together() {
    let few = [(ONE, "b", NONE, BOTH, 3), (ONE, "b", NONE, REGION_ALONE, 3)];
    let other = [(ONE, "c", NONE, BOTH, 2), (ONE, "c", NONE, REGION_ALONE, 2)];
    let many = [(ONE, "a", NONE, BOTH, 9)];
    let together = [&many[..], &few, &other].concat();
    assert_eq!(counted_of(ONE, &together), (19, 14), "b and c are five, and research tells neither");
    assert_eq!(counted_of(ONE, &[&many[..], &few].concat()), (12, 12), "the rest of the total is b");
    let nowhere = [(ONE, "", NONE, BOTH, 9), (ONE, "", NONE, REGION_ALONE, 2)];
    let of_area = [(ONE, "a", NONE, REGION_ALONE, 6)];
    let all = [&many[..], &of_area, &nowhere].concat();
    assert_eq!(counted_of(ONE, &all), (24, 18), "all less those of areas are those of none");
}

#[test]
fn the_few_of_no_area_are_in_no_number_where_others_have_one() {
    let of_area = (ONE, "a", NONE, BOTH, 9);
    let nowhere = |n| (ONE, "", NONE, BOTH, n);
    assert_eq!(counted_of(ONE, &[of_area, nowhere(1)]), (9, 9), "ten less nine would be one");
    assert_eq!(counted_of(ONE, &[of_area, nowhere(5)]), (14, 14), "five are not few");
    assert_eq!(
        counted_of(ONE, &[nowhere(9)]),
        (9, 9),
        "where nobody has an area there are no areas to take from all"
    );
    assert_eq!(
        counted_of(ONE, &[(ONE, "a", NONE, BOTH, 4), nowhere(4)]).0,
        8,
        "the region has numbers all the same"
    );
    // Each use by itself: of the region there are few, of research six.
    let people = [of_area, nowhere(1), (ONE, "", NONE, RESEARCH_ALONE, 5)];
    assert_eq!(counted_of(ONE, &people), (9, 15));
    let counted = allowing(&[of_area, nowhere(1), (OTHER, "", NONE, BOTH, 9)]).counted(THRESHOLD);
    let said = Said { consent: consent(BOTH), region: None, kinds: &[], version: 0 };
    assert!(!counted.counts(ONE, said, Purpose::Regional) && counted.counts(ONE, said, Purpose::Internal));
    assert!(!counted.reads(ONE, said, Purpose::Academic) && counted.reads(OTHER, said, Purpose::Academic));
    // That an office of the whole prefecture was heard is no secret, and what it said would be the rest of all words.
    let heard = (Gathered::Hearings, "", NONE, BOTH, 2);
    let counted = allowing(&[of_area, heard]).counted(THRESHOLD);
    assert!(counted.counts(Gathered::Hearings, said, Purpose::Regional));
    assert!(!counted.reads(Gathered::Hearings, said, Purpose::Regional));
}

#[test]
fn whoever_is_of_several_kinds_is_looked_at_in_each_and_among_them() {
    let people = [
        (ONE, "", TEN, BOTH, 8),
        (ONE, "", TWENTY, BOTH, 8),
        (ONE, "", SEVERAL, BOTH, 8),
        (ONE, "", TEN, REGION_ALONE, 5),
        (ONE, "", SEVERAL, REGION_ALONE, 2),
    ];
    assert_eq!(counted_of(ONE, &people), (29, 24));
}

/// The data of research have groups of kinds, and tables of the region the kinds of a group.
#[test]
fn few_of_a_group_of_kinds_are_left_out_too() {
    let (eleven, thirty_five): (&[&str], &[&str]) = (&["11"], &["35"]);
    let people = [
        (ONE, "", TEN, BOTH, 3),
        (ONE, "", eleven, BOTH, 3),
        (ONE, "", TWENTY, BOTH, 9),
        (ONE, "", thirty_five, BOTH, 2),
        (ONE, "", TEN, REGION_ALONE, 2),
        (ONE, "", eleven, REGION_ALONE, 2),
        (ONE, "", TWENTY, REGION_ALONE, 6),
        (ONE, "", thirty_five, REGION_ALONE, 2),
    ];
    // The four of the first two kinds, which are one group; then the last two, who are the rest.
    assert_eq!(counted_of(ONE, &people), (23, 17));
}

#[test]
fn hearings_are_looked_at_as_answers_are_however_few() {
    let answers = (ONE, "a", TEN, BOTH, 20);
    let heard = |boxes, n| (Gathered::Hearings, "a", TEN, boxes, n);
    assert_eq!(counted_of(Gathered::Hearings, &[answers, heard(BOTH, 9), heard(REGION_ALONE, 4)]), (9, 9));
    // Research has no number of hearings; but their words are counted with the answers, and would be the difference of all words.
    let counted = allowing(&[answers, heard(REGION_ALONE, 3)]).counted(THRESHOLD);
    let kinds = ["10".to_owned()];
    let note = Said { consent: consent(REGION_ALONE), region: Some("a"), kinds: &kinds, version: 0 };
    assert!(counted.counts(Gathered::Hearings, note, Purpose::Regional));
    assert!(!counted.reads(Gathered::Hearings, note, Purpose::Regional));
    assert!(counted.reads(Gathered::Hearings, note, Purpose::Internal));
    // Alone they are set against nothing.
    let counted = allowing(&[heard(REGION_ALONE, 3)]).counted(THRESHOLD);
    assert!(counted.reads(Gathered::Hearings, note, Purpose::Regional));
}

#[test]
fn words_of_all_questionnaires_are_looked_at_together() {
    let people = [
        (ONE, "a", NONE, BOTH, 8),
        (ONE, "b", NONE, BOTH, 8),
        (OTHER, "a", NONE, REGION_ALONE, 7),
        (OTHER, "b", NONE, REGION_ALONE, 2),
    ];
    assert_eq!(counted_of(OTHER, &people).0, 9, "research has no table of it");
    let counted = allowing(&people).counted(THRESHOLD);
    let of = |area| Said { consent: consent(REGION_ALONE), region: Some(area), kinds: &[], version: 0 };
    let reads = |gathered, area| counted.reads(gathered, of(area), Purpose::Regional);
    assert!(reads(OTHER, "a") && !reads(OTHER, "b"), "words of b would be those of two");
    let replies = Gathered::Replies(QuestionnaireId(2));
    let apart = people.map(|(gathered, area, kinds, boxes, n)| {
        (if gathered == OTHER { replies } else { gathered }, area, kinds, boxes, n)
    });
    let counted = allowing(&apart).counted(THRESHOLD);
    assert!(counted.reads(replies, of("b"), Purpose::Regional), "they are counted with no others");
}

#[test]
fn whoever_is_counted_allows_it_and_is_not_left_out() {
    let people = [(ONE, "", NONE, REGION_ALONE, 3), (ONE, "", NONE, BOTH, 10)];
    let said = |boxes| Said { consent: consent(boxes), region: None, kinds: &[], version: 0 };
    let all = allowing(&people).counted(THRESHOLD);
    assert!(!all.counts(ONE, said(REGION_ALONE), Purpose::Regional));
    assert!(all.counts(ONE, said(BOTH), Purpose::Regional));
    assert!(all.counts(ONE, said(REGION_ALONE), Purpose::Internal));
    assert!(!all.counts(ONE, said(REGION_ALONE), Purpose::Academic));
    assert!(!Counted::default().counts(ONE, said(BOTH), Purpose::Regional), "nothing is known of it");
}
