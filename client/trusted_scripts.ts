// Browser-safe: runs in the page.

/** As in the `trusted-types` directive of the content security policy. */
const POLICY = "talkywalky";

interface Policy {
  createScriptURL(address: string): unknown;
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): Policy;
}

let policy: Policy | undefined;

/**
 * The address of a script of ours, as the browser lets a worker be made of: on this page's own host,
 * the service worker or a file of the build.
 *
 * @throws {TypeError} for every other address.
 */
export function scriptAddress(address: string | URL): string {
  policy ??= makePolicy();
  // What a policy makes is an object that stands for the text.
  return policy.createScriptURL(String(address)) as string;
}

/** Without Trusted Types the check alone. A page may make its policy once. */
function makePolicy(): Policy {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  const rules = { createScriptURL: (address: string) => checkedAddress(address, location.href) };
  return factory?.createPolicy(POLICY, rules) ?? rules;
}

export function checkedAddress(address: string, page: string): string {
  const url = new URL(address, page);
  const isOurs = url.origin === new URL(page).origin && url.search === "" && url.hash === "" &&
    /^\/(?:service-worker|assets\/[\w/.-]+)\.js$/.test(url.pathname);
  if (!isOurs) throw new TypeError(`Cannot run ${address}: it is no script of this site`);
  return url.href;
}
