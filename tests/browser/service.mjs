// Starts the built program on a free port with a data folder of its own, and stops it.

import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const BINARY = process.env.KIKITORI_BIN;
// A data folder with the invented survey, which each service gets a copy of, and beside it what the program said of it.
const DEMO = process.env.KIKITORI_DEMO;

/** Runs the program to its end and returns what it wrote; fails when it fails. */
export async function run(...args) {
  if (!BINARY) throw new Error("KIKITORI_BIN is not set: run scripts/test browser");
  const child = spawn(BINARY, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (data) => (output += data));
  child.stderr.on("data", (data) => (output += data));
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new Error(`kikitori ${args.join(" ")} ended with ${code}:\n${output}`);
  return output;
}

/** A running service with the invented survey in it: its address, its log and how to stop it. */
export async function startService(environment = {}) {
  const data = await mkdtemp(join(tmpdir(), "kikitori-browser-"));
  try {
    const prepared = DEMO ? await readFile(`${DEMO}.txt`, "utf8") : await run("demo", "--data", data, "--no-serve");
    if (DEMO) await cp(DEMO, data, { recursive: true });
    return await serve(data, prepared, environment);
  } catch (error) {
    await rm(data, { recursive: true, force: true });
    throw error;
  }
}

async function serve(data, prepared, environment) {
  const service = { data, prepared, log: "", url: undefined };
  let running = await begin(service, "127.0.0.1:0", environment);
  service.stop = async () => {
    running.child.kill("SIGTERM");
    await running.ended;
    await rm(data, { recursive: true, force: true });
  };
  /** Kills it as a power cut would. */
  service.kill = async () => {
    running.child.kill("SIGKILL");
    await running.ended;
  };
  /** Starts it again at the same address. */
  service.startAgain = async () => {
    running = await begin(service, new URL(service.url).host, environment);
  };
  return service;
}

/** Starts the program on the service's data folder and waits until it is ready. */
async function begin(service, listen, environment) {
  const child = spawn(BINARY, ["serve", "--data", service.data, "--listen", listen], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  let said = "";
  service.url = await new Promise((resolve, reject) => {
    const read = (chunk) => {
      service.log += chunk;
      said += chunk;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", reject);
    ended.then((code) => reject(new Error(`kikitori serve ended with ${code}:\n${said}`)));
  });
  await ready(service.url);
  return { child, ended };
}

/** Waits until the service says that it is ready. The address is printed before or after that. */
async function ready(url) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.status === 200) return;
    if (Date.now() > deadline) throw new Error(`${url}/healthz is not ready after a minute`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
