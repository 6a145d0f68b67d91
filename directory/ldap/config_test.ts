import assert from "node:assert/strict";
import { type LdapConfig, resolveLdapConfig } from "./config.ts";

const config: LdapConfig = {
  url: "ldap://127.0.0.1:389",
  baseDn: "ou=people,dc=example,dc=org",
  bindDn: "cn=chat,dc=example,dc=org",
  bindPassword: "secret",
  kind: "openldap",
};

Deno.test("time-outs have defaults: 3 s to connect, 5 s for an answer", () => {
  const { connectTimeoutMs, operationTimeoutMs, startTls } = resolveLdapConfig(config);
  assert.deepEqual([connectTimeoutMs, operationTimeoutMs, startTls], [3000, 5000, false]);
});

Deno.test("a setting that cannot be right is named", () => {
  const bad: [Partial<LdapConfig>, RegExp][] = [
    [{ url: "127.0.0.1" }, /url/],
    [{ url: "http://127.0.0.1" }, /url/],
    [{ url: "ldaps://127.0.0.1", startTls: true }, /startTls/],
    [{ baseDn: "people" }, /baseDn/],
    // A bare word would be taken for a SASL mechanism.
    [{ bindDn: "EXTERNAL" }, /bindDn/],
    [{ bindPassword: "" }, /bindPassword/],
    [{ kind: "activedirectory" }, /Active Directory/],
    [{ operationTimeoutMs: 0 }, /operationTimeoutMs/],
    [{ connections: 1.5 }, /connections/],
  ];
  for (const [change, message] of bad) {
    assert.throws(() => resolveLdapConfig({ ...config, ...change }), message);
  }
  assert.ok(resolveLdapConfig({ ...config, kind: "activedirectory", startTls: true }));
});
