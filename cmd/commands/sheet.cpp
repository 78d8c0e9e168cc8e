// SPDX-License-Identifier: MIT
#include "cmd/commands/sheet.hpp"

#include <algorithm>
#include <set>

#include "cmd/choice_option.hpp"
#include "cmd/database.hpp"
#include "cmd/error_report.hpp"
#include "cmd/input.hpp"
#include "cmd/label_rows.hpp"
#include "cmd/picture/code_captions.hpp"
#include "cmd/picture/picture_options.hpp"
#include "cmd/picture/sheet_options.hpp"
#include "cmd/record_options.hpp"
#include "cmd/streamed_file.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/qr/formats/decimal.hpp"
#include "core/qr/picture/logo_fit.hpp"

namespace qrgen::cmd {
namespace {

const Choices<records::RecordSyntax> syntaxes{{"csv", records::RecordSyntax::csv},
                                              {"ndjson", records::RecordSyntax::ndjson}};

const std::vector<std::string_view> layout_fields{
    "name",        "page_width", "page_height",  "columns",   "rows",          "label_width", "label_height",
    "left_margin", "top_margin", "column_pitch", "row_pitch", "corner_radius", "products"};
const std::vector<std::string_view> layout_columns{"name",        "columns",      "rows",
                                                   "label_width", "label_height", "products"};

// At most this many different risks and columns are told.
constexpr std::size_t most_told = 10;

double hundredths(double millimetres) {
    return static_cast<double>(static_cast<long>(millimetres * 100 + 0.5)) / 100;
}

Record record_of(const qr::NamedLayout& named) {
    const qr::LabelLayout& layout = named.layout;
    return {{"name", named.name},
            {"page_width", hundredths(layout.page.width)},
            {"page_height", hundredths(layout.page.height)},
            {"columns", layout.columns},
            {"rows", layout.rows},
            {"label_width", hundredths(layout.width)},
            {"label_height", hundredths(layout.height)},
            {"left_margin", hundredths(layout.left)},
            {"top_margin", hundredths(layout.top)},
            {"column_pitch", hundredths(layout.column_pitch)},
            {"row_pitch", hundredths(layout.row_pitch)},
            {"corner_radius", hundredths(layout.corner_radius)},
            {"products", named.products}};
}

bool concerns_one_label(const Error& error) {
    switch (error.kind()) {
        case ErrorKind::invalid:
        case ErrorKind::usage:
        case ErrorKind::not_found: return true;
        default: return false;
    }
}

class Sheet final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("FILE", inputs_, "rows of labels, CSV or NDJSON; or IDs; - is standard input");
        app.add_flag("--codes", codes_, "the arguments are ids or short ids of stored codes");
        add_choice(app, "--input-format", syntax_, syntaxes, "csv or ndjson; default: by FILE's ending, csv")
            ->type_name("FORMAT");
        app.add_option("-o,--output", picture_.output, "write the PDF to FILE; - is standard output")
            ->type_name("FILE");
        app.add_flag("--force", picture_.force, "overwrite FILE if it exists");
        picture_.setup_for_labels(app);
        sheet_.setup(app);
        app.add_flag("--list-layouts", list_layouts_, "print the labels that have a name, and nothing else");
        records_.setup(app);
    }

    ExitCode run(const Context& context) override {
        if (list_layouts_) {
            print_layouts();
            return ExitCode::ok;
        }
        if (inputs_.empty()) {
            throw Error(ErrorKind::usage, "FILE is missing",
                        "give the name of a file, or - for standard input");
        }
        const std::optional<TextTemplate> captions = sheet_.captions();
        StreamedFile file(picture_.output, picture_.force ? Overwrite::allow : Overwrite::refuse,
                          "a PDF file");
        qr::SheetWriter writer(sheet_.layout(), sheet_.style,
                               [&file](std::string_view bytes) { file.append(bytes); });
        writer_ = &writer;
        picture_.decoration.load_logo();
        standard_ = standard_picture(context);
        if (codes_) {
            add_codes(captions, context);
        } else {
            add_rows(captions, context);
        }
        return finish(file, context);
    }

  private:
    void print_layouts() const {
        RecordList list;
        list.fields = layout_fields;
        for (const qr::NamedLayout& layout : qr::label_layouts()) list.items.push_back(record_of(layout));
        list.total = static_cast<std::int64_t>(list.items.size());
        records_.print(list, layout_columns);
    }

    codes::Code with_options(codes::Code code) const {
        picture_.apply_to(code);
        return code;
    }

    // What is wrong with the options is told before any label.
    qr::Picture standard_picture(const Context& context) {
        qr::Picture picture = picture_.draft_of(with_options({}), context);
        if (!codes_) warn_of_risks(picture, context);
        return picture;
    }

    void add_rows(const std::optional<TextTemplate>& captions, const Context& context) {
        if (inputs_.size() > 1) {
            throw Error(ErrorKind::usage, "there can be only one FILE", "for stored codes use --codes");
        }
        const std::string& name = inputs_.front();
        const records::RecordSyntax syntax =
            syntax_.value_or(records::syntax_of_file(name).value_or(records::RecordSyntax::csv));
        LabelRows rows(records::open_records(syntax, records::open_bytes(name)), syntax, captions);
        const codes::Code code = with_options({});
        const qr::EncodeOptions encoding = picture_.encode_options(code, qr::ContentKind::text);
        LabelRow row;
        const auto add_next = [&] {
            if (!rows.next(row)) return false;
            qr::Picture picture = standard_;
            if (row.caption) picture_.decoration.set_caption(picture, *row.caption);
            writer_->add(qr::encode_for(picture, row.content, encoding), picture, row.copies);
            return true;
        };
        while (each([&] { return "line " + std::to_string(row.line); }, add_next,
                    [&] { return !rows.is_broken(); })) {
        }
        warn_of_columns(rows.unused_columns(), context);
    }

    void add_codes(const std::optional<TextTemplate>& text, const Context& context) {
        const auto captions = text ? std::optional<CodeCaptions>(*text) : std::nullopt;
        const References references = read_references(inputs_);
        CodeDatabase database(context.configuration);
        for (const std::string& reference : references.items) {
            const auto add_code = [&] {
                const codes::Code code = with_options(database.codes().find(reference));
                qr::Picture picture = picture_.draft_of(code, context);
                warn_of_risks(picture, context);
                if (captions) {
                    picture_.decoration.set_caption(picture, captions->caption(code));
                }
                const auto encoding = picture_.encode_options(code, qr::ContentKind::text);
                writer_->add(qr::encode_for(picture, code.content, encoding), picture);
                return true;
            };
            each([&] { return reference; }, add_code, [] { return true; });
        }
    }

    // Does `work` for one label, and tells what is wrong with it while `can_go_on`. Returns what work() does,
    // or true.
    template <typename Name, typename Work, typename GoOn>
    bool each(const Name& name, const Work& work, const GoOn& can_go_on) {
        try {
            const bool is_there = work();
            if (is_there) ++items_;
            return is_there;
        } catch (const Error& error) {
            if (!can_go_on() || !concerns_one_label(error)) throw;
            ++items_;
            ++failures_;
            report_error(Error(error.kind(), name() + ": " + error.message(), error.hint()),
                         ErrorStyle::text);
            return true;
        }
    }

    void warn_of_risks(const qr::Picture& picture, const Context& context) {
        for (const std::string& risk : picture_.accepted_risks(picture)) {
            if (risks_.size() < most_told && risks_.insert(risk).second) context.log.warning(risk);
        }
    }

    static void warn_of_columns(const std::vector<std::string>& columns, const Context& context) {
        if (columns.empty()) return;
        std::string names;
        for (std::size_t i = 0; i < std::min(columns.size(), most_told); ++i) {
            names += (i > 0 ? ", " : "") + printable(columns[i]);
        }
        context.log.warning("columns that no label shows: " + names +
                            (columns.size() > most_told ? " and others" : ""));
    }

    // Labels that are fine are printed although others are not.
    ExitCode finish(StreamedFile& file, const Context& context) {
        if (writer_->figures().labels > 0) {
            writer_->finish();
            file.commit();
            report_sheet(writer_->figures(), context);
        } else if (failures_ == 0) {
            throw Error(ErrorKind::invalid, "there are no labels, so there is nothing to write");
        }
        if (failures_ == 0) return ExitCode::ok;
        if (records_.format() == RecordFormat::json) report_some_failed(failures_, items_);
        return ExitCode::some_failed;
    }

    std::vector<std::string> inputs_;
    bool codes_ = false;
    bool list_layouts_ = false;
    std::optional<records::RecordSyntax> syntax_;
    PictureOptions picture_;
    SheetOptions sheet_;
    RecordOptions records_;
    qr::SheetWriter* writer_ = nullptr;  // while run() works
    qr::Picture standard_;               // without a label's own caption
    std::set<std::string> risks_;        // that were told
    std::size_t items_ = 0;
    std::size_t failures_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_sheet() {
    return std::make_unique<Sheet>();
}

}  // namespace qrgen::cmd
