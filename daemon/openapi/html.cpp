// SPDX-License-Identifier: MIT
#include "daemon/openapi/html.hpp"

namespace qrgen::daemon::openapi {

std::string escape_html(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
            case '&': escaped += "&amp;"; break;
            case '<': escaped += "&lt;"; break;
            case '>': escaped += "&gt;"; break;
            case '"': escaped += "&quot;"; break;
            case '\'': escaped += "&#39;"; break;
            default: escaped += c;
        }
    }
    return escaped;
}

std::string element(std::string_view name, std::string_view content, std::string_view css_class) {
    std::string html = "<" + std::string(name);
    if (!css_class.empty()) html.append(" class=\"").append(css_class).append("\"");
    return html.append(">").append(content).append("</").append(name).append(">");
}

}  // namespace qrgen::daemon::openapi
