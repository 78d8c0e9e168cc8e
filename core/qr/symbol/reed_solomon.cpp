// SPDX-License-Identifier: MIT
#include "core/qr/symbol/reed_solomon.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace qrgen::qr {
namespace {

using Byte = std::uint8_t;

// Coefficient i belongs to x^i.
using Polynomial = std::vector<Byte>;

constexpr int field_order = 255;  // of the multiplicative group: α^255 = 1

struct Tables {
    std::array<Byte, 2 * field_order> power{};  // twice, so that the sum of two logarithms needs no reduction
    std::array<Byte, 256> logarithm{};
};

constexpr Tables make_tables() {
    Tables tables;
    unsigned value = 1;
    for (unsigned exponent = 0; exponent < field_order; ++exponent) {
        tables.power[exponent] = tables.power[exponent + field_order] = static_cast<Byte>(value);
        tables.logarithm[value] = static_cast<Byte>(exponent);
        value <<= 1;
        if (value > 0xFF) value ^= 0x11D;
    }
    return tables;
}

constexpr Tables tables = make_tables();

// α^exponent, 0 ≤ exponent < 510.
Byte alpha(int exponent) {
    return tables.power[static_cast<std::size_t>(exponent)];
}

Byte multiply(Byte a, Byte b) {
    return a == 0 || b == 0 ? Byte{0} : alpha(tables.logarithm[a] + tables.logarithm[b]);
}

// b ≠ 0.
Byte divide(Byte a, Byte b) {
    return a == 0 ? Byte{0} : alpha(tables.logarithm[a] + field_order - tables.logarithm[b]);
}

Byte add(Byte a, Byte b) {
    return static_cast<Byte>(a ^ b);
}

Byte evaluate(const Polynomial& polynomial, Byte x) {
    Byte value = 0;
    for (auto coefficient = polynomial.rbegin(); coefficient != polynomial.rend(); ++coefficient) {
        value = add(multiply(value, x), *coefficient);
    }
    return value;
}

// What the block, read as a polynomial whose last codeword belongs to x^0, is at the roots of all valid
// blocks.
Polynomial syndromes_of(std::span<const Byte> codewords, int correction) {
    Polynomial syndromes;
    for (int i = 0; i < correction; ++i) {
        Byte value = 0;
        for (const Byte codeword : codewords) value = add(multiply(value, alpha(i)), codeword);
        syndromes.push_back(value);
    }
    return syndromes;
}

// Berlekamp and Massey: the shortest recurrence that produces the syndromes. Its roots are the reciprocals of
// the errors' locators, its length is the number of errors.
struct Locator {
    Polynomial polynomial;
    std::size_t length;
};

Locator find_locator(const Polynomial& syndromes) {
    Locator current{{1}, 0};
    Polynomial before{1};  // as it was before `length` last grew
    Byte before_discrepancy = 1;
    std::size_t shift = 1;
    for (std::size_t n = 0; n < syndromes.size(); ++n, ++shift) {
        Byte discrepancy = syndromes[n];
        for (std::size_t i = 1; i < current.polynomial.size() && i <= n; ++i) {
            discrepancy = add(discrepancy, multiply(current.polynomial[i], syndromes[n - i]));
        }
        if (discrepancy == 0) continue;

        Polynomial next = current.polynomial;
        next.resize(std::max(next.size(), before.size() + shift));
        const Byte factor = divide(discrepancy, before_discrepancy);
        for (std::size_t i = 0; i < before.size(); ++i) {
            next[i + shift] = add(next[i + shift], multiply(factor, before[i]));
        }
        if (2 * current.length <= n) {
            before = std::exchange(current.polynomial, std::move(next));
            current.length = n + 1 - current.length;
            before_discrepancy = discrepancy;
            shift = 0;
        } else {
            current.polynomial = std::move(next);
        }
    }
    return current;
}

// The exponents of x (0 for the last codeword) at which the block is wrong.
std::vector<int> find_errors(const Polynomial& locator, int codewords) {
    std::vector<int> exponents;
    for (int exponent = 0; exponent < codewords; ++exponent) {
        if (evaluate(locator, alpha(field_order - exponent)) == 0) exponents.push_back(exponent);
    }
    return exponents;
}

// Forney: syndromes × locator, as far as there are syndromes.
Polynomial evaluator_of(const Polynomial& syndromes, const Polynomial& locator) {
    Polynomial product(syndromes.size());
    for (std::size_t i = 0; i < syndromes.size(); ++i) {
        for (std::size_t j = 0; j < locator.size() && i + j < product.size(); ++j) {
            product[i + j] = add(product[i + j], multiply(syndromes[i], locator[j]));
        }
    }
    return product;
}

// In a field of characteristic 2 the even powers have no derivative.
Polynomial derivative_of(const Polynomial& polynomial) {
    Polynomial derivative(polynomial.size() - 1);
    for (std::size_t i = 1; i < polynomial.size(); i += 2) derivative[i - 1] = polynomial[i];
    return derivative;
}

}  // namespace

std::optional<int> correct_block(std::span<Byte> codewords, int correction) {
    const int size = static_cast<int>(std::min<std::size_t>(codewords.size(), field_order + 1));
    if (size > field_order || correction < 0 || correction >= size) return std::nullopt;
    const Polynomial syndromes = syndromes_of(codewords, correction);
    if (std::all_of(syndromes.begin(), syndromes.end(), [](Byte s) { return s == 0; })) return 0;

    const Locator locator = find_locator(syndromes);
    if (locator.length > syndromes.size() / 2) return std::nullopt;
    const std::vector<int> errors = find_errors(locator.polynomial, size);
    if (errors.size() != locator.length) return std::nullopt;

    const Polynomial evaluator = evaluator_of(syndromes, locator.polynomial);
    const Polynomial derivative = derivative_of(locator.polynomial);
    for (const int exponent : errors) {
        const Byte reciprocal = alpha(field_order - exponent);
        const Byte magnitude = multiply(
            alpha(exponent), divide(evaluate(evaluator, reciprocal), evaluate(derivative, reciprocal)));
        Byte& codeword = codewords[static_cast<std::size_t>(size - 1 - exponent)];
        codeword = add(codeword, magnitude);
    }
    return static_cast<int>(errors.size());
}

}  // namespace qrgen::qr
