// Browser-safe: runs in the page and in workers.

/** The one Trusted Types policy that `server/http/security_headers.ts` lets a page make. */
const POLICY = "talkywalky";

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): unknown };
}

let policy: ReturnType<TrustedTypes["createPolicy"]> | undefined;

/** `url`, of this host, as the browser takes it for a worker where it enforces Trusted Types. */
function trusted(url: URL): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (types === undefined) return url.href;
  policy ??= types.createPolicy(POLICY, { createScriptURL: ofThisHost });
  return policy.createScriptURL(url.href) as string;
}

function ofThisHost(url: string): string {
  if (new URL(url).origin !== location.origin) throw new TypeError(`Not of this host: ${url}`);
  return url;
}

/**
 * A worker of ours. Import it as `Worker` and write
 * `new Worker(new URL("./worker.ts", import.meta.url), { type: "module" })`: the build looks for
 * these very words to find the worker's code.
 */
export class TrustedWorker extends Worker {
  constructor(url: URL, options: WorkerOptions) {
    super(trusted(url), options);
  }
}
