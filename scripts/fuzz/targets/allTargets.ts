import type { FuzzTarget } from "../FuzzTarget.ts";
import { importTargets } from "./importTargets.ts";
import { sdkTargets } from "./sdkTargets.ts";
import { serviceTargets } from "./serviceTargets.ts";
import { trustTargets } from "./trustTargets.ts";
import { verifyTargets } from "./verifyTargets.ts";

/** Every reader of what others wrote. */
export const allTargets: readonly FuzzTarget[] = [
  ...sdkTargets,
  ...trustTargets,
  ...verifyTargets,
  ...serviceTargets,
  ...importTargets,
];
