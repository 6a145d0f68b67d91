/** The main job in real browsers, as one suite for every choice of parts behind the server. */

import assert from "node:assert/strict";
import { ensureBuilt, type RunningServer, startServer } from "../support/server.ts";
import { seedAuthority } from "../support/authorities.ts";
import { Visitor } from "../support/browser.ts";

/** Texts that only the two browsers may ever see. */
export const SECRETS = [
  "The seeds are under the third flowerpot.",
  "I moved them behind the blue door.",
  "Welcome to the garden, bring gloves.",
  "Gloves packed, see you at nine.",
  "Before the lights went out.",
  "After the lights came back.",
];

export interface JourneyOptions {
  /** Settings that choose the parts. */
  env?: Record<string, string>;
  /** Called with the data folder when everything was said and the server has stopped. */
  afterwards?: (dataDir: string) => Promise<void>;
}

/** Runs the whole journey as steps of `t`. */
export async function journey(t: Deno.TestContext, options: JourneyOptions = {}): Promise<void> {
  await ensureBuilt();
  const { env = {} } = options;
  const dataDir = await Deno.makeTempDir({ prefix: "talkywalky-e2e-" });
  await seedAuthority(dataDir);
  let server: RunningServer = await startServer({ dataDir, env });
  const { origin, port } = server;
  const rosa = await Visitor.open(origin);
  const tomas = await Visitor.open(origin, { width: 768, height: 900 }, "dark");
  const [flowerpot, door, welcome, gloves, before, after] = SECRETS as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  try {
    await t.step("two people register in two browsers", async () => {
      await Promise.all([
        rosa.register("rosa", "Rosa Marble"),
        tomas.register("tomas", "Tomas Fern"),
      ]);
    });

    await t.step("they talk one to one, both ways", async () => {
      await rosa.openPerson("Tomas Fern");
      await rosa.send(flowerpot);
      await tomas.openPerson("Rosa Marble");
      await tomas.sees(flowerpot);
      await tomas.send(door);
      await rosa.sees(door);
    });

    await t.step("they talk in a room that anyone may join", async () => {
      await rosa.createRoom("Garden", "Open to everyone");
      await tomas.joinRoom("Garden");
      await rosa.send(welcome);
      await tomas.sees(welcome);
      await tomas.send(gloves);
      await rosa.sees(gloves);
    });

    await t.step("a reload shows the history", async () => {
      await rosa.page.reload();
      await rosa.ready();
      await rosa.openPerson("Tomas Fern");
      await rosa.sees(flowerpot);
      await rosa.sees(door);
    });

    await t.step("after SIGKILL both reconnect by themselves and show all once", async () => {
      await tomas.openPerson("Rosa Marble");
      await rosa.send(before);
      await tomas.sees(before);
      await server.kill();
      // Written while the server is away: it leaves when the server is back.
      await rosa.send(after);
      server = await startServer({ dataDir, port, env });
      await tomas.sees(after);
      await rosa.sees(after);
      for (const visitor of [rosa, tomas]) {
        for (const text of [flowerpot, door, before, after]) {
          assert.equal(await visitor.count(text), 1, text);
        }
      }
    });

    await t.step(
      "logging out ends the session and keeps the keys for the next sign-in",
      async () => {
        await tomas.page.getByRole("button", { name: "Log out", exact: true }).click();
        await tomas.page.waitForURL("**/login");
        await tomas.page.goto("/chat");
        await tomas.page.waitForURL("**/login");
        await tomas.signIn("tomas");
        await tomas.openPerson("Rosa Marble");
        await tomas.sees(after);
      },
    );

    await t.step("a wrong password is answered in plain words", async () => {
      const stranger = await Visitor.open(origin, { width: 360, height: 740 });
      try {
        await stranger.fillSignIn("rosa", "not the password");
        await stranger.page.getByText("The username or the password is wrong.").first().waitFor();
      } finally {
        await stranger.close();
      }
    });

    await t.step("the pages broke no rule of their own content security policy", () => {
      for (const visitor of [rosa, tomas]) {
        const broken = visitor.complaints.filter((text) =>
          /Content Security Policy|Uncaught/i.test(text)
        );
        assert.deepEqual(broken, []);
      }
    });
  } finally {
    await Promise.all([rosa.close(), tomas.close()]);
    await server.stop();
    await options.afterwards?.(dataDir);
    await Deno.remove(dataDir, { recursive: true });
  }
}
