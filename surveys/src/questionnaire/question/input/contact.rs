//! Telephone numbers, addresses of mail and web, and colours.

use super::{folded, hyphenated};

/// A telephone number in half-width characters with plain hyphens.
pub fn telephone(typed: &str) -> String {
    hyphenated(typed)
}

/// Whether it could be dialled: 0 and 9 or 10 further digits in Japan, up to 15 with `+` (ITU-T E.164). A mobile number
/// whose zero a spreadsheet dropped has 10 digits, too.
pub fn is_telephone(text: &str) -> bool {
    let n_digits = text.chars().filter(char::is_ascii_digit).count();
    let is_abroad = text.starts_with('+');
    let range = if is_abroad { 8..=15 } else { 10..=11 };
    let begins_well = is_abroad || text.chars().find(char::is_ascii_digit) == Some('0');
    begins_well && range.contains(&n_digits) && text.chars().all(|c| c.is_ascii_digit() || "+-()".contains(c))
}

/// Whether mail could be sent there: one `@`, a domain with a dot, 254 characters at most (RFC 5321).
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let local_is_fine =
        !local.is_empty() && local.chars().all(|c| c.is_ascii_graphic() && !"<>()[],;:\\\"".contains(c));
    text.len() <= 254 && local_is_fine && is_domain(domain)
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    domain.contains('.') && domain.split('.').all(is_label)
}

/// A web address in half-width characters; one without a scheme gets `https://`.
pub fn url(typed: &str) -> String {
    let text = folded(typed);
    let with_scheme = format!("https://{text}");
    if !text.contains("://") && is_url(&with_scheme) { with_scheme } else { text }
}

/// Whether a browser could go there: `http` or `https`, a domain with a dot, 2,000 characters at most.
pub fn is_url(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (domain, port) = host.split_once(':').unwrap_or((host, "0"));
    let is_port = !port.is_empty() && port.chars().all(|c| c.is_ascii_digit());
    text.len() <= 2_000 && !text.contains(char::is_whitespace) && is_domain(domain) && is_port
}

/// A colour as `#rrggbb`; `#rgb` is taken, too.
pub fn color(typed: &str) -> Option<String> {
    let text = folded(typed).to_lowercase();
    let digits = text.strip_prefix('#').unwrap_or(&text);
    if !digits.chars().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    match digits.len() {
        6 => Some(format!("#{digits}")),
        3 => Some(format!("#{}", digits.chars().flat_map(|c| [c, c]).collect::<String>())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_and_mail_addresses_are_read_leniently() {
        assert_eq!(telephone("０４８ー１２３−４５６７"), "048-123-4567");
        assert!(
            is_telephone("048-123-4567") && is_telephone("09012345678") && is_telephone("+81-48-123-4567")
        );
        assert!(!is_telephone("9012345678"), "the zero was dropped");
        assert!(!is_telephone("123-4567") && !is_telephone("048-123-456a") && !is_telephone(""));
        assert_eq!(folded(" ａ＠example．jp "), "a@example.jp");
        assert!(is_email("a.b+c@example.co.jp"));
        for text in ["", "a", "a@", "@b.jp", "a@b", "a@b..jp", "a@b@c.jp", "あ@b.jp", "a b@c.jp", "a@-b.jp"]
        {
            assert!(!is_email(text), "{text}");
        }
    }

    #[test]
    fn web_addresses_get_their_scheme() {
        assert_eq!(url("ｗｗｗ．ｅｘａｍｐｌｅ．ｊｐ／ａ"), "https://www.example.jp/a");
        assert_eq!(url("http://example.jp"), "http://example.jp");
        assert_eq!(url("ありません"), "ありません");
        assert!(is_url("https://example.jp:8080/a?b#c") && is_url("https://例え.jp/"));
        for text in
            ["", "example.jp", "javascript:alert(1)", "https://", "https://a", "ftp://a.jp", "https://a.jp:x"]
        {
            assert!(!is_url(text), "{text}");
        }
    }

    #[test]
    fn colours_are_hexadecimal() {
        assert_eq!(color("＃Ａ１Ｂ２Ｃ３").as_deref(), Some("#a1b2c3"));
        assert_eq!(color("fff").as_deref(), Some("#ffffff"));
        assert_eq!((color("赤"), color("#12345"), color("")), (None, None, None));
    }
}
