// SPDX-License-Identifier: MIT
#include "cmd/commands/list.hpp"

#include "cmd/choice_option.hpp"
#include "cmd/database.hpp"
#include "cmd/number_option.hpp"
#include "cmd/record_options.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/codes/code_fields.hpp"
#include "core/codes/code_json.hpp"

namespace qrgen::cmd {
namespace {

const Choices<codes::CodeType> types{{"static", codes::CodeType::static_code},
                                     {"dynamic", codes::CodeType::dynamic_code}};

const std::vector<std::string_view> table_columns{"id",         "qr_type", "short_id", "scan_count",
                                                  "created_at", "title",   "target"};

std::optional<Timestamp> parse_time(const char* option, const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    if (const auto time = parse_rfc3339(*text)) return time;
    throw Error(ErrorKind::usage, std::string(option) + ": '" + printable(*text) + "' is no time",
                "write it like 2026-11-22 or 2026-11-22T09:30:00Z");
}

void check_sort_field(const std::string& field) {
    if (codes::find_code_field(field) != nullptr) return;
    const std::string_view meant = nearest(field, code_field_names());
    throw Error(
        ErrorKind::usage, "--sort-by: there is no field '" + printable(field) + "'",
        meant.empty() ? "qrgen-list(1) names the fields" : "did you mean '" + std::string(meant) + "'?");
}

class List final : public Command {
  public:
    void setup(CLI::App& app) override {
        add_choice(app, "--type", query_.type, types, "only codes of this type: static or dynamic")
            ->type_name("TYPE");
        app.add_option("--search", query_.search,
                       "only codes with TEXT in content, title, description or target")
            ->type_name("TEXT");
        app.add_option("--tag", query_.tag, "only codes with this tag")->type_name("TAG");
        app.add_option("--created-from", created_from_, "only codes made at TIME or later")
            ->type_name("TIME");
        app.add_option("--created-before", created_before_, "only codes made before TIME")->type_name("TIME");
        app.add_option("--sort-by", query_.sort_by, "field to sort by; default created_at")
            ->type_name("FIELD");
        app.add_flag("--sort-desc", query_.sort_desc, "sort from the last to the first");
        add_number<std::int64_t>(app, "--limit", query_.limit, {1, 1000},
                                 "codes on a page, 1 to 1000; default 20");
        CLI::Option* skip = add_number<std::int64_t>(app, "--skip", query_.skip, {0, max_skip},
                                                     "leave out the first N codes");
        add_number<std::int64_t>(app, "--page", page_, {1, max_skip}, "show page N, counting from 1")
            ->excludes(skip);
        app.add_flag("--count", count_, "print only how many codes there are");
        records_.setup(app);
    }

    ExitCode run(const Context& context) override {
        query_.created_from = parse_time("--created-from", created_from_);
        query_.created_before = parse_time("--created-before", created_before_);
        check_sort_field(query_.sort_by);
        if (page_) query_.skip = (*page_ - 1) * query_.limit;
        CodeDatabase database(context.configuration);
        count_ ? print_count(database.codes()) : print_page(database.codes(), context);
        return ExitCode::ok;
    }

  private:
    static constexpr std::int64_t max_skip = 1'000'000'000'000;

    void print_count(codes::CodeService& codes) {
        query_.limit = 0;
        const std::int64_t total = codes.list(query_).total;
        if (records_.chosen()) {
            records_.print(Record{{"total", total}});
        } else {
            write_stdout(std::to_string(total) + '\n');
        }
    }

    void print_page(codes::CodeService& codes, const Context& context) {
        const codes::CodePage found = codes.list(query_);
        RecordList list;
        list.fields = code_field_names();
        list.total = found.total;
        list.page = query_.skip / query_.limit + 1;
        list.page_size = query_.limit;
        for (const codes::Code& code : found.items) list.items.push_back(row(code));
        records_.print(list, table_columns);
        report_rest(list, context);
    }

    Record row(const codes::Code& code) const {
        Record record = codes::to_json(code);
        // What a person wants to see of either kind, in one column.
        if (records_.format() == RecordFormat::table)
            record["target"] = code.redirect_url.value_or(code.content);
        return record;
    }

    void report_rest(const RecordList& list, const Context& context) const {
        const auto shown = static_cast<std::int64_t>(list.items.size());
        if (records_.format() != RecordFormat::table || query_.skip + shown >= list.total) return;
        context.log.info(std::to_string(shown) + " of " + std::to_string(list.total) +
                         " codes; --page N and --limit N show others");
    }

    codes::CodeQuery query_;
    std::optional<std::string> created_from_;
    std::optional<std::string> created_before_;
    std::optional<std::int64_t> page_;
    bool count_ = false;
    RecordOptions records_;
};

}  // namespace

std::unique_ptr<Command> make_list() {
    return std::make_unique<List>();
}

}  // namespace qrgen::cmd
