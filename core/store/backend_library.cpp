// SPDX-License-Identifier: MIT
#include "core/store/backend_library.hpp"

#include <string_view>
#include <typeinfo>

#include <dlfcn.h>

#include <soci/version.h>

#include "core/base/error.hpp"

namespace qrgen::store {
namespace {

struct BackendNames {
    const char* library;  // without the version that is part of the file name
    const char* factory;
    const char* package;  // Debian's
    const char* product;
};

constexpr BackendNames names_of(Backend backend) {
    if (backend == Backend::sqlite) {
        return {"libsoci_sqlite3.so", "factory_sqlite3", "libsoci-sqlite3-4.0", "SQLite"};
    }
    return {"libsoci_postgresql.so", "factory_postgresql", "libsoci-postgresql4.0", "PostgreSQL"};
}

// The file that the run-time package brings. The name without version is a link that only libsoci-dev has.
std::string library_name(Backend backend) {
    return std::string(names_of(backend).library) + "." + std::to_string(SOCI_VERSION / 100000) + "." +
           std::to_string(SOCI_VERSION / 100 % 1000);
}

// The error classes are defined in the backends, so neither their accessors nor their type information can be
// linked against: both are found by their names in the object files. `accessor` takes the place of a member
// function without parameters, whose only argument is the object.
template <typename Result>
Result call_accessor(const soci::soci_error& error, Backend backend, std::string_view type,
                     const char* accessor, Result otherwise) {
    if (typeid(error).name() != type) return otherwise;
    void* const library = dlopen(library_name(backend).c_str(), RTLD_LAZY | RTLD_NOLOAD);
    if (library == nullptr) return otherwise;
    const auto function = reinterpret_cast<Result (*)(const soci::soci_error*)>(dlsym(library, accessor));
    const Result result = function == nullptr ? otherwise : function(&error);
    dlclose(library);  // gives back only what this dlopen() counted
    return result;
}

}  // namespace

const soci::backend_factory& load_backend(Backend backend) {
    return load_backend(backend, library_name(backend));
}

const soci::backend_factory& load_backend(Backend backend, const std::string& library) {
    const BackendNames names = names_of(backend);
    using Factory = const soci::backend_factory* (*)();
    void* const handle = dlopen(library.c_str(), RTLD_LAZY);
    const auto factory =
        handle == nullptr ? nullptr : reinterpret_cast<Factory>(dlsym(handle, names.factory));
    if (factory == nullptr) {
        throw Error(ErrorKind::unavailable,
                    std::string("the library for ") + names.product + " (" + library + ") cannot be loaded",
                    std::string("install the package ") + names.package);
    }
    return *factory();
}

std::string sqlstate_of(const soci::soci_error& error) {
    return call_accessor<std::string>(error, Backend::postgresql, "N4soci21postgresql_soci_errorE",
                                      "_ZNK4soci21postgresql_soci_error8sqlstateB5cxx11Ev", {});
}

int sqlite_code_of(const soci::soci_error& error) {
    return call_accessor<int>(error, Backend::sqlite, "N4soci18sqlite3_soci_errorE",
                              "_ZNK4soci18sqlite3_soci_error6resultEv", 0) &
           0xFF;
}

}  // namespace qrgen::store
