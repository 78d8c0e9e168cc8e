// SPDX-License-Identifier: MIT
#include "daemon/service/signals.hpp"

#include <functional>

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace qrgen::daemon {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds at_once{0};
constexpr milliseconds patiently{60'000};

// Runs `action` in a process of its own; returns its exit status, or minus the signal that ended it.
int in_child(const std::function<bool()>& action) {
    const pid_t child = fork();
    if (child == 0) _exit(action() ? 0 : 1);
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

TEST(SignalsTest, WaitForSomebodyToAskForThem) {
    EXPECT_EQ(in_child([] {
                  const Signals signals;
                  if (signals.next(at_once)) return false;
                  raise(SIGTERM);
                  raise(SIGHUP);
                  const auto first = signals.next(patiently);
                  const auto second = signals.next(patiently);
                  const bool both =
                      (first == SIGHUP && second == SIGTERM) || (first == SIGTERM && second == SIGHUP);
                  return both && !signals.next(at_once);
              }),
              0);
}

TEST(SignalsTest, AreHeardFromAnotherProcess) {
    EXPECT_EQ(in_child([] {
                  const Signals signals;
                  const pid_t parent = getpid();
                  if (fork() == 0) _exit(kill(parent, SIGINT));
                  return signals.next(patiently) == SIGINT;
              }),
              0);
}

TEST(SignalsTest, OtherSignalsAreLeftAlone) {
    EXPECT_EQ(in_child([] {
                  const Signals signals;
                  raise(SIGUSR1);
                  return true;
              }),
              -SIGUSR1);
}

TEST(SignalsTest, AfterThemEverythingIsAsBefore) {
    EXPECT_EQ(in_child([] {
                  { const Signals signals; }
                  raise(SIGTERM);
                  return true;
              }),
              -SIGTERM);
}

TEST(SignalsTest, CanBeLetToEndTheProcessAtOnce) {
    for (const int signal : {SIGTERM, SIGINT}) {
        EXPECT_EQ(in_child([signal] {
                      Signals signals;
                      signals.let_end_at_once();
                      raise(signal);
                      return true;
                  }),
                  128 + signal);
    }
}

TEST(SignalsTest, OneThatWaitsAlreadyEndsTheProcessThen) {
    EXPECT_EQ(in_child([] {
                  Signals signals;
                  raise(SIGINT);
                  signals.let_end_at_once();
                  return true;
              }),
              128 + SIGINT);
}

TEST(SignalsTest, ReloadingStillWaitsWhileEnding) {
    EXPECT_EQ(in_child([] {
                  Signals signals;
                  signals.let_end_at_once();
                  raise(SIGHUP);
                  return signals.next(patiently) == SIGHUP;
              }),
              0);
}

}  // namespace
}  // namespace qrgen::daemon
