//! The hearing sheet (domain.md C5) as data, so that page, print view and database share one list.
