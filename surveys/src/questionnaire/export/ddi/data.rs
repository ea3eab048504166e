//! DDI-Codebook 2.5 of data that were gathered: a study, its file, and the columns with what may be told of their counts.
//!
//! The order of elements is that of the schema (codebook.xsd of DDI-Codebook 2.5).

use super::Node;

/// The study.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Study {
    /// Names the codebook among others, in ASCII.
    pub id: String,
    /// Language of the words.
    pub lang: String,
    /// Its title.
    pub title: String,
    /// Who asks; may be empty.
    pub host: String,
    /// What for; may be empty.
    pub purpose: String,
    /// When; in words, may be empty.
    pub period: String,
    /// Where.
    pub region: String,
    /// Number of the ethics review and what else a reader should know; empty ones are left out.
    pub notes: Vec<String>,
    /// How many of those who were asked answered, in words; may be empty.
    pub response_rate: String,
    /// Name of the file with the data.
    pub file: String,
    /// Rows of the data.
    pub n_cases: usize,
}

/// On which level a column is measured, as the schema names it. Quantities are intervals: whether they are ratios, too, nobody says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Nature {
    /// Its values are names.
    #[default]
    Nominal,
    /// Its values are in an order.
    Ordinal,
    /// Its values are quantities.
    Interval,
}

/// A column of the data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DataVariable {
    /// Its name.
    pub name: String,
    /// What was asked.
    pub label: String,
    /// On which level it is measured.
    pub nature: Nature,
    /// Whether its cells are numbers: quantities, or codes.
    pub is_numeric: bool,
    /// Who was asked; empty for everybody.
    pub universe: String,
    /// Its values.
    pub values: Vec<DataValue>,
    /// Rows with a value, as far as it may be told.
    pub n_valid: Option<usize>,
    /// Rows of those who were asked, without one, as far as it may be told.
    pub n_missing: Option<usize>,
    /// What else a reader should know; may be empty.
    pub note: String,
}

/// A value of a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DataValue {
    /// As it stands in the data.
    pub value: String,
    /// What it means.
    pub label: String,
    /// Whether it stands for an answer that is missing, or is no step of an order.
    pub is_missing: bool,
    /// How many rows have it, as far as it may be told.
    pub count: Option<usize>,
    /// What else a reader should know; may be empty.
    pub note: String,
}

/// The codebook as XML.
pub fn write(study: &Study, variables: &[DataVariable]) -> String {
    let dimensions = Node::new("dimensns").holding([
        Node::text("caseQnty", study.n_cases.to_string()),
        Node::text("varQnty", variables.len().to_string()),
    ]);
    let file = Node::new("fileTxt").holding([Node::text("fileName", &study.file), dimensions]);
    let codebook = Node::new("codeBook")
        .with("xmlns", "ddi:codebook:2_5")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .with("xsi:schemaLocation", "ddi:codebook:2_5 http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd")
        .with("version", "2.5")
        .with("ID", &study.id)
        .with("xml:lang", &study.lang)
        .holding([
            Node::new("stdyDscr").holding(about(study)),
            Node::new("fileDscr").with("ID", "F1").holding([file]),
            Node::new("dataDscr").holding((1..).zip(variables).map(|(number, one)| variable(number, one))),
        ]);
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    codebook.write(0, &mut text);
    text
}

/// An element, unless there is nothing to say.
fn said(name: &'static str, text: &str) -> Option<Node> {
    (!text.is_empty()).then(|| Node::text(name, text))
}

fn about(study: &Study) -> Vec<Node> {
    let titles =
        Node::new("titlStmt").holding([Node::text("titl", &study.title), Node::text("IDNo", &study.id)]);
    let host = said("AuthEnty", &study.host).map(|host| Node::new("rspStmt").holding([host]));
    let citation = Node::new("citation").holding(std::iter::once(titles).chain(host));
    let summary: Vec<Node> =
        said("timePrd", &study.period).into_iter().chain(said("geogCover", &study.region)).collect();
    let summary = (!summary.is_empty()).then(|| Node::new("sumDscr").holding(summary));
    let notes = study.notes.iter().filter_map(|note| said("notes", note));
    let info: Vec<Node> = said("abstract", &study.purpose).into_iter().chain(summary).chain(notes).collect();
    let rate = said("respRate", &study.response_rate);
    let method = rate.map(|rate| Node::new("method").holding([Node::new("anlyInfo").holding([rate])]));
    let info = (!info.is_empty()).then(|| Node::new("stdyInfo").holding(info));
    std::iter::once(citation).chain(info).chain(method).collect()
}

fn variable(number: usize, variable: &DataVariable) -> Node {
    let (interval, nature) = match variable.nature {
        Nature::Nominal => ("discrete", "nominal"),
        Nature::Ordinal => ("discrete", "ordinal"),
        Nature::Interval => ("contin", "interval"),
    };
    let count =
        |kind: &str, n: Option<usize>| n.map(|n| Node::text("sumStat", n.to_string()).with("type", kind));
    let format = if variable.is_numeric { "numeric" } else { "character" };
    Node::new("var")
        .with("ID", format!("V{number}"))
        .with("name", &variable.name)
        .with("files", "F1")
        .with("intrvl", interval)
        .with("nature", nature)
        .holding([Node::text("labl", &variable.label)])
        .holding([Node::new("qstn").holding([Node::text("qstnLit", &variable.label)])])
        .holding(said("universe", &variable.universe))
        .holding(count("vald", variable.n_valid))
        .holding(count("invd", variable.n_missing))
        .holding(variable.values.iter().map(category))
        .holding([Node::new("varFormat").with("type", format)])
        .holding(said("notes", &variable.note))
}

fn category(value: &DataValue) -> Node {
    let mut node = Node::new("catgry");
    if value.is_missing {
        node = node.with("missing", "Y");
    }
    let count = value.count.map(|n| Node::text("catStat", n.to_string()).with("type", "freq"));
    node.holding([Node::text("catValu", &value.value), Node::text("labl", &value.label)])
        .holding(said("txt", &value.note))
        .holding(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> String {
        let study = Study {
            id: "kikitori-1-2".to_owned(),
            lang: "ja".to_owned(),
            title: "架空の調査 <1>".to_owned(),
            period: "令和7年".to_owned(),
            notes: vec![String::new(), "倫理審査 第1号".to_owned()],
            response_rate: "12 / 30 = 40.0%".to_owned(),
            file: "q2.csv".to_owned(),
            n_cases: 12,
            ..Study::default()
        };
        let value = |value: &str, is_missing, count| DataValue {
            value: value.to_owned(),
            label: format!("値{value}"),
            is_missing,
            count,
            note: if value == "1" { "前の言葉".to_owned() } else { String::new() },
        };
        let kind = DataVariable {
            name: "kind".to_owned(),
            label: "種別".to_owned(),
            nature: Nature::Ordinal,
            is_numeric: true,
            universe: "全員".to_owned(),
            values: vec![value("1", false, Some(12)), value("2", false, None), value("99", true, None)],
            n_valid: Some(12),
            n_missing: None,
            note: "注".to_owned(),
        };
        let n = DataVariable {
            name: "n".to_owned(),
            nature: Nature::Interval,
            is_numeric: true,
            ..DataVariable::default()
        };
        let source = DataVariable { name: "source".to_owned(), ..DataVariable::default() };
        write(&study, &[kind, n, source])
    }

    #[test]
    fn only_counts_that_may_be_told_are_there() {
        let text = written();
        for part in [
            "<titl>架空の調査 &lt;1&gt;</titl>",
            "<caseQnty>12</caseQnty>",
            "<varQnty>3</varQnty>",
            "<notes>倫理審査 第1号</notes>",
            "<respRate>12 / 30 = 40.0%</respRate>",
            "<catStat type=\"freq\">12</catStat>",
            "<sumStat type=\"vald\">12</sumStat>",
            "<catgry missing=\"Y\">",
            "<var ID=\"V1\" name=\"kind\" files=\"F1\" intrvl=\"discrete\" nature=\"ordinal\">",
            "<var ID=\"V2\" name=\"n\" files=\"F1\" intrvl=\"contin\" nature=\"interval\">",
            "<var ID=\"V3\" name=\"source\" files=\"F1\" intrvl=\"discrete\" nature=\"nominal\">",
        ] {
            assert!(text.contains(part), "{part} in\n{text}");
        }
        assert_eq!(text.matches("<catStat").count(), 1);
        assert_eq!(text.matches("<sumStat").count(), 1);
        assert!(!text.contains("<AuthEnty"), "nobody is named");
    }

    #[test]
    fn codes_that_are_numbers_are_numbers_to_be_counted() {
        let text = written();
        let forms: Vec<(bool, bool)> = text
            .split("<var ")
            .skip(1)
            .map(|var| (var.contains("intrvl=\"contin\""), var.contains("<varFormat type=\"numeric\">")))
            .collect();
        assert_eq!(forms, [(false, true), (true, true), (false, false)], "{text}");
    }

    #[test]
    fn the_study_is_in_the_order_of_the_schema() {
        let text = |text: &str| text.to_owned();
        let study = Study {
            host: text("架空の会"),
            purpose: text("知るため"),
            period: text("令和7年"),
            region: text("架空県"),
            notes: vec![text("倫理審査 第1号")],
            response_rate: text("12 / 30"),
            ..Study::default()
        };
        let written = write(&study, &[]);
        let order = [
            "<stdyDscr>",
            "<citation>",
            "<titlStmt>",
            "<titl>",
            "<IDNo",
            "<rspStmt>",
            "<AuthEnty>",
            "<stdyInfo>",
            "<abstract>",
            "<sumDscr>",
            "<timePrd>",
            "<geogCover>",
            "<notes>",
            "<method>",
            "<anlyInfo>",
            "<respRate>",
            "<fileDscr ",
            "<fileTxt>",
            "<fileName>",
            "<dimensns>",
            "<caseQnty>",
            "<varQnty>",
            "<dataDscr",
        ];
        let mut from = 0;
        for part in order {
            let found = written.get(from..).and_then(|rest| rest.find(part));
            from += found.unwrap_or_else(|| panic!("{part} is not behind the one before: {written}"));
        }
    }

    #[test]
    fn parts_are_in_the_order_of_the_schema_and_well_formed() {
        let text = written();
        let mut reader = quick_xml::Reader::from_str(&text);
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
        let places: Vec<usize> = [
            "<labl>種別",
            "<qstn>",
            "<universe>",
            "<sumStat",
            "<catgry",
            "<labl>値1",
            "<txt>前の言葉",
            "<catStat",
            "<varFormat",
            "<notes>注",
        ]
        .iter()
        .map(|part| text.find(part).unwrap())
        .collect();
        assert!(places.is_sorted(), "{text}");
    }
}
