/** One server, a browser of each engine, and in each the two people of its journeys. */

import type { Engine, EngineName } from "../support/engines/engine.ts";
import { CuttableLine } from "../support/engines/cuttable_line.ts";
import { ENGINES } from "../support/engines/engines.ts";
import { EngineVisitor } from "../support/engines/engine_visitor.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";

/** Everything is started when it is first asked for, so that one engine's journeys run alone too. */
export class Stage {
  readonly line = new CuttableLine();
  #fixture: Promise<Fixture> | undefined;
  readonly #casts = new Map<EngineName, Cast>();

  /** The people of this engine. */
  cast(name: EngineName): Cast {
    const cast = this.#casts.get(name) ?? new Cast(name, this);
    this.#casts.set(name, cast);
    return cast;
  }

  /** @returns where the browsers find the server. */
  async origin(): Promise<string> {
    this.#fixture ??= startFixture({ env: { TW_PUBLIC_ORIGIN: this.line.origin } });
    const fixture = await this.#fixture;
    this.line.target = fixture.server.port;
    return this.line.origin;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#casts.values()].map((cast) => cast.close()));
    this.line.close();
    await (await this.#fixture)?.close();
  }
}

/** Ada and Bob of one engine, each registered when first asked for. */
export class Cast {
  readonly name: EngineName;
  readonly stage: Stage;
  #engine: Promise<Engine> | undefined;
  #ada: Promise<EngineVisitor> | undefined;
  #bob: Promise<EngineVisitor> | undefined;
  /** Unlike those of the other engines, as all are in one directory. */
  readonly adaName: string;
  readonly bobName: string;

  constructor(name: EngineName, stage: Stage) {
    this.name = name;
    this.stage = stage;
    this.adaName = `Ada Example of ${name}`;
    this.bobName = `Bob Placeholder of ${name}`;
  }

  get adaUid(): string {
    return `ada.${this.name}`;
  }

  /**
   * One journey of this engine's people. After one that failed they begin the next with a page as it
   * comes, and not behind the dialog that was left open.
   */
  journey(what: string, run: () => Promise<void>): void {
    Deno.test(`${this.name}: ${what}`, async () => {
      try {
        await run();
      } catch (error) {
        for (const one of await Promise.allSettled([this.#ada, this.#bob])) {
          if (one.status === "fulfilled") await one.value?.goto("/chat").catch(console.error);
        }
        throw error;
      }
    });
  }

  async visitor(): Promise<EngineVisitor> {
    this.#engine ??= ENGINES[this.name]();
    return await EngineVisitor.open(await this.#engine, await this.stage.origin());
  }

  ada(): Promise<EngineVisitor> {
    return this.#ada ??= this.#register(this.adaUid, this.adaName);
  }

  bob(): Promise<EngineVisitor> {
    return this.#bob ??= this.#register(`bob.${this.name}`, this.bobName);
  }

  async #register(uid: string, fullName: string): Promise<EngineVisitor> {
    const visitor = await this.visitor();
    await visitor.register(uid, fullName);
    return visitor;
  }

  async close(): Promise<void> {
    await (await this.#engine)?.close();
  }
}
