//! The rules that come with the program.

use super::*;
use crate::rules::shipped::STANCE;

#[test]
fn sentences_get_the_stance_that_they_have() {
    let texts = [
        "手帳がなくて応募できず、困っている。",
        "主治医と連携できるようになり、仕事が続いている。",
        "窓口を一つにしてほしい。",
        "通院の休みを増やしてほしいが、難しい。",
        "特になし",
        "会議は月に一度です。",
        "負担や不安はなく、問題ない。",
    ];
    let coding = code(&corpus(&texts), &Outline::default(), Unit::Sentence, STANCE);
    let found: BTreeMap<&str, &[u32]> =
        coding.codes.iter().map(|code| (code.name.as_str(), code.units.as_slice())).collect();
    let expected: BTreeMap<&str, &[u32]> =
        [("要望", &[2, 3][..]), ("好事例", &[1]), ("課題", &[0]), ("記述なし", &[4])].into();
    assert_eq!(found, expected);
    assert_eq!(coding.uncoded, [5, 6]);
}

/// The plainest requests are found, and neither denials nor thanks nor what others were told are taken for them.
#[test]
fn what_is_wanted_or_asked_for_is_a_request() {
    let texts = [
        "もっと情報がほしいです。",
        "会議を開いてください。",
        "休憩室が欲しい。",
        "早めにご連絡下さいませ。",
        "職場の理解がほしいが、難しい。",
        "病気を知ってほしくなかった。",
        "手当が欲しいわけではない。",
        "薬がほしいとは思わない。",
        "主治医が会社に話してくださいました。",
        "いつも話を聞いてくださいます。",
        "休んでくださいと言われた。",
        "夜の窓口があると助かる。",
        "様式が一つだと助かります。",
        "早めの連絡をお願いしたい。",
        "通院の休みがほしいという声があった。",
        "同僚が薬の情報をほしがる。",
        "通訳をお願いしたところ、診察が楽になった。",
    ];
    let coding = code(&corpus(&texts), &Outline::default(), Unit::Sentence, STANCE);
    let requests = coding.codes.iter().find(|code| code.name == "要望").map(|code| code.units.as_slice());
    assert_eq!(requests, Some(&[0, 1, 2, 3, 4, 11, 12, 13, 14][..]));
}

/// A condition that is printed is read as the same, so that the file can be edited and written again.
#[test]
fn the_file_is_one_of_khcoder() {
    let (file, problems) = crate::rules::read(STANCE.as_bytes(), None);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(file.write().as_deref(), Ok(STANCE.as_bytes()));
    assert_eq!(file.codes.len(), 4);
}
