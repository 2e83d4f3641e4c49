import { randomInt } from "node:crypto";
import { rmSync } from "node:fs";
import type { Hex } from "@sello/sdk";
import { createPublicClient, http } from "viem";
import { limits } from "../../services/platform/limits.ts";
import { encodeListChanges } from "../../services/status/encodeListChanges.ts";
import { groupActs } from "../../services/status/groupActs.ts";
import {
  deployTestContracts,
  makeDirectory,
  startEmbedded,
  testCityId,
  untilSettled,
} from "../../test/support/chain.ts";
import { startPostgres } from "../../test/support/postgres.ts";
import type { Figure } from "../Suite.ts";

const documents = 100;
const aim = { atMost: 3_000 };

/** Gas a document of revoking `documents` anywhere in one list of 131,072, as the service groups them. */
export async function measureRevocations(): Promise<Figure[]> {
  const postgres = await startPostgres();
  const directory = makeDirectory();
  try {
    const { database } = await postgres.database();
    const running = await startEmbedded(database, directory);
    try {
      const { journal } = await deployTestContracts(database, running.chain);
      const client = createPublicClient({ transport: http(running.embedded.urls()[0]) });
      const send = async (indexes: readonly number[]) => {
        const data = toCall(indexes);
        const sent = await database.transaction((tx) =>
          journal.enqueue(tx, { contract: "StatusLists", role: "status", data, purpose: "bench" }),
        );
        const { state } = await untilSettled(database, sent.id);
        if (state !== "mined") throw new Error(`the revocations were ${state}`);
        const { gasUsed } = await client.getTransactionReceipt({ hash: sent.hash });
        return Number(gasUsed);
      };
      return await measure(send);
    } finally {
      await running.stop();
    }
  } finally {
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(send: (indexes: readonly number[]) => Promise<number>): Promise<Figure[]> {
  const indexes = scattered();
  const fresh = await send(indexes.slice(0, documents));
  const later = await send(indexes.slice(documents, 2 * documents));
  const single = await send(indexes.slice(2 * documents));
  const figure = (where: string, gas: number): Figure => ({
    name: `revoke ${documents} scattered documents of ${where}, each`,
    value: gas / documents,
    unit: "gas",
    aim,
  });
  return [
    figure("a fresh list", fresh),
    figure("a list in use", later),
    { name: "revoke one document of a list in use", value: single, unit: "gas" },
  ];
}

/** Different places anywhere: for two lots, and one more. */
function scattered(): number[] {
  const chosen = new Set<number>();
  while (chosen.size < 2 * documents + 1) chosen.add(randomInt(limits.statusListEntries));
  return [...chosen];
}

function toCall(indexes: readonly number[]): Hex {
  const acts = indexes.map((index) => ({
    id: String(index),
    owner: testCityId,
    actingAuthority: testCityId,
    action: "revoke" as const,
    places: [{ list: 1, index }],
    revoked: false,
  }));
  const [group] = groupActs(acts, limits.statusEntriesPerTransaction);
  if (!group) throw new Error("there is nothing to change");
  return encodeListChanges(group);
}
