//! Codes on free answers, as people put them.

use server::dataset::coded::CodedTexts;
use server::i18n::Lang;
use surveys::entity::coding;
use surveys::hearing::span::Span;
use surveys::id::{CodeId, ResponseId, SurveyId, UserId};
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::codings::NewCoding;
use surveys::store::segments::{Origin, TextPart};

use crate::app::TestApp;
use crate::free_answers;

/// Somebody's answer to the question `hard`, as a text.
pub fn text_of(response: ResponseId) -> TextPart {
    TextPart { origin: Origin::Response(response), part: "hard".to_owned() }
}

/// Puts a code on these characters of somebody's answer to the question `hard`, whose words are given.
pub async fn code_answer(
    app: &TestApp,
    survey: SurveyId,
    response: ResponseId,
    (words, span): (&str, Span),
    code: CodeId,
    by: UserId,
) -> coding::Model {
    let text = text_of(response);
    put(app, survey, (&text, words), span, code, by).await
}

/// Puts the code with this symbol on the beginning of all that people wrote, of those whom `has` names by their places.
pub async fn code_people(app: &TestApp, survey: SurveyId, symbol: &str, has: impl Fn(usize) -> bool) {
    let found = CodedTexts::load(app.service(), survey, Purpose::Internal, Lang::Ja).await;
    let found = found.expect("texts can be read");
    let code = free_answers::code(app, survey, symbol).await.id;
    let given = found.texts.iter().enumerate().filter(|(n, _)| has(*n));
    for part in given.flat_map(|(_, text)| &text.parts) {
        let span = Span { start: 0, end: 2 };
        put(app, survey, (&part.text, part.body.as_str()), span, code, UserId(1)).await;
    }
}

async fn put(
    app: &TestApp,
    survey: SurveyId,
    (text, body): (&TextPart, &str),
    span: Span,
    code: CodeId,
    by: UserId,
) -> coding::Model {
    let new = NewCoding { survey, text, body, span, code, was_suggested: false };
    store::codings::put(app.db(), new, by).await.expect("it can be coded")
}
