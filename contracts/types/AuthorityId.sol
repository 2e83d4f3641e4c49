// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice An authority's name on chain: `sha256(utf8(iss))`, where `iss` is the SD-JWT VC issuer URL.
type AuthorityId is bytes32;

using {equals as ==} for AuthorityId global;

/// @dev The parent of the city, which has none.
AuthorityId constant NO_AUTHORITY = AuthorityId.wrap(bytes32(0));

function equals(AuthorityId left, AuthorityId right) pure returns (bool same) {
    return AuthorityId.unwrap(left) == AuthorityId.unwrap(right);
}
