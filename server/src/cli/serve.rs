//! `kikitori serve`: starts the web service and runs until it is told to stop.

use std::net::SocketAddr;
use std::process::ExitCode;

use crate::app;
use crate::cli::{DataArgs, block_on, print_line};
use crate::config::Config;
use crate::search::reading::refresh;
use crate::{i18n, telemetry};

/// Arguments of `kikitori serve`.
#[derive(clap::Args)]
pub struct ServeArgs {
    /// 待ち受けるアドレス: where to listen, e.g. 127.0.0.1:8080 or 0.0.0.0:80.
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    #[command(flatten)]
    data: DataArgs,
}

/// Runs the command.
///
/// # Errors
/// When the service cannot start: a port taken, a folder or database not writable.
pub fn run(args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let mut config = args.data.config()?;
    if let Some(listen) = args.listen {
        config.listen = listen;
    }
    serve(config)
}

/// Starts the service with these settings and waits until it is told to stop.
///
/// # Errors
/// When it cannot start.
pub fn serve(config: Config) -> anyhow::Result<ExitCode> {
    telemetry::init();
    block_on(async {
        let running = app::start(config).await?;
        let app = running.app.clone();
        // Nobody waits for this; the first search would otherwise.
        tokio::spawn(async move {
            if let Err(error) = refresh(&app).await {
                tracing::warn!("nothing has been read for searching yet: {error}");
            }
        });
        print_line(&i18n::text("ja", "cli-serving", &[("url", running.app.public_url.clone())]));
        running.wait().await
    })?;
    Ok(ExitCode::SUCCESS)
}
