/** The bridge worker's shell: wires broker, archive and router, and answers for them. */

import { connectAmqp } from "../../broker/amqp/broker.ts";
import { EmbeddedBroker } from "../../broker/embedded/broker.ts";
import type { Broker } from "../../broker/port.ts";
import { toProblem } from "../../protocol/errors.ts";
import { serveCalls, type WorkerScope } from "../../workers/serve.ts";
import { openSqliteArchive } from "../archive/sqlite/archive.ts";
import { consoleLog, flushLog } from "../log.ts";
import { Router } from "../router/router.ts";
import { BRIDGE_CALLS, type BridgeContract, type BridgeSettings } from "./contract.ts";
import { BridgeCore } from "./core.ts";

serveCalls<BridgeContract>(globalThis as unknown as WorkerScope, {
  names: BRIDGE_CALLS,
  async open(settings, emit) {
    const archive = openSqliteArchive(settings.archivePath);
    const broker = await openBroker(settings);
    broker.onState = (state) => emit("brokerState", state);
    const core = new BridgeCore({
      nodeId: settings.nodeId,
      broker,
      archive,
      router: new Router({
        archive,
        clock: Date.now,
        log: consoleLog,
        ...(settings.shares && { shares: settings.shares }),
      }),
      log: consoleLog,
      onAnswers: (answers) => emit("answers", answers),
      onEvents: (events) => emit("events", events),
      onLost: () => emit("lost"),
    });
    await core.start();
    emit("brokerState", broker.state);
    return {
      calls: {
        ...archive,
        publishIdentity: (identity) => core.publishIdentity(identity),
        withdrawIdentities: (user, timeMs) => core.withdrawIdentities(user, timeMs),
        setName: (user, record) => core.setName(user, record),
        bind: (keys) => core.bind(keys),
        checkBroker: () => broker.check(),
      },
      notices: {
        submit: (lines) => core.submit(lines),
        publish: (events) => core.publish(events),
        unbind(keys) {
          core.unbind(keys).catch((error) => {
            consoleLog("warn", "a binding was not removed", { error });
          });
        },
      },
      async close() {
        try {
          await core.close();
        } finally {
          flushLog();
        }
      },
    };
  },
  onError(error, what) {
    // Whoever starts the worker, or looks after its health, writes these down.
    if (what === "open" || what === "checkBroker") return;
    if (["internal", "unavailable", "storage-full"].includes(toProblem(error).kind)) {
      consoleLog("error", "a call to the bridge failed", { error });
    }
  },
});

async function openBroker({ amqp }: BridgeSettings): Promise<Broker> {
  if (amqp === undefined) return new EmbeddedBroker({ log: consoleLog });
  return await connectAmqp({ ...amqp, log: consoleLog });
}
