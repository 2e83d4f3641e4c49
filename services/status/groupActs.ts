import type { StatusAction } from "@sello/api";
import { type AuthorityId, documentStatuses } from "@sello/sdk";
import type { StatusChange } from "@sello/sdk/log";
import type { OpenAct } from "./RecordedAct.ts";

/** New values of entries of one list, each entry once. */
export type ListChanges = { readonly list: number; readonly changes: readonly StatusChange[] };

/** What one chain transaction does: some acts, in one or several lists of one owner. */
export type GroupedActs = {
  readonly owner: AuthorityId;
  readonly acting: AuthorityId;
  readonly lists: readonly ListChanges[];
  readonly acts: readonly string[];
};

const statusAfter: Readonly<Record<StatusAction, number>> = {
  reinstate: documentStatuses.valid,
  revoke: documentStatuses.revoked,
  suspend: documentStatuses.suspended,
};

/**
 * Puts acts together into as few chain transactions as `entriesMax` entries in each allow. An act is never
 * split: all copies of a document change in the same block. No two acts may be of the same document.
 */
export function groupActs(acts: readonly OpenAct[], entriesMax: number): GroupedActs[] {
  const ofPairs = Map.groupBy(acts, (act) => `${act.owner}/${act.actingAuthority}`);
  return [...ofPairs.values()].flatMap((ofPair) =>
    fillUp(ofPair, entriesMax).map((together) => toGroup(together)),
  );
}

/** In their order, as many together as fit; one that is too large goes alone. */
function fillUp(acts: readonly OpenAct[], entriesMax: number): OpenAct[][] {
  const groups: OpenAct[][] = [];
  let room = 0;
  for (const act of acts) {
    const open = groups.at(-1);
    if (open !== undefined && act.places.length <= room) open.push(act);
    else {
      groups.push([act]);
      room = entriesMax;
    }
    room -= act.places.length;
  }
  return groups;
}

function toGroup(acts: readonly OpenAct[]): GroupedActs {
  const [first] = acts;
  if (first === undefined) throw new RangeError("a transaction without acts");
  const entries = acts.flatMap(({ action, places }) =>
    places.map(({ list, index }) => ({ list, index, status: statusAfter[action] })),
  );
  const lists = [...Map.groupBy(entries, ({ list }) => list)].map(([list, ofList]) => ({
    list,
    changes: ofList.map(({ index, status }) => ({ index, status })),
  }));
  return {
    owner: first.owner,
    acting: first.actingAuthority,
    lists,
    acts: acts.map((act) => act.id),
  };
}
