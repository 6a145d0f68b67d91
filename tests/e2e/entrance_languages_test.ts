/** The pages around the sign-in, in French and in Arabic, in a real browser (point 14). */

import assert from "node:assert/strict";
import { dictionaryOf } from "../../i18n/dictionaries.ts";
import { type Dictionary, type Language, served, useLanguage } from "../../i18n/i18n.ts";
import { shortName } from "../../i18n/short_names.ts";
import { sourceFiles, sourceTexts } from "../../tools/words/source_texts.ts";
import { textsOf } from "../../tools/words/texts.ts";
import { register, TEST_PASSWORD } from "../support/account.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { leftEnglish } from "../support/left_english.ts";

const { texts } = await sourceTexts();
const LOCALES = [["fr-CA", "fr"], ["ar-EG", "ar"]] as const;
/** A page without its words is not larger; bytes before compression. */
const MAX_PAGE_BYTES = 20_000;

let fixture: Fixture;
let browser: SharedBrowser;

Deno.test.beforeAll(async () => {
  [fixture, browser] = await Promise.all([startFixture(), SharedBrowser.launch()]);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

function inLanguage(language: Language, text: string): string {
  const found = dictionaryOf(language)[text];
  assert.equal(typeof found, "string", `there is no ${language} for ${text}`);
  return found as string;
}

async function assertNothingEnglish({ page }: Visitor, language: Language, where: string) {
  assert.deepEqual(await leftEnglish(page, dictionaryOf(language), texts), [], where);
}

/** Waits until the page's island, where it has one, has drawn itself. */
async function drawn({ page }: Visitor): Promise<void> {
  await page.getByRole("heading").first().waitFor();
  if (await page.locator("form").count() > 0) {
    await page.locator("button[type=submit]:enabled").waitFor();
  }
}

/** Every script of ours that the page has loaded, or could load from there. */
async function codeOf({ page }: Visitor): Promise<Map<string, string>> {
  const code = new Map<string, string>();
  const waiting = await page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname)
  );
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (!/^\/assets\/.*\.js$/.test(path) || code.has(path)) continue;
    const text = await (await fetch(fixture.server.origin + path)).text();
    code.set(path, text);
    for (const [, name] of text.matchAll(/["'`](?:\.\/|\.\.\/|\/?assets\/)([\w./-]+\.js)["'`]/g)) {
      waiting.push(`/assets/${name}`);
    }
  }
  return code;
}

function wordsIn({ page }: Visitor): Promise<Dictionary> {
  return page.evaluate(() =>
    (globalThis as { talkywalkyWords?: Dictionary }).talkywalkyWords ?? {}
  );
}

for (const [locale, language] of LOCALES) {
  for (
    const path of [
      "/login",
      "/register",
      "/refused?reason=revoked",
      "/help",
      "/about",
      "/no-such-page",
      "/offline",
    ]
  ) {
    Deno.test(`a browser that prefers ${locale} gets ${path} in its language, and no English in it`, async () => {
      const guest = await browser.visitor(fixture.server.origin, { locale });
      const { page } = guest;
      const html = await (await page.goto(path))!.text();
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      await drawn(guest);
      await assertNothingEnglish(guest, language, path);
      if (path !== "/help") assert.ok(html.length < MAX_PAGE_BYTES, `${html.length} bytes`);
      const scripts = Array.from(html.matchAll(/<script[^>]* src="([^"]+)"/g), ([, src]) => src!);
      const words = scripts.filter((src) => src.includes("/words/"));
      assert.equal(words.length, path === "/login" || path === "/register" ? 1 : 0);
      for (const src of words) {
        const answer = await fetch(fixture.server.origin + src);
        await answer.body?.cancel();
        assert.match(answer.headers.get("cache-control") ?? "", /immutable/);
      }
      assert.deepEqual(guest.violations, []);
      await guest.close();
    });
  }

  Deno.test(`each English text in the code of an entrance page has its words there (${language})`, async () => {
    for (const path of ["/login", "/register"]) {
      const guest = await browser.visitor(fixture.server.origin, { locale });
      await guest.page.goto(path);
      await drawn(guest);
      const code = [...await codeOf(guest)].filter(([path]) => !path.includes("/words/"));
      const words = await wordsIn(guest);
      const wordsOf = (text: string) => words[text] ?? words[shortName(text)];
      const whole = code.map(([, text]) => text).join("\n");
      // As literals stand in minified code; those with an escape in them are left out.
      const all = dictionaryOf(language);
      const sentences = texts.map(({ text }) => text)
        .filter((text) => /^\p{Lu}/u.test(text) && all[text] !== text);
      const said = sentences.filter((text) =>
        ['"', "'", "`"].some((quote) => whole.includes(quote + text + quote))
      );
      assert.ok(said.length > 30, `only ${said.length} texts in ${code.map(([path]) => path)}`);
      assert.deepEqual(said.filter((text) => wordsOf(text) === undefined), [], path);
      assert.equal(wordsOf("New room"), undefined, "the chat's words are not the sign-in's");
      await guest.close();
    }
  });

  Deno.test(`a wrong password, broken rules and a taken name are told in ${language}`, async () => {
    const said = (text: string) => inLanguage(language, text);
    await register(fixture.server.origin, `taken-${language}`);
    const guest = await browser.visitor(fixture.server.origin, { locale });
    const { page } = guest;
    await page.goto("/login");
    await guest.field(said("Username")).fill("nobody");
    await guest.field(said("Password")).fill("not the password");
    await guest.press(said("Sign in"));
    await page.getByText(said("The username or the password is wrong.")).waitFor();
    await guest.field(said("Username")).fill(`taken-${language}`);
    await guest.field(said("Password")).fill(TEST_PASSWORD);
    await guest.press(said("Sign in"));
    await page.getByRole("heading", { name: said("Your keys are not in this browser") }).waitFor();
    await assertNothingEnglish(guest, language, "a browser without keys");

    await page.goto("/register");
    const fill = async (uid: string, mail: string, password: string) => {
      await guest.field(said("Username")).fill(uid);
      await guest.field(said("Full name")).fill("Ada Example");
      await guest.field(said("Email")).fill(mail);
      await guest.field(said("Password")).fill(password);
      await guest.field(said("Repeat password")).fill(password);
      await guest.press(said("Create account"));
    };
    await fill("no or", "ada", "short");
    const least = said("Use at least {1} characters.").replace("{1}", "");
    await page.getByText(new RegExp(least.split("  ").join(".*[8٨].*"))).first().waitFor();
    await assertNothingEnglish(guest, language, "the register page with its problems");
    await fill(`taken-${language}`, "other@example.org", TEST_PASSWORD);
    await page.locator("#uid-error").waitFor();
    await assertNothingEnglish(guest, language, "the register page with a taken name");
    await guest.close();
  });
}

Deno.test("whatever the server refuses is told in the language of the page", async () => {
  const language = "ar";
  const guest = await browser.visitor(fixture.server.origin, { locale: "ar-EG" });
  const { page } = guest;
  const serverSide = (await sourceFiles()).filter(({ path }) =>
    /^(?:broker|ca|directory|server)\//.test(path)
  );
  const messages = textsOf(serverSide).texts.map(({ text }) => text.replace(/\{\d\}/g, "7"));
  assert.ok(messages.length > 100, `only ${messages.length} messages`);
  let message = "";
  await page.route("**/api/login", (route) =>
    route.fulfill({
      status: 409,
      contentType: "application/json",
      body: JSON.stringify({ error: { kind: "conflict", message } }),
    }));
  await page.goto("/login");
  await drawn(guest);
  await guest.field(inLanguage(language, "Username")).fill("nobody");
  await guest.field(inLanguage(language, "Password")).fill("whatever it is");
  for (message of messages) {
    await page.locator("button[type=submit]").click();
    useLanguage(language, dictionaryOf(language), ["ar-EG"]);
    const announced = served(message);
    useLanguage("en", {});
    assert.notEqual(announced, message);
    await page.getByRole("alert").filter({ hasText: announced }).waitFor();
  }
  await guest.close();
});

Deno.test("what is English is found, so that it could not hide in the other tests", async () => {
  const guest = await browser.visitor(fixture.server.origin);
  await guest.page.goto("/login");
  const found = await leftEnglish(guest.page, dictionaryOf("fr"), texts);
  for (const text of ["Sign in", "Username", "Show what is typed", "New here?"]) {
    assert.ok(found.includes(text), `${text} was not found in: ${found.join(" | ")}`);
  }
  await guest.close();
});

Deno.test("the links of the entrance pages change the language, and it stays", async () => {
  const guest = await browser.visitor(fixture.server.origin);
  const { page } = guest;
  await page.goto("/login");
  await page.getByRole("link", { name: "Français" }).click();
  await page.getByRole("heading", { name: inLanguage("fr", "Sign in"), exact: true }).waitFor();
  await page.getByRole("link", { name: inLanguage("fr", "Help"), exact: true }).click();
  await page.getByRole("heading", { name: inLanguage("fr", "What is not protected") }).waitFor();
  await page.goto("/login");
  await page.getByRole("link", { name: "English" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await guest.close();
});
