import assert from "node:assert/strict";
import { InvalidCredentialsError, NoSuchObjectError } from "ldapts";
import { describeLdapError } from "./error_text.ts";
import { notWorking, SERVICE_REFUSED } from "./failures.ts";

const CONFIG = {
  url: "ldaps://directory.example",
  baseDn: "ou=people,dc=example",
  bindDn: "cn=chat,dc=example",
};

Deno.test("an answer of the server is told with its code, its name and its own words", () => {
  assert.equal(
    describeLdapError(new NoSuchObjectError("no base")),
    "result code 32 (NoSuchObject): no base",
  );
  assert.match(
    describeLdapError(new InvalidCredentialsError()),
    /^result code 49 \(InvalidCredentials\)/,
  );
});

Deno.test("what Active Directory means by its data is told in words", () => {
  const said = (data: string) =>
    describeLdapError(
      new InvalidCredentialsError(
        `80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data ${data}, v4563\u0000`,
      ),
    );
  assert.match(
    said("775"),
    /^result code 49 \(InvalidCredentials\), the account is locked: 80090308: /,
  );
  assert.match(said("52e"), /the name or the password is wrong/);
  assert.match(said("999"), /^result code 49 \(InvalidCredentials\): 8009.*data 999, v4563$/);
});

/** What the operator reads. */
function causeOf({ cause }: Error): string {
  assert.ok(cause instanceof Error);
  return cause.message;
}

Deno.test("what never came is told as the system tells it", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:389"), {
    code: "ECONNREFUSED",
  });
  assert.equal(describeLdapError(refused), "connect ECONNREFUSED 127.0.0.1:389");
  assert.equal(notWorking(refused, CONFIG).reason, undefined);
  assert.match(
    causeOf(notWorking(refused, CONFIG)),
    /^ldaps:\/\/directory\.example does not answer: /,
  );
});

Deno.test("a refused service account is told apart, and names its settings", () => {
  const error = notWorking(new InvalidCredentialsError("no"), CONFIG);
  assert.equal(error.reason, SERVICE_REFUSED);
  assert.match(
    causeOf(error),
    /refuses cn=chat,dc=example \(TW_LDAP_BIND_DN, TW_LDAP_BIND_PASSWORD\)/,
  );
  const noBase = notWorking(new NoSuchObjectError("gone"), CONFIG);
  assert.equal(noBase.reason, undefined);
  assert.match(causeOf(noBase), /^ou=people,dc=example at .* cannot be read as cn=chat,dc=example/);
});
