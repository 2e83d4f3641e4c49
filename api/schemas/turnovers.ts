import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonObject, line, seconds, slug, uuid } from "./primitives.ts";

const overlapSeconds = z
  .int()
  .min(0)
  .max(apiLimits.turnoverOverlapSeconds)
  .exactOptional()
  .meta({ description: "Time for which old and new go side by side." });

const signingKeyTurnover = z.strictObject({
  kind: z.literal("signing-key"),
  authority: slug.exactOptional().meta({ description: "The caller's own, or one below it." }),
  overlapSeconds,
});

const logKeyTurnover = z.strictObject({ kind: z.literal("log-key"), overlapSeconds });

const vkey = line(apiLimits.verifierKeyCharacters).meta({
  description: "C2SP vkey: of type 4 (Ed25519), or 6 (ML-DSA-44) as a second key.",
});

const newWitness = z.strictObject({
  name: line(apiLimits.witnessNameCharacters).meta({ description: "For people." }),
  key: vkey,
  postQuantumKey: vkey.exactOptional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(apiLimits.witnessUrlCharacters)
    .meta({ description: "Where the witness is asked." }),
});

const witnessNames = z.array(line(apiLimits.witnessNameCharacters)).max(apiLimits.witnesses);

const witnessTurnover = z.strictObject({
  kind: z.literal("witnesses"),
  add: z.array(newWitness).max(apiLimits.witnesses).exactOptional(),
  end: witnessNames.exactOptional().meta({ description: "Names of those who leave." }),
  renew: witnessNames
    .exactOptional()
    .meta({ description: "Of the demo: names whose places new witnesses of ours take." }),
  quorum: z.int().min(0).max(apiLimits.witnesses).exactOptional(),
  overlapSeconds,
});

const trustSignerTurnover = z.strictObject({
  kind: z.literal("trust-signer"),
  signer: line(apiLimits.witnessNameCharacters).meta({
    description: "The office's name in the trust list.",
  }),
});

const chainAccountTurnover = z.strictObject({
  kind: z.literal("chain-account"),
  role: z.enum(["anchor", "status", "relay"]),
});

const sealingSecretTurnover = z.strictObject({ kind: z.literal("sealing-secret") });

const since = seconds.exactOptional().meta({
  description:
    "From when on nothing that it signed counts; now, when it is not given or in the future.",
});

const signingKeyDistrust = z.strictObject({
  kind: z.literal("distrust-signing-key"),
  authority: slug.exactOptional().meta({ description: "The caller's own, or one below it." }),
  kid: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .meta({ description: "RFC 7638 thumbprint of an authority's signing key." }),
  since,
});

const noteKeyDistrust = z.strictObject({
  kind: z.literal("distrust-note-key"),
  key: vkey,
  since,
});

const digestSecretTurnover = z.strictObject({ kind: z.literal("digest-secret") });

const migrationTurnover = z.strictObject({
  kind: z.literal("migration"),
  chainId: z.int().min(1).exactOptional().meta({
    description: "Of the chain that the next contracts are to be on; by default the same chain.",
  }),
  rpcUrl: z
    .url({ protocol: /^https?$/ })
    .max(apiLimits.nodeUrlCharacters)
    .exactOptional()
    .meta({
      description: "A node of that chain, if none is in the settings. Kept apart, and never shown.",
    }),
});

const kinds = [
  signingKeyTurnover,
  logKeyTurnover,
  witnessTurnover,
  trustSignerTurnover,
  chainAccountTurnover,
  sealingSecretTurnover,
  digestSecretTurnover,
  signingKeyDistrust,
  noteKeyDistrust,
  migrationTurnover,
] as const;

export const newTurnover = z.discriminatedUnion("kind", kinds).meta({
  id: "NewTurnover",
  description: "What is to be changed while the program runs.",
});

export type NewTurnover = z.output<typeof newTurnover>;

const turnoverStates = ["running", "waiting", "done", "failed"] as const;

/** `waiting`: for officers who sign what `toSign` names. */
export type TurnoverState = (typeof turnoverStates)[number];

export const turnover = z
  .object({
    id: uuid,
    kind: line(64),
    authority: slug,
    state: z.enum(turnoverStates),
    step: line(64),
    done: z.int().nullable().meta({ description: "Of the step, as far as it is counted." }),
    of: z.int().nullable(),
    toSign: z.array(z.object({ operation: line(64), values: jsonObject })).meta({
      description:
        "Operations of the registry that officers are asked to sign; see /v1/registry-changes/prepare.",
    }),
    nonceKey: z.string().meta({
      description:
        "For /v1/registry-changes/prepare: requests under it do not wait for those of another turnover.",
    }),
    details: jsonObject.meta({ description: "What the kind says of itself. No secrets." }),
    error: z.object({ code: z.string(), detail: z.string() }).nullable(),
    begunBy: z.string(),
    begunAt: seconds,
    changedAt: seconds,
    finishedAt: seconds.nullable(),
  })
  .meta({ id: "Turnover", description: "A change of keys, accounts or secrets under way." });

export const turnoverList = z.object({ turnovers: z.array(turnover) }).meta({ id: "TurnoverList" });
