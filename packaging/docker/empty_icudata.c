/* SPDX-License-Identifier: MIT
 *
 * Takes the place of libicudata.so.72, 30 MB of tables, in the image: ICU finds that it has none, and says so to who asks.
 * Nobody here does: libxml2 (which librsvg and libarchive load) links ICU for encodings that glibc's iconv lacks.
 */
const int icudt72_dat[16] = {0};
