// SPDX-License-Identifier: MIT
#include "daemon/json/strict_reader.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "core/base/json_reason.hpp"
#include "core/base/text.hpp"

namespace qrgen::daemon::json {
namespace {

using nlohmann::json;

// "line 2, column 5", of a place before which `offset` bytes are.
std::string place_of(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t column = before.size() - (before.rfind('\n') + 1);  // npos + 1 is 0
    return "line " + std::to_string(line) + ", column " + std::to_string(column + 1);
}

// Builds the value from what the library's parser calls out.
class Builder final : public nlohmann::json_sax<json> {
  public:
    Builder(std::string_view text, int max_depth, json& root)
        : text_(text), max_depth_(static_cast<std::size_t>(max_depth)), root_(root) {}

    const std::string& complaint() const noexcept { return complaint_; }

    bool null() override { return add(nullptr) != nullptr; }
    bool boolean(bool value) override { return add(value) != nullptr; }
    bool number_integer(number_integer_t value) override { return add(value) != nullptr; }
    bool number_unsigned(number_unsigned_t value) override { return add(value) != nullptr; }
    bool number_float(number_float_t value, const string_t&) override { return add(value) != nullptr; }
    bool string(string_t& value) override { return add(std::move(value)) != nullptr; }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        key_ = std::move(name);
        if (!open_.back()->contains(key_)) return true;
        complaint_ = "the JSON has the name '" + printable(key_.substr(0, 80)) + "' twice in one object";
        return false;
    }

    bool parse_error(std::size_t position, const std::string&, const json::exception& error) override {
        complaint_ = "not valid JSON at " + place_of(text_, position - std::min<std::size_t>(position, 1)) +
                     ": " + json_reason(error.what());
        return false;
    }

  private:
    // Containers are filled only at their end, so that those that are open stay where they are.
    json* add(json value) {
        if (open_.empty()) return &(root_ = std::move(value));
        json& parent = *open_.back();
        if (parent.is_object()) return &(parent[key_] = std::move(value));
        parent.push_back(std::move(value));
        return &parent.back();
    }

    bool open(json container) {
        if (open_.size() == max_depth_) {
            complaint_ = "the JSON is nested deeper than " + std::to_string(max_depth_) + " levels";
            return false;
        }
        open_.push_back(add(std::move(container)));
        return true;
    }

    bool close() {
        open_.pop_back();
        return true;
    }

    std::string_view text_;
    std::size_t max_depth_;
    json& root_;
    std::vector<json*> open_;  // from the outermost to the innermost
    std::string key_;
    std::string complaint_;
};

}  // namespace

std::optional<std::string> read_strictly(std::string_view text, int max_depth, json& value) {
    // The parser ends at a NUL as at the end of the text.
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
        return "not valid JSON at " + place_of(text, nul) + ": a NUL character";
    }
    Builder builder(text, max_depth, value);
    if (json::sax_parse(text.begin(), text.end(), &builder)) return std::nullopt;
    return builder.complaint();
}

}  // namespace qrgen::daemon::json
