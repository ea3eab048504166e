//! Everything that can be asked for at once.

use super::*;

/// Six people who are asked twice, one who contradicts themselves, and everything that can be asked for.
pub fn with_everything(folder: &Path) -> AnalyzeArgs {
    let row = |n: usize, wave: usize| {
        let (area, kind) = (["北部", "南部"][n / 3], ["病院", "企業"][n % 2]);
        let said = match (wave, n) {
            (1, 1 | 3 | 5) => "送迎の車を頼んだ。著作権の相談。",
            (1, _) => "窓口で相談した。手帳がないため困った。理解がない職場。",
            (_, 0..=3) => "休暇を取った。著作権の相談。",
            _ => "窓口で休暇を相談した。",
        };
        format!("{wave}-{n},P{n},第{wave}回,{area},{kind},{},{},{said}\n", n % 5, n % 4)
    };
    let rows: String = (1..=2).flat_map(|wave| (0..6).map(move |n| row(n, wave))).collect();
    let csv = format!(
        "番号,人,回,地域,種別,満足,負担,自由記述\n{rows}x,P9,第1回,北部,病院,1,1,相談\ny,P9,第1回,北部,病院,4,1,相談\n"
    );
    let (rules, stop_words) = (folder.join("rules.cod"), folder.join("stop.txt"));
    fs::write(&rules, "＊手帳\n手帳\n＊相談\n相談\n").unwrap();
    fs::write(&stop_words, "窓口\n").unwrap();
    AnalyzeArgs {
        by: vec!["地域".to_owned(), "種別".to_owned()],
        person: Some("人".to_owned()),
        wave: Some("回".to_owned()),
        scale: vec!["満足".to_owned(), "負担".to_owned()],
        word: ["相談", "送迎", "＊手帳"].map(str::to_owned).to_vec(),
        rules: Some(rules),
        stop_words: Some(stop_words),
        evidence: true,
        compounds: true,
        map: true,
        matrix: true,
        ..arguments(folder, csv.as_bytes(), "survey.csv")
    }
}
