// Questionnaire files that mean harm, or are no such files, on the command line: an answer soon, in little memory, with
// the place of what is wrong.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

/** Far more than any of these takes, even where much else runs. */
const SECONDS = 20;
/** Most memory in kB, of the address space; the program itself takes a part of it. */
const MEMORY = 2_000_000;

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "kikitori-hostile-"));
});
after(() => rm(folder, { recursive: true, force: true }));

function questionnaire(...args) {
  const command = `ulimit -v ${MEMORY}; exec "$@"`;
  return new Promise((resolve, reject) => {
    execFile("bash", ["-c", command, "-", process.env.KIKITORI_BIN, "questionnaire", ...args], { cwd: folder, timeout: SECONDS * 1000 }, (error, out, err) => {
      if (error?.killed) reject(new Error(`${args.join(" ")} does not end`));
      assert.doesNotMatch(err, /panicked|RUST_BACKTRACE|memory allocation/);
      resolve({ code: error?.code ?? 0, out, err });
    });
  });
}

const one = (question) => JSON.stringify({ elements: [{ type: "text", name: "a" }, { type: "text", name: "b", ...question }] });
const lists = (depth) => (depth === 0 ? { type: "text", name: "a" } : { type: "paneldynamic", name: `p${depth}`, templateElements: [lists(depth - 1)] });
const ENTITIES = Array.from({ length: 9 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join("");
const FORM = "survey,,,\n,type,name,label\n,text,a,名前\n";

/** Name and contents of a file, the place that is named, and the code of what is wrong. */
const FAULTS = [
  ["large.json", Buffer.alloc(49_000_000, " "), "-", "too-large"],
  ["deep.json", `{"a":${"[".repeat(200)}${"]".repeat(200)}}`, "1:132", "too-deep"],
  ["parentheses.json", one({ visibleIf: "(".repeat(10_000) }), "elements[1].visibleIf", "expression-too-long"],
  ["parentheses.md", `| survey |\n| | type | name | label | relevant |\n| | text | a | 甲 | ${"(".repeat(10_000)} |\n`, "survey!E3", "expression-too-long"],
  ["pattern.json", one({ validators: [{ type: "regex", regex: "(a{1,1000}){1,1000}" }] }), "elements[1].validators[0].regex", "regex-too-large"],
  ["lists.json", JSON.stringify({ elements: [lists(4)] }), "elements[0]", "too-many-variables"],
  ["double.json", JSON.stringify({ elements: [{ type: "text", name: "a" }, { type: "text", name: "a" }] }), "elements[1]", "duplicate-name"],
  ["entities.lss", `<!DOCTYPE a [<!ENTITY e0 "x">${ENTITIES}]><document>&e9;</document>`, /^1:\d+$/, "xml-doctype"],
  ["outside.lss", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><document>&x;</document>', /^1:\d+$/, "xml-doctype"],
  ["nothing.xlsx", "", "-", "not-spreadsheet"],
  ["nothing.csv", Buffer.from([0xff, 0xff, 0xff]), /./, /./],
];

test("a harmful file is answered soon with what is wrong and where", async () => {
  for (const [name, contents, place, code] of FAULTS) {
    await writeFile(join(folder, name), contents);
    const result = await questionnaire("check", name);
    assert.equal(result.code, 1, `${name}: ${result.err}`);
    const [foundPlace, foundCode] = result.out.split("\t");
    for (const [found, expected] of [[foundPlace, place], [foundCode, code]]) {
      if (expected instanceof RegExp) assert.match(found, expected, name);
      else assert.equal(found, expected, name);
    }
    const converted = await questionnaire("convert", name, "out.xlsx");
    // A draft with mistakes can still be written.
    assert.ok([0, 1].includes(converted.code), `${name}: ${converted.err}`);
  }
});

test("a file that cannot be read at all is named", async () => {
  await mkdir(join(folder, "folder.json"), { recursive: true });
  await writeFile(join(folder, "huge.json"), Buffer.alloc(50_000_001, " "));
  await writeFile(join(folder, "paper.pdf"), "%PDF");
  await writeFile(join(folder, "noending"), "x");
  for (const name of ["folder.json", "missing.json", "huge.json", "paper.pdf", "noending"]) {
    const result = await questionnaire("check", name);
    assert.equal(result.code, 2, name);
    assert.match(result.err, new RegExp(name), "the message does not name the file");
  }
});

test("what spreadsheet programs do to a file does no harm", async () => {
  const bytes = Buffer.from(FORM);
  const shiftJis = Buffer.concat([Buffer.from("survey,,,\n,type,name,label\n,text,a,"), Buffer.from([0x96, 0xbc, 0x91, 0x4f]), Buffer.from("\n")]);
  const files = { "bom.csv": Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]), "sjis.csv": shiftJis, "wide.csv": Buffer.from(`\ufeff${FORM}`, "utf16le") };
  for (const [name, contents] of Object.entries(files)) {
    await writeFile(join(folder, name), contents);
    const result = await questionnaire("convert", name, `${name}.md`);
    assert.equal(result.code, 0, `${name}: ${result.err}`);
    const again = await questionnaire("check", `${name}.md`, "--json");
    assert.deepEqual(JSON.parse(again.out), [], name);
  }
});
