/** What the issuing core is given instead of reaching for it. */

import type { Bytes } from "../../protocol/encoding.ts";

/** The time now. */
export type Clock = () => Date;

/** `length` bytes from a cryptographic random source. */
export type Random = (length: number) => Bytes;

/** Signs with one authority key, RSASSA-PKCS1-v1_5 and SHA-256. */
export type Signer = (data: Bytes) => Promise<Bytes>;
