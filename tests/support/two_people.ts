/** The two people of most tests in real browsers. */

import type { SharedBrowser, Visitor } from "./browser.ts";
import { settleIn } from "./browser_keys.ts";

/** Ada and Noor, newly registered at `origin`, each with the other's conversation on screen. */
export async function adaAndNoor(
  browser: SharedBrowser,
  origin: string,
): Promise<[ada: Visitor, noor: Visitor]> {
  const [ada, noor] = await Promise.all([browser.visitor(origin), browser.visitor(origin)]);
  await Promise.all([
    settleIn(ada, origin, "ada", "Ada Example"),
    settleIn(noor, origin, "noor", "Noor Placeholder"),
  ]);
  await ada.openPerson("Noor Placeholder");
  await noor.openPerson("Ada Example");
  return [ada, noor];
}
