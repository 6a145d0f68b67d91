/** Takes the key and the certificates out of the PEM files that TLS is set up with. */

/** PEM texts, as `TW_TLS_CERT` and `TW_TLS_KEY` name them. */
export interface TlsFiles {
  cert: string;
  key: string;
}

/** One PEM block (RFC 7468 2); what stands between blocks is for people. */
const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;

/**
 * What the runtime is to read of the files: of the one all certificates, of the other the first key.
 * Both may be the same file, and it may hold more, such as the parameters of an elliptic key or the
 * lines that openssl writes over each block.
 */
export function tlsBlocks({ cert, key }: TlsFiles): TlsFiles {
  return { cert: certificateBlocks(cert).join("\n"), key: keyBlock(key) ?? "" };
}

/** The certificates in a PEM text, in their order, each as a block of its own. */
export function certificateBlocks(text: string): string[] {
  return blocksOf(text).filter(({ label }) => label === "CERTIFICATE").map(({ block }) => block);
}

/** The first private key in a PEM text. */
export function keyBlock(text: string): string | undefined {
  return blocksOf(text).find(({ label }) => label.endsWith("PRIVATE KEY"))?.block;
}

/** What the blocks of a PEM text hold, in their order. */
export function labelsOf(text: string): string[] {
  return blocksOf(text).map(({ label }) => label);
}

/** In lines of one kind and without an indent, as strict readers want them. */
function blocksOf(text: string): { label: string; block: string }[] {
  return [...text.matchAll(BLOCK)].map(([block, label]) => ({
    label: label!,
    block: `${block.split(/\r\n?|\n/).map((line) => line.trim()).join("\n")}\n`,
  }));
}
