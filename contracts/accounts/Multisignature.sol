// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The form of a signature by several signers
/// @notice Tells what can be decoded from what cannot, before anything is decoded: the decoder of the compiler reverts
/// at bad bytes, and anybody who asks an account about a signature is owed an answer.
library Multisignature {
    uint256 private constant WORD = 32;

    /// @notice Whether abi.decode(signature, (bytes[], bytes[])) gives two lists that end within the signature, the
    /// first in strictly rising order of its elements' keccak256.
    function isWellFormed(bytes calldata signature) internal pure returns (bool well) {
        if (signature.length < 2 * WORD) return false;
        (bool areSigners, uint256 signers) = _follow(signature, 0, 0);
        (bool areSignatures, uint256 signatures) = _follow(signature, 0, WORD);
        if (!areSigners || !areSignatures) return false;
        if (!_areReadable(signature, signers) || !_areReadable(signature, signatures)) return false;
        return _areRising(signature, signers);
    }

    /// @dev Whether every element of the list whose length is at `list` lies within the bytes.
    function _areReadable(bytes calldata data, uint256 list) private pure returns (bool readable) {
        uint256 count = _word(data, list);
        uint256 first = list + WORD;
        if (count > (data.length - first) / WORD) return false;
        for (uint256 i = 0; i < count; ++i) {
            (bool isThere, uint256 element) = _follow(data, first, first + i * WORD);
            if (!isThere) return false;
            if (_word(data, element) > data.length - element - WORD) return false;
        }
        return true;
    }

    /// @dev Of a list that is readable.
    function _areRising(bytes calldata data, uint256 list) private pure returns (bool rising) {
        uint256 count = _word(data, list);
        uint256 first = list + WORD;
        bytes32 previous = bytes32(0);
        for (uint256 i = 0; i < count; ++i) {
            uint256 element = first + _word(data, first + i * WORD);
            uint256 start = element + WORD;
            bytes32 id = keccak256(data[start:start + _word(data, element)]);
            if (id <= previous) return false;
            previous = id;
        }
        return true;
    }

    /// @dev Where an offset leads that is written at `position` and counted from `base`: to a word within the bytes?
    function _follow(
        bytes calldata data,
        uint256 base,
        uint256 position
    ) private pure returns (bool isThere, uint256 target) {
        uint256 offset = _word(data, position);
        // Without overflow: base is a place within the bytes.
        if (data.length < base + WORD || offset > data.length - base - WORD) return (false, 0);
        return (true, base + offset);
    }

    function _word(bytes calldata data, uint256 position) private pure returns (uint256 word) {
        return uint256(bytes32(data[position:position + WORD]));
    }
}
