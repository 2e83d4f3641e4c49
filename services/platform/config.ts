import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type CallerShares, toCallerShares } from "./callerShares.ts";
import { serverUrls } from "./database/servers/serverUrls.ts";
import { ConfigError } from "./errors.ts";
import { limits } from "./limits.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

const port = z.coerce.number().int().min(1).max(65_535);
const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ""));
const databaseUrl = z.string().superRefine(requireServers);
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);

/**
 * Roles of the program: `api` is what strangers reach, and holds no key; `signer` acts on the credentials of those whose
 * requests `api` hands on; `worker` does what happens behind. `api` always is a process of its own.
 */
export const roles = ["api", "signer", "worker"] as const;
export type Role = (typeof roles)[number];

/** Whether it is only the process that strangers reach, where others run the rest. */
export const isApiAlone = (played: readonly Role[]): boolean => played.join() === "api";

const environment = z.object({
  /** Where the embedded parts keep their files. */
  SELLO_DATA_DIR: z
    .string()
    .default(join(root, "data"))
    .transform((path) => resolve(path)),
  /** A PostgreSQL of one's own, or a primary and its standbys (`postgres://…@HOST:PORT,HOST:PORT/…`); without it, the embedded one. */
  DATABASE_URL: databaseUrl.nullable().default(null),
  /** One or several RPC addresses of a chain, separated by commas; without it, the embedded one. */
  LEDGER_RPC_URL: list.nullable().default(null),
  /** Chain id that must be found there. */
  LEDGER_CHAIN_ID: z.coerce.number().int().positive().default(755_755),
  SELLO_HOST: z.string().default("127.0.0.1"),
  SELLO_PORT: port.default(8420),
  /** Loopback ports of the embedded parts; any free ones when not given. */
  SELLO_DATABASE_PORT: port.nullable().default(null),
  SELLO_CHAIN_PORT: port.nullable().default(null),
  /** Account that runs the embedded database when root starts it; `postgres`, made if need be, when not given. */
  SELLO_DATABASE_ACCOUNT: z.string().nullable().default(null),
  /** Where the embedded database keeps its files when that account cannot enter SELLO_DATA_DIR; /var/lib/sello when not given. */
  SELLO_POSTGRES_HOME: z
    .string()
    .transform((path) => resolve(path))
    .nullable()
    .default(null),
  /** First part of every `iss` and `vct`; settled at the first start and never changed after. */
  SELLO_PUBLIC_URL: url.nullable().default(null),
  /** Domain that officers' passkeys are for (WebAuthn's relying party id): the public URL's host, or what it ends with. */
  SELLO_PASSKEY_DOMAIN: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/)
    .nullable()
    .default(null),
  /** Where messages to residents go: an SMS gateway that takes `POST` of JSON. Without it none goes out; a demo shows them. */
  SELLO_MESSAGE_GATEWAY_URL: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  /** Bearer token that the gateway asks for. */
  SELLO_MESSAGE_GATEWAY_TOKEN: z
    .string()
    .regex(/^[!-~]{1,500}$/)
    .nullable()
    .default(null),
  /** After which a resident's new passkey is good for everything; a demo alone may say so. */
  SELLO_DEMO_PASSKEY_DELAY_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(86_400)
    .nullable()
    .default(null),
  /** Origin line of the log's checkpoints (C2SP tlog-checkpoint). */
  SELLO_LOG_ORIGIN: z
    .string()
    .regex(/^[^\s+]+$/)
    .default("shenzhen.sello.example/log"),
  /** File with the secret that seals private keys; made (0600) if it is not there and the demo is on. */
  SELLO_KEY_FILE: z.string().nullable().default(null),
  /** A token (HSM) that makes and keeps private keys: its PKCS#11 module, its label, a file (0600) with its user's PIN. */
  SELLO_TOKEN_MODULE: z.string().nullable().default(null),
  SELLO_TOKEN_LABEL: z.string().min(1).max(32).nullable().default(null),
  SELLO_TOKEN_PIN_FILE: z.string().nullable().default(null),
  SELLO_ROLES: list.pipe(z.array(z.enum(roles)).min(1)).default([...roles]),
  /** The Unix socket between `api` and `signer`, for those that do not start each other. */
  SELLO_SIGNER_SOCKET: z
    .string()
    .transform((path) => resolve(path))
    .nullable()
    .default(null),
  /** The login of `api` to the database; made with its rights when not given, by the account of DATABASE_URL. */
  SELLO_API_DATABASE_URL: databaseUrl.nullable().default(null),
  /** The login to the database of the process that reads files; made with its rights when not given. */
  SELLO_IMPORT_DATABASE_URL: z.string().nullable().default(null),
  /** Founds the demo city at the first start. */
  SELLO_DEMO: z.stringbool().nullable().default(null),
  /** JSON file that says who is at the root of a city that is no demo: slug, names, firstAdministrator. */
  SELLO_CITY_FILE: z.string().nullable().default(null),
  /** Threads that work on imports; as many as there are cores, up to sixteen, when not given. */
  SELLO_IMPORT_WORKERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(() => Math.min(availableParallelism(), 16)),
  SELLO_BATCH_DOCUMENTS: z.coerce.number().int().min(1).max(65_536).default(limits.batchDocuments),
  SELLO_BATCH_AGE_MS: z.coerce.number().int().min(0).max(600_000).default(limits.batchAgeMs),
  /** More document types: a folder of JSON files. */
  SELLO_TYPES_DIR: z.string().nullable().default(null),
  /** JSON file of the witnesses that are asked: [{"name", "key" (vkey), "postQuantumKey" (vkey, optional), "url"}]. Without it, the demo runs its own. */
  SELLO_WITNESSES_FILE: z.string().nullable().default(null),
  /** Witnesses that must cosign before a checkpoint proves anything. */
  SELLO_WITNESS_QUORUM: z.coerce.number().int().min(0).max(64).nullable().default(null),
  /** JSON file of the offices that sign trust lists: [{"name", "key" (vkey of its first), "url", "token"}]. Without it, the embedded default runs three, and elsewhere the service holds their keys. */
  SELLO_TRUST_SIGNERS_FILE: z.string().nullable().default(null),
  /** Bearer token that /metrics asks for; without it, /metrics answers this machine only. */
  SELLO_METRICS_TOKEN: z
    .string()
    .regex(/^[!-~]{16,256}$/)
    .nullable()
    .default(null),
  /** Processes with the role api that share the requests: each counts for itself, and allows its part of every limit. */
  SELLO_API_PROCESSES: z.coerce.number().int().min(1).max(1_000).default(1),
  /** Requests a minute that one address, or one API key, may make, of all processes together; 0: without limit. */
  SELLO_RATE_PER_ADDRESS: z.coerce.number().int().min(0).default(1_200),
  SELLO_RATE_PER_KEY: z.coerce.number().int().min(0).default(12_000),
  /** Express's "trust proxy": number of proxies in front that say whose request it is, or their addresses. */
  SELLO_TRUST_PROXY: z.string().nullable().default(null),
  SELLO_LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
});

/** Where a token is, and who we are to it. */
export type TokenSettings = {
  /** Path of the PKCS#11 module: a shared library. */
  readonly module: string;
  readonly label: string;
  readonly pinFile: string;
};

export type Config = {
  readonly dataDirectory: string;
  readonly databaseUrl: string | null;
  readonly databasePort: number | null;
  readonly chainUrls: readonly string[] | null;
  readonly chainId: number;
  readonly chainPort: number | null;
  readonly databaseAccount: string | null;
  readonly postgresHome: string | null;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  /** Null: the public URL's host. */
  readonly passkeyDomain: string | null;
  /** Null: messages to residents go nowhere. */
  readonly messageGateway: { readonly url: string; readonly token: string | null } | null;
  /** After which a resident's new passkey is good for everything. */
  readonly passkeyDelaySeconds: number;
  readonly logOrigin: string;
  readonly keyFile: string;
  /** Null: all private keys are sealed. */
  readonly token: TokenSettings | null;
  readonly roles: readonly Role[];
  /** Null: wherever it is best. */
  readonly signerSocket: string | null;
  readonly apiDatabaseUrl: string | null;
  readonly importDatabaseUrl: string | null;
  readonly demo: boolean;
  readonly cityFile: string | null;
  readonly importWorkers: number;
  readonly batchDocuments: number;
  readonly batchAgeMs: number;
  readonly typesDirectory: string | null;
  readonly witnessesFile: string | null;
  readonly witnessQuorum: number | null;
  readonly trustSignersFile: string | null;
  readonly metricsToken: string | null;
  readonly trustProxy: string | number | false;
  readonly logLevel: string;
} & CallerShares;

/** Reads the environment, once. Throws `ConfigError`. */
export function readConfig(source: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environment.safeParse(withoutEmpty(source));
  if (!parsed.success) throw new ConfigError(z.prettifyError(parsed.error));
  const settings = parsed.data;
  const embedded = settings.LEDGER_RPC_URL === null;
  const demo = settings.SELLO_DEMO ?? embedded;
  if (embedded && !isApiAlone(settings.SELLO_ROLES) && settings.SELLO_ROLES.length < roles.length)
    throw new ConfigError("SELLO_ROLES: roles in processes of their own need LEDGER_RPC_URL");
  requireSharedWitnesses(settings);
  requireApart(settings);
  requireDistinctPorts(settings);
  return {
    dataDirectory: settings.SELLO_DATA_DIR,
    databaseUrl: settings.DATABASE_URL,
    databasePort: settings.SELLO_DATABASE_PORT,
    chainUrls: settings.LEDGER_RPC_URL,
    chainId: settings.LEDGER_CHAIN_ID,
    chainPort: settings.SELLO_CHAIN_PORT,
    databaseAccount: settings.SELLO_DATABASE_ACCOUNT,
    postgresHome: settings.SELLO_POSTGRES_HOME,
    host: settings.SELLO_HOST,
    port: settings.SELLO_PORT,
    publicUrl: settings.SELLO_PUBLIC_URL ?? `http://localhost:${settings.SELLO_PORT}`,
    passkeyDomain: settings.SELLO_PASSKEY_DOMAIN,
    messageGateway: toMessageGateway(settings, demo),
    passkeyDelaySeconds: toPasskeyDelay(settings, demo),
    logOrigin: settings.SELLO_LOG_ORIGIN,
    keyFile: settings.SELLO_KEY_FILE ?? join(settings.SELLO_DATA_DIR, "keys", "sealing-key"),
    token: toTokenSettings(settings),
    roles: settings.SELLO_ROLES,
    signerSocket: settings.SELLO_SIGNER_SOCKET,
    apiDatabaseUrl: settings.SELLO_API_DATABASE_URL,
    importDatabaseUrl: settings.SELLO_IMPORT_DATABASE_URL,
    demo,
    cityFile: settings.SELLO_CITY_FILE,
    importWorkers: settings.SELLO_IMPORT_WORKERS,
    batchDocuments: settings.SELLO_BATCH_DOCUMENTS,
    batchAgeMs: settings.SELLO_BATCH_AGE_MS,
    typesDirectory: settings.SELLO_TYPES_DIR,
    witnessesFile: settings.SELLO_WITNESSES_FILE,
    witnessQuorum: settings.SELLO_WITNESS_QUORUM,
    trustSignersFile: settings.SELLO_TRUST_SIGNERS_FILE,
    metricsToken: settings.SELLO_METRICS_TOKEN,
    ...toCallerShares({
      processes: settings.SELLO_API_PROCESSES,
      perAddressMinute: settings.SELLO_RATE_PER_ADDRESS,
      perKeyMinute: settings.SELLO_RATE_PER_KEY,
    }),
    trustProxy: toTrustProxy(settings.SELLO_TRUST_PROXY),
    logLevel: settings.SELLO_LOG_LEVEL,
  };
}

function toMessageGateway(
  settings: z.output<typeof environment>,
  demo: boolean,
): Config["messageGateway"] {
  const { SELLO_MESSAGE_GATEWAY_URL: url, SELLO_MESSAGE_GATEWAY_TOKEN: token } = settings;
  if (url === null) return null;
  if (demo)
    throw new ConfigError(
      "SELLO_MESSAGE_GATEWAY_URL: a demo sends no messages, and shows them instead",
    );
  return { url, token };
}

function toPasskeyDelay(
  { SELLO_DEMO_PASSKEY_DELAY_SECONDS: chosen }: z.output<typeof environment>,
  demo: boolean,
): number {
  if (demo) return chosen ?? limits.demoPasskeyDelaySeconds;
  if (chosen === null) return limits.passkeyDelaySeconds;
  throw new ConfigError("SELLO_DEMO_PASSKEY_DELAY_SECONDS: only a demo may wait less than a day");
}

function toTokenSettings(settings: z.output<typeof environment>): TokenSettings | null {
  const { SELLO_TOKEN_MODULE, SELLO_TOKEN_LABEL, SELLO_TOKEN_PIN_FILE } = settings;
  if (SELLO_TOKEN_MODULE && SELLO_TOKEN_LABEL && SELLO_TOKEN_PIN_FILE)
    return { module: SELLO_TOKEN_MODULE, label: SELLO_TOKEN_LABEL, pinFile: SELLO_TOKEN_PIN_FILE };
  if (!SELLO_TOKEN_MODULE && !SELLO_TOKEN_LABEL && !SELLO_TOKEN_PIN_FILE) return null;
  throw new ConfigError(
    "SELLO_TOKEN_MODULE, SELLO_TOKEN_LABEL, SELLO_TOKEN_PIN_FILE: a token needs all three",
  );
}

/** `api` alone is told where the others are: it makes nothing of its own. */
function requireApart({ SELLO_ROLES, ...settings }: z.output<typeof environment>): void {
  if (SELLO_ROLES.length > 1 && SELLO_ROLES.includes("api") && !SELLO_ROLES.includes("signer"))
    throw new ConfigError("SELLO_ROLES: api is alone, or with signer");
  if (!isApiAlone(SELLO_ROLES)) return;
  for (const name of ["SELLO_SIGNER_SOCKET", "SELLO_API_DATABASE_URL"] as const)
    if (settings[name] === null)
      throw new ConfigError(`${name}: a process with the role api alone needs it`);
}

const toTrustProxy = (text: string | null): string | number | false =>
  text === null ? false : /^\d+$/.test(text) ? Number(text) : text;

/** The demo's own witnesses serve the process that starts them; processes that share a log share theirs. */
function requireSharedWitnesses(settings: z.output<typeof environment>): void {
  const { SELLO_DEMO, SELLO_ROLES, SELLO_WITNESSES_FILE, SELLO_WITNESS_QUORUM } = settings;
  const shares = SELLO_ROLES.length < roles.length && !isApiAlone(SELLO_ROLES);
  if (!SELLO_DEMO || !shares || SELLO_WITNESSES_FILE !== null || SELLO_WITNESS_QUORUM === 0) return;
  throw new ConfigError(
    "SELLO_WITNESSES_FILE: roles in processes of their own need to know the witnesses; or SELLO_WITNESS_QUORUM=0",
  );
}

function requireDistinctPorts(settings: z.output<typeof environment>): void {
  const { SELLO_PORT, SELLO_DATABASE_PORT, SELLO_CHAIN_PORT } = settings;
  const named = [SELLO_PORT, SELLO_DATABASE_PORT, SELLO_CHAIN_PORT].filter((each) => each !== null);
  if (new Set(named).size === named.length) return;
  throw new ConfigError(
    "SELLO_PORT, SELLO_DATABASE_PORT, SELLO_CHAIN_PORT: two of them are the same",
  );
}

const witnessKeysEnvironment = z.object({
  /** Folder of the witnesses' keys and states, one folder each. */
  SELLO_WITNESS_DIR: z.string(),
  /** Names of the witnesses that this process plays; one, but for the demo. */
  SELLO_WITNESS_NAMES: list.pipe(z.array(z.string().regex(/^[^\s+]{1,200}$/)).min(1)),
  /** File with the secret that seals the witnesses' keys. */
  SELLO_WITNESS_KEY_FILE: z.string(),
  /** The rest of the settings comes as a message from the process that started this one, which does not know it yet. */
  SELLO_WITNESS_TOLD_LATER: z.stringbool().default(false),
  SELLO_LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
});

const witnessEnvironment = witnessKeysEnvironment.extend({
  SELLO_WITNESS_HOST: z.string().default("127.0.0.1"),
  /** 0: any that is free. */
  SELLO_WITNESS_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** Key of the log that is watched (vkey) until there is a trust list; its name is the log's origin. */
  SELLO_WITNESS_LOG_KEY: z.string().optional(),
  /** Address of the contract DocumentLog. */
  SELLO_WITNESS_LOG_CONTRACT: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/)
    .optional(),
  /** Nodes of the chains that the logs are on: `URL` or `CHAIN_ID=URL`, separated by commas. */
  SELLO_WITNESS_RPC_URL: list.pipe(z.array(z.string()).min(1)),
  /** Of that contract's chain. */
  LEDGER_CHAIN_ID: z.coerce.number().int().positive().optional(),
  /** Trust list to begin with; newer ones are followed. Without it, the first that names the log above is taken. */
  SELLO_WITNESS_TRUST_FILE: z.string().optional(),
  /** Address of the service whose trust lists are followed. Without it, the log above is all that is watched. */
  SELLO_WITNESS_SERVICE_URL: z.url().optional(),
  /** After a restored backup: the largest checkpoint that the witness is known to have cosigned, as text. */
  SELLO_WITNESS_RESUME_FILE: z.string().optional(),
});

/** `CHAIN_ID=VALUE`, separated by commas. */
const byChain = (value: RegExp) =>
  list.pipe(
    z
      .array(
        z.string().transform((text, context) => {
          const [, chainId, found = ""] = /^([1-9]\d{0,15})=(.+)$/.exec(text) ?? [];
          if (chainId !== undefined && value.test(found))
            return { chainId: Number(chainId), found };
          context.addIssue("not CHAIN_ID=VALUE");
          return z.NEVER;
        }),
      )
      .min(1),
  );

const trustSignerEnvironment = z.object({
  /** The office, as trust lists name it: audit. */
  SELLO_TRUST_SIGNER_NAME: z.string().regex(/^[a-z0-9-]{1,64}$/),
  /** Folder of its keys and of what it has signed; its own alone. */
  SELLO_TRUST_SIGNER_DIR: z.string().transform((path) => resolve(path)),
  /** File with the secret that seals its keys; made if missing. In its folder when not given. */
  SELLO_TRUST_SIGNER_KEY_FILE: z.string().nullable().default(null),
  /** Name of its first key in notes. */
  SELLO_TRUST_SIGNER_KEY_NAME: z.string().regex(/^[^\s+]{1,200}$/),
  SELLO_TRUST_SIGNER_HOST: z.string().default("127.0.0.1"),
  /** 0: any that is free. */
  SELLO_TRUST_SIGNER_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** The office's own nodes, CHAIN_ID=URL each. */
  SELLO_TRUST_SIGNER_RPC_URL: byChain(/^https?:\/\//),
  /** Registries that the office answers for, CHAIN_ID=0xADDRESS each: the first, and those that follow one of the first edition. */
  SELLO_TRUST_SIGNER_REGISTRY: byChain(/^0x[0-9a-fA-F]{40}$/),
  /** Trust list to go on from, for an office of a network that has one. */
  SELLO_TRUST_SIGNER_TRUST_FILE: z.string().nullable().default(null),
  /** More document types: a folder of JSON files, the office's own. */
  SELLO_TYPES_DIR: z.string().nullable().default(null),
  SELLO_LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
});

export type TrustSignerConfig = z.output<typeof trustSignerEnvironment>;

/** The settings of the role `trust-signer`, which shares nothing with the service. Throws `ConfigError`. */
export function readTrustSignerConfig(source: NodeJS.ProcessEnv = process.env): TrustSignerConfig {
  const parsed = trustSignerEnvironment.safeParse(withoutEmpty(source));
  if (!parsed.success) throw new ConfigError(z.prettifyError(parsed.error));
  return parsed.data;
}

export type WitnessKeysConfig = z.output<typeof witnessKeysEnvironment>;
export type WitnessConfig = z.output<typeof witnessEnvironment>;

/** What the role `witness` needs to open its keys. Throws `ConfigError`. */
export function readWitnessKeysConfig(source: NodeJS.ProcessEnv = process.env): WitnessKeysConfig {
  const parsed = witnessKeysEnvironment.safeParse(withoutEmpty(source));
  if (!parsed.success) throw new ConfigError(z.prettifyError(parsed.error));
  return parsed.data;
}

/**
 * The settings of the role `witness`, which shares nothing with the service. Throws `ConfigError`.
 * @param later settings that came later than the environment
 */
export function readWitnessConfig(
  later: NodeJS.ProcessEnv = {},
  source: NodeJS.ProcessEnv = process.env,
): WitnessConfig {
  const parsed = witnessEnvironment.safeParse(withoutEmpty({ ...source, ...later }));
  if (!parsed.success) throw new ConfigError(z.prettifyError(parsed.error));
  return parsed.data;
}

// An empty variable is how many deployment tools write "not set".
const withoutEmpty = (source: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));

function requireServers(text: string, context: z.RefinementCtx): void {
  try {
    serverUrls(text);
  } catch (error) {
    context.addIssue({ code: "custom", message: (error as ConfigError).message });
  }
}
