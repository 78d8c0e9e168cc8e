// SPDX-License-Identifier: MIT
#include "core/records/json_members.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/json_reason.hpp"
#include "core/records/complaint.hpp"

namespace qrgen::records {
namespace {

using nlohmann::json;

// What the library's parser calls out. Nothing goes deeper than a list in the object.
class Members final : public nlohmann::json_sax<json> {
  public:
    Members(std::string_view text, std::vector<JsonMember>& members) : text_(text), members_(members) {}

    const std::string& complaint() const noexcept { return complaint_; }

    bool null() override { return is_in_list_ ? refuse_item() : add(std::nullopt); }
    bool boolean(bool value) override { return add_plain(value ? "true" : "false"); }
    bool number_unsigned(number_unsigned_t value) override { return add_plain(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& text) override { return add_plain(text); }
    bool binary(binary_t&) override { return false; }
    bool end_object() override { return true; }

    // Only what begins with a minus is called an integer here.
    bool number_integer(number_integer_t value) override {
        return add_plain(value == 0 ? "-0" : std::to_string(value));
    }

    bool string(string_t& value) override {
        if (!is_in_list_) return add(std::move(value));
        if (!std::exchange(is_first_item_, false)) list_ += ' ';
        list_ += value;
        return true;
    }

    bool key(string_t& name) override {
        name_ = std::move(name);
        return true;
    }

    bool start_object(std::size_t) override {
        if (!is_in_object_) return is_in_object_ = true;
        return is_in_list_ ? refuse_item()
                           : refuse("is an object; only plain values and lists of texts are read");
    }

    bool start_array(std::size_t) override {
        if (is_in_list_) return refuse_item();
        if (!is_in_object_) return refuse_root();
        is_in_list_ = is_first_item_ = true;
        list_.clear();
        return true;
    }

    bool end_array() override {
        is_in_list_ = false;
        return add(std::move(list_));
    }

    bool parse_error(std::size_t position, const std::string&, const json::exception& error) override {
        complaint_ = "not valid JSON at column " + std::to_string(std::min(position, text_.size())) + ": " +
                     json_reason(error.what());
        return false;
    }

  private:
    bool add(std::optional<std::string> value) {
        if (!is_in_object_) return refuse_root();
        members_.push_back({std::move(name_), std::move(value)});
        return true;
    }

    bool add_plain(std::string value) { return is_in_list_ ? refuse_item() : add(std::move(value)); }

    bool refuse(const std::string& reason) {
        complaint_ = "member " + quoted_name(name_) + " " + reason;
        return false;
    }

    bool refuse_item() { return refuse("is a list with something else than texts"); }

    bool refuse_root() {
        complaint_ = "the line is no JSON object";
        return false;
    }

    std::string_view text_;
    std::vector<JsonMember>& members_;
    bool is_in_object_ = false;
    bool is_in_list_ = false;
    bool is_first_item_ = false;
    std::string name_;
    std::string list_;
    std::string complaint_;
};

}  // namespace

std::string read_members(std::string_view text, std::vector<JsonMember>& members) {
    Members handler(text, members);
    json::sax_parse(text.begin(), text.end(), &handler);
    return handler.complaint();
}

}  // namespace qrgen::records
