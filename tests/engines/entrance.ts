/** Coming in, in one engine: registering, being refused, logging out. */

import assert from "node:assert/strict";
import type { Cast } from "./stage.ts";

/** Coming in. */
export function entranceJourneys(cast: Cast): void {
  cast.journey(
    "somebody registers and is in the chat, though nobody answers what the browser asks",
    async () => {
      const ada = await cast.ada();
      await ada.shows({ role: "heading", name: `Welcome, ${cast.adaName}` });
      await ada.shows({ text: `@${cast.adaUid}` });
    },
  );

  cast.journey(
    "a wrong password is refused with the reason, and the right one lets in",
    async () => {
      const ada = await cast.ada();
      await ada.pressButton("Log out");
      await ada.arrives("/login");
      await ada.fillSignIn(cast.adaUid, "not this one 3 times");
      await ada.shows({ text: "The username or the password is wrong." });
      await ada.goto("/chat");
      await ada.arrives("/login");
      await ada.signIn(cast.adaUid);
    },
  );

  cast.journey("a browser without the keys is asked whether to make new ones", async () => {
    await cast.ada();
    const stranger = await cast.visitor();
    try {
      await stranger.fillSignIn(cast.adaUid);
      await stranger.shows({ role: "heading", name: "Your keys are not in this browser" });
      const { disabled } = await stranger.shows({ role: "button", name: "Set up this browser" });
      assert.equal(disabled, false);
    } finally {
      await stranger.close();
    }
  });
}

/** Going. */
export function leavingJourney(cast: Cast): void {
  cast.journey("logging out leads to the sign-in page, and the chat is closed", async () => {
    const ada = await cast.ada();
    await ada.pressButton("Log out");
    await ada.arrives("/login");
    await ada.goto("/chat");
    await ada.arrives("/login");
  });

  cast.journey("another browser sets up keys of its own and is in the chat", async () => {
    await cast.ada();
    const second = await cast.visitor();
    try {
      await second.fillSignIn(cast.adaUid);
      await second.pressButton("Set up this browser");
      await second.arrives("/chat");
      await second.ready();
      await second.shows({ text: `@${cast.adaUid}` });
    } finally {
      await second.close();
    }
  });
}
