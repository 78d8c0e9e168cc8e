// SPDX-License-Identifier: MIT
//
// What headers of a scan tell that is counted: where the link was followed, and which language the visitor
// reads. Both take any bytes and never throw but for lack of memory.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace qrgen::scans {

inline constexpr std::size_t max_referrer_host = 100;  // bytes
inline constexpr std::size_t max_language = 35;        // bytes, as BCP 47 (RFC 5646 section 4.4.1) advises

/// The host of a Referer header: of a web address, or the name of the app in one of Android
/// ("android-app://org.example.app"). In lower case, without user, port, one final dot and a leading "www.";
/// IPv6 addresses stay in brackets, Punycode stays as it is. A host that is too long loses labels at its
/// start. Empty if there is no such address.
std::string referrer_host(std::string_view referrer);

/// The language tag of an Accept-Language header (RFC 9110 section 12.5.4) with the highest weight, the first
/// among equals, in the case that RFC 5646 section 2.1.1 gives it: "de-CH", "zh-Hant-TW". Ranges that have
/// not the form of a tag, are too long, "*" or weigh nothing are passed over; empty if none is left.
std::string language_of(std::string_view accept_language);

}  // namespace qrgen::scans
