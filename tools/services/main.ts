/**
 * `deno task services [folder]`: RabbitMQ and OpenLDAP for development, unprivileged, on loopback,
 * out of `.services/` (or the folder given). Prints on standard output the lines that point
 * TalkyWalky at them; everything else goes to standard error. Runs until Ctrl-C or SIGTERM, then
 * stops both, and ends with code 0.
 */

import { fileURLToPath } from "node:url";
import { privateFolder } from "./stored_values.ts";
import { ensurePackages } from "./packages.ts";
import { storedPort } from "./ports.ts";
import { type RabbitMq, startRabbitMq } from "./rabbitmq.ts";
import { endLeftover } from "./service_process.ts";
import { type Slapd, startSlapd } from "./slapd.ts";

const DEFAULT_FOLDER = fileURLToPath(new URL("../../.services", import.meta.url));

/** The lines that a shell takes over with `eval`. */
function exportLines(slapd: Slapd, rabbit: RabbitMq): string[] {
  const variables = {
    TW_LDAP_URL: slapd.url,
    TW_LDAP_BASE_DN: slapd.baseDn,
    TW_LDAP_BIND_DN: slapd.bindDn,
    TW_LDAP_BIND_PASSWORD: slapd.bindPassword,
    TW_AMQP_URL: rabbit.url,
  };
  return Object.entries(variables).map(([name, value]) => `export ${name}='${value}'`);
}

/** @returns the exit code. */
async function run(folderPath: string): Promise<number> {
  const stopAsked = untilAskedToStop();
  await ensurePackages(["slapd", "ldap-utils", "rabbitmq"]);
  const folder = await privateFolder(folderPath);
  const slapdFolder = await privateFolder(`${folder}/slapd`);
  const rabbitFolder = await privateFolder(`${folder}/rabbitmq`);
  console.error("Starting OpenLDAP and RabbitMQ (about ten seconds) ...");
  const [slapd, rabbit] = await Promise.allSettled([
    portFor(slapdFolder, "slapd").then((port) => startSlapd({ folder: slapdFolder, port })),
    portFor(rabbitFolder, "rabbitmq").then((port) => startRabbitMq({ folder: rabbitFolder, port })),
  ]);
  const stopAll = () =>
    Promise.all(
      [slapd, rabbit].map((server) => server.status === "fulfilled" && server.value.stop()),
    );
  if (slapd.status === "rejected" || rabbit.status === "rejected") {
    await stopAll();
    for (const server of [slapd, rabbit]) {
      if (server.status === "rejected") console.error(server.reason.message ?? server.reason);
    }
    return 1;
  }
  for (const line of exportLines(slapd.value, rabbit.value)) console.log(line);
  console.error(
    `Both run from ${folder}. The directory's operator is ${slapd.value.adminDn}, ` +
      `password in ${slapdFolder}/admin-password. Ctrl-C stops both.`,
  );
  const ended = await Promise.race([
    stopAsked.then(() => undefined),
    slapd.value.exited.then(() => "OpenLDAP"),
    rabbit.value.exited.then(() => "RabbitMQ"),
  ]);
  console.error(ended === undefined ? "Stopping ..." : `${ended} ended by itself; stopping.`);
  await stopAll();
  return ended === undefined ? 0 : 1;
}

/** The port of the last time, which a server that was left behind must give free first. */
async function portFor(folder: string, name: string): Promise<number> {
  await endLeftover(folder, name);
  return await storedPort(`${folder}/port`);
}

function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      Deno.addSignalListener(signal, resolve);
    }
  });
}

if (import.meta.main) {
  try {
    Deno.exit(await run(Deno.args[0] ?? DEFAULT_FOLDER));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}
