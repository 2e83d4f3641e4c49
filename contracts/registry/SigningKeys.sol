// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {IAuthorityRegistry} from "../interfaces/IAuthorityRegistry.sol";
import {AuthorityId} from "../types/AuthorityId.sol";

/// @title P-256 keys, their names and their own signatures
/// @notice A library with its own address, because the registry's code has a greatest size (EIP-170). The chain's own
/// P-256 is used where it is (EIP-7951), else OpenZeppelin's.
library SigningKeys {
    uint256 private constant SIGNATURE_BYTES = 64;

    /// @notice Refuses a key that does not show by its own signature that it is to be this authority's.
    /// @param keySignature ES256 (RFC 7518 §3.4): r and s, 32 bytes each, over
    /// `abi.encode("Sello signing key", chain id, registry, authority, from, until)`
    /// @return thumbprint RFC 7638 thumbprint of the key
    function requireOwnSignature(
        AuthorityId authority,
        uint64 from,
        uint64 until,
        bytes32 x,
        bytes32 y,
        bytes calldata keySignature
    ) external view returns (bytes32 thumbprint) {
        thumbprint = _thumbprint(x, y);
        // In a library, `this` is the registry that calls it.
        bytes32 digest = sha256(
            abi.encode("Sello signing key", block.chainid, address(this), authority, from, until)
        );
        if (keySignature.length != SIGNATURE_BYTES || !_isSigned(digest, keySignature, x, y)) {
            revert IAuthorityRegistry.AuthorityRegistry_InvalidKeySignature(thumbprint);
        }
    }

    /// @notice Refuses what is no point of the curve.
    /// @return thumbprint RFC 7638 thumbprint of the key
    function readKey(bytes32 x, bytes32 y) external pure returns (bytes32 thumbprint) {
        thumbprint = _thumbprint(x, y);
        if (!P256.isValidPublicKey(x, y)) {
            revert IAuthorityRegistry.AuthorityRegistry_InvalidKeySignature(thumbprint);
        }
    }

    function _isSigned(
        bytes32 digest,
        bytes calldata keySignature,
        bytes32 x,
        bytes32 y
    ) private view returns (bool isSigned) {
        (bytes32 r, bytes32 s) = abi.decode(keySignature, (bytes32, bytes32));
        // ES256 lets s be either of two; OpenZeppelin takes the lower.
        if (uint256(s) > P256.N / 2 && uint256(s) < P256.N) s = bytes32(P256.N - uint256(s));
        return P256.verify(digest, r, s, x, y);
    }

    /// @dev RFC 7638 §3.2: the members that are required, in order, without white space.
    function _thumbprint(bytes32 x, bytes32 y) private pure returns (bytes32 thumbprint) {
        return
            sha256(
                bytes.concat(
                    "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"",
                    bytes(Base64.encodeURL(bytes.concat(x))),
                    "\",\"y\":\"",
                    bytes(Base64.encodeURL(bytes.concat(y))),
                    "\"}"
                )
            );
    }
}
