// SPDX-License-Identifier: MIT
#include "cmd/commands/batch.hpp"

#include <cstring>
#include <filesystem>
#include <thread>

#include <unistd.h>

#include "cmd/batch/batch_options.hpp"
#include "cmd/batch/batch_report.hpp"
#include "cmd/batch/interruption.hpp"
#include "cmd/batch/lock_file.hpp"
#include "cmd/batch/picture_places.hpp"
#include "cmd/batch/progress_bar.hpp"
#include "cmd/batch/row_pictures.hpp"
#include "cmd/database.hpp"
#include "cmd/error_report.hpp"
#include "cmd/input.hpp"
#include "cmd/terminal.hpp"
#include "core/base/error.hpp"
#include "core/batch/batch.hpp"
#include "core/batch/prune.hpp"
#include "core/codes/code_rules.hpp"

namespace qrgen::cmd {
namespace {

using batch::RunTransaction;

// A row was refused, so nothing is to be stored.
class TakenBack : public std::exception {};

// Counts the bytes that are read, for the progress bar.
records::ByteSource counted(records::ByteSource source, std::uint64_t& count) {
    return [source = std::move(source), &count](std::span<char> buffer) {
        const std::size_t size = source(buffer);
        count += size;
        return size;
    };
}

// Bytes that were looked at are given once more.
records::ByteSource with_prefix(std::string prefix, records::ByteSource source) {
    return [prefix = std::move(prefix), source = std::move(source),
            given = std::size_t{0}](std::span<char> buffer) mutable -> std::size_t {
        if (given == prefix.size()) return source(buffer);
        const std::size_t size = std::min(buffer.size(), prefix.size() - given);
        std::memcpy(buffer.data(), prefix.data() + given, size);
        given += size;
        return size;
    };
}

// Where the name tells nothing, the first character does: no header begins with a brace.
records::RecordSyntax sniff(records::ByteSource& source) {
    std::string prefix(4096, '\0');
    prefix.resize(source(prefix));
    const std::size_t first = prefix.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    const bool is_json = first != std::string::npos && prefix[first] == '{';
    source = prefix.empty() ? records::ByteSource([](std::span<char>) -> std::size_t { return 0; })
                            : with_prefix(std::move(prefix), std::move(source));
    return is_json ? records::RecordSyntax::ndjson : records::RecordSyntax::csv;
}

std::uint64_t size_of_input(const std::string& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    return error || file == "-" ? 0 : size;
}

class Batch final : public Command {
  public:
    void setup(CLI::App& app) override {
        app_ = &app;
        options_.setup(app);
    }

    ExitCode run(const Context& context) override;

  private:
    class BatchRun;

    CLI::App* app_ = nullptr;
    BatchOptions options_;
    std::string actor_;
};

// One run, with all that it needs.
class Batch::BatchRun {
  public:
    // One reads what there is while the other writes.
    static constexpr int sessions = 2;

    BatchRun(const Batch& command, const Context& context, const Interruption& interruption)
        : options_(command.options_),
          actor_(command.actor_),
          context_(context),
          interruption_(interruption),
          store_(open_store(context.configuration, sessions)),
          service_(store_, redirect_rules(context.configuration)),
          ledger_(options_.out_dir ? batch::PictureLedger(*options_.out_dir) : batch::PictureLedger()),
          planner_(options_.no_store ? nullptr : &store_, service_, ledger_, plan_options(command)),
          report_(options_.report, context, service_.base_url()),
          progress_(size_of_input(options_.input), !context.quiet),
          reader_(open_input()),
          rows_(*reader_, options_.row_defaults()) {
        if (!options_.dry_run) output_ = open_pictures(options_, jobs(), ledger_, context);
    }

    ExitCode run() {
        try {
            work();
        } catch (const Error&) {
            end();
            throw;
        }
        if (!was_taken_back_ && was_finished_) prune();
        end();
        return exit_code();
    }

  private:
    int jobs() const {
        return options_.jobs > 0 ? options_.jobs
                                 : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    }

    batch::PlanOptions plan_options(const Batch& command) const {
        batch::PlanOptions plan;
        plan.set = options_.set;
        plan.makes_pictures = options_.makes_pictures() && !options_.sheet_file;
        plan.directory = options_.out_dir.value_or("");
        if (options_.name_template) plan.name_template.emplace(*options_.name_template);
        plan.format = options_.picture_format();
        plan.drawing = drawing_description(*command.app_, options_.picture);
        return plan;
    }

    std::unique_ptr<records::RecordReader> open_input() {
        records::ByteSource source = records::open_bytes(options_.input);
        if (options_.input == "-") source = interruption_.interruptible_stdin(std::move(source));
        source = counted(std::move(source), bytes_read_);
        auto syntax = options_.syntax;
        if (!syntax) syntax = records::syntax_of_file(options_.input);
        if (!syntax) syntax = sniff(source);
        return records::open_records(*syntax, std::move(source));
    }

    void work() {
        if (options_.no_store || options_.dry_run) {
            run_rows(nullptr);
            was_taken_back_ = options_.atomic && report_.totals().refused > 0;
        } else if (options_.atomic) {
            run_in_one_transaction();
        } else {
            run_rows([this](const auto& work) { store_.write(work); });
        }
        if (output_ && was_finished_ && !was_taken_back_) output_->finish();
    }

    void run_in_one_transaction() {
        bool has_begun = false;
        try {
            store_.write([&](store::Transaction& transaction) {
                if (std::exchange(has_begun, true)) {
                    throw Error(ErrorKind::unavailable, "others changed the same codes meanwhile",
                                "nothing was stored; run again");
                }
                run_rows([&](const auto& work) { work(transaction); });
                if (report_.totals().refused > 0 || !was_finished_) throw TakenBack();
            });
        } catch (const TakenBack&) {
            was_taken_back_ = true;
        }
    }

    void run_rows(RunTransaction run_transaction) {
        std::optional<batch::CodeWriter> writer;
        if (run_transaction)
            writer.emplace(std::move(run_transaction), service_, options_.set, actor_, system_now);
        const batch::BatchParts parts{.planner = planner_,
                                      .make_maker = [this] { return make_picture_maker(options_, context_); },
                                      .writer = writer ? &*writer : nullptr,
                                      .output = output_.get(),
                                      .jobs = jobs(),
                                      .on_item = [this](const batch::Item& item) { report(item); },
                                      .should_stop = [this] { return interruption_.is_requested(); }};
        was_finished_ = batch::run_batch(rows_, parts);
    }

    void report(const batch::Item& item) {
        if (report_.totals().rows == 0) report_.set_errors_header(reader_->header_text());
        if (item.is_refused() || records_cross_bar_) progress_.clear();
        report_.add(item);
        progress_.update(bytes_read_, report_.totals().rows);
    }

    void prune() {
        if (!options_.prune) return;
        if (planner_.has_unreadable_rows()) {
            context_.log.warning("nothing was pruned: there are rows whose keys nobody can read");
            return;
        }
        const auto vanished = batch::vanished_codes(
            store_, options_.set, [this](const std::string& key) { return planner_.has_seen(key); });
        progress_.clear();
        if (vanished.empty()) return;
        if (options_.dry_run) {
            for (const batch::VanishedCode& code : vanished) report_.add(code);
            return;
        }
        const std::string question = "Delete " + std::to_string(vanished.size()) + " codes of the set " +
                                     options_.set + " that are no longer in the file?";
        if (!options_.yes && !confirm(question)) {
            context_.log.info("nothing was deleted");
            return;
        }
        batch::delete_vanished(store_, options_.set, vanished, actor_, system_now(),
                               [this](const batch::VanishedCode& code) { report_.add(code); });
    }

    void end() {
        progress_.clear();
        // What was written so far is to be found by the next run; --atomic writes nothing before its end.
        if (options_.out_dir && !options_.dry_run && !options_.atomic) ledger_.flush();
        report_.finish();
        if (was_taken_back_) context_.log.info("nothing was kept: --atomic, and not all rows are done");
        // Of a run that failed at once the error tells all.
        if (was_finished_ || was_taken_back_ || report_.totals().rows > 0)
            context_.log.info(report_.summary());
    }

    ExitCode exit_code() const {
        if (!was_finished_) return ExitCode::interrupted;
        const auto& totals = report_.totals();
        if (totals.refused == 0) return ExitCode::ok;
        if (options_.report.records.chosen() == RecordFormat::json) {
            report_some_failed(static_cast<std::size_t>(totals.refused),
                               static_cast<std::size_t>(totals.rows));
        }
        return ExitCode::some_failed;
    }

    const BatchOptions& options_;
    const std::string& actor_;
    const Context& context_;
    const Interruption& interruption_;
    store::Store store_;
    codes::CodeService service_;
    batch::PictureLedger ledger_;
    batch::Planner planner_;
    BatchReport report_;
    std::uint64_t bytes_read_ = 0;
    ProgressBar progress_;
    std::unique_ptr<records::RecordReader> reader_;
    batch::RowReader rows_;
    std::unique_ptr<batch::PictureOutput> output_;
    // Records and progress bar are written to the same terminal.
    const bool records_cross_bar_ = options_.report.uses_stdout && is_terminal(STDOUT_FILENO);
    bool was_taken_back_ = false;
    bool was_finished_ = false;  // all rows of the file were seen
};

ExitCode Batch::run(const Context& context) {
    options_.check();
    options_.report.uses_stdout = !options_.writes_to_stdout();
    options_.report.dry_run = options_.dry_run;
    options_.picture.decoration.load_logo();
    actor_ = actor_name(options_.actor);
    codes::check_actor(actor_);
    std::optional<LockFile> lock;
    if (options_.lock_file) lock.emplace(*options_.lock_file);
    const Interruption interruption;
    return BatchRun(*this, context, interruption).run();
}

}  // namespace

std::unique_ptr<Command> make_batch() {
    return std::make_unique<Batch>();
}

}  // namespace qrgen::cmd
