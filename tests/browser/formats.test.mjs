// Questionnaires as files: checked and converted on the command line, opened by other programs, taken in on a page.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { makeSurvey } from "./coordinator.mjs";
import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();
const SHIPPED = join(dirname(fileURLToPath(import.meta.url)), "../../surveys/questionnaires");
const EVERY_TYPE = join(SHIPPED, "../../tests/data/every-type.json");
const DDI_SCHEMA = join(SHIPPED, "../../tests/fixtures/ddi-2.5/codebook.xsd");
const QUESTIONNAIRES = ["agency-before", "forum-after", "forum-signup", "welfare-provider-before"];
/** Versions that the tests were written with. */
const PYTHON_PACKAGES = ["pyxform==4.5.0", "openpyxl==3.1.5"];

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "kikitori-formats-"));
});
after(() => rm(folder, { recursive: true, force: true }));

/** Runs the program and returns its exit code and what it wrote. */
async function questionnaire(...args) {
  const child = spawn(process.env.KIKITORI_BIN, ["questionnaire", ...args], { cwd: folder });
  const written = { out: "", err: "" };
  child.stdout.on("data", (data) => (written.out += data));
  child.stderr.on("data", (data) => (written.err += data));
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  assert.doesNotMatch(written.err, /panicked|RUST_BACKTRACE/);
  return { code, ...written };
}

/** Python with pyxform; undefined where it cannot be installed (no network, no venv). */
function python() {
  const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), ".cache/kikitori/target");
  const venv = join(target, "pyxform-venv");
  const binary = join(venv, "bin/python");
  try {
    if (!existsSync(join(venv, "bin/xls2xform"))) {
      execFileSync("python3", ["-m", "venv", venv], { stdio: "pipe" });
      execFileSync(binary, ["-m", "pip", "install", "--quiet", ...PYTHON_PACKAGES], { stdio: "pipe" });
    }
    return binary;
  } catch {
    return undefined;
  }
}

/** A form of every kind of question, also of those that only come back to us. */
const KITCHEN_SINK = {
  title: { default: "全部入り", en: "Everything" },
  pages: [
    {
      name: "p1",
      title: "一",
      description: "はじめのページ",
      elements: [
        { type: "radiogroup", name: "kind", title: { default: "種別", en: "Kind" }, isRequired: true, showOtherItem: true, choices: [{ value: "1", text: { default: "病院", en: "Hospital" } }, "2|企業"] },
        { type: "checkbox", name: "needs", title: "必要", maxSelectedChoices: 2, showNoneItem: true, choices: ["1|相談", "2|就労"], visibleIf: "{kind} = 1 or {kind-Comment} notempty" },
        { type: "dropdown", name: "town", title: "町", choices: [{ value: "1", text: "北", area: "x" }], choicesVisibleIf: "{$item.area} = {kind}" },
        { type: "text", name: "n", title: "人数", inputType: "number", step: 1, min: 0, max: 120, visibleIf: "{needs} contains 1 and {needs.length} < 3" },
        { type: "text", name: "born", title: "生年月日", inputType: "date", validators: [{ type: "expression", expression: "{born} < today()", text: "過去の日付" }] },
        { type: "text", name: "zip", title: "郵便番号", validators: [{ type: "regex", regex: "^[0-9]{7}$", text: "7桁" }] },
        { type: "comment", name: "why", title: "{kind}の理由", showCommentArea: true, requiredIf: "{n} > 3" },
        { type: "html", name: "note", html: "<p><b>大切</b>なこと</p>" },
      ],
    },
    {
      name: "p2",
      visibleIf: "{n} >= 1",
      elements: [
        { type: "panel", name: "box", title: "かこみ", description: "説明", elements: [{ type: "boolean", name: "ok", title: "同意" }] },
        { type: "matrix", name: "m", title: "表", eachRowRequired: true, columns: ["1|はい", "0|いいえ"], rows: ["r1|甲", { value: "2", text: "乙", visibleIf: "{m.r1} = 1" }] },
        { type: "paneldynamic", name: "visits", title: "訪問", panelCount: 2, minPanelCount: 2, maxPanelCount: 2, templateElements: [{ type: "text", name: "what", title: "内容" }, { type: "comment", name: "more", title: "詳しく", visibleIf: "{panel.what} notempty" }] },
        { type: "rating", name: "score", title: "点" },
        { type: "slider", name: "slide", title: "量", min: 0, max: 10, step: 2 },
        { type: "ranking", name: "order", title: "順", choices: ["1|甲", "2|乙"] },
        { type: "boolean", name: "ack", title: "確認", displayMode: "checkbox", valueTrue: "OK" },
        { type: "file", name: "photo", title: "写真", acceptedTypes: "image/*" },
        { type: "kt-personname", name: "who", title: "お名前" },
        { type: "matrixdynamic", name: "grid", title: "行列", columns: [{ name: "c" }] },
        { type: "geopoint", name: "place", title: "場所" },
      ],
    },
  ],
  calculatedValues: [{ name: "twice", expression: "{n} * 2 + sumInArray({visits}, 'what')", includeIntoResult: true }],
};

test("check prints a line for each problem and says by its exit code whether there are errors", async () => {
  await writeFile(join(folder, "good.json"), JSON.stringify({ elements: [{ type: "text", name: "a", title: "問" }] }));
  const good = await questionnaire("check", "good.json");
  assert.equal(good.code, 0, good.out);
  assert.equal(good.out, "");
  const broken = { elements: [{ type: "text", name: "a", visibleIf: "{nowhere} = 1" }, { type: "text", name: "a" }] };
  await writeFile(join(folder, "bad.json"), JSON.stringify(broken));
  const bad = await questionnaire("check", "bad.json");
  assert.equal(bad.code, 1);
  const lines = bad.out.trimEnd().split("\n").map((line) => line.split("\t"));
  assert.ok(lines.every((line) => line.length === 3), bad.out);
  assert.ok(lines.some(([place, code]) => place === "elements[0].visibleIf" && code === "expression-unknown-name"));
  assert.ok(lines.some(([, code]) => code === "duplicate-name"));
  const json = JSON.parse((await questionnaire("check", "bad.json", "--json")).out);
  assert.deepEqual(Object.keys(json[0]).sort(), ["code", "message", "place", "severity"]);
  for (const args of [["check", "missing.json"], ["check", "good.pdf"], ["convert", "good.json", "out.pdf"], ["check"]]) {
    const result = await questionnaire(...args);
    assert.equal(result.code, 2, args.join(" "));
    assert.ok(result.err.length > 5, args.join(" "));
  }
});

test("a form with a function that nobody has stays a draft, and its cell is named", async () => {
  const form = "| survey |\n| | type | name | label | relevant |\n| | text | a | 甲 | |\n| | text | b | 乙 | pulldata('x', 'y', 'z', ${a}) = 1 |\n";
  await writeFile(join(folder, "form.md"), form);
  const result = await questionnaire("convert", "form.md", "form.json");
  assert.equal(result.code, 0, "it is written");
  assert.match(result.err, /survey!E4\txpath-unknown-function/);
  assert.equal((await questionnaire("check", "form.json")).code, 1);
});

test("every written spreadsheet is one that pyxform takes, and openpyxl reads its sheets", async (context) => {
  await writeFile(join(folder, "sink.json"), JSON.stringify(KITCHEN_SINK));
  const names = [...QUESTIONNAIRES.map((name) => join(SHIPPED, `${name}.json`)), join(folder, "sink.json"), EVERY_TYPE];
  const files = [];
  for (const name of names) {
    for (const ending of ["xlsx", "csv", "md"]) {
      const file = join(folder, `${files.length}.${ending}`);
      const result = await questionnaire("convert", name, file);
      assert.equal(result.code, 0, `${name} ${ending}: ${result.err}`);
      files.push(file);
    }
  }
  const binary = python();
  if (!binary) return context.skip("pyxform cannot be installed here");
  const script = `
import sys, openpyxl
from pyxform.xls2xform import convert
for path in sys.argv[1:]:
    form = convert(path, validate=False)
    assert "<h:html" in form.xform, path
    if path.endswith(".xlsx"):
        assert openpyxl.load_workbook(path).sheetnames[:3] == ["survey", "choices", "settings"], path
print("all", len(sys.argv) - 1)
`;
  const said = execFileSync(binary, ["-c", script, ...files], { encoding: "utf8" });
  assert.equal(said.trim().split("\n").at(-1), `all ${files.length}`);
});

test("every written codebook follows DDI's schema", async () => {
  await writeFile(join(folder, "sink.json"), JSON.stringify(KITCHEN_SINK));
  const names = [...QUESTIONNAIRES.map((name) => join(SHIPPED, `${name}.json`)), join(folder, "sink.json"), EVERY_TYPE];
  for (const name of names) {
    const file = join(folder, "codebook.xml");
    const result = await questionnaire("convert", name, file);
    assert.equal(result.code, 0, `${name}: ${result.err}`);
    execFileSync("xmllint", ["--noout", "--nonet", "--schema", DDI_SCHEMA, file], { stdio: "pipe" });
  }
});

test("the kitchen sink comes back from a spreadsheet as it was", async () => {
  await writeFile(join(folder, "sink.json"), JSON.stringify(KITCHEN_SINK));
  await questionnaire("convert", "sink.json", "sink.xlsx");
  assert.equal((await questionnaire("convert", "sink.xlsx", "back.json")).code, 0);
  const back = JSON.parse(await readFile(join(folder, "back.json"), "utf8"));
  const names = (elements) => elements.flatMap((element) => [element.name, ...names(element.elements ?? element.templateElements ?? [])]);
  const all = (definition) => names(definition.pages.flatMap((page) => page.elements));
  assert.deepEqual(all(back), all(KITCHEN_SINK));
  assert.deepEqual(back.title, KITCHEN_SINK.title);
  assert.deepEqual(back.pages[1].elements.at(-2), KITCHEN_SINK.pages[1].elements.at(-2));
});

test("a file is taken in after its losses were seen, and comes out in other formats", async () => {
  const page = await app.signIn("coordinator");
  await makeSurvey(page, "架空県 取り込みの調査");
  await page.getByRole("link", { name: t("surveys-add-questionnaire") }).first().click();
  await page.waitForURL("**/questionnaires/new");
  await checkPage(page, "formats-01-new");
  await press(page, t("questionnaires-import-look"));
  assert.ok(await page.locator(".error-summary").isVisible(), "an empty form is taken");
  await checkPage(page, "formats-02-new-empty");

  await writeFile(join(folder, "sink.json"), JSON.stringify(KITCHEN_SINK));
  await questionnaire("convert", "sink.json", "sink.xlsx");
  await page.getByLabel(t("questionnaires-import-file")).setInputFiles(join(folder, "sink.xlsx"));
  await page.locator("#import-wave").selectOption({ index: 1 });
  await press(page, t("questionnaires-import-look"));
  assert.match(await page.locator("main").innerText(), /全部入り/);
  await checkPage(page, "formats-03-report");
  await press(page, t("questionnaires-import-accept"));
  await page.waitForURL(/\/questionnaires\/\d+$/);
  await checkPage(page, "formats-04-draft");

  await page.getByRole("link", { name: t("questionnaires-files-link") }).click();
  await page.waitForURL("**/files");
  await page.locator("details").first().click();
  await checkPage(page, "formats-05-files");
  const download = page.waitForEvent("download");
  await page.locator('a[href$="xlsform.xlsx"]').click();
  assert.match((await download).suggestedFilename(), /\.xlsx$/);
});
