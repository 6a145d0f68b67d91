import assert from "node:assert/strict";
import type { UserId } from "../../protocol/ids.ts";
import { AppError } from "../../protocol/errors.ts";
import type { Overview } from "../history/port.ts";
import {
  type OfflineStartOptions,
  startingPoint,
  STORED_AGAIN_MS,
  STORED_PATIENCE_MS,
  WELCOME_PATIENCE_MS,
} from "./offline_start.ts";

const ADA = "00000000-0000-4000-8000-000000000001" as UserId;
const OVERVIEW: Overview = { me: { uid: "ada", fullName: "Ada" }, conversations: [], people: [] };

function start(
  rest: Partial<OfflineStartOptions<string>> & { user?: UserId; overview?: Overview } = {},
) {
  const welcome = Promise.withResolvers<string>();
  const waits: { ms: number; end: () => void }[] = [];
  const { user, overview, ...options } = rest;
  const starting = startingPoint({
    welcome: welcome.promise,
    local: {
      lastUser: () => Promise.resolve(user),
      keyring: () => Promise.resolve({} as never),
      authority: () => Promise.resolve({} as never),
    },
    openHistory: () => Promise.resolve({ overview: () => Promise.resolve(overview) }),
    isOnline: () => true,
    after: (ms) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      waits.push({ ms, end: resolve });
      return promise;
    },
    ...options,
  });
  /** Ends the wait of so many milliseconds that was begun last, once it has begun. */
  const runOut = async (ms: number) => {
    await settled();
    const wait = waits.findLast((one) => one.ms === ms);
    assert.ok(wait, `nobody waits ${ms} ms`);
    wait.end();
    await settled();
  };
  return { starting, welcome, waits: () => waits.map(({ ms }) => ms), runOut };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

const STORED = { type: "stored", user: ADA, overview: OVERVIEW };

Deno.test("the server's welcome counts when it comes in time", async () => {
  const { starting, welcome, waits } = start({ user: ADA, overview: OVERVIEW });
  welcome.resolve("hello");
  assert.deepEqual(await starting, { type: "welcome", welcome: "hello" });
  assert.deepEqual(waits(), [STORED_PATIENCE_MS, WELCOME_PATIENCE_MS]);
});

Deno.test("without it the chat opens with what is kept; off the network at once", async () => {
  const { starting, runOut } = start({ user: ADA, overview: OVERVIEW });
  await runOut(WELCOME_PATIENCE_MS);
  assert.deepEqual(await starting, STORED);
  const off = start({ user: ADA, overview: OVERVIEW, isOnline: () => false });
  assert.deepEqual(await off.starting, STORED);
  assert.deepEqual(off.waits(), [STORED_PATIENCE_MS]);
});

Deno.test("where nothing is kept the welcome is waited for", async () => {
  for (
    const rest of [
      {},
      { user: ADA },
      { user: ADA, overview: OVERVIEW, openHistory: () => Promise.reject(new Error("blocked")) },
    ]
  ) {
    const { starting, welcome, runOut } = start({ ...rest, isOnline: () => false });
    await runOut(STORED_AGAIN_MS);
    welcome.resolve("late");
    assert.deepEqual(await starting, { type: "welcome", welcome: "late" });
  }
});

Deno.test("what is kept a moment later is found by itself", async () => {
  const stored: { overview?: Overview } = {};
  const { starting, runOut } = start({
    user: ADA,
    isOnline: () => false,
    openHistory: () => Promise.resolve({ overview: () => Promise.resolve(stored.overview) }),
  });
  await settled();
  stored.overview = OVERVIEW;
  await runOut(STORED_AGAIN_MS);
  assert.deepEqual(await starting, STORED);
});

Deno.test("a browser that does not answer is asked again, and holds nothing up", async () => {
  let asked = 0;
  const options = {
    user: ADA,
    isOnline: () => false,
    openHistory: () =>
      asked++ === 0
        ? new Promise<never>(() => {})
        : Promise.resolve({ overview: () => Promise.resolve(OVERVIEW) }),
  };
  const { starting, runOut } = start(options);
  await runOut(STORED_PATIENCE_MS);
  await runOut(STORED_AGAIN_MS);
  assert.deepEqual(await starting, STORED);

  asked = 0;
  const other = start(options);
  await settled();
  other.welcome.resolve("hello");
  assert.deepEqual(await other.starting, { type: "welcome", welcome: "hello" });
});

Deno.test("a session that is over is not hidden by what is kept", async () => {
  const { starting, welcome } = start({ user: ADA, overview: OVERVIEW });
  welcome.reject(new AppError("unauthenticated", "Sign in again."));
  await assert.rejects(starting, { kind: "unauthenticated" });
});

Deno.test("somebody whose keys are gone from this browser opens nothing", async () => {
  const { starting, welcome } = start({
    user: ADA,
    overview: OVERVIEW,
    isOnline: () => false,
    local: {
      lastUser: () => Promise.resolve(ADA),
      keyring: () => Promise.resolve(undefined),
      authority: () => Promise.resolve({} as never),
    },
  });
  await new Promise((resolve) => setTimeout(resolve));
  welcome.resolve("hello");
  assert.deepEqual(await starting, { type: "welcome", welcome: "hello" });
});
