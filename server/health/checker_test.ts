import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import { FakeTime } from "../../tests/support/fake_time.ts";
import { HealthChecker, type Look, type PartName, PARTS, REFUSED } from "./checker.ts";

const well: Look = () => Promise.resolve();

function start(looks: Partial<Record<PartName, Look>> = {}, known: Record<string, string> = {}) {
  const lines: string[] = [];
  const all = Object.fromEntries(PARTS.map((part) => [part, looks[part] ?? well]));
  const checker = new HealthChecker({
    looks: all as Record<PartName, Look>,
    knownDown: () => known,
    log: (level, message, fields = {}) => {
      lines.push([level, message, ...Object.values(fields)].join(" "));
    },
  });
  checker.start();
  return { checker, lines };
}

Deno.test("all is well when every part is up", async () => {
  using time = new FakeTime();
  const { checker, lines } = start();
  assert.deepEqual(await checker.current(), {
    ok: true,
    parts: { directory: "up", authority: "up", broker: "up", archive: "up", files: "up" },
    details: {},
    notices: [],
  });
  assert.deepEqual(lines, []);
  checker.stop();
  await time.settle();
});

Deno.test("each part that is down is named with what is wrong, and the whole is not well", async () => {
  for (const part of PARTS) {
    using time = new FakeTime();
    const cause = new Error("nothing listens there");
    const down = () => Promise.reject(new AppError("unavailable", "No answer.", { cause }));
    const { checker, lines } = start({ [part]: down });
    const { ok, parts, details } = await checker.current();
    const notUp = Object.entries(parts).filter(([, state]) => state !== "up");
    assert.deepEqual([ok, notUp], [false, [[part, "down"]]]);
    assert.deepEqual(details, { [part]: "No answer. (nothing listens there)" });
    assert.deepEqual(lines, [`warn a part is down ${part} No answer. (nothing listens there)`]);
    checker.stop();
    await time.settle();
  }
});

Deno.test("fifty who ask at once, and again and again, cost one look and see the same", async () => {
  using time = new FakeTime();
  let looks = 0;
  let underWay = 0;
  const alone: Look = async () => {
    looks++;
    assert.equal(++underWay, 1, "two looks at once");
    await time.settle();
    underWay--;
  };
  const { checker } = start({ files: alone });
  for (let round = 0; round < 3; round++) {
    const seen = await Promise.all(Array.from({ length: 50 }, () => checker.current()));
    assert.ok(seen.every(({ ok }) => ok));
  }
  assert.equal(looks, 1);
  checker.stop();
});

Deno.test("what comes back is seen at the next look, and both are a line in the log", async () => {
  using time = new FakeTime();
  let isDown = true;
  const look = () => isDown ? Promise.reject(new Error("full")) : Promise.resolve();
  const { checker, lines } = start({ archive: look });
  assert.equal((await checker.current()).parts.archive, "down");
  await time.pass(60_000);
  isDown = false;
  await time.pass(5_000);
  assert.equal((await checker.current()).parts.archive, "up");
  assert.deepEqual(lines, ["warn a part is down archive full", "info a part is up again archive"]);
  checker.stop();
});

Deno.test("refused credentials are tried again later and later, so that no account is locked", async () => {
  using time = new FakeTime();
  const at: number[] = [];
  const begun = time.now;
  let isRefused = true;
  const look: Look = () => {
    at.push((time.now - begun) / 1000);
    if (!isRefused) return Promise.resolve();
    return Promise.reject(new AppError("unavailable", "No.", { reason: REFUSED }));
  };
  const { checker } = start({ directory: look });
  for (let i = 0; i < 5; i++) await checker.current();
  await time.pass(1_900_000);
  assert.deepEqual(at, [0, 30, 90, 210, 450, 930, 1830]);
  isRefused = false;
  await time.pass(840_000);
  assert.deepEqual(at.slice(7), [2730, 2735, 2740], "all is well, and looked at as before");
  assert.equal((await checker.current()).ok, true);
  checker.stop();
});

Deno.test("a part that says nothing is down, keeps nobody waiting, and is not asked twice", async () => {
  using time = new FakeTime();
  let asked = 0;
  let answer = () => {};
  const silent: Look = () => {
    asked++;
    return new Promise((resolve) => answer = resolve);
  };
  const { checker } = start({ authority: silent });
  const first = checker.current();
  await time.settle();
  await time.pass(3_000);
  const { parts, details } = await first;
  assert.deepEqual([parts.authority, parts.directory], ["down", "up"]);
  assert.deepEqual(details, { authority: "it has not answered for 3 s" });
  await time.pass(60_000);
  assert.equal(asked, 1);
  answer();
  await time.settle();
  assert.equal((await checker.current()).ok, true);
  checker.stop();
});

Deno.test("what is known without a look counts at once", async () => {
  using _time = new FakeTime();
  const known: Record<string, string> = {};
  const { checker } = start({}, known);
  assert.equal((await checker.current()).ok, true);
  known["broker"] = "the connection is lost";
  const { ok, parts, details } = await checker.current();
  assert.deepEqual([ok, parts.broker, details], [false, "down", known]);
  checker.stop();
});

Deno.test("a part that throws instead of rejecting is down", async () => {
  using _time = new FakeTime();
  const { checker } = start({
    files: () => {
      throw new Error("broken");
    },
  });
  assert.deepEqual((await checker.current()).details, { files: "broken" });
  checker.stop();
});
