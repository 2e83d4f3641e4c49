// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILogFrontier} from "./interfaces/ILogFrontier.sol";
import {MerkleFrontier} from "./libraries/MerkleFrontier.sol";

/// @title The document log's tree
/// @notice See {ILogFrontier}. The log deploys it for itself.
contract LogFrontier is ILogFrontier {
    using MerkleFrontier for MerkleFrontier.Tree;

    address private immutable LOG;

    /// @dev In slot 0 and those after it, so that a reader who asks a node for a proof knows where (docs/formats.md).
    MerkleFrontier.Tree private _tree;

    constructor() {
        LOG = msg.sender;
    }

    /// @inheritdoc ILogFrontier
    function append(bytes32 leafHash) external override returns (uint64 index, bytes32 newRoot) {
        if (msg.sender != LOG) revert LogFrontier_NotTheLog(msg.sender);
        return _tree.append(leafHash);
    }

    /// @inheritdoc ILogFrontier
    function root() external view override returns (bytes32 currentRoot) {
        return _tree.root();
    }

    /// @inheritdoc ILogFrontier
    function size() external view override returns (uint64 leaves) {
        return _tree.size;
    }
}
