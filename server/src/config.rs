//! Settings: defaults, then `kikitori.toml` in the data folder, then `KIKITORI_*` variables, then the command line.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

/// Bytes of a megabyte, in which limits are set and said.
pub const MEGABYTE: usize = 1024 * 1024;

/// Everything that can be set. `KIKITORI_DATABASE_URL` sets `database_url`, and so on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the service listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Folder of the database, the secret key and the compiled dictionary.
    pub data: PathBuf,
    /// `sqlite:…` or `postgres://…`; SQLite in the data folder when absent.
    pub database_url: Option<String>,
    /// Folder of the compiled dictionary; in the data folder when absent.
    pub dictionary: Option<PathBuf>,
    /// Sources of the dictionary (Debian package mecab-ipadic).
    pub dictionary_sources: PathBuf,
    /// Vectors of words in the text format of word2vec, by which groups of texts can be found; none when absent.
    pub word_vectors: Option<PathBuf>,
    /// Folder of BIZ UDGothic (Debian package fonts-morisawa-bizud-gothic), for PNG charts and PDF.
    pub fonts: PathBuf,
    /// Address under which people outside reach the service, for links and QR codes; `http://<listen>` when absent.
    pub public_url: Option<String>,
    /// Whether a proxy on another machine stands before the service and says in `X-Forwarded-For` whom it speaks for.
    pub behind_proxy: bool,
    /// Whether the responses that one address begins at a questionnaire are limited (600 in ten minutes).
    pub limit_starts: bool,
    /// Seconds that a form or file may take to arrive.
    pub slowest_body_seconds: u64,
    /// Days after which a new share link expires.
    pub share_link_days: i64,
    /// Days after which a response that was begun and never sent is erased (within the hour).
    pub unfinished_days: i64,
    /// Most megabytes of one file that a respondent sends.
    pub file_megabytes: usize,
    /// Most megabytes of all files of one response.
    pub files_megabytes: usize,
    /// Hours after which an idle sign-in ends; work extends it, up to a week.
    pub session_hours: i64,
    /// Mail server: `smtp://user:password@host:587?tls=required`, `smtps://…` or, on this machine, `smtp://localhost:25`.
    /// Letters are laid into `<data>/outbox` when absent.
    pub smtp_url: Option<String>,
    /// Sender of letters: an address, or `Name <address>`.
    pub mail_from: String,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data: PathBuf::from("data"),
            database_url: None,
            dictionary: None,
            dictionary_sources: PathBuf::from("/usr/share/mecab/dic/ipadic"),
            word_vectors: None,
            fonts: PathBuf::from("/usr/share/fonts/truetype/bizud-gothic"),
            public_url: None,
            behind_proxy: false,
            limit_starts: true,
            slowest_body_seconds: 600,
            share_link_days: 90,
            unfinished_days: 90,
            file_megabytes: 10,
            files_megabytes: 30,
            session_hours: 12,
            smtp_url: None,
            mail_from: "kikitori@localhost".to_owned(),
        }
    }
}

impl Config {
    /// The defaults for a data folder, without looking at files or the environment.
    pub fn for_data(data: impl Into<PathBuf>) -> Config {
        Config { data: data.into(), ..Config::default() }
    }

    /// Reads `kikitori.toml` in the data folder and the environment over the defaults.
    ///
    /// # Errors
    /// When the file or a variable does not fit a setting; the message names it.
    pub fn load(data: &Path) -> Result<Config, Box<figment::Error>> {
        Figment::from(Serialized::defaults(Config::for_data(data)))
            .merge(Toml::file(data.join("kikitori.toml")))
            .merge(Env::prefixed("KIKITORI_").only(&[
                "listen",
                "database_url",
                "dictionary",
                "dictionary_sources",
                "word_vectors",
                "fonts",
                "public_url",
                "behind_proxy",
                "limit_starts",
                "slowest_body_seconds",
                "share_link_days",
                "unfinished_days",
                "file_megabytes",
                "files_megabytes",
                "session_hours",
                "smtp_url",
                "mail_from",
            ]))
            .extract()
            .map_err(Box::new)
    }

    /// The database to use.
    pub fn database_url(&self) -> String {
        match &self.database_url {
            Some(url) => url.clone(),
            None => format!("sqlite:{}?mode=rwc", self.database_file().display()),
        }
    }

    /// The file of the database where no `database_url` is set.
    pub fn database_file(&self) -> PathBuf {
        self.data.join("kikitori.db")
    }

    /// The folder of the compiled dictionary.
    pub fn dictionary(&self) -> PathBuf {
        self.dictionary.clone().unwrap_or_else(|| self.data.join("dictionary"))
    }
}
