/** Reads settings out of an environment, and collects what is wrong with them. */

import { certificateBlocks } from "../http/tls_files.ts";
import { SettingsError } from "../start_error.ts";
import { HOST_FORM, isEveryInterface, readHost, readUrlHost } from "./host.ts";
import { readSettingFile } from "./setting_file.ts";
import { escapeUnseen, HARMLESS, isPem, secretsIn, shownValue } from "./shown_values.ts";

/** Every bad variable of one start, so that nobody mends them one by one. */
export class ConfigError extends SettingsError {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Cannot start with this configuration:\n${problems.map((p) => `  - ${p}`).join("\n")}`);
    this.problems = problems;
  }
}

/** The environment as this module wants it: a look-up by name, which throws on what is no text. */
export type Environment = (name: string) => string | undefined;

/** A secret that is shorter may well be a word that another setting holds too. */
const MIN_OWN_SECRET_CHARS = 6;
/** What begins a line of its own wherever the value is written. */
const BREAKS = /[\p{Cc}\u2028\u2029]/u;

/**
 * Reads one setting a call. A value that cannot be used is `undefined` like one that is not set, and
 * one line says so: the setting, what it must be, what it is. {@linkcode done} throws them all.
 */
export class SettingReader {
  readonly #environment: Environment;
  readonly #secrets: ReadonlySet<string>;
  /** By setting: the first that was found wrong with it. */
  readonly #problems = new Map<string, string>();

  /** @param secrets settings whose values are never repeated. */
  constructor(environment: Environment, secrets: readonly string[]) {
    this.#environment = environment;
    this.#secrets = new Set(secrets);
  }

  /** Notes what is wrong with a setting, as the end of a sentence that begins with its name. */
  complain(name: string, problem: string): undefined {
    if (!this.#problems.has(name)) this.#problems.set(name, problem);
    return undefined;
  }

  /** @throws {ConfigError} when anything was wrong. */
  done(): void {
    const problems = [...this.#problems].map(([name, problem]) =>
      `${escapeUnseen(name)} ${problem}`
    );
    if (problems.length > 0) throw new ConfigError(problems);
  }

  /** Whether the setting is there; an empty one, or one of blanks, is none. */
  has(name: string): boolean {
    return (this.#given(name)?.trim() ?? "") !== "";
  }

  /** A value of one line, without the blanks around it. */
  text(name: string): string | undefined {
    if (!this.has(name)) return undefined;
    const value = this.#given(name)!.trim();
    return BREAKS.test(value) ? this.#wrong(name, "text without control characters") : value;
  }

  /** A path, which a shell has made whole. */
  path(name: string): string | undefined {
    if (isPem(this.#given(name) ?? "")) {
      return this.#wrong(name, "a path, and not what the file holds");
    }
    const value = this.text(name);
    if (!value?.startsWith("~")) return value;
    return this.complain(
      name,
      "begins with ~, which the shell did not replace: write the whole path",
    );
  }

  /**
   * Complains of each of `names` that holds just what a secret setting holds: as a host, a path or
   * an address its value is told later, when nobody can know any more that it is a password.
   */
  keepApart(names: readonly string[]): void {
    for (const name of names) {
      const value = this.#given(name)?.trim() ?? "";
      if (value.length < MIN_OWN_SECRET_CHARS) continue;
      for (const secret of this.#secrets) {
        if (secretsIn(this.#given(secret) ?? "").includes(value)) {
          this.complain(name, `holds the same as ${secret}: give each its own value`);
        }
      }
    }
  }

  /** A value as it is, for spaces may be part of it. */
  secret(name: string): string {
    return this.#given(name) ?? "";
  }

  /** @param test what `wanted` says in words. */
  match(
    name: string,
    test: RegExp | ((value: string) => boolean),
    wanted: string,
  ): string | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const isRight = test instanceof RegExp ? test.test(value) : test(value);
    return isRight ? value : this.#wrong(name, wanted);
  }

  integer(name: string, min: number, max: number): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
    if (number >= min && number <= max) return number;
    return this.#wrong(name, `a whole number from ${min} to ${max}`, HARMLESS.number);
  }

  /** Values with commas or blanks between them; `parse` answers undefined for what is none. */
  list<T>(name: string, parse: (text: string) => T | undefined, wanted: string): T[] | undefined {
    if (!this.has(name)) return undefined;
    const parsed = this.#given(name)!.split(/[\s,]+/).filter((part) => part !== "").map(
      parse,
    );
    const good = parsed.filter((one) => one !== undefined);
    if (good.length === parsed.length && good.length > 0) return good;
    return this.#wrong(name, `${wanted}, with commas between them`, HARMLESS.addresses);
  }

  flag(name: string): boolean | undefined {
    const value = this.choice(name, ["true", "false"]);
    return value === undefined ? undefined : value === "true";
  }

  choice<const T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const isNear = choices.some((choice) => choice === value.toLowerCase());
    const harmless = isNear ? /^/ : HARMLESS.choice;
    return choices.find((choice) => choice === value) ??
      this.#wrong(name, `one of ${choices.join(", ")}`, harmless);
  }

  /** A name or an address to listen on, as `readHost` writes it. */
  host(name: string): string | undefined {
    const value = this.text(name);
    return value &&
      (readHost(value) ?? this.#wrong(name, `${HOST_FORM}, without a port`, HARMLESS.host));
  }

  /** @param allows what a URL of these protocols may have beside its host and port. */
  url(
    name: string,
    protocols: readonly string[],
    allows: { login?: boolean; path?: boolean } = {},
  ): string | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    // Out of an unescaped sign in a password comes a host or a path that would stand in the log.
    if (
      /^[a-z]+:\/\/[^@/?#]*[/?#].*@/i.test(value) ||
      /^[a-z]+:\/\/[^/?#]*@[^/?#]*[/?#].*@/i.test(value)
    ) {
      return this.complain(
        name,
        "has an @ behind the host: write /, ?, # and @ of a password as %2F, %3F, %23 and %40",
      );
    }
    const url = URL.parse(value);
    if (url === null || !protocols.includes(url.protocol) || !value.includes("://")) {
      return this.#wrong(name, `a URL with ${protocols.join(" or ")}`, HARMLESS.url);
    }
    const hasLogin = url.username !== "" || url.password !== "";
    if (hasLogin && allows.login !== true) {
      return this.complain(name, "holds no name and no password: they have settings of their own");
    }
    if (readUrlHost(url.hostname) === undefined) {
      const wanted = `a URL with ${HOST_FORM} (in brackets) as its host`;
      return this.#wrong(name, wanted, HARMLESS.url);
    }
    if (url.port === "0") {
      return this.#wrong(name, "a URL with a port from 1 to 65535", HARMLESS.url);
    }
    const hasPath = !["", "/"].includes(url.pathname) || url.search !== "";
    if (url.hash !== "" || hasPath && allows.path !== true) {
      return this.#wrong(name, `${protocols.join(" or ")} with host and port only`, HARMLESS.url);
    }
    return value;
  }

  /** Scheme, host and port of a place on the web (RFC 6454 4), as browsers write it. */
  origin(name: string): string | undefined {
    const value = this.url(name, ["http:", "https:"]);
    if (value === undefined) return undefined;
    const { origin, hostname } = new URL(value);
    if (value !== origin && value !== `${origin}/`) {
      const wanted = "scheme, name and port only, such as https://chat.example";
      return this.#wrong(name, wanted, HARMLESS.url);
    }
    if (!isEveryInterface(readUrlHost(hostname)!)) return origin;
    return this.#wrong(
      name,
      "the name that people type, such as https://chat.example",
      HARMLESS.url,
    );
  }

  file(name: string): string | undefined {
    const path = this.path(name);
    if (path === undefined) return undefined;
    const read = readSettingFile(path);
    return "text" in read
      ? read.text
      : this.complain(name, `names ${read.problem} (${this.#shown(name, HARMLESS.path)})`);
  }

  /** The certificates of a PEM file, each as a block of its own. */
  certificates(name: string): string | undefined {
    const text = this.file(name);
    if (text === undefined) return undefined;
    const blocks = certificateBlocks(text);
    if (blocks.length > 0) return blocks.join("");
    const shown = this.#shown(name, HARMLESS.path);
    return this.complain(name, `names a file that holds no PEM certificate (${shown})`);
  }

  /**
   * Settings that make sense only together: all of `needed`, or none; and `others` only with them.
   */
  together<T>(
    needed: readonly [string, ...string[]],
    others: readonly string[],
    build: () => T,
  ): T | undefined {
    const missing = needed.filter((name) => !this.has(name));
    if (missing.length === needed.length) {
      for (const name of others) {
        if (this.has(name)) {
          this.complain(name, `has no effect without ${needed[0]}: set both, or neither`);
        }
      }
      return undefined;
    }
    for (const name of missing) {
      this.complain(name, `is missing, and ${needed.find((n) => !missing.includes(n))} needs it`);
    }
    return build();
  }

  #given(name: string): string | undefined {
    try {
      return this.#environment(name);
    } catch {
      return this.complain(name, "must be text in UTF-8, and is not");
    }
  }

  /** @param harmless the form in which the value is repeated. */
  #wrong(name: string, wanted: string, harmless?: RegExp): undefined {
    const shown = this.#secrets.has(name) ? "" : `, and is ${this.#shown(name, harmless)}`;
    return this.complain(name, `must be ${wanted}${shown}`);
  }

  #shown(name: string, harmless: RegExp | undefined): string {
    const secrets = [...this.#secrets].flatMap((secret) => secretsIn(this.#given(secret) ?? ""));
    return shownValue(this.#given(name)?.trim() ?? "", harmless, secrets);
  }
}
