// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AuthorityId} from "../types/AuthorityId.sol";
import {DocumentTypeId} from "../types/DocumentTypeId.sol";
import {IAuthorityErrors} from "./IAuthorityErrors.sol";
import {INetworkRecords} from "./INetworkRecords.sol";
import {ISignedRequests} from "./ISignedRequests.sol";
import {ISuccession} from "./ISuccession.sol";

/// @title Who may issue what in the city, now and at any time before
/// @notice A tree of authorities under one city, with their officers, signing keys and accreditations.
///
/// Who may change a record: an account with the ADMINISTER role on the parent of the authority or on any
/// ancestor above; for the city itself, its own administrators. The authority through which the
/// account acts must be active, with all above it. Each operation can be called by the account itself, or relayed
/// by anyone with the account's EIP-712 signature (`…BySig`, see {ISignedRequests-Authorization}).
///
/// Time is the block's timestamp in Unix seconds. Facts hold over half-open intervals [from, until). Of several
/// changes to one fact within one timestamp the last one counts, for that whole second. A question about a later
/// time than now is answered as if nothing changed until then.
///
/// Rates: an authority other than the city has at most 256 registrations below it in a day (UTC), the city 4,096.
/// Other changes of one record are at most 256 in a day, but for those by the city's administrators.
///
/// Strings are public: names of offices and URLs, never personal data.
interface IAuthorityRegistry is IAuthorityErrors, ISignedRequests, INetworkRecords, ISuccession {
    /// @notice What an authority is. A city is the root, and the only one; districts are under the city;
    /// industries under the city or a district; departments under anything.
    enum Kind {
        None,
        City,
        District,
        Industry,
        Department
    }

    /// @notice `None` before registration. `Retired` is final and closes the record. The city alone can be `Sealed`,
    /// which is final too, or `TakingOver`, before a successor opens (see {ISuccession}).
    enum State {
        None,
        Active,
        Suspended,
        Retired,
        Sealed,
        TakingOver
    }

    /// @notice A grant for one document type: to issue it (`Held`), and to let those below issue it (`Delegable`).
    enum Accreditation {
        None,
        Held,
        Delegable
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
    /// which may differ from the requested ones (see {addSigningKey} and {endSigningKey}).
    event SigningKeyChanged(
        AuthorityId indexed authority,
        bytes32 indexed thumbprint,
        address indexed administrator,
        AuthorityId acting,
        uint64 from,
        uint64 until,
        uint64 timestamp
    );

    /// @notice The public key of a thumbprint: the coordinates of a point of P-256.
    event SigningKeyPublished(AuthorityId indexed authority, bytes32 indexed thumbprint, bytes32 x, bytes32 y);

    /// @notice What the key signed from `since` on is not to be trusted: perhaps others have it.
    event SigningKeyDistrusted(
        AuthorityId indexed authority,
        bytes32 indexed thumbprint,
        address indexed administrator,
        AuthorityId acting,
        uint64 since,
        uint64 timestamp
    );

    /// @notice The account showed that it can act as an administrator. Of the city, it counts as one from now on.
    event AdministrationAccepted(AuthorityId indexed authority, address indexed administrator, uint64 timestamp);

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
    /// @notice The byte at `position` may not be there.
    error AuthorityRegistry_TextInvalid(uint256 position);
    /// @notice The acting authority may not use this issuer: its prefix was not granted, or the slug is not its own.
    error AuthorityRegistry_IssuerNotAllowed(AuthorityId acting);
    error AuthorityRegistry_TooManyToday(AuthorityId authority, uint256 most);
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
    /// @notice Without this officer nobody who is known to be able to act could administer the city.
    error AuthorityRegistry_LastAdministrator(AuthorityId city, address officer);
    error AuthorityRegistry_NotCityAdministrator(address account);
    error AuthorityRegistry_KeyKnown(bytes32 thumbprint, AuthorityId owner);
    error AuthorityRegistry_UnknownKey(AuthorityId authority, bytes32 thumbprint);
    error AuthorityRegistry_InvalidKeySignature(bytes32 thumbprint);
    error AuthorityRegistry_KeyDistrustAhead(bytes32 thumbprint, uint64 since, uint64 timestamp);
    error AuthorityRegistry_TimeOutOfRange(uint64 time, uint256 timeMax);
    error AuthorityRegistry_KeyBackdated(bytes32 thumbprint, uint64 from, uint64 earliest);
    error AuthorityRegistry_KeyStartFixed(bytes32 thumbprint, uint64 from, uint64 fixedFrom);
    error AuthorityRegistry_KeyEnded(bytes32 thumbprint, uint64 until);
    error AuthorityRegistry_KeyIntervalEmpty(bytes32 thumbprint, uint64 from, uint64 until);

    /// @notice Adds an authority below `parent`, active at once. `parent` and all above must be active.
    /// @param authority SHA-256 of `issuer`
    /// @param issuer SD-JWT VC `iss` URL, at most 256 bytes: a prefix that ends with a slash, and a slug of
    /// `[a-z0-9]+(-[a-z0-9]+)*`, at most 64 bytes. The prefix is the city's, or one granted to the acting authority or
    /// one above it. With the city's prefix, who acts for an authority below the city may register only what begins
    /// with the acting authority's own issuer and a hyphen.
    /// @param names display names as compact JSON, 1 to 1,024 bytes of UTF-8 without control characters
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

    /// @notice Adds a signing key. Only who has the key can have it added: it signs for whom it is to be.
    /// @param x the first coordinate of the P-256 point
    /// @param y the second
    /// @param from its start, not before now, or 0 for now
    /// @param until its end, or 0 for none
    /// @param keySignature 64 bytes, r and s: ES256 by the key over
    /// `abi.encode("Sello signing key", block.chainid, registry address, authority, from, until)`
    function addSigningKey(
        AuthorityId authority,
        bytes32 x,
        bytes32 y,
        uint64 from,
        uint64 until,
        bytes calldata keySignature
    ) external;

    /// @notice {addSigningKey} by signed request.
    function addSigningKeyBySig(
        AuthorityId authority,
        bytes32 x,
        bytes32 y,
        uint64 from,
        uint64 until,
        bytes calldata keySignature,
        Authorization calldata authorization
    ) external;

    /// @notice Moves the end of a signing key while it is not reached, never into the past.
    /// @param thumbprint RFC 7638 SHA-256 thumbprint of the public key
    /// @param until its end, or 0 for none. A time that has passed means now, so that a request to end a stolen key
    /// works however late it is relayed; an end before its start cancels a key that has not begun.
    function endSigningKey(AuthorityId authority, bytes32 thumbprint, uint64 until) external;

    /// @notice {endSigningKey} by signed request.
    function endSigningKeyBySig(
        AuthorityId authority,
        bytes32 thumbprint,
        uint64 until,
        Authorization calldata authorization
    ) external;

    /// @notice Marks a signing key as not to be trusted from a time, which later calls can only move back. Its term
    /// stays as it is. Also for keys that have ended, and those of a retired authority.
    /// @param since not after now, or 0 for now
    function distrustSigningKey(AuthorityId authority, bytes32 thumbprint, uint64 since) external;

    /// @notice {distrustSigningKey} by signed request.
    function distrustSigningKeyBySig(
        AuthorityId authority,
        bytes32 thumbprint,
        uint64 since,
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

    /// @notice Shows that the caller, who holds ADMINISTER on the authority, can act. The last administrator of the
    /// city that has shown it, by this or by any other act, cannot be removed.
    function acceptAdministration(AuthorityId authority) external;

    /// @notice {acceptAdministration} by signed request.
    function acceptAdministrationBySig(AuthorityId authority, Authorization calldata authorization) external;

    /// @notice {INetworkRecords-grantIssuerPrefix} by signed request.
    function grantIssuerPrefixBySig(
        AuthorityId authority,
        string calldata prefix,
        bool granted,
        Authorization calldata authorization
    ) external;

    /// @notice {INetworkRecords-setValidator} by signed request.
    function setValidatorBySig(
        AuthorityId centre,
        bytes calldata consensusKey,
        bytes calldata nodeKey,
        uint64 power,
        uint64 from,
        uint64 until,
        Authorization calldata authorization
    ) external;

    /// @notice {INetworkRecords-setRelay} by signed request.
    function setRelayBySig(address account, bool permitted, Authorization calldata authorization) external;

    /// @notice {ISuccession-seal} by signed request.
    function sealBySig(
        uint256 successorChainId,
        address successorRegistry,
        address successorLog,
        Authorization calldata authorization
    ) external;

    /// @notice {ISuccession-takeOver} by signed request.
    function takeOverBySig(TakeOver calldata terms, Authorization calldata authorization) external;

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

    /// @notice Whether the key was this authority's, from ≤ timestamp < until, and it was not distrusted then.
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

    /// @notice The key's authority, its interval and the time from which it is distrusted; zeros if the thumbprint is
    /// unknown. `until` 0 means no end, `distrustedFrom` 0 never.
    function signingKeyOf(
        bytes32 thumbprint
    ) external view returns (AuthorityId authority, uint64 from, uint64 until, uint64 distrustedFrom);

    /// @notice Whether the account, an administrator of the authority, has shown that it can act.
    function hasAccepted(AuthorityId authority, address account) external view returns (bool accepted);

    /// @notice The authority above; zero for the city.
    function parentOf(AuthorityId authority) external view returns (AuthorityId parent);

    /// @notice What the authority is; `None` if it is not registered.
    function kindOf(AuthorityId authority) external view returns (Kind kind);

    /// @notice The root of the tree.
    function city() external view returns (AuthorityId authority);
}
