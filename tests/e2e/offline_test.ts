/** What the service worker does for the app, in real Chromium. */

import assert from "node:assert/strict";
import {
  STORED_AGAIN_MS,
  STORED_PATIENCE_MS,
  WELCOME_PATIENCE_MS,
} from "../../client/chat/offline_start.ts";
import { LOOK_COOKIE, lookText, parseLook } from "../../client/preferences/look.ts";
import { dictionaryOf } from "../../i18n/dictionaries.ts";
import type { Language } from "../../i18n/i18n.ts";
import { register } from "../support/account.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { carryKeys } from "../support/browser_keys.ts";
import { type Fixture, killAndRestart, startFixture } from "../support/fixture.ts";
import { settled as settledIn, untilOpensOffline, untilWaiting } from "../support/offline.ts";

let fixture: Fixture;
let browser: SharedBrowser;

Deno.test.beforeAll(async () => {
  [fixture, browser] = await Promise.all([
    startFixture(),
    SharedBrowser.launch({ serviceWorkers: true }),
  ]);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

function settled(uid: string, fullName: string): Promise<Visitor> {
  return settledIn(browser, fixture.server.origin, uid, fullName);
}

/** What a page says in a language. */
function inLanguage(code: Language, text: string): string {
  return dictionaryOf(code)[text] as string | undefined ?? text;
}

/** Every address that is kept, with its text where it is one. */
async function cachedAnswers({ page }: Visitor): Promise<Map<string, string>> {
  const stored = await page.evaluate(async () => {
    const found: [string, string][] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const answer = await cache.match(request);
        found.push([new URL(request.url).pathname, await answer!.text()]);
      }
    }
    return found;
  });
  return new Map(stored);
}

/** Resolves once the answer at `path` is kept, or no longer. */
async function untilStored({ page }: Visitor, path: string, stored: boolean): Promise<void> {
  await page.waitForFunction(
    async ({ path, stored }) => (await caches.match(path) !== undefined) === stored,
    { path, stored },
  );
}

/** Whether the chat page is on screen, drawn by its own code and styles. */
async function opensFromCache({ page }: Visitor): Promise<void> {
  await page.goto("/chat");
  await page.locator(".opening, .chat").first().waitFor();
  assert.equal(new URL(page.url()).pathname, "/chat");
  const sheets = await page.evaluate(() =>
    [...document.styleSheets].map(({ cssRules }) => cssRules.length)
  );
  assert.ok(sheets.length > 0 && sheets.every((rules) => rules > 300), sheets.join());
}

Deno.test("the chat page opens with the network off, and with the server gone", async () => {
  const visitor = await settled("ada", "Ada Example");
  await visitor.context.setOffline(true);
  await opensFromCache(visitor);
  await visitor.page.goto("/login");
  await visitor.page.getByRole("heading", { name: "No connection to the server" }).waitFor();
  await visitor.context.setOffline(false);
  await visitor.page.goto("/chat");
  await visitor.ready();

  await fixture.server.kill();
  try {
    await opensFromCache(visitor);
  } finally {
    await killAndRestart(fixture);
  }
  await visitor.page.goto("/chat");
  await visitor.ready();
  assert.deepEqual(visitor.violations, []);
  await visitor.close();
});

Deno.test("without the server the chat shows what is stored, and what is written leaves in order, once", async (t) => {
  const { origin } = fixture.server;
  const [iris, jon] = await Promise.all([
    settled("iris", "Iris Example"),
    settled("jon", "Jon Placeholder"),
  ]);
  const { page, context } = iris;
  await iris.openPerson("Jon Placeholder");
  await iris.send("Said while all was well.");
  await iris.handedIn("Said while all was well.");
  await jon.openPerson("Iris Example");
  await jon.sees("Said while all was well.");
  await jon.send("Heard.");
  await iris.sees("Heard.");
  await untilOpensOffline(iris, 1);
  const written = [
    "First without a connection.",
    "Second without a connection.",
    "Third, after a reload.",
  ];

  await t.step("the network is off: lists and messages come from this browser", async () => {
    await context.setOffline(true);
    await page.goto("/chat");
    await iris.sees("Said while all was well.");
    await iris.sees("Heard.");
    await iris.person("Jon Placeholder").waitFor();
  });

  await t.step("what is written stands, also after a reload", async () => {
    await iris.send(written[0]!);
    await iris.send(written[1]!);
    await iris.sees(written[1]!);
    await untilWaiting(iris, 2);
    await page.reload();
    await iris.sees("Heard.");
    await iris.sees(written[0]!);
    await iris.sees(written[1]!);
    await iris.send(written[2]!);
    await iris.sees(written[2]!);
    await untilWaiting(iris, 3);
  });

  await t.step("it leaves when the network is back, in order and once", async () => {
    await context.setOffline(false);
    await jon.sees(written[2]!);
    for (const visitor of [iris, jon]) {
      for (const text of ["Heard.", ...written]) {
        await visitor.sees(text);
        assert.equal(await visitor.count(text), 1, text);
      }
      const shown = await visitor.log.innerText();
      const at = written.map((text) => shown.indexOf(text));
      assert.deepEqual(at, [...at].sort((a, b) => a - b), shown);
    }
    await jon.send("All three are here.");
    await iris.sees("All three are here.");
  });

  await t.step("the same with the server gone, and what was on its way is not lost", async () => {
    await fixture.server.kill();
    try {
      await iris.send("Sealed, and the server is gone.");
      await untilWaiting(iris, 1, { sealed: true });
      await page.goto("/chat");
      await iris.sees("All three are here.");
      await iris.sees("Sealed, and the server is gone.");
    } finally {
      // The other tests need it, however this one goes.
      await killAndRestart(fixture);
    }
    await jon.sees("Sealed, and the server is gone.");
    assert.equal(await jon.count("Sealed, and the server is gone."), 1);
  });

  await t.step("a session that ended meanwhile leads to the sign-in", async () => {
    await context.setOffline(true);
    await page.goto("/chat");
    await iris.sees("All three are here.");
    const cookies = await context.cookies();
    await fetch(`${origin}/api/logout`, {
      method: "POST",
      headers: {
        origin,
        "content-type": "application/json",
        cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
      },
      body: JSON.stringify({ everywhere: false }),
    }).then((response) => response.body?.cancel());
    await context.setOffline(false);
    await page.getByRole("link", { name: "Sign in again" }).click();
    await page.waitForURL("**/login");
    await context.setOffline(true);
    await page.goto("/chat");
    await page.locator(".opening, h1").first().waitFor();
    assert.equal(await page.getByText("All three are here.").count(), 0);
  });
  assert.deepEqual([...iris.violations, ...jon.violations], []);
  await Promise.all([iris.close(), jon.close()]);
});

for (const code of ["en", "fr"] as const) {
  Deno.test(`what opens on demand in "${code}" opens for the first time without the network`, async () => {
    const { origin } = fixture.server;
    const visitor = await settled(`depot-${code}`, "Dora Example");
    const { page, context } = visitor;
    await visitor.createRoom(`Depot ${code}`, "Open to everyone");
    await visitor.send("Everything is in its place.");
    await visitor.handedIn("Everything is in its place.");
    const look = lookText({ ...parseLook(undefined), language: code });
    await context.addCookies([{ name: LOOK_COOKIE, value: look, url: origin }]);
    // The page has opened none of them yet.
    await page.goto("/chat");
    const say = (text: string) => inLanguage(code, text);
    const press = (name: string) => visitor.press(say(name));
    await visitor.button(say("New room")).waitFor();
    await page.getByRole("navigation", { name: say("Rooms") })
      .getByRole("button", { name: new RegExp(`Depot ${code}`) }).click();
    await visitor.sees("Everything is in its place.");
    await context.setOffline(true);

    const inMenu = (name: string) => async () => {
      await press("More about this conversation");
      await press(name);
    };
    const message = page.locator(".message", { hasText: "Everything is in its place." });
    const openings: [open: () => Promise<unknown>, shows: string][] = [
      [() => press("Settings"), "Revert to the default layout"],
      [async () => {
        await press("New room");
        await press("Create room");
      }, "Give the room a name."],
      [() => press("Leave room"), "Leave now"],
      [
        () => press("Search messages"),
        "Your messages are searched in this browser; no server sees what you look for.",
      ],
      [() => page.keyboard.press("Control+k"), "Where to go"],
      [() => page.keyboard.press("?"), "How everything else works"],
      [
        inMenu("Pinned messages"),
        "Nothing is pinned. Pin a message from its menu to keep it at hand for everybody.",
      ],
      [inMenu("Jump to date"), "Jump"],
      [
        inMenu("Save chat log…"),
        "To read and to print. One file that loads nothing and runs nothing.",
      ],
      [inMenu("Clear history…"), "Your other browsers keep showing it."],
      [() => press("Emoji"), "Search emoji"],
      [async () => {
        await message.focus();
        await page.keyboard.press("Delete");
      }, "Delete for everybody"],
    ];
    for (const [open, shows] of openings) {
      await open();
      const text = say(shows);
      await page.getByText(text, { exact: true }).or(page.getByLabel(text, { exact: true }))
        .or(page.getByRole("button", { name: text, exact: true })).first().waitFor();
      await page.keyboard.press("Escape");
      await page.locator("dialog, .emoji-panel").waitFor({ state: "detached" });
    }
    assert.deepEqual(visitor.violations, []);
    await visitor.close();
  });
}

Deno.test("nothing personal and nothing of the interface for programs is kept", async () => {
  const visitor = await settled("bea", "Bea Placeholder");
  await visitor.createRoom("Greenhouse", "Open to everyone");
  await visitor.send("The keys lie under the pot.");
  await visitor.handedIn("The keys lie under the pot.");
  // Other pages, and what programs ask for, by an address and from a page.
  for (const path of ["/refused", "/healthz"]) await visitor.page.goto(path);
  await visitor.page.goto("/chat");
  await visitor.ready();
  await visitor.page.evaluate(async () => await (await fetch("/ca/root.pem")).text());
  await visitor.page.reload();
  await visitor.ready();
  await untilStored(visitor, "/chat", true);
  const stored = await cachedAnswers(visitor);
  assert.ok(stored.size > 20, [...stored.keys()].join());
  for (const [path, text] of stored) {
    assert.match(
      path,
      /^\/(?:assets|styles|icons|fonts|emoji)\/|^\/(?:chat|help|about|offline)$|^\/manifest\.webmanifest$/,
    );
    assert.doesNotMatch(text, /\bbea\b|Bea Placeholder|Greenhouse|under the pot/, path);
  }
  await visitor.close();
});

Deno.test("after logging out the chat page is kept no more, and a session that ended leads to the sign-in", async () => {
  const visitor = await settled("cleo", "Cleo Example");
  const { page, context } = visitor;
  await untilStored(visitor, "/chat", true);
  await visitor.logOut();
  await untilStored(visitor, "/chat", false);
  await context.setOffline(true);
  await page.goto("/chat");
  await page.getByRole("heading", { name: "No connection to the server" }).waitFor();
  await context.setOffline(false);

  await visitor.signIn("cleo");
  await untilStored(visitor, "/chat", true);
  // As when the server ended it while nobody was here.
  await context.clearCookies();
  await page.goto("/chat");
  await page.waitForURL("**/login");
  await untilStored(visitor, "/chat", false);
  await visitor.close();
});

Deno.test("the chat of who was here before opens for nobody else, when the server says nothing to the next", async (t) => {
  const { origin } = fixture.server;
  const next = await register(origin, "hana", { fullName: "Hana Placeholder" });

  /** Leaves a chat in the browser by `leave`; the next person then has a session, and no socket. */
  async function left(uid: string, leave: (visitor: Visitor) => Promise<void>): Promise<void> {
    const visitor = await settled(uid, "Gil Example");
    const { page, context } = visitor;
    // Rooms of one name would be told apart by more than that.
    await visitor.createRoom(`Hideout of ${uid}`, "Open to everyone");
    await visitor.send("The key is in the wall.");
    await visitor.handedIn("The key is in the wall.");
    // The page alone has to remember it: the server's word that the session is over is lost.
    await page.routeWebSocket(/\/ws/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((text) => void (String(text).includes("signed-out") || socket.send(text)));
      server.onClose(() => {});
    });
    await page.reload();
    await visitor.ready();
    await untilOpensOffline(visitor, 1);
    await leave(visitor);

    await carryKeys(visitor, next);
    await page.routeWebSocket(/\/ws/, (socket) => socket.close());
    await visitor.fillSignIn("hana");
    await page.waitForURL("**/chat");
    await untilStored(visitor, "/chat", true);
    await opensNothingOf(visitor, uid);
    // Nor without the network, from what the browser keeps.
    await context.setOffline(true);
    await opensFromCache(visitor);
    await opensNothingOf(visitor, uid);
    await visitor.close();
  }

  await t.step("who logged out", () => left("gil", (visitor) => visitor.logOut()));
  await t.step(
    "whose session ended while no page was open",
    () => left("gus", (visitor) => visitor.context.clearCookies()),
  );
});

/** Passes when the page has waited for the server in vain, and for what it keeps, and shows nothing. */
async function opensNothingOf({ page }: Visitor, uid: string): Promise<void> {
  const shown = page.getByText("Hideout").or(page.getByText(`@${uid}`)).first();
  const cameUp = await shown.waitFor({
    timeout: WELCOME_PATIENCE_MS + STORED_PATIENCE_MS + STORED_AGAIN_MS,
  }).then(() => true, () => false);
  assert.equal(cameUp, false, await page.locator("body").innerText());
  await page.locator(".opening").waitFor();
}
