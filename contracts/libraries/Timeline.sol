// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

/// @title A small value and its history, by block timestamp
/// @notice The value that holds now is kept by itself and costs one storage read: the log asks for several on every
/// append. The history is an OpenZeppelin trace beside it. Several changes within one timestamp leave the last.
library Timeline {
    using Checkpoints for Checkpoints.Trace208;

    struct Series {
        uint8 current;
        Checkpoints.Trace208 history;
    }

    function set(Series storage self, uint8 value) internal {
        self.current = value;
        self.history.push(uint48(block.timestamp), value);
    }

    /// @notice The block's time as the registry's events and terms have it.
    function blockTime() internal view returns (uint64 timestamp) {
        return uint64(block.timestamp);
    }

    /// @notice Reads the history.
    /// @return value the one in force at the time `timestamp`; 0 before the first
    function valueAt(Series storage self, uint64 timestamp) internal view returns (uint8 value) {
        uint256 key = Math.min(timestamp, type(uint48).max);
        return uint8(self.history.upperLookupRecent(uint48(key)));
    }
}
