//! Limited markup: what a questionnaire's author may write into a page.

use ammonia::Builder;
use std::collections::{HashMap, HashSet};
use tera::{Kwargs, State, TeraResult, Value};

/// Elements that stay; everything else is dropped, its text kept (contents of script and style go too).
const TAGS: [&str; 11] = ["p", "br", "strong", "em", "ul", "ol", "li", "h2", "h3", "h4", "a"];

/// The same text with nothing but `TAGS`, and links to `https:` and `mailto:` only. The result may be inserted into
/// a page as it is.
pub fn sanitise(html: &str) -> String {
    Builder::empty()
        .tags(HashSet::from(TAGS))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]))
        .url_schemes(HashSet::from(["https", "mailto"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer"))
        .clean(html)
        .to_string()
}

/// The words of limited markup as lines of plain text, for places that know no markup.
pub fn as_text(html: &str) -> String {
    let mut lines = sanitise(html).replace("<li>", "・");
    for end in ["<br>", "</p>", "</li>", "</h2>", "</h3>", "</h4>"] {
        lines = lines.replace(end, "\n");
    }
    let plain = Builder::empty().clean(&lines).to_string();
    let plain = [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .iter()
        .fold(plain, |text, (entity, sign)| text.replace(entity, sign));
    plain.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// `text | keep_cr`: the text as HTML, escaped, in which carriage returns stay: a browser would read them as the line
/// feed behind them, and count other code points than the service.
pub fn keep_cr(text: &str, _: Kwargs, _: &State) -> TeraResult<Value> {
    let mut html = Vec::with_capacity(text.len());
    tera::escape_html(text, &mut html)?;
    let html = String::from_utf8(html).unwrap_or_default().replace('\r', "&#13;");
    Ok(Value::safe_string(&html))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_limited_markup() {
        let text = "<h2>目的</h2><p>一行目<br>二行目 <strong>大切</strong></p><ul><li>一</li></ul>";
        assert_eq!(sanitise(text), text);
        let link =
            sanitise(r#"<a href="https://example.jp/">案内</a> <a href="mailto:a@example.jp">宛先</a>"#);
        assert!(
            link.contains(r#"href="https://example.jp/""#) && link.contains(r#"href="mailto:a@example.jp""#)
        );
    }

    #[test]
    fn markup_becomes_lines() {
        let html = "<h2>目的</h2><p>一行目<br>二行目 <strong>A&amp;B</strong></p><ul><li>一</li><li>二</li></ul><script>x</script>";
        assert_eq!(as_text(html), "目的\n一行目\n二行目 A&B\n・一\n・二");
    }

    #[test]
    fn drops_everything_that_could_act() {
        let text = sanitise(
            r#"<p style="color:red" onclick="x()">文</p><script>alert(1)</script><img src=x onerror=y>
               <a href="javascript:alert(1)">a</a><a href="/logout">b</a><iframe src="https://e.jp"></iframe>"#,
        );
        for bad in ["style", "onclick", "script", "alert", "img", "onerror", "javascript", "logout", "iframe"]
        {
            assert!(!text.contains(bad), "{bad} is left in {text}");
        }
        assert!(text.contains("<p>文</p>"));
    }
}
