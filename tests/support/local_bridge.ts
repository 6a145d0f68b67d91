/** The bridge without its worker: the same core, router, archive and broker in this thread. */

import { BridgeCore } from "../../server/bridge/core.ts";
import type { Bridge } from "../../server/bridge/port.ts";
import type { Broker } from "../../broker/port.ts";
import { fromProblem } from "../../protocol/errors.ts";
import type { Receipt } from "../../protocol/frames/answers.ts";
import type { Archive } from "../../server/archive/port.ts";
import type { Log } from "../../server/log.ts";
import { Router } from "../../server/router/router.ts";
import { encodeSubmitted, type RouterAnswer } from "../../server/router/submission.ts";

export interface LocalBridgeOptions {
  nodeId: string;
  broker: Broker;
  archive: Archive;
  clock: () => number;
  log: Log;
}

export async function openLocalBridge(options: LocalBridgeOptions): Promise<Bridge> {
  const { nodeId, broker, archive, clock, log } = options;
  const open = new Map<number, { resolve: (r: Receipt) => void; reject: (e: unknown) => void }>();
  let routes = 0;
  const settle = (answer: RouterAnswer) => {
    const waiting = open.get(answer.route);
    open.delete(answer.route);
    if (answer.type === "receipt") waiting?.resolve(answer.receipt);
    else waiting?.reject(fromProblem(answer.problem));
  };
  const core = new BridgeCore({
    nodeId,
    broker,
    archive,
    router: new Router({ archive, clock, log }),
    log,
    onAnswers: (answers) => answers.forEach(settle),
    onEvents: (events) => bridge.onEvents(events),
    onLost: () => bridge.onLost(),
  });
  const bridge: Bridge = {
    archive,
    submit: (submitted) =>
      new Promise((resolve, reject) => {
        const route = ++routes;
        open.set(route, { resolve, reject });
        core.submit([encodeSubmitted({ ...submitted, node: nodeId, route })]);
      }),
    publishIdentity: (identity) => core.publishIdentity(identity),
    withdrawIdentities: (user, timeMs) => core.withdrawIdentities(user, timeMs),
    setName: (user, record) => core.setName(user, record),
    publish: (events) => core.publish(events),
    bind: (keys) => core.bind(keys),
    checkBroker: () => broker.check(),
    unbind: (keys) => void core.unbind(keys).catch((error) => log("warn", "unbind", { error })),
    onEvents: () => {},
    onLost: () => {},
    onDied: () => {},
    get brokerState() {
      return broker.state;
    },
    close: () => core.close(),
  };
  await core.start();
  return bridge;
}
