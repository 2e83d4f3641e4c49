import type { Server } from "node:http";
import type { Socket } from "node:net";
import { limits } from "../platform/limits.ts";
import { toCountedAddress } from "./countedAddress.ts";
import { Shares } from "./Shares.ts";
import { toRawProblem } from "./toRawProblem.ts";

export type ConnectionShare = {
  readonly connectionsPerAddress?: number;
  readonly isProxy?: (address: string) => boolean;
};

/**
 * Answers 429 on a connection of an address that holds its share of them, and ends it, before anything of it is read:
 * one client cannot keep the others out.
 */
export function shareConnections(server: Server, options: ConnectionShare): void {
  const { connectionsPerAddress = limits.connectionsPerAddress, isProxy = () => false } = options;
  const shares = new Shares(connectionsPerAddress);
  server.prependListener("connection", (socket: Socket) => {
    const address = socket.remoteAddress;
    if (address === undefined || isProxy(address)) return;
    const giveBack = shares.take(toCountedAddress(address));
    if (giveBack !== null) socket.once("close", giveBack);
    else refuse(socket);
  });
}

function refuse(socket: Socket): void {
  // Whatever was sent stays unread: the parser of Node gets nothing of this connection.
  socket.pause();
  socket.on("error", () => {});
  socket.end(toRawProblem("connections.share"), () => socket.destroy());
}
