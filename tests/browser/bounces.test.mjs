// A mail server that does not know an address: the office sees what it said, corrects the address, and the letter arrives.

import assert from "node:assert/strict";
import { createServer } from "node:net";
import { after, test } from "node:test";

import { makeSurvey, publish, takeQuestionnaire } from "./coordinator.mjs";
import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

/** Addresses that got a letter. */
const delivered = [];

/** As much of RFC 5321 as a carrier needs, with one mailbox that is not there. */
const server = createServer((socket) => {
  let to = "";
  let inData = false;
  let rest = "";
  socket.on("error", () => {});
  socket.write("220 mail.example.jp\r\n");
  socket.on("data", (data) => {
    rest += data;
    for (;;) {
      const end = rest.indexOf("\r\n");
      if (end < 0) return;
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      if (inData) {
        if (line === ".") {
          inData = false;
          delivered.push(to);
          socket.write("250 taken\r\n");
        }
        continue;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === "RCPT") to = line.match(/<(.*)>/)[1];
      const isUnknown = verb === "RCPT" && to.startsWith("unknown@");
      if (verb === "DATA") inData = true;
      socket.write(isUnknown ? "550 5.1.1 no such user here\r\n" : verb === "DATA" ? "354 go on\r\n" : verb === "QUIT" ? "221 bye\r\n" : "250 yes\r\n");
    }
  });
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
after(() => server.close());

let coordinator;
const app = useService(async (app) => (coordinator = await app.signIn("coordinator")), {
  KIKITORI_SMTP_URL: `smtp://127.0.0.1:${server.address().port}`,
  KIKITORI_MAIL_FROM: "kakuu@example.jp",
});

async function until(isSo, what) {
  const deadline = Date.now() + 30_000;
  while (!(await isSo())) {
    assert.ok(Date.now() < deadline, what);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test("an address that does not exist is shown with what the mail server said, and corrected", async () => {
  const page = coordinator;
  await page.goto("/agencies");
  const area = await page.locator("select[name=region] option").nth(2).innerText();
  await page.goto("/agencies/import");
  const list = `機関名,種別,圏域,メール\n架空の転居先,22,${area},unknown@example.jp\n`;
  await page.setInputFiles("#file", { name: "a.csv", mimeType: "text/csv", buffer: Buffer.from(list) });
  await press(page, t("roster-look"));
  await press(page, t("roster-take", { n: "1" }));
  await makeSurvey(page, "架空の宛先");
  await takeQuestionnaire(page, "forum-after");
  await publish(page);
  const own = new URL(page.url()).pathname;
  await page.goto(`${own}/inviting`);
  await press(page, t("form-save"));
  await page.goto(`${own}/invitations/new`);
  await page.getByLabel("架空の転居先").check();
  await press(page, t("inviting-invite-ticked"));
  await page.goto(`${own}/invitations/letters`);
  await press(page, t("inviting-send", { n: "1" }));
  const isListed = async () => {
    await page.goto(`${own}/invitations/bounces`);
    return (await page.locator("main").innerText()).includes("no such user here");
  };
  await until(isListed, "the address is listed");
  await checkPage(page, "inviting-bounced");
  const said = await page.locator("main").innerText();
  assert.equal(said.split("no such user here").length, 2, `what the mail server said, once: ${said}`);
  await page.locator("main input[name=email]").fill("right@example.jp");
  await Promise.all([page.waitForEvent("load"), page.locator("form[action$='/bounces'] button").click()]);
  await until(() => delivered.includes("right@example.jp"), "the letter arrives");
  assert.deepEqual(delivered, ["right@example.jp"]);
});
