import type { AuthorityId } from "@sello/sdk";
import { getAddress, isAddress } from "viem";
import type { JsonAnswer } from "../http/routes/Route.ts";
import { notEndOfPage } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { EventPosition, PgRegistryEvents, PlacedEvent } from "./PgRegistryEvents.ts";

type Answer = JsonAnswer<"listAuthorityEvents">;

/** A page of an authority's history, newest first. `after` is of no page: `InvalidInput` `page.cursor`. */
export async function viewAuthorityEvents(
  events: Pick<PgRegistryEvents, "ofAuthority">,
  authority: AuthorityId,
  query: { readonly after?: string; readonly limit?: number },
): Promise<Answer> {
  const { after, limit = limits.pageEntries } = query;
  const found = await events.ofAuthority(
    authority,
    after === undefined ? null : read(after),
    limit,
  );
  const last = found.length < limit ? undefined : found.at(-1);
  return { events: found.map(toView), next: last === undefined ? null : write(last) };
}

function toView({
  name,
  args: { authority: _, timestamp: _at, administrator, ...args },
  ...event
}: PlacedEvent): Answer["events"][number] {
  const { deployment, transactionHash, logIndex } = event;
  const by = typeof administrator === "string" && isAddress(administrator) ? administrator : null;
  return {
    ...{ name, args, deployment, transactionHash, logIndex },
    by: by && getAddress(by),
    at: Number(event.blockTime),
    blockNumber: String(event.blockNumber),
  };
}

const write = ({ deployment, blockNumber, logIndex }: EventPosition): string =>
  `${deployment}-${blockNumber}-${logIndex}`;

function read(text: string): EventPosition {
  const [, deployment, blockNumber, logIndex] = /^(\d{1,5})-(\d{1,15})-(\d{1,9})$/.exec(text) ?? [];
  if (deployment === undefined || blockNumber === undefined) throw notEndOfPage();
  return {
    deployment: Number(deployment) as EventPosition["deployment"],
    blockNumber: BigInt(blockNumber),
    logIndex: Number(logIndex),
  };
}
