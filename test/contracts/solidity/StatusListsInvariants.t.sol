// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {StatusLists} from "../../../contracts/StatusLists.sol";
import {IStatusLists} from "../../../contracts/interfaces/IStatusLists.sol";
import {StatusListsHandler} from "./StatusListsHandler.sol";
import {TestCity} from "./TestCity.sol";

/// @dev Whoever reads all events of the lists knows all that they hold, and can tell that nothing is missing.
contract StatusListsInvariants {
    StatusListsHandler private handler;

    function setUp() external {
        handler = new StatusListsHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_theEventsFoldToEveryHead() external view {
        require(handler.headsAgree(), "a head is not that of its events");
    }

    function invariant_theEventsFoldToWhatWasSetAndRevokedIsFinal() external view {
        require(handler.valuesAgree(), "a list differs from the model");
    }
}

/// @dev Any bytes at all: what the contract takes is what a plain reading allows.
contract StatusListsBytesTest is TestCity {
    StatusLists private lists;

    constructor() {
        lists = new StatusLists(registry);
        registry.setOfficer(idOf(0), address(this), 1 | 4);
    }

    function testFuzz_onlyWholeRisingEntriesAreTaken(bytes calldata changes) external {
        _require(changes, _isWellFormed(changes));
    }

    /// @dev Random bytes rise seldom: these do, but for the places and values that `noise` chooses.
    function testFuzz_risingEntries(uint8 count, uint256 steps, uint32 noise) external {
        bytes memory changes;
        uint256 index = noise % 64;
        for (uint256 i = 0; i < count % 32; ++i) {
            changes = abi.encodePacked(changes, uint24(4 * index + ((noise >> i) % 16 == 15 ? 3 : i % 3)));
            index += (steps >> (8 * i)) % 256 + (i == 0 ? 0 : 1);
        }
        _require(changes, _isWellFormed(changes));
    }

    function _require(bytes memory changes, bool allowed) private {
        bytes32 before = lists.headOf(idOf(0), 7);
        bool isTaken = true;
        try lists.changeStatus(idOf(0), idOf(0), 7, changes) {
            require(lists.headOf(idOf(0), 7) != before, "taken and not kept");
        } catch {
            isTaken = false;
            require(lists.headOf(idOf(0), 7) == before, "refused and kept");
        }
        require(isTaken == allowed, "another reading of the bytes");
        require(lists.headOf(idOf(0), 8) == 0 && lists.headOf(idOf(1), 7) == 0, "another list");
    }

    function _isWellFormed(bytes memory changes) private pure returns (bool well) {
        if (changes.length == 0 || changes.length % 3 != 0 || changes.length > 3 * 4096) return false;
        int256 previous = -1;
        for (uint256 i = 0; i < changes.length; i += 3) {
            uint256 value = 65_536 * uint256(uint8(changes[i])) + 256 * uint256(uint8(changes[i + 1]));
            value += uint8(changes[i + 2]);
            int256 index = int256(value / 4);
            if (index <= previous || index > 131_071 || value % 4 > uint256(type(IStatusLists.Status).max)) return false;
            previous = index;
        }
        return true;
    }
}
