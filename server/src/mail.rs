//! The letter carrier: takes letters from the box and hands them to a mail server, or lays them into a folder where
//! none is set. Each is handed over at least once; one that fails is tried again after a while.

mod taking;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context;
use chrono::Utc;
use lettre::address::AddressError;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use sea_orm::{DatabaseConnection, TransactionTrait};
use surveys::entity::message;
use surveys::id::MessageId;
use surveys::store::{contacts, messages};
use tokio::fs::OpenOptions;
use tokio::io::AsyncWriteExt;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use self::taking::{Addressee, Taken, take};
use crate::app::{close_folder, create_folder};
use crate::config::Config;
use crate::i18n::text;
use crate::inviting::letter::Secrets;
use crate::letter_text::sent;
use crate::secret::{Key, grouped};
use crate::signup::letter::{URL, page_url};

/// How often the box is looked into when nobody rings.
const PAUSE: Duration = Duration::from_secs(20);
/// Letters taken out at once.
const BATCH: u64 = 50;
/// How long the mail server may take for one letter.
const SLOWEST: Duration = Duration::from_secs(30);

/// Stand in a letter whose address is used once for the code of the response, as in addresses and as people copy it, and
/// for the code to withdraw it: they are sealed beside the letter.
pub const CODE: &str = "{code}";
/// See [`CODE`].
pub const RESUME_CODE: &str = "{resume}";
/// See [`CODE`].
pub const WITHDRAWAL_CODE: &str = "{withdrawal}";

/// Ending of letters in the folder, after their number.
const ENDING: &str = ".eml";
/// Letters that are looked for in the database at once.
const AT_ONCE: usize = 500;
/// Longest words of a mail server that are kept, in characters.
const MAX_REASON: usize = 500;

/// Where letters go.
enum Way {
    /// A mail server.
    Server(AsyncSmtpTransport<Tokio1Executor>),
    /// A folder with one `.eml` file a letter, for those who send by another program or only want to look.
    Folder(PathBuf),
}

/// What a carrier needs on the way.
struct Bag {
    way: Way,
    from: Mailbox,
    addresses: Addresses,
}

/// What addresses of people's own pages are made of; letters have them, the database has not.
pub struct Addresses {
    /// Under which people reach the service.
    pub public_url: String,
    /// The service's key.
    pub key: Key,
}

/// The letter carrier's bell and home.
pub struct Carrier {
    bell: Notify,
    rest: Notify,
    is_resting: AtomicBool,
}

/// A carrier at work.
pub struct Working {
    carrier: Arc<Carrier>,
    task: JoinHandle<()>,
}

impl Carrier {
    /// A carrier who does not work yet.
    pub fn new() -> Arc<Carrier> {
        Arc::new(Carrier { bell: Notify::new(), rest: Notify::new(), is_resting: AtomicBool::new(false) })
    }

    /// Says that there are letters, once they are in the database for good.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// Begins to work.
    ///
    /// # Errors
    /// When the settings name no sender or mail server that can be understood, or the folder cannot be made.
    pub fn start(
        self: &Arc<Carrier>,
        config: &Config,
        db: DatabaseConnection,
        addresses: Addresses,
    ) -> anyhow::Result<Working> {
        let bag = Bag { way: way(config)?, from: sender(&config.mail_from)?, addresses };
        let carrier = self.clone();
        let task = tokio::spawn(async move {
            loop {
                if let Err(error) = carrier.carry(&db, &bag).await {
                    tracing::warn!("letters stay in their box: {error:#}");
                }
                if let Err(error) = clear(&db, &bag.way).await {
                    tracing::warn!("erased letters may stay in the outbox: {error:#}");
                }
                tokio::select! {
                    () = carrier.rest.notified() => return,
                    () = carrier.bell.notified() => {}
                    () = tokio::time::sleep(PAUSE) => {}
                }
            }
        });
        Ok(Working { carrier: self.clone(), task })
    }
}

impl Carrier {
    /// Hands over everything whose time has come, until it is told to stop.
    async fn carry(&self, db: &DatabaseConnection, bag: &Bag) -> anyhow::Result<()> {
        loop {
            let due = messages::due(db, Utc::now(), BATCH).await?;
            if due.is_empty() {
                return Ok(());
            }
            for letter in due {
                if self.is_resting.load(Ordering::Relaxed) {
                    return Ok(());
                }
                match take(db, &letter).await? {
                    Taken::Not => {}
                    Taken::Letter(to) => hand_over(db, bag, &letter, to).await?,
                }
            }
        }
    }
}

impl Working {
    /// Finishes the letter in hand and stops.
    pub async fn stop(self) {
        self.carrier.is_resting.store(true, Ordering::Relaxed);
        self.carrier.rest.notify_one();
        let _ = self.task.await;
    }
}

/// Whether a letter can be written to an address at all; it says nothing of whether it arrives.
pub fn can_be_written_to(address: &str) -> bool {
    address.parse::<Mailbox>().is_ok()
}

/// The sender of letters as it stands in the settings.
fn sender(given: &str) -> anyhow::Result<Mailbox> {
    given.parse().map_err(|error: AddressError| anyhow::Error::msg(say("cli-mail-from", given, &error)))
}

fn say(key: &str, given: &str, said: &impl Display) -> String {
    text("ja", key, &[("given", given.to_owned()), ("said", said.to_string())])
}

fn way(config: &Config) -> anyhow::Result<Way> {
    match &config.smtp_url {
        Some(url) => {
            // The address may hold a password: it is not said.
            let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                .map_err(|error| anyhow::Error::msg(say("cli-smtp-url", "smtp_url", &error)))?;
            Ok(Way::Server(server.timeout(Some(SLOWEST)).build()))
        }
        None => {
            let folder = config.data.join("outbox");
            create_folder(&folder)?;
            close_folder(&folder);
            Ok(Way::Folder(folder))
        }
    }
}

/// Takes letters out of the folder that were erased since: with a response that was withdrawn, or after an event.
async fn clear(db: &DatabaseConnection, way: &Way) -> anyhow::Result<()> {
    let Way::Folder(folder) = way else { return Ok(()) };
    let mut lying = BTreeMap::new();
    let mut files = tokio::fs::read_dir(folder).await.context("outbox")?;
    while let Some(file) = files.next_entry().await.context("outbox")? {
        let name = file.file_name();
        // With a dot before it: half a letter that a power cut left behind.
        let number =
            name.to_str().and_then(|name| name.trim_start_matches('.').strip_suffix(ENDING)?.parse().ok());
        lying.extend(number.map(|number| (MessageId(number), file.path())));
    }
    let ids: Vec<MessageId> = lying.keys().copied().collect();
    for some in ids.chunks(AT_ONCE) {
        let known = messages::known(db, some.to_vec()).await?;
        for erased in some.iter().filter(|id| !known.contains(id)).filter_map(|id| lying.get(id)) {
            tokio::fs::remove_file(erased).await.context("outbox")?;
        }
    }
    Ok(())
}

async fn hand_over(
    db: &DatabaseConnection,
    bag: &Bag,
    letter: &message::Model,
    to: Addressee,
) -> anyhow::Result<()> {
    let mut unknown = None;
    let (is_sent, is_hopeless) = match compose(bag, letter, &to) {
        Err(error) => {
            tracing::warn!("letter {} cannot be written: {error:#}", letter.id.0);
            (false, true)
        }
        Ok(mail) => match send(&bag.way, letter, mail).await {
            Ok(()) => (true, false),
            Err((error, is_hopeless)) => {
                tracing::warn!("letter {} was not taken: {}", letter.id.0, without_words(&error));
                if is_of_the_address(&error) {
                    unknown = to.contact().map(|contact| (contact, answer_of(&error)));
                }
                (false, is_hopeless)
            }
        },
    };
    let transaction = db.begin().await?;
    if let Some((contact, reason)) = unknown {
        contacts::set_undeliverable(&transaction, contact.id, &contact.email, reason).await?;
    }
    if is_sent {
        messages::set_sent(&transaction, letter.id, Utc::now()).await?;
    } else {
        messages::set_tried(&transaction, letter, Utc::now(), is_hopeless).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// What stands for what in a letter about somebody's own response.
fn own_secrets(
    addresses: &Addresses,
    letter: &message::Model,
) -> anyhow::Result<Vec<(&'static str, String)>> {
    let Addresses { public_url, key } = addresses;
    let mut secrets = Vec::new();
    secrets.extend(letter.response_id.map(|response| (URL, page_url(public_url, key, response))));
    if letter.is_for_once {
        let code = key.unseal(&letter.sealed).context("the code of a letter cannot be read")?;
        secrets.push((WITHDRAWAL_CODE, grouped(&key.code("withdraw", &code))));
        secrets.push((RESUME_CODE, grouped(&code)));
        secrets.push((CODE, code.to_lowercase()));
    }
    Ok(secrets)
}

/// The letter as mail. Its Message-ID follows from its number, so that a letter that is sent twice can be known.
fn compose(bag: &Bag, letter: &message::Model, addressee: &Addressee) -> anyhow::Result<Message> {
    let (from, Addresses { public_url, key }) = (&bag.from, &bag.addresses);
    let secrets = match addressee {
        Addressee::Invited(invited) => Some(Secrets::of(public_url, key, invited)),
        Addressee::Told(told) => told.invited.as_ref().map(|invited| Secrets::of(public_url, key, invited)),
        Addressee::Asked(_) | Addressee::Sender => None,
    };
    let own = own_secrets(&bag.addresses, letter)?;
    let own: Vec<(&str, &str)> = own.iter().map(|(word, secret)| (*word, secret.as_str())).collect();
    let whole = |text: &str| match (&secrets, addressee) {
        (_, Addressee::Told(told)) => told.put_into(public_url, key, text),
        (Some(secrets), _) => secrets.put_into(text),
        (None, Addressee::Asked(asked)) => asked.put_into(public_url, key, text),
        (None, _) => sent(text, &own),
    };
    // An address that was corrected since the letter was written.
    let now = addressee.contact().map(|contact| &contact.email);
    let to: Result<Mailbox, AddressError> = now.unwrap_or(&letter.to_address).parse();
    let id = format!("<kikitori-{}-{}@{}>", letter.id.0, letter.created_at.timestamp(), from.email.domain());
    let mut mail = Message::builder()
        .from(from.clone())
        .to(to?)
        .subject(whole(&letter.subject))
        .message_id(Some(id))
        .header(ContentType::TEXT_PLAIN)
        .body(whole(&letter.body))?;
    if let Some(secrets) = secrets.filter(|secrets| !secrets.opt_out.is_empty()) {
        // RFC 2369 and RFC 8058: mail programs offer to end letters with one press.
        for (name, value) in [
            ("List-Unsubscribe", format!("<{}>", secrets.opt_out)),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
        ] {
            mail.headers_mut().insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
        }
    }
    Ok(mail)
}

/// Why a letter was not taken, for the log: of a mail server's answer the code only. Its words may have the address in them,
/// which is to be forgotten with its contact.
fn without_words(error: &anyhow::Error) -> String {
    match error.downcast_ref::<lettre::transport::smtp::Error>() {
        None => format!("{error:#}"),
        Some(error) => match error.status() {
            Some(code) => format!("SMTP {code}"),
            None if error.is_response() || error.is_client() => "no SMTP that is understood".to_owned(),
            None => error.to_string(),
        },
    }
}

/// What a mail server answered, code and words, as returned letters have it: `550 5.1.1 no such user`. An error prints its words, and
/// with its cause once more.
fn answer_of(error: &anyhow::Error) -> String {
    let smtp = error.downcast_ref::<lettre::transport::smtp::Error>();
    let code = smtp.and_then(lettre::transport::smtp::Error::status).map(|code| code.to_string());
    let words = smtp.and_then(std::error::Error::source).map(|words| words.to_string());
    let parts: Vec<String> = [code, words].into_iter().flatten().collect();
    parts.join(" ").chars().take(MAX_REASON).collect()
}

/// Whether a mail server says that there is no such mailbox (RFC 5321 4.2.3; 556: RFC 7504), rather than that it does not
/// like the letter or us.
fn is_of_the_address(error: &anyhow::Error) -> bool {
    let Some(error) = error.downcast_ref::<lettre::transport::smtp::Error>() else { return false };
    error.status().is_some_and(|code| [550, 551, 553, 556].contains(&u16::from(code)))
        && !is_of_policy(&error.to_string())
}

/// Whether words of a mail server have an enhanced status code of security or policy, 5.7.x (RFC 3463 3.8).
fn is_of_policy(said: &str) -> bool {
    let is_code = |word: &str| {
        let parts: Vec<&str> = word.trim_end_matches('.').split('.').collect();
        matches!(parts.as_slice(), ["5", "7", detail] if !detail.is_empty())
    };
    said.split(|c: char| !c.is_ascii_digit() && c != '.').any(is_code)
}

/// Hands a letter over; an error comes with whether trying again is in vain.
async fn send(way: &Way, letter: &message::Model, mail: Message) -> Result<(), (anyhow::Error, bool)> {
    match way {
        Way::Server(server) => match server.send(mail).await {
            Ok(_) => Ok(()),
            Err(error) => {
                let is_hopeless = error.is_permanent();
                Err((error.into(), is_hopeless))
            }
        },
        Way::Folder(folder) => lay_down(folder, letter, &mail).await.map_err(|error| (error, false)),
    }
}

/// Writes a letter into the folder, whole or not at all, for the owner of the folder alone: links and codes stand in it.
async fn lay_down(folder: &std::path::Path, letter: &message::Model, mail: &Message) -> anyhow::Result<()> {
    let name = format!("{:06}{ENDING}", letter.id.0);
    let half = folder.join(format!(".{name}"));
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&half).await?;
    file.write_all(&mail.formatted()).await.context("outbox")?;
    file.flush().await.context("outbox")?;
    tokio::fs::rename(&half, folder.join(name)).await.context("outbox")
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncBufReadExt, BufReader};
    use tokio::net::TcpListener;

    use super::*;

    /// Takes one caller, and says to each recipient that nobody is there.
    async fn refuse(listener: TcpListener) {
        let (caller, _) = listener.accept().await.unwrap();
        let (heard, mut said) = caller.into_split();
        let mut lines = BufReader::new(heard).lines();
        said.write_all(b"220 mail.example.jp\r\n").await.unwrap();
        while let Ok(Some(line)) = lines.next_line().await {
            let is_recipient = line.to_ascii_uppercase().starts_with("RCPT");
            let answer = if is_recipient { "550 5.1.1 no such user here\r\n" } else { "250 yes\r\n" };
            if said.write_all(answer.as_bytes()).await.is_err() {
                return;
            }
        }
    }

    #[test]
    fn settings_that_name_no_sender_or_server_are_refused_in_words_without_the_password() {
        assert!(sender("架空の会 <kai@example.jp>").is_ok());
        let said = sender("架空の会").unwrap_err().to_string();
        assert!(said.starts_with("設定 mail_from の「架空の会」は"), "{said}");
        let config = Config { smtp_url: Some("ftp://kai:hush@example.jp".to_owned()), ..Config::default() };
        let said = way(&config).err().unwrap().to_string();
        assert!(said.starts_with("設定 smtp_url を") && !said.contains("hush"), "{said}");
    }

    #[tokio::test]
    async fn what_a_mail_server_says_is_kept_once() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let _server = tokio::spawn(refuse(listener));
        let way = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url).unwrap().build();
        let from: Mailbox = "kakuu@example.jp".parse().unwrap();
        let mail = Message::builder().from(from.clone()).to(from).body(String::new()).unwrap();
        let error = anyhow::Error::from(way.send(mail).await.unwrap_err());
        assert_eq!(answer_of(&error), "550 5.1.1 no such user here");
        assert!(is_of_the_address(&error), "{error:#}");
    }

    #[test]
    fn a_refusal_of_policy_is_not_of_the_address() {
        for said in [
            "permanent error (550): 5.7.1 Message rejected as spam",
            "permanent error (550): #5.7.26 not authenticated",
            "permanent error (550): refused (5.7.606)",
        ] {
            assert!(is_of_policy(said), "{said}");
        }
        for said in [
            "permanent error (550): 5.1.1 <a@example.jp> no such user",
            "permanent error (550): no such user",
            "permanent error (550): 5.1.1 unknown at 5.7.1.20",
        ] {
            assert!(!is_of_policy(said), "{said}");
        }
    }
}
