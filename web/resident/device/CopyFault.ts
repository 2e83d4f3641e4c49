/** Why there is no copy to show. */
export class CopyFault extends Error {
  override readonly name = "CopyFault";
  /** `copies.sealing`: the log did not take it in time. */
  readonly code: "copies.many" | "copies.sealing";

  constructor(code: CopyFault["code"]) {
    super(code);
    this.code = code;
  }
}
