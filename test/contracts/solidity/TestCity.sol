// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AuthorityRegistry} from "../../../contracts/AuthorityRegistry.sol";
import {IAuthorityRegistry} from "../../../contracts/interfaces/IAuthorityRegistry.sol";
import {AuthorityId} from "../../../contracts/types/AuthorityId.sol";
import {DocumentTypeId} from "../../../contracts/types/DocumentTypeId.sol";
import {CHEATS} from "./Cheats.sol";

/// @dev A city of six authorities, known by small numbers, with a plain model of what the registry holds.
/// The model keeps only the present, and is asked by recursion: it shares nothing with the registry's walks.
/// 0 city, 1 district under it, 2 industry under it, 3 department under 1, 4 department under 2, 5 under 3.
/// Officer `i` holds all roles on authority `i`; officer 6 none.
abstract contract TestCity {
    uint256 internal constant AUTHORITIES = 6;
    uint256 internal constant OFFICERS = 7;
    uint256 internal constant TYPES = 2;

    AuthorityRegistry internal registry;
    uint256[AUTHORITIES] internal parents = [0, 0, 0, 1, 2, 3];
    IAuthorityRegistry.State[AUTHORITIES] internal states;
    IAuthorityRegistry.Accreditation[TYPES][AUTHORITIES] internal levels;

    constructor() {
        registry = new AuthorityRegistry(idOf(0), issuerOf(0), "{}", address(this));
        IAuthorityRegistry.Kind[AUTHORITIES] memory kinds = [
            IAuthorityRegistry.Kind.City,
            IAuthorityRegistry.Kind.District,
            IAuthorityRegistry.Kind.Industry,
            IAuthorityRegistry.Kind.Department,
            IAuthorityRegistry.Kind.Department,
            IAuthorityRegistry.Kind.Department
        ];
        for (uint256 i = 0; i < AUTHORITIES; ++i) {
            if (i != 0) registry.registerAuthority(idOf(i), idOf(parents[i]), kinds[i], issuerOf(i), "{}");
            registry.setOfficer(idOf(i), officer(i), 15);
            states[i] = IAuthorityRegistry.State.Active;
        }
    }

    function issuerOf(uint256 authority) internal pure returns (string memory issuer) {
        return string.concat("https://city.example/authorities/", string(abi.encodePacked(bytes1(uint8(97 + authority)))));
    }

    function idOf(uint256 authority) internal pure returns (AuthorityId id) {
        return AuthorityId.wrap(sha256(bytes(issuerOf(authority))));
    }

    function typeOf(uint256 documentType) internal pure returns (DocumentTypeId id) {
        return DocumentTypeId.wrap(bytes32(documentType + 1));
    }

    function officer(uint256 index) internal pure returns (address account) {
        return address(uint160(0x0ff1ce00 + index));
    }

    function modelIsActive(uint256 authority) internal view returns (bool active) {
        if (states[authority] != IAuthorityRegistry.State.Active) return false;
        return authority == 0 || modelIsActive(parents[authority]);
    }

    function modelMayDelegate(uint256 authority, uint256 documentType) internal view returns (bool may) {
        if (levels[authority][documentType] != IAuthorityRegistry.Accreditation.Delegable) return false;
        return authority == 0 || modelMayDelegate(parents[authority], documentType);
    }

    function modelIsAccredited(uint256 authority, uint256 documentType) internal view returns (bool accredited) {
        if (levels[authority][documentType] == IAuthorityRegistry.Accreditation.None) return false;
        return authority == 0 || modelMayDelegate(parents[authority], documentType);
    }

    /// @dev Officer `i` stands for authority `i`: is that one `authority`, or above it?
    function modelIsSameOrAbove(uint256 upper, uint256 authority) internal view returns (bool above) {
        return upper == authority || (authority != 0 && modelIsSameOrAbove(upper, parents[authority]));
    }

    /// @dev May officer `caller` change the record of `authority`, whatever it holds?
    function modelMayChange(uint256 caller, uint256 authority) internal view returns (bool may) {
        return caller < AUTHORITIES && modelIsSameOrAbove(caller, parents[authority]) && modelIsActive(caller);
    }

    /// @dev The city's officer half of the time, so that much is allowed.
    function someone(uint8 random) internal pure returns (uint256 caller) {
        return random % 2 == 0 ? 0 : (random / 2) % OFFICERS;
    }

    /// @dev Calls the registry as an officer; it must do it exactly when the rules allow it.
    function attempt(uint256 caller, bytes memory call, bool allowed) internal returns (bool done) {
        return attemptOn(caller, address(registry), call, allowed);
    }

    function attemptOn(uint256 caller, address target, bytes memory call, bool allowed) internal returns (bool done) {
        CHEATS.prank(officer(caller));
        (done, ) = target.call(call);
        require(done || !allowed, "refused what the rules allow");
        require(!done || allowed, "done what the rules forbid");
    }

    function changeState(uint256 authority, bool active) internal {
        IAuthorityRegistry.State state = active
            ? IAuthorityRegistry.State.Active
            : IAuthorityRegistry.State.Suspended;
        if (authority == 0 || states[authority] == state) return;
        registry.setState(idOf(authority), state);
        states[authority] = state;
    }

    /// @dev The registry must agree with the model on whether the grant may be given.
    function changeAccreditation(uint256 authority, uint256 documentType, uint256 level) internal {
        IAuthorityRegistry.Accreditation wanted = IAuthorityRegistry.Accreditation(level);
        if (levels[authority][documentType] == wanted) return;
        bool allowed = level == 0 || authority == 0 || modelMayDelegate(parents[authority], documentType);
        try registry.setAccreditation(idOf(authority), typeOf(documentType), wanted) {
            require(allowed, "granted what the parent may not delegate");
            levels[authority][documentType] = wanted;
        } catch {
            require(!allowed, "refused what the parent may delegate");
        }
    }
}
