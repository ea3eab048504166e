//! Checks across a whole definition: names, references, cycles.
