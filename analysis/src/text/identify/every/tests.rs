//! What is found in texts as people write them, and what of their usual words is not.

mod whole;

use super::*;
use crate::text::tokenizer::tests::shared;

fn found(text: &str, names: &[&str]) -> Vec<(&'static str, String)> {
    let names = NameFinder::of(names.iter().copied());
    let found = Identifier::new(&names, Some(shared())).words(text);
    found.into_iter().map(|word| (word.kind.code(), word.words)).collect()
}

#[test]
fn every_name_is_found_and_each_once() {
    let words = found("田中さんと高橋先生が話した。田中さんは川口市、所沢市の順に訪ねた。", &[]);
    let expected = [("person", "田中さん"), ("person", "高橋先生"), ("place", "川口市"), ("place", "所沢市")];
    assert_eq!(words, expected.map(|(kind, words)| (kind, words.to_owned())));
}

#[test]
fn organisations_ages_and_days_are_found_in_any_width() {
    let text = "架空会の就労支援センターに、株式会社ミドリの４２歳の方が１０月３日に来た。40代の方もいた。";
    let words = found(text, &["架空会の就労支援センター", "出てこない機関", ""]);
    let expected = [
        ("organisation", "架空会の就労支援センター"),
        ("organisation", "株式会社ミドリ"),
        ("age", "42歳"),
        ("date", "10月3日"),
    ];
    assert_eq!(words, expected.map(|(kind, words)| (kind, words.to_owned())));
}

/// An agency is often called by its municipality, or by its first letters.
#[test]
fn a_municipality_is_a_place_whatever_agencies_are_called() {
    let names = ["みどり市", "みどり", "ひだまり町", "若葉福祉の村"];
    for (text, kind, word) in [
        ("みどり市の窓口に行った。", "place", "みどり市"),
        ("みどり市に勤める方と話した。", "place", "みどり市"),
        ("ひだまり町に相談した。", "place", "ひだまり町"),
        ("若葉福祉の村に相談した。", "organisation", "若葉福祉の村"),
    ] {
        let words = found(text, &names);
        assert!(words.contains(&(kind, word.to_owned())), "{text}: {words:?}");
    }
}

#[test]
fn a_disease_needs_no_town_beside_it() {
    assert_eq!(found("クローン病の方が働いている", &[]), [("disease", "クローン病".to_owned())]);
    assert_eq!(found("体調の波に合わせて休憩を増やした。", &[]), []);
}

#[test]
fn what_people_write_otherwise_is_found_too() {
    for (text, kind, word) in [
        ("2025年4月に入った", "date", "2025年4月"),
        ("令和７年４月から", "date", "令和7年4月"),
        ("令和七年四月から", "date", "令和七年四月"),
        ("四月一日に", "date", "四月一日"),
        ("四十二歳の方", "age", "四十二歳"),
        ("かわにし病院に行った", "organisation", "かわにし病院"),
        ("さとう看護師が来た", "person", "さとう看護師"),
        ("田中商店の方", "organisation", "田中商店"),
        ("緑町のＡ工務店", "organisation", "A工務店"),
        ("障害者支援施設ひまわり園", "organisation", "ひまわり園"),
    ] {
        let words = found(text, &[]);
        assert!(words.contains(&(kind, word.to_owned())), "{text}: {words:?}");
    }
    for text in [
        "病院に通う。",
        "会社に勤める。",
        "事業所で働く。",
        "2025年に。",
        "4月から。",
        "百歳体操に行く。",
        "天才",
    ] {
        assert_eq!(found(text, &[]), [], "{text}");
    }
}

#[test]
fn companies_towns_and_people_need_no_word_that_says_what_they_are() {
    let expected = [("place", "八戸".to_owned()), ("disease", "クローン病".to_owned())];
    assert_eq!(found("クローン病の女性、八戸在住。", &[]), expected);
    for (text, kind, word) in [
        ("トヨタ自動車を辞めた。", "organisation", "トヨタ自動車"),
        ("ＪＲ東日本の職場。", "organisation", "JR東日本"),
        ("イオンモール盛岡にある店。", "organisation", "イオンモール盛岡"),
        ("スターバックスの店員。", "organisation", "スターバックス"),
        ("盛岡市から通う。", "place", "盛岡市"),
        ("佐藤が困っている。", "person", "佐藤"),
        ("スモン病の方。", "disease", "スモン病"),
    ] {
        assert_eq!(found(text, &[]), [(kind, word.to_owned())], "{text}");
    }
    for text in [
        "ハローワークと労働局に相談し、東北の会社で働く。",
        "利用者さんの声を、近くの商店に伝えた。",
        "コンビニで働きながら、日光を避けている。",
        "のぞみはある。森の中で休む。",
    ] {
        assert_eq!(found(text, &[]), [], "{text}");
    }
}

#[test]
fn municipalities_of_the_list_are_whole_and_no_people() {
    for (text, place) in [
        ("つがる市に住む。", "つがる市"),
        ("鰺ヶ沢町に住む。", "鰺ヶ沢町"),
        ("外ヶ浜町に住む。", "外ヶ浜町"),
        ("南アルプス市に住む。", "南アルプス市"),
        ("いわきの方。", "いわき"),
        ("深浦の方。", "深浦"),
        ("野辺地から来た。", "野辺地"),
        ("大鰐に行く。", "大鰐"),
        ("鹿角が遠い。", "鹿角"),
    ] {
        assert_eq!(found(text, &[]), [("place", place.to_owned())], "{text}");
    }
    let expected = [("place", "七戸".to_owned()), ("disease", "重症筋無力症".to_owned())];
    assert_eq!(found("重症筋無力症の男性が七戸で", &[]), expected);
    assert_eq!(
        found("五所川原の髙橋さん", &[]),
        [("person", "髙橋さん".to_owned()), ("place", "五所川原".to_owned())]
    );
}

#[test]
fn years_of_birth_accounts_and_addresses_are_found() {
    for (text, kind, word) in [
        ("昭和５５年生まれの方", "date", "昭和55年生まれ"),
        ("1980年生まれの方", "date", "1980年生まれ"),
        ("LINE IDを交換した", "mail", "LINE　ID"),
        ("新町2丁目に住む", "place", "新町2丁目"),
        ("三沢基地の中", "organisation", "三沢基地"),
        ("サンデーでパート", "organisation", "サンデー"),
        ("六花亭で働く", "organisation", "六花亭"),
        ("日鉄ケミカルに勤める", "organisation", "日鉄ケミカル"),
        ("デーリー東北で働く", "organisation", "デーリー東北"),
        ("まるいち商店の人", "organisation", "まるいち商店"),
        ("ふじ寿司で", "organisation", "ふじ寿司"),
    ] {
        let words = found(text, &[]);
        assert!(words.contains(&(kind, word.to_owned())), "{text}: {words:?}");
    }
    let text =
        "主治医と相談し、患者さんや利用者さん、事業所の皆さんと話した。仕様も多様で、中央で同様に働く人";
    assert_eq!(found(text, &[]), []);
}

#[test]
fn what_people_are_reached_by_is_found_in_any_writing() {
    for (text, kind, word) in [
        ("電話は53-4567です", "phone", "53-4567"),
        ("+81-53-123-4567へ", "phone", "＋81-53-123-4567"),
        ("LINE：takahashi88に", "mail", "takahashi88"),
        ("taro[at]example.jpへ", "mail", "taro[at]example.jp"),
        ("https://example.jp/~taroを見た", "mail", "https：／／example.jp／〜taro"),
        ("受給者番号1234567です", "number", "1234567"),
        ("電話番号053-123-4567です", "phone", "053-123-4567"),
        ("S60.4.1生まれの方", "date", "S60.4.1生まれ"),
        ("本人（鈴木）が話した", "person", "鈴木"),
        ("さくらさんが話した", "person", "さくらさん"),
        ("田中（仮名）が話した", "person", "田中（仮名）"),
        ("三ヶ日に住む", "place", "三ヶ日"),
        ("磐田で働く", "place", "磐田"),
        ("浜松市中区元城町103-2の家", "place", "浜松市中区元城町103-2"),
        ("〒430-8652の家", "place", "〒430-8652"),
        ("浜松北高校を出た", "organisation", "浜松北高校"),
        ("ハローワークみどりに行く", "organisation", "ハローワークみどり"),
        ("なんびょうセンターに行く", "organisation", "なんびょうセンター"),
        ("筋ジスの方", "disease", "筋ジス"),
        ("MSの方", "disease", "MS"),
    ] {
        assert_eq!(found(text, &[]), [(kind, word.to_owned())], "{text}");
    }
    for text in [
        "高齢者が3人、2026年度の第2回は10時30分から、1,200円。",
        "作業所へ通う。内科を受診する。事業所を探す。病院の工房で働く。",
        "ハローワークの職員さん、おばさん、業者さん、オーナーさんと話した。",
    ] {
        assert_eq!(found(text, &[]), [], "{text}");
    }
}

#[test]
fn what_staff_and_people_with_a_disease_write_is_marked_as_a_whole() {
    for (text, words) in [
        ("浜松西部特別支援学校に通った", &["浜松西部特別支援学校"][..]),
        ("元城町103の2に住む", &["元城町103の2"][..]),
        ("ハロワ浜松に行く", &["ハロワ浜松"][..]),
        ("name (at) example (dot) jp へ", &["name　（at）　example　（dot）　jp"][..]),
        ("name＠example．jpへ", &["name＠example．jp"][..]),
        ("浜松ＵＣに通う", &["浜松UC"][..]),
        ("主治医は浜松医大の鈴木先生", &["鈴木先生", "浜松医大"][..]),
        ("息子の翔太が、与進小の教員に話した", &["翔太", "与進小"][..]),
        ("Tanaka-sanが新浜松駅に来た", &["Tanaka-san", "新浜松駅"][..]),
        ("ｻﾄｳ ﾀﾛｳの件", &["サトウ　タロウ"][..]),
        ("相談員：大石", &["大石"][..]),
        ("浜松300あ12-34の車", &["浜松300あ12-34"][..]),
        ("さくらハイツ203に住む", &["さくらハイツ203"][..]),
        ("グループホームすずらんに入居", &["グループホームすずらん"][..]),
        ("5/12の面談で", &["5/12"][..]),
    ] {
        let found: Vec<String> = found(text, &[]).into_iter().map(|(_, words)| words).collect();
        assert_eq!(found, words, "{text}");
    }
    for text in [
        "さんぽに行く。先生に相談した。市役所に行く。病院に通う。ケアマネさんに聞いた。",
        "最寄り駅まで歩けない。ハロワの人。デイケアさん。担当者の異動が多い。主事に聞いた。",
        "娘の成人、息子の健康、夫の会社。1/3の人が辞めた。第2号の様式。at homeな職場。",
        "小学校、特別支援学校、こども園。治療中の学生。グループホームなどを探す。",
    ] {
        assert_eq!(found(text, &[]), [], "{text}");
    }
}

#[test]
fn notes_and_minutes_name_people_and_houses_behind_other_sentences_too() {
    for (text, words) in [
        ("退院前。鈴木Dr、高橋MSW、森PTが同席。", &["鈴木Dr", "高橋MSW", "森PT"][..]),
        ("中村SVに同行した。清水支援員も来た。", &["中村SV", "清水支援員"][..]),
        ("出席：西村（保健所）。西村：通院は月に一度です。", &["西村"][..]),
        ("みっちゃんと話した。たっちゃんと呼ばれている。", &["みっちゃん", "たっちゃん"][..]),
        ("患者会のスマイル遠州に入った。", &["スマイル遠州"][..]),
        ("腰を痛めた。遠山工業の組立だった。", &["遠山工業"][..]),
    ] {
        let found: Vec<String> = found(text, &[]).into_iter().map(|(_, words)| words).collect();
        for word in words {
            assert!(found.contains(&(*word).to_owned()), "{text}: {found:?}");
        }
    }
    for text in [
        "施設長に相談した。先生が忙しい。工業高校を出た。農園で働きたい。家の中で過ごす。園に通う。",
        "PTの訓練は週二回。OTさんに聞いた。Dr.との面談は来月。専任のPSWがいない。PT・OT・STがそろう。",
        "駅前の窓口に行く。難病カフェに行きたい。患者会のスタッフと話す。NPOの支援。カフェの名前を忘れた。",
        "相談：通院のこと。対応：職場に伝える。副施設長や班長に言いにくい。現場リーダーの負担。",
    ] {
        assert_eq!(found(text, &[]), [], "{text}");
    }
}
