// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Timeline} from "../../../contracts/libraries/Timeline.sol";
import {CHEATS} from "../solidity/Cheats.sol";

/// @dev For all values, times and questions: after three changes, the value at a time is that of the last change until then.
contract TimelineSymbolic {
    using Timeline for Timeline.Series;

    uint256 private constant CHANGES = 3;

    Timeline.Series private series;

    function check_valueAtIsTheLastUntilThen(
        uint8[CHANGES] memory values,
        uint40[CHANGES] memory times,
        uint64 asked
    ) external {
        uint8 expected = 0;
        for (uint256 i = 0; i < CHANGES; ++i) {
            // Blocks follow each other.
            if (i > 0 && times[i] < times[i - 1]) return;
            CHEATS.warp(times[i]);
            series.set(values[i]);
            if (times[i] <= asked) expected = values[i];
        }
        assert(series.current == values[CHANGES - 1]);
        assert(series.valueAt(asked) == expected);
    }
}
