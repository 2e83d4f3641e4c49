import { isPostQuantum } from "../note/VerifierKey.ts";
import { headKeys, openDeployment, presentQuorum } from "./headKeys.ts";
import type { TrustHead } from "./TrustList.ts";

/** Of the group that is the quorum: no key name, so no witness has it. */
const quorumName = "quorum+of+witnesses";

/**
 * A C2SP tlog-policy: what a checkpoint of now needs, for verifiers of other makes. The format has no terms, so keys
 * that have ended or are distrusted, and sealed logs, are not in it.
 */
export function formatTlogPolicy(head: TrustHead): string {
  const members = head.witnesses.map((witness) =>
    witnessLines(
      head,
      witness.keys.map(({ key }) => key),
    ),
  );
  const witnesses = members.filter(({ name }) => name !== null);
  const needed = presentQuorum(head);
  const lines = [
    `# ${head.publicUrl}, trust list ${head.version}, until ${head.validUntil}`,
    ...logKeys(head).map((key) => `log ${key}`),
    "",
    ...witnesses.flatMap(({ lines }) => lines),
    ...(needed === 0
      ? ["quorum none"]
      : [
          `group ${quorumName} ${needed} ${witnesses.map(({ name }) => name).join(" ")}`,
          `quorum ${quorumName}`,
        ]),
  ];
  return `${lines.join("\n")}\n`;
}

/** tlog-policy, "Defining a log": no public key twice, and each under the log's origin. */
const logKeys = (head: TrustHead): readonly string[] =>
  (openDeployment(head)?.keys ?? []).filter(isInUse).map(({ key }) => key);

const isInUse = (term: { until: number | null; distrustedFrom: number | null }): boolean =>
  term.until === null && term.distrustedFrom === null;

/** A witness with two keys is a group of which any member will do. null: none of its keys is in use. */
function witnessLines(head: TrustHead, vkeys: readonly string[]) {
  const keys = headKeys(head).witnesses.filter((term) => vkeys.includes(term.key) && isInUse(term));
  const [first] = keys;
  if (first === undefined) return { name: null, lines: [] };
  const { name } = first.verifierKey;
  if (keys.length === 1)
    return { name: escapeNone(name), lines: [`witness ${escapeNone(name)} ${first.key}`] };
  const members = keys.map(({ verifierKey, key }, i) => ({
    name: `${name}+${i}+${isPostQuantum(verifierKey) ? "ml-dsa-44" : "ed25519"}`,
    key,
  }));
  const lines = [
    ...members.map((member) => `witness ${member.name} ${member.key}`),
    `group ${escapeNone(name)} any ${members.map((member) => member.name).join(" ")}`,
  ];
  return { name: escapeNone(name), lines };
}

/** tlog-policy, "What is a policy?": the name `none` is taken. */
const escapeNone = (name: string): string => (name === "none" ? "none+" : name);
