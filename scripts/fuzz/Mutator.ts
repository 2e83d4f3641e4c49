import { mutateJson } from "./mutateJson.ts";
import type { Random } from "./Random.ts";

type Mutation = (input: Buffer) => Buffer;

/** What breaks readers of text more often than chance does. */
const commonTokens = [
  ..."\u0000|\n|\r\n|\n\n|\t| |=|.|~|,|;|:|\"|\\|'|-|+|/|_|\ufeff|\ufffd|\u2028|\ud83e\uddfe".split(
    "|",
  ),
  ..."0|1|-1|00|-0|0.5|1e309|9007199254740991|9007199254740993|18446744073709551616".split("|"),
  ..."NaN|null|true|[]|{}|[[|{{|}}|__proto__|constructor|toString|prototype".split("|"),
  "\\ud800",
  '{"a":',
  '"a":1,',
  "|",
];

const sizeMax = 65_536;
const floodBytes = [5_000, 70_000, 300_000, 1_500_000];

/** Makes inputs that are nearly right: valid samples with one thing or a few things wrong. */
export class Mutator {
  readonly #random: Random;
  readonly #samples: readonly Buffer[];
  readonly #tokens: readonly Buffer[];
  readonly #mutations: readonly Mutation[];

  constructor(random: Random, samples: readonly Buffer[], dictionary: readonly string[]) {
    this.#random = random;
    this.#samples = samples;
    this.#tokens = [...commonTokens, ...dictionary].map((token) => Buffer.from(token));
    this.#mutations = [
      (input) => this.#flipBit(input),
      (input) => this.#replaceByte(input),
      (input) => this.#cut(input, this.#length(), Buffer.alloc(0)),
      (input) => this.#cut(input, 0, this.#token()),
      (input) => this.#cut(input, this.#length(), this.#token()),
      (input) => this.#duplicate(input),
      (input) => input.subarray(0, this.#random.below(input.length)),
      (input) => this.#splice(input),
      (input) => this.#moveLine(input),
      (input) => this.#insideBase64(input),
      (input) => this.#insideBase64(input),
      (input) => this.#insideJson(input),
    ];
  }

  next(): Buffer {
    let input = this.#random.pick(this.#samples);
    if (this.#random.chance(0.01)) return input;
    if (this.#random.chance(0.002)) return this.#flood(input);
    const times = 1 + this.#random.below(this.#random.chance(0.2) ? 8 : 2);
    for (let time = 0; time < times; time += 1) input = this.#random.pick(this.#mutations)(input);
    return input.subarray(0, sizeMax);
  }

  #flipBit(input: Buffer): Buffer {
    const changed = Buffer.from(input);
    const at = this.#random.below(input.length);
    if (input.length > 0) changed[at] = (changed[at] ?? 0) ^ (1 << this.#random.below(8));
    return changed;
  }

  #replaceByte(input: Buffer): Buffer {
    const changed = Buffer.from(input);
    if (input.length > 0) changed[this.#random.below(input.length)] = this.#random.below(256);
    return changed;
  }

  /** Takes `length` bytes out somewhere and puts others there. */
  #cut(input: Buffer, length: number, put: Buffer): Buffer {
    const at = this.#random.below(input.length + 1);
    return Buffer.concat([input.subarray(0, at), put, input.subarray(at + length)]);
  }

  #duplicate(input: Buffer): Buffer {
    const from = this.#random.below(input.length);
    return this.#cut(input, 0, input.subarray(from, from + this.#length()));
  }

  #splice(input: Buffer): Buffer {
    const other = this.#random.pick(this.#samples);
    const head = input.subarray(0, this.#random.below(input.length + 1));
    return Buffer.concat([head, other.subarray(this.#random.below(other.length + 1))]);
  }

  #moveLine(input: Buffer): Buffer {
    const lines = input.toString("latin1").split("\n");
    const [line = ""] = lines.splice(this.#random.below(lines.length), 1);
    const times = this.#random.below(3);
    for (let time = 0; time < times; time += 1)
      lines.splice(this.#random.below(lines.length + 1), 0, line);
    return Buffer.from(lines.join("\n"), "latin1");
  }

  /** What is wrapped is changed inside and wrapped again, or changes would never get past its wrapping. */
  #insideBase64(input: Buffer): Buffer {
    const text = input.toString("latin1");
    const found = [...text.matchAll(/[A-Za-z0-9+/_-]{12,}={0,2}/g)];
    if (found.length === 0) return this.#flipBit(input);
    const { 0: wrapped, index } = this.#random.pick(found);
    const encoding = /[+/=]/.test(wrapped) ? "base64" : "base64url";
    const inner = this.#random.pick(this.#mutations)(Buffer.from(wrapped, encoding));
    const changed = inner.toString(encoding);
    return Buffer.from(
      text.slice(0, index) + changed + text.slice(index + wrapped.length),
      "latin1",
    );
  }

  #insideJson(input: Buffer): Buffer {
    const first = input[0];
    if (first !== 0x7b && first !== 0x5b) return this.#cut(input, 1, this.#token());
    return mutateJson(input, this.#random) ?? this.#flipBit(input);
  }

  /** Far too much of something: a reader must refuse it, or at least not take more than linear time. */
  #flood(input: Buffer): Buffer {
    const unit = this.#token();
    const flood = Buffer.alloc(this.#random.pick(floodBytes), unit.length > 0 ? unit : "a");
    return this.#cut(input, 0, flood);
  }

  #token(): Buffer {
    return this.#random.pick(this.#tokens);
  }

  #length(): number {
    return 1 + this.#random.below(this.#random.chance(0.5) ? 4 : 200);
  }
}
