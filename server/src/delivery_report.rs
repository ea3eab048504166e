//! Reports of mail servers that a letter could not be delivered after all, as they come back to the sender's mailbox
//! (delivery status notifications, RFC 3464).

use mail_parser::{Message, MessageParser, MimeHeaders};

/// The most recipients that are read from one report.
const MAX_RECIPIENTS: usize = 100;
/// The longest reason that is kept, in characters.
const MAX_REASON: usize = 300;

/// An address that a letter did not reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The address, as the report spells it.
    pub address: String,
    /// What the mail server said: its diagnostic text, or the status code.
    pub reason: String,
}

/// The recipients that a report gives up (`Action: failed`), in its order; none where it only tells of a delay, or where the
/// bytes are no report.
pub fn failures(mail: &[u8]) -> Vec<Failure> {
    let Some(message) = MessageParser::default().parse(mail) else { return Vec::new() };
    let is_status = |part: &&mail_parser::MessagePart<'_>| part.is_content_type("message", "delivery-status");
    let parts = message.parts.iter().filter(is_status);
    let texts = parts.map(|part| String::from_utf8_lossy(part.contents()).replace("\r\n", "\n"));
    let groups: Vec<String> =
        texts.flat_map(|text| text.split("\n\n").map(str::to_owned).collect::<Vec<_>>()).collect();
    groups.iter().filter_map(|group| failure(group)).take(MAX_RECIPIENTS).collect()
}

/// The group of fields about one recipient; the group about the whole message has no recipient.
fn failure(fields: &str) -> Option<Failure> {
    let text = format!("{}\n\n", fields.trim_start());
    let group = MessageParser::default().parse(text.as_bytes())?;
    let is_failed = typed(&group, "Action")?.eq_ignore_ascii_case("failed");
    let address = typed(&group, "Original-Recipient").or_else(|| typed(&group, "Final-Recipient"))?;
    if !is_failed || address.is_empty() {
        return None;
    }
    let reason = typed(&group, "Diagnostic-Code").or_else(|| typed(&group, "Status")).unwrap_or_default();
    Some(Failure { address, reason: reason.chars().take(MAX_REASON).collect() })
}

/// The value of a field on one line, without the type before the first semicolon (`rfc822; a@example.jp`).
fn typed(group: &Message<'_>, name: &str) -> Option<String> {
    let value = group.header_raw(name)?;
    let value = value.split_once(';').map_or(value, |(_, rest)| rest);
    Some(value.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(groups: &str) -> Vec<u8> {
        format!(
            "From: MAILER-DAEMON@example.jp\nTo: office@example.jp\nSubject: Undelivered Mail Returned to Sender\n\
             MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n\
             --b\nContent-Type: text/plain\n\nAction: failed\n\n\
             --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.jp\n\n{groups}\n\
             --b\nContent-Type: message/rfc822\n\nTo: a@example.jp\nMessage-ID: <1@example.jp>\n\nwords\n--b--\n"
        )
        .replace('\n', "\r\n")
        .into_bytes()
    }

    #[test]
    fn recipients_that_were_given_up_are_read_with_the_reason() {
        let groups = "Final-Recipient: rfc822; a@example.jp\nAction: failed\nStatus: 5.1.1\n\
                      Diagnostic-Code: smtp; 550 5.1.1 no such\n user here\n\n\
                      Final-Recipient: rfc822;relay@example.jp\nOriginal-Recipient: rfc822;b@example.jp\nAction: Failed\nStatus: 5.2.2\n\n\
                      Final-Recipient: rfc822; late@example.jp\nAction: delayed\nStatus: 4.4.1\n";
        let found = failures(&report(groups));
        let found: Vec<_> = found.iter().map(|one| (one.address.as_str(), one.reason.as_str())).collect();
        assert_eq!(
            found,
            [("a@example.jp", "550 5.1.1 no such user here"), ("b@example.jp", "5.2.2")],
            "a delay is no failure, and an address before forwarding is ours"
        );
    }

    #[test]
    fn other_mail_and_other_bytes_say_nothing() {
        for bytes in [
            &b""[..],
            b"Subject: hello\r\n\r\nAction: failed\r\nFinal-Recipient: rfc822; a@example.jp\r\n",
            &[0xff; 1000],
            &report("Action: failed\n"),
            &report("Final-Recipient: rfc822;\nAction: failed\n"),
        ] {
            assert_eq!(failures(bytes), []);
        }
        let many = "Final-Recipient: rfc822; a@example.jp\nAction: failed\n\n".repeat(1_000);
        assert_eq!(failures(&report(&many)).len(), MAX_RECIPIENTS);
    }
}
