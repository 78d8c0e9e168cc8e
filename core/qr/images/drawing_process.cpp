// SPDX-License-Identifier: MIT
#include "core/qr/images/drawing_process.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <optional>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/landlock.h>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/text.hpp"
#include "core/qr/images/image_error.hpp"

namespace qrgen::qr {
namespace {

constexpr rlim_t extra_memory = rlim_t{1} << 30;  // bytes
constexpr int waiting_factor = 6;  // a busy machine gives a process a share of its processors only
constexpr std::size_t longest_message = 4096;  // bytes

/// What the process sends before the pixels or the message.
struct Answer {
    enum class Is : std::uint32_t { picture = 1, refusal, failure };
    Is is;
    std::int32_t width;   // unless a picture: bytes of the message
    std::int32_t height;  // unless a picture: bytes of the hint that follows it
};

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    int number() const { return number_; }
    void close() {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }

  private:
    int number_;
};

std::pair<Descriptor, Descriptor> make_pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        throw Error(ErrorKind::failure, std::string("cannot make a pipe: ") + std::strerror(errno));
    }
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

// ---- In the new process, which has one thread and ends in _exit(). ----

void die_with(pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
}

/// The caller's handlers are not for here. SIGXFSZ is what writing to a file gives under the limits: an error
/// of write() will do.
void reset_signals() {
    for (const int number :
         {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXCPU, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) {
        std::signal(number, SIG_DFL);
    }
    std::signal(SIGXFSZ, SIG_IGN);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
}

bool keep_only(int descriptor) {
    const int nothing = open("/dev/null", O_RDWR);
    if (nothing < 0) return false;
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (descriptor != standard && dup2(nothing, standard) < 0) return false;
    }
    const auto kept = static_cast<unsigned>(std::max(descriptor, STDERR_FILENO));
    if (descriptor > STDERR_FILENO + 1 && close_range(STDERR_FILENO + 1, kept - 1, 0) != 0) return false;
    return close_range(kept + 1, ~0U, 0) == 0;
}

/// Bytes of address space; nullopt if the system does not tell.
std::optional<rlim_t> memory_now() {
    std::FILE* const file = std::fopen("/proc/self/statm", "re");
    if (file == nullptr) return std::nullopt;
    unsigned long pages = 0;
    const bool known = std::fscanf(file, "%lu", &pages) == 1;
    std::fclose(file);
    if (!known) return std::nullopt;
    return rlim_t{pages} * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
}

bool limit(decltype(RLIMIT_CPU) resource, rlim_t most, rlim_t margin = 0) {
    rlimit now{};
    if (getrlimit(resource, &now) != 0) return false;
    const rlimit bounded{.rlim_cur = std::min(most, now.rlim_max),
                         .rlim_max = std::min(most + margin, now.rlim_max)};
    return setrlimit(resource, &bounded) == 0;
}

bool limit_resources(const ImageLimits& limits) {
    const std::optional<rlim_t> memory = memory_now();
    return memory && limit(RLIMIT_AS, *memory + extra_memory) && limit(RLIMIT_FSIZE, 0) &&
           limit(RLIMIT_CORE, 0) && limit(RLIMIT_CPU, static_cast<rlim_t>(limits.drawing_seconds), 1);
}

/// Not every kernel has Landlock; it comes on top of what the limits and the libraries forbid.
void forbid_changing_files() {
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    landlock_ruleset_attr rules{};
    rules.handled_access_fs =
        LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
        LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
        LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
        LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
    const Descriptor ruleset(static_cast<int>(syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0)));
    if (ruleset.number() >= 0) syscall(SYS_landlock_restrict_self, ruleset.number(), 0);
}

void send(int descriptor, Answer answer, std::string_view bytes) {
    write_all(descriptor, {reinterpret_cast<const char*>(&answer), sizeof answer});
    write_all(descriptor, bytes);
}

void send_error(int descriptor, Answer::Is is, std::string_view message, std::string_view hint = {}) {
    message = message.substr(0, longest_message);
    hint = hint.substr(0, longest_message);
    send(descriptor, {is, static_cast<std::int32_t>(message.size()), static_cast<std::int32_t>(hint.size())},
         std::string(message).append(hint));
}

[[noreturn]] void draw_and_send(int descriptor, const std::string& kind, const ImageLimits& limits,
                                const std::function<Image()>& draw) {
    reset_signals();
    if (!keep_only(descriptor) || !limit_resources(limits)) {
        send_error(
            descriptor, Answer::Is::failure,
            "cannot draw the " + kind + ": the system does not let the process that would be confined");
        _exit(1);
    }
    forbid_changing_files();
    try {
        const Image image = draw();
        send(descriptor, {Answer::Is::picture, image.width, image.height},
             {reinterpret_cast<const char*>(image.rgba.data()), image.rgba.size()});
    } catch (const Error& error) {
        send_error(descriptor, Answer::Is::refusal,
                   error.faults().empty() ? error.message() : error.faults().front().message, error.hint());
    } catch (const std::bad_alloc&) {
        send_error(descriptor, Answer::Is::refusal, "the " + kind + " takes too much memory to draw");
    } catch (const std::exception& error) {
        send_error(descriptor, Answer::Is::refusal, "the " + kind + " cannot be drawn: " + error.what());
    }
    _exit(0);
}

// ---- In the process that waits for it. ----

class Drawing {
  public:
    Drawing(pid_t process, Descriptor pipe, std::string kind, const ImageLimits& limits)
        : process_(process), pipe_(std::move(pipe)), kind_(std::move(kind)), limits_(limits) {}
    Drawing(const Drawing&) = delete;
    Drawing& operator=(const Drawing&) = delete;
    ~Drawing() { end(); }

    Image receive() {
        Answer answer{};
        read(&answer, sizeof answer);
        if (answer.is != Answer::Is::picture) {
            std::string message = receive_text(answer.width);
            std::string hint = receive_text(answer.height);
            if (answer.is == Answer::Is::refusal) refuse_picture(std::move(message), std::move(hint));
            throw Error(ErrorKind::failure, std::move(message), std::move(hint));
        }
        Image image = make_image(answer.width, answer.height, limits_);
        read(image.rgba.data(), image.rgba.size());
        return image;
    }

  private:
    std::string receive_text(std::int32_t size) {
        std::string text(static_cast<std::size_t>(std::clamp<std::int32_t>(size, 0, longest_message)), '\0');
        read(text.data(), text.size());
        return printable(text);
    }

    void read(void* to, std::size_t size) {
        auto* place = static_cast<char*>(to);
        while (size > 0) {
            wait_for_bytes();
            const ssize_t got = ::read(pipe_.number(), place, size);
            if (got == 0) refuse_dead();
            if (got < 0 && errno != EINTR) {
                throw Error(ErrorKind::failure,
                            std::string("cannot read a drawing: ") + std::strerror(errno));
            }
            if (got > 0) {
                place += got;
                size -= static_cast<std::size_t>(got);
            }
        }
    }

    void wait_for_bytes() {
        using std::chrono::milliseconds;
        const auto left =
            std::chrono::duration_cast<milliseconds>(deadline_ - std::chrono::steady_clock::now());
        pollfd waiting{.fd = pipe_.number(), .events = POLLIN, .revents = 0};
        const int ready = poll(&waiting, 1, static_cast<int>(std::max(left, milliseconds(0)).count()));
        if (ready == 0) refuse_slow();
    }

    /// Kills it unless it is dead. The status as of waitpid(); -1 if others reap this process's children.
    int end() {
        int status = -1;
        if (process_ <= 0) return status;
        kill(process_, SIGKILL);
        while (waitpid(process_, &status, 0) < 0) {
            if (errno == EINTR) continue;
            status = -1;
            break;
        }
        process_ = 0;
        return status;
    }

    [[noreturn]] void refuse_dead() {
        const int status = end();
        const bool killed = status != -1 && WIFSIGNALED(status);
        if (killed && WTERMSIG(status) == SIGXCPU) refuse_slow();
        refuse_picture(
            "the " + kind_ +
            " cannot be drawn: it takes too much memory, or it is broken in a way that its library " +
            "does not survive" +
            (killed ? " (signal " + std::to_string(WTERMSIG(status)) + ")" : std::string()));
    }

    [[noreturn]] void refuse_slow() {
        refuse_picture("the " + kind_ + " takes more than " + std::to_string(limits_.drawing_seconds) +
                       " s to draw");
    }

    pid_t process_;
    Descriptor pipe_;
    std::string kind_;
    const ImageLimits& limits_;
    std::chrono::steady_clock::time_point deadline_ =
        std::chrono::steady_clock::now() + std::chrono::seconds(waiting_factor) * limits_.drawing_seconds;
};

}  // namespace

Image draw_in_own_process(const std::string& kind, const ImageLimits& limits,
                          const std::function<Image()>& draw) {
    auto [from, to] = make_pipe();
    const pid_t parent = getpid();
    const pid_t process = fork();
    if (process < 0) {
        throw Error(ErrorKind::failure,
                    "cannot start a process to draw the " + kind + ": " + std::strerror(errno));
    }
    if (process == 0) {
        die_with(parent);
        draw_and_send(to.number(), kind, limits, draw);
    }
    to.close();
    return Drawing(process, std::move(from), kind, limits).receive();
}

}  // namespace qrgen::qr
