import type { Deployment, QuorumTerm, SignerTerm, TrustHead, Witness } from "@sello/sdk";
import type { Terms, WitnessKeyTerm } from "../../signing/terms/Terms.ts";

/** What a head says that is not in the registry: where all is, who cosigns, and who signs the next version. */
export type HeadFrame = Pick<
  TrustHead,
  "network" | "publicUrl" | "deployments" | "witnesses" | "quorums" | "signers" | "signerQuorum"
>;

/** A deployment without the keys of its log, which are among the terms. */
export type DeploymentFacts = Omit<Deployment, "keys">;

export type FrameParts = {
  readonly publicUrl: string;
  /** In the order in which they opened. */
  readonly deployments: readonly DeploymentFacts[];
  readonly terms: Terms;
  /** Signers that the next version needs. */
  readonly signerQuorum: number;
};

export function toHeadFrame({
  publicUrl,
  deployments,
  terms,
  signerQuorum,
}: FrameParts): HeadFrame {
  const byName = Map.groupBy(terms.witnessKeys, ({ name }) => name);
  return {
    network: deployments[0]?.origin ?? "",
    publicUrl,
    deployments: deployments.map((deployment) => ({
      chainId: deployment.chainId,
      registry: deployment.registry,
      log: deployment.log,
      statusLists: deployment.statusLists,
      origin: deployment.origin,
      keys: terms.logKeys.filter(({ origin }) => origin === deployment.origin).map(toKeyTerm),
      from: deployment.from,
      until: deployment.until,
      size: deployment.size,
      root: deployment.root,
    })),
    witnesses: [...byName].map(([name, keys]): Witness => ({ name, keys: keys.map(toKeyTerm) })),
    quorums: terms.quorums.map(toQuorum),
    signers: terms.signers.filter(({ until }) => until === null).map(toSigner),
    signerQuorum,
  };
}

const toKeyTerm = ({
  key,
  from,
  until,
  end,
  distrustedFrom,
}: Omit<WitnessKeyTerm, "url" | "name">) => ({
  key,
  from,
  until,
  end,
  distrustedFrom,
});

const toQuorum = ({ needed, from, until, end }: QuorumTerm): QuorumTerm => ({
  needed,
  from,
  until,
  end,
});

const toSigner = ({ name, key, from, until }: SignerTerm): SignerTerm => ({
  name,
  key,
  from,
  until,
});
