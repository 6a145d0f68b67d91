/** Script addresses of workers and the service worker, under the page's Trusted Types policy. */

/** As much of the Trusted Types API as is used here; older browsers have none of it. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

/** The one policy that the content security policy allows: `server/http/security_headers.ts`. */
const POLICY = "talkywalky";

let toScriptUrl: ((url: string) => string) | undefined;

/**
 * `url` as the browser wants a script's address under `require-trusted-types-for 'script'`: one of
 * this origin's own files. A policy may be made once only, so every script address of the page,
 * a worker's or the service worker's, is to come from here.
 *
 * @throws {TypeError} when it is another origin's, or no file.
 */
export function trustedScriptUrl(url: string | URL): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  toScriptUrl ??= trustedTypes === undefined
    ? ownScriptUrl
    : ((policy) => (address: string) => policy.createScriptURL(address))(
      trustedTypes.createPolicy(POLICY, { createScriptURL: ownScriptUrl }),
    );
  return toScriptUrl(String(url));
}

function ownScriptUrl(address: string): string {
  const { origin, protocol, href } = new URL(address, location.href);
  if (origin === location.origin && /^https?:$/.test(protocol)) return href;
  throw new TypeError(`Cannot run ${JSON.stringify(address)} as a script: it is not ours`);
}

/**
 * A `Worker` whose address passed the policy. Import it under the name `Worker`: the build finds
 * workers by the words `new Worker` with a `new URL` in its parentheses.
 */
export const TrustedWorker = function (url: URL, options: WorkerOptions): Worker {
  return new Worker(trustedScriptUrl(url), options);
} as unknown as new (url: URL, options: WorkerOptions) => Worker;
