"""What `kikitori analyze` is compared with: the same work with MeCab, pandas, scikit-learn, networkx and matplotlib.

benchmark_pipeline.py analyze FILE.csv TEXT_COLUMN MECAB_DICTIONARY OUT_FOLDER [BY_COLUMN]
benchmark_pipeline.py texts FILE.csv TEXT_COLUMN          the texts, one a line
benchmark_pipeline.py compare MECAB_WORDS OTHER_WORDS     F1 of spans with parts of speech
"""

import csv
import html
import os
import re
import sys

CONTENT = ("名詞,一般", "名詞,サ変接続", "名詞,固有名詞", "名詞,形容動詞語幹", "名詞,副詞可能", "動詞,自立", "形容詞,自立", "副詞")
STANCES = [
    ("request", r"てほしい|ていただきたい|求め|べき|必要"),
    ("challenge", r"ない|できず|難し|困|不足|課題|問題|負担|不安"),
    ("good_practice", r"ている|てきた|できた|つながった|工夫|連携"),
]
WORDS, EDGES, EXAMPLES = 75, 60, 10


def analyze(file, column, dictionary, out, by=""):
    import matplotlib

    matplotlib.use("svg")
    import MeCab
    import matplotlib.pyplot as plt
    from matplotlib import font_manager

    # A font that has the words; without one matplotlib spends its time on warnings.
    font = "/usr/share/fonts/truetype/bizud-gothic/BIZUDGothic-Regular.ttf"
    if os.path.exists(font):
        font_manager.fontManager.addfont(font)
        # networkx asks for "sans-serif", whatever the family is.
        plt.rcParams["font.family"] = "sans-serif"
        plt.rcParams["font.sans-serif"] = ["BIZ UDGothic"]
    import networkx as nx
    import numpy as np
    import pandas as pd
    from scipy.stats import chi2_contingency
    from sklearn.feature_extraction.text import CountVectorizer

    os.makedirs(out, exist_ok=True)
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    texts = table[column].tolist()

    tagger = MeCab.Tagger(f"-r /dev/null -d {dictionary}")
    lemmas, surfaces, classes = [], [], {}
    for text in texts:
        content, all_words = [], []
        for line in tagger.parse(text).splitlines()[:-1]:
            surface, _, features = line.partition("\t")
            all_words.append(surface)
            if features.startswith(CONTENT):
                parts = features.split(",")
                lemma = parts[6] if len(parts) > 6 and parts[6] != "*" else surface
                content.append(lemma)
                classes.setdefault(lemma, ",".join(parts[:2]))
        lemmas.append(content)
        surfaces.append(" ".join(all_words))

    counts = CountVectorizer(analyzer=lambda words: words).fit(lemmas)
    occurrences = counts.transform(lemmas)
    present = (occurrences > 0).astype(np.int32)
    names = counts.get_feature_names_out()
    documents = np.asarray(present.sum(axis=0)).ravel()
    order = np.lexsort((names, -documents))
    postings = present.tocsc()
    ids = [" ".join(map(str, postings.indices[postings.indptr[i] : postings.indptr[i + 1]])) for i in range(len(names))]
    pd.DataFrame(
        {
            "lemma": names[order],
            "class": [classes[name] for name in names[order]],
            "documents": documents[order],
            "occurrences": np.asarray(occurrences.sum(axis=0)).ravel()[order],
            "ids": [ids[i] for i in order],
        }
    ).to_csv(f"{out}/terms.csv", index=False)

    top = order[:WORDS]
    together = (present[:, top].T @ present[:, top]).toarray()
    either = documents[top][:, None] + documents[top][None, :] - together
    jaccard = together / np.maximum(either, 1)
    pairs = [(jaccard[i, j], i, j) for i in range(len(top)) for j in range(i + 1, len(top)) if together[i, j]]
    pairs.sort(reverse=True)
    graph = nx.Graph()
    for weight, i, j in pairs[:EDGES]:
        graph.add_edge(names[top[i]], names[top[j]], weight=weight)
    pd.DataFrame(
        [(names[top[i]], names[top[j]], w, together[i, j]) for w, i, j in pairs[:EDGES]],
        columns=["word1", "word2", "jaccard", "documents"],
    ).to_csv(f"{out}/cooccurrence.csv", index=False)
    groups = nx.community.greedy_modularity_communities(graph, weight="weight") if graph else []
    colour = {word: place for place, group in enumerate(groups) for word in group}
    places = nx.spring_layout(graph, seed=100)
    plt.rcParams["font.family"] = ["BIZ UDGothic", "Noto Sans CJK JP", "sans-serif"]
    plt.rcParams["svg.fonttype"] = "none"
    plt.figure(figsize=(9, 9))
    nx.draw_networkx(graph, places, node_color=[colour[word] for word in graph], cmap="Pastel1")
    plt.axis("off")
    plt.savefig(f"{out}/network.svg")

    cues = [(stance, re.compile(pattern)) for stance, pattern in STANCES]

    def stance_of(text):
        ends = [sentence[-20:] for sentence in re.split(r"[。\n]", text) if sentence]
        found = [next((stance for stance, cue in cues if cue.search(end)), "other") for end in ends]
        return max(found, key=found.count) if found else ""

    table["stance"] = [stance_of(text) for text in texts]
    table["tokens"] = surfaces
    pd.DataFrame(
        {"id": range(1, len(texts) + 1), "text": texts, "tokens": surfaces, "stance": table["stance"]}
    ).to_csv(f"{out}/documents.csv", index=False)
    if by:
        crosstab = pd.crosstab(table[by], table["stance"])
        crosstab.to_csv(f"{out}/crosstab.csv")
        print("chi-square", chi2_contingency(crosstab).statistic)

    rows = "".join(
        f"<tr><td>{html.escape(names[i])}</td><td><a href='#w{i}'>{documents[i]}</a></td></tr>" for i in order[:300]
    )
    lists = "".join(f"<p id='w{i}'>{html.escape(names[i])}: {ids[i]}</p>" for i in order[:300])
    kwic = "".join(
        f"<p>{html.escape(text[max(0, at - 30) : at + 30])}</p>"
        for i in order[:EXAMPLES]
        for text in [text for text in texts if names[i] in text][:EXAMPLES]
        for at in [text.find(names[i])]
    )
    with open(f"{out}/network.svg", encoding="utf-8") as file:
        svg = file.read()
    body = "".join(f"<p id='d{place}'>{html.escape(text)}</p>" for place, text in enumerate(texts))
    with open(f"{out}/report.html", "w", encoding="utf-8") as file:
        file.write(f"<!DOCTYPE html><meta charset='utf-8'><table>{rows}</table>{svg}{kwic}{lists}{body}")


def texts(file, column):
    with open(file, encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            print(" ".join(row[column].split("\n")).replace("\r", ""))


def read_words(file):
    sentences, sentence, place = [], set(), 0
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            if line == "EOS\n":
                sentences.append(sentence)
                sentence, place = set(), 0
                continue
            surface, _, features = line.rstrip("\n").partition("\t")
            sentence.add((place, place + len(surface), ",".join(features.split(",")[:4])))
            place += len(surface)
    return sentences


def compare(first, second):
    first, second = read_words(first), read_words(second)
    assert len(first) == len(second), "the files have different numbers of lines"
    same = sum(len(a & b) for a, b in zip(first, second))
    n_first, n_second = sum(map(len, first)), sum(map(len, second))
    lines = sum(a != b for a, b in zip(first, second))
    f1 = 2 * same / max(n_first + n_second, 1)
    print(f"words: {n_first} mecab, {n_second} kikitori; span + part of speech F1 {f1:.6f}; {lines} lines differ")


if __name__ == "__main__":
    {"analyze": analyze, "texts": texts, "compare": compare}[sys.argv[1]](*sys.argv[2:])
