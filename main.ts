/**
 * The composition root: reads the configuration, starts the parts in the order in which they need
 * each other, and stops them in the opposite one. The only file that knows every part.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { probeAmqp } from "./broker/amqp/probe.ts";
import { startBridge } from "./server/bridge/client.ts";
import { startAuthorityWorker } from "./ca/worker/client.ts";
import { type Config, type LdapConfig as LdapSettings, readConfig } from "./config.ts";
import { EmbeddedDirectory } from "./directory/embedded/directory.ts";
import type { LdapConfig } from "./directory/ldap/config.ts";
import { LdapDirectory } from "./directory/ldap/directory.ts";
import { probeLdap } from "./directory/ldap/probe.ts";
import { PasswordPool } from "./directory/passwords.ts";
import type { Directory } from "./directory/port.ts";
import type { Finding } from "./protocol/finding.ts";
import { Accounts } from "./server/accounts/accounts.ts";
import { SignInLimits } from "./server/accounts/limits.ts";
import { judgeSettings } from "./server/config/setting_findings.ts";
import { AUTHORITY_FILES, RENEWAL_FILE } from "./ca/files/authority_files.ts";
import { AUTHORITY_SCHEMA } from "./ca/files/sqlite_store.ts";
import { DIRECTORY_SCHEMA } from "./directory/embedded/schema.ts";
import { ARCHIVE_SCHEMA } from "./server/archive/sqlite/schema.ts";
import { CATALOGUE_SCHEMA } from "./server/files/disk/schema.ts";
import { openDiskFiles } from "./server/files/disk/disk_files.ts";
import { Files } from "./server/files/files.ts";
import { Gateway } from "./server/gateway/gateway.ts";
import { HealthChecker } from "./server/health/checker.ts";
import { looksAt } from "./server/health/looks.ts";
import { cannotListen, requireListenable } from "./server/http/cannot_listen.ts";
import { maxChunkBodyBytes } from "./server/http/file_endpoint.ts";
import { listen } from "./server/http/listen.ts";
import { originOfRequest } from "./server/http/request.ts";
import { isAllowedOrigin, ownOrigins } from "./server/http/origin.ts";
import { securityTxt } from "./server/http/security_txt.ts";
import { site } from "./server/http/site.ts";
import { consoleAudit as audit, consoleLog as log, flushLog } from "./server/log.ts";
import { checkTls } from "./server/http/tls_check.ts";
import { tlsBlocks } from "./server/http/tls_files.ts";
import { loadPages } from "./server/pages/load.ts";
import { isOperator } from "./server/operator.ts";
import { provideServices, requestContext } from "./server/services.ts";
import { sessionCookie } from "./server/sessions/cookie.ts";
import { CurrentSessions } from "./server/sessions/current_sessions.ts";
import { openSqliteSessions, SESSIONS_SCHEMA } from "./server/sessions/sqlite_sessions.ts";
import { StartError } from "./server/start_error.ts";
import { judgeFindings } from "./server/start_findings.ts";
import { checkDataFolder, openDataFolder, startErrorOf } from "./server/storage/data_folder.ts";
import { checkKept, type Kept } from "./server/storage/kept.ts";

const HOUR_MS = 3_600_000;
const MEGABYTE = 1024 * 1024;
/** How often what was begun for people and cut off is gone on with. */
const SETTLE_INTERVAL_MS = 60_000;
/** A shutdown that takes longer is given up. */
const SHUTDOWN_TIMEOUT_MS = 9_000;

// Whatever ends the process, what of the log is still counted is written.
addEventListener("unload", flushLog);
try {
  const config = readConfig();
  await start(config).catch((error) => {
    throw startErrorOf(error, config.dataDir);
  });
} catch (error) {
  if (error instanceof StartError) console.error(error.message);
  else log("error", "the server did not start", { error });
  Deno.exit(error instanceof StartError ? error.exitCode : 1);
}

async function start(config: Config): Promise<void> {
  const { host, port, tls, dataDir, nodeId, limits } = config;
  // What is kept is this user's alone, the journals that SQLite makes by itself too.
  if (Deno.build.os !== "windows") Deno.umask(0o077);
  // A folder that is there may be another server's, which says more than a port in use.
  if (!existsSync(dataDir)) await requireListenable({ hostname: host, port });
  const { isNew } = openDataFolder(dataDir);
  checkKept(dataDir, keptBy(config));
  const ownOrigin = originOf({ scheme: tls ? "https" : "http", host, port });
  const publicOrigin = config.publicOrigin ?? ownOrigin;
  const clock = Date.now;
  judgeFindings(await trySettings(config, publicOrigin), log);

  // First: every other file is made only where there is an authority (server/storage/kept.ts).
  const authority = await startAuthorityWorker({
    dataDir,
    organisation: config.organisation,
    publicOrigin,
    certificateDays: config.certificateDays,
    crlHours: config.crlHours,
    enrolmentsPerDay: config.enrolmentsPerDay,
    callTimeoutMs: config.authorityTimeoutS * 1_000,
    onError: (what, detail) => log("error", "a call to the authority failed", { what, detail }),
  });
  const passwords = new PasswordPool();
  const directory = openDirectory(config, passwords);
  const bridge = await startBridge({
    nodeId,
    archivePath: join(dataDir, "archive.db"),
    shares: {
      perDayBytes: config.messagesPerDayMb * MEGABYTE,
      totalBytes: config.messagesPerPersonMb * MEGABYTE,
    },
    ...(config.amqp === undefined ? {} : { amqp: config.amqp }),
  }, log);
  bridge.onDied = () => {
    log("error", "nothing can be passed on or read any more; stopping, to be started again");
    Deno.exit(1);
  };
  const sessions = openSqliteSessions({
    path: join(dataDir, "sessions.db"),
    sessionMs: config.sessionHours * HOUR_MS,
    clock,
  });
  const fileStore = openDiskFiles(dataDir);
  const files = new Files({
    store: fileStore,
    archive: bridge.archive,
    maxTotalBytes: config.filesMaxMb * MEGABYTE,
    maxPersonBytes: config.filesPerPersonMb * MEGABYTE,
    clock,
    log,
  });
  await files.sweep();
  const sweeping = setInterval(() => files.sweep(), HOUR_MS);
  const allowedOrigins = new Set([...ownOrigins(ownOrigin), publicOrigin]);
  const cookie = sessionCookie({
    secure: publicOrigin.startsWith("https:"),
    maxAgeS: config.sessionHours * 3600,
  });
  const currentSessions = new CurrentSessions({
    sessions,
    directory,
    endSockets: (event) => gateway.endSessions(event),
    clock,
    log,
    audit,
  });
  const gateway: Gateway = new Gateway({
    nodeId,
    bridge,
    sessions,
    findSession: (token) => currentSessions.find(token),
    directory,
    allowsOrigin: (origin) => isAllowedOrigin(origin, allowedOrigins),
    addressOf: (request) => originOfRequest(request, config.trustedProxies).clientAddress,
    tokenOf: cookie.read,
    messagesPerSecond: limits.messagesPerSecond,
    socketsPerPerson: limits.socketsPerPerson,
    clock,
    log,
    audit,
  });
  await gateway.start();
  currentSessions.start();

  const health = new HealthChecker({
    looks: looksAt({ directory, authority, bridge, files: fileStore, clock }),
    notices: () => [...directory.limitsMet(), ...gateway.limitsMet()],
    knownDown: () =>
      bridge.brokerState === "up" ? {} : { broker: "there is no connection; the log says why" },
    log,
  });
  health.start();

  const accounts = new Accounts({
    directory,
    authority,
    sessions,
    bridge,
    limits: new SignInLimits({ ...limits, clock }),
    registrationOpen: config.registrationOpen,
    endSockets: (event) => gateway.endSessions(event),
    clock,
    log,
    audit,
  });
  // Before anybody is let in; and again, for a part may be down at the start.
  await accounts.settle();
  const settling = setInterval(() => accounts.settle(), SETTLE_INTERVAL_MS);

  provideServices({
    accounts,
    authority,
    files,
    registrationOpen: config.registrationOpen,
    cookie,
    sessionOf: async (request) => {
      const token = cookie.read(request.headers.get("cookie"));
      return token === undefined ? undefined : await currentSessions.find(token);
    },
    securityTxt: () => {
      const { securityContact: contact } = config;
      return contact === undefined
        ? undefined
        : securityTxt({ contact, publicOrigin, nowMs: clock() });
    },
    health: () => health.current(),
    isOperator: (request) =>
      isOperator({
        authorization: request.headers.get("authorization"),
        isLocal: requestContext(request).isLocal,
      }, {
        token: config.operatorToken,
        mayHideBehindProxy: config.publicOrigin !== undefined && config.trustedProxies.length === 0,
      }),
    audit,
    reportError,
  });
  const pages = await loadPages();
  let listenedAt = ownOrigin;
  const listener = await listen({
    hostname: host,
    port,
    ...(tls === undefined ? {} : { tls: tlsBlocks(tls) }),
    trustedProxies: config.trustedProxies,
    fetch: site({
      pages: (request) => pages.fetch(request),
      allowedOrigins,
      publicOrigin: () => config.publicOrigin ?? listenedAt,
      onForeign: ({ method, headers }, address) =>
        audit("not allowed", {
          where: method,
          address,
          reason: "origin",
          origin: headers.get("origin"),
        }),
    }),
    onUpgrade: (request, socket, head) => {
      gateway.upgrade(request, socket, head).catch((error) => {
        reportError(error, "upgrade of /ws");
        socket.destroy();
      });
    },
    onError: reportError,
    maxBodyBytesOf: maxChunkBodyBytes,
  }).catch((error) => {
    throw cannotListen(error, { hostname: host, port });
  });
  // With port 0 the origin is known only now.
  listenedAt = listener.origin;
  for (const origin of ownOrigins(listener.origin)) allowedOrigins.add(origin);
  announce(config, { origin: listener.origin, isNew });

  const stop = async () => {
    health.stop();
    currentSessions.stop();
    gateway.close();
    await listener.close();
    await bridge.close();
    await authority.close();
    await directory.close();
    passwords.close();
    await gateway.finish();
    await sessions.close();
    clearInterval(sweeping);
    clearInterval(settling);
    await fileStore.close();
  };
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => {
      if (stopping) return;
      stopping = true;
      log("info", "stopping", { signal });
      const giveUp = setTimeout(() => {
        log("error", "the server did not stop in time");
        Deno.exit(1);
      }, SHUTDOWN_TIMEOUT_MS);
      stop().then(
        () => {
          clearTimeout(giveUp);
          log("info", "stopped");
          Deno.exit(0);
        },
        (error) => {
          log("error", "the server did not stop cleanly", { error });
          Deno.exit(1);
        },
      );
    });
  }
}

/** Uses each setting once, all at the same time, so that a wrong one is told in seconds. */
async function trySettings(
  config: Config,
  publicOrigin: string,
): Promise<Finding[]> {
  const { tls, ldap, amqp, dataDir } = config;
  const isOriginSet = config.publicOrigin !== undefined;
  const found = await Promise.all([
    judgeSettings({ ...config, publicOrigin, isOriginSet }),
    tls === undefined ? [] : checkTls(tls, new URL(publicOrigin).hostname, new Date()),
    ldap === undefined ? [] : probeLdap(ldapConfig(ldap)),
    amqp === undefined ? [] : probeAmqp(amqp),
    checkDataFolder(dataDir),
  ]);
  return found.flat();
}

/** What a data folder holds of a server with these settings. */
function keptBy({ ldap }: Config): Kept {
  const database = `ca/${AUTHORITY_FILES.database}`;
  const witness = "sessions.db";
  return {
    databases: [
      { file: "archive.db", what: "the archive", witness, ...ARCHIVE_SCHEMA },
      { file: witness, what: "the list of sessions", ...SESSIONS_SCHEMA },
      { file: "files.db", what: "the list of files", ...CATALOGUE_SCHEMA },
      { file: database, what: "the authority's database", ...AUTHORITY_SCHEMA },
      ...ldap === undefined
        ? [{ file: "directory.db", what: "the directory", witness, ...DIRECTORY_SCHEMA }]
        : [],
    ],
    authority: { folder: "ca", database, renewal: RENEWAL_FILE },
    files: { folder: "files", database: "files.db" },
  };
}

function ldapConfig({ ca, ...settings }: LdapSettings): LdapConfig {
  return { ...settings, ...(ca === undefined ? {} : { caPem: ca }) };
}

function openDirectory({ ldap, dataDir }: Config, passwords: PasswordPool): Directory {
  if (ldap === undefined) {
    return new EmbeddedDirectory({ file: join(dataDir, "directory.db"), passwords });
  }
  return new LdapDirectory(ldapConfig(ldap), passwords, { log });
}

/** Says where the server is, what it stands on, and at the first start what to do next. */
function announce(config: Config, { origin, isNew }: { origin: string; isNew: boolean }): void {
  const { ldap, amqp, dataDir, registrationOpen, publicOrigin = origin } = config;
  const lines = [
    `TalkyWalky listens on ${origin}`,
    `  directory  ${ldap === undefined ? "embedded (SQLite)" : ldap.url}`,
    `  broker     ${
      amqp === undefined ? "embedded (in process)" : `RabbitMQ at ${new URL(amqp.url).host}`
    }`,
    "  archive    SQLite",
    `  data       ${dataDir}`,
    `  accounts   ${
      registrationOpen
        ? "open to whoever reaches this address; TW_REGISTRATION=closed ends that"
        : "closed: they are made in the directory only"
    }`,
  ];
  if (isNew) lines.push("", nextSteps(publicOrigin, registrationOpen));
  console.log(lines.join("\n"));
}

function nextSteps(address: string, registrationOpen: boolean): string {
  return registrationOpen
    ? `Next: open ${address} and create an account. Then open a second browser, or a private\n` +
      "window, create another account there, and talk. Ctrl-C ends the server."
    : `Next: open ${address} and sign in with an account of the directory. Ctrl-C ends the server.`;
}

function reportError(error: unknown, where: string): void {
  log("error", "a request failed", { where, error });
}

/** As browsers write it: an IPv6 address in brackets, the scheme's own port left out. */
function originOf({ scheme, host, port }: { scheme: string; host: string; port: number }): string {
  return new URL(`${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}`).origin;
}
