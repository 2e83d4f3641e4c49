// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @dev A wallet for which anybody can sign, so that tests know who signed without keys: its signature of a hash is the
/// hash and its own address.
contract OpenWallet is IERC1271 {
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4 magicValue) {
        if (keccak256(signature) != keccak256(signatureOf(address(this), hash))) return bytes4(0);
        return IERC1271.isValidSignature.selector;
    }

    function signatureOf(address wallet, bytes32 hash) public pure returns (bytes memory signature) {
        return abi.encode(hash, wallet);
    }
}
