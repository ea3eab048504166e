//! Small invented files of each service, from their header to answers.

use super::matching::{Match, Reason, propose};
use super::platform::{Platform, detect};
use super::reading::{Reader, RowReading, stated, unasked_consent};
use super::target::targets;
use super::*;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::parse::parse;
use serde_json::{Value, json};

const FORM: &str = r#"{"pages":[{"elements":[
    {"type":"radiogroup","name":"kind","kt:id":"agency_kind","title":{"default":"機関の種類","en":"Kind of agency"},"isRequired":true,
     "choices":[{"value":"1","text":{"default":"病院","en":"Hospital"}},{"value":"2","text":{"default":"役所","en":"Town hall"}}],
     "showOtherItem":true,"otherText":"その他"},
    {"type":"checkbox","name":"tools","title":"使っているもの","choices":[
     {"value":"a","text":"電話, FAX"},{"value":"b","text":"電話"},{"value":"c","text":"会議"}],"showOtherItem":true,"otherText":"その他"},
    {"type":"matrix","name":"views","title":"思うこと","rows":[{"value":"r1","text":"連携"},{"value":"r2","text":"人手"}],
     "columns":[{"value":"0","text":"足りない"},{"value":"1","text":"足りる"}]},
    {"type":"rating","name":"score","title":"満足","rateMin":0,"rateMax":10},
    {"type":"text","name":"n_staff","title":"人数","inputType":"number","min":0},
    {"type":"text","name":"since","title":"はじめた日","inputType":"date"},
    {"type":"boolean","name":"joins","title":"参加する"},
    {"type":"comment","name":"note","title":"ご意見","visibleIf":"{kind} = '1'"},
    {"type":"text","name":"mail","title":"メールアドレス","inputType":"email","kt:identifier":true}]}]}"#;

/// A table whose cells are parted by `|`.
pub(super) fn table(columns: &str, rows: &[&str]) -> Table {
    let cells = |row: &str| row.split('|').map(str::to_owned).collect::<Vec<_>>();
    let row = |(at, line): (usize, &&str)| Row { number: at + 2, key: String::new(), cells: cells(line) };
    Table { columns: cells(columns), rows: rows.iter().enumerate().map(row).collect() }
}

struct Taken {
    platform: Platform,
    matches: Vec<Match>,
    rows: Vec<RowReading>,
}

fn take(definition: &Definition, table: &Table) -> Taken {
    let platform = detect(&table.columns);
    let targets = targets(definition, "ja");
    let matches = propose(table, &targets, platform);
    let reader = Reader::new(definition, &targets, &matches, platform, Vec::new());
    let rows = table.rows.iter().map(|row| reader.read(row, chrono::NaiveDateTime::default())).collect();
    Taken { platform, matches, rows }
}

fn keys(taken: &Taken) -> Vec<&str> {
    taken.matches.iter().map(|found| found.target.as_deref().unwrap_or("")).collect()
}

/// The questionnaire of the tests.
pub(super) fn form() -> Definition {
    parse(FORM).0.expect("the form can be read")
}

fn answers(row: &RowReading) -> Value {
    assert_eq!(row.problems, []);
    Value::Object(row.answers.clone())
}

#[test]
fn google_forms_has_titles_commas_and_rows_in_brackets() {
    let table = table(
        "タイムスタンプ|メールアドレス|問1. 機関の　種類|使っているもの|思うこと [連携]|思うこと [人手]|満足|人数|はじめた日|参加する|ご意見",
        &[
            "2026/11/20 10:15:23|a@example.jp|病院|電話, FAX, 会議|足りる|足りない|１０|１，２００|2026/04/01|はい|ある",
            "2026/11/20 10:16:00||患者会|電話, 掲示板||足りない|0||令和8年4月1日|いいえ|",
        ],
    );
    let taken = take(&form(), &table);
    assert_eq!(taken.platform, Platform::Google);
    assert_eq!(
        keys(&taken),
        [
            "@time",
            "f:mail",
            "f:kind",
            "f:tools",
            "f:views.r1",
            "f:views.r2",
            "f:score",
            "f:n_staff",
            "f:since",
            "f:joins",
            "f:note"
        ]
    );
    assert_eq!(
        answers(&taken.rows[0]),
        json!({"kind": "1", "tools": ["a", "c"], "views": {"r1": "1", "r2": "0"}, "score": 10, "n_staff": 1200,
               "since": "2026-04-01", "joins": true, "note": "ある", "mail": "a@example.jp"})
    );
    assert_eq!(
        answers(&taken.rows[1]),
        json!({"kind": "other", "kind-Comment": "患者会", "tools": ["b", "other"], "tools-Comment": "掲示板",
               "views": {"r2": "0"}, "score": 0, "since": "2026-04-01", "joins": false})
    );
}

#[test]
fn microsoft_forms_has_semicolons_and_rows_alone() {
    let table = table(
        "ID|開始時刻|完了時刻|メール|名前|Kind of agency|使っているもの|連携|人手|満足",
        &["7|2026-11-20T10:00:00|2026-11-20T10:15:23|anonymous||Town hall|電話;会議;|足りる|足りない|5.0"],
    );
    let taken = take(&form(), &table);
    assert_eq!(taken.platform, Platform::Microsoft);
    assert_eq!(
        keys(&taken),
        ["@id", "", "@time", "", "", "f:kind", "f:tools", "f:views.r1", "f:views.r2", "f:score"]
    );
    assert_eq!([taken.matches[1].reason, taken.matches[4].reason], [Reason::Technical, Reason::Identifying]);
    assert_eq!(
        answers(&taken.rows[0]),
        json!({"kind": "2", "tools": ["b", "c"], "views": {"r1": "1", "r2": "0"}, "score": 5})
    );
}

#[test]
fn limesurvey_has_codes_and_a_column_for_each_choice() {
    limesurvey_is_read(
        "id|submitdate|lastpage|startlanguage|ipaddr|kind|kind[other]|tools[a]|tools[b]|tools[other]|views[r1]. 思うこと [連携]|nstaff|note|joins",
    );
}

#[test]
fn limesurvey_has_code_and_text_in_one_heading() {
    limesurvey_is_read(
        "id. Response ID|submitdate. Date submitted|lastpage. Last page|startlanguage. Start language|ipaddr. IP address|\
         kind. 機関の種類|kind[other]. 機関の種類 [その他]|tools[a]. 使っているもの [電話, FAX]|tools[b]. 使っているもの [電話]|\
         tools[other]. 使っているもの [その他]|views[r1]. 思うこと [連携]|nstaff. 人数|note. ご意見|joins. 参加する",
    );
}

/// What LimeSurvey's rows say, whatever the headings are.
fn limesurvey_is_read(columns: &str) {
    let table = table(
        columns,
        &[
            "3|1980-01-01 00:00:00|4|ja|192.0.2.1|2||Y||掲示板|1|12.00|N/A|Y",
            "4|1980-01-01 00:00:00|4|ja|192.0.2.1|-oth-|患者会|はい|いいえ||足りない|||N",
            "5|1980-01-01 00:00:00|4|ja|192.0.2.1|-oth-||||||||",
        ],
    );
    let taken = take(&form(), &table);
    assert_eq!(taken.platform, Platform::Limesurvey);
    assert_eq!(
        keys(&taken),
        [
            "@id",
            "@time",
            "",
            "",
            "",
            "f:kind",
            "f:kind-Comment",
            "c:tools=a",
            "c:tools=b",
            "f:tools-Comment",
            "f:views.r1",
            "f:n_staff",
            "f:note",
            "f:joins"
        ]
    );
    assert_eq!(taken.matches[4].reason, Reason::Identifying);
    assert_eq!(
        answers(&taken.rows[0]),
        json!({"kind": "2", "tools": ["a", "other"], "tools-Comment": "掲示板", "views": {"r1": "1"}, "n_staff": 12, "joins": true})
    );
    assert_eq!(
        answers(&taken.rows[1]),
        json!({"kind": "other", "kind-Comment": "患者会", "tools": ["a"], "views": {"r1": "0"}, "joins": false})
    );
    assert_eq!(answers(&taken.rows[2]), json!({"kind": "other"}), "the code is no text");
}

#[test]
fn kobo_has_groups_spaces_and_both_ways_of_several_choices() {
    let table = table(
        "start|group_a/agency_kind|group_a/tools|group_a/tools/a|group_a/tools/b|group_a/views/r1|since|_id|_uuid|_submission_time|__version__",
        &["2026-11-20T10:00:00.000+09:00|1|c b|0|1|1|2026-04-01|99|0e0c|2026-11-20T01:15:23|v1"],
    );
    let taken = take(&form(), &table);
    assert_eq!(taken.platform, Platform::Kobo);
    assert_eq!(
        keys(&taken),
        ["", "f:kind", "f:tools", "", "", "f:views.r1", "f:since", "", "@id", "@time", ""]
    );
    assert_eq!(taken.matches[3].reason, Reason::Repeated);
    assert_eq!(
        answers(&taken.rows[0]),
        json!({"kind": "1", "tools": ["b", "c"], "views": {"r1": "1"}, "since": "2026-04-01"})
    );

    let labels = self::table(
        "機関の種類|使っているもの|使っているもの/電話|_uuid",
        &["病院|電話, FAX 会議|0|1a", "役所|電話 会議|1|1b"],
    );
    let taken = take(&form(), &labels);
    assert_eq!(answers(&taken.rows[0]), json!({"kind": "1", "tools": ["a", "c"]}));
    assert_eq!(answers(&taken.rows[1]), json!({"kind": "2", "tools": ["b", "c"]}));
}

#[test]
fn what_cannot_be_taken_has_its_column_and_its_text() {
    let table = table(
        "参加する|満足|人数|はじめた日|使っているもの|思うこと[連携]|機関の種類|ご意見",
        &["たぶん|11|-3|来月|電話|どちらも|役所|聞かれていない", "|||||||", "はい|||||||"],
    );
    let taken = take(&form(), &table);
    let found: Vec<(Option<usize>, &str, &str)> = taken.rows[0]
        .problems
        .iter()
        .map(|found| (found.column, found.text.as_str(), found.problem.code))
        .collect();
    assert_eq!(
        found,
        [
            (Some(0), "たぶん", "choice-not-found"),
            (Some(1), "11", "choice-not-found"),
            (Some(5), "どちらも", "choice-not-found"),
            (Some(2), "-3", "number-too-small"),
            (Some(3), "来月", "not-a-date"),
        ]
    );
    assert_eq!(taken.rows[0].unasked, ["note"], "what was not asked is told, and not kept");
    assert!(!taken.rows[0].answers.contains_key("note"));
    assert!(taken.rows[1].is_empty);
    assert_eq!(
        (taken.rows[2].missing.as_slice(), taken.rows[2].problems.len()),
        (["kind".to_owned()].as_slice(), 0)
    );
}

#[test]
fn whoever_says_who_they_are_is_left_out_unless_asked() {
    let form = parse(
        r#"{"elements":[{"type":"text","name":"q1","title":"お名前"},{"type":"text","name":"q2","title":"連絡先"}]}"#,
    );
    let table = table("お名前|連絡先", &["架空 花子|a@example.jp", "|b@example.jp"]);
    let taken = take(&form.0.unwrap(), &table);
    assert_eq!(keys(&taken), ["", ""]);
    assert!(taken.matches.iter().all(|found| found.reason == Reason::Identifying));
}

#[test]
fn columns_of_one_title_are_taken_in_order() {
    let form = parse(
        r#"{"elements":[{"type":"text","name":"q1","title":"理由"},{"type":"text","name":"q2","title":"理由"}]}"#,
    );
    let table = table("理由|理由|理由", &["一|二|三"]);
    assert_eq!(keys(&take(&form.0.unwrap(), &table)), ["f:q1", "f:q2", ""]);
}

const CONSENT: &str = r#"{"elements":[{"type":"text","name":"q1","title":"理由"},
    {"type":"checkbox","name":"consent","title":"同意","kt:role":"consent","isRequired":true,"choices":[
     {"value":"a","text":"集計","kt:consent":"aggregate","kt:required":true},{"value":"r","text":"地域","kt:consent":"region"}]}]}"#;

#[test]
fn without_consent_nothing_is_taken_until_somebody_says_on_what_it_rests() {
    let definition = parse(CONSENT).0.unwrap();
    let table = table("理由", &["遠い"]);
    let taken = take(&definition, &table);
    assert!(!taken.rows[0].problems.is_empty(), "missing consent is never only missing");
    let targets = targets(&definition, "ja");
    assert_eq!(
        unasked_consent(&definition, &targets, &taken.matches).map(|q| q.name.as_str()),
        Some("consent")
    );
    let stated = stated(&definition, "consent", &["a".to_owned()]);
    let reader = Reader::new(&definition, &targets, &taken.matches, taken.platform, stated);
    let read = reader.read(&table.rows[0], chrono::NaiveDateTime::default());
    assert_eq!(answers(&read), json!({"q1": "遠い", "consent": ["a"]}));
}

#[test]
fn a_time_that_cannot_be_read_stands_against_its_row() {
    let table = table(
        "タイムスタンプ|機関の種類",
        &["2026/13/45 99:99|病院", "|病院", "2026/11/20 10:15:23|病院", "2026/13/45 99:99|"],
    );
    let taken = take(&form(), &table);
    let found: Vec<(Option<usize>, &str, &str)> = taken.rows[0]
        .problems
        .iter()
        .map(|found| (found.column, found.text.as_str(), found.problem.code))
        .collect();
    assert_eq!(found, [(Some(0), "2026/13/45 99:99", "sent-unreadable")]);
    assert_eq!((taken.rows[1].problems.len(), taken.rows[2].problems.len()), (0, 0));
    assert!(taken.rows[3].is_empty, "a time alone is no answer");
}

#[test]
fn a_range_is_the_same_with_every_mark() {
    let form = |mark: &str| {
        let choices = format!(
            r#"[{{"value":"a","text":"1{mark}2"}},{{"value":"b","text":"3{mark}4"}},{{"value":"c","text":"5人{mark}"}}]"#
        );
        let form = format!(
            r#"{{"elements":[{{"type":"radiogroup","name":"one","title":"回数","choices":{choices}}},
                {{"type":"checkbox","name":"any","title":"どれか","choices":{choices},"showOtherItem":true}}]}}"#
        );
        parse(&form).0.unwrap()
    };
    for offered in ["〜", "～", "~", "-", "－", "ー", "‐", "−"] {
        let definition = form(offered);
        for written in ["〜", "～", "~", "-", "－", "ー", "‐", "−"] {
            let row = format!("2026/11/20 10:15:23|１{written}2|1{written}2, 3 {written} 4, 6{written}7");
            let taken = take(&definition, &table("タイムスタンプ|回数|どれか", &[row.as_str()]));
            let found = answers(&taken.rows[0]);
            assert_eq!(found["one"], "a", "{offered} {written}");
            assert_eq!(found["any"], json!(["a", "b", "other"]), "{offered} {written}");
        }
    }
    let row = "2026/11/20 10:15:23|5人～|";
    let taken = take(&form("〜"), &table("タイムスタンプ|回数|どれか", &[row]));
    assert_eq!(answers(&taken.rows[0]), json!({"one": "c"}));
    let taken = take(&form("〜"), &table("タイムスタンプ|回数|どれか", &["||メール, 6ー7"]));
    assert_eq!(answers(&taken.rows[0])["any-Comment"], "メール, 6ー7", "a text stays as it was written");
}

#[test]
fn a_label_that_looks_like_another_value_is_read_as_the_service_writes_it() {
    let form = r#"{"elements":[{"type":"radiogroup","name":"n","title":"回数","choices":[
        {"value":"1","text":"0"},{"value":"2","text":"1"},{"value":"3","text":"2"}]}]}"#;
    let form = parse(form).0.unwrap();
    let google = take(&form, &table("タイムスタンプ|回数", &["2026/11/20 10:15:23|1"]));
    assert_eq!(answers(&google.rows[0]), json!({"n": "2"}));
    let kobo = take(&form, &table("n|_uuid", &["1|0e0c"]));
    assert_eq!(answers(&kobo.rows[0]), json!({"n": "1"}));
}

#[test]
fn a_choice_whose_value_is_zero_is_not_taken_where_its_column_says_zero() {
    let form = r#"{"elements":[{"type":"checkbox","name":"tools","title":"道具","choices":[
        {"value":"0","text":"なし"},{"value":"1","text":"電話"}]}]}"#;
    let taken = take(&parse(form).0.unwrap(), &table("tools/0|tools/1|_uuid", &["0|1|a", "1|0|b", "0|0|c"]));
    assert_eq!(keys(&taken), ["c:tools=0", "c:tools=1", "@id"]);
    assert_eq!(answers(&taken.rows[0]), json!({"tools": ["1"]}));
    assert_eq!(answers(&taken.rows[1]), json!({"tools": ["0"]}));
    assert!(taken.rows[2].is_empty);
}

#[test]
fn what_two_columns_say_of_one_text_is_said_once() {
    let table =
        table("使っているもの|使っているもの[その他]", &["会議、掲示板|掲示板,回覧", "会議、掲示板|掲示板"]);
    let taken = take(&form(), &table);
    assert_eq!(keys(&taken), ["f:tools", "f:tools-Comment"]);
    assert_eq!(answers(&taken.rows[0]), json!({"tools": ["c", "other"], "tools-Comment": "掲示板,回覧"}));
    assert_eq!(answers(&taken.rows[1]), json!({"tools": ["c", "other"], "tools-Comment": "掲示板"}));
}

proptest::proptest! {
    #[test]
    fn no_cell_is_read_as_what_is_not_offered(cell in "[電話会議,;、 FAX0-9other\\n]{0,30}") {
        for platform in Platform::ALL {
            for offer in targets(&form(), "ja") {
                let Ok(fields) = value::typed(&offer, &cell, platform) else { continue };
                for (name, typed) in fields {
                    if offer.way == target::Way::Many && name == offer.field {
                        let known = |number: &str| offer.offered.iter().any(|choice| choice.number == number);
                        proptest::prop_assert!(typed.split(',').filter(|number| !number.is_empty()).all(known), "{typed}");
                    }
                }
            }
        }
    }
}
