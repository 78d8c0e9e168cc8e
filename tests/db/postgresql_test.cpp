// SPDX-License-Identifier: MIT
//
// What can be wrong with a server. On SQLite there is nothing to test here.
#include <latch>
#include <thread>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <soci/soci.h>

#include "tests/db/test_database.hpp"

namespace qrgen::store {
namespace {

using testing::HasSubstr;
using testing::Not;

class PostgresqlTest : public StoreTest {
  protected:
    void SetUp() override {
        if (!is_postgresql()) GTEST_SKIP();
    }

    Error error_at(const ServerUrl& url) {
        Store store(DatabaseUrl::parse(url.text()));
        const Error error = error_of([&] { store.ping(); });
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
        EXPECT_FALSE(error.hint().empty());
        EXPECT_THAT(error.message(), Not(HasSubstr("\n")));
        EXPECT_THAT(error.message(), Not(HasSubstr(url.password)));
        EXPECT_THAT(error.message(), HasSubstr("***@" + url.host + ":" + url.port + "/" + url.database));
        return error;
    }

    void end_all_sessions() {
        database_.run(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    // Raises an error with this SQLSTATE in a transaction, and returns ours.
    Error raise(const std::string& state, int* attempts = nullptr) {
        return error_of([&] {
            store_->write([&](Transaction& transaction) {
                if (attempts != nullptr) ++*attempts;
                transaction.session()
                    << "DO $$ BEGIN RAISE EXCEPTION 'secret' USING ERRCODE = '" + state + "'; END $$";
            });
        });
    }
};

// A port of this machine where nothing listens.
int free_port() {
    const int file = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(file, reinterpret_cast<const sockaddr*>(&address), size);
    getsockname(file, reinterpret_cast<sockaddr*>(&address), &size);
    close(file);
    return ntohs(address.sin_port);
}

TEST_F(PostgresqlTest, AWrongPasswordIsToldWithoutIt) {
    ServerUrl url = database_.server_url();
    url.password = "wrong-secret";
    EXPECT_THAT(error_at(url).message(), HasSubstr("refuses the user name or the password"));
}

TEST_F(PostgresqlTest, AnUnknownUserIsTold) {
    ServerUrl url = database_.server_url();
    url.user = "nobody_here";
    EXPECT_THAT(error_at(url).message(), HasSubstr("refuses the user name or the password"));
}

TEST_F(PostgresqlTest, AnUnknownDatabaseIsTold) {
    ServerUrl url = database_.server_url();
    url.database = "nothing_here";
    EXPECT_THAT(error_at(url).message(), HasSubstr("there is no such database"));
}

TEST_F(PostgresqlTest, APortWhereNothingListensIsTold) {
    ServerUrl url = database_.server_url();
    url.port = std::to_string(free_port());
    EXPECT_THAT(error_at(url).message(), HasSubstr("nothing answers there"));
}

TEST_F(PostgresqlTest, AHostThatDoesNotExistIsTold) {
    ServerUrl url = database_.server_url();
    url.host = "host.invalid";
    EXPECT_THAT(error_at(url).message(), HasSubstr("the host is unknown"));
}

TEST_F(PostgresqlTest, AUserWithoutConnectionsLeftIsTold) {
    ServerUrl url = database_.server_url();
    url.user = "limited_" + url.database;
    url.password = "pass-of-limited";
    database_.run("CREATE ROLE " + url.user + " LOGIN PASSWORD '" + url.password + "' CONNECTION LIMIT 0");
    EXPECT_THAT(error_at(url).message(), HasSubstr("no connection left"));
    database_.run("DROP ROLE " + url.user);
}

TEST_F(PostgresqlTest, ASocketDirectoryThatDoesNotExistIsTold) {
    Store store(DatabaseUrl::parse("postgresql:///x?host=/nowhere&password=hidden-secret"));
    const Error error = error_of([&] { store.ping(); });
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_EQ(error.message(),
              "cannot connect to postgresql:///x?host=/nowhere&password=***: nothing answers there");
}

TEST_F(PostgresqlTest, AnUnknownParameterOfTheUrlIsUnavailableWithoutThePassword) {
    Store store(DatabaseUrl::parse(database_.url() + "?ssl=hidden-secret"));
    const Error error = error_of([&] { store.ping(); });
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_THAT(error.message(), Not(HasSubstr(database_.server_url().password)));
}

TEST_F(PostgresqlTest, SessionsThatTheServerEndedAreReplacedWithoutAnError) {
    insert(make_code(1));
    const auto many = open_store({.pool_size = 3});
    many->read([&](Transaction&) { many->read([&](Transaction&) { many->read([](Transaction&) {}); }); });
    end_all_sessions();
    for (int i = 0; i < 4; ++i) EXPECT_NO_THROW(many->read([](Transaction&) {}));
    end_all_sessions();
    EXPECT_NO_THROW(
        many->write([](Transaction& transaction) { CodeTable(transaction).insert(make_code(2)); }));
    end_all_sessions();
    EXPECT_NO_THROW(many->ping());
    end_all_sessions();
    EXPECT_NO_THROW(Migrator(*many).up());
    EXPECT_EQ(list().total, 2);
}

TEST_F(PostgresqlTest, ASessionThatEndsInTheMiddleIsUnavailableAndStoresNothing) {
    const Error error = error_of([&] {
        store_->write([&](Transaction& transaction) {
            CodeTable(transaction).insert(make_code(1));
            end_all_sessions();
            CodeTable(transaction).insert(make_code(2));
        });
    });
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_THAT(error.message(), HasSubstr("the connection to the database was lost"));
    EXPECT_EQ(list().total, 0);
}

TEST_F(PostgresqlTest, ASessionThatEndsBeforeTheCommitIsUnavailable) {
    const Error error = error_of([&] {
        store_->write([&](Transaction& transaction) {
            CodeTable(transaction).insert(make_code(1));
            end_all_sessions();
        });
    });
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_EQ(list().total, 0);
}

TEST_F(PostgresqlTest, AReadOnlyDatabaseCanBeReadButNotWritten) {
    insert(make_code(1));
    database_.run("ALTER DATABASE " + database_.server_url().database +
                  " SET default_transaction_read_only = on");
    const auto store = open_store();
    EXPECT_NO_THROW(store->read([](Transaction&) {}));
    const Error error =
        error_of([&] { store->write([](Transaction& t) { CodeTable(t).insert(make_code(2)); }); });
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_THAT(error.message(), HasSubstr("the database is read-only"));
}

TEST_F(PostgresqlTest, AUserWithoutPrivilegesIsTold) {
    ServerUrl url = database_.server_url();
    url.user = "guest_" + url.database;
    url.password = "pass-of-guest";
    database_.run("CREATE ROLE " + url.user + " LOGIN PASSWORD '" + url.password + "'");
    {
        Store store(DatabaseUrl::parse(url.text()));
        const Error error = error_of([&] { store.read([](Transaction&) {}); });
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
        EXPECT_THAT(error.message(), HasSubstr("lacks a privilege"));
        EXPECT_THAT(error.message(), Not(HasSubstr(url.password)));
    }
    database_.run("DROP ROLE " + url.user);
}

TEST_F(PostgresqlTest, StatesBecomeKinds) {
    for (const auto* state : {"08006", "57P01", "57P03", "57014", "53300", "53100", "53200", "25006", "42501",
                              "55P03", "58030", "XX001"}) {
        EXPECT_EQ(raise(state).kind(), ErrorKind::unavailable) << state;
    }
    EXPECT_EQ(raise("23505").kind(), ErrorKind::conflict);
    EXPECT_EQ(raise("23505").message(), "a value that must be unique is taken already");
    EXPECT_EQ(raise("22012").kind(), ErrorKind::failure);
    EXPECT_EQ(raise("22012").message(), "the database refused the operation (SQLSTATE 22012)");
}

TEST_F(PostgresqlTest, WorkIsTriedThreeTimesWhenTheDatabaseAsksForThat) {
    for (const auto* state : {"40001", "40P01"}) {
        int attempts = 0;
        EXPECT_EQ(raise(state, &attempts).kind(), ErrorKind::unavailable);
        EXPECT_EQ(attempts, 3) << state;
    }
    int attempts = 0;
    raise("23505", &attempts);
    EXPECT_EQ(attempts, 1);
}

TEST_F(PostgresqlTest, WorkThatSucceedsLaterIsStoredOnce) {
    int attempts = 0;
    store_->write([&](Transaction& transaction) {
        CodeTable(transaction).insert(make_code(1));
        if (++attempts < 3) {
            transaction.session() << "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$";
        }
    });
    EXPECT_EQ(attempts, 3);
    EXPECT_EQ(list().total, 1);
}

TEST_F(PostgresqlTest, OfTwoInADeadlockBothSucceedInTheEnd) {
    database_.run("ALTER DATABASE " + database_.server_url().database + " SET deadlock_timeout = '10ms'");
    insert(make_code(1));
    insert(make_code(2));
    const auto store = open_store();
    std::latch both_have_one(2);
    const auto raise_both = [&](const char* first, const char* second) {
        bool is_retry = false;
        store->write([&](Transaction& transaction) {
            CodeTable table(transaction);
            const auto raise_one = [&](const char* reference) {
                codes::Code code = table.find(reference, Deleted::excluded, RowLock::for_update).value();
                ++code.scan_count;
                table.update(code);
            };
            raise_one(first);
            if (!std::exchange(is_retry, true)) both_have_one.arrive_and_wait();
            raise_one(second);
        });
    };
    std::thread other([&] { raise_both("s2", "s1"); });
    raise_both("s1", "s2");
    other.join();
    EXPECT_EQ(find("s1")->scan_count, 2);
    EXPECT_EQ(find("s2")->scan_count, 2);
}

TEST_F(PostgresqlTest, TimesDoNotDependOnTheSettingsOfTheServer) {
    const std::string name = database_.server_url().database;
    database_.run("ALTER DATABASE " + name + " SET timezone = 'Asia/Kathmandu'");
    database_.run("ALTER DATABASE " + name + " SET datestyle = 'German'");
    const auto store = open_store();
    const codes::Code code = make_code(1);
    store->write([&](Transaction& transaction) { CodeTable(transaction).insert(code); });
    store->read([&](Transaction& transaction) {
        EXPECT_EQ(describe(CodeTable(transaction).find("s1").value()), describe(code));
    });
    EXPECT_EQ(describe(find("s1").value()), describe(code));
}

TEST_F(PostgresqlTest, TruncatingTheTableResetsTheTotal) {
    insert(make_code(1));
    database_.run("TRUNCATE qr_codes CASCADE");
    EXPECT_EQ(list().total, 0);
    insert(make_code(2));
    EXPECT_EQ(list().total, 1);
}

TEST_F(PostgresqlTest, WarningsOfTheServerAreNotPrinted) {
    testing::internal::CaptureStderr();
    store_->write([](Transaction& transaction) {
        transaction.session() << "DO $$ BEGIN RAISE WARNING 'loud'; RAISE NOTICE 'loud'; END $$";
    });
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST_F(PostgresqlTest, SessionsSayWhoTheyAre) {
    store_->read([&](Transaction&) {
        EXPECT_EQ(
            database_.run("SELECT count(*) > 1 AND min(application_name) = 'qrgen' FROM pg_stat_activity "
                          "WHERE datname = current_database()"),
            "t");
    });
}

}  // namespace
}  // namespace qrgen::store
