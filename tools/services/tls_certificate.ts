/** A throw-away authority and a server certificate for loopback, made by openssl. */

import { privateFolder } from "./stored_values.ts";

export interface ServerCertificate {
  /** PEM of the authority, for clients to trust. */
  caFile: string;
  certificateFile: string;
  keyFile: string;
}

const VALID_DAYS = "825";

/**
 * Makes, once per folder, an authority (P-256) and a certificate of it for localhost at `address`. The authority's key is deleted right after: nothing else is ever signed with it.
 */
export async function makeServerCertificate(
  folderPath: string,
  address = "127.0.0.1",
): Promise<ServerCertificate> {
  const folder = await privateFolder(folderPath);
  const files: ServerCertificate = {
    caFile: `${folder}/ca.pem`,
    certificateFile: `${folder}/server.pem`,
    keyFile: `${folder}/server.key`,
  };
  if (await Deno.stat(files.certificateFile).then(() => true, () => false)) return files;
  const caKey = `${folder}/ca.key`;
  const newKey = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
  const common = ["-nodes", "-days", VALID_DAYS];
  await openssl(folder, [
    ...newKey,
    ...common,
    ...["-subj", "/CN=TalkyWalky services", "-keyout", caKey, "-out", files.caFile],
  ]);
  await openssl(folder, [
    ...newKey,
    ...common,
    ...["-CA", files.caFile, "-CAkey", caKey, "-subj", `/CN=${address}`],
    ...[
      "-addext",
      `subjectAltName=IP:${address},DNS:localhost`,
      "-addext",
      "basicConstraints=critical,CA:FALSE",
    ],
    ...["-addext", "extendedKeyUsage=serverAuth"],
    ...["-keyout", files.keyFile, "-out", files.certificateFile],
  ]);
  await Deno.remove(caKey);
  return files;
}

async function openssl(folder: string, args: string[]): Promise<void> {
  const { code, stderr } = await new Deno.Command("openssl", { args, cwd: folder, stdin: "null" })
    .output();
  if (code !== 0) {
    throw new Error(
      `openssl ${args[0]} ended with code ${code}: ${new TextDecoder().decode(stderr)}`,
    );
  }
}
