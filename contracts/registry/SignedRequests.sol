// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {NoncesKeyed} from "@openzeppelin/contracts/utils/NoncesKeyed.sol";
import {ISignedRequests} from "../interfaces/ISignedRequests.sol";

/// @title Officers' requests that anyone may relay
/// @notice One check for every operation: not expired, signed by the officer for this account, not executed before.
abstract contract SignedRequests is ISignedRequests, EIP712, NoncesKeyed {
    bytes32 internal constant REGISTER_AUTHORITY_TYPEHASH =
        keccak256(
            "RegisterAuthority(address signer,bytes32 authority,bytes32 parent,uint8 kind,string issuer,string names,"
            "uint256 nonce,uint256 deadline)"
        );
    bytes32 internal constant SET_STATE_TYPEHASH =
        keccak256("SetState(address signer,bytes32 authority,uint8 state,uint256 nonce,uint256 deadline)");
    bytes32 internal constant SET_OFFICER_TYPEHASH =
        keccak256(
            "SetOfficer(address signer,bytes32 authority,address officer,uint8 roles,uint256 nonce,uint256 deadline)"
        );
    bytes32 internal constant ADD_SIGNING_KEY_TYPEHASH =
        keccak256(
            "AddSigningKey(address signer,bytes32 authority,bytes32 x,bytes32 y,uint64 from,uint64 until,"
            "bytes keySignature,uint256 nonce,uint256 deadline)"
        );
    bytes32 internal constant END_SIGNING_KEY_TYPEHASH =
        keccak256(
            "EndSigningKey(address signer,bytes32 authority,bytes32 thumbprint,uint64 until,"
            "uint256 nonce,uint256 deadline)"
        );
    bytes32 internal constant DISTRUST_SIGNING_KEY_TYPEHASH =
        keccak256(
            "DistrustSigningKey(address signer,bytes32 authority,bytes32 thumbprint,uint64 since,"
            "uint256 nonce,uint256 deadline)"
        );
    bytes32 internal constant SET_ACCREDITATION_TYPEHASH =
        keccak256(
            "SetAccreditation(address signer,bytes32 authority,bytes32 documentType,uint8 level,"
            "uint256 nonce,uint256 deadline)"
        );
    bytes32 internal constant GRANT_ISSUER_PREFIX_TYPEHASH =
        keccak256(
            "GrantIssuerPrefix(address signer,bytes32 authority,string prefix,bool granted,"
            "uint256 nonce,uint256 deadline)"
        );
    bytes32 internal constant SET_VALIDATOR_TYPEHASH =
        keccak256(
            "SetValidator(address signer,bytes32 centre,bytes consensusKey,bytes nodeKey,uint64 power,"
            "uint64 from,uint64 until,uint256 nonce,uint256 deadline)"
        );
    bytes32 internal constant SET_RELAY_TYPEHASH =
        keccak256("SetRelay(address signer,address account,bool permitted,uint256 nonce,uint256 deadline)");
    bytes32 internal constant ACCEPT_ADMINISTRATION_TYPEHASH =
        keccak256("AcceptAdministration(address signer,bytes32 authority,uint256 nonce,uint256 deadline)");
    bytes32 internal constant SEAL_TYPEHASH =
        keccak256(
            "Seal(address signer,uint256 successorChainId,address successorRegistry,address successorLog,"
            "uint256 nonce,uint256 deadline)"
        );
    bytes32 internal constant TAKE_OVER_TYPEHASH =
        keccak256(
            "TakeOver(address signer,bytes32 stateRoot,uint64 pieces,bytes32 statusRoot,uint64 statusPieces,"
            "uint256 predecessorChainId,address predecessorLog,uint64 predecessorSize,bytes32 predecessorRoot,"
            "uint64 sealedAt,uint256 nonce,uint256 deadline)"
        );

    constructor() EIP712("Sello Authority Registry", "2") {}

    /// @notice Checks a request and uses up the signer's nonce, or reverts.
    /// @param values the EIP-712 encoding of the request: type hash, signer and values, without nonce and deadline
    /// @return signer the officer who asked, not the relayer
    function _authorize(
        bytes memory values,
        Authorization calldata authorization
    ) internal returns (address signer) {
        signer = authorization.signer;
        uint256 deadline = authorization.deadline;
        if (block.timestamp > deadline) revert AuthorityRegistry_RequestExpired(deadline, block.timestamp);
        // Before the signature is checked: a contract wallet is called there and finds the nonce used.
        _useCheckedNonce(signer, authorization.nonce);
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encodePacked(values, authorization.nonce, deadline)));
        if (!SignatureChecker.isValidSignatureNowCalldata(signer, digest, authorization.signature)) {
            revert AuthorityRegistry_InvalidSignature(signer);
        }
    }
}
