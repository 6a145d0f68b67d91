/** Style, window, languages, help and about, in a real browser (points 4, 5, 7 and 14). */

import assert from "node:assert/strict";
import { authorityFacts } from "../../server/http/authority_facts.ts";
import { violations } from "../support/axe.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { settleIn } from "../support/browser_keys.ts";
import { eventually } from "../support/eventually.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";

let fixture: Fixture;
let browser: SharedBrowser;
let noor: Visitor;

Deno.test.beforeAll(async () => {
  [fixture, browser] = await Promise.all([startFixture(), SharedBrowser.launch()]);
  noor = await browser.visitor(fixture.server.origin);
  await settleIn(noor, fixture.server.origin, "noor", "Noor Placeholder");
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

async function openSettings({ page }: Visitor, section: string): Promise<void> {
  if (await page.getByRole("dialog").count() === 0) await page.keyboard.press("Control+,");
  await page.getByRole("navigation", { name: "Sections of the settings" })
    .getByRole("button", { name: section, exact: true }).click();
}

async function closeDialog({ page }: Visitor): Promise<void> {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
}

/** What the style sheets are asked for now. */
function lookOf({ page }: Visitor): Promise<Record<string, string | undefined>> {
  return page.evaluate(() => ({ ...document.documentElement.dataset }));
}

/** The start tag of `<html>` as the server writes it for this browser. */
async function servedRoot({ context }: Visitor, path: string): Promise<string> {
  const html = await (await context.request.get(path, { headers: { accept: "text/html" } })).text();
  return /<html[^>]*>/.exec(html)?.[0] ?? "";
}

Deno.test("a chosen look shows at once, and every page begins in it", async () => {
  const { page } = noor;
  await openSettings(noor, "Appearance");
  await page.getByRole("radio", { name: "Turquoise" }).check();
  await page.getByRole("radio", { name: "Serif", exact: true }).check();
  await page.getByRole("radio", { name: "Large", exact: true }).check();
  await page.getByRole("radio", { name: "Compact" }).check();
  const chosen = { theme: "turquoise", font: "serif", textSize: "large", density: "compact" };
  assert.deepEqual(await lookOf(noor), chosen);
  const sunken = await page.locator(".sidebar").evaluate((one) =>
    getComputedStyle(one).backgroundColor
  );
  assert.equal(sunken, "rgb(217, 242, 241)");

  for (const path of ["/chat", "/help", "/no-such-page"]) {
    const root = await servedRoot(noor, path);
    assert.match(root, /data-theme="turquoise" data-font="serif" data-text-size="large"/, path);
    assert.match(root, /data-density="compact"/, path);
  }
  await page.reload();
  await noor.ready();
  assert.deepEqual(await lookOf(noor), chosen);
});

Deno.test("the chosen font comes from this server, and is the one that is drawn", async () => {
  const { page } = noor;
  const loaded = await page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].filter((face) => face.status === "loaded").map((face) =>
      face.family.replaceAll('"', "")
    );
  });
  assert.deepEqual([...new Set(loaded)], ["TW Serif"]);
  const hosts = await page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => new URL(name).host)
  );
  assert.deepEqual([...new Set(hosts)], [new URL(fixture.server.origin).host]);
});

Deno.test("a font that is installed can be named, and one that is not says so", async () => {
  const { page } = noor;
  await openSettings(noor, "Appearance");
  await page.getByRole("radio", { name: "Another font" }).check();
  const field = page.getByLabel("Name of the font");
  const drawn = () => page.evaluate(() => getComputedStyle(document.body).fontFamily);
  await field.fill("No Such Family");
  await page.getByText("This browser finds no font of this name.").waitFor();
  await field.fill("DejaVu Serif");
  await page.getByText("This browser finds no font of this name.").waitFor({ state: "detached" });
  assert.match(await drawn(), /^"DejaVu Serif", /);
  await field.fill('DejaVu"; x');
  await page.getByText("This cannot be the name of a font.").waitFor();
  assert.match(await drawn(), /^"DejaVu Serif", /);
  await page.reload();
  await noor.ready();
  assert.match(await drawn(), /^"DejaVu Serif", /);
});

Deno.test("one button reverts the layout, and it can be undone", async () => {
  const { page } = noor;
  await openSettings(noor, "Appearance");
  await noor.press("Revert to the default layout");
  const plain = {
    theme: "system",
    font: "system",
    textSize: "medium",
    density: "comfortable",
  };
  assert.deepEqual(await lookOf(noor), plain);
  await noor.press("Undo");
  assert.equal((await lookOf(noor)).theme, "turquoise");
  await noor.press("Revert to the default layout");
  assert.deepEqual(await lookOf(noor), plain);
  assert.equal(await page.getByText("The default layout is back.").count(), 1);
  await closeDialog(noor);
});

Deno.test("the line between the panes moves with the keys and with the pointer, and stays", async () => {
  const { page } = noor;
  const line = page.getByRole("separator", { name: "Width of the list of conversations" });
  const width = async () => (await page.locator(".sidebar").boundingBox())?.width ?? 0;
  const before = await width();
  await line.press("ArrowRight");
  await eventually(async () => assert.equal(await width(), before + 16));
  assert.equal(await line.getAttribute("aria-valuenow"), "19");

  const box = (await line.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, 300);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 48, 300, { steps: 4 });
  await page.mouse.up();
  await eventually(async () => assert.equal(await width(), before + 64));
  await page.reload();
  await noor.ready();
  assert.equal(await width(), before + 64);
  await line.dblclick();
  await eventually(async () => assert.equal(await width(), before));
});

Deno.test("the chat opens in its own window at the kept size, and the size goes back", async () => {
  const { page, context } = noor;
  await openSettings(noor, "Window and layout");
  await page.getByLabel("Width in pixels").fill("900");
  await page.getByLabel("Height in pixels").fill("640");
  await page.getByLabel("Height in pixels").blur();
  const opening = context.waitForEvent("page");
  await noor.press("Open in its own window");
  const own = await opening;
  await own.getByRole("button", { name: "New room" }).waitFor();
  assert.match(own.url(), /\/chat$/);
  assert.equal(await own.evaluate(() => innerWidth <= 900 && innerWidth > 850), true);
  await own.close();

  const stored = () =>
    page.evaluate(() => JSON.parse(localStorage.getItem("tw.preferences") ?? "{}").windowSize);
  assert.deepEqual(await stored(), { width: 900, height: 640 });
  await noor.press("Return to the default size");
  assert.equal(await stored(), undefined);
  assert.equal(await page.getByLabel("Width in pixels").inputValue(), "1100");
  await noor.press("Use this window's size");
  assert.deepEqual(
    await stored(),
    await page.evaluate(() => ({ width: outerWidth, height: outerHeight })),
  );
  await closeDialog(noor);
});

Deno.test("the other tab follows a choice", async () => {
  const other = await noor.tab();
  await other.page.goto("/chat");
  await other.ready();
  await openSettings(noor, "Appearance");
  await noor.page.getByRole("radio", { name: "Hacker" }).check();
  await eventually(async () => assert.equal((await lookOf(other)).theme, "hacker"));
  await noor.press("Revert to the default layout");
  await closeDialog(noor);
  await other.page.close();
});

Deno.test("the language is chosen before or after the sign-in, and holds everywhere", async () => {
  const guest = await browser.visitor(fixture.server.origin);
  const { page } = guest;
  await page.goto("/login");
  await page.getByRole("link", { name: "العربية" }).click();
  await page.getByRole("heading", { name: "تسجيل الدخول" }).waitFor();
  assert.equal(new URL(page.url()).search, "");
  assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
  // The island draws what the server drew: its own words reached it.
  await page.locator("button[type=submit]:not([disabled])", { hasText: "تسجيل الدخول" }).waitFor();
  await page.getByRole("link", { name: "English" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.deepEqual(guest.violations, []);
  await guest.close();

  await openSettings(noor, "Language");
  // The page loads again in the language that was chosen.
  const loaded = noor.page.waitForEvent("load");
  await noor.page.getByRole("radio", { name: "Français" }).click();
  await loaded;
  await noor.page.waitForFunction(() => document.documentElement.lang === "fr");
  assert.match(await servedRoot(noor, "/help"), /lang="fr" dir="ltr"/);
  // What was chosen on a page before the chat counts in the chat.
  await noor.page.goto("/help?language=en");
  await noor.page.goto("/chat");
  await noor.ready();
  assert.equal(await noor.page.locator("html").getAttribute("lang"), "en");
  const stored = await noor.page.evaluate(() => localStorage.getItem("tw.preferences") ?? "");
  assert.match(stored, /"language":"en"/);
});

Deno.test("help and about are open to everybody, and about says the authority's fingerprint", async () => {
  const guest = await browser.visitor(fixture.server.origin);
  const { page } = guest;
  await page.goto("/login");
  await page.getByRole("link", { name: "Help" }).click();
  await page.getByRole("heading", { name: "What is not protected" }).waitFor();
  await page.getByRole("link", { name: "About", exact: true }).click();
  const { sha256 } = await authorityFacts(fixture.authority.chain.root);
  await page.getByText(sha256, { exact: true }).waitFor();
  assert.deepEqual(guest.violations, []);
  await guest.close();
});

Deno.test("a question mark shows the keys, and in a message it is a question mark", async () => {
  const { page } = noor;
  await page.locator("body").press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await closeDialog(noor);
  await noor.createRoom("Questions", "Open to everyone");
  await noor.writing.press("?");
  assert.equal(await noor.writing.inputValue(), "?");
  await noor.writing.fill("");
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.deepEqual(noor.violations, []);
});

for (const path of ["/login", "/register", "/refused?reason=expired", "/help", "/about"]) {
  Deno.test(`nobody is shut out of ${path}, from left to right and from right to left`, async () => {
    const guest = await browser.visitor(fixture.server.origin);
    for (const language of ["en", "ar"]) {
      const more = path.includes("?") ? "&" : "?";
      await guest.page.goto(`${path}${more}language=${language}`);
      assert.deepEqual(await violations(guest.page), []);
    }
    await guest.close();
  });
}
