//! `kikitori user`: accounts from the command line, where the first one comes from.

use std::io::{BufRead, IsTerminal, Write};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Subcommand, ValueEnum};
use surveys::store;
use surveys::store::users::NewUser;

use crate::auth::{Role, password};
use crate::cli::{DataArgs, block_on};
use crate::{app, database, i18n};

/// Arguments of `kikitori user`.
#[derive(clap::Args)]
pub struct UserArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// 追加: add an account. The password is read from standard input (one line).
    Add(AddArgs),
}

#[derive(clap::Args)]
struct AddArgs {
    /// サインイン名: name to sign in with.
    login: String,
    /// 表示名: name shown to colleagues; the sign-in name when absent.
    #[arg(long)]
    name: Option<String>,
    /// 役割: what the person may do.
    #[arg(long, value_enum)]
    role: RoleArg,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Clone, Copy, ValueEnum)]
enum RoleArg {
    Administrator,
    Coordinator,
    Researcher,
    Viewer,
}

impl From<RoleArg> for Role {
    fn from(role: RoleArg) -> Role {
        match role {
            RoleArg::Administrator => Role::Administrator,
            RoleArg::Coordinator => Role::Coordinator,
            RoleArg::Researcher => Role::Researcher,
            RoleArg::Viewer => Role::Viewer,
        }
    }
}

/// Runs the command.
///
/// # Errors
/// When the password is too short, the name is taken, or the database cannot be written.
pub fn run(args: &UserArgs) -> anyhow::Result<ExitCode> {
    let Action::Add(args) = &args.action;
    let config = args.data.config()?;
    let secret = read_password()?;
    if secret.chars().count() < password::MIN_LENGTH {
        bail!(i18n::text("ja", "accounts-password-short", &[("min", password::MIN_LENGTH.to_string())]));
    }
    app::create_folder(&config.data)?;
    block_on(async {
        let db = database::connect(&config.database_url()).await?;
        let new = NewUser {
            login: args.login.clone(),
            display_name: args.name.clone().unwrap_or_else(|| args.login.clone()),
            password_hash: password::hash(&secret)?,
            role: args.role.into(),
        };
        match store::users::create(&db, new, None).await {
            Ok(_) => Ok(()),
            Err(surveys::error::Error::Taken(_)) => bail!(i18n::text("ja", "accounts-login-taken", &[])),
            Err(error) => Err(error.into()),
        }
    })?;
    println!("{}", i18n::text("ja", "cli-user-added", &[("login", args.login.clone())]));
    Ok(ExitCode::SUCCESS)
}

fn read_password() -> anyhow::Result<String> {
    let input = std::io::stdin();
    if input.is_terminal() {
        eprint!("{}", i18n::text("ja", "cli-password-prompt", &[]));
        std::io::stderr().flush()?;
    }
    let mut line = String::new();
    input.lock().read_line(&mut line).with_context(|| i18n::text("ja", "cli-input-unreadable", &[]))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
