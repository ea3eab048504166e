// The words that people read, from the service's own Japanese texts, so that tests press the button a person reads.

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../../server/locales/ja");
const WORDS = new Map();
for (const file of readdirSync(folder).filter((name) => name.endsWith(".ftl"))) {
  for (const line of readFileSync(join(folder, file), "utf8").split("\n")) {
    const found = line.match(/^([a-z][\w-]*) = (.+)$/);
    if (found) WORDS.set(found[1], found[2]);
  }
}

/** The text of a key, which has to be on one line; `{ $name }` is replaced by `values.name`. */
export function t(key, values = {}) {
  const text = WORDS.get(key);
  if (text === undefined) throw new Error(`there is no text "${key}" on one line in ${folder}`);
  return text.replace(/\{ ?\$(\w+) ?\}/g, (_, name) => String(values[name]));
}
