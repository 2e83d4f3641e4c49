import { toAuthorityId } from "@sello/sdk";
import { entryOf, signCheckpoint } from "./TestLog.ts";
import { isOpen, type Turnovers } from "./Turnovers.ts";
import { issOf, worldTypes } from "./world.ts";

export interface Forgery {
  readonly file: string;
  /** For messages. */
  readonly where: string;
  /** Its size alone shows that it is not the log's. */
  readonly isBeyondEnd: boolean;
}

/**
 * Documents that somebody backdates with every log key and every witness key that has ended, in logs that share what the
 * real ones have, but for the last entry.
 */
export async function* forgeUnderEnded(network: Turnovers): AsyncGenerator<Forgery> {
  const { key: signing } = network.issuing[0] ?? {};
  const { document } = await network.world.issue(signing === undefined ? {} : { key: signing });
  const stolen = network.witnesses
    .flatMap(({ keys }) => keys.filter((term) => !isOpen(term)))
    .map(({ signer }) => signer);
  for (const { log, entries, keys, until } of network.deployed) {
    for (const key of keys.filter((term) => !isOpen(term) || until !== null)) {
      const reached = key.end?.size ?? log.size;
      for (const size of [reached, log.size, log.size + 3]) {
        const at = (key.until ?? until ?? network.now) - 1;
        const fork = log.fork(Math.max(0, size - 1), entries);
        while (fork.size < size - 1) fork.append(new Uint8Array(112).fill(fork.size));
        const placed = { document, origin: log.origin, index: fork.size, anchoredAt: at };
        const authority = toAuthorityId(issOf("futian-police"));
        fork.append(entryOf(document, authority, worldTypes.resident.id, at));
        const checkpoint = { origin: log.origin, size: fork.size, root: fork.root() };
        const note = await signCheckpoint(checkpoint, [key.signer], stolen, at);
        yield {
          file: fork.file(placed, fork.size, note),
          where: `size ${size} of ${log.origin}`,
          isBeyondEnd: size > reached || size === key.end?.size,
        };
      }
    }
  }
}
