import assert from "node:assert/strict";
import type { UserId } from "../protocol/ids.ts";
import { AppError } from "../protocol/errors.ts";
import type { Overview } from "./history/port.ts";
import { type OfflineStartOptions, startingPoint, WELCOME_PATIENCE_MS } from "./offline_start.ts";

const ADA = "00000000-0000-4000-8000-000000000001" as UserId;
const OVERVIEW: Overview = { me: { uid: "ada", fullName: "Ada" }, conversations: [], people: [] };

function start(
  rest: Partial<OfflineStartOptions<string>> & { user?: UserId; overview?: Overview } = {},
) {
  const welcome = Promise.withResolvers<string>();
  const patience = Promise.withResolvers<void>();
  const waits: number[] = [];
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
      waits.push(ms);
      return patience.promise;
    },
    ...options,
  });
  return { starting, welcome, waits, runOut: () => patience.resolve() };
}

const KEPT = { type: "kept", user: ADA, overview: OVERVIEW };

Deno.test("the server's welcome counts when it comes in time", async () => {
  const { starting, welcome, waits } = start({ user: ADA, overview: OVERVIEW });
  welcome.resolve("hello");
  assert.deepEqual(await starting, { type: "welcome", welcome: "hello" });
  assert.deepEqual(waits, [WELCOME_PATIENCE_MS]);
});

Deno.test("without it the chat opens with what is kept; off the network at once", async () => {
  const { starting, runOut } = start({ user: ADA, overview: OVERVIEW });
  runOut();
  assert.deepEqual(await starting, KEPT);
  const off = start({ user: ADA, overview: OVERVIEW, isOnline: () => false });
  assert.deepEqual(await off.starting, KEPT);
  assert.deepEqual(off.waits, []);
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
    runOut();
    await new Promise((resolve) => setTimeout(resolve));
    welcome.resolve("late");
    assert.deepEqual(await starting, { type: "welcome", welcome: "late" });
  }
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
