// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAuthorityRegistry} from "../interfaces/IAuthorityRegistry.sol";
import {
    CHANGES_PER_DAY_MAX,
    CITY_REGISTRATIONS_PER_DAY_MAX,
    DEPTH_MAX,
    REGISTRATIONS_PER_DAY_MAX,
    TIME_MAX
} from "../libraries/Limits.sol";
import {Timeline} from "../libraries/Timeline.sol";
import {AuthorityId, NO_AUTHORITY} from "../types/AuthorityId.sol";
import {DocumentTypeId} from "../types/DocumentTypeId.sol";
import {ADMINISTER, ALL_ROLES} from "../types/Roles.sol";
import {AuthorityRules} from "./AuthorityRules.sol";
import {Node, Registration, RegistryState} from "./RegistryState.sol";
import {RegistryTexts} from "./RegistryTexts.sol";

/// @title How records of authorities come to be, and who may change them
/// @notice Every change checks here who makes it, and counts it against the day's limits.
library AuthorityRecords {
    using Timeline for Timeline.Series;

    /// @dev Of a registry that is being deployed.
    function found(
        RegistryState storage self,
        string memory issuer,
        string memory names,
        address firstAdministrator
    ) internal {
        AuthorityId city = self.city;
        Registration memory first = Registration(city, NO_AUTHORITY, IAuthorityRegistry.Kind.City, issuer, names);
        (, self.cityPrefix) = requireIssuer(first);
        addNode(self, first, city, msg.sender);
        replaceRoles(self, city, firstAdministrator, ADMINISTER, city, msg.sender);
    }

    function register(RegistryState storage self, Registration memory wanted, address account) internal {
        AuthorityId parent = wanted.parent;
        requirePlace(self, wanted);
        AuthorityId acting = AuthorityRules.actingAdministrator(self, parent, account);
        AuthorityRules.requireActiveToCity(self, parent);
        _accept(self, acting, account);
        (uint256 slugStart, bytes32 prefix) = requireIssuer(wanted);
        _requireIssuerOf(self, acting, wanted.issuer, slugStart, prefix);
        _countRegistration(self, parent);
        self.isFounded = true;
        addNode(self, wanted, acting, account);
    }

    /// @dev The start of every change to an existing record: who may make it, and that it is not closed.
    function openRecord(
        RegistryState storage self,
        AuthorityId authority,
        address account
    ) internal returns (AuthorityId acting) {
        acting = openAnyRecord(self, authority, account);
        if (self.nodes[authority].state.current == uint8(IAuthorityRegistry.State.Retired))
            revert IAuthorityRegistry.AuthorityRegistry_Retired(authority);
    }

    /// @dev The same for a change that a retired authority's record takes too.
    function openAnyRecord(
        RegistryState storage self,
        AuthorityId authority,
        address account
    ) internal returns (AuthorityId acting) {
        AuthorityRules.requireRegistered(self, authority);
        Node storage node = self.nodes[authority];
        AuthorityId scope = node.parent;
        if (authority == self.city) scope = self.city;
        acting = AuthorityRules.actingAdministrator(self, scope, account);
        _accept(self, acting, account);
        _startDay(node);
        // Not `acting` alone: an administrator of the city may have been made one further down, too, by somebody else.
        if (acting == self.city || AuthorityRules.holds(self, self.city, account, ADMINISTER)) return acting;
        if (node.changes == CHANGES_PER_DAY_MAX) {
            revert IAuthorityRegistry.AuthorityRegistry_TooManyToday(authority, CHANGES_PER_DAY_MAX);
        }
        ++node.changes;
    }

    /// @dev The start of every change that is the city's alone.
    function openCity(RegistryState storage self, address account) internal returns (AuthorityId acting) {
        AuthorityRules.requireActive(self.nodes[self.city], self.city, self.city);
        if (!AuthorityRules.holds(self, self.city, account, ADMINISTER))
            revert IAuthorityRegistry.AuthorityRegistry_NotCityAdministrator(account);
        _accept(self, self.city, account);
        return self.city;
    }

    function acceptAdministration(RegistryState storage self, AuthorityId authority, address account) internal {
        AuthorityRules.requireRegistered(self, authority);
        if (!AuthorityRules.holds(self, authority, account, ADMINISTER))
            revert IAuthorityRegistry.AuthorityRegistry_NotAdministrator(authority, account);
        AuthorityRules.requireActiveToCity(self, authority);
        if (self.accepted[authority][account]) revert IAuthorityRegistry.AuthorityRegistry_Unchanged(authority);
        _accept(self, authority, account);
    }

    /// @dev Issuer and place are checked by who calls.
    function addNode(
        RegistryState storage self,
        Registration memory wanted,
        AuthorityId acting,
        address account
    ) internal {
        RegistryTexts.requireNames(wanted.names);
        Node storage node = self.nodes[wanted.authority];
        node.parent = wanted.parent;
        node.kind = wanted.kind;
        node.depth = self.nodes[wanted.parent].depth + 1;
        node.state.set(uint8(IAuthorityRegistry.State.Active));
        emit IAuthorityRegistry.AuthorityRegistered(
            wanted.authority,
            wanted.parent,
            account,
            acting,
            wanted.kind,
            node.depth,
            wanted.issuer,
            wanted.names,
            Timeline.blockTime()
        );
    }

    function replaceRoles(
        RegistryState storage self,
        AuthorityId authority,
        address officer,
        uint8 roles,
        AuthorityId acting,
        address account
    ) internal {
        if (roles & ~ALL_ROLES != 0) revert IAuthorityRegistry.AuthorityRegistry_InvalidRoles(roles);
        if (officer == address(0)) revert IAuthorityRegistry.AuthorityRegistry_InvalidOfficer(officer);
        if (roles & ADMINISTER == 0 && self.accepted[authority][officer]) _forget(self, authority, officer);
        self.roles[authority][officer].set(roles);
        emit IAuthorityRegistry.OfficerChanged(authority, officer, account, acting, roles, Timeline.blockTime());
    }

    function setLevel(
        RegistryState storage self,
        AuthorityId authority,
        DocumentTypeId documentType,
        IAuthorityRegistry.Accreditation level,
        AuthorityId acting,
        address account
    ) internal {
        self.accreditations[authority][documentType].set(uint8(level));
        emit IAuthorityRegistry.AccreditationChanged(
            authority,
            documentType,
            account,
            acting,
            level,
            Timeline.blockTime()
        );
    }

    function requirePlace(RegistryState storage self, Registration memory wanted) internal view {
        AuthorityRules.requireRegistered(self, wanted.parent);
        if (self.nodes[wanted.authority].kind != IAuthorityRegistry.Kind.None) {
            revert IAuthorityRegistry.AuthorityRegistry_AlreadyRegistered(wanted.authority);
        }
        Node storage above = self.nodes[wanted.parent];
        if (!_mayBeUnder(wanted.kind, above.kind)) {
            revert IAuthorityRegistry.AuthorityRegistry_KindNotAllowed(wanted.kind, above.kind);
        }
        if (above.depth == DEPTH_MAX) {
            revert IAuthorityRegistry.AuthorityRegistry_TooDeep(wanted.parent, uint8(DEPTH_MAX));
        }
    }

    /// @dev A term that begins: now at the earliest.
    function newTerm(bytes32 key, uint64 from, uint64 until) internal view returns (uint64 start) {
        start = from;
        if (from == 0) start = Timeline.blockTime();
        if (start < Timeline.blockTime())
            revert IAuthorityRegistry.AuthorityRegistry_KeyBackdated(key, from, Timeline.blockTime());
        if (until != 0 && until <= start)
            revert IAuthorityRegistry.AuthorityRegistry_KeyIntervalEmpty(key, start, until);
        requireTime(start);
        requireTime(until);
    }

    /// @dev Where the end of a term that has not ended goes: never into the past.
    function movedEnd(bytes32 key, uint64 from, uint64 until, uint64 wanted) internal view returns (uint64 end) {
        if (until != 0 && until <= Timeline.blockTime())
            revert IAuthorityRegistry.AuthorityRegistry_KeyEnded(key, until);
        requireTime(wanted);
        if (wanted == 0) return 0;
        return uint64(Math.max(wanted, Math.max(from, Timeline.blockTime())));
    }

    /// @dev See {RegistryTexts-readIssuer}; the authority's id must be the issuer's.
    function requireIssuer(Registration memory wanted) internal pure returns (uint256 slugStart, bytes32 prefix) {
        AuthorityId expected;
        (expected, slugStart, prefix) = RegistryTexts.readIssuer(wanted.issuer);
        if (!(wanted.authority == expected)) {
            revert IAuthorityRegistry.AuthorityRegistry_IssuerMismatch(wanted.authority, expected);
        }
    }

    function requireTime(uint64 time) internal pure {
        if (time > TIME_MAX) revert IAuthorityRegistry.AuthorityRegistry_TimeOutOfRange(time, TIME_MAX);
    }

    /// @dev An administrator that acts shows by it that it can.
    function _accept(RegistryState storage self, AuthorityId authority, address account) private {
        if (self.accepted[authority][account]) return;
        self.accepted[authority][account] = true;
        if (authority == self.city) ++self.acceptedCityAdministrators;
        emit IAuthorityRegistry.AdministrationAccepted(authority, account, Timeline.blockTime());
    }

    function _forget(RegistryState storage self, AuthorityId authority, address account) private {
        self.accepted[authority][account] = false;
        if (!(authority == self.city)) return;
        --self.acceptedCityAdministrators;
        if (self.acceptedCityAdministrators == 0)
            revert IAuthorityRegistry.AuthorityRegistry_LastAdministrator(self.city, account);
    }

    function _countRegistration(RegistryState storage self, AuthorityId parent) private {
        AuthorityId id = parent;
        while (true) {
            Node storage node = self.nodes[id];
            uint256 most = REGISTRATIONS_PER_DAY_MAX;
            if (id == self.city) most = CITY_REGISTRATIONS_PER_DAY_MAX;
            _startDay(node);
            if (node.registrations == most) revert IAuthorityRegistry.AuthorityRegistry_TooManyToday(id, most);
            ++node.registrations;
            if (id == self.city) break;
            id = node.parent;
        }
    }

    function _startDay(Node storage node) private {
        uint32 today = uint32(block.timestamp / 1 days);
        if (node.day == today) return;
        (node.day, node.registrations, node.changes) = (today, 0, 0);
    }

    /// @dev Nobody below the city takes another's name: neither under a prefix of others, nor in the city's.
    function _requireIssuerOf(
        RegistryState storage self,
        AuthorityId acting,
        string memory issuer,
        uint256 slugStart,
        bytes32 prefix
    ) private view {
        if (prefix == self.cityPrefix) {
            if (acting == self.city || RegistryTexts.isOwnBranch(issuer, slugStart, acting)) return;
        }
        AuthorityId id = acting;
        while (!self.prefixes[id][prefix]) {
            if (id == self.city) revert IAuthorityRegistry.AuthorityRegistry_IssuerNotAllowed(acting);
            id = self.nodes[id].parent;
        }
    }

    function _mayBeUnder(
        IAuthorityRegistry.Kind kind,
        IAuthorityRegistry.Kind parentKind
    ) private pure returns (bool allowed) {
        if (kind == IAuthorityRegistry.Kind.District) return parentKind == IAuthorityRegistry.Kind.City;
        if (kind == IAuthorityRegistry.Kind.Industry)
            return parentKind == IAuthorityRegistry.Kind.City || parentKind == IAuthorityRegistry.Kind.District;
        return kind == IAuthorityRegistry.Kind.Department;
    }
}
