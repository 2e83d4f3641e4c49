// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityRegistry} from "../interfaces/IAuthorityRegistry.sol";
import {INetworkRecords} from "../interfaces/INetworkRecords.sol";
import {NETWORK_KEY_BYTES_MAX, VALIDATOR_POWER_MAX} from "../libraries/Limits.sol";
import {Timeline} from "../libraries/Timeline.sol";
import {AuthorityId, NO_AUTHORITY} from "../types/AuthorityId.sol";
import {AuthorityRecords} from "./AuthorityRecords.sol";
import {AuthorityRules} from "./AuthorityRules.sol";
import {RegistryState, Validator} from "./RegistryState.sol";
import {RegistryTexts} from "./RegistryTexts.sol";

/// @title What the city's administrators decide for the whole network
/// @notice See {INetworkRecords}.
library NetworkRecords {
    function grantIssuerPrefix(
        RegistryState storage self,
        AuthorityId authority,
        string memory prefix,
        bool granted,
        address account
    ) internal {
        AuthorityRules.requireRegistered(self, authority);
        AuthorityId acting = AuthorityRecords.openCity(self, account);
        self.isFounded = true;
        changePrefix(self, authority, prefix, granted, acting, account);
    }

    function changePrefix(
        RegistryState storage self,
        AuthorityId authority,
        string memory prefix,
        bool granted,
        AuthorityId acting,
        address account
    ) internal {
        bytes32 hash = RegistryTexts.readPrefix(prefix);
        if (self.prefixes[authority][hash] == granted) revert IAuthorityRegistry.AuthorityRegistry_Unchanged(authority);
        self.prefixes[authority][hash] = granted;
        emit INetworkRecords.IssuerPrefixChanged(authority, account, acting, prefix, granted, Timeline.blockTime());
    }

    function setValidator(
        RegistryState storage self,
        AuthorityId centre,
        bytes memory consensusKey,
        bytes memory nodeKey,
        uint64 power,
        uint64 from,
        uint64 until,
        address account
    ) internal {
        AuthorityRecords.openCity(self, account);
        self.isFounded = true;
        bytes32 hash = keccak256(consensusKey);
        Validator storage validator = self.validators[hash];
        uint64 start = validator.from;
        uint64 end = until;
        bool isInOffice = start != 0 && (validator.until == 0 || validator.until > Timeline.blockTime());
        if (isInOffice) {
            if (from != 0 && from != start)
                revert IAuthorityRegistry.AuthorityRegistry_KeyStartFixed(hash, from, start);
            end = AuthorityRecords.movedEnd(hash, start, validator.until, until);
        } else {
            start = AuthorityRecords.newTerm(hash, from, until);
        }
        recordValidator(self, centre, consensusKey, nodeKey, power, start, end, account);
    }

    function recordValidator(
        RegistryState storage self,
        AuthorityId centre,
        bytes memory consensusKey,
        bytes memory nodeKey,
        uint64 power,
        uint64 from,
        uint64 until,
        address account
    ) internal {
        AuthorityRules.requireRegistered(self, centre);
        _requireNetworkKey(consensusKey);
        _requireNetworkKey(nodeKey);
        if (power == 0 || power > VALIDATOR_POWER_MAX) {
            revert INetworkRecords.NetworkRecords_InvalidPower(power, VALIDATOR_POWER_MAX);
        }
        bytes32 hash = keccak256(consensusKey);
        Validator storage validator = self.validators[hash];
        if (!(validator.centre == NO_AUTHORITY) && !(validator.centre == centre)) {
            revert IAuthorityRegistry.AuthorityRegistry_KeyKnown(hash, validator.centre);
        }
        (validator.centre, validator.power, validator.from, validator.until) = (centre, power, from, until);
        emit INetworkRecords.ValidatorChanged(
            centre,
            account,
            self.city,
            consensusKey,
            nodeKey,
            power,
            from,
            until,
            Timeline.blockTime()
        );
    }

    function setRelay(RegistryState storage self, address relay, bool permitted, address account) internal {
        AuthorityRecords.openCity(self, account);
        self.isFounded = true;
        changeRelay(self, relay, permitted, account);
    }

    function changeRelay(RegistryState storage self, address relay, bool permitted, address account) internal {
        if (relay == address(0)) revert INetworkRecords.NetworkRecords_InvalidAccount(relay);
        if (self.relays[relay] == permitted) revert IAuthorityRegistry.AuthorityRegistry_Unchanged(self.city);
        self.relays[relay] = permitted;
        emit INetworkRecords.RelayChanged(relay, account, self.city, permitted, Timeline.blockTime());
    }

    function _requireNetworkKey(bytes memory key) private pure {
        if (key.length == 0 || key.length > NETWORK_KEY_BYTES_MAX) {
            revert INetworkRecords.NetworkRecords_InvalidKey(key.length, NETWORK_KEY_BYTES_MAX);
        }
    }
}
