import type { Failure } from "@sello/api/startup";

const codes: Readonly<Record<string, string>> = {
  EACCES: "data.denied",
  EPERM: "data.denied",
  EROFS: "data.read_only",
  EEXIST: "data.not_a_folder",
  ENOTDIR: "data.not_a_folder",
  EISDIR: "data.not_a_folder",
  ENOSPC: "disk.full",
  EDQUOT: "disk.full",
};

/** What the system says of the data folder, as the service would say it; null for anything else. */
export function toFolderFailure(error: unknown, folder: string): Failure | null {
  const { code = "", path } = error as { code?: string; path?: string };
  const known = codes[code];
  return known === undefined ? null : { code: known, data: { path: path ?? folder } };
}
