//! Codebooks and codings: codes, segments of notes and answers, which code somebody put on which, and memos. The marks
//! of before (a stance in a column of the segment) become codings with the code of that stance.

use sea_orm_migration::sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The stances of before: stored name, symbol and names of the code that takes their place.
const STANCES: [(&str, &str, &str, &str); 4] = [
    ("challenge", "S1", "課題", "Challenge"),
    ("good_practice", "S2", "好事例・取り組み", "Good practice"),
    ("request", "S3", "要望", "Request"),
    ("other", "S4", "その他", "Other"),
];

/// The group that they stand in.
const GROUP: (&str, &str, &str, &str) = ("stance", "S", "立場", "Stance");

/// Segments in the new shape.
const SEGMENTS_OF_MARKS: &str = "INSERT INTO segments (id, survey_id, hearing_id, part, starts_at, ends_at, quote, \
    is_detached, created_by, created_at) SELECT m.id, h.survey_id, m.hearing_id, m.section, m.starts_at, m.ends_at, \
    m.quote, m.is_detached, m.created_by, m.created_at FROM marks_of_before m JOIN hearings h ON h.id = m.hearing_id";

/// Released quotes of segments that are gone. The rebuilt table counts on from the numbers that are left, so that a new
/// segment could get the number of one that is gone, and its quote.
const QUOTES_OF_NOTHING: &str = "DELETE FROM quotes WHERE source LIKE 'segment:%' \
    AND source NOT IN (SELECT 'segment:' || CAST(s.id AS TEXT) FROM segments s)";

/// Columns that both shapes of a segment share.
const KEPT: &str = "starts_at, ends_at, quote, is_detached, created_by, created_at";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, QUOTES_OF_NOTHING.to_owned()).await?;
        manager.create_table(codes()).await?;
        manager.create_table(marks_of_before("marks_of_before")).await?;
        run(
            manager,
            format!(
                "INSERT INTO marks_of_before (id, hearing_id, section, stance, {KEPT}) \
             SELECT id, hearing_id, section, stance, {KEPT} FROM segments"
            ),
        )
        .await?;
        manager.drop_table(Table::drop().table("segments").to_owned()).await?;
        manager.create_table(segments()).await?;
        manager.create_table(codings()).await?;
        manager.create_table(memos()).await?;
        for index in indexes() {
            manager.create_index(index).await?;
        }
        carry_marks(manager).await?;
        manager.drop_table(Table::drop().table("marks_of_before").to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(marks_of_before("marks_of_before")).await?;
        let names = STANCES.map(|(key, ..)| format!("'{key}'")).join(", ");
        run(manager, format!(
            "INSERT INTO marks_of_before (id, hearing_id, section, stance, {KEPT}) \
             SELECT s.id, s.hearing_id, s.part, min(c.frame_code), s.starts_at, s.ends_at, s.quote, s.is_detached, \
             s.created_by, s.created_at FROM segments s JOIN codings o ON o.segment_id = s.id \
             JOIN codes c ON c.id = o.code_id WHERE s.hearing_id IS NOT NULL AND c.frame_code IN ({names}) \
             GROUP BY s.id, s.hearing_id, s.part, s.starts_at, s.ends_at, s.quote, s.is_detached, s.created_by, s.created_at"
        )).await?;
        for table in ["memos", "codings", "segments", "codes"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        manager.create_table(marks_of_before("segments")).await?;
        run(
            manager,
            format!(
                "INSERT INTO segments (id, hearing_id, section, stance, {KEPT}) \
             SELECT id, hearing_id, section, stance, {KEPT} FROM marks_of_before"
            ),
        )
        .await?;
        run(manager, QUOTES_OF_NOTHING.to_owned()).await?;
        go_on_counting(manager, "segments").await?;
        manager.drop_table(Table::drop().table("marks_of_before").to_owned()).await
    }
}

/// The segments keep their numbers, which released quotes speak of; every survey that has some gets the codes of the
/// stances, and every mark becomes a coding of who made it.
async fn carry_marks(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(manager, SEGMENTS_OF_MARKS.to_owned()).await?;
    go_on_counting(manager, "segments").await?;
    let (key, symbol, ja, en) = GROUP;
    run(manager, code_of_all(key, symbol, ja, en, 1, "NULL", false)).await?;
    for (place, (key, symbol, ja, en)) in STANCES.into_iter().enumerate() {
        let group = "(SELECT g.id FROM codes g WHERE g.survey_id = s.survey_id AND g.frame_code = 'stance')";
        run(manager, code_of_all(key, symbol, ja, en, place + 1, group, true)).await?;
    }
    run(
        manager,
        "INSERT INTO codings (segment_id, code_id, coder_id, was_suggested, created_at) \
         SELECT m.id, c.id, m.created_by, false, m.created_at FROM marks_of_before m \
         JOIN segments s ON s.id = m.id JOIN codes c ON c.survey_id = s.survey_id AND c.frame_code = m.stance"
            .to_owned(),
    )
    .await
}

/// Adds a code to every survey with segments; its time is that of the first of them.
fn code_of_all(
    key: &str,
    symbol: &str,
    ja: &str,
    en: &str,
    position: usize,
    parent: &str,
    is_codable: bool,
) -> String {
    format!(
        "INSERT INTO codes (survey_id, parent_id, position, symbol, name_ja, name_en, definition, inclusion, exclusion, \
         example, look, is_codable, frame_code, created_at) SELECT s.survey_id, {parent}, {position}, '{symbol}', \
         '{ja}', '{en}', '', '', '', '', {position} - 1, {is_codable}, '{key}', min(s.created_at) \
         FROM segments s GROUP BY s.survey_id"
    )
}

/// PostgreSQL counts apart from the rows: rows that came with their numbers have to be told.
async fn go_on_counting(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    run(manager, format!(
        "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
    )).await
}

async fn run(manager: &SchemaManager<'_>, sql: String) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

fn codes() -> TableCreateStatement {
    Table::create()
        .table("codes")
        .col(big_pk_auto("id"))
        .col(big_integer("survey_id"))
        .col(big_integer_null("parent_id"))
        // Among the codes of the same parent.
        .col(integer("position"))
        // Such as C01; unique among the codes of a survey that are in use.
        .col(string("symbol"))
        .col(string("name_ja"))
        .col(string("name_en"))
        .col(text("definition"))
        .col(text("inclusion"))
        .col(text("exclusion"))
        .col(text("example"))
        // Place in the list of colours and lines.
        .col(integer("look"))
        // A group of codes is put on nothing itself.
        .col(boolean("is_codable"))
        // What it is in the coding frame that ships, which suggestions speak of; empty for codes of one's own.
        .col(string("frame_code"))
        .col(big_integer_null("split_from"))
        .col(big_integer_null("merged_into"))
        // Since when it is not used any more.
        .col(timestamp_with_time_zone_null("closed_at"))
        .col(big_integer_null("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(ForeignKey::create().from("codes", "survey_id").to("surveys", "id"))
        .foreign_key(ForeignKey::create().from("codes", "parent_id").to("codes", "id"))
        .foreign_key(ForeignKey::create().from("codes", "split_from").to("codes", "id"))
        .foreign_key(ForeignKey::create().from("codes", "merged_into").to("codes", "id"))
        .foreign_key(ForeignKey::create().from("codes", "created_by").to("users", "id"))
        .to_owned()
}

fn segments() -> TableCreateStatement {
    Table::create()
        .table("segments")
        .col(big_pk_auto("id"))
        .col(big_integer("survey_id"))
        // The text: a section of a hearing note, or the answer to a question of a response.
        .col(big_integer_null("hearing_id"))
        .col(big_integer_null("response_id"))
        .col(string("part"))
        // Half-open span in Unicode code points of that text as it was written.
        .col(integer("starts_at"))
        .col(integer("ends_at"))
        .col(text("quote"))
        // An edit took the words away: somebody has to look.
        .col(boolean("is_detached"))
        .col(big_integer("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(ForeignKey::create().from("segments", "survey_id").to("surveys", "id"))
        .foreign_key(ForeignKey::create().from("segments", "hearing_id").to("hearings", "id"))
        .foreign_key(
            ForeignKey::create()
                .from("segments", "response_id")
                .to("responses", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(ForeignKey::create().from("segments", "created_by").to("users", "id"))
        .to_owned()
}

fn codings() -> TableCreateStatement {
    Table::create()
        .table("codings")
        .col(big_pk_auto("id"))
        .col(big_integer("segment_id"))
        .col(big_integer("code_id"))
        .col(big_integer("coder_id"))
        // The coder took it from a suggestion.
        .col(boolean("was_suggested"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(
            ForeignKey::create()
                .from("codings", "segment_id")
                .to("segments", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(ForeignKey::create().from("codings", "code_id").to("codes", "id"))
        .foreign_key(ForeignKey::create().from("codings", "coder_id").to("users", "id"))
        .to_owned()
}

fn memos() -> TableCreateStatement {
    Table::create()
        .table("memos")
        .col(big_pk_auto("id"))
        .col(big_integer("survey_id"))
        // What it is about: one of these.
        .col(big_integer_null("code_id"))
        .col(big_integer_null("segment_id"))
        .col(big_integer_null("hearing_id"))
        .col(big_integer_null("response_id"))
        .col(text("body"))
        .col(big_integer("written_by"))
        .col(timestamp_with_time_zone("written_at"))
        .foreign_key(ForeignKey::create().from("memos", "survey_id").to("surveys", "id"))
        .foreign_key(ForeignKey::create().from("memos", "code_id").to("codes", "id"))
        .foreign_key(
            ForeignKey::create()
                .from("memos", "segment_id")
                .to("segments", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(ForeignKey::create().from("memos", "hearing_id").to("hearings", "id"))
        .foreign_key(
            ForeignKey::create()
                .from("memos", "response_id")
                .to("responses", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(ForeignKey::create().from("memos", "written_by").to("users", "id"))
        .to_owned()
}

fn indexes() -> [IndexCreateStatement; 6] {
    let index = |name: &str, table: &str, column: &str| {
        Index::create().name(name).table(table.to_owned()).col(column.to_owned()).to_owned()
    };
    [
        // A coder puts a code on a segment once.
        Index::create()
            .name("codings_once")
            .table("codings")
            .col("segment_id")
            .col("code_id")
            .col("coder_id")
            .unique()
            .to_owned(),
        index("codings_code", "codings", "code_id"),
        index("codes_survey", "codes", "survey_id"),
        index("segments_survey", "segments", "survey_id"),
        index("segments_response", "segments", "response_id"),
        index("memos_survey", "memos", "survey_id"),
    ]
}

/// Segments as they were before.
fn marks_of_before(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(big_pk_auto("id"))
        .col(big_integer("hearing_id"))
        .col(string("section"))
        .col(integer("starts_at"))
        .col(integer("ends_at"))
        .col(string("stance"))
        .col(text("quote"))
        .col(boolean("is_detached"))
        .col(big_integer("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(ForeignKey::create().from(table, "hearing_id").to("hearings", "id"))
        .foreign_key(ForeignKey::create().from(table, "created_by").to("users", "id"))
        .to_owned()
}
