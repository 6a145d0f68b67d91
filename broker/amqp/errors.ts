/** The errors that the RabbitMQ adapter answers while RabbitMQ is down or blocked. */

import { AppError } from "../../protocol/errors.ts";

/** What was asked is not done, or not known to be done; the asker may try again. */
export function unavailable(reason: string, cause?: unknown): AppError {
  return new AppError("unavailable", "The message service is down. Try again in a moment.", {
    reason,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** RabbitMQ stopped taking messages. @param alarm Its own words, such as `low on disk`. */
export function blocked(alarm: string): AppError {
  if (!/disk/i.test(alarm)) return unavailable("blocked", new Error(alarm));
  return new AppError("storage-full", "The message service has no disk space left.", {
    reason: "blocked",
    cause: new Error(alarm),
  });
}
