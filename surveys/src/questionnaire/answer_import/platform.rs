//! The services that answers come from: how their exports are told apart, and what else than answers is in them.
//!
//! Sources: Google Forms (a column `タイムスタンプ` or `Timestamp` first, a grid's rows as `title [row]`, several answers
//! with commas in the spreadsheet and semicolons in the CSV); Microsoft Forms (`ID`, `開始時刻`, `完了時刻`, …, several
//! answers with semicolons); LimeSurvey, manual "Export results" (headings as codes `Q1[SQ001]`, as texts, or both);
//! KoboToolbox, "Exporting and downloading your data" (`group/name`, several answers with spaces and as columns
//! `name/choice`, what the service adds begins with `_`).

use super::folded;
use serde::{Deserialize, Serialize};

/// Where a file comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// Google Forms.
    Google,
    /// Microsoft Forms.
    Microsoft,
    /// LimeSurvey.
    Limesurvey,
    /// KoboToolbox, and other exports of XLSForms.
    Kobo,
    /// Any other table.
    #[default]
    Other,
}

/// What a column holds that the service adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// The service's own number of the response.
    Id,
    /// When it was sent.
    Time,
    /// Says who answered: name, mail address, address on the net.
    Identifying,
    /// Anything else: when it was begun, the language, a score.
    Technical,
}

type Column = (Platform, &'static str, Added);

/// Columns that the services add, in the spelling of `folded`.
const ADDED: &[Column] = &[
    (Platform::Google, "タイムスタンプ", Added::Time),
    (Platform::Google, "timestamp", Added::Time),
    (Platform::Google, "スコア", Added::Technical),
    (Platform::Google, "合計点", Added::Technical),
    (Platform::Google, "score", Added::Technical),
    (Platform::Microsoft, "id", Added::Id),
    (Platform::Microsoft, "完了時刻", Added::Time),
    (Platform::Microsoft, "completiontime", Added::Time),
    (Platform::Microsoft, "開始時刻", Added::Technical),
    (Platform::Microsoft, "starttime", Added::Technical),
    (Platform::Microsoft, "最終変更時刻", Added::Technical),
    (Platform::Microsoft, "lastmodifiedtime", Added::Technical),
    (Platform::Microsoft, "言語", Added::Technical),
    (Platform::Microsoft, "language", Added::Technical),
    (Platform::Microsoft, "合計点数", Added::Technical),
    (Platform::Microsoft, "totalpoints", Added::Technical),
    (Platform::Limesurvey, "id", Added::Id),
    (Platform::Limesurvey, "responseid", Added::Id),
    (Platform::Limesurvey, "回答id", Added::Id),
    (Platform::Limesurvey, "submitdate", Added::Time),
    (Platform::Limesurvey, "datesubmitted", Added::Time),
    (Platform::Limesurvey, "送信日", Added::Time),
    (Platform::Limesurvey, "提出日", Added::Time),
    (Platform::Limesurvey, "lastpage", Added::Technical),
    (Platform::Limesurvey, "最終ページ", Added::Technical),
    (Platform::Limesurvey, "startlanguage", Added::Technical),
    (Platform::Limesurvey, "開始言語", Added::Technical),
    (Platform::Limesurvey, "seed", Added::Technical),
    (Platform::Limesurvey, "シード", Added::Technical),
    (Platform::Limesurvey, "startdate", Added::Technical),
    (Platform::Limesurvey, "datestarted", Added::Technical),
    (Platform::Limesurvey, "開始日", Added::Technical),
    (Platform::Limesurvey, "datestamp", Added::Technical),
    (Platform::Limesurvey, "datelastaction", Added::Technical),
    (Platform::Limesurvey, "refurl", Added::Technical),
    (Platform::Limesurvey, "referrerurl", Added::Technical),
    (Platform::Kobo, "_uuid", Added::Id),
    (Platform::Kobo, "_submission_time", Added::Time),
    (Platform::Kobo, "start", Added::Technical),
    (Platform::Kobo, "end", Added::Technical),
    (Platform::Kobo, "today", Added::Technical),
    (Platform::Kobo, "audit", Added::Technical),
    (Platform::Kobo, "deviceid", Added::Identifying),
    (Platform::Kobo, "subscriberid", Added::Identifying),
    (Platform::Kobo, "simserial", Added::Identifying),
];

/// Names of columns that say who somebody is, whatever the service.
const IDENTIFYING: &[&str] = &[
    "メール",
    "メールアドレス",
    "電子メール",
    "電子メールアドレス",
    "email",
    "e-mail",
    "mail",
    "emailaddress",
    "ユーザー名",
    "username",
    "_submitted_by",
    "氏名",
    "名前",
    "お名前",
    "ご氏名",
    "name",
    "yourname",
    "fullname",
    "ふりがな",
    "フリガナ",
    "電話",
    "電話番号",
    "phone",
    "phonenumber",
    "telephone",
    "tel",
    "住所",
    "ご住所",
    "address",
    "生年月日",
    "ip",
    "ipaddress",
    "ipaddr",
    "ipアドレス",
    "token",
    "トークン",
    "accesscode",
];

impl Platform {
    /// All, in the order of lists.
    pub const ALL: [Platform; 5] =
        [Platform::Google, Platform::Microsoft, Platform::Limesurvey, Platform::Kobo, Platform::Other];

    /// As stored, also the end of the Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            Platform::Google => "google",
            Platform::Microsoft => "microsoft",
            Platform::Limesurvey => "limesurvey",
            Platform::Kobo => "kobo",
            Platform::Other => "other",
        }
    }

    /// The platform with this code.
    pub fn from_code(code: &str) -> Option<Platform> {
        Platform::ALL.into_iter().find(|platform| platform.code() == code)
    }

    /// What stands between several answers in one cell.
    pub fn separates(self, c: char) -> bool {
        match self {
            Platform::Google => matches!(c, ',' | ';'),
            Platform::Microsoft => c == ';',
            Platform::Kobo => c.is_whitespace(),
            Platform::Limesurvey | Platform::Other => matches!(c, ',' | ';' | '、' | '|' | '\n'),
        }
    }

    /// Whether a cell says that nothing was asked or answered.
    pub fn is_blank(self, cell: &str) -> bool {
        let cell = cell.trim();
        // LimeSurvey writes N/A for what was not shown.
        cell.is_empty() || (self == Platform::Limesurvey && cell == "N/A")
    }

    /// What the service adds in a column of this name; None for a question.
    pub fn added(self, column: &str) -> Option<Added> {
        let name = last_part(&folded(column));
        let code = code(column).filter(|_| self == Platform::Limesurvey);
        let is_called = |known: &str| name == known || code.as_deref() == Some(known);
        let of = |(platform, known, added): &Column| {
            let is_of = self == Platform::Other || *platform == self;
            (is_of && is_called(known)).then_some(*added)
        };
        let known = ADDED.iter().find_map(of);
        let identifying = || IDENTIFYING.iter().any(|known| is_called(known)).then_some(Added::Identifying);
        // Everything else that KoboToolbox adds: `_status`, `__version__`, `meta/instanceID`, `formhub/uuid`.
        let is_kobo = self == Platform::Kobo && (name.starts_with('_') || is_kobo_group(column));
        known.or_else(identifying).or_else(|| is_kobo.then_some(Added::Technical))
    }
}

fn is_kobo_group(column: &str) -> bool {
    column.starts_with("meta/") || column.starts_with("formhub/")
}

/// The code in a heading of code and text, which LimeSurvey writes for all columns: `submitdate. Date submitted`. Folded.
fn code(column: &str) -> Option<String> {
    column.split_once(". ").map(|(code, _)| folded(code))
}

/// `group/name` without its groups.
fn last_part(name: &str) -> String {
    name.rsplit('/').next().unwrap_or(name).to_owned()
}

/// Where a file comes from, by the names of its columns.
pub fn detect(columns: &[String]) -> Platform {
    let names: Vec<String> = columns.iter().map(|column| folded(column)).collect();
    let has = |wanted: &[&str]| names.iter().any(|name| wanted.contains(&name.as_str()));
    if has(&["_uuid", "_submission_time", "__version__", "meta/instanceid"]) {
        return Platform::Kobo;
    }
    let is_code = |name: &String| name == "lastpage" || name == "startlanguage";
    let has_codes = columns.iter().filter_map(|column| code(column)).any(|code| is_code(&code));
    if has_codes || has(&["lastpage", "startlanguage", "最終ページ", "開始言語"]) {
        return Platform::Limesurvey;
    }
    let is_microsoft = has(&["開始時刻", "starttime"]) && has(&["完了時刻", "completiontime"]);
    let first = names.first().map(String::as_str);
    match (is_microsoft, first) {
        (true, _) => Platform::Microsoft,
        (_, Some("タイムスタンプ" | "timestamp")) => Platform::Google,
        _ => Platform::Other,
    }
}
