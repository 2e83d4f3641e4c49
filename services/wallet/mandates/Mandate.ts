import type { MandateRelation } from "@sello/api";
import type { AuthorityId } from "@sello/sdk";

/** The right of one person to hold and show another's documents. Times are Unix seconds. */
export type Mandate = {
  readonly id: string;
  /** ID number of the person whose documents they are. */
  readonly principal: string;
  /** ID number of the person who acts for them. */
  readonly delegate: string;
  readonly relation: MandateRelation;
  /** Names of document types; null: all. */
  readonly types: readonly string[] | null;
  /** What it is for, in the office's words. */
  readonly purpose: string | null;
  /** The office that checked the relation. */
  readonly authority: AuthorityId;
  readonly madeAt: number;
  /** The first second at which it does not count. */
  readonly until: number;
  readonly endedAt: number | null;
  readonly endedBy: MandateEnd | null;
};

/** Who ended it; `time`: it was over when somebody looked. */
export type MandateEnd = "office" | "delegate" | "principal" | "time";

export const isOpen = ({ endedAt, until }: Mandate, now: number): boolean =>
  endedAt === null && now < until;

export const isFor = ({ types }: Pick<Mandate, "types">, typeName: string): boolean =>
  types === null || types.includes(typeName);
