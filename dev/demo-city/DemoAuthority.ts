import type { AuthorityKind, LocalizedText } from "@sello/sdk";

/** An office of the demo city, with what it is accredited for and the offices under it. */
export type DemoAuthority = {
  readonly slug: string;
  readonly kind: AuthorityKind;
  readonly name: LocalizedText;
  /** Types that it issues itself; it has a signing key if there are any. */
  readonly issues?: readonly string[];
  /** Types that those below it may be accredited for. */
  readonly delegates?: readonly string[];
  readonly below?: readonly DemoAuthority[];
};
