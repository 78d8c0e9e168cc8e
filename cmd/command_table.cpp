// SPDX-License-Identifier: MIT
#include "cmd/command_table.hpp"

#include <array>

#include "cmd/commands/apikey.hpp"
#include "cmd/commands/batch.hpp"
#include "cmd/commands/completion.hpp"
#include "cmd/commands/config.hpp"
#include "cmd/commands/delete.hpp"
#include "cmd/commands/export.hpp"
#include "cmd/commands/generate.hpp"
#include "cmd/commands/healthcheck.hpp"
#include "cmd/commands/help.hpp"
#include "cmd/commands/history.hpp"
#include "cmd/commands/image.hpp"
#include "cmd/commands/import.hpp"
#include "cmd/commands/list.hpp"
#include "cmd/commands/migrate.hpp"
#include "cmd/commands/purge.hpp"
#include "cmd/commands/render.hpp"
#include "cmd/commands/rollback.hpp"
#include "cmd/commands/rollup.hpp"
#include "cmd/commands/scans.hpp"
#include "cmd/commands/serve.hpp"
#include "cmd/commands/sheet.hpp"
#include "cmd/commands/show.hpp"
#include "cmd/commands/stats.hpp"
#include "cmd/commands/update.hpp"
#include "cmd/commands/verify.hpp"
#include "cmd/database.hpp"

namespace qrgen::cmd {
namespace {

using enum ExitCode;
using Text = std::string_view;

constexpr ExitCode plain_codes[] = {ok, failure, usage};
constexpr ExitCode picture_codes[] = {ok, failure, usage, conflict, verification_failed, interrupted};
constexpr ExitCode create_codes[] = {ok,         failure, usage, conflict, unavailable, verification_failed,
                                     interrupted};
constexpr ExitCode query_codes[] = {ok, failure, usage, unavailable, interrupted};
constexpr ExitCode lookup_codes[] = {ok, failure, usage, not_found, unavailable, interrupted};
constexpr ExitCode sheet_codes[] = {ok, failure, usage, some_failed, conflict, unavailable, interrupted};
constexpr ExitCode image_codes[] = {
    ok, failure, usage, not_found, conflict, unavailable, verification_failed, interrupted};
constexpr ExitCode each_codes[] = {ok, failure, usage, some_failed, not_found, unavailable, interrupted};
constexpr ExitCode verify_codes[] = {ok, failure, usage, some_failed, verification_failed, interrupted};
constexpr ExitCode batch_codes[] = {ok, failure, usage, some_failed, conflict, unavailable, interrupted};
constexpr ExitCode check_codes[] = {ok, failure, usage, unavailable, verification_failed, interrupted};
constexpr ExitCode rollback_codes[] = {ok, failure, usage, not_found, conflict, unavailable, interrupted};

constexpr Text render_examples[] = {
    "qrgen render 'https://example.com' -o example.png",
    "echo 'plain text' | qrgen render - -f svg > text.svg",
    "qrgen render 'scan me' -f txt",
};
constexpr Text static_examples[] = {
    "qrgen generate static 'https://example.com' -o poster.png --title Poster",
    "qrgen generate static 'table 7' --tag hall --json",
};
constexpr Text dynamic_examples[] = {
    "qrgen generate dynamic https://example.com/menu -o menu.svg",
    "qrgen generate dynamic https://example.com/menu --short-id menu --json",
};
constexpr Text list_examples[] = {
    "qrgen list --type dynamic --sort-by created_at --sort-desc",
    "qrgen list --search example --csv > codes.csv",
    "qrgen list --count",
};
constexpr Text show_examples[] = {
    "qrgen show menu --json",
    "qrgen list --ndjson | jq -r .id | qrgen show - --ndjson",
};
constexpr Text image_examples[] = {
    "qrgen image menu -o menu.png --force",
    "qrgen image menu -f txt",
};
constexpr Text sheet_examples[] = {
    "printf 'content,caption\\nroom 1,One\\nroom 2,Two\\n' > rooms.csv",
    "qrgen sheet rooms.csv --layout avery-l7160 -o rooms.pdf",
    "qrgen generate static 'table 7' | qrgen sheet --codes - -o table.pdf",
};
constexpr Text update_examples[] = {
    "qrgen update menu --redirect-url https://example.com/menu/winter",
    "qrgen update menu --title 'Winter menu' --tag hall --tag winter",
};
constexpr Text delete_examples[] = {
    "qrgen delete menu --dry-run",
    "qrgen list --tag hall --ndjson | jq -r .id | qrgen delete - --yes",
};
constexpr Text batch_examples[] = {
    "qrgen batch codes.csv --out-dir pictures",
    "qrgen batch codes.csv --set menu --prune --dry-run",
    "jq -c '.[]' codes.json | qrgen batch - --tar pictures.tar --errors bad.ndjson",
};
constexpr Text verify_examples[] = {
    "qrgen render 'scan me' -f png | qrgen verify -",
    "qrgen render https://example.com -o poster.png",
    "qrgen verify poster.png --expect https://example.com --min-grade b",
};
constexpr Text history_examples[] = {"qrgen history menu", "qrgen history menu --csv"};
constexpr Text rollback_examples[] = {"qrgen rollback menu", "qrgen rollback menu --revision 1"};
constexpr Text scans_examples[] = {
    "qrgen scans menu --from 2026-11-01 --bots no",
    "qrgen scans menu --all --csv > scans.csv",
};
constexpr Text stats_examples[] = {
    "qrgen stats menu --period last7days",
    "qrgen stats menu --from 2026-01-01 --time-zone Europe/Berlin --csv",
    "qrgen stats --json | jq .dead_codes.count",
};
constexpr Text purge_examples[] = {
    "qrgen purge --older-than 13months --dry-run",
    "qrgen purge --older-than 2years --yes",
};
constexpr ExitCode export_codes[] = {ok, failure, usage, conflict, unavailable, interrupted};
constexpr ExitCode import_codes[] = {ok, failure, usage, some_failed, unavailable, interrupted};
constexpr Text import_settings[] = {"database_url", "database_pool", "base_url", "allowed_redirect_domains",
                                    "ip_privacy"};
constexpr Text export_examples[] = {"qrgen export -o codes.ndjson", "qrgen export --format csv > codes.csv"};
constexpr Text import_qrgen_examples[] = {"qrgen export | qrgen import qrgen - --dry-run"};
constexpr Text import_mvp_examples[] = {"qrgen import mvp mvp_codes.csv --dry-run",
                                        "qrgen import mvp mvp_codes.csv"};
constexpr Text import_shlink_examples[] = {"qrgen import shlink shlink.csv --ndjson"};
constexpr Text import_yourls_examples[] = {"qrgen import yourls yourls.sql --scans"};
constexpr Text import_kutt_examples[] = {"qrgen import kutt --help"};
constexpr Text import_bitly_examples[] = {"qrgen import bitly bitly.csv --csv > report.csv"};
constexpr Text serve_examples[] = {"qrgen serve --listen 127.0.0.1:8000 --auth none"};
constexpr Text healthcheck_examples[] = {"qrgen healthcheck --url http://127.0.0.1:8000"};
constexpr Text listen_settings[] = {"listen"};
constexpr Text status_examples[] = {"qrgen migrate status"};
constexpr Text up_examples[] = {"qrgen migrate up --dry-run", "qrgen migrate up"};
constexpr Text rollup_check_examples[] = {"qrgen rollup check"};
constexpr Text rollup_rebuild_examples[] = {"qrgen rollup rebuild"};
constexpr Text config_show_examples[] = {"qrgen config show",
                                         "QRGEN_LOG_LEVEL=debug qrgen config show --json"};
constexpr Text config_check_examples[] = {"qrgen config check", "qrgen config check --connect"};
constexpr Text apikey_create_examples[] = {
    "qrgen apikey create 'web shop' --scope write",
    "key=$(qrgen apikey create prometheus)",
};
constexpr Text apikey_list_examples[] = {"qrgen apikey list", "qrgen apikey list --json"};
constexpr Text apikey_revoke_examples[] = {
    "qrgen apikey list --ndjson | jq -r .id | qrgen apikey revoke - --dry-run",
    "qrgen apikey list --ndjson | jq -r .id | qrgen apikey revoke - --yes",
};
constexpr Text completion_examples[] = {"qrgen completion bash > qrgen.bash"};
constexpr Text help_examples[] = {"qrgen help render"};

// Everything that can be set has a flag where the values are shown and checked.
const std::vector<Text>& all_settings() {
    static const std::vector<Text> keys = [] {
        std::vector<Text> found;
        for (const config::Setting& setting : config::settings()) found.push_back(setting.key);
        return found;
    }();
    return keys;
}

const std::vector<CommandRow>& table() {
    static const std::vector<CommandRow> rows{
        {"render",
         "Make a picture of a QR code; no database is touched",
         "[OPTIONS] [CONTENT|-]",
         render_examples,
         {},
         picture_codes,
         make_render},
        {"generate static", "Store a code whose content is printed in it", "[OPTIONS] [CONTENT|-]",
         static_examples, code_settings, create_codes, make_generate_static},
        {"generate dynamic", "Store a code whose target can be changed after printing", "[OPTIONS] URL",
         dynamic_examples, code_settings, create_codes, make_generate_dynamic},
        {"list", "List stored codes", "[OPTIONS]", list_examples, code_settings, query_codes, make_list},
        {"show", "Show stored codes", "[OPTIONS] ID...|-", show_examples, code_settings, each_codes,
         make_show},
        {"image", "Make the picture of a stored code", "[OPTIONS] ID", image_examples, code_settings,
         image_codes, make_image},
        {"sheet", "Make pages of labels from a file's rows or stored codes, as PDF", "[OPTIONS] FILE|ID...|-",
         sheet_examples, code_settings, sheet_codes, make_sheet},
        {"update", "Change target, title, description, tags or status of codes", "[OPTIONS] ID...|-",
         update_examples, code_settings, each_codes, make_update},
        {"delete", "Delete codes; their short ids are never given to others", "[OPTIONS] ID...|-",
         delete_examples, code_settings, each_codes, make_delete},
        {"batch", "Store many codes from CSV or NDJSON, and make their pictures", "[OPTIONS] FILE|-",
         batch_examples, code_settings, batch_codes, make_batch},
        {"verify",
         "Say what pictures hold and how safely they scan",
         "[OPTIONS] FILE...|-",
         verify_examples,
         {},
         verify_codes,
         make_verify},
        {"stats", "Count scans: of a code, or of all codes, by time, device, country and so on",
         "[OPTIONS] [ID]", stats_examples, store_settings, lookup_codes, make_stats},
        {"history", "Show who changed a code, when and how", "[OPTIONS] ID", history_examples, code_settings,
         lookup_codes, make_history},
        {"rollback", "Take back changes of a code, or its deletion", "[OPTIONS] ID", rollback_examples,
         code_settings, rollback_codes, make_rollback},
        {"scans", "List the scans of a code, or follow them as they come", "[OPTIONS] ID", scans_examples,
         store_settings, lookup_codes, make_scans},
        {"purge", "Remove old scans from the log; totals and daily figures stay", "[OPTIONS]", purge_examples,
         store_settings, query_codes, make_purge},
        {"export", "Write everything that is stored to a file", "[OPTIONS]", export_examples, store_settings,
         export_codes, make_export},
        {"import qrgen", "Take what qrgen export wrote", "[OPTIONS] SOURCE", import_qrgen_examples,
         code_settings, import_codes, make_import_qrgen},
        {"import mvp", "Take codes and scans of mvp_qr_gen", "[OPTIONS] [SOURCE]", import_mvp_examples,
         import_settings, import_codes, make_import_mvp},
        {"import shlink", "Take links and visits of Shlink", "[OPTIONS] [SOURCE]", import_shlink_examples,
         import_settings, import_codes, make_import_shlink},
        {"import yourls", "Take links and clicks of YOURLS", "[OPTIONS] SOURCE", import_yourls_examples,
         import_settings, import_codes, make_import_yourls},
        {"import kutt", "Take links and visits of Kutt", "[OPTIONS] [SOURCE]", import_kutt_examples,
         code_settings, import_codes, make_import_kutt},
        {"import bitly", "Take links of Bitly", "[OPTIONS] SOURCE", import_bitly_examples, code_settings,
         import_codes, make_import_bitly},
        {"serve", "Run the service: HTTP API and redirects of dynamic codes", "[OPTIONS]", serve_examples,
         all_settings(), query_codes, make_serve},
        {"healthcheck", "Ask a running service whether it is healthy", "[OPTIONS]", healthcheck_examples,
         listen_settings, plain_codes, make_healthcheck},
        {"migrate status", "Show which schema migrations the database has", "[OPTIONS]", status_examples,
         store_settings, query_codes, make_migrate_status},
        {"migrate up", "Bring the database to the schema of this qrgen", "[OPTIONS]", up_examples,
         store_settings, query_codes, make_migrate_up},
        {"rollup check", "Compare the figures of scans with the log of scans", "[OPTIONS]",
         rollup_check_examples, store_settings, check_codes, make_rollup_check},
        {"rollup rebuild", "Make the figures of scans anew from the log of scans", "[OPTIONS]",
         rollup_rebuild_examples, store_settings, query_codes, make_rollup_rebuild},
        {"apikey create", "Make an API key and print it, this once", "[OPTIONS] NAME", apikey_create_examples,
         store_settings, query_codes, make_apikey_create},
        {"apikey list", "List API keys, without their secrets", "[OPTIONS]", apikey_list_examples,
         store_settings, query_codes, make_apikey_list},
        {"apikey revoke", "Take API keys out of use for good", "[OPTIONS] ID...|-", apikey_revoke_examples,
         store_settings, each_codes, make_apikey_revoke},
        {"config show", "Show all settings and where each value comes from", "[OPTIONS]",
         config_show_examples, all_settings(), plain_codes, make_config_show},
        {"config check", "Check the configuration without using it", "[OPTIONS]", config_check_examples,
         all_settings(), query_codes, make_config_check},
        {"completion",
         "Print a completion script for a shell",
         "bash|zsh|fish",
         completion_examples,
         {},
         plain_codes,
         make_completion},
        {"help", "Open the manual page of a command", "[COMMAND]", help_examples, {}, plain_codes, make_help},
    };
    return rows;
}

constexpr std::array groups{
    CommandGroup{"generate", "Store a code and print its id"},
    CommandGroup{"import", "Take codes of another installation or another system"},
    CommandGroup{"migrate", "Look after the schema of the database"},
    CommandGroup{"rollup", "Look after the figures that scans add up to"},
    CommandGroup{"apikey", "Manage who may use the HTTP API"},
    CommandGroup{"config", "Look at the configuration"},
};

}  // namespace

std::span<const CommandRow> commands() noexcept {
    return table();
}

std::span<const CommandGroup> command_groups() noexcept {
    return groups;
}

}  // namespace qrgen::cmd
