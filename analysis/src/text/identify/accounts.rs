//! Where somebody can be written to or read: accounts of services, and pages and sites on the web.

use std::sync::OnceLock;

use regex::Regex;

use super::letters::{is_katakana, letter_before, letter_behind};
use super::pattern;

/// LINE ID, with the account where it is told.
const LINE: &str = r"(?i:line|ライン)[\u{3000}・の]?(?i:id)(?:[\u{3000}：:はが]{0,3}[@＠]?[A-Za-z0-9][A-Za-z0-9._．＿-]{2,30})?";

/// A service and an account of it: what is between them, and the account.
const NAMED: &str = r"(?i:line|ライン|インスタグラム|インスタ|instagram|ツイッター|twitter|フェイスブック|facebook|tiktok|ティックトック|discord|ディスコード|skype|スカイプ|カカオトーク|カカオ|mixi|ミクシィ|threads|スレッズ|bluesky|youtube|note|mastodon|アカウント|ユーザー名)((?:[\u{3000}・の]?(?i:id|アカウント名?|ユーザー名))?[\u{3000}：:・はがのを（＝→「]{1,3})([@＠]?[A-Za-z0-9_＿][A-Za-z0-9._．＿-]{1,29}[A-Za-z0-9_＿])";

/// An account by itself.
const HANDLE: &str = r"[@＠][A-Za-z0-9_＿][A-Za-z0-9._＿-]{1,29}[A-Za-z0-9_＿]";

/// Signs of addresses, which normal width makes wide beside other signs.
const PAGE: &str = r"(?x)
    (?: (?i:https?) [:：] [/／]{2} | (?i:www)\. | (?: [A-Za-z0-9-]+ \. ){1,4} (?:jp|com|net|org|info|me) [/／] )
    [A-Za-z0-9._．〜/／%％?？=＝&＆:：@＠+＋!！＃\#＿－-]+";

/// A site without the sign of a page: example.jp.
const SITE: &str = r"[A-Za-z0-9-]{2,40}(?:\.[A-Za-z0-9-]{2,40}){0,3}\.(?:jp|com|net|org|info)";

/// Ways to meet and to write, which stand where accounts do.
const WAYS: &[&str] = &[
    "zoom",
    "teams",
    "meet",
    "online",
    "home",
    "line",
    "skype",
    "mail",
    "email",
    "sms",
    "fax",
    "web",
    "http",
    "https",
    "twitter",
    "instagram",
    "facebook",
    "youtube",
    "messenger",
    "google",
    "yahoo",
    "amazon",
    "indeed",
];

/// The accounts and pages in a text in normal width, as they stand there.
pub(super) fn accounts(text: &str) -> Vec<String> {
    static LINES: OnceLock<Option<Regex>> = OnceLock::new();
    static NAMES: OnceLock<Option<Regex>> = OnceLock::new();
    static HANDLES: OnceLock<Option<Regex>> = OnceLock::new();
    static PAGES: OnceLock<Option<Regex>> = OnceLock::new();
    static SITES: OnceLock<Option<Regex>> = OnceLock::new();
    let mut found: Vec<String> = Vec::new();
    let pages = pattern(&PAGES, PAGE).into_iter().flat_map(|pattern| pattern.find_iter(text));
    found.extend(pages.map(|page| page.as_str().trim_end_matches(['．', '：', '？', '！', '.']).to_owned()));
    let sites = pattern(&SITES, SITE).into_iter().flat_map(|pattern| pattern.find_iter(text));
    found.extend(sites.filter(|site| is_own_site(text, site)).map(|site| site.as_str().to_owned()));
    let lines = pattern(&LINES, LINE).into_iter().flat_map(|pattern| pattern.find_iter(text));
    let lines = lines.filter(|own| begins(text, own));
    found.extend(lines.map(|own| own.as_str().to_owned()));
    for parts in pattern(&NAMES, NAMED).into_iter().flat_map(|pattern| pattern.captures_iter(text)) {
        if let (Some(whole), Some(between), Some(account)) = (parts.get(0), parts.get(1), parts.get(2))
            && begins(text, &whole)
            && is_account(between.as_str(), account.as_str())
        {
            found.push(account.as_str().to_owned());
        }
    }
    for handle in pattern(&HANDLES, HANDLE).into_iter().flat_map(|pattern| pattern.find_iter(text)) {
        let goes_on = |c: char| c.is_ascii_alphanumeric() || ".．_＿-".contains(c);
        let is_mail = letter_before(text, handle.start()).is_some_and(goes_on);
        if !is_mail && has_letters(handle.as_str()) && !is_way(handle.as_str()) {
            found.push(handle.as_str().to_owned());
        }
    }
    found
}

/// Whether a site is no part of a longer word or a mail address, and not that of a service for all.
fn is_own_site(text: &str, site: &regex::Match<'_>) -> bool {
    let goes_on = |c: char| c.is_ascii_alphanumeric() || "@＠.．_＿-/／".contains(c);
    let touches = letter_before(text, site.start()).is_some_and(goes_on)
        || letter_behind(text, site.end()).is_some_and(|c| c.is_ascii_alphanumeric() || c == '-');
    let own = site.as_str().strip_prefix("www.").unwrap_or(site.as_str());
    !touches && !own.split('.').next().is_some_and(is_way)
}

/// Whether the name of a service begins where it was found: not オン|ライン.
fn begins(text: &str, found: &regex::Match<'_>) -> bool {
    let first = letter_behind(text, found.start());
    !letter_before(text, found.start()).zip(first).is_some_and(|(before, first)| {
        is_katakana(before) && is_katakana(first) || before.is_ascii_alphanumeric() && first.is_ascii()
    })
}

/// Whether what stands behind a service is an account: LINEはZoomより is none, LINE：takahashi is one.
fn is_account(between: &str, account: &str) -> bool {
    let is_told = between.contains(['：', ':', '＝', '→', '（', '「'])
        || between.to_ascii_lowercase().contains("id")
        || between.contains("アカウント")
        || between.contains("ユーザー名");
    let is_made = account.contains(|c: char| c.is_ascii_digit() || "@＠_＿.".contains(c));
    has_letters(account) && !is_way(account) && (is_told || is_made)
}

fn has_letters(account: &str) -> bool {
    account.contains(|c: char| c.is_ascii_alphabetic())
}

fn is_way(account: &str) -> bool {
    WAYS.contains(&account.trim_start_matches(['@', '＠']).to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::normalize;

    fn found(text: &str) -> Vec<String> {
        let normal = normalize(text).text;
        accounts(&normal)
    }

    #[test]
    fn accounts_and_pages_are_found() {
        for (text, account) in [
            ("LINE：takahashi88に", "takahashi88"),
            ("LINE:taka88に", "taka88"),
            ("LINE：takahashiに", "takahashi"),
            ("ラインは@taka88です", "＠taka88"),
            ("インスタの hanako_1985 を見た", "hanako_1985"),
            ("インスタID hanako", "hanako"),
            ("X（@taro_yama）で", "＠taro_yama"),
            ("Twitterの@hanako88です", "＠hanako88"),
            ("https://example.jp/~taro を見た", "https：／／example.jp／〜taro"),
            ("example.jp/taro", "example.jp/taro"),
            ("noteのnanbyo_lifeを読んだ", "nanbyo_life"),
            ("nanbyo-example.jpを見た", "nanbyo-example.jp"),
            ("LINE ID: tanaka_52 まで", "LINE　ID：　tanaka_52"),
            ("ＬＩＮＥのＩＤを伝えた", "LINEのID"),
        ] {
            assert!(found(text).contains(&account.to_owned()), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn ways_to_meet_are_no_accounts() {
        for text in [
            "LINEで相談した。LINEはZoomより楽。オンラインは2024年から。オンラインのID",
            "時給@1,200円、1200 @1.5、10時＠Zoom、LINE（Zoomも可）、FacebookのMessenger",
            "LINEは2020年から使う。ラインの仕事。",
            "google.comで調べた。notebookを使う。report.docxとver.2.0",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
