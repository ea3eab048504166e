//! What people should know before they answer: who asks, how long it takes, what becomes of the answers.

use surveys::questionnaire::definition::Kind;

use super::{AboutLine, Met};
use crate::view::frame::Frame;
use crate::view::time;

/// What the keys of words end with that are others for a sign-up (お申し込み) or a request (ご相談) than for the answers of a survey.
pub fn kind_of_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Survey => "",
        Kind::Signup => "-signup",
        Kind::Consultation => "-consultation",
    }
}

/// How what was sent is taken back where no day ends that.
pub fn withdraw_how(frame: &Frame, met: &Met) -> String {
    let usual = "fill-withdraw-how";
    frame.text(&format!("{usual}{}", kind_of_words(met.definition.kind)))
}

impl Met {
    /// What respondents should know before they answer. Purpose, publication and ethics are the survey's: of sign-ups and
    /// requests, which are no data, they would not be true.
    pub fn about(&self, frame: &Frame) -> Vec<AboutLine> {
        let survey = &self.survey;
        let deadline = self.last_withdrawal().map(|date| time::date(date, frame.lang));
        let withdrawal = match deadline {
            Some(date) => frame.text_with("fill-withdraw-until", &[("date", date)]),
            None => withdraw_how(frame, self),
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
        let (of_withdrawal, of_version) = match self.definition.kind {
            Kind::Survey => ("withdrawal", "version"),
            Kind::Signup => ("withdrawal-signup", "version-signup"),
            Kind::Consultation => ("withdrawal-consultation", "version-consultation"),
        };
        [
            ("host", survey.host.clone()),
            ("minutes", minutes.unwrap_or_default()),
            ("purpose", of_data(survey.purpose.clone())),
            ("publication", of_data(frame.text("fill-publication-text"))),
            (of_withdrawal, withdrawal),
            ("ethics", of_data(survey.ethics_number.clone())),
            ("contact", survey.contact.clone()),
            (of_version, version),
        ]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(key, text)| AboutLine { key, text })
        .collect()
    }
}
