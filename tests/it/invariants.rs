//! The rules of the house (ARCHITECTURE.md), each kept by a test.

mod files;
mod imports;
mod locales;
mod readme;
mod schema;
mod templates;
