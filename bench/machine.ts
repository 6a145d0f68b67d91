/** Where the figures come from. */

/** A few lines on the machine and on what shares it with the server. */
export async function machineFacts(): Promise<string> {
  const cpuInfo = await Deno.readTextFile("/proc/cpuinfo").catch(() => "");
  const model = /^model name\s*:\s*(.+)$/m.exec(cpuInfo)?.[1] ?? Deno.build.arch;
  const { total } = Deno.systemMemoryInfo();
  const [load] = Deno.loadavg();
  return [
    `${navigator.hardwareConcurrency} cores (${model}), ${Math.round(total / 2 ** 30)} GiB, ` +
    `${Deno.osRelease()}, Deno ${Deno.version.deno}, V8 ${Deno.version.v8}`,
    `Load before the start: ${load!.toFixed(2)}. The load generator, the server and RabbitMQ or ` +
    "slapd share these cores; all traffic is on loopback, without TLS.",
  ].join("\n");
}
