// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DocumentLog} from "../../../contracts/DocumentLog.sol";
import {IDocumentLog} from "../../../contracts/interfaces/IDocumentLog.sol";
import {CHEATS} from "./Cheats.sol";
import {Rfc9162} from "./Rfc9162.sol";
import {TestCity} from "./TestCity.sol";

/// @dev For any sequence of appends the log's root is the RFC 9162 root of its entries.
contract DocumentLogRootTest is TestCity {
    uint256 private constant BATCHES_MAX = 70;

    DocumentLog private log;
    bytes[] private entries;

    constructor() {
        log = new DocumentLog(registry);
        registry.setOfficer(idOf(0), address(this), 1 | 8);
        changeAccreditation(0, 0, 2);
    }

    function testFuzz_rootOfAppends(bytes32 seed, uint8 batches, uint64 count) external {
        uint256 size = batches % (BATCHES_MAX + 1);
        uint64 documents = 1 + (count % 1_048_576);
        for (uint256 i = 0; i < size; ++i) {
            bytes32 batchRoot = keccak256(abi.encode(seed, i));
            CHEATS.warp(block.timestamp + (uint256(batchRoot) % 1000));
            CHEATS.recordLogs();
            log.append(idOf(0), typeOf(0), batchRoot, documents);
            require(_reportedRoot() == log.root(), "reported root");
            entries.push(_entry(batchRoot, documents));
        }
        require(log.size() == size, "size");
        require(log.root() == Rfc9162.root(entries), "root");
    }

    function testFuzz_rootOfAppendMany(bytes32 seed, uint8 before, uint8 batches) external {
        uint256 first = before % BATCHES_MAX;
        uint256 size = (batches % BATCHES_MAX) + 1;
        for (uint256 i = 0; i < first; ++i) _appendOne(keccak256(abi.encode(seed, i)));
        IDocumentLog.Batch[] memory many = new IDocumentLog.Batch[](size);
        for (uint256 i = 0; i < size; ++i) {
            bytes32 batchRoot = keccak256(abi.encode(seed, first + i));
            many[i] = IDocumentLog.Batch(idOf(0), typeOf(0), batchRoot, uint64(i + 1));
            entries.push(_entry(batchRoot, uint64(i + 1)));
        }
        require(log.appendMany(many) == first, "first index");
        require(log.root() == Rfc9162.root(entries), "root");
    }

    function _appendOne(bytes32 batchRoot) private {
        log.append(idOf(0), typeOf(0), batchRoot, 1);
        entries.push(_entry(batchRoot, 1));
    }

    /// @dev The log root in the last event: the fourth of BatchAppended's values that are not indexed.
    function _reportedRoot() private returns (bytes32 logRoot) {
        (, , , logRoot) = abi.decode(CHEATS.getRecordedLogs()[0].data, (bytes32, uint64, uint64, bytes32));
    }

    function _entry(bytes32 batchRoot, uint64 count) private view returns (bytes memory entry) {
        return abi.encodePacked(idOf(0), typeOf(0), batchRoot, count, uint64(block.timestamp));
    }
}
