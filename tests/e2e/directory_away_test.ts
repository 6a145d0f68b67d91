/** A reload while the directory is away, in a real browser on a real slapd. */

import assert from "node:assert/strict";
import { register } from "../support/account.ts";
import { SharedBrowser } from "../support/browser.ts";
import { settleIn } from "../support/browser_keys.ts";
import { eventually } from "../support/eventually.ts";
import { startFixture } from "../support/fixture.ts";
import { messageOf } from "../support/message_acts.ts";
import { stretched } from "../support/patience.ts";
import { startTestSlapd } from "../support/slapd.ts";

Deno.test("while the directory is away nobody is said to be missing, and the list comes back by itself", async () => {
  const slapd = await startTestSlapd();
  const fixture = await startFixture({
    env: {
      TW_LDAP_URL: slapd.url,
      TW_LDAP_BASE_DN: slapd.baseDn,
      TW_LDAP_BIND_DN: slapd.bindDn,
      TW_LDAP_BIND_PASSWORD: slapd.bindPassword,
    },
  });
  const browser = await SharedBrowser.launch();
  try {
    const { origin } = fixture.server;
    await register(origin, "noor", { fullName: "Noor Placeholder" });
    await register(origin, "sam", { fullName: "Sam Sample" });
    const ada = await browser.visitor(origin);
    await settleIn(ada, origin, "ada", "Ada Example");
    await ada.openPerson("Noor Placeholder");
    await ada.send("Before the outage");
    await ada.handedIn("Before the outage");
    await slapd.kill();

    const people = ada.page.getByRole("navigation", { name: "People" });
    const failed = people.getByText("could not be loaded");
    await eventually(async () => {
      await ada.page.reload();
      await ada.ready();
      await ada.person("Noor Placeholder").waitFor();
      // What the server has just asked for, as it does now and then, is good for a while.
      await failed.waitFor({ timeout: stretched(5_000) });
    }, 120_000);
    assert.equal(await ada.page.getByText("Nobody else is here yet").count(), 0);
    // It goes on with whom one talked with.
    await ada.openPerson("Noor Placeholder");
    await messageOf(ada, "Before the outage").waitFor();

    await slapd.restart();
    await failed.waitFor({ state: "detached" });
    await ada.person("Sam Sample").waitFor();
    await ada.person("Noor Placeholder").waitFor();
    assert.deepEqual(ada.violations, []);
  } finally {
    await browser.close();
    await fixture.close();
    await slapd.stop();
  }
});
