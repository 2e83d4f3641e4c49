// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title An append-only RFC 9162 Merkle tree, of which only the frontier is kept
/// @notice The frontier is the roots of the complete subtrees that the size's bits name: bit `k` set means that
/// `peaks[k]` is the root over the 2^k leaves there. Peaks whose bit is clear are left over and never read.
library MerkleFrontier {
    /// @dev As many peaks as `size` has bits.
    struct Tree {
        uint64 size;
        bytes32[64] peaks;
    }

    /// @dev RFC 9162 §2.1.1: the hash of an empty list is SHA-256 of nothing.
    bytes32 internal constant EMPTY_ROOT = 0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855;

    /// @dev RFC 9162 §2.1.1: leaf and node hashes differ in their first byte.
    bytes1 internal constant LEAF_PREFIX = 0x00;
    bytes1 internal constant NODE_PREFIX = 0x01;

    /// @notice Adds a leaf at the right end.
    /// @param leafHash SHA-256 of LEAF_PREFIX and the entry
    /// @return index the new leaf's position
    /// @return newRoot the root of the tree with it
    function append(Tree storage self, bytes32 leafHash) internal returns (uint64 index, bytes32 newRoot) {
        index = self.size;
        uint256 level = 0;
        bytes32 node = leafHash;
        // Like adding one to a binary number: each set bit from the right is a complete subtree to merge with.
        // Levels are at most 64.
        while ((index >> level) & 1 == 1) {
            node = hashNode(self.peaks[level], node);
            unchecked {
                ++level;
            }
        }
        self.peaks[level] = node;
        self.size = index + 1;
        newRoot = _fold(self, index >> (level + 1), level + 1, node);
    }

    function root(Tree storage self) internal view returns (bytes32 currentRoot) {
        uint64 size = self.size;
        if (size == 0) return EMPTY_ROOT;
        uint256 level = 0;
        while ((size >> level) & 1 == 0) ++level;
        return _fold(self, size >> (level + 1), level + 1, self.peaks[level]);
    }

    function hashNode(bytes32 left, bytes32 right) internal view returns (bytes32 node) {
        // sha256(abi.encodePacked(NODE_PREFIX, left, right)), without copying: an append hashes once for each level.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore8(input, 1)
            mstore(add(input, 1), left)
            mstore(add(input, 33), right)
            // The precompile fails only without gas, and without gas nothing goes on here either.
            if iszero(staticcall(gas(), 2, input, 65, 0, 32)) {
                revert(0, 0)
            }
            node := mload(0)
        }
    }

    /// @dev RFC 9162 §2.1.1: the largest complete subtree is to the left of all that follows, so the root is
    /// folded from the smallest peak up. `bits` are the size's bits from `level` on.
    function _fold(
        Tree storage self,
        uint256 bits,
        uint256 level,
        bytes32 smallest
    ) private view returns (bytes32 folded) {
        folded = smallest;
        for (; bits != 0; bits >>= 1) {
            if (bits & 1 == 1) folded = hashNode(self.peaks[level], folded);
            unchecked {
                ++level;
            }
        }
    }
}
