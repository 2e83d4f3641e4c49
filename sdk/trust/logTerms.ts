import { toBase64 } from "../encoding/base64.ts";
import type { Checkpoint } from "../note/Checkpoint.ts";
import type { Deployment, LogEnd, TrustHead } from "./TrustList.ts";

// Which checkpoints count under a term that has ended: those that the log had reached by then.

/** A deployment of a head, and its place among the others. */
export interface PlacedDeployment {
  readonly deployment: Deployment;
  readonly index: number;
}

export function findDeployment(head: TrustHead, origin: string): PlacedDeployment | null {
  const index = head.deployments.findIndex((each) => each.origin === origin);
  const deployment = head.deployments[index];
  return deployment === undefined ? null : { deployment, index };
}

/**
 * Whether a checkpoint of this size lies before the end of a term: in the log that was open then, up to its size; in a
 * log that was sealed before, anywhere.
 */
export function isBeforeEnd(
  head: TrustHead,
  { end }: { readonly end: LogEnd | null },
  place: PlacedDeployment,
  size: number,
): boolean {
  if (end === null) return true;
  const ended = findDeployment(head, end.origin)?.index ?? -1;
  return place.index === ended ? size <= end.size : place.index < ended;
}

/**
 * Whether the list says something else of the log: it ended before this size, or it had another root when it was of this
 * size.
 */
export function contradictsHead(
  head: TrustHead,
  { deployment }: PlacedDeployment,
  { origin, size, root }: Checkpoint,
): boolean {
  if (deployment.size !== null && size > deployment.size) return true;
  const stated = endsOf(head).filter((end) => end.origin === origin && end.size === size);
  return stated.length > 0 && stated.some((end) => end.root !== toBase64(root));
}

/** The first size and root after this checkpoint that a head states of its log; null where it states none. */
export function nextEnd(head: TrustHead, { origin, size }: Checkpoint): LogEnd | null {
  const later = endsOf(head).filter((end) => end.origin === origin && end.size >= size);
  const first = later.sort((a, b) => a.size - b.size)[0];
  return first === undefined || first.size === size ? null : first;
}

const ends = new WeakMap<TrustHead, readonly LogEnd[]>();

/** Everything that a head says of the sizes and roots of its logs. */
export function endsOf(head: TrustHead): readonly LogEnd[] {
  let known = ends.get(head);
  if (known === undefined) {
    const seals = head.deployments.flatMap(({ origin, size, root }) =>
      size === null || root === null ? [] : [{ origin, size, root }],
    );
    const keys = [...head.deployments, ...head.witnesses].flatMap((each) => each.keys);
    const terms = [...keys, ...head.quorums].flatMap(({ end }) => (end === null ? [] : [end]));
    known = [...seals, ...terms];
    ends.set(head, known);
  }
  return known;
}
