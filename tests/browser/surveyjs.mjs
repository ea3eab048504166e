// SurveyJS's own logic (survey-core from npm) and ours side by side: the same line of random questions to both.

import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Evening in Tokyo; both sides are told that it is now. */
export const NOW = "2026-11-25T21:03:00";

// SurveyJS reads the clock and the time zone of the machine.
process.env.TZ = "Asia/Tokyo";
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [NOW] : parts));
  }
  static now() {
    return new RealDate(NOW).getTime();
  }
};
export const { ConditionsParser, Model } = createRequire(import.meta.url)("survey-core");
// It warns about everything that these tests do on purpose.
console.warn = () => {};

/** Random numbers that are the same every time (mulberry32). */
export function dice(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  return { below, pick: (items) => items[below(items.length)], chance: (share) => next() < share };
}

/** What our logic answers to each request (`surveys/examples/logic.rs`). */
export async function ours(requests) {
  const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), ".cache/kikitori/target");
  const program = process.env.KIKITORI_LOGIC ?? join(target, "debug/examples/logic");
  const running = promisify(execFile)(program, { maxBuffer: 2 ** 28 });
  running.child.stdin.end(requests.map((request) => JSON.stringify({ now: NOW, ...request })).join("\n") + "\n");
  const { stdout } = await running;
  return stdout.trim().split("\n").map((line) => JSON.parse(line));
}

/** A value of SurveyJS as ours are written: dates as texts, nothing for what is no number. */
export function plain(value) {
  if (value === undefined || value === null || Number.isNaN(value) || Math.abs(value) === Infinity) return null;
  if (value instanceof RealDate) {
    const two = (number) => String(number).padStart(2, "0");
    const day = `${value.getFullYear()}-${two(value.getMonth() + 1)}-${two(value.getDate())}`;
    const [hours, minutes, seconds] = [value.getHours(), value.getMinutes(), value.getSeconds()];
    if (Number.isNaN(value.getTime())) return null;
    return hours + minutes + seconds === 0 ? day : `${day}T${two(hours)}:${two(minutes)}:${two(seconds)}`;
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  return value;
}
