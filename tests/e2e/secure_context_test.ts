/** What a browser makes of the pages under a name of the network, without TLS and with it. */

import assert from "node:assert/strict";
import { makeServerCertificate } from "../../tools/services/tls_certificate.ts";
import { freePort } from "../../tools/services/ports.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";

/** Leads to this machine, and is not among the names that browsers trust without TLS. */
const HOST = "chat.example";

let browser: SharedBrowser;
let plain: { fixture: Fixture; origin: string };
let secure: { fixture: Fixture; origin: string };
let folder: string;

Deno.test.beforeAll(async () => {
  folder = await Deno.makeTempDir({ prefix: "talkywalky-tls-" });
  const { caFile, certificateFile, keyFile } = await makeServerCertificate(`${folder}/tls`);
  const start = async (scheme: "http" | "https", env: Record<string, string>) => {
    const port = freePort();
    const origin = `${scheme}://${HOST}:${port}`;
    const fixture = await startFixture({
      port,
      env: { TW_PUBLIC_ORIGIN: origin, ...env },
      ...(scheme === "https" ? { tlsAuthority: await Deno.readTextFile(caFile) } : {}),
    });
    return { fixture, origin };
  };
  [browser, plain, secure] = await Promise.all([
    SharedBrowser.launch({ args: [`--host-resolver-rules=MAP ${HOST} 127.0.0.1`] }),
    start("http", {}),
    start("https", { TW_TLS_CERT: certificateFile, TW_TLS_KEY: keyFile }),
  ]);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await Promise.all([plain.fixture.close(), secure.fixture.close()]);
  await Deno.remove(folder, { recursive: true });
});

async function withVisitor(
  origin: string,
  work: (visitor: Visitor) => Promise<void>,
): Promise<void> {
  const visitor = await browser.visitor(origin);
  try {
    await work(visitor);
    assert.deepEqual(visitor.violations, []);
  } finally {
    await visitor.close();
  }
}

Deno.test("over plain http the pages say why they cannot work, and offer no form", () =>
  withVisitor(plain.origin, async (visitor) => {
    const { page } = visitor;
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.method() !== "GET") sent.push(request.url());
    });
    const titles = {
      "/login": "This browser cannot sign in",
      "/register": "This browser cannot take part",
      // Behind the sign-in.
      "/chat": "This browser cannot sign in",
    };
    for (const [path, title] of Object.entries(titles)) {
      await page.goto(path);
      await page.getByRole("heading", { name: title }).waitFor();
      const words = await page.getByRole("alert").innerText();
      assert.match(words, /over plain http/, path);
      assert.match(words, /Open it with https:\/\/ in front, or ask your administrator/, path);
      assert.equal(await page.getByRole("textbox").count(), 0, path);
      assert.equal(await page.getByRole("button").count(), 0, path);
    }
    assert.deepEqual(sent, []);
  }));

Deno.test("over https people register and talk through wss", () =>
  withVisitor(secure.origin, async (visitor) => {
    const { page } = visitor;
    const sockets: string[] = [];
    page.on("websocket", (socket) => sockets.push(socket.url()));
    await visitor.register("ute", "Ute Sample");
    await visitor.createRoom("Lobby", "Open to everyone");
    await visitor.send("Behind a lock.");
    await visitor.handedIn("Behind a lock.");
    assert.deepEqual(sockets, [`${secure.origin.replace("https", "wss")}/ws`]);
  }));

Deno.test("over https the session cookie is of this host alone, and pages insist on https", () =>
  withVisitor(secure.origin, async (visitor) => {
    const { page, context } = visitor;
    const response = await page.goto("/login");
    assert.match(response!.headers()["strict-transport-security"] ?? "", /max-age=\d{8}/);
    await visitor.register("vera", "Vera Sample");
    const cookies = await context.cookies();
    const cookie = cookies.find(({ name }) => name.endsWith("talkywalky"));
    // Beside it only the look of the pages, which the page itself sets.
    const others = cookies.filter((one) => one !== cookie);
    assert.deepEqual(others.map(({ name, secure }) => [name, secure]), [["tw_look", true]]);
    const { name, secure: overTls, httpOnly, sameSite, domain, path } = cookie!;
    assert.deepEqual({ name, overTls, httpOnly, sameSite, domain, path }, {
      name: "__Host-talkywalky",
      overTls: true,
      httpOnly: true,
      sameSite: "Strict",
      domain: HOST,
      path: "/",
    });
    assert.match(await page.evaluate(() => document.cookie), /^tw_look=[\w.-]*$/);
  }));
