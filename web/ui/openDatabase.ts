export type Opening = {
  readonly name: string;
  readonly version: number;
  /** Milliseconds in which the browser must open it. */
  readonly withinMs: number;
  /** Makes what is missing. @param from the version that is there; 0: none */
  readonly upgrade: (database: IDBDatabase, from: number, act: IDBTransaction) => void;
};

/** Opens a storage of this origin. Rejects where the browser refuses it, or does not open it in time. */
export function openDatabase({ name, version, withinMs, upgrade }: Opening): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error("the browser does not open its storage"));
    const timer = setTimeout(late, withinMs);
    const opening = window.indexedDB.open(name, version);
    opening.onupgradeneeded = ({ oldVersion }) => {
      if (opening.transaction) upgrade(opening.result, oldVersion, opening.transaction);
    };
    opening.onsuccess = () => {
      clearTimeout(timer);
      // Another tab may have a newer page, which changes the storage.
      opening.result.onversionchange = () => opening.result.close();
      resolve(opening.result);
    };
    opening.onerror = () => {
      clearTimeout(timer);
      reject(opening.error ?? new Error("storage refused"));
    };
  });
}
