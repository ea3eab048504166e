//! What can be asked of `kikitori analyze`. The help is these comments: Japanese first.

use std::path::PathBuf;

use analysis::chart::png::DEBIAN_FONTS;
use analysis::text::dictionary::DEFAULT_SOURCES;

use super::options::Options;

/// Arguments of `kikitori analyze`.
#[derive(Clone, Debug, clap::Args)]
pub struct AnalyzeArgs {
    /// ファイル: CSV (UTF-8, UTF-16, Shift_JIS or EUC-JP) or XLSX with a header row, or plain text (.txt) with KH
    /// Coder's headings (`<H1>…</H1>`).
    pub file: PathBuf,
    /// 分析する列: column with the texts. A .txt file without it is plain text.
    #[arg(long, value_name = "COLUMN")]
    pub text: Option<String>,
    /// くらべる列: column whose values are compared in the cross table; may be given several times.
    #[arg(long, value_name = "COLUMN")]
    pub by: Vec<String>,
    /// 番号の列: column that names each row; the number of the row when absent.
    #[arg(long, value_name = "COLUMN")]
    pub id: Option<String>,
    /// 人の列: column that says who wrote each text. Words, cross tables and keywords are counted by people.
    #[arg(long, value_name = "COLUMN")]
    pub person: Option<String>,
    /// 調査回の列: column that says of which wave a text is (2024, 2025 … or 前, 後); writes trends.csv and, with --person,
    /// `before_after.csv`.
    #[arg(long, value_name = "COLUMN")]
    pub wave: Option<String>,
    /// 尺度の列: column with answers on a scale in numbers (1 to 5 …), compared between the values of --by (in each wave), and before
    /// and after with --wave and --person; writes scales.csv. May be given several times.
    #[arg(long, value_name = "COLUMN")]
    pub scale: Vec<String>,
    /// くわしく見る語: word (dictionary form) whose contexts, neighbours and associated words are told beside those of the most
    /// frequent ones, and which stands first in `word_crosstab.csv` and trends.csv; or phrase (手帳+が+ない) whose contexts are told;
    /// writes kwic.csv. With --rules a code (＊手帳), whose associated words are told. May be given several times.
    #[arg(long, value_name = "WORD")]
    pub word: Vec<String>,
    /// 文脈の並べ方: what the lines of kwic.csv are sorted by, up to three of l1 … l5, r1 … r5 (words before and after), or text.
    #[arg(long, value_name = "ORDERS", default_value = "text")]
    pub kwic_order: String,
    /// 文字コード: encoding of the files, where it cannot be told (utf-8, cp932, euc-jp, iso-2022-jp, utf-16le, utf-16be).
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// コーディングルール: file of KH Coder's coding rules (.cod, .txt); writes rules.csv and `rules_jaccard.csv`.
    #[arg(long, value_name = "FILE")]
    pub rules: Option<PathBuf>,
    /// ルールの単位: what the rules are counted in (sentence, paragraph, document, person, h1 … h5).
    #[arg(long, value_name = "UNIT", default_value = "document")]
    pub unit: String,
    /// ルールの根拠: writes `rule_hits.csv`, the words of each text that fired for each code.
    #[arg(long, requires = "rules")]
    pub evidence: bool,
    /// 外部変数: CSV or XLSX with more columns, one row a text or heading (in their order, or with a column id).
    #[arg(long, value_name = "FILE")]
    pub variables: Option<PathBuf>,
    /// 強制抽出する語: words that are kept whole, one a line.
    #[arg(long, value_name = "FILE")]
    pub force_words: Option<PathBuf>,
    /// 使用しない語: words that are left out, one a line.
    #[arg(long, value_name = "FILE")]
    pub stop_words: Option<PathBuf>,
    /// 同義語: words that are counted as one, a group a line between commas, the word they are counted as first.
    #[arg(long, value_name = "FILE")]
    pub synonyms: Option<PathBuf>,
    /// ユーザー辞書: CSV with the columns surface,class,reading,lemma (表層形,品詞,読み,まとめ先), in another order where the first row names
    /// them; all but the first may be left out.
    #[arg(long, value_name = "FILE")]
    pub user_dictionary: Option<PathBuf>,
    /// 複合語の候補: writes compounds.csv, nouns that follow one another, with how often they do.
    #[arg(long)]
    pub compounds: bool,
    /// KH Coder の数え方: read texts and count words as KH Coder 3 does, to compare figures.
    #[arg(long)]
    pub khcoder: bool,
    /// 共起の単位: what words are compared by in the network, the associated words, the clusters and --map (sentence, paragraph, document,
    /// person, h1 … h5).
    #[arg(long, value_name = "UNIT", default_value = "person")]
    pub count_in: String,
    /// How words and texts are compared.
    #[command(flatten)]
    pub options: Options,
    /// 語のベクトル: vectors of words in the text format of word2vec, by which texts are put into groups, too.
    #[arg(long, value_name = "FILE")]
    pub word_vectors: Option<PathBuf>,
    /// 語の地図: writes map.csv and map.svg, words as places on a plane, near where the same people use them (multidimensional
    /// scaling).
    #[arg(long)]
    pub map: bool,
    /// 文章×語の表: writes `word_matrix.csv`, how often each text has each word that is compared, and with --rules `code_matrix.csv`, which
    /// codes each unit has.
    #[arg(long)]
    pub matrix: bool,
    /// 図の PNG: writes every picture as PNG of 300 dpi, too, beside the SVG.
    #[arg(long)]
    pub png: bool,
    /// フォント: folder of BIZ UDGothic, for --png.
    #[arg(long, value_name = "DIR", default_value = DEBIAN_FONTS)]
    pub fonts: PathBuf,
    /// 出力フォルダ: folder for the report and the tables. An earlier report in it is replaced.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// データフォルダ: folder of the compiled dictionary.
    #[arg(long, value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// 辞書のもと: folder with the sources of mecab-ipadic.
    #[arg(long, value_name = "DIR", default_value = DEFAULT_SOURCES)]
    pub sources: PathBuf,
    /// 読んだ語を残すフォルダ: folder in which the words of each text are kept, so that the next time only new and changed texts are read,
    /// and finished reports, so that the same one is not counted again. Words of respondents stand in it; nothing is kept without it.
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// 分野の語を使わない: do not keep words of the field (就労継続支援B型 …) whole.
    #[arg(long)]
    pub no_domain_words: bool,
}
