#!/usr/bin/env bash
# Prints, side by side and measured in the same run: cutting texts with `kikitori tokenize` and with `mecab`, how far the
# words agree, with vibrato on one core (scripts/benchmark-vibrato; left out where it cannot be built, or with
# BENCHMARK_VIBRATO=no), and the whole of `kikitori analyze` against a short Python program that does the same work
# (scripts/benchmark_pipeline.py: MeCab, pandas, scikit-learn, scipy, networkx, matplotlib). Then the growth of time and memory and
# the time of coding rules on invented texts (scripts/benchmark-scale; left out with BENCHMARK_SCALE=no).
#
#   scripts/benchmark.sh FILE.csv TEXT_COLUMN [BY_COLUMN]
#
# Needs the Debian packages mecab, mecab-ipadic and mecab-ipadic-utf8, and the network once, for the Python packages and for vibrato.
set -euo pipefail

if [ $# -lt 2 ]; then
    echo "usage: $0 FILE.csv TEXT_COLUMN [BY_COLUMN]" >&2
    exit 2
fi
file=$(realpath "$1")
column=$2
by=${3:-}
runs=${BENCHMARK_RUNS:-5}

cd "$(dirname "$0")/.."
cache=${XDG_CACHE_HOME:-$HOME/.cache}/kikitori
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$cache/target}
kikitori=${KIKITORI:-$CARGO_TARGET_DIR/release/kikitori}
mecab_dictionary=${MECAB_DICTIONARY:-/var/lib/mecab/dic/ipadic-utf8}
pipeline=$PWD/scripts/benchmark_pipeline.py
venv=$cache/benchmark-venv
python=$venv/bin/python

command -v mecab >/dev/null || { echo "install the Debian packages mecab and mecab-ipadic-utf8" >&2; exit 2; }
if [ -z "${KIKITORI:-}" ]; then
    cargo build --release --quiet --package server
fi
if ! "$python" -c 'import MeCab, matplotlib, networkx, pandas, scipy, sklearn' 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet mecab-python3 matplotlib networkx pandas scikit-learn scipy
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$cache/benchmark-data

# Shortest of some runs, in seconds: the one that other programs disturbed least.
best() {
    local shortest="" seconds TIMEFORMAT=%R
    for _ in $(seq "$runs"); do
        seconds=$( { time "$@" >/dev/null 2>&1; } 2>&1 )
        shortest=$(printf '%s\n%s\n' "$seconds" "$shortest" | grep . | sort -g | head -n 1)
    done
    echo "$shortest"
}

"$python" "$pipeline" texts "$file" "$column" >"$work/texts"
kikitori_tokenize() { "$kikitori" tokenize --dictionary "$data/dictionary" <"$work/texts" >"$work/kikitori.words"; }
# MeCab uses one core; so does this.
kikitori_tokenize_alone() { RAYON_NUM_THREADS=1 kikitori_tokenize; }
mecab_tokenize() { mecab -d "$mecab_dictionary" -b 1000000 "$work/texts" -o "$work/mecab.words"; }
kikitori_analyze() {
    "$kikitori" analyze "$file" --text "$column" ${by:+--by "$by"} --data "$data" --out "$work/kikitori"
}
# The same texts once more, with what was read of them before, but no finished report.
kikitori_analyze_again() {
    rm -f "$work/cache"/*.kikitori-report
    kikitori_analyze_unchanged
}
# The same with the report that was kept.
kikitori_analyze_unchanged() {
    "$kikitori" analyze "$file" --text "$column" ${by:+--by "$by"} --data "$data" --cache "$work/cache" --out "$work/kikitori-again"
}
python_analyze() { "$python" "$pipeline" analyze "$file" "$column" "$mecab_dictionary" "$work/python" "$by"; }

# Once before the clock runs: the dictionary is compiled, and both programs are in memory.
kikitori_tokenize
mecab_tokenize
kikitori_analyze >/dev/null
kikitori_analyze_again >/dev/null
kikitori_analyze_again >/dev/null
diff -r "$work/kikitori" "$work/kikitori-again"
kikitori_analyze_unchanged >/dev/null
diff -r "$work/kikitori" "$work/kikitori-again"
python_analyze

a=$(best kikitori_tokenize) alone=$(best kikitori_tokenize_alone) b=$(best mecab_tokenize) c=$(best kikitori_analyze)
again=$(best kikitori_analyze_again) unchanged=$(best kikitori_analyze_unchanged) d=$(best python_analyze)
vibrato=
if [ "${BENCHMARK_VIBRATO:-yes}" != no ]; then
    vibrato=$(scripts/benchmark-vibrato "$work/texts" "$work/vibrato.words" "$runs") || echo "vibrato is left out: it cannot be built" >&2
    cargo build --release --quiet --package analysis --example measure_words
    cutting=$("$CARGO_TARGET_DIR/release/examples/measure_words" "$data/dictionary" "$runs" "$work/own.words" <"$work/texts")
fi
ratio() { awk -v slow="$1" -v fast="$2" 'BEGIN { printf "%.2f", slow / fast }'; }

# `kikitori analyze` does a little more than the Python program, which says at its head what it leaves out.
echo "$(wc -l <"$work/texts") texts, $(wc -m <"$work/texts") characters, $(nproc) processors, shortest of $runs runs"
printf '%-28s %10s %10s %8s\n' '' kikitori other ratio
printf '%-28s %9ss %9ss %7sx\n' 'tokenize | mecab' "$a" "$b" "$(ratio "$b" "$a")"
printf '%-28s %9ss %9ss %7sx\n' 'tokenize, one core | mecab' "$alone" "$b" "$(ratio "$b" "$alone")"
# Both in one process and without reading their dictionary: the same loop (analysis/examples/measure_words.rs).
[ -z "$vibrato" ] || printf '%-28s %9ss %9ss %7sx\n' 'words, one core | vibrato' "$cutting" "$vibrato" "$(ratio "$vibrato" "$cutting")"
printf '%-28s %9ss %9ss %7sx\n' 'analyze | Python pipeline' "$c" "$d" "$(ratio "$d" "$c")"
printf '%-28s %9ss %9ss %7sx\n' 'analyze, read before | Python' "$again" "$d" "$(ratio "$d" "$again")"
printf '%-28s %9ss %9ss %7sx\n' 'analyze, unchanged | Python' "$unchanged" "$d" "$(ratio "$d" "$unchanged")"
"$python" "$pipeline" compare "$work/mecab.words" "$work/kikitori.words"

if [ "${BENCHMARK_SCALE:-yes}" != no ]; then
    echo
    scripts/benchmark-scale
fi
