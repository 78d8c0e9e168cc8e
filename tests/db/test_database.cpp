// SPDX-License-Identifier: MIT
#include "tests/db/test_database.hpp"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/store/dialect.hpp"
#include "core/store/session.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

const char* server() {
    return std::getenv("QRGEN_TEST_POSTGRESQL_URL");
}

// Reads a pipe to its end.
std::string read_all(int file) {
    std::string text;
    char buffer[4096];
    for (ssize_t n = 0; (n = read(file, buffer, sizeof buffer)) > 0;)
        text.append(buffer, static_cast<std::size_t>(n));
    close(file);
    return text;
}

void give_up_rights() {
    if (geteuid() != 0) return;
    constexpr unsigned nobody = 65534;
    if (setgroups(0, nullptr) != 0 || setgid(nobody) != 0 || setuid(nobody) != 0) _exit(1);
}

// Starts a process that waits for `start` to be closed, and returns the pipe with what `action` returned.
int start_child(int start_read, int start_write, User user, const std::function<std::string()>& action) {
    int result[2];
    if (pipe(result) != 0) std::abort();
    if (fork() != 0) {
        close(result[1]);
        return result[0];
    }
    close(start_write);
    if (user == User::unprivileged) give_up_rights();
    char ignored = 0;
    if (read(start_read, &ignored, 1) != 0) _exit(1);
    std::string text;
    try {
        text = action();
    } catch (const Error& error) {
        text = std::string(to_string(error.kind())) + ": " + error.what();
    }
    if (write(result[1], text.data(), text.size()) < 0) _exit(1);
    _exit(0);  // without destructors and handlers that are the parent's
}

std::vector<std::string> run_children(int count, User user, const std::function<std::string()>& action) {
    int start[2];
    if (pipe(start) != 0) std::abort();
    std::vector<int> pipes;
    for (int i = 0; i < count; ++i) pipes.push_back(start_child(start[0], start[1], user, action));
    close(start[0]);
    close(start[1]);
    std::vector<std::string> results;
    for (const int file : pipes) results.push_back(read_all(file));
    for (int i = 0; i < count; ++i) wait(nullptr);
    return results;
}

}  // namespace

bool is_postgresql() {
    return server() != nullptr;
}

TemporaryDirectory::TemporaryDirectory() {
    std::string name = testing::TempDir() + "qrgen-store-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string ServerUrl::text() const {
    return "postgresql://" + user + ":" + password + "@" + host + ":" + port + "/" + database;
}

std::string run_on(const std::string& text, const std::string& sql) {
    const DatabaseUrl url = DatabaseUrl::parse(text);
    const auto session = open_session(url);
    const std::string place = place_of(url);
    Transaction transaction(*session, dialect_of(url.backend), place);
    std::string value;
    query(transaction, sql, {}, 1, [&](const Row& row) { value = row[0].value_or(""); });
    return value;
}

TestDatabase::TestDatabase() {
    if (!is_postgresql()) return;
    static std::atomic<int> counter = 0;
    name_ = "test_" + std::to_string(getpid()) + "_" + std::to_string(++counter);
    run_on(server(), "CREATE DATABASE " + name_);
}

TestDatabase::~TestDatabase() {
    if (is_postgresql()) run_on(server(), "DROP DATABASE " + name_ + " WITH (FORCE)");
}

std::string TestDatabase::url() const {
    return is_postgresql() ? server_url().text() : "sqlite://" + file();
}

ServerUrl TestDatabase::server_url() const {
    std::string rest = server();
    const auto take_until = [&rest](const std::string& separator) {
        const std::size_t end = rest.find(separator);
        if (end == std::string::npos) std::abort();
        std::string part = rest.substr(0, end);
        rest.erase(0, end + separator.size());
        return part;
    };
    take_until("://");
    ServerUrl url;
    url.user = take_until(":");
    url.password = take_until("@");
    url.host = take_until(":");
    url.port = take_until("/");
    url.database = name_;
    return url;
}

std::string TestDatabase::file() const {
    return directory_.path("codes.db");
}

std::string TestDatabase::run(const std::string& sql) const {
    return run_on(url(), sql);
}

StoreTest::StoreTest() : store_(open_store()) {
    Migrator(*store_).up();
}

std::unique_ptr<Store> StoreTest::open_store(StoreOptions options) const {
    return std::make_unique<Store>(DatabaseUrl::parse(database_.url()), options);
}

void StoreTest::insert(const codes::Code& code) {
    store_->write([&](Transaction& transaction) { CodeTable(transaction).insert(code); });
}

void StoreTest::update(const codes::Code& code) {
    store_->write([&](Transaction& transaction) { CodeTable(transaction).update(code); });
}

std::optional<codes::Code> StoreTest::find(const std::string& reference, Deleted deleted) {
    std::optional<codes::Code> code;
    store_->read([&](Transaction& transaction) { code = CodeTable(transaction).find(reference, deleted); });
    return code;
}

codes::CodePage StoreTest::list(const codes::CodeQuery& query) {
    codes::CodePage page;
    store_->read([&](Transaction& transaction) { page = CodeTable(transaction).list(query); });
    return page;
}

Timestamp time_of(int number) {
    using namespace std::chrono;
    return sys_days(year(2026) / January / 1) + seconds(number);
}

std::string id_of(int number) {
    char id[40];
    std::snprintf(id, sizeof id, "00000000-0000-7000-8000-%012d", number);
    return id;
}

codes::Code make_code(int number) {
    codes::Code code;
    code.id = id_of(number);
    code.short_id = "s" + std::to_string(number);
    code.content = "https://qr.example/r/" + *code.short_id;
    code.type = codes::CodeType::dynamic_code;
    code.redirect_url = "https://example.com/" + std::to_string(number);
    code.created_at = time_of(number);
    code.updated_at = time_of(number);
    return code;
}

std::string describe(const codes::Code& code) {
    const auto text = [](const std::optional<std::string>& value) {
        return value ? "\"" + *value + "\"" : "none";
    };
    const auto time = [](const std::optional<Timestamp>& value) {
        return value ? format_rfc3339(*value) : "none";
    };
    std::ostringstream out;
    out << code.id << "\n"
        << code.content << "\n"
        << to_string(code.type) << " " << to_string(code.status) << "\n"
        << text(code.redirect_url) << "\n"
        << text(code.title) << "\n"
        << text(code.description) << "\n"
        << code.fill_color << " " << code.back_color << " " << code.size << " " << code.border << " "
        << qr::to_char(code.error_level) << "\n"
        << text(code.short_id) << " " << text(code.external_key) << " " << text(code.batch_set) << "\n";
    for (const std::string& tag : code.tags) out << "[" << tag << "]";
    out << "\n"
        << time(code.created_at) << " " << time(code.updated_at) << " " << time(code.deleted_at) << "\n"
        << code.scan_count << " " << time(code.last_scan_at) << " " << code.genuine_scan_count << " "
        << time(code.first_genuine_scan_at) << " " << time(code.last_genuine_scan_at);
    return out.str();
}

std::vector<std::string> ids_of(const codes::CodePage& page) {
    std::vector<std::string> ids;
    for (const codes::Code& code : page.items) ids.push_back(code.id);
    return ids;
}

Error error_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error;
    }
    ADD_FAILURE() << "no error was thrown";
    return Error(ErrorKind::usage, "no error was thrown");
}

std::string in_child(User user, const std::function<std::string()>& action) {
    return run_children(1, user, action).front();
}

std::vector<std::string> in_children(int count, const std::function<std::string()>& action) {
    return run_children(count, User::same, action);
}

}  // namespace qrgen::store
