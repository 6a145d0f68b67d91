/**
 * A domain controller of Active Directory's kind on loopback: Samba's, in one folder, without a
 * system service. It answers LDAP and nothing else.
 */

import { Buffer } from "node:buffer";
import { Attribute, Change, Client } from "ldapts";
import { waitUntilAnswers } from "./ports.ts";
import { type ServiceProcess, startProcess, tailOf } from "./service_process.ts";
import { privateFolder, randomPassword, storedValue, writePrivate } from "./stored_values.ts";
import { makeServerCertificate } from "./tls_certificate.ts";

const SAMBA = "/usr/sbin/samba";
const SAMBA_TOOL = "/usr/bin/samba-tool";
const PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
const REALM = "TALKYWALKY.EXAMPLE";
const DOMAIN = "TALKYWALKY";
const DOMAIN_DN = "DC=talkywalky,DC=example";
const ADMIN_DN = `CN=Administrator,CN=Users,${DOMAIN_DN}`;
/** The comma and the letter are there to be written as RFC 4514 has it. */
const PEOPLE_DN = `OU=People\\, Zürich,${DOMAIN_DN}`;
const SERVICE_DN = `CN=talkywalky,CN=Users,${DOMAIN_DN}`;
/** Making a domain takes 16 s of a processor's time. */
const PROVISION_TIMEOUT_MS = 120_000;
const START_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 10_000;
const LDAPS_PORT = 636;
const LDAP_PORT = 389;

export interface SambaOptions {
  /** Holds everything the server keeps; empty at first. */
  folder: string;
  /** Makes a time limit longer where the machine has no time for it; as it is by default. */
  stretched?: (ms: number) => number;
}

export interface Samba {
  /** `ldaps://` and `ldap://` at a loopback address of its own: the ports cannot be chosen. */
  readonly url: string;
  readonly startTlsUrl: string;
  /** PEM file of the authority to trust. */
  readonly caFile: string;
  /** The domain, and in it the container of the people. */
  readonly domainDn: string;
  readonly baseDn: string;
  /** The service account, an account operator: may add, change and remove people. */
  readonly bindDn: string;
  readonly bindPassword: string;
  readonly adminDn: string;
  readonly adminPassword: string;
  /** Makes the password of the entry as old as if it had been set at this time. */
  setPasswordTime(dn: string, timeMs: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Makes a domain in the folder and starts its controller, with a container of people and a service
 * account.
 *
 * @throws {Error} without the rights of root: it listens on ports 389 and 636.
 */
export async function startSamba(options: SambaOptions): Promise<Samba> {
  const { stretched = (ms: number) => ms } = options;
  if (Deno.uid() !== 0) throw new Error("Cannot start samba: it needs root for ports 389 and 636");
  const folder = await privateFolder(options.folder);
  const address = freeAddress();
  const adminPassword = await storedValue(`${folder}/admin-password`, strongPassword);
  const bindPassword = await storedValue(`${folder}/service-password`, strongPassword);
  const certificate = await makeServerCertificate(`${folder}/tls`, address);
  await provision({ folder, address, adminPassword, timeoutMs: stretched(PROVISION_TIMEOUT_MS) });
  const configFile = `${folder}/samba.conf`;
  await writePrivate(configFile, sambaConfig({ folder, address, certificate }));
  for (const name of ["pid", "ncalrpc"]) await privateFolder(`${folder}/${name}`);
  const process = await startProcess({
    name: "samba",
    folder,
    command: SAMBA,
    args: ["-s", configFile, "--interactive", "--model=single"],
    env: { PATH, HOME: folder },
  });
  const url = `ldaps://${address}:${LDAPS_PORT}`;
  const caFile = certificate.caFile;
  try {
    await answering(process, address, stretched(START_TIMEOUT_MS));
    await furnish({ url, caFile, adminPassword, bindPassword });
  } catch (error) {
    await process.kill();
    throw error;
  }
  return {
    url,
    startTlsUrl: `ldap://${address}:${LDAP_PORT}`,
    caFile,
    domainDn: DOMAIN_DN,
    baseDn: PEOPLE_DN,
    bindDn: SERVICE_DN,
    bindPassword,
    adminDn: ADMIN_DN,
    adminPassword,
    setPasswordTime: (dn, timeMs) => setPasswordTime({ folder, configFile, dn, timeMs }),
    stop: () => process.stop(stretched(STOP_GRACE_MS)),
  };
}

/** Nobody may write an old time over LDAP; this control is for local use. */
const SET_PASSWORD_TIME = `
import sys, ldb
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB
config, file, dn, time = sys.argv[1:]
params = LoadParm(config)
database = SamDB(url=file, session_info=system_session(), lp=params)
message = ldb.Message(ldb.Dn(database, dn))
message["pwdLastSet"] = ldb.MessageElement(time, ldb.FLAG_MOD_REPLACE, "pwdLastSet")
database.modify(message, controls=["local_oid:1.3.6.1.4.1.7165.4.3.20:0"])
`;

async function setPasswordTime(
  { folder, configFile, dn, timeMs }: {
    folder: string;
    configFile: string;
    dn: string;
    timeMs: number;
  },
): Promise<void> {
  const fileTime = String(BigInt(timeMs + 11_644_473_600_000) * 10_000n);
  const { code, stderr } = await new Deno.Command("/usr/bin/python3", {
    args: ["-c", SET_PASSWORD_TIME, configFile, `${folder}/private/sam.ldb`, dn, fileTime],
    clearEnv: true,
    env: { PATH, HOME: folder },
    cwd: folder,
    stdin: "null",
  }).output();
  if (code !== 0) {
    throw new Error(`Cannot set a password's time: ${new TextDecoder().decode(stderr)}`);
  }
}

/** A client that is bound as somebody. */
export async function boundClient(
  { url, caFile }: Pick<Samba, "url" | "caFile">,
  dn: string,
  password: string,
): Promise<Client> {
  const client = new Client({
    url,
    tlsOptions: { ca: [await Deno.readTextFile(caFile)] },
    timeout: START_TIMEOUT_MS,
    connectTimeout: START_TIMEOUT_MS,
  });
  await client.bind(dn, password);
  return client;
}

/** Replaces the values of one attribute. */
export function replacement(type: string, ...values: string[]): Change {
  return new Change({ operation: "replace", modification: new Attribute({ type, values }) });
}

/** [MS-ADTS] 3.1.1.3.1.5: in quotation marks, UTF-16LE. */
export function unicodePassword(password: string): Attribute {
  return new Attribute({
    type: "unicodePwd",
    values: [Buffer.from(`"${password}"`, "utf16le")],
  });
}

async function provision(
  { folder, address, adminPassword, timeoutMs }: {
    folder: string;
    address: string;
    adminPassword: string;
    timeoutMs: number;
  },
): Promise<void> {
  const command = new Deno.Command(SAMBA_TOOL, {
    args: [
      ...["domain", "provision", `--targetdir=${folder}`, "--server-role=dc"],
      ...[`--realm=${REALM}`, `--domain=${DOMAIN}`, "--dns-backend=NONE", "--host-name=dc1"],
      ...[`--host-ip=${address}`, `--adminpass=${adminPassword}`],
    ],
    clearEnv: true,
    env: { PATH, HOME: folder },
    cwd: folder,
    stdin: "null",
    signal: AbortSignal.timeout(timeoutMs),
  });
  const { code, stderr } = await command.output();
  if (code === 0) return;
  const tail = new TextDecoder().decode(stderr).trimEnd().split("\n").slice(-8).join("\n");
  throw new Error(`samba-tool domain provision ended with code ${code}:\n${tail}`);
}

/** smb.conf(5): LDAP alone, on one address. */
function sambaConfig(
  { folder, address, certificate }: {
    folder: string;
    address: string;
    certificate: { caFile: string; certificateFile: string; keyFile: string };
  },
): string {
  return [
    "[global]",
    "server role = active directory domain controller",
    "netbios name = DC1",
    `workgroup = ${DOMAIN}`,
    `realm = ${REALM}`,
    `interfaces = ${address}/8`,
    "bind interfaces only = yes",
    "server services = ldap",
    "dcerpc endpoint servers = none",
    `private dir = ${folder}/private`,
    `lock directory = ${folder}`,
    `state directory = ${folder}/state`,
    `cache directory = ${folder}/cache`,
    `binddns dir = ${folder}/bind-dns`,
    `pid directory = ${folder}/pid`,
    `ncalrpc dir = ${folder}/ncalrpc`,
    "logging = file",
    `log file = ${folder}/samba-server.log`,
    "tls enabled = yes",
    `tls cafile = ${certificate.caFile}`,
    `tls certfile = ${certificate.certificateFile}`,
    `tls keyfile = ${certificate.keyFile}`,
    "",
  ].join("\n");
}

async function answering(
  process: ServiceProcess,
  hostname: string,
  timeoutMs: number,
): Promise<void> {
  const ready = await waitUntilAnswers({
    answers: async () => {
      (await Deno.connect({ hostname, port: LDAPS_PORT })).close();
      return true;
    },
    running: () => process.running,
    timeoutMs,
  });
  if (!ready) throw new Error(`samba did not start:\n${await tailOf(process.logFile)}`);
}

/** The container of the people, the service account, and a policy under which tests can work. */
async function furnish(
  { url, caFile, adminPassword, bindPassword }: {
    url: string;
    caFile: string;
    adminPassword: string;
    bindPassword: string;
  },
): Promise<void> {
  const client = await boundClient({ url, caFile }, ADMIN_DN, adminPassword);
  try {
    await client.modify(DOMAIN_DN, [
      replacement("minPwdAge", "0"),
      replacement("pwdHistoryLength", "0"),
    ]);
    await client.add(PEOPLE_DN, { objectClass: "organizationalUnit" });
    await client.add(SERVICE_DN, [
      new Attribute({ type: "objectClass", values: ["user"] }),
      new Attribute({ type: "sAMAccountName", values: ["talkywalky"] }),
      new Attribute({ type: "userAccountControl", values: ["512"] }),
      unicodePassword(bindPassword),
    ]);
    const member = new Attribute({ type: "member", values: [SERVICE_DN] });
    await client.modify(
      `CN=Account Operators,CN=Builtin,${DOMAIN_DN}`,
      new Change({ operation: "add", modification: member }),
    );
  } finally {
    await client.unbind();
  }
}

/** Letters of both cases, digits and a sign, as the policy of a new domain wants. */
function strongPassword(): string {
  return `Aa1-${randomPassword()}`;
}

/** An address of 127.77.0.0/16 on which nobody has the ports. */
function freeAddress(): string {
  for (let attempt = 0; attempt < 100; attempt++) {
    const [third, fourth] = crypto.getRandomValues(new Uint8Array(2));
    const hostname = `127.77.${third}.${1 + (fourth! % 250)}`;
    try {
      for (const port of [LDAP_PORT, LDAPS_PORT]) Deno.listen({ hostname, port }).close();
      return hostname;
    } catch {
      // Somebody has it.
    }
  }
  throw new Error("Cannot find a loopback address whose ports 389 and 636 are free");
}
