/** A browser may begin to read the file a while after it was told to. */
const KEPT_MS = 60_000;

/** Hands a file to the browser's downloads. */
export function downloadFile({ name, blob }: { name: string; blob: Blob }): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
