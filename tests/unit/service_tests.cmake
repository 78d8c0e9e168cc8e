# SPDX-License-Identifier: MIT
# Tests of the service and of what only it uses.
add_executable(service_tests
  daemon/http/request_test.cpp
  scans/clean_text_test.cpp
  scans/disk_sync_test.cpp
  scans/ip_privacy_test.cpp
  scans/journal_format_test.cpp
  scans/journal_slot_test.cpp
  scans/journal_test.cpp
)
target_link_libraries(service_tests PRIVATE qrgen_daemon test_support PkgConfig::libdeflate GTest::gmock GTest::gtest_main)
add_test(NAME service_unit COMMAND service_tests)
set_tests_properties(service_unit PROPERTIES LABELS unit TIMEOUT 600)
