/** A gateway with a bridge, an archive and sessions of its own, on a port, under a clock. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Bridge } from "../../server/bridge/port.ts";
import { EmbeddedBroker } from "../../broker/embedded/broker.ts";
import { EmbeddedDirectory } from "../../directory/embedded/directory.ts";
import type { ListedPerson } from "../../directory/port.ts";
import { AppError } from "../../protocol/errors.ts";
import type { SocketState } from "../../protocol/frames/socket.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { Archive } from "../../server/archive/port.ts";
import { openSqliteArchive } from "../../server/archive/sqlite/archive.ts";
import type { Audit } from "../../server/audit.ts";
import type { Log } from "../../server/log.ts";
import { Gateway } from "../../server/gateway/gateway.ts";
import type { Sessions } from "../../server/sessions/port.ts";
import { CurrentSessions } from "../../server/sessions/current_sessions.ts";
import { openSqliteSessions } from "../../server/sessions/sqlite_sessions.ts";
import { TEST_TIME, type TestPerson } from "./certificates.ts";
import { until } from "./eventually.ts";
import { openLocalBridge } from "./local_bridge.ts";
import { directOf, enrolAda, enrolBob, enrolCyd } from "./members.ts";
import { Wire } from "./wire.ts";

export const [ada, bob, cyd] = await Promise.all([enrolAda(), enrolBob(), enrolCyd()]);
export const SESSION_MS = 3_600_000;

export interface World {
  gateway: Gateway;
  currentSessions: CurrentSessions;
  bridge: Bridge;
  archive: Archive;
  broker: EmbeddedBroker;
  sessions: Sessions;
  clock: { ms: number };
  lines: string[];
  /** What was noted of security, each as its event and its fields. */
  noted: string[];
  port: number;
  /** Keys that the node's mailbox is bound to. */
  bound: Set<string>;
  /** What is asked of the archive goes through here first. */
  before: Partial<Record<keyof Archive, () => void | Promise<void>>>;
  /** What the directory says of everybody; undefined: it is down. */
  active: Set<UserId> | undefined;
  /** Whom the directory lists; undefined: nobody. */
  listed: ListedPerson[] | undefined;
  signIn(who: { person: TestPerson }): Promise<{ cookie: string; id: string }>;
  /** Opens a socket; resolves after the welcome. */
  open(cookie: string, state?: SocketState): Promise<Wire>;
}

export async function inWorld(test: (world: World) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-gateway-" });
  const clock = { ms: TEST_TIME.getTime() };
  const lines: string[] = [];
  const noted: string[] = [];
  const log: Log = (level, message, fields = {}) =>
    void lines.push(`${level} ${message} ${fields["key"] ?? ""} ${fields["error"] ?? ""}`.trim());
  const archive = openSqliteArchive(`${folder}/archive.db`);
  const before: World["before"] = {};
  const watched = new Proxy(archive, {
    get: (target, name: keyof Archive) => async (...args: never[]) => {
      const result = await (target[name] as (...args: never[]) => unknown)(...args);
      await before[name]?.();
      return result;
    },
  });
  const broker = new EmbeddedBroker({ log: () => {} });
  const bridge = await openLocalBridge({
    nodeId: "n1",
    broker,
    archive: watched,
    clock: () => clock.ms,
    log,
  });
  const bound = new Set<string>();
  const { bind, unbind } = bridge;
  bridge.bind = async (keys) => {
    await bind(keys);
    keys.forEach((key) => bound.add(key));
  };
  bridge.unbind = (keys) => {
    unbind(keys);
    keys.forEach((key) => bound.delete(key));
  };
  const sessions = openSqliteSessions({
    path: `${folder}/sessions.db`,
    sessionMs: SESSION_MS,
    clock: () => clock.ms,
  });
  const people = new EmbeddedDirectory({
    file: `${folder}/directory.db`,
    passwords: { hash: () => Promise.resolve("x"), verify: () => Promise.resolve(false) },
  });
  const audit: Audit = (event, fields) => void noted.push(`${event} ${JSON.stringify(fields)}`);
  const currentSessions = new CurrentSessions({
    sessions,
    directory: {
      active: (ids) =>
        world.active === undefined
          ? Promise.reject(new AppError("unavailable", "The directory is down."))
          : Promise.resolve(new Set(ids.filter((id) => world.active!.has(id)))),
    },
    endSockets: (event) => gateway.endSessions(event),
    clock: () => clock.ms,
    log,
    audit,
  });
  const gateway: Gateway = new Gateway({
    nodeId: "n1",
    bridge,
    sessions,
    findSession: (token) => currentSessions.find(token),
    directory: {
      list: (options) =>
        world.listed === undefined ? people.list(options) : Promise.resolve(world.listed),
      findById: (id) => people.findById(id),
    },
    allowsOrigin: () => true,
    tokenOf: (cookies) => cookies?.replace("token=", ""),
    messagesPerSecond: 100,
    socketsPerPerson: 10,
    clock: () => clock.ms,
    log,
    audit,
  });
  await gateway.start();
  const server = createServer();
  server.on("upgrade", (request, socket, head) => void gateway.upgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const wires: Wire[] = [];
  const world: World = {
    gateway,
    currentSessions,
    bridge,
    archive,
    broker,
    sessions,
    clock,
    lines,
    noted,
    port,
    bound,
    before,
    active: new Set([ada.id, bob.id, cyd.id]),
    listed: undefined,
    signIn: async ({ person: { id: user, uid, fullName } }) => {
      const { token, session } = await sessions.create({ user, uid, fullName });
      return { cookie: `token=${token}`, id: session.id };
    },
    open: async (cookie, state) => {
      const wire = await Wire.open(`http://127.0.0.1:${port}`, cookie, { state });
      wires.push(wire);
      await wire.welcome;
      return wire;
    },
  };
  for (const { identity } of [ada, bob, cyd]) await archive.publishIdentity(identity);
  try {
    await test(world);
  } finally {
    gateway.close();
    await Promise.all(wires.map((wire) => wire.close()));
    await until("no socket is left", () => gateway.sockets === 0);
    await new Promise((resolve) => server.close(resolve));
    await bridge.close();
    await gateway.finish();
    await sessions.close();
    await people.close();
    await Deno.remove(folder, { recursive: true });
  }
}

export async function closeCode(wire: Wire): Promise<number> {
  return (await wire.waitUntil(() => wire.closed)).code;
}

/** ada and bob's conversation, with an epoch. */
export async function talk({ archive, bridge }: World) {
  const conv = await directOf(ada, bob);
  await archive.openDirect(conv, ada.id, bob.id);
  const { id, wraps, manifest } = await ada.epoch(conv, { recipients: [ada, bob] });
  await bridge.submit(wraps);
  await bridge.submit(manifest);
  return { conv, epoch: id };
}
