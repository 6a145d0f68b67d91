/** The directory's promises, kept by the embedded adapter and by a real OpenLDAP. */

import { Attribute, Change, Client } from "ldapts";
import { EmbeddedDirectory } from "../../directory/embedded/directory.ts";
import { LdapDirectory } from "../../directory/ldap/directory.ts";
import { PasswordPool } from "../../directory/passwords.ts";
import { stretched } from "../support/patience.ts";
import { type Slapd, startTestSlapd } from "../support/slapd.ts";
import { directoryConformance } from "./directory_suite.ts";

const passwords = new PasswordPool();

// The embedded adapter.

const folder = Deno.makeTempDirSync({ prefix: "talkywalky-directory-" });
const file = `${folder}/directory.db`;
let embedded: EmbeddedDirectory;
Deno.test.beforeAll(() => {
  embedded = new EmbeddedDirectory({ file, passwords });
});

directoryConformance("embedded", () => ({
  directory: embedded,
  another: () => new EmbeddedDirectory({ file, passwords }),
  disable: ({ id }, disabled) => embedded.setDisabled(id, disabled),
}));

// The LDAP adapter.

let slapd: Slapd;
let ldap: LdapDirectory;

function ldapConfig(changes: { url?: string; caPem?: string; startTls?: boolean } = {}) {
  const { url, baseDn, bindDn, bindPassword } = slapd;
  const kind = "openldap" as const;
  return {
    url,
    baseDn,
    bindDn,
    bindPassword,
    kind,
    operationTimeoutMs: stretched(1_500),
    ...changes,
  };
}

Deno.test.beforeAll(async () => {
  slapd = await startTestSlapd({ tls: true });
  ldap = new LdapDirectory(ldapConfig(), passwords);
});

directoryConformance("LDAP", () => ({
  directory: ldap,
  another: () => new LdapDirectory(ldapConfig(), passwords),
  disable: ({ uid }, disabled) => lockAccount(uid, disabled),
}));

/** As an administrator would. */
async function lockAccount(uid: string, locked: boolean): Promise<void> {
  const administrator = new Client({ url: slapd.url });
  await administrator.bind(slapd.adminDn, slapd.adminPassword);
  const values = locked ? ["000001010000Z"] : [];
  const modification = new Attribute({ type: "pwdAccountLockedTime", values });
  const change = new Change({ operation: "replace", modification });
  await administrator.modify(`uid=${uid},${slapd.baseDn}`, change);
  await administrator.unbind();
}

Deno.test.afterAll(async () => {
  await ldap.close();
  await slapd.stop();
  await embedded.close();
  passwords.close();
  await Deno.remove(folder, { recursive: true });
});
