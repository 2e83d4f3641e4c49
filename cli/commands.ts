import type { Command } from "./Command.ts";
import { helpOf } from "./commands/help.ts";
import { present } from "./commands/present.ts";
import { reset } from "./commands/reset.ts";
import { test } from "./commands/test.ts";
import { trust } from "./commands/trust.ts";
import { up } from "./commands/up.ts";
import { verify } from "./commands/verify.ts";

const all: readonly Command[] = [up, verify, present, trust, reset, test];

/** The commands in the order in which help lists them. */
export const commands: readonly Command[] = [...all, helpOf(all)];
