//! `kikitori analyze`: the text analysis of a CSV or XLSX file, without a server.

use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `kikitori analyze`.
#[derive(clap::Args)]
pub struct AnalyzeArgs {
    /// ファイル: CSV (UTF-8 or Shift_JIS) or XLSX with a header row.
    pub file: PathBuf,
    /// 分析する列: column with the texts.
    #[arg(long, value_name = "COLUMN")]
    pub text: String,
    /// くらべる列: column whose values are compared in the cross table; may be given several times.
    #[arg(long, value_name = "COLUMN")]
    pub by: Vec<String>,
    /// 番号の列: column that names each row; the row number when absent.
    #[arg(long, value_name = "COLUMN")]
    pub id: Option<String>,
    /// 出力フォルダ: folder for the report and the tables.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// データフォルダ: folder of the compiled dictionary.
    #[arg(long, value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// 辞書のもと: folder with the sources of mecab-ipadic.
    #[arg(long, value_name = "DIR", default_value = analysis::text::dictionary::DEFAULT_SOURCES)]
    pub sources: PathBuf,
    /// 分野の語を使わない: cut words as MeCab does.
    #[arg(long)]
    pub no_domain_words: bool,
}

/// Runs the command.
///
/// # Errors
/// When the file cannot be read or the folder cannot be written.
pub fn run(_args: &AnalyzeArgs) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::from(super::COULD_NOT_RUN))
}
