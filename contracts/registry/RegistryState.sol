// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityRegistry} from "../interfaces/IAuthorityRegistry.sol";
import {ISuccession} from "../interfaces/ISuccession.sol";
import {Timeline} from "../libraries/Timeline.sol";
import {AuthorityId} from "../types/AuthorityId.sol";
import {DocumentTypeId} from "../types/DocumentTypeId.sol";

struct Node {
    AuthorityId parent;
    IAuthorityRegistry.Kind kind;
    uint8 depth;
    /// @dev Days since 1970 that the two counts are of.
    uint32 day;
    uint16 registrations;
    uint16 changes;
    Timeline.Series state;
}

/// @dev What a new authority is; `authority` is SHA-256 of `issuer`.
struct Registration {
    AuthorityId authority;
    AuthorityId parent;
    IAuthorityRegistry.Kind kind;
    string issuer;
    string names;
}

struct SigningKey {
    AuthorityId authority;
    uint64 from;
    uint64 until;
    /// @dev 0: it is not.
    uint64 distrustedFrom;
}

struct Validator {
    AuthorityId centre;
    uint64 power;
    uint64 from;
    uint64 until;
}

struct Sealing {
    uint64 sealedAt;
    address successorRegistry;
    address successorLog;
    uint256 successorChainId;
}

/// @dev All that the registry keeps but nonces, so that libraries with addresses of their own can work on it.
struct RegistryState {
    mapping(AuthorityId authority => Node node) nodes;
    mapping(AuthorityId authority => mapping(address officer => Timeline.Series roles)) roles;
    mapping(AuthorityId authority => mapping(DocumentTypeId documentType => Timeline.Series level)) accreditations;
    mapping(bytes32 thumbprint => SigningKey key) signingKeys;
    AuthorityId city;
    /// @dev keccak256 of the city's issuer up to and with its last slash.
    bytes32 cityPrefix;
    mapping(AuthorityId authority => mapping(bytes32 prefix => bool granted)) prefixes;
    mapping(AuthorityId authority => mapping(address account => bool accepted)) accepted;
    uint32 acceptedCityAdministrators;
    /// @dev Whether anything but officers was recorded since the contract was deployed.
    bool isFounded;
    /// @dev Of `terms.pieces`.
    uint64 piecesTaken;
    mapping(bytes32 consensusKeyHash => Validator validator) validators;
    mapping(address account => bool permitted) relays;
    Sealing sealing;
    ISuccession.TakeOver terms;
    /// @dev Who signed the terms; what is taken over is by this account.
    address takingOver;
}
