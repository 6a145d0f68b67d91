/** Gallery shots of comparing safety numbers. */

import { press, type Shot } from "./shot.ts";
import { said } from "./words.ts";

/** Comparing keys with the person whose they are. */
export const SAFETY_SHOTS: readonly Shot[] = [
  { name: "safety", path: "/chat?scene=direct", prepare: compared() },
  { name: "safety-verified", path: "/chat?scene=direct", prepare: compared("They are the same") },
  { name: "safety-differs", path: "/chat?scene=direct", prepare: compared("They differ") },
  {
    name: "safety-new-keys",
    path: "/chat?scene=changed",
    async prepare(page) {
      await press("Compare first")(page);
      await page.locator(".safety").waitFor();
    },
  },
];

function compared(answer?: string): NonNullable<Shot["prepare"]> {
  return async (page) => {
    await press("More about this conversation")(page);
    await page.locator(".popup").getByRole("button", { name: said("Safety number") }).click();
    await page.locator(".safety").waitFor();
    if (answer === undefined) return;
    await press(answer)(page);
    await page.locator(".safety__done, .note--danger").waitFor();
  };
}
