/**
 * An OpenLDAP server of our own on loopback, run by whoever we are from one folder: its own
 * configuration, its own tree, no system service.
 */

import { hashArgon2 } from "../../directory/argon2.ts";
import { privateFolder, randomPassword, storedValue, writePrivate } from "./stored_values.ts";
import { firstAnswer, freePort, waitUntilAnswers } from "./ports.ts";
import { type ServiceProcess, startProcess, tailOf } from "./service_process.ts";
import {
  ADMIN_DN,
  firstEntries,
  PEOPLE_DN,
  SERVICE_DN,
  slapdConfig,
  type SlapdConfigOptions,
} from "./slapd_settings.ts";
import { makeServerCertificate } from "./tls_certificate.ts";

const SLAPD = "/usr/sbin/slapd";
const SLAPADD = "/usr/sbin/slapadd";
const START_TIMEOUT_MS = 20_000;
const STOP_GRACE_MS = 10_000;
const PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

export interface SlapdOptions {
  /** Holds everything the server keeps; made when missing. A second start there keeps the tree. */
  folder: string;
  /** LDAP port on 127.0.0.1; a free one by default. */
  port?: number;
  /** Offer StartTLS and LDAPS, with a certificate for 127.0.0.1 and localhost made by openssl. */
  tls?: boolean;
  /** Largest size of the database, 1 GiB by default. */
  maxDatabaseBytes?: number;
  /** Lines in place of the limits and rights of the service account; see `slapd.conf`(5). */
  rights?: readonly string[];
  /** What else the configuration says. */
  config?: Pick<SlapdConfigOptions, "sizeLimit" | "tellLocks" | "schema">;
  /** Makes a time limit longer where the machine has no time for it; as it is by default. */
  stretched?: (ms: number) => number;
}

export interface Slapd {
  /** `ldap://127.0.0.1:port`. */
  readonly url: string;
  /** `ldaps://127.0.0.1:port` and the PEM file of the authority to trust, with `tls`. */
  readonly secure: { url: string; caFile: string } | undefined;
  /** The container of the people. */
  readonly baseDn: string;
  /** The service account: may add, read and remove people and write their certificates. */
  readonly bindDn: string;
  readonly bindPassword: string;
  /** The operator's account, for whom no rule holds. */
  readonly adminDn: string;
  readonly adminPassword: string;
  /** Process id of the running server; changes with a restart. */
  readonly pid: number;
  /** Resolves when the process that runs now has ended, for whatever reason. */
  readonly exited: Promise<void>;
  stop(): Promise<void>;
  /** SIGKILL, as a power cut would; `restart()` or `stop()` still work after it. */
  kill(): Promise<void>;
  /** Ends the server (unless it is dead already) and starts it on the same ports. */
  restart(): Promise<void>;
}

/** Starts a server and resolves once it answers LDAP requests (about 0.2 s). */
export async function startSlapd(options: SlapdOptions): Promise<Slapd> {
  const { tls = false, maxDatabaseBytes = 2 ** 30, stretched = (ms: number) => ms } = options;
  const folder = await privateFolder(options.folder);
  const port = options.port ?? freePort();
  const url = `ldap://127.0.0.1:${port}`;
  const bindPassword = await storedValue(`${folder}/service-password`, randomPassword);
  const adminPassword = await storedValue(`${folder}/admin-password`, randomPassword);
  const certificate = tls ? await makeServerCertificate(`${folder}/tls`) : undefined;
  const secure = certificate &&
    { url: `ldaps://127.0.0.1:${freePort()}`, caFile: certificate.caFile };
  const configFile = `${folder}/slapd.conf`;
  const databaseFolder = `${folder}/database`;
  await writePrivate(
    configFile,
    slapdConfig({
      databaseFolder,
      adminPassword,
      maxDatabaseBytes,
      ...(options.rights === undefined ? {} : { rights: options.rights }),
      ...(certificate === undefined ? {} : { tls: certificate }),
      ...options.config,
    }),
  );
  await plantTree(folder, databaseFolder, configFile, bindPassword);

  const startServer = async (): Promise<ServiceProcess> => {
    const listeners = [url, ...(secure === undefined ? [] : [secure.url])];
    const process = await startProcess({
      name: "slapd",
      folder,
      command: SLAPD,
      // "-d 0" keeps it in the foreground, as a child that we can wait for.
      args: ["-f", configFile, "-h", listeners.map((each) => `${each}/`).join(" "), "-d", "0"],
      env: { PATH },
    });
    const ready = await waitUntilAnswers({
      answers: () => speaksLdap(port),
      running: () => process.running,
      timeoutMs: stretched(START_TIMEOUT_MS),
    });
    if (ready) return process;
    await process.kill();
    throw new Error(`slapd did not start on port ${port}:\n${await tailOf(process.logFile)}`);
  };

  let server = await startServer();
  return {
    url,
    secure,
    baseDn: PEOPLE_DN,
    bindDn: SERVICE_DN,
    bindPassword,
    adminDn: ADMIN_DN,
    adminPassword,
    get pid() {
      return server.pid;
    },
    get exited() {
      return server.exited;
    },
    stop: () => server.stop(stretched(STOP_GRACE_MS)),
    kill: () => server.kill(),
    async restart() {
      await server.stop(stretched(STOP_GRACE_MS));
      server = await startServer();
    },
  };
}

/**
 * Makes the database with its first entries, in a folder beside it that takes the final name
 * last: a start that is cut short leaves nothing that looks finished.
 */
async function plantTree(
  folder: string,
  databaseFolder: string,
  configFile: string,
  servicePassword: string,
): Promise<void> {
  const exists = await Deno.stat(databaseFolder).then(() => true, () => false);
  if (exists) return;
  const fresh = `${databaseFolder}.new`;
  await Deno.remove(fresh, { recursive: true }).catch(() => {});
  await Deno.mkdir(fresh, { mode: 0o700 });
  const config = await Deno.readTextFile(configFile);
  const plantingConfig = `${folder}/slapadd.conf`;
  await writePrivate(
    plantingConfig,
    config.replace(`directory ${databaseFolder}`, `directory ${fresh}`),
  );
  const ldif = `${folder}/first.ldif`;
  await writePrivate(ldif, firstEntries(await hashArgon2(servicePassword)));
  const { code, stderr } = await new Deno.Command(SLAPADD, {
    args: ["-f", plantingConfig, "-l", ldif],
    clearEnv: true,
    env: { PATH },
    cwd: folder,
    stdin: "null",
  }).output();
  if (code !== 0) throw new Error(`slapadd ended with code ${code}: ${decode(stderr)}`);
  await Deno.remove(plantingConfig);
  await Deno.remove(ldif);
  await Deno.rename(fresh, databaseFolder);
}

/** Whether the port answers an anonymous bind (RFC 4511, 4.2) with a bind response, yes or no. */
async function speaksLdap(port: number): Promise<boolean> {
  const anonymousBind = Uint8Array.of(0x30, 12, 2, 1, 1, 0x60, 7, 2, 1, 3, 4, 0, 0x80, 0);
  const answer = await firstAnswer(port, anonymousBind);
  return answer[0] === 0x30 && answer[5] === 0x61;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).trim();
}
