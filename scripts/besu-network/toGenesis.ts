import { type Hex, toRlp } from "viem";

export type NetworkOptions = {
  readonly chainId: number;
  /** Addresses of the validators' node keys. */
  readonly validators: readonly Hex[];
  /** Unix seconds of the first block. */
  readonly time: number;
};

const vanity: Hex = `0x${"00".repeat(32)}`;
/** Says that the blocks are made by a Byzantine-fault-tolerant protocol; the same in every QBFT genesis. */
const mixHash: Hex = "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365";
const blockGas = 300_000_000;

/** QBFT's extra data: vanity, validators, no vote, round 0, no seals. */
export const toExtraData = (validators: readonly Hex[]): Hex =>
  toRlp([vanity, [...validators], [], "0x", []]);

/** A Besu genesis for a chain on which gas costs nothing. */
export const toGenesis = ({ chainId, validators, time }: NetworkOptions) => ({
  config: {
    chainId,
    berlinBlock: 0,
    londonBlock: 0,
    shanghaiTime: 0,
    // The contracts are compiled for these rules.
    cancunTime: 0,
    zeroBaseFee: true,
    qbft: { blockperiodseconds: 1, requesttimeoutseconds: 4, epochlength: 30_000 },
  },
  nonce: "0x0",
  timestamp: `0x${time.toString(16)}`,
  extraData: toExtraData(validators),
  gasLimit: `0x${blockGas.toString(16)}`,
  difficulty: "0x1",
  mixHash,
  coinbase: `0x${"00".repeat(20)}`,
  // Nobody has or needs money.
  alloc: {},
});
