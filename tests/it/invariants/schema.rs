//! The migrations run up, down and up again on both engines, and the entities are what they make.

use std::collections::BTreeSet;

use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, Schema, Statement};
use surveys::entity;
use tests::database::{Database, ENGINES};
use tests::workspace::files;

/// Columns, nullability and types of every table, `table.column type null`, of SQLite.
const SQLITE_COLUMNS: &str = "SELECT m.name || '.' || p.name || ' ' || lower(p.type) || \
    CASE WHEN p.\"notnull\" OR p.pk THEN '' ELSE ' null' END || CASE WHEN p.pk THEN ' key' ELSE '' END \
    FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'";

/// The same of PostgreSQL.
const POSTGRES_COLUMNS: &str = "SELECT c.table_name || '.' || c.column_name || ' ' || c.data_type || \
    CASE c.is_nullable WHEN 'NO' THEN '' ELSE ' null' END || \
    CASE WHEN EXISTS (SELECT 1 FROM information_schema.key_column_usage k JOIN information_schema.table_constraints t \
      USING (constraint_name) WHERE t.constraint_type = 'PRIMARY KEY' AND k.table_name = c.table_name \
      AND k.column_name = c.column_name) THEN ' key' ELSE '' END \
    FROM information_schema.columns c WHERE c.table_schema = 'public'";

/// Everything else that a migration makes: tables, indexes and constraints as SQL.
const SQLITE_REST: &str = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master";
const POSTGRES_REST: &str = "SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public' \
    UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint \
      WHERE connamespace = 'public'::regnamespace \
    UNION ALL SELECT 'sequence ' || sequencename FROM pg_sequences WHERE schemaname = 'public'";

/// The migrations' own table, and SQLite's.
const NOT_OURS: [&str; 2] = ["seaql_migrations", "sqlite_"];

async fn lines(db: &DatabaseConnection, sqlite: &str, postgres: &str) -> BTreeSet<String> {
    let backend = db.get_database_backend();
    let sql = if backend == DbBackend::Sqlite { sqlite } else { postgres };
    let rows =
        db.query_all_raw(Statement::from_string(backend, sql)).await.expect("the catalogue can be read");
    let line = |row: &sea_orm::QueryResult| row.try_get_by_index::<String>(0).expect("one column of text");
    rows.iter().map(line).filter(|line| NOT_OURS.iter().all(|name| !line.contains(name))).collect()
}

async fn columns(db: &DatabaseConnection) -> BTreeSet<String> {
    lines(db, SQLITE_COLUMNS, POSTGRES_COLUMNS).await
}

async fn whole(db: &DatabaseConnection) -> BTreeSet<String> {
    let mut all = columns(db).await;
    all.extend(lines(db, SQLITE_REST, POSTGRES_REST).await);
    all
}

#[tokio::test]
async fn migrations_run_up_down_up_on_both_engines() {
    for engine in ENGINES {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = Database::empty(engine, folder.path()).await;
        let db = database.connect().await;
        Migrator::up(&db, None).await.expect("up");
        let first = whole(&db).await;
        assert!(first.len() > 50, "{engine:?}: the schema is read");
        Migrator::down(&db, None).await.expect("down");
        let nothing = whole(&db).await;
        assert!(nothing.is_empty(), "{engine:?}: this stays after all steps down: {nothing:#?}");
        Migrator::up(&db, None).await.expect("up again");
        assert_eq!(first, whole(&db).await, "{engine:?}: the second way up ends elsewhere");
        db.close().await.expect("close");
        database.remove().await;
    }
}

#[tokio::test]
async fn both_engines_have_the_same_tables_and_columns() {
    let mut names = Vec::new();
    for engine in ENGINES {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = Database::migrated(engine, folder.path()).await;
        let db = database.connect().await;
        // The types have other names; null and key have not.
        let name = |line: &String| {
            let words: Vec<&str> = line.split(' ').collect();
            format!("{} {} {}", words[0], words.contains(&"null"), words.contains(&"key"))
        };
        names.push(columns(&db).await.iter().map(name).collect::<BTreeSet<_>>());
        db.close().await.expect("close");
        database.remove().await;
    }
    assert_eq!(names[0], names[1]);
}

/// Makes the table that an entity describes and selects from it, so that types and names are both compared.
async fn create<E: EntityTrait>(entity: E, as_described: &DatabaseConnection, migrated: &DatabaseConnection) {
    let statement = Schema::new(as_described.get_database_backend()).create_table_from_entity(entity);
    as_described.execute(&statement).await.expect("an entity describes a table");
    let rows = E::find().all(migrated).await;
    assert!(rows.is_ok_and(|rows| rows.is_empty()), "{} cannot be selected", entity.table_name());
}

/// Every entity once.
async fn create_all(described: &DatabaseConnection, migrated: &DatabaseConnection) {
    create_a_to_h(described, migrated).await;
    create_i_to_z(described, migrated).await;
}

/// One line a table.
async fn create_a_to_h(described: &DatabaseConnection, migrated: &DatabaseConnection) {
    create(entity::agency::Entity, described, migrated).await;
    create(entity::agency_merge::Entity, described, migrated).await;
    create(entity::answer_import::Entity, described, migrated).await;
    create(entity::approach::Entity, described, migrated).await;
    create(entity::audit_event::Entity, described, migrated).await;
    create(entity::card::Entity, described, migrated).await;
    create(entity::card_check::Entity, described, migrated).await;
    create(entity::card_consent::Entity, described, migrated).await;
    create(entity::card_source::Entity, described, migrated).await;
    create(entity::card_version::Entity, described, migrated).await;
    create(entity::card_word::Entity, described, migrated).await;
    create(entity::code::Entity, described, migrated).await;
    create(entity::coding::Entity, described, migrated).await;
    create(entity::confirmation::Entity, described, migrated).await;
    create(entity::confirmation_part::Entity, described, migrated).await;
    create(entity::contact::Entity, described, migrated).await;
    create(entity::consultation::Entity, described, migrated).await;
    create(entity::consultation_note::Entity, described, migrated).await;
    create(entity::blind_coding::Entity, described, migrated).await;
    create(entity::coding_decision::Entity, described, migrated).await;
    create(entity::different_agency::Entity, described, migrated).await;
    create(entity::double_assignment::Entity, described, migrated).await;
    create(entity::double_coder::Entity, described, migrated).await;
    create(entity::double_coding::Entity, described, migrated).await;
    create(entity::double_text::Entity, described, migrated).await;
    create(entity::entry::Entity, described, migrated).await;
    create(entity::explanation::Entity, described, migrated).await;
    create(entity::feedback_sheet::Entity, described, migrated).await;
    create(entity::hearing::Entity, described, migrated).await;
    create(entity::hearing_file::Entity, described, migrated).await;
    create(entity::hearing_revision::Entity, described, migrated).await;
    create(entity::hearing_section::Entity, described, migrated).await;
}

/// One line a table.
async fn create_i_to_z(described: &DatabaseConnection, migrated: &DatabaseConnection) {
    create(entity::invitation::Entity, described, migrated).await;
    create(entity::inviting::Entity, described, migrated).await;
    create(entity::imported_response::Entity, described, migrated).await;
    create(entity::memo::Entity, described, migrated).await;
    create(entity::message::Entity, described, migrated).await;
    create(entity::organisation::Entity, described, migrated).await;
    create(entity::promise::Entity, described, migrated).await;
    create(entity::publication::Entity, described, migrated).await;
    create(entity::publication_quote::Entity, described, migrated).await;
    create(entity::questionnaire::Entity, described, migrated).await;
    create(entity::questionnaire_draft::Entity, described, migrated).await;
    create(entity::questionnaire_version::Entity, described, migrated).await;
    create(entity::quote::Entity, described, migrated).await;
    create(entity::region::Entity, described, migrated).await;
    create(entity::region_scheme::Entity, described, migrated).await;
    create(entity::region_scheme_member::Entity, described, migrated).await;
    create(entity::registration::Entity, described, migrated).await;
    create(entity::reply_questionnaire::Entity, described, migrated).await;
    create(entity::response::Entity, described, migrated).await;
    create(entity::response_contact::Entity, described, migrated).await;
    create(entity::response_edit::Entity, described, migrated).await;
    create(entity::response_file::Entity, described, migrated).await;
    create(entity::response_revision::Entity, described, migrated).await;
    create(entity::rule_version::Entity, described, migrated).await;
    create(entity::segment::Entity, described, migrated).await;
    create(entity::seating::Entity, described, migrated).await;
    create(entity::session::Entity, described, migrated).await;
    create(entity::share_link::Entity, described, migrated).await;
    create(entity::sheet_import::Entity, described, migrated).await;
    create(entity::survey::Entity, described, migrated).await;
    create(entity::told_match::Entity, described, migrated).await;
    create(entity::user::Entity, described, migrated).await;
    create(entity::wave::Entity, described, migrated).await;
    create(entity::week_report::Entity, described, migrated).await;
    create(entity::word_list_version::Entity, described, migrated).await;
}

#[tokio::test]
async fn entities_are_what_the_migrations_make() {
    for engine in ENGINES {
        let (here, there) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let (described, migrated) =
            (Database::empty(engine, here.path()).await, Database::migrated(engine, there.path()).await);
        let (as_described, as_migrated) = (described.connect().await, migrated.connect().await);
        create_all(&as_described, &as_migrated).await;
        let (left, right) = (columns(&as_described).await, columns(&as_migrated).await);
        let only_entity: Vec<_> = left.difference(&right).collect();
        let only_schema: Vec<_> = right.difference(&left).collect();
        assert!(
            only_entity.is_empty() && only_schema.is_empty(),
            "{engine:?}: only in the entities {only_entity:#?}, only in the schema {only_schema:#?}"
        );
        as_described.close().await.expect("close");
        as_migrated.close().await.expect("close");
        described.remove().await;
        migrated.remove().await;
    }
}

#[test]
fn every_entity_file_is_compared() {
    let here = include_str!("schema.rs");
    for file in files("surveys/src/entity", &[".rs"]) {
        let name = file.path.rsplit('/').next().expect("a path").trim_end_matches(".rs");
        let is_table = file.text.contains("DeriveEntityModel");
        assert!(
            !is_table || here.contains(&format!("entity::{name}::Entity")),
            "{name} is missing in create_all"
        );
    }
}
