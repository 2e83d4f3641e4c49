import { type KeyKind, type KeyOfKind, keyKinds } from "../../services/signing/keyKinds.ts";
import type { SealedKey } from "../../services/signing/SealedKeyStore.ts";
import { TokenKeys } from "../../services/signing/token/TokenKeys.ts";
import { makeSoftToken } from "../../test/support/softHsm.ts";
import { compareRates, type Work } from "../measure/compareRates.ts";
import type { Figure, Suite } from "../Suite.ts";

/** About as long as what is signed of a document of ten claims. */
const message = Buffer.alloc(1_000, "x");
const transaction = { type: "eip1559", chainId: 1, nonce: 1, gas: 21_000n } as const;

const uses = {
  es256: ["ES256, a document", (key: KeyOfKind["es256"]) => key.sign(message)],
  ed25519: ["Ed25519, a checkpoint", (key: KeyOfKind["ed25519"]) => key.sign(message)],
  secp256k1: [
    "secp256k1, a chain transaction",
    (key: KeyOfKind["secp256k1"]) => key.signTransaction(transaction),
  ],
} as const satisfies { [K in KeyKind]?: readonly [string, (key: KeyOfKind[K]) => unknown] };

type Used = keyof typeof uses;

const toWork = <K extends Used>(kind: K, where: string, key: KeyOfKind[K], times: number): Work => {
  const [what, use] = uses[kind] as unknown as readonly [string, (key: KeyOfKind[K]) => unknown];
  return { name: `${what}: ${where}`, times, run: () => use(key) };
};

async function measure<K extends Used>(kind: K, token: TokenKeys, times: number): Promise<Figure> {
  const made = await token.generate(kind, kind);
  const sealed: SealedKey = { name: kind, kind, authority: null, ...made };
  const own = keyKinds[kind].open(keyKinds[kind].generate()) as KeyOfKind[K];
  const subject = toWork(kind, "key in the token", token.open(sealed, kind), times);
  const { value, limit, best } = await compareRates(
    subject,
    toWork(kind, "key in our memory", own, times),
  );
  return { name: subject.name, value, unit: "/s", limits: [limit], note: best };
}

export const token: Suite = {
  name: "token",
  summary: "signatures by keys in a token (SoftHSM2, in this process), on one core",
  onlyWhenNamed: true,
  async run(scale) {
    const soft = makeSoftToken();
    const keys = await TokenKeys.open(soft);
    try {
      const figures: Figure[] = [];
      for (const kind of ["es256", "ed25519", "secp256k1"] as const)
        figures.push(await measure(kind, keys, timesOf(kind, scale === "quick")));
      return figures;
    } finally {
      keys.close();
      soft.remove();
    }
  },
};

const timesOf = (kind: Used, isQuick: boolean): number =>
  (kind === "secp256k1" ? 100 : 2_000) / (isQuick ? 20 : 1);
