// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityErrors} from "../interfaces/IAuthorityErrors.sol";
import {IAuthorityRegistry} from "../interfaces/IAuthorityRegistry.sol";
import {Timeline} from "../libraries/Timeline.sol";
import {AuthorityId} from "../types/AuthorityId.sol";
import {DocumentTypeId} from "../types/DocumentTypeId.sol";
import {ADMINISTER} from "../types/Roles.sol";
import {Node, RegistryState} from "./RegistryState.sol";

/// @title Questions that walk up the tree of authorities
/// @notice A walk ends at the city, after at most DEPTH_MAX steps, because an authority is registered only below a
/// registered one.
library AuthorityRules {
    using Timeline for Timeline.Series;

    function isAccreditedAt(
        RegistryState storage self,
        AuthorityId authority,
        DocumentTypeId documentType,
        uint64 timestamp,
        IAuthorityRegistry.Accreditation level
    ) internal view returns (bool accredited) {
        AuthorityId id = authority;
        uint8 needed = uint8(level);
        while (self.accreditations[id][documentType].valueAt(timestamp) >= needed) {
            if (id == self.city) return true;
            needed = uint8(IAuthorityRegistry.Accreditation.Delegable);
            id = self.nodes[id].parent;
        }
        return false;
    }

    /// @dev The authority through which `account` administers `scope`: the nearest of `scope` and those above it on
    /// which it holds ADMINISTER and which is active with all above. One found below an inactive one does not count.
    /// Nobody administers anything while the city is sealed or is taking over.
    function actingAdministrator(
        RegistryState storage self,
        AuthorityId scope,
        address account
    ) internal view returns (AuthorityId acting) {
        bool found = false;
        AuthorityId id = scope;
        while (true) {
            Node storage node = self.nodes[id];
            if (id == self.city) requireActive(node, scope, id);
            if (node.state.current != uint8(IAuthorityRegistry.State.Active)) {
                found = false;
            } else if (!found && holds(self, id, account, ADMINISTER)) {
                found = true;
                acting = id;
            }
            if (id == self.city) break;
            id = node.parent;
        }
        if (!found) revert IAuthorityRegistry.AuthorityRegistry_NotAdministrator(scope, account);
    }

    function requireRegistered(RegistryState storage self, AuthorityId authority) internal view {
        if (self.nodes[authority].kind == IAuthorityRegistry.Kind.None)
            revert IAuthorityErrors.AuthorityRegistry_UnknownAuthority(authority);
    }

    function holds(
        RegistryState storage self,
        AuthorityId authority,
        address account,
        uint8 role
    ) internal view returns (bool held) {
        return self.roles[authority][account].current & role != 0;
    }

    function requireActiveToCity(RegistryState storage self, AuthorityId authority) internal view {
        AuthorityId id = authority;
        while (true) {
            Node storage node = self.nodes[id];
            requireActive(node, authority, id);
            if (id == self.city) break;
            id = node.parent;
        }
    }

    /// @dev `id` is `authority`, perhaps not registered, or one above it.
    function requireActive(Node storage node, AuthorityId authority, AuthorityId id) internal view {
        uint8 state = node.state.current;
        if (state == uint8(IAuthorityRegistry.State.Active)) return;
        if (state == uint8(IAuthorityRegistry.State.None))
            revert IAuthorityErrors.AuthorityRegistry_UnknownAuthority(authority);
        revert IAuthorityErrors.AuthorityRegistry_NotActive(authority, id);
    }
}
