//! Transcripts with times (WebVTT, SubRip) as the lines of a hearing sheet's statements: time, speaker, words.

use super::Prose;
use super::speakers::{Labels, Letters, labelled};

/// A line for each cue, `00:01:05／A／words`. Speakers are told apart by WebVTT's voice tags and by labels (`田中：`), and become
/// letters in the order in which they speak; a cue of several speakers is a line for each. What belongs to no cue (headers,
/// notes, styles) is left out.
pub(super) fn cued(text: &str) -> Prose {
    let cues = cues(text).into_iter().map(|(time, words)| (time, spoken(&words)));
    let cues: Vec<_> = cues.filter(|(_, (_, words))| !words.is_empty()).collect();
    let rows = cues.iter().flat_map(|(_, (_, words))| words.lines());
    let labels = Labels::of(rows, cues.len(), true);
    let mut letters = Letters::default();
    let mut lines = Vec::new();
    for (time, (voice, words)) in &cues {
        for (name, words) in turns(words, voice.as_deref(), &labels) {
            let letter = name.and_then(|name| letters.of(name)).map(String::from).unwrap_or_default();
            lines.push(format!("{time}／{letter}／{words}"));
        }
    }
    finished(&lines, &labels, letters)
}

/// A text in lines, which may begin with a speaker (`田中：words`, perhaps behind a time) or stand below one (`田中 0:05`): letters in
/// the place of names.
pub(super) fn plain(text: &str) -> Prose {
    let (text, names) = labelled(text);
    let rows = text.lines().map(|row| behind_time(row).1);
    let n_lines = text.lines().filter(|row| !row.trim().is_empty()).count();
    let labels = Labels::of(rows, n_lines, false).knowing(&names);
    let mut letters = Letters::default();
    let mut lines = Vec::new();
    for row in text.lines() {
        let (time, behind) = behind_time(row);
        lines.push(match labels.speaker(behind) {
            Some((name, words)) => match letters.of(name) {
                Some(letter) => format!("{time}{letter}：{words}"),
                None => format!("{time}{words}"),
            },
            None => row.to_owned(),
        });
    }
    finished(&lines, &labels, letters)
}

fn finished(lines: &[String], labels: &Labels, letters: Letters) -> Prose {
    let (speakers, has_more_speakers) = letters.finish();
    Prose { text: lines.join("\n"), speakers, has_more_speakers, unclear: labels.unclear() }
}

/// Who says what in a cue: rows without a label go on with what the row before said, or are those of the voice tag.
fn turns<'t>(words: &'t str, voice: Option<&'t str>, labels: &Labels) -> Vec<(Option<&'t str>, String)> {
    let mut turns: Vec<(Option<&str>, String)> = Vec::new();
    for row in words.lines().map(str::trim).filter(|row| !row.is_empty()) {
        if let Some((name, words)) = labels.speaker(row) {
            turns.push((Some(name), words.to_owned()));
        } else if let Some((_, said)) = turns.last_mut() {
            if !said.is_empty() {
                said.push(' ');
            }
            said.push_str(row);
        } else {
            turns.push((voice, row.to_owned()));
        }
    }
    turns.retain(|(_, said)| !said.is_empty());
    turns
}

/// A time ahead of a line (`00:01:05 `, `[00:01:05] `), and what follows.
fn behind_time(row: &str) -> (&str, &str) {
    let is_of_time = |c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, ':' | '：' | '.' | '[' | ']' | '(' | ')')
    };
    let behind = row.trim_start_matches(is_of_time);
    match row.strip_suffix(behind) {
        Some(time) if time.contains([':', '：']) => (time, behind),
        _ => ("", row),
    }
}

/// The cues: when they begin, and their rows. SubRip files have blank lines within cues: what follows is of the same cue.
fn cues(text: &str) -> Vec<(String, String)> {
    let mut cues: Vec<(String, String)> = Vec::new();
    let mut goes_on = false;
    for block in text.split("\n\n") {
        let mut rows = block.lines().skip_while(|row| !row.contains("-->"));
        if let Some(row) = rows.next() {
            let time = begins(row);
            goes_on = time.is_some();
            cues.extend(time.map(|time| (time, joined(rows))));
        } else if is_aside(block) {
            goes_on = false;
        } else if goes_on && let Some((_, words)) = cues.last_mut() {
            let more = joined(block.lines());
            if !words.is_empty() && !more.is_empty() {
                words.push('\n');
            }
            words.push_str(&more);
        }
    }
    cues
}

fn joined<'a>(rows: impl Iterator<Item = &'a str>) -> String {
    rows.map(str::trim).filter(|row| !row.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A note or style of WebVTT.
fn is_aside(block: &str) -> bool {
    matches!(block.split_whitespace().next(), Some("NOTE" | "STYLE" | "REGION"))
}

/// `HH:MM:SS` of a line `00:01:05.000 --> 00:01:08.000`; without hours in WebVTT, with a comma in SubRip, in some files with
/// the frame behind another colon.
fn begins(row: &str) -> Option<String> {
    let (begins, _) = row.split_once("-->")?;
    let begins = begins.trim().split(['.', ',']).next()?;
    let parts: Option<Vec<u32>> = begins.split(':').map(|part| part.parse().ok()).collect();
    match parts?.as_slice() {
        [minutes, seconds] => Some(format!("00:{minutes:02}:{seconds:02}")),
        [hours, minutes, seconds] | [hours, minutes, seconds, _] => {
            Some(format!("{hours:02}:{minutes:02}:{seconds:02}"))
        }
        _ => None,
    }
}

/// Who speaks (`<v name>`), and the words without markup.
fn spoken(text: &str) -> (Option<String>, String) {
    let (mut speaker, mut words, mut rest) = (None, String::new(), text);
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        let Some((tag, behind)) = after.split_once('>') else {
            // No tag: a sign that somebody wrote.
            words.push('<');
            rest = after;
            break;
        };
        if speaker.is_none()
            && let Some(name) =
                tag.strip_prefix("v ").or_else(|| tag.strip_prefix("v.").and_then(behind_class))
        {
            speaker = Some(name.trim().to_owned());
        }
        rest = behind;
    }
    words.push_str(rest);
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&");
    (speaker, words.trim().to_owned())
}

/// The name in `v.loud name`.
fn behind_class(tag: &str) -> Option<&str> {
    tag.split_once(' ').map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> String {
        cued(text).text
    }

    fn letters(prose: &Prose) -> Vec<(&str, char)> {
        prose.speakers.iter().map(|speaker| (speaker.name.as_str(), speaker.letter)).collect()
    }

    #[test]
    fn labels_ahead_of_words_are_letters_too() {
        let srt = "1\n00:00:01,000 --> 00:00:04,000\n架空 花子：駅から遠い。\nバスもない。\n\n2\n00:00:05,000 --> 00:00:07,000\n\
            仮野: はい。\n- 架空　花子：10:30の便だけです。\n\n3\n00:00:08,000 --> 00:00:09,000\n仮野：\nなるほど。\n";
        let read = cued(srt);
        assert_eq!(
            read.text,
            "00:00:01／A／駅から遠い。 バスもない。\n00:00:05／B／はい。\n00:00:05／A／10:30の便だけです。\n00:00:08／B／なるほど。"
        );
        assert_eq!(letters(&read), [("架空 花子", 'A'), ("仮野", 'B')]);
        let each_once =
            cued("00:01.000 --> 00:02.000\n架空：はい。\n\n00:03.000 --> 00:04.000\n仮野：ええ。\n");
        assert_eq!(each_once.text, "00:00:01／A／はい。\n00:00:03／B／ええ。");
    }

    #[test]
    fn a_label_that_stands_once_among_many_words_stays_and_is_named() {
        let cue = |words: &str| format!("00:01.000 --> 00:02.000\n{words}\n\n");
        let vtt: String = ["はい。", "持ち物：筆記用具だけ。", "ええ。", "そう。"].map(cue).concat();
        let read = cued(&vtt);
        assert!(read.text.contains("／／持ち物：筆記用具だけ。"), "{}", read.text);
        assert_eq!((read.unclear, read.speakers.len()), (vec!["持ち物".to_owned()], 0));
    }

    #[test]
    fn a_plain_transcript_loses_its_names_and_a_memo_keeps_its_headings() {
        let read = plain("[00:01:05] 架空：はい。\n\n仮野: 10:30です。\n架空：ええ。");
        assert_eq!(read.text, "[00:01:05] A：はい。\n\nB：10:30です。\nA：ええ。");
        assert_eq!(letters(&read), [("架空", 'A'), ("仮野", 'B')]);
        let meeting = "架空 花子   0:05\nはい。\n\n仮野 一郎   0:12\n10:30です。\n続きです。\n\n架空 花子   1:02:03\nええ。";
        let read = plain(meeting);
        assert_eq!(read.text, "0:05 A：\nはい。\n\n0:12 B：\n10:30です。\n続きです。\n\n1:02:03 A：\nええ。");
        let timetable = "開会 10:00\n休憩 10:30\n休憩 14:00\n閉会 15:00";
        assert_eq!(plain(timetable).text, timetable, "nobody speaks");
        let memo = "日時：4月1日\n訪問先：架空クリニック\n課題：駅から遠い。\n課題：バスもない。";
        let kept = plain(memo);
        assert_eq!((kept.text.as_str(), kept.speakers.len()), (memo, 0));
        assert_eq!(kept.unclear, ["訪問先"]);
    }

    #[test]
    fn cues_are_lines_and_speakers_letters() {
        let vtt = "WEBVTT\n\nNOTE 録音\n\n1\n00:05.000 --> 00:08.000 align:start\n<v 架空 花子>通院の<b>日</b>に</v>\n休みにくい。\n\n\
            00:01:09.000 --> 00:01:10.000\n<v.loud 架空 太郎>なるほど &amp; 3 < 5。\n\n00:01:11.000 --> 00:01:12.000\n<v 架空 花子>はい。\n";
        assert_eq!(
            lines(vtt),
            "00:00:05／A／通院の日に 休みにくい。\n00:01:09／B／なるほど & 3 < 5。\n00:01:11／A／はい。"
        );
        let srt = "1\n01:02:03,004 --> 01:02:05,000\n駅から遠い。\n\n2\n01:02:06,000 --> 01:02:07,000\n\n";
        assert_eq!(lines(srt), "01:02:03／／駅から遠い。");
        assert_eq!(lines("-->\nx"), "");
    }

    #[test]
    fn blank_lines_in_cues_and_frames_in_times_lose_no_words() {
        let srt = "1\n00:00:01,000 --> 00:00:04,000\n駅から遠い。\n\nバスもない。\n\n\n2\n00:00:05:12 --> 00:00:07:00\n\nはい。\n";
        assert_eq!(lines(srt), "00:00:01／／駅から遠い。 バスもない。\n00:00:05／／はい。");
        let vtt = "WEBVTT\n\n見出し\n\n00:01.000 --> 00:02.000\nはい。\n\nNOTE 内輪の\n話\n\nその続き\n\n00:x --> 00:09.000\n誤り\n\n誤りの続き";
        assert_eq!(lines(vtt), "00:00:01／／はい。");
    }

    #[test]
    fn many_speakers_and_endless_cues_take_no_longer_for_each_word() {
        let cue = |n: usize| format!("00:01.000 --> 00:02.000\n<v {n}>はい\n\n");
        let vtt: String = (0..100_000).map(cue).collect();
        let found = lines(&vtt);
        let found: Vec<&str> = found.lines().collect();
        assert_eq!(found.len(), 100_000);
        assert_eq!((found[25], found[26]), ("00:00:01／Z／はい", "00:00:01／／はい"));
        let srt = format!("1\n00:00:01,000 --> 00:00:04,000\n\n{}", "はい\n\n".repeat(300_000));
        assert_eq!(lines(&srt).matches("はい").count(), 300_000);
    }
}
