/** The parts that are killed under load, and how each comes back. */

import { type RabbitMq, startTestRabbitMq } from "../rabbitmq.ts";
import { seedAuthority } from "../authorities.ts";
import { until } from "../eventually.ts";
import { ensureBuilt, type RunningServer, startServer } from "../server.ts";
import { type Slapd, startTestSlapd } from "../slapd.ts";
import { mountSmallDisk, type SmallDisk } from "../small_disk.ts";

export const PARTS = ["server", "bridge", "authority", "rabbitmq", "slapd", "disk"] as const;
export type Part = typeof PARTS[number];

/** What a kill may wait for meanwhile. */
export interface Progress {
  /** Every sender has `more` receipts more than now. */
  receipts(more: number): Promise<void>;
  /** Somebody was refused with this kind of error since now. */
  refused(kind: string): Promise<void>;
}

const DISK_MB = 96;
const QUIET_MS = 120_000;

/** The server on a disk of its own, with RabbitMQ and slapd, all of which may die. */
export class Parts {
  readonly #disk: SmallDisk;
  readonly #rabbit: RabbitMq;
  readonly #slapd: Slapd;
  readonly #faultFile: string;
  #server!: RunningServer;

  private constructor(disk: SmallDisk, rabbit: RabbitMq, slapd: Slapd, faultFile: string) {
    this.#disk = disk;
    this.#rabbit = rabbit;
    this.#slapd = slapd;
    this.#faultFile = faultFile;
  }

  /** @throws {Error} also where mounting is not allowed: this needs root. */
  static async start(): Promise<Parts> {
    await ensureBuilt();
    const closing: (() => Promise<unknown>)[] = [];
    try {
      const disk = await mountSmallDisk(DISK_MB);
      closing.push(() => disk.close());
      const rabbit = await startTestRabbitMq();
      closing.push(() => rabbit.stop());
      const slapd = await startTestSlapd();
      closing.push(() => slapd.stop());
      await seedAuthority(disk.folder);
      const faultFile = await Deno.makeTempFile({ prefix: "talkywalky-fault-" });
      const parts = new Parts(disk, rabbit, slapd, faultFile);
      await parts.#startServer();
      // RabbitMQ 3.10 may lose a quorum queue that is killed right after its making.
      await rabbit.ctl("eval", "[ok = dets:sync(Table) || Table <- dets:all()].");
      return parts;
    } catch (error) {
      for (const close of closing.reverse()) await close().catch(() => {});
      throw error;
    }
  }

  get origin(): string {
    return this.#server.origin;
  }

  log(): string {
    return this.#server.log();
  }

  /** Kills `part` now; resolves once it is there again. */
  async kill(part: Part, progress: Progress): Promise<void> {
    switch (part) {
      case "server":
        await this.#server.kill();
        return await this.#startServer();
      case "bridge":
        this.#endWorker("server/bridge");
        await this.#logged("the bridge worker died");
        await this.#server.kill();
        return await this.#startServer();
      case "authority":
        this.#endWorker("ca/worker");
        await until("an authority that is down", async () => {
          const response = await fetch(`${this.origin}/healthz`);
          const { parts } = await response.json();
          return parts.authority === "down";
        }, { quietMs: QUIET_MS, stepMs: 20 });
        await progress.receipts(3); // Messages need no authority.
        await this.#server.stop();
        return await this.#startServer();
      case "rabbitmq":
        await this.#rabbit.kill();
        return await this.#rabbit.restart();
      case "slapd":
        await this.#slapd.kill();
        await progress.receipts(3); // Nor a directory.
        return await this.#slapd.restart();
      case "disk": {
        const refused = progress.refused("storage-full");
        await this.#disk.fill();
        try {
          return await refused;
        } finally {
          await this.#disk.free();
        }
      }
    }
  }

  async close(): Promise<void> {
    await this.#server.stop();
    await this.#slapd.stop();
    await this.#rabbit.stop();
    await this.#disk.close();
    await Deno.remove(this.#faultFile);
  }

  #endWorker(address: string): void {
    Deno.writeTextFileSync(this.#faultFile, `end ${address}`);
    Deno.kill(this.#server.pid, "SIGUSR2");
  }

  #logged(text: string): Promise<void> {
    return until(text, () => this.#server.log().includes(text), { quietMs: QUIET_MS, stepMs: 20 });
  }

  async #startServer(): Promise<void> {
    const { url, baseDn, bindDn, bindPassword } = this.#slapd;
    this.#server = await startServer({
      dataDir: this.#disk.folder,
      ...(this.#server === undefined ? {} : { port: this.#server.port }),
      command: [Deno.execPath(), "run", "-A", "tests/support/faulty_server.ts"],
      env: {
        FAULT_FILE: this.#faultFile,
        TW_AMQP_URL: this.#rabbit.url,
        TW_LDAP_URL: url,
        TW_LDAP_BASE_DN: baseDn,
        TW_LDAP_BIND_DN: bindDn,
        TW_LDAP_BIND_PASSWORD: bindPassword,
        TW_MESSAGES_PER_SECOND: "100000",
      },
    });
  }
}
