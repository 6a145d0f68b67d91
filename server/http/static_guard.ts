/** Tells paths that must look as if they did not exist. */

/** The one folder with a leading dot that the web has names in (RFC 8615). */
const WELL_KNOWN = ".well-known";

/**
 * Whether `pathname` names something that must look as if it did not exist: a file or folder with
 * a leading dot, such as the build's `/.vite/manifest.json`, or a path that cannot be decoded.
 */
export function isHiddenPath(pathname: string): boolean {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return true;
  }
  if (decoded.includes("\0")) return true;
  return decoded.split(/[/\\]/).some((name, index) =>
    name.startsWith(".") && !(index === 1 && name === WELL_KNOWN)
  );
}
