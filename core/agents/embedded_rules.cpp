// SPDX-License-Identifier: MIT
#include "core/agents/agent_rules.hpp"

// The packed rules as they are, without a copy in a source. They lie in pages of the program that are read
// when they are needed, so that they cost other commands nothing.
asm(R"(
    .section .rodata
    .hidden qrgen_agent_rules_begin
    .hidden qrgen_agent_rules_end
    .globl qrgen_agent_rules_begin
    .globl qrgen_agent_rules_end
qrgen_agent_rules_begin:
    .incbin ")" QRGEN_PACKED_AGENT_RULES R"("
qrgen_agent_rules_end:
    .previous
)");

extern "C" {
__attribute__((visibility("hidden"))) extern const char qrgen_agent_rules_begin[];
__attribute__((visibility("hidden"))) extern const char qrgen_agent_rules_end[];
}

namespace qrgen::agents {

AgentRules built_in_rules() {
    return unpack(
        {qrgen_agent_rules_begin, static_cast<std::size_t>(qrgen_agent_rules_end - qrgen_agent_rules_begin)});
}

}  // namespace qrgen::agents
