/** What an administrator does to the entries of a test's slapd. */

import { Attribute, Change, Client, DN, type Entry } from "ldapts";
import { hashArgon2 } from "../../directory/argon2.ts";
import type { Slapd } from "./slapd.ts";

export const PASSWORD = "correct horse 47 battery";

type Values = string | string[];

export interface SlapdEntries {
  client: Client;
  /**
   * Adds a person, with `PASSWORD` unless told otherwise; `uid` names the entry unless `rdn` does.
   *
   * @returns its name.
   */
  add(
    attributes: { uid: Values } & Record<string, Values>,
    rdn?: Record<string, string>,
  ): Promise<string>;
  /** Replaces an attribute's values; with none it is gone. */
  replace(dn: string, type: string, ...values: string[]): Promise<void>;
  read(dn: string): Promise<Entry>;
  /** How many wrong binds the password policy has counted since the last right one. */
  wrongBinds(dn: string): Promise<number>;
}

export async function userPasswordOf(password: string): Promise<string> {
  return `{ARGON2}${await hashArgon2(password)}`;
}

/** Signed in as the account for whom no rule holds; `client.unbind()` ends it. */
export async function entriesOf(slapd: Slapd): Promise<SlapdEntries> {
  const client = new Client({ url: slapd.url });
  await client.bind(slapd.adminDn, slapd.adminPassword);
  const usual = await userPasswordOf(PASSWORD);
  const read = async (dn: string) => {
    const { searchEntries } = await client.search(dn, { scope: "base", attributes: ["*", "+"] });
    return searchEntries[0]!;
  };
  return {
    client,
    read,
    async add(attributes, rdn = { uid: [attributes.uid].flat()[0]! }) {
      const dn = `${new DN(rdn)},${slapd.baseDn}`;
      await client.add(dn, {
        objectClass: "inetOrgPerson",
        cn: "Somebody",
        sn: "Somebody",
        userPassword: usual,
        ...attributes,
      });
      return dn;
    },
    async replace(dn, type, ...values) {
      const modification = new Attribute({ type, values });
      await client.modify(dn, new Change({ operation: "replace", modification }));
    },
    async wrongBinds(dn) {
      return [(await read(dn))["pwdFailureTime"] ?? []].flat().length;
    },
  };
}
