/** How long documents have waited for the log. */
export interface PendingDocuments {
  /**
   * Age of the oldest document on its way to the log, in milliseconds; null when none is. Documents that
   * are held because their authority may not issue do not count: they wait by right.
   */
  oldestMs(): Promise<number | null>;
}
