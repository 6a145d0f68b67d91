import assert from "node:assert/strict";
import { certificateBlocks, keyBlock, labelsOf, tlsBlocks } from "./tls_files.ts";

const block = (label: string, body: string) =>
  `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
const KEY = block("PRIVATE KEY", "a2V5");
const [OWN, ABOVE] = [block("CERTIFICATE", "b3du"), block("CERTIFICATE", "YWJvdmU=")];

Deno.test("of a combined file the key is the key block, and the certificate all certificates", () => {
  for (const text of [KEY + OWN + ABOVE, OWN + KEY + ABOVE, OWN + ABOVE + KEY]) {
    const { cert, key } = tlsBlocks({ cert: text, key: text });
    assert.equal(key, KEY);
    assert.deepEqual(certificateBlocks(cert), [OWN, ABOVE]);
    assert.doesNotMatch(cert, /PRIVATE KEY/);
  }
});

Deno.test("blocks come out in one form, whatever stood around them", () => {
  const text = `\ufeffBag Attributes\r\n  ${KEY.replaceAll("\n", " \r\n  ")}trailing`;
  assert.equal(keyBlock(text), KEY);
  assert.deepEqual(labelsOf(block("EC PARAMETERS", "x") + OWN), ["EC PARAMETERS", "CERTIFICATE"]);
  assert.equal(keyBlock("-----BEGIN PRIVATE KEY-----\na2V5\n-----END CERTIFICATE-----"), undefined);
});
