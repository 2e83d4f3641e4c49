/** What the service tells the process that started it, over Node's IPC channel. */
export type ServiceMessage =
  | { readonly kind: "step"; readonly name: string; readonly detail?: string }
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
    }
  | { readonly kind: "failed"; readonly code: string; readonly message: string }
  | {
      readonly kind: "ready";
      readonly url: string;
      readonly publicUrl: string;
      readonly authorities: number;
      readonly documents: number;
      readonly logSize: number;
      readonly trustList: string;
      readonly accessFile: string | null;
    };

/** What a process of witnesses tells the one that started it, once it listens. */
export type WitnessesMessage = {
  readonly kind: "witnesses";
  readonly witnesses: readonly {
    readonly name: string;
    /** vkeys. */
    readonly key: string;
    readonly postQuantumKey: string;
    readonly url: string;
  }[];
};
