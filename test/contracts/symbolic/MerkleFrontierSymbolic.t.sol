// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleFrontier} from "../../../contracts/libraries/MerkleFrontier.sol";

/// @dev For all leaves: the frontier's root is RFC 9162's, read literally, at every size up to nine.
contract MerkleFrontierSymbolic {
    using MerkleFrontier for MerkleFrontier.Tree;

    uint256 private constant SIZE_MAX = 9;

    MerkleFrontier.Tree private tree;

    function check_rootIsThatOfRfc9162(bytes32[SIZE_MAX] memory leaves) external {
        for (uint256 i = 0; i < SIZE_MAX; ++i) {
            (uint64 index, bytes32 root) = tree.append(leaves[i]);
            assert(index == i);
            assert(root == _rootOf(leaves, 0, i + 1));
            assert(tree.root() == root);
        }
    }

    /// @dev RFC 9162 §2.1.1: MTH(D[n]), splitting at the largest power of two smaller than n.
    function _rootOf(bytes32[SIZE_MAX] memory leaves, uint256 from, uint256 until) private view returns (bytes32 root) {
        if (until - from == 1) return leaves[from];
        uint256 split = 1;
        while (split * 2 < until - from) split *= 2;
        return MerkleFrontier.hashNode(_rootOf(leaves, from, from + split), _rootOf(leaves, from + split, until));
    }
}
