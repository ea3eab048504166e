//! By what rows are known again: the same answers once, the answers of two people twice.

use super::key::seeds as seeds_of;
use super::matching::propose;
use super::platform::detect;
use super::target::targets;
use super::tests::{form, table};

/// The seeds of some rows whose columns are matched with the questionnaire of the tests.
fn seeds(columns: &str, rows: &[&str]) -> Vec<String> {
    let table = table(columns, rows);
    let platform = detect(&table.columns);
    seeds_of(&table, &propose(&table, &targets(&form(), "ja"), platform), platform)
}

#[test]
fn the_same_row_has_the_same_key_and_the_same_answers_of_two_people_have_two() {
    let google = "タイムスタンプ|機関の種類";
    let early = seeds(google, &["2026/11/20 10:15:23|病院", "2026/11/20 10:15:23|病院"]);
    assert_ne!(early[0], early[1]);
    let late = seeds(google, &["2026/11/20 10:15:23 午前 GMT+9|病院", "|病院", "2026/11/20 10:15:23|病院"]);
    assert_eq!((&early[0], &early[1]), (&late[0], &late[2]));
    let lime = "id|submitdate|lastpage|kind";
    let first = seeds(lime, &["1|2026-11-20 10:15:23|1|1"]);
    assert_eq!(first, seeds(lime, &["1|2026-11-20 10:15:23|1|corrected"]), "the number says which it is");
    assert_ne!(first, seeds(lime, &["1|2026-12-01 09:00:00|1|1"]), "another survey counts from 1, too");
}

#[test]
fn a_row_without_a_number_keeps_its_key_when_columns_come_and_move() {
    let seeds = |columns: &str, rows: &[&str]| {
        let table = table(columns, rows);
        let platform = detect(&table.columns);
        seeds_of(&table, &propose(&table, &[], platform), platform)
    };
    let before = seeds(
        "タイムスタンプ|機関の種類|人数（1〜2）|理由",
        &["2026/11/20 10:15:23|病院|10～20|−", "2026/11/20 10:15:23|病院|10～20|−", "|役所||近い"],
    );
    let added = seeds(
        "タイムスタンプ|機関の種類|新しい質問|人数（1〜2）|理由|",
        &["2026/11/20 10:15:23|病院||10～20|−|", "2026/11/20 10:15:23|病院| |10～20|−|", "|役所|　||近い|"],
    );
    assert_eq!(before, added, "an empty column was added");
    let moved = seeds(
        "理由|人数（1〜2）|タイムスタンプ|機関の種類",
        &["−|10～20|2026/11/20 10:15:23|病院", "−|10～20|2026-11-20T10:15:23|病院", "近い|||役所"],
    );
    assert_eq!(before, moved, "the columns changed places");
    let decoded = seeds(
        "タイムスタンプ|機関の種類|人数(１～２)|理由",
        &["2026/11/20 10:15:23|病院|１０〜２０|－", "2026/11/20 10:15:23|病院|10〜20|-", "|役所||近い"],
    );
    assert_eq!(before, decoded, "Shift_JIS was read by another program");
    let other = seeds("タイムスタンプ|機関の種類|理由", &["2026/11/20 10:15:23|病院|近い", "|近い|役所"]);
    assert!(other.iter().all(|seed| !before.contains(seed)), "an answer counts with its heading");
}

#[test]
fn a_number_without_a_time_that_can_be_read_stands_for_nothing_alone() {
    let lime = "id|submitdate|lastpage|kind";
    let rows = ["1|1980-01-01 00:00:00|1|1", "1|1980-01-01 00:00:00|1|2", "1||1|1", "1||1|1"];
    let found = seeds(lime, &rows);
    for (at, seed) in found.iter().enumerate() {
        assert!(!found[..at].contains(seed), "row {at} is another one: {found:?}");
    }
    assert_eq!(found, seeds(lime, &rows), "and it is known again");
    let put_together = seeds("ID|機関の種類", &["1|病院", "2|病院", "1|役所"]);
    assert_eq!(put_together.iter().collect::<std::collections::BTreeSet<_>>().len(), 3);
    let kobo = seeds("kind|_uuid", &["1|0e0c", "2|0e0c"]);
    assert_eq!(kobo[0], kobo[1], "KoboToolbox's number is one everywhere");
    let twice = seeds(lime, &["1|2026-11-20 10:15:23|1|1", "1|2026-11-20 10:15:23|1|2"]);
    assert_eq!(twice[0], twice[1]);
}

#[test]
fn the_time_is_known_under_both_kinds_of_headings() {
    let rows = ["|2026-11-20 10:15:23|1|1"];
    let codes = seeds("id|submitdate|lastpage|機関の種類", &rows);
    let both = seeds("id|submitdate. Date submitted|lastpage|機関の種類", &["|2026/11/20 10:15:23|1|1"]);
    assert_eq!(codes, both);
}
