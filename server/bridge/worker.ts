/** The bridge worker's shell: wires broker, archive and router, and speaks `bridge_messages.ts`. */

import { toProblem } from "../../protocol/errors.ts";
import type { Archive, NewIdentity } from "../archive/port.ts";
import { openSqliteArchive } from "../archive/sqlite/archive.ts";
import { consoleLog, withCauses } from "../log.ts";
import { Router } from "../router/router.ts";
import { connectAmqp } from "../../broker/amqp/broker.ts";
import { BridgeCore } from "./core.ts";
import type { BridgeSettings, FromWorker, ToWorker } from "./messages.ts";
import { EmbeddedBroker } from "../../broker/embedded/broker.ts";
import type { Broker } from "../../broker/port.ts";

const scope = self as unknown as {
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  close(): void;
};
const post = (message: FromWorker) => scope.postMessage(message);

let core: BridgeCore | undefined;
let archive: Archive | undefined;

async function start(settings: BridgeSettings): Promise<void> {
  archive = openSqliteArchive(settings.archivePath);
  const broker = await openBroker(settings);
  broker.onState = (state, reason) => post({ type: "state", state, reason });
  core = new BridgeCore({
    nodeId: settings.nodeId,
    broker,
    archive,
    router: new Router({ archive, clock: Date.now, log: consoleLog }),
    log: consoleLog,
    onAnswers: (answers) => post({ type: "answers", answers }),
    onEvents: (events) => post({ type: "events", events }),
    onLost: () => post({ type: "lost" }),
  });
  await core.start();
  post({ type: "state", state: broker.state, reason: "" });
  post({ type: "started" });
}

async function openBroker({ amqp }: BridgeSettings): Promise<Broker> {
  if (amqp === undefined) return new EmbeddedBroker({ log: consoleLog });
  return await connectAmqp({ ...amqp, log: consoleLog });
}

/** Answers one call with what `work` comes to. */
async function answer(id: number, work: () => Promise<unknown>): Promise<void> {
  try {
    post({ type: "result", id, result: await work() });
  } catch (error) {
    const problem = toProblem(error);
    // The cause stays in this thread, so it is this thread that writes it down.
    if (["internal", "unavailable", "storage-full"].includes(problem.kind)) {
      consoleLog("error", "a call to the bridge failed", { error });
    }
    post({ type: "error", id, problem });
  }
}

function callArchive(method: string, args: unknown[]): Promise<unknown> {
  if (method === "publishIdentity") return core!.publishIdentity(args[0] as NewIdentity);
  if (method === "withdrawIdentities") {
    return core!.withdrawIdentities(...args as Parameters<Archive["withdrawIdentities"]>);
  }
  if (method === "setName") return core!.setName(...args as Parameters<BridgeCore["setName"]>);
  const call = archive![method as keyof Archive] as (...args: unknown[]) => Promise<unknown>;
  return call(...args);
}

scope.onmessage = ({ data }) => {
  switch (data.type) {
    case "start":
      start(data.settings).catch((error) => {
        post({ type: "failed", problem: toProblem(error), detail: withCauses(error) });
      });
      break;
    case "submit":
      core!.submit(data.lines);
      break;
    case "publish":
      core!.publish(data.events);
      break;
    case "bind":
      answer(data.id, () => core!.bind(data.keys));
      break;
    case "unbind":
      core!.unbind(data.keys).catch((error) => {
        consoleLog("warn", "a binding was not removed", { error });
      });
      break;
    case "archive":
      answer(data.id, () => callArchive(data.method, data.args));
      break;
    case "close":
      answer(data.id, async () => await core?.close()).finally(() => scope.close());
      break;
  }
};
