// SPDX-License-Identifier: MIT
//
// Writes the OpenAPI document and the documentation page into the files named, for tests in other languages.
#include <fstream>
#include <iostream>

#include "core/codes/code_service.hpp"
#include "daemon/routes/code_routes.hpp"
#include "daemon/routes/documentation_routes.hpp"
#include "daemon/routes/image_routes.hpp"
#include "daemon/routes/scan_routes.hpp"

namespace {

using namespace qrgen;

bool save(const daemon::http::Response& response, const char* file) {
    std::ofstream out(file, std::ios::binary);
    out << response.body;
    out.close();
    return !out.fail();
}

daemon::http::RouteTable make_table(store::Store& store, codes::CodeService& codes) {
    daemon::http::RouteTable table;
    daemon::add_code_routes(table, codes, nullptr);
    daemon::add_image_routes(table, codes, {.version = "1.2.3", .logo = nullptr, .image_made = nullptr});
    daemon::add_scan_routes(table, store);
    daemon::add_documentation_routes(table, {.version = "1.2.3"}, "https://qr.example");
    return table;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: openapi_document JSON_FILE HTML_FILE\n";
        return 2;
    }
    // Nothing is asked of the database, so none is opened.
    store::Store store(store::DatabaseUrl::parse("sqlite:unused.db"));
    codes::CodeService codes(store, {.base_url = "https://qr.example", .allowed_domains = {}});
    const daemon::http::RouteTable table = make_table(store, codes);
    bool is_saved = true;
    for (const daemon::http::Route& route : table) {
        if (route.operation.id == "getOpenApi") is_saved = is_saved && save(route.handler({}), argv[1]);
        if (route.operation.id == "getDocs") is_saved = is_saved && save(route.handler({}), argv[2]);
    }
    return is_saved ? 0 : 1;
}
