import assert from "node:assert/strict";
import { AppError } from "../protocol/errors.ts";
import type { Uid } from "../protocol/ids.ts";
import { acceptCertificates, acceptPerson } from "./new_person.ts";

const person = {
  uid: "zoe" as Uid,
  fullName: " Zoe\u0308 ",
  mail: " zoe@example.org ",
  password: "a\u00a0b",
};

const invalidField = (field: string) => (error: unknown) =>
  error instanceof AppError && error.kind === "invalid" && error.field === field;

Deno.test("a person is stored trimmed, composed and with the prepared password", () => {
  assert.deepEqual(acceptPerson(person), {
    uid: "zoe",
    fullName: "Zo\u00eb",
    mail: "zoe@example.org",
    password: "a b",
  });
});

Deno.test("the first rule that is broken is thrown with its field", () => {
  assert.throws(() => acceptPerson({ ...person, uid: "*" as Uid, mail: "" }), invalidField("uid"));
  assert.throws(() => acceptPerson({ ...person, mail: "" }), invalidField("mail"));
  assert.throws(() => acceptPerson({ ...person, password: "" }), invalidField("password"));
});

Deno.test("only whole DER sequences of a bearable size are taken for certificates, once each", () => {
  const short = Uint8Array.of(0x30, 3, 2, 1, 5);
  const long = new Uint8Array(4 + 300);
  long.set([0x30, 0x82, 300 >> 8, 300 & 0xff]);
  assert.deepEqual(acceptCertificates([short, long, short.slice()]), [short, long]);
  const tooLarge = new Uint8Array(4 + 9000);
  tooLarge.set([0x30, 0x82, 9000 >> 8, 9000 & 0xff]);
  for (
    const bad of [
      new Uint8Array(),
      Uint8Array.of(0x30),
      Uint8Array.of(0x31, 0),
      Uint8Array.of(0x30, 3, 2, 1),
      Uint8Array.of(0x30, 1, 2, 1),
      Uint8Array.of(0x30, 0x80, 0, 0),
      tooLarge,
    ]
  ) {
    assert.throws(() => acceptCertificates([bad]), invalidField("certificates"));
  }
});
