/** A fault put into a copy of the contracts, to see that the properties find it. */
export type Plant = {
  readonly name: string;
  /** Of the copy. */
  readonly file: string;
  readonly genuine: string;
  readonly faulty: string;
  /** Property that must fail. */
  readonly property: string;
};

export const plants: readonly Plant[] = [
  {
    name: "frontier off by one level",
    file: "contracts/libraries/MerkleFrontier.sol",
    genuine: "newRoot = _fold(self, index >> (level + 1), level + 1, node);",
    faulty: "newRoot = _fold(self, index >> (level + 1), level, node);",
    property: "check_rootIsThatOfRfc9162",
  },
  {
    name: "a change counts from the second after it",
    file: "contracts/libraries/Timeline.sol",
    genuine: "self.history.upperLookupRecent(uint48(key))",
    faulty: "(key == 0 ? 0 : self.history.upperLookupRecent(uint48(key - 1)))",
    property: "check_valueAtIsTheLastUntilThen",
  },
  {
    name: "one more than the threshold must sign",
    file: "node_modules/@openzeppelin/contracts/utils/cryptography/signers/MultiSignerERC7913.sol",
    genuine: "return validatingSigners.length >= threshold();",
    faulty: "return validatingSigners.length > threshold();",
    property: "check_enoughPeopleSign",
  },
  {
    name: "one less than the threshold may sign",
    file: "node_modules/@openzeppelin/contracts/utils/cryptography/signers/MultiSignerERC7913.sol",
    genuine: "return validatingSigners.length >= threshold();",
    faulty: "return validatingSigners.length + 1 >= threshold();",
    property: "check_enoughPeopleSign",
  },
  {
    name: "signers in any order",
    file: "contracts/accounts/Multisignature.sol",
    genuine: "if (id <= previous) return false;",
    faulty: "if (id == previous) return false;",
    property: "check_nobodySignsTwiceOrOutOfTurn",
  },
];
