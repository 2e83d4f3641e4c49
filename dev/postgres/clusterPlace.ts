import { existsSync, mkdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { StartError } from "../../services/platform/errors.ts";
import { writeWhole } from "../../services/platform/writeWhole.ts";

// A cluster lies in the folder that it was given, or elsewhere: then the folder holds a file that says where, and
// beside the cluster is a file that says which folder it belongs to.
const placeFile = (directory: string): string => join(directory, "place.json");
const ownerFile = (cluster: string): string => join(dirname(cluster), "owner.json");

/** Where the cluster of this folder lies, if not in the folder; null: in the folder, or there is no cluster. */
export function placedElsewhere(directory: string): string | null {
  const file = placeFile(directory);
  if (!existsSync(file)) return null;
  const cluster = readString(file, "cluster");
  if (cluster === null)
    throw new StartError(
      "data.damaged",
      `${file} does not say where the database's files are; they lie in a folder of /var/lib/sello/clusters. Put it right: {"cluster": "/var/lib/sello/clusters/…/data"}.`,
      { file },
    );
  return cluster;
}

/** Where the cluster of this folder lies, or will lie if nobody chooses another place. */
export const clusterOf = (directory: string): string => placedElsewhere(directory) ?? directory;

/** Notes a place for a cluster that is still to be made. @returns the cluster's folder */
export function placeElsewhere(directory: string, folder: string): string {
  const cluster = join(folder, "data");
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeWhole(ownerFile(cluster), JSON.stringify({ folder: realpathSync(directory) }));
  writeWhole(placeFile(directory), JSON.stringify({ cluster }));
  return cluster;
}

/**
 * Makes sure that the place is there and belongs to this folder. A folder that was moved takes it with it; a copy does
 * not, for two services on one database would destroy it.
 */
export function claimPlace(directory: string, cluster: string): void {
  if (!existsSync(dirname(cluster)))
    throw new StartError(
      "database.place_missing",
      `The database of this data folder lies in ${cluster}, as ${placeFile(directory)} says, and is not there. Was the folder copied from another machine? ./sello backup there and ./sello restore here carry everything.`,
      { cluster, file: placeFile(directory) },
    );
  const owner = readString(ownerFile(cluster), "folder");
  if (owner === realpathSync(directory)) return;
  if (owner !== null && isSameCluster(owner, cluster) && !isSameFolder(owner, directory))
    throw new StartError(
      "data.copied",
      `This data folder is a copy of ${dirname(owner)}, and its database is the one that folder uses. Copy with ./sello backup and ./sello restore; or delete the one that you no longer need.`,
      { folder: dirname(owner) },
    );
  writeWhole(ownerFile(cluster), JSON.stringify({ folder: realpathSync(directory) }));
}

/** Whether this is a place that was made for this folder. */
export function isPlaceOf(directory: string, cluster: string): boolean {
  const isOne = /^\/.*\/clusters\/[0-9a-f]{16}\/data$/.test(cluster);
  return isOne && readString(ownerFile(cluster), "folder") === realpathSync(directory);
}

function isSameCluster(owner: string, cluster: string): boolean {
  return readString(placeFile(owner), "cluster") === cluster;
}

function isSameFolder(one: string, other: string): boolean {
  const [a, b] = [statSync(one, { bigint: true }), statSync(other, { bigint: true })];
  return a.ino === b.ino && a.dev === b.dev;
}

function readString(file: string, name: string): string | null {
  try {
    const value = (JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>)[name];
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}
