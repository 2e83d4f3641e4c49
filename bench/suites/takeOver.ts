import { generateKeyPairSync } from "node:crypto";
import { type AuthorityId, type DocumentTypeId, type Hex, toAuthorityId, toHex } from "@sello/sdk";
import { encodeFunctionData } from "viem";
import { authorityRegistryAbi } from "../../services/ledger/evm/abi/authorityRegistryAbi.ts";
import type { Database } from "../../services/platform/database/Database.ts";
import { toIss } from "../../services/registry/toIss.ts";
import type { KeyOfKind } from "../../services/signing/keyKinds.ts";
import { PgMigration } from "../../services/turnover/migration/PgMigration.ts";
import {
  foldRegistryState,
  type RegistryState,
} from "../../services/turnover/migration/RegistryState.ts";
import { type PieceTree, toStatePieces } from "../../services/turnover/migration/takeOverPieces.ts";
import { toTakeOverRecords } from "../../services/turnover/migration/takeOverRecords.ts";
import {
  type OpenRegistry,
  openRegistry,
  publicUrl,
  startAnvil,
} from "../../test/services/registry/registryChain.ts";
import { startPostgres } from "../../test/support/postgres.ts";
import type { Figure, Scale, Suite } from "../Suite.ts";

const counts: Readonly<Record<Scale, number>> = { quick: 200, usual: 10_000, large: 20_000 };
const districts = 11;
const begun = 1_780_000_000n;
const noRoot: Hex = `0x${"00".repeat(32)}`;

const idOf = (slug: string): AuthorityId => toAuthorityId(toIss(publicUrl, slug));
const typeId = (n: number) => `0x${n.toString(16).padStart(64, "0")}` as DocumentTypeId;
const namesOf = (slug: string): string =>
  JSON.stringify({ zh: `${slug} 办事处`, es: `Oficina de ${slug}`, en: `Office of ${slug}` });

/** A city of so many authorities, each with an officer, two accreditations and a signing key. */
function makeState(count: number): RegistryState {
  const city = idOf("city");
  const authorities = new Map<AuthorityId, never>();
  const [officers, accreditations, keys] = [new Map(), new Map(), new Map()];
  for (let i = 1; i < count; i += 1) {
    const slug = i <= districts ? `district-${i}` : `office-${i}`;
    const id = idOf(slug);
    const parent = i <= districts ? city : idOf(`district-${(i % districts) + 1}`);
    const kind = i <= districts ? 2 : 4;
    const issuer = toIss(publicUrl, slug);
    authorities.set(id, { parent, kind, state: 1, issuer, names: namesOf(slug) } as never);
    const officer = toHex(Buffer.from(id.slice(2, 42), "hex"));
    officers.set(slug, { authority: id, officer, roles: 7 });
    for (const type of [1, 2])
      accreditations.set(`${slug}/${type}`, {
        authority: id,
        documentType: typeId(type),
        level: 1,
      });
    keys.set(slug, {
      authority: id,
      from: begun,
      until: 0n,
      distrustedFrom: 0n,
      point: newPoint(),
    });
  }
  const none = { prefixes: new Map(), validators: new Map(), relays: new Set<Hex>() };
  return { city, authorities, officers, accreditations, keys, ...none };
}

function newPoint() {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = publicKey.export({ format: "jwk" });
  return {
    x: toHex(Buffer.from(x ?? "", "base64url")),
    y: toHex(Buffer.from(y ?? "", "base64url")),
  };
}

/** The city's administrator agrees to the root, and anybody brings the pieces. @returns gas of the pieces */
async function takeOver(open: OpenRegistry, database: Database, by: Wallet, tree: PieceTree) {
  const values = {
    stateRoot: tree.root,
    pieces: String(tree.pieces.length),
    statusRoot: noRoot,
    statusPieces: "0",
    predecessorChainId: "1",
    predecessorLog: "0x0000000000000000000000000000000000000001",
    predecessorSize: "0",
    predecessorRoot: noRoot,
    sealedAt: String(begun),
  };
  const typed = await open.changes.prepare(by.address, { operation: "TakeOver", values });
  const signature = await by.signTypedData(typed as never);
  const { nonce, deadline } = typed.message;
  const authorization = { signer: by.address, nonce, deadline, signature };
  await open.changes.submit({ operation: "TakeOver", values, authorization });
  await open.advance();
  for (const { piece, path } of tree.pieces) {
    const functionName = "takePiece";
    await open.changes.relay(
      encodeFunctionData({ abi: authorityRegistryAbi, functionName, args: [piece, path] }),
    );
    await open.advance();
  }
  const { rows } = await database.query<{ hash: Buffer; reverted: boolean }>(
    "select hash, state = 'reverted' as reverted from chain_transactions order by id",
  );
  if (rows.some(({ reverted }) => reverted)) throw new Error("the contract refused a piece");
  const gas: number[] = [];
  for (const { hash } of rows.slice(-tree.pieces.length))
    gas.push(Number((await open.chain.receipts([toHex(hash)]))[0]?.gasUsed));
  return gas;
}

type Wallet = KeyOfKind["secp256k1"];

async function measure(count: number): Promise<Figure[]> {
  const [postgres, anvil] = await Promise.all([startPostgres(), startAnvil()]);
  try {
    const { database } = await postgres.database();
    const wallets: Wallet[] = [];
    const open = await openRegistry(anvil.url, database, async (keys) => {
      const administrator = await keys.createOrLoad("officer/city", "secp256k1");
      wallets.push(administrator);
      const iss = toIss(publicUrl, "city");
      return {
        city: idOf("city"),
        iss,
        names: namesOf("city"),
        administrator: administrator.address,
      };
    });
    const records = toTakeOverRecords(makeState(count), () => null);
    const start = performance.now();
    const tree = toStatePieces(records);
    const made = performance.now();
    const gas = await takeOver(open, database, wallets[0] as Wallet, tree);
    const taken = performance.now();
    const state = foldRegistryState(await new PgMigration(database).registryEvents(1));
    const again = toTakeOverRecords(state, () => null);
    const read = performance.now();
    const before = new Set(records.map(({ kind, data }) => `${kind} ${data}`));
    // The city's first administrator is the successor's own.
    const lost = again.filter(({ kind, data }) => !before.delete(`${kind} ${data}`)).length;
    if (before.size > 0 || lost > 1) throw new Error("the successor has another state");
    const sum = gas.reduce((a, b) => a + b, 0);
    return [
      { name: "pieces, a transaction each", value: tree.pieces.length, unit: "entries" },
      { name: "pieces and their paths made", value: made - start, unit: "ms" },
      { name: "taken by a node of its own, one a block", value: (taken - made) / 1_000, unit: "s" },
      { name: "the successor's state, read from its events", value: read - taken, unit: "ms" },
      { name: "an authority with all that is its own", value: sum / count, unit: "gas" },
      { name: "the dearest piece", value: Math.max(...gas), unit: "gas", aim: { atMost: 2 ** 24 } },
    ];
  } finally {
    await Promise.all([anvil.stop(), postgres.stop()]);
  }
}

export const takeOverSuite: Suite = {
  name: "take-over",
  summary: "a successor takes over the registry of 10,000 authorities",
  onlyWhenNamed: true,
  run: (scale) => measure(counts[scale]),
};
