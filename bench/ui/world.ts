/** Two people and their conversation, for measuring what a browser makes of it. */

import { register } from "../../tests/support/account.ts";
import { Bot } from "../../tests/support/bot.ts";
import { SharedBrowser, type Visitor } from "../../tests/support/browser.ts";
import { carryKeys } from "../../tests/support/browser_keys.ts";
import { type Fixture, startFixture } from "../../tests/support/fixture.ts";
import type { Account } from "../../tests/support/account.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { BENCH_SETTINGS } from "../settings.ts";

export const READER = "Rita Reader";
export const SPEAKER = "Sven Speaker";

/** A server, the two, and as many windows of theirs as are wanted. */
export class UiWorld {
  readonly browser: SharedBrowser;
  readonly speaker: Bot;
  readonly conv: ConversationId;
  readonly #fixture: Fixture;
  readonly #accounts: { reader: Account; speaker: Account };
  #said = 0;

  private constructor(
    fixture: Fixture,
    browser: SharedBrowser,
    accounts: { reader: Account; speaker: Account },
    speaker: Bot,
    conv: ConversationId,
  ) {
    this.#fixture = fixture;
    this.browser = browser;
    this.#accounts = accounts;
    this.speaker = speaker;
    this.conv = conv;
  }

  static async open(): Promise<UiWorld> {
    const [fixture, browser] = await Promise.all([
      startFixture({ env: BENCH_SETTINGS }),
      SharedBrowser.launch({ build: "whole" }),
    ]);
    const { origin } = fixture.server;
    const [reader, speaker] = await Promise.all([
      register(origin, "rita", { fullName: READER }),
      register(origin, "sven", { fullName: SPEAKER }),
    ]);
    const bot = await Bot.connect(origin, speaker);
    const conv = await bot.openDirect(reader.user.id);
    return new UiWorld(fixture, browser, { reader, speaker }, bot, conv);
  }

  /** `count` more messages of the speaker; answers the text of the last one. */
  async say(count: number): Promise<string> {
    for (let i = 0; i < count; i++) await this.speaker.send(this.conv, textOf(++this.#said));
    return textOf(this.#said);
  }

  /** A window of the reader in a profile of its own, signed in, with the conversation open. */
  async readerWindow(): Promise<Visitor> {
    const visitor = await this.browser.visitor(this.#fixture.server.origin);
    await carryKeys(visitor, this.#accounts.reader);
    await visitor.signIn("rita");
    await visitor.openPerson(SPEAKER);
    return visitor;
  }

  /** The same of the speaker; the bot and this window are two devices of one person. */
  async speakerWindow(): Promise<Visitor> {
    const visitor = await this.browser.visitor(this.#fixture.server.origin);
    await carryKeys(visitor, this.#accounts.speaker);
    await visitor.signIn("sven");
    await visitor.openPerson(READER);
    return visitor;
  }

  async close(): Promise<void> {
    await this.speaker.wire.close();
    await this.browser.close();
    await this.#fixture.close();
  }
}

/** Messages of different lengths, each tellable from the others. */
function textOf(number: number): string {
  return `Message ${number}. ${"So it goes on for a while. ".repeat(number % 7)}`.trim();
}
