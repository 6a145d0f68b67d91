import assert from "node:assert/strict";
import { InvalidCredentialsError, UnwillingToPerformError } from "ldapts";
import { dataCode } from "./bind.ts";

const words = (data: string) =>
  `80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data ${data}, v4563`;

Deno.test("Active Directory's code is read from its own words, and from no others", () => {
  assert.equal(dataCode(new InvalidCredentialsError(words("773"))), "773");
  assert.equal(dataCode(new InvalidCredentialsError(words("52E"))), "52e");
  assert.equal(dataCode(new InvalidCredentialsError("data 773 of something else")), undefined);
  assert.equal(dataCode(new InvalidCredentialsError()), undefined);
  assert.equal(dataCode(new UnwillingToPerformError(words("773"))), undefined);
});
