import type { Deployment } from "@sello/sdk";

/** By which the monitor keeps what it knows of a deployment: two chains may have the same addresses. */
export const deploymentName = ({ chainId, log }: Pick<Deployment, "chainId" | "log">): string =>
  `${chainId}/${log}`;
