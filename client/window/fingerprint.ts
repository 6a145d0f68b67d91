/** The SHA-256 fingerprint of a certificate in PEM, as other programs print it. */

import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/;

/**
 * SHA-256 of the first certificate in `pem`, as other programs print it: `AB:CD:...`.
 * @throws {AppError} when there is none.
 */
export async function certificateFingerprint(pem: string): Promise<string> {
  const base64 = PEM.exec(pem)?.[1]?.replace(/\s+/g, "");
  if (base64 === undefined) {
    throw new AppError(
      "unavailable",
      t("The server handed out something else than the authority's certificate."),
    );
  }
  const der = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", der));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join(":").toUpperCase();
}
