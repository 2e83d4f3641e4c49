import { type Draft, makeRoom } from "../../device/drafts.ts";
import { inTurn } from "../../device/inTurn.ts";
import type { Vault } from "../../device/vault.ts";

/** What became of the last change. `kept`: it is on this device; `failed`: it is not, and why. */
export type Keeping =
  | { readonly is: "kept"; readonly draft: Draft }
  | { readonly is: "failed"; readonly fault: unknown };

/** So long nothing is changed before it is kept. */
const restMs = 500;

/** Keeps the draft of one open form, a moment after its last change. */
export class DraftKeeper {
  readonly #vault: Vault;
  readonly #tell: (keeping: Keeping) => void;
  #next: Draft | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isEnded = false;

  constructor(vault: Vault, tell: (keeping: Keeping) => void) {
    this.#vault = vault;
    this.#tell = tell;
  }

  change(draft: Draft): void {
    if (this.#isEnded) return;
    this.#next = draft;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), restMs);
  }

  /** Keeps at once what waits. Never rejects. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const next = this.#next;
    this.#next = null;
    if (next === null) return;
    try {
      await keepDraft(this.#vault, next);
      this.#tell({ is: "kept", draft: next });
    } catch (fault) {
      this.#tell({ is: "failed", fault });
    }
  }

  /** The application was sent: its draft goes, and nothing is kept any more. */
  async end(id: string): Promise<void> {
    this.#isEnded = true;
    this.#next = null;
    clearTimeout(this.#timer);
    await removeDraft(this.#vault, id);
  }
}

/** Errors: `DraftFault`; what the browser's storage refuses. */
const keepDraft = (vault: Vault, draft: Draft): Promise<void> =>
  inTurn(async () => {
    const former = makeRoom(await vault.drafts(), draft);
    await vault.putDraft(draft);
    for (const { id } of former) await vault.removeDraft(id);
  }, "sello-drafts");

/** @param id of the draft */
export const removeDraft = (vault: Vault, id: string): Promise<void> =>
  inTurn(() => vault.removeDraft(id), "sello-drafts");
