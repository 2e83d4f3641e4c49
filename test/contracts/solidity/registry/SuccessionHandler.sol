// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AuthorityRegistry} from "../../../../contracts/AuthorityRegistry.sol";
import {DocumentLog} from "../../../../contracts/DocumentLog.sol";
import {StatusLists} from "../../../../contracts/StatusLists.sol";
import {ISuccession} from "../../../../contracts/interfaces/ISuccession.sol";
import {AuthorityId} from "../../../../contracts/types/AuthorityId.sol";
import {CHEATS, Cheats} from "../Cheats.sol";
import {TakenCity} from "./TakenCity.sol";

/// @dev Anybody seals a registry, signs takeovers of another and brings pieces to it, in any order. Before it takes
/// over, and after, its city makes changes of its own.
contract SuccessionHandler is TakenCity {
    enum Phase {
        Fresh,
        TakingOver,
        Open,
        Sealed
    }

    AuthorityRegistry private _successor;
    DocumentLog private _log;
    StatusLists private _lists;
    DocumentLog private _oldLog;
    Phase private _phase;
    bool private _isFounded;
    bool private _hasTaken;
    uint256 private _seed;
    uint256 private _pieces;
    uint256 private _statusPieces;
    bool private _isOldSealed;
    bool private _isOldLogSealed;
    bool private _isCommitted;
    /// @dev The events that say that the takeover is complete.
    uint256 private _completions;

    constructor() {
        CHEATS.warp(1_800_000_000);
        _successor = new AuthorityRegistry(idOf(0), issuerOf(0), "{}", address(this));
        _successor.setOfficer(idOf(0), officer(0), 1);
        _log = new DocumentLog(_successor);
        _lists = new StatusLists(_successor);
        _oldLog = new DocumentLog(registry);
    }

    function takeOver(uint8 caller, uint8 seed, uint8 random) external {
        bool isEarly = random % 8 == 0;
        ISuccession.TakeOver memory terms = ISuccession.TakeOver(
            rootOf(seed),
            pieceCountOf(seed),
            statusRootOf(seed),
            STATUS_PIECES,
            77,
            address(_oldLog),
            9,
            keccak256("root"),
            uint64(block.timestamp) - (isEarly ? 0 : 1)
        );
        bool isStart = (_phase == Phase.Fresh && !_isFounded) || (_phase == Phase.TakingOver && _pieces == 0);
        bool allowed = someone(caller) == 0 && isStart && !isEarly;
        if (!_try(caller, address(_successor), abi.encodeCall(_successor.takeOver, (terms)), allowed)) return;
        (_seed, _hasTaken, _phase) = (seed, pieceCountOf(seed) == 0, Phase.TakingOver);
        if (_hasTaken) _phase = Phase.Open;
    }

    /// @dev One or two of them.
    function takePieces(uint8 caller, uint8 index, uint8 other, uint8 times) external {
        for (uint256 i = 0; i <= times % 2; ++i) _takePiece(caller, index, other);
    }

    function takeStatusPiece(uint8 caller, uint8 index, uint8 other) external {
        uint256 place = index % 4 == 0 ? (index / 4) % STATUS_PIECES : _statusPieces % STATUS_PIECES;
        uint256 seed = other % 4 == 0 ? other / 4 : _seed;
        bool allowed = _hasTaken && _phase == Phase.Open && place == _statusPieces && seed == _seed;
        bytes memory call = abi.encodeCall(_lists.takePiece, (statusPieceOf(seed, place), statusPathOf(seed, place)));
        if (_try(caller, address(_lists), call, allowed)) ++_statusPieces;
    }

    function commitPredecessor(uint8 caller) external {
        bool allowed = _hasTaken && !_isCommitted && _phase != Phase.Sealed;
        if (_try(caller, address(_log), abi.encodeCall(_log.commitPredecessor, ()), allowed)) _isCommitted = true;
    }

    /// @dev A change that has nothing to do with what is taken over. Seldom, for a registry that has one is not fresh.
    function change(uint8 caller, uint16 random) external {
        if (_phase != Phase.TakingOver && random % 8 != 0) return;
        address relay = address(uint160(0xface0000 + uint256(random)));
        bool allowed = _isOpen() && someone(caller) == 0 && !_successor.isRelay(relay);
        bytes memory call = abi.encodeCall(_successor.setRelay, (relay, true));
        if (_try(caller, address(_successor), call, allowed)) _isFounded = true;
    }

    /// @dev Seldom, for it is the end.
    function seal(uint8 caller, uint8 random) external {
        if (random % 8 != 0) return;
        bool allowed = _isOpen() && someone(caller) == 0;
        bytes memory call = abi.encodeCall(_successor.seal, (78, address(1), address(2)));
        if (_try(caller, address(_successor), call, allowed)) _phase = Phase.Sealed;
    }

    /// @dev Seals the registry that was before, or its log, or makes a change there.
    function actBefore(uint8 caller, uint8 act, uint8 authority) external {
        if (act % 4 == 0) _sealOld(caller);
        else if (act % 4 == 1) _sealOldLog(caller);
        else _changeOld(caller, authority % uint8(AUTHORITIES));
    }

    function pass(uint16 seconds_) external {
        CHEATS.warp(block.timestamp + seconds_);
    }

    /// @dev The last terms that were signed, all of their pieces or not, and one end of it at most.
    function termsStand() external view returns (bool stand) {
        (ISuccession.TakeOver memory terms, uint64 taken) = _successor.predecessor();
        bool isSigned = _phase == Phase.TakingOver || _hasTaken;
        if (terms.stateRoot != (isSigned ? rootOf(_seed) : bytes32(0)) || taken != _pieces) return false;
        if (terms.pieces != (isSigned ? pieceCountOf(_seed) : 0)) return false;
        if (_completions != (_hasTaken ? 1 : 0) || _lists.piecesTaken() != _statusPieces) return false;
        return _successor.isActiveAt(idOf(0), uint64(block.timestamp)) == _isOpen();
    }

    function holdsWhatWasSigned() external view returns (bool holds) {
        if (_hasTaken && !holdsAllOf(_successor, _seed)) return false;
        return _statusPieces != STATUS_PIECES || holdsHeadsOf(_lists, _seed);
    }

    /// @dev Half the time the next piece; one in four is of another root.
    function _takePiece(uint8 caller, uint8 index, uint8 other) private {
        uint256 place = index % 2 == 0 ? (index / 2) % PIECES : _pieces % PIECES;
        uint256 seed = other % 4 == 0 ? other / 4 : _seed;
        bool allowed = _phase == Phase.TakingOver && place == _pieces && seed == _seed;
        bytes memory call = abi.encodeCall(_successor.takePiece, (pieceOf(seed, place), pathOf(seed, place)));
        if (!_try(caller, address(_successor), call, allowed)) return;
        ++_pieces;
        _hasTaken = _pieces == pieceCountOf(_seed);
        if (_hasTaken) _phase = Phase.Open;
    }

    function _sealOld(uint8 caller) private {
        bool allowed = !_isOldSealed && someone(caller) == 0;
        bytes memory call = abi.encodeCall(registry.seal, (77, address(_successor), address(_log)));
        if (_try(caller, address(registry), call, allowed)) _isOldSealed = true;
    }

    function _sealOldLog(uint8 caller) private {
        bool allowed = _isOldSealed && !_isOldLogSealed;
        if (_try(caller, address(_oldLog), abi.encodeCall(_oldLog.seal, ()), allowed)) _isOldLogSealed = true;
    }

    function _changeOld(uint8 caller, uint8 authority) private {
        AuthorityId id = idOf(authority);
        address holder = officer(OFFICERS - 1);
        uint8 roles = registry.rolesAt(id, holder, uint64(block.timestamp)) ^ 2;
        bool allowed = !_isOldSealed && modelMayChange(someone(caller), authority);
        _try(caller, address(registry), abi.encodeCall(registry.setOfficer, (id, holder, roles)), allowed);
    }

    function _try(uint8 caller, address target, bytes memory call, bool allowed) private returns (bool done) {
        CHEATS.recordLogs();
        done = attemptOn(someone(caller), target, call, allowed);
        _countCompletions();
    }

    function _isOpen() private view returns (bool open) {
        return _phase == Phase.Fresh || _phase == Phase.Open;
    }

    function _countCompletions() private {
        Cheats.Log[] memory logs = CHEATS.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] == ISuccession.TakeOverCompleted.selector) ++_completions;
        }
    }
}
