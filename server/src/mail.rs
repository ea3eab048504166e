//! The letter carrier: takes letters from the box and hands them to a mail server, or lays them into a folder where
//! none is set. Each is handed over at least once; one that fails is tried again after a while.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use chrono::Utc;
use lettre::address::AddressError;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use sea_orm::DatabaseConnection;
use surveys::entity::message;
use surveys::id::{MessageId, ResponseId};
use surveys::store::messages;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::config::Config;
use crate::secret::{Key, grouped};
use crate::signup::letter::URL;

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
    /// Address of the page of whoever sent a response.
    address: Box<dyn Fn(ResponseId) -> String + Send + Sync>,
    /// Opens what is sealed beside a letter.
    key: Key,
}

/// The letter carrier's bell and home.
pub struct Carrier {
    bell: Notify,
    rest: Notify,
}

/// A carrier at work.
pub struct Working {
    carrier: Arc<Carrier>,
    task: JoinHandle<()>,
}

impl Carrier {
    /// A carrier who does not work yet.
    pub fn new() -> Arc<Carrier> {
        Arc::new(Carrier { bell: Notify::new(), rest: Notify::new() })
    }

    /// Says that there are letters, once they are in the database for good.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// Begins to work. `address` is that of the page of whoever sent a response, which letters speak of.
    ///
    /// # Errors
    /// When the settings name no sender or mail server that can be understood, or the folder cannot be made.
    pub fn start(
        self: &Arc<Carrier>,
        config: &Config,
        db: DatabaseConnection,
        key: Key,
        address: impl Fn(ResponseId) -> String + Send + Sync + 'static,
    ) -> anyhow::Result<Working> {
        let from: Mailbox =
            config.mail_from.parse().with_context(|| format!("mail_from: {}", config.mail_from))?;
        let bag = Bag { way: way(config)?, from, address: Box::new(address), key };
        let carrier = self.clone();
        let task = tokio::spawn(async move {
            loop {
                if let Err(error) = carry(&db, &bag).await {
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

impl Working {
    /// Finishes the letter in hand and stops.
    pub async fn stop(self) {
        self.carrier.rest.notify_one();
        let _ = self.task.await;
    }
}

fn way(config: &Config) -> anyhow::Result<Way> {
    match &config.smtp_url {
        Some(url) => {
            let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).context("smtp_url")?;
            Ok(Way::Server(server.timeout(Some(SLOWEST)).build()))
        }
        None => {
            let folder = config.data.join("outbox");
            crate::app::create_folder(&folder)?;
            Ok(Way::Folder(folder))
        }
    }
}

/// Hands over everything whose time has come.
async fn carry(db: &DatabaseConnection, bag: &Bag) -> anyhow::Result<()> {
    loop {
        let due = messages::due(db, Utc::now(), BATCH).await?;
        if due.is_empty() {
            return Ok(());
        }
        for letter in due {
            if messages::claim(db, &letter, Utc::now()).await? {
                hand_over(db, bag, &letter).await?;
            }
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
        let number = name.to_str().and_then(|name| name.strip_suffix(ENDING)?.parse().ok());
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

async fn hand_over(db: &DatabaseConnection, bag: &Bag, letter: &message::Model) -> anyhow::Result<()> {
    let (is_sent, is_hopeless) = match compose(bag, letter) {
        Err(error) => {
            tracing::warn!("letter {} cannot be written: {error:#}", letter.id.0);
            (false, true)
        }
        Ok(mail) => match send(&bag.way, letter, mail).await {
            Ok(()) => (true, false),
            Err((error, is_hopeless)) => {
                // What a mail server says may have the address in it, which is to be forgotten.
                let said = if letter.is_for_once { String::new() } else { format!(": {error:#}") };
                tracing::warn!("letter {} was not taken{said}", letter.id.0);
                (false, is_hopeless)
            }
        },
    };
    if is_sent {
        messages::set_sent(db, letter.id, Utc::now()).await?;
    } else {
        messages::set_tried(db, letter, Utc::now(), is_hopeless).await?;
    }
    Ok(())
}

/// The letter as mail. Its Message-ID follows from its number, so that a letter that is sent twice can be known.
fn compose(bag: &Bag, letter: &message::Model) -> anyhow::Result<Message> {
    let from = &bag.from;
    let mut secrets: Vec<(&str, String)> = Vec::new();
    secrets.extend(letter.response_id.map(|response| (URL, (bag.address)(response))));
    if letter.is_for_once {
        let code = bag.key.unseal(&letter.sealed).context("the code of a letter cannot be read")?;
        secrets.push((WITHDRAWAL_CODE, grouped(&bag.key.code("withdraw", &code))));
        secrets.push((RESUME_CODE, grouped(&code)));
        secrets.push((CODE, code.to_lowercase()));
    }
    let put_in =
        |text: &str| secrets.iter().fold(text.to_owned(), |text, (word, secret)| text.replace(word, secret));
    let to: Result<Mailbox, AddressError> = letter.to_address.parse();
    let id = format!("<kikitori-{}-{}@{}>", letter.id.0, letter.created_at.timestamp(), from.email.domain());
    let mail = Message::builder()
        .from(from.clone())
        .to(to?)
        .subject(put_in(&letter.subject))
        .message_id(Some(id))
        .header(ContentType::TEXT_PLAIN)
        .body(put_in(&letter.body))?;
    Ok(mail)
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

/// Writes a letter into the folder, whole or not at all.
async fn lay_down(folder: &std::path::Path, letter: &message::Model, mail: &Message) -> anyhow::Result<()> {
    let name = format!("{:06}{ENDING}", letter.id.0);
    let half = folder.join(format!(".{name}"));
    tokio::fs::write(&half, mail.formatted()).await.context("outbox")?;
    tokio::fs::rename(&half, folder.join(name)).await.context("outbox")
}
