import assert from "node:assert/strict";
import type { AccountProblem } from "../account_problem.ts";
import {
  controlState,
  domainOf,
  fileTimeMs,
  generalizedTimeMs,
  intervalMs,
  lockedMsOf,
  policyState,
} from "./account_state.ts";

const NOW_MS = Date.UTC(2026, 10, 30, 12);
/** 100 ns since 1601 at `ms`. */
const fileTime = (ms: number) => String(BigInt(ms + 11_644_473_600_000) * 10_000n);
const dn = "uid=ada,dc=example";

Deno.test("what a password policy, 389 Directory Server and FreeIPA say against an account", () => {
  const states: [Record<string, string>, AccountProblem | undefined][] = [
    [{}, undefined],
    [{ pwdAccountLockedTime: "000001010000Z" }, "disabled"],
    [{ pwdAccountLockedTime: "20261130115900Z" }, "locked"],
    [{ nsAccountLock: "TRUE" }, "disabled"],
    [{ nsaccountlock: "true" }, "disabled"],
    [{ nsAccountLock: "FALSE" }, undefined],
    [{ pwdReset: "TRUE" }, "must-change"],
    [{ pwdReset: "FALSE" }, undefined],
    [{ pwdEndTime: "20261130115959Z" }, "account-expired"],
    [{ pwdEndTime: "20261130120001Z" }, undefined],
    [{ pwdStartTime: "20261201000000Z" }, "account-expired"],
    [{ krbPrincipalExpiration: "20250101000000Z" }, "account-expired"],
    [{ krbPrincipalExpiration: "never" }, undefined],
  ];
  for (const [attributes, problem] of states) {
    const found = policyState({ dn, ...attributes }, NOW_MS);
    assert.equal(found?.problem, problem, JSON.stringify(attributes));
    assert.equal(found?.ofPassword ?? false, problem === "locked");
  }
});

Deno.test("what Active Directory says against an account", () => {
  const computed = "msDS-User-Account-Control-Computed";
  const states: [Record<string, string>, AccountProblem | undefined][] = [
    [{ userAccountControl: "512", accountExpires: "0", pwdLastSet: "1" }, undefined],
    [{ userAccountControl: "512", accountExpires: "9223372036854775807" }, undefined],
    [{ userAccountControl: "514" }, "disabled"],
    [{ userAccountControl: "512", accountExpires: fileTime(NOW_MS - 1000) }, "account-expired"],
    [{ userAccountControl: "512", accountExpires: fileTime(NOW_MS + 1000) }, undefined],
    [{ userAccountControl: "512", [computed]: "16" }, "locked"],
    [{ userAccountControl: "512", [computed]: "8388608" }, "password-expired"],
    [{ userAccountControl: "512", pwdLastSet: "0" }, "must-change"],
    // What an administrator did counts before what wrong passwords did, which ends no session.
    [{ userAccountControl: "512", pwdLastSet: "0", [computed]: "16" }, "must-change"],
    // A password that never expires need not be changed either.
    [{ userAccountControl: "66048", pwdLastSet: "0", [computed]: "8388608" }, undefined],
    [{ userAccountControl: "junk", accountExpires: "junk" }, undefined],
    [{}, undefined],
  ];
  for (const [attributes, problem] of states) {
    const found = controlState({ dn, ...attributes }, NOW_MS);
    assert.equal(found?.problem, problem, JSON.stringify(attributes));
    const isOfPassword = problem === "locked" || problem === "password-expired";
    assert.equal(found?.ofPassword ?? false, isOfPassword, JSON.stringify(attributes));
  }
});

Deno.test("times of both kinds of directory are read, and nothing else is", () => {
  assert.equal(fileTimeMs(BigInt(fileTime(NOW_MS))), NOW_MS);
  assert.equal(generalizedTimeMs("20261130120000Z"), NOW_MS);
  assert.equal(generalizedTimeMs("20261130120000.123Z"), NOW_MS);
  assert.equal(generalizedTimeMs("2026113012Z"), NOW_MS);
  assert.equal(generalizedTimeMs("202611301330+0130"), NOW_MS);
  assert.equal(generalizedTimeMs("20261130070000-05"), NOW_MS);
  for (const none of [undefined, "", "20261130", "20261130120000", "x"]) {
    assert.equal(generalizedTimeMs(none), undefined);
  }
});

Deno.test("when a lock of Active Directory began, and how long the domain's last", () => {
  assert.equal(lockedMsOf({ dn, lockoutTime: fileTime(NOW_MS) }), NOW_MS);
  for (const lockoutTime of ["0", "junk"]) assert.equal(lockedMsOf({ dn, lockoutTime }), undefined);
  assert.equal(lockedMsOf({ dn }), undefined);
  assert.equal(intervalMs("-18000000000"), 30 * 60_000);
  // Until an administrator unlocks it.
  for (const none of ["0", "-9223372036854775808", undefined, "junk"]) {
    assert.equal(intervalMs(none), undefined);
  }
  assert.equal(domainOf("CN=A\\, B,OU=x,DC=a,DC=b"), "DC=a,DC=b");
  assert.equal(domainOf("DC=a"), "DC=a");
  assert.equal(domainOf("uid=a,o=b"), undefined);
});
