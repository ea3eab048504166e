//! An answer of the service, read as a person's browser reads it.

use reqwest::header::HeaderMap;
use scraper::{ElementRef, Html, Selector};

/// One answer: status, headers and body.
#[derive(Clone, Debug)]
pub struct Page {
    /// The path that was asked for.
    pub path: String,
    /// HTTP status.
    pub status: u16,
    /// Response headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub bytes: Vec<u8>,
    /// The body as text.
    pub body: String,
}

/// A form of a page with what it would send if nobody touched it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// Names and values in the order of the page, without buttons.
    pub fields: Vec<(String, String)>,
}

impl Page {
    /// The page itself when it has this status; otherwise the test fails and shows the page.
    #[track_caller]
    pub fn expect_status(self, status: u16) -> Page {
        assert!(self.status == status, "expected {status}, got {}", self.describe());
        self
    }

    /// One readable paragraph about this answer for a failure's message.
    pub fn describe(&self) -> String {
        let text: String = self.text().chars().take(600).collect();
        let location = self.location().map(|to| format!(" → {to}")).unwrap_or_default();
        format!("{} at {}{location}\n{text}", self.status, self.path)
    }

    /// A response header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Where a redirect points to.
    pub fn location(&self) -> Option<&str> {
        self.header("location")
    }

    /// The parsed body.
    pub fn html(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// The text of the page without markup, white space collapsed.
    pub fn text(&self) -> String {
        self.texts("body").join(" ")
    }

    /// The texts of all elements that a CSS selector finds.
    #[track_caller]
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.html().select(&parse(selector)).map(text_of).collect()
    }

    /// The text of the first element that a CSS selector finds.
    #[track_caller]
    pub fn first(&self, selector: &str) -> String {
        match self.texts(selector).into_iter().next() {
            Some(text) => text,
            None => panic!("no {selector} in {}", self.describe()),
        }
    }

    /// Is there an element for this CSS selector?
    #[track_caller]
    pub fn has(&self, selector: &str) -> bool {
        self.html().select(&parse(selector)).next().is_some()
    }

    /// The values of an attribute in all elements that a CSS selector finds.
    #[track_caller]
    pub fn attributes(&self, selector: &str, attribute: &str) -> Vec<String> {
        let html = self.html();
        html.select(&parse(selector)).filter_map(|found| found.attr(attribute)).map(str::to_owned).collect()
    }

    /// The target of the first link whose text contains `text`.
    #[track_caller]
    pub fn link(&self, text: &str) -> String {
        let html = self.html();
        let found = html.select(&parse("a[href]")).find(|link| text_of(*link).contains(text));
        match found.and_then(|link| link.attr("href")) {
            Some(target) => target.to_owned(),
            None => panic!("no link \"{text}\" in {}", self.describe()),
        }
    }

    /// The CSRF token of the page's first form that has one.
    pub fn csrf(&self) -> Option<String> {
        self.attributes("input[name=csrf]", "value").into_iter().next()
    }

    /// The first form for this CSS selector.
    #[track_caller]
    pub fn form(&self, selector: &str) -> Form {
        let html = self.html();
        let Some(form) = html.select(&parse(selector)).next() else {
            panic!("no form {selector} in {}", self.describe());
        };
        let action = form.attr("action").filter(|action| !action.is_empty()).unwrap_or(&self.path);
        let fields = form.select(&parse("input, select, textarea")).flat_map(values).collect();
        Form { action: action.to_owned(), fields }
    }
}

#[track_caller]
fn parse(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("{selector} is no CSS selector: {error}"))
}

fn text_of(element: ElementRef) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a field sends as it stands: HTML Standard, "constructing the entry list".
fn values(field: ElementRef) -> Vec<(String, String)> {
    let Some(name) = field.attr("name").filter(|name| !name.is_empty()) else { return Vec::new() };
    if field.attr("disabled").is_some() {
        return Vec::new();
    }
    let value = |element: ElementRef, missing: &str| element.attr("value").unwrap_or(missing).to_owned();
    let entry = |value: String| vec![(name.to_owned(), value)];
    match (field.value().name(), field.attr("type").unwrap_or("text")) {
        ("input", "checkbox" | "radio") => match field.attr("checked") {
            Some(_) => entry(value(field, "on")),
            None => Vec::new(),
        },
        ("input", "submit" | "button" | "reset" | "image" | "file") => Vec::new(),
        ("input", _) => entry(value(field, "")),
        ("textarea", _) => {
            let text: String = field.text().collect();
            entry(text.strip_prefix('\n').unwrap_or(&text).to_owned())
        }
        _ => {
            let options: Vec<ElementRef> = field.select(&parse("option")).collect();
            let chosen: Vec<ElementRef> =
                options.iter().copied().filter(|option| option.attr("selected").is_some()).collect();
            // A list without a chosen option sends its first one, unless it takes many.
            let sent = match chosen.is_empty() && field.attr("multiple").is_none() {
                true => options.first().copied().into_iter().collect(),
                false => chosen,
            };
            sent.into_iter().map(|option| (name.to_owned(), value(option, &text_of(option)))).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> Page {
        Page {
            path: "/here".into(),
            status: 200,
            headers: HeaderMap::new(),
            bytes: body.as_bytes().to_vec(),
            body: body.into(),
        }
    }

    #[test]
    fn a_form_sends_what_a_browser_would_send() {
        let form = page(
            "<form method=post><input type=hidden name=csrf value=abc><input name=a value=1>
             <input type=checkbox name=b value=x checked><input type=checkbox name=b value=y>
             <input type=radio name=c value=1><input name=d disabled value=no>
             <select name=e><option value=1>一<option value=2 selected>二</select>
             <select name=f><option>三<option>四</select><textarea name=g>\n長い\n文</textarea>
             <button name=h value=1>送信</button></form>",
        )
        .form("form");
        let expected = [("csrf", "abc"), ("a", "1"), ("b", "x"), ("e", "2"), ("f", "三"), ("g", "長い\n文")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(form, Form { action: "/here".into(), fields: expected.to_vec() });
    }

    #[test]
    fn texts_and_links_are_found_by_what_a_person_reads() {
        let page = page("<main><h1>調査の\n 一覧</h1><a href='/surveys/new'>新しい調査を作る</a></main>");
        assert_eq!(page.first("h1"), "調査の 一覧");
        assert_eq!(page.link("新しい調査"), "/surveys/new");
        assert!(!page.has(".error-summary"));
    }
}
