/**
 * Makes sure that the Debian packages which a task needs are installed: installs them where that
 * is allowed (root on a Debian-like system), else says the exact command. Nothing is skipped in
 * silence, and no system service is left running: the servers are started by us, unprivileged.
 */

import { withoutServiceStarts } from "./policy_rc.ts";

/** What a task can ask for. */
export type Need =
  | "rabbitmq"
  | "slapd"
  | "samba"
  | "ldap-utils"
  | "openssl"
  | "nginx"
  | "sqlite"
  | "chromium"
  | "firefox"
  | "webkit"
  | "fonts";

/** Where Debian keeps the libraries of this kind of machine, and a browser of WebKitGTK's own. */
const LIBRARIES = `/usr/lib/${Deno.build.arch}-linux-gnu`;
export const MINI_BROWSER = `${LIBRARIES}/webkit2gtk-4.1/MiniBrowser`;

interface Requirement {
  packages: readonly string[];
  /** Files that the packages bring; all of them there means installed. */
  files: readonly string[];
}

const REQUIREMENTS: Readonly<Record<Need, Requirement>> = {
  rabbitmq: {
    packages: ["rabbitmq-server"],
    files: ["/usr/lib/rabbitmq/bin/rabbitmq-server", "/usr/bin/epmd"],
  },
  // slapd-contrib holds the argon2 password module.
  slapd: {
    packages: ["slapd", "slapd-contrib"],
    files: ["/usr/sbin/slapd", "/usr/lib/ldap/argon2.so"],
  },
  // A domain controller of Active Directory's kind, and what makes its first entries.
  samba: {
    packages: ["samba-ad-dc", "samba-ad-provision"],
    files: [
      "/usr/sbin/samba",
      "/usr/bin/samba-tool",
      "/usr/share/samba/setup/provision.ldif",
      `${LIBRARIES}/samba/ldb/samba_dsdb.so`,
    ],
  },
  "ldap-utils": { packages: ["ldap-utils"], files: ["/usr/bin/ldapsearch"] },
  openssl: { packages: ["openssl"], files: ["/usr/bin/openssl"] },
  nginx: { packages: ["nginx-light"], files: ["/usr/sbin/nginx"] },
  sqlite: { packages: ["sqlite3"], files: ["/usr/bin/sqlite3"] },
  // The shell is the same engine without a window, for tests that need no more.
  chromium: {
    packages: ["chromium", "chromium-headless-shell"],
    files: ["/usr/bin/chromium", "/usr/bin/chromium-headless-shell"],
  },
  firefox: { packages: ["firefox-esr"], files: ["/usr/bin/firefox-esr"] },
  // The driver brings the engine; it needs a screen, be it one that nobody sees.
  webkit: {
    packages: ["webkit2gtk-driver", "xvfb"],
    files: ["/usr/bin/WebKitWebDriver", MINI_BROWSER, "/usr/bin/Xvfb"],
  },
  fonts: {
    packages: ["fonts-dejavu-core", "fonts-noto-color-emoji"],
    files: [
      "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
      "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf",
    ],
  },
};

const INSTALL = ["install", "-y", "--no-install-recommends"];
const LOCK_FILE = "/var/lock/talkywalky-packages.lock";
const APT_LOCK_TIMEOUT_S = 600;

/** The parts of the machine that this module touches; tests give their own. */
export interface Machine {
  exists(file: string): Promise<boolean>;
  isRoot(): boolean;
  /** Runs `apt-get` with these arguments. @returns its exit code and all that it printed. */
  aptGet(args: string[]): Promise<{ code: number; output: string }>;
  /** Runs `work` while no other process of ours installs and no service may start. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

export interface EnsureOptions {
  /** Takes a line for the person who waits; standard error by default. */
  progress?: (line: string) => void;
  machine?: Machine;
}

/**
 * Installs what is missing of `needs`. Safe to call from several processes at once.
 *
 * @throws {Error} naming the command to run when packages are missing and may not be installed
 * from here, or with apt-get's last lines when it failed.
 */
export async function ensurePackages(
  needs: readonly Need[],
  { progress = console.error, machine = debian }: EnsureOptions = {},
): Promise<void> {
  const missing = await missingPackages(needs, machine);
  if (missing.length === 0) return;
  if (!machine.isRoot() || !await machine.exists("/usr/bin/apt-get")) {
    throw new Error(
      `Missing: ${missing.join(", ")}. Install with the command below, then try again:\n` +
        `  sudo apt-get ${INSTALL.join(" ")} ${missing.join(" ")}`,
    );
  }
  await machine.exclusively(async () => {
    // Another process may have installed them while we waited for our turn.
    const wanted = await missingPackages(needs, machine);
    if (wanted.length > 0) await install(wanted, progress, machine);
  });
  const still = await missingPackages(needs, machine);
  if (still.length > 0) {
    throw new Error(`apt-get ended well, but these are not in place: ${still.join(", ")}`);
  }
}

async function missingPackages(needs: readonly Need[], machine: Machine): Promise<string[]> {
  const missing: string[] = [];
  for (const need of needs) {
    const { packages, files } = REQUIREMENTS[need];
    const present = await Promise.all(files.map((file) => machine.exists(file)));
    if (present.includes(false)) missing.push(...packages);
  }
  return [...new Set(missing)];
}

/** The package lists are fetched only when the ones at hand are missing or too old to serve. */
async function install(
  packages: string[],
  progress: (line: string) => void,
  machine: Machine,
): Promise<void> {
  progress(`Installing ${packages.join(", ")} (their system services stay off) ...`);
  let result = await machine.aptGet([...INSTALL, ...packages]);
  if (result.code !== 0) {
    progress("Fetching the package lists ...");
    const update = await machine.aptGet(["update"]);
    if (update.code !== 0) throw aptError("update", update);
    result = await machine.aptGet([...INSTALL, ...packages]);
  }
  if (result.code !== 0) throw aptError(`install ${packages.join(" ")}`, result);
  progress(`Installed ${packages.join(", ")}.`);
}

function aptError(what: string, { code, output }: { code: number; output: string }): Error {
  const tail = output.trimEnd().split("\n").slice(-8).join("\n");
  return new Error(`apt-get ${what} ended with code ${code}:\n${tail}`);
}

/** The machine we run on. */
const debian: Machine = {
  exists: (file) => Deno.stat(file).then(() => true, () => false),
  isRoot: () => Deno.uid() === 0,
  async aptGet(args) {
    const { code, stdout, stderr } = await new Deno.Command("/usr/bin/apt-get", {
      args: ["-q", "-o", `DPkg::Lock::Timeout=${APT_LOCK_TIMEOUT_S}`, ...args],
      env: { DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C.UTF-8", NEEDRESTART_SUSPEND: "1" },
      stdin: "null",
    }).output();
    const decoder = new TextDecoder();
    return { code, output: decoder.decode(stdout) + decoder.decode(stderr) };
  },
  async exclusively(work) {
    using lock = await Deno.open(LOCK_FILE, { create: true, write: true });
    await lock.lock(true);
    return await withoutServiceStarts("/usr/sbin", work);
  },
};
