/** Why a draft is not kept. */
export class DraftFault extends Error {
  override readonly name = "DraftFault";
  /** `drafts.many`: as many are kept as there can be; `drafts.large`: it is longer than one may be. */
  readonly code: "drafts.many" | "drafts.large";

  constructor(code: DraftFault["code"]) {
    super(code);
    this.code = code;
  }
}
