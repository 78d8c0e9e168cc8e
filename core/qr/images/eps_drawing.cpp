// SPDX-License-Identifier: MIT
#include "core/qr/images/eps_drawing.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <ghostscript/gdevdsp.h>
#include <ghostscript/iapi.h>
#include <ghostscript/ierrors.h>

#include "core/base/shared_library.hpp"
#include "core/base/text.hpp"
#include "core/qr/images/drawn_size.hpp"
#include "core/qr/images/eps_header.hpp"
#include "core/qr/images/image_error.hpp"

namespace qrgen::qr {
namespace {

struct Ghostscript {
    SharedLibrary library{"libgs.so.10", "libgs10", "drawing EPS"};
    decltype(gsapi_new_instance)* create =
        library.function<decltype(gsapi_new_instance)>("gsapi_new_instance");
    decltype(gsapi_delete_instance)* destroy =
        library.function<decltype(gsapi_delete_instance)>("gsapi_delete_instance");
    decltype(gsapi_set_stdio)* set_stdio = library.function<decltype(gsapi_set_stdio)>("gsapi_set_stdio");
    decltype(gsapi_set_display_callback)* set_display =
        library.function<decltype(gsapi_set_display_callback)>("gsapi_set_display_callback");
    decltype(gsapi_init_with_args)* start =
        library.function<decltype(gsapi_init_with_args)>("gsapi_init_with_args");
    decltype(gsapi_run_string_begin)* begin =
        library.function<decltype(gsapi_run_string_begin)>("gsapi_run_string_begin");
    decltype(gsapi_run_string_continue)* run =
        library.function<decltype(gsapi_run_string_continue)>("gsapi_run_string_continue");
    decltype(gsapi_run_string_end)* end =
        library.function<decltype(gsapi_run_string_end)>("gsapi_run_string_end");
    decltype(gsapi_exit)* exit = library.function<decltype(gsapi_exit)>("gsapi_exit");
};

const Ghostscript& ghostscript() {
    static const Ghostscript loaded;
    return loaded;
}

/// What Ghostscript gives back: the memory it draws in, of the device "display", and complaints.
struct Output {
    DrawnSize expected;
    const unsigned char* pixels = nullptr;  // red, green, blue and an unused byte each, from the top
    int bytes_in_row = 0;
    Image page = {};
    std::string complaints = {};
};

int take_nothing(void*, void*) {
    return 0;
}

/// No document changes the size.
int check_dimensions(void* output, void*, int width, int height, int, unsigned) {
    const DrawnSize& expected = static_cast<const Output*>(output)->expected;
    return width == expected.width && height == expected.height ? 0 : gs_error_rangecheck;
}

int take_memory(void* output, void*, int, int, int bytes_in_row, unsigned, unsigned char* pixels) {
    auto& out = *static_cast<Output*>(output);
    out.pixels = pixels;
    out.bytes_in_row = bytes_in_row;
    return 0;
}

int take_page(void* output, void*, int, int) {
    auto& out = *static_cast<Output*>(output);
    if (out.pixels == nullptr || !out.page.rgba.empty()) return 0;
    out.page = {.width = out.expected.width, .height = out.expected.height};
    const std::size_t row = 4 * static_cast<std::size_t>(out.page.width);
    out.page.rgba.reserve(row * static_cast<std::size_t>(out.page.height));
    for (int y = 0; y < out.page.height; ++y) {
        const unsigned char* const first = out.pixels + std::ptrdiff_t{y} * out.bytes_in_row;
        out.page.rgba.insert(out.page.rgba.end(), first, first + row);
    }
    for (std::size_t i = 3; i < out.page.rgba.size(); i += 4) out.page.rgba[i] = 0xFF;
    return 0;
}

display_callback display_functions() {
    display_callback functions{};
    functions.size = sizeof functions;
    functions.version_major = DISPLAY_VERSION_MAJOR;
    functions.version_minor = DISPLAY_VERSION_MINOR;
    functions.display_open = take_nothing;
    functions.display_preclose = take_nothing;
    functions.display_close = take_nothing;
    functions.display_presize = check_dimensions;
    functions.display_size = take_memory;
    functions.display_sync = take_nothing;
    functions.display_page = take_page;
    return functions;
}

int no_input(void*, char*, int) {
    return 0;
}

int take_complaint(void* output, const char* bytes, int size) {
    constexpr std::size_t most = 2000;  // bytes
    std::string& complaints = static_cast<Output*>(output)->complaints;
    complaints.append(bytes, std::min(static_cast<std::size_t>(size), most - complaints.size()));
    return size;
}

/// What the first line of the complaints has behind this: "undefined in foo".
std::string reason(std::string_view complaints) {
    constexpr std::string_view introduction = "error: ";
    const std::size_t place = complaints.find(introduction);
    if (place == std::string_view::npos) return "Ghostscript gives no reason";
    complaints.remove_prefix(place + introduction.size());
    return printable(trim(complaints.substr(0, complaints.find('\n'))));
}

class Interpreter {
  public:
    explicit Interpreter(Output& output) : output_(output) {
        if (ghostscript().create(&instance_, &output) < 0) refuse_picture("Ghostscript cannot be started");
        ghostscript().set_stdio(instance_, no_input, take_complaint, take_complaint);
        ghostscript().set_display(instance_, &display_);
    }
    Interpreter(const Interpreter&) = delete;
    Interpreter& operator=(const Interpreter&) = delete;
    ~Interpreter() {
        ghostscript().exit(instance_);
        ghostscript().destroy(instance_);
    }

    void start(std::vector<std::string> arguments) {
        std::vector<char*> pointers;
        std::transform(arguments.begin(), arguments.end(), std::back_inserter(pointers),
                       [](std::string& argument) { return argument.data(); });
        check(ghostscript().start(instance_, static_cast<int>(pointers.size()), pointers.data()));
        int exit_code = 0;
        check(ghostscript().begin(instance_, 0, &exit_code));
    }

    void run(std::string_view program) {
        constexpr std::size_t most_at_once = 32768;  // Ghostscript takes less than 64 KiB
        for (; !program.empty(); program.remove_prefix(std::min(most_at_once, program.size()))) {
            int exit_code = 0;
            const auto size = static_cast<unsigned>(std::min(most_at_once, program.size()));
            const int code = ghostscript().run(instance_, program.data(), size, 0, &exit_code);
            if (code != gs_error_NeedInput) check(code);
        }
    }

    void end() {
        int exit_code = 0;
        check(ghostscript().end(instance_, 0, &exit_code));
    }

  private:
    void check(int code) const {
        if (code == gs_error_Quit) refuse_picture("the EPS quits before it is drawn");
        if (code < 0) refuse_picture("the EPS cannot be drawn: " + reason(output_.complaints));
    }

    void* instance_ = nullptr;
    display_callback display_ = display_functions();
    const Output& output_;
};

/// Whatever the locale.
std::string decimal(double number) {
    std::array<char, 400> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed).ptr;
    return {text.data(), end};
}

std::vector<std::string> arguments_for(const Output& output, double resolution) {
    constexpr int format = int{DISPLAY_COLORS_RGB} | DISPLAY_UNUSED_LAST | DISPLAY_DEPTH_8 |
                           DISPLAY_BIGENDIAN | DISPLAY_TOPFIRST;
    return {
        "qrgen",
        "-dSAFER",
        "-dQUIET",
        "-dNOPAUSE",
        "-dNOPROMPT",
        "-dNOPLATFONTS",  // what is installed here shall not show, and no lock of fontconfig be waited for
        "-dMaxBitmap=1000000000",  // no temporary file
        "-dTextAlphaBits=4",
        "-dGraphicsAlphaBits=4",
        "-dFIXEDMEDIA",  // the document cannot change the size
        "-g" + std::to_string(output.expected.width) + "x" + std::to_string(output.expected.height),
        "-r" + decimal(resolution),
        "-sDEVICE=display",
        "-dDisplayFormat=" + std::to_string(format),
        "-sDisplayHandle=" + std::to_string(reinterpret_cast<std::uintptr_t>(&output))};
}

/// The safer mode can be lifted by the environment, and leaves a program the folder for temporary files to
/// read, write and delete in.
void close_doors() {
    unsetenv("GS_OPTIONS");
    for (const char* const name : {"TMPDIR", "TEMP"}) setenv(name, "/dev/null/none", 1);
}

}  // namespace

void load_eps_libraries() {
    ghostscript();
}

Image draw_eps(std::string_view bytes, const ImageLimits& limits) {
    close_doors();
    const std::string_view program = postscript_in(bytes);
    const Box box = bounding_box(program);
    const double width = box.right - box.left;
    const DrawnSize size = drawn_size("EPS", width, box.top - box.bottom, limits.vector_width, limits);
    Output output{.expected = size};
    Interpreter interpreter(output);
    interpreter.start(arguments_for(output, 72 * size.width / width));
    // As the Encapsulated PostScript File Format Specification 3.0, section 3, has it of a program that
    // includes an EPS: it moves the box to its place, and lets no page be set up or ended but by itself.
    interpreter.run("userdict /showpage {} put userdict /setpagedevice {pop} put " + decimal(-box.left) +
                    " " + decimal(-box.bottom) + " translate\n");
    interpreter.run(program);
    interpreter.run("\nsystemdict /showpage get exec\n");
    interpreter.end();
    if (output.page.rgba.empty()) refuse_picture("the EPS draws no page");
    return std::move(output.page);
}

}  // namespace qrgen::qr
