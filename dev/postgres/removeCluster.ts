import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { isPlaceOf, placedElsewhere } from "./clusterPlace.ts";
import { ServerHome } from "./ServerHome.ts";

/** Deletes a cluster with all that belongs to it, wherever it lies; no server may run on it. */
export function removeCluster(directory: string): void {
  const cluster = placed(directory);
  // The place of another folder, of which this one is a copy, stays.
  if (cluster !== null && isPlaceOf(directory, cluster)) {
    const folder = dirname(cluster);
    new ServerHome(dirname(dirname(folder))).removeCluster(folder);
  }
  for (const end of ["", ".part", ".password", ".log"])
    rmSync(`${directory}${end}`, { recursive: true, force: true });
}

function placed(directory: string): string | null {
  try {
    return placedElsewhere(directory);
  } catch {
    // The note is damaged: nobody knows any more where it was.
    return null;
  }
}
