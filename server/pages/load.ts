/** The built pages: everything under `routes/`, and the static files. */
export interface Pages {
  /** Answers one request whose context was set with `setRequestContext`. */
  fetch(request: Request): Promise<Response>;
}

/**
 * Loads the pages that `deno task build` made.
 *
 * @throws {TypeError} when they have not been built.
 */
export async function loadPages(): Promise<Pages> {
  // The literal path is what makes `deno compile` embed the bundle.
  const bundle: { default: Pages } = await import("../../.build/pages/server/index.mjs");
  return bundle.default;
}
