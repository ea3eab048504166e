//! Decides an expression with answers.
