import { signatureTypes } from "../note/VerifierKey.ts";
import { requireKeyType } from "./headKeys.ts";
import type { NoteKeyTerm, TrustHead } from "./TrustList.ts";
import type { TrustListContent } from "./TrustListContent.ts";

/**
 * What list 1 says, as a head. It has no past tense: its one log, its witnesses and its quorum count at all times, and
 * its log's origin is the network. Throws TrustListError for keys of other types than list 1 has.
 */
export function contentToHead(content: TrustListContent): TrustHead {
  const { chain, log, version } = content;
  const { ed25519, cosignatureV1, cosignatureMlDsa44 } = signatureTypes;
  requireKeyType(log.key, ed25519, "log-key");
  for (const { key, postQuantumKey } of content.witnesses) {
    requireKeyType(key, cosignatureV1, "witness-keys");
    if (postQuantumKey !== undefined)
      requireKeyType(postQuantumKey, cosignatureMlDsa44, "witness-keys");
  }
  return {
    version,
    issuedAt: content.issuedAt,
    validUntil: content.validUntil,
    network: log.origin,
    publicUrl: content.publicUrl,
    deployments: [
      {
        chainId: chain.id,
        registry: chain.registry,
        log: chain.log,
        statusLists: chain.statusLists,
        origin: log.origin,
        keys: [toTerm(log.key)],
        ...always,
        size: null,
        root: null,
      },
    ],
    witnesses: content.witnesses.map(({ name, key, postQuantumKey }) => ({
      name,
      keys: [key, postQuantumKey].filter((vkey) => vkey !== undefined).map(toTerm),
    })),
    quorums: [{ needed: content.quorum, ...always, end: null }],
    validators: [],
    signers: content.signers.map(({ name, key }) => ({ name, key, ...always })),
    signerQuorum: content.signerQuorum,
    // It does not say since when: a verifier that walks back looks at the version before.
    signersSince: version,
    authorities: { count: content.authorities.length, root: "" },
    documentTypes: { count: content.documentTypes.length, root: "" },
  };
}

const always = { from: 0, until: null };

const toTerm = (key: string): NoteKeyTerm => ({ key, ...always, end: null, distrustedFrom: null });
