//! Text in the encodings that Japanese files have: which one it is, and the way there and back.
//!
//! CP932 is what Windows writes as Shift_JIS; both names mean the Web's Shift_JIS here (encoding.spec.whatwg.org).

use encoding_rs::{
    DecoderResult, EUC_JP, EncoderResult, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
};

/// How characters are written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEncoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, the lower byte first.
    Utf16Le,
    /// UTF-16, the upper byte first.
    Utf16Be,
    /// Shift_JIS as Windows has it.
    Cp932,
    /// EUC-JP.
    EucJp,
    /// ISO-2022-JP, which mail programs write as "JIS".
    Iso2022Jp,
}

/// What an encoding may be called on the command line, in lower case.
const NAMES: [(&str, TextEncoding); 11] = [
    ("utf-8", TextEncoding::Utf8),
    ("utf8", TextEncoding::Utf8),
    ("utf-16le", TextEncoding::Utf16Le),
    ("utf-16be", TextEncoding::Utf16Be),
    ("cp932", TextEncoding::Cp932),
    ("shift_jis", TextEncoding::Cp932),
    ("sjis", TextEncoding::Cp932),
    ("euc-jp", TextEncoding::EucJp),
    ("eucjp", TextEncoding::EucJp),
    ("iso-2022-jp", TextEncoding::Iso2022Jp),
    ("jis", TextEncoding::Iso2022Jp),
];

/// What comes before the first Japanese character in ISO-2022-JP (RFC 1468): escape and a dollar sign.
const TO_JAPANESE: &[u8] = b"\x1B$";

impl TextEncoding {
    /// The encoding with this name, in any case.
    pub fn named(name: &str) -> Option<TextEncoding> {
        let name = name.trim().to_lowercase();
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, encoding)| *encoding)
    }

    /// The name that [`TextEncoding::named`] knows.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, encoding)| *encoding == self).map_or("utf-8", |(name, _)| name)
    }

    fn codec(self) -> &'static Encoding {
        match self {
            TextEncoding::Utf8 => UTF_8,
            TextEncoding::Utf16Le => UTF_16LE,
            TextEncoding::Utf16Be => UTF_16BE,
            TextEncoding::Cp932 => SHIFT_JIS,
            TextEncoding::EucJp => EUC_JP,
            TextEncoding::Iso2022Jp => ISO_2022_JP,
        }
    }
}

/// A text with what is needed to write the same bytes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodedText {
    /// The text, without a byte order mark.
    pub text: String,
    /// How it was written.
    pub encoding: TextEncoding,
    /// Whether a byte order mark stood before it.
    pub has_byte_order_mark: bool,
    /// Whether nobody has to say which encoding it is: false where the same bytes are text in CP932 and in EUC-JP,
    /// and neither reads like Japanese. The text is then that of CP932.
    pub is_certain: bool,
}

impl DecodedText {
    /// A text that comes from no file, as it is written in UTF-8.
    pub fn of(text: &str) -> DecodedText {
        let bare = text.strip_prefix('\u{FEFF}');
        DecodedText {
            text: bare.unwrap_or(text).to_owned(),
            encoding: TextEncoding::Utf8,
            has_byte_order_mark: bare.is_some(),
            is_certain: true,
        }
    }
}

/// The text in `bytes`: by its byte order mark, else in the wanted encoding, else as UTF-16 (where many of every two bytes have a
/// zero at the same place), ISO-2022-JP, UTF-8, EUC-JP or CP932.
///
/// # Errors
/// The line, from 1, of the first byte that is no text in the encoding, or in any of them.
pub fn decode(bytes: &[u8], wanted: Option<TextEncoding>) -> Result<DecodedText, usize> {
    if let Some((codec, length)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(length..).unwrap_or_default();
        let encoding = [TextEncoding::Utf8, TextEncoding::Utf16Le, TextEncoding::Utf16Be];
        let encoding = encoding.into_iter().find(|encoding| encoding.codec() == codec);
        let text = decode_as(codec, rest).map_err(|place| line_of(rest, place))?;
        let encoding = encoding.unwrap_or(TextEncoding::Utf8);
        return Ok(DecodedText { text, encoding, has_byte_order_mark: true, is_certain: true });
    }
    let decoded = |text: String, encoding: TextEncoding, is_certain: bool| DecodedText {
        text,
        encoding,
        has_byte_order_mark: false,
        is_certain,
    };
    if let Some(encoding) = wanted {
        let text = decode_as(encoding.codec(), bytes).map_err(|place| line_of(bytes, place))?;
        return Ok(decoded(text, encoding, true));
    }
    if let Some((encoding, text)) = unmarked_utf16(bytes) {
        return Ok(decoded(text, encoding, true));
    }
    // It has no byte above ASCII: as UTF-8 it would be taken for text, and nobody could read it.
    if bytes.is_ascii()
        && bytes.windows(TO_JAPANESE.len()).any(|pair| pair == TO_JAPANESE)
        && let Ok(text) = decode_as(ISO_2022_JP, bytes)
    {
        return Ok(decoded(text, TextEncoding::Iso2022Jp, true));
    }
    let not_utf8 = match decode_as(UTF_8, bytes) {
        Ok(text) => return Ok(decoded(text, TextEncoding::Utf8, true)),
        Err(place) => place,
    };
    match (decode_as(EUC_JP, bytes), decode_as(SHIFT_JIS, bytes)) {
        (Ok(euc), Err(_)) => Ok(decoded(euc, TextEncoding::EucJp, true)),
        (Err(_), Ok(cp932)) => Ok(decoded(cp932, TextEncoding::Cp932, true)),
        (Ok(euc), Ok(cp932)) if reads_like_japanese(&euc) || is_half_width(&cp932) => {
            Ok(decoded(euc, TextEncoding::EucJp, true))
        }
        (Ok(_), Ok(cp932)) => Ok(decoded(cp932, TextEncoding::Cp932, false)),
        // The encoding that gets further is the one that was meant.
        (Err(euc), Err(cp932)) => Err(line_of(bytes, not_utf8.max(cp932).max(euc))),
    }
}

/// Of every so many characters at least one is ASCII in UTF-16 without a byte order mark, be they ever so Japanese: commas and ends
/// of lines are.
const UTF16_CHARACTERS_WITH_ASCII: usize = 200;

/// Which UTF-16 it is without a byte order mark, if it is any, and its text. Every ASCII character has a zero byte, the second of
/// two or the first; a zero that strays into other text makes no UTF-16 of it.
fn unmarked_utf16(bytes: &[u8]) -> Option<(TextEncoding, String)> {
    let zeros = |first: usize| bytes.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let (encoding, n_zeros) = match second >= first {
        true => (TextEncoding::Utf16Le, second),
        false => (TextEncoding::Utf16Be, first),
    };
    let n_characters = bytes.len() / 2;
    let is_half_zeros = n_zeros > 0 && n_zeros * 4 >= n_characters;
    let is_likely = || {
        let is_whole = bytes.len().is_multiple_of(2) && std::str::from_utf8(bytes).is_err();
        is_whole && n_zeros > 1 && n_zeros * UTF16_CHARACTERS_WITH_ASCII >= n_characters
    };
    let text = (is_half_zeros || is_likely()).then(|| decode_as(encoding.codec(), bytes).ok()).flatten()?;
    // Letters of one byte with zeros among them read as two, too: as signs that nobody writes.
    let is_stray = text.contains(|c: char| matches!(c, '\0' | '\u{80}'..='\u{9F}'))
        || std::str::from_utf8(bytes).is_ok() && !text.is_ascii() && !reads_like_japanese(&text);
    (!is_stray).then_some((encoding, text))
}

/// Whether a tenth of the characters beyond ASCII are kana or Japanese stops. CP932 read as EUC-JP has hardly any; EUC-JP
/// read as CP932 is half-width katakana throughout.
fn reads_like_japanese(text: &str) -> bool {
    let is_kana = |c: char| matches!(c, '\u{3001}' | '\u{3002}' | '\u{3041}'..='\u{30FF}');
    let n_wide = text.chars().filter(|c| !c.is_ascii()).count();
    text.chars().filter(|&c| is_kana(c)).count() * 10 >= n_wide.max(1)
}

/// Whether a text is made of half-width katakana, and long: nobody writes so, but EUC-JP read as CP932 looks like it.
fn is_half_width(text: &str) -> bool {
    let n_wide = text.chars().filter(|c| !c.is_ascii()).count();
    let n_half = text.chars().filter(|c| matches!(c, '\u{FF61}'..='\u{FF9F}')).count();
    n_half >= 20 && n_half * 2 >= n_wide
}

/// The text as bytes.
///
/// # Errors
/// The first character that the encoding does not have.
pub fn encode(text: &str, encoding: TextEncoding, has_byte_order_mark: bool) -> Result<Vec<u8>, char> {
    let marked = if has_byte_order_mark { format!("\u{FEFF}{text}") } else { text.to_owned() };
    match encoding {
        TextEncoding::Utf8 => Ok(marked.into_bytes()),
        TextEncoding::Utf16Le => Ok(marked.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        TextEncoding::Utf16Be => Ok(marked.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        TextEncoding::Cp932 | TextEncoding::EucJp | TextEncoding::Iso2022Jp => {
            let mut encoder = encoding.codec().new_encoder();
            let room = encoder.max_buffer_length_from_utf8_without_replacement(text.len());
            let mut bytes = Vec::with_capacity(room.unwrap_or(text.len() * 3));
            match encoder.encode_from_utf8_to_vec_without_replacement(text, &mut bytes, true) {
                (EncoderResult::Unmappable(c), _) => Err(c),
                _ => Ok(bytes),
            }
        }
    }
}

/// Decodes all bytes, or returns how many were good.
fn decode_as(codec: &'static Encoding, bytes: &[u8]) -> Result<String, usize> {
    let mut decoder = codec.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len() * 3);
    let mut text = String::with_capacity(room);
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(text),
        (_, n_read) => Err(n_read.saturating_sub(1)),
    }
}

fn line_of(bytes: &[u8], place: usize) -> usize {
    bytes.iter().take(place).filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "難病の相談。\n窓口がない、と思う。\n";

    #[test]
    fn the_encoding_is_found_out() {
        for encoding in [
            TextEncoding::Utf8,
            TextEncoding::Cp932,
            TextEncoding::EucJp,
            TextEncoding::Iso2022Jp,
            TextEncoding::Utf16Le,
        ] {
            let bytes = encode(TEXT, encoding, encoding == TextEncoding::Utf16Le).unwrap();
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (TEXT, encoding));
            assert!(decoded.is_certain);
        }
    }

    #[test]
    fn seven_bits_with_escapes_are_japanese_and_without_are_ascii() {
        let decoded = decode(b"a\r\n\x1B$B$\"\x1B(B\r\nb", None).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), ("a\r\nあ\r\nb", TextEncoding::Iso2022Jp));
        assert_eq!(decode(b"\x1B[1m $5", None).unwrap().encoding, TextEncoding::Utf8);
        assert_eq!(decode(b"\x1B$ 5", None).unwrap().encoding, TextEncoding::Utf8, "no such escape");
    }

    #[test]
    fn a_zero_that_strays_makes_no_utf16() {
        let stray = format!("{}\0{TEXT}", TEXT.repeat(3));
        let decoded = decode(stray.as_bytes(), None).unwrap();
        assert_eq!((decoded.text, decoded.encoding), (stray, TextEncoding::Utf8));
        for encoding in [TextEncoding::Utf16Le, TextEncoding::Utf16Be] {
            for text in ["a,b\n1,2\n", TEXT, &format!("{}\n{}\n", "難病の".repeat(50), "相談が".repeat(50))]
            {
                let bytes = encode(text, encoding, false).unwrap();
                assert_eq!(decode(&bytes, None).map(|found| found.encoding), Ok(encoding), "{text}");
            }
        }
    }

    #[test]
    fn a_short_list_with_zeros_is_no_utf16() {
        for list in ["a\0b\n", "a\0bc\n", "a\0b", "電\0話\n", "a\0\n相談\n"] {
            assert_eq!(decode(list.as_bytes(), None).map(|found| found.text), Ok(list.to_owned()));
        }
        // 相, zero, 談 in CP932.
        let cp932 = decode(b"\x91\x8A\0\x92\x6B\n", None).unwrap();
        assert_eq!((cp932.text.as_str(), cp932.encoding), ("相\0談\n", TextEncoding::Cp932));
        for text in ["a\nb\n", "あ\nい\n", "相談\n電話\n", "é\n"] {
            for encoding in [TextEncoding::Utf16Le, TextEncoding::Utf16Be] {
                let bytes = encode(text, encoding, true).unwrap();
                assert_eq!(decode(&bytes, None).map(|found| found.text), Ok(text.to_owned()));
            }
        }
        let bare = encode("a\nあ\n相談\n", TextEncoding::Utf16Le, false).unwrap();
        assert_eq!(decode(&bare, None).unwrap().encoding, TextEncoding::Utf16Le);
    }

    #[test]
    fn what_cannot_be_told_is_asked_for() {
        // ｱｲ in CP932, one kanji in EUC-JP.
        let decoded = decode(b"\xB1\xB2", None).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.is_certain), ("ｱｲ", false));
        let told = decode(b"\xB1\xB2", Some(TextEncoding::EucJp)).unwrap();
        assert_eq!((told.encoding, told.is_certain), (TextEncoding::EucJp, true));
        assert_eq!(TextEncoding::named("Shift_JIS"), Some(TextEncoding::Cp932));
        assert_eq!(TextEncoding::named("latin1"), None);
    }

    #[test]
    fn bytes_that_are_no_text_are_named_by_their_line() {
        assert_eq!(decode(b"a\nb\n\xFF\xFF\n", None), Err(3));
        assert_eq!(decode("a\n難".as_bytes(), Some(TextEncoding::EucJp)), Err(2));
    }

    #[test]
    fn a_character_that_the_encoding_lacks_is_named() {
        assert_eq!(encode("𠮷野家", TextEncoding::Cp932, false), Err('𠮷'));
    }

    proptest! {
        #[test]
        fn what_was_decoded_is_written_the_same(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Ok(decoded) = decode(&bytes, None)
                && matches!(decoded.encoding, TextEncoding::Utf8 | TextEncoding::Utf16Le | TextEncoding::Utf16Be)
            {
                let again = encode(&decoded.text, decoded.encoding, decoded.has_byte_order_mark);
                prop_assert_eq!(again, Ok(bytes));
            }
        }
    }
}
