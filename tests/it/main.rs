//! The service over HTTP on both databases, and the house rules: one binary, one file a subject.

mod invariants;
