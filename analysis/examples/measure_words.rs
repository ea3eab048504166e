//! What vibrato is compared with on one core: the words of the lines of standard input in MeCab's format, without opening the
//! dictionary. Prints the seconds of the shortest of some runs; the words go to a file. The same loop stands in
//! `scripts/benchmark_vibrato.rs`:
//! `cargo run --release -p analysis --example measure_words -- DICTIONARY RUNS WORDS <TEXTS`

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::Path;
use std::time::Instant;

use analysis::text::dictionary;
use analysis::text::tokenizer::{Tokenizer, write_mecab};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, runs, words] = arguments.as_slice() else {
        return Err("usage: measure_words DICTIONARY RUNS WORDS <TEXTS".into());
    };
    let tokenizer = Tokenizer::plain(&dictionary::open(Path::new(folder))?);
    let mut texts = String::new();
    std::io::stdin().read_to_string(&mut texts)?;
    let mut shortest = f64::INFINITY;
    for _ in 0..runs.parse::<usize>()?.max(1) {
        let started = Instant::now();
        // A new one each time: it remembers how words are written, which would be known from the run before.
        let mut worker = tokenizer.worker();
        let mut output = BufWriter::with_capacity(1 << 20, File::create(words)?);
        let mut line_words = String::new();
        for line in texts.lines() {
            line_words.clear();
            write_mecab(&mut worker, line, &mut line_words);
            output.write_all(line_words.as_bytes())?;
        }
        output.flush()?;
        shortest = shortest.min(started.elapsed().as_secs_f64());
    }
    println!("{shortest:.3}");
    Ok(())
}
