//! Invented tables for the tests of what is said of tables.

use analysis::table::crosstab::{CodeCrosstab, CodeHits, CrosstabOptions, code_crosstab};
use analysis::table::suppress::{Disclosure, Protected, protect};
use analysis::table::{Column, ColumnData, Kind, ValueLabel, Variable, frame};

/// Codes by areas of so many people; of each code by how many people of each area it is given.
pub(crate) fn by_area<S: AsRef<str>, const N: usize>(
    areas: [(&str, u32); N],
    codes: &[(S, [u32; N])],
    disclosure: Disclosure,
) -> Protected<CodeCrosstab> {
    let values = areas.map(|(area, _)| ValueLabel { value: area.to_owned(), label: area.to_owned() });
    let variable = Variable {
        name: "area".to_owned(),
        label: "圏域".to_owned(),
        kind: Kind::Single,
        values: values.into(),
    };
    let people =
        areas.iter().flat_map(|(area, size)| std::iter::repeat_n(Some((*area).to_owned()), *size as usize));
    let column = Column { name: variable.name.clone(), data: ColumnData::Texts(people.collect()) };
    let hits = codes.iter().map(|(code, counts)| CodeHits {
        name: code.as_ref().to_owned(),
        label: code.as_ref().to_owned(),
        rows: first_of_each(areas.map(|(_, size)| size), *counts),
    });
    let hits: Vec<CodeHits> = hits.collect();
    let table = code_crosstab(&frame(vec![column]).unwrap(), &variable, &hits, CrosstabOptions::default());
    protect(table.unwrap(), disclosure)
}

/// The places of the first so many people of each area, where areas follow one another.
fn first_of_each<const N: usize>(sizes: [u32; N], counts: [u32; N]) -> Vec<u32> {
    let (mut rows, mut start) = (Vec::new(), 0_u32);
    for (size, n) in sizes.into_iter().zip(counts) {
        rows.extend(start..start + n);
        start += size;
    }
    rows
}
