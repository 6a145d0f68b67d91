/** Parts that are down at start, or go down later: clear words, nothing lost, nobody let in. */

import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import type { Receipt } from "../../protocol/frames/answers.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { post, register, TEST_PASSWORD } from "../support/account.ts";
import { Bot } from "../support/bot.ts";
import { until } from "../support/eventually.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { startTestRabbitMq } from "../support/rabbitmq.ts";
import { seedAuthority } from "../support/authorities.ts";
import { ensureBuilt, startServer } from "../support/server.ts";
import { startTestSlapd } from "../support/slapd.ts";
import { mountSmallDisk } from "../support/small_disk.ts";
import { laterRefusalOf } from "../support/refusals.ts";

async function health(origin: string): Promise<{ status: number; parts: Record<string, string> }> {
  const response = await fetch(`${origin}/healthz`);
  return { status: response.status, parts: (await response.json()).parts };
}

/** Asks again until `look` is true: until a part has been found again, with pauses that grow. */
function comes(what: string, look: () => Promise<boolean>): Promise<void> {
  return until(what, look, { quietMs: 30_000, stepMs: 100 });
}

/** Whether a send goes through now; a client tries again by itself. */
async function sends(bot: Bot, conv: ConversationId, text: string): Promise<boolean> {
  try {
    await bot.send(conv, text);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.kind === "unavailable") return false;
    throw error;
  }
}

Deno.test("a directory that is down lets nobody in, says so, and serves again by itself", async () => {
  const slapd = await startTestSlapd();
  let fixture: Fixture | undefined;
  try {
    await slapd.kill();
    fixture = await startFixture({
      unhealthy: true,
      env: {
        TW_LDAP_URL: slapd.url,
        TW_LDAP_BASE_DN: slapd.baseDn,
        TW_LDAP_BIND_DN: slapd.bindDn,
        TW_LDAP_BIND_PASSWORD: slapd.bindPassword,
      },
    });
    const { origin } = fixture.server;
    assert.deepEqual((await health(origin)).status, 503);
    assert.equal((await health(origin)).parts["directory"], "down");
    const login = { uid: "ana", password: TEST_PASSWORD };
    const down = await laterRefusalOf(post(origin, "/api/login", login));
    assert.equal(down.kind, "unavailable");
    assert.match(fixture.server.log(), /error.*\/api\/login/);

    await slapd.restart();
    await comes("healthy", async () => (await health(origin)).status === 200);
    const ana = await register(origin, "ana");
    await slapd.kill();
    assert.equal((await laterRefusalOf(post(origin, "/api/login", login))).kind, "unavailable");
    // Who is in stays in: the session does not ask the directory.
    const bot = await Bot.connect(origin, ana);
    await bot.wire.close();
  } finally {
    await fixture?.close();
    await slapd.stop();
  }
});

Deno.test("a broker that is down refuses sends at once, and takes the same message once when it is back", async () => {
  const rabbit = await startTestRabbitMq();
  let fixture: Fixture | undefined;
  try {
    await rabbit.kill();
    fixture = await startFixture({ unhealthy: true, env: { TW_AMQP_URL: rabbit.url } });
    const { origin } = fixture.server;
    assert.equal((await health(origin)).parts["broker"], "down");
    const [anaAccount, boAccount] = await Promise.all([
      register(origin, "ana"),
      register(origin, "bo"),
    ]);
    const [ana, bo] = [
      await Bot.connect(origin, anaAccount),
      await Bot.connect(origin, boAccount),
    ];
    const dm = await ana.openDirect(bo.id);
    // At once, because it is known to be down: no time limit ran out over it.
    const early = await laterRefusalOf(ana.send(dm, "too early"));
    assert.deepEqual([early.kind, early.reason], ["unavailable", "connection-lost"]);

    await rabbit.restart();
    await comes("healthy", async () => (await health(origin)).status === 200);
    await bo.openDirect(ana.id);
    await ana.send(dm, "first");
    await bo.waitForText(dm, "first");

    // RabbitMQ 3.10 may lose a quorum queue that is killed within half a second of its making, so
    // the new queues see one orderly stop first.
    await rabbit.restart();
    await comes("healthy", async () => (await health(origin)).status === 200);
    await comes("sending", async () => await sends(ana, dm, "after an orderly restart"));
    const { body } = await ana.seal(dm, "while it was down");
    const frame = { type: "submit", conv: dm, kind: "message", body } as const;
    await rabbit.kill();
    const refused = await laterRefusalOf(ana.wire.ask(frame));
    assert.equal(refused.kind, "unavailable");
    await rabbit.restart();
    await comes("healthy", async () => (await health(origin)).status === 200);
    let receipt: Receipt | undefined;
    await comes("taken", async () => {
      receipt = await ana.wire.ask(frame).catch(() => undefined);
      return receipt !== undefined;
    });
    await bo.waitForText(dm, "while it was down");
    assert.equal((await ana.wire.ask(frame)).seq, receipt!.seq);
    await Promise.all([ana.wire.close(), bo.wire.close()]);
  } finally {
    await fixture?.close();
    await rabbit.stop();
  }
});

Deno.test("a full disk refuses messages in clear words, loses none that was sent, and recovers", async () => {
  await ensureBuilt();
  const disk = await mountSmallDisk(24);
  try {
    await seedAuthority(disk.folder);
    const env = { TW_MESSAGES_PER_SECOND: "100000" };
    const server = await startServer({ dataDir: disk.folder, env });
    try {
      const { origin } = server;
      const [a, b] = [await register(origin, "ana"), await register(origin, "bo")];
      const [ana, bo] = [await Bot.connect(origin, a), await Bot.connect(origin, b)];
      const dm = await ana.openDirect(bo.id);
      await ana.send(dm, "sent 0");
      await disk.fill();
      let sent = 1;
      // The journal may hold a few more; then it is full.
      const refused = await laterRefusalOf((async () => {
        for (; sent < 5_000; sent++) await ana.send(dm, `sent ${sent} ${"x".repeat(8_000)}`);
      })());
      assert.equal(refused.kind, "storage-full");
      assert.match(refused.message, /disk is full/);
      assert.match(server.log(), /error.*could not be archived/);
      await disk.free();
      await ana.send(dm, "sent again");
      const late = await Bot.connect(origin, b);
      await late.openDirect(ana.id);
      const texts = late.texts(dm).map((text) => text.split(" ").slice(0, 2).join(" "));
      const expected = [...Array(sent).keys()].map((i) => `sent ${i}`);
      assert.deepEqual(texts, [...expected, "sent again"].slice(-texts.length));
      await Promise.all([ana, bo, late].map((bot) => bot.wire.close()));
    } finally {
      await server.stop();
    }
  } finally {
    await disk.close();
  }
});
