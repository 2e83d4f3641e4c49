// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {AbstractSigner} from "@openzeppelin/contracts/utils/cryptography/signers/AbstractSigner.sol";
import {ERC7739} from "@openzeppelin/contracts/utils/cryptography/signers/draft-ERC7739.sol";
import {MultiSignerERC7913} from "@openzeppelin/contracts/utils/cryptography/signers/MultiSignerERC7913.sol";
import {NoncesKeyed} from "@openzeppelin/contracts/utils/NoncesKeyed.sol";
import {IOfficerAccount} from "../interfaces/IOfficerAccount.sol";
import {ACCOUNT_SIGNERS_MAX} from "../libraries/Limits.sol";
import {Multisignature} from "./Multisignature.sol";

/// @title An officer's account that takes m of n people
/// @notice See {IOfficerAccount}.
contract OfficerAccount is IOfficerAccount, MultiSignerERC7913, ERC7739, NoncesKeyed {
    bytes32 private constant CHANGE_SIGNERS_TYPEHASH =
        keccak256(
            "ChangeSigners(bytes[] added,bytes[] removed,uint64 newThreshold,uint256 nonce,uint256 deadline)"
        );
    bytes32 private constant EXECUTE_TYPEHASH =
        keccak256("Execute(address target,bytes data,uint256 nonce,uint256 deadline)");

    uint256 private constant ADDRESS_BYTES = 20;
    uint256 private constant KEY_SIGNER_BYTES = ADDRESS_BYTES + 64;

    /// @dev Precompiles are here, those that chains may add included: one of them (identity) agrees to everything.
    uint160 private constant PRECOMPILE_MAX = 0xffff;

    address private immutable P256_VERIFIER;
    address private immutable WEBAUTHN_VERIFIER;

    /// @notice Sets the first signers, and how many of them must sign.
    /// @param p256 where OpenZeppelin's `ERC7913P256Verifier` is
    /// @param webAuthn where OpenZeppelin's `ERC7913WebAuthnVerifier` is
    constructor(
        address p256,
        address webAuthn,
        bytes[] memory signers,
        uint64 firstThreshold
    ) EIP712("Sello Officer Account", "1") MultiSignerERC7913(signers, firstThreshold) {
        if (p256.code.length == 0) revert OfficerAccount_InvalidVerifier(p256);
        if (webAuthn.code.length == 0 || webAuthn == p256) revert OfficerAccount_InvalidVerifier(webAuthn);
        P256_VERIFIER = p256;
        WEBAUTHN_VERIFIER = webAuthn;
        _requireSigners(signers, p256, webAuthn);
    }

    /// @inheritdoc IOfficerAccount
    function changeSigners(
        bytes[] calldata added,
        bytes[] calldata removed,
        uint64 newThreshold,
        Consent calldata consent
    ) external override {
        bytes32 request = keccak256(
            abi.encode(
                CHANGE_SIGNERS_TYPEHASH,
                _hashList(added),
                _hashList(removed),
                newThreshold,
                consent.nonce,
                consent.deadline
            )
        );
        _useConsent(request, consent);
        // In this order every change is possible at once: the threshold is reachable at each step.
        _addSigners(added);
        if (newThreshold != threshold()) _setThreshold(newThreshold);
        _removeSigners(removed);
        _requireSigners(added, P256_VERIFIER, WEBAUTHN_VERIFIER);
    }

    /// @inheritdoc IOfficerAccount
    function execute(
        address target,
        bytes calldata data,
        Consent calldata consent
    ) external override returns (bytes memory result) {
        bytes32 request = keccak256(
            abi.encode(EXECUTE_TYPEHASH, target, keccak256(data), consent.nonce, consent.deadline)
        );
        _useConsent(request, consent);
        emit Executed(target, consent.nonce, data);
        return Address.functionCall(target, data);
    }

    /// @inheritdoc IOfficerAccount
    function p256Verifier() external view override returns (address verifier) {
        return P256_VERIFIER;
    }

    /// @inheritdoc IOfficerAccount
    function webAuthnVerifier() external view override returns (address verifier) {
        return WEBAUTHN_VERIFIER;
    }

    /// @notice Whether enough signers signed this very hash.
    /// @inheritdoc MultiSignerERC7913
    function _rawSignatureValidation(
        bytes32 hash,
        bytes calldata signature
    ) internal view override(AbstractSigner, MultiSignerERC7913) returns (bool isValid) {
        return Multisignature.isWellFormed(signature) && super._rawSignatureValidation(hash, signature);
    }

    function _useConsent(bytes32 structHash, Consent calldata consent) private {
        if (block.timestamp > consent.deadline) {
            revert OfficerAccount_RequestExpired(consent.deadline, block.timestamp);
        }
        _useCheckedNonce(address(this), consent.nonce);
        if (!_rawSignatureValidation(_hashTypedDataV4(structHash), consent.signature)) {
            revert OfficerAccount_InvalidSignature();
        }
    }

    /// @dev Of signers that were just added.
    function _requireSigners(bytes[] memory signers, address p256, address webAuthn) private view {
        uint256 count = getSignerCount();
        if (count > ACCOUNT_SIGNERS_MAX) revert OfficerAccount_TooManySigners(count, ACCOUNT_SIGNERS_MAX);
        for (uint256 i = 0; i < signers.length; ++i) {
            _requireSigner(signers[i], p256, webAuthn);
        }
    }

    function _requireSigner(bytes memory signer, address p256, address webAuthn) private view {
        address account = address(bytes20(signer));
        if (uint160(account) <= PRECOMPILE_MAX || account == address(this)) revert OfficerAccount_InvalidSigner(signer);
        bool isKey = account == p256 || account == webAuthn;
        uint256 length = ADDRESS_BYTES;
        if (isKey) length = KEY_SIGNER_BYTES;
        if (signer.length != length) revert OfficerAccount_InvalidSigner(signer);
        if (account == p256) _requireKey(signer, webAuthn);
        if (account == webAuthn) _requireKey(signer, p256);
    }

    /// @dev That the key is on the curve, and no signer with the other verifier too.
    function _requireKey(bytes memory signer, address otherVerifier) private view {
        bytes memory key = Bytes.slice(signer, ADDRESS_BYTES);
        (bytes32 x, bytes32 y) = abi.decode(key, (bytes32, bytes32));
        if (!P256.isValidPublicKey(x, y)) revert OfficerAccount_InvalidSigner(signer);
        if (isSigner(abi.encodePacked(otherVerifier, key))) revert OfficerAccount_KeyOfTwoKinds(signer);
    }

    /// @dev EIP-712: the hash of an array of `bytes`.
    function _hashList(bytes[] calldata list) private pure returns (bytes32 hash) {
        bytes32[] memory hashes = new bytes32[](list.length);
        for (uint256 i = 0; i < list.length; ++i) {
            hashes[i] = keccak256(list[i]);
        }
        return keccak256(abi.encodePacked(hashes));
    }
}
