// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Multisignature} from "../../../../contracts/accounts/Multisignature.sol";
import {AccountOfMany} from "./AccountOfMany.sol";

/// @dev Any bytes at all: the account answers, and says yes to nothing but what enough of its people signed.
contract OfficerAccountSignaturesTest is AccountOfMany {
    function decode(bytes calldata signature) external pure returns (bytes[] memory signers, bytes[] memory signatures) {
        return abi.decode(signature, (bytes[], bytes[]));
    }

    function isWellFormed(bytes calldata signature) external pure returns (bool well) {
        return Multisignature.isWellFormed(signature);
    }

    function testFuzz_anyBytesAreAnswered(bytes32 hash, bytes calldata signature) external view {
        require(account.isValidSignature(hash, signature) != 0x1626ba7e, "a signature by nobody");
        _requireSameReading(signature);
    }

    /// @dev Of every encoding, one word is replaced, and the end is cut off or grows.
    function testFuzz_spoiltSignaturesAreAnswered(
        bytes32 hash,
        uint32 signing,
        uint256 word,
        uint8 position,
        uint16 length
    ) external view {
        bytes memory signature = signedBy(signing & ((1 << CROWD) - 1) & 0xff, personalDigest(hash));
        uint256 place = (uint256(position) * 32) % signature.length;
        // Most words that matter are small.
        uint256 value = word >> (word % 2 == 0 ? 244 : 0);
        bytes memory spoilt = _cut(signature, length % 4 == 0 ? length % 2048 : signature.length);
        if (spoilt.length >= place + 32 && length % 3 != 0) {
            assembly ("memory-safe") {
                mstore(add(add(spoilt, 32), place), value)
            }
        }
        bool isTaken = account.isValidSignature(hash, spoilt) == 0x1626ba7e;
        require(isTaken == _maySign(hash, spoilt), "another answer than a plain reading");
        _requireSameReading(spoilt);
    }

    /// @dev ERC-7739: signature, domain, contents, type and its length; the end is what the account reads first.
    function testFuzz_spoiltTypedDataIsAnswered(
        bytes32 hash,
        bytes32 separator,
        bytes calldata description,
        uint16 described
    ) external view {
        bytes memory inner = signedBy(FIRST_PEOPLE, personalDigest(hash));
        bytes memory signature = abi.encodePacked(inner, separator, hash, description, described);
        bytes32 asked = keccak256(abi.encodePacked(hex"1901", separator, hash));
        require(account.isValidSignature(asked, signature) != 0x1626ba7e, "signed for something else");
    }

    function _requireSameReading(bytes memory signature) private view {
        bool isRead = true;
        try this.decode(signature) returns (bytes[] memory signers, bytes[] memory) {
            for (uint256 i = 1; i < signers.length; ++i) {
                isRead = isRead && keccak256(signers[i - 1]) < keccak256(signers[i]);
            }
        } catch {
            isRead = false;
        }
        require(this.isWellFormed(signature) == isRead, "another reading than the compiler's");
    }

    /// @dev Whether this is a signature, read plainly.
    function _maySign(bytes32 hash, bytes memory signature) private view returns (bool may) {
        try this.decode(signature) returns (bytes[] memory signers, bytes[] memory signatures) {
            if (signers.length != signatures.length || signers.length < FIRST_THRESHOLD) return false;
            for (uint256 i = 0; i < signers.length; ++i) {
                bool isSigner = false;
                for (uint256 j = 0; j < ones(FIRST_PEOPLE); ++j) {
                    isSigner = isSigner || keccak256(signers[i]) == keccak256(crowd[j]);
                }
                bool isRising = i == 0 || keccak256(signers[i - 1]) < keccak256(signers[i]);
                if (!isSigner || !isRising) return false;
                bytes memory expected = abi.encode(personalDigest(hash), address(bytes20(signers[i])));
                if (keccak256(signatures[i]) != keccak256(expected)) return false;
            }
            return true;
        } catch {
            return false;
        }
    }

    function _cut(bytes memory whole, uint256 length) private pure returns (bytes memory part) {
        part = new bytes(length);
        for (uint256 i = 0; i < length && i < whole.length; ++i) {
            part[i] = whole[i];
        }
    }
}
