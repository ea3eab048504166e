//! Sentences for conditions: as a colleague would say them, and with one meaning.

use std::collections::BTreeSet;

use surveys::questionnaire::parse::parse;

use super::*;

fn said(source: &str, lang: Lang) -> String {
    let json = format!(
        r#"{{"elements":[
        {{"type":"radiogroup","name":"a","title":"相談","choices":[{{"value":"1","text":{{"default":"あった","en":"yes"}}}},"2|なかった"]}},
        {{"type":"checkbox","name":"b","choices":["1|研修","2|制度"]}},
        {{"type":"text","name":"n","inputType":"number"}},
        {{"type":"matrix","name":"m","rows":["r|保健所"],"columns":["0|知らない"]}},
        {{"type":"comment","name":"t","title":"事例","kt:number":""}},
        {{"type":"text","name":"day","inputType":"date"}},
        {{"type":"checkbox","name":"many","choices":["1|甲","2|乙","3|丙","4|丁","5|戊","6|特にない"]}},
        {{"type":"paneldynamic","name":"list","title":"会議","templateElements":[{{"type":"text","name":"nm","title":"会議の名前"}}]}},
        {{"type":"matrixdynamic","name":"staff","title":"職員","columns":[{{"name":"c1","title":"人数","cellType":"text"}}]}},
        {{"type":"text","name":"end","visibleIf":"{source}"}}]}}"#
    );
    let definition = parse(&json).0.unwrap();
    let question = definition.question("end").unwrap();
    words(&definition, question.visible_if.as_ref().unwrap(), lang)
}

#[test]
fn conditions_read_as_a_colleague_would_say_them() {
    for (source, expected) in [
        ("{a} = '1'", "問1で「あった」と答えた方にうかがいます。"),
        ("{a} = '1' or {a} = '2'", "問1で「あった」か「なかった」と答えた方にうかがいます。"),
        ("{a} <> '1'", "問1で「あった」と答えていない方にうかがいます。"),
        ("{b} contains '1' and {n} > 3", "問2で「研修」を選び、問3で3より大きい数を答えた方にうかがいます。"),
        ("{b} allof ['1', '2']", "問2で「研修」と「制度」のすべてを選んだ方にうかがいます。"),
        ("{a} = '1' or {n} empty", "問1で「あった」と答えた方、または問3に答えていない方にうかがいます。"),
        ("{m.r} = 0", "問4の「保健所」で「知らない」と答えた方にうかがいます。"),
        ("{t} contains '工夫'", "「事例」で「工夫」という言葉を書いた方にうかがいます。"),
        (
            "{a} = '1' and ({n} >= 5 or {t} notempty)",
            "問1で「あった」と答え、「問3で5以上の数を答えた」「「事例」に答えた」のどちらかに当てはまる方にうかがいます。",
        ),
        (
            "{a} = '1' and {n} > 3 or {t} empty",
            "（問1で「あった」と答え、問3で3より大きい数を答えた）方、または「事例」に答えていない方にうかがいます。",
        ),
        (
            "{t} empty or {a} = '1' and ({n} > 3 or {b} contains '1')",
            "「事例」に答えていない方、または（問1で「あった」と答え、「問3で3より大きい数を答えた」「問2で「研修」を選んだ」のどちらかに当てはまる）方にうかがいます。",
        ),
        (
            "!({n} > 3 or {t} notempty)",
            "「「問3で3より大きい数を答えた」「「事例」に答えた」のどちらかに当てはまる」に当てはまらない方にうかがいます。",
        ),
        ("{b.length} >= 2", "問2で答えた数が2以上の方にうかがいます。"),
        ("sum({n}, {t}) > 10", "問3と「事例」の合計が10より大きい方にうかがいます。"),
        (
            "age({n}) < 18 and {a} = '1'",
            "問3から数えた年齢が18より小さく、問1で「あった」と答えた方にうかがいます。",
        ),
        ("{day} >= '2026-04-01'", "問5で2026年4月1日以降の日を答えた方にうかがいます。"),
        ("{many} anyof ['1', '2', '3', '4', '5']", "問6で「特にない」以外を選んだ方にうかがいます。"),
        (
            "{many} anyof ['1', '2', '3', '4', '5', '6'] and {a} = '1'",
            "問6で1つでも選び、問1で「あった」と答えた方にうかがいます。",
        ),
        ("{many} anyof ['1', '2']", "問6で「甲」か「乙」を選んだ方にうかがいます。"),
        ("{n} <= {b}", "問3の答えが問2の答え以下の方にうかがいます。"),
        (
            "{n} <> {t} and {a} = '1'",
            "問3の答えが「事例」の答えとちがい、問1で「あった」と答えた方にうかがいます。",
        ),
        ("{panel.nm} notempty", "「会議の名前」に答えた方にうかがいます。"),
        ("{row.c1} > 1", "「人数」で1より大きい数を答えた方にうかがいます。"),
        ("{n} + 1 > 3", "条件式「{n} + 1 > 3」に合う方にうかがいます。"),
    ] {
        assert_eq!(said(source, Lang::Ja), expected, "{source}");
    }
}

#[test]
fn english_groups_as_the_japanese_does() {
    for (source, expected) in [
        (
            "{a} = '1' and {n} > 3",
            "Asked of those who answered “yes” in question 1 and who gave more than 3 in question 3.",
        ),
        (
            "{a} = '1' and {n} > 3 or {n} empty",
            "Asked of those (who answered “yes” in question 1 and who gave more than 3 in question 3) or who did not answer question 3.",
        ),
        (
            "({n} > 3 or {n} empty) and {a} = '1'",
            "Asked of those who fit at least one of [(who gave more than 3 in question 3), (who did not answer question 3)] and who answered “yes” in question 1.",
        ),
    ] {
        assert_eq!(said(source, Lang::En), expected, "{source}");
    }
}

#[test]
fn conditions_that_mean_something_else_read_differently() {
    for lang in [Lang::Ja, Lang::En] {
        let [a, n, t] = ["{a} = '1'", "{n} > 3", "{t} notempty"];
        let sources = [
            format!("{a} and {n} or {t}"),
            format!("{a} and ({n} or {t})"),
            format!("({a} or {n}) and {t}"),
            format!("{a} or {n} and {t}"),
            format!("!({a} and {n}) or {t}"),
            format!("!({a} and {n} or {t})"),
            format!("!({a} or {n}) and {t}"),
            format!("!({a} or {n} and {t})"),
        ];
        let sentences: BTreeSet<String> = sources.iter().map(|source| said(source, lang)).collect();
        assert_eq!(sentences.len(), sources.len(), "{sentences:#?}");
    }
}
