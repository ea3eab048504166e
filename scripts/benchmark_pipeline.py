"""What `kikitori analyze` is compared with: the same tables and pictures with MeCab, pandas, scikit-learn, scipy, networkx and matplotlib.

benchmark_pipeline.py analyze FILE.csv TEXT_COLUMN MECAB_DICTIONARY OUT_FOLDER [BY_COLUMN]
benchmark_pipeline.py texts FILE.csv TEXT_COLUMN          the texts, one a line
benchmark_pipeline.py compare MECAB_WORDS OTHER_WORDS     F1 of spans with parts of speech

Left out of what `kikitori analyze` writes: suggested themes (stances are those of a few cues), the word cloud, methods.md.
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
WORDS, EDGES, EXAMPLES, NEIGHBOURS, CLUSTERS = 75, 60, 10, 5, 9


class Words:
    """The texts with their words: `present` and `occurrences` are texts by words, `order` has the most frequent words first."""

    def __init__(self, texts, dictionary):
        import MeCab
        import numpy as np
        from sklearn.feature_extraction.text import CountVectorizer

        self.texts, self.lemmas, self.surfaces, self.classes = texts, [], [], {}
        tagger = MeCab.Tagger(f"-r /dev/null -d {dictionary}")
        all_lemmas = []
        for text in texts:
            content, surfaces, lemmas = [], [], []
            for line in tagger.parse(text).splitlines()[:-1]:
                surface, _, features = line.partition("\t")
                surfaces.append(surface)
                parts = features.split(",")
                lemma = parts[6] if len(parts) > 6 and parts[6] != "*" else surface
                lemmas.append(lemma)
                if features.startswith(CONTENT):
                    content.append(lemma)
                    self.classes.setdefault(lemma, ",".join(parts[:2]))
            self.lemmas.append(content)
            self.surfaces.append(" ".join(surfaces))
            all_lemmas.append(lemmas)
        self.all_lemmas = all_lemmas
        counts = CountVectorizer(analyzer=lambda words: words).fit(self.lemmas)
        self.occurrences = counts.transform(self.lemmas)
        self.present = (self.occurrences > 0).astype(np.int32)
        self.names = counts.get_feature_names_out()
        self.documents = np.asarray(self.present.sum(axis=0)).ravel()
        self.total = np.asarray(self.occurrences.sum(axis=0)).ravel()
        self.order = np.lexsort((self.names, -self.documents))
        self.top = self.order[:WORDS]
        postings = self.present.tocsc()
        starts = postings.indptr
        self.ids = [" ".join(map(str, postings.indices[starts[i] : starts[i + 1]])) for i in range(len(self.names))]
        together = (self.present[:, self.top].T @ self.present[:, self.top]).toarray()
        either = self.documents[self.top][:, None] + self.documents[self.top][None, :] - together
        self.together, self.jaccard = together, together / np.maximum(either, 1)


def analyze(file, column, dictionary, out, by=""):
    import pandas as pd

    plt = drawing()
    os.makedirs(out, exist_ok=True)
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    words = Words(table[column].tolist(), dictionary)
    table["stance"] = stances(words.texts)
    copies(words.texts).to_csv(f"{out}/duplicates.csv", index=False)
    tables = {"frequencies": frequencies(words), "terms": terms(words), "collocations": collocations(words)}
    tables["associated"] = associated(words)
    tables["cooccurrence"], graph = network(words)
    draw_network(plt, graph, f"{out}/network.svg")
    tables["clusters"] = clusters(words, plt, f"{out}/clusters.svg")
    bars(plt, words.names[words.order[:30]], words.documents[words.order[:30]], f"{out}/words.svg")
    if by:
        tables |= compared(words, table, by, plt, out)
    for name, rows in tables.items():
        rows.to_csv(f"{out}/{name}.csv", index=False)
    ids = range(1, len(words.texts) + 1)
    documents = {"id": ids, "text": words.texts, "tokens": words.surfaces, "stance": table["stance"]}
    pd.DataFrame(documents).to_csv(f"{out}/documents.csv", index=False)
    report(words, tables, out)


def compared(words, table, by, plt, out):
    """What is set against the values of a column."""
    import pandas as pd

    tables = {"correspondence": correspondence(words, table[by], plt, f"{out}/correspondence.svg")}
    tables["keywords"] = keywords(words, table[by])
    frequent = words.order[:30]
    present = pd.DataFrame(words.present[:, frequent].toarray().astype(bool), columns=words.names[frequent])
    tables["word_crosstab"] = crosstab(present, table[by], plt, f"{out}/heatmap-1.svg")
    stance = pd.get_dummies(table["stance"]).astype(bool)
    tables["crosstab"] = crosstab(stance, table[by], plt, f"{out}/heatmap-2.svg")
    for name in ("challenge", "good_practice"):
        shares = table[table["stance"] == name].groupby(by).size()
        bars(plt, shares.index, shares.to_numpy(), f"{out}/{name}.svg")
    return tables


def drawing():
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt
    from matplotlib import font_manager

    # A font that has the words; without one matplotlib spends its time on warnings.
    font = "/usr/share/fonts/truetype/bizud-gothic/BIZUDGothic-Regular.ttf"
    if os.path.exists(font):
        font_manager.fontManager.addfont(font)
        # networkx asks for "sans-serif", whatever the family is.
        plt.rcParams["font.family"] = "sans-serif"
        plt.rcParams["font.sans-serif"] = ["BIZ UDGothic"]
    plt.rcParams["svg.fonttype"] = "none"
    return plt


def stances(texts):
    cues = [(stance, re.compile(pattern)) for stance, pattern in STANCES]

    def stance_of(text):
        ends = [sentence[-20:] for sentence in re.split(r"[。\n]", text) if sentence]
        found = [next((stance for stance, cue in cues if cue.search(end)), "other") for end in ends]
        return max(found, key=found.count) if found else ""

    return [stance_of(text) for text in texts]


def copies(texts):
    """Pairs of texts whose runs of five letters have a Jaccard coefficient of .8."""
    import numpy as np
    import pandas as pd
    from sklearn.feature_extraction.text import CountVectorizer

    keys = [re.sub(r"\W", "", text).lower() for text in texts]
    runs = CountVectorizer(analyzer="char", ngram_range=(5, 5), binary=True, lowercase=False, dtype=np.int32)
    matrix = runs.fit_transform(keys)
    sizes = np.asarray(matrix.sum(axis=1)).ravel()
    # Rare runs first: two texts of .8 share one among the rarest fifth of theirs and one more.
    order = np.argsort(np.argsort(np.asarray(matrix.sum(axis=0)).ravel(), kind="stable"))
    places, pairs = {}, set()
    for text in range(matrix.shape[0]):
        own = matrix.indices[matrix.indptr[text] : matrix.indptr[text + 1]]
        if len(own) < 16:
            continue
        rare = own[np.argsort(order[own])][: len(own) // 5 + 1]
        for run in rare.tolist():
            for other in places.get(run, ()):
                if sizes[other] >= 0.8 * sizes[text] and sizes[text] >= 0.8 * sizes[other]:
                    pairs.add((other, text))
            places.setdefault(run, []).append(text)
    rows = []
    for a, b in sorted(pairs):
        first, second = (set(matrix.indices[matrix.indptr[i] : matrix.indptr[i + 1]].tolist()) for i in (a, b))
        jaccard = len(first & second) / len(first | second)
        if jaccard >= 0.8:
            rows.append((a, b, jaccard))
    return pd.DataFrame(rows, columns=["first", "second", "jaccard"])


def frequencies(words):
    import pandas as pd

    counts = pd.Series(words.total).value_counts().sort_index()
    shares = counts / counts.sum()
    columns = {"occurrences": counts.index, "words": counts, "percent": 100 * shares, "cumulative": 100 * shares.cumsum()}
    return pd.DataFrame(columns)


def terms(words):
    import pandas as pd

    order = words.order
    columns = {
        "lemma": words.names[order],
        "class": [words.classes[name] for name in words.names[order]],
        "documents": words.documents[order],
        "occurrences": words.total[order],
        "ids": [words.ids[i] for i in order],
    }
    return pd.DataFrame(columns)


def collocations(words):
    """Neighbours of the most frequent words, five on either side, with the scores that KH Coder and others give."""
    from collections import Counter

    import numpy as np
    import pandas as pd

    nodes = {words.names[i] for i in words.order[:EXAMPLES]}
    all_counts = Counter(lemma for lemmas in words.all_lemmas for lemma in lemmas)
    total = sum(all_counts.values())
    counted = {node: [Counter() for _ in range(2 * NEIGHBOURS)] for node in nodes}
    for lemmas in words.all_lemmas:
        for place, lemma in enumerate(lemmas):
            if lemma not in nodes:
                continue
            for distance in range(1, NEIGHBOURS + 1):
                if place >= distance:
                    counted[lemma][distance - 1][lemmas[place - distance]] += 1
                if place + distance < len(lemmas):
                    counted[lemma][NEIGHBOURS + distance - 1][lemmas[place + distance]] += 1
    parts = []
    for node, by_distance in counted.items():
        left, right = (sum(side, Counter()) for side in (by_distance[:NEIGHBOURS], by_distance[NEIGHBOURS:]))
        frame = pd.DataFrame({"left": left, "right": right}).fillna(0)
        frame = frame[[lemma in words.classes for lemma in frame.index]]
        weights = [1 / (1 + place % NEIGHBOURS) for place in range(2 * NEIGHBOURS)]
        scores = [sum(counts[lemma] * weight for counts, weight in zip(by_distance, weights)) for lemma in frame.index]
        both = frame["left"] + frame["right"]
        own, other = all_counts[node], np.array([all_counts[lemma] for lemma in frame.index])
        expected = 2 * NEIGHBOURS * own * other / total
        frame = frame.assign(word=node, score=scores, mi=np.log2(both / expected), mi3=np.log2(both**3 / expected))
        frame = frame.assign(t=(both - expected) / np.sqrt(both), z=(both - expected) / np.sqrt(expected))
        frame = frame.assign(dice=2 * both / (own + other), jaccard=both / np.maximum(own + other - both, 1))
        frame["log_likelihood"] = 2 * (both * np.log(both / expected) - both + expected)
        parts.append(frame.nlargest(50, "score").rename_axis("neighbour").reset_index())
    return pd.concat(parts)


def associated(words):
    import numpy as np
    import pandas as pd

    columns, parts, n = words.present.tocsc(), [], len(words.texts)
    for i in words.order[:EXAMPLES]:
        rows = columns.indices[columns.indptr[i] : columns.indptr[i + 1]]
        both = np.asarray(words.present[rows].sum(axis=0)).ravel()
        union = len(rows) + words.documents - both
        frame = pd.DataFrame({"word": words.names[i], "associated": words.names, "both": both, "documents": words.documents})
        frame["percent_within"], frame["percent"] = 100 * both / len(rows), 100 * words.documents / n
        frame["jaccard"], frame["dice"] = both / union, 2 * both / (len(rows) + words.documents)
        frame["simpson"] = both / np.minimum(len(rows), words.documents)
        frame["ochiai"] = both / np.sqrt(len(rows) * words.documents)
        frame["log_likelihood"], frame["chi_square"] = fourfold(both, len(rows), words.documents, n)
        parts.append(frame.drop(index=i).nlargest(75, "jaccard"))
    return pd.concat(parts)


def fourfold(both, first, second, n):
    """Log-likelihood and chi-square with Yates' correction of tables of two by two."""
    import numpy as np

    cells = [both, first - both, second - both, n - first - second + both]
    margins = [(first, second), (first, n - second), (n - first, second), (n - first, n - second)]
    expected = [row * column / n for row, column in margins]
    with np.errstate(divide="ignore", invalid="ignore"):
        g = 2 * sum(np.where(cell > 0, cell * np.log(cell / e), 0) for cell, e in zip(cells, expected))
        chi = sum((np.maximum(abs(cell - e) - 0.5, 0)) ** 2 / e for cell, e in zip(cells, expected))
    return g, chi


def network(words):
    import networkx as nx
    import pandas as pd

    top, n = words.top, len(words.top)
    pairs = [(words.jaccard[i, j], i, j) for i in range(n) for j in range(i + 1, n) if words.together[i, j]]
    pairs.sort(reverse=True)
    graph, rows = nx.Graph(), []
    for weight, i, j in pairs[:EDGES]:
        graph.add_edge(words.names[top[i]], words.names[top[j]], weight=weight)
        shared = sorted(set(words.ids[top[i]].split()) & set(words.ids[top[j]].split()), key=int)
        rows.append((words.names[top[i]], words.names[top[j]], weight, words.together[i, j], " ".join(shared)))
    nx.set_node_attributes(graph, nx.betweenness_centrality(graph), "betweenness")
    nx.set_node_attributes(graph, nx.eigenvector_centrality(graph, max_iter=1000, weight="weight"), "eigenvector")
    nx.set_node_attributes(graph, dict(nx.degree(graph)), "degree")
    tree = nx.maximum_spanning_tree(graph)
    frame = pd.DataFrame(rows, columns=["word1", "word2", "jaccard", "documents", "ids"])
    frame["in_tree"] = [tree.has_edge(row.word1, row.word2) for row in frame.itertuples()]
    return frame, graph


def draw_network(plt, graph, path):
    import networkx as nx

    groups = nx.community.greedy_modularity_communities(graph, weight="weight") if graph else []
    colour = {word: place for place, group in enumerate(groups) for word in group}
    plt.figure(figsize=(9, 9))
    nx.draw_networkx(graph, nx.spring_layout(graph, seed=100), node_color=[colour[word] for word in graph], cmap="Pastel1")
    plt.axis("off")
    save(plt, path)


def save(plt, path):
    plt.savefig(path)
    plt.close()


def clusters(words, plt, path):
    import pandas as pd
    from scipy.cluster.hierarchy import dendrogram, fcluster, linkage
    from scipy.spatial.distance import squareform

    distances = 1 - words.jaccard
    distances[range(len(words.top)), range(len(words.top))] = 0
    merges = linkage(squareform(distances, checks=False), "ward")
    plt.figure(figsize=(9, 12))
    dendrogram(merges, labels=words.names[words.top], orientation="left")
    save(plt, path)
    cluster = fcluster(merges, CLUSTERS, "maxclust")
    return pd.DataFrame({"word": words.names[words.top], "cluster": cluster})


def correspondence(words, by, plt, path):
    import numpy as np
    import pandas as pd

    values = sorted(set(by))
    groups = np.column_stack([(by == value).to_numpy() for value in values]).astype(int)
    counts = (words.present[:, words.top].T @ groups).astype(float)
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0) / counts.sum()
    best = np.argsort(-((counts - expected) ** 2 / expected).sum(axis=1))[:60]
    shares = counts[best] / counts[best].sum()
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    residuals = (shares - np.outer(rows, columns)) / np.sqrt(np.outer(rows, columns))
    left, singular, right = np.linalg.svd(residuals, full_matrices=False)
    places = left[:, :2] * singular[:2] / np.sqrt(rows)[:, None]
    of_values = right[:2].T * singular[:2] / np.sqrt(columns)[:, None]
    names = words.names[words.top[best]]
    plt.figure(figsize=(9, 9))
    plt.scatter(*places.T, s=10)
    plt.scatter(*of_values.T, marker="s")
    for name, (x, y) in [*zip(names, places), *zip(values, of_values)]:
        plt.annotate(name, (x, y))
    save(plt, path)
    frame = pd.DataFrame(np.vstack([places, of_values]), columns=["dimension1", "dimension2"])
    return frame.assign(name=[*names, *values])


def keywords(words, by):
    import numpy as np
    import pandas as pd

    parts, n = [], len(by)
    for value in sorted(set(by)):
        rows = np.flatnonzero(by == value)
        inside = np.asarray(words.present[rows][:, words.top].sum(axis=0)).ravel()
        outside = words.documents[words.top] - inside
        g, chi = fourfold(inside, len(rows), words.documents[words.top], n)
        ratio = np.log2(np.maximum(inside, 0.5) / len(rows)) - np.log2(np.maximum(outside, 0.5) / max(n - len(rows), 1))
        members = [" ".join(map(str, rows[words.present[rows, i].toarray().ravel() > 0])) for i in words.top]
        columns = {"value": value, "word": words.names[words.top], "inside": inside, "outside": outside, "ratio": ratio}
        frame = pd.DataFrame({**columns, "g": g, "chi": chi, "phi": np.sqrt(chi / n), "p_holm": holm(chi), "ids": members})
        parts.append(frame.sort_values("g", ascending=False))
    return pd.concat(parts)


def holm(chi):
    import numpy as np
    from scipy.stats import chi2

    p = chi2.sf(chi, 1)
    order = np.argsort(p)
    corrected = np.empty(len(p))
    corrected[order] = np.minimum(np.maximum.accumulate(p[order] * (len(p) - np.arange(len(p)))), 1)
    return corrected


def crosstab(hits, by, plt, path):
    """What is true of the texts of each value: shares, residuals, chi-square, Cramér's V."""
    import numpy as np
    import pandas as pd
    from scipy.stats import chi2_contingency

    values, rows, heat = sorted(set(by)), [], []
    for name in hits.columns:
        observed = pd.crosstab(hits[name], by).reindex(index=[True, False], columns=values, fill_value=0).to_numpy()
        statistic, p, df, expected = chi2_contingency(observed, correction=observed.shape == (2, 2))
        n = observed.sum()
        spread = expected * (1 - observed.sum(axis=1) / n)[:, None] * (1 - observed.sum(axis=0) / n)
        residuals = (observed - expected) / np.sqrt(spread)
        heat.append(residuals[0])
        for place, value in enumerate(values):
            members = " ".join(map(str, np.flatnonzero(hits[name].to_numpy() & (by == value).to_numpy())))
            share = 100 * observed[0, place] / observed[:, place].sum()
            rows.append((value, name, observed[0, place], share, residuals[0, place], statistic, df, p, np.sqrt(statistic / n), members))
    plt.figure(figsize=(6, 9))
    plt.imshow(heat, aspect="auto", cmap="Greys")
    plt.xticks(range(len(values)), values)
    plt.yticks(range(len(hits.columns)), hits.columns)
    for row, residuals in enumerate(heat):
        for place, residual in enumerate(residuals):
            plt.text(place, row, f"{residual:.1f}")
    save(plt, path)
    return pd.DataFrame(rows, columns=["value", "name", "n", "percent", "residual", "chi_square", "df", "p", "v", "ids"])


def bars(plt, names, counts, path):
    plt.figure(figsize=(6, 8))
    plt.barh(list(names)[::-1], counts[::-1])
    save(plt, path)


def report(words, tables, out):
    names, order = words.names, words.order
    rows = "".join(
        f"<tr><td>{html.escape(names[i])}</td><td><a href='#w{i}'>{words.documents[i]}</a></td></tr>" for i in order[:300]
    )
    lists = "".join(f"<p id='w{i}'>{html.escape(names[i])}: {words.ids[i]}</p>" for i in order[:300])
    kwic = "".join(
        f"<p>{html.escape(text[max(0, at - 30) : at + 30])}</p>"
        for i in order[:EXAMPLES]
        for text in [text for text in words.texts if names[i] in text][:EXAMPLES]
        for at in [text.find(names[i])]
    )
    shown = "".join(
        rows.drop(columns="ids", errors="ignore").head(300).to_html(index=False) for name, rows in tables.items() if name != "terms"
    )
    pictures = []
    for name in sorted(os.listdir(out)):
        if name.endswith(".svg"):
            with open(f"{out}/{name}", encoding="utf-8") as file:
                pictures.append(file.read())
    body = "".join(f"<p id='d{place}'>{html.escape(text)}</p>" for place, text in enumerate(words.texts))
    with open(f"{out}/report.html", "w", encoding="utf-8") as file:
        file.write(f"<!DOCTYPE html><meta charset='utf-8'><table>{rows}</table>{shown}{''.join(pictures)}{kwic}{lists}{body}")


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
