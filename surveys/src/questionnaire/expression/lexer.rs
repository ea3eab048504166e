//! Cuts an expression into tokens.
