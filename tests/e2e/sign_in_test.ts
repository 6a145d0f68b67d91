/** Who comes in, with which keys, and how one goes, in real browsers. */

import assert from "node:assert/strict";
import type { Bytes } from "../../protocol/encoding.ts";
import { exportPrivateKey, exportPublicKey } from "../../e2ee/keys.ts";
import { type Account, register, TEST_PASSWORD } from "../support/account.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { carryKeys, storedInBrowser } from "../support/browser_keys.ts";
import { makeForeignAuthority } from "../support/authorities.ts";
import { certificateFrom, person, selfSignedFor } from "../support/certificates.ts";
import { testKeysFrom } from "../support/test_keys.ts";
import { eventually } from "../support/eventually.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";

let fixture: Fixture;
let browser: SharedBrowser;
/** Registered elsewhere, so that a test may carry their keys into a browser. */
let ada: Account;
let bob: Account;

Deno.test.beforeAll(async () => {
  fixture = await startFixture();
  const { origin } = fixture.server;
  [browser, ada, bob] = await Promise.all([
    SharedBrowser.launch(),
    register(origin, "ada", { fullName: "Ada Marble" }),
    register(origin, "bob", { fullName: "Bob Fern" }),
  ]);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

/** Gives `work` people at browsers with empty profiles. */
async function withVisitors<const Names extends readonly string[]>(
  names: Names,
  work: (visitors: Record<Names[number], Visitor>) => Promise<void>,
): Promise<void> {
  const opened = await Promise.all(names.map(() => browser.visitor(fixture.server.origin)));
  try {
    await work(Object.fromEntries(names.map((name, i) => [name, opened[i]])) as never);
    for (const visitor of opened) assert.deepEqual(visitor.violations, []);
  } finally {
    await Promise.all(opened.map((visitor) => visitor.close()));
  }
}

interface Presented {
  certificate: Bytes;
  signKey: CryptoKey;
}

/** Bad certificates; each comes with a key that proves it, so that nothing else is wrong. */
const REFUSED: {
  certificate: string;
  make: () => Promise<Presented>;
  reason: string;
  words: RegExp;
}[] = [
  {
    certificate: "a certificate that ada signed herself, with her own key and all the right names",
    make: async () => {
      const pkcs8 = await exportPrivateKey(ada.keys.sign.privateKey);
      const { id: userId, uid } = ada.user;
      const certificate = await selfSignedFor(await testKeysFrom(pkcs8), {
        uid,
        userId,
        organisation: fixture.authority.organisation,
        now: new Date(),
      });
      return { certificate, signKey: ada.keys.sign.privateKey };
    },
    reason: "issuer-unknown",
    words: /was not issued by this organisation's authority/,
  },
  {
    certificate: "a certificate of another authority that bears the same names",
    make: async () => {
      const { organisation } = fixture.authority;
      const foreign = await makeForeignAuthority({ organisation, now: new Date() });
      const certificate = await certificateFrom(foreign, await adasOwn());
      return { certificate, signKey: ada.keys.sign.privateKey };
    },
    reason: "issuer-unknown",
    words: /lacks its signature counts as foreign/,
  },
  {
    certificate: "the certificate and the key of another user",
    make: () =>
      Promise.resolve({
        certificate: bob.certificates.sign,
        signKey: bob.keys.sign.privateKey,
      }),
    reason: "wrong-person",
    words: /names somebody else than the person who signs in/,
  },
  {
    certificate: "an expired certificate",
    make: async () => {
      const certificate = await certificateFrom(fixture.authority, {
        ...await adasOwn(),
        notBefore: new Date(Date.now() - 60_000),
        notAfter: new Date(Date.now() - 5_000),
      });
      return { certificate, signKey: ada.keys.sign.privateKey };
    },
    reason: "expired",
    words: /has expired/,
  },
];

/** What every certificate of ada's signing key says. */
async function adasOwn() {
  const { id, uid, fullName } = ada.user;
  const publicKey = await exportPublicKey(ada.keys.sign.publicKey);
  return { publicKey, person: person(id, uid, fullName), now: new Date() };
}

for (const { certificate, make, reason, words } of REFUSED) {
  Deno.test(`${certificate} leads to a page that says so, and to no session`, () =>
    withVisitors(["visitor"], async ({ visitor }) => {
      const { page, context } = visitor;
      await carryKeys(visitor, ada, await make());
      await visitor.fillSignIn("ada");
      await page.waitForURL(`**/refused?reason=${reason}`);
      await page.getByRole("heading", { name: "You were not signed in" }).waitFor();
      await page.getByText(words).waitFor();
      assert.deepEqual(await context.cookies(), []);
      await page.goto("/chat");
      await page.waitForURL("**/login");
      // The remedy that the page named.
      await visitor.fillSignIn("ada");
      await visitor.button("Set up this browser").waitFor();
      assert.deepEqual(await context.cookies(), []);
    }));
}

Deno.test("the person's own certificate and key, carried to another browser, let them in", () =>
  withVisitors(["visitor"], async ({ visitor }) => {
    await carryKeys(visitor, ada);
    await visitor.signIn("ada");
    await visitor.page.getByText("@ada", { exact: true }).waitFor();
    const [cookie] = await visitor.context.cookies();
    assert.deepEqual([cookie?.httpOnly, cookie?.sameSite], [true, "Strict"]);
  }));

Deno.test("pages behind the sign-in lead to it, and signed-in people are led to the chat", () =>
  withVisitors(["visitor"], async ({ visitor }) => {
    const { page } = visitor;
    for (const path of ["/chat", "/"]) {
      await page.goto(path);
      assert.equal(new URL(page.url()).pathname, "/login", path);
    }
    await carryKeys(visitor, ada);
    await visitor.signIn("ada");
    for (const path of ["/login", "/register", "/"]) {
      await page.goto(path);
      assert.equal(new URL(page.url()).pathname, "/chat", path);
    }
  }));

Deno.test("logging out everywhere takes the conversation off the other browser's screen, and says why", () =>
  withVisitors(["desk", "laptop"], async ({ desk, laptop }) => {
    for (const visitor of [desk, laptop]) {
      await carryKeys(visitor, ada);
      await visitor.signIn("ada");
    }
    const { page } = laptop;
    await laptop.openPerson("Bob Fern");
    await laptop.send("For nobody who comes by.");
    await laptop.handedIn("For nobody who comes by.");
    await laptop.writing.fill("Begun, and not sent");
    // Over the conversation, as it may be anywhere on the screen.
    await laptop.press("Search messages");
    await page.getByLabel("Words to search for").fill("nobody");
    await page.locator(".hit").first().waitFor();
    await desk.press("More ways to leave");
    await desk.press("Log out everywhere");
    await desk.page.waitForURL("**/login");

    await page.getByRole("alert").getByText("You signed out everywhere.", { exact: true })
      .waitFor();
    const left = await page.evaluate(() => `${document.title} ${document.body.innerText}`);
    assert.match(left, /The chat is closed/);
    assert.doesNotMatch(left, /nobody|Begun|Bob Fern|Ada Marble/);
    assert.equal(await page.locator("dialog, .sidebar, [role=log], textarea").count(), 0);
    await page.getByRole("link", { name: "Sign in again" }).click();
    await page.waitForURL("**/login");
    await page.goto("/chat");
    await page.waitForURL("**/login");

    await laptop.signIn("ada");
    await laptop.sees("For nobody who comes by.");
    assert.equal(await laptop.writing.inputValue(), "Begun, and not sent");
  }));

Deno.test("logging out here leaves the other browser's session alone", () =>
  withVisitors(["desk", "laptop"], async ({ desk, laptop }) => {
    for (const visitor of [desk, laptop]) {
      await carryKeys(visitor, ada);
      await visitor.signIn("ada");
    }
    await desk.logOut();
    await laptop.page.reload();
    await laptop.ready();
  }));

const CONVERSATION = "c".repeat(43);

Deno.test("forgetting this browser removes the person's keys, so that the next sign-in enrols", () =>
  withVisitors(["visitor"], async ({ visitor }) => {
    const { page } = visitor;
    await visitor.register("hana", "Hana Placeholder");
    await visitor.openPerson("Ada Marble");
    const stored = await storedInBrowser(visitor);
    const own = stored.find((key) => key.startsWith("keyrings/"))!.slice("keyrings/".length);
    assert.ok(stored.filter((key) => key.includes(own)).length > 3, stored.join());
    await page.evaluate((conversation) => {
      const chosen = { theme: "night", notifyOf: { [conversation]: "none" } };
      localStorage.setItem("tw.preferences", JSON.stringify(chosen));
      localStorage.setItem("talkywalky.emoji", JSON.stringify({ recent: ["👍"] }));
    }, CONVERSATION);
    await page.reload();
    await visitor.ready();

    await visitor.press("More ways to leave");
    await visitor.press("Forget this browser");
    await visitor.press("Forget and log out");
    await page.waitForURL("**/login");
    // Which authority this server has is nobody's in particular.
    assert.deepEqual(await storedInBrowser(visitor), ["authorities/authority"]);
    // The look stays, and nothing of whom the person talked to, or how.
    const texts = await page.evaluate(() => Object.entries(localStorage));
    assert.deepEqual(texts.map(([name]) => name), ["tw.preferences"]);
    assert.match(texts[0]![1], /"theme":"night"/);
    assert.doesNotMatch(texts[0]![1], new RegExp(CONVERSATION));

    await visitor.fillSignIn("hana");
    await page.getByRole("heading", { name: "Your keys are not in this browser" }).waitFor();
    // The look of the pages is nobody's in particular either.
    const cookies = await visitor.context.cookies();
    assert.deepEqual(cookies.map(({ name }) => name), ["tw_look"]);
  }));

Deno.test("a second browser enrols, and talk goes on once the contact has accepted its keys", async (t) => {
  await withVisitors(["nora", "otto", "nora2"], async ({ nora, otto, nora2 }) => {
    await Promise.all([
      nora.register("nora", "Nora Quill"),
      otto.register("otto", "Otto Reed"),
    ]);
    await nora.openPerson("Otto Reed");
    await nora.send("Written with the first keys.");
    await otto.openPerson("Nora Quill");
    await otto.sees("Written with the first keys.");

    await t.step("the right password in a browser without keys is asked to enrol", async () => {
      await nora2.fillSignIn("nora");
      const { page } = nora2;
      await page.getByRole("heading", { name: "Your keys are not in this browser" }).waitFor();
      await page.getByText("Your old certificates are revoked.").waitFor();
      await nora2.press("Set up this browser");
      await page.waitForURL("**/chat");
      await nora2.ready();
    });

    await t.step("the old browser's page has ended, with words", async () => {
      await nora.page.getByText("New keys were set up for your account in another browser.")
        .waitFor();
      await nora.page.goto("/chat");
      await nora.page.waitForURL("**/login");
    });

    await t.step(
      "the contact is told, and can send nothing until the keys are accepted",
      async () => {
        const banner = otto.page.getByRole("region", { name: "Changed keys" });
        await banner.getByText("The keys of Nora Quill (@nora) have changed.").waitFor();
        await otto.page.getByText("Nothing is sent until you have accepted them.").waitFor();
        await otto.writing.fill("Is it you?");
        await otto.writing.press("Enter");
        assert.equal(await otto.button("Send").getAttribute("aria-disabled"), "true");
        assert.equal(await otto.writing.inputValue(), "Is it you?");
        assert.equal(await otto.count("Is it you?"), 0);

        await otto.press("Accept new keys");
        await banner.waitFor({ state: "detached" });
        await otto.writing.press("Enter");
        await otto.sees("Is it you?");
      },
    );

    await t.step("both talk again", async () => {
      await nora2.openPerson("Otto Reed");
      await nora2.sees("Is it you?");
      await nora2.send("Yes, at a new desk.");
      await otto.sees("Yes, at a new desk.");
    });

    await t.step(
      "what was sealed for the old keys stays closed there, with its reason",
      async () => {
        const closed = nora2.log.locator("[data-reason]");
        await closed.getByText(/earlier items were sealed for keys that this browser does not have/)
          .first().waitFor();
        // One calm row, however much it is, that says more to the keyboard too.
        assert.equal(await closed.count(), 1);
        await closed.locator("summary").press("Enter");
        await closed.getByText("Nora Quill").waitFor();
        await closed.getByText("Otto Reed").waitFor();
        const reasons = await closed.evaluateAll((all) =>
          all.map((one) => one.getAttribute("data-reason"))
        );
        assert.deepEqual([...new Set(reasons)], ["no-secret"]);
        assert.equal(await nora2.count("Written with the first keys."), 0);
        assert.equal(await otto.count("Written with the first keys."), 1);
      },
    );

    await t.step("the old browser cannot sign in with the revoked certificate", async () => {
      await nora.fillSignIn("nora");
      await nora.page.waitForURL("**/refused?reason=revoked");
      await nora.fillSignIn("nora");
      const heading = "The keys in this browser are not valid any more";
      await nora.page.getByRole("heading", { name: heading }).waitFor();
      await nora.button("Set up this browser").waitFor();
    });
  });
});

Deno.test("on a phone, what is wrong with a registration is in view with the field to mend", () =>
  withVisitors(["visitor"], async ({ visitor }) => {
    const { page } = visitor;
    await page.setViewportSize({ width: 360, height: 640 });
    await page.goto("/register");
    await visitor.fillRegistration({
      uid: "pi*",
      fullName: "Pia Sample",
      mail: "pia@example.org",
    });
    const summary = page.getByRole("alert").filter({ hasText: "One field needs a look:" });
    const username = visitor.field("Username");
    await username.and(page.locator(":focus")).waitFor();
    for (const part of [summary, username]) {
      await eventually(async () => {
        const { y, height } = (await part.boundingBox())!;
        assert.ok(y >= 0 && y + height <= 640, `from ${y} to ${y + height}`);
      });
    }
    const colours = await username.evaluate((field) => {
      const { outlineColor, borderBottomColor } = getComputedStyle(field);
      return [outlineColor, borderBottomColor];
    });
    assert.equal(colours[0], colours[1]);
  }));

Deno.test("every bad field of a registration says so beside it, and the first gets the focus", () =>
  withVisitors(["visitor"], async ({ visitor }) => {
    const { page } = visitor;
    await page.goto("/register");
    const expectProblems = async (expected: Record<string, RegExp>) => {
      await visitor.field(Object.keys(expected)[0]!).and(page.locator(":focus")).waitFor();
      for (const label of ["Username", "Full name", "Email", "Password", "Repeat password"]) {
        const field = visitor.field(label);
        const problem = page.locator(`#${await field.getAttribute("id")}-error`);
        const words = expected[label];
        assert.equal(await field.getAttribute("aria-invalid"), words ? "true" : null, label);
        assert.equal(await problem.count(), words ? 1 : 0, label);
        if (words === undefined) continue;
        assert.match(await problem.innerText(), words);
        const described = await field.getAttribute("aria-describedby") ?? "";
        assert.ok(described.split(" ").includes(await problem.getAttribute("id") ?? ""), label);
        const [above, below] = await Promise.all([field.boundingBox(), problem.boundingBox()]);
        const gap = below!.y - (above!.y + above!.height);
        assert.ok(gap >= 0 && gap < 24, `${label}: the message is ${gap} px below its field`);
      }
    };
    const good = { uid: "pia", fullName: "Pia Sample", mail: "pia@example.org" };

    await visitor.fillRegistration({
      uid: "pi*",
      fullName: "",
      mail: "pia",
      password: "password1",
      repeat: "another",
    });
    await expectProblems({
      "Username": /cannot hold "\*"/,
      "Full name": /Enter your full name/,
      "Email": /with one @ in it/,
      "Password": /Many people use this password/,
      "Repeat password": /The two passwords differ/,
    });
    await visitor.fillRegistration({ ...good, password: "seven" });
    await expectProblems({ "Password": /at least 8 characters/ });
    await visitor.fillRegistration({ ...good, repeat: "something else" });
    await expectProblems({ "Repeat password": /The two passwords differ/ });
    await visitor.fillRegistration({ ...good, uid: "ada" });
    await expectProblems({ "Username": /taken/ });
    assert.equal(new URL(page.url()).pathname, "/register");
    assert.deepEqual(await visitor.context.cookies(), []);

    const fullName = `Pia "*(Sämple)*" \\, O'Neil #;<b>`;
    await visitor.fillRegistration({ ...good, fullName, password: TEST_PASSWORD });
    await page.waitForURL("**/chat");
    await page.getByText(`Welcome, ${fullName}`, { exact: true }).waitFor();
  }));
