// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev RFC 9162 §2.1.1 read literally, recursion and all, so that it shares nothing with the contract's frontier.
library Rfc9162 {
    function root(bytes[] memory entries) internal pure returns (bytes32 treeHash) {
        if (entries.length == 0) return sha256("");
        return _root(entries, 0, entries.length);
    }

    function _root(bytes[] memory entries, uint256 start, uint256 end) private pure returns (bytes32 treeHash) {
        uint256 count = end - start;
        if (count == 1) return sha256(bytes.concat(hex"00", entries[start]));
        uint256 split = 1;
        while (split * 2 < count) split *= 2;
        bytes32 left = _root(entries, start, start + split);
        bytes32 right = _root(entries, start + split, end);
        return sha256(bytes.concat(hex"01", left, right));
    }
}
