//! What people should know before they answer: who asks, how long it takes, what becomes of the answers.

use surveys::questionnaire::definition::Kind;

use super::{AboutLine, Met};
use crate::view::frame::Frame;
use crate::view::time;

impl Met {
    /// What respondents should know before they answer. Purpose, publication and ethics are the survey's: of sign-ups and
    /// requests, which are no data, they would not be true.
    pub fn about(&self, frame: &Frame) -> Vec<AboutLine> {
        let survey = &self.survey;
        let deadline = self.last_withdrawal().map(|date| time::date(date, frame.lang));
        let withdrawal = match deadline {
            Some(date) => frame.text_with("fill-withdraw-until", &[("date", date)]),
            None => frame.text("fill-withdraw-how"),
        };
        let minutes = self
            .definition
            .minutes
            .map(|minutes| frame.text_with("fill-minutes", &[("n", minutes.to_string())]));
        let of_data = |text: String| if self.definition.kind == Kind::Survey { text } else { String::new() };
        let version = frame.text_with(
            "fill-version",
            &[
                ("number", self.version.number.to_string()),
                ("date", time::date(time::tokyo(self.version.published_at).date_naive(), frame.lang)),
            ],
        );
        [
            ("host", survey.host.clone()),
            ("minutes", minutes.unwrap_or_default()),
            ("purpose", of_data(survey.purpose.clone())),
            ("publication", of_data(frame.text("fill-publication-text"))),
            ("withdrawal", withdrawal),
            ("ethics", of_data(survey.ethics_number.clone())),
            ("contact", survey.contact.clone()),
            ("version", version),
        ]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(key, text)| AboutLine { key, text })
        .collect()
    }
}
