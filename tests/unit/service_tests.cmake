# SPDX-License-Identifier: MIT
# Tests of the service and of what only it uses.
add_executable(service_tests
  access/api_key_test.cpp
  base/hash_test.cpp
  daemon/access/authenticator_test.cpp
  daemon/access/client_address_test.cpp
  daemon/access/credential_test.cpp
  daemon/access/ip_address_test.cpp
  daemon/access/key_cache_test.cpp
  daemon/access/throttle_test.cpp
  daemon/api_fixture.cpp
  daemon/fields_test.cpp
  daemon/http/chunked_body_test.cpp
  daemon/http/conditional_test.cpp
  daemon/http/event_loop_test.cpp
  daemon/http/gzip_test.cpp
  daemon/http/head_check_test.cpp
  daemon/http/host_header_test.cpp
  daemon/http/output_queue_test.cpp
  daemon/http/poco_request_test.cpp
  daemon/http/request_reader_test.cpp
  daemon/http/request_test.cpp
  daemon/http/response_head_test.cpp
  daemon/http/server_answers_test.cpp
  daemon/http/server_drain_test.cpp
  daemon/http/server_fixture.cpp
  daemon/http/server_limits_test.cpp
  daemon/http/server_requests_test.cpp
  daemon/http/target_test.cpp
  daemon/http/worker_pool_test.cpp
  daemon/json/json_body_test.cpp
  daemon/openapi/docs_page_test.cpp
  daemon/openapi/document_test.cpp
  daemon/redirect/target_cache_test.cpp
  daemon/redirect/target_snapshot_test.cpp
  daemon/routes/code_routes_test.cpp
  daemon/routes/image_routes_test.cpp
  scans/clean_text_test.cpp
  scans/ip_privacy_test.cpp
  scans/journal_format_test.cpp
  scans/journal_slot_test.cpp
  scans/journal_test.cpp
)
target_link_libraries(service_tests PRIVATE qrgen_daemon test_support PkgConfig::libdeflate GTest::gmock GTest::gtest_main)
target_link_libraries(service_tests PRIVATE qrgen_daemon test_support Poco::Foundation GTest::gmock GTest::gtest_main)
add_test(NAME service_unit COMMAND service_tests)
set_tests_properties(service_unit PROPERTIES LABELS unit TIMEOUT 600)
