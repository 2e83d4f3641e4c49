import type { Deployment } from "../ledger/deployment/Deployment.ts";
import { deploymentFacts } from "../registry/trust/deploymentFacts.ts";
import { type HeadFrame, toHeadFrame } from "../registry/trust/HeadFrame.ts";
import { trustSignerQuorum } from "../signing/openTrustSigners.ts";
import type { NetworkTerms } from "../signing/terms/NetworkTerms.ts";

type FrameContext = {
  readonly publicUrl: string;
  readonly terms: Pick<NetworkTerms, "current">;
  /** All of the network, in order. When they change, the program is composed again. */
  readonly deployments: readonly Deployment[];
};

/** What the next trust list says of the network, as the terms have it at every moment. */
export function composeFrame({ publicUrl, terms, ...context }: FrameContext): () => {
  readonly head: HeadFrame;
  readonly revision: number;
} {
  const deployments = deploymentFacts(context.deployments);
  const signerQuorum = trustSignerQuorum;
  return () => ({
    head: toHeadFrame({ publicUrl, deployments, terms: terms.current, signerQuorum }),
    revision: terms.current.revision,
  });
}
