// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AuthorityId} from "../types/AuthorityId.sol";
import {DocumentTypeId} from "../types/DocumentTypeId.sol";

/// @title Refusals that the registry's rules can cause in every contract that asks it
/// @notice The log and the status lists pass the registry's reverts on unchanged. Their interfaces inherit
/// these errors, so that one ABI is enough to decode any revert of theirs.
interface IAuthorityErrors {
    /// @notice No authority is registered under this id.
    error AuthorityRegistry_UnknownAuthority(AuthorityId authority);

    /// @notice `inactive`, which is `authority` itself or an ancestor of it, is suspended or retired.
    error AuthorityRegistry_NotActive(AuthorityId authority, AuthorityId inactive);

    /// @notice `lacking` is `authority` itself without a grant, or an ancestor without the right to delegate.
    error AuthorityRegistry_NotAccredited(
        AuthorityId authority,
        DocumentTypeId documentType,
        AuthorityId lacking
    );

    /// @notice The account does not hold the role where it would have to.
    error AuthorityRegistry_MissingRole(AuthorityId authority, address account, uint8 role);

    /// @notice `acting` is neither `owner` nor an ancestor of it.
    error AuthorityRegistry_NotAbove(AuthorityId acting, AuthorityId owner);
}
