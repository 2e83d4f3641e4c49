import type { Trial } from "./Trial.ts";
import { missingAccount, ordinaryUser } from "./trials/accounts.ts";
import { closedFolder, closedWithoutPlace } from "./trials/closedFolder.ts";
import { fullAtStart, fullWhileRunning, smallDisk } from "./trials/disks.ts";
import { fileForFolder, readOnly, strangeData } from "./trials/folders.ts";
import { fromNothing } from "./trials/fromNothing.ts";
import { killedAtStart, twoAtOnce } from "./trials/kills.ts";
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
  twoAtOnce,
  readOnly,
  fileForFolder,
  strangeData,
];
