/** Puts the nonce on a page's inline script. */

const INLINE_SCRIPT = /<script type="module">/g;
const HEAD_END = "</head>";

/**
 * Puts `nonce` on the inline module script that Fresh writes at the end of `<head>` on a page
 * with islands, so that a strict content security policy lets it run.
 *
 * Only the head is searched, and only for the exact tag that Fresh writes: text that a person
 * typed is escaped there, and a script that got into the body some other way stays without a
 * nonce and is refused by the browser. Anything but HTML is handed back untouched.
 */
export async function withScriptNonce(response: Response, nonce: string): Promise<Response> {
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("text/html") || response.body === null) return response;

  const html = await response.text();
  const headEnd = html.indexOf(HEAD_END);
  const head = html.slice(0, Math.max(headEnd, 0));
  const withNonce = head.replaceAll(INLINE_SCRIPT, `<script type="module" nonce="${nonce}">`);

  const headers = new Headers(response.headers);
  headers.delete("content-length");
  return new Response(withNonce + html.slice(head.length), {
    status: response.status,
    statusText: response.statusText,
    headers,
  });
}
