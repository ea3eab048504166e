//! `kikitori demo`: a data folder with an invented survey, and the service on it.

use std::net::SocketAddr;
use std::process::ExitCode;

use crate::app;
use crate::cli::{DataArgs, block_on, print_line, serve};
use crate::demo;
use crate::i18n;

/// Arguments of `kikitori demo`.
#[derive(clap::Args)]
pub struct DemoArgs {
    /// 待ち受けるアドレス: where to listen.
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// 起動しない: fill the folder and stop.
    #[arg(long)]
    no_serve: bool,
    #[command(flatten)]
    data: DataArgs,
}

/// Runs the command. A folder that has been filled before is left as it is.
///
/// # Errors
/// When the folder cannot be written or the service cannot start.
pub fn run(args: &DemoArgs) -> anyhow::Result<ExitCode> {
    let mut config = args.data.config()?;
    if let Some(listen) = args.listen {
        config.listen = listen;
    }
    app::create_folder(&config.data)?;
    let is_new = block_on(demo::fill(config.clone()))?;
    if is_new {
        block_on(demo::publish(config.clone()))?;
    }
    print_line(&i18n::text("ja", if is_new { "demo-filled" } else { "demo-kept" }, &[]));
    for account in demo::ACCOUNTS {
        let args = [
            ("login", account.login.to_owned()),
            ("password", demo::PASSWORD.to_owned()),
            ("role", i18n::text("ja", crate::view::frame::role_key(account.role), &[])),
        ];
        print_line(&i18n::text("ja", "demo-account", &args));
    }
    if args.no_serve { Ok(ExitCode::SUCCESS) } else { serve::serve(config) }
}
