// A real mail server (aiosmtpd) on this machine, which keeps what it takes as files.

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

const INSTALL = `test -e "$0/bin/aiosmtpd" ||
  { python3 -m venv "$0" && "$0/bin/python" -m pip install --quiet aiosmtpd==1.4.6; }`;

/** Python with aiosmtpd, installed when it is first needed. Test files run beside each other: one installs, the others wait. */
function python() {
  const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), ".cache/kikitori/target");
  const venv = join(target, "aiosmtpd-venv");
  mkdirSync(target, { recursive: true });
  try {
    execFileSync("flock", [join(target, "aiosmtpd.lock"), "sh", "-c", INSTALL, venv], { stdio: "pipe" });
  } catch (error) {
    throw new Error(`there is no mail server to test with: aiosmtpd cannot be installed\n${error.stderr ?? error.message}`);
  }
  return join(venv, "bin/python");
}

/** A running mail server: its address, its letters and how to stop it. Where there can be none the test fails. */
export async function startMailServer() {
  const binary = python();
  const folder = await mkdtemp(join(tmpdir(), "kikitori-mail-"));
  const port = await freePort();
  const call = ["-m", "aiosmtpd", "-n", "-l", `127.0.0.1:${port}`, "-c", "aiosmtpd.handlers.Mailbox", join(folder, "box")];
  const child = spawn(binary, call, { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("close", resolve));
  await listening(port);
  const letters = async () => {
    const box = join(folder, "box/new");
    const names = await readdir(box).catch(() => []);
    return Promise.all(names.map(async (name) => read(await readFile(join(box, name), "utf8"))));
  };
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return { url: `smtp://127.0.0.1:${port}`, letters, stop };
}

/** To, subject and text of a letter as a mail program shows them. */
function read(raw) {
  const [head, ...rest] = raw.replaceAll("\r\n", "\n").split("\n\n");
  const lines = head.replace(/\n[ \t]+/g, " ").split("\n");
  const header = (name) => lines.find((line) => line.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1).trim() ?? "";
  const body = rest.join("\n\n");
  const encoding = header("content-transfer-encoding").toLowerCase();
  const text = encoding === "base64" ? Buffer.from(body, "base64").toString() : encoding === "quoted-printable" ? quoted(body) : body;
  return { to: header("to"), id: header("message-id"), subject: words(header("subject")), text: text.replaceAll("\r\n", "\n") };
}

/** RFC 2047: encoded words of a header. */
function words(header) {
  const joined = header.replace(/\?=\s+=\?/g, "?==?");
  return joined.replace(/=\?utf-8\?b\?([^?]*)\?=/gi, (_, data) => Buffer.from(data, "base64").toString());
}

function quoted(text) {
  const bytes = text.replace(/=\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(port) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const answered = await new Promise((resolve) => {
      const socket = createConnection(port, "127.0.0.1", () => resolve(true));
      socket.once("error", () => resolve(false));
      socket.once("connect", () => socket.end());
    });
    if (answered) return;
    if (Date.now() > deadline) throw new Error("the mail server does not listen");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
