//! Compares the suggested stances and themes with sentences labelled by hand:
//! `cargo run --release -p analysis --example measure_coding -- FILE.jsonl…`
//!
//! Each line of a file is an object with text, stance (challenge, good_practice, request, other), theme (a code, or
//! none) and, if there are other codes that are right too, `theme_alt`.

use std::error::Error;

use analysis::coding::stance::Stance;
use analysis::coding::suggest::Suggester;
use serde::Deserialize;

#[derive(Deserialize)]
struct Labelled {
    text: String,
    stance: Stance,
    theme: String,
    #[serde(default)]
    theme_alt: Vec<String>,
}

#[derive(Default)]
struct Tally {
    n: usize,
    themes_right: usize,
    themes_accepted: usize,
    /// Rows are the labels, columns the suggestions.
    confusion: [[usize; 4]; 4],
}

fn main() -> Result<(), Box<dyn Error>> {
    let suggester = Suggester::shipped()?;
    for file in std::env::args().skip(1) {
        let mut tally = Tally::default();
        for line in std::fs::read_to_string(&file)?.lines() {
            let labelled: Labelled = serde_json::from_str(line)?;
            let suggestion = suggester.suggest(&labelled.text);
            let theme = suggestion.themes.first().map_or("none", |theme| theme.code.as_str());
            tally.n += 1;
            tally.confusion[labelled.stance as usize][suggestion.stance as usize] += 1;
            tally.themes_right += usize::from(theme == labelled.theme);
            let is_accepted = theme == labelled.theme || labelled.theme_alt.iter().any(|alt| alt == theme);
            tally.themes_accepted += usize::from(is_accepted);
        }
        print(&file, &tally);
    }
    Ok(())
}

fn print(file: &str, tally: &Tally) {
    let share = |count: usize| count as f64 / tally.n.max(1) as f64;
    let right: usize = (0..4).map(|stance| tally.confusion[stance][stance]).sum();
    let f1: Vec<f64> = (0..4).map(|stance| f1(&tally.confusion, stance)).collect();
    println!("{file}: {} sentences", tally.n);
    println!("  stance: accuracy {:.3}, macro-F1 {:.3}", share(right), f1.iter().sum::<f64>() / 4.0);
    for (stance, f1) in Stance::ALL.into_iter().zip(&f1) {
        println!("    {:<14} F1 {f1:.3}  suggested as {:?}", stance.key(), tally.confusion[stance as usize]);
    }
    println!(
        "  first theme: accuracy {:.3}, with the other accepted codes {:.3}",
        share(tally.themes_right),
        share(tally.themes_accepted)
    );
}

fn f1(confusion: &[[usize; 4]; 4], stance: usize) -> f64 {
    let right = confusion[stance][stance];
    let labelled: usize = confusion[stance].iter().sum();
    let suggested: usize = confusion.iter().map(|row| row[stance]).sum();
    if labelled + suggested == 0 { 0.0 } else { 2.0 * right as f64 / (labelled + suggested) as f64 }
}
