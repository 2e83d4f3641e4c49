import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { apiActions } from "@sello/api";
import { placeAuthorities } from "../../dev/demo-city/demoCity.ts";
import { foundDemoCity } from "../../dev/demo-city/foundDemoCity.ts";
import { handOverCity } from "../../dev/demo-city/handOverCity.ts";
import { toSeconds } from "../platform/Clock.ts";
import { Unavailable } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import { writeWhole } from "../platform/writeWhole.ts";
import type { SealedKeys } from "../signing/SealedKeys.ts";
import { announce } from "./announce.ts";
import { composeChanges } from "./composeServices.ts";
import type { Services } from "./Services.ts";
import type { ServicesContext } from "./ServicesContext.ts";

/** Keys of the demo's departments, for those who sit at this machine. */
type DemoAccess = {
  readonly keys: readonly {
    readonly authority: string;
    readonly actions: readonly string[];
    readonly secret: string;
  }[];
};

/** Advisory lock of those who found the city: each founding takes the administrator's nonces in order. */
const foundingLock = 0x5e110003;
const accessDays = 365;

/**
 * Registers what is missing of the demo city; nothing when all is there. Of several processes that start at
 * once, one does it and the others wait for it.
 */
export async function foundDemo(context: ServicesContext, keys: SealedKeys): Promise<void> {
  announce({ kind: "step", name: "city" });
  await context.database.transaction(async (tx) => {
    await tx.query("set local statement_timeout = 0");
    await tx.query("select pg_advisory_xact_lock($1)", [foundingLock]);
    await found(context, keys);
  });
}

async function found(context: ServicesContext, keys: SealedKeys): Promise<void> {
  const { registry, signer, types } = context.issuingParts;
  const { officerAccounts } = context;
  const founding = {
    publicUrl: context.publicUrl,
    registry,
    changes: composeChanges(context),
    keys,
    signer,
    documentTypes: types,
    officerAccounts,
    accounts: {
      anchor: context.ledgerParts.accounts.anchor.address,
      status: context.ledgerParts.accounts.status.address,
    },
  };
  await foundDemoCity(founding);
  try {
    await handOverCity(founding, officerAccounts);
  } catch (error) {
    // The network is moving to its next contracts, whose city is handed over at a later start.
    if (!(error instanceof Unavailable) || error.code !== "chain.closing") throw error;
  }
}

/**
 * API keys for every office of the demo that issues, in a file that only this user can read. Made once;
 * the file is written whole, so that a key in the database that no file names is the worst of a kill.
 */
export async function giveDemoAccess(services: Services, dataDirectory: string): Promise<string> {
  const file = join(dataDirectory, "demo", "access.json");
  if (isWhole(file)) return file;
  const offices = placeAuthorities().filter(
    ({ authority, parent }) => authority.issues || parent === null,
  );
  const expiresAt = toSeconds(services.clock.nowMs()) + accessDays * limits.daySeconds;
  const made: DemoAccess["keys"][number][] = [];
  for (const { authority: office } of offices) {
    const { id } = await services.registry.bySlug(office.slug);
    const actions = [...apiActions];
    const { secret } = await services.apiKeys.create(
      { authority: id, label: "demo", actions, expiresAt },
      null,
    );
    made.push({ authority: office.slug, actions, secret });
  }
  writeWhole(file, JSON.stringify({ keys: made }, null, 2));
  return file;
}

/** A damaged file is made again, with new keys: nobody has the old ones. */
function isWhole(file: string): boolean {
  try {
    const { keys } = JSON.parse(readFileSync(file, "utf8")) as Partial<DemoAccess>;
    return Array.isArray(keys) && keys.length > 0;
  } catch (error) {
    if (error instanceof SyntaxError || !existsSync(file)) return false;
    throw error;
  }
}
