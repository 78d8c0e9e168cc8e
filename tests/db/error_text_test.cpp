// SPDX-License-Identifier: MIT
//
// No error may show SQL or values: messages end up in logs, terminals and HTTP answers.
#include <soci/soci.h>

#include "core/store/sql.hpp"
#include "tests/db/test_database.hpp"

namespace qrgen::store {
namespace {

using codes::Code;

class ErrorTextTest : public StoreTest {
  protected:
    static constexpr auto marker = "marker-4711";

    static Code marked_code() {
        Code code = make_code(1);
        code.content = marker;
        code.title = code.short_id = code.external_key = code.content;
        return code;
    }

    void expect_clean(const std::function<void(Transaction&)>& work) {
        const Error error = error_of([&] { store_->write(work); });
        for (const std::string& text : {error.message(), error.hint()}) {
            EXPECT_THAT(text,
                        testing::Not(testing::ContainsRegex(
                            "marker|SELECT|INSERT|UPDATE|WHERE|VALUES|DELETE|qr_|sqlite3|soci|:[a-z]|\n")));
        }
        EXPECT_FALSE(error.message().empty());
    }
};

TEST_F(ErrorTextTest, ATakenValueIsNotRepeated) {
    insert(marked_code());
    expect_clean([](Transaction& transaction) { CodeTable(transaction).insert(marked_code()); });
    Code code = marked_code();
    code.id = id_of(2);
    expect_clean([&](Transaction& transaction) { CodeTable(transaction).insert(code); });
    code.short_id.reset();
    expect_clean([&](Transaction& transaction) { CodeTable(transaction).insert(code); });
}

TEST_F(ErrorTextTest, ABrokenCheckIsNotRepeated) {
    insert(marked_code());
    expect_clean([](Transaction& transaction) {
        execute(transaction, "UPDATE qr_codes SET status = :status", {std::string(marker)});
    });
    expect_clean([](Transaction& transaction) {
        execute(transaction, "UPDATE qr_codes SET content = NULL WHERE title = :title",
                {std::string(marker)});
    });
}

TEST_F(ErrorTextTest, AStatementThatTheDatabaseDoesNotUnderstandIsNotRepeated) {
    expect_clean([](Transaction& transaction) {
        execute(transaction, "SELECT marker FROM nowhere WHERE a = :a", {std::string(marker)});
    });
    expect_clean([](Transaction& transaction) { execute(transaction, "SELECTED marker"); });
}

TEST_F(ErrorTextTest, ATextThatCannotBeStoredIsNotRepeated) {
    Code code = marked_code();
    code.title = std::string(marker) + '\0';
    expect_clean([&](Transaction& transaction) { CodeTable(transaction).insert(code); });
}

TEST_F(ErrorTextTest, AnIdThatIsNoneIsNotRepeated) {
    expect_clean([](Transaction& transaction) {
        HistoryTable(transaction)
            .append(marker, {{1, time_of(1), marker, "create", "title", marker, marker}});
    });
}

TEST_F(ErrorTextTest, ATableThatWentAwayIsNotNamed) {
    store_->read([](Transaction&) {});
    database_.run("DROP TABLE qr_history");
    expect_clean([](Transaction& transaction) { HistoryTable(transaction).entries(id_of(1)); });
}

}  // namespace
}  // namespace qrgen::store
