// SPDX-License-Identifier: MIT
//
// The one error type of qrgen. Thrown where failure is exceptional; where it is ordinary (a cache miss, a
// bad row of a file) functions return a value instead. Two places translate it: cmd/main.cpp into exit codes
// and, in the daemon, the router into HTTP statuses.
#pragma once

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace qrgen {

enum class ErrorKind {
    failure,       // anything that has no kind of its own: an unwritable file, a bad configuration file
    usage,         // the command line cannot be understood
    invalid,       // a value breaks a rule; `faults` names each field
    not_found,     // the thing asked for does not exist (or no longer)
    conflict,      // the thing exists already, or changed under our hands
    unavailable,   // the database cannot be used right now, or not in the state it is in
    verification,  // a picture does not scan, or not to what it should say
};

/// One broken rule. `field` is the name that the HTTP API gives the value ("redirect_url").
struct Fault {
    std::string field;
    std::string message;
};

/// What happened (`what()`), and what the user can do about it (`hint`, may be empty). Neither ever holds
/// SQL, a password or an unescaped control character.
class Error : public std::exception {
  public:
    Error(ErrorKind kind, std::string message, std::string hint = {})
        : kind_(kind), message_(std::move(message)), hint_(std::move(hint)) {}

    /// An `invalid` error whose message is made from all faults. `faults` must not be empty.
    explicit Error(std::vector<Fault> faults, std::string hint = {});

    const char* what() const noexcept override { return message_.c_str(); }
    ErrorKind kind() const noexcept { return kind_; }
    const std::string& message() const noexcept { return message_; }
    const std::string& hint() const noexcept { return hint_; }
    const std::vector<Fault>& faults() const noexcept { return faults_; }

  private:
    ErrorKind kind_;
    std::string message_;
    std::string hint_;
    std::vector<Fault> faults_;
};

/// The stable word for a kind, as printed in JSON errors ("not_found").
const char* to_string(ErrorKind kind) noexcept;

}  // namespace qrgen
