// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DocumentLog} from "../../../contracts/DocumentLog.sol";
import {AuthorityId} from "../../../contracts/types/AuthorityId.sol";
import {CHEATS} from "./Cheats.sol";
import {Rfc9162} from "./Rfc9162.sol";
import {TestCity} from "./TestCity.sol";

/// @dev Anybody appends anything while accreditations and states change. Each append must be accepted exactly when
/// the model allows it at that moment.
contract DocumentLogHandler is TestCity {
    uint8 private constant BATCHES = 3;

    DocumentLog public log;
    /// @dev The greatest size that was ever seen before a call of any kind.
    uint64 public sizeSeen;
    bytes[] private _entries;

    modifier seesSize() {
        uint64 size = log.size();
        if (size > sizeSeen) sizeSeen = size;
        _;
    }

    constructor() {
        log = new DocumentLog(registry);
        for (uint256 i = 0; i < AUTHORITIES; ++i) {
            changeAccreditation(i, 0, 2);
        }
    }

    function append(uint8 caller, uint8 authority, uint8 documentType, uint8 batch, uint64 count) external seesSize {
        // Often too many, and often few.
        if (count % 8 != 0) count %= 2;
        _append(caller % OFFICERS, authority % AUTHORITIES, documentType % TYPES, _rootOf(batch), count);
    }

    /// @dev By the authority's own officer, so that refusals for want of accreditation are common.
    function appendOwn(uint8 authority, uint8 documentType, uint8 batch) external seesSize {
        _append(authority % AUTHORITIES, authority % AUTHORITIES, documentType % TYPES, _rootOf(batch), 1);
    }

    function accredit(uint8 authority, uint8 documentType, uint8 level) external seesSize {
        changeAccreditation(authority % AUTHORITIES, documentType % TYPES, level % 3);
    }

    function setActive(uint8 authority, bool active) external seesSize {
        changeState(authority % AUTHORITIES, active);
    }

    function pass(uint16 seconds_) external seesSize {
        CHEATS.warp(block.timestamp + seconds_);
    }

    function accepted() external view returns (uint256 count) {
        return _entries.length;
    }

    function expectedRoot() external view returns (bytes32 root) {
        return Rfc9162.root(_entries);
    }

    /// @dev Of few batches, so that some come again, for the same authority and type and for others.
    function _rootOf(uint8 batch) private pure returns (bytes32 batchRoot) {
        return keccak256(abi.encode(batch % BATCHES));
    }

    function _append(
        uint256 caller,
        uint256 authority,
        uint256 documentType,
        bytes32 batchRoot,
        uint64 count
    ) private {
        // Before the prank, which the call of the SHA-256 precompile would use up.
        AuthorityId id = idOf(authority);
        bool allowed = count != 0 && count <= 1_048_576 && _mayAnchor(caller, authority, documentType);
        allowed = allowed && !_isKnown(abi.encodePacked(id, typeOf(documentType), batchRoot, count));
        uint64 before = log.size();
        CHEATS.prank(officer(caller));
        try log.append(id, typeOf(documentType), batchRoot, count) returns (uint64 index) {
            require(allowed, "appended what the rules forbid");
            require(index == before && log.size() == before + 1, "size did not grow by one");
            _entries.push(
                abi.encodePacked(id, typeOf(documentType), batchRoot, count, uint64(block.timestamp))
            );
        } catch {
            require(!allowed, "refused what the rules allow");
            require(log.size() == before, "a refusal changed the size");
        }
    }

    function _mayAnchor(uint256 caller, uint256 authority, uint256 documentType) private view returns (bool may) {
        bool holdsRole = caller < AUTHORITIES && modelIsSameOrAbove(caller, authority);
        return holdsRole && modelIsActive(authority) && modelIsAccredited(authority, documentType);
    }

    /// @dev Whether an entry begins with these 104 bytes: authority, type, root and count.
    function _isKnown(bytes memory batch) private view returns (bool known) {
        for (uint256 i = 0; i < _entries.length; ++i) {
            bytes memory entry = _entries[i];
            bool same = true;
            for (uint256 at = 0; same && at < batch.length; ++at) {
                same = entry[at] == batch[at];
            }
            if (same) return true;
        }
        return false;
    }
}
