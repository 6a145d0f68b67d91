/** What the browser itself does for the app: shows its notifications, and installs it. */

import assert from "node:assert/strict";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { settled as settledIn } from "../support/offline.ts";

let fixture: Fixture;
let browser: SharedBrowser;

Deno.test.beforeAll(async () => {
  [fixture, browser] = await Promise.all([
    startFixture(),
    SharedBrowser.launch({ build: "whole" }),
  ]);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

function settled(uid: string, fullName: string): Promise<Visitor> {
  return settledIn(browser, fixture.server.origin, uid, fullName);
}

Deno.test("a click on a notification opens its conversation in the page that is there, or by its address", async () => {
  const visitor = await settled("ella", "Ella Example");
  const { page, context } = visitor;
  await context.grantPermissions(["notifications"], { origin: fixture.server.origin });
  await visitor.createRoom("Orchard", "Open to everyone");
  const conversation = await openRoomId(visitor);
  await visitor.createRoom("Pond", "Open to everyone");

  // As `SystemBoard` shows them.
  await page.evaluate(async (conversation) => {
    const { showNotification } = ServiceWorkerRegistration.prototype;
    const options = { body: "Ripe.", tag: `talkywalky/${conversation}`, data: { conversation } };
    await showNotification.call(await navigator.serviceWorker.ready, "Orchard", options);
  }, conversation);
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map(({ title, tag }) => [title, tag]);
    });
  assert.deepEqual(await shown(), [["Orchard", `talkywalky/${conversation}`]]);

  // A window without a screen has nothing to click on: the worker is told what a click tells it.
  const [worker] = context.serviceWorkers();
  await worker!.evaluate(async () => {
    const scope = globalThis as unknown as { registration: ServiceWorkerRegistration };
    const [notification] = await scope.registration.getNotifications();
    const { NotificationEvent } = globalThis as unknown as {
      NotificationEvent: new (type: string, init: object) => Event;
    };
    dispatchEvent(new NotificationEvent("notificationclick", { notification }));
  });
  await page.getByRole("heading", { name: "Orchard", exact: true }).first().waitFor();
  assert.deepEqual(await shown(), []);

  await visitor.openRoom("Pond");
  await page.goto("about:blank");
  await page.goto(`/chat#c=${conversation}`);
  await page.getByRole("heading", { name: "Orchard", exact: true }).first().waitFor();
  assert.equal(new URL(page.url()).hash, "");
  await visitor.close();
});

/** The id of the conversation that was opened last, as the browser keeps it. */
async function openRoomId({ page }: Visitor): Promise<string> {
  return await page.evaluate(async () => {
    const opening = indexedDB.open("talkywalky");
    await new Promise((resolve) => opening.onsuccess = resolve);
    const asking = opening.result.transaction("last").objectStore("last").getAll();
    await new Promise((resolve) => asking.onsuccess = resolve);
    opening.result.close();
    return asking.result[0];
  });
}

Deno.test("the browser finds nothing that keeps the app from being installed", async () => {
  const visitor = await settled("dora", "Dora Example");
  const session = await visitor.context.newCDPSession(visitor.page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // Private windows, which tests run in, install nothing; that is all it may have against it.
  assert.deepEqual(
    installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"),
    [],
  );
  const { errors, url } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.match(url, /\/manifest\.webmanifest$/);
  const { appId } = await session.send("Page.getAppId");
  assert.equal(appId, `${fixture.server.origin}/chat`);
  await visitor.close();
});
