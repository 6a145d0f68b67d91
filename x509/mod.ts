/**
 * Certificates as both sides check them: path validation of RFC 5280 section 6 over a strict DER
 * reader and WebCrypto, and the making of PKCS#10 requests.
 */

export { makeCertificationRequest } from "./certification_request.ts";
export { entryUri, type KeyUse } from "./leaf_rules.ts";
export { KeyPurpose } from "./oids.ts";
export { PATH_REASONS, type PathReason } from "./reasons.ts";
export {
  type CertifiedKey,
  fingerprintOf,
  type PathInput,
  type PathVerdict,
  validatePath,
} from "./validate_path.ts";
