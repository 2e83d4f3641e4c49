import type { Command } from "./Command.ts";
import { audit } from "./commands/audit.ts";
import { authorities } from "./commands/authorities.ts";
import { backup } from "./commands/backup.ts";
import { bench } from "./commands/bench.ts";
import { documents } from "./commands/documents.ts";
import { fuzz } from "./commands/fuzz.ts";
import { health } from "./commands/health.ts";
import { helpOf } from "./commands/help.ts";
import { importCommand } from "./commands/import.ts";
import { imports } from "./commands/imports.ts";
import { issue } from "./commands/issue.ts";
import { keys } from "./commands/keys.ts";
import { kills } from "./commands/kills.ts";
import { lighthouse } from "./commands/lighthouse.ts";
import { monitor } from "./commands/monitor.ts";
import { present } from "./commands/present.ts";
import { reset } from "./commands/reset.ts";
import { restore } from "./commands/restore.ts";
import { seal } from "./commands/seal.ts";
import { reinstate, revoke, suspend } from "./commands/statusActs.ts";
import { test } from "./commands/test.ts";
import { trust } from "./commands/trust.ts";
import { trustSigner } from "./commands/trustSigner.ts";
import { turnover } from "./commands/turnover.ts";
import { turnovers } from "./commands/turnovers.ts";
import { up } from "./commands/up.ts";
import { verify } from "./commands/verify.ts";
import { verifyAudit } from "./commands/verifyAudit.ts";
import { verifyHistory } from "./commands/verifyHistory.ts";
import { verifyReceipt } from "./commands/verifyReceipt.ts";
import { witness } from "./commands/witness.ts";

const all: readonly Command[] = [
  up,
  verify,
  present,
  trust,
  monitor,
  importCommand,
  imports,
  issue,
  seal,
  documents,
  suspend,
  reinstate,
  revoke,
  keys,
  audit,
  verifyAudit,
  verifyHistory,
  verifyReceipt,
  authorities,
  turnover,
  turnovers,
  health,
  witness,
  trustSigner,
  backup,
  restore,
  reset,
  test,
  bench,
  kills,
  fuzz,
  lighthouse,
];

/** The commands in the order in which help lists them. */
export const commands: readonly Command[] = [...all, helpOf(all)];
