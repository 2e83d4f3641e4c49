/** What goes on at a start, a backup or a restore; the command line has the words. */
export type StepName =
  | "waiting"
  | "database"
  | "schema"
  | "chain"
  | "contracts"
  | "documents"
  | "witnesses"
  | "city"
  | "http"
  | "file"
  | "keys";
export type StepDetail =
  | "embedded"
  | "rebuilding"
  | "centres"
  | "copying"
  | "unpacking"
  | "filling"
  | "sealing"
  | "opening";

export type StepMessage = {
  readonly kind: "step";
  readonly name: StepName;
  readonly detail?: StepDetail;
  /** How far it is. */
  readonly done?: number;
  readonly of?: number;
};

/** What went wrong: a stable code, what the words name, and English words for codes that are not known. */
export type Failure = {
  readonly code: string;
  readonly message?: string;
  readonly data: Readonly<Record<string, string | number>>;
};

/** What the service reports to the process that started it, over Node's IPC channel. */
export type ServiceMessage =
  | StepMessage
  | {
      readonly kind: "chain";
      /** Of the embedded chain; one that others run is for its operators to name. */
      readonly rpcUrl: string;
    }
  | {
      /** A backup was written, or restored. */
      readonly kind: "copied";
      readonly createdAt: string;
      readonly documents: number;
      readonly logSize: number;
      readonly holdsSealingKey: boolean;
      /** API keys that a restore ended. */
      readonly apiKeysEnded: number;
      /** Documents that a restore erased again, for they were erased after the backup. */
      readonly erasuresReplayed: number;
    }
  | {
      /** A keys file was written. */
      readonly kind: "keysCopied";
      readonly createdAt: string;
      readonly documents: number;
      /** Documents that were ever erased. */
      readonly erasures: number;
    }
  | ({ readonly kind: "failed" } & Failure)
  /** Something for the person at the terminal to know while it runs. */
  | ({ readonly kind: "notice" } & Failure)
  /** The data folder was deleted. */
  | { readonly kind: "erased" }
  | {
      readonly kind: "ready";
      readonly url: string;
      readonly publicUrl: string;
      readonly authorities: number;
      readonly documents: number;
      readonly logSize: number;
      /** null: none was ever published, and none can be now; the service runs all the same. */
      readonly trustList: string | null;
      readonly accessFile: string | null;
    };

/** What a process of witnesses reports to the one that started it: that it listens, or why it does not. */
export type WitnessesMessage = WitnessesReady | ({ readonly kind: "failed" } & Failure);

/** What the process of an office that signs trust lists reports to the one that started it. */
export type TrustSignerMessage = TrustSignerReady | ({ readonly kind: "failed" } & Failure);

export type TrustSignerReady = {
  readonly kind: "ready";
  readonly url: string;
  /** vkeys, the newest last. */
  readonly keys: readonly string[];
  /** What the service shows when it asks for a signature, and where it is kept. */
  readonly token: string;
  readonly tokenFile: string;
};

export type WitnessesReady = {
  readonly kind: "witnesses";
  readonly witnesses: readonly {
    readonly name: string;
    /** vkeys. */
    readonly key: string;
    readonly postQuantumKey: string;
    readonly url: string;
  }[];
};
