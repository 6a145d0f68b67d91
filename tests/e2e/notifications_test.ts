/** What makes itself heard, and what leaves the browser for it (points 12 and 14), in Chromium. */

import assert from "node:assert/strict";
import { BOARD_LOCK } from "../../client/notifications/system_board.ts";
import { register } from "../support/account.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { comeIn } from "../support/browser_keys.ts";
import { eventually } from "../support/eventually.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { untilOpensOffline } from "../support/offline.ts";
import { readableIn } from "../support/plaintext.ts";

let fixture: Fixture;
let browser: SharedBrowser;
let iris: Visitor;
let jon: Visitor;
/** Everything that the two browsers asked for or sent over their sockets. */
const sent: string[] = [];

Deno.test.beforeAll(async () => {
  [fixture, browser] = await Promise.all([
    startFixture(),
    SharedBrowser.launch({ build: "whole" }),
  ]);
  [iris, jon] = await Promise.all([
    arrived("iris", "Iris Example"),
    arrived("jon", "Jon Placeholder"),
  ]);
  await iris.createRoom("Orchard", "Open to everyone");
  await iris.openPerson("Jon Placeholder");
  await jon.joinRoom("Orchard");
  await jon.createRoom("Elsewhere", "Open to everyone");
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

/** Signed in, with a service worker, and leave to notify that counts as asked for already. */
async function arrived(uid: string, fullName: string): Promise<Visitor> {
  const { origin } = fixture.server;
  const visitor = await browser.visitor(origin);
  const { page, context } = visitor;
  await context.grantPermissions(["notifications"], { origin });
  page.on("request", (request) => {
    sent.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ""}`);
  });
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => {
      const bytes = typeof payload === "string" ? payload : payload.toString("latin1");
      sent.push(bytes, typeof payload === "string" ? "" : payload.toString("utf8"));
    });
  });
  // Counts the sounds: Chromium without a screen has no loudspeaker.
  await page.addInitScript(() => {
    const scope = globalThis as unknown as { sounds: number; badge: number };
    scope.sounds = 0;
    scope.badge = -1;
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (...args) {
      scope.sounds++;
      return start.apply(this, args);
    };
    Object.assign(navigator, {
      setAppBadge: (count: number) => Promise.resolve(void (scope.badge = count)),
      clearAppBadge: () => Promise.resolve(void (scope.badge = 0)),
    });
  });
  await comeIn(visitor, await register(origin, uid, { fullName }));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return visitor;
}

/** What the system shows now, as title and text; not asked while the page is about to show one. */
function shown({ page }: Visitor): Promise<string[]> {
  return page.evaluate(async (lock) => {
    const registration = await navigator.serviceWorker.ready;
    const all = await navigator.locks.request(lock, () => registration.getNotifications());
    return all.map(({ title, body }) => `${title}: ${body}`).sort();
  }, `talkywalky/${BOARD_LOCK}`);
}

/**
 * What the system shows once everything that came until now was notified. The page leaves others of
 * its profile 400 ms for it: a timer that begins after theirs, and is longer, ends after it.
 */
async function shownInTheEnd(visitor: Visitor): Promise<string[]> {
  await visitor.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  return await shown(visitor);
}

function heard({ page }: Visitor): Promise<{ sounds: number; badge: number }> {
  return page.evaluate(() => {
    const { sounds, badge } = globalThis as unknown as { sounds: number; badge: number };
    return { sounds, badge };
  });
}

/** Turns one switch of the notification settings. */
async function turn(
  visitor: Visitor,
  label: string,
  on: boolean,
  then: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { page } = visitor;
  await page.keyboard.press("Control+,");
  await page.getByRole("navigation", { name: "Sections of the settings" })
    .getByRole("button", { name: "Notifications", exact: true }).click();
  await page.getByRole("switch", { name: label }).setChecked(on);
  await then();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
}

Deno.test("at first nothing notifies and nothing sounds, and the title and the badge count", async () => {
  const { page } = jon;
  await iris.send("Quietly said.");
  await iris.handedIn("Quietly said.");
  await eventually(async () => assert.match(await page.title(), /^\(1\) /));
  assert.deepEqual(await shownInTheEnd(jon), []);
  assert.deepEqual(await heard(jon), { sounds: 0, badge: 1 });
  await jon.openPerson("Iris Example");
  await jon.sees("Quietly said.");
  await eventually(async () => assert.doesNotMatch(await page.title(), /^\(/));
  await eventually(async () => assert.equal((await heard(jon)).badge, 0));
});

Deno.test("a person's message notifies once it is wanted, and goes when it is read", async () => {
  await turn(jon, "Notifications of the system", true);
  await jon.openRoom("Elsewhere");
  await iris.send("The gate stands open.");
  await eventually(async () =>
    assert.deepEqual(await shown(jon), ["Iris Example: The gate stands open."])
  );
  assert.equal((await heard(jon)).sounds, 0);
  await jon.openPerson("Iris Example");
  await jon.sees("The gate stands open.");
  await eventually(async () => assert.deepEqual(await shown(jon), []));
});

Deno.test("a room speaks up when it names one, or as its own choice says", async () => {
  const { page } = jon;
  const level = async (name: string) => {
    await jon.openRoom("Orchard");
    await jon.press("More about this conversation");
    await page.locator(".popup").getByRole("button", { name }).click();
    await jon.openRoom("Elsewhere");
  };
  await jon.openRoom("Elsewhere");
  await iris.openRoom("Orchard");
  await iris.send("To everybody and nobody.");
  await iris.send("Have you pruned, @jon?");
  await eventually(async () =>
    assert.deepEqual(await shown(jon), ["Orchard: Iris Example: Have you pruned, @jon?"])
  );

  await level("None");
  await eventually(async () => assert.deepEqual(await shown(jon), []));
  await iris.send("Not even you, @jon.");
  await iris.handedIn("Not even you, @jon.");
  await jon.room("Orchard").and(page.getByRole("button", { name: /Not even you/ })).waitFor();
  assert.deepEqual(await shownInTheEnd(jon), []);

  await level("All messages");
  await iris.send("Now to all.");
  await eventually(async () =>
    assert.deepEqual(await shown(jon), ["Orchard: Iris Example: Now to all."])
  );
  await jon.openRoom("Orchard");
  await jon.sees("Now to all.");
});

Deno.test("in quiet hours nothing is notified, and afterwards nothing is made up for", async () => {
  const { page } = jon;
  const minutes = await page.evaluate(() => new Date().getHours() * 60 + new Date().getMinutes());
  const clock = (minute: number) => {
    const of = (minute + 1440) % 1440;
    return [of / 60, of % 60].map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
  };
  await turn(jon, "Quiet hours", true, async () => {
    await page.getByLabel("From", { exact: true }).fill(clock(minutes - 60));
    await page.getByLabel("To", { exact: true }).fill(clock(minutes + 60));
    await page.getByLabel("To", { exact: true }).blur();
  });
  await jon.openRoom("Elsewhere");
  await iris.openPerson("Jon Placeholder");
  await iris.send("Softly, at night.");
  await jon.person("Iris Example").and(page.getByRole("button", { name: /Softly/ })).waitFor();
  assert.deepEqual(await shownInTheEnd(jon), []);
  await turn(jon, "Quiet hours", false);
  await iris.send("Loudly, by day.");
  await eventually(async () =>
    assert.deepEqual(await shown(jon), ["Iris Example: Loudly, by day."])
  );
});

Deno.test("what was missed while the connection was lost is one notification, and a fresh page brings up nothing old", async () => {
  const { page, context } = jon;
  await jon.openPerson("Iris Example");
  await jon.openRoom("Elsewhere");
  await eventually(async () => assert.deepEqual(await shown(jon), []));
  await context.setOffline(true);
  await page.getByText("No connection to the server.").waitFor();
  await iris.openPerson("Jon Placeholder");
  for (const text of ["The first frost.", "The second frost.", "The thaw."]) {
    await iris.send(text);
    await iris.handedIn(text);
  }
  await iris.openRoom("Orchard");
  await iris.send("To all, in the cold.");
  await iris.handedIn("To all, in the cold.");
  await context.setOffline(false);
  await eventually(async () =>
    assert.deepEqual(await shown(jon), [
      "Iris Example: 3 new messages",
      "Orchard: Iris Example: To all, in the cold.",
    ])
  );
  await jon.openPerson("Iris Example");
  await jon.sees("The thaw.");
  await jon.openRoom("Orchard");
  await jon.sees("To all, in the cold.");
  await eventually(async () => assert.deepEqual(await shown(jon), []));

  await jon.openRoom("Elsewhere");
  await page.goto("about:blank");
  await iris.openPerson("Jon Placeholder");
  await iris.send("Said to nobody there.");
  await iris.handedIn("Said to nobody there.");
  await page.goto("/chat");
  await jon.person("Iris Example").and(page.getByRole("button", { name: /Said to nobody/ }))
    .waitFor();
  await iris.send("And now to somebody.");
  await eventually(async () =>
    assert.deepEqual(await shown(jon), ["Iris Example: And now to somebody."])
  );
  await jon.openPerson("Iris Example");
  await jon.sees("And now to somebody.");
});

Deno.test("a page that started without the network has missed what came since, and nothing that was kept", async () => {
  const { page, context } = jon;
  await iris.openPerson("Jon Placeholder");
  await jon.openRoom("Elsewhere");
  await iris.send("Kept, and unread.");
  await eventually(async () =>
    assert.deepEqual(await shown(jon), ["Iris Example: Kept, and unread."])
  );
  await untilOpensOffline(jon, 3);
  // The system's are closed by hand, so that all that is shown afterwards is new.
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    for (const one of await registration.getNotifications()) one.close();
  });
  await context.setOffline(true);
  await page.goto("/chat");
  await page.getByText("No connection to the server.").waitFor();
  await jon.person("Iris Example").and(page.getByRole("button", { name: /Kept, and unread/ }))
    .waitFor();
  for (const text of ["Sent into the void.", "And once more."]) {
    await iris.send(text);
    await iris.handedIn(text);
  }
  await iris.openRoom("Orchard");
  await iris.send("The apples are in.");
  await iris.handedIn("The apples are in.");
  assert.deepEqual(await shownInTheEnd(jon), []);
  await context.setOffline(false);
  const expected = ["Iris Example: 2 new messages", "Orchard: Iris Example: The apples are in."];
  await eventually(async () => assert.deepEqual(await shown(jon), expected));
  assert.deepEqual(await shownInTheEnd(jon), expected);
  await jon.openRoom("Orchard");
  await jon.sees("The apples are in.");
  await jon.openPerson("Iris Example");
  await jon.sees("And once more.");
  await eventually(async () => assert.deepEqual(await shown(jon), []));
});

Deno.test("each message of another is said once, the first of a conversation too, and no older one", async () => {
  const { page } = jon;
  await iris.createRoom("Hedge", "Open to everyone");
  await jon.joinRoom("Hedge");
  // Every sentence that is put into the polite region from now on.
  await page.evaluate(() => {
    const scope = globalThis as unknown as { said: string[] };
    scope.said = [];
    const region = document.querySelector(".log > [aria-live=polite]")!;
    new MutationObserver((records) => {
      for (const { addedNodes } of records) {
        for (const node of addedNodes) scope.said.push(node.textContent ?? "");
      }
    }).observe(region, { childList: true, subtree: true, characterData: true });
  });
  const said = () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
  await iris.send("The very first words.");
  await jon.sees("The very first words.");
  await eventually(async () =>
    assert.deepEqual(await said(), ["Iris Example: The very first words."])
  );
  await jon.send("One's own are not said.");
  await jon.handedIn("One's own are not said.");
  await iris.send("And the second.");
  await jon.sees("And the second.");
  await eventually(async () =>
    assert.deepEqual(await said(), [
      "Iris Example: The very first words.",
      "Iris Example: And the second.",
    ])
  );
  await jon.openPerson("Iris Example");
  await jon.sees("Quietly said.");
  assert.equal(await page.locator(".log > [aria-live=polite] p").count(), 0);
});

Deno.test("nothing that was written left a browser so that it could be read", () => {
  assert.ok(sent.length > 50);
  const texts = ["Quietly said", "gate stands open", "pruned", "Now to all", "very first words"];
  for (const request of sent) {
    assert.deepEqual(readableIn(new TextEncoder().encode(request), texts), [], request);
  }
  assert.deepEqual([...iris.violations, ...jon.violations], []);
});

Deno.test("a session that is ended elsewhere takes along what the system still shows", async () => {
  const { origin } = fixture.server;
  await jon.openRoom("Elsewhere");
  await iris.openPerson("Jon Placeholder");
  await iris.send("For the lock screen.");
  await eventually(async () =>
    assert.deepEqual(await shown(jon), ["Iris Example: For the lock screen."])
  );
  // As "Log out everywhere" on another device does.
  const cookies = await jon.context.cookies();
  const response = await fetch(`${origin}/api/logout`, {
    method: "POST",
    headers: {
      origin,
      "content-type": "application/json",
      cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
    },
    body: JSON.stringify({ everywhere: true }),
  });
  await response.body?.cancel();
  await jon.page.getByRole("link", { name: "Sign in again" }).waitFor();
  await eventually(async () => assert.deepEqual(await shown(jon), []));
});
