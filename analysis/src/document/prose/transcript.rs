//! Transcripts with times (WebVTT, SubRip) as the lines of a hearing sheet's statements: time, speaker, words.

/// The most speakers that get a letter; the others have none.
const LETTERS: usize = 26;

/// A line for each cue, `00:01:05／A／words`. Speakers are told apart by WebVTT's voice tags and become letters in the
/// order in which they speak. What belongs to no cue (headers, notes, styles) is left out.
pub fn lines(text: &str) -> String {
    let mut speakers: Vec<String> = Vec::new();
    let mut lines = Vec::new();
    for (time, words) in cues(text) {
        let (speaker, words) = spoken(&words);
        if words.is_empty() {
            continue;
        }
        let letter =
            speaker.and_then(|name| letter(&mut speakers, name)).map(String::from).unwrap_or_default();
        lines.push(format!("{time}／{letter}／{words}"));
    }
    lines.join("\n")
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
                words.push(' ');
            }
            words.push_str(&more);
        }
    }
    cues
}

fn joined<'a>(rows: impl Iterator<Item = &'a str>) -> String {
    rows.map(str::trim).filter(|row| !row.is_empty()).collect::<Vec<_>>().join(" ")
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

fn letter(speakers: &mut Vec<String>, name: String) -> Option<char> {
    let known = speakers.iter().position(|known| *known == name);
    let place = known.unwrap_or(speakers.len());
    // Whoever gets no letter is not looked for again: a file can name a speaker with every word.
    if known.is_none() && place < LETTERS {
        speakers.push(name);
    }
    ('A'..='Z').take(LETTERS).nth(place)
}

#[cfg(test)]
mod tests {
    use super::*;

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
