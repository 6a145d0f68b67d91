import assert from "node:assert/strict";
import { openFirehose } from "../support/firehose.ts";
import { readableIn, readableUnder } from "../support/plaintext.ts";
import { startTestRabbitMq } from "../support/rabbitmq.ts";
import { startTestSlapd } from "../support/slapd.ts";
import { journey, SECRETS } from "./journey.ts";

Deno.test("two people register, sign in and talk in real browsers, over LDAP and RabbitMQ", async (t) => {
  const [slapd, rabbit] = await Promise.all([startTestSlapd(), startTestRabbitMq()]);
  const firehose = await openFirehose(rabbit);
  try {
    await journey(t, {
      env: {
        TW_LDAP_URL: slapd.url,
        TW_LDAP_BASE_DN: slapd.baseDn,
        TW_LDAP_BIND_DN: slapd.bindDn,
        TW_LDAP_BIND_PASSWORD: slapd.bindPassword,
        TW_AMQP_URL: rabbit.url,
      },
      afterwards: async (dataDir) => {
        await t.step(
          "no message was readable on RabbitMQ, in the archive or in the data",
          async () => {
            const { bodies } = firehose;
            const passed = bodies.reduce((sum, body) => sum + body.length, 0);
            // The looking itself must have met the messages: every text went in and came out.
            assert.ok(bodies.length >= 2 * SECRETS.length && passed > 20_000, `${passed} bytes`);
            assert.deepEqual(bodies.flatMap((body) => readableIn(body, SECRETS)), []);
            const { found, bytes } = await readableUnder(dataDir, SECRETS);
            assert.deepEqual(found, []);
            assert.ok(bytes > 100_000, `${bytes} bytes`);
          },
        );
      },
    });
  } finally {
    await firehose.close();
    await Promise.all([slapd.stop(), rabbit.stop()]);
  }
});
