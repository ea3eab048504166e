//! Everything that a database holds, as somebody sees it who has got hold of all of it: every row of every table with all
//! its columns, and what the engine itself keeps of rows (place, row number, transaction).

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, QueryResult, Statement};

/// A row: column → value as text. `@place`, `@row` and `@transaction` are the engine's own.
pub type Row = BTreeMap<String, String>;
/// All rows of all tables.
pub type Dump = BTreeMap<String, Vec<Row>>;

const SQLITE_COLUMNS: &str = "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p \
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'";
const POSTGRES_COLUMNS: &str = "SELECT c.table_name::text, c.column_name::text FROM information_schema.columns c \
    WHERE c.table_schema = 'public'";

async fn rows(db: &DatabaseConnection, sql: &str) -> Vec<QueryResult> {
    let statement = Statement::from_string(db.get_database_backend(), sql.to_owned());
    db.query_all_raw(statement).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
}

/// Reads everything.
pub async fn dump(db: &DatabaseConnection) -> Dump {
    let is_sqlite = db.get_database_backend() == DbBackend::Sqlite;
    let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows(db, if is_sqlite { SQLITE_COLUMNS } else { POSTGRES_COLUMNS }).await {
        let text = |at| row.try_get_by_index::<String>(at).expect("names are text");
        columns.entry(text(0)).or_default().push(text(1));
    }
    let own: &[(&str, &str)] = if is_sqlite {
        &[("@row", "rowid")]
    } else {
        &[
            (
                "@row",
                "lpad(split_part(trim(ctid::text, '()'), ',', 1), 9, '0') || lpad(split_part(trim(ctid::text, '()'), ',', 2), 9, '0')",
            ),
            ("@transaction", "xmin::text"),
        ]
    };
    let mut dump = Dump::new();
    for (table, columns) in columns {
        let mut wanted: Vec<(String, String)> =
            columns.iter().map(|name| (name.clone(), format!("\"{name}\""))).collect();
        wanted.extend(own.iter().map(|(name, sql)| ((*name).to_owned(), (*sql).to_owned())));
        let list: Vec<String> = wanted.iter().map(|(_, sql)| format!("CAST({sql} AS TEXT)")).collect();
        // Without an order: rows come as the engine keeps them.
        let found = rows(db, &format!("SELECT {} FROM \"{table}\"", list.join(", "))).await;
        let read = |(place, row): (usize, &QueryResult)| {
            let mut read: Row = Row::from([("@place".to_owned(), place.to_string())]);
            for (at, (name, _)) in wanted.iter().enumerate() {
                let value: Option<String> = row.try_get_by_index(at).expect("cast to text");
                read.extend(value.map(|value| (name.clone(), value)));
            }
            read
        };
        dump.insert(table, found.iter().enumerate().map(read).collect());
    }
    dump
}
