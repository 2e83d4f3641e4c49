import type { TrustHead } from "@sello/sdk";
import { presentSigners, requireSuccession } from "@sello/sdk/trust";
import { limits } from "../platform/limits.ts";
import { HeadRefused } from "./errors.ts";
import type { Introduction } from "./introduction.ts";

// What an office asks of a head without its node: that it follows the one that it signed last.

/** Who asks: the office's name and vkeys. */
type Office = { readonly name: string; readonly keys: readonly string[] };

/**
 * @param last the head that was signed last; null before the first
 * @param introductions of later keys; each signed by both keys that it names
 * @param now unix seconds
 * Throws `HeadRefused`; the sdk's `TrustListError` for what has ended and is said to be otherwise.
 */
export function judgeHead(
  head: TrustHead,
  last: TrustHead | null,
  office: Office,
  introductions: readonly Introduction[],
  now: number,
): void {
  requireTime(head, last, now);
  requireNamed(head, office);
  requireNear(head, last);
  if (last === null) return;
  if (head.version <= last.version) throw notNewer(last.version);
  requireSuccession(last, head);
  if (head.publicUrl !== last.publicUrl)
    throw new HeadRefused("trust_list.public_url", "The list has another public address.");
  requireKnownSigners(head, last, introductions);
}

const notNewer = (version: number): HeadRefused =>
  new HeadRefused("trust_list.not_newer", "A list of this version or a later one was signed.", {
    version,
  });

/** Versions do not outrun time, or a caller could use them all up. An office may have been away for many. */
function requireNear({ version, issuedAt }: TrustHead, last: TrustHead | null): void {
  const most =
    last === null
      ? limits.trustFirstVersionMax
      : last.version + limits.trustVersionsAhead + (issuedAt - last.issuedAt);
  if (version > most)
    throw new HeadRefused("trust_list.version", "The version is too far ahead.", { most });
}

function requireTime(
  { issuedAt, validUntil }: TrustHead,
  last: TrustHead | null,
  now: number,
): void {
  const isTooLong = validUntil - issuedAt > limits.trustListLifetimeSeconds;
  const isAhead = issuedAt > now + limits.clockSkewSeconds;
  if (isTooLong || isAhead || issuedAt < (last?.issuedAt ?? 0))
    throw new HeadRefused(
      "trust_list.time",
      "The list is valid for too long, or of a time that it cannot be of.",
      { issuedAt, validUntil, now },
    );
}

/** A head without this office would end its part without its knowing. */
function requireNamed(head: TrustHead, { name, keys }: Office): void {
  if (presentSigners(head).some((signer) => signer.name === name && keys.includes(signer.key)))
    return;
  throw signersError("It does not name this office with one of its keys.");
}

/** The same offices and the same quorum. Another key of an office was introduced by the one before it. */
function requireKnownSigners(
  head: TrustHead,
  last: TrustHead,
  introductions: readonly Introduction[],
): void {
  const [before, after] = [presentSigners(last), presentSigners(head)];
  if (head.signerQuorum !== last.signerQuorum || before.length !== after.length)
    throw signersError("It has another number of signers, or another quorum.");
  const names = new Set(before.map(({ name }) => name));
  for (const { name, key } of after) {
    const known = before.find((signer) => signer.name === name);
    const isSame = known !== undefined && names.delete(name);
    if (!isSame || !leads(known.key, key, name, head.network, introductions))
      throw signersError(`The key of the office ${name} was not introduced.`);
  }
}

function leads(
  from: string,
  to: string,
  office: string,
  network: string,
  introductions: readonly Introduction[],
): boolean {
  const reached = new Set([from]);
  for (let size = 0; size < reached.size && !reached.has(to); ) {
    size = reached.size;
    for (const each of introductions)
      if (each.office === office && each.network === network && reached.has(each.oldKey))
        reached.add(each.newKey);
  }
  return reached.has(to);
}

const signersError = (message: string) => new HeadRefused("trust_list.signers", message);
