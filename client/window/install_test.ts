import assert from "node:assert/strict";
import { installOffer, watchInstallOffer } from "./install.ts";

function offer(outcome: string) {
  let prompts = 0;
  const event = Object.assign(new Event("beforeinstallprompt", { cancelable: true }), {
    prompt: () => Promise.resolve(void prompts++),
    userChoice: Promise.resolve({ outcome }),
  });
  return { event, prompts: () => prompts };
}

Deno.test("the browser's offer is kept for the person to take, once", async () => {
  const target = new EventTarget();
  const stop = watchInstallOffer(target);
  assert.equal(installOffer.value, undefined);
  const { event, prompts } = offer("dismissed");
  target.dispatchEvent(event);
  assert.equal(event.defaultPrevented, true);
  assert.equal(prompts(), 0);
  assert.equal(await installOffer.value!.install(), "dismissed");
  assert.equal(prompts(), 1);
  assert.equal(installOffer.value, undefined);
  stop();
});

Deno.test("an app that is installed is offered no more", () => {
  const target = new EventTarget();
  const stop = watchInstallOffer(target);
  target.dispatchEvent(offer("accepted").event);
  target.dispatchEvent(new Event("appinstalled"));
  assert.equal(installOffer.value, undefined);
  target.dispatchEvent(offer("accepted").event);
  stop();
  assert.equal(installOffer.value, undefined);
});
