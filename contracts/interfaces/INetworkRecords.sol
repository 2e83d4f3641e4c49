// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AuthorityId} from "../types/AuthorityId.sol";

/// @title What the city's administrators decide for the whole network
/// @notice Which addresses of issuers an authority may use, who runs validators, who may relay. All of it is changed
/// by administrators of the city alone. Validators and relays are recorded; no contract asks for them.
interface INetworkRecords {
    /// @notice Whether the authority, and those below it, may register issuers that begin with `prefix`.
    event IssuerPrefixChanged(
        AuthorityId indexed authority,
        address indexed administrator,
        AuthorityId acting,
        string prefix,
        bool granted,
        uint64 timestamp
    );

    /// @notice The validator is in office over [from, until), with these keys and this power; `until` 0 means no end.
    event ValidatorChanged(
        AuthorityId indexed centre,
        address indexed administrator,
        AuthorityId acting,
        bytes consensusKey,
        bytes nodeKey,
        uint64 power,
        uint64 from,
        uint64 until,
        uint64 timestamp
    );

    /// @notice The account may send transactions to the network, or may not any more.
    event RelayChanged(
        address indexed account,
        address indexed administrator,
        AuthorityId acting,
        bool permitted,
        uint64 timestamp
    );

    error NetworkRecords_InvalidKey(uint256 bytesGiven, uint256 bytesMax);
    error NetworkRecords_InvalidPower(uint64 power, uint256 powerMax);
    error NetworkRecords_InvalidAccount(address account);

    /// @notice Lets an authority and those below it register issuers under a prefix that is not the city's, or ends
    /// that. What is registered stays.
    /// @param prefix an issuer's URL up to and with its last slash, 9 to 192 bytes
    function grantIssuerPrefix(AuthorityId authority, string calldata prefix, bool granted) external;

    /// @notice Puts a validator into office, changes it, or ends it. A consensus key is one centre's permanently.
    /// @param consensusKey what it signs blocks with, 1 to 128 bytes
    /// @param nodeKey what its node is known by, 1 to 128 bytes
    /// @param power its weight, 1 to 1,000,000
    /// @param from for one that is not in office, its start, not before now, or 0 for now; else its start, or 0
    /// @param until its end, or 0 for none; a time that has passed means now for one that is in office
    function setValidator(
        AuthorityId centre,
        bytes calldata consensusKey,
        bytes calldata nodeKey,
        uint64 power,
        uint64 from,
        uint64 until
    ) external;

    /// @notice Permits an account to send transactions to the network, or forbids it.
    function setRelay(address account, bool permitted) external;

    /// @notice Whether exactly this authority was granted exactly this prefix. The city's own needs no grant.
    function hasIssuerPrefix(AuthorityId authority, string calldata prefix) external view returns (bool granted);

    /// @notice A validator's centre, power and term; zeros if the key is unknown.
    function validatorOf(
        bytes calldata consensusKey
    ) external view returns (AuthorityId centre, uint64 power, uint64 from, uint64 until);

    /// @notice Whether the account may send transactions to the network.
    function isRelay(address account) external view returns (bool permitted);
}
