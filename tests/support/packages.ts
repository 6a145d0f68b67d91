/** Packages for tests: the same rules as `deno task services`. */

export { ensurePackages, type Need } from "../../tools/services/packages.ts";
