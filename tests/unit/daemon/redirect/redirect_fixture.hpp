// SPDX-License-Identifier: MIT
//
// What stands behind redirects, on a database of its own.
#pragma once

#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/codes/code_service.hpp"
#include "core/scans/journal.hpp"
#include "core/store/migrator.hpp"
#include "core/store/store.hpp"
#include "daemon/redirect/target_cache.hpp"
#include "daemon/redirect/target_source.hpp"
#include "tests/support/temporary_directory.hpp"

namespace qrgen::daemon {

class RedirectTest : public testing::Test {
  protected:
    RedirectTest() { store::Migrator(store_).up(); }

    static codes::RedirectPolicy::Rules rules(std::vector<std::string> allowed_domains = {}) {
        return {.base_url = "https://qr.example", .allowed_domains = std::move(allowed_domains)};
    }

    codes::Code make_code(const std::string& short_id, const std::string& url = "https://example.com/") {
        codes::NewCode wanted;
        wanted.type = codes::CodeType::dynamic_code;
        wanted.short_id = short_id;
        wanted.redirect_url = url;
        return codes_.create(wanted, "test");
    }

    // Runs `work` while the store has no session left: what asks it then waits for one, or fails as it does
    // while the database is away, depending on `lease_timeout`.
    template <typename Work>
    static void while_busy(store::Store& store, Work work) {
        store.read([&](store::Transaction&) { work(); });
    }

    std::unique_ptr<store::Store> open_store(store::StoreOptions options) const {
        auto store = std::make_unique<store::Store>(url_, options);
        store->read([](store::Transaction&) {});  // opens the session and looks at the schema
        return store;
    }

    test::TemporaryDirectory directory_;
    const store::DatabaseUrl url_ =
        store::DatabaseUrl::parse("sqlite://" + (directory_.path() / "codes.db").string());
    store::Store store_{url_};
    codes::CodeService codes_{store_, rules()};
    bool is_reachable_ = true;
    TargetCache cache_{1600, std::chrono::seconds(60)};
    TargetSource source_{store_, cache_, codes::RedirectPolicy(rules()), [this] { return is_reachable_; }};
};

}  // namespace qrgen::daemon
