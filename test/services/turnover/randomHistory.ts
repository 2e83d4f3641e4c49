import type { Hex } from "@sello/sdk";
import type { Random } from "../../../scripts/fuzz/Random.ts";
import type { ChainEvent } from "../../../services/ledger/Projection.ts";
import type { RegistryState } from "../../../services/turnover/migration/RegistryState.ts";

export const randomHex = (random: Random, bytes: number): Hex =>
  `0x${Array.from({ length: bytes }, () => random.below(256).toString(16).padStart(2, "0")).join("")}`;

const event = (name: string, blockTime: number, args: ChainEvent["args"]): ChainEvent => ({
  contract: "AuthorityRegistry",
  name,
  args,
  blockNumber: BigInt(blockTime),
  logIndex: 0,
  blockTime: BigInt(blockTime),
  transactionHash: `0x${"00".repeat(32)}`,
});

const eventsMax = 120;

/** Events as a registry could have emitted them, of a few authorities that change again and again. */
export function randomHistory(random: Random): ChainEvent[] {
  const id = () => randomHex(random, 32);
  const [officers, types] = [
    [1, 2, 3],
    [1, 2],
  ].map((list) => list.map((_, n) => randomHex(random, n < 3 && list.length === 3 ? 20 : 32))) as [
    Hex[],
    Hex[],
  ];
  const authorities: Hex[] = [id()];
  const keys: { authority: Hex; thumbprint: Hex; x: Hex; y: Hex; from: string }[] = [];
  let at = 1_000;
  const registered = (authority: Hex, parent: Hex, kind: number) =>
    event("AuthorityRegistered", at, { authority, parent, kind, issuer: authority, names: "{}" });
  const events = [registered(authorities[0] as Hex, `0x${"00".repeat(32)}`, 1)];
  const makers: (() => ChainEvent[])[] = [
    () => {
      const [authority, parent] = [id(), random.pick(authorities)];
      authorities.push(authority);
      return [registered(authority, parent, 2 + random.below(3))];
    },
    () => [
      event("AuthorityStateChanged", at, {
        authority: random.pick(authorities),
        state: 1 + random.below(3),
      }),
    ],
    () => [
      event("OfficerChanged", at, {
        authority: random.pick(authorities),
        officer: random.pick(officers),
        roles: random.below(4),
      }),
    ],
    () => [
      event("AccreditationChanged", at, {
        authority: random.pick(authorities),
        documentType: random.pick(types),
        level: random.below(3),
      }),
    ],
    () => {
      const authority = random.pick(authorities);
      const key = { authority, thumbprint: id(), x: id(), y: id(), from: String(at) };
      keys.push(key);
      return [
        event("SigningKeyChanged", at, { ...key, until: "0" }),
        event("SigningKeyPublished", at, key),
      ];
    },
    () => {
      const key = keys[random.below(keys.length)];
      if (key === undefined) return [];
      return random.chance(0.5)
        ? [event("SigningKeyChanged", at, { ...key, until: String(at + random.below(9)) })]
        : [event("SigningKeyDistrusted", at, { ...key, since: String(at - random.below(9)) })];
    },
  ];
  for (let n = random.below(eventsMax); n > 0; n -= 1) {
    at += random.below(5);
    events.push(...random.pick(makers)());
  }
  return events;
}

/** What the successor emits (contracts/registry/TakeOvers.sol): its own city first, then each record. */
export function takeOverEvents(
  state: RegistryState,
  before: readonly ChainEvent[],
): readonly ChainEvent[] {
  const at = Number(before.at(-1)?.blockTime ?? 0) + 100;
  const events: ChainEvent[] = [];
  const emit = (name: string, args: ChainEvent["args"]) => events.push(event(name, at, args));
  for (const [authority, { parent, kind, issuer, names, state: now }] of state.authorities) {
    emit("AuthorityRegistered", { authority, parent, kind, issuer, names });
    // The city's own state is part of no record: it acts itself.
    if (now !== 1) emit("AuthorityStateChanged", { authority, state: now });
  }
  for (const officer of state.officers.values()) emit("OfficerChanged", officer);
  for (const accreditation of state.accreditations.values())
    emit("AccreditationChanged", accreditation);
  for (const [thumbprint, { authority, from, until, distrustedFrom, point }] of state.keys) {
    const key = { authority, thumbprint, ...point };
    emit("SigningKeyChanged", { ...key, from: String(from), until: String(until) });
    emit("SigningKeyPublished", key);
    if (distrustedFrom > 0n)
      emit("SigningKeyDistrusted", { ...key, since: String(distrustedFrom) });
  }
  return events;
}
