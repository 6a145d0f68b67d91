/**
 * `deno task start`: builds the pages when they are missing or old and becomes the server. The
 * server runs in this very process, so that a signal to it needs nobody to pass it on.
 *
 * @module
 */
import { buildIfNeeded } from "./build.ts";
import { followNpm } from "./follow_npm.ts";
import { orPlainSentence } from "./step.ts";

followNpm();
await orPlainSentence(buildIfNeeded);
await import("../main.ts");
