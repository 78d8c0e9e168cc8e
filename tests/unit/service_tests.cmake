# SPDX-License-Identifier: MIT
# Tests of the service and of what only it uses.
add_executable(service_tests
  daemon/api_fixture.cpp
  daemon/fields_test.cpp
  daemon/fingerprint_test.cpp
  daemon/http/conditional_test.cpp
  daemon/http/request_test.cpp
  daemon/json/json_body_test.cpp
  daemon/openapi/docs_page_test.cpp
  daemon/openapi/document_test.cpp
  daemon/routes/code_routes_test.cpp
  daemon/routes/image_routes_test.cpp
)
target_link_libraries(service_tests PRIVATE qrgen_daemon test_support GTest::gmock GTest::gtest_main)
add_test(NAME service_unit COMMAND service_tests)
set_tests_properties(service_unit PROPERTIES LABELS unit TIMEOUT 600)
