// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title How one set of contracts ends and another goes on
/// @notice A registry is sealed by a governing act that names its successor, perhaps on another chain. From then on
/// every append, every change of a status and every change of the registry is refused.
///
/// The successor is a fresh registry. One governing act, {takeOver}, signs the Merkle root of all that is to go on.
/// Anyone then brings it in pieces, in order, each with its path. Until the last piece is taken nothing else is
/// possible. What is taken over is reported by the ordinary events, and counts against no rate.
interface ISuccession {
    /// @notice What `data` of a {Record} is the ABI encoding of:
    /// Authority (bytes32 authority, bytes32 parent, uint8 kind, uint8 state, string issuer, string names) ·
    /// Officer (bytes32 authority, address officer, uint8 roles) ·
    /// Accreditation (bytes32 authority, bytes32 documentType, uint8 level) ·
    /// Key (bytes32 authority, bytes32 x, bytes32 y, uint64 from, uint64 until, uint64 distrustedFrom) ·
    /// Grant (bytes32 authority, string prefix) ·
    /// Validator (bytes32 centre, bytes consensusKey, bytes nodeKey, uint64 power, uint64 from, uint64 until) ·
    /// Relay (address account)
    enum RecordKind {
        Authority,
        Officer,
        Accreditation,
        Key,
        Grant,
        Validator,
        Relay
    }

    /// @notice What goes on in a successor, and from where.
    /// @param stateRoot Merkle root of the registry's pieces (see {takePiece})
    /// @param pieces how many there are
    /// @param statusRoot Merkle root of the status lists' pieces (see {IStatusLists-takePiece})
    /// @param statusPieces how many there are
    /// @param predecessorSize size of the predecessor's log when it was sealed
    /// @param predecessorRoot its RFC 9162 root
    /// @param sealedAt block timestamp of the predecessor's sealing
    struct TakeOver {
        bytes32 stateRoot;
        uint64 pieces;
        bytes32 statusRoot;
        uint64 statusPieces;
        uint256 predecessorChainId;
        address predecessorLog;
        uint64 predecessorSize;
        bytes32 predecessorRoot;
        uint64 sealedAt;
    }

    /// @notice One fact of a registry's state.
    struct Record {
        RecordKind kind;
        bytes data;
    }

    /// @notice The registry ended with this block's events before this one. Its log and lists accept nothing more.
    event RegistrySealed(
        address indexed administrator,
        uint256 successorChainId,
        address successorRegistry,
        address successorLog,
        uint64 timestamp
    );

    /// @notice A city administrator signed what this registry takes over.
    event TakeOverBegun(address indexed administrator, TakeOver terms, uint64 timestamp);

    /// @notice Piece `index` was taken; its records are the events before this one.
    event PieceTaken(uint256 indexed index, uint256 records);

    /// @notice All pieces are there: the registry is open.
    event TakeOverCompleted(uint64 timestamp);

    error Succession_InvalidSuccessor(address successorRegistry, address successorLog);
    /// @notice A registry that has authorities or accreditations of its own, or has taken a piece, takes nothing over.
    error Succession_NotFresh();
    error Succession_InvalidPredecessor(address predecessorLog, uint64 predecessorSize);
    /// @notice The predecessor's last second must be over, so that the terms of both do not overlap.
    error Succession_TooEarly(uint64 sealedAt, uint64 timestamp);
    error Succession_NotTakingOver();
    error Succession_UnknownPiece(bytes32 leaf);
    error Succession_PieceOutOfOrder(uint256 index, uint256 expected);

    /// @notice Ends this registry. By a city administrator; it cannot be undone.
    function seal(uint256 successorChainId, address successorRegistry, address successorLog) external;

    /// @notice Begins a takeover. By a city administrator of a fresh registry; it may be signed again until the
    /// first piece is taken.
    function takeOver(TakeOver calldata terms) external;

    /// @notice Takes the next piece. Anybody may bring it. Records must come after those they need: parents first.
    /// @param piece `abi.encode(uint256 index, Record[] records)`
    /// @param path from the leaf keccak256(keccak256(piece)) to `stateRoot`, as OpenZeppelin's MerkleProof takes it
    function takePiece(bytes calldata piece, bytes32[] calldata path) external;

    /// @notice When the registry was sealed, in Unix seconds (0 while it is open), and what goes on instead.
    function sealing()
        external
        view
        returns (uint64 sealedAt, uint256 successorChainId, address successorRegistry, address successorLog);

    /// @notice What this registry took over; all zeros if nothing.
    /// @return terms as they were signed
    /// @return piecesTaken how many of them
    function predecessor() external view returns (TakeOver memory terms, uint64 piecesTaken);

    /// @notice The status lists' part of {predecessor}. Zeros if there is no predecessor.
    function statusPieces() external view returns (bytes32 statusRoot, uint64 pieces);

    /// @notice Whether another log was before this registry's.
    function hasPredecessor() external view returns (bool has);
}
