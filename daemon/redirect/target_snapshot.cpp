// SPDX-License-Identifier: MIT
#include "daemon/redirect/target_snapshot.hpp"

#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

#include "core/base/file.hpp"
#include "core/base/random.hpp"

namespace qrgen::daemon {
namespace {

constexpr std::size_t longest_line = 16 * 1024;

std::string line_of(const std::string& short_id, const Target& target) {
    const nlohmann::ordered_json line{{"short_id", short_id},
                                      {"id", target.code_id},
                                      {"url", target.url},
                                      {"active", target.is_active},
                                      {"allowed", target.is_allowed}};
    return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

bool read_line(const std::string& text, TargetCache& cache) {
    const auto line = nlohmann::json::parse(text, nullptr, false);
    if (!line.is_object() || text.size() > longest_line) return false;
    const auto short_id = line.find("short_id");
    const auto id = line.find("id");
    const auto url = line.find("url");
    const auto active = line.find("active");
    const auto allowed = line.find("allowed");
    const bool is_whole = short_id != line.end() && short_id->is_string() && id != line.end() &&
                          id->is_string() && url != line.end() && url->is_string() && active != line.end() &&
                          active->is_boolean() && allowed != line.end() && allowed->is_boolean();
    if (!is_whole || !is_uuid(id->get_ref<const std::string&>())) return false;
    cache.put_stale(short_id->get<std::string>(), {.code_id = id->get<std::string>(),
                                                   .url = url->get<std::string>(),
                                                   .is_active = active->get<bool>(),
                                                   .is_allowed = allowed->get<bool>()});
    return true;
}

}  // namespace

void write_snapshot(const TargetCache& cache, const std::filesystem::path& file) {
    StagedFile staged(file, Overwrite::allow);
    staged.write({});
    for (std::size_t part = 0; part < TargetCache::part_count; ++part) {
        std::string text;
        for (const auto& [short_id, target] : cache.part(part)) text += line_of(short_id, target);
        staged.append(text);
    }
    staged.commit();
}

std::size_t read_snapshot(const std::filesystem::path& file, TargetCache& cache) {
    std::ifstream in(file, std::ios::binary);
    std::size_t count = 0;
    for (std::string line; std::getline(in, line);) count += read_line(line, cache) ? 1U : 0U;
    return count;
}

}  // namespace qrgen::daemon
