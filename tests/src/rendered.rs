//! Which templates the service has filled in this process, read from its log; and that log, for failed tests.

use std::collections::BTreeSet;
use std::sync::Mutex;

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

/// Target of the events in `server::app`.
const TARGET: &str = "kikitori::rendered";

static TEMPLATES: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Names of the templates filled so far.
pub fn templates() -> BTreeSet<String> {
    TEMPLATES.lock().expect("no panic while noting a template").clone()
}

/// Starts to listen to the service's log: once a process, further calls change nothing.
pub(crate) fn listen() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,server=info"));
    let log = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_filter(filter);
    let names = Rendered.with_filter(Targets::new().with_target(TARGET, Level::DEBUG));
    if tracing_subscriber::registry().with(log).with(names).try_init().is_ok() {
        // The reader of pages would write down each of its tokens for a log that takes none of them.
        log::set_max_level(log::LevelFilter::Info);
    }
}

struct Rendered;

impl<S: Subscriber> Layer<S> for Rendered {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        event.record(&mut Note);
    }
}

struct Note;

impl Visit for Note {
    fn record_str(&mut self, _: &Field, template: &str) {
        TEMPLATES.lock().expect("no panic while noting a template").insert(template.to_owned());
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}
