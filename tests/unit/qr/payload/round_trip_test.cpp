// SPDX-License-Identifier: MIT
//
// Fields of any characters, built into a payload, encoded, drawn, decoded by others and read by other code,
// are the same again.
#include <algorithm>
#include <functional>
#include <map>
#include <random>

#include "core/qr/formats/png.hpp"
#include "core/qr/symbol/encode.hpp"
#include "tests/support/png_reader.hpp"
#include "tests/support/qr_reader.hpp"
#include "tests/unit/qr/payload/build.hpp"
#include "tests/unit/qr/payload/parse.hpp"

namespace qrgen::qr {
namespace {

// Values as users may give them, with all characters that some format has a use for.
class Values {
  public:
    explicit Values(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t limit) { return random_() % limit; }
    bool now_and_then() { return below(2) == 0; }

    std::string text(std::size_t longest = 24, const std::string& more = "") {
        std::vector<std::string> pool{"ü", "€", "漢", "😀"};
        for (char c = ' '; c <= '~'; ++c) {
            const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            for (int i = is_plain ? 1 : 4; i > 0; --i) pool.emplace_back(1, c);
        }
        for (const char c : more) pool.insert(pool.end(), 20, std::string(1, c));
        std::string made;
        for (std::size_t i = 1 + below(longest); i > 0; --i) made += pool[below(pool.size())];
        return made;
    }

    std::string of(const std::string& characters, std::size_t least, std::size_t most) {
        std::string made;
        for (std::size_t i = least + below(most - least + 1); i > 0; --i)
            made += characters[below(characters.size())];
        return made;
    }

    std::string digits(std::size_t least, std::size_t most) { return of("0123456789", least, most); }
    std::string phone() { return now_and_then() ? "+4" + digits(6, 14) : digits(2, 15); }
    std::string email() { return of("abc09!#$%&'*+-/=?^_`{|}~", 1, 12) + "@ex-ample." + of("abcxyz", 2, 5); }
    std::string address() { return "https://example.com/" + of("abc;,:@&=+$-_.!~*'()?/#", 0, 20) + "%3B"; }
    std::string date() {
        return "20" + of("0123", 1, 1) + digits(1, 1) + "-0" + of("123456789", 1, 1) + "-1" + digits(1, 1);
    }

  private:
    std::mt19937 random_;
};

void add_some(test::Fields& fields, Values& values,
              const std::map<std::string, std::function<std::string()>>& makers) {
    for (const auto& [name, make] : makers) {
        if (values.now_and_then()) fields.emplace_back(name, make());
    }
}

test::Fields wifi_fields_of(Values& values) {
    const auto bytes_at_most = [&](std::size_t limit) {
        std::string made = values.text(limit);
        while (made.size() > limit) made = values.text(limit);
        return made;
    };
    test::Fields fields{{"ssid", bytes_at_most(32)}};
    if (values.now_and_then()) fields.emplace_back("hidden", "yes");
    switch (values.below(4)) {
        case 0: fields.emplace_back("security", "nopass"); return fields;
        case 1:
            fields.emplace_back("security", "wep");
            fields.emplace_back("password", values.of("\\;,:\"ab1", 5, 5));
            return fields;
        case 2:
            fields.emplace_back("security", "sae");
            fields.emplace_back("password", bytes_at_most(100));
            return fields;
        default:
            fields.emplace_back("security", "wpa");
            fields.emplace_back("password", values.of("\\;,:\"'PS:T ab1", 8, 63));
            return fields;
    }
}

bool has(const test::Fields& fields, std::string_view name) {
    return std::any_of(fields.begin(), fields.end(),
                       [name](const auto& field) { return field.first == name; });
}

test::Fields card_fields_of(Values& values, bool is_vcard) {
    const auto text = [&] { return values.text(); };
    const auto email = [&] { return values.email(); };
    const auto phone = [&] { return values.phone(); };
    test::Fields fields{
        {"first-name", values.text()}, {"phone", phone()}, {"phone", phone()}, {"email", email()}};
    add_some(fields, values,
             {{"last-name", text},
              {"org", text},
              {"email", email},
              {"url", [&] { return values.address(); }},
              {"street", text},
              {"city", text},
              {"region", text},
              {"postcode", [&] { return values.text(20); }},
              {"country", text},
              {"birthday", [&] { return values.date(); }},
              {"note", [&] { return values.text(100, is_vcard ? "\n" : ""); }}});
    if (!is_vcard) {
        // One name alone does not tell which of both it is.
        if (!has(fields, "last-name")) fields.emplace_back("last-name", values.text());
        add_some(fields, values, {{"nickname", text}});
        return fields;
    }
    fields.emplace_back("version", values.now_and_then() ? "3" : "4");
    fields.emplace_back("full-name", values.text());
    if (has(fields, "org")) add_some(fields, values, {{"department", text}});
    add_some(fields, values,
             {{"title", text},
              {"middle-name", text},
              {"prefix", text},
              {"suffix", text},
              {"mobile", phone},
              {"work-phone", phone},
              {"home-phone", phone},
              {"fax", phone},
              {"work-email", email},
              {"home-email", email}});
    return fields;
}

test::Fields event_fields_of(Values& values) {
    test::Fields fields{{"summary", values.text()}, {"uid", values.text()}};
    const std::string zulu = values.now_and_then() ? "Z" : "";
    fields.emplace_back("start", values.date() + "T1" + values.digits(1, 1) + ":30:00" + zulu);
    if (values.now_and_then()) fields.emplace_back("end", "2040-01-01T00:00:01" + zulu);
    if (zulu.empty() && values.now_and_then()) fields.emplace_back("time-zone", "America/Port-au-Prince");
    add_some(fields, values,
             {{"location", [&] { return values.text(); }},
              {"description", [&] { return values.text(100, "\n"); }},
              {"url", [&] { return values.address(); }}});
    return fields;
}

test::Fields otpauth_fields_of(Values& values) {
    const auto label = [&] {
        std::string text = values.text();
        std::erase(text, ':');
        return text + "x";
    };
    test::Fields fields{{"account", label()}, {"secret", values.of("ABCXYZ234567", 16, 16)}};
    const bool by_counter = values.now_and_then();
    fields.emplace_back("type", by_counter ? "hotp" : "totp");
    fields.emplace_back(by_counter ? "counter" : "period", "1" + values.digits(0, 2));
    add_some(fields, values,
             {{"issuer", label}, {"digits", [] { return "8"; }}, {"algorithm", [] { return "SHA256"; }}});
    return fields;
}

test::Fields epc_fields_of(Values& values) {
    test::Fields fields{{"name", values.text()}, {"iban", "DE71110220330123456789"}};
    const bool has_text = values.now_and_then();
    if (has_text) fields.emplace_back("text", values.text(50));
    if (!has_text) fields.emplace_back("reference", "RF18539007547034");
    add_some(fields, values,
             {{"amount", [&] { return "1" + values.digits(0, 8) + '.' + values.digits(2, 2); }},
              {"bic", [] { return "BHBLDEHHXXX"; }},
              {"purpose", [] { return "CHAR"; }},
              {"information", [&] { return values.text(20); }}});
    return fields;
}

test::Fields gs1_fields_of(Values& values) {
    const auto text = [&] { return values.of("!\"%&'()*+,-./:;<=>?_aZ09", 1, 20); };
    test::Fields fields{{"gtin", "09520123456788"}, {"domain", "example.com"}};
    add_some(fields, values,
             {{"lot", text},
              {"serial", text},
              {"variant", text},
              {"expiry", [&] { return values.date(); }},
              {"best-before", [&] { return values.date(); }}});
    return fields;
}

test::Fields geo_fields_of(Values& values) {
    test::Fields fields{{"lat", "-" + values.of("12345678", 1, 2) + '.' + values.digits(1, 6)},
                        {"lon", "1" + values.digits(1, 1) + '.' + values.digits(1, 6)}};
    add_some(fields, values,
             {{"altitude", [&] { return "1" + values.digits(0, 3); }},
              {"uncertainty", [&] { return "1" + values.digits(0, 3); }},
              {"label", [&] { return values.text(); }}});
    return fields;
}

test::Fields fields_of(std::string_view kind, Values& values) {
    if (kind == "wifi") return wifi_fields_of(values);
    if (kind == "vcard" || kind == "mecard") return card_fields_of(values, kind == "vcard");
    if (kind == "event") return event_fields_of(values);
    if (kind == "otpauth") return otpauth_fields_of(values);
    if (kind == "epc") return epc_fields_of(values);
    if (kind == "gs1") return gs1_fields_of(values);
    if (kind == "geo") return geo_fields_of(values);
    test::Fields fields;
    if (kind == "mail") {
        fields = {{"to", values.email()}, {"to", values.email()}, {"subject", values.text()}};
        add_some(fields, values,
                 {{"cc", [&] { return values.email(); }},
                  {"bcc", [&] { return values.email(); }},
                  {"body", [&] { return values.text(100, "\n"); }}});
    } else if (kind == "tel") {
        fields = {{"number", values.phone()}};
        add_some(fields, values, {{"extension", [&] { return values.digits(1, 10); }}});
    } else if (kind == "sms") {
        fields = {{"number", values.phone()}};
        add_some(fields, values,
                 {{"text", [&] { return values.text(100, "\n"); }}, {"scheme", [] { return "sms"; }}});
    } else if (kind == "whatsapp") {
        fields = {{"number", "+4" + values.digits(6, 14)}};
        add_some(fields, values, {{"text", [&] { return values.text(100, "\n"); }}});
    }
    return fields;
}

test::Fields sorted(test::Fields fields) {
    std::sort(fields.begin(), fields.end());
    return fields;
}

std::vector<std::string> kind_names() {
    std::vector<std::string> names;
    for (const PayloadKind& kind : payload_kinds()) names.emplace_back(kind.name);
    return names;
}

class PayloadRoundTripTest : public ::testing::TestWithParam<std::string> {};

TEST_P(PayloadRoundTripTest, FieldsComeBack) {
    const std::string& kind = GetParam();
    for (unsigned seed = 1; seed <= 500; ++seed) {
        Values values(seed);
        const test::Fields fields = fields_of(kind, values);
        const std::string payload = test::build(kind, fields);
        EXPECT_EQ(sorted(test::parse(kind, payload)), sorted(fields)) << payload;
    }
}

TEST_P(PayloadRoundTripTest, FieldsComeBackFromAPicture) {
    const std::string& kind = GetParam();
    for (unsigned seed = 1001; seed <= 1020; ++seed) {
        Values values(seed);
        const test::Fields fields = fields_of(kind, values);
        const Symbol symbol = encode(test::build(kind, fields), {.level = ErrorLevel::low});
        const std::string png = render_png(symbol, {.size = ModuleScale{4}});
        const auto payload = qrgen::test::read_qr(qrgen::test::read_png(png).image);
        ASSERT_TRUE(payload) << kind << ", seed " << seed;
        EXPECT_EQ(sorted(test::parse(kind, *payload)), sorted(fields)) << *payload;
    }
}

INSTANTIATE_TEST_SUITE_P(Kinds, PayloadRoundTripTest, ::testing::ValuesIn(kind_names()),
                         [](const auto& kind) { return kind.param; });

}  // namespace
}  // namespace qrgen::qr
