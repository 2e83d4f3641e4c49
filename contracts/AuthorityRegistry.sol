// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {AuthorityOperations} from "./registry/AuthorityOperations.sol";
import {AuthorityRecords} from "./registry/AuthorityRecords.sol";
import {AuthorityTree} from "./registry/AuthorityTree.sol";
import {NetworkOperations} from "./registry/NetworkOperations.sol";
import {AuthorityId} from "./types/AuthorityId.sol";

/// @title The city's authorities
/// @notice See {IAuthorityRegistry}. `multicall` puts several operations into one transaction.
contract AuthorityRegistry is AuthorityOperations, NetworkOperations, Multicall {
    /// @notice Registers the city with its first administrator.
    /// @param cityId SHA-256 of `issuer`
    /// @param issuer the city centre's `iss` URL
    /// @param names its display names, compact JSON
    /// @param firstAdministrator who holds ADMINISTER on the city from now on
    constructor(
        AuthorityId cityId,
        string memory issuer,
        string memory names,
        address firstAdministrator
    ) AuthorityTree(cityId) {
        AuthorityRecords.found(_state, issuer, names, firstAdministrator);
    }
}
