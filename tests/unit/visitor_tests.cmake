# SPDX-License-Identifier: MIT
# Tests of what headers and addresses tell of visitors.
add_executable(visitor_tests
  agents/agent_cache_test.cpp
  agents/agent_parser_test.cpp
  agents/agent_rules_test.cpp
  agents/device_kind_test.cpp
  agents/link_previews_test.cpp
  agents/needed_words_test.cpp
  agents/rule_filter_test.cpp
  agents/rules_yaml_test.cpp
  agents/uap_core_agents.cpp
  agents/uap_core_test.cpp
  geo/geo_database_test.cpp
  scans/request_facts_test.cpp
)
target_link_libraries(visitor_tests PRIVATE qrgen_core qrgen_rules_yaml test_support Static::yaml qrgen_tests)
target_compile_definitions(visitor_tests PRIVATE
  QRGEN_UAP_CORE="${UAP_CORE_DIRECTORY}" QRGEN_MAKE_GEO_DATABASE="${PROJECT_SOURCE_DIR}/tests/support/make_geo_database")
add_test(NAME visitor_unit COMMAND visitor_tests)
set_tests_properties(visitor_unit PROPERTIES LABELS unit TIMEOUT 600)
