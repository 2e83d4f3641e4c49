import { toBase64url } from "../encoding/base64.ts";
import { fromHex } from "../encoding/hex.ts";
import { accreditationLevels, authorityStates, type RegistryEvent } from "./registryEvents.ts";
import type { Authority } from "./TrustList.ts";

/**
 * What a trust list says of an event of the registry. `stated`: the authority's entry says what the event says.
 * `not-stated`: an entry says such things, and does not say this one: of changes within a second only the last counts, and
 * what a later contract says again is stated with its first time. `silent`: no entry says such things, as of officers.
 */
export type Stated = "stated" | "not-stated" | "silent";

type Rule = (entry: Authority, args: RegistryEvent["args"], at: number) => boolean;

const isKey = (args: RegistryEvent["args"]) => {
  const kid = toBase64url(fromHex(String(args.thumbprint)));
  return (key: Authority["keys"][number]): boolean => key.kid === kid;
};

const rules: Readonly<Record<string, Rule>> = {
  AuthorityRegistered: ({ iss, states }, args, at) =>
    iss === args.issuer && states.some(({ from }) => from === at),
  AuthorityStateChanged: ({ states }, args, at) =>
    states.some(
      ({ state, from }) => from === at && state === authorityStates[Number(args.state) - 1],
    ),
  // Its end may have changed since; its beginning does not.
  SigningKeyChanged: ({ keys }, args) =>
    keys.filter(isKey(args)).some(({ from }) => from === Number(args.from)),
  SigningKeyPublished: ({ keys }, args) =>
    keys
      .filter(isKey(args))
      .some(
        ({ jwk }) =>
          jwk.x === toBase64url(fromHex(String(args.x))) &&
          jwk.y === toBase64url(fromHex(String(args.y))),
      ),
  SigningKeyDistrusted: ({ keys }, args) =>
    keys.filter(isKey(args)).some(({ distrustedFrom }) => distrustedFrom === Number(args.since)),
  AccreditationChanged: ({ accreditations }, args, at) => {
    const level = Number(args.level);
    const own = accreditations.filter(({ documentType }) => documentType === args.documentType);
    if (level < accreditationLevels.held) return own.some(({ until }) => until === at);
    const delegate = level === accreditationLevels.delegable;
    return own.some((each) => each.from === at && each.delegate === delegate);
  },
};

/**
 * Looks for an event in the entry of a trust list, which the list's signers rebuilt from their own nodes.
 * @param entry of a list that was verified
 * @param at the block's time in unix seconds
 */
export function findStated(entry: Authority, { name, args }: RegistryEvent, at: number): Stated {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule === undefined) return "silent";
  return rule(entry, args, at) ? "stated" : "not-stated";
}
