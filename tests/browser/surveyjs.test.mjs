// Conditions and whole questionnaires mean here what they mean in SurveyJS (docs/decisions/0006): random expressions
// and random questionnaires, always the same ones, are given to both.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";

import { ConditionsParser, Model, dice, ours, plain } from "./surveyjs.mjs";

const ANSWERS = {
  a: 1, s: "abc", n: "10", z: "9", arr: ["1", "2"], e: [], es: "", f: false, t: true, zero: 0, sp: " abc ",
  o: { r1: "2" }, j: "男", lz: "0110", ts: "True", one: ["1"], comma: "1,5", quoted: "'x'",
  day: "2026-11-25", moment: "2026-11-25T10:30", born: "2000-02-29",
  rows: [{ c: 1, t: "x" }, { c: "2", t: "y" }, { t: "x" }],
};
const FORM = { elements: Object.keys(ANSWERS).map((name) => ({ type: "text", name })) };
const FOLDER = new URL("../../surveys/questionnaires/", import.meta.url);
const SHIPPED = ["agency-before", "forum-after", "forum-signup", "welfare-provider-before"];
const N_EXPRESSIONS = 4_000;
/** SurveyJS throws an exception, for example for `!(null)`; then there is nothing to compare. */
const BROKEN = Symbol("broken");

/** What stands beside what, by kind. A kind inside an expression is one of its own or a smaller expression. */
const LEAVES = {
  number: ["{a}", "{n}", "{z}", "{zero}", "{q}", "{lz}", "{arr.length}", "{rows.length}", "{rows[0].c}", "{o.r1}", "0", "1", "2.5", "-7", "'5'"],
  text: ["{s}", "{sp}", "{j}", "{es}", "{q}", "{S}", "{#n}", "{quoted}", "{rows[-1].t}", "{arr[0]}", "'abc'", "'ABC '", "''", "'男'", "'1'"],
  list: ["{arr}", "{e}", "{one}", "{q}", "['1', '2']", "[2, 1]", "[]", "['9']"],
  date: ["{day}", "{moment}", "{born}", "'2025-01-31'", "{q}"],
  any: ["{t}", "{f}", "{ts}", "true", "false", "null", "{rows}", "{comma}", "{nothing}"],
  digits: ["0", "1", "2"], unit: ["'days'", "'months'", "'years'"],
  rows: ["{rows}", "{q}"], column: ["'c'", "'t'"], filter: ["{c} > 1", "{t} = 'x'"],
};
/** How larger ones are made of smaller ones. */
const MADE = {
  condition: [
    ["(", "condition", ") and (", "condition", ")"], ["(", "condition", ") or (", "condition", ")"], ["!(", "condition", ")"],
    ...["=", "<>", "<", "<=", ">", ">="].flatMap((sign) =>
      [["number", "number"], ["text", "text"], ["number", "text"], ["date", "date"]].map(([left, right]) => ["(", left, `) ${sign} (`, right, ")"]),
    ),
    ...["=", "<>"].flatMap((sign) => [["list", "list"], ["any", "any"], ["any", "text"], ["number", "any"]].map(([left, right]) => [left, ` ${sign} `, right])),
    ...["contains", "notcontains", "anyof", "allof", "noneof"].flatMap((sign) => [["list", "list"], ["list", "text"], ["text", "text"], ["list", "number"]].map(([left, right]) => [left, ` ${sign} (`, right, ")"])),
    ...["{q}", "{s}", "{es}", "{e}", "{zero}", "{f}", "{arr}", "{rows}", "{nothing}"].flatMap((name) => [[name, " empty"], [name, " notempty"]]),
  ],
  number: [
    ...["+", "-", "*", "/", "%"].map((sign) => ["(", "number", `) ${sign} (`, "number", ")"]), ["(", "number", ") ^ ", "digits"],
    ["sum(", "number", ", ", "list", ")"], ["min(", "number", ", ", "number", ")"], ["max(", "number", ", ", "list", ")"],
    ["avg(", "number", ", ", "number", ")"], ["count(", "list", ")"], ["round(", "number", ", ", "digits", ")"],
    ["trunc(", "number", ", ", "digits", ")"], ["age(", "date", ")"], ["year(", "date", ")"], ["month(", "date", ")"],
    ["day(", "date", ")"], ["weekday(", "date", ")"], ["currentYear()"], ["dateDiff(", "date", ", ", "date", ", ", "unit", ")"],
    ["diffDays(", "date", ", ", "date", ")"], ["iif(", "condition", ", ", "number", ", ", "number", ")"],
    ...["sum", "count", "avg", "min", "max"].flatMap((name) => [[`${name}InArray(`, "rows", ", ", "column", ")"], [`${name}InArray(`, "rows", ", ", "column", ", ", "filter", ")"]]),
  ],
  text: [["iif(", "condition", ", ", "text", ", ", "text", ")"], ["substring(", "text", ", ", "digits", ", ", "digits", ")"]],
  date: [["today()"], ["today(", "digits", ")"], ["dateAdd(", "date", ", ", "digits", ", ", "unit", ")"]],
};

function expression(random, kind, depth) {
  if (kind !== "condition" && (!MADE[kind] || depth <= 0 || random.chance(0.4))) return random.pick(LEAVES[kind]);
  const parts = depth > 0 ? random.pick(MADE[kind]) : ["number", " = ", "number"];
  return parts.map((part) => (LEAVES[part] || MADE[part] ? expression(random, part, depth - 1) : part)).join("");
}

function theirs(expressions) {
  // Where no question has a name, SurveyJS tells nothing apart from an empty list.
  const model = new Model({ elements: [{ type: "text", name: "q" }] });
  model.data = ANSWERS;
  return expressions.map((source) => {
    if (!new ConditionsParser().parseExpression(source)) return BROKEN;
    try {
      return plain(model.runExpression(source));
    } catch {
      return BROKEN;
    }
  });
}

function isSame(left, right) {
  if (typeof left === "number" && typeof right === "number") return Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(left));
  return JSON.stringify(left) === JSON.stringify(right);
}

test("random expressions have the values that they have in SurveyJS", async () => {
  const random = dice(20261125);
  const expressions = Array.from({ length: N_EXPRESSIONS }, () => expression(random, random.pick(["condition", "condition", "number", "text", "date"]), 4));
  const [{ values }] = await ours([{ definition: FORM, answers: ANSWERS, expressions }]);
  const expected = theirs(expressions);
  const different = expressions.flatMap((source, at) =>
    expected[at] === BROKEN || isSame(values[at], expected[at]) ? [] : [`${source}: ${JSON.stringify(values[at])}, SurveyJS: ${JSON.stringify(expected[at])}`],
  );
  assert.deepEqual(different, []);
  const used = new Set(values.map((value) => JSON.stringify(value)));
  assert.ok(used.size > 50, "the expressions are too much alike to show anything");
});

/** Where we differ on purpose (docs/decisions/0006), with our value and SurveyJS's. */
const DIFFERENCES = [
  ["sum({a}, 'x')", null, "1x"],
  ["age({born}, 'days')", 9766, 0],
  ["substring({kanji}, 0, 1)", "𠮷", "\ud842"],
  ["today() = ''", false, true],
  ["nobody({a})", null, null],
  ["{a} = 1 orange", null, true],
  ["{a} <> 'x => y'", true, true],
  ["{arrow} = 'x => y'", true, false],
];

test("the known differences are those that are written down", async () => {
  const answers = { ...ANSWERS, kanji: "𠮷野", arrow: "x => y" };
  const model = new Model({});
  model.data = answers;
  const expressions = DIFFERENCES.map(([source]) => source);
  const [{ values }] = await ours([{ definition: FORM, answers, expressions }]);
  const found = expressions.map((source, at) => [source, values[at], plain(model.runExpression(source))]);
  assert.deepEqual(found, DIFFERENCES);
});

/**
 * A questionnaire whose questions depend on those before them. Hidden answers are forgotten at once: what stays until
 * the end counts for SurveyJS in other conditions, and for us it does not.
 */
function questionnaire(random) {
  const conditions = (at) => {
    const name = `q${random.below(at)}`;
    return random.pick([`{${name}} = 1`, `{${name}} <> 2`, `{${name}} notempty`, `{${name}} empty`, `{${name}} anyof ['1', '3']`, `{double} > 2`, `{${name}} = 1 and {q0} = 2`]);
  };
  const elements = [];
  for (let at = 0; at < 9; at += 1) {
    const type = at === 0 ? "radiogroup" : random.pick(["radiogroup", "checkbox", "text", "number"]);
    const element = { type: type === "number" ? "text" : type, name: `q${at}`, ...(type === "number" && { inputType: "number" }) };
    if (type === "radiogroup" || type === "checkbox") element.choices = ["1", "2", "3"];
    // Triggers copy the third question into the second, which is always there.
    if (at === 1 || at === 2) element.type = "text";
    if (at > 1 && random.chance(0.5)) element.visibleIf = conditions(at);
    if (at > 0 && random.chance(0.3)) element.requiredIf = conditions(at);
    // At the start SurveyJS runs the triggers of what begins with a value, and we do not; they look at the first three.
    if (at > 2 && type === "number" && random.chance(0.3)) element.defaultValue = 1;
    if (at > 2 && type === "radiogroup" && random.chance(0.2)) element.defaultValue = "2";
    elements.push(element);
  }
  const half = elements.splice(5);
  const definition = {
    clearInvisibleValues: "onHidden",
    pages: [
      { name: "p1", elements },
      { name: "p2", elements: [{ type: "panel", name: "box", elements: half, ...(random.chance(0.5) && { visibleIf: conditions(5) }) }] },
    ],
    calculatedValues: [{ name: "double", expression: "{q0} * 2", includeIntoResult: true }],
  };
  if (random.chance(0.5)) {
    definition.triggers = [
      random.pick([
        { type: "setvalue", expression: conditions(1), setToName: "q1", setValue: "1" },
        { type: "copyvalue", expression: conditions(1), fromName: "q2", setToName: "q1" },
        { type: "runexpression", expression: conditions(1), runExpression: "{q0} + 1", setToName: "q1" },
      ]),
    ];
  }
  return definition;
}

/** Types whose answers are easily made up. */
const ANSWERED = ["radiogroup", "dropdown", "checkbox", "text", "comment"];

/** A new answer of a question, or none. */
function answer(random, question) {
  const values = question.choices?.length > 0 ? question.visibleChoices.map((choice) => choice.value) : ["1", "2", "3"];
  const value = random.pick([...values, null]);
  if (value === null) return null;
  if (question.getType() === "checkbox") return [value];
  return question.inputType === "number" ? Number(value) : value;
}

/** SurveyJS with some answers to what is visible: the changes and what followed from each. */
function played(definition, random) {
  const model = new Model(definition);
  const visible = () =>
    model.getAllQuestions().filter((question) => question.isVisible && question.isParentVisible && question.page.isVisible);
  const step = () => {
    const questions = visible();
    return {
      answers: plain(model.data),
      visible: questions.map((question) => question.name).sort(),
      required: questions.filter((question) => question.isRequired).map((question) => question.name).sort(),
      calculated: Object.fromEntries(model.calculatedValues.filter(({ value }) => plain(value) !== null).map(({ name, value }) => [name, value])),
    };
  };
  const steps = [step()];
  const changes = [];
  for (let at = 0; at < 8; at += 1) {
    const question = random.pick(visible().filter((found) => ANSWERED.includes(found.getType())));
    const value = answer(random, question);
    changes.push([question.name, value]);
    model.setValue(question.name, value ?? undefined);
    steps.push(step());
  }
  model.doComplete();
  const names = model.getAllQuestions().map((question) => question.name);
  return { names, changes, steps, kept: plain(model.data) };
}

/** Numbers as texts: what a text field holds is always a text for us. */
const texts = (value) => JSON.parse(JSON.stringify(value ?? null), (_, item) => (typeof item === "number" ? String(item) : item));

/**
 * The same with names in one order, without the answers of what is hidden, which count for nobody, and without
 * questions whose types only we have.
 */
function ordered({ steps, kept }, names) {
  const known = (found) => found.filter((name) => names.includes(name)).sort();
  const one = ({ answers, visible, required, calculated }) => ({
    answers: Object.fromEntries(known(visible).filter((name) => name in answers).map((name) => [name, answers[name]])),
    visible: known(visible),
    required: known(required),
    calculated,
  });
  return texts({ steps: steps.map(one), kept });
}

async function compare(definitions, random) {
  const theirs = definitions.map((definition) => played(definition, random));
  const requests = definitions.map((definition, at) => ({ definition, changes: theirs[at].changes }));
  const answered = await ours(requests);
  const different = requests.filter((_, at) => !isDeepStrictEqual(ordered(answered[at], theirs[at].names), ordered(theirs[at], theirs[at].names)));
  for (const request of different.slice(0, 1)) {
    const at = requests.indexOf(request);
    const told = `${different.length} differ, such as ${JSON.stringify(request)}`;
    const { names } = theirs[at];
    theirs[at].steps.forEach((step, number) =>
      assert.deepEqual(ordered({ steps: [answered[at].steps[number]] }, names), ordered({ steps: [step] }, names), `step ${number}: ${told}`),
    );
    assert.deepEqual(texts(answered[at].kept), texts(theirs[at].kept), told);
  }
}

test("random questionnaires react to each change as in SurveyJS", async () => {
  const random = dice(31);
  const definitions = Array.from({ length: 80 }, () => questionnaire(random));
  await compare(definitions, random);
});

test("shipped questionnaires react to each change as in SurveyJS", async () => {
  const random = dice(32);
  const definitions = await Promise.all(SHIPPED.map(async (name) => JSON.parse(await readFile(new URL(`${name}.json`, FOLDER), "utf8"))));
  await compare(definitions, random);
});
