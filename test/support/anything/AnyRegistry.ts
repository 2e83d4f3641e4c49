import { createHash } from "node:crypto";
import { type Hex, toHex } from "@sello/sdk";
import type { Random } from "../../../scripts/fuzz/Random.ts";
import type { ContractText } from "./encodeEvent.ts";

export type AnyEvent = {
  readonly contract: "AuthorityRegistry" | "DocumentLog" | "StatusLists";
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
};

/** An authority as the contract has it, and whether every reader could represent it. */
export type AnyAuthority = {
  readonly id: Hex;
  readonly parent: AnyAuthority | null;
  readonly depth: number;
  readonly issuer: ContractText;
  /** By itself, whatever is above it and however much it has. */
  readonly isSound: boolean;
  facts: number;
};

const utf8 = (text: string): ContractText => new TextEncoder().encode(text);
const bytes = (...parts: readonly (string | number[])[]): ContractText =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? utf8(part) : Buffer.from(part))));
const depthMax = 8;
const uint64Max = 2n ** 64n - 1n;

/** What the contract of edition 1 lets anybody write who administers one district, by turns sound and not. */
export class AnyRegistry {
  readonly authorities: AnyAuthority[] = [];
  readonly #random: Random;
  readonly #prefix: string;
  readonly #thumbprints: readonly Hex[];
  #next = 0;

  constructor(random: Random, prefix: string, thumbprints: readonly Hex[]) {
    this.#random = random;
    this.#prefix = prefix;
    this.#thumbprints = thumbprints;
  }

  city(): AnyEvent {
    return this.#register(utf8(`${this.#prefix}city`), true, null, 1);
  }

  /** One more event, of any kind. @param now unix seconds of its block */
  event(now: bigint): AnyEvent {
    const random = this.#random;
    switch (random.below(6)) {
      case 0:
      case 1:
        return this.register();
      case 2:
        return this.#of("AuthorityStateChanged", { state: 1 + random.below(2) });
      case 3:
        return this.#of("OfficerChanged", {
          officer: toHex(this.#bytes(20)),
          roles: random.below(16),
        });
      case 4:
        return this.#key(now);
      default:
        return this.#of("AccreditationChanged", {
          documentType: toHex(this.#bytes(32)),
          level: random.below(3),
        });
    }
  }

  register(isSound = this.#random.chance(0.5)): AnyEvent {
    const parents = this.authorities.filter(({ depth }) => depth < depthMax);
    // Often the newest: else no tree becomes deep.
    const parent = this.#random.chance(0.3) ? parents.at(-1) : this.#random.pick(parents);
    this.#next += 1;
    const issuer = isSound ? utf8(`${this.#prefix}${this.#slug()}`) : this.#unsoundIssuer();
    return this.#register(issuer, isSound, parent ?? null, 4);
  }

  /** A great many facts of one authority. */
  pile(authority: AnyAuthority, count: number): AnyEvent[] {
    authority.facts += count;
    return Array.from({ length: count }, (_, i) => ({
      contract: "AuthorityRegistry" as const,
      name: "AccreditationChanged",
      args: {
        authority: authority.id,
        documentType: toHex(createHash("sha256").update(`${authority.id} ${i}`).digest()),
        level: 1,
      },
    }));
  }

  #register(
    issuer: ContractText,
    isSound: boolean,
    parent: AnyAuthority | null,
    kind: number,
  ): AnyEvent {
    const id = toHex(createHash("sha256").update(issuer).digest());
    const depth = (parent?.depth ?? 0) + 1;
    this.authorities.push({ id, parent, depth, issuer, isSound, facts: 1 });
    const args = { authority: id, parent: parent?.id, kind, depth, issuer, names: this.#names() };
    return { contract: "AuthorityRegistry", name: "AuthorityRegistered", args };
  }

  #of(name: string, args: Readonly<Record<string, unknown>>): AnyEvent {
    const authority = this.#random.pick(this.authorities);
    authority.facts += 1;
    return { contract: "AuthorityRegistry", name, args: { authority: authority.id, ...args } };
  }

  #key(now: bigint): AnyEvent {
    const last = 253_402_300_799n;
    const far = [now + 1n, last, last + 1n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 63n, uint64Max];
    return this.#of("SigningKeyChanged", {
      thumbprint: this.#random.pick(this.#thumbprints),
      from: this.#random.chance(0.8) ? now : this.#random.pick(far),
      until: this.#random.chance(0.5) ? 0n : this.#random.pick(far),
    });
  }

  #slug(): string {
    const slug = `office-${this.#next}`;
    return this.#random.chance(0.1) ? slug.padEnd(64, "x") : slug;
  }

  #unsoundIssuer(): ContractText {
    const n = String(this.#next);
    const prefix = this.#prefix;
    return this.#random.pick([
      utf8(`https://elsewhere.example/authorities/office-${n}`),
      utf8(`${prefix}office-${n}`.padEnd(256, "x")),
      utf8(`${prefix}${"x".repeat(58)}${n.padStart(7, "0")}`),
      utf8(`${prefix}Office-${n}`),
      utf8(`${prefix}office ${n}`),
      utf8(`${prefix}../office-${n}`),
      utf8(`${prefix}office-${n}/`),
      utf8(`${prefix}办公室${n}`),
      utf8(`${prefix}office-${n}\n\u001b[2J`),
      utf8(`${prefix}${createHash("sha256").update(n).digest("hex")}`),
      bytes(`${prefix}office-${n}`, [0]),
      bytes([0], `${prefix}office-${n}`),
      bytes([0xef, 0xbb, 0xbf], `${prefix}office-${n}`),
      bytes(`${prefix}office-${n}`, [0xed, 0xa0, 0x80]),
      bytes(`${prefix}office-${n}`, [0xff, 0xfe]),
      utf8(`bytes:0x${Buffer.from(`${prefix}office-${n}`).toString("hex")}`),
      utf8(`javascript:alert(${n})`),
      utf8(n),
      bytes([0xc0, 0x80], n),
    ]);
  }

  #names(): ContractText {
    const n = `Office ${this.#next}`;
    return this.#random.pick([
      utf8(JSON.stringify({ zh: `${n} 办公室`, es: n, en: n })),
      utf8(JSON.stringify({ en: n })),
      utf8(JSON.stringify({ zh: "长".repeat(300), es: "x".repeat(513), en: n })),
      utf8(JSON.stringify({ zh: "x".repeat(900) })),
      utf8('{"zh":"a\\u0000b","es":"\\ud800","en":"\\udc00\\ud800"}'),
      utf8('{"__proto__":{"zh":"x"},"constructor":1,"en":"  "}'),
      utf8('{"zh":"\\u001b[2J","es":"\\u202egnorw","en":"\\u2028"}'),
      utf8('{"zh":{},"es":[],"en":7}'),
      utf8("[".repeat(1_000)),
      utf8('"text"'),
      utf8("null"),
      bytes('{"en":"', [0xff], '"}'),
      bytes('{"en":"a', [0], '"}'),
      bytes([0xef, 0xbb, 0xbf], "{}"),
      this.#bytes(64),
      utf8(""),
    ]);
  }

  #bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.#random.below(256));
  }
}

/** Whether an authority and all above it are sound, and none has more than an entry holds. */
export const isListable = (authority: AnyAuthority, factsMax: number): boolean => {
  for (let each: AnyAuthority | null = authority; each !== null; each = each.parent)
    if (!each.isSound || each.facts > factsMax) return false;
  return true;
};
