// Steps 7 and 8, anyone with texts and whoever runs the service: the command line, its help and its exit codes.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

const BINARY = process.env.KIKITORI_BIN;
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "kikitori-command-"));
});
after(() => rm(folder, { recursive: true, force: true }));

/** Runs the program in the folder of this file's tests and returns its exit code and what it wrote. */
async function kikitori(args, input = "", settings = {}) {
  const child = spawn(BINARY, args, { cwd: folder, env: { ...process.env, RUST_LOG: "off", ...settings } });
  const written = { out: "", err: "" };
  child.stdout.on("data", (data) => (written.out += data));
  child.stderr.on("data", (data) => (written.err += data));
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  return { code, ...written };
}

/** A failure that a person can act on: one short message, no panic, no trace. */
function assertExplained(result, code, about) {
  assert.equal(result.code, code, `${about}: ${result.out}${result.err}`);
  assert.ok(result.err.trim().length > 0, `${about}: says nothing`);
  assert.doesNotMatch(result.err, /panicked|RUST_BACKTRACE|\.rs:\d+/, about);
}

test("--help names every command, and every command explains itself", async () => {
  const help = await kikitori(["--help"]);
  assert.equal(help.code, 0);
  for (const command of ["demo", "serve", "user", "migrate", "analyze", "classify", "rules", "tokenize"]) {
    assert.match(help.out, new RegExp(`^ +${command} `, "m"));
    const own = await kikitori([command, "--help"]);
    assert.equal(own.code, 0, command);
    assert.ok(own.out.length > 80, command);
  }
  assertExplained(await kikitori(["no-such-command"]), 2, "an unknown command");
});

test("tokenize prints MeCab's format", async () => {
  const result = await kikitori(["tokenize"], "働きやすい職場。\n\n就労移行支援事業所\n");
  assert.equal(result.code, 0, result.err);
  const lines = result.out.trimEnd().split("\n");
  assert.equal(lines.filter((line) => line === "EOS").length, 3);
  for (const line of lines.filter((line) => line !== "EOS")) assert.match(line, /^[^\t]+\t[^,]+(,[^,]*){6,}$/);
  assert.equal(lines.slice(0, lines.indexOf("EOS")).map((line) => line.split("\t")[0]).join(""), "働きやすい職場。");
});

const TEXTS = [
  "番号,地域,意見",
  ...Array.from({ length: 30 }, (_, n) => `${n},${n % 2 ? "北部" : "南部"},"通院のため休みが取りにくい。${n % 3 ? "相談先が少ない。" : "短時間勤務で続けられた。"}"`),
].join("\n");

test("analyze writes its report and tables", async () => {
  await writeFile(join(folder, "texts.csv"), TEXTS);
  const result = await kikitori(["analyze", "texts.csv", "--text", "意見", "--by", "地域", "--out", "out"]);
  assert.equal(result.code, 0, result.err);
  const files = await readdir(join(folder, "out"));
  const tables = ["terms", "cooccurrence", "crosstab", "documents", "collocations", "associated", "correspondence"];
  tables.push("clusters", "themes", "duplicates");
  for (const name of ["report.html", "methods.md", "network.svg", ...tables.map((table) => `${table}.csv`)]) {
    assert.ok(files.includes(name), `${name} is missing: ${files}`);
  }
  const report = await readFile(join(folder, "out/report.html"), "utf8");
  assert.match(report, /通院/);
  assert.doesNotMatch(report, /(src|href)="https?:/);
  const documents = await readFile(join(folder, "out/documents.csv"), "utf8");
  assert.equal(documents.trimEnd().split("\n").length, 31);
});

test("beyond the limit of a shell for files, it is said in words which file could not be written, and none is left", async () => {
  await writeFile(join(folder, "texts.csv"), TEXTS);
  await kikitori(["tokenize"], "通院\n");
  const limited = spawn("sh", ["-c", 'ulimit -f 1; exec "$@"', "sh", BINARY, "analyze", "texts.csv", "--text", "意見", "--out", "limited"], {
    cwd: folder,
    env: { ...process.env, RUST_LOG: "off" },
  });
  let err = "";
  limited.stderr.on("data", (data) => (err += data));
  const code = await new Promise((resolve, reject) => limited.once("error", reject).once("close", resolve));
  assertExplained({ code, out: "", err }, 2, "a limit for files");
  assert.match(err, /limited.*ファイルの大きさの制限を超えます（.*File too large/);
  assert.deepEqual((await readdir(folder)).filter((name) => name.includes("limited")), []);
});

test("analyze tells what was asked for besides", async () => {
  await writeFile(join(folder, "texts.csv"), TEXTS);
  await writeFile(join(folder, "rules.cod"), "＊相談\n相談\n");
  const asked = ["--wave", "地域", "--word", "通院", "--compounds", "--rules", "rules.cod", "--evidence"];
  const result = await kikitori(["analyze", "texts.csv", "--text", "意見", "--out", "asked", ...asked]);
  assert.equal(result.code, 0, result.err);
  const files = await readdir(join(folder, "asked"));
  for (const table of ["trends", "kwic", "compounds", "rules", "rule_hits"]) {
    assert.ok(files.includes(`${table}.csv`), `${table} is missing: ${files}`);
  }
  const report = await readFile(join(folder, "asked/report.html"), "utf8");
  assert.match(report, /id="waves"/);
  assert.doesNotMatch(report, /(src|href)="https?:/);
  const alone = await kikitori(["analyze", "texts.csv", "--text", "意見", "--out", "none", "--evidence"]);
  assertExplained(alone, 2, "evidence of no rules");
});

test("Ctrl-C leaves no half report, whenever it comes", async () => {
  await writeFile(join(folder, "texts.csv"), TEXTS);
  for (const pause of [0, 20, 60, 200]) {
    const child = spawn(BINARY, ["analyze", "texts.csv", "--text", "意見", "--out", "stopped"], { cwd: folder });
    const ended = new Promise((resolve) => child.once("close", resolve));
    setTimeout(() => child.kill("SIGINT"), pause);
    await ended;
    const names = await readdir(folder);
    assert.deepEqual(names.filter((name) => name.startsWith(".stopped")), [], `after ${pause} ms`);
    if (names.includes("stopped")) {
      const report = await readFile(join(folder, "stopped/report.html"), "utf8");
      assert.match(report, /<\/html>\s*$/, `after ${pause} ms`);
      assert.ok((await readdir(join(folder, "stopped"))).includes("duplicates.csv"), `after ${pause} ms`);
    }
  }
});

test("analyze says what is wrong with its input", async () => {
  await writeFile(join(folder, "texts.csv"), TEXTS);
  await writeFile(join(folder, "empty.csv"), "");
  await writeFile(join(folder, "head.csv"), "番号,意見\n");
  await writeFile(join(folder, "invalid.csv"), Buffer.concat([Buffer.from("番号,意見\n1,"), Buffer.from([0xff, 0xfe, 0x81])]));
  await writeFile(join(folder, "folder.xlsx"), "これは表ではない");
  const cases = [
    [["no-such.csv", "--text", "意見"], "a missing file"],
    [["texts.csv", "--text", "感想"], "a missing column"],
    [["texts.csv", "--text", "意見", "--by", "県"], "a missing column to compare by"],
    [["empty.csv", "--text", "意見"], "an empty file"],
    [["head.csv", "--text", "意見"], "a file with nothing but its first line"],
    [["invalid.csv", "--text", "意見"], "bytes that are no text"],
    [["folder.xlsx", "--text", "意見"], "a workbook that is none"],
  ];
  for (const [args, about] of cases) {
    const result = await kikitori(["analyze", ...args, "--out", "nothing"]);
    assert.ok([1, 2].includes(result.code), `${about}: exit code ${result.code}`);
    assertExplained(result, result.code, about);
    assert.ok(!(await readdir(folder)).includes("nothing"), `${about}: something was written`);
  }
});

test("convert writes a draft with mistakes and says how many there are", async () => {
  await writeFile(join(folder, "draft.json"), JSON.stringify({ elements: [{ type: "radiogroup", name: "q" }] }));
  const result = await kikitori(["questionnaire", "convert", "draft.json", "written.json"]);
  assert.equal(result.code, 0, result.err);
  assert.match(result.err, /1件.*kikitori questionnaire check draft\.json/);
  assert.equal((await kikitori(["questionnaire", "check", "draft.json"])).code, 1);
  await writeFile(join(folder, "whole.json"), JSON.stringify({ elements: [{ type: "text", name: "q" }] }));
  assert.doesNotMatch((await kikitori(["questionnaire", "convert", "whole.json", "written.json"])).err, /check/);
});

test("serve ends with 2 and a reason when it cannot run", async () => {
  const taken = createServer();
  await new Promise((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const address = `127.0.0.1:${taken.address().port}`;
  assertExplained(await kikitori(["serve", "--data", "data", "--listen", address]), 2, "a port that is taken");
  taken.close();
  assertExplained(await kikitori(["serve", "--data", "/proc/nowhere", "--listen", "127.0.0.1:0"]), 2, "no folder");
  await writeFile(join(folder, "file"), "");
  assertExplained(await kikitori(["serve", "--data", "file", "--listen", "127.0.0.1:0"]), 2, "a file for a folder");
  assertExplained(await kikitori(["serve", "--listen", "somewhere"]), 2, "an address that is none");
});

test("export and migrate make no data folder", async () => {
  for (const args of [["export", "1", "--out", "none.zip"], ["migrate"]]) {
    const result = await kikitori([...args, "--data", "mistyped"]);
    assertExplained(result, 2, args[0]);
    assert.match(result.err, /データフォルダ mistyped がありません/);
  }
  const names = await readdir(folder);
  assert.ok(!names.includes("mistyped") && !names.includes("none.zip"), `${names}`);
});

test("export makes no key where the database is elsewhere", async () => {
  await mkdir(join(folder, "keyless"));
  const settings = { KIKITORI_DATABASE_URL: `sqlite:${join(folder, "elsewhere.db")}?mode=rwc` };
  const result = await kikitori(["export", "1", "--out", "none.zip", "--data", "keyless"], "", settings);
  assertExplained(result, 2, "a folder without a key");
  assert.match(result.err, /keyless に secret\.key がありません/);
  assert.deepEqual(await readdir(join(folder, "keyless")), []);
  const names = await readdir(folder);
  assert.ok(!names.includes("elsewhere.db") && !names.includes("none.zip"), `${names}`);
  const migrated = await kikitori(["migrate", "--data", "nowhere"], "", settings);
  assert.equal(migrated.code, 0, migrated.err);
  assert.ok(!(await readdir(folder)).includes("nowhere"), "the database alone is made");
});

test("user add takes a password of some length, once", async () => {
  const add = (password) => kikitori(["user", "add", "hanako", "--role", "viewer", "--data", "users"], `${password}\n`);
  assertExplained(await add("短い"), 2, "a short password");
  const added = await add("架空の長い合言葉2026");
  assert.equal(added.code, 0, added.err);
  assertExplained(await add("架空の長い合言葉2026"), 2, "a name that is taken");
});
