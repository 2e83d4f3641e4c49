import type { World } from "./World.ts";

/** One situation that a new user may be in, and what has to become of it. */
export type Trial = {
  readonly name: string;
  /** What has to become of it. */
  readonly title: string;
  /** Root alone can bring it about: it takes other accounts, mounts or namespaces. */
  readonly needsRoot?: boolean;
  /** Root mounts a disk for it. */
  readonly needsMounts?: boolean;
  /** Takes too long, or too much of the machine, for the tests. */
  readonly isLong?: boolean;
  /** @param isThorough whether it may take its time. Throws when it is not as it has to be */
  run(world: World, isThorough: boolean): Promise<void>;
};
