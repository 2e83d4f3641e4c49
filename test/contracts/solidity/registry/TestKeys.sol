// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {AuthorityId} from "../../../../contracts/types/AuthorityId.sol";
import {CHEATS} from "../Cheats.sol";

/// @dev P-256 keys, known by small numbers from 1.
library TestKeys {
    function pointOf(uint256 key) internal pure returns (bytes32 x, bytes32 y) {
        (uint256 px, uint256 py) = CHEATS.publicKeyP256(key);
        return (bytes32(px), bytes32(py));
    }

    /// @dev RFC 7638 §3.2.
    function thumbprintOf(uint256 key) internal pure returns (bytes32 thumbprint) {
        (bytes32 x, bytes32 y) = pointOf(key);
        string memory first = Base64.encodeURL(abi.encode(x));
        string memory second = Base64.encodeURL(abi.encode(y));
        string memory start = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"";
        return sha256(bytes(string.concat(start, first, "\",\"y\":\"", second, "\"}")));
    }

    /// @dev The key's own signature for its entry; see IAuthorityRegistry.addSigningKey.
    function introduce(
        uint256 key,
        address registry,
        AuthorityId authority,
        uint64 from,
        uint64 until
    ) internal view returns (bytes memory signature) {
        bytes memory text = abi.encode("Sello signing key", block.chainid, registry, authority, from, until);
        (bytes32 r, bytes32 s) = CHEATS.signP256(key, sha256(text));
        return abi.encode(r, s);
    }
}
