//! Words are found as a whole and once, as they are written: no part of a name is left beside what is marked.

use super::found;

#[test]
fn no_rest_of_a_name_stands_beside_what_is_marked() {
    for (text, kind, word) in [
        ("株式会社さくらの木で働く。", "organisation", "株式会社さくらの木"),
        ("社会福祉法人ひまわりの里に入所した。", "organisation", "社会福祉法人ひまわりの里"),
        ("ＪＡとぴあの職員。", "organisation", "JAとぴあ"),
        ("Facebookの「みどりの輪」に入る。", "organisation", "みどりの輪"),
        ("利用者の山田が来た。", "person", "山田"),
        ("山田サービス管理責任者が来た。", "person", "山田サービス管理責任者"),
    ] {
        assert_eq!(found(text, &[]), [(kind, word.to_owned())], "{text}");
    }
    let names = ["青空の会ひろば", "ひろば相談室"];
    let words = found("青空の会ひろば相談室に行く。", &names);
    assert_eq!(words, [("organisation", "青空の会ひろば相談室".to_owned())]);
}

#[test]
fn the_longest_writing_of_a_known_name_stands_for_its_parts() {
    let names = ["就労移行支援事業所 架空の道", "架空の道"];
    let words = found("就労移行支援事業所架空の道に通った。", &names);
    assert_eq!(words, [("organisation", "就労移行支援事業所架空の道".to_owned())]);
}

#[test]
fn a_day_has_its_year_and_a_person_is_named_once() {
    assert_eq!(found("２０２６年４月１日から", &[]), [("date", "2026年4月1日".to_owned())]);
    assert_eq!(found("令和8年4月1日から", &[]), [("date", "令和8年4月1日".to_owned())]);
    assert_eq!(found("山田花子さんが来た。", &[]), [("person", "山田花子さん".to_owned())]);
    let both = found("山田花子さんが来た。花子さんは帰った。", &[]);
    assert_eq!(both.len(), 2, "a part that also stands alone is decided on by itself: {both:?}");
}

#[test]
fn old_forms_of_kanji_are_names_as_they_are_written() {
    for name in
        ["髙橋さん", "髙橋課長", "山﨑さん", "宮﨑さん", "瀧本さん", "黑田さん", "淸水さん", "對馬さん"]
    {
        assert_eq!(found(&format!("担当は{name}。"), &[]), [("person", name.to_owned())]);
    }
    assert_eq!(found("黑井会の方。", &["黒井会"]), [("organisation", "黑井会".to_owned())]);
}

#[test]
fn a_name_with_a_blank_is_one_name() {
    let expected = [("person", "山田　太郎さん".to_owned()), ("person", "田中さん".to_owned())];
    assert_eq!(found("田中さんと山田 太郎さんが来た。", &[]), expected);
}
