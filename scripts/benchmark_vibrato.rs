//! What our words are compared with on one core (`analysis/examples/measure_words.rs`, the same loop): vibrato, with the same sources
//! of the dictionary. Prints the seconds of the shortest of some runs over the lines of standard input, without those of reading the
//! dictionary; the words go to a file.
//!
//!     benchmark_vibrato SOURCES RUNS WORDS <TEXTS
//!
//! `scripts/benchmark-vibrato` builds it in a folder of its own: it is no part of the product.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::time::Instant;

use vibrato::{SystemDictionaryBuilder, Tokenizer};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [sources, runs, words] = arguments.as_slice() else {
        return Err("usage: benchmark_vibrato SOURCES RUNS WORDS <TEXTS".into());
    };
    let open = |name: &str| File::open(format!("{sources}/{name}"));
    let dictionary = SystemDictionaryBuilder::from_readers(
        open("lex.csv")?,
        open("matrix.def")?,
        open("char.def")?,
        open("unk.def")?,
    )?;
    // As MeCab: blanks belong to no word, and unknown words are as long as its own.
    let tokenizer = Tokenizer::new(dictionary).ignore_space(true)?.max_grouping_len(24);
    let mut texts = String::new();
    std::io::stdin().read_to_string(&mut texts)?;
    let mut worker = tokenizer.new_worker();
    let mut shortest = f64::INFINITY;
    for _ in 0..runs.parse::<usize>()?.max(1) {
        let started = Instant::now();
        let mut output = BufWriter::with_capacity(1 << 20, File::create(words)?);
        for line in texts.lines() {
            worker.reset_sentence(line);
            worker.tokenize();
            for place in 0..worker.num_tokens() {
                let token = worker.token(place);
                writeln!(output, "{}\t{}", token.surface(), token.feature())?;
            }
            output.write_all(b"EOS\n")?;
        }
        output.flush()?;
        shortest = shortest.min(started.elapsed().as_secs_f64());
    }
    println!("{shortest:.3}");
    Ok(())
}
