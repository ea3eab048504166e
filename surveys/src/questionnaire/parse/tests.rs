//! Tests of reading definitions.
