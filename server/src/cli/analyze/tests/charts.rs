//! The pictures of the report: each a file of its own, and each says its numbers.

use super::*;

/// Ten in the north who speak of the notebook and are not content, ten in the south who say nothing and are.
fn answers() -> String {
    let north = |n: usize| format!("{n},北部,{},手帳がないため障害者枠に応募できない。\n", 1 + n % 2);
    let south = |n: usize| format!("{n},南部,5,特になし\n");
    let rows: String = (1..=10).map(north).chain((11..=20).map(south)).collect();
    format!("番号,地域,満足,自由記述\n{rows}")
}

#[test]
fn every_picture_is_drawn_and_says_its_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.cod");
    fs::write(&rules, "＊手帳\n手帳\n＊応募\n応募\n").unwrap();
    let args = AnalyzeArgs {
        scale: vec!["満足".to_owned()],
        word: vec!["手帳".to_owned()],
        rules: Some(rules),
        png: true,
        ..arguments(folder.path(), answers().as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let report = read(&args, "report.html");
    // By hand: of 20 ten have the code, all of them in the north: (10 − 5) ÷ √(5 · .5 · .5) = 4.47.
    for (name, id, numbers) in [
        ("words", "bars-words", "手帳: 10"),
        ("word-cloud", "word-cloud", "手帳: 10"),
        ("themes-1", "themes1", "C01 制度の谷間・手帳要件: 10"),
        ("codes", "bars-codes", "＊手帳: 10 (50.0%)"),
        ("codes-network", "rules-network", "＊手帳 – ＊応募"),
        (
            "heatmap-1",
            "heatmap1",
            "C01 制度の谷間・手帳要件: 北部 (n=10) 10▲▲ (100.0%) +4.47, 南部 (n=10) 0▽▽ (0.0%) -4.47",
        ),
        (
            "word-heatmap-1",
            "word-heatmap1",
            "手帳: 北部 (n=10) 10▲▲ (100.0%) +4.47, 南部 (n=10) 0▽▽ (0.0%) -4.47",
        ),
        (
            "likert-1",
            "likert1",
            "地域 北部 (n=10): 1 5 (50.0%), 2 5 (50.0%), 3 0 (0.0%), 4 0 (0.0%), 5 0 (0.0%)",
        ),
        ("strips-1", "strips1", "10: 1 (0%)"),
    ] {
        let svg = read(&args, &format!("{name}.svg"));
        assert!(svg.contains(numbers), "{name} does not say {numbers}: {svg}");
        assert!(!svg.contains("href="), "{name} leads into the report");
        assert!(report.contains(&format!("<title id=\"{id}-title\">")), "{name} is not in the report");
        assert!(fs::read(args.out.join(format!("{name}.png"))).unwrap().starts_with(b"\x89PNG"), "{name}");
    }
    for target in report.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(report.contains(&format!("id=\"{target}\"")), "nothing has the id {target}");
    }
}

/// The words of a picture, whose lines may end anywhere.
fn words_of(svg: &str) -> String {
    svg.split("<text")
        .skip(1)
        .filter_map(|part| Some(part.split_once("</text>")?.0.split_once('>')?.1))
        .collect()
}

#[test]
fn every_picture_carries_its_note_in_the_report_and_in_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.cod");
    fs::write(&rules, "＊手帳\n手帳\n＊応募\n応募\n").unwrap();
    let args = AnalyzeArgs {
        by: vec!["地域".to_owned(), "回".to_owned()],
        wave: Some("回".to_owned()),
        scale: vec!["満足".to_owned()],
        word: vec!["手帳".to_owned()],
        rules: Some(rules),
        map: true,
        ..arguments(folder.path(), answers_in_waves().as_bytes(), "survey.csv")
    };
    run(&args).unwrap();
    let report = read(&args, "report.html");
    let (mut notes, mut n_pictures) = (Vec::new(), 0);
    for picture in report.split("<div class=\"picture\">").skip(1) {
        let (_, after) = picture.split_once("</svg>").unwrap();
        let after = after.trim_start().strip_prefix("</div>").unwrap().trim_start();
        let note = after.strip_prefix("<p class=\"note\">").expect("a picture without its note");
        notes.push(note.split("</p>").next().unwrap().to_owned());
        n_pictures += 1;
    }
    let files: Vec<String> = fs::read_dir(&args.out)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    let svgs: Vec<&String> = files.iter().filter(|name| name.ends_with(".svg")).collect();
    assert_eq!(svgs.len(), n_pictures, "{svgs:?}");
    for name in &svgs {
        let words = words_of(&read(&args, name)).replace(' ', "");
        let is_inside = |note: &String| words.contains(&note.replace(' ', ""));
        assert!(notes.iter().any(is_inside), "{name} has no note of the report: {words}");
    }
    for (name, n) in [
        ("words.svg", "（n=20人、文章20件）"),
        ("word-cloud.svg", "（n=20人、文章20件）"),
        ("themes-1.svg", "n=20人、文章20件）"),
        ("heatmap-1.svg", "n=20人。"),
        ("attributes-1.svg", "n=20人。"),
        ("heatmap-1.svg", "マスの数は、人数、列の値の人の中での割合、"),
        ("attributes-1.svg", "マスの数は、人数、行の値の人の中での割合、"),
        ("clusters.svg", "名前の後ろのかっこの中は、人数です（+のある行では、名前の語の数）。"),
        ("trends.svg", "（人の数：前n=10、後n=10）"),
        ("correspondence-1.svg", "値2個の文章20件。"),
        ("correspondence-1.svg", "成分が1つしかないため、1本の軸に"),
        ("codes-network.svg", "全部で20"),
        ("network.svg", "20人"),
    ] {
        assert!(words_of(&read(&args, name)).replace(' ', "").contains(n), "{name} does not say {n}");
    }
}

/// What is drawn of a great many words, codes and texts can be read on a sheet of A4: letters of 14 units are 7 points there.
#[test]
fn large_pictures_fit_a_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.cod");
    let seasons = ["春", "夏", "秋", "冬", "東", "西", "南", "北"];
    let word = |n: usize| format!("{}{}園", seasons[n / 8], seasons[n % 8]);
    let codes: String = (0..60).map(|n| format!("＊コード{n}\n{}\n", word(n))).collect();
    fs::write(&rules, codes).unwrap();
    let words: String = (0..60).map(|n| word(n) + "\n").collect();
    fs::write(folder.path().join("words.txt"), words).unwrap();
    let row = |n: usize| {
        let said: Vec<String> = (0..6).map(|step| word((n * 7 + step * step * 5) % 60)).collect();
        format!("{n},地域{},{}\n", n % 12, said.join("と"))
    };
    let csv = format!("番号,地域,自由記述\n{}", (0..140).map(row).collect::<String>());
    let args = AnalyzeArgs {
        rules: Some(rules),
        force_words: Some(folder.path().join("words.txt")),
        word: vec![word(1)],
        map: true,
        options: Options { least: Some(1), edges: Some(200), ..Options::default() },
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    run(&args).unwrap();
    let mut drawn = Vec::new();
    for (name, bytes) in files(&args.out).into_iter().filter(|(name, _)| name.ends_with(".svg")) {
        let svg = String::from_utf8(bytes).unwrap();
        let (_, size) = svg.split_once("viewBox=\"0 0 ").unwrap();
        let size: Vec<f64> =
            size.split('"').next().unwrap().split(' ').map(|side| side.parse().unwrap()).collect();
        let scale = (180.0 / size[0]).min(267.0 / size[1]);
        let points = 14.0 * scale / 25.4 * 72.0;
        assert!(points >= 7.0, "{name} of {size:?} has letters of {points} points");
        drawn.push(name);
    }
    for wanted in
        ["network", "clusters", "map", "heatmap-", "document-clusters", "correspondence-1", "codes-network"]
    {
        assert!(drawn.iter().any(|name| name.starts_with(wanted)), "{wanted}: {drawn:?}");
    }
    let tree = words_of(&read(&args, "document-clusters.svg"));
    assert!(tree.contains("近いものを1行にまとめました") && tree.contains("/140)"), "{tree}");
    assert_eq!(lines(&args, "document_clusters.csv").len(), 139, "the table has all");
}

/// Half of them before and half after, and all say something.
fn answers_in_waves() -> String {
    let row = |n: usize| {
        let (region, text) = match n.div_ceil(2) % 2 {
            0 => ("北部", "手帳がないため障害者枠に応募できない。"),
            _ => ("南部", "窓口が遠くて相談に通えない。"),
        };
        format!("{n},{region},{},{},{text}\n", ["前", "後"][n % 2], 1 + n % 5)
    };
    format!("番号,地域,回,満足,自由記述\n{}", (1..=20).map(row).collect::<String>())
}

#[test]
fn nothing_to_draw_is_no_picture() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,地域,満足,自由記述\n1,北部,,特になし\n2,南部,,特になし\n";
    let args = AnalyzeArgs {
        scale: vec!["満足".to_owned()],
        word: vec!["手帳".to_owned()],
        stop_words: Some(folder.path().join("stop.txt")),
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    fs::write(folder.path().join("stop.txt"), "特に\nなし\nない\n").unwrap();
    run(&args).unwrap();
    for name in ["words", "word-cloud", "themes-1", "heatmap-1", "likert-1", "strips-1"] {
        assert!(!args.out.join(format!("{name}.svg")).exists(), "{name}");
    }
    let report = read(&args, "report.html");
    assert!(!report.contains("<div class=\"picture\"></div>") && !report.contains("0組、0件"), "{report}");
    for section in ["words", "neighbours", "kwic"] {
        let (_, section) = report.split_once(&format!("<section id=\"{section}\">")).unwrap();
        let (section, _) = section.split_once("</section>").unwrap();
        assert!(section.contains(&text(LANG, "analyze-words-empty", &[])), "{section}");
    }
}
