import { setTimeout as delay } from "node:timers/promises";
import { currentEdition } from "../ledger/evm/contractEditions.ts";
import { announce } from "./announce.ts";
import type { Base } from "./Base.ts";
import type { RunningProgram } from "./RunningProgram.ts";

const lookMs = 100;

/**
 * Carries data whose contracts are of an earlier edition over to today's: a migration on the same chain, which is begun
 * here once and goes on where it was interrupted. Only the demo's officers sign at once, so other cities begin theirs
 * themselves.
 */
export async function carryOver(
  { config, issuingParts }: Base,
  program: RunningProgram,
): Promise<void> {
  const isCarried = () => program.composed.network.open.deployment.edition === currentEdition;
  if (isCarried() || !config.demo || !config.roles.includes("worker")) return;
  announce({ kind: "step", name: "contracts" });
  await issuingParts.registry.refresh();
  const [city] = (await issuingParts.registry.all()).filter(({ parent }) => parent === null);
  const { turnovers } = program.composed.services;
  if (city === undefined) throw new Error("the registry has no city");
  await turnovers.beginOnce({ kind: "migration" }, city);
  while (!isCarried()) await delay(lookMs);
}
