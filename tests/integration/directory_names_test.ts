/** People whom others made in a real OpenLDAP use the real server under the names that they have. */

import assert from "node:assert/strict";
import { Attribute, Change, Client, DN } from "ldapts";
import { hashArgon2 } from "../../directory/argon2.ts";
import type { AnswerTo } from "../../protocol/frames/answers.ts";
import { isFullName } from "../../protocol/person.ts";
import { type Account, enrol, post, TEST_PASSWORD } from "../support/account.ts";
import { startFixture } from "../support/fixture.ts";
import { laterRefusalOf } from "../support/refusals.ts";
import { startTestSlapd } from "../support/slapd.ts";
import { Wire } from "../support/wire.ts";

Deno.test("odd names and values of a directory sign in, are certified, and are on everybody's list", async () => {
  const slapd = await startTestSlapd();
  const administrator = new Client({ url: slapd.url });
  const fixture = await startFixture({
    env: {
      TW_LDAP_URL: slapd.url,
      TW_LDAP_BASE_DN: slapd.baseDn,
      TW_LDAP_BIND_DN: slapd.bindDn,
      TW_LDAP_BIND_PASSWORD: slapd.bindPassword,
    },
  });
  const wires: Wire[] = [];
  try {
    const { origin } = fixture.server;
    await administrator.bind(slapd.adminDn, slapd.adminPassword);
    const userPassword = `{ARGON2}${await hashArgon2(TEST_PASSWORD)}`;
    const uids = ["Ada+Chat@example.org", "12345", "q".repeat(100)];
    const dnOf = (uid: string) => `${new DN({ uid })},${slapd.baseDn}`;
    for (const uid of uids) {
      await administrator.add(dnOf(uid), {
        objectClass: "inetOrgPerson",
        uid,
        cn: `${uid} ${"N".repeat(300)}\n`,
        sn: "Somebody",
        mail: `${"m".repeat(300)}@example.org`,
        userPassword,
      });
    }
    const spelt = uids.map((uid) => uid.toLowerCase());
    for (const uid of uids) {
      // In the directory's spelling, as the person types it.
      const account = await enrol(origin, { user: { uid }, password: TEST_PASSWORD } as Account);
      assert.equal(account.user.uid, uid.toLowerCase());
      const wire = await Wire.open(origin, account.cookie);
      wires.push(wire);
      const { people } = await wire.ask({ type: "people" }) as AnswerTo<"people">;
      assert.deepEqual(people.map((one) => one.uid).toSorted(), spelt.toSorted());
      assert.ok(people.every(({ fullName }) => isFullName(fullName) && fullName.endsWith("…")));
    }
    const modification = new Attribute({ type: "pwdReset", values: ["TRUE"] });
    const change = new Change({ operation: "replace", modification });
    await administrator.modify(dnOf("12345"), change);
    const body = { uid: "12345", password: TEST_PASSWORD };
    const refused = await laterRefusalOf(post(origin, "/api/login", body));
    assert.deepEqual([refused.kind, refused.reason], ["unauthenticated", "must-change"]);
    assert.match(refused.message, /^Your password must be changed first\./);
    assert.match(
      fixture.server.log(),
      /a person's bind was refused dn="uid=12345,.* why=must-change/,
    );
    const wrong = post(origin, "/api/login", { ...body, password: "wrong" });
    assert.equal((await laterRefusalOf(wrong)).reason, undefined);
  } finally {
    await Promise.all(wires.map((wire) => wire.close()));
    await fixture.close();
    await administrator.unbind();
    await slapd.stop();
  }
});
