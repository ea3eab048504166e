//! What tests of codebooks share.

use super::CodebookWords;

/// The words of a codebook in Japanese.
pub fn words() -> CodebookWords {
    let word = |word: &str| word.to_string();
    CodebookWords {
        sheet: word("変数一覧"),
        variable: word("変数"),
        label: word("設問"),
        kind: word("種類"),
        level: word("尺度"),
        value: word("値"),
        value_label: word("値の意味"),
        missing: word("欠測値"),
        universe: word("対象"),
        versions: word("版"),
        note: word("備考"),
        identifier: word("識別"),
        n_valid: word("有効"),
        n_missing: word("欠測"),
        n_not_asked: word("対象外"),
        single: word("単一回答"),
        multiple: word("複数回答"),
        number: word("数値"),
        text: word("自由記述"),
        nominal: word("名義"),
        ordinal: word("順序"),
        scale: word("間隔・比例"),
        yes: word("はい"),
        no: word("いいえ"),
        everyone: word("全員"),
        all_versions: word("すべて"),
    }
}
