import assert from "node:assert/strict";
import { firstAnswer, freePort, storedPort, waitUntilAnswers } from "./ports.ts";

Deno.test("free ports can be listened on and are all different", () => {
  const ports = Array.from({ length: 20 }, () => freePort());
  assert.equal(new Set(ports).size, 20);
  const listeners = ports.map((port) => Deno.listen({ hostname: "127.0.0.1", port }));
  for (const listener of listeners) listener.close();
});

Deno.test("no port is given to two processes", async () => {
  const count = 300;
  const program = `
    import { freePort } from ${JSON.stringify(import.meta.resolve("./ports.ts"))};
    console.log(JSON.stringify(Array.from({ length: ${count} }, () => freePort())));
    await Deno.stdin.read(new Uint8Array(1));`;
  const others = Array.from({ length: 2 }, () =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-config", `data:text/typescript,${encodeURIComponent(program)}`],
      stdin: "piped",
      stdout: "piped",
    }).spawn());
  const lines = await Promise.all(others.map(async ({ stdout }) => {
    for await (const text of stdout.pipeThrough(new TextDecoderStream())) {
      if (text.includes("]")) return text;
    }
    throw new Error("The process said nothing");
  }));
  const ports = lines.flatMap((line) => JSON.parse(line) as number[]);
  ports.push(...Array.from({ length: count }, () => freePort()));
  for (const { stdin, status } of others) {
    await stdin.close();
    await status;
  }
  // By luck alone some of 900 out of 12,001 would be the same.
  assert.equal(new Set(ports).size, 3 * count);
});

Deno.test("a kept port stays the same until another program has it", async () => {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-ports-" });
  const file = `${folder}/port`;
  const port = await storedPort(file);
  assert.equal(await storedPort(file), port);
  const listener = Deno.listen({ hostname: "127.0.0.1", port });
  const other = await storedPort(file);
  listener.close();
  assert.notEqual(other, port);
  assert.equal(await storedPort(file), other);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("the first answer of a server is read, and a closed port throws", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  const served = (async () => {
    using connection = await listener.accept();
    const question = new Uint8Array(8);
    const length = await connection.read(question);
    await connection.write(question.subarray(0, length!).reverse());
  })();
  assert.deepEqual(await firstAnswer(port, Uint8Array.of(1, 2, 3)), Uint8Array.of(3, 2, 1));
  await served;
  listener.close();
  await assert.rejects(firstAnswer(port, Uint8Array.of(1)), Deno.errors.ConnectionRefused);
});

Deno.test("waiting ends with the answer, with the process, or with the time", async () => {
  let asked = 0;
  const answers = () => Promise.resolve(++asked === 3);
  const never = () => Promise.reject(new Error("refused"));
  const running = () => true;
  assert.equal(await waitUntilAnswers({ answers, running, timeoutMs: 10_000 }), true);
  assert.equal(asked, 3);
  assert.equal(await waitUntilAnswers({ answers: never, running, timeoutMs: 120 }), false);
  const ended = { answers: never, running: () => false, timeoutMs: 60_000 };
  assert.equal(await waitUntilAnswers(ended), false);
});
