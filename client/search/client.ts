/** The search index in a worker, as the page calls it. */

import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";
import { WorkerConnection, type WorkerLike } from "../../workers/connect.ts";
import { TrustedWorker as Worker } from "../../workers/trusted_worker.ts";
import { SEARCH_CALLS, type SearchContract } from "./contract.ts";
import type { SearchIndex } from "./port.ts";

/**
 * The index of `user` in a worker of its own, which begins to read its store at once; calls may
 * come at any time and wait for it. Every call rejects with an `AppError` where the browser keeps
 * nothing or the worker died. Close it before the person's data is removed from the browser.
 */
export function openSearchIndex(
  user: UserId,
  worker: WorkerLike = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
): SearchIndex {
  const connection = new WorkerConnection<SearchContract>(worker, {
    settings: user,
    refusal: notSearchable,
  });
  return {
    ...connection.methods(SEARCH_CALLS),
    close: () => connection.end(notSearchable()),
  };
}

function notSearchable(): AppError {
  return new AppError(
    "unavailable",
    t("The search stopped working in this page. Reload it and try again."),
  );
}
