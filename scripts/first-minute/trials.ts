import type { Trial } from "./Trial.ts";
import { missingAccount, ordinaryUser } from "./trials/accounts.ts";
import { closedFolder, closedWithoutPlace } from "./trials/closedFolder.ts";
import { fullAtStart, fullWhileRunning, smallDisk } from "./trials/disks.ts";
import { damagedFiles, fileForFolder, otherVersions, readOnly } from "./trials/folders.ts";
import { fromNothing } from "./trials/fromNothing.ts";
import { commandKilled, killedAtStart, twoAtOnce } from "./trials/kills.ts";
import { oddClone, oddData } from "./trials/paths.ts";
import { noIpv6, takenPorts } from "./trials/ports.ts";

export const trials: readonly Trial[] = [
  fromNothing,
  closedFolder,
  closedWithoutPlace,
  ordinaryUser,
  missingAccount,
  oddData,
  oddClone,
  takenPorts,
  noIpv6,
  smallDisk,
  fullAtStart,
  fullWhileRunning,
  killedAtStart,
  commandKilled,
  twoAtOnce,
  otherVersions,
  readOnly,
  fileForFolder,
  damagedFiles,
];
