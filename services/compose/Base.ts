import { LiveDigestSecrets } from "../issuing/DigestGenerations.ts";
import { PgSession } from "../ledger/journal/PgSession.ts";
import { systemClock } from "../platform/Clock.ts";
import type { Config } from "../platform/config.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import type { SealedKeys } from "../signing/SealedKeys.ts";
import { SealingKeyFile } from "../signing/SealingKeyFile.ts";
import type { TokenKeys } from "../signing/token/TokenKeys.ts";
import { Chains } from "./Chains.ts";
import { cityOf } from "./cityOf.ts";
import { composeWithKeys, type IssuingParts, openKeys } from "./composeIssuing.ts";
import type { DemoWitnesses } from "./DemoWitnesses.ts";
import type { Endings } from "./Endings.ts";
import type { FrontProcess } from "./FrontProcess.ts";
import type { HeldPorts } from "./HeldPorts.ts";
import { HookProcess } from "./HookProcess.ts";
import { Importing } from "./Importing.ts";
import type { ImportProcess } from "./ImportProcess.ts";
import { LiveSenderAccounts } from "./LiveSenderAccounts.ts";
import type { Logins } from "./openLogins.ts";
import { openToken } from "./openToken.ts";
import { type DeploymentNames, settleDeployment } from "./settleDeployment.ts";
import type { LedgerContext } from "./startLedger.ts";

/** What a start has when the rest of the program is loaded. */
export type Begun = {
  readonly config: Config;
  readonly logger: Logger;
  readonly endings: Endings;
  readonly ports: HeldPorts;
  readonly databaseUrl: string;
  readonly witnesses: DemoWitnesses | null;
  /** Null for a process without the role `api`. */
  readonly front: FrontProcess | null;
  readonly importer: ImportProcess;
};

/** What stays the same as long as the process runs, whichever deployment is open. */
export type Base = Begun & { readonly logins: Logins } & Omit<
    LedgerContext,
    "logOrigin" | "accounts"
  > & {
    readonly accounts: LiveSenderAccounts;
    readonly database: Database;
    readonly names: DeploymentNames;
    readonly keyFile: SealingKeyFile;
    readonly keys: SealedKeys;
    /** Null: all private keys are sealed. */
    readonly token: TokenKeys | null;
    readonly issuingParts: IssuingParts;
    readonly importing: Importing;
    readonly hookProcess: HookProcess;
    /** Told when somebody begins to sign in as a resident of the demo. */
    readonly demoAsked: { tell: () => void };
  };

export async function openBase(
  begun: Begun & { readonly logins: Logins },
  database: Database,
): Promise<Base> {
  const { config, logger, endings } = begun;
  const names = await settleDeployment(database, config, logger);
  const keyFile = new SealingKeyFile(config);
  const token = await openToken(config.token, logger);
  endings.add(async () => token?.close());
  const keys = await openKeys(database, keyFile, token);
  const session = new PgSession({ pool: database.pool, logger });
  endings.add(() => session.close());
  const chains = new Chains({ config, database, session, logger });
  endings.add(() => chains.closeOthers(new Set()));
  const issuing = {
    database,
    secrets: await LiveDigestSecrets.open({ database, keys, logger }),
    logger,
    publicUrl: names.publicUrl,
    typesDirectory: config.typesDirectory,
    clock: systemClock,
  };
  const issuingParts = composeWithKeys(issuing, keys);
  // Documents may be of types that officers have published.
  await issuingParts.published.look();
  return {
    ...begun,
    database,
    names,
    keyFile,
    keys,
    token,
    accounts: await LiveSenderAccounts.open(database, keys),
    session,
    chains,
    city: () => cityOf(config, names.publicUrl, keys),
    issuingParts,
    importing: new Importing(),
    hookProcess: new HookProcess(config, logger, endings),
    demoAsked: { tell: () => {} },
  };
}
