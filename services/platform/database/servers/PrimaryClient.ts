import pg from "pg";
import type { Primary } from "./Primary.ts";

type Connected = (error: Error | null, client?: pg.Client) => void;

/** The class of a pool's connections, which go to the server that is the primary when they are opened. */
export const primaryClient = (primary: Primary) =>
  class PrimaryClient extends pg.Client {
    override connect(): Promise<pg.Client>;
    override connect(connected: Connected): void;
    override connect(connected?: Connected): Promise<pg.Client> | undefined {
      const opened = primary.place(this).then(() => super.connect());
      if (connected === undefined) return opened;
      opened.then((client) => connected(null, client), connected);
      return undefined;
    }
  };
