// SPDX-License-Identifier: MIT
#include <optional>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/config/config_file.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace qrgen;
using fuzz::expect;

using Values = std::map<std::string, config::Value, std::less<>>;

std::optional<Values> try_parse(std::string_view toml) {
    try {
        return config::parse_config(toml, "fuzz.toml");
    } catch (const Error& error) {
        expect(error.kind() == ErrorKind::failure, "a bad file is a failure");
        expect(error.message().starts_with("fuzz.toml:"), "the message names the place");
        expect(printable(error.message() + error.hint()) == error.message() + error.hint(),
               "the message is printable");
        return std::nullopt;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto values = try_parse(fuzz::as_text(data, size));
    if (!values) return 0;
    for (const auto& [key, value] : *values) {
        const config::Setting* setting = config::find_setting(key);
        expect(setting != nullptr, "only known settings are taken");
        expect(config::setting_fault(*setting, value.text).empty(), "only valid values are taken");
        expect(value.origin == config::Origin::file && !value.source.empty(), "the origin is known");
    }
    return 0;
}
