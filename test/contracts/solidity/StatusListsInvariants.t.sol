// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {StatusLists} from "../../../contracts/StatusLists.sol";
import {IStatusLists} from "../../../contracts/interfaces/IStatusLists.sol";
import {StatusListsHandler} from "./StatusListsHandler.sol";
import {TestCity} from "./TestCity.sol";

/// @dev A status that one authority set never changes another's; what was revoked stays so.
contract StatusListsInvariants {
    StatusListsHandler private handler;

    function setUp() external {
        handler = new StatusListsHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_everyListIsWhatItsAuthorityMadeIt() external view {
        require(handler.agrees(), "a list differs from the model");
    }
}

/// @dev One change of one word, with any earlier word, mask and flags.
contract StatusListsWordTest is TestCity {
    StatusLists private lists;

    constructor() {
        lists = new StatusLists(registry);
        registry.setOfficer(idOf(0), address(this), 1 | 4);
    }

    function testFuzz_wordIsMasked(uint256 earlier, uint256 maskLow, uint256 later) external {
        uint256 low = type(uint256).max / 3;
        uint256 mask = (maskLow & low) | ((maskLow & low) << 1);
        uint256 before = _withoutThree(earlier);
        uint256 flags = _withoutThree(later) & mask;
        if (mask == 0 || before == 0) return;
        _set(type(uint256).max, before);
        // Keep what is revoked revoked, as the contract demands.
        uint256 revoked = before & low & mask;
        flags = (flags & ~(revoked << 1)) | revoked;
        _set(mask, flags);
        require(lists.wordOf(idOf(0), 0, 0) == (before & ~mask) | flags, "word");
        require(lists.wordOf(idOf(0), 1, 0) == 0 && lists.wordOf(idOf(1), 0, 0) == 0, "another list");
    }

    function _set(uint256 mask, uint256 flags) private {
        IStatusLists.Change[] memory changes = new IStatusLists.Change[](1);
        changes[0] = IStatusLists.Change(0, mask, flags);
        lists.setFlags(idOf(0), idOf(0), 0, changes);
    }

    function _withoutThree(uint256 flags) private pure returns (uint256 legal) {
        uint256 low = type(uint256).max / 3;
        return flags & ~((flags & low) << 1);
    }
}
