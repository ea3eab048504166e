//! Reads an expression.
