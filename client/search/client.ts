import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";
import { TrustedWorker as Worker } from "../window/trusted_worker.ts";
import type { SearchIndex } from "./port.ts";
import type { SearchAnswer, SearchCall } from "./worker_calls.ts";

/** What is used of a worker: tests give another. */
export interface SearchWorker {
  postMessage(call: SearchCall): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<SearchAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

type Waiting = { resolve: (value: never) => void; reject: (error: AppError) => void };

/**
 * The index of `user` in a worker of its own, which begins to read its store at once; calls may
 * come at any time and wait for it. Every call rejects with an `AppError` where the browser keeps
 * nothing or the worker died. Close it before the person's data is removed from the browser.
 */
export function openSearchIndex(
  user: UserId,
  worker: SearchWorker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
): SearchIndex {
  const waiting = new Map<number, Waiting>();
  let number = 0;
  let ended: AppError | undefined;

  const end = (error: AppError) => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.onmessage = ({ data }) => {
    const call = waiting.get(data.number);
    waiting.delete(data.number);
    if (data.ok) call?.resolve(data.value as never);
    else call?.reject(new AppError(data.problem.kind, data.problem.message));
  };
  worker.onerror = (event) => {
    event.preventDefault?.();
    end(notSearchable());
  };
  const ask = <R>(call: Omit<SearchCall, "number">): Promise<R> =>
    new Promise<R>((resolve, reject) => {
      if (ended !== undefined) return reject(ended);
      waiting.set(++number, { resolve, reject });
      worker.postMessage({ ...call, number } as SearchCall);
    });

  const opened = ask<void>({ method: "open", args: [user] });
  opened.catch(end);
  return {
    add: (documents) => ask({ method: "add", args: [documents] }),
    remove: (ids) => ask({ method: "remove", args: [ids] }),
    removeUpTo: (conv, seq) => ask({ method: "removeUpTo", args: [conv, seq] }),
    query: (query) => ask({ method: "query", args: [query] }),
    find: (ids) => ask({ method: "find", args: [ids] }),
    cover: (conv, stretch) => ask({ method: "cover", args: [conv, stretch] }),
    covered: () => ask({ method: "covered", args: [] }),
    close() {
      worker.terminate();
      end(notSearchable());
    },
  };
}

function notSearchable(): AppError {
  return new AppError(
    "unavailable",
    t("The search stopped working in this page. Reload it and try again."),
  );
}
