/** Where the authority's revocation list comes from, and how large it may be. */

/** Where the revocation list is served. */
export const CRL_PATH = "/ca/crl.der";
/** A revocation list of more than this is not read. */
export const MAX_CRL_BYTES = 16 * 1024 * 1024;
