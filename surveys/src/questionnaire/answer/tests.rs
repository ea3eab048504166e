//! Tests of reading pages and of the final check.
