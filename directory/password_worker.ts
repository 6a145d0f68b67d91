/** Worker shell around `argon2.ts`: one request at a time, one answer each. */

/// <reference lib="deno.worker" />

import { hashArgon2, verifyArgon2 } from "./argon2.ts";

export type PasswordRequest =
  | { type: "hash"; password: string }
  | { type: "verify"; password: string; phc: string };

export type PasswordAnswer =
  | { ok: true; value: string | boolean }
  | { ok: false; message: string };

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = async ({ data }: MessageEvent<PasswordRequest>) => {
  scope.postMessage(await answer(data));
};

async function answer(request: PasswordRequest): Promise<PasswordAnswer> {
  try {
    return {
      ok: true,
      value: request.type === "hash"
        ? await hashArgon2(request.password)
        : await verifyArgon2(request.password, request.phc),
    };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
