import assert from "node:assert/strict";
import { describeFailure, parseAmqpUrl } from "./address.ts";

Deno.test("the label names everything but the password", () => {
  const { url, label } = parseAmqpUrl("amqp://tw:s3cret@mq.example.org:5673/chat", 10);
  assert.equal(label, "amqp://tw@mq.example.org:5673/chat");
  assert.equal(url, "amqp://mq.example.org:5673/chat?heartbeat=10");
  assert.equal(parseAmqpUrl("amqps://localhost", 5).label, "amqps://localhost/");
});

Deno.test("user and password are what people chose, in any script and with any sign", () => {
  const of = (userinfo: string) =>
    parseAmqpUrl(`amqp://${userinfo}@mq.example.org/`, 10).credentials;
  const chosen = { user: "zoë@Büro", password: "p:ä/ß?#%20 日本" };
  const written = [chosen.user, chosen.password].map(encodeURIComponent).join(":");
  assert.deepEqual(of(written), chosen);
  assert.deepEqual(of("zoë:日本"), { user: "zoë", password: "日本" });
  assert.deepEqual(of("tw:100%"), { user: "tw", password: "100%" }, "a % that encodes nothing");
  assert.deepEqual(of("tw:a%25b"), { user: "tw", password: "a%b" });
  assert.deepEqual(of("tw"), { user: "tw", password: "" });
  const guest = { user: "guest", password: "guest" };
  assert.deepEqual(parseAmqpUrl("amqp://localhost", 10).credentials, guest);
});

Deno.test("what is no AMQP URL is refused without quoting it", () => {
  for (const text of ["", "s3cret", "http://tw:s3cret@localhost", "amqp//tw:s3cret@localhost"]) {
    assert.throws(
      () => parseAmqpUrl(text, 10),
      (error) => error instanceof TypeError && !error.message.includes("s3cret"),
    );
  }
});

Deno.test("known failures come with advice, unknown ones as they are", () => {
  const refused = Object.assign(new Error(""), { code: "ECONNREFUSED" });
  assert.equal(
    describeFailure(refused),
    "nothing listens there; is RabbitMQ running? (ECONNREFUSED)",
  );
  const locked = new Error('405 (RESOURCE-LOCKED) with message "..."');
  assert.match(describeFailure(locked), /^another connection still holds/);
  assert.equal(describeFailure(new Error("read ECONNRESET")), "read ECONNRESET");
  assert.equal(describeFailure("odd"), "odd");
});
