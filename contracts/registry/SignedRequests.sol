// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {IAuthorityRegistry} from "../interfaces/IAuthorityRegistry.sol";

/// @title Officers' requests that anyone may relay
/// @notice One check for every operation: not expired, signed by the officer, not executed before.
abstract contract SignedRequests is IAuthorityRegistry, EIP712, Nonces {
    bytes32 internal constant REGISTER_AUTHORITY_TYPEHASH =
        keccak256(
            "RegisterAuthority(bytes32 authority,bytes32 parent,uint8 kind,string issuer,string names,"
            "uint256 nonce,uint256 deadline)"
        );
    bytes32 internal constant SET_STATE_TYPEHASH =
        keccak256("SetState(bytes32 authority,uint8 state,uint256 nonce,uint256 deadline)");
    bytes32 internal constant SET_OFFICER_TYPEHASH =
        keccak256("SetOfficer(bytes32 authority,address officer,uint8 roles,uint256 nonce,uint256 deadline)");
    bytes32 internal constant SET_SIGNING_KEY_TYPEHASH =
        keccak256(
            "SetSigningKey(bytes32 authority,bytes32 thumbprint,uint64 from,uint64 until,"
            "uint256 nonce,uint256 deadline)"
        );
    bytes32 internal constant SET_ACCREDITATION_TYPEHASH =
        keccak256(
            "SetAccreditation(bytes32 authority,bytes32 documentType,uint8 level,uint256 nonce,uint256 deadline)"
        );

    constructor() EIP712("Sello Authority Registry", "1") {}

    /// @notice Checks a request and uses up the signer's nonce, or reverts.
    /// @param structHash EIP-712 hash of the request, nonce and deadline included
    /// @return signer the officer who asked, not the relayer
    function _authorize(
        bytes32 structHash,
        Authorization calldata authorization
    ) internal returns (address signer) {
        signer = authorization.signer;
        if (block.timestamp > authorization.deadline) {
            revert AuthorityRegistry_RequestExpired(authorization.deadline, block.timestamp);
        }
        // Before the signature is checked: a contract wallet is called there and finds the nonce used.
        _useCheckedNonce(signer, authorization.nonce);
        bytes32 digest = _hashTypedDataV4(structHash);
        if (!SignatureChecker.isValidSignatureNowCalldata(signer, digest, authorization.signature)) {
            revert AuthorityRegistry_InvalidSignature(signer);
        }
    }
}
