/** A row as the driver gives it. */
export type Row = Record<string, unknown>;

/** Runs SQL; either the pool or one open transaction. */
export interface Queryable {
  query<R extends Row = Row>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: R[]; rowCount: number }>;
}

/**
 * An open database transaction. Rules pass it on to the classes and functions that write SQL, so that what belongs
 * together commits together.
 */
export interface Transaction extends Queryable {
  readonly __brand: "Transaction";
}

/** Starts transactions. `work` may run again if the database asks for it (serialization failure). */
export interface Transactor {
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}
