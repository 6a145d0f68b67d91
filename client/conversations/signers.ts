/** Reads from items who says to have signed them, and with which certificate. */

import type { Fingerprint, UserId } from "../../protocol/ids.ts";
import {
  type Item,
  parseControlRecord,
  parseEnvelopeHeader,
  parseEpochManifest,
} from "../../protocol/items.ts";

/** Who says to have signed an item, and with which certificate. */
export interface NamedSigner {
  user: UserId;
  cert: Fingerprint;
}

/** Signers that `items` name; an item that cannot be read names none and is refused later. */
export function signersOf(items: Iterable<Item>): NamedSigner[] {
  const signers: NamedSigner[] = [];
  for (const item of items) {
    const signer = signerOf(item);
    if (signer !== undefined) signers.push(signer);
  }
  return signers;
}

/** Who says to have signed `item`. */
function signerOf(item: Item): NamedSigner | undefined {
  try {
    switch (item.kind) {
      case "control": {
        const { actor, cert } = parseControlRecord(item.body.record);
        return { user: actor, cert };
      }
      case "epoch": {
        const { maker, cert } = parseEpochManifest(item.body.manifest);
        return { user: maker, cert };
      }
      case "message": {
        const { sender, cert } = parseEnvelopeHeader(item.body.hdr);
        return { user: sender, cert };
      }
    }
  } catch {
    return undefined;
  }
}
