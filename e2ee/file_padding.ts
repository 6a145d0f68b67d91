/** Which size a file is padded to before it is sealed. */

/** Smallest padded size of a file, in bytes. */
const MIN_PADDED_FILE_BYTES = 4096;

/**
 * The size that a file of `size` bytes is padded to with zeros before it is sealed: Padmé (Nikitin
 * et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019),
 * from 4 KiB on. It adds at most 6.3 %, and from 64 KiB on 3.2 %. Up to 100 MiB 403 sizes are left, so
 * that hardly any size names one file.
 */
export function paddedFileSize(size: number): number {
  if (size <= MIN_PADDED_FILE_BYTES) return MIN_PADDED_FILE_BYTES;
  const exponent = Math.floor(Math.log2(size));
  const kept = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - kept);
  return Math.ceil(size / step) * step;
}
