import type { Command } from "./Command.ts";

/**
 * In the order in which help lists them. Each is loaded when it is asked for: most of a short command's time is loading
 * modules, and the monitor alone has half of them all.
 */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  up: async () => (await import("./commands/up.ts")).up,
  verify: async () => (await import("./commands/verify.ts")).verify,
  present: async () => (await import("./commands/present.ts")).present,
  trust: async () => (await import("./commands/trust.ts")).trust,
  monitor: async () => (await import("./commands/monitor.ts")).monitor,
  import: async () => (await import("./commands/import.ts")).importCommand,
  imports: async () => (await import("./commands/imports.ts")).imports,
  issue: async () => (await import("./commands/issue.ts")).issue,
  seal: async () => (await import("./commands/seal.ts")).seal,
  documents: async () => (await import("./commands/documents.ts")).documents,
  suspend: async () => (await import("./commands/statusActs.ts")).suspend,
  reinstate: async () => (await import("./commands/statusActs.ts")).reinstate,
  revoke: async () => (await import("./commands/statusActs.ts")).revoke,
  keys: async () => (await import("./commands/keys.ts")).keys,
  audit: async () => (await import("./commands/audit.ts")).audit,
  "verify-audit": async () => (await import("./commands/verifyAudit.ts")).verifyAudit,
  "verify-history": async () => (await import("./commands/verifyHistory.ts")).verifyHistory,
  "verify-receipt": async () => (await import("./commands/verifyReceipt.ts")).verifyReceipt,
  replay: async () => (await import("./commands/replay.ts")).replayCommand,
  authorities: async () => (await import("./commands/authorities.ts")).authorities,
  turnover: async () => (await import("./commands/turnover.ts")).turnover,
  turnovers: async () => (await import("./commands/turnovers.ts")).turnovers,
  health: async () => (await import("./commands/health.ts")).health,
  witness: async () => (await import("./commands/witness.ts")).witness,
  "trust-signer": async () => (await import("./commands/trustSigner.ts")).trustSigner,
  backup: async () => (await import("./commands/backup.ts")).backup,
  restore: async () => (await import("./commands/restore.ts")).restore,
  reset: async () => (await import("./commands/reset.ts")).reset,
  test: async () => (await import("./commands/test.ts")).test,
  bench: async () => (await import("./commands/bench.ts")).bench,
  kills: async () => (await import("./commands/kills.ts")).kills,
  fuzz: async () => (await import("./commands/fuzz.ts")).fuzz,
  lighthouse: async () => (await import("./commands/lighthouse.ts")).lighthouse,
  help: async () =>
    (await import("./commands/help.ts")).helpOf({ find: findCommand, loadAll: loadCommands }),
};

/** The command of this name; null when there is none. */
export const findCommand = async (name: string): Promise<Command | null> =>
  Object.hasOwn(loaders, name) ? ((await loaders[name]?.()) ?? null) : null;

/** All of them, in the order in which help lists them. */
export const loadCommands = (): Promise<Command[]> =>
  Promise.all(Object.values(loaders).map((load) => load()));
