import assert from "node:assert/strict";
import { findingLine } from "../../protocol/finding.ts";
import { probeAmqp } from "./probe.ts";

/** A port that answers the first bytes, or greets at once, with `said`, and then hangs up. */
function saying(said: Uint8Array | string, { greets = false } = {}) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const answer = async (connection: Deno.Conn) => {
    const first = new Uint8Array(4096);
    if (!greets) await connection.read(first);
    await connection.write(typeof said === "string" ? new TextEncoder().encode(said) : said);
    if (greets) await connection.read(first);
    connection.close();
  };
  (async () => {
    for await (const connection of listener) answer(connection).catch(() => {});
  })().catch(() => {});
  return { port: listener.addr.port, [Symbol.dispose]: () => listener.close() };
}

async function only(url: string) {
  const findings = await probeAmqp({ url, shards: 1 });
  assert.equal(findings.length, 1);
  const { verdict, settings } = findings[0]!;
  return { verdict, settings, line: findingLine(findings[0]!) };
}

const BAD_REQUEST = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";

Deno.test("a port that speaks another protocol than AMQP is refused, with the usual port", async () => {
  const ports: [said: Uint8Array | string, greets: boolean, saw: RegExp][] = [
    [BAD_REQUEST, false, /\(it said "HTTP\/1\.1 400"\)/],
    ["SSH-2.0-OpenSSH_9.2p1 Debian\r\n", true, /\(it said "SSH-2\.0-Open"\)/],
    // AMQP 1.0, and an answer that LDAP begins so.
    [Uint8Array.fromHex("414d515000010000"), false, /\(it said 41 4d 51 50 00 01 00 00\)/],
    [Uint8Array.fromHex("300c02010165070a01000400"), false, /\(it said 30 0c 02 01/],
    [new Uint8Array(40), false, /\(it said 00 00 00/],
  ];
  for (const [said, greets, saw] of ports) {
    using other = saying(said, { greets });
    const { verdict, settings, line } = await only(`amqp://a:secret@127.0.0.1:${other.port}`);
    assert.deepEqual([verdict, settings], ["refused", ["TW_AMQP_URL"]], line);
    assert.match(line, /that port does not speak AMQP 0-9-1 .* Name its AMQP port, 5672 mostly\.$/);
    assert.match(line, saw);
    assert.ok(!line.includes("secret"));
  }
});

Deno.test("a port that speaks TLS from the first byte is refused for amqp://", async () => {
  // An alert, as a server of TLS answers it (RFC 8446 6).
  using other = saying(Uint8Array.fromHex("15030300020246"));
  const { verdict, settings, line } = await only(`amqp://a:b@127.0.0.1:${other.port}`);
  assert.deepEqual([verdict, settings], ["refused", ["TW_AMQP_URL"]], line);
  assert.match(line, /that port speaks TLS from the first byte .* Use amqps:\/\/ with this port/);
});

Deno.test("a port that says nothing, or begins as a broker does, is not there yet", async () => {
  const start = "01000000000023000a000a0009";
  for (const said of [new Uint8Array(), Uint8Array.fromHex(start)]) {
    using other = saying(said);
    const { verdict, line } = await only(`amqp://a:b@127.0.0.1:${other.port}`);
    assert.equal(verdict, "unreachable", line);
  }
});
