/** Stands in for `client/chat/page.ts` in the gallery. */

import type { ChatModel } from "../../../client/model/mod.ts";
import { AppError } from "../../../protocol/errors.ts";
import { fixtureChat, SCENES } from "../ui_fixture.ts";

export async function startChat(): Promise<ChatModel> {
  const name = new URLSearchParams(location.search).get("scene");
  if (name === "loading") await new Promise(() => {});
  const scene = SCENES.find((scene) => scene === name);
  if (scene === undefined) {
    throw new AppError("unavailable", "The server does not answer. Try again in a minute.");
  }
  return fixtureChat(scene);
}
