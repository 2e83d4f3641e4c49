import { toBase64 } from "../encoding/base64.ts";
import { fromHex } from "../encoding/hex.ts";
import type { AuthorityId } from "../ids.ts";
import { limits } from "../limits.ts";
import { isSoundTerm } from "./faults.ts";
import type { RegistryEvent } from "./registryEvents.ts";
import type { ValidatorTerm } from "./TrustList.ts";

/**
 * The validators' terms after one more event of the registry, in the order in which they were first stated. An event
 * states a whole term: a later one of the same key and start states it again, as a successor's registry does of all that it
 * takes over. Other events change nothing.
 */
export function applyValidatorEvent(
  terms: readonly ValidatorTerm[],
  { name, args }: RegistryEvent,
): readonly ValidatorTerm[] {
  if (name !== "ValidatorChanged") return terms;
  const term: ValidatorTerm = {
    authority: args.centre as AuthorityId,
    name: toBase64(fromHex(String(args.nodeKey))),
    consensusKey: toBase64(fromHex(String(args.consensusKey))),
    power: Number(args.power),
    from: Number(args.from),
    until: Number(args.until) || null,
  };
  const at = terms.findIndex(
    ({ consensusKey, from }) => consensusKey === term.consensusKey && from === term.from,
  );
  return at < 0 ? [...terms, term] : terms.with(at, term);
}

/** What a trust list says of them: terms that readers represent, and no more than they read: then the newest. */
export const listedValidators = (terms: readonly ValidatorTerm[]): readonly ValidatorTerm[] =>
  terms.filter(isSoundTerm).slice(-limits.trustTermsMax);
