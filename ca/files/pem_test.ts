import assert from "node:assert/strict";
import { fromPem, toPem } from "./pem.ts";

const der = crypto.getRandomValues(new Uint8Array(100));

Deno.test("PEM comes back as it was written, in lines of 64", () => {
  const text = toPem("CERTIFICATE", der);
  assert.ok(text.split("\n").every((line) => line.length <= 64));
  assert.deepEqual(fromPem("CERTIFICATE", text), der);
  assert.deepEqual(fromPem("CERTIFICATE", text.replaceAll("\n", "\r\n")), der);
});

Deno.test("another label, a second block and broken base64 are refused", () => {
  const text = toPem("CERTIFICATE", der);
  assert.throws(() => fromPem("PRIVATE KEY", text), SyntaxError);
  assert.throws(() => fromPem("CERTIFICATE", text + text), SyntaxError);
  assert.throws(
    () => fromPem("CERTIFICATE", text.replace("\n-----END", "A\n-----END")),
    SyntaxError,
  );
  assert.throws(() => fromPem("CERTIFICATE", ""), SyntaxError);
});
