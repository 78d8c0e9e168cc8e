// SPDX-License-Identifier: MIT
#include "core/store/session.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/text.hpp"
#include "core/store/backend_library.hpp"
#include "core/store/libpq.hpp"
#include "core/store/store_error.hpp"

namespace qrgen::store {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot_create(const std::string& what, const std::string& path, int code) {
    throw Error(ErrorKind::unavailable,
                "cannot create the " + what + " " + printable(path) + ": " + std::strerror(code),
                "name another file as database_url, or change the permissions");
}

// SQLite would make the file readable for everybody. It takes an empty file for an empty database, and gives
// the files that it puts next to it the same permissions.
void create_file(const std::string& path) {
    const fs::path directory = fs::path(path).parent_path();
    if (const int error = make_private_directories(directory))
        cannot_create("directory", directory.string(), error);
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 && errno != EEXIST) cannot_create("database file", path, errno);
    if (file >= 0) close(file);
}

// SOCI splits its connection string at = and spaces and knows no escape, SQLite decodes a URI.
std::string sqlite_uri(const std::string& path) {
    constexpr auto digits = "0123456789ABCDEF";
    std::string uri = "file://";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
            c == '.' || c == '-' || c == '_') {
            uri += c;
        } else {
            uri += '%';
            uri += digits[byte >> 4];
            uri += digits[byte & 0xF];
        }
    }
    return uri;
}

std::unique_ptr<soci::session> open_sqlite(const std::string& path) {
    if (is_missing_file({Backend::sqlite, path})) create_file(path);
    auto session = std::make_unique<soci::session>(load_backend(Backend::sqlite), sqlite_uri(path));
    *session << "PRAGMA busy_timeout = 5000";
    *session << "PRAGMA foreign_keys = ON";
    // With a write-ahead log NORMAL would do against damage, but a power cut could take back what was
    // committed last: a code that may be on its way to the printer.
    *session << "PRAGMA synchronous = FULL";
    return session;
}

std::string with_defaults(const std::string& url, Patience patience) {
    const bool is_patient = patience == Patience::of_a_command;
    std::string result = url;
    char separator = url.find('?') == std::string::npos ? '?' : '&';
    const auto add = [&](const std::string& parameter) {
        result += separator + parameter;
        separator = '&';
    };
    if (url.find("connect_timeout=") == std::string::npos)
        add(is_patient ? "connect_timeout=10" : "connect_timeout=3");
    // A server that vanishes in the middle of a transaction must not hold a command for TCP's quarter of an
    // hour.
    if (url.find("tcp_user_timeout=") == std::string::npos) {
        add(is_patient ? "tcp_user_timeout=30000" : "tcp_user_timeout=5000");
    }
    add("fallback_application_name=qrgen");
    add("client_encoding=UTF8");  // whatever the environment says: our texts are UTF-8
    return result;
}

std::unique_ptr<soci::session> open_postgresql(const std::string& url, Patience patience) {
    auto session =
        std::make_unique<soci::session>(load_backend(Backend::postgresql), with_defaults(url, patience));
    // libpq would print them to standard error, also that a session was ended; errors come as errors.
    libpq().set_notice_processor(
        connection_of(*session), [](void*, const char*) {}, nullptr);
    return session;
}

}  // namespace

Descriptor duplicate_socket(soci::session& session) {
    if (session.get_backend_name() != "postgresql") return {};
    return Descriptor(fcntl(libpq().socket(connection_of(session)), F_DUPFD_CLOEXEC, 0));
}

DatabaseUrl with_absolute_path(DatabaseUrl url) {
    if (url.backend == Backend::sqlite) {
        std::error_code failed;
        const auto path = std::filesystem::absolute(url.target, failed);
        if (!failed) url.target = path.string();
    }
    return url;
}

std::string place_of(const DatabaseUrl& url) {
    return printable(url.backend == Backend::sqlite ? url.target : hide_password(url.target));
}

bool is_missing_file(const DatabaseUrl& url) {
    struct stat status {};
    return url.backend == Backend::sqlite && stat(url.target.c_str(), &status) != 0 &&
           (errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG);
}

void check_can_create(const DatabaseUrl& url) {
    const fs::path path(url.target);
    fs::path directory = path.parent_path();
    std::error_code ignored;
    while (!fs::exists(directory, ignored) && directory.has_relative_path())
        directory = directory.parent_path();
    if (faccessat(AT_FDCWD, directory.c_str(), W_OK | X_OK, AT_EACCESS) != 0)
        cannot_create("database file", url.target, errno);
    if (!fs::is_directory(directory, ignored)) cannot_create("database file", url.target, ENOTDIR);
    if (path.filename().native().size() > 255) cannot_create("database file", url.target, ENAMETOOLONG);
}

std::unique_ptr<soci::session> open_session(const DatabaseUrl& url, Patience patience) {
    try {
        if (url.backend == Backend::sqlite) return open_sqlite(url.target);
        return open_postgresql(url.target, patience);
    } catch (const soci::soci_error& error) {
        throw_connection_error(error, url.backend, place_of(url));
    }
}

}  // namespace qrgen::store
