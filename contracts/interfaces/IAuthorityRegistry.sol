// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AuthorityId} from "../types/AuthorityId.sol";
import {DocumentTypeId} from "../types/DocumentTypeId.sol";
import {IAuthorityErrors} from "./IAuthorityErrors.sol";

/// @title Who may issue what in the city, now and at any time before
/// @notice A tree of authorities under one city, with their officers, signing keys and accreditations.
///
/// Who may change a record: an account with the ADMINISTER role on the parent of the authority or on any
/// ancestor above; for the city itself, its own administrators. The authority through which the
/// account acts must be active, with all above it. Each operation can be called by the account itself, or relayed
/// by anyone with the account's EIP-712 signature (`…BySig`, see {Authorization}).
///
/// Time is the block's timestamp in Unix seconds. Facts hold over half-open intervals [from, until). Of several
/// changes to one fact within one timestamp the last one counts, for that whole second. A question about a later
/// time than now is answered as if nothing changed until then.
///
/// Strings are public: names of offices and URLs, never personal data.
interface IAuthorityRegistry is IAuthorityErrors {
    /// @notice What an authority is. A city is the root, and the only one; districts are under the city;
    /// industries under the city or a district; departments under anything.
    enum Kind {
        None,
        City,
        District,
        Industry,
        Department
    }

    /// @notice `None` before registration. `Retired` is final and closes the record.
    enum State {
        None,
        Active,
        Suspended,
        Retired
    }

    /// @notice A grant for one document type: to issue it (`Held`), and to let those below issue it (`Delegable`).
    enum Accreditation {
        None,
        Held,
        Delegable
    }

    /// @notice An officer's signed consent to one operation, for a relayer to submit.
    /// @dev The EIP-712 type of the message is named like the operation (`SetState` for `setState`) and has its
    /// parameters, by name and in order, followed by `uint256 nonce, uint256 deadline`. Enums are `uint8`, ids
    /// `bytes32`. The domain is {name: "Sello Authority Registry", version: "1", chainId, verifyingContract}.
    /// @param signer the officer's account; a contract wallet signs by ERC-1271
    /// @param nonce what `nonces(signer)` answers when the request is executed
    /// @param deadline the last block timestamp, in Unix seconds, at which the request may be executed
    /// @param signature 65 bytes (r, s, v) for a plain account; what the wallet accepts otherwise
    struct Authorization {
        address signer;
        uint256 nonce;
        uint256 deadline;
        bytes signature;
    }

    /// @notice An authority joined the tree, active from `timestamp`.
    /// @param administrator the account that decided; for the city, the deployer
    /// @param acting the authority through which the administrator acted; for the city, itself
    /// @param depth 1 for the city, its parent's plus one for any other
    /// @param issuer the SD-JWT VC `iss` URL whose SHA-256 is `authority`
    /// @param names compact JSON of display names: {"zh":…,"es":…,"en":…}
    event AuthorityRegistered(
        AuthorityId indexed authority,
        AuthorityId indexed parent,
        address indexed administrator,
        AuthorityId acting,
        Kind kind,
        uint8 depth,
        string issuer,
        string names,
        uint64 timestamp
    );

    /// @notice The authority's own state changed. Those below are active only while it is.
    event AuthorityStateChanged(
        AuthorityId indexed authority,
        address indexed administrator,
        AuthorityId acting,
        State state,
        uint64 timestamp
    );

    /// @notice `roles` replaced what the officer held on this authority; 0 means none.
    event OfficerChanged(
        AuthorityId indexed authority,
        address indexed officer,
        address indexed administrator,
        AuthorityId acting,
        uint8 roles,
        uint64 timestamp
    );

    /// @notice The key is current over [from, until); `until` 0 means no end. The values are those now in force,
    /// which may differ from the requested ones (see {setSigningKey}).
    event SigningKeyChanged(
        AuthorityId indexed authority,
        bytes32 indexed thumbprint,
        address indexed administrator,
        AuthorityId acting,
        uint64 from,
        uint64 until,
        uint64 timestamp
    );

    /// @notice The authority's own grant changed. Whether it is effective depends on those above as well.
    event AccreditationChanged(
        AuthorityId indexed authority,
        DocumentTypeId indexed documentType,
        address indexed administrator,
        AuthorityId acting,
        Accreditation level,
        uint64 timestamp
    );

    error AuthorityRegistry_AlreadyRegistered(AuthorityId authority);
    error AuthorityRegistry_IssuerMismatch(AuthorityId authority, AuthorityId sha256OfIssuer);
    error AuthorityRegistry_TextLength(uint256 bytesGiven, uint256 bytesMax);
    error AuthorityRegistry_KindNotAllowed(Kind kind, Kind parentKind);
    error AuthorityRegistry_TooDeep(AuthorityId parent, uint8 depthMax);
    error AuthorityRegistry_NotAdministrator(AuthorityId scope, address account);
    error AuthorityRegistry_Retired(AuthorityId authority);
    error AuthorityRegistry_Unchanged(AuthorityId authority);
    error AuthorityRegistry_InvalidState(State state);
    /// @notice The city can be neither suspended nor retired: nobody could act to undo it.
    error AuthorityRegistry_CityStaysActive(AuthorityId city);
    error AuthorityRegistry_InvalidOfficer(address officer);
    error AuthorityRegistry_InvalidRoles(uint8 roles);
    /// @notice Without this officer nobody could administer the city.
    error AuthorityRegistry_LastAdministrator(AuthorityId city, address officer);
    error AuthorityRegistry_InvalidThumbprint(bytes32 thumbprint);
    error AuthorityRegistry_KeyOfAnother(bytes32 thumbprint, AuthorityId owner);
    error AuthorityRegistry_KeyBackdated(bytes32 thumbprint, uint64 from, uint64 earliest);
    error AuthorityRegistry_KeyStartFixed(bytes32 thumbprint, uint64 from, uint64 fixedFrom);
    error AuthorityRegistry_KeyEnded(bytes32 thumbprint, uint64 until);
    error AuthorityRegistry_KeyIntervalEmpty(bytes32 thumbprint, uint64 from, uint64 until);
    error AuthorityRegistry_RequestExpired(uint256 deadline, uint256 timestamp);
    error AuthorityRegistry_InvalidSignature(address signer);

    /// @notice Adds an authority below `parent`, active at once. `parent` and all above must be active.
    /// @param authority SHA-256 of `issuer`
    /// @param issuer SD-JWT VC `iss` URL, 1 to 256 bytes of UTF-8
    /// @param names display names as compact JSON, 1 to 1,024 bytes of UTF-8
    function registerAuthority(
        AuthorityId authority,
        AuthorityId parent,
        Kind kind,
        string calldata issuer,
        string calldata names
    ) external;

    /// @notice {registerAuthority} by signed request.
    function registerAuthorityBySig(
        AuthorityId authority,
        AuthorityId parent,
        Kind kind,
        string calldata issuer,
        string calldata names,
        Authorization calldata authorization
    ) external;

    /// @notice Suspends, reinstates or retires an authority. The city always stays active.
    function setState(AuthorityId authority, State state) external;

    /// @notice {setState} by signed request.
    function setStateBySig(AuthorityId authority, State state, Authorization calldata authorization) external;

    /// @notice Replaces the roles that an account holds on an authority.
    /// @param roles bit flags ADMINISTER 1, ISSUE 2, REVOKE 4, ANCHOR 8; 0 takes all away
    function setOfficer(AuthorityId authority, address officer, uint8 roles) external;

    /// @notice {setOfficer} by signed request.
    function setOfficerBySig(
        AuthorityId authority,
        address officer,
        uint8 roles,
        Authorization calldata authorization
    ) external;

    /// @notice Adds a signing key, or moves the end of one. No call changes what held before now:
    /// a new key starts now or later; its start is fixed from then on; its end may move while it is not reached,
    /// and never into the past. A thumbprint belongs to one authority permanently.
    /// @param thumbprint RFC 7638 SHA-256 thumbprint of the public key
    /// @param from for a new key, its start, not before now, or 0 for now; for a known key, its start again, or 0
    /// @param until its end, or 0 for none. For a known key a time that has passed means now, so that a request to
    /// end a stolen key works however late it is relayed; an end before its start cancels a key that has not begun.
    function setSigningKey(AuthorityId authority, bytes32 thumbprint, uint64 from, uint64 until) external;

    /// @notice {setSigningKey} by signed request.
    function setSigningKeyBySig(
        AuthorityId authority,
        bytes32 thumbprint,
        uint64 from,
        uint64 until,
        Authorization calldata authorization
    ) external;

    /// @notice Grants, changes or withdraws the right to issue a document type. A grant needs the parent and all
    /// above to hold it `Delegable` now. A withdrawal takes it from all below as well, from now on; their own
    /// grants rest, and count again if the one above is restored.
    function setAccreditation(AuthorityId authority, DocumentTypeId documentType, Accreditation level) external;

    /// @notice {setAccreditation} by signed request.
    function setAccreditationBySig(
        AuthorityId authority,
        DocumentTypeId documentType,
        Accreditation level,
        Authorization calldata authorization
    ) external;

    /// @notice Reverts unless, now, `authority` and all above are active, it is accredited for the type, and
    /// `account` holds ANCHOR on it or on an ancestor. One walk up the tree.
    function assertMayAnchor(AuthorityId authority, DocumentTypeId documentType, address account) external view;

    /// @notice Reverts unless, now, `acting` is `owner` or an ancestor of it, is active with all above, and
    /// `account` holds `role` on exactly `acting`. `owner` itself need not be active: an ancestor can go on
    /// revoking what a suspended or retired authority issued.
    function assertMayAct(AuthorityId owner, AuthorityId acting, address account, uint8 role) external view;

    /// @notice Whether the authority and all above it were active.
    function isActiveAt(AuthorityId authority, uint64 timestamp) external view returns (bool active);

    /// @notice Whether the authority held a grant, and all above it held it with the right to delegate.
    /// Says nothing of their states: see {isActiveAt}.
    function isAccreditedAt(
        AuthorityId authority,
        DocumentTypeId documentType,
        uint64 timestamp
    ) external view returns (bool accredited);

    /// @notice Whether the key was this authority's and from ≤ timestamp < until.
    function isKeyCurrentAt(
        AuthorityId authority,
        bytes32 thumbprint,
        uint64 timestamp
    ) external view returns (bool current);

    /// @notice The roles that the account held on exactly this authority.
    function rolesAt(AuthorityId authority, address officer, uint64 timestamp) external view returns (uint8 roles);

    /// @notice The authority's own state, whatever those above it are.
    function stateAt(AuthorityId authority, uint64 timestamp) external view returns (State state);

    /// @notice The authority's own grant, whether or not those above make it effective.
    function accreditationAt(
        AuthorityId authority,
        DocumentTypeId documentType,
        uint64 timestamp
    ) external view returns (Accreditation level);

    /// @notice The key's authority and interval; zeros if the thumbprint is unknown. `until` 0 means no end.
    function signingKeyOf(
        bytes32 thumbprint
    ) external view returns (AuthorityId authority, uint64 from, uint64 until);

    /// @notice The authority above; zero for the city.
    function parentOf(AuthorityId authority) external view returns (AuthorityId parent);

    /// @notice What the authority is; `None` if it is not registered.
    function kindOf(AuthorityId authority) external view returns (Kind kind);

    /// @notice The root of the tree.
    function city() external view returns (AuthorityId authority);
}
