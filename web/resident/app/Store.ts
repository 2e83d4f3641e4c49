import { useEffect, useState } from "react";

/** A value that pages follow. */
export class Store<Value> {
  #value: Value;
  readonly #followers = new Set<() => void>();

  constructor(value: Value) {
    this.#value = value;
  }

  get value(): Value {
    return this.#value;
  }

  set(value: Value): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const tell of [...this.#followers]) tell();
  }

  follow(tell: () => void): () => void {
    this.#followers.add(tell);
    return () => void this.#followers.delete(tell);
  }
}

/** The value now; what uses it is drawn again when it changes. */
export function useStore<Value>(store: Store<Value>): Value {
  const [seen, see] = useState(store.value);
  useEffect(() => {
    const tell = () => see(() => store.value);
    // It may have changed since it was drawn.
    tell();
    return store.follow(tell);
  }, [store]);
  return Object.is(seen, store.value) ? seen : store.value;
}
