// SPDX-License-Identifier: MIT
#include "core/agents/needed_words.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "core/base/text.hpp"

namespace qrgen::agents {
namespace {

constexpr std::size_t max_product = 64;  // texts that a sequence is spelt out to
constexpr std::size_t max_alternatives = 512;
constexpr std::size_t max_of_class = 10;  // characters that a class is spelt out to
constexpr int max_depth = 100;            // groups in groups

/// What is known of a piece of an expression: either all texts that it can match, or words that it needs.
struct Piece {
    std::optional<std::vector<std::string>> texts;
    std::vector<WordChoice> choices;
};

Piece anything() {
    return {};
}

Piece exactly(std::string text) {
    return {std::vector<std::string>{std::move(text)}, {}};
}

bool is_useful(const std::vector<std::string>& texts) {
    return std::all_of(texts.begin(), texts.end(), [](const auto& text) { return text.size() >= min_word; });
}

std::size_t shortest(const WordChoice& choice) {
    std::size_t length = std::numeric_limits<std::size_t>::max();
    for (const std::string& word : choice) length = std::min(length, word.size());
    return length;
}

void make_unique(std::vector<std::string>& texts) {
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

/// The piece, its texts given up for the words that follow from them.
Piece without_texts(Piece piece) {
    if (piece.texts && is_useful(*piece.texts)) piece.choices.push_back(std::move(*piece.texts));
    piece.texts.reset();
    return piece;
}

std::vector<std::string> product(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::vector<std::string> texts;
    for (const std::string& start : a) {
        for (const std::string& end : b) texts.push_back(start + end);
    }
    make_unique(texts);
    return texts;
}

/// Adds pieces one behind the other. Texts of neighbours are joined as long as there are few.
class Sequence {
  public:
    void add(Piece piece) {
        if (!piece.texts) {
            close();
            take_choices(piece);
        } else if (open_.size() * piece.texts->size() <= max_product) {
            open_ = product(open_, *piece.texts);
        } else {
            close();
            open_ = std::move(*piece.texts);
        }
    }

    Piece finish() {
        if (is_whole_) return {std::move(open_), {}};
        close();
        return {std::nullopt, std::move(choices_)};
    }

  private:
    void close() {
        Piece piece = without_texts({std::move(open_), {}});
        take_choices(piece);
        open_ = {""};
        is_whole_ = false;
    }
    void take_choices(Piece& piece) {
        std::move(piece.choices.begin(), piece.choices.end(), std::back_inserter(choices_));
    }

    bool is_whole_ = true;
    std::vector<std::string> open_ = {""};
    std::vector<WordChoice> choices_;
};

Piece one_of(std::vector<Piece> pieces) {
    if (pieces.size() == 1) return std::move(pieces.front());
    const bool are_known =
        std::all_of(pieces.begin(), pieces.end(), [](const Piece& piece) { return piece.texts.has_value(); });
    std::vector<std::string> all;
    for (Piece& piece : pieces) {
        if (!are_known) {
            piece = without_texts(std::move(piece));
            const auto best = std::max_element(piece.choices.begin(), piece.choices.end(),
                                               [](auto& a, auto& b) { return shortest(a) < shortest(b); });
            if (best == piece.choices.end()) return anything();
            piece.texts = std::move(*best);
        }
        std::move(piece.texts->begin(), piece.texts->end(), std::back_inserter(all));
    }
    make_unique(all);
    if (all.size() > max_alternatives) return anything();
    if (are_known) return {std::move(all), {}};
    return {std::nullopt, {std::move(all)}};
}

class Reader {
  public:
    explicit Reader(std::string_view regex) : rest_(regex) {}

    std::vector<WordChoice> read() {
        Piece whole = without_texts(alternatives());
        return is_lost_ || !rest_.empty() ? std::vector<WordChoice>() : std::move(whole.choices);
    }

  private:
    Piece give_up() {
        is_lost_ = true;
        rest_ = {};
        return anything();
    }

    bool skip(std::string_view start) {
        if (!rest_.starts_with(start)) return false;
        rest_.remove_prefix(start.size());
        return true;
    }

    Piece alternatives() {
        std::vector<Piece> pieces;
        do {
            Sequence sequence;
            while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')')
                sequence.add(repeated(atom()));
            pieces.push_back(sequence.finish());
        } while (skip("|"));
        return one_of(std::move(pieces));
    }

    Piece group() {
        if (!skip("?:") && rest_.starts_with('?')) return give_up();
        if (++depth_ > max_depth) return give_up();
        Piece piece = alternatives();
        --depth_;
        return skip(")") ? std::move(piece) : give_up();
    }

    Piece atom() {
        if (skip("(")) return group();
        if (skip("[")) return character_class();
        if (skip("\\")) return escape();
        if (skip(".")) return anything();
        if (skip("^") || skip("$")) return exactly("");
        std::size_t length = 0;
        const auto c = next_code_point(rest_, length);
        if (!c || *c == '*' || *c == '+' || *c == '?') return give_up();
        Piece piece = *c < 0x80 ? exactly(to_lower_ascii(rest_.substr(0, 1))) : anything();
        rest_.remove_prefix(length);
        return piece;
    }

    Piece escape() {
        if (rest_.empty()) return give_up();
        const char c = rest_.front();
        rest_.remove_prefix(1);
        constexpr std::string_view classes = "dDsSwWtnrfv";
        constexpr std::string_view places = "bBAz";
        if (classes.find(c) != std::string_view::npos) return anything();
        if (places.find(c) != std::string_view::npos) return exactly("");
        return is_mark(c) ? exactly(std::string(1, c)) : give_up();
    }

    static bool is_mark(char c) {
        return c >= ' ' && c < 0x7F && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') &&
               !(c >= 'A' && c <= 'Z');
    }

    /// One character of a class as it stands there; nullopt if it is more than one, or not ASCII.
    std::optional<char> class_member() {
        const bool is_escaped = skip("\\");
        if (rest_.empty()) return std::nullopt;
        const char c = rest_.front();
        if (!is_escaped && rest_.starts_with("[:")) return std::nullopt;
        if (static_cast<unsigned char>(c) >= 0x80 || (is_escaped && !is_mark(c))) return std::nullopt;
        rest_.remove_prefix(1);
        return c;
    }

    /// Goes behind the end of a class whose members do not matter.
    Piece skip_class() {
        while (!rest_.empty() && !rest_.starts_with(']')) {
            if (skip("[:")) {
                const auto end = rest_.find(":]");
                if (end == std::string_view::npos) return give_up();
                rest_.remove_prefix(end + 2);
            } else {
                rest_.remove_prefix(std::min<std::size_t>(rest_.starts_with('\\') ? 2 : 1, rest_.size()));
            }
        }
        return skip("]") ? anything() : give_up();
    }

    Piece character_class() {
        const bool is_negated = skip("^");
        std::vector<std::string> members;
        for (bool is_first = true; is_first || !rest_.starts_with(']'); is_first = false) {
            const auto from = class_member();
            if (!from) return skip_class();
            auto to = from;
            if (rest_.size() > 1 && rest_.front() == '-' && rest_[1] != ']') {
                rest_.remove_prefix(1);
                to = class_member();
                if (!to) return skip_class();
            }
            for (int c = *from; c <= *to; ++c)
                members.push_back(to_lower_ascii(std::string(1, static_cast<char>(c))));
        }
        rest_.remove_prefix(1);
        make_unique(members);
        if (is_negated || members.empty() || members.size() > max_of_class) return anything();
        return {std::move(members), {}};
    }

    struct Times {
        unsigned least;
        bool is_once_at_most;
    };

    /// {n}, {n,} or {n,m}; anything else in braces stands for itself.
    std::optional<Times> braces() {
        const auto end = rest_.find('}');
        if (!rest_.starts_with('{') || end == std::string_view::npos) return std::nullopt;
        const char* first = rest_.data() + 1;
        const char* last = rest_.data() + end;
        Times times{};
        const auto [behind, error] = std::from_chars(first, last, times.least);
        if (error != std::errc()) return std::nullopt;
        if (behind != last && *behind != ',') return std::nullopt;
        times.is_once_at_most =
            std::string_view(behind, last) == ",1" || (behind == last && times.least <= 1);
        rest_.remove_prefix(end + 1);
        return times;
    }

    std::optional<Times> times() {
        if (skip("*")) return Times{0, false};
        if (skip("+")) return Times{1, false};
        if (skip("?")) return Times{0, true};
        return braces();
    }

    Piece repeated(Piece piece) {
        while (const auto count = times()) {
            skip("?");
            if (count->least == 0 && (!count->is_once_at_most || !piece.texts)) {
                piece = anything();
            } else if (count->least == 0) {
                piece.texts->emplace_back();
                make_unique(*piece.texts);
            } else if (!count->is_once_at_most) {
                piece = without_texts(std::move(piece));
            }
        }
        return piece;
    }

    std::string_view rest_;
    int depth_ = 0;
    bool is_lost_ = false;
};

}  // namespace

std::vector<WordChoice> needed_words(std::string_view regex) {
    return Reader(regex).read();
}

}  // namespace qrgen::agents
