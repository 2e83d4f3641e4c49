import { CallClient } from "../http/calls/CallClient.ts";
import { insideCalls } from "./insideCalls.ts";

/** Calls over the Unix socket of the process that holds keys. */
export class InsideClient extends CallClient<typeof insideCalls> {
  constructor(socketPath: string) {
    super(insideCalls, socketPath);
  }
}
