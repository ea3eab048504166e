//! The values of options that are one of a few.

use clap::ValueEnum;

/// What is compared with one another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CompareName {
    /// Words.
    #[default]
    Words,
    /// The codes of coding rules.
    Rules,
    /// The themes that are suggested.
    Themes,
}

/// How words are counted where they are denied (〜ない).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DeniedName {
    /// With the word where it is not.
    #[default]
    Together,
    /// As a word of their own.
    Apart,
}

/// How alike two words are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum MeasureName {
    /// Jaccard's coefficient.
    #[default]
    Jaccard,
    /// Dice's coefficient.
    Dice,
    /// Simpson's coefficient.
    Simpson,
    /// The cosine.
    Cosine,
    /// Euclid's distance of standardized values.
    Euclid,
}

/// How groups of a network are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum GroupingName {
    /// Greedy modularity.
    #[default]
    Modularity,
    /// Random walks.
    RandomWalk,
    /// Taking away the lines between groups.
    EdgeBetweenness,
    /// No groups.
    None,
}

/// How the distance of two clusters of words follows from those of their words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LinkageName {
    /// Ward's method.
    #[default]
    Ward,
    /// The mean distance.
    Average,
    /// The largest distance.
    Complete,
}

/// How texts are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TopicLinkageName {
    /// The mean distance.
    #[default]
    Average,
    /// Ward's method.
    Ward,
}

/// How coordinates of a correspondence analysis are stretched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ScalingName {
    /// Principal coordinates.
    #[default]
    Principal,
    /// Times the root of the singular value.
    Root,
    /// Standard coordinates.
    Standard,
}
