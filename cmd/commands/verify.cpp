// SPDX-License-Identifier: MIT
#include "cmd/commands/verify.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "cmd/choice_option.hpp"
#include "cmd/error_report.hpp"
#include "cmd/input.hpp"
#include "cmd/record_options.hpp"
#include "cmd/record_printer.hpp"
#include "cmd/terminal.hpp"
#include "core/base/base64.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/qr/images/read_image.hpp"
#include "core/qr/verify/sequence_parts.hpp"
#include "core/qr/verify/verify.hpp"

namespace qrgen::cmd {
namespace {

const Choices<char> grades{{"a", 'A'}, {"b", 'B'}, {"c", 'C'}, {"d", 'D'}};

const std::vector<std::string_view> fields{"file",
                                           "content",
                                           "content_base64",
                                           "grade",
                                           "reasons",
                                           "kind",
                                           "version",
                                           "level",
                                           "mask",
                                           "mirrored",
                                           "inverted",
                                           "correction_used",
                                           "correction_available",
                                           "blocks",
                                           "contrast",
                                           "quiet_zone",
                                           "module_pixels",
                                           "sequence_number",
                                           "sequence_count",
                                           "sequence_parity",
                                           "disagreements"};

const std::vector<std::string_view> table_columns{"file", "grade", "content", "reasons"};

template <typename Value>
Record or_null(const std::optional<Value>& value) {
    return value ? Record(*value) : Record();
}

// A list stays one for programs that know lists.
Record list_record(const std::vector<std::string>& items, const char* separator, RecordFormat format) {
    if (format == RecordFormat::json || format == RecordFormat::ndjson) return items;
    std::string text;
    for (const std::string& item : items) text += (text.empty() ? "" : separator) + item;
    return text;
}

void add_content(Record& record, const std::string& content, RecordFormat format) {
    const bool is_text = !find_invalid_utf8(content);
    // A table shows any bytes in a harmless way.
    record["content"] = is_text || format == RecordFormat::table ? Record(content) : Record();
    record["content_base64"] = is_text ? Record() : Record(to_base64(content));
}

void add_correction(Record& record, const std::vector<qr::BlockErrors>& blocks, RecordFormat format) {
    const auto left = [](const qr::BlockErrors& block) { return block.correctable - block.wrong; };
    const auto worst = std::min_element(blocks.begin(), blocks.end(), [&](const auto& a, const auto& b) {
        return left(a) * b.correctable < left(b) * a.correctable;
    });
    const bool has_blocks = worst != blocks.end();
    record["correction_used"] = has_blocks ? Record(worst->wrong) : Record();
    record["correction_available"] = has_blocks ? Record(worst->correctable) : Record();
    std::vector<std::string> texts;
    for (const qr::BlockErrors& block : blocks) {
        texts.push_back(std::to_string(block.wrong) + "/" + std::to_string(block.correctable));
    }
    record["blocks"] = list_record(texts, " ", format);
}

void add_sequence(Record& record, const std::optional<qr::SequencePlace>& place) {
    record["sequence_number"] = place ? Record(place->index + 1) : Record();
    record["sequence_count"] = place ? Record(place->count) : Record();
    record["sequence_parity"] = place ? Record(place->parity) : Record();
}

Record record_of(const std::string& file, const qr::ScannedCode& code, RecordFormat format) {
    Record record{{"file", file}};
    add_content(record, code.content, format);
    record["grade"] = std::string(1, code.grade.letter);
    record["reasons"] = list_record(code.grade.reasons, "; ", format);
    record["kind"] = code.kind == qr::SymbolKind::qr ? "qr" : "micro";
    record["version"] = or_null(code.version);
    record["level"] = code.level ? Record(std::string(1, qr::to_char(*code.level))) : Record();
    record["mask"] = or_null(code.mask);
    record["mirrored"] = code.mirrored;
    record["inverted"] = code.inverted;
    add_correction(record, code.blocks, format);
    record["contrast"] = code.contrast;
    record["quiet_zone"] = code.quiet_zone;
    record["module_pixels"] = code.module_pixels;
    add_sequence(record, code.sequence);
    record["disagreements"] = list_record(code.disagreements, "; ", format);
    return record;
}

std::string quoted(const std::string& content) {
    constexpr int widest = 60;
    std::string text = "'";
    text += cut_to_width(printable(content), widest);
    return text += '\'';
}

void append(std::string& text, const std::string& more) {
    text += (text.empty() ? "" : "; ") + more;
}

Error naming(const std::string& file, const Error& error) {
    // Of what is wrong with the picture, that it is the picture's fault goes without saying.
    const std::string& message =
        error.faults().size() == 1 ? error.faults().front().message : error.message();
    return {error.kind(), (file == "-" ? "standard input" : file) + ": " + message, error.hint()};
}

class Verify final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("FILE", files_, "pictures; - is standard input")->required();
        app.add_option("--expect", expected_, "fail unless the codes say exactly TEXT")->type_name("TEXT");
        add_choice(app, "--min-grade", min_grade_, grades, "fail below this grade: a, b, c or d")
            ->type_name("GRADE");
        app.add_flag("--strict", strict_, "ask a second decoder, and fail if it reads something else");
        records_.setup(app);
    }

    ExitCode run(const Context& context) override {
        if (strict_) qr::require_second_decoder();
        const bool is_list = files_.size() > 1;
        RecordPrinter printer(context.quiet ? RecordFormat::table : records_.format(), fields,
                              is_list ? table_columns : std::vector<std::string_view>());
        std::vector<Error> errors;
        const auto report = [&](Error error) {
            if (is_list) report_error(error, ErrorStyle::text);
            errors.push_back(std::move(error));
        };
        for (const std::string& file : files_) {
            try {
                verify(file, context.quiet ? nullptr : &printer);
            } catch (const Error& error) {
                report(error);
            }
        }
        printer.finish();
        if (const std::string problem = sequence_problems(); !problem.empty()) {
            report(Error(ErrorKind::verification, problem));
        }
        if (errors.empty() && printer.reader_is_gone()) throw ReaderGone();
        return outcome(errors, is_list);
    }

  private:
    // Errors name the file.
    void verify(const std::string& file, RecordPrinter* printer) {
        const std::string bytes = read_picture_file(file);
        try {
            verify_picture(file, bytes, printer);
        } catch (const Error& error) {
            throw naming(file, error);
        }
    }

    // Prints what was read before it says what is wrong with it.
    void verify_picture(const std::string& file, const std::string& bytes, RecordPrinter* printer) {
        const auto strictness = strict_ ? qr::Strictness::two_decoders : qr::Strictness::one_decoder;
        const std::vector<qr::ScannedCode> codes = qr::scan_codes(qr::read_image(bytes), strictness);
        if (codes.empty()) throw Error(ErrorKind::verification, "no QR code can be read in it");
        std::string problems;
        for (std::size_t i = 0; i < codes.size(); ++i) {
            if (printer != nullptr) printer->add(record_of(file, codes[i], records_.format()));
            if (codes[i].sequence) qr::add_part(sequences_, *codes[i].sequence, codes[i].content);
            const std::string problem = problems_of(codes[i]);
            if (problem.empty()) continue;
            append(problems, (codes.size() > 1 ? "code " + std::to_string(i + 1) + ": " : "") + problem);
        }
        if (!problems.empty()) throw Error(ErrorKind::verification, problems);
    }

    std::string problems_of(const qr::ScannedCode& code) const {
        std::string problems;
        if (expected_ && !code.sequence && code.content != *expected_) {
            append(problems, "it says " + quoted(code.content) + ", which is not what was expected");
        }
        if (min_grade_ && code.grade.letter > *min_grade_) {
            append(problems, std::string("its grade is ") + code.grade.letter + ", below " + *min_grade_);
        }
        for (const std::string& disagreement : code.disagreements) append(problems, disagreement);
        return problems;
    }

    std::string sequence_problems() const {
        std::string problems;
        for (const qr::SequenceParts& sequence : sequences_) {
            const std::string problem = problem_of(sequence);
            if (problem.empty()) continue;
            append(problems, std::string("the sequence of ").append(std::to_string(sequence.count())) +
                                 " codes " + problem);
        }
        return problems;
    }

    // Some parts without the others are complete only if nothing is expected of them.
    std::string problem_of(const qr::SequenceParts& sequence) const {
        std::string missing;
        for (const int number : sequence.missing()) missing.append(" ").append(std::to_string(number));
        if (!missing.empty()) return expected_ ? "lacks number" + missing : "";
        if (!sequence.has_right_parity()) return "does not have the parity that they name";
        const std::string content = sequence.content();
        if (!expected_ || content == *expected_) return "";
        return "says " + quoted(content) + ", which is not what was expected";
    }

    // Of a single file the last error is thrown, so that it is told like that of any command.
    ExitCode outcome(const std::vector<Error>& errors, bool is_list) const {
        if (errors.empty()) return ExitCode::ok;
        if (!is_list) {
            for (std::size_t i = 0; i + 1 < errors.size(); ++i) report_error(errors[i], ErrorStyle::text);
            throw errors.back();
        }
        const bool any_failed = std::any_of(errors.begin(), errors.end(), [](const Error& error) {
            return error.kind() == ErrorKind::verification;
        });
        const bool is_json = records_.format() == RecordFormat::json;
        if (is_json && any_failed) {
            report_json_error(Error(ErrorKind::verification, "verification failed",
                                    "each problem is told on a line before this one"));
        } else if (is_json) {
            report_some_failed(errors.size(), files_.size());
        }
        return any_failed ? ExitCode::verification_failed : ExitCode::some_failed;
    }

    std::vector<std::string> files_;
    std::optional<std::string> expected_;
    std::optional<char> min_grade_;
    bool strict_ = false;
    RecordOptions records_;
    std::vector<qr::SequenceParts> sequences_;
};

}  // namespace

std::unique_ptr<Command> make_verify() {
    return std::make_unique<Verify>();
}

}  // namespace qrgen::cmd
