import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { PassThrough } from "node:stream";
import { inWorld } from "../../tests/support/gateway_world.ts";
import { Gateway, type GatewayOptions } from "./gateway.ts";

Deno.test("an upgrade from another site's page is noted with the address that it comes from", () =>
  inWorld(async ({ bridge, sessions }) => {
    const noted: unknown[] = [];
    const options: GatewayOptions = {
      nodeId: "n2",
      bridge,
      sessions,
      findSession: () => Promise.resolve(undefined),
      directory: { list: () => Promise.resolve([]), findById: () => Promise.resolve(undefined) },
      allowsOrigin: () => false,
      tokenOf: () => undefined,
      messagesPerSecond: 1,
      socketsPerPerson: 1,
      clock: () => 0,
      log: () => {},
      audit: (event, fields) => void noted.push([event, fields]),
    };
    const origin = "https://elsewhere.example";
    const request = {
      url: "/ws",
      headers: { origin, "x-forwarded-for": "203.0.113.9" },
      socket: { remoteAddress: "::ffff:198.51.100.7" },
    } as unknown as IncomingMessage;
    for (const more of [{}, { addressOf: () => "203.0.113.9" }]) {
      const gateway = new Gateway({ ...options, ...more });
      await gateway.upgrade(request, new PassThrough(), new Uint8Array());
    }
    const fields = { where: "/ws", reason: "origin", origin };
    assert.deepEqual(noted, [
      ["not allowed", { ...fields, address: "198.51.100.7" }],
      ["not allowed", { ...fields, address: "203.0.113.9" }],
    ]);
  }));
